from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from site_project.environment import VARIABLES, read_environment
from site_project.install_secret import read_or_create_secret

SOUND = {
    "APPOINTMENT_KEYS": "2026a:t0iJ3lWn2xq9Yw7GkVbPzR5cD8eHfMaUoTsQy1LdXgE=",
    "SECRET_KEY": "k3-J9_xQvT7mZr2LpW8sYdB5nHc0GfUaEiOo1tRw4KzXyVq6MjNbPl",
    "SITE_URL": "https://www.example.com",
    "ALLOWED_HOSTS": "www.example.com, example.com",
    "EMAIL_URL": "smtp+tls://site:pass%40word@mail.example.com:587",
    "DEFAULT_FROM_EMAIL": "site@example.com",
}


def test_a_sound_environment_is_read() -> None:
    values = read_environment(SOUND)

    assert values["SITE_URL"] == "https://www.example.com"
    assert values["ALLOWED_HOSTS"] == ["www.example.com", "example.com"]
    assert values["EMAIL_URL"]["EMAIL_HOST_PASSWORD"] == "pass@word"
    assert values["DATABASE_URL"] == {}
    assert values["TRUSTED_PROXIES"] == []
    assert values["DATA_DIR"] is None
    assert values["SITE_LANGUAGES"] == ["en"]
    assert read_environment(SOUND | {"SITE_LANGUAGES": "en, es"})["SITE_LANGUAGES"] == ["en", "es"]
    assert values["SECRET_KEY_FALLBACKS"] == []
    old = SOUND["SECRET_KEY"].swapcase()
    both = read_environment(SOUND | {"SECRET_KEY_FALLBACKS": f"{old}, {old[::-1]}"})
    assert both["SECRET_KEY_FALLBACKS"] == [old, old[::-1]]


@pytest.mark.parametrize(
    ("name", "weak", "told"),
    [
        ("SECRET_KEY", "", "missing"),
        ("SECRET_KEY", "short", "too short"),
        ("SECRET_KEY", "ab" * 40, "too uniform"),
        ("SECRET_KEY", "django-insecure-" + SOUND["SECRET_KEY"], "a sample"),
        ("SECRET_KEY", "change-me-" + SOUND["SECRET_KEY"], "a sample"),
        ("SECRET_KEY_FALLBACKS", f"{SOUND['SECRET_KEY']},short", "too short"),
        ("APPOINTMENT_KEYS", "", "missing; make one with"),
        ("APPOINTMENT_KEYS", "a:short", "not base64"),
        ("APPOINTMENT_KEYS", "a:c2hvcnQ=", "does not have 32 bytes"),
        ("APPOINTMENT_KEYS", "a:" + "A" * 43 + "=", "too uniform"),
        ("APPOINTMENT_KEYS", f"{SOUND['APPOINTMENT_KEYS']}," * 2, "same name"),
        ("SITE_URL", "", "missing"),
        ("SITE_URL", "http://www.example.com", "not an https:// address"),
        ("SITE_URL", "www.example.com", "not an https:// address"),
        ("SITE_URL", "https://", "not an https:// address"),
        ("SITE_URL", "https://www.example.com:port", "not an https:// address"),
        ("SITE_URL", "https://www.example.com/clinic", "more than a scheme and a host"),
        ("SITE_URL", "https://me:secret@www.example.com", "more than a scheme and a host"),
        ("ALLOWED_HOSTS", "", "missing"),
        ("ALLOWED_HOSTS", "*", "a wildcard"),
        ("ALLOWED_HOSTS", "www.example.com,*", "a wildcard"),
        ("ALLOWED_HOSTS", "https://www.example.com", "a wildcard, an address or a port"),
        ("ALLOWED_HOSTS", "www.example.com:443", "a wildcard, an address or a port"),
        ("ALLOWED_HOSTS", "other.example.com", "add the host of SITE_URL"),
        ("DATABASE_URL", "mysql://a:b@localhost/site", "not a database that the site supports"),
        ("DATABASE_URL", "nonsense", "not a database that the site supports"),
        ("DATABASE_URL", "sqlite://relative.sqlite3", "no absolute path"),
        ("DATABASE_URL", "postgres://site:secret@localhost", "no host or no name"),
        ("DATABASE_URL", "postgres://site:secret@localhost:http/site", "not a database"),
        ("CACHE_URL", "memcache://localhost", "not redis://"),
        ("EMAIL_URL", "", "missing"),
        ("EMAIL_URL", "consolemail://", "not a mail server"),
        ("EMAIL_URL", "smtp+tls://", "no host"),
        ("EMAIL_URL", "smtp://site:secret@mail.example.com:25", "in the clear"),
        ("DEFAULT_FROM_EMAIL", "", "set the address"),
        ("DEFAULT_FROM_EMAIL", "nobody", "set the address"),
        ("SITE_LANGUAGES", "es", "begin with en"),
        ("SITE_LANGUAGES", "en,xx", "others of en, es"),
        ("SITE_LANGUAGES", "en,es,es", "like en,es"),
        ("TRUSTED_PROXIES", "proxy.example.com", "list addresses or networks"),
        ("TRUSTED_PROXIES", "*", "list addresses or networks"),
        ("TRUSTED_PROXIES", "0.0.0.0/0", "would believe everybody"),
        ("DATA_DIR", "var", "not an existing absolute directory"),
        ("DATA_DIR", "/no/such/directory", "not an existing absolute directory"),
    ],
)
def test_a_missing_or_weak_variable_is_refused_by_name(name: str, weak: str, told: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_environment(SOUND | {name: weak})

    (problem,) = str(refusal.value).splitlines()[1:]
    assert problem.startswith(f"  - {name}: ")
    assert told in problem


def test_everything_wrong_is_named_at_once_and_no_value_is_repeated() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        read_environment({"SECRET_KEY": "hunter2", "DATABASE_URL": "mysql://a:hunter2@b/c"})

    message = str(refusal.value)
    for name in (*SOUND, "DATABASE_URL"):
        assert f"- {name}: " in message
    assert "hunter2" not in message


def test_a_postgresql_address_is_read(tmp_path: Path) -> None:
    values = read_environment(
        SOUND
        | {
            "DATABASE_URL": "postgres://site:pass%40word@db.example.com:5432/clinic",
            "TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/24",
            "DATA_DIR": str(tmp_path),
        }
    )

    assert values["DATABASE_URL"]["ENGINE"] == "django.db.backends.postgresql"
    assert values["DATABASE_URL"]["PASSWORD"] == "pass@word"
    assert values["TRUSTED_PROXIES"] == ["127.0.0.1", "10.0.0.0/24"]
    assert values["DATA_DIR"] == tmp_path


def start_production(environ: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "site_project.settings.production",
        }
        | environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_does_not_start_on_an_empty_environment() -> None:
    refusal = start_production({}, "check")

    assert refusal.returncode != 0
    for name in SOUND:
        assert f"- {name}: " in refusal.stderr


def test_production_is_clean_under_the_deployment_check(tmp_path: Path) -> None:
    verdict = start_production(
        SOUND | {"DATA_DIR": str(tmp_path), "SITE_LANGUAGES": "en,es"},
        "check",
        "--deploy",
        "--fail-level=WARNING",
    )

    assert verdict.returncode == 0, verdict.stderr


def test_every_variable_has_a_row_in_the_operations_guide() -> None:
    guide = (settings.BASE_DIR / "docs" / "operations.md").read_text()

    missing = [name for name in VARIABLES if f"| `{name}` |" not in guide]
    assert missing == []


def test_an_install_makes_its_secret_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret_key"

    secret = read_or_create_secret(path)

    assert len(secret) >= 50
    assert read_or_create_secret(path) == secret
    assert path.stat().st_mode & 0o077 == 0

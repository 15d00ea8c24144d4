"""What production reads from its environment, and the reasons for which it refuses to start.

``read_environment`` looks at every variable before it complains, so that one start names
everything that is missing or weak, each with its remedy. No message repeats a value.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host
from environ import Env

from appointments.rules.keys import KeyProblem, read_keyring
from site_project.settings.base import LANGUAGE_NAMES

MIN_SECRET_LENGTH = 50
MIN_SECRET_CHARACTERS = 10
REMEDY_FOR_A_WEAK_KEY = (
    'make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"'
)


class WeakSetting(Exception):
    """One variable is missing or weak; the message is its remedy."""


def read_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return the checked value of every variable in ``VARIABLES``, by name.

    Raises ``ImproperlyConfigured`` that names every offending variable with its remedy.
    """
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name, read in VARIABLES.items():
        try:
            values[name] = read(environ.get(name, "").strip())
        except WeakSetting as problem:
            problems.append(f"{name}: {problem}")
    problems += _disagreements(values)
    if problems:
        raise ImproperlyConfigured(
            "The site does not start until its environment is complete:\n"
            + "\n".join(f"  - {problem}" for problem in problems)
        )
    return values


def _disagreements(values: Mapping[str, Any]) -> list[str]:
    site_url, hosts = values.get("SITE_URL"), values.get("ALLOWED_HOSTS")
    if site_url and hosts and not validate_host(urlsplit(site_url).hostname or "", hosts):
        return ["ALLOWED_HOSTS: add the host of SITE_URL"]
    return []


def read_secret_key(value: str) -> str:
    """Accept a key that Django's deployment check accepts (security.W009), and a little more."""
    if not value:
        raise WeakSetting(f"missing; {REMEDY_FOR_A_WEAK_KEY}")
    if len(value) < MIN_SECRET_LENGTH or len(set(value)) < MIN_SECRET_CHARACTERS:
        raise WeakSetting(f"too short or too uniform; {REMEDY_FOR_A_WEAK_KEY}")
    if "insecure" in value.lower() or "change" in value.lower():
        raise WeakSetting(f"a sample, not a secret; {REMEDY_FOR_A_WEAK_KEY}")
    return value


def read_old_secret_keys(value: str) -> list[str]:
    """Accept the keys that were ``SECRET_KEY`` before, separated by commas."""
    return [read_secret_key(key.strip()) for key in value.split(",") if key.strip()]


def read_appointment_keys(value: str) -> str:
    """Accept one or more named keys of 32 random bytes, the one that encrypts first."""
    remedy = (
        'make one with: python -c "import base64, secrets; '
        "print('first:' + base64.b64encode(secrets.token_bytes(32)).decode())\""
    )
    try:
        read_keyring(value)
    except KeyProblem as problem:
        raise WeakSetting(f"{problem}; {remedy}") from None
    return value


def read_site_url(value: str) -> str:
    """Accept a scheme, a host and perhaps a port, over TLS, and nothing after them."""
    remedy = "set the address that visitors use, like https://www.example.com"
    if not value:
        raise WeakSetting(f"missing; {remedy}")
    parts = _split_url(value)
    if parts is None or parts.scheme != "https" or not parts.hostname:
        raise WeakSetting(f"not an https:// address; {remedy}")
    if parts.username or parts.path.strip("/") or parts.query or parts.fragment:
        raise WeakSetting(f"more than a scheme and a host; {remedy}")
    return value.rstrip("/")


def read_allowed_hosts(value: str) -> list[str]:
    """Accept host names, separated by commas."""
    hosts = [host.strip() for host in value.split(",") if host.strip()]
    if not hosts:
        raise WeakSetting("missing; list the host names, like www.example.com,example.com")
    for host in hosts:
        if not re.fullmatch(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\]", host.lower()):
            raise WeakSetting(
                "a wildcard, an address or a port; list plain host names, like www.example.com"
            )
    return hosts


def read_database_url(value: str) -> dict[str, Any]:
    """Return the parts of ``DATABASES["default"]``; empty for SQLite in ``DATA_DIR``."""
    if not value:
        return {}
    remedy = (
        "use postgres://USER:PASSWORD@HOST:5432/NAME or sqlite:////absolute/path.sqlite3, "
        "or leave it out for SQLite in DATA_DIR"
    )
    parts = _split_url(value)
    if parts is None or parts.scheme not in {"postgres", "postgresql", "sqlite"}:
        raise WeakSetting(f"not a database that the site supports; {remedy}")
    if parts.scheme == "sqlite" and (parts.netloc or not parts.path.startswith("//")):
        raise WeakSetting(f"no absolute path; {remedy}")
    if parts.scheme != "sqlite":
        if not parts.hostname or not parts.path.strip("/"):
            raise WeakSetting(f"no host or no name; {remedy}")
        _require_package("psycopg", "psycopg[binary]")
    config: dict[str, Any] = Env.db_url_config(value)
    return config


def read_cache_url(value: str) -> dict[str, Any]:
    """Return ``CACHES["default"]``; empty for memory in each process."""
    if not value:
        return {}
    parts = _split_url(value)
    if parts is None or parts.scheme not in {"redis", "rediss"} or not parts.netloc:
        raise WeakSetting("not redis://HOST:6379/0; correct it or leave it out")
    _require_package("redis", "redis")
    config: dict[str, Any] = Env.cache_url_config(value)
    return config


def read_email_url(value: str) -> dict[str, Any]:
    """Return Django's ``EMAIL_*`` settings for a mail server reached over TLS."""
    remedy = "use smtp+tls://USER:PASSWORD@HOST:587 (or smtp+ssl, port 465)"
    if not value:
        raise WeakSetting(f"missing, and editors could not reset a password; {remedy}")
    parts = _split_url(value)
    if parts is None or parts.scheme not in {"smtp", "smtp+tls", "smtp+ssl"}:
        raise WeakSetting(f"not a mail server; {remedy}")
    if not parts.hostname:
        raise WeakSetting(f"no host; {remedy}")
    if parts.scheme == "smtp" and not _is_loopback(parts.hostname):
        raise WeakSetting(f"would send passwords in the clear; {remedy}")
    config: dict[str, Any] = Env.email_url_config(value)
    return config


def read_sender(value: str) -> str:
    """Accept an address that the site's mail is sent from."""
    try:
        validate_email(value)
    except ValidationError:
        raise WeakSetting("set the address that mail comes from, like site@example.com") from None
    return value


def read_trusted_proxies(value: str) -> list[str]:
    """Accept addresses and networks whose ``X-Forwarded-*`` headers are believed."""
    proxies = [proxy.strip() for proxy in value.split(",") if proxy.strip()]
    for proxy in proxies:
        try:
            network = ipaddress.ip_network(proxy)
        except ValueError:
            raise WeakSetting("list addresses or networks, like 127.0.0.1,10.0.0.0/24") from None
        if network.prefixlen == 0:
            raise WeakSetting("would believe everybody; list your own proxies alone")
    return proxies


def read_second_factor(value: str) -> str:
    """Accept who decides about second factors: each site in the editor, or this variable."""
    if value not in {"", "optional", "required"}:
        raise WeakSetting("set required, or optional for what is set in the editor")
    return value or "optional"


def read_languages(value: str) -> list[str]:
    """Accept the languages of the site, English first; English alone when nothing is set."""
    codes = [code.strip().lower() for code in value.split(",") if code.strip()] or ["en"]
    known = list(LANGUAGE_NAMES)
    if codes[0] != known[0] or len(set(codes)) < len(codes) or not set(codes) <= set(known):
        raise WeakSetting(f"begin with en and add others of {', '.join(known)}, like en,es")
    return codes


def read_data_dir(value: str) -> Path | None:
    """Accept an existing absolute directory for database, media and collected files."""
    if not value:
        return None
    path = Path(value)
    if not path.is_absolute() or not path.is_dir():
        raise WeakSetting("not an existing absolute directory; create it for the site's user")
    return path


def read_switch(value: str) -> bool:
    """Accept ``1`` for on, also when nothing is set, and ``0`` for off."""
    if value not in {"", "0", "1"}:
        raise WeakSetting("neither 1 nor 0; set 1 for on or 0 for off")
    return value != "0"


VARIABLES: dict[str, Callable[[str], Any]] = {
    "SECRET_KEY": read_secret_key,
    "SECRET_KEY_FALLBACKS": read_old_secret_keys,
    "APPOINTMENT_KEYS": read_appointment_keys,
    "SITE_URL": read_site_url,
    "ALLOWED_HOSTS": read_allowed_hosts,
    "DATABASE_URL": read_database_url,
    "CACHE_URL": read_cache_url,
    "EMAIL_URL": read_email_url,
    "DEFAULT_FROM_EMAIL": read_sender,
    "TRUSTED_PROXIES": read_trusted_proxies,
    "SECOND_FACTOR": read_second_factor,
    "DATA_DIR": read_data_dir,
    "SITE_LANGUAGES": read_languages,
    "COUNT_VISITS": read_switch,
}


def _split_url(value: str) -> SplitResult | None:
    """Return the parts of ``value``, or None where it is no URL or its port no port."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _require_package(module: str, requirement: str) -> None:
    if importlib.util.find_spec(module) is None:
        raise WeakSetting(f'needs a package that is not installed: pip install "{requirement}"')

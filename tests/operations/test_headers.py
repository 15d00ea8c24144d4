from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from operations.inlined import SCRIPT, STYLE
from operations.middleware import ADMIN_POLICY, AdminContentPolicyMiddleware

KNOWN = '<script>initDateChooser("id", {});</script>'


def policy(response: HttpResponse) -> dict[str, list[str]]:
    directives = response["Content-Security-Policy"].split("; ")
    return {name: values for name, *values in (directive.split() for directive in directives)}


def middleware_answer(path: str, response: HttpResponse) -> HttpResponse:
    request: HttpRequest = RequestFactory().get(path)
    request.csp_nonce = "abc"
    return AdminContentPolicyMiddleware(lambda request: response)(request)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/", "/no-such-page/", "/robots.txt"])
def test_public_answers_allow_no_inline_script_or_style_but_the_sites_own(
    client: Client, address: str
) -> None:
    directives = policy(client.get(address))

    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == ["'self'", SCRIPT.source]
    assert directives["style-src"] == ["'self'", STYLE.source]


@pytest.mark.django_db
def test_the_login_page_has_the_admins_policy(client: Client) -> None:
    directives = policy(client.get(reverse("wagtailadmin_login")))

    assert directives["style-src"] == ["'self'", "'unsafe-inline'"]
    assert directives["script-src"] == ["'self'"]


@pytest.mark.django_db
def test_an_admin_page_carries_one_nonce_in_header_and_scripts(client: Client) -> None:
    client.force_login(User.objects.create_superuser("admin"))

    response = client.get(reverse("wagtailadmin_reports:site_history"))

    (allowed,) = [value for value in policy(response)["script-src"] if value != "'self'"]
    nonces = set(re.findall(r'<script nonce="([^"]+)">', response.text))
    assert {f"'nonce-{nonce}'" for nonce in nonces} == {allowed}


@pytest.mark.django_db
def test_an_admin_page_states_its_length_with_its_nonces(client: Client) -> None:
    client.force_login(User.objects.create_superuser("admin"))

    response = client.get(reverse("wagtailadmin_reports:site_history"))

    assert int(response["Content-Length"]) == len(response.content)


@pytest.mark.django_db
def test_every_answer_has_another_nonce(client: Client) -> None:
    client.force_login(User.objects.create_superuser("admin"))
    address = reverse("wagtailadmin_reports:site_history")

    first, second = (policy(client.get(address))["script-src"] for _ in range(2))

    assert first != second


def test_the_admin_marks_known_scripts_and_no_others() -> None:
    html = f"{KNOWN}<script>alert(1)</script>"

    response = middleware_answer("/admin/pages/", HttpResponse(html))

    assert response.text == html.replace("<script>init", '<script nonce="abc">init')
    assert response._csp_config is ADMIN_POLICY


def test_a_rendered_preview_keeps_the_public_policy() -> None:
    preview = HttpResponse(KNOWN, headers={"Content-Security-Policy": "default-src 'none'"})

    response = middleware_answer("/admin/pages/3/edit/preview/", preview)

    assert response.text == KNOWN
    assert not hasattr(response, "_csp_config")


@pytest.mark.parametrize(
    ("path", "content_type"),
    [("/contact/", "text/html"), ("/admin/api/main/pages/", "application/json")],
)
def test_nothing_but_the_admins_html_is_touched(path: str, content_type: str) -> None:
    response = middleware_answer(path, HttpResponse(KNOWN, content_type=content_type))

    assert response.text == KNOWN
    assert not hasattr(response, "_csp_config")


@pytest.fixture
def picture(settings: Settings, tmp_path: Path) -> str:
    settings.MEDIA_ROOT = tmp_path
    content = BytesIO()
    Image.new("RGB", (1, 1)).save(content, "PNG")
    for folder in ("images", "documents"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.png").write_bytes(content.getvalue())
    return "a.png"


@pytest.mark.django_db
def test_pictures_may_be_kept_and_shown_elsewhere(client: Client, picture: str) -> None:
    response = client.get(f"/media/images/{picture}")

    assert response.getvalue().startswith(b"\x89PNG")
    assert response["Cache-Control"] == "public, max-age=2592000"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/media/documents/a.png", "/media/images/../documents/a.png", "/media/images/b.png"]
)
def test_no_other_file_is_served(client: Client, picture: str, address: str) -> None:
    assert client.get(address).status_code in {400, 404}


@pytest.mark.django_db
def test_pages_may_not_be_embedded_elsewhere(client: Client) -> None:
    response = client.get("/healthz")

    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in response["Permissions-Policy"]

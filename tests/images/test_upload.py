"""Every way to upload a picture refuses what is none, says why, and stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from images.models import CustomImage
from tests.images.hostile_files import SVG, huge_png, picture, upload

pytestmark = pytest.mark.django_db

TOO_MANY_PIXELS = "This picture has too many pixels."
NOT_A_PICTURE = "Upload a valid image."
WRONG_EXTENSION = "The extension does not match the file format"
FILLED_IN = {"title": "A picture", "depicts": "nobody"}
UNKNOWN_EXTENSION = "Not a supported image format."

REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a 48 KB picture of 400 megapixels": ("big.png", lambda: huge_png(20_000), TOO_MANY_PIXELS),
    "a picture of 49 megapixels": ("big.png", lambda: huge_png(7_000), TOO_MANY_PIXELS),
    "a picture cut off in its head": ("cut.png", lambda: picture()[:40], NOT_A_PICTURE),
    "a picture cut off half way": ("cut.png", lambda: picture()[:-30], NOT_A_PICTURE),
    "the first bytes of a PNG": ("head.png", lambda: picture()[:12], NOT_A_PICTURE),
    "a GIF that calls itself PNG": ("moving.png", lambda: picture("GIF"), WRONG_EXTENSION),
    "a JPEG with an unknown extension": ("photo.bmp", lambda: picture("JPEG"), UNKNOWN_EXTENSION),
    "an SVG": ("drawing.svg", lambda: SVG, UNKNOWN_EXTENSION),
    "an SVG that calls itself PNG": ("drawing.png", lambda: SVG, WRONG_EXTENSION),
    "a text": ("notes.txt", lambda: b"not a picture", NOT_A_PICTURE),
    "a text that calls itself PNG": ("notes.png", lambda: b"not a picture", NOT_A_PICTURE),
    "an empty file": ("empty.png", lambda: b"", "empty"),
}


def _add_one(client: Client, file: Any) -> str:
    response = client.post(reverse("wagtailimages:add"), FILLED_IN | {"file": file})
    assert response.status_code in (200, 302)
    return response.content.decode()


def _add_several(client: Client, file: Any) -> str:
    response = client.post(
        reverse("wagtailimages:add_multiple"), {"title": "A picture", "files[]": file}
    )
    assert response.status_code == 200
    answer = response.json()
    if number := answer.get("uploaded_file_id"):
        # Wagtail keeps the file until its form is filled in.
        fields = {f"uploaded-image-{number}-{name}": value for name, value in FILLED_IN.items()}
        client.post(
            reverse("wagtailimages:create_multiple_from_uploaded_image", args=[number]), fields
        )
    return str(answer.get("error_message", ""))


def _choose(client: Client, file: Any) -> str:
    response = client.post(
        reverse("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "A picture",
            "image-chooser-upload-depicts": "nobody",
            "image-chooser-upload-file": file,
        },
    )
    assert response.status_code == 200
    return str(response.json().get("htmlFragment", ""))


ways = pytest.mark.parametrize("send", [_add_one, _add_several, _choose])


@ways
@pytest.mark.parametrize("kind", REFUSED)
def test_an_upload_that_is_no_picture_for_us_is_refused_with_a_reason(
    admin_client: Client, send: Callable[[Client, Any], str], kind: str
) -> None:
    name, content, reason = REFUSED[kind]
    answer = send(admin_client, upload(name, content()))
    assert reason in answer or escape(reason) in answer
    assert not CustomImage.objects.exists()
    assert not any(path.is_file() for path in settings.MEDIA_ROOT.rglob(name.split(".")[0] + "*"))


@ways
@pytest.mark.parametrize("format_name", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_an_honest_picture_is_stored(
    admin_client: Client, send: Callable[[Client, Any], str], format_name: str
) -> None:
    send(admin_client, upload(f"honest.{format_name.lower()}", picture(format_name)))
    assert CustomImage.objects.get().width == 40


def test_a_huge_picture_cannot_replace_a_stored_one(admin_client: Client) -> None:
    _add_one(admin_client, upload("honest.png", picture()))
    image = CustomImage.objects.get()
    response = admin_client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "Another", "file": upload("big.png", huge_png(20_000))},
    )
    assert TOO_MANY_PIXELS in response.content.decode()
    image.refresh_from_db()
    assert (image.title, image.width) == ("A picture", 40)


def test_the_form_says_what_may_be_uploaded(admin_client: Client) -> None:
    html = admin_client.get(reverse("wagtailimages:add")).content.decode()
    assert "Supported formats: AVIF, GIF, JPG, JPEG, PNG, WEBP. Maximum filesize: 15.0" in html
    assert 'data-controller="w-sync"' in html
    assert 'accept="' in html


def test_the_huge_picture_is_as_small_as_it_is_told() -> None:
    assert 47_000 < len(huge_png(20_000)) < 50_000

"""A picture says whom it shows; a model prints that, and a patient needs consent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from images.models import CustomImage
from images.renditions import picture_data
from tests.factories import make_person, make_site, publish
from tests.images.hostile_files import picture, upload
from tests.whole_site import make_picture

pytestmark = pytest.mark.django_db

CAPTION = "A model, not a patient."


def add(client: Client, **fields: Any) -> str:
    data = {"title": "A picture", "file": upload("a.png", picture())} | fields
    return client.post(reverse("wagtailimages:add"), data).content.decode()


def test_a_picture_that_does_not_say_whom_it_shows_is_not_stored(admin_client: Client) -> None:
    assert "This field is required." in add(admin_client)
    assert "is not one of the available choices" in add(admin_client, depicts="celebrity")
    assert not CustomImage.objects.exists()


def test_nothing_is_chosen_beforehand(admin_client: Client) -> None:
    html = admin_client.get(reverse("wagtailimages:add")).content
    choice = BeautifulSoup(html, "html.parser").find("select", {"name": "depicts"})
    assert [option["value"] for option in choice.find_all("option", selected=True)] == [""]


def test_several_pictures_at_once_ask_for_each(admin_client: Client) -> None:
    answer = admin_client.post(
        reverse("wagtailimages:add_multiple"), {"files[]": upload("a.png", picture())}
    ).json()
    assert not CustomImage.objects.exists()
    form = BeautifulSoup(answer["form"], "html.parser").find("form")
    prefix = f"uploaded-image-{answer['uploaded_file_id']}"
    fields = {f"{prefix}-title": "A picture", f"{prefix}-depicts": "staff"}
    assert admin_client.post(form["action"], fields).json()["success"]
    assert CustomImage.objects.get().depicts == CustomImage.Depicts.STAFF
    assert "initDateChooser" not in answer["form"]


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({}, ("needs consent in writing", "where the signed consent is kept")),
        ({"consent_note": "Folder 14"}, ("needs consent in writing",)),
        ({"consent_date": "2026-01-02"}, ("where the signed consent is kept",)),
        (
            {"consent_date": str(timezone.localdate() + timedelta(days=2)), "consent_note": "14"},
            ("This day is still to come.",),
        ),
        ({"consent_date": "soon", "consent_note": "Folder 14"}, ("Enter a valid date.",)),
    ],
)
def test_a_patient_without_consent_is_refused_with_what_is_missing(
    admin_client: Client, fields: dict[str, str], reasons: tuple[str, ...]
) -> None:
    answer = add(admin_client, depicts="patient", **fields)
    assert all(reason in answer for reason in reasons)
    assert not CustomImage.objects.exists()


def test_a_patient_with_consent_is_stored(admin_client: Client) -> None:
    add(admin_client, depicts="patient", consent_date="2026-01-02", consent_note="Folder 14")
    stored = CustomImage.objects.get()
    assert (str(stored.consent_date), stored.consent_note) == ("2026-01-02", "Folder 14")


@pytest.mark.parametrize("depicts", ["nobody", "staff", "patient", ""])
def test_only_a_model_has_a_caption(depicts: str) -> None:
    image = make_picture()
    image.depicts = depicts
    assert picture_data(image).caption == ""


def test_the_caption_of_a_model_cannot_be_left_out() -> None:
    image = make_picture()
    image.depicts = "model"
    assert picture_data(image, alt="", caption="Our chair.").caption == f"{CAPTION} Our chair."


@pytest.mark.parametrize("name", ["home", "treatment_page", "contact", "about", "city_page"])
def test_a_model_is_said_to_be_one_wherever_the_picture_is_printed(name: str) -> None:
    image = make_picture()
    CustomImage.objects.update(depicts="model")
    page = getattr(make_site(), name)
    if name == "city_page":
        alt = {"image": image, "decorative": False, "alt_text": "A chair"}
        page.pictures = [("picture", alt)] * 2
    else:
        page.picture = image
    publish(page)
    soup = BeautifulSoup(Client().get(page.url).content, "html.parser")
    figures = soup.select("figure.picture")
    assert len(figures) == (2 if name == "city_page" else 1)
    assert all(figure.figcaption.get_text(strip=True) == CAPTION for figure in figures)


def test_a_portrait_that_is_of_a_model_says_so(db: None) -> None:
    make_picture()
    CustomImage.objects.update(depicts="model")
    person = make_person(photo=CustomImage.objects.get())
    from clinic.fetching import person_data
    from page_cache.tags import PageFetch

    assert person_data(person, fetch=PageFetch(), url="/people/x/").picture.caption == CAPTION

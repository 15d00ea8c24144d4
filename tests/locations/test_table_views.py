"""The editor's screens for places as a table, in a browser without JavaScript."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from locations.due_work import forget_files_of_places
from locations.models import PlacesUpload, ServiceArea
from tests.factories import make_area, make_clinic
from tests.locations.row_counts import row_counts

pytestmark = pytest.mark.django_db

SCREEN = "/admin/places/table/"
GOOD = "slug,county\npalo-alto-ca,San Mateo\n"
BAD = "slug,county,zip_codes\npalo-alto-ca,San Mateo,94301\nmenlo-park-ca,San Mateo,940\n"


@pytest.fixture
def area(db: None) -> ServiceArea:
    make_clinic()
    return make_area("Palo Alto")


@pytest.fixture
def browser(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def upload(client: Client, content: str | bytes, name: str = "places.csv") -> Any:
    data = content.encode() if isinstance(content, str) else content
    return client.post(SCREEN, {"file": SimpleUploadedFile(name, data)})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def county() -> str:
    return str(ServiceArea.objects.get(slug="palo-alto-ca").county)


def test_every_change_is_shown_and_only_then_stored(browser: Client, area: ServiceArea) -> None:
    screen = browser.get(upload(browser, GOOD).url)
    for words in ("1 place would change", "Santa Clara", "San Mateo", "Published at once."):
        assert words in text(screen)
    assert county() == "Santa Clara"

    done = browser.post(screen.request["PATH_INFO"], {"checksum": screen.context["plan"].checksum})
    assert county() == "San Mateo"
    again = text(browser.get(done.url))
    assert "1 place was imported." in again
    assert "every place is stored as in the file" in again


@pytest.mark.parametrize("checksum", ["", "0" * 64])
def test_what_nobody_looked_at_is_shown_and_not_stored(
    browser: Client, area: ServiceArea, checksum: str
) -> None:
    address = upload(browser, GOOD).url
    before = row_counts()
    response = browser.post(address, {"checksum": checksum})

    assert response.status_code == 409
    assert "Something changed since you looked." in text(response)
    assert row_counts() == before


def test_what_has_changed_since_is_shown_anew(browser: Client, area: ServiceArea) -> None:
    screen = browser.get(upload(browser, GOOD).url)
    area.county = "Alameda"
    area.save_revision().publish()
    response = browser.post(
        screen.request["PATH_INFO"], {"checksum": screen.context["plan"].checksum}
    )
    assert response.status_code == 409
    assert "Alameda" in text(response)
    assert county() == "Alameda"


def test_good_rows_go_in_and_bad_ones_come_back_with_their_reason(
    browser: Client, area: ServiceArea
) -> None:
    screen = browser.get(upload(browser, BAD).url)
    assert "Import the 1 good place, leave the rest" in text(screen)
    address, checksum = screen.request["PATH_INFO"], screen.context["plan"].checksum

    assert browser.post(address, {"checksum": checksum}).status_code == 409
    assert county() == "Santa Clara"
    assert browser.post(address, {"checksum": checksum, "good_rows": "1"}).status_code == 302
    assert county() == "San Mateo"

    rejected = browser.get(f"{address}rejected.csv").content.decode("utf-8-sig")
    header, row = rejected.splitlines()
    assert header == "slug,county,zip_codes,problem"
    assert row.startswith("menlo-park-ca,San Mateo,940,")
    assert "write 00940" in row


def test_a_draft_that_waits_is_shown_and_written_into_only_if_chosen(
    browser: Client, area: ServiceArea
) -> None:
    area.name = "Palo Alto (draft)"
    area.save_revision()
    address = upload(browser, GOOD).url
    screen = text(browser.get(address))
    assert "not published yet" in screen
    assert "Write into the unpublished draft of 1 place too" in screen

    chosen = browser.get(address, {"drafts": "1"})
    assert "which stays a draft" in text(chosen)
    choice = {"checksum": chosen.context["plan"].checksum, "drafts": "1"}
    assert browser.post(address, choice).url == f"{address}?drafts=1"
    draft = ServiceArea.objects.get().get_latest_revision_as_object()
    assert (county(), draft.county, draft.name) == (
        "Santa Clara",
        "San Mateo",
        "Palo Alto (draft)",
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("places.csv", b"slug\n\xe9\n", "The file is not saved as UTF-8"),
        ("places.csv", "slug\n".encode("utf-16"), "saved as UTF-16"),
        ("places.csv", b"slug,kounty\n", "Did you mean “county”?"),
        ("places.csv", b"a" * 200_000, "longer than 100,000 characters"),
        ("places.xlsx", b"PK\x03\x04 and no more", "The workbook cannot be read."),
        ("places.csv", b"PK\x03\x04 and no more", "no CSV file but a workbook"),
        ("places.pdf", b"%PDF", "has to end in .csv or .xlsx"),
        ("places.csv", b"", "The submitted file is empty."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_remedy(
    browser: Client, area: ServiceArea, name: str, content: bytes, words: str
) -> None:
    before = row_counts()
    response = upload(browser, content, name)

    assert response.status_code == 400
    assert words in text(response)
    assert row_counts() == before


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_a_download_uploads_again_to_nothing_to_do(
    browser: Client, area: ServiceArea, name: str
) -> None:
    response = browser.get(reverse(f"places_table:{name}"))
    assert "attachment" in response.headers["Content-Disposition"]
    data = b"".join(response) if response.streaming else response.content
    screen = browser.get(upload(browser, data, f"places.{name}").url)
    assert "every place is stored as in the file" in text(screen)


def test_wagtails_own_list_hands_out_no_file(browser: Client, area: ServiceArea) -> None:
    """Its CSV leaves formulas as they are, so it is not offered."""
    for ending in ("csv", "xlsx"):
        response = browser.get("/admin/snippets/locations/servicearea/", {"export": ending})
        assert b"Palo Alto" not in b"".join(response)
    screen = text(browser.get("/admin/snippets/locations/servicearea/"))
    assert "export=" not in screen


def test_nobody_sees_what_somebody_else_uploaded(
    browser: Client, area: ServiceArea, admin_client: Client
) -> None:
    address = upload(browser, GOOD).url
    for other in (address, f"{address}rejected.csv"):
        assert admin_client.get(other).status_code == 404
    assert admin_client.post(address).status_code == 404


def test_who_may_not_change_places_gets_no_table(client: Client, area: ServiceArea) -> None:
    user = User.objects.create_user("reader")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    for name in ("index", "csv", "xlsx"):
        assert client.get(reverse(f"places_table:{name}")).url == "/admin/"
    assert upload(client, GOOD).url == "/admin/"
    assert not PlacesUpload.objects.exists()


def test_an_uploaded_file_is_forgotten_after_a_day(browser: Client, area: ServiceArea) -> None:
    upload(browser, GOOD)
    now = timezone.now()
    assert forget_files_of_places(now + timedelta(hours=23)) == ""
    assert forget_files_of_places(now + timedelta(hours=25)) == "files forgotten: 1"
    assert not PlacesUpload.objects.exists()

"""The tick "About health": everybody may set it, and not everybody may take it away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client

from editorial.models import MedicalReviewer
from editorial.services.health_ticks import may_waive
from editorial.services.reviewers import name_reviewer
from home.models import ContactPage
from locations.models import BlueprintSection, CityPage, LandingBlueprint
from tests.editor_forms import EditorForm, edit_form, stored_rich_text
from tests.editor_forms import page_form as open_page_form
from tests.editorial.test_medical_review import sign_all, stored
from tests.factories import SmallSite, publish

pytestmark = pytest.mark.django_db

REFUSED = "ask a medical reviewer or a site manager to take the tick away"


def page_form(client: Client, page: Any) -> EditorForm:
    """Open the form of a page whose stream of blocks is empty: the editor's script counts them."""
    form = open_page_form(client, page)
    form.fields |= {"pictures-count": ["0"], "sections-count": ["0"]}
    return form


FORMS: dict[str, tuple[Callable[[Client, Any], EditorForm], str, str]] = {
    "a shared section": (edit_form, "blueprint", "sections-0-is_clinical"),
    "a question from one place": (page_form, "city_page", "local_questions-0-is_clinical"),
    "a page": (page_form, "contact", "is_clinical"),
}


def unticked(client: Client, site: SmallSite, name: str) -> EditorForm:
    """Return the form of a record with a tick taken away."""
    make, record, box = FORMS[name]
    form = make(client, stored(getattr(site, record)))
    assert form.fields.pop(box) == ["on"]
    return form


def is_refused(response: Any) -> bool:
    if response.status_code == 302:
        return False
    page = BeautifulSoup(response.content, "html.parser")
    assert REFUSED in " ".join(page.get_text().split())
    return True


@pytest.mark.parametrize("name", FORMS)
def test_an_editor_does_not_take_clinical_text_out_of_review(
    site: SmallSite, reviewer: MedicalReviewer, editor: User, client: Client, name: str
) -> None:
    client.force_login(editor)
    assert is_refused(unticked(client, site, name).post())
    publishing = unticked(client, site, name).post(**{"action-publish": "action-publish"})
    assert is_refused(publishing)
    record = stored(getattr(site, FORMS[name][1]))
    assert not record.has_unpublished_changes
    saved_by_itself = unticked(client, site, name).post(accept="application/json").json()
    assert not saved_by_itself["success"]


@pytest.mark.parametrize("name", FORMS)
def test_a_site_manager_does_and_before_there_is_a_reviewer_everybody_may(
    site: SmallSite, manager: User, editor: User, client: Client, doctor: Any, name: str
) -> None:
    client.force_login(editor)
    assert not is_refused(unticked(client, site, name).post())
    publish(stored(getattr(site, FORMS[name][1])))
    name_reviewer(account=User.objects.create_user("ann"), person=doctor, user=manager)
    client.force_login(manager)
    assert not is_refused(unticked(client, site, name).post())


def test_ticking_is_free_and_taking_it_back_then_is_not(
    site: SmallSite, reviewer: MedicalReviewer, editor: User, client: Client
) -> None:
    client.force_login(editor)
    ContactPage.objects.update(is_clinical=False)
    form = page_form(client, stored(site.contact))
    form.fields["is_clinical"] = ["on"]
    form.save_draft()
    assert is_refused(unticked(client, site, "a page").post())


@pytest.mark.parametrize("is_signed", [True, False])
def test_the_same_words_in_a_new_row_are_told(
    site: SmallSite, reviewer: MedicalReviewer, editor: User, client: Client, is_signed: bool
) -> None:
    """Taking the section out and writing it anew without the tick is no way round."""
    if is_signed:
        sign_all(stored(site.blueprint), reviewer.user)
        BlueprintSection.objects.filter(key="cost").delete()
    client.force_login(editor)
    form = edit_form(client, LandingBlueprint.objects.get())
    words = {"heading": "Section cost", "body": body("<p>Shared text of cost for {place}.</p>")}
    if is_signed:
        form.add_row("sections", **words, placement="main", appearance="plain")
    else:
        form.fields["sections-0-DELETE"] = ["on"]
        form.add_row("sections", **words, placement="main", appearance="plain")
    assert is_refused(form.post())


def test_a_new_text_on_booking_needs_no_right(
    site: SmallSite, reviewer: MedicalReviewer, editor: User, client: Client
) -> None:
    client.force_login(editor)
    form = page_form(client, CityPage.objects.get())
    form.add_row(
        "local_questions", question="Where do I park?", answer=body("<p>Behind the house.</p>")
    )
    assert not is_refused(form.post())


def test_the_right_is_that_of_managers_and_reviewers(
    reviewer: MedicalReviewer, manager: User, editor: User
) -> None:
    may = {user.username: may_waive(user) for user in (reviewer.user, manager, editor)}
    assert may == {"ann": True, "manager": True, "marketing": False}
    assert not may_waive(None)


def body(html: str) -> str:
    return stored_rich_text(html, ["bold"])

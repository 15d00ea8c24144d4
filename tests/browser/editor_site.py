"""The demo with something on every screen of the editor, and where each screen is."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Site

from appointments.models import AppointmentRequest
from counts.models import DailyCount
from editorial.models import Question
from editorial.rules.claims import sentence_hash
from editorial.services.claims import accept_claim
from editorial.services.medical_review import sign
from editorial.services.question_merge import merge_questions
from editorial.services.reviewers import name_reviewer
from home.models import ContentPage
from locations.models import (
    CityIndexPage,
    CityPage,
    LandingBlueprint,
    SectionOverride,
    ServiceArea,
)
from locations.rules.wordings import wording_hash
from locations.services.generation import plan_for, start_run
from locations.services.place_life import rename_place
from locations.services.places_upload import keep_upload
from seo.services.redirect_import import keep_redirect_upload
from tests.appointments.requests import make_request
from tests.factories import add_page, make_area, make_person, make_question
from tests.sign_in.people import enroll_now, make_editor

SAFE = "Infusions are completely safe and have no side effects."
SURE = "We guarantee relief to everybody."
PLACES = "slug,county,zip_codes\npalo-alto-ca,San Mateo,94301\nmenlo-park-ca,San Mateo,940\n"
REDIRECTS = (
    "old,new\n/migraine.html,/faq/\n/x,/no-such-page/\n"
    "/a-very-long-address-of-an-old-site-with-words/page.html,/contact/\n"
)


def furnish(manager: User) -> dict[str, Any]:
    """Put something on every screen; return the arguments of addresses by name.

    Where two screens have an argument of one name, the other stands under its namespace.
    """
    arguments = (
        _claims(manager)
        | _merged_questions(manager)
        | _places(manager)
        | _page_with_own_wordings()
        | _uploads(manager)
        | _requests_and_counts()
        | {"user": _colleague_with_second_factor().pk}
    )
    # The last, because from now on clinical text needs a signature.
    return arguments | _signed_question(manager)


def _claims(manager: User) -> dict[str, Any]:
    """Return a page with one claim open and another accepted, and a text that waits."""
    introduction = f"<p>{SAFE} {SURE}</p>"
    page = add_page(
        Site.objects.get().root_page.specific,
        ContentPage(title="By bicycle", slug="by-bicycle", introduction=introduction),
    )
    page.search_description = "The way here by bicycle."
    page.save_revision()
    accepted = accept_claim(
        record=page,
        rule="guarantee",
        sentence_hash=sentence_hash(SURE),
        reason="For the sake of this test.",
        user=manager,
    )
    return {
        "content_type": ContentType.objects.get_for_model(ContentPage).pk,
        "checked_page": page.pk,
        "rule": "safety",
        "sentence": sentence_hash(SAFE),
        "accepted": accepted.pk,
    }


def _merged_questions(manager: User) -> dict[str, Any]:
    """Return a merge; another question of the same words is left."""
    goes = make_question("Is a referral needed first?")
    stays = make_question("Is a referral needed at first?")
    make_question("Is a referral needed at all?")
    merge = merge_questions(removed=goes, kept=stays, unite_sources=True, user=manager)
    return {"merge": merge.pk}


def _places(manager: User) -> dict[str, Any]:
    """Return a renamed place, and a run that has yet to make its page."""
    place = make_area("Gilroy")
    change = rename_place(area=place, name="West Gilroy", slug="west-gilroy-ca", user=manager)
    plan = plan_for(
        hub=CityIndexPage.objects.get(),
        blueprint=LandingBlueprint.objects.get(),
        areas=ServiceArea.objects.all(),
    )
    run = start_run(plan=plan, user=manager)
    return {"change": change.pk, "run": run.pk, "area": ServiceArea.objects.first().pk}


def _page_with_own_wordings() -> dict[str, Any]:
    """Return a page with a wording for text that has changed, and one for a section that went."""
    city = CityPage.objects.get(slug="palo-alto-ca")
    before = "<p>What was shared before.</p>"
    city.section_overrides.add(
        SectionOverride(
            section_key=city.blueprint.sections.first().key,
            mode="own",
            body="<p>Our own words in {place}.</p>",
            replaced_text=before,
            replaced_hash=wording_hash(before),
        ),
        SectionOverride(section_key="gone", heading="Gone", mode="own", body="<p>Kept.</p>"),
    )
    city.save_revision()
    return {"city_page": city.pk}


def _uploads(manager: User) -> dict[str, Any]:
    """Return a file of places and one of redirects, with good rows and bad ones."""
    places, redirects = (
        keep(user=manager, file_name=name, source=BytesIO(rows.encode()), size=len(rows))
        for keep, name, rows in (
            (keep_upload, "places.csv", PLACES),
            (keep_redirect_upload, "redirects.csv", REDIRECTS),
        )
    )
    return {"upload": places.pk, "redirect_import": {"upload": redirects.pk}}


def _requests_and_counts() -> dict[str, Any]:
    """Return a request for an appointment; another cannot be decrypted."""
    AppointmentRequest.objects.create(key_id="none", sealed=b"")
    home, today = Site.objects.get().root_page, timezone.localdate()
    for kind in DailyCount.Kind.values:
        DailyCount.objects.create(page=home, day=today, kind=kind, count=40)
    return {"request": make_request().pk}


def _colleague_with_second_factor() -> User:
    colleague = make_editor("colleague")
    enroll_now(colleague)
    return colleague


def _signed_question(manager: User) -> dict[str, Any]:
    """Return a question that was changed after it was signed, and who signed it."""
    reviewer = name_reviewer(account=manager, person=make_person("Ann"), user=manager)
    question = Question.objects.filter(live=True).first()
    draft = question.get_latest_revision_as_object()
    now = timezone.now()
    sign(record=draft, user=manager, next_review_date=now.date() + timedelta(days=365), now=now)
    draft.answer = "<p>Changed words.</p>"
    draft.save_revision()
    return {
        "reviewer": reviewer.pk,
        "question": question.pk,
        "app_label": "editorial",
        "model_name": "question",
    }

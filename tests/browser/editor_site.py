"""The demo with something on every screen of the editor, and where each screen is."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Site

from appointments.models import AppointmentRequest
from clinic.models import Person
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
from tests.factories import add_page, make_area, make_blueprint, make_question, publish
from tests.sign_in.people import enroll_now, make_editor

SAFE = "Infusions are completely safe and have no side effects."
SURE = "We guarantee relief to everybody."
PLACES = "slug,county,zip_codes\npalo-alto-ca,San Mateo,94301\nmenlo-park-ca,San Mateo,940\n"
REDIRECTS = (
    "old,new\n/migraine.html,/faq/\n/x,/no-such-page/\n"
    "/a-very-long-address-of-an-old-site-with-words/page.html,/contact/\n"
)


def furnish(manager: User) -> dict[str, Any]:
    """Put something on every screen; return the arguments of addresses by name."""
    home = Site.objects.get().root_page.specific
    hub = CityIndexPage.objects.get()
    page = add_page(
        home,
        ContentPage(title="By bicycle", slug="by-bicycle", introduction=f"<p>{SAFE} {SURE}</p>"),
    )
    content_type = ContentType.objects.get_for_model(ContentPage)
    accepted = accept_claim(
        record=page,
        rule="guarantee",
        sentence_hash=sentence_hash(SURE),
        reason="For the sake of this test.",
        user=manager,
    )
    goes = make_question("Is a referral needed first?")
    same = make_question("Is a referral needed at first?")
    merge = merge_questions(removed=goes, kept=same, unite_sources=True, user=manager)
    make_question("Is a referral needed at all?")
    place = make_area("Gilroy")
    change = rename_place(area=place, name="West Gilroy", slug="west-gilroy-ca", user=manager)
    make_blueprint(name="Other text", slug="other-text")
    areas = list(ServiceArea.objects.all())
    run = start_run(
        plan=plan_for(hub=hub, blueprint=LandingBlueprint.objects.first(), areas=areas),
        user=manager,
    )
    city = CityPage.objects.get(slug="palo-alto-ca")
    sections = list(city.blueprint.sections.all())
    old = "<p>What was shared before.</p>"
    city.section_overrides.add(
        SectionOverride(
            section_key=sections[0].key,
            mode="own",
            body="<p>Our own words in {place}.</p>",
            replaced_text=old,
            replaced_hash=wording_hash(old),
        ),
        SectionOverride(section_key="gone", heading="Gone", mode="own", body="<p>Kept.</p>"),
    )
    city.save_revision()
    for kind in DailyCount.Kind.values:
        DailyCount.objects.create(page=home, day=timezone.localdate(), kind=kind, count=40)
    upload = keep_upload(
        user=manager, file_name="places.csv", source=BytesIO(PLACES.encode()), size=len(PLACES)
    )
    redirects = keep_redirect_upload(
        user=manager,
        file_name="redirects.csv",
        source=BytesIO(REDIRECTS.encode()),
        size=len(REDIRECTS),
    )
    for number in range(3):
        request = make_request(name=f"Ada {number}")
    AppointmentRequest.objects.create(key_id="none", sealed=b"")
    person = Person(
        name="Ann", slug="ann", job_title="Doctor", credentials="MD", locale=Locale.get_default()
    )
    person.save()
    question = Question.objects.filter(live=True).first()
    reviewer = name_reviewer(account=manager, person=publish(person), user=manager)
    _change_after_signing(question, manager)
    return {
        "page": page.pk,
        "request": request.pk,
        "run": run.pk,
        "change": change.pk,
        "upload": upload.pk,
        "redirect_import": {"upload": redirects.pk},
        "question": question.pk,
        "merge": merge.pk,
        "area": areas[0].pk,
        "city_page": city.pk,
        "app_label": "editorial",
        "model_name": "question",
        "content_type": content_type.pk,
        "checked_page": page.pk,
        "rule": "safety",
        "sentence": sentence_hash(SAFE),
        "accepted": accepted.pk,
        "reviewer": reviewer.pk,
        "user": _colleague_with_second_factor().pk,
    }


def _colleague_with_second_factor() -> User:
    colleague = make_editor("colleague")
    enroll_now(colleague)
    return colleague


def _change_after_signing(question: Question, manager: User) -> None:
    now = timezone.now()
    draft = question.get_latest_revision_as_object()
    sign(record=draft, user=manager, next_review_date=now.date() + timedelta(days=365), now=now)
    draft.answer = "<p>Changed words.</p>"
    draft.save_revision()

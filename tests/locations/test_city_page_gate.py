"""The gate on the demo's own pages: the honest ones pass, the swapped ones do not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import count

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from locations.gate_reading import place_names, read_page
from locations.models import (
    CityPage,
    CityPageVerdict,
    GateException,
    LocalFact,
    LocalQuestion,
    ServiceArea,
)
from locations.services.gate import (
    EditedMeanwhileError,
    GateRefusedError,
    PageLockedError,
    ReasonMissingError,
    check_may_go_live,
    judge_page,
    publish_over_gate,
)
from locations.services.verdicts import read_what_changed, update_verdicts
from operations.due_work import registered_work
from tests.factories import publish

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


@pytest.fixture
def page() -> CityPage:
    """The page of Palo Alto."""
    page: CityPage = CityPage.objects.get(slug="palo-alto-ca")
    return page


def write_as(page: CityPage, model: CityPage, *, change_every: int = 0) -> CityPage:
    """Give ``page`` the local text of ``model`` with the names of their places swapped.

    With ``change_every`` one word in so many is replaced besides, as a light rewording does.
    """

    def rewrite(text: str) -> str:
        swapped = text.replace(model.area.name, page.area.name)
        if not change_every:
            return swapped
        number = count(1)
        return re.sub(
            r"(?<![<&/])\b[a-z]{3,}\b(?![^<]*>)",
            lambda word: word[0] if next(number) % change_every else "indeed",
            swapped,
        )

    page.local_introduction = rewrite(model.local_introduction)
    page.local_questions = [
        LocalQuestion(question=rewrite(row.question), answer=rewrite(row.answer))
        for row in model.local_questions.all()
    ]
    return page


def copy_local_facts(areas: Iterable[ServiceArea], model: ServiceArea) -> None:
    for area in areas:
        for own, other in zip(area.local_facts.all(), model.local_facts.all(), strict=False):
            own.text = other.text.replace(model.name, area.name)
            own.save()


def make_all_alike(*, change_every: int = 0) -> list[CityPage]:
    """Turn the six pages into drafts that differ by the names of their places alone."""
    first, *others = CityPage.objects.order_by("pk")
    copy_local_facts((page.area for page in others), first.area)
    for page in (first, *others):
        page.unpublish()
    drafts = []
    for page in others:
        draft = write_as(page.get_latest_revision_as_object(), first, change_every=change_every)
        draft.save_revision()
        drafts.append(draft)
    return [first.get_latest_revision_as_object(), *drafts]


def test_the_six_pages_of_the_demo_pass_as_they_stand() -> None:
    update_verdicts()
    verdicts = list(CityPageVerdict.objects.all())
    assert len(verdicts) == 6
    assert [row.advice for row in verdicts if not row.passes] == []
    for page in CityPage.objects.all():
        page.unpublish()
        page.get_latest_revision().publish()
        assert CityPage.objects.live().filter(pk=page.pk).exists()


def test_the_same_six_with_only_the_names_swapped_are_all_refused_whatever_the_order() -> None:
    pages = make_all_alike()
    verdicts = {}
    for page in pages:
        with pytest.raises(GateRefusedError) as refusal:
            page.get_latest_revision().publish()
        verdicts[page.pk] = refusal.value.verdict
        assert refusal.value.verdict.likeness.own_similarity > 0.9
    assert not CityPage.objects.live().exists()
    for page in pages[::-2]:
        assert judge_page(page).verdict == verdicts[page.pk]


@pytest.mark.parametrize("change_every", [4, 8])
def test_lightly_reworded_copies_are_refused(change_every: int) -> None:
    for page in make_all_alike(change_every=change_every)[1:]:
        with pytest.raises(GateRefusedError):
            check_may_go_live(page)


def test_a_copy_of_a_live_page_is_refused_and_the_live_page_stays_as_it_was(
    page: CityPage,
) -> None:
    update_verdicts()
    copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)
    update_verdicts()
    assert CityPageVerdict.objects.get(page=page).passes
    with pytest.raises(GateRefusedError, match="Palo Alto"):
        check_may_go_live(copy.get_latest_revision_as_object())


def test_the_reading_is_what_the_page_shows(page: CityPage, client: Client) -> None:
    """All of the main part but what stands on every page of the site, and nothing else."""
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    main = html.find("main")
    for standing in main.select(
        ".disclosure, .standing-note, .visit, .citations, #nearby, .source, .sample-facts, nav, "
        "figure, .breadcrumbs, #visit, #sources, .actions"
    ):
        standing.decompose()
    shown = set(re.findall(r"[^\W\d_]{4,}", main.get_text(" ").casefold()))
    reading = read_page(page, place_names())
    read = set(
        re.findall(r"[^\W\d_]{4,}", " ".join(part.text for part in reading.parts).casefold())
    )
    assert read - shown == set()
    # Headings that the template gives to groups of facts and questions.
    headings = "coming questions from getting here home public transport parking good know"
    assert shown - read <= set(re.findall(r"[a-z]{4,}", headings))


def test_shared_text_that_changes_is_judged_at_the_next_tick(page: CityPage) -> None:
    update_verdicts()
    blueprint = page.blueprint
    section = blueprint.sections.first()
    section.body = "<p>Visit our Palo Alto office or our {nonsense} place.</p>"
    blueprint.sections.add(section)
    publish(blueprint)
    assert CityPageVerdict.objects.filter(needs_reading=True).count() == 6
    (work,) = [work for work in registered_work() if work.name == "judge-city-pages"]
    assert work.run(timezone.now()) == "6 verdicts changed"
    verdict = CityPageVerdict.objects.get(page=page)
    assert not verdict.passes
    assert verdict.claims_presence
    assert "{nonsense}" in " ".join(verdict.advice)
    assert work.run(timezone.now()) == ""


def test_a_new_place_name_has_every_page_read_again() -> None:
    read_what_changed()
    assert read_what_changed() == 0
    area = ServiceArea(name="Caltrain", slug="caltrain-ca", county="Santa Clara")
    area.save()
    publish(area)
    assert read_what_changed() == 6


def test_a_fact_that_runs_out_has_its_page_read_again(page: CityPage) -> None:
    update_verdicts()
    today = timezone.localdate()
    facts = page.area.local_facts.filter(topic="getting-home")
    facts.update(valid_until=today)
    publish(page.area)
    update_verdicts(today=today)
    assert CityPageVerdict.objects.get(page=page).passes
    assert CityPageVerdict.objects.get(page=page).reads_until == today


def fail(page: CityPage) -> None:
    """Let the live ``page`` fall below the gate without an edit of its own."""
    page.area.local_facts.filter(topic="getting-home").delete()
    publish(page.area)


def addresses_in_sitemap(client: Client) -> str:
    return client.get("/sitemap.xml").content.decode()


def is_noindex(client: Client, page: CityPage) -> bool:
    return 'name="robots" content="noindex"' in client.get(page.url).content.decode()


def test_a_live_page_that_falls_below_has_30_days_and_comes_back(
    page: CityPage, client: Client
) -> None:
    today = date(2026, 3, 1)
    fail(page)
    for day, withheld in ((0, False), (30, False), (31, True)):
        update_verdicts(today=today + timedelta(days=day))
        verdict = CityPageVerdict.objects.get(page=page)
        assert verdict.failing_since == today
        assert verdict.mend_by(30) == today + timedelta(days=30)
        assert (verdict.withheld_since is not None) == withheld
        assert is_noindex(client, page) == withheld
        assert (page.url in addresses_in_sitemap(client)) == (not withheld)
        assert client.get(page.url).status_code == 200
    area = ServiceArea.objects.get(pk=page.area_id)
    area.local_facts.add(
        LocalFact(topic="getting-home", text="With somebody.", source_name="The clinic")
    )
    publish(area)
    update_verdicts(today=today + timedelta(days=40))
    verdict.refresh_from_db()
    assert (verdict.passes, verdict.failing_since, verdict.withheld_since) == (True, None, None)
    assert not is_noindex(client, page)


def test_wording_that_claims_an_office_acts_at_once(page: CityPage, client: Client) -> None:
    alias = page.create_alias(update_slug="second-door")
    assert not is_noindex(client, alias)
    section = page.blueprint.sections.last()
    section.body = "<p>Visit our {place} office.</p>"
    page.blueprint.sections.add(section)
    publish(page.blueprint)
    update_verdicts()
    assert is_noindex(client, page)
    assert is_noindex(client, alias)
    # The clinic is in Los Altos, so there it is true.
    assert not is_noindex(client, CityPage.objects.get(slug="los-altos-ca"))


def test_a_live_page_that_fails_may_be_saved_with_the_same_text(page: CityPage) -> None:
    fail(page)
    page.refresh_from_db()
    page.save()
    page.save_revision().publish()
    page.local_introduction += "<p>More.</p>"
    with pytest.raises(GateRefusedError, match="Getting home"):
        page.save_revision().publish()


def failing_draft(page: CityPage) -> CityPage:
    page.unpublish()
    draft: CityPage = page.get_latest_revision_as_object()
    draft.local_introduction = "<p>Short.</p>"
    draft.save_revision()
    return CityPage.objects.get(pk=page.pk)


def test_somebody_with_the_right_publishes_over_the_gate_with_a_reason(page: CityPage) -> None:
    page = failing_draft(page)
    manager = User.objects.create_user("manager")
    manager.groups.add(Group.objects.get(name="Site managers"))
    publish_over_gate(page=page, user=manager, reason=" Short on purpose. ")
    publish_over_gate(page=page, user=manager, reason="Again.")
    exception = GateException.objects.get()
    assert (exception.reason, exception.given_by) == ("Short on purpose.", manager)
    assert "Write the local introduction" in " ".join(exception.advice)
    assert CityPage.objects.live().filter(pk=page.pk).exists()
    entry = PageLogEntry.objects.get(action="locations.publish_over_gate")
    assert entry.data["reason"] == "Short on purpose."
    update_verdicts()
    verdict = CityPageVerdict.objects.get(page=page)
    assert (verdict.passes, verdict.failing_since) == (False, None)
    # It was given for that text and no other.
    page.refresh_from_db()
    page.local_introduction = "<p>Shorter.</p>"
    with pytest.raises(GateRefusedError):
        page.save_revision().publish()


def test_nobody_publishes_over_the_gate_without_the_right_or_a_reason(page: CityPage) -> None:
    page = failing_draft(page)
    editor = User.objects.create_user("marketing")
    editor.groups.add(Group.objects.get(name="Marketing editors"))
    with pytest.raises(PermissionDenied):
        publish_over_gate(page=page, user=editor, reason="I want to.")
    with pytest.raises(ReasonMissingError):
        publish_over_gate(page=page, user=User.objects.create_superuser("root"), reason="  ")
    assert not GateException.objects.exists()
    assert not CityPage.objects.live().filter(pk=page.pk).exists()


def test_an_exception_does_not_cover_an_office_that_shared_text_claims_later(
    page: CityPage, client: Client
) -> None:
    page = failing_draft(page)
    manager = User.objects.create_superuser("root")
    publish_over_gate(page=page, user=manager, reason="Short on purpose.")
    update_verdicts()
    assert not is_noindex(client, CityPage.objects.get(pk=page.pk))
    section = page.blueprint.sections.last()
    section.body = "<p>Visit our {place} office.</p>"
    page.blueprint.sections.add(section)
    publish(page.blueprint)
    update_verdicts()
    assert is_noindex(client, CityPage.objects.get(pk=page.pk))


def test_nobody_publishes_over_the_gate_what_was_edited_meanwhile_or_is_locked(
    page: CityPage,
) -> None:
    page = failing_draft(page)
    manager = User.objects.create_superuser("root")
    with pytest.raises(EditedMeanwhileError):
        publish_over_gate(page=page, user=manager, reason="Short.", text_seen="another text")
    page.locked, page.locked_by = True, User.objects.create_user("somebody else")
    page.save()
    with pytest.raises(PageLockedError):
        publish_over_gate(page=page, user=manager, reason="Short.")
    assert not GateException.objects.exists()

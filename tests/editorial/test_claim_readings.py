"""The stored claims are those that reading everything anew would find, and cost little to keep."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from clinic.models import Clinic
from editorial import claim_reading
from editorial.claim_signals import ReadRecord
from editorial.claim_texts import checked_models
from editorial.due_work import read_claims
from editorial.models import ClaimReading
from editorial.rules import claims_version
from editorial.services import claim_readings
from editorial.services.claim_readings import RecordKey, stored_open_claims
from editorial.services.claims import newest_version, open_claims, record_key
from editorial.to_do_signals import LookAtRecord
from home.models import ContentPage
from operations.after_commit import Afterwards
from operations.to_do import registered_checks
from tests.editorial.random_edits import SAFE, Edits
from tests.editorial.seeded_faults import TOGETHER, risky_claim
from tests.editorial.seeded_site import site_in_order
from tests.factories import SmallSite, add_page, make_home, make_question, publish

pytestmark = pytest.mark.django_db

Findings = dict[RecordKey, tuple[set[tuple[str, str]], set[tuple[str, str]]]]


def do_at_once(do: Callable[[], object]) -> None:
    """Do what waits for a commit now."""
    do()


@pytest.fixture(autouse=True)
def _committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done once a save is committed is done at once, as outside a test."""
    monkeypatch.setattr("operations.after_commit.transaction.on_commit", do_at_once)


def from_scratch() -> Findings:
    """Return what reading every record anew finds."""
    found: Findings = {}
    for model in checked_models():
        for record in model._default_manager.all():
            if getattr(record, "alias_of_id", None):
                continue
            versions = (
                open_claims(record) if record.live else [],
                open_claims(newest_version(record)),
            )
            live, newest = ({one.identity for one in claims} for claims in versions)
            if live or newest:
                key = record_key(model, record.pk)
                found[key["content_type"].pk, record.pk] = (live, newest)
    return found


def as_stored() -> Findings:
    """Return what is stored, without reading anything now."""
    return {
        key: ({one.identity for one in claims.live}, {one.identity for one in claims.newest})
        for key, claims in stored_open_claims().items()
    }


def no_reading(*args: Any) -> Any:
    raise AssertionError("a text was read although it has not changed")


@pytest.fixture
def page() -> ContentPage:
    page = ContentPage(title="About us", slug="about", introduction=f"<p>{SAFE}</p>")
    added: ContentPage = add_page(make_home(), page)
    return added


def test_what_is_stored_is_what_is_found_with_every_fault_of_the_site() -> None:
    site = site_in_order()
    risky_claim(site)
    assert len(as_stored()) == 1
    for make in TOGETHER:
        make(site).mend()
    assert as_stored() == from_scratch()


@pytest.mark.parametrize("seed", range(3))
def test_what_is_stored_is_what_is_found_after_any_sequence_of_edits(
    site: SmallSite, manager: User, seed: int
) -> None:
    edits = Edits(site, manager, random.Random(seed))  # noqa: S311
    for _step in range(14):
        name = edits.one()
        assert as_stored() == from_scratch(), name


def test_a_draft_is_told_from_what_is_live(page: ContentPage) -> None:
    page.introduction = "<p>Act now.</p>"
    page.save_revision()
    (claims,) = stored_open_claims().values()
    assert [found.claim.sentence for found in claims.live] == [SAFE]
    assert [found.claim.sentence for found in claims.newest] == ["Act now."]
    assert claims.live[0] == open_claims(ContentPage.objects.get())[0]
    page.get_latest_revision().publish()
    (claims,) = stored_open_claims().values()
    assert claims.live == claims.newest


# The draft, the saves of one publishing and those of six holidays note that the record changed.
# Once that is committed it is read and compared, in a transaction: what is stored, the record with
# its draft and holidays, the write that says so. For the list: its rows, the record, and its hours
# and closures, each for the links and for the pictures in them.
NOTES_OF_A_PHONE_NUMBER = 9
QUERIES_AFTER_A_PHONE_NUMBER = 13


def test_saving_a_phone_number_looks_for_no_claims_and_costs_a_fixed_look_at_that_record(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    site_in_order()
    clinic = Clinic.objects.get()
    publish(clinic)
    monkeypatch.undo()
    monkeypatch.setattr(claim_readings.VersionReading, "claims", no_reading)
    # What the gate asks of every version before it goes live is no part of this.
    monkeypatch.setattr("editorial.publish_signals.check_may_be_public", lambda record: None)
    clinic.phone = "+16505550199"
    with (
        django_capture_on_commit_callbacks() as waiting,
        CaptureQueriesContext(connection) as queries,
    ):
        publish(clinic)
    ours = [query["sql"] for query in queries if "editorial_claimreading" in query["sql"]]
    assert len(ours) == NOTES_OF_A_PHONE_NUMBER
    assert not ClaimReading.objects.get(**record_key(Clinic, clinic.pk)).is_current
    own = [
        after.do
        for after in waiting
        if isinstance(after, Afterwards) and isinstance(after.do, ReadRecord | LookAtRecord)
    ]
    assert len(own) == 2
    with CaptureQueriesContext(connection) as queries:
        for do in own:
            do()
    assert len(queries) == QUERIES_AFTER_A_PHONE_NUMBER
    assert ClaimReading.objects.get(**record_key(Clinic, clinic.pk)).is_current


def test_new_rules_read_everything_again_with_the_next_scheduled_work(
    page: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_claims(timezone.now())
    assert read_claims(timezone.now()) == ""
    for module in (claim_readings, claim_reading):
        monkeypatch.setattr(module, "rules_version", lambda: "new")
    monkeypatch.setattr(claim_reading, "find_claims", lambda *_texts, **_options: [])
    read_claims(timezone.now())
    assert not ClaimReading.objects.exclude(rules="new").exists()
    assert stored_open_claims() == {}


def test_a_change_that_told_nobody_is_found_within_a_day(page: ContentPage) -> None:
    ContentPage.objects.update(introduction="<p>It cures migraine.</p>")
    page.revisions.all().delete()
    assert as_stored() != from_scratch()
    read_claims(timezone.now() + timedelta(hours=23))
    assert as_stored() != from_scratch()
    read_claims(timezone.now() + timedelta(hours=25))
    assert as_stored() == from_scratch()


def test_a_process_that_dies_after_a_save_leaves_a_note_for_the_next(
    page: ContentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("operations.after_commit.transaction.on_commit", lambda *_a, **_k: None)
    page.introduction = "<p>Act now.</p>"
    publish(page)
    assert as_stored() != from_scratch()
    read_claims(timezone.now())
    assert as_stored() == from_scratch()


def test_what_is_stored_goes_with_the_record(page: ContentPage) -> None:
    question = make_question(short_answer=SAFE)
    home = Page.objects.get(pk=page.get_parent().pk)
    assert ClaimReading.objects.filter(has_claims=True).count() == 2
    question.delete()
    home.get_children().delete()
    assert not ClaimReading.objects.filter(has_claims=True).exists()


def test_an_alias_has_no_claims_of_its_own(page: ContentPage) -> None:
    page.create_alias(update_slug="copy")
    assert len(stored_open_claims()) == 1


def test_the_list_asks_the_same_of_the_database_for_many_records_as_for_one() -> None:
    home = make_home()
    check = next(check for check in registered_checks() if check.key == "claims")
    counts = []
    for number in range(12):
        words = f"<p>{SAFE}</p>"
        add_page(home, ContentPage(title=f"P{number}", slug=f"p{number}", introduction=words))
        with CaptureQueriesContext(connection) as queries:
            assert len(list(check.find(timezone.now()))) == number + 1
        counts.append(len(queries))
    assert len(set(counts[1:])) == 1


def test_every_module_that_decides_what_is_found_counts_for_the_version() -> None:
    folder = Path(claims_version.__file__).parent
    waiting, seen = ["claims", "effects", "answers", "citations"], set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "editorial.rules."
            ):
                other = str(node.module).rpartition(".")[2]
                waiting += [other] if other not in seen else []
    assert seen == set(claims_version.RULE_MODULES)

"""Tables of places going in and out of the database."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.models import GroupApprovalTask, Locale, ModelLogEntry, Workflow, WorkflowTask

from clinic.models import Clinic
from locations.import_planning import plan_import
from locations.models import LocalFact, ServiceArea, ServiceAreaZip
from locations.services import place_import
from locations.services.place_import import (
    LOG_ACTION,
    ImportOutdatedError,
    ImportRefusedError,
    import_places,
)
from locations.table_files import places_as_csv, places_as_workbook, read_places_file
from locations.tables.plan import Step
from locations.tables.reading import Table
from tests.factories import make_area
from tests.locations.row_counts import row_counts

pytestmark = pytest.mark.django_db


def exported() -> bytes:
    return b"".join(places_as_csv())


def read(data: bytes, name: str = "places.csv") -> Table:
    return read_places_file(name, BytesIO(data), len(data))


def changed(slug: str, **cells: str) -> Table:
    """Return the export with some cells of a place's first row changed."""
    rows = list(csv.DictReader(StringIO(exported().decode("utf-8-sig"))))
    next(row for row in rows if row["slug"] == slug).update(cells)
    return table(*rows)


def table(*rows: dict[str, str]) -> Table:
    file = StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return read(file.getvalue().encode())


@pytest.fixture
def palo_alto(clinic: Clinic) -> ServiceArea:
    return make_area("Palo Alto", clinic=clinic)


@pytest.fixture
def areas(palo_alto: ServiceArea) -> list[ServiceArea]:
    portland = {"state": "OR", "slug": "portland-or", "county": "Multnomah"}
    return [
        palo_alto,
        make_area("Portland", **portland),
        make_area("Portland", state="ME", slug="portland-me", county="Cumberland"),
        make_area("Ünïted 🌉 “Place”", slug="united-ca", county="=HYPERLINK(1)"),
    ]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_reads_back_to_no_difference(areas: Any, ending: str) -> None:
    before = row_counts()
    data = exported() if ending == "csv" else places_as_workbook()
    plan = import_places(table=read(data, f"places.{ending}"), user=None)

    assert [item.step for item in plan.items] == [Step.SAME] * 4
    assert row_counts() == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_makes_the_same_places_in_an_empty_site(areas: Any, ending: str) -> None:
    data, first = (exported() if ending == "csv" else places_as_workbook()), exported()
    ServiceArea.objects.all().delete()
    import_places(table=read(data, f"places.{ending}"), user=None)

    assert exported() == first
    assert ServiceArea.objects.filter(live=True).count() == 4


def test_a_change_is_published_at_once_and_stands_in_the_history(
    palo_alto: Any, editor: User
) -> None:
    table = changed("palo-alto-ca", county="San Mateo", zip_codes="94306 (PO 94302)")
    plan = plan_import(table=table, user=editor)
    (item,) = plan.to_write
    assert [(change.column, change.old, change.new) for change in item.changes] == [
        ("county", "Santa Clara", "San Mateo"),
        ("zip_codes", "94301", "94306 (PO 94302)"),
    ]

    import_places(table=table, user=editor, checksum=plan.checksum)
    area = ServiceArea.objects.get(slug="palo-alto-ca")
    assert (area.county, area.has_unpublished_changes) == ("San Mateo", False)
    assert [(zip.code, zip.is_po_box) for zip in area.zip_codes.all()] == [
        ("94306", False),
        ("94302", True),
    ]
    assert area.latest_revision.user == editor
    assert LOG_ACTION in set(
        ModelLogEntry.objects.for_instance(area).values_list("action", flat=True)
    )
    before = row_counts()
    import_places(table=table, user=editor)
    assert row_counts() == before


def facts_of(slug: str) -> list[tuple[int, str]]:
    area = ServiceArea.objects.get(slug=slug)
    return [(fact.pk, fact.text) for fact in area.local_facts.all()]


def rows_of(slug: str) -> list[dict[str, str]]:
    reader = csv.DictReader(StringIO(exported().decode("utf-8-sig")))
    return [row for row in reader if row["slug"] == slug]


def test_a_changed_fact_stays_the_same_row_and_others_come_and_go(palo_alto: Any) -> None:
    (here, _text), (home, _home_text) = facts_of("palo-alto-ca")
    first, second = rows_of("palo-alto-ca")
    new = dict.fromkeys(first, "") | {
        "slug": "palo-alto-ca",
        "fact_topic": "parking",
        "fact_text": "Park behind the house.",
        "fact_source_name": "The clinic",
        "fact_checked_date": "11/22/2026",
    }
    import_places(table=table(first | {"fact_text": "By car."}, new, second), user=None)
    (one, text), (two, parking), (three, _last) = facts_of("palo-alto-ca")
    assert (one, text, three) == (here, "By car.", home)
    assert (two not in (here, home), parking) == (True, "Park behind the house.")

    import_places(table=table(*rows_of("palo-alto-ca")[1:]), user=None)
    plan = plan_import(table=table(first, second), user=None)
    subjects = [change.subject for item in plan.items for change in item.changes]
    assert "parking, taken away" in subjects
    last = {name: value for name, value in second.items() if name.startswith("fact_")}
    import_places(table=table(first | last), user=None)
    assert [pk for pk, _fact in facts_of("palo-alto-ca")] == [home]


def test_a_column_left_out_keeps_what_is_stored(palo_alto: Any) -> None:
    before = rows_of("palo-alto-ca")
    import_places(table=table({"slug": "palo-alto-ca", "county": "San Mateo"}), user=None)
    assert rows_of("palo-alto-ca") == [before[0] | {"county": "San Mateo"}, *before[1:]]


def test_line_ends_of_a_web_form_are_no_difference(palo_alto: Any) -> None:
    fact = LocalFact.objects.filter(area__slug="palo-alto-ca").first()
    assert fact is not None
    fact.text = "One line\r\nand another"
    fact.save()
    for data, name in ((exported(), "a.csv"), (places_as_workbook(), "a.xlsx")):
        assert plan_import(table=read(data, name), user=None).to_write == []


# All or nothing -------------------------------------------------------------------------------


BAD_CELLS: list[tuple[dict[str, str], str, str]] = [
    ({"name": ""}, "name", "cannot be blank"),
    ({"name": "x" * 101}, "name", "at most 100 characters"),
    ({"kind": "village"}, "kind", "Write"),
    ({"latitude": ""}, "longitude", "both latitude and longitude"),
    ({"zip_codes": "94301 94301"}, "zip_codes", "stands here twice"),
    ({"clinic": "nowhere"}, "clinic", "Write test-clinic."),
    ({"wikidata_id": "47265"}, "wikidata_id", "A Q and digits"),
    ({"status": "retired"}, "status", "under Places"),
    ({"published": "no"}, "published", "does not unpublish"),
    ({"fact_source_name": "", "county": "X"}, "fact_source_name", "Say where this fact"),
    ({"fact_source_url": "javascript:alert(1)"}, "fact_source_url", "valid URL"),
    ({"fact_topic": ""}, "fact_topic", "cannot be blank"),
    ({"fact_topic": "weather"}, "fact_topic", "Write"),
    ({"fact_text": "x" * 601}, "fact_text", "at most 600 characters"),
    ({"fact_language": "xx"}, "fact_language", "Write en."),
    (
        {"fact_checked_date": "2026-11-22", "fact_valid_until": "2026-01-01"},
        "fact_valid_until",
        "choose a later day",
    ),
]


def test_every_bad_cell_is_named_with_what_to_write(palo_alto: Any) -> None:
    first, *facts = rows_of("palo-alto-ca")
    wrong = []
    for cells, column, remedy in BAD_CELLS:
        problem = plan_import(table=table(first | cells, *facts), user=None).problems[0]
        if (problem.row, problem.column) != (2, column) or remedy not in problem.message:
            wrong.append((cells, str(problem)))
    assert wrong == []


def test_one_bad_cell_keeps_the_whole_file_out_unless_good_rows_are_chosen(areas: Any) -> None:
    bad, *facts = rows_of("palo-alto-ca")
    good = rows_of("portland-me")[0] | {"county": "Other"}
    file = table(good, bad | {"latitude": "north"}, *facts)
    before = row_counts()

    with pytest.raises(ImportRefusedError, match="Nothing was imported: 1 place") as refusal:
        import_places(table=file, user=None)
    assert [problem.row for problem in refusal.value.plan.problems] == [3]
    assert row_counts() == before
    assert ServiceArea.objects.get(slug="portland-me").county == "Cumberland"

    plan = import_places(table=file, user=None, good_rows_only=True)
    assert [item.slug for item in plan.to_write] == ["portland-me"]
    assert ServiceArea.objects.get(slug="portland-me").county == "Other"
    assert rows_of("palo-alto-ca") == [bad, *facts]


def test_a_short_name_that_no_address_can_have_is_refused(palo_alto: Any) -> None:
    for slug in ("Palo Alto", "é", "a" * 81, "../x"):
        file = table({"slug": slug, "name": "New", "county": "X"})
        (problem,) = plan_import(table=file, user=None).problems
        assert problem.column == "slug"


def test_what_changed_since_it_was_looked_at_is_not_imported(palo_alto: Any) -> None:
    file = changed("palo-alto-ca", county="San Mateo")
    checksum = plan_import(table=file, user=None).checksum
    area = ServiceArea.objects.get(slug="palo-alto-ca")
    area.county = "Alameda"
    area.save_revision().publish()
    with pytest.raises(ImportOutdatedError, match="Something changed"):
        import_places(table=file, user=None, checksum=checksum)
    assert ServiceArea.objects.get(slug="palo-alto-ca").county == "Alameda"


def test_a_new_place_that_bears_a_known_name_says_so(areas: Any) -> None:
    new = {"slug": "portland-2-or", "name": "Portland", "county": "X", "state": "OR"}
    (item,) = plan_import(table=table(new), user=None).to_write
    assert "There is Portland, OR already, under the short name portland-or" in item.note
    (item,) = plan_import(table=table(new | {"state": "CA"}), user=None).to_write
    assert item.note == "New, as a draft."


def test_a_short_name_in_capitals_makes_no_second_place(palo_alto: Any) -> None:
    new = {"slug": "Palo-Alto-CA", "name": "Palo Alto", "county": "X"}
    (problem,) = plan_import(table=table(new), user=None).problems
    assert problem.message == "Write the short name in lower case: palo-alto-ca."


def test_a_place_that_somebody_made_in_the_same_moment_is_no_error_page(
    palo_alto: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(*_arguments: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(place_import, "_store", overtaken)
    with pytest.raises(ImportOutdatedError, match="Something changed"):
        import_places(table=changed("palo-alto-ca", county="X"), user=None)


# Drafts, locks, rights ------------------------------------------------------------------------


@pytest.fixture
def drafted(palo_alto: Any, editor: User) -> ServiceArea:
    """Palo Alto, published, with an editor's unpublished draft of its name."""
    area = ServiceArea.objects.get(slug="palo-alto-ca")
    area.name = "Palo Alto (draft)"
    area.save_revision(user=editor)
    return area


def test_a_draft_that_waits_is_named_and_left_alone(drafted: ServiceArea) -> None:
    assert plan_import(table=read(exported()), user=None).to_write == []
    (problem,) = plan_import(table=changed("palo-alto-ca", county="X"), user=None).problems
    assert "by editor, not published yet" in problem.message


def test_a_change_can_go_into_the_draft_which_stays_one(drafted: ServiceArea) -> None:
    file = changed("palo-alto-ca", county="San Mateo")
    import_places(table=file, user=None, into_drafts=True)
    area = ServiceArea.objects.get(slug="palo-alto-ca")
    draft = area.get_latest_revision_as_object()
    assert (area.name, area.county) == ("Palo Alto", "Santa Clara")
    assert (draft.name, draft.county) == ("Palo Alto (draft)", "San Mateo")
    assert area.has_unpublished_changes


def test_what_the_draft_changes_too_is_never_overwritten(drafted: ServiceArea) -> None:
    for cells in ({"name": "Palo Alto City"}, {"name": "Palo Alto City", "county": "X"}):
        plan = plan_import(table=changed("palo-alto-ca", **cells), user=None, into_drafts=True)
        (problem,) = plan.problems
        assert (problem.column, "to “Palo Alto (draft)”" in problem.message) == ("name", True)
    drafted.local_facts = [*drafted.local_facts.all()][:1]
    drafted.save_revision()
    file = changed("palo-alto-ca", fact_text="Other.")
    (problem,) = plan_import(table=file, user=None, into_drafts=True).problems
    assert "changes the local facts too" in problem.message


def test_a_place_that_was_never_published_stays_a_draft_until_its_row_says_so(
    palo_alto: Any,
) -> None:
    new = {"slug": "menlo-park-ca", "name": "Menlo Park", "county": "San Mateo", "published": ""}
    import_places(table=table(new), user=None)
    import_places(table=table(new | {"county": "Other"}), user=None)
    area = ServiceArea.objects.get(slug="menlo-park-ca")
    assert (area.live, area.get_latest_revision_as_object().county) == (False, "Other")
    assert rows_of("menlo-park-ca")[0]["county"] == "Other"

    import_places(table=table(new | {"county": "Other", "published": "yes"}), user=None)
    area.refresh_from_db()
    assert (area.live, area.county) == (True, "Other")


def test_a_draft_may_lack_its_county_and_a_published_place_may_not() -> None:
    new = {"slug": "new-ca", "name": "New", "county": ""}
    (problem,) = plan_import(table=table(new | {"published": "yes"}), user=None).problems
    assert (problem.column, problem.message) == ("county", "This field cannot be blank.")

    import_places(table=table(new), user=None)
    assert ServiceArea.objects.get(slug="new-ca").live is False


def test_a_draft_with_a_date_to_come_is_scheduled_and_the_plan_says_so(palo_alto: Any) -> None:
    area = make_area("Menlo Park")
    area.unpublish()
    area.go_live_at = timezone.now() + timedelta(days=1)
    area.save_revision()
    (item,) = import_places(table=changed(area.slug, published="yes"), user=None).to_write

    assert "goes live at the time set there" in item.note
    area.refresh_from_db()
    assert (area.live, area.status_string) == (False, "scheduled")


def test_a_locked_place_and_one_in_review_are_left_alone(palo_alto: Any, editor: User) -> None:
    area = ServiceArea.objects.get(slug="palo-alto-ca")
    area.locked, area.locked_by = True, editor
    area.save()
    file = changed("palo-alto-ca", county="X")
    assert plan_import(table=file, user=editor).to_write
    (problem,) = plan_import(table=file, user=None).problems
    assert "locked against changes" in problem.message

    area.locked = False
    area.save()
    task = GroupApprovalTask.objects.create(name="Approval")
    task.groups.add(Group.objects.get(name="Site managers"))
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    area.save_revision()
    workflow.start(area, editor)
    (problem,) = plan_import(table=file, user=editor).problems
    assert "waits for approval" in problem.message


def test_who_may_not_publish_makes_drafts_and_who_may_not_change_nothing(palo_alto: Any) -> None:
    user = User.objects.create_user("writer")
    file = changed("palo-alto-ca", county="X")
    with pytest.raises(PermissionDenied):
        import_places(table=file, user=user)

    user.user_permissions.add(Permission.objects.get(codename="change_servicearea"))
    user = User.objects.get(pk=user.pk)
    import_places(table=file, user=user)
    area = ServiceArea.objects.get(slug="palo-alto-ca")
    assert (area.county, area.has_unpublished_changes) == ("Santa Clara", True)

    new = table({"slug": "new-ca", "name": "New", "county": "X", "published": "yes"})
    messages = [problem.message for problem in plan_import(table=new, user=user).problems]
    assert messages == [
        "You may not add places.",
        "You may not publish places. Write no, and ask somebody who may.",
    ]


def test_planning_takes_as_many_queries_for_many_places_as_for_few(
    palo_alto: Any, django_assert_num_queries: Any
) -> None:
    for number in range(12):
        make_area(f"Place {number}")
    file = read(exported())
    with django_assert_num_queries(6):
        plan_import(table=file, user=None)


# Whatever is stored ---------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).map(
    lambda text: text[:60].strip()
)
some_words = words.filter(bool)
facts = st.builds(
    dict,
    topic=st.sampled_from(LocalFact.Topic.values),
    text=st.one_of(some_words, st.sampled_from(["=1+1", "a\nb", "'-1", "-5", '"', "@x,;\ty"])),
    source_name=some_words,
    source_url=st.sampled_from(["", "https://a.example/?q=1,2"]),
    checked_date=st.none() | st.dates(),
    is_sample=st.booleans(),
)
places = st.builds(
    dict,
    name=some_words,
    county=some_words,
    kind=st.sampled_from(ServiceArea.Kind.values),
    state=st.sampled_from(["CA", "ME", "OR"]),
    latitude=st.decimals(-90, 90, places=6),
    longitude=st.decimals(-180, 180, places=6),
    figures_source=st.one_of(st.just(""), some_words),
    status=st.sampled_from(ServiceArea.Status.values),
    zips=st.lists(st.from_regex(r"[0-9]{5}", fullmatch=True), unique=True, max_size=3),
    facts=st.lists(facts, max_size=3),
)


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_any_places_come_back_as_they_were(db: None, data: st.DataObject) -> None:
    ServiceArea.objects.all().delete()
    for number, fields in enumerate(data.draw(st.lists(places, min_size=1, max_size=2))):
        own = {key: value for key, value in fields.items() if key not in ("zips", "facts")}
        area = ServiceArea(slug=f"place-{number}", **own)
        area.zip_codes = [
            ServiceAreaZip(code=code, sort_order=n) for n, code in enumerate(fields["zips"])
        ]
        area.local_facts = [
            LocalFact(sort_order=n, locale=Locale.get_default(), **fact)
            for n, fact in enumerate(fields["facts"])
        ]
        area.save()
    first, book = exported(), places_as_workbook()
    for content, name in ((first, "a.csv"), (book, "a.xlsx")):
        assert plan_import(table=read(content, name), user=None).to_write == []
        assert plan_import(table=read(content, name), user=None).problems == []
    ServiceArea.objects.all().delete()
    import_places(table=read(first), user=None)
    assert exported() == first

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

from wagtail.models import Page

from clinic.models import Clinic, Person
from locations.models import CityPage
from page_cache.tags import PageFetch, collection_tag, record_tag


def test_a_record_is_named_by_model_and_key() -> None:
    assert record_tag(Clinic(pk=3)) == "clinic.clinic:3"


def test_a_page_has_one_tag_whatever_it_was_read_as() -> None:
    assert record_tag(CityPage(pk=7)) == record_tag(Page(pk=7)) == "wagtailcore.page:7"


def test_what_is_read_is_noted() -> None:
    fetch = PageFetch()
    clinic = Clinic(pk=1)

    assert fetch.record(clinic) is clinic
    assert fetch.records([Person(pk=2)]) == [Person(pk=2)]
    fetch.collection("areas")
    fetch.key("wagtailcore.page", "9")

    assert fetch.tags == {
        "clinic.clinic:1",
        "clinic.person:2",
        collection_tag("areas"),
        record_tag(Page(pk=9)),
    }


def test_a_record_without_a_key_has_no_tag() -> None:
    fetch = PageFetch()
    assert fetch.record(clinic := Clinic()) is clinic
    assert fetch.tags == frozenset()


def test_an_unpublished_record_is_noted_but_not_shown() -> None:
    fetch = PageFetch()
    assert not fetch.shows(Clinic(pk=1, live=False))
    assert fetch.shows(Clinic(pk=2, live=True))
    assert fetch.tags == {"clinic.clinic:1", "clinic.clinic:2"}


def test_a_preview_hands_out_the_unsaved_record() -> None:
    unsaved, new = Clinic(pk=1, name="New name", live=False), Person(name="Sam", live=False)
    fetch = PageFetch.for_request(SimpleNamespace(preview_records=[unsaved, new]))
    stored = Clinic(pk=1, name="Old name", live=False)

    assert fetch.record(stored).name == "New name"
    assert fetch.shows(stored)
    assert fetch.shows(new)
    assert not fetch.shows(Clinic(pk=2, live=False))
    assert fetch.previewed(Person) == [new]


def test_a_request_that_is_no_preview_shows_what_is_stored() -> None:
    fetch = PageFetch.for_request(SimpleNamespace())
    assert fetch.record(stored := Clinic(pk=1)) is stored
    assert fetch.previewed(Clinic) == []


def test_what_is_asked_once_is_not_asked_again() -> None:
    fetch, asked = PageFetch(), []

    def read() -> int:
        asked.append(1)
        return len(asked)

    assert [fetch.once("answer", read), fetch.once("answer", read)] == [1, 1]
    assert fetch.once("other", read) == 2
    assert PageFetch().once("answer", read) == 3


def test_a_page_holds_until_the_earliest_moment_noted() -> None:
    fetch = PageFetch()
    assert fetch.valid_until is None
    for day in (21, 20, 22):
        fetch.holds_until(datetime(2026, 11, day, tzinfo=UTC))
    assert fetch.valid_until == datetime(2026, 11, 20, tzinfo=UTC)

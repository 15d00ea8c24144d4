from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from wagtail.models import Page, Revision

from operations.due_work import WorkFailed
from operations.services.scheduled_publishing import publish_what_is_due

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def add_page(title: str, **values: object) -> Page:
    return Page.objects.get(depth=1).add_child(instance=Page(title=title, **values))


def schedule(title: str, go_live_at: datetime) -> Page:
    """Add a page that is to go live at ``go_live_at``, as the editor's publish button does."""
    with time_machine.travel(NOW - timedelta(days=7), tick=False):
        page = add_page(title, live=False)
        page.go_live_at = go_live_at
        page.save_revision().publish()
    return page


@time_machine.travel(NOW, tick=False)
def test_a_page_goes_live_at_its_date_and_not_before() -> None:
    due = schedule("Due", NOW - timedelta(minutes=1))
    later = schedule("Later", NOW + timedelta(minutes=1))

    assert publish_what_is_due(NOW) == "1 published"

    due.refresh_from_db()
    later.refresh_from_db()
    assert (due.live, later.live) == (True, False)


@time_machine.travel(NOW, tick=False)
def test_a_page_is_taken_down_at_its_expiry_and_not_before() -> None:
    expired = add_page("Expired", live=True, expire_at=NOW - timedelta(minutes=1))
    current = add_page("Current", live=True, expire_at=NOW + timedelta(minutes=1))

    assert publish_what_is_due(NOW) == "1 unpublished"

    expired.refresh_from_db()
    current.refresh_from_db()
    assert (expired.live, expired.expired, current.live) == (False, True, True)


@time_machine.travel(NOW, tick=False)
def test_nothing_due_is_no_news() -> None:
    assert publish_what_is_due(NOW) == ""


@time_machine.travel(NOW, tick=False)
def test_it_goes_on_after_a_page_that_cannot_be_published_and_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = schedule("Broken", NOW - timedelta(hours=2))
    sound = schedule("Sound", NOW - timedelta(hours=1))
    publish = Revision.publish

    def publish_unless_broken(self: Revision, **options: object) -> None:
        publish(self, **options)
        if self.object_id == str(broken.pk):
            raise RuntimeError("its picture is gone")

    monkeypatch.setattr(Revision, "publish", publish_unless_broken)

    with pytest.raises(WorkFailed) as failure:
        publish_what_is_due(NOW)

    assert f"{broken.pk} (Broken) could not be published: its picture is gone" in str(failure.value)
    assert "1 published" in str(failure.value)
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.live, sound.live) == (False, True)


@time_machine.travel(NOW, tick=False)
def test_it_goes_on_after_a_page_that_cannot_be_taken_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = add_page("Broken", live=True, expire_at=NOW - timedelta(hours=2))
    sound = add_page("Sound", live=True, expire_at=NOW - timedelta(hours=1))
    unpublish = Page.unpublish

    def unpublish_unless_broken(self: Page, **options: object) -> None:
        if self.pk == broken.pk:
            raise RuntimeError("it is locked")
        unpublish(self, **options)

    monkeypatch.setattr(Page, "unpublish", unpublish_unless_broken)

    with pytest.raises(WorkFailed, match=r"\(Broken\) could not be unpublished: it is locked"):
        publish_what_is_due(NOW)

    sound.refresh_from_db()
    assert not sound.live


@time_machine.travel(NOW, tick=False)
def test_what_somebody_published_by_hand_meanwhile_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = schedule("First", NOW - timedelta(hours=2))
    second = schedule("Second", NOW - timedelta(hours=1))
    publish = Revision.publish

    def publish_and_withdraw_the_other(self: Revision, **options: object) -> None:
        publish(self, **options)
        Revision.objects.for_instance(second).update(approved_go_live_at=None)

    monkeypatch.setattr(Revision, "publish", publish_and_withdraw_the_other)

    assert publish_what_is_due(NOW) == "1 published"
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.live, second.live) == (True, False)

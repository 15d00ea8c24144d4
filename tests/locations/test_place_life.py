"""Renaming, merging and retiring a place: what follows by itself, and that it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    GroupApprovalTask,
    ModelLogEntry,
    Page,
    Revision,
    Workflow,
    WorkflowTask,
)

from home.models import ContentPage
from locations.models import (
    CityPage,
    PlaceChange,
    ServiceArea,
)
from locations.services.gate import check_may_go_live
from locations.services.place_life import (
    ChangeRefusedError,
    OverviewOutdatedError,
    merge_places,
    rename_place,
    retire_place,
)
from locations.services.place_plans import plan_rename, plan_retire
from locations.services.place_undo import UndoRefusedError, undo_change
from navigation.models import Menu
from tests.factories import (
    add_page,
    make_blueprint,
    make_city_page,
    make_treatment,
    publish,
)
from tests.locations.linked_places import LinkedPlaces, stored
from tests.locations.row_counts import row_counts

pytestmark = pytest.mark.django_db

Committed = Callable[..., AbstractContextManager[Any]]
OLD, NEW, OTHER = "/locations/atherton-ca/", "/locations/west-menlo-ca/", "/locations/cupertino-ca/"
HUB = "/locations/"


@pytest.fixture
def page(linked_places: LinkedPlaces) -> CityPage:
    """The page of Atherton."""
    return linked_places.atherton


@pytest.fixture
def other(linked_places: LinkedPlaces) -> CityPage:
    """The page of Cupertino, with typed links to the page of Atherton."""
    return linked_places.cupertino


def answer(path: str) -> tuple[int, str]:
    """Return the status of ``path`` and where it redirects."""
    response = Client().get(path)
    return response.status_code, response.headers.get("Location", "")


def links_in(path: str) -> list[str]:
    """Return where the links of a page's own text lead."""
    soup = BeautifulSoup(Client().get(path).content, "html.parser")
    return [
        link["href"]
        for link in soup.select(".section .prose a[href], .opening .prose a[href]")
        if not link["href"].startswith("#")
    ]


def contents() -> dict[str, Any]:
    """Return what every record of the site says, published and in draft."""
    records = [
        *(page.specific for page in Page.objects.filter(depth__gt=1)),
        *ServiceArea.objects.all(),
        *Menu.objects.all(),
    ]
    kept: dict[str, Any] = {}
    for record in records:
        data = stored(record).serializable_data()
        draft = stored(record).get_latest_revision_as_object().serializable_data()
        for version in (data, draft):
            for name in ("latest_revision", "live_revision", "latest_revision_created_at"):
                version.pop(name, None)
            version.pop("last_published_at", None)
        kept[f"{record._meta.label}:{record.pk}"] = (data, draft)
    return kept


def rename(page: CityPage, committed: Committed, **values: Any) -> PlaceChange:
    wanted = {"name": "West Menlo", "slug": "west-menlo-ca", "user": None} | values
    with committed(execute=True):
        return rename_place(area=stored(page.area), **wanted)


def test_a_renamed_place_takes_everything_along(
    page: CityPage, manager: User, django_capture_on_commit_callbacks: Committed
) -> None:
    change = rename(page, django_capture_on_commit_callbacks, user=manager)

    area, page = stored(page.area), stored(page)
    assert (area.name, area.slug) == ("West Menlo", "west-menlo-ca")
    assert (page.title, page.draft_title) == ("West Menlo, CA", "West Menlo, CA")
    assert not page.has_unpublished_changes
    assert answer(NEW) == (200, "")
    assert answer(OLD) == (301, NEW)
    assert links_in("/about/")[:3] == [NEW, NEW, NEW]
    assert links_in(OTHER)[:2] == [NEW, NEW]
    menu = Client().get("/about/").content.decode()
    assert ">West Menlo</a>" in menu
    assert ">Atherton</a>" not in menu
    assert change.summary == "Atherton, CA is now called West Menlo, CA"
    assert [found.pk for found in Page.objects.live().search("West Menlo")] == [page.pk]
    entry = ModelLogEntry.objects.get(action="locations.change_place")
    assert (entry.object_id, entry.user) == (str(area.pk), manager)


def test_a_draft_is_changed_as_a_draft(
    linked_places: LinkedPlaces, page: CityPage, django_capture_on_commit_callbacks: Committed
) -> None:
    draft = stored(page)
    draft.local_introduction = f'<p>Not yet. <a href="{OLD}">Here</a></p>'
    draft.save_revision()
    rename(page, django_capture_on_commit_callbacks)

    now = stored(page)
    assert now.has_unpublished_changes
    assert "come by car" in now.local_introduction
    latest = now.get_latest_revision_as_object()
    assert latest.slug == "west-menlo-ca"
    assert latest.local_introduction == (
        f'<p>Not yet. <a linktype="page" id="{page.pk}">Here</a></p>'
    )
    about = stored(linked_places.about)
    assert about.title == "About"
    assert about.get_latest_revision_as_object().title == "About us, in draft"
    assert links_in("/about/")[:3] == [NEW, NEW, NEW]


@pytest.mark.parametrize("kind", ["rename", "merge", "retire", "retire to gone"])
def test_undoing_brings_back_every_word(
    page: CityPage,
    other: CityPage,
    django_capture_on_commit_callbacks: Committed,
    kind: str,
) -> None:
    before = contents()
    with django_capture_on_commit_callbacks(execute=True):
        change = make_change(kind, page, other)
    assert contents() != before
    with django_capture_on_commit_callbacks(execute=True):
        undo_change(change=change, user=None)

    assert contents() == before
    assert answer(OLD) == (200, "")
    assert answer(OTHER) == (200, "")
    assert answer(NEW) == ((301, OLD) if kind == "rename" else (404, ""))
    assert undo_change(change=change, user=None).undone_at == stored(change).undone_at


def make_change(kind: str, page: CityPage, other: CityPage) -> PlaceChange:
    area = stored(page.area)
    if kind == "rename":
        return rename_place(area=area, name="West Menlo", slug="west-menlo-ca", user=None)
    if kind == "merge":
        return merge_places(
            area=area, other=stored(other.area), take_zip_codes=True, take_facts=True, user=None
        )
    target = None if kind == "retire to gone" else page.get_parent()
    return retire_place(area=area, target=target, user=None)


def test_a_merged_place_hands_everything_over(
    page: CityPage, other: CityPage, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_change("merge", page, other)

    assert stored(page.area).status == ServiceArea.Status.RETIRED
    assert not stored(page).live
    assert answer(OLD) == (301, OTHER)
    assert links_in("/about/")[:3] == [OTHER, OTHER, OTHER]
    # The menu leads to Cupertino already: a second entry is not made.
    assert [item.page_id for item in Menu.objects.get().items.all()][1:3] == [page.pk, other.pk]
    area = stored(other.area)
    assert [row.code for row in area.zip_codes.all()] == ["95014"]
    draft = area.get_latest_revision_as_object()
    assert [row.code for row in draft.zip_codes.all()] == ["95014", "94301"]
    assert [row.sort_order for row in draft.local_facts.all()] == [0, 1, 2, 3]
    assert len(draft.local_facts.all()) == 4
    publish(draft)
    assert stored(other.area).zip_codes.count() == 2


def test_merging_takes_over_only_what_was_ticked(page: CityPage, other: CityPage) -> None:
    merge_places(
        area=page.area, other=other.area, take_zip_codes=False, take_facts=False, user=None
    )
    assert not stored(other.area).has_unpublished_changes


def test_a_retired_place_sends_visitors_and_links_where_it_was_told(
    page: CityPage, other: CityPage
) -> None:
    retire_place(area=page.area, target=stored(other), user=None)
    assert answer(OLD) == (301, OTHER)
    assert links_in("/about/")[:3] == [OTHER, OTHER, OTHER]


def test_links_to_a_place_that_is_gone_read_as_plain_text(
    page: CityPage, django_capture_on_commit_callbacks: Committed
) -> None:
    rename(page, django_capture_on_commit_callbacks)
    retire_place(area=page.area, target=None, user=None)
    assert answer(OLD) == answer(NEW) == (410, "")
    assert NEW not in links_in("/about/")
    assert len(links_in("/about/")) == 2
    assert "by number" in Client().get("/about/").content.decode()


def test_pages_below_the_place_move_and_leave_with_it(
    page: CityPage, django_capture_on_commit_callbacks: Committed
) -> None:
    text = make_blueprint(name="Migraine", slug="migraine", treatment=make_treatment())
    make_city_page(stored(page), text, page.area, title="Migraine", slug="migraine")
    rename(page, django_capture_on_commit_callbacks)
    assert answer(f"{OLD}migraine/") == (301, f"{NEW}migraine/")
    retire_place(area=stored(page.area), target=None, user=None)
    assert answer(f"{OLD}migraine/") == answer(f"{NEW}migraine/") == (410, "")


def test_the_plan_shows_what_will_be_done_and_writes_nothing(
    page: CityPage, other: CityPage, django_capture_on_commit_callbacks: Committed
) -> None:
    rename(page, django_capture_on_commit_callbacks)
    before = row_counts()
    plan = plan_rename(
        area=stored(page.area), name="Menlo West", slug="menlo-west-ca", user=None
    ).plan
    assert [(url.before, url.after, url.former) for url in plan.urls] == [
        (NEW, "/locations/menlo-west-ca/", ("/locations/atherton-ca",))
    ]
    back = plan_rename(area=stored(page.area), name="Atherton", slug="atherton-ca", user=None).plan
    assert [(url.after, url.former) for url in back.urls] == [(OLD, ())]
    # By now they are links by number, which follow the page.
    assert plan.links == ()
    assert [(text.before, text.after) for text in plan.texts] == [
        ("West Menlo", "Menlo West"),
        ("West Menlo, CA", "Menlo West, CA"),
    ]
    plan = plan_retire(area=stored(page.area), target=stored(other), user=None).plan
    assert [(url.before, url.after) for url in plan.urls] == [(NEW, OTHER)]
    assert {(link.kind, link.count) for link in plan.links} == {
        ("city page", 1),
        ("content page", 1),
        ("question", 1),
    }
    assert row_counts() == before


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"name": "Atherton", "slug": "atherton-ca"}, "Nothing would change"),
        ({"slug": "cupertino-ca"}, "Cupertino, CA has the address “cupertino-ca” already."),
        ({"slug": "fair"}, "The page “A fair” stands at the address “fair” already."),
    ],
)
def test_what_cannot_be_renamed_is_refused_with_the_reason(
    page: CityPage,
    other: CityPage,
    django_capture_on_commit_callbacks: Committed,
    values: dict[str, str],
    reason: str,
) -> None:
    page.get_parent().specific.add_child(instance=CityPage(title="A fair", slug="fair", live=False))
    before = row_counts()
    with pytest.raises(ChangeRefusedError) as error:
        rename(page, django_capture_on_commit_callbacks, **values)
    assert reason in str(error.value)
    assert row_counts() == before


def test_what_somebody_holds_is_refused(page: CityPage, other: CityPage) -> None:
    held = stored(page)
    held.locked = True
    held.save()
    with pytest.raises(ChangeRefusedError, match="“Atherton, CA” is locked"):
        retire_place(area=page.area, target=None, user=None)
    with pytest.raises(ChangeRefusedError, match="cannot be merged into itself"):
        merge_places(
            area=other.area, other=other.area, take_zip_codes=True, take_facts=True, user=None
        )
    retire_place(area=other.area, target=None, user=None)
    with pytest.raises(ChangeRefusedError, match="Cupertino, CA is retired already"):
        retire_place(area=stored(other.area), target=None, user=None)


def test_what_nobody_looked_at_is_not_done(page: CityPage, other: CityPage) -> None:
    plan = plan_retire(area=page.area, target=None, user=None).plan
    about = ContentPage(title="More", slug="more")
    about.sections = [
        ("section", {"heading": "A", "body": f'<a href="{OLD}">x</a>', "appearance": "plain"})
    ]
    add_page(stored(page).get_parent().get_parent().specific, about)
    before = row_counts()
    with pytest.raises(OverviewOutdatedError):
        retire_place(area=page.area, target=None, user=None, checksum=plan.checksum)
    assert row_counts() == before


def test_an_undo_is_refused_where_somebody_wrote_since(
    page: CityPage, django_capture_on_commit_callbacks: Committed
) -> None:
    change = rename(page, django_capture_on_commit_callbacks)
    area = stored(page.area)
    area.name = "Menlo West"
    publish(area)
    before = contents()
    with pytest.raises(UndoRefusedError) as error:
        undo_change(change=change, user=None)
    assert error.value.reasons == ("“Atherton, CA” was edited since. Change it by hand.",)
    assert contents() == before


def test_an_undo_is_refused_where_the_address_is_taken(
    page: CityPage, django_capture_on_commit_callbacks: Committed
) -> None:
    change = rename(page, django_capture_on_commit_callbacks)
    hub = page.get_parent().specific
    hub.add_child(instance=CityPage(title="A fair", slug="atherton-ca", live=False))
    with pytest.raises(UndoRefusedError, match="“A fair” has the address “atherton-ca” by now"):
        undo_change(change=change, user=None)


def test_an_undo_is_refused_where_the_gate_would_not_let_the_page_go_live(
    page: CityPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("locations.gate_signals.check_may_go_live", check_may_go_live)
    # A page that is live already is not judged when it changes its address.
    rename_place(area=page.area, name="West Menlo", slug="west-menlo-ca", user=None)
    assert stored(page).live
    change = retire_place(area=page.area, target=None, user=None)
    with pytest.raises(UndoRefusedError, match='"West Menlo, CA" cannot be published yet'):
        undo_change(change=change, user=None)
    assert stored(page.area).status == ServiceArea.Status.RETIRED


def test_an_undo_keeps_what_was_written_elsewhere_since(
    page: CityPage, django_capture_on_commit_callbacks: Committed
) -> None:
    change = rename(page, django_capture_on_commit_callbacks)
    later = stored(page)
    later.local_introduction = "<p>Written since.</p>"
    publish(later)
    with django_capture_on_commit_callbacks(execute=True):
        undo_change(change=change, user=None)
    assert stored(page).slug == "atherton-ca"
    assert stored(page).local_introduction == "<p>Written since.</p>"


def test_who_may_not_change_places_is_turned_away(page: CityPage, editor: User) -> None:
    nobody = User.objects.create_user("nobody")
    before = row_counts()
    for change in (
        lambda: rename_place(area=page.area, name="X", slug="x-ca", user=nobody),
        lambda: retire_place(area=page.area, target=None, user=nobody),
        lambda: merge_places(
            area=page.area, other=page.area, take_zip_codes=True, take_facts=True, user=nobody
        ),
    ):
        with pytest.raises(PermissionDenied):
            change()
    assert row_counts() == before
    done = retire_place(area=page.area, target=None, user=editor)
    with pytest.raises(PermissionDenied):
        undo_change(change=done, user=nobody)
    assert not Redirect.objects.exists()


def test_undoing_a_retirement_publishes_nobody_s_draft(page: CityPage) -> None:
    """While a page is off the site, Wagtail's editor writes each draft into the page itself."""
    published = page.local_introduction
    change = retire_place(area=stored(page.area), target=None, user=None)
    page = stored(page)
    page.local_introduction = "<p>Half rewritten.</p>"
    page.save()
    page.save_revision()
    undo_change(change=change, user=None)
    page = stored(page)
    assert page.live
    assert page.local_introduction == published
    assert page.has_unpublished_changes
    assert "Half rewritten." in page.get_latest_revision_as_object().local_introduction


def test_a_page_with_an_alias_is_renamed_with_it(page: CityPage) -> None:
    page.create_alias(update_slug="second-door")
    rename_place(area=stored(page.area), name="West Menlo", slug="west-menlo-ca", user=None)
    assert stored(page).slug == "west-menlo-ca"
    assert CityPage.objects.get(slug="second-door").alias_of_id == page.pk


class TestVersionsThatGoLiveByThemselves:
    """A link in a version that has a date, or waits for approval, must not be dead when it does."""

    TEXT = f'<p>Soon. <a href="{OLD}">Here</a></p>'

    def schedule(self, other: CityPage) -> Revision:
        """Let a version with a link go live tomorrow, and begin another draft without one."""
        draft = stored(other)
        draft.local_introduction = self.TEXT
        tomorrow = timezone.now() + timedelta(days=1)
        draft.go_live_at = tomorrow
        revision = draft.save_revision()
        revision.publish()
        later = stored(other).get_latest_revision_as_object()
        later.go_live_at, later.local_introduction = None, "<p>Later, without a link.</p>"
        later.save_revision()
        assert Revision.objects.get(pk=revision.pk).approved_go_live_at == tomorrow
        return revision

    def submit(self, other: CityPage, manager: User) -> Revision:
        """Let a version with a link wait for approval."""
        draft = stored(other)
        draft.local_introduction = self.TEXT
        revision = draft.save_revision()
        task = GroupApprovalTask.objects.create(name="Look")
        task.groups.add(Group.objects.get(name="Site managers"))
        workflow = Workflow.objects.create(name="Look")
        WorkflowTask.objects.create(workflow=workflow, task=task)
        workflow.start(stored(other), manager)
        return revision

    @pytest.mark.parametrize("kind", ["rename", "merge", "retire", "retire to gone"])
    def test_a_scheduled_version_goes_live_with_links_that_lead_somewhere(
        self, page: CityPage, linked_places: LinkedPlaces, kind: str
    ) -> None:
        palo_alto, cupertino = linked_places.palo_alto, linked_places.cupertino
        revision = self.schedule(palo_alto)
        change = make_change(kind, page, cupertino)

        assert OLD not in Revision.objects.get(pk=revision.pk).content["local_introduction"]
        latest = stored(palo_alto).get_latest_revision_as_object()
        assert latest.local_introduction == "<p>Later, without a link.</p>"
        assert palo_alto.title in {link["title"] for link in change.report["links"]}
        with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
            call_command("run_due_work", verbosity=0)
            assert "Soon" in stored(palo_alto).local_introduction
            paths = [path for path in links_in(palo_alto.url) if path.startswith("/")]
            assert OLD not in paths
            assert all(answer(path)[0] == 200 for path in paths)

    @pytest.mark.parametrize("kind", ["rename", "merge", "retire", "retire to gone"])
    def test_undoing_takes_it_back_there_too(
        self, page: CityPage, linked_places: LinkedPlaces, kind: str
    ) -> None:
        revision = self.schedule(linked_places.palo_alto)
        before = Revision.objects.get(pk=revision.pk).content
        versions = Revision.objects.count()
        change = make_change(kind, page, linked_places.cupertino)
        assert Revision.objects.get(pk=revision.pk).content != before
        undo_change(change=change, user=None)
        assert Revision.objects.get(pk=revision.pk).content == before
        assert Revision.objects.count() > versions

    def test_undoing_after_the_day_takes_it_back_on_the_page(
        self, page: CityPage, linked_places: LinkedPlaces
    ) -> None:
        self.schedule(linked_places.palo_alto)
        change = make_change("retire", page, linked_places.cupertino)
        with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
            call_command("run_due_work", verbosity=0)
            undo_change(change=change, user=None)
            assert stored(linked_places.palo_alto).local_introduction == self.TEXT

    def test_a_version_that_waits_for_approval_is_changed_and_still_waits(
        self, page: CityPage, linked_places: LinkedPlaces, manager: User
    ) -> None:
        palo_alto = linked_places.palo_alto
        revision = self.submit(palo_alto, manager)
        change = make_change("retire", page, linked_places.cupertino)

        now = stored(palo_alto)
        # No newer version: it is this one that the approver looks at.
        assert now.latest_revision_id == revision.pk
        state = now.current_workflow_task_state
        assert state.revision_id == revision.pk
        with transaction.atomic():
            state.approve(user=manager)
            assert OLD not in stored(palo_alto).local_introduction
            assert "Soon" in stored(palo_alto).local_introduction
            transaction.set_rollback(True)
        undo_change(change=change, user=None)
        now = stored(palo_alto)
        assert now.get_latest_revision_as_object().local_introduction == self.TEXT
        assert now.current_workflow_task_state.revision_id == revision.pk

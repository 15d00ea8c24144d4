"""Cancelling a run and undoing it: what nobody touched goes, and everything else stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from wagtail.models import (
    GroupApprovalTask,
    Locale,
    Page,
    PageLogEntry,
    Workflow,
    WorkflowTask,
)

from home.models import ContentPage
from locations.due_work import finish_generation_runs
from locations.models import (
    CityIndexPage,
    CityPage,
    CityPageClaim,
    CityPageVerdict,
    GenerationRun,
    GenerationRunItem,
    ServiceArea,
)
from locations.services.gate import judge_page
from locations.services.generation import plan_for, start_run
from locations.services.run_undo import RunUnderWayError, start_undo
from locations.services.runs import cancel_run, continue_run
from tests.factories import add_page, make_area, make_blueprint, make_home, publish
from tests.locations.generation_runs import outcomes, run_through

pytestmark = pytest.mark.django_db

Outcome = GenerationRunItem.Outcome
Status = GenerationRun.Status


@pytest.fixture(scope="module")
def keys(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, int]]:
    """One site for all tests of this module; what a test changes is undone after it.

    A marketing editor's run has made three drafts. Two places wait for a run of their own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        page = CityIndexPage(title="Areas we serve", slug="locations", introduction="<p>A.</p>")
        hub = add_page(make_home(), page)
        user = User.objects.create_user("marketing")
        user.groups.add(Group.objects.get(name="Marketing editors"))
        areas = [make_area(name) for name in ("Atherton", "Cupertino", "Palo Alto")]
        plan = plan_for(hub=hub, blueprint=make_blueprint(), areas=areas)
        run = run_through(plan, user)
        for name in ("Stanford", "Sunnyvale"):
            make_area(name)
        yield {"run": run.pk, "editor": user.pk}
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def editor(keys: dict[str, int]) -> User:
    return User.objects.get(pk=keys["editor"])


@pytest.fixture
def run(keys: dict[str, int]) -> GenerationRun:
    """The finished run with its three drafts."""
    return GenerationRun.objects.get(pk=keys["run"])


@pytest.fixture
def waiting(run: GenerationRun, editor: User) -> GenerationRun:
    """A run of two places that has not begun."""
    areas = ServiceArea.objects.filter(name__in=["Stanford", "Sunnyvale"])
    plan = plan_for(hub=run.hub, blueprint=run.blueprint, areas=areas)
    return start_run(plan=plan, user=editor)


def undo(run: GenerationRun, user: User) -> GenerationRun:
    return continue_run(start_undo(run=run, user=user))


def actions(hub: CityIndexPage) -> list[str]:
    entries = PageLogEntry.objects.filter(page=hub.pk, action__startswith="locations.")
    return list(entries.order_by("timestamp").values_list("action", flat=True))


def test_a_cancelled_run_makes_no_more_and_keeps_what_it_made(
    waiting: GenerationRun, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_revision = CityPage.save_revision

    def cancelled_meanwhile(page: CityPage, **kwargs: object) -> object:
        cancel_run(run=GenerationRun.objects.get(pk=waiting.pk), user=editor)
        return save_revision(page, **kwargs)

    monkeypatch.setattr(CityPage, "save_revision", cancelled_meanwhile)
    continue_run(waiting)
    assert (waiting.status, waiting.finished_at is not None) == (Status.CANCELLED, True)
    assert outcomes(waiting) == {"Stanford": Outcome.CREATED, "Sunnyvale": Outcome.CANCELLED}
    assert continue_run(waiting).status == Status.CANCELLED
    assert not CityPage.objects.filter(area__name="Sunnyvale").exists()


def test_cancelling_twice_or_too_late_changes_nothing(run: GenerationRun, editor: User) -> None:
    assert cancel_run(run=run, user=editor).status == Status.FINISHED
    assert set(outcomes(run).values()) == {Outcome.CREATED}
    assert actions(run.hub) == ["locations.generation.start"]


def test_an_undone_run_leaves_nothing_behind(run: GenerationRun, editor: User) -> None:
    undone = undo(run, editor)
    assert (undone.status, undone.undone_by) == (Status.UNDONE, editor)
    assert set(outcomes(run).values()) == {Outcome.REMOVED}
    assert not CityPage.objects.exists()
    assert not CityPageClaim.objects.exists()
    assert not any(Page.find_problems())
    assert actions(run.hub) == ["locations.generation.start", "locations.generation.undo"]
    deleted = PageLogEntry.objects.filter(action="wagtail.delete")
    assert list(deleted.values_list("user", flat=True)) == [editor.pk] * 3


def test_a_draft_that_was_only_looked_at_is_untouched(run: GenerationRun, editor: User) -> None:
    for page in CityPage.objects.all():
        judge_page(page)
        CityPageVerdict.objects.get(page=page).save()
    undo(run, editor)
    assert not CityPage.objects.exists()


def test_undoing_twice_is_no_harm(run: GenerationRun, editor: User) -> None:
    undo(run, editor)
    area = run.items.all()[0].area
    run_through(plan_for(hub=run.hub, blueprint=run.blueprint, areas=[area]))
    assert undo(run, editor).status == Status.UNDONE
    assert CityPage.objects.get().area == area


def edit(page: CityPage) -> None:
    page.local_introduction = "<p>Somebody began.</p>"
    page.save_revision()


def save_by_itself(page: CityPage) -> None:
    """What the editor does while somebody types: the version is overwritten in place."""
    page.local_introduction = "<p>Half a sent</p>"
    latest = page.latest_revision
    assert latest is not None
    page.save_revision(user=latest.user, overwrite_revision=latest, changed=False)


def rename(page: CityPage) -> None:
    page.slug = "another-address"
    page.save()


def publish_it(page: CityPage) -> None:
    publish(page)


def publish_and_take_down(page: CityPage) -> None:
    publish(page).unpublish()


def add_below(page: CityPage) -> None:
    page.add_child(instance=ContentPage(title="Below", slug="below"))


def lock(page: CityPage) -> None:
    page.locked = True
    page.save()


def send_for_approval(page: CityPage) -> None:
    workflow = Workflow.objects.create(name="Two pairs of eyes")
    task = GroupApprovalTask.objects.create(name="A look")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(page, None)


def schedule(page: CityPage) -> None:
    page.go_live_at = datetime(2099, 1, 1, tzinfo=UTC)
    page.save_revision()


def link_to(page: CityPage) -> None:
    home = page.get_site().root_page
    body = f'<p><a linktype="page" id="{page.pk}">There</a></p>'
    section = ("section", {"heading": "A", "body": body, "appearance": "plain"})
    add_page(home, ContentPage(title="Linking", slug="linking", sections=[section]))


def mirror(page: CityPage) -> None:
    page.create_alias(update_slug="an-alias")


def translate(page: CityPage) -> None:
    page.copy_for_translation(Locale.objects.create(language_code="es"), copy_parents=True)


TOUCHES = [
    (edit, "somebody has worked on it"),
    (save_by_itself, "somebody has worked on it"),
    (rename, "somebody has worked on it"),
    (schedule, "somebody has worked on it"),
    (publish_it, "it is published, or was"),
    (publish_and_take_down, "it is published, or was"),
    (add_below, "other pages stand below it"),
    (lock, "it is locked or was sent for approval"),
    (send_for_approval, "it is locked or was sent for approval"),
    (link_to, "something on the site links to it"),
    (mirror, "a copy or a translation"),
    (translate, "a copy or a translation"),
]


@pytest.mark.index
def test_a_draft_that_somebody_touched_is_kept_and_says_why(
    run: GenerationRun, editor: User
) -> None:
    touches = {touch.__name__: (touch, reason) for touch, reason in TOUCHES}
    areas = [make_area(name) for name in (*touches, "untouched")]
    touched = run_through(plan_for(hub=run.hub, blueprint=run.blueprint, areas=areas), editor)
    pages = {page.area.name: page for page in CityPage.objects.filter(area__in=areas)}
    for name, (touch, _reason) in touches.items():
        touch(CityPage.objects.get(pk=pages[name].pk))

    assert undo(touched, editor).status == Status.UNDONE
    items = {item.area.name: item for item in touched.items.select_related("area", "page")}
    assert items.pop("untouched").outcome == Outcome.REMOVED
    for name, (_touch, reason) in touches.items():
        assert (items[name].outcome, items[name].page) == (Outcome.KEPT, pages[name]), name
        assert reason in items[name].message, name
    assert not CityPage.objects.filter(area__name="untouched").exists()
    assert not any(Page.find_problems())


def test_a_page_that_was_deleted_by_hand_is_no_hindrance(run: GenerationRun, editor: User) -> None:
    CityPage.objects.get(area__name="Cupertino").delete()
    undo(run, editor)
    assert set(outcomes(run).values()) == {Outcome.REMOVED}


def test_a_run_under_way_is_cancelled_before_it_is_undone(
    waiting: GenerationRun, editor: User
) -> None:
    with pytest.raises(RunUnderWayError, match="Cancel it first"):
        start_undo(run=waiting, user=editor)
    cancel_run(run=waiting, user=editor)
    assert undo(waiting, editor).status == Status.UNDONE


def test_nobody_cancels_or_undoes_without_the_right_to_add_pages(run: GenerationRun) -> None:
    stranger = User.objects.create_user("stranger")
    for verb in (cancel_run, start_undo):
        with pytest.raises(PermissionDenied):
            verb(run=run, user=stranger)
    run.refresh_from_db()
    assert run.status == Status.FINISHED


@pytest.mark.parametrize("is_deleted", [True, False])
def test_who_loses_the_right_while_it_is_undone_deletes_nothing_more(
    run: GenerationRun, is_deleted: bool
) -> None:
    other = User.objects.create_user("other", is_superuser=True)
    start_undo(run=run, user=other)
    if is_deleted:
        other.delete()
    else:
        User.objects.filter(pk=other.pk).update(is_superuser=False)
    assert continue_run(run).status == Status.UNDONE
    assert set(outcomes(run).values()) == {Outcome.KEPT}
    assert CityPage.objects.count() == 3


def test_an_interrupted_undo_goes_on_with_the_scheduled_work(
    run: GenerationRun, editor: User
) -> None:
    continue_run(start_undo(run=run, user=editor), seconds=0)
    assert CityPage.objects.count() == 3
    finish_generation_runs(datetime(2026, 3, 8, tzinfo=UTC))
    run.refresh_from_db()
    assert run.status == Status.UNDONE
    assert not CityPage.objects.exists()


def text(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_the_screen_asks_first_and_says_what_would_go_and_stay(
    run: GenerationRun, editor: User, client: Client
) -> None:
    edit(CityPage.objects.get(area__name="Cupertino"))
    client.force_login(editor)
    url = reverse("generate_city_pages:undo", args=[run.pk])
    run_url = reverse("generate_city_pages:run", args=[run.pk])
    assert f'href="{url}"' in text(client.get(run_url))

    screen = text(client.get(url))
    assert "2 drafts will be removed" in screen
    assert "Cupertino, CA</a>: Kept: somebody has worked on it since." in screen
    assert CityPage.objects.count() == 3

    assert client.post(url).url == run_url  # type: ignore[attr-defined]
    screen = text(client.get(run_url))
    assert "This run was undone. 2 drafts were removed. 1 page was kept" in screen
    assert "Undo this run" not in screen
    assert ", Undone" in text(client.get(reverse("generate_city_pages:index")))


def test_the_screen_cancels_a_run_and_says_so(
    waiting: GenerationRun, editor: User, client: Client
) -> None:
    run = waiting
    client.force_login(editor)
    cancel = reverse("generate_city_pages:cancel", args=[run.pk])
    assert "cancel" in text(client.get(reverse("generate_city_pages:run", args=[run.pk])))
    assert "Cancel it first" in text(client.get(reverse("generate_city_pages:undo", args=[run.pk])))
    assert client.get(cancel).status_code == 405
    assert "The run was cancelled. What it made stays." in text(client.post(cancel, follow=True))
    assert set(outcomes(run).values()) == {Outcome.CANCELLED}


def test_the_screen_says_that_a_finished_run_cannot_be_cancelled(
    run: GenerationRun, editor: User, client: Client
) -> None:
    client.force_login(editor)
    cancel = reverse("generate_city_pages:cancel", args=[run.pk])
    assert "There was nothing to cancel" in text(client.post(cancel, follow=True))


def test_a_script_gets_the_state_alone(
    waiting: GenerationRun, editor: User, client: Client
) -> None:
    run = waiting
    client.force_login(editor)
    url = reverse("generate_city_pages:run", args=[run.pk])
    response = client.post(url, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code == 200
    assert text(response).startswith('<div data-run-state="finished"')
    assert "<html" not in text(response)
    assert set(outcomes(run).values()) == {Outcome.CREATED}


def test_who_may_not_add_pages_under_this_hub_sees_none_of_its_runs(
    run: GenerationRun, client: Client
) -> None:
    user = User.objects.create_user("reader")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    for name in ("run", "undo", "cancel"):
        url = reverse(f"generate_city_pages:{name}", args=[run.pk])
        assert client.post(url).url == "/admin/"  # type: ignore[attr-defined]
    run.refresh_from_db()
    assert run.status == Status.FINISHED

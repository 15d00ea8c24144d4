"""Random histories of a page and its shared text, beside a plain account of what has to be kept.

The account knows only the rules an editor is told: what I write is there until I change it, and
where two windows changed one section the later one is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse

from locations.models import CityPage, LandingBlueprint
from locations.services.generation import plan_for
from tests.factories import make_area, make_section, publish
from tests.locations.city_page_editor import CARDS, CityPageEditor
from tests.locations.generation_runs import run_through

Choice = tuple[str, str]
NOTHING: Choice = ("shared", "")
MODES = ("shared", "own", "own", "own", "hidden")
WORDS = (
    "From {place}, <b>park</b> behind the house",
    "Café &amp; “quotes” \u2014 5 &lt; 6, 100\u00a0%",
    "<i>Ask</i> {clinic_phone} 🙂 first",
    '<a href="https://roads.example/?a=1&amp;b=2">Roads</a>, שלום, ﬁ',
)


@dataclass
class Tab:
    """An open window: what it showed, and what stands in it now."""

    form: CityPageEditor
    version: int
    opened: dict[str, Choice]
    now: dict[str, Choice]
    shared: dict[str, str]
    has_autosaved: bool = False
    kept: set[str] = field(default_factory=set)


class History:
    """One page with its windows, and what each of its versions has to hold."""

    def __init__(self, random: Random, page: CityPage, user: User, client: Client) -> None:
        self.random, self.user, self.client = random, user, client
        self.pk, self.hub = page.pk, page.get_parent().specific
        self.blueprint_pk = page.blueprint_id
        self.wordings: dict[str, Choice] = {}
        self.replaced: dict[str, str] = {}
        self.versions: dict[int, dict[str, Choice]] = {page.latest_revision_id: {}}
        self.replaced_in: dict[int, dict[str, str]] = {page.latest_revision_id: {}}
        self.is_live, self.live = page.live, dict[str, Choice]()
        self.tabs: list[Tab] = []
        self.version = self.count = 0
        self.steps: list[str] = []
        self.done: set[str] = set()

    # What can happen ---------------------------------------------------------------------------

    def run(self, steps: int) -> None:
        """Let everything happen in random order, then more; compare all after each step."""
        names = [name for name in dir(self) if name.startswith("do_")]
        often = ["do_write"] * 6 + [
            "do_open",
            "do_autosave",
            "do_save",
            "do_publish",
            "do_keep",
        ] * 2
        first = self.random.sample(names, len(names))
        for name in first + self.random.choices(names + often, k=steps - len(first)):
            self._step(name)

    def _step(self, name: str) -> None:
        self.steps.append(name.removeprefix("do_"))
        action: Callable[[], object] = getattr(self, name)
        action()
        self.check()

    def do_open(self) -> None:
        if len(self.tabs) < 3:
            self.tabs.append(self._open(self._newest()))

    def do_write(self) -> None:
        self._write(self._tab())

    def do_save_elsewhere(self) -> None:
        """Somebody opens the page, writes and saves, while the windows stay open."""
        tab = self._open(self._newest())
        self._write(tab)
        self.tabs.append(tab)
        self._post({}, tab)

    def do_save_a_new_section_elsewhere(self) -> None:
        """The same, for a section of which a window that is open all the time knows nothing."""
        self.do_open()
        key = self.do_add_section()
        tab = self._open(self._newest())
        self._write(tab, key)
        self.tabs.append(tab)
        self._post({}, tab)
        self._post({})

    def do_keep(self) -> None:
        """Somebody compares a wording with the shared text, if one has changed."""
        tab = self._open(self._newest())
        self.tabs = [*self.tabs[:2], tab]
        asked = [key for key in tab.now if self._is_asked(key, tab.shared)]
        key = self.random.choice(asked or list(tab.now))
        tab.form.decide(key, "keep")
        tab.kept.add(key)
        if self.random.random() < 0.5:
            self._autosave(tab)

    def do_autosave(self) -> None:
        self._autosave(self._tab())

    def _autosave(self, tab: Tab) -> None:
        if tab.version != self.version:
            assert tab.form.post(accept="application/json").status_code == 400
            return
        tab.form.autosave()
        self._stored(tab, self._merged(tab), on_purpose=False)
        tab.version, tab.has_autosaved = self.version, True
        tab.opened = dict(tab.now)

    def do_save(self) -> None:
        self._post({})

    def do_publish(self) -> None:
        self._post({"action-publish": "action-publish"})

    def do_revert(self) -> None:
        number = self.random.choice(sorted(self.versions))
        older = self._page().revisions.get(pk=number)
        address = reverse("wagtailadmin_pages:revisions_revert", args=[self.pk, number])
        tab = self._open(older.as_object(), address)
        self.wordings = dict(self.versions[number])
        self.replaced = dict(self.replaced_in[number])
        tab.form.save_draft()
        self._stored(tab, self.wordings, on_purpose=False)

    def do_change_shared_text(self) -> None:
        blueprint = self._blueprint()
        section = self.random.choice(list(blueprint.sections.all()))
        self.count += 1
        section.body = f"<p>Shared text {self.count} for {{place}}.</p>"
        blueprint.sections.add(section)
        publish(blueprint)

    def do_add_section(self) -> str:
        blueprint = self._blueprint()
        self.count += 1
        key = f"new-{self.count}"
        blueprint.sections.add(make_section(key, sort_order=self.count))
        publish(blueprint)
        return key

    def do_delete_section(self) -> None:
        blueprint = self._blueprint()
        sections = list(blueprint.sections.all())
        if len(sections) > 1:
            blueprint.sections.remove(self.random.choice(sections))
            publish(blueprint)

    def do_reorder(self) -> None:
        blueprint = self._blueprint()
        sections = list(blueprint.sections.all())
        self.random.shuffle(sections)
        for number, section in enumerate(sections):
            section.sort_order = number
        blueprint.sections.set(sections)
        publish(blueprint)

    def do_restore_shared_text(self) -> None:
        versions = self._blueprint().revisions.order_by("pk")
        self.random.choice(list(versions)).publish()

    def do_generate(self) -> None:
        self.count += 1
        areas = [make_area(f"Place {self.count}"), self._page().area]
        run_through(plan_for(hub=self.hub, blueprint=self._blueprint(), areas=areas), self.user)

    # The account --------------------------------------------------------------------------------

    def check(self) -> None:
        """Compare the newest draft, the live page and every version with the account."""
        newest = self._newest()
        assert _choices(newest.section_overrides.all()) == self.wordings, self.steps
        found = {row.section_key: row.replaced_text for row in newest.section_overrides.all()}
        assert {key: text for key, text in found.items() if text} == self.replaced, self.steps
        assert _choices(self._page().section_overrides.all()) == self.live, self.steps
        for version in self._page().revisions.all():
            rows = [SimpleNamespace(**row) for row in version.content["section_overrides"]]
            assert _choices(rows) == self.versions[version.pk], self.steps

    def _write(self, tab: Tab, key: str = "") -> None:
        names = tab.form.fields
        sections = [key for key in tab.now if f"{CARDS}-{tab.form.row(key)}-body" in names]
        key = key or self.random.choice(sections)
        self.count += 1
        body = (
            f'<p data-block-key="w{self.count:04}">{self.count}. {self.random.choice(WORDS)}.</p>'
        )
        modes = [mode for mode in MODES if mode != "hidden" or key != "risks"]
        mode = self.random.choice(modes)
        tab.form.choose(key, mode, body)
        tab.now[key] = (mode, body)

    def _post(self, button: dict[str, str], tab: Tab | None = None) -> None:
        # The window that has been open longest knows least of what has happened since.
        tab = tab or min([self._tab(), *self.tabs], key=lambda tab: tab.version)
        self.tabs.remove(tab)
        merged = self._merged(tab)
        # Wagtail refuses by itself to store over its own automatic save when that is outdated.
        is_outdated = tab.has_autosaved and tab.version != self.version and not button
        response = tab.form.post(**button)
        if merged is None or is_outdated:
            assert response.status_code == 200, self.steps
            self.done.add("refused")
            return
        assert response.status_code == 302, self.steps
        if any(tab.opened[key] != self.wordings.get(key, NOTHING) for key in tab.opened):
            self.done.add("kept what another window wrote")
        if self.wordings.keys() - tab.now.keys():
            self.done.add("kept a section that the window does not know")
        self._stored(tab, merged, on_purpose=True)
        if button:
            self.is_live, self.live = True, dict(self.wordings)

    def _merged(self, tab: Tab) -> dict[str, Choice] | None:
        """Return what is to be stored, ``None`` where two windows changed one section."""
        merged = dict(self.wordings)
        for key, mine in tab.now.items():
            opened, stored = tab.opened[key], self.wordings.get(key, NOTHING)
            if mine in (stored, opened):
                continue
            if opened != stored:
                return None
            merged[key] = mine
        return merged

    def _stored(self, tab: Tab, merged: dict[str, Choice] | None, *, on_purpose: bool) -> None:
        assert merged is not None
        shared = {row.key: row.body for row in self._blueprint().sections.all()}
        for key, (mode, _body) in merged.items():
            if key not in shared or key not in tab.now:
                continue
            has_seen = shared[key] == tab.shared.get(key)
            if on_purpose and key in tab.kept and has_seen and self._is_asked(key, shared):
                self.replaced[key] = shared[key]
            elif mode == "own" and key not in self.replaced:
                self.replaced[key] = tab.shared.get(key, shared[key])
        self.wordings = {key: choice for key, choice in merged.items() if choice != NOTHING}
        if not self.is_live:
            # Wagtail stores a draft that was never live in the page's own rows as well.
            self.live = dict(self.wordings)
        self.version += 1
        number = self._page().latest_revision_id
        self.versions[number], self.replaced_in[number] = dict(self.wordings), dict(self.replaced)
        self.done.add(self.steps[-1])

    def _is_asked(self, key: str, shared: dict[str, str]) -> bool:
        is_own = self.wordings.get(key, NOTHING)[0] == "own"
        return is_own and key in shared and self.replaced.get(key, shared[key]) != shared[key]

    # Reading ------------------------------------------------------------------------------------

    def _page(self) -> CityPage:
        return CityPage.objects.get(pk=self.pk)

    def _newest(self) -> CityPage:
        newest: CityPage = self._page().get_latest_revision_as_object()
        return newest

    def _blueprint(self) -> LandingBlueprint:
        return LandingBlueprint.objects.get(pk=self.blueprint_pk)

    def _tab(self) -> Tab:
        if not self.tabs:
            self.tabs.append(self._open(self._newest()))
        return self.random.choice(self.tabs)

    def _open(self, page: CityPage, address: str = "") -> Tab:
        """Open the form of ``page``, without the frame around it, which takes most of the time."""
        request = RequestFactory().get("/admin/")
        request.user = self.user
        handler = CityPage.get_edit_handler()
        form = handler.get_form_class()(instance=page, for_user=self.user)
        panel = handler.get_bound_panel(instance=page, request=request, form=form)
        newest = self._page().latest_revision
        notes = {"id": newest.pk, "created_at": newest.created_at.isoformat()}
        hidden = "".join(
            f'<input type="hidden" name="loaded_revision_{name}" value="{value}">'
            for name, value in notes.items()
        )
        html = f'<form id="page-edit-form" action="">{hidden}{panel.render_form_content()}</form>'
        editor = CityPageEditor(self.client, page, address, html=html)
        total = int(editor.fields[f"{CARDS}-TOTAL_FORMS"][0])
        keys = [editor.fields[f"{CARDS}-{number}-section_key"][0] for number in range(total)]
        stored = _choices(page.section_overrides.all())
        opened = {key: stored.get(key, NOTHING) for key in keys}
        shared = {row.key: row.body for row in self._blueprint().sections.all()}
        return Tab(
            form=editor, version=self.version, opened=opened, now=dict(opened), shared=shared
        )


def _choices(rows: Any) -> dict[str, Choice]:
    """Return what the rows hold by section, and fail where a section has two."""
    rows = list(rows)
    assert len({row.section_key for row in rows}) == len(rows)
    found = {row.section_key: (row.mode, row.body) for row in rows}
    return {key: choice for key, choice in found.items() if choice != NOTHING}

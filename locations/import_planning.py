"""Planning an import: every change and every obstacle, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail.permission_policies import ModelPermissionPolicy

from locations.area_records import (
    area_record,
    in_language,
    latest_version,
    stored_version,
    with_rows,
    write_facts,
    write_values,
)
from locations.import_checks import draft_name, obstacles, problem_at, rule_problems
from locations.models import ServiceArea
from locations.tables.differences import fact_changes, value_changes
from locations.tables.plan import ImportPlan, PlaceItem, Step
from locations.tables.reading import Table, TablePlace
from locations.tables.records import FactRecord, Value
from operations.tables.problems import Problem

KEYS_A_QUERY = 500
NAMES = ("name", "state", "slug")
# Left empty, these keep what is stored, and a new place gets the usual.
KEPT_WHEN_EMPTY = ("kind", "state", "status", "published")


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """An item of the plan with the place as it would be stored, if anything is."""

    item: PlaceItem
    area: ServiceArea | None = None


def plan_import(*, table: Table, user: User | None, into_drafts: bool = False) -> ImportPlan:
    """Return what importing ``table`` would do; without a ``user`` the system imports.

    With ``into_drafts``, changes to a place with an unpublished draft go into that draft, as far as
    the two do not touch the same field. Raises ``PermissionDenied`` for whoever may not change
    places.
    """
    areas = ServiceArea.objects.all()
    prepared = prepare_import(table=table, user=user, into_drafts=into_drafts, areas=areas)
    return ImportPlan(tuple(one.item for one in prepared))


def prepare_import(
    *, table: Table, user: User | None, into_drafts: bool, areas: QuerySet[ServiceArea]
) -> list[Prepared]:
    """Return the plan with the places ready to be stored; stored ones are read from ``areas``."""
    planner = _Planner(user, into_drafts=into_drafts)
    planner.namesakes = _namesakes(areas, table)
    slugs = [place.slug for place in table.places if place.slug]
    stored: dict[str, ServiceArea] = {}
    for start in range(0, len(slugs), KEYS_A_QUERY):
        some = with_rows(areas.filter(slug__in=slugs[start : start + KEYS_A_QUERY]))
        stored |= {area.slug: area for area in some}
    return [planner.prepare(place, stored.get(place.slug)) for place in table.places]


def _namesakes(areas: QuerySet[ServiceArea], table: Table) -> dict[tuple[str, str], str]:
    """Return the short names of stored places that bear a name of the file, by name and state."""
    names = [str(place.values["name"]) for place in table.places if place.values.get("name")]
    found: dict[tuple[str, str], str] = {}
    for start in range(0, len(names), KEYS_A_QUERY):
        some = areas.filter(name__in=names[start : start + KEYS_A_QUERY])
        found |= {(name, state): slug for name, state, slug in some.values_list(*NAMES)}
    return found


class _Planner:
    """Decides place by place what one user's import does."""

    def __init__(self, user: User | None, *, into_drafts: bool) -> None:
        policy = ModelPermissionPolicy(ServiceArea)
        self.user, self.into_drafts = user, into_drafts
        self.namesakes: dict[tuple[str, str], str] = {}
        self.language = Locale.get_default().language_code
        self.may = {
            action: user is None or policy.user_has_permission(user, action)
            for action in ("add", "change", "publish")
        }
        if not self.may["change"]:
            raise PermissionDenied(_("You may not change places. Ask a site manager."))

    def prepare(self, place: TablePlace, area: ServiceArea | None) -> Prepared:
        """Return what happens to one place."""
        label = str(place.values.get("name") or (area.name if area else place.slug))
        if place.problems:
            return _refused(place, label, place.problems)
        values = {
            name: value
            for name, value in place.values.items()
            if not (name in KEPT_WHEN_EMPTY and value in ("", None))
        }
        facts = None if place.facts is None else in_language(place.facts, self.language)
        if area is None:
            return self._prepare_new(place, label, values, facts or ())
        return self._prepare_stored(place, label, area, values, facts)

    def _prepare_new(
        self,
        place: TablePlace,
        label: str,
        values: dict[str, Value],
        facts: Sequence[FactRecord],
    ) -> Prepared:
        publishes = bool(values.get("published"))
        area = ServiceArea(slug=place.slug, live=False)
        usual: dict[str, Value] = {name: getattr(area, name) for name in ("kind", "state")}
        write_values(area, values)
        write_facts(area, facts)
        problems = rule_problems(area, place, publishes=publishes)
        if not self.may["add"]:
            problems.append(problem_at(place, "", _("You may not add places.")))
        if not problems and place.slug != place.slug.lower():
            message = _("Write the short name in lower case: %(slug)s.")
            message %= {"slug": place.slug.lower()}
            problems.append(problem_at(place, "slug", message, place.slug))
        if publishes:
            problems += self._publishing_problems(place)
        if problems:
            return _refused(place, label, problems)
        item = PlaceItem(
            slug=place.slug,
            label=label,
            step=Step.CREATE,
            note=self._note_on_new(area, publishes=publishes),
            publishes=publishes,
            changes=(*value_changes(None, usual | values), *fact_changes((), facts)),
        )
        return Prepared(item=item, area=area)

    def _note_on_new(self, area: ServiceArea, *, publishes: bool) -> str:
        note = _("New, and published at once.") if publishes else _("New, as a draft.")
        namesake = self.namesakes.get((area.name, area.state))
        if namesake is None:
            return note
        warning = _("There is %(place)s already, under the short name %(slug)s: is it another one?")
        return f"{note} {warning % {'place': area, 'slug': namesake}}"

    def _prepare_stored(
        self,
        place: TablePlace,
        label: str,
        area: ServiceArea,
        values: dict[str, Value],
        facts: Sequence[FactRecord] | None,
    ) -> Prepared:
        if _draft_says_so(area, values, facts):
            return Prepared(item=PlaceItem(slug=place.slug, label=label, step=Step.SAME))
        old = area_record(stored_version(area), slug=area.slug)
        changes = value_changes(old, values)
        values = {change.column: values[change.column] for change in changes}
        new_facts = tuple(facts) if facts is not None and fact_changes(old.facts, facts) else None
        if new_facts is not None:
            changes += fact_changes(old.facts, new_facts)
        if not changes:
            return Prepared(item=PlaceItem(slug=place.slug, label=label, step=Step.SAME))
        problems = obstacles(
            place,
            area,
            values=values,
            facts=new_facts,
            into_drafts=self.into_drafts,
            user=self.user,
        )
        if values.get("published"):
            problems += self._publishing_problems(place)
        meets_draft = area.live and area.has_unpublished_changes
        publishes = self._publishes(area, values)
        target = latest_version(area)
        if not problems:
            write_values(target, values)
            if new_facts is not None:
                write_facts(target, new_facts)
            problems = rule_problems(target, place, publishes=publishes)
        if problems:
            return _refused(place, label, problems, meets_draft=meets_draft)
        item = PlaceItem(
            slug=place.slug,
            label=label,
            step=Step.CHANGE,
            note=_where_it_goes(area, target, publishes=publishes),
            publishes=publishes,
            meets_draft=meets_draft,
            changes=tuple(changes),
        )
        return Prepared(item=item, area=target)

    def _publishes(self, area: ServiceArea, values: dict[str, Value]) -> bool:
        if not area.live:
            return bool(values.get("published"))
        return self.may["publish"] and not area.has_unpublished_changes

    def _publishing_problems(self, place: TablePlace) -> list[Problem]:
        if self.may["publish"]:
            return []
        message = _("You may not publish places. Write no, and ask somebody who may.")
        return [problem_at(place, "published", message, "yes")]


def _draft_says_so(
    area: ServiceArea, values: dict[str, Value], facts: Sequence[FactRecord] | None
) -> bool:
    """Whether the draft that waits holds all this already, from an earlier import perhaps."""
    if not (area.live and area.has_unpublished_changes):
        return False
    draft = area_record(latest_version(area), slug=area.slug)
    return not value_changes(draft, values) and not (facts and fact_changes(draft.facts, facts))


def _refused(
    place: TablePlace, label: str, problems: list[Problem], *, meets_draft: bool = False
) -> Prepared:
    item = PlaceItem(
        slug=place.slug,
        label=label,
        step=Step.REFUSED,
        meets_draft=meets_draft,
        problems=tuple(problems),
    )
    return Prepared(item=item)


def _where_it_goes(area: ServiceArea, target: ServiceArea, *, publishes: bool) -> str:
    if area.live and area.has_unpublished_changes:
        note = _("Written into %(draft)s, which stays a draft.")
        return note % {"draft": draft_name(area)}
    if not area.live:
        if publishes and target.go_live_at and target.go_live_at > timezone.now():
            note = _("Its draft is changed and goes live at the time set there, %(time)s.")
            moment = timezone.localtime(target.go_live_at)
            return note % {"time": date_format(moment, "DATETIME_FORMAT")}
        if publishes:
            return _("Its draft is changed and published.")
        return _("Not published now: its draft is changed and stays a draft.")
    return _("Published at once.") if publishes else _("Saved as a draft: you may not publish.")

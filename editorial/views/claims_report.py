"""The report on open claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from editorial.models import AcceptedClaim
from editorial.rules.claim_rules import RULES
from editorial.services.claim_readings import (
    OpenClaims,
    read_what_changed,
    records_with_open_claims,
)
from operations.formulas import HarmlessCsv

# Most of what changed was read when it was saved.
SECONDS_FOR_READING = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenClaimRow:
    """One open claim as the report and its exports print it."""

    title: str
    kind: str
    edit_url: str
    version: str
    place: str
    rule: str
    name: str
    words: str
    sentence: str
    explanation: str
    source: str
    better: str


class ClaimsReportFilters(WagtailFilterSet):
    """Narrows the report down to a kind of claim."""

    rule = django_filters.ChoiceFilter(
        label=_("Kind"), choices=[(rule.key.value, rule.name) for rule in RULES.values()]
    )

    class Meta:
        model = AcceptedClaim
        fields: list[str] = []

    def filter_queryset(self, queryset: list[OpenClaimRow]) -> list[OpenClaimRow]:
        """Return those rows of a list that match."""
        wanted = self.form.cleaned_data["rule"]
        return [row for row in queryset if not wanted or row.rule == wanted]


class ClaimsReportView(HarmlessCsv, ReportView):
    """Every open claim on what one may edit, of what visitors read and of the newest drafts."""

    page_title = _("Claims that need care")
    header_icon = "warning"
    permission_policy = page_permission_policy
    any_permission_required = ["change", "publish"]
    filterset_class = ClaimsReportFilters
    index_url_name = "claims:report"
    index_results_url_name = "claims:report_results"
    no_results_message = _("No open claims: every wording is plain, or was accepted with a reason.")
    columns = [
        TitleColumn(
            "title",
            label=_("Where"),
            get_url=lambda row: row.edit_url,
            width="20%",
            classname="title whole-words",
        ),
        Column("kind", label=_("Kind of text"), width="12%"),
        Column("version", label=_("Version"), width="10%"),
        Column("name", label=_("Rule"), width="12%"),
        Column("words", label=_("Words"), width="14%"),
        Column("sentence", label=_("Sentence"), width="32%"),
    ]
    list_export = [
        *["title", "kind", "version", "place", "name", "words", "sentence"],
        *["explanation", "source", "better"],
    ]
    export_headings = {
        "title": _("Where"),
        "kind": _("Kind of text"),
        "version": _("Version"),
        "place": _("Field"),
        "name": _("Rule"),
        "words": _("Words"),
        "sentence": _("Sentence"),
        "explanation": _("Why"),
        "source": _("Whose rule"),
        "better": _("Better"),
    }
    export_filename = "claims"

    def get_base_queryset(self) -> list[OpenClaimRow]:
        """Return the open claims on all records that this person may edit."""
        read_what_changed(seconds=SECONDS_FOR_READING)
        finder = AdminURLFinder(self.request.user)
        return [
            row
            for model, open_claims in records_with_open_claims()
            for record in _records(model, self.request.user).filter(pk__in=open_claims)
            for row in _rows(record, open_claims[record.pk], finder)
        ]


def _records(model: type[Any], user: Any) -> QuerySet[Any]:
    """Return the records of one kind that ``user`` may edit; an alias is its original's."""
    records: QuerySet[Any] = model._default_manager.all()
    if issubclass(model, Page):
        may_edit = page_permission_policy.instances_user_has_permission_for(user, "change")
        return records.filter(pk__in=may_edit.values("pk"), alias_of=None).order_by("path")
    may_edit = ModelPermissionPolicy(model).user_has_permission(user, "change")
    return records.order_by("pk") if may_edit else records.none()


def _rows(record: Any, found_open: OpenClaims, finder: AdminURLFinder) -> Iterator[OpenClaimRow]:
    live = found_open.live if record.live else ()
    draft = found_open.newest if _has_draft(record) else ()
    in_draft, in_live = ({one.identity for one in claims} for claims in (draft, live))
    title = record.get_admin_display_title() if isinstance(record, Page) else str(record)
    edit_url = finder.get_edit_url(record) or ""
    for found in (*live, *(one for one in draft if one.identity not in in_live)):
        if found.identity not in in_live:
            version = _("Draft")
        elif _has_draft(record) and found.identity not in in_draft:
            version = _("Live, gone from the draft")
        else:
            version = _("Live")
        rule = found.claim.rule
        yield OpenClaimRow(
            title=title,
            kind=str(record._meta.verbose_name),
            edit_url=found.mend_url or edit_url,
            version=str(version),
            place=found.label,
            rule=rule.key.value,
            name=rule.name,
            words=", ".join(found.claim.words),
            sentence=found.claim.sentence,
            explanation=rule.explanation,
            source=rule.source,
            better=rule.better,
        )


def _has_draft(record: Any) -> bool:
    return bool(record.has_unpublished_changes or not record.live)

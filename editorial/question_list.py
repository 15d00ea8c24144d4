"""The library's list: what it shows of each question, and how it is narrowed down."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.models import Tag
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from clinic.models import Treatment
from editorial.models import Question, Signature
from editorial.placements import is_placed

STATUSES: dict[str, Q] = {
    "live": Q(live=True),
    "changed": Q(live=True, has_unpublished_changes=True),
    "draft": Q(live=False, merged_into=None),
    "merged": Q(merged_into__isnull=False),
}


class QuestionFilters(WagtailFilterSet):
    """Narrows the library's list down."""

    tag = django_filters.ModelMultipleChoiceFilter(
        field_name="tagged_items__tag",
        queryset=lambda request: (
            Tag.objects.filter(question_tags__isnull=False).distinct().order_by("name")
        ),
        label=_("Tag"),
    )
    treatment = django_filters.ModelMultipleChoiceFilter(
        field_name="treatments",
        queryset=lambda request: Treatment.objects.order_by("name"),
        label=_("Treatment"),
    )
    status = django_filters.ChoiceFilter(
        method="with_status",
        label=_("Status"),
        choices=[
            ("live", _("Live")),
            ("changed", _("Live, with changes not yet published")),
            ("draft", _("Draft")),
            ("merged", _("Merged into another")),
        ],
    )
    placed = django_filters.ChoiceFilter(
        method="with_places",
        label=_("Placed"),
        choices=[("no", _("Not placed anywhere")), ("yes", _("Placed on a page"))],
    )

    class Meta:
        model = Question
        fields: list[str] = []

    def with_status(self, questions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Return those that stand so."""
        return questions.filter(STATUSES[value])

    def with_places(self, questions: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Return those that a page has, or those that none has; drafts of pages count."""
        if value == "yes":
            return questions.filter(is_placed())
        return questions.filter(merged_into=None).exclude(is_placed())


class UsageColumn(Column):
    """On how many live pages a question is shown, with the way to them."""

    cell_template_name = "editorial/tables/usage_cell.html"

    def __init__(self) -> None:
        super().__init__("page_count", label=_("Shown on"), sort_key="page_count")

    def get_cell_context_data(self, instance: Question, parent_context: Any) -> dict[str, Any]:
        """Return the words and where they lead: to the uses, or to the question that was kept."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        view = "edit" if instance.merged_into_id else "usage"
        shown = instance.merged_into or instance
        name = type(instance).snippet_viewset.get_url_name(view)
        return context | {
            "kept": instance.merged_into,
            "words": usage_words(instance.page_count),
            "url": reverse(name, args=[shown.pk]),
        }


def usage_words(count: int) -> str:
    """Return "4 pages" for a list."""
    if not count:
        return str(_("Not on any live page"))
    return ngettext("%(count)d page", "%(count)d pages", count) % {"count": count}


def _last_review_date() -> Subquery:
    """Return the day on which a clinician read the question last, whatever it said then."""
    signatures = Signature.objects.filter(
        content_type=ContentType.objects.get_for_model(Question),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    return Subquery(signatures.order_by("-reviewed_date").values("reviewed_date")[:1])


def listed_questions() -> QuerySet[Any]:
    """Return the questions with everything that a row of the list or of its file prints."""
    return (
        Question.objects.with_page_count()
        .with_status()
        .annotate(last_review_date=_last_review_date())
        .select_related("merged_into")
        .prefetch_related("tagged_items__tag", "treatments")
    )

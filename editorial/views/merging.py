"""The editor's screens for questions that say the same."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from editorial.models import Question, QuestionMerge
from editorial.rules.duplicates import likely_duplicates
from editorial.services.merge_plans import NEEDED, check_may_merge, plan_merge
from editorial.services.question_merge import (
    MergeOutdatedError,
    MergeRefusedError,
    merge_questions,
    undo_merge,
)
from editorial.views.merge_form import MergeForm

PAIRS_LISTED = 20
MERGES_LISTED = 50


def merge_address(removed: int, kept: int) -> str:
    """Return the address of the overview for merging one question into another."""
    chosen = urlencode({"other": kept, "unite_sources": "on", "show": 1})
    return f"{reverse('question_merges:merge', args=[removed])}?{chosen}"


class MergeScreen(WagtailAdminTemplateMixin, TemplateView):
    """What all of these screens share."""

    header_icon = "resubmit"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        check_may_merge(request.user)  # type: ignore[arg-type]
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
        if not isinstance(self, DuplicatesView):
            title = str(DuplicatesView.title)
            items.append({"url": reverse("question_merges:index"), "label": title})
        return [*items, {"url": "", "label": str(self.get_page_title())}]


class DuplicatesView(MergeScreen):
    """Questions that are likely the same, and what was merged."""

    template_name = "editorial/merging/index.html"
    page_title = title = gettext_lazy("Merge duplicates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        merges = QuestionMerge.objects.select_related("made_by")
        return context | {"pairs": _likely_pairs(), "merges": merges[:MERGES_LISTED]}


def _likely_pairs() -> list[dict[str, Any]]:
    """Return pairs of published questions that are likely the same; the less used one goes."""
    rows = Question.objects.in_use().filter(live=True).with_page_count()
    questions = {question.pk: question for question in rows.order_by()}
    pairs = []
    for locale in {question.locale_id for question in questions.values()}:
        texts = {pk: row.question for pk, row in questions.items() if row.locale_id == locale}
        pairs += likely_duplicates(texts, most=PAIRS_LISTED)
    pairs.sort(key=lambda pair: -pair.score)
    return [_pair(questions[pair.one], questions[pair.other]) for pair in pairs[:PAIRS_LISTED]]


def _pair(one: Any, other: Any) -> dict[str, Any]:
    kept, removed = sorted([one, other], key=lambda row: (-row.page_count, row.pk))
    return {"kept": kept, "removed": removed, "url": merge_address(removed.pk, kept.pk)}


class MergeView(MergeScreen):
    """Choose the question that stays, see everything that changes, do it."""

    template_name = "editorial/merging/merge.html"
    page_title = gettext_lazy("Merge")

    @cached_property
    def question(self) -> Question:
        """The question that is to go."""
        return get_object_or_404(Question, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return f"{self.page_title} “{self.question}”"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = kwargs.get("form") or self._form()
        context |= {"question": self.question, "form": form, "plan": None}
        if form.is_bound and form.is_valid():
            kept, unite = form.kept, form.cleaned_data["unite_sources"]
            reading = plan_merge(
                removed=self.question,
                kept=kept,
                unite_sources=unite,
                user=self.request.user,  # type: ignore[arg-type]
            )
            swapped = merge_address(kept.pk, self.question.pk)
            context |= {"plan": reading.plan, "kept": kept, "swap_url": swapped, "unite": unite}
        return context

    def _form(self) -> MergeForm:
        data = self.request.GET if "show" in self.request.GET else None
        return MergeForm(data, question=self.question)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Merge what was looked at, or show how it stands now."""
        form = MergeForm(request.POST, question=self.question)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        try:
            merge = merge_questions(
                removed=self.question,
                kept=form.kept,
                unite_sources=form.cleaned_data["unite_sources"],
                user=request.user,  # type: ignore[arg-type]
                checksum=request.POST.get("checksum", ""),
            )
        except (MergeOutdatedError, MergeRefusedError) as refusal:
            messages.warning(request, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, f"{merge.summary}.")
        return redirect("question_merges:done", pk=merge.pk)


class MergeDoneView(MergeScreen):
    """One merge: what was done, and the way back."""

    template_name = "editorial/merging/done.html"
    page_title = gettext_lazy("What was merged")

    @cached_property
    def merge(self) -> QuestionMerge:
        """The merge."""
        merges = QuestionMerge.objects.select_related("made_by", "undone_by", "kept")
        return get_object_or_404(merges, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"merge": self.merge, "reasons": kwargs.get("reasons", ())}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Undo it, or say what stands in the way."""
        try:
            undo_merge(merge=self.merge, user=request.user)  # type: ignore[arg-type]
        except MergeRefusedError as refusal:
            context = self.get_context_data(reasons=refusal.reasons)
            return self.render_to_response(context, status=409)
        messages.success(request, _("Everything is as it was before."))
        return redirect("question_merges:done", pk=self.merge.pk)


class MergeViewSet(ViewSet):
    """The screens under Questions → Merge duplicates."""

    name = "question_merges"
    url_prefix = "questions/merge"
    menu_label = gettext_lazy("Merge duplicates")
    icon = "resubmit"

    def get_urlpatterns(self) -> list[Any]:
        """Return the list, the merging and one merge."""
        return [
            path("", DuplicatesView.as_view(), name="index"),
            path("<int:pk>/", MergeView.as_view(), name="merge"),
            path("done/<int:pk>/", MergeDoneView.as_view(), name="done"),
        ]


def merge_buttons(question: Any, user: Any) -> list[Button]:
    """Return the way to merging ``question``, for the menus of its list and its form."""
    if question.merged_into_id or not all(user.has_perm(name) for name in NEEDED):
        return []
    address = reverse("question_merges:merge", args=[question.pk])
    label = _("Merge into another question…")
    return [Button(label, address, icon_name="resubmit", priority=60)]

"""The question library in the editor."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSetGroup

from editorial.models import Citation, Disclosure, Question
from editorial.question_list import QuestionFilters, UsageColumn, listed_questions
from editorial.views.merging import MergeViewSet, merge_buttons
from editorial.views.question_import import QuestionImportViewSet
from navigation.viewsets import ChosenRecordView, RecordChooserViewSet, RecordViewSet
from operations.formulas import HarmlessCsv


class UsableQuestions:
    """Offers no question that was merged into another: a page would show nothing in its place."""

    def get_object_list(self) -> Any:
        """Return the questions to choose from."""
        return Question.objects.in_use()


class ChooseQuestionView(UsableQuestions, ChooseView):
    """The window in which a question is chosen."""


class ChooseQuestionResultsView(UsableQuestions, ChooseResultsView):
    """Its list, when somebody searches in it."""


class QuestionChooserViewSet(RecordChooserViewSet):
    """The windows in which a question is chosen for a page."""

    choose_view_class = ChooseQuestionView
    choose_results_view_class = ChooseQuestionResultsView


class QuestionIndexView(HarmlessCsv, IndexView):
    """The list of the library, and the file made from it."""


class QuestionEditView(EditView):
    """The form of a question, with the way to merging it."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return what the menu beside the title offers."""
        return [*super().header_more_buttons, *merge_buttons(self.object, self.request.user)]


class QuestionViewSet(RecordViewSet):
    """Questions and answers."""

    model = Question
    icon = "help"
    menu_label = _("Question library")
    index_view_class = QuestionIndexView
    edit_view_class = QuestionEditView
    chooser_viewset_class = QuestionChooserViewSet
    filterset_class = QuestionFilters
    list_display = [
        "question",
        Column("tag_names", label=_("Tags")),
        UsageColumn(),
        LiveStatusTagColumn(),
        DateColumn("last_review_date", label=_("Last review")),
        UpdatedAtColumn(),
    ]
    # By words alone: an index for searching would know neither tags nor places.
    search_backend_name = None
    search_fields = ["question", "short_answer", "answer"]
    export_filename = "questions"
    list_export = [
        "question",
        "short_answer",
        "answer_text",
        "tag_names",
        "treatment_names",
        "page_count",
        "status_string",
        "last_review_date",
        "last_published_at",
    ]
    export_headings = {
        "answer_text": _("Answer"),
        "tag_names": _("Tags"),
        "treatment_names": _("Treatments"),
        "page_count": _("Live pages that show it"),
        "status_string": _("Status"),
        "last_review_date": _("Last review"),
    }

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the questions with all that a row prints."""
        return listed_questions()


class ChosenCitationView(ChosenRecordView):
    """Tells the rich-text editor how to show the mark of the source that was chosen."""

    def get_chosen_response_data(self, item: Citation) -> dict[str, Any]:
        data: dict[str, Any] = super().get_chosen_response_data(item)
        return {**data, "short_name": item.short_name}


class CitationChooserViewSet(RecordChooserViewSet):
    """The window in which a source is chosen, for a text or for the list of a page."""

    chosen_view_class = ChosenCitationView


class CitationViewSet(RecordViewSet):
    """What answers rest on."""

    model = Citation
    icon = "openquote"
    menu_label = _("Sources")
    list_display = ["title", "authors", "year", "checked_date"]
    chooser_viewset_class = CitationChooserViewSet


class DisclosureViewSet(RecordViewSet):
    """The standing disclosure."""

    model = Disclosure
    icon = "warning"
    menu_label = _("Disclosure")


class QuestionsGroup(SnippetViewSetGroup):
    """The menu entry for questions and what they rest on."""

    items = (
        QuestionViewSet,
        QuestionImportViewSet,
        MergeViewSet,
        CitationViewSet,
        DisclosureViewSet,
    )
    menu_label = _("Questions")
    menu_icon = "help"
    menu_order = 130

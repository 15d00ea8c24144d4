"""The question library in the editor."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from editorial.models import Citation, Disclosure, Question
from navigation.viewsets import ChosenRecordView, RecordChooserViewSet, RecordViewSet


class QuestionViewSet(RecordViewSet):
    """Questions and answers."""

    model = Question
    icon = "help"
    menu_label = _("Question library")
    list_display = ["question", "short_answer", LiveStatusTagColumn(), UpdatedAtColumn()]
    search_fields = ["question", "short_answer", "answer"]


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

    items = (QuestionViewSet, CitationViewSet, DisclosureViewSet)
    menu_label = _("Questions")
    menu_icon = "help"
    menu_order = 130

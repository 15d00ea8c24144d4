"""The question library in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from editorial.models import Citation, Disclosure, Question
from editorial.views.question_import import QuestionImportViewSet
from navigation.viewsets import RecordViewSet


class QuestionViewSet(RecordViewSet):
    """Questions and answers."""

    model = Question
    icon = "help"
    menu_label = _("Question library")
    list_display = ["question", "short_answer", LiveStatusTagColumn(), UpdatedAtColumn()]
    search_fields = ["question", "short_answer", "answer"]


class CitationViewSet(RecordViewSet):
    """What answers rest on."""

    model = Citation
    icon = "openquote"
    menu_label = _("Sources")
    list_display = ["title", "authors", "year", "checked_date"]


class DisclosureViewSet(RecordViewSet):
    """The standing disclosure."""

    model = Disclosure
    icon = "warning"
    menu_label = _("Disclosure")


class QuestionsGroup(SnippetViewSetGroup):
    """The menu entry for questions and what they rest on."""

    items = (QuestionViewSet, QuestionImportViewSet, CitationViewSet, DisclosureViewSet)
    menu_label = _("Questions")
    menu_icon = "help"
    menu_order = 130

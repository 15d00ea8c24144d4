"""The screens that every shared record has in the editor.

Wagtail's own, mended where they answer bad input with an error page.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from wagtail.snippets.views.chooser import (
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)
from wagtail.snippets.views.snippets import SnippetViewSet


class ChosenRecordView(SnippetChosenView):
    """Finds nothing under a key that is no number, instead of failing."""

    def get_object(self, pk: str) -> Any:
        try:
            return super().get_object(pk)
        except ValueError as error:
            raise Http404 from error


class ChosenRecordsView(SnippetChosenMultipleView):
    """Finds nothing under keys that are no numbers, instead of failing."""

    def get_objects(self, pks: list[str]) -> Any:
        try:
            return super().get_objects(pks)
        except ValueError as error:
            raise Http404 from error


class NoCreationView(SnippetCreateView):
    """Takes no request: a record is made on its own screen, and the chooser has no form for it."""

    http_method_names = ["options"]


class RecordChooserViewSet(SnippetChooserViewSet):
    """The windows in which a record is chosen for a page."""

    chosen_view_class = ChosenRecordView
    chosen_multiple_view_class = ChosenRecordsView
    create_view_class = NoCreationView


class CompleteRevert:
    """Checks a record that is taken back to an older version as if it were to be published.

    Wagtail checks what it stores here in full, but the form before it only as a draft: an emptied
    field got past the form and then failed.
    """

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.saving_as_draft = False


class RecordViewSet(SnippetViewSet):
    """List, form, history and choosers of one kind of shared record."""

    chooser_viewset_class = RecordChooserViewSet

    @property
    def revisions_revert_view_class(self) -> type:
        """Return Wagtail's screen for going back, with the full check."""
        return type("RevertView", (CompleteRevert, super().revisions_revert_view_class), {})

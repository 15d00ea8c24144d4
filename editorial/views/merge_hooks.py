"""Merging from the library's list, and how the history of a question tells of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from editorial.models import Question
from editorial.services.merge_plans import check_may_merge
from editorial.services.question_merge import LOG_ACTIONS
from editorial.views.merging import merge_address, merge_buttons


@hooks.register("register_snippet_listing_buttons")
def merge_in_list(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    """Offer merging at each question of the list."""
    return merge_buttons(snippet, user) if isinstance(snippet, Question) else []


@hooks.register("register_bulk_action")
class MergeTickedQuestions(SnippetBulkAction):
    """Leads from two ticked questions to the overview of merging them."""

    models = [Question]
    display_name = gettext_lazy("Merge")
    action_type = "merge"
    aria_label = gettext_lazy("Merge the two ticked questions")
    template_name = "editorial/merging/index.html"
    action_priority = 20

    def check_perm(self, snippet: Any) -> bool:
        """Tell whether this person may merge; the screen asks again."""
        return bool(merge_buttons(snippet, self.request.user))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead on, or say that it takes two."""
        check_may_merge(request.user)  # type: ignore[arg-type]
        known = set(map(str, Question.objects.in_use().values_list("pk", flat=True)))
        keys = known.intersection(request.GET.getlist("id"))
        found = Question.objects.filter(pk__in=keys).with_page_count()
        rows = list(found.order_by("page_count", "-pk"))
        if len(rows) != 2 or len(request.GET.getlist("id")) != 2:
            messages.error(request, _("Tick the two questions that say the same, then Merge."))
            listing = Question.snippet_viewset.get_url_name("list")
            return redirect(get_valid_next_url_from_request(request) or listing)
        return redirect(merge_address(rows[0].pk, rows[1].pk))


class MergeLogFormatter(LogFormatter):
    """Tells in a question's history what it was merged with."""

    label = gettext_lazy("Merge")

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence for one entry."""
        return str(log_entry.data.get("summary", self.label))


@hooks.register("register_log_actions")
def name_log_action(actions: LogActionRegistry) -> None:
    """Let the history of a question tell what it was merged with."""
    for action in LOG_ACTIONS:
        actions.register_action(action)(MergeLogFormatter)

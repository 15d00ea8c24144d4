"""The question library in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from editorial.services.question_import import LOG_ACTION
from editorial.viewsets import QuestionsGroup

register_snippet(QuestionsGroup)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Tell in the history of a question that it came from a document."""
    actions.register_action(LOG_ACTION, _("Import"), _("Made by an import from a document"))

"""The question library, medical review and the list "To do" in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

# Imported for what they register.
from editorial import (  # noqa: F401
    citation_uses,
    claim_hooks,
    digest_account,
    review_hooks,
    to_do_hooks,
)
from editorial.rich_text import register_citation_feature
from editorial.services.question_import import LOG_ACTION
from editorial.views import merge_hooks  # noqa: F401
from editorial.viewsets import QuestionsGroup

register_snippet(QuestionsGroup)


@hooks.register("register_rich_text_features")
def offer_to_cite_a_source(features: FeatureRegistry) -> None:
    """Let rich text cite sources."""
    register_citation_feature(features)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Tell in the history of a question that it came from a document."""
    actions.register_action(LOG_ACTION, _("Import"), _("Made by an import from a document"))

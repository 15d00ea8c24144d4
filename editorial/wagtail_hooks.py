"""The question library, medical review and the list "To do" in the editor."""

from __future__ import annotations

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

# Imported for what they register.
from editorial import citation_uses, claim_hooks, review_hooks, to_do_hooks  # noqa: F401
from editorial.rich_text import register_citation_feature
from editorial.views import merge_hooks  # noqa: F401
from editorial.viewsets import QuestionsGroup

register_snippet(QuestionsGroup)


@hooks.register("register_rich_text_features")
def offer_to_cite_a_source(features: FeatureRegistry) -> None:
    """Let rich text cite sources."""
    register_citation_feature(features)

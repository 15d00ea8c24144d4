"""The question library in the editor."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

# Imported for what it registers.
from editorial import claim_hooks  # noqa: F401
from editorial.viewsets import QuestionsGroup

register_snippet(QuestionsGroup)

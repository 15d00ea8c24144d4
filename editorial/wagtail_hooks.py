"""The question library and the list "To do" in the editor."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

# Imported for what it registers.
from editorial import to_do_hooks  # noqa: F401
from editorial.viewsets import QuestionsGroup

register_snippet(QuestionsGroup)

"""The question library and medical review in the editor."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from editorial import review_hooks  # noqa: F401, which registers itself
from editorial.viewsets import QuestionsGroup

register_snippet(QuestionsGroup)

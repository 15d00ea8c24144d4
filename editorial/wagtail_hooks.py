"""The question library in the editor."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from editorial.viewsets import QuestionsGroup

register_snippet(QuestionsGroup)

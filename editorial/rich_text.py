"""Citing a source in rich text: how a mark is stored, expanded and shown in the editor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    KEEP_WHITESPACE,
    InlineEntityElementHandler,
)
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from editorial.models import Citation
from editorial.rules.citations import CITATION, expanded_mark

ENTITY = "CITATION"


class CitationMarkHandler(EmbedHandler):
    """Expands a stored mark to one that waits for its number; the page's list gives it that."""

    identifier = CITATION

    @staticmethod
    def get_model() -> type[Model]:
        """Return what a mark refers to."""
        return Citation

    @staticmethod
    def expand_db_attributes(attrs: dict[str, str]) -> str:
        """Return the mark without a number; ``""`` when it names no source."""
        return expanded_mark(attrs.get("id", ""))

    @classmethod
    def extract_references(
        cls, attrs: dict[str, str]
    ) -> Iterator[tuple[type[Model], str, str, str]]:
        """Yield the source, so that Wagtail lists the text among its uses."""
        if expanded_mark(attrs.get("id", "")):
            yield Citation, attrs["id"], "", ""


class CitationMarkReader(InlineEntityElementHandler):
    """Puts a stored mark into the editor, with the short name of its source as its text."""

    mutability = "IMMUTABLE"

    def handle_starttag(self, name: str, attrs: Any, state: Any, contentstate: Any) -> None:
        """Begin the mark and write its text; it has an end tag of its own, as every element."""
        super().handle_starttag(name, attrs, state, contentstate)
        state.current_block.text += f"[{_name(dict(attrs).get('id', ''))}]"
        state.leading_whitespace = KEEP_WHITESPACE

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        """Return what the editor knows of the mark; no title for a source that is gone."""
        citation = _citation(attrs.get("id", ""))
        return {"id": attrs.get("id", ""), "title": str(citation) if citation else ""}


def stored_mark(props: dict[str, Any]) -> Any:
    """Return the stored form of a mark that the editor holds; its text there is not kept."""
    return DOM.create_element("embed", {"embedtype": CITATION, "id": props.get("id")})


def register_citation_feature(features: FeatureRegistry) -> None:
    """Offer "Cite a source" in every rich-text field that names the feature."""
    features.register_embed_type(CitationMarkHandler)
    features.register_converter_rule(
        "contentstate",
        CITATION,
        {
            "from_database_format": {
                f'embed[embedtype="{CITATION}"]': CitationMarkReader(ENTITY),
            },
            "to_database_format": {"entity_decorators": {ENTITY: stored_mark}},
        },
    )
    features.register_editor_plugin(
        "draftail",
        CITATION,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "openquote",
                "description": gettext_lazy("Cite a source"),
                "chooserUrls": {
                    "citationChooser": reverse_lazy(
                        Citation.snippet_viewset.chooser_viewset.get_url_name("choose")
                    )
                },
            },
            js=["wagtailadmin/js/chooser-modal.js", "js/editor/citation-mark.js"],
        ),
    )


def _name(key: str) -> str:
    citation = _citation(key)
    return citation.short_name if citation else _("source missing")


def _citation(key: str) -> Citation | None:
    if not expanded_mark(key):
        return None
    found: Citation | None = Citation.objects.filter(pk=int(key)).first()
    return found

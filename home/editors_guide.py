"""``docs/editors-guide.md``, shown in the editor to those whom it is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

GUIDE = Path(settings.BASE_DIR) / "docs" / "editors-guide.md"
PICTURES = "images/"


class EditorsGuideView(WagtailAdminTemplateMixin, TemplateView):
    """The guide, for everybody who works in the editor."""

    template_name = "home/editors_guide.html"
    page_title = _("Guide to this site")
    header_icon = "help"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"guide_html": guide_html()}


@cache
def guide_html() -> SafeString:
    """Return the guide as HTML, without its title, which the screen has."""
    # Safe: our own document, and HTML in it is shown as text.
    return mark_safe(as_html(GUIDE.read_text(encoding="utf-8")))


def as_html(text: str) -> str:
    """Return Markdown as HTML, each heading with the address by which GitHub would know it.

    Pictures become the site's own files, and tables can be moved within on a narrow screen.
    """
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text.partition("\n")[2] if text.startswith("# ") else text)
    for token, content in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(content.content))
    for token in _inside(tokens):
        if token.type == "image":
            token.attrs |= _picture(str(token.attrs["src"]).removeprefix(PICTURES))
    html = str(markdown.renderer.render(tokens, markdown.options, {}))
    html = html.replace("<table>", '<div class="wide-table" tabindex="0"><table class="listing">')
    return html.replace("</table>", "</table></div>")


def anchor(heading: str) -> str:
    """Return the address of a heading within its document, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _picture(name: str) -> dict[str, str | int]:
    """Return the attributes of a picture, with the room that it takes before it is there."""
    with Image.open(GUIDE.parent / PICTURES / name) as picture:
        width, height = picture.size
    return {"src": static(f"guide/{name}"), "width": width, "height": height, "loading": "lazy"}


def _inside(tokens: Sequence[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]

"""Rich text ready to print, with all its links looked up in one go."""

from __future__ import annotations

import re

from django.db.models import Model
from wagtail.models import Page
from wagtail.rich_text import expand_db_html
from wagtail.rich_text.pages import PageLinkHandler

from page_cache.tags import PageFetch

# Control characters come with text pasted from a PDF. They mean nothing in HTML, so that one of
# them can part the texts once they are gone.
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
SEPARATOR = "\x1f"
LINK = re.compile(r"<a\b[^>]*>")
PAGE_LINK = re.compile(r'\blinktype="page"')
LINK_ID = re.compile(r'\bid="(\d+)"')
# Longer numbers are no keys of a database.
LONGEST_KEY = 18
# The editor's own marks, which change with every save.
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


def expand_each(fetch: PageFetch, *stored: str) -> tuple[str, ...]:
    """Return each stored rich text as HTML, its page links resolved with one query for all."""
    if not stored:
        return ()
    joined = SEPARATOR.join(CONTROL_CHARACTERS.sub("", text) for text in stored)
    joined = BLOCK_KEY.sub("", joined)
    for link in LINK.findall(joined):
        key = LINK_ID.search(link)
        if key and PAGE_LINK.search(link):
            fetch.key("wagtailcore.page", key[1])
    return tuple(expand_db_html(joined).split(SEPARATOR))


class LivePageLinkHandler(PageLinkHandler):
    """Links to live pages; a link to a page that is gone or not published stays plain text.

    No page type of this site has an address of its own making, so the rows of the page table are
    enough, where Wagtail's handler asks once more for each type.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, str]]) -> list[Model | None]:
        """Return the live page of each link, ``None`` where there is none."""
        pages = Page.objects.live().in_bulk({_key(attrs) for attrs in attrs_list})
        return [pages.get(_key(attrs)) for attrs in attrs_list]


def _key(attributes: dict[str, str]) -> int:
    key = attributes.get("id", "")
    return int(key) if key.isdecimal() and len(key) <= LONGEST_KEY else 0

"""What each page says, kept for the site's search."""

from __future__ import annotations

from django.db import models
from wagtail.models import Page
from wagtail.search import index


class SearchText(index.Indexed, models.Model):
    """The words that a visitor read on a page when it was looked at last.

    All as :func:`seo.rules.search_words.search_words` gives them, each once: ``words`` has those of
    the whole page, ``title`` those of its title, ``about`` those of its headings and description.
    In these two a space stands before and after each. ``is_indexed`` is false until the search
    index has them.
    """

    page = models.OneToOneField(
        Page, primary_key=True, on_delete=models.CASCADE, related_name="search_text"
    )
    title = models.TextField()
    about = models.TextField()
    words = models.TextField()
    is_indexed = models.BooleanField(default=False, db_index=True)

    search_fields = [index.SearchField("words"), index.FilterField("page")]
    # Each entry makes the index read itself through, so many are added at once, by scheduled work.
    search_auto_update = False
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.title.strip()

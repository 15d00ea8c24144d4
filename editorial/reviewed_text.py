"""Which clinical texts a page shows, and who signed them."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from django.http import HttpRequest
from django.utils import formats
from wagtail.models import Locale

from clinic.fetching import person_data
from clinic.profile_pages import profile_url
from editorial.models import Signature
from editorial.page_data import ReviewData
from editorial.pieces import pieces_of
from page_cache.tags import PageFetch


class ReviewedText:
    """The clinical texts of one page, gathered while it is read."""

    def __init__(self, fetch: PageFetch) -> None:
        self._fetch = fetch
        self._hashes: set[str] = set()

    def add(self, record: Any, *, keys: Container[str] | None = None) -> None:
        """Add the texts of ``record`` as it is shown, or those called ``keys``."""
        self._hashes |= {
            piece.hash for piece in pieces_of(record) if keys is None or piece.key in keys
        }

    def as_data(self, request: HttpRequest, locale: Locale) -> ReviewData | None:
        """Return who reviewed the page; ``None`` unless every one of its texts is signed
        by somebody whom visitors can see.

        The day is that of the text that was read longest ago. One query, and two more for a page
        that is signed.
        """
        if not self._hashes:
            return None
        self._fetch.collection("signatures")
        signed = Signature.objects.by_hash(self._hashes)
        if len(signed) < len(self._hashes):
            return None
        signatures = sorted(signed.values(), key=lambda row: (row.reviewed_date, row.pk))
        people = dict.fromkeys(signature.reviewer for signature in signatures)
        # Somebody who was taken off the site is named nowhere on it.
        if not all(self._fetch.shows(person) for person in people):
            return None
        return ReviewData(
            people=tuple(
                person_data(
                    person,
                    fetch=self._fetch,
                    url=profile_url(person.pk, request, self._fetch, locale),
                )
                for person in people
            ),
            reviewed_date=signatures[0].reviewed_date,
            reviewed_on=formats.date_format(signatures[0].reviewed_date),
            next_review_on=formats.date_format(min(row.next_review_date for row in signatures)),
        )

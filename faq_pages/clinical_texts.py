"""The clinical texts of FAQ pages: their own words; each question is signed in the library."""

from __future__ import annotations

from django.utils.translation import gettext as _

from editorial.pieces import clinical_text
from editorial.rules.signed_text import Piece, piece
from faq_pages.models import FAQPage


@clinical_text(FAQPage)
def pieces_of_faq_page(page: FAQPage) -> list[Piece | None]:
    """Return what stands above and below the questions."""
    parts = [page.heading or page.title, page.opening, page.closing, page.summary]
    return [piece("own", _("Opening and closing"), parts)]

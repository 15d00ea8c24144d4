"""The clinical texts of the home page and of treatment pages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from editorial.pieces import clinical_text
from editorial.rules.signed_text import Piece, piece
from home.models import HomePage, TreatmentPage


@clinical_text(HomePage)
def pieces_of_home_page(page: HomePage) -> list[Piece | None]:
    """Return the introduction, who should not come, and how a treatment goes."""
    steps = [part for block in page.steps for part in (block.value["heading"], _body(block))]
    return [
        piece("introduction", _("Introduction"), [page.introduction]),
        piece("not_for", _("Who it is not for"), [page.not_for_heading, page.not_for]),
        piece("steps", _("How it goes"), steps),
    ]


@clinical_text(TreatmentPage)
def pieces_of_treatment_page(page: TreatmentPage) -> list[Piece | None]:
    """Return the introduction and each section."""
    sections = [
        piece(
            f"section-{block.id}",
            block.value["heading"],
            [block.value["heading"], _body(block)],
        )
        for block in page.sections
    ]
    heading = page.heading or page.title
    return [piece("introduction", _("Introduction"), [heading, page.introduction]), *sections]


def _body(block: object) -> str:
    value = block.value["body"]  # type: ignore[attr-defined]
    return str(value.source)

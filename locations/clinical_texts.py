"""The clinical texts of shared page texts and of city pages.

The way here and home, and what a page says about its place, are none: they wait for nobody.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from editorial.pieces import clinical_text
from editorial.rules.signed_text import Piece, piece
from locations.models import CityPage, LandingBlueprint
from locations.rules.sections import Mode


def blueprints() -> QuerySet[LandingBlueprint]:
    """Return the shared page texts with their sections."""
    return LandingBlueprint.objects.prefetch_related("sections")


def pages_with_words_of_their_own() -> QuerySet[CityPage]:
    """Return the city pages with own wordings or questions; the others show shared text alone."""
    own = Q(section_overrides__mode=Mode.OWN) | Q(local_questions__is_clinical=True)
    pages: QuerySet[CityPage] = CityPage.objects.filter(own).distinct()
    return pages.select_related("blueprint").prefetch_related(
        "blueprint__sections", "section_overrides", "local_questions"
    )


@clinical_text(LandingBlueprint, among=blueprints)
def pieces_of_blueprint(blueprint: LandingBlueprint) -> list[Piece | None]:
    """Return each section that is clinical, tokens as they are written: signed once for all."""
    return [
        piece(f"section-{section.key}", section.heading, [section.heading, section.body])
        for section in blueprint.sections.all()
        if section.is_clinical
    ]


@clinical_text(CityPage, among=pages_with_words_of_their_own)
def pieces_of_city_page(page: CityPage) -> list[Piece | None]:
    """Return the page's own wordings of clinical sections, and its own clinical questions."""
    sections = page.blueprint.sections.all() if page.blueprint else []
    clinical = {section.key: section.heading for section in sections if section.is_clinical}
    wordings = [
        piece(f"own-{row.section_key}", heading, [heading, row.body])
        for row in page.section_overrides.all()
        if row.mode == Mode.OWN and (heading := clinical.get(row.section_key))
    ]
    questions = [
        piece(f"question-{row.translation_key}", row.question, [row.question, row.answer])
        for row in page.local_questions.all()
        if row.is_clinical
    ]
    return [*wordings, *questions]

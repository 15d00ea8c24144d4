"""The clinical texts of shared page texts, of the hub and of city pages.

The way here and home, and what a page says about its place, are none: they wait for nobody. Nor is
the title of a city page, the name of its place.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from editorial.clinical_texts import search_piece, sources_piece
from editorial.pieces import clinical_text
from editorial.rules.signed_text import Piece, piece
from locations.models import (
    BlueprintSection,
    CityIndexPage,
    CityPage,
    LandingBlueprint,
    LocalQuestion,
)
from locations.rules.sections import Mode


def blueprints() -> QuerySet[LandingBlueprint]:
    """Return the shared page texts with their sections and sources."""
    return LandingBlueprint.objects.prefetch_related("sections", "citations")


def pages_with_words_of_their_own() -> QuerySet[CityPage]:
    """Return the city pages with clinical words of their own; the others show shared text alone."""
    own = Q(section_overrides__mode=Mode.OWN) | Q(local_questions__is_clinical=True)
    for_search = ~Q(seo_title="", search_description="")
    pages: QuerySet[CityPage] = CityPage.objects.filter(own | for_search).distinct()
    return pages.select_related("blueprint").prefetch_related(
        "blueprint__sections", "section_overrides", "local_questions"
    )


@clinical_text(CityIndexPage)
def pieces_of_hub(page: CityIndexPage) -> list[Piece | None]:
    """Return what stands above and below the list of places."""
    return [
        piece("introduction", _("Introduction"), [page.heading or page.title, page.introduction]),
        piece("body", _("Text below the list"), [page.body]),
        search_piece(page),
    ]


@clinical_text(LandingBlueprint, among=blueprints)
def pieces_of_blueprint(blueprint: LandingBlueprint) -> list[Piece | None]:
    """Return headings and each section that is clinical, tokens as they are written.

    So they are signed once for all places.
    """
    headings = [
        blueprint.heading_pattern,
        blueprint.subheading_pattern,
        blueprint.subheading_pattern_same_place,
    ]
    for_search = [blueprint.title_pattern, blueprint.description_pattern]
    return [
        piece("heading", _("Heading, and the line under it"), headings),
        *(piece_of_section(row) for row in blueprint.sections.all() if row.is_clinical),
        sources_piece(blueprint),
        piece("search", _("Texts in search results"), for_search),
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
    for_search = [page.seo_title, page.search_description]
    return [
        *wordings,
        *(piece_of_local_question(row) for row in page.local_questions.all() if row.is_clinical),
        piece("search", _("Texts in search results"), for_search),
    ]


def piece_of_section(row: BlueprintSection) -> Piece | None:
    """Return the text of a shared section, clinical or not."""
    return piece(f"section-{row.key}", row.heading, [row.heading, row.body])


def piece_of_local_question(row: LocalQuestion) -> Piece | None:
    """Return the text of a question from one place, clinical or not."""
    return piece(f"question-{row.translation_key}", row.question, [row.question, row.answer])

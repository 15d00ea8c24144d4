"""The demo's sources, questions, disclosure and shared page text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from clinic.models import Treatment
from editorial.models import Citation, Disclosure, Question, QuestionCitation
from home.demo.content_files import read_content, stable_key
from home.demo.links import link_pages
from home.demo.publishing import DemoLoad, publish_new_record
from locations.models import BlueprintCitation, BlueprintSection, LandingBlueprint


def load_citations(load: DemoLoad) -> dict[str, Citation]:
    """Return the demo's sources by their key in the copy, made where they are missing."""
    citations = {}
    for copy in read_content("citations"):
        citation = _same_source(copy)
        if citation is None:
            citation = _citation(copy)
            publish_new_record(load, citation)
        citations[copy["key"]] = citation
    return citations


def _same_source(copy: Mapping[str, Any]) -> Citation | None:
    """Return the source with the same number, address or title, whatever else was edited."""
    same = Q(title=copy["title"])
    for name in ("doi", "pmid", "url"):
        if copy[name]:
            same |= Q(**{name: copy[name]})
    return Citation.objects.filter(same).first()


def _citation(copy: Mapping[str, Any]) -> Citation:
    fields = ("authors", "title", "journal", "year", "doi", "pmid", "url", "kind_of_study")
    # Not counted from the day of loading: on this very day somebody read the source.
    looked_up = date.fromisoformat(copy["checked_date"]) if copy["confirmed"] else None
    return Citation(**{name: copy[name] for name in fields}, checked_date=looked_up)


def load_disclosure(load: DemoLoad) -> None:
    """Make the disclosure unless the site has one."""
    if Disclosure.objects.filter(locale=load.locale).exists():
        return
    copy = read_content("disclosure")
    disclosure = Disclosure(
        heading=copy["heading"],
        body=copy["body_html"],
        locale=load.locale,
        translation_key=stable_key("disclosure", "first"),
    )
    publish_new_record(load, disclosure)


def load_questions(load: DemoLoad, citations: Mapping[str, Citation]) -> dict[str, Question]:
    """Return the demo's questions by their key in the copy, made where they are missing."""
    questions = {}
    for copy in read_content("questions"):
        key = stable_key("question", copy["key"])
        question = Question.objects.filter(translation_key=key, locale=load.locale).first()
        if question is None:
            question = Question(
                question=copy["question"],
                answer=link_pages(copy["answer_html"], load.pages),
                short_answer=copy["short_answer"],
                marked_up_on_id=load.pages[copy["marked_up_on"]],
                locale=load.locale,
                translation_key=key,
            )
            question.citations = citation_rows(QuestionCitation, copy["citations"], citations)
            publish_new_record(load, question)
        questions[copy["key"]] = question
    return questions


def load_blueprint(
    load: DemoLoad, treatments: Mapping[str, Treatment], citations: Mapping[str, Citation]
) -> LandingBlueprint:
    """Return the shared page text of the demo's city pages, made if it is missing."""
    copy = read_content("blueprint")
    same = LandingBlueprint.objects.filter(slug=copy["slug"], locale=load.locale)
    blueprint: LandingBlueprint | None = same.first()
    if blueprint is not None:
        return blueprint
    patterns = (
        "heading_pattern",
        "subheading_pattern",
        "subheading_pattern_same_place",
        "title_pattern",
        "description_pattern",
    )
    blueprint = LandingBlueprint(
        name=copy["name"],
        slug=copy["slug"],
        treatment=treatments[copy["treatment"]] if copy["treatment"] else None,
        locale=load.locale,
        translation_key=stable_key("blueprint", copy["slug"]),
        **{name: copy[name] for name in patterns},
    )
    blueprint.sections = [
        BlueprintSection(
            key=row["key"],
            heading=row["heading"],
            body=link_pages(row["body_html"], load.pages),
            placement=row["placement"],
            appearance=row["appearance"],
            is_safety=row["is_safety"],
            is_clinical=row["is_clinical"],
            sort_order=order,
        )
        for order, row in enumerate(copy["sections"])
    ]
    blueprint.citations = citation_rows(BlueprintCitation, copy["citations"], citations)
    publish_new_record(load, blueprint)
    return blueprint


def citation_rows(
    row_type: type[Any], keys: list[str], citations: Mapping[str, Citation]
) -> list[Any]:
    """Return one row for each source, in the order in which ``keys`` names it first."""
    return [
        row_type(citation=citations[key], sort_order=order)
        for order, key in enumerate(dict.fromkeys(keys))
    ]

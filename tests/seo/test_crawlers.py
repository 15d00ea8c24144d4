"""The owner's choice of crawlers, as a program reads it that obeys robots.txt."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest

from seo.crawlers import ANSWER_CRAWLERS, TRAINING_CRAWLERS, robots_lines

ANSWERS = [crawler.token for crawler in ANSWER_CRAWLERS]
TRAINING = [crawler.token for crawler in TRAINING_CRAWLERS]
SEARCH = ["Googlebot", "Bingbot", "Applebot"]
SITEMAP = "https://clinic.example/sitemap.xml"


def readers(*, answers: bool, training: bool) -> set[str]:
    """Return the crawlers that may read a page."""
    parser = RobotFileParser()
    parser.parse(
        robots_lines(
            kept_out=("/admin/", "/search/"),
            answers=answers,
            training=training,
            sitemap_url=SITEMAP,
        )
    )
    assert parser.site_maps() == [SITEMAP]
    everybody = [*SEARCH, *ANSWERS, *TRAINING]
    assert not any(parser.can_fetch(name, "/admin/") for name in everybody)
    return {name for name in everybody if parser.can_fetch(name, "/faq/")}


@pytest.mark.parametrize("answers", [True, False])
@pytest.mark.parametrize("training", [True, False])
def test_each_choice_keeps_out_its_own_crawlers_alone(answers: bool, training: bool) -> None:
    wanted = {*SEARCH, *(ANSWERS if answers else ()), *(TRAINING if training else ())}
    assert readers(answers=answers, training=training) == wanted


def test_each_crawler_is_named_once_with_the_page_of_its_maker() -> None:
    crawlers = [*ANSWER_CRAWLERS, *TRAINING_CRAWLERS]
    assert len({crawler.token.lower() for crawler in crawlers}) == len(crawlers)
    assert all(crawler.source.startswith("https://") for crawler in crawlers)

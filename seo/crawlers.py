"""The programs that read the web, by what they read it for, and where their makers say so.

Google's and Bing's own crawlers are not here: who keeps them away is in no search result at all,
and for that there is the launch switch.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crawler:
    """One program: the name that robots.txt knows it by, whose it is, the page that says so."""

    token: str
    owner: str
    source: str


_OPENAI = "https://platform.openai.com/docs/bots"
_ANTHROPIC = "https://support.claude.com/en/articles/8896518"
_PERPLEXITY = "https://docs.perplexity.ai/guides/bots"

ANSWER_CRAWLERS = (
    Crawler("OAI-SearchBot", "OpenAI", _OPENAI),
    Crawler("Claude-SearchBot", "Anthropic", _ANTHROPIC),
    Crawler("PerplexityBot", "Perplexity", _PERPLEXITY),
)
"""They make the index behind an assistant that answers with links to the pages it read."""

TRAINING_CRAWLERS = (
    Crawler("GPTBot", "OpenAI", _OPENAI),
    Crawler("ClaudeBot", "Anthropic", _ANTHROPIC),
    Crawler("CCBot", "Common Crawl", "https://commoncrawl.org/ccbot"),
    Crawler(
        "Google-Extended",
        "Google",
        "https://developers.google.com/search/docs/crawling-indexing/google-common-crawlers",
    ),
    Crawler("Applebot-Extended", "Apple", "https://support.apple.com/en-us/119829"),
    Crawler(
        "meta-externalagent",
        "Meta",
        "https://developers.facebook.com/docs/sharing/webmasters/web-crawlers",
    ),
)
"""What they read may become part of a model. Search results do not depend on them."""


def robots_lines(
    *, kept_out: tuple[str, ...], answers: bool, training: bool, sitemap_url: str
) -> list[str]:
    """Return the lines of robots.txt for a launched site.

    ``kept_out`` are paths that nobody is to read. ``answers`` and ``training`` tell whether the
    crawlers of these kinds may read the rest. A crawler that is not named obeys the first group.
    """
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in kept_out)]
    for allowed, crawlers in ((answers, ANSWER_CRAWLERS), (training, TRAINING_CRAWLERS)):
        if not allowed:
            lines += ["", *(f"User-agent: {crawler.token}" for crawler in crawlers), "Disallow: /"]
    return [*lines, "", f"Sitemap: {sitemap_url}"]


def names(crawlers: tuple[Crawler, ...]) -> str:
    """Return the names of ``crawlers`` as a list in words."""
    return ", ".join(f"{crawler.token} ({crawler.owner})" for crawler in crawlers)

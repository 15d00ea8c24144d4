"""Which differences between two pages count as a change of content."""

from __future__ import annotations

import pytest

from seo.content_digest import content_digest, read_page

PAGE = (
    "<!doctype html><html><head><title>A title</title>"
    '<script type="application/ld+json">{"@graph":[{"@id":"#a","name":"A"},{"@id":"#b"}]}</script>'
    "</head><body><header>Menu</header><main><h1>Costs</h1>"
    '<p>It costs $400. <a href="/contact/">Call us</a></p>'
    '<img src="/a.png" alt="A chair"><p data-not-content>Last updated May 1</p>'
    "<p>Bye.</p></main><footer>Foot</footer></body></html>"
)

CHANGES = {
    "a word": ("$400", "$500"),
    "a word after what is ignored": ("Bye.", "So long."),
    "a link": ("/contact/", "/call/"),
    "what a picture shows": ("A chair", "A window"),
    "a value of the graph": ('"name":"A"', '"name":"B"'),
    "a node of the graph": (',{"@id":"#b"}', ""),
    "a sentence taken away": ("<p>Bye.</p>", ""),
}
NO_CHANGES = {
    "space between words": ("It costs $400.", "It  costs\n   $400."),
    "markup": ("<h1>Costs</h1>", '<h1 class="large"><span>Costs</span></h1>'),
    "the menu": ("Menu", "Other menu"),
    "the foot": ("Foot", "Other foot"),
    "the title": ("A title", "Another"),
    "the day of publishing": ("May 1", "June 1"),
    "the address of a picture": ("/a.png", "/a.1f2e.png"),
    "the order of nodes": (
        '{"@id":"#a","name":"A"},{"@id":"#b"}',
        '{"@id":"#b"},{"@id":"#a","name":"A"}',
    ),
    "the order of keys": ('{"@id":"#a","name":"A"}', '{"name":"A","@id":"#a"}'),
    "the day in the graph": ('"name":"A"', '"name":"A","dateModified":"2026-05-01"'),
    "a program": ("<p>Bye.", "<script>go()</script><style>p {}</style><p>Bye."),
}


def changed(old: str, new: str) -> bool:
    assert old in PAGE
    return content_digest(PAGE) != content_digest(PAGE.replace(old, new))


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_content_changes_the_digest(name: str) -> None:
    assert changed(*CHANGES[name])


@pytest.mark.parametrize("name", NO_CHANGES)
def test_anything_else_leaves_it(name: str) -> None:
    assert not changed(*NO_CHANGES[name])


def test_one_letter_written_in_two_ways_is_one_letter() -> None:
    assert content_digest("<main>caf\u00e9</main>") == content_digest("<main>cafe\u0301</main>")


def test_what_is_ignored_ends_where_its_element_ends() -> None:
    html = "<main><div data-not-content><div>1</div>2<img alt='x'></div>3</main>"
    assert content_digest(html) == content_digest("<main>3</main>")
    assert content_digest(html) != content_digest("<main>4</main>")
    void = '<main><img data-not-content alt="x">3</main>'
    assert content_digest(void) == content_digest("<main>3</main>")


def test_words_and_links_are_told_apart() -> None:
    assert content_digest('<main><a href="b">a</a></main>') != content_digest("<main>a b</main>")


def test_a_graph_that_is_not_json_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        content_digest('<script type="application/ld+json">{</script>')


def test_the_words_of_title_and_headings_are_told_from_the_rest() -> None:
    page = PAGE.replace(
        "<p>Bye.</p>",
        "<h2>Who <b>pays</b></h2><p>You do.</p><summary><h3>When?</h3></summary><p>Then.</p>",
    )
    read = read_page(page)
    assert (read.title, read.headings) == ("Costs", "Who pays When?")
    assert read.words == "Costs It costs $400. Call us A chair Who pays You do. When? Then."

"""Tokens: what editors are told about them, and how they are filled in."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locations.rules.tokens import (
    TOKEN_NAMES,
    TOKENS,
    fill_html,
    fill_text,
    find_problems,
)

# A busy machine is no fault of the code.
unhurried = settings(deadline=None)

VALUES: dict[str, str | None] = {
    "place": "Palo Alto",
    "state_code": "CA",
    "clinic_city": "Los Altos",
    "clinic_phone": "(650) 555-0142",
    "clinic_street": "746 Altos Oaks Dr.",
    "distance_miles": "4",
    "county": None,
    "zip_codes": "",
    "treatment": " ",
}

TOKEN = re.compile(r"\{[a-z]\w*(?:\|[^{}\n]*)?\}")


class TestTheListOfTokens:
    def test_names_each_token_once(self) -> None:
        assert len(TOKEN_NAMES) == len(TOKENS)

    @pytest.mark.parametrize("token", TOKENS, ids=lambda token: token.name)
    def test_each_can_be_written_and_has_words_for_editors(self, token) -> None:  # type: ignore[no-untyped-def]
        assert fill_text(f"{{{token.name}}}", {token.name: "x"}) == "x"
        assert token.description.endswith(".")
        assert token.example


class TestFindProblems:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Plain text.",
            "From {place}, {state_code} it is {distance_miles|a few} miles.",
            "<p>From <b>{place}</b> to <a linktype='page' id='3'>{clinic_city}</a>.</p>",
            "{county|Tom &amp; Jerry's county}",
            "{ } {1, 2} {} {-} {…}",
            "{see below}",
            "{a note, with more}",
            "One { alone.",
            "{ one that stays open",
            "} the other way {",
            "word} another",
        ],
    )
    def test_sound_text_has_none(self, text: str) -> None:
        assert find_problems(text) == []

    @pytest.mark.parametrize(
        ("text", "token", "suggestion", "message"),
        [
            (
                "Near {plaec}.",
                "{plaec}",
                "{place}",
                "There is no token {plaec}. Did you mean {place}?",
            ),
            (
                "{plaec|here}",
                "{plaec}",
                "{place}",
                "There is no token {plaec}. Did you mean {place}?",
            ),
            (
                "Near {city}.",
                "{city}",
                "{place}",
                "There is no token {city}. Did you mean {place}?",
            ),
            (
                "{zip code}",
                "{zip code}",
                "{zip_codes}",
                "There is no token {zip code}. Did you mean {zip_codes}?",
            ),
            (
                "{place is nice}",
                "{place is nice}",
                "{place}",
                "There is no token {place is nice}. Did you mean {place}?",
            ),
            (
                "{weather}",
                "{weather}",
                None,
                "There is no token {weather}. Choose one from the list of tokens.",
            ),
            (
                "{Place}",
                "{Place}",
                "{place}",
                "Write {place}, in small letters and without spaces, instead of {Place}.",
            ),
            (
                "{ place&nbsp;}",
                "{ place\xa0}",
                "{place}",
                "Write {place}, in small letters and without spaces, instead of { place\xa0}.",
            ),
            (
                "{Distance-Miles|a few}",
                "{Distance-Miles|a few}",
                "{distance_miles|a few}",
                "Write {distance_miles|a few}, in small letters and without spaces, instead of "
                "{Distance-Miles|a few}.",
            ),
            (
                "{{place}}",
                "{{place}}",
                "{place}",
                "Write {place} with one brace on each side, instead of {{place}}.",
            ),
            (
                "{place}}",
                "{place}}",
                "{place}",
                "Write {place} with one brace on each side, instead of {place}}.",
            ),
            (
                "{county|in {place}}",
                "{county|in ",
                None,
                "A token cannot stand inside another. Write plain words behind the bar.",
            ),
            (
                "{place| }",
                "{place| }",
                "{place}",
                "There are no words behind the bar of {place| }. Add some, or write {place}.",
            ),
            (
                "From {place to here.",
                "{place",
                "{place}",
                "A brace is missing at {place. Write {place}.",
            ),
            (
                "From place} to here",
                "place}",
                "{place}",
                "A brace is missing at place}. Write {place}.",
            ),
            (
                "<p>{place</p><p>ends here}</p>",
                "{place",
                "{place}",
                "A brace is missing at {place. Write {place}.",
            ),
            (
                "<p>{<b>place</b>}</p>",
                "{place}",
                "{place}",
                "Take bold, italics and links out of the braces of {place}.",
            ),
            (
                '<a href="https://clinic.example/{place}">x</a>',
                "{place}",
                None,
                "{place} cannot stand in the address of a link. Put it in the text.",
            ),
        ],
    )
    def test_each_is_told_once_with_the_right_form(
        self, text: str, token: str, suggestion: str | None, message: str
    ) -> None:
        (problem,) = find_problems(f"{text}\n{text}")
        assert (problem.token, problem.suggestion, problem.message) == (token, suggestion, message)

    def test_come_in_the_order_of_the_text(self) -> None:
        problems = find_problems("{plaec} and {Place}, then {countty}")
        assert [problem.suggestion for problem in problems] == ["{place}", "{place}", "{county}"]

    @pytest.mark.parametrize("name", sorted(TOKEN_NAMES))
    def test_one_slip_of_the_finger_leads_back_to_the_name(self, name: str) -> None:
        (problem,) = find_problems(f"{{{name}x}}")
        assert problem.suggestion == f"{{{name}}}"

    @unhurried
    @given(st.text(alphabet="{}|placeX _-<b>/.\n&;", max_size=40))
    def test_text_without_problems_leaves_no_token_behind(self, text: str) -> None:
        values = dict.fromkeys(TOKEN_NAMES, "value")
        if not find_problems(text):
            assert not TOKEN.search(fill_html(text, values))


class TestFillText:
    @pytest.mark.parametrize(
        ("template", "expected"),
        [
            pytest.param("", "", id="nothing"),
            pytest.param("No token.  Two spaces. ", "No token.  Two spaces. ", id="no token"),
            pytest.param("Near {place}, {state_code}", "Near Palo Alto, CA", id="values"),
            pytest.param("In {county|the county}.", "In the county.", id="fallback"),
            pytest.param("In {place|the town}.", "In Palo Alto.", id="fallback not needed"),
            pytest.param("Go. In {county|}. Stay.", "Go. Stay.", id="empty fallback"),
            pytest.param("In {county}.", "", id="all gone"),
            pytest.param("Go. In {zip_codes}. Stay.", "Go. Stay.", id="empty value"),
            pytest.param("Go. In {treatment}. Stay.", "Go. Stay.", id="blank value"),
            pytest.param("In {county}. Stay.", "Stay.", id="first sentence"),
            pytest.param("Stay. In {county}.", "Stay.", id="last sentence"),
            pytest.param("Stay. In {county}. ", "Stay.", id="last sentence with a space"),
            pytest.param("A is {county}. B is {county}. C.", "C.", id="several"),
            pytest.param("Go! {county}? Stay.", "Go! Stay.", id="other marks"),
            pytest.param("Go. Was it “in {county}?” No.", "Go. No.", id="quoted question"),
            pytest.param("Go. (In {county}.) Stay.", "Go. Stay.", id="in brackets"),
            pytest.param("Go. (In {county}. Or not.) Stay.", "Go. Stay.", id="two in brackets"),
            pytest.param(
                'Go. "In {county}. Or not." Stay.', "Go. Stay.", id="two in straight quotes"
            ),
            pytest.param("Go (far. In {county}. Stay.", "Go (far. Stay.", id="unclosed bracket"),
            pytest.param("Go] far. In {county}.", "Go] far.", id="unopened bracket"),
            pytest.param("Go (a [far). In {county}.", "Go (a [far).", id="crossed brackets"),
            pytest.param("{place} | {county}", "Palo Alto", id="title, last part"),
            pytest.param("{county} | {place}", "Palo Alto", id="title, first part"),
            pytest.param("A | {county} | {place}", "A | Palo Alto", id="title, middle part"),
            pytest.param("A · {county} · B", "A · B", id="title with dots"),
            pytest.param("Go. In {county}. | B", "Go. | B", id="sentence before a separator"),
            pytest.param("Go far\n{county}\nStay", "Go far\nStay", id="line"),
            pytest.param("Go far. {county}.\nStay", "Go far.\nStay", id="end of a line"),
            pytest.param("{county}\nStay", "Stay", id="first line"),
            pytest.param(
                "Go (far\nStay. In {county}) now.", "Go (far\nStay.", id="brackets keep to a line"
            ),
            pytest.param("Stay\n{county}", "Stay", id="last line"),
            pytest.param("Hello, {unknown}!", "Hello, {unknown}!", id="unknown token"),
            pytest.param("{place}{unknown}", "Palo Alto{unknown}", id="unknown beside known"),
            pytest.param("{Place} {see} {}", "{Place} {see} {}", id="other braces"),
            pytest.param("At {clinic_street}.", "At 746 Altos Oaks Dr.", id="one full stop"),
            pytest.param("At {clinic_street}, CA", "At 746 Altos Oaks Dr., CA", id="kept stop"),
            pytest.param("&nbsp; In {county}", "", id="no entities in plain text"),
            pytest.param("1. Go. 2. In {county}. 3. Stay.", "1. Go. 3. Stay.", id="numbered"),
        ],
    )
    def test_table(self, template: str, expected: str) -> None:
        assert fill_text(template, VALUES) == expected

    @pytest.mark.parametrize(
        "sentence",
        [
            "Dr. Smith treats people from {county}.",
            "St. Francis is in {county}.",
            "Stanford Blvd. at the corner leads to {county}.",
            "It is 4.5 miles from {county}.",
            "Come at 8 a.m. or 1 p.m. on weekdays from {county}.",
            "We open at 8 a.m. Monday in {county}.",
            "The U.S. Food and Drug Administration is not in {county}.",
            "Bring e.g. Caltrain tickets from {county}.",
            "J. R. Doe, Ph.D. Harvard, is from {county}.",
            "Take bus No. 5 from {county}.",
            "Room No. {distance_miles} is in {county}.",
            "Call (650) 555-0142 ext. 9 from {county}.",
            "Since Nov. 26 we serve {county}.",
            '"Is it far?" they ask in {county}.',
            "Wait … then drive to {county}.",
            "See clinic.example for {county}.",
        ],
    )
    def test_a_sentence_goes_whole_and_no_other_with_it(self, sentence: str) -> None:
        assert fill_text(f"It is safe. {sentence} We help.", VALUES) == "It is safe. We help."

    @pytest.mark.parametrize(
        "template",
        [
            "We open at 8 a.m. The way from {county} is short.",
            "It is on Foothill Blvd. From {county} it is near.",
            "Ask Dr. Smith, M.D. In {county} he is known.",
            "Does it hurt? No. We serve {county}.",
            "It takes 4.5. {county} is near.",
            "Ask Mr. Young. Our {county} bus is late.",
            "Wait... In {county} it rains.",
            "This is plan B. We serve {county}.",
        ],
    )
    def test_a_sentence_after_an_abbreviation_is_told_apart(self, template: str) -> None:
        first = template[: template.index("{county}")]
        kept = first[: max(first.rindex(mark) for mark in (". ", "? ") if mark in first) + 1]
        assert fill_text(template, VALUES) == kept

    def test_values_are_not_filled_in_themselves(self) -> None:
        values = {"place": "{county}", "county": "Santa Clara"}
        assert fill_text("{place} {county}", values) == "{county} Santa Clara"

    def test_a_value_keeps_to_one_line(self) -> None:
        assert fill_text("In {place}.", {"place": " Palo\r\n  Alto\t"}) == "In Palo Alto."

    def test_a_value_of_another_name_counts_as_known(self) -> None:
        assert fill_text("{drive_time} away", {"drive_time": "An hour"}) == "An hour away"
        assert fill_text("{drive_time} away", {"drive_time": None}) == ""

    def test_plain_text_is_not_escaped(self) -> None:
        assert fill_text("<{place}> & co", {"place": "A & B"}) == "<A & B> & co"


class TestFillHtml:
    @pytest.mark.parametrize(
        ("template", "expected"),
        [
            pytest.param("<p>{place}</p>", "<p>Palo Alto</p>", id="value"),
            pytest.param(
                "<p>Go. <b>In {county} now.</b> Stay.</p>", "<p>Go. Stay.</p>", id="bold sentence"
            ),
            pytest.param(
                "<p>Go. In <b>{county}. Stay.</b></p>",
                "<p>Go. <b>Stay.</b></p>",
                id="bold begins in it",
            ),
            pytest.param(
                "<p><b>Go. In {county}</b> now. Stay.</p>",
                "<p><b>Go. </b>Stay.</p>",
                id="bold ends in it",
            ),
            pytest.param(
                '<p>Go. In <a linktype="page" id="3">{county} <i>and</i></a> more. Stay.</p>',
                "<p>Go. Stay.</p>",
                id="link in it",
            ),
            pytest.param(
                "<p>Go. <b>In {county}.</b> <i>Stay.</i></p>",
                "<p>Go. <i>Stay.</i></p>",
                id="space between tags",
            ),
            pytest.param(
                "<p>Go.</p><p>In {county}.</p><p>Stay.</p>",
                "<p>Go.</p><p>Stay.</p>",
                id="paragraph",
            ),
            pytest.param(
                '<h3 data-block-key="a">In {county}</h3><p>Stay.</p>', "<p>Stay.</p>", id="heading"
            ),
            pytest.param(
                "<ul><li>In {county}</li><li>Stay</li></ul>", "<ul><li>Stay</li></ul>", id="item"
            ),
            pytest.param(
                "<p>Go.</p><ul><li>In {county}</li><li> <b>{county}</b> </li></ul>",
                "<p>Go.</p>",
                id="list",
            ),
            pytest.param(
                "<ol><li>{county}<ul><li>Stay</li></ul></li></ol>",
                "<ol><li><ul><li>Stay</li></ul></li></ol>",
                id="item with a list inside",
            ),
            pytest.param("<p>{county}</p>\n<p>{county}</p>", "\n", id="everything"),
            pytest.param("<p>Go.<br/>In {county}<br/>Stay.</p>", "<p>Go.<br/>Stay.</p>", id="line"),
            pytest.param(
                "<p>Go. In {county}.<br/>Stay.</p>", "<p>Go.<br/>Stay.</p>", id="end of a line"
            ),
            pytest.param("<p>{county}<br>Stay.</p>", "<p>Stay.</p>", id="first line"),
            pytest.param("<p>Stay.<br/>{county}</p>", "<p>Stay.</p>", id="last line"),
            pytest.param(
                "<p>Go.\n In {county}.\n Stay.</p>", "<p>Go.\n Stay.</p>", id="wrapped source"
            ),
            pytest.param(
                "<p>“Go &amp; see.” Dr.&nbsp;Doe is in {county}.&nbsp;Stay&quot;s.</p>",
                "<p>“Go &amp; see.” Stay&quot;s.</p>",
                id="entities",
            ),
            pytest.param(
                "<p>&copy; &bogus; Go. In {county}. Stay.</p>",
                "<p>&copy; &bogus; Go. Stay.</p>",
                id="entity that does not exist",
            ),
            pytest.param("<p>{county|a &amp; b}</p>", "<p>a &amp; b</p>", id="fallback as stored"),
            pytest.param(
                "<p>Go. In {county}<img src='x'/> now. Stay.</p>", "<p>Go. Stay.</p>", id="picture"
            ),
            pytest.param(
                "<p>In {county}. <img src='x'></p>", "<p><img src='x'></p>", id="picture stays"
            ),
            pytest.param(
                "<p><!-- {county} -->Go. In {county}.</p>",
                "<p><!-- {county} -->Go.</p>",
                id="comment",
            ),
            pytest.param(
                "<p><a href=\"/{place}\" title='{county}'>{place}</a></p>",
                "<p><a href=\"/{place}\" title='{county}'>Palo Alto</a></p>",
                id="attributes",
            ),
            pytest.param(
                "<p>{county}</p><p>Go<b> </b></p>", "<p>Go<b> </b></p>", id="empty before"
            ),
            pytest.param("<P>{county}</P>Go", "Go", id="upper case tags"),
            pytest.param(
                "<p>Go.</i> {county}.</p>", "<p>Go.</i></p>", id="end tag without a start"
            ),
            pytest.param("<p>Go. <b>{county}.", "<p>Go.<b>", id="start tags without an end"),
            pytest.param("{place} is text.", "Palo Alto is text.", id="no tags at all"),
            pytest.param("{unknown}", "{unknown}", id="unknown token"),
            pytest.param(
                "<p>{unknown} is. {county}.</p>", "<p>{unknown} is.</p>", id="unknown token stays"
            ),
        ],
    )
    def test_table(self, template: str, expected: str) -> None:
        assert fill_html(template, VALUES) == expected

    @pytest.mark.parametrize(
        "hostile",
        [
            "<script>alert(1)</script>",
            "</p><img src=x onerror=alert(1)>",
            "&lt;b&gt;",
            "\" onclick='x'",
            "<!--",
            "\u2028\u2029\u202e",
        ],
    )
    def test_a_value_is_text_whatever_it_says(self, hostile: str) -> None:
        filled = fill_html("<p>In {place}. <b>{place}</b></p>", {"place": hostile})
        assert tags(filled) == ["p", "b", "/b", "/p"]
        assert text_of(filled) == f"In {shown(hostile)}. {shown(hostile)}"

    @pytest.mark.parametrize(
        "template",
        [
            "<{place}>",
            "</{place}>",
            "<{place} {place}>",
            '<a title="{place}',
            "<!{place}",
            '<a title="x <i>{place}</i>',
            "&{place};",
        ],
    )
    def test_a_value_does_not_complete_what_the_text_began(self, template: str) -> None:
        filled = fill_html(template, {"place": 'b onclick="x">'})
        assert "b" not in tags(filled)


def tags(markup: str) -> list[str]:
    """Return the tags that a parser finds."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            found.append(tag)

        def handle_endtag(self, tag: str) -> None:
            found.append(f"/{tag}")

    reader = Reader()
    reader.feed(markup)
    reader.close()
    return found


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def shown(value: str) -> str:
    """Return a value as it stands in a text: on one line."""
    return " ".join(value.split())


tokens = st.sampled_from(["{place}", "{county}", "{county|here}", "{zip_codes}", "{odd}", "{ }"])
plain_words = st.sampled_from(["Go", "Dr.", "a.m.", "near", "is it?", "end.", "The end.", "|"])
signs = st.sampled_from(["(far", "off)", '"so"', "&amp;", "&nbsp;", "<"])
words = st.one_of(tokens, plain_words, signs)
plain_templates = st.lists(words, max_size=14).map(" ".join)
rich_words = st.one_of(
    words, st.sampled_from(["<b>", "</b>", "<a href='{place}'>", "</a>", "<br/>", "<p>", "</p>"])
)
elements = st.sampled_from(["<p>{}</p>", "<ul><li>{}</li></ul>", "<b>{}</b>", '<a href="/">{}</a>'])
well_formed = st.recursive(
    words,
    lambda inner: st.tuples(elements, st.lists(inner, min_size=1, max_size=4)).map(
        lambda parts: parts[0].replace("{}", " ".join(parts[1]))
    ),
    max_leaves=12,
)
rich_templates = st.lists(rich_words, max_size=20).map(" ".join)
value_texts = st.text(alphabet="ab <>&\"'{}/.|!-\n\u2028", max_size=12)
value_sets = st.fixed_dictionaries(
    {name: st.one_of(st.none(), value_texts) for name in ("place", "county", "zip_codes")}
)


class TestWhateverIsWritten:
    @unhurried
    @given(st.text(max_size=60), value_sets)
    def test_filling_never_raises(self, template: str, values: dict[str, str | None]) -> None:
        fill_text(template, values)
        fill_html(template, values)

    @unhurried
    @given(rich_templates)
    def test_no_known_token_is_left_in_the_text(self, template: str) -> None:
        filled = fill_html(template, {"place": "Palo Alto"})
        left = TOKEN.findall(re.sub(r"<[^>]*>", "", filled))
        assert {token.strip("{} ").partition("|")[0].strip() for token in left} <= {"odd"}

    @unhurried
    @given(rich_templates.map(lambda text: re.sub(r"\{\w[^}]*\}", "word", text)), value_sets)
    def test_a_template_without_tokens_comes_back_unchanged(
        self, template: str, values: dict[str, str | None]
    ) -> None:
        assert fill_html(template, values) == template
        assert fill_text(template, values) == template

    @unhurried
    @given(rich_templates, value_sets)
    def test_no_value_makes_a_tag(self, template: str, values: dict[str, str | None]) -> None:
        harmless = {name: value and shown(value) and "word" for name, value in values.items()}
        assert tags(fill_html(template, values)) == tags(fill_html(template, harmless))

    @pytest.mark.parametrize("filler", ["{a" + " " * 9000, "A. " * 3000, "(" * 9000, "a" * 9000])
    def test_long_text_takes_no_time_to_speak_of(self, filler: str) -> None:
        before = process_time()
        fill_html(filler + "{county}", {})
        find_problems(filler + "{county}")
        assert process_time() - before < 2

    @unhurried
    @given(well_formed)
    def test_elements_stay_closed_and_none_that_lost_its_text_is_left(self, template: str) -> None:
        filled = fill_html(template, {"place": "Palo Alto"})
        open_tags: list[str] = []
        for tag in tags(filled):
            if tag.startswith("/"):
                assert open_tags.pop() == tag[1:]
            else:
                open_tags.append(tag)
        assert open_tags == []
        assert not re.search(r"<(\w+)[^>]*>\s*</\1>", filled)

    @unhurried
    @given(plain_templates)
    def test_no_gap_is_left(self, template: str) -> None:
        filled = fill_text(template, {"place": "Palo Alto"})
        assert "  " not in filled
        assert filled == filled.strip()
        assert not filled.startswith("| ") or template.startswith("| ")
        assert not filled.endswith(" |") or template.endswith(" |")

    @unhurried
    @given(plain_templates, value_sets)
    def test_each_kept_part_stands_in_its_order(
        self, template: str, values: dict[str, str | None]
    ) -> None:
        complete = fill_text(template, dict.fromkeys(values, "#"))
        thinned = fill_text(template, {name: value and "#" for name, value in values.items()})
        position = 0
        for character in thinned.replace("here", "#"):
            position = complete.replace("here", "#").find(character, position) + 1
            assert position > 0

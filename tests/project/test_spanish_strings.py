"""The Spanish catalog: nothing missing, nothing left over, compiled as it is written."""

from __future__ import annotations

import ast
import re
from gettext import GNUTranslations
from pathlib import Path

import polib

from tests.project.public_strings import (
    ROOT,
    Message,
    in_code,
    in_template,
    public_strings,
    public_templates,
)

CATALOG = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"

# What a translation has to keep: values, tokens, gaps for the script, and elements.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+[}|]|(?<![^\W_])_[a-z]+_(?![^\W_])|</?\w+[^>]*>")
# These read the same in both languages.
SAME_IN_BOTH = {"%(miles)s mi", "%(job_title)s, %(credentials)s", "Error: %(title)s"}


def entries() -> dict[Message, tuple[str, ...]]:
    found = {}
    for entry in polib.pofile(str(CATALOG)):
        key = (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)
        plurals = entry.msgstr_plural
        found[key] = tuple(plurals[n] for n in sorted(plurals)) if plurals else (entry.msgstr,)
    return found


def test_every_string_that_a_visitor_reads_is_there_in_spanish_and_no_other() -> None:
    assert entries().keys() == public_strings()


def test_a_translation_says_something_and_keeps_what_is_filled_in() -> None:
    for message, translated in entries().items():
        assert len(translated) == len(message)
        for english, spanish in zip(message, translated, strict=True):
            assert spanish.strip(), english
            assert sorted(PLACEHOLDER.findall(spanish)) == sorted(PLACEHOLDER.findall(english))
            assert spanish != english or english in SAME_IN_BOTH, english


def test_the_compiled_catalog_says_what_the_written_one_says() -> None:
    with CATALOG.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for message, translated in entries().items():
        if len(message) == 1:
            assert (compiled.gettext(message[0]),) == translated
        else:
            assert tuple(compiled.ngettext(*message, number) for number in (1, 2)) == translated
    catalog = {key for key in vars(compiled)["_catalog"] if key}
    assert len(catalog) == sum(map(len, entries()))


def test_nothing_stands_in_a_public_template_without_being_marked_for_translation() -> None:
    """Letters outside tags of HTML and of Django would be English on every page."""
    found = {}
    for path in public_templates():
        text = path.read_text()
        text = re.sub(r"\{% blocktranslate.*?\{% endblocktranslate %\}", "", text, flags=re.S)
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", text, flags=re.S)
        text = re.sub(r"<[^>]*>", "", text)
        if words := re.findall(r"[^\W\d_]{2,}", text):
            found[path.name] = words
    assert found == {}


def test_the_scan_finds_what_is_marked() -> None:
    template = (
        '{% load i18n %}{% translate "One" %}{% include "a" with b=_("Two") %}'
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
    )
    assert set(in_template(template, "x")) == {("One",), ("Two",), ("%(n)s day", "%(n)s days")}
    code = ast.parse('_("One"), gettext_lazy("Two"), ngettext("day", "days", n), other("No")')
    assert set(in_code(code)) == {("One",), ("Two",), ("day", "days")}


def test_catalogs_lie_where_django_looks() -> None:
    assert sorted(Path(ROOT / "locale").glob("*/LC_MESSAGES/django.mo")) == [
        CATALOG.with_suffix(".mo")
    ]

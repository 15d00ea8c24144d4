"""What stands inline in every page is allowed by its hash, and by nothing looser."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client

from operations.inlined import SCRIPT, STYLE, read_script, read_style

ELEMENT = r"<{0}(?: type=\"module\" blocking=\"render\")?>(.*?)</{0}>"


@pytest.mark.django_db
def test_the_policy_allows_the_one_style_and_script_that_a_page_carries(client: Client) -> None:
    response = client.get("/no-such-page/")

    for name in ("style", "script"):
        (text,) = re.findall(ELEMENT.format(name), response.text, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'self' 'sha256-{digest}'" in response["Content-Security-Policy"]


def test_comments_and_indentation_are_not_sent(tmp_path: Path) -> None:
    style, script = tmp_path / "a.css", tmp_path / "a.js"
    style.write_text('/* One\n   rule. */\np {\n  content: "/";\n}\n')
    script.write_text('// Says so.\ngo(\n  "http://a.example", // kept\n);\n')

    assert read_style(style).text == 'p {\ncontent: "/";\n}'
    assert read_script(script).text == 'go(\n"http://a.example", // kept\n);'


@pytest.mark.parametrize("text", ['say("</script>");', 'say("<!--");', 'say("<SCRIPT");', "`a\nb`"])
def test_a_script_that_a_page_cannot_hold_as_it_is_is_refused(tmp_path: Path, text: str) -> None:
    script = tmp_path / "a.js"
    script.write_text(text)

    with pytest.raises(ValueError, match=r"a\.js"):
        read_script(script)


def test_nothing_of_the_files_is_lost_but_comments() -> None:
    static = Path(__file__).resolve().parents[2] / "static"
    style = re.sub(r"/\*.*?\*/", "", (static / "css" / "site.css").read_text(), flags=re.DOTALL)
    script = re.sub(r"(?m)^\s*//.*$", "", (static / "js" / "site.js").read_text())

    assert (STYLE.text.split(), SCRIPT.text.split()) == (style.split(), script.split())

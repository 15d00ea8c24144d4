from __future__ import annotations

import pytest

from operations.admin_scripts import add_nonce, is_known_script

DATE = 'initDateChooser("id_date", {"format": "Y-m-d"});'
ROWS = """
        (function() {
            var panel = new InlinePanel(JSON.parse("{\\u0022prefix\\u0022: \\u0022id_x\\u0022}"));
        })();
    """


@pytest.mark.parametrize(
    "script",
    [
        DATE,
        'initDateTimeChooser("id_go_live_at", {"format": "Y-m-d H:i"});',
        'initTimeChooser("id_opens\\u002Dat", {"format": "H:i"});',
        'new PageChooser("id_page", {"modalUrl": "/admin/choose-page/"});',
        'new Chooser("id_area", {"modalUrl": "/admin/x/"});',
        ROWS,
        ROWS.replace("InlinePanel", "MultipleChooserPanel"),
    ],
)
def test_wagtails_own_inline_scripts_are_known(script: str) -> None:
    assert is_known_script(script)


@pytest.mark.parametrize(
    "script",
    [
        "alert(1)",
        "",
        DATE + "alert(1);",
        "alert(1);" + DATE,
        'initDateChooser("id_date", alert(1));',
        'initDateChooser("id_date", {"format": "Y"}); alert(1); initTimeChooser("x", {});',
        'initAnything("id_date", {});',
        'new PageChooser("id", {}); fetch("/"); new PageChooser("id", {});',
        "new PageChooser(document.cookie, {});",
        'new Function("alert(1)");',
        ROWS.replace("})();", "alert(1); })();"),
    ],
)
def test_any_other_inline_script_is_unknown(script: str) -> None:
    assert not is_known_script(script)


def test_only_known_scripts_get_the_nonce() -> None:
    html = f"<p>a</p><script>{DATE}</script><script>alert(1)</script><script src='x.js'></script>"

    assert add_nonce(html, "abc") == html.replace("<script>init", '<script nonce="abc">init')


def test_a_script_with_attributes_of_its_own_gets_no_nonce() -> None:
    html = f'<script type="module">{DATE}</script>'

    assert add_nonce(html, "abc") == html

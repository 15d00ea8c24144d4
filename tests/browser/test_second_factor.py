"""From a password alone to a second factor, and in again with both, as an editor goes.

Run with ``SCREENSHOTS=1`` it saves the picture of the editor's guide.
"""

from __future__ import annotations

import re
import time
from base64 import b32decode
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from sign_in.models import AuthenticatorApp
from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import field
from tests.browser.screenshots import save_picture
from tests.sign_in.people import code_at

PASSWORD = "a long enough password"


def _sign_in(page: Page) -> None:
    page.goto("/admin/login/")
    page.locator("[name=username]").fill("marketing")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def _sign_out(page: Page) -> None:
    page.context.clear_cookies()


def _next_code(key: bytes) -> str:
    """Return the code of the next step: the one of this step may have been used."""
    app = AuthenticatorApp.objects.filter(user__username="marketing").first()
    used = app.last_step if app else -1
    while int(time.time()) // 30 + 1 <= used:
        time.sleep(0.5)
    moment = timezone.now()
    step = max(int(moment.timestamp()) // 30, used + 1)
    return code_at(key, moment + timedelta(seconds=step * 30 - moment.timestamp()))


def test_an_editor_sets_up_a_phone_and_signs_in_with_it_and_without_it(
    open_page: OpenPage, marketing_editor: User
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    _sign_in(page)
    page.get_by_role("link", name="Skip to main content").wait_for(state="attached")
    page.goto("/admin/account/")
    page.get_by_role("tab", name="More actions").click()
    page.get_by_role("link", name="Second factor").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    save_picture(page, "editor-second-factor", height=900)
    page.get_by_text("No camera? Type the key").click()
    key = b32decode(page.locator(".sign-in-key").inner_text().replace(" ", ""))
    field(page, "Code").fill(_next_code(key))
    field(page, "Your password").fill(PASSWORD)
    page.get_by_role("button", name="Turn it on").click()
    expect(page.locator(".recovery-codes code")).to_have_count(10)
    codes = page.locator(".recovery-codes code").all_inner_texts()

    _sign_out(page)
    _sign_in(page)
    field(page, "Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("status").get_by_text("This code is not right")).to_be_visible()
    field(page, "Code").fill(_next_code(key))
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))

    _sign_out(page)
    _sign_in(page)
    field(page, "Code").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))
    page.goto("/admin/account/second-factor/")
    expect(page.get_by_text("You have 9 recovery codes left.")).to_be_visible()

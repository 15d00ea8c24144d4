"""What a person does in the editor, by the words on the screen."""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect

# Marks a page once Wagtail has taken what its form then holds for the beginning, two seconds after
# the form is there; a form may be put in its place twice. ``conftest.py`` runs it in every page.
MARK_FIRST_LOOK = """
  let ready = 0;
  addEventListener("w-unsaved:ready", (event) => {
    ready = event.timeStamp;
    delete document.documentElement.dataset.firstLook;
  });
  addEventListener("w-unsaved:watch-edits", (event) => {
    if (event.timeStamp - ready > 1900) document.documentElement.dataset.firstLook = "";
  });
"""

# A test machine that is busy with other tests may be slow.
PATIENCE_MS = 60_000

expect.set_options(timeout=PATIENCE_MS)


def open_from_menu(page: Page, group: str, entry: str) -> None:
    """Sign in's first screen, then the side menu: ``group`` opens, ``entry`` is chosen."""
    page.goto("/admin/")
    menu = page.get_by_role("navigation", name="Main menu")
    menu.get_by_role("button", name=group).click()
    menu.get_by_role("link", name=entry, exact=True).click()
    expect(page.get_by_role("main")).to_be_visible()


def open_record(page: Page, group: str, entry: str, name: str) -> None:
    """Open the record called ``name`` from the list that the menu leads to."""
    open_from_menu(page, group, entry)
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    wait_for_form(page)


def add_record(page: Page, group: str, entry: str, button: str) -> None:
    """Press ``button`` (such as "Add place") on the list that the menu leads to."""
    open_from_menu(page, group, entry)
    page.get_by_role("link", name=button).first.click()
    wait_for_form(page)


def open_page_editor(page: Page, *titles: str) -> None:
    """Walk down the page menu: the first titles are stepped into, the last is edited."""
    page.goto("/admin/")
    page.get_by_role("navigation", name="Main menu").get_by_role("button", name="Pages").click()
    for title in titles[:-1]:
        page.get_by_role("link", name=f"View child pages of '{title}'").click()
    page.get_by_role("link", name=f"Edit '{titles[-1]}'").click()
    wait_for_form(page)


def wait_for_form(page: Page) -> None:
    """Return once the form is there and its scripts have run."""
    expect(save_button(page)).to_be_visible()
    page.wait_for_load_state()


def wait_for_first_look(page: Page) -> None:
    """Return once Wagtail saves by itself what is typed; before, it takes it for what was there."""
    wait_for_form(page)
    expect(page.locator("html[data-first-look]")).to_have_count(1)


def wait_until_saved(page: Page) -> None:
    """Be as slow as a person is: an automatic save under way would be stored after a button's.

    Then Wagtail takes it for another window's, and saves no more by itself.
    """
    page.wait_for_timeout(1500)
    expect(page.get_by_text("Saving…", exact=True)).to_be_hidden()


def save_button(page: Page) -> Locator:
    """Return the button at the foot of every edit screen."""
    return page.get_by_role("button", name="Save draft")


def publish(page: Page, action: str = "Publish") -> None:
    """Publish from the menu beside the save button; return once the screen says so."""
    # Wagtail stores a new record half a second after it was typed. Publishing at that very moment
    # would make a second one, so be as slow as a person is.
    if "/add/" in page.url:
        wait_until_saved(page)
    press_action(page, action)
    insist(page, action, messages(page).get_by_text("published"))


def press_action(page: Page, name: str) -> None:
    """Choose ``name`` from the menu beside the save button, by keyboard: the menu moves."""
    page.get_by_role("button", name="More actions").click()
    action = page.get_by_role("button", name=name, exact=True)
    expect(action).to_be_visible()
    action.press("Enter")


def insist(page: Page, action: str, outcome: Locator) -> None:
    """Return once ``outcome`` is there; ``action`` is chosen again if Wagtail warns before.

    It warns of another window, which may be one that is closed by now, and does so only if it
    has asked the server since.
    """
    warning = page.get_by_role("dialog").get_by_role("button", name=action, exact=True)
    expect(warning.or_(outcome).first).to_be_visible()
    if warning.is_visible():
        warning.click()
    expect(outcome.first).to_be_visible()


def messages(page: Page) -> Locator:
    """Return the line at the top that says what has just been done."""
    return page.get_by_role("main").get_by_role("status").first


def field(scope: Page | Locator, label: str) -> Locator:
    """Return the input, list or text box called ``label``, marked as required or not."""
    inputs = scope.locator("input:not([type=checkbox]), select, textarea")
    return inputs.and_(scope.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")))


def panel(page: Page, heading: str) -> Locator:
    """Return the part of the form under ``heading``."""
    return page.get_by_role("region", name=re.compile(rf"^{re.escape(heading)}\*?$"))


def add_row(page: Page, heading: str, label: str) -> Locator:
    """Press "Add …" in a panel of rows and return the new row."""
    rows = panel(page, heading)
    before = rows.get_by_role("region").count()
    # By keyboard: a list of times that is just closing takes a click.
    rows.get_by_role("button", name=f"Add {label}").press("Enter")
    expect(rows.get_by_role("region")).to_have_count(before + 1)
    return rows.get_by_role("region").last


def write(box: Locator, text: str) -> None:
    """Replace what a rich-text field holds by ``text``, typed as a person would."""
    box.click()
    box.press("ControlOrMeta+a")
    box.press_sequentially(text)
    wait_for_form_value(box, text)


def paste(box: Locator, text: str) -> None:
    """Replace what a rich-text field holds by a long ``text``, all at once."""
    box.click()
    box.press("ControlOrMeta+a")
    box.page.keyboard.insert_text(text)
    wait_for_form_value(box, text)


def wait_for_form_value(box: Locator, text: str) -> None:
    """Return once the form would post ``text`` for a rich-text field.

    The editor hands what it holds to the form a moment after the last key.
    """
    form_value = box.locator("xpath=ancestor::*[.//input[@data-draftail-input]][1]").locator(
        "input[data-draftail-input]"
    )
    expect(form_value).to_have_value(re.compile(re.escape(text)))


def choose(page: Page, opener: Locator, name: str) -> None:
    """Open a chooser and choose ``name`` in its window."""
    opener.click()
    window = page.get_by_role("dialog")
    window.get_by_role("link", name=name, exact=True).click()
    expect(window).to_be_hidden()


def preview(page: Page) -> FrameLocator:
    """Return the preview beside the form, opened if it is closed."""
    button = page.get_by_role("button", name="Toggle preview")
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    return page.frame_locator("iframe#w-preview-iframe:not([hidden])")

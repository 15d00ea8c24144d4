"""A marketing editor's tasks, each done as a person would, by what the screen says.

Run with ``SCREENSHOTS=1`` they save the pictures of the editor's guide.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from clinic.models import ClinicSpecialDays
from locations.models import CityPage, SectionOverride
from locations.rules.wordings import wording_hash
from tests.browser import mountain_view
from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import (
    PATIENCE_MS,
    add_record,
    add_row,
    choose,
    field,
    insist,
    messages,
    open_from_menu,
    open_page_editor,
    open_record,
    panel,
    paste,
    press_action,
    preview,
    publish,
    save_button,
    wait_for_first_look,
    wait_for_form,
    wait_until_saved,
    write,
)
from tests.browser.screenshots import save_picture

SITEMAP_NAMES = {"sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def editor(open_page: OpenPage, marketing_editor: User) -> Page:
    """A marketing editor's screen in the size of the pictures."""
    page = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    return page


def html(visitor: Page, path: str) -> str:
    """Return what the site answers to anybody at ``path``."""
    return visitor.request.get(path).text()


def graph(document: str) -> str:
    """Return the markup for search engines in ``document``."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', document, re.DOTALL)
    return json.dumps(json.loads(text), ensure_ascii=False)


def public_paths(visitor: Page, site: str) -> list[str]:
    """Return the path of every page that the sitemap lists."""
    sitemap = ElementTree.fromstring(visitor.request.get("/sitemap.xml").body())  # noqa: S314
    addresses = [entry.text or "" for entry in sitemap.iterfind(".//sitemap:loc", SITEMAP_NAMES)]
    return [address.removeprefix(site) for address in addresses]


def free_day() -> date:
    """Return a day to come on which the demo's clinic has no holiday yet."""
    taken = ClinicSpecialDays.objects.values_list("first_date", flat=True)
    days = (timezone.localdate() + timedelta(days=number) for number in range(20, 60))
    return next(day for day in days if day not in set(taken))


def test_phone_hours_and_address_change_everywhere_at_once_and_can_be_restored(
    editor: Page, visitor: Page, demo_site: str
) -> None:
    paths = public_paths(visitor, demo_site)
    holiday = free_day()

    editor.goto("/admin/")
    save_picture(editor, "editor-first-screen", height=760)
    open_record(editor, "Clinic facts", "Address, phone, hours", "Bay Area Ketamine Center")
    expect(editor.get_by_text(f"Shown on {len(paths)} live pages")).to_be_visible()
    field(editor, "Phone").fill("650-555-0199")
    save_picture(editor, "editor-clinic-facts", height=720)

    monday = panel(editor, "Opening hours").get_by_role("region", name="Hours 1")
    field(monday, "Closes").fill("12:00")
    afternoon = add_row(editor, "Opening hours", "Hours")
    field(afternoon, "Day").select_option("Monday")
    field(afternoon, "Opens").fill("13:30")
    field(afternoon, "Closes").fill("17:45")
    field(afternoon, "Closes").press("Tab")
    save_picture(editor, "editor-opening-hours", show=afternoon)
    closure = add_row(editor, "Holidays and other closures", "Holiday or closure")
    field(closure, "Name").fill("Staff training")
    field(closure, "First day").fill(holiday.isoformat())
    field(closure, "Last day").fill(holiday.isoformat())
    field(closure, "Name").click()
    field(editor, "Street address").fill("12 Maple Court")
    publish(editor)

    for path in paths:
        page = html(visitor, path)
        assert "(650) 555-0199" in page, path
        assert "0142" not in page, path
        assert "12 Maple Court" in page, path
        assert "Altos Oaks" not in page, path
        assert {"+16505550199", "12 Maple Court"} <= set(re.findall(r'"([^"]+)"', graph(page))), (
            path
        )
    contact = html(visitor, "/contact/")
    assert "1:30 pm to 5:45 pm" in contact
    assert "Staff training" in contact
    assert holiday.isoformat() in graph(contact)

    open_record(editor, "Clinic facts", "Address, phone, hours", "Bay Area Ketamine Center")
    editor.get_by_role("link", name="History", exact=True).click()
    earlier = editor.get_by_role("row").filter(has_text="Created").last
    expect(earlier).to_be_visible()
    editor.wait_for_load_state()
    save_picture(editor, "editor-history", height=560)
    earlier.get_by_role("button", name="Actions").click()
    editor.get_by_role("link", name="Review this version").click()
    editor.wait_for_load_state()
    expect(field(editor, "Phone")).to_have_value("(650) 555-0142")
    publish(editor, "Publish this version")
    restored = html(visitor, "/contact/")
    assert "(650) 555-0142" in restored
    assert "0199" not in restored
    assert "1:30 pm" not in restored


def test_facts_of_a_place_are_seen_on_its_city_page_before_they_are_published(
    editor: Page,
    visitor: Page,
) -> None:
    fact = "The parking lot by the park-and-ride stays open until 9 pm."

    open_from_menu(editor, "Places", "Places")
    editor.get_by_role("main").get_by_role("link", name="Palo Alto", exact=True).click()
    wait_for_form(editor)
    expect(editor.get_by_text("Shown on 2 live pages")).to_be_visible()
    row = add_row(editor, "Local facts", "Local fact")
    field(row, "About").select_option("Getting here")
    field(row, "Fact").fill(fact)
    field(row, "Source").fill("Visited by our front desk")
    field(row, "Checked on").fill(timezone.localdate().isoformat())
    field(row, "Fact").click()
    shown = preview(editor).get_by_text(fact)
    expect(shown).to_be_visible()
    shown.scroll_into_view_if_needed()
    save_picture(editor, "editor-place-preview", show=row)
    assert fact not in html(visitor, "/locations/palo-alto-ca/")

    publish(editor)
    assert fact in html(visitor, "/locations/palo-alto-ca/")
    assert fact not in html(visitor, "/locations/cupertino-ca/")


def test_shared_text_is_read_for_any_place_and_refuses_unknown_tokens(
    editor: Page, visitor: Page
) -> None:
    sentence = "From {place} in {county|our county}, call {clinic_phone} first."

    open_record(editor, "Places", "Shared page text", "City pages, general")
    expect(editor.get_by_text("Shown on 6 live pages")).to_be_visible()
    choose(editor, editor.get_by_role("button", name="Choose place"), "Cupertino, CA")
    section = panel(editor, "Sections").get_by_role("region", name="Section 10")
    write(section.get_by_role("textbox").nth(1), sentence)
    filled = preview(editor).get_by_text(
        "From Cupertino in Santa Clara County, call (650) 555-0142 first."
    )
    expect(filled).to_be_visible()
    filled.scroll_into_view_if_needed()
    save_picture(editor, "editor-shared-text-preview", show=section)

    editor.get_by_text("Tokens: words in braces").click()
    expect(editor.get_by_role("cell", name="{place}", exact=True)).to_be_visible()
    save_picture(
        editor, "editor-tokens", show=editor.get_by_role("cell", name="{place}", exact=True)
    )
    heading = panel(editor, "Heading").get_by_role("textbox")
    heading.fill("Ketamine infusions for people from {plase}")
    press_action(editor, "Publish")
    problem = editor.get_by_text("There is no token {plase}. Did you mean {place}?").first
    expect(problem).to_be_visible()
    save_picture(editor, "editor-unknown-token", show=problem)
    assert "{plase}" not in html(visitor, "/locations/cupertino-ca/")

    heading.fill("Ketamine infusions if you live in {place}")
    publish(editor)
    for place, slug in (("Palo Alto", "palo-alto-ca"), ("Stanford", "stanford-ca")):
        page = html(visitor, f"/locations/{slug}/")
        assert f"Ketamine infusions if you live in {place}" in page
        text = BeautifulSoup(page, "html.parser").get_text()
        assert f"From {place} in Santa Clara County, call (650) 555-0142 first." in text


def test_one_city_has_its_own_wording_hides_a_section_and_takes_the_shared_one_back(
    editor: Page,
    visitor: Page,
) -> None:
    own = "People from Sunnyvale often ask about their employer's plan. Call us about it."
    path = "/locations/sunnyvale-ca/"
    assert "Ketamine and migraine" in html(visitor, path)

    open_page_editor(editor, "Home", "Areas we serve", "Sunnyvale, CA")
    cost = editor.get_by_role("group", name="Cost and insurance")
    cost.get_by_role("radio", name="Own wording").check()
    write(cost.get_by_role("textbox"), own)
    migraine = editor.get_by_role("group", name="Ketamine and migraine")
    migraine.get_by_role("radio", name="Hidden here").check()
    save_picture(editor, "editor-own-wording", show=cost)
    safety = editor.get_by_role("group", name="Side effects and risks")
    expect(safety.get_by_role("radio", name="Hidden here")).to_have_count(0)
    publish(editor)

    page = html(visitor, path)
    assert "People from Sunnyvale often ask" in page
    assert 'id="migraine"' not in page
    assert "People from Sunnyvale often ask" not in html(visitor, "/locations/cupertino-ca/")

    open_page_editor(editor, "Home", "Areas we serve", "Sunnyvale, CA")
    cost.get_by_role("radio", name="Shared text").check()
    migraine.get_by_role("radio", name="Shared text").check()
    publish(editor)
    page = html(visitor, path)
    assert "People from Sunnyvale often ask" not in page
    assert "Ketamine and migraine" in page


def test_an_own_wording_is_compared_with_a_changed_shared_text_and_guarded_in_two_windows(
    editor: Page, visitor: Page
) -> None:
    path, mine = "/locations/sunnyvale-ca/", "People from Sunnyvale pay at the door."
    page = CityPage.objects.get(slug="sunnyvale-ca")
    cost = page.blueprint.sections.get(key="cost")
    page.section_overrides.add(
        SectionOverride(
            section_key="cost",
            mode="own",
            body=f"<p>{mine}</p>",
            replaced_text=cost.body,
            replaced_hash=wording_hash(cost.body),
        )
    )
    page.save_revision().publish()
    cost.body = cost.body.replace("itemized bill", "receipt")
    blueprint = page.blueprint
    blueprint.sections.add(cost)
    blueprint.save_revision().publish()

    open_from_menu(editor, "Reports", "Own wordings to look at")
    save_picture(editor, "editor-own-wordings-report", height=320)
    editor.get_by_role("link", name="Sunnyvale, CA").click()
    wait_for_form(editor)
    other_window = editor.context.new_page()
    other_window.goto(editor.url)
    wait_for_form(other_window)

    card = editor.get_by_role("group", name="Cost and insurance")
    expect(card.locator("ins")).to_contain_text("receipt")
    expect(card.get_by_role("textbox")).to_be_hidden()
    question = card.get_by_text("What is to become of your wording?")
    save_picture(editor, "editor-changed-shared-text", show=question)
    card.get_by_role("radio", name="Edit mine.").check()
    write(card.get_by_role("textbox"), "We send a receipt.")
    publish(editor)
    assert "We send a receipt." in html(visitor, path)
    expect(card.get_by_text("Shared text when you wrote yours")).to_have_count(0)

    other_card = other_window.get_by_role("group", name="Cost and insurance")
    other_card.get_by_role("radio", name="Edit mine.").check()
    write(other_card.get_by_role("textbox"), "Pay by card.")
    save_button(other_window).click()
    insist(other_window, "Save draft", other_card.get_by_text("Saved in the other window"))
    expect(other_card.get_by_role("textbox")).to_have_text("Pay by card.")
    save_picture(
        other_window, "editor-two-windows", show=other_card.get_by_text("Which is to stay")
    )
    other_card.get_by_role("radio", name="The one from the other window.").check()
    save_button(other_window).click()
    expect(messages(other_window)).to_contain_text("updated")
    expect(other_card.get_by_role("textbox")).to_have_text("We send a receipt.")


def test_a_seventh_place_gets_its_page_by_generation_and_only_once(
    editor: Page, visitor: Page
) -> None:
    path = "/locations/mountain-view-ca/"

    add_record(editor, "Places", "Places", "Add place")
    field(editor, "Name").fill("Mountain View")
    field(editor, "County").fill("Santa Clara")
    zip_code = add_row(editor, "ZIP codes", "ZIP code")
    field(zip_code, "ZIP code").fill("94040")
    field(editor, "Latitude").fill("37.389390")
    field(editor, "Longitude").fill("-122.081960")
    for topic, text in (
        ("Getting here", mountain_view.GETTING_HERE),
        ("Getting home", mountain_view.GETTING_HOME),
    ):
        fact = add_row(editor, "Local facts", "Local fact")
        field(fact, "About").select_option(topic)
        field(fact, "Fact").fill(text)
        field(fact, "Source").fill("The clinic")
    publish(editor)

    open_from_menu(editor, "Places", "Generate city pages")
    plan = editor.get_by_role("table")
    row = plan.get_by_role("row").filter(has_text="Mountain View")
    expect(row).to_contain_text("Create")
    expect(row).to_contain_text("has no page from this shared text yet")
    expect(plan.get_by_role("row").filter(has_text="Palo Alto")).to_contain_text("Skip")
    save_picture(editor, "editor-generation-plan", show=row)
    with editor.context.expect_page() as opened:
        row.get_by_role("link", name="Preview Mountain View").click()
    rendered = opened.value
    expect(rendered.get_by_role("heading", level=1)).to_contain_text("Mountain View")
    rendered.close()
    editor.get_by_role("button", name="Make 1 draft page").click()
    expect(editor.get_by_text("1 draft page was made.")).to_be_visible()
    assert visitor.request.get(path).status == 404

    editor.get_by_role("link", name="Edit Mountain View, CA").click()
    wait_for_form(editor)
    press_action(editor, "Publish")
    expect(editor.get_by_text("Write the local introduction before you publish")).to_be_visible()
    introduction = panel(editor, "Local introduction").get_by_role("textbox")
    paste(introduction, mountain_view.INTRODUCTION[0])
    wait_until_saved(editor)
    press_action(editor, "Publish")
    expect(messages(editor)).to_contain_text("cannot be published yet")
    expect(messages(editor)).to_contain_text("Your changes are saved as a draft")
    verdict = panel(editor, "Ready to publish?")
    expect(verdict.get_by_text("at least one question that people from Mountain")).to_be_visible()
    verdict.get_by_text("How the points come about").click()
    expect(verdict.get_by_role("row").filter(has_text="Text of its own")).to_be_visible()
    save_picture(editor, "editor-verdict", show=verdict)

    wait_for_first_look(editor)
    paste(introduction, " ".join(mountain_view.INTRODUCTION))
    question = add_row(editor, "Questions from this place", "Question")
    field(question, "Question").fill(mountain_view.QUESTION)
    paste(question.get_by_role("textbox").last, mountain_view.ANSWER)
    # The editor saves by itself and asks the gate again.
    expect(verdict.get_by_text("This page may be published.")).to_be_visible()
    shown = preview(editor).get_by_text("Nearly everybody who comes to us from Mountain View")
    expect(shown).to_be_visible()
    shown.scroll_into_view_if_needed()
    save_picture(editor, "editor-new-city-page", height=760)
    publish(editor)
    assert "Nearly everybody who comes to us from Mountain View" in html(visitor, path)

    open_from_menu(editor, "Reports", "City pages")
    row = editor.get_by_role("table").get_by_role("row").filter(has_text="Mountain View")
    expect(row).to_contain_text("Live")
    save_picture(editor, "editor-city-pages-report")

    open_from_menu(editor, "Places", "Generate city pages")
    expect(editor.get_by_text("Nothing to do: no page is missing.")).to_be_visible()
    expect(editor.get_by_role("button", name=re.compile("Make .* draft"))).to_have_count(0)


def test_a_plan_says_why_a_place_is_in_conflict(editor: Page, visitor: Page) -> None:
    open_page_editor(editor, "Home", "Areas we serve", "Cupertino, CA")
    editor.get_by_role("tab", name="Promote").click()
    slug = field(editor, "Slug")
    slug.fill("mountain-view-ca")
    publish(editor)
    add_record(editor, "Places", "Places", "Add place")
    field(editor, "Name").fill("Mountain View")
    field(editor, "County").fill("Santa Clara")
    publish(editor)

    open_from_menu(editor, "Places", "Generate city pages")
    row = editor.get_by_role("table").get_by_role("row").filter(has_text="Mountain View")
    expect(row).to_contain_text("Conflict")
    expect(row).to_contain_text("Cupertino, CA")
    expect(editor.get_by_text("settle the conflict below first")).to_be_visible()
    expect(editor.get_by_role("button", name=re.compile("Make .* draft"))).to_have_count(0)


def test_a_question_is_written_once_and_placed_where_wanted(editor: Page, visitor: Page) -> None:
    question = "May I eat before I come?"

    add_record(editor, "Questions", "Question library", "Add question")
    panel(editor, "Question").get_by_role("textbox").fill(question)
    write(panel(editor, "Answer").get_by_role("textbox"), "Please do not eat for four hours.")
    publish(editor)

    faq = "Ketamine infusion therapy for migraine in Los Altos, CA"
    open_page_editor(editor, "Home", "Questions", faq)
    row = add_row(editor, "Questions", "Question")
    choose(editor, row.get_by_role("button", name="Choose question"), question)
    row.get_by_role("button", name="Move up").click()
    save_picture(editor, "editor-faq-questions", show=row)
    publish(editor)

    page = html(visitor, "/faq/ketamine-for-migraine/")
    headings = re.findall(r"<summary><h3>(.*?)</h3></summary>", page)
    assert headings.index(question) == len(headings) - 2
    assert "Please do not eat for four hours." in page


def test_a_treatment_gets_its_page(editor: Page, visitor: Page) -> None:
    add_record(editor, "Clinic facts", "Treatments", "Add treatment")
    field(editor, "Name").fill("Magnesium infusion for migraine")
    field(editor, "In one or two sentences").fill("Magnesium, given slowly through a vein.")
    field(editor, "Length of a session").fill("1 hour")
    publish(editor)

    editor.goto("/admin/")
    menu = editor.get_by_role("navigation", name="Main menu")
    menu.get_by_role("button", name="Pages").click()
    menu.get_by_role("link", name="View child pages of 'Home'").click()
    menu.get_by_role("link", name="Treatments", exact=True).click()
    editor.get_by_role("link", name="Add child page").first.click()
    wait_for_form(editor)
    field(editor, "Title").fill("Magnesium infusion")
    choose(
        editor,
        editor.get_by_role("button", name="Choose treatment"),
        "Magnesium infusion for migraine",
    )
    write(panel(editor, "Introduction").get_by_role("textbox"), "A mineral, given through a vein.")
    save_picture(editor, "editor-treatment-page", height=820)
    publish(editor)

    assert "Magnesium infusion" in html(visitor, "/treatments/")
    page = html(visitor, "/treatments/magnesium-infusion/")
    assert "A mineral, given through a vein." in page
    assert "1 hour" in page


def test_menu_footer_and_a_dated_notice_stand_on_every_page(
    editor: Page, visitor: Page, demo_site: str
) -> None:
    open_record(editor, "Menu, notices", "Menu and footer", "Top of every page")
    link = add_row(editor, "Links", "Link")
    choose_page(editor, link.get_by_role("button", name="Choose a page"), "Privacy")
    field(link, "Text of the link").fill("Your privacy")
    save_picture(editor, "editor-menu", show=link)
    publish(editor)

    open_record(editor, "Menu, notices", "Menu and footer", "Foot of every page")
    footer = panel(editor, "Text below the links").get_by_role("textbox")
    write(footer, "Run by our own clinicians.")
    publish(editor)

    add_record(editor, "Menu, notices", "Notices", "Add notice")
    write(panel(editor, "Message").get_by_role("textbox"), "We are closed on Friday.")
    tomorrow = timezone.localtime() + timedelta(days=1)
    field(editor, "Shown until").fill(f"{tomorrow:%Y-%m-%d %H:%M}")
    field(editor, "Shown until").press("Tab")
    panel(editor, "Kind").get_by_role("combobox").select_option("Caution")
    save_picture(editor, "editor-notice", height=820)
    publish(editor)

    for path in public_paths(visitor, demo_site):
        page = html(visitor, path)
        assert "Your privacy" in page, path
        assert "Run by our own clinicians." in page, path
        assert "We are closed on Friday." in page, path


def choose_page(editor: Page, opener: Locator, title: str) -> None:
    """Find a page by its title in the window that chooses pages."""
    opener.click()
    window = editor.get_by_role("dialog")
    window.get_by_role("textbox").first.fill(title)
    window.get_by_role("link", name=title, exact=True).click()
    expect(window).to_be_hidden()

"""What every screen and panel of our own in the editor owes those who work with it.

Where the screens are is read from the table of permissions, so a new one is looked at without
being named here. What no address shows by itself, such as errors and what follows a button, is
driven to. At the end every template of ours for the editor must have been shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import html5lib
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test.signals import template_rendered
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route
from wagtail.models import Page as SitePage

from clinic.models import Clinic
from locations.models import LandingBlueprint, ServiceArea
from tests.browser.conftest import OpenPage
from tests.browser.editor_site import furnish
from tests.browser.editor_states import states_of_screens, states_of_signing_in, two_windows
from tests.browser.page_checks import accessibility_problems, check_markup
from tests.browser.screen_checks import out_of_reach, small_targets, without_visible_focus
from tests.project.permission_table import NO_METHOD, OWN_SCREENS
from tests.sign_in.people import PASSWORD

NARROW = {"width": 320, "height": 256}
"""A window of 1280 by 1024 at 400 %."""

Scheme = Literal["light", "dark"]

SHOWN = 3
"""How many parts are named where many are wrong in the same way."""

WIDE = {"width": 1280, "height": 900}

MAIN = "#main"

# Our panels among Wagtail's own in a form or on the first screen.
PANELS = (
    ".section-card, .help-block, .token-help, .to-do, .frequent-tasks, "
    "[data-saved-panel], [data-search-preview]"
)

# A phone reads dark on light alone, and a bar that is drawn by its background is not seen.
LOST_WITH_FORCED_COLORS = """[...document.querySelectorAll(".sign-in-qr, .run-progress progress")]
  .filter((element) => {
    const {appearance, backgroundColor} = getComputedStyle(element);
    return element.matches("progress")
      ? appearance === "none"
      : backgroundColor !== "rgb(255, 255, 255)";
  })
  .map((element) => element.className || element.id)"""

FILE, TABLE = "a file", "the table of the report, as its filters fetch it"
PUBLIC = "a page as visitors see it, which the tests of those hold"
PART = "a part of a form, which is looked at there"
LEADS_ON = "leads to a screen that is looked at"
WAGTAILS = "Wagtail's form; ours is who may save it"

NOT_LOOKED_AT = {
    "redirect_import:csv": FILE,
    "redirect_import:rejected": FILE,
    "places_table:csv": FILE,
    "places_table:xlsx": FILE,
    "places_table:rejected": FILE,
    "search_preview:picture": FILE,
    "what_works_where_results": TABLE,
    "to_do_results": TABLE,
    "claims:report_results": TABLE,
    "city_page_gate:report_results": TABLE,
    "generate_city_pages:preview": PUBLIC,
    "medical_review:preview": PUBLIC,
    "search_preview:lines": PART,
    "claims:findings": PART,
    "city_page_gate:verdict": PART,
    "redirect_import:wagtails": LEADS_ON,
    "import_questions:drafts": LEADS_ON,
    "second_factor:codes": LEADS_ON,
    "second_factor:off": LEADS_ON,
    "wagtailusers_users:add": WAGTAILS,
    "wagtailusers_users:edit": WAGTAILS,
}

ASKED = {
    "place_changes:rename": "?name=West+Menlo&slug=&show=1",
    "place_changes:retire": "?show=1",
    "suggest_places:index": "?clinic=1&miles=15",
}
"""What is chosen on a screen that shows more then."""

PUBLIC_TEMPLATES = (
    "base.html",
    "styleguide.html",
    "plain_error.html",
    "[0-9]*.html",
    "components/*",
    "wagtailseo/*",
    "appointments/*.html",
    "faq_pages/*",
    "home/*_page.html",
    "home/search.html",
    "locations/city_*.html",
    "locations/preview_needs_hub.html",
    "editorial/question_preview.html",
)


def screen_addresses(arguments: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield name and address of each own screen that a signed-in person opens."""
    for name, row in OWN_SCREENS.items():
        if row.get != NO_METHOD and name not in NOT_LOOKED_AT:
            given = arguments | arguments.get(name.split(":")[0], {})
            address = reverse(name, args=[given[argument] for argument in row.args])
            yield name, address + ASKED.get(name, "")


def form_addresses() -> Iterator[tuple[str, str]]:
    """Yield Wagtail's screens that our panels stand on: the first, forms, and settings."""
    yield "first screen", reverse("wagtailadmin_home")
    page = SitePage.objects.get(slug="by-bicycle")
    yield "page with claims", reverse("wagtailadmin_pages:edit", args=[page.pk])
    for model in (Clinic, LandingBlueprint, ServiceArea):
        edit = model.snippet_viewset.get_url_name("edit")
        yield model._meta.label, reverse(edit, args=[model.objects.first().pk])
    yield "launch", reverse("wagtailsettings:edit", args=["clinic", "launchsettings", 1])


def problems_of(page: Page, name: str, within: str = MAIN, scheme: Scheme = "light") -> list[str]:
    """Return what is wrong with the screen that ``page`` shows, in every look that it can take.

    The page has to be narrow, and is left so for the next. Asking axe takes longer than all else,
    so it is asked once, in one color ``scheme``: Wagtail's colors, which ours are, change together.
    """
    page.evaluate("for (const it of document.querySelectorAll('main details')) it.open = true")
    page.emulate_media(color_scheme=scheme)
    found = {
        "narrow": out_of_reach(page, within),
        "small": small_targets(page, within),
        scheme: accessibility_problems(page, within=within),
    }
    page.emulate_media(forced_colors="active")
    found["focus"] = without_visible_focus(page, within)
    found["forced colors"] = page.evaluate(LOST_WITH_FORCED_COLORS)
    page.emulate_media(forced_colors="none")
    page.set_viewport_size(WIDE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found["large text"] = out_of_reach(page, within)
    page.set_viewport_size(NARROW)
    return [f"{name}, {look}: {line}" for look, lines in found.items() for line in lines[:SHOWN]]


def problems_of_panels(page: Page, name: str) -> list[str]:
    """Return what is wrong with our panels in a form of Wagtail's, those behind tabs included."""
    page.wait_for_load_state("networkidle")
    page.evaluate(
        "for (const it of document.querySelectorAll('[role=tabpanel]')) it.hidden = false"
    )
    return problems_of(page, name, PANELS)


def own_templates() -> set[str]:
    """Return the names of our templates for the editor."""
    folder = Path(settings.BASE_DIR) / "templates"
    names = (path.relative_to(folder) for path in folder.rglob("*.html"))
    return {
        str(name) for name in names if not any(name.match(public) for public in PUBLIC_TEMPLATES)
    }


@contextmanager
def shown_templates() -> Iterator[set[str]]:
    """Collect the names of templates as the server renders them."""
    shown: set[str] = set()

    def note(template: Any, **kwargs: Any) -> None:
        shown.add(str(template.name))

    template_rendered.connect(note)
    yield shown
    template_rendered.disconnect(note)


def stand_still(route: Route) -> None:
    """Let nothing carry a run on, so that it is looked at while it is under way."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_every_screen_and_panel_of_ours_can_be_used_in_every_look(open_page: OpenPage) -> None:
    manager = User.objects.create_superuser("manager", "manager@localhost", PASSWORD)
    arguments = furnish(manager)
    page = open_page(user=manager, viewport=NARROW)
    page.route("**/generate/runs/*/", stand_still)
    problems: list[str] = []
    with shown_templates() as shown:
        for name, address in screen_addresses(arguments):
            response = page.goto(address)
            assert response is not None
            assert response.status == 200, name
            check_markup(response.text())
            problems += problems_of(page, name, scheme="dark")
        for name, address in form_addresses():
            page.goto(address)
            problems += problems_of_panels(page, name)
        page.goto(reverse("wagtailsnippets_editorial_question:list"))
        problems += problems_of(page, "question library", "#listing-results")
        two_windows(page, arguments["city_page"])
        problems += problems_of_panels(page, "city page in two windows")
        for name in states_of_screens(page, arguments):
            problems += problems_of(page, name)
        visitor = open_page(viewport=NARROW)
        for name in states_of_signing_in(visitor):
            problems += problems_of(visitor, name)
    assert not problems, "\n".join(problems)
    assert own_templates() - shown == set()


def test_the_checks_of_a_screen_find_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page(viewport=NARROW)
    page.set_content(
        """<!doctype html><html lang="en"><title>A sample</title><style>
          main { overflow-x: hidden } .scrolls { overflow-x: auto; min-height: 24px }
          b { display: block }
          a, button { min-height: 24px; min-width: 24px; display: inline-block }
          .low { min-height: 0 } .unseen:focus { outline: 0 }</style>
        <main id="main"><h1>A sample</h1>
          <p class="scrolls" tabindex="0"><b style="width: 500px">Within reach</b></p>
          <p><b id="far" style="width: 500px">Out of reach</b></p>
          <p>A sentence with <a class="low" href="/">a link</a>.</p>
          <p><a class="low" id="small" href="/">Small</a></p>
          <p><button class="unseen">No focus</button> <button>Focus</button></p></main>"""
    )

    assert [line[:12] for line in out_of_reach(page, MAIN)] == ['<b id="far" ']
    assert [line[:25] for line in small_targets(page, MAIN)] == ['<a class="low" id="small"']
    assert [line[:22] for line in without_visible_focus(page, MAIN)] == ['<button class="unseen"']
    page.evaluate("document.querySelector('h1').after(document.createElement('img'))")
    assert [line[:9] for line in accessibility_problems(page, within=MAIN)] == ["image-alt"]
    with pytest.raises(html5lib.html5parser.ParseError):
        check_markup("<!doctype html><p><div></p>")
    page.close()


def test_a_template_that_no_screen_shows_is_missed() -> None:
    assert {"locations/generation/plan.html", "sign_in/code.html"} <= own_templates()
    assert not own_templates() & {"base.html", "components/hours.html", "home/home_page.html"}

"""The editor's screens and their previews work under the content security policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as BrowserPage
from wagtail.images import get_image_model
from wagtail.models import Page, Site
from wagtail.snippets.models import get_snippet_models

from tests.browser.conftest import OpenPage

PLAIN_SCREENS = (
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailadmin_account",
    "wagtailadmin_collections:index",
    "wagtailadmin_collections:add",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_workflows:index",
    "wagtailadmin_workflows:add",
    "wagtailimages:index",
    "wagtailimages:add",
    "wagtailredirects:index",
    "wagtailredirects:add",
    "wagtailsites:index",
    "wagtailsites:add",
    "wagtailusers_users:index",
    "wagtailusers_users:add",
    "wagtailusers_groups:index",
    "wagtailusers_groups:add",
)


def plain_addresses() -> Iterator[str]:
    yield from (reverse(name) for name in PLAIN_SCREENS)
    yield reverse("wagtailimages:edit", args=[get_image_model().objects.first().pk])
    yield reverse("wagtailsites:edit", args=[Site.objects.get().pk])


def page_addresses() -> Iterator[str]:
    """Yield one page of each type to edit, and the list and the history of the last."""
    seen: set[type[Page]] = set()
    for page in Page.objects.filter(depth__gt=1).order_by("path").specific():
        if type(page) not in seen:
            seen.add(type(page))
            yield reverse("wagtailadmin_pages:edit", args=[page.pk])
    yield reverse("wagtailadmin_explore", args=[page.pk])
    yield reverse("wagtailadmin_pages:history", args=[page.pk])


def snippet_addresses() -> Iterator[str]:
    """Yield for each kind of snippet one to edit or a new one, and the list of the last."""
    for model in get_snippet_models():
        names = model.snippet_viewset.url_namespace
        existing = model.objects.first()
        yield reverse(f"{names}:edit", args=[existing.pk]) if existing else reverse(f"{names}:add")
    yield reverse(f"{names}:list")


@pytest.fixture
def manager(open_page: OpenPage) -> BrowserPage:
    """A page for somebody who may do everything, so that every screen shows all it has."""
    user = User.objects.create_superuser("manager", "manager@localhost")
    return open_page(user=user, viewport={"width": 1440, "height": 1000})


@pytest.mark.parametrize("addresses", [plain_addresses, page_addresses, snippet_addresses])
def test_every_screen_runs_its_scripts_and_nothing_is_refused(
    manager: BrowserPage, addresses: Callable[[], Iterator[str]]
) -> None:
    for address in addresses():
        response = manager.goto(address)
        assert response is not None
        assert response.status == 200, address


def test_an_inline_script_that_wagtail_does_not_have_is_refused(
    browser: Browser, demo_site: str
) -> None:
    page = browser.new_page(base_url=demo_site)
    page.goto(reverse("wagtailadmin_login"))

    page.evaluate(
        """() => {
            document.addEventListener('securitypolicyviolation', (event) => {
                document.body.dataset.refused = event.effectiveDirective;
            });
            const script = document.createElement('script');
            script.textContent = 'document.body.dataset.ran = "yes"';
            document.body.append(script);
        }"""
    )

    expect(page.locator("body")).to_have_attribute("data-refused", "script-src-elem")
    expect(page.locator("body")).not_to_have_attribute("data-ran", "yes")
    page.close()


def test_previews_show_the_page_as_visitors_see_it_and_as_others_link_to_it(
    manager: BrowserPage,
) -> None:
    page = Page.objects.get(slug="cupertino-ca")
    manager.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    manager.get_by_role("button", name="Toggle preview").click()
    preview = manager.frame_locator("#w-preview-iframe")
    expect(preview.locator("main#main h1")).to_contain_text("Cupertino")
    manager.locator("#id_preview_mode").select_option("wagtail-seo")

    expect(preview.get_by_role("heading", name="In search results")).to_be_visible()


def test_a_row_that_is_added_gets_its_date_picker(manager: BrowserPage) -> None:
    manager.goto(reverse("wagtailsnippets_locations_servicearea:add"))

    manager.get_by_role("button", name="Add Local fact").click()
    manager.locator("input[name='local_facts-0-checked_date']").click()

    expect(manager.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)


def test_the_user_bar_works_on_a_public_page(manager: BrowserPage) -> None:
    manager.goto("/")

    manager.locator("#wagtail-userbar-trigger").click()

    expect(manager.get_by_role("menuitem", name="Edit this page")).to_be_visible()

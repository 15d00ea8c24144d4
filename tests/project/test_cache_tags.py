"""Pages carry the tags of what they were made from: a page that changes had a tag of the change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.test import Client, RequestFactory
from wagtail.models import Page, PageViewRestriction, Site

from clinic.models import Clinic, LaunchSettings, Person, Treatment
from editorial.models import Citation, Disclosure, Question
from faq_pages.models import FAQPage, QuestionPlacement
from home.models import PersonPage, TreatmentPage
from images.models import CustomImage
from locations.models import LandingBlueprint, ServiceArea
from navigation.models import Menu, SiteNotice
from page_cache.tags import collection_tag, record_tag
from tests.factories import (
    add_page,
    make_area,
    make_city_page,
    make_clinic,
    make_person,
    make_question,
    make_treatment,
    publish,
)
from tests.whole_site import WholeSite, make_notice

pytestmark = pytest.mark.django_db

HTML = dict[int, str]
Tags = dict[int, frozenset[str]]


def html_of(site: WholeSite) -> HTML:
    return {page.pk: Client().get(page.url).content.decode() for page in site.pages}


def tags_of(site: WholeSite) -> Tags:
    found = {}
    for page in site.pages:
        request = RequestFactory(SERVER_NAME="localhost").get(page.url)
        request.user = AnonymousUser()
        found[page.pk] = page.page_data(request).cache_tags
    return found


@pytest.fixture(scope="module")
def as_it_was(whole_site: WholeSite) -> tuple[HTML, Tags]:
    """Every page and its tags before anybody changes anything."""
    html_of(whole_site)
    return html_of(whole_site), tags_of(whole_site)


def strays(site: WholeSite, before: HTML, tags: Tags, wanted: set[str]) -> set[str]:
    """Return the types of pages that changed and have none of the tags ``wanted``.

    Fails if no page that has one of them changed: then there was nothing to see.
    """
    tagged = [page for page in site.pages if tags[page.pk] & wanted]
    assert any(has_changed(page, before) for page in tagged)
    others = [page for page in site.pages if page not in tagged]
    return {type(page).__name__ for page in others if has_changed(page, before)}


def has_changed(page: Page, before: HTML) -> bool:
    return Client().get(page.url).content.decode() != before[page.pk]


def append(name: str, text: str = " anew") -> Callable[[Any], None]:
    """Return an edit that adds ``text`` to a field."""

    def edit(record: Any) -> None:
        setattr(record, name, getattr(record, name) + text)

    return edit


def move(record: Any) -> None:
    record.latitude += Decimal("0.2")


def reword_row(rows: str, name: str) -> Callable[[Any], None]:
    """Return an edit that adds a word to the first row of an inline panel."""

    def edit(record: Any) -> None:
        row = next(iter(getattr(record, rows).all()))
        setattr(row, name, f"{getattr(row, name)} anew")
        setattr(record, rows, [row, *list(getattr(record, rows).all())[1:]])

    return edit


EDITS: dict[str, tuple[type[Model], Callable[[Any], None]]] = {
    "clinic's phone": (Clinic, lambda clinic: setattr(clinic, "phone", "+16505550199")),
    "clinic's place": (Clinic, move),
    "clinic's name": (Clinic, append("name")),
    "treatment's name": (Treatment, append("name")),
    "treatment's price": (Treatment, append("price")),
    "person's name": (Person, append("name")),
    "person's bio": (Person, append("bio", "<p>More.</p>")),
    "place's name": (ServiceArea, append("name")),
    "place on the map": (ServiceArea, move),
    "place's fact": (ServiceArea, reword_row("local_facts", "text")),
    "shared section": (LandingBlueprint, reword_row("sections", "heading")),
    "shared title": (LandingBlueprint, append("title_pattern")),
    "question": (Question, append("question", "?")),
    "answer": (Question, append("answer", "<p>More.</p>")),
    "source": (Citation, append("title")),
    "disclosure": (Disclosure, append("body", "<p>More.</p>")),
    "menu's text": (Menu, append("text", "<p>More.</p>")),
    "menu's link": (Menu, reword_row("items", "label")),
    "notice": (SiteNotice, append("message", "<p>More.</p>")),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_page_that_changes_with_a_record_has_its_tag(
    whole_site: WholeSite, as_it_was: tuple[HTML, Tags], name: str
) -> None:
    before, tags = as_it_was
    model, edit = EDITS[name]
    record = model._default_manager.order_by("-pk").first()
    edit(record)
    publish(record)

    assert strays(whole_site, before, tags, {record_tag(record)}) == set()


@pytest.mark.parametrize(
    "kind", ["about", "treatment_index", "faq_page", "faq_index", "city_page", "hub"]
)
@pytest.mark.parametrize("change", ["slug", "unpublish"])
def test_a_page_that_changes_with_another_page_has_its_tag(
    whole_site: WholeSite, as_it_was: tuple[HTML, Tags], kind: str, change: str
) -> None:
    before, tags = as_it_was
    stored = getattr(whole_site.small, kind)
    page = type(stored).objects.get(pk=stored.pk)
    if change == "unpublish":
        page.unpublish()
    else:
        page.slug += "-anew"
        publish(page)

    # A new address is a change of the pages below as well: their rows are written too.
    written = Page.objects.descendant_of(page, inclusive=True)
    assert strays(whole_site, before, tags, {record_tag(below) for below in written}) == set()


def add_place(site: WholeSite) -> None:
    area = make_area("Menlo Park", latitude=Decimal("37.45"))
    hub = type(site.small.hub).objects.get(pk=site.small.hub.pk)
    make_city_page(hub, site.small.blueprint, area)


def add_faq_page(site: WholeSite) -> None:
    page = FAQPage(title="More questions", slug="more", opening="<p>Ask.</p>")
    page.placements = [QuestionPlacement(question=site.small.question)]
    add_page(site.small.faq_index, page)


def add_treatment(site: WholeSite) -> None:
    treatment = make_treatment(name="Other", slug="other")
    page = TreatmentPage(title="Other", slug="other", treatment=treatment, introduction="<p>O.</p>")
    add_page(site.small.treatment_index, page)


def add_person(site: WholeSite) -> None:
    page = PersonPage(title="Sam", slug="sam", person=make_person("Sam"))
    add_page(site.small.people_index, page)


def hide(site: WholeSite) -> None:
    page = site.small.city_page.page_ptr
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


ADDITIONS: dict[str, Callable[[WholeSite], Any]] = {
    "areas": add_place,
    "faq-pages": add_faq_page,
    "treatments": add_treatment,
    "people": add_person,
    "clinics": lambda site: make_clinic(name="Second", slug="second"),
    "notices": lambda site: make_notice("<p>One more.</p>"),
    "menus": lambda site: Menu.objects.all().delete(),
    "disclosures": lambda site: Disclosure.objects.all().delete(),
    "private-pages": hide,
}


@pytest.mark.parametrize("name", ADDITIONS)
def test_a_page_that_changes_with_what_belongs_to_a_set_has_its_tag(
    whole_site: WholeSite, as_it_was: tuple[HTML, Tags], name: str
) -> None:
    before, tags = as_it_was
    ADDITIONS[name](whole_site)

    assert strays(whole_site, before, tags, {collection_tag(name)}) == set()


def test_a_page_that_changes_with_a_picture_has_its_tag(
    whole_site: WholeSite, as_it_was: tuple[HTML, Tags]
) -> None:
    before, tags = as_it_was
    picture = CustomImage.objects.get(pk=whole_site.picture.pk)
    picture.description = "What the window shows today"
    picture.save()
    assert strays(whole_site, before, tags, {record_tag(picture)}) == set()


def test_a_question_that_waits_for_publication_has_its_tag_already(whole_site: WholeSite) -> None:
    waiting = make_question("Is it far?")
    waiting.unpublish()
    faq_page = FAQPage.objects.get(pk=whole_site.small.faq_page.pk)
    faq_page.placements.add(QuestionPlacement(question=waiting))
    publish(faq_page)
    before, tags = html_of(whole_site), tags_of(whole_site)

    publish(waiting)

    assert has_changed(faq_page, before)
    assert strays(whole_site, before, tags, {record_tag(waiting)}) == set()


def test_the_settings_and_the_site_have_tags(
    whole_site: WholeSite, as_it_was: tuple[HTML, Tags]
) -> None:
    _before, tags = as_it_was
    site = Site.objects.get(is_default_site=True)
    expected = {record_tag(site), record_tag(LaunchSettings.for_site(site))}
    assert [pk for pk, found in tags.items() if not found >= expected] == []


def test_a_page_has_no_tag_of_what_it_did_not_read(
    whole_site: WholeSite, as_it_was: tuple[HTML, Tags]
) -> None:
    _before, tags = as_it_was
    about = tags[whole_site.small.about.pk]
    assert {tag.partition(":")[0] for tag in about if not tag.startswith("collection:")} == {
        "clinic.clinic",
        "clinic.launchsettings",
        "images.customimage",
        "navigation.menu",
        "navigation.sitenotice",
        "wagtailcore.page",
        "wagtailcore.site",
        "wagtailseo.seosettings",
    }
    assert {tag for tag in about if tag.startswith("collection:")} == {
        "collection:appointment-settings",
        "collection:clinics",
        "collection:menus",
        "collection:notices",
    }

"""A site with a second language: an FAQ page in Spanish beside the English one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import translation
from wagtail.models import Locale, Page, PageViewRestriction, Site

from appointments.models import AppointmentSettings
from appointments.source_page import path_of_page
from clinic.models import LaunchSettings
from editorial.models import Question
from faq_pages.models import FAQIndexPage, FAQPage, QuestionPlacement
from home.models import ContentPage
from seo.address_books import AddressBooks
from seo.redirect_planning import _page_paths, plan_redirects
from seo.redirect_table import read_redirects
from tests.factories import SmallSite, add_page, make_site, publish
from tests.project.test_queries import read
from tests.seo.graph_checker import check_page, read_graph
from tests.whole_site import look_at_all_pages

pytestmark = pytest.mark.django_db

HOST = "http://localhost"


@dataclass(frozen=True, kw_only=True)
class TwoLanguages:
    """The small site, and what of it was translated."""

    english: SmallSite
    home: Page
    faq_index: FAQIndexPage
    faq_page: FAQPage


@pytest.fixture
def languages(settings: Any) -> Iterator[None]:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("es", "Español")]
    settings.WAGTAIL_I18N_ENABLED = True
    yield
    cache.clear()


@pytest.fixture
def site(languages: None) -> TwoLanguages:
    small = make_site()
    spanish = Locale.objects.create(language_code="es")
    home = _translated(small.home, spanish, title="Inicio", heading="Infusiones en Los Altos")
    index = _translated(small.faq_index, spanish, title="Preguntas", slug="preguntas")
    question = small.question.copy_for_translation(spanish)
    question.question, question.answer = "¿Necesito una derivación?", "<p>No.</p>"
    question.save()
    page = small.faq_page.copy_for_translation(spanish)
    page.title, page.slug, page.opening = "Preguntas sobre la migraña", "migrana", "<p>Llame.</p>"
    page.placements = [QuestionPlacement(question=publish(question))]
    cache.clear()
    return TwoLanguages(english=small, home=home, faq_index=index, faq_page=publish(page))


def _translated(page: Page, locale: Locale, **fields: str) -> Any:
    copy = page.copy_for_translation(locale)
    for name, value in fields.items():
        setattr(copy, name, value)
    return publish(copy)


def visit(address: str) -> tuple[str, BeautifulSoup]:
    response = Client().get(address)
    assert response.status_code == 200, address
    assert "Accept-Language" not in response.get("Vary", "")
    html = response.content.decode()
    return html, BeautifulSoup(html, "html.parser")


def alternates(soup: BeautifulSoup) -> dict[str, str]:
    links = soup.find_all("link", rel="alternate")
    return {str(link["hreflang"]): str(link["href"]) for link in links}


def test_a_translated_page_speaks_its_language_throughout(site: TwoLanguages) -> None:
    assert site.faq_page.url == "/es/preguntas/migrana/"
    html, soup = visit(site.faq_page.url)
    text = " ".join(soup.get_text(" ").split())
    assert soup.html is not None
    assert soup.html["lang"] == "es"
    for words in (
        "Ir al contenido principal",
        "Llamar al (650) 555-0142",
        "¿Necesito una derivación?",
        "Uso aprobado y uso fuera de indicación",
        "Buscar en este sitio",
    ):
        assert words in text, words
    assert re.search(r"Última actualización: \d+ de [a-z]+ de \d{4}", text)
    assert not {"Search", "Call", "Home"} & set(text.split())
    brand = soup.select_one("a.brand")
    form = soup.select_one("form.search-form")
    assert brand is not None
    assert brand["href"] == f"{HOST}/es/"
    assert form is not None
    assert form["action"] == "/es/search/"
    assert check_page(html) == []
    graph = read_graph(soup.find_all("script", type="application/ld+json")[0].string or "")
    assert {node["inLanguage"] for node in graph if "inLanguage" in node} == {"es"}
    locale = soup.find("meta", property="og:locale")
    assert locale is not None
    assert locale["content"] == "es_US"


def test_hours_stand_in_spanish(site: TwoLanguages) -> None:
    _html, soup = visit(site.home.url)
    text = soup.get_text(" ")
    assert "Horario de atención" in text
    assert "Lunes" in text or "Todos los días" in text
    assert "p.\xa0m." in text
    assert not {"Monday", "to", "am", "pm"} & set(text.split())


def test_each_page_names_both_and_itself(site: TwoLanguages) -> None:
    for english, spanish in (
        (site.english.home, site.home),
        (site.english.faq_index, site.faq_index),
        (site.english.faq_page, site.faq_page),
    ):
        named = alternates(visit(english.url)[1])
        assert named == {
            "en": HOST + english.url,
            "es": HOST + spanish.url,
            "x-default": HOST + english.url,
        }
        assert alternates(visit(spanish.url)[1]) == named


@pytest.mark.parametrize("reason", ["draft", "private", "alias", "elsewhere", "withheld"])
def test_a_page_that_search_engines_may_not_have_is_named_nowhere(
    site: TwoLanguages, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spanish = site.faq_page
    if reason == "draft":
        spanish.unpublish()
    elif reason == "private":
        PageViewRestriction.objects.create(page=spanish, restriction_type="login")
    elif reason == "alias":
        FAQPage.objects.filter(pk=spanish.pk).update(alias_of=site.english.faq_page)
    elif reason == "withheld":
        monkeypatch.setattr("seo.alternates.left_out_of_sitemap", lambda: ([spanish.pk],))
    else:
        FAQPage.objects.filter(pk=spanish.pk).update(canonical_url="https://other.example/")
    assert alternates(visit(site.english.faq_page.url)[1]) == {}
    if reason not in ("draft", "private"):
        assert alternates(visit(spanish.url)[1]) == {}


def test_of_three_languages_the_one_that_is_kept_out_names_none(
    site: TwoLanguages, settings: Any
) -> None:
    settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.WAGTAIL_CONTENT_LANGUAGES, ("fr", "Français")]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES
    _translated(site.english.home, Locale.objects.create(language_code="fr"), title="Accueil")
    site.home.canonical_url = "https://other.example/"
    publish(site.home)
    assert alternates(visit(site.home.url)[1]) == {}
    assert set(alternates(visit("/")[1])) == {"en", "fr", "x-default"}


def test_english_pages_are_as_before_but_for_the_links_to_other_languages(
    site: TwoLanguages, settings: Any
) -> None:
    page = site.english.faq_page
    soup = visit(page.url)[1]
    settings.WAGTAIL_I18N_ENABLED = False
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]
    cache.clear()
    alone = visit(page.url)[1]
    for tag in soup.find_all("link", rel="alternate"):
        tag.decompose()
    for tag in soup.find_all("meta", property=lambda name: (name or "").startswith("og:locale")):
        tag.decompose()
    assert alternates(alone) == {}
    assert _lines(soup) == _lines(alone)
    assert Client().get(site.faq_page.url).status_code == 404


def _lines(soup: BeautifulSoup) -> list[str]:
    return [line.strip() for line in str(soup).splitlines() if line.strip()]


def test_a_second_language_costs_a_page_one_query(site: TwoLanguages, settings: Any) -> None:
    page = site.english.faq_page
    visit(page.url)
    several = read(page)[1]
    settings.WAGTAIL_I18N_ENABLED = False
    assert several <= read(page)[1] + 1


def test_an_address_in_the_wrong_language_leads_to_the_right_one(languages: None) -> None:
    small = make_site()
    Locale.objects.create(language_code="es")
    cache.clear()
    for address, own in (("/es/", "/"), ("/es/faq/migraine/", "/faq/migraine/")):
        response = Client().get(address)
        assert (response.status_code, response["Location"]) == (302, own)
    assert small.faq_page.url == "/faq/migraine/"


def test_search_and_errors_speak_spanish_below_its_prefix(site: TwoLanguages) -> None:
    look_at_all_pages()
    found = visit("/es/search/?query=migraña")[1]
    # Index and home page name the page in their lists.
    urls = [site.faq_page.url, site.faq_index.url, site.home.url]
    assert [link["href"] for link in found.select("#results a")] == urls
    assert "3 páginas encontradas." in found.get_text()
    english = visit("/search/?query=migraine")[1]
    assert site.faq_page.url not in [link["href"] for link in english.select("#results a")]
    missing = Client().get("/es/nada/", headers={"accept-language": "en"})
    assert missing.status_code == 404
    assert "No encontramos esta página" in missing.content.decode()
    missing = Client().get("/nothing/", headers={"accept-language": "es"})
    assert "Page not found" in missing.content.decode()


def test_the_sitemap_has_the_pages_of_both_languages_and_robots_txt_both_searches(
    site: TwoLanguages, settings: Any
) -> None:
    settings.IS_DEMO = True
    LaunchSettings.objects.all().delete()
    listed = Client().get("/sitemap.xml").content.decode()
    for page in (site.english.faq_page, site.faq_page, site.home):
        assert f"<loc>{HOST}{page.url}</loc>" in listed
    robots = Client().get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /search/", "Disallow: /es/search/"} <= set(robots)


def test_spanish_pages_have_their_picture_for_sharing(site: TwoLanguages) -> None:
    soup = visit(site.faq_page.url)[1]
    image = soup.find("meta", property="og:image")
    assert image is not None
    response = Client().get(str(image["content"]).removeprefix(HOST))
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")


def test_typed_addresses_are_looked_up_in_the_language_that_they_begin_with(
    site: TwoLanguages,
) -> None:
    books = AddressBooks()
    for url in ("/es/", "/es/preguntas/migrana/", "/es/search/", "/faq/migraine/"):
        assert not books.is_broken(url), url
    for url in ("/preguntas/migrana/", "/es/faq/migraine/", "/es/nada/"):
        assert books.is_broken(url), url
    assert books.site_of(site.faq_page) == books.site_of(site.english.home) is not None
    request = RequestFactory().get("/", SERVER_NAME="localhost")
    assert path_of_page(request, site.faq_page.url) == site.faq_page.url
    paths = dict(_page_paths(Site.objects.get()))
    assert paths["/es/preguntas/migrana"] == site.faq_page.pk
    assert paths["/es"] == site.home.pk
    assert paths["/faq/migraine"] == site.english.faq_page.pk


def test_a_page_is_read_in_its_own_language_wherever_it_is_asked_for(site: TwoLanguages) -> None:
    with translation.override("en"):
        data = read(site.faq_page)[0]["data"]
    assert data.disclosure.heading == "Uso aprobado y uso fuera de indicación"
    assert data.site.search_url == "/es/search/"
    assert Question.objects.filter(question__startswith="¿").count() == 1


def test_a_page_whose_name_begins_like_a_language_is_found(site: TwoLanguages) -> None:
    page = add_page(site.english.home, ContentPage(title="About ES", slug="es-clinic"))
    assert visit(page.url)[1].h1.get_text(strip=True) == "About ES"


def test_old_addresses_in_spanish_are_checked_in_spanish(site: TwoLanguages) -> None:
    AppointmentSettings.objects.update_or_create(defaults={"is_on": True})
    table = [
        ["old", "new"],
        ["/solicitar.html", "/es/request-appointment/"],
        ["/es/search/", "/faq/"],
    ]
    rows, unreadable = read_redirects(table)
    plan = plan_redirects(rows=rows, unreadable=unreadable, site=Site.objects.get())
    assert [(item.path, item.shown) for item in plan.items] == [
        ("/solicitar.html", "/es/request-appointment/")
    ]
    (problem,) = plan.problems
    assert problem.row == 3


def test_the_privacy_statement_tells_in_each_language_what_is_kept(site: TwoLanguages) -> None:
    page = add_page(site.english.home, ContentPage(title="Privacy", slug="privacy"))
    spanish = _translated(page, site.home.locale, title="Privacidad", slug="privacidad")
    AppointmentSettings.objects.create(is_on=True, privacy_page=page, keep_days=41)
    for address, form, words in (
        (page.url, "/request-appointment/", "41 days"),
        (spanish.url, "/es/request-appointment/", "41 días"),
    ):
        assert words in visit(address)[1].main.get_text()
        assert visit(form)[1].main.find("a", href=address), address
    other = add_page(site.english.home, ContentPage(title="Other", slug="other"))
    assert (
        "41" not in visit(_translated(other, site.home.locale, slug="otra").url)[1].main.get_text()
    )
    spanish.unpublish()
    assert visit("/es/request-appointment/")[1].main.find("a", href=page.url)


def test_the_form_to_ask_for_an_appointment_is_in_spanish(site: TwoLanguages) -> None:
    AppointmentSettings.objects.update_or_create(defaults={"is_on": True})
    _html, soup = visit("/es/request-appointment/")
    text = " ".join(soup.get_text(" ").split())
    for words in ("Su nombre", "miércoles", "Tarde", "Le llamamos o le escribimos"):
        assert words in text, words
    form = soup.select_one("form.request-form")
    assert form is not None
    assert form["action"] == "/es/request-appointment/"
    assert "/es/request-appointment/" in visit(site.faq_page.url)[0]
    refused = Client().post("/es/request-appointment/", {"name": ""})
    assert refused.status_code == 422
    assert "Escriba su nombre." in refused.content.decode()

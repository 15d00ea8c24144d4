"""Loading the demo: everything that is missing is made, nothing that is there is touched."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from wagtail.models import Locale, Site

from home.demo.appointments import load_appointment_settings
from home.demo.city_pages import load_city_pages
from home.demo.clinic_facts import load_clinic, load_navigation, load_places, load_treatments
from home.demo.library import load_blueprint, load_citations, load_disclosure, load_questions
from home.demo.pages import Library, add_missing_pages, publish_pages
from home.demo.pictures import load_pictures
from home.demo.publishing import DemoLoad
from home.models import HomePage


class NoHomePageError(Exception):
    """The default site has no home page to load the demo below."""

    def __init__(self) -> None:
        super().__init__(
            "The default site's root is no home page. Choose one in the editor, under Settings, "
            "Sites."
        )


def default_home_page() -> HomePage:
    """Return the home page of the default site; raises :class:`NoHomePageError` without one."""
    site = Site.objects.filter(is_default_site=True).first()
    home = site.root_page.specific if site else None
    if not isinstance(home, HomePage):
        raise NoHomePageError
    return home


def load_demo(*, today: date) -> DemoLoad:
    """Make what is missing of the demo; return what was made and what was left out.

    ``today`` is the day from which closures, checked dates and the notice are counted. All or
    nothing is written. Raises :class:`NoHomePageError`, ``ValidationError`` where the copy breaks
    one of the site's own rules, and ``CityPageNotMadeError``.
    """
    home = default_home_page()
    site = Site.objects.get(is_default_site=True)
    load = DemoLoad(today=today, locale=Locale.get_default(), site=site, home=home)
    with transaction.atomic():
        pictures = load_pictures(load)
        clinic = load_clinic(load, pictures)
        _name_site(site, clinic.name)
        treatments = load_treatments(load)
        citations = load_citations(load)
        load_disclosure(load)
        areas = load_places(load)
        missing_pages = add_missing_pages(load)
        library = Library(
            pictures=pictures,
            treatments=treatments,
            citations=citations,
            questions=load_questions(load, citations),
        )
        blueprint = load_blueprint(load, treatments, citations)
        publish_pages(load, missing_pages, library)
        load_city_pages(load, blueprint=blueprint, areas=areas, pictures=pictures)
        load_navigation(load)
        load_appointment_settings(load)
    return load


def _name_site(site: Site, name: str) -> None:
    if not site.site_name:
        site.site_name = name
        site.save()

"""Which pages show a treatment, the disclosure, or link to an FAQ page by its title."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from wagtail.models import Page

from clinic.models import Treatment
from editorial.models import Disclosure
from editorial.shown_on import differs, shown_on
from faq_pages.models import FAQPage
from home.models import ContactPage, HomePage, TreatmentIndexPage, TreatmentPage


@shown_on(Treatment)
def pages_with_treatment(treatment: Treatment, version: Treatment) -> QuerySet[Page]:
    """Return the treatment's page, the FAQ pages about it, and the pages that list treatments."""
    about_it = Q(pk__in=TreatmentPage.objects.filter(treatment=treatment).values("pk"))
    with_questions = Q(pk__in=FAQPage.objects.filter(treatment=treatment).values("pk"))
    # Lists name what has a page in their language, and an FAQ page then prints the summary.
    public = TreatmentPage.objects.live().public().filter(treatment=treatment, alias_of=None)
    in_language = Q(locale__in=public.values("locale"))
    lists = Q(pk__in=Page.objects.type(HomePage, TreatmentIndexPage, ContactPage).values("pk"))
    shown = Q(pk__in=[])
    if differs(treatment, version, "name"):
        shown |= about_it | with_questions | (lists & in_language)
    if differs(treatment, version, "summary"):
        shown |= (with_questions | lists) & in_language
    if differs(treatment, version, "condition", "how_given", "alternate_name"):
        shown |= about_it
    pages: QuerySet[Page] = Page.objects.filter(shown)
    return pages


@shown_on(Disclosure)
def pages_with_disclosure(disclosure: Disclosure, version: Disclosure) -> QuerySet[Page]:
    """Return the home page and all pages on treatments in its language."""
    types = (HomePage, TreatmentIndexPage, TreatmentPage)
    pages: QuerySet[Page] = Page.objects.type(*types).filter(locale=disclosure.locale)
    return pages if differs(disclosure, version, "heading", "body") else pages.none()


@shown_on(FAQPage)
def treatment_pages_that_lead_to(page: FAQPage, version: FAQPage) -> QuerySet[TreatmentPage]:
    """Return the treatment pages whose last link is named after the FAQ page."""
    has_changed = page.live and page.title != version.title
    pages: QuerySet[TreatmentPage] = TreatmentPage.objects.filter(questions_page=page.pk)
    return pages if has_changed else pages.none()

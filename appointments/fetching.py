"""Reading what stands around the form, and the form itself, into page data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from appointments.form_pass import new_pass
from appointments.forms import BOXES, LONGEST_KEPT, RequestForm
from appointments.links import settings_for
from appointments.models import AppointmentSettings
from appointments.page_data import (
    ChoiceData,
    FieldData,
    ProblemData,
    RequestPageData,
    RequestSentPageData,
    RequestTermsData,
)
from clinic.fetching import clinic_contacts
from page_cache.tags import PageFetch
from seo.fetching import plain_frame
from seo.languages import has_languages


def request_page_data(
    request: HttpRequest, fetch: PageFetch, *, form: RequestForm, form_pass: str, page_path: str
) -> RequestPageData:
    """Return the form with what was typed and what is wrong with it."""
    frame = _frame(request, fetch, _("Ask for an appointment"))
    current = settings_for(fetch)
    problems = tuple(_problems(form))
    if problems:
        title = _("Error: %(title)s") % {"title": frame["meta"].title}
        frame["meta"] = replace(frame["meta"], title=title)
    return RequestPageData(
        **frame,
        answer_text=_answer_text(current),
        fields={field.name: field for field in _fields(form, _weekdays(frame["site"]))},
        problems=problems,
        form_pass=form_pass or new_pass(),
        page_path=page_path,
        terms=_terms(current),
        privacy_url=_privacy_url(request, fetch, current),
    )


def sent_page_data(request: HttpRequest, fetch: PageFetch) -> RequestSentPageData:
    """Return what a visitor reads after sending."""
    frame = _frame(request, fetch, _("Thank you, we have your request"))
    return RequestSentPageData(**frame, answer_text=_answer_text(settings_for(fetch)))


def clinic_choices(fetch: PageFetch) -> list[tuple[str, str]]:
    """Return what visitors choose a clinic by: its key, and its city and name."""
    return [
        (each.slug, each.name if each.label == each.name else f"{each.label}: {each.name}")
        for each in clinic_contacts(fetch)
    ]


def request_terms(fetch: PageFetch, page: Page) -> RequestTermsData | None:
    """Return how long requests are kept if that page is the privacy statement, else ``None``.

    It is in each language. On a site with several, a page in another than that of the statement
    which is chosen in the settings takes a query more.
    """
    current = settings_for(fetch)
    chosen = current.privacy_page_id
    is_statement = page.pk is not None and page.pk == chosen
    if not is_statement and chosen and has_languages():
        statement = fetch.once("privacy statement", lambda: current.privacy_page)
        is_statement = bool(statement and statement.translation_key == page.translation_key)
    return _terms(current) if is_statement else None


def _answer_text(current: AppointmentSettings) -> str:
    """Return how soon the clinic answers; the wording that came with the site in each language."""
    return _(current.answer_text) if current.answer_text else ""


def _terms(current: AppointmentSettings) -> RequestTermsData:
    return RequestTermsData(keep_days=current.keep_days, keep_closed_days=current.keep_closed_days)


def _privacy_url(request: HttpRequest, fetch: PageFetch, current: AppointmentSettings) -> str:
    """Return the path of the privacy statement, in the visitor's language if it is there.

    ``""`` as long as none is public.
    """
    page = current.privacy_page
    if page and has_languages():
        page = page.localized
    return (page.get_url(request) or "") if page and fetch.shows(page) else ""


def _frame(request: HttpRequest, fetch: PageFetch, heading: str) -> dict[str, Any]:
    """Return the frame of a page that does not offer itself."""
    frame = plain_frame(request, fetch, heading=heading)
    site = frame["site"]
    if site.clinic:
        frame["site"] = replace(site, clinic=replace(site.clinic, request_url=""))
    return frame


def _weekdays(site: Any) -> set[int]:
    """Return the days to offer: those on which the only clinic opens, if its hours are known."""
    hours = site.clinic.opening_hours.weekly if site.clinic and site.clinic_count == 1 else ()
    return {row.weekday for row in hours} or set(range(7))


def _problems(form: RequestForm) -> Iterable[ProblemData]:
    for message in form.non_field_errors():
        yield ProblemData(message=str(message))
    for name in form.fields:
        for message in form.errors.get(name, ()):
            yield ProblemData(message=str(message), field_id=_first_id(form, name))


def _first_id(form: RequestForm, name: str) -> str:
    """Return the id of the field, or of its first box to tick."""
    return f"id_{name}_0" if name in BOXES else f"id_{name}"


def _fields(form: RequestForm, weekdays: set[int]) -> Iterable[FieldData]:
    for name in form.fields:
        typed = form[name].value() if form.is_bound else None
        chosen = typed if isinstance(typed, list) else [typed]
        choices = [
            (value, label)
            for value, label in getattr(form.fields[name], "choices", ())
            if name != "days" or int(value) in weekdays or value in chosen
        ]
        yield FieldData(
            id=f"id_{name}",
            name=name,
            value=typed[:LONGEST_KEPT] if isinstance(typed, str) and not choices else "",
            errors=tuple(map(str, form.errors.get(name, ()))) if form.is_bound else (),
            choices=tuple(
                ChoiceData(
                    id=f"id_{name}_{number}",
                    value=value,
                    label=str(label),
                    is_chosen=value in chosen,
                )
                for number, (value, label) in enumerate(choices)
            ),
        )

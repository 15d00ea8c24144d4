"""``/request-appointment/``: the form, and the page that thanks for it."""

from __future__ import annotations

import logging
import traceback

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from appointments.fetching import clinic_choices, request_page_data, sent_page_data
from appointments.form_pass import PassState, read_pass
from appointments.forms import RequestForm
from appointments.links import link_while_on
from appointments.services.receiving import TooManyRequestsError, receive_request
from appointments.source_page import path_of_page, path_of_referrer
from page_cache.tags import PageFetch

logger = logging.getLogger(__name__)

REFUSED, TOO_MANY, BROKEN = 422, 429, 503


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def request_appointment(request: HttpRequest) -> HttpResponse:
    """Show the form, or store what was sent and lead on to the page that says so."""
    fetch = _fetch_while_on(request)
    if request.method == "POST":
        return _receive(request, fetch)
    return _answer(request, fetch, _form(fetch), page_path=path_of_referrer(request))


@never_cache
@require_safe
def request_sent(request: HttpRequest) -> HttpResponse:
    """Say that a request is here and what happens next."""
    fetch = _fetch_while_on(request)
    return render(request, "appointments/sent.html", {"data": sent_page_data(request, fetch)})


@never_cache
@sensitive_post_parameters()
def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Hand the form back with all that was typed where a browser sends no cookie along.

    Elsewhere the answer is Django's own.
    """
    if request.path != reverse("request_appointment"):
        return csrf_failure(request, reason=reason)
    fetch = _fetch_while_on(request)
    form = _form(fetch, request.POST)
    form.add_error(
        None,
        _(
            "Your browser did not send the cookie that protects this form, so nothing was sent. "
            "Allow cookies for this site and press the button again, or call us."
        ),
    )
    return _answer(request, fetch, form, page_path=_sent_path(request), status=403)


def _fetch_while_on(request: HttpRequest) -> PageFetch:
    fetch = PageFetch.for_request(request)
    if Site.find_for_request(request) is None or not link_while_on(fetch):
        raise Http404
    return fetch


def _form(fetch: PageFetch, sent: QueryDict | None = None) -> RequestForm:
    return RequestForm(sent, clinics=clinic_choices(fetch))


@sensitive_variables()
def _receive(request: HttpRequest, fetch: PageFetch) -> HttpResponse:
    form = _form(fetch, request.POST)
    form_id, state = read_pass(request.POST.get("form_pass", ""))
    page_path = _sent_path(request)
    _look_for_programs(form, state)
    status = REFUSED
    if form.is_valid():
        try:
            receive_request(
                answers=form.answers(page_path),
                form_id=form_id,
                address=request.META.get("REMOTE_ADDR", ""),
                now=timezone.now(),
            )
        except TooManyRequestsError as refusal:
            form.add_error(None, str(refusal))
            status = TOO_MANY
        except Exception as problem:
            _log_without_values(problem)
            form.add_error(
                None,
                _("Something is wrong on our side, and nothing was sent. Please call us instead."),
            )
            status = BROKEN
        else:
            return redirect("request_appointment_sent")
    kept = "" if state is PassState.TOO_OLD else request.POST.get("form_pass", "")
    return _answer(request, fetch, form, page_path=page_path, form_pass=kept, status=status)


def _look_for_programs(form: RequestForm, state: PassState) -> None:
    """Ask whoever seems to be a program to send the form once more; a person loses nothing."""
    if form.data.get("website"):
        form.add_error(
            None,
            _("A field that people do not see was filled in. It is empty now: please send again."),
        )
    if state is PassState.TOO_QUICK:
        form.add_error(
            None, _("That was quicker than people type. Please look it over and send it again.")
        )
    if state is PassState.TOO_OLD:
        form.add_error(
            None,
            _("This form was open for a long time. Nothing is lost: please send it once more."),
        )


def _sent_path(request: HttpRequest) -> str:
    return path_of_page(request, request.POST.get("page", ""))


def _log_without_values(problem: Exception) -> None:
    """Write down where it went wrong. What an exception says can repeat what somebody typed."""
    lines = "".join(traceback.format_tb(problem.__traceback__))
    logger.error("A request could not be stored: %s\n%s", type(problem).__qualname__, lines)


@sensitive_variables()
def _answer(
    request: HttpRequest,
    fetch: PageFetch,
    form: RequestForm,
    *,
    page_path: str,
    form_pass: str = "",
    status: int = 200,
) -> HttpResponse:
    data = request_page_data(request, fetch, form=form, form_pass=form_pass, page_path=page_path)
    return render(request, "appointments/request.html", {"data": data}, status=status)

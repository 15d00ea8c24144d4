"""Asks where visitors go before a city page comes off the site in the editor.

Wagtail's own screens for unpublishing and deleting, one page or several, stay as they are: behind
their last button stands this one question.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from locations.models import CityPage
from locations.services.departures import settle_visitors
from locations.services.visitors import LOG_ACTION, default_target, is_closed, shown_instead
from locations.visitors_form import VisitorsForm

OWN_FIELDS = ("csrfmiddlewaretoken", "visitors", "place")
PAGES_NAMED = 3


@hooks.register("before_unpublish_page")
def ask_before_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask for a city page and, where they come off as well, the pages below it."""
    pages: list[Page] = [page]
    if request.POST.get("include_descendants"):
        pages += page.get_descendants()
    return _ask(request, pages, is_deleted=False)


@hooks.register("before_delete_page")
def ask_before_deleting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask for every city page that is deleted with ``page``, once the rest is confirmed."""
    name = request.POST.get("confirm_site_name")
    if request.method != "POST" or name not in (None, settings.WAGTAIL_SITE_NAME):
        return None
    return _ask(request, page.get_descendants(inclusive=True), is_deleted=True)


@hooks.register("before_bulk_action")
def ask_before_bulk_action(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Ask once for all city pages that were ticked."""
    if action.model is not Page or action_type not in ("unpublish", "delete"):
        return None
    with_pages_below = action_type == "delete" or request.POST.get("include_descendants")
    pages: list[Page] = []
    for page in objects:
        pages += page.get_descendants(inclusive=True) if with_pages_below else [page]
    return _ask(request, pages, is_deleted=action_type == "delete")


@hooks.register("before_edit_page")
def tell_where_visitors_go(request: HttpRequest, page: Page) -> None:
    """Say on top of the form of a city page that is off the site, or will be at a date."""
    if request.method != "GET" or not isinstance(page, CityPage):
        return
    notice = _notice(page)
    if notice:
        messages.info(request, notice)


def _notice(page: CityPage) -> str:
    if page.live and page.expire_at is not None and page.expire_at > timezone.now():
        target = default_target(page)
        return _("This page comes off the site on %(date)s. Its visitors then see “%(page)s”.") % {
            "date": date_format(timezone.localtime(page.expire_at), "DATETIME_FORMAT"),
            "page": target.title if target else "",
        }
    if page.live or not is_closed(page):
        return ""
    shown = shown_instead(page)
    if shown is None:
        return _("This page is off the site, and its visitors read that it is gone.")
    return _("This page is off the site. Its visitors see “%(page)s” until you publish it.") % {
        "page": shown.title
    }


def _ask(request: HttpRequest, pages: Iterable[Page], *, is_deleted: bool) -> HttpResponse | None:
    """Settle where visitors go if that was answered; else return the question."""
    keys = {page.pk for page in pages}
    leaving = list(CityPage.objects.live().filter(pk__in=keys).order_by("path"))
    if not leaving:
        return None
    answer = request.POST if "visitors" in request.POST else None
    form = VisitorsForm(answer, pages=leaving, going=keys)
    if form.is_valid():
        settle_visitors(
            pages=leaving,
            target=form.cleaned_data["target"],
            user=request.user,  # type: ignore[arg-type]
            is_permanent=is_deleted,
        )
        return None
    return TemplateResponse(
        request,
        "locations/visitors/ask.html",
        {
            "form": form,
            "named": _named(leaving),
            "is_deleted": is_deleted,
            "kept": [
                (name, value)
                for name in request.POST
                if name not in OWN_FIELDS
                for value in request.POST.getlist(name)
            ],
        },
    )


def _named(pages: list[CityPage]) -> str:
    names = [f"“{page.title}”" for page in pages[:PAGES_NAMED]]
    if len(pages) > PAGES_NAMED:
        names.append(_("%(count)d more") % {"count": len(pages) - PAGES_NAMED})
    return get_text_list(names, _("and"))


class VisitorsLogFormatter(LogFormatter):
    """Tells in a page's history where its visitors were sent."""

    label = gettext_lazy("Send visitors elsewhere")

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence for one entry."""
        title = log_entry.data.get("to")
        if not title:
            return _("Told its visitors that it is gone")
        return _("Sent its visitors to “%(page)s”") % {"page": title}


@hooks.register("register_log_actions")
def name_log_action(actions: LogActionRegistry) -> None:
    """Let histories tell where visitors were sent."""
    actions.register_action(LOG_ACTION)(VisitorsLogFormatter)

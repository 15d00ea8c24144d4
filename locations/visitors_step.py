"""Asks where visitors go before a city page comes off the site in the editor.

Wagtail's own screens for unpublishing and deleting, one page or several, stay as they are: behind
their last button stands this one question.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from locations.models import CityPage
from locations.place_choice import PlacePageField, pages_of_other_places
from locations.services.visitors import LOG_ACTION, close_addresses, default_target

ABOVE, PLACE, GONE = "above", "place", "gone"
OWN_FIELDS = ("csrfmiddlewaretoken", "visitors", "place")
PAGES_NAMED = 3


class VisitorsForm(forms.Form):
    """Where the visitors of city pages go that come off the site.

    ``going`` are the keys of everything that comes off together with ``pages``.
    """

    visitors = forms.ChoiceField(
        label=gettext_lazy("Where do their visitors go?"), widget=forms.RadioSelect
    )
    place = PlacePageField(
        queryset=CityPage.objects.none(),
        required=False,
        label=gettext_lazy("Which place?"),
        help_text=gettext_lazy("Only for “the page of another place”. The nearest stand first."),
    )

    def __init__(self, *args: Any, pages: list[CityPage], going: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.above = _page_above(pages[0], going)
        places = pages_of_other_places(pages[0].area, leaving_out=pages)
        fields: Any = self.fields
        fields["place"].queryset = places
        fields["visitors"].choices = self._choices(has_places=places.exists())
        fields["visitors"].initial = ABOVE if self.above else GONE

    def clean(self) -> dict[str, Any]:
        """Return what was chosen, ``target`` among it: a page, or ``None`` for gone."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        choice = cleaned.get("visitors")
        if choice == PLACE and not cleaned.get("place") and "place" not in self.errors:
            self.add_error("place", _("Choose the place whose page visitors see instead."))
        cleaned["target"] = {ABOVE: self.above, PLACE: cleaned.get("place")}.get(choice or "")
        return cleaned

    def _choices(self, *, has_places: bool) -> list[tuple[str, str]]:
        choices = []
        if self.above:
            choices.append((ABOVE, _("To the page “%(page)s”") % {"page": self.above.title}))
        if has_places:
            choices.append((PLACE, _("To the page of another place, chosen below")))
        choices.append(
            (GONE, _("Nowhere: a page with our phone number says that this one is gone for good"))
        )
        return choices


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


def _ask(request: HttpRequest, pages: Iterable[Page], *, is_deleted: bool) -> HttpResponse | None:
    """Settle where visitors go if that was answered; else return the question."""
    keys = {page.pk for page in pages}
    leaving = list(CityPage.objects.live().filter(pk__in=keys).order_by("path"))
    if not leaving:
        return None
    answer = request.POST if "visitors" in request.POST else None
    form = VisitorsForm(answer, pages=leaving, going=keys)
    if form.is_valid():
        for page in leaving:
            close_addresses(
                page=page,
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


def _page_above(page: Page, going: set[int]) -> Page | None:
    """Return the nearest live page above ``page`` that stays itself."""
    above = default_target(page)
    while above is not None and above.pk in going:
        above = default_target(above)
    return above


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

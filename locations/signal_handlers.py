"""What follows by itself when a page or a place goes live, comes off the site or moves.

The guided steps ask where visitors go. These handlers see to everything that asks nobody: a date
at which a page comes off the site, the interface for programs, a command.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from wagtail.models import Page
from wagtail.search import index
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
)

from locations.models import CityIndexPage, CityPage, ServiceArea
from locations.services.visitors import (
    address_of,
    addresses_leading_to,
    close_addresses,
    default_target,
    is_closed,
    reopen_addresses,
    send_visitors,
    tidy_after_move,
)

PAGES_OF_PLACES = (CityPage, CityIndexPage)


def connect_signal_handlers() -> None:
    """Connect every handler below; safe to repeat."""
    page_published.connect(give_visitors_back, dispatch_uid="locations")
    page_unpublished.connect(send_visitors_up, dispatch_uid="locations")
    page_slug_changed.connect(tidy_redirects, dispatch_uid="locations")
    post_page_move.connect(tidy_redirects, dispatch_uid="locations")
    pre_delete.connect(note_addresses, sender=Page, dispatch_uid="locations")
    post_delete.connect(send_visitors_of_deleted_page_up, sender=Page, dispatch_uid="locations")
    published.connect(index_city_pages_anew, sender=ServiceArea, dispatch_uid="locations")


def give_visitors_back(instance: Page, **kwargs: Any) -> None:
    """A page that goes live has its own address and its former ones again."""
    reopen_addresses(instance)


def send_visitors_up(instance: Page, **kwargs: Any) -> None:
    """Redirect to the page above, for a city page the list of places, unless somebody chose."""
    if isinstance(instance, PAGES_OF_PLACES) and not is_closed(instance):
        close_addresses(page=instance, target=default_target(instance))


def tidy_redirects(instance: Page, **kwargs: Any) -> None:
    """Put right what the automatic redirects leave; Wagtail's own handler has made them."""
    tidy_after_move(instance.get_descendants(inclusive=True))


def note_addresses(instance: Any, **kwargs: Any) -> None:
    """Keep in mind which addresses end with a live page: its redirects are deleted with it."""
    if not instance.live or not issubclass(instance.specific_class or Page, PAGES_OF_PLACES):
        return
    own = address_of(instance)
    if own is not None and not is_closed(instance):
        instance.addresses_left = {own, *addresses_leading_to(instance, own)}


def send_visitors_of_deleted_page_up(instance: Any, **kwargs: Any) -> None:
    """Redirect those addresses to the nearest page above that is still there."""
    for address in getattr(instance, "addresses_left", ()):
        send_visitors(address, default_target(instance), page=instance, is_permanent=True)


def index_city_pages_anew(instance: ServiceArea, **kwargs: Any) -> None:
    """Let the editor's search find the pages of a place under the name that it has now."""
    for page in CityPage.objects.filter(area=instance):
        index.insert_or_update_object(page)

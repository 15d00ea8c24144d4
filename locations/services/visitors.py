"""Where the visitors of a page go that comes off the site, and how it gets them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, Site

from locations.models import ClosedAddress
from seo.models import GoneAddress

LOG_ACTION = "locations.send_visitors"


@dataclass(frozen=True, slots=True)
class Address:
    """A path, as redirects store it, of one site."""

    site: Site
    path: str


def address_of(page: Page) -> Address | None:
    """Return where ``page`` stands, published or not; ``None`` if it belongs to no site."""
    parts = page.get_url_parts()
    if parts is None or parts[2] is None:
        return None
    site_id, _root_url, path = parts
    return Address(Site.objects.get(pk=site_id), Redirect.normalise_path(path))


def default_target(page: Page) -> Page | None:
    """Return the nearest live page above ``page``: for a city page, the list of places.

    ``page`` itself may be deleted already. ``None`` if nothing above it is live.
    """
    width = Page.steplen
    above = [page.path[:end] for end in range(width, len(page.path), width)]
    live = Page.objects.filter(path__in=above, live=True).order_by("-path")
    return next((ancestor for ancestor in live if ancestor.get_url_parts()), None)


def page_above(page: Page, going: set[int]) -> Page | None:
    """Return the nearest live page above ``page`` that stays itself."""
    above = default_target(page)
    while above is not None and above.pk in going:
        above = default_target(above)
    return above


def is_closed(page: Page) -> bool:
    """Tell whether it is settled where the visitors of ``page``, where it stands now, go."""
    address = address_of(page)
    return address is not None and _closings(address).filter(page=page).exists()


def shown_instead(page: Page) -> Page | None:
    """Return what visitors of a page that :func:`is_closed` see; ``None`` if that it is gone."""
    address = address_of(page)
    if address is None:
        return None
    # That of the site itself counts before the one for all sites.
    redirect = _redirects(address).order_by(F("site").asc(nulls_last=True)).first()
    return redirect.redirect_page if redirect else None


def close_addresses(
    *, page: Page, target: Page | None, user: User | None = None, is_permanent: bool = False
) -> None:
    """Send the visitors of ``page`` to ``target``, or tell them that it is gone.

    Whoever calls this takes the page off the site. Redirects that lead to the page are made to lead
    to ``target`` at once, so that nobody is redirected twice. Safe to repeat. ``is_permanent`` is
    for a page that does not come back, and tells search engines so.
    """
    own = address_of(page)
    if own is None:
        return
    with transaction.atomic():
        # What was sent here while another page stood at this address is that page's no more.
        _closings(own).exclude(page=page).delete()
        for address in {own, *addresses_leading_to(page, own)}:
            ClosedAddress.objects.get_or_create(page=page, site=address.site, path=address.path)
            send_visitors(address, target, page=page, is_permanent=is_permanent)
        log(
            instance=page,
            action=LOG_ACTION,
            user=user,
            data={"to": target.title if target else ""},
        )


def addresses_leading_to(page: Page, own: Address) -> set[Address]:
    """Return the addresses whose redirect leads to ``page``, which stands at ``own``."""
    leading = Redirect.objects.filter(Q(redirect_page=page) | _typed(own)).select_related("site")
    return {Address(redirect.site or own.site, redirect.old_path) for redirect in leading}


def send_visitors(address: Address, target: Page | None, *, page: Page, is_permanent: bool) -> None:
    """Redirect ``address``, which belonged to ``page``, to ``target``, or take it down."""
    if target is None:
        _redirects(address).delete()
        GoneAddress.objects.update_or_create(
            site=address.site,
            path=address.path,
            defaults={"page_title": page.title, "offered_page": default_target(page)},
        )
    else:
        GoneAddress.objects.filter(site=address.site, path=address.path).delete()
        _redirects(address).filter(site=None).delete()
        # Not marked as made automatically: Wagtail replaces those when a page changes its address.
        Redirect.objects.update_or_create(
            site=address.site,
            old_path=address.path,
            defaults={
                "redirect_page": target,
                "redirect_page_route_path": "",
                "redirect_link": "",
                "is_permanent": is_permanent,
                "automatically_created": False,
            },
        )
    _closings(address).update(sent_to=target)


def reopen_addresses(page: Page) -> None:
    """Give the live ``page`` its visitors back. Safe to repeat.

    At its own address nothing stands in its way any more, and its former addresses redirect to it,
    unless somebody has sent their visitors elsewhere by hand.
    """
    own = address_of(page)
    if own is None:
        return
    with transaction.atomic():
        for closed in ClosedAddress.objects.filter(page=page).select_related("site"):
            address = Address(closed.site, closed.path)
            if address != own and _is_sent_to(address, closed.sent_to_id):
                _closings(address).filter(page=page).delete()
                send_visitors(address, page, page=page, is_permanent=True)
        ClosedAddress.objects.filter(page=page).delete()
        _closings(own).delete()
        _redirects(own).filter(site=own.site).delete()
        GoneAddress.objects.filter(site=own.site, path=own.path).delete()


def tidy_after_move(pages: Iterable[Page]) -> None:
    """Put right what Wagtail's automatic redirects leave when ``pages`` change their address.

    It redirects to pages that are not live too, and leaves a redirect at an address to which a page
    comes back.
    """
    for page in pages:
        own = address_of(page)
        if page.live and own is not None:
            reopen_addresses(page)
            for former in addresses_leading_to(page, own):
                Redirect.objects.filter(_typed(former)).update(redirect_page=page, redirect_link="")
        else:
            Redirect.objects.filter(redirect_page=page, automatically_created=True).delete()


def _is_sent_to(address: Address, target_id: int | None) -> bool:
    redirect = Redirect.objects.filter(site=address.site, old_path=address.path).first()
    if redirect is not None:
        return target_id is not None and redirect.redirect_page_id == target_id
    gone = GoneAddress.objects.filter(site=address.site, path=address.path)
    return target_id is None and gone.exists()


def _redirects(address: Address) -> QuerySet[Redirect]:
    """Return the redirects at ``address``, that of all sites among them."""
    sites = Q(site=address.site) | Q(site=None)
    redirects: QuerySet[Redirect] = Redirect.objects.filter(sites, old_path=address.path)
    return redirects


def _typed(address: Address) -> Q:
    """Match redirects to ``address`` that somebody typed, with the site's name or without."""
    paths = [address.path, f"{address.path}/"]
    return Q(redirect_link__in=[*paths, *(address.site.root_url + path for path in paths)])


def _closings(address: Address) -> QuerySet[ClosedAddress]:
    return ClosedAddress.objects.filter(site=address.site, path=address.path)

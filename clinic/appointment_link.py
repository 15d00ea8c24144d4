"""Where visitors ask for an appointment: told by the package that has the form."""

from __future__ import annotations

from collections.abc import Callable

from page_cache.tags import PageFetch

AppointmentLink = Callable[[PageFetch], str]

_finders: list[AppointmentLink] = []


def appointment_link(finder: AppointmentLink) -> AppointmentLink:
    """Register the function that returns the path of the form, ``""`` while it is off."""
    _finders.append(finder)
    return finder


def appointment_url(fetch: PageFetch) -> str:
    """Return the path of the form, ``""`` without one; asked once for a page."""
    return fetch.once("appointment link", lambda: next((f(fetch) for f in _finders), ""))

"""Entries of the menu "Places" for people who look after places."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class PlacesMenuItem(MenuItem):
    """An entry for whoever may change places; others would be turned away behind it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person looks after places."""
        return bool(request.user.has_perm("locations.change_servicearea"))

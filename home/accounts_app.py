"""Wagtail's accounts with the site's own screens; named in ``INSTALLED_APPS``.

It stands in a module of its own, so that Django finds one app, not two, in ``home.apps``.
"""

from __future__ import annotations

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    user_viewset = "home.accounts.AccountViewSet"

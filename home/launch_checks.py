"""What is missing in texts, accounts, e-mail and address before the site can be launched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Site

from clinic.launch import LaunchGap, launch_check
from clinic.launch_checks import edit_url
from editorial.models import Disclosure, Question
from locations.models import LandingBlueprint

PAGES_NAMED = 10
"""How many unread pages are named one by one; of the others only the number is told."""

PUBLISHED_BY_A_PERSON = Q(action__startswith="wagtail.publish", user__isnull=False)
"""Entries in a record's history that name who published it, now or for later."""

TEXTS: tuple[Any, ...] = (Disclosure, Question, LandingBlueprint)

BACKENDS_THAT_SEND_NOTHING = {
    f"django.core.mail.backends.{name}.EmailBackend"
    for name in ("console", "dummy", "filebased", "locmem")
}
NO_REAL_HOST = {"localhost", "127.0.0.1", "::1", "[::1]", "testserver"}
DEMO_MAIL_ENDING = "@localhost"


@launch_check("pages")
def unread_page_gaps() -> Iterator[LaunchGap]:
    """Yield a gap for each live page that no person has published.

    Such a page came with the demo or from a command. Whoever reads it and finds it true presses
    Publish, and the page's history then names them.
    """
    read = PageLogEntry.objects.filter(PUBLISHED_BY_A_PERSON).values("page")
    unread = Page.objects.live().filter(depth__gt=1).exclude(pk__in=read).order_by("path")
    for page in unread[:PAGES_NAMED]:
        yield LaunchGap(
            message=_("Nobody has read and published the page “%(page)s” yet.")
            % {"page": page.title},
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
    others = unread.count() - PAGES_NAMED
    if others > 0:
        message = ngettext(
            "Nobody has read and published %(count)d more page yet.",
            "Nobody has read and published %(count)d more pages yet.",
            others,
        )
        yield LaunchGap(
            message=message % {"count": others}, edit_url=reverse("wagtailadmin_explore_root")
        )


@launch_check("texts")
def unread_text_gaps() -> Iterator[LaunchGap]:
    """Yield a gap for each kind of shared text of which no person has published some records."""
    for model in TEXTS:
        unread = _unread_records(model)
        if len(unread) == 1:
            yield LaunchGap(
                message=_("Nobody has read and published the %(kind)s “%(text)s” yet.")
                % {"kind": model._meta.verbose_name, "text": unread[0]},
                edit_url=edit_url(unread[0]),
            )
        elif unread:
            yield LaunchGap(
                message=_("Nobody has read and published %(count)d %(kind)s yet.")
                % {"count": len(unread), "kind": model._meta.verbose_name_plural},
                edit_url=reverse(model.snippet_viewset.get_url_name("list")),
            )


@launch_check("accounts")
def account_gaps() -> Iterator[LaunchGap]:
    """Yield a gap if only the demo's account can sign in, and one for each without e-mail."""
    accounts = list(_accounts_of_the_editor())
    with_mail = [user for user in accounts if _has_mail(user)]
    if not any(user.has_usable_password() for user in with_mail):
        yield LaunchGap(
            message=_("Nobody can sign in with an account of their own: add one for each person."),
            edit_url=reverse("wagtailusers_users:index"),
        )
    for user in accounts:
        if user not in with_mail:
            yield LaunchGap(
                message=_(
                    "The account “%(user)s” has no e-mail address to reset its password with."
                )
                % {"user": user.get_username()},
                edit_url=reverse("wagtailusers_users:edit", args=[user.pk]),
            )


@launch_check("e-mail")
def mail_gaps() -> Iterator[LaunchGap]:
    """Yield a gap while mail is printed or thrown away instead of sent."""
    if settings.EMAIL_BACKEND in BACKENDS_THAT_SEND_NOTHING:
        yield LaunchGap(
            message=_("The site cannot send e-mail: whoever runs the server sets EMAIL_URL.")
        )


@launch_check("address")
def address_gaps() -> Iterator[LaunchGap]:
    """Yield a gap for each site whose address only this machine knows."""
    for site in Site.objects.all():
        if site.hostname in NO_REAL_HOST:
            yield LaunchGap(
                message=_(
                    "The site's address is %(host)s, which nobody else can reach: whoever runs the "
                    "server sets SITE_URL."
                )
                % {"host": site.hostname}
            )


def _unread_records(model: Any) -> list[Any]:
    content_type = ContentType.objects.get_for_model(model)
    entries = ModelLogEntry.objects.filter(PUBLISHED_BY_A_PERSON, content_type=content_type)
    read = entries.annotate(record=Cast("object_id", BigIntegerField())).values("record")
    return list(model._default_manager.filter(live=True).exclude(pk__in=read))


def _accounts_of_the_editor() -> QuerySet[User]:
    access = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    may_enter = Q(is_superuser=True) | Q(groups__permissions__in=access)
    may_enter |= Q(user_permissions__in=access)
    return User.objects.filter(may_enter, is_active=True).distinct().order_by("username")


def _has_mail(user: User) -> bool:
    return bool(user.email) and not user.email.endswith(DEMO_MAIL_ENDING)

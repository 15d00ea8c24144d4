"""The e-mail that tells each person in the morning what is to do."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from clinic.models import Clinic
from editorial.models import DigestDelivery, DigestSettings, ToDoRow
from editorial.to_do_access import rows_for
from operations.to_do import registered_checks

logger = logging.getLogger(__name__)

LISTED = 20
MONDAY = 0
RETRY_AFTER = timedelta(minutes=15)
REMEMBERED = timedelta(days=60)


class DigestFailed(Exception):
    """Some people could not be sent the e-mail; it is tried again in a quarter of an hour."""


def send_digests(*, now: datetime) -> int:
    """Send the e-mail of today to everybody who has not had it; return how many were sent.

    Raises :class:`DigestFailed` once everybody was tried.
    """
    local = now.astimezone(_zone())
    preferences = DigestSettings.load()
    if local.hour < preferences.hour:
        return 0
    DigestDelivery.objects.filter(day__lt=local.date() - REMEMBERED).delete()
    sent, failed = 0, 0
    for user in _recipients(preferences, local):
        if _is_done(user, local.date(), now):
            continue
        rows = rows_for(user)
        if not rows.exists() or not _claim(user, local.date(), now):
            continue
        delivery = DigestDelivery.objects.filter(user=user, day=local.date())
        try:
            _send(user, rows)
        except Exception:
            logger.exception("The digest for user %s could not be sent", user.pk)
            delivery.update(failed_at=now)
            failed += 1
        else:
            delivery.update(sent_at=now)
            sent += 1
    if failed:
        raise DigestFailed(
            ngettext(
                "%(count)d e-mail could not be sent.",
                "%(count)d e-mails could not be sent.",
                failed,
            )
            % {"count": failed}
        )
    return sent


def _zone() -> ZoneInfo:
    clinic = Clinic.objects.filter(live=True).first()
    return ZoneInfo(clinic.time_zone if clinic else settings.TIME_ZONE)


def _recipients(preferences: DigestSettings, local: datetime) -> list[Any]:
    """Return the people who want the e-mail on that day: each as chosen, or as all others."""
    wanted = {DigestSettings.Frequency.DAILY.value}
    if local.weekday() == MONDAY:
        wanted.add(DigestSettings.Frequency.WEEKLY.value)
    wants = Q(digest_preference__frequency__in=wanted)
    if preferences.frequency in wanted:
        wants |= Q(digest_preference=None) | Q(digest_preference__frequency="")
    users = get_user_model().objects.with_perm(
        "wagtailadmin.access_admin", backend="django.contrib.auth.backends.ModelBackend"
    )
    return list(users.filter(wants, is_active=True).exclude(email="").order_by("pk"))


def _is_done(user: Any, day: date, now: datetime) -> bool:
    """Tell whether there is a delivery for that day that is not to be tried again now."""
    deliveries = DigestDelivery.objects.filter(user=user, day=day)
    return deliveries.exists() and not _to_retry(user, day, now).exists()


def _to_retry(user: Any, day: date, now: datetime) -> Any:
    return DigestDelivery.objects.filter(
        user=user, day=day, sent_at=None, failed_at__lte=now - RETRY_AFTER
    )


def _claim(user: Any, day: date, now: datetime) -> bool:
    """Note that this process sends the e-mail; False where another was quicker."""
    _delivery, is_new = DigestDelivery.objects.get_or_create(
        user=user, day=day, defaults={"claimed_at": now}
    )
    return is_new or bool(_to_retry(user, day, now).update(failed_at=None, claimed_at=now))


def _send(user: Any, rows: Any) -> None:
    total = rows.count()
    listed: list[ToDoRow] = list(rows[:LISTED])
    base = _base_url()
    labels = {check.key: str(check.label) for check in registered_checks()}
    counts = rows.order_by().values("kind").annotate(count=Count("pk"))
    found = {row["kind"]: row["count"] for row in counts}
    text = render_to_string(
        "editorial/to_do/digest.txt",
        {
            "total": total,
            "kinds": [(labels[key], found[key]) for key in labels if key in found],
            "rows": [
                {
                    "title": row.title,
                    "message": row.message,
                    "urgency": row.get_severity_display(),
                    "url": urljoin(base, row.edit_url),
                }
                for row in listed
            ],
            "more": total - len(listed),
            "report_url": urljoin(base, reverse("to_do")),
        },
    )
    subject = ngettext(
        "%(count)d thing to do on %(site)s", "%(count)d things to do on %(site)s", total
    )
    send_mail(
        subject=" ".join((subject % {"count": total, "site": _site_name()}).split()),
        message=text,
        from_email=None,
        recipient_list=[user.email],
    )


def _base_url() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else settings.WAGTAILADMIN_BASE_URL


def _site_name() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return (site.site_name if site else "") or _("your site")

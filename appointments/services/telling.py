"""The e-mail that a request waits: it says so, where to look, and nothing else."""

from __future__ import annotations

import logging
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from appointments.models import AppointmentRequest, AppointmentSettings, DeskMail
from appointments.rules.waiting import retry_delay

logger = logging.getLogger(__name__)


class DeskNotToldError(Exception):
    """The mail server did not take the e-mail; it is asked again, less often each time."""

    def __init__(self, failures: int) -> None:
        super().__init__(
            ngettext(
                "The e-mail to the appointment desk could not be sent (%(count)d try).",
                "The e-mail to the appointment desk could not be sent (%(count)d tries).",
                failures,
            )
            % {"count": failures}
        )


def tell_desk(*, now: datetime) -> int:
    """Send one e-mail about all requests that the desk has not been told of; return how many.

    A process that dies between sending and noting so sends it twice, rather than never. Raises
    :class:`DeskNotToldError`.
    """
    address = AppointmentSettings.current().notify_email
    untold = list(
        AppointmentRequest.objects.waiting().filter(told_at=None).values_list("pk", flat=True)
    )
    mail, _is_new = DeskMail.objects.get_or_create(pk=1)
    if not address or not untold or (mail.next_try_at and mail.next_try_at > now):
        return 0
    try:
        _send(address, len(untold))
    except Exception as problem:
        mail.failures += 1
        mail.next_try_at = now + retry_delay(mail.failures)
        mail.save()
        logger.warning("The appointment desk could not be told: %s", type(problem).__name__)
        raise DeskNotToldError(mail.failures) from None
    AppointmentRequest.objects.filter(pk__in=untold).update(told_at=now)
    if mail.failures:
        mail.failures, mail.next_try_at = 0, None
        mail.save()
    return len(untold)


def _send(address: str, count: int) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    base = site.root_url if site else settings.WAGTAILADMIN_BASE_URL
    subject = ngettext(
        "%(count)d request for an appointment waits",
        "%(count)d requests for an appointment wait",
        count,
    ) % {"count": count}
    text = render_to_string(
        "appointments/desk_mail.txt",
        {
            "subject": subject,
            "url": urljoin(base, reverse("appointment_requests:index")),
            "site_name": (site.site_name if site else "") or _("your site"),
        },
    )
    send_mail(subject=subject, message=text, from_email=None, recipient_list=[address])

"""What is to do about requests: those that wait, and what keeps the desk from knowing of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from appointments.models import AppointmentRequest, AppointmentSettings, DeskMail
from appointments.overdue import overdue_requests
from appointments.vault import keyring
from operations.to_do import Severity, ToDo, to_do_check

REQUESTS = AppointmentRequest._meta.label_lower
SETTINGS = AppointmentSettings._meta.label_lower
FAILURES_TOLD = 3


@to_do_check("late-requests", label=gettext_lazy("Appointment requests that wait"))
def late_requests(now: datetime) -> Iterator[ToDo]:
    """Yield one row while a request has waited longer than one working day."""
    late = overdue_requests(now)
    if late:
        first = date_format(timezone.localdate(late[0].received_at))
        message = ngettext(
            "%(count)d request has waited for more than one working day, since %(date)s.",
            "%(count)d requests have waited for more than one working day, the first since "
            "%(date)s.",
            len(late),
        ) % {"count": len(late), "date": first}
        yield _row("late", message, Severity.NOW)


@to_do_check("unreadable-requests", label=gettext_lazy("Appointment requests without their key"))
def unreadable_requests(now: datetime) -> Iterator[ToDo]:
    """Yield a row while there are requests whose key is not on this machine."""
    count = AppointmentRequest.objects.exclude(key_id__in=keyring().keys).count()
    if count:
        message = ngettext(
            "%(count)d request cannot be decrypted. Ask whoever runs the server for its key.",
            "%(count)d requests cannot be decrypted. Ask whoever runs the server for their key.",
            count,
        ) % {"count": count}
        yield _row("unreadable", message, Severity.NOW)


@to_do_check("desk-set-up", label=gettext_lazy("How appointment requests are set up"))
def desk_set_up(now: datetime) -> Iterator[ToDo]:
    """Yield a row for each setting that is missing, and for an e-mail that goes nowhere."""
    current = AppointmentSettings.current()
    url = reverse("wagtailsettings:edit", args=["appointments", "appointmentsettings"])
    if current.is_on and not current.notify_email:
        yield ToDo(
            key="no-address",
            title=_("Appointment requests"),
            message=_("Nobody is told by e-mail that a request waits. Enter an address."),
            edit_url=f"{url}#panel-notify_email-section",
            model=SETTINGS,
        )
    if current.is_on and current.privacy_page_id is None:
        yield ToDo(
            key="no-statement",
            title=_("Appointment requests"),
            message=_("The form names no privacy statement. Choose the page that holds it."),
            edit_url=f"{url}#panel-privacy_page-section",
            model=SETTINGS,
        )
    if DeskMail.objects.filter(failures__gte=FAILURES_TOLD).exists():
        yield _row("mail", _("The e-mail about new requests cannot be sent."), Severity.NOW)


def _row(key: str, message: str, severity: Severity) -> ToDo:
    return ToDo(
        key=key,
        title=_("Appointment requests"),
        message=message,
        edit_url=reverse("appointment_requests:index"),
        model=REQUESTS,
        severity=severity,
    )

"""What keeps a record from going live, whichever of Wagtail's ways somebody takes.

A rule that stands behind all of them raises :class:`PublishRefusedError` from Django's
``pre_save``. Wagtail expects no such exception: the middleware here makes it a sentence on the
screen where it can be mended. Its transaction has been rolled back by then.

What must not be rolled back with it, such as an approval, catches the refusal and says so with
:func:`tell`. Packages register their rules with :func:`rule_before_publishing`, so that somebody
can be told early what will stand in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder


class PublishRefusedError(Exception):
    """``record`` may not go live; the message tells an editor why and what to do."""

    def __init__(self, record: Any, message: str) -> None:
        self.record = record
        super().__init__(message)

    def mend_url(self, user: Any) -> str:
        """Return where ``user`` does that, the record's edit screen; nothing for no such place."""
        if not self.record.pk:
            return ""
        return AdminURLFinder(user).get_edit_url(self.record) or ""


Rule = Callable[[Any], None]

_rules: dict[type[Model], list[Rule]] = {}
# What the person who sent the request at hand is still to be told; None outside of any.
_to_tell: ContextVar[list[str] | None] = ContextVar("to_tell", default=None)


def rule_before_publishing(rule: Rule, models: Iterable[type[Model]]) -> None:
    """Register ``rule`` for ``models``; doing so twice changes nothing.

    It gets a version and raises :class:`PublishRefusedError` if an editor has to mend something
    before this version may go live. To enforce it is left to whoever registers it.
    """
    for model in models:
        rules = _rules.setdefault(model, [])
        if rule not in rules:
            rules.append(rule)


def refusals_of(version: Any) -> list[PublishRefusedError]:
    """Return what the rules for its kind say against this version, as it is in memory."""
    found = []
    for rule in _rules.get(type(version), ()):
        try:
            rule(version)
        except PublishRefusedError as refusal:
            found.append(refusal)
    return found


def tell(message: str) -> None:
    """Tell whoever sent the request at hand, on the next screen; outside of any, do nothing.

    For what happens behind Wagtail's own screens, some of which offer no hook.
    """
    told = _to_tell.get()
    if told is not None and message not in told:
        told.append(message)


class PublishRefusalMiddleware:
    """Answers :class:`PublishRefusedError` with its message, on the screen where one mends it.

    It also passes on what was said with :func:`tell`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        told: list[str] = []
        token = _to_tell.set(told)
        try:
            response = self.get_response(request)
        finally:
            _to_tell.reset(token)
        if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            for message in told:
                messages.warning(request, message)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer to a refusal, ``None`` for any other exception."""
        if not isinstance(exception, PublishRefusedError):
            return None
        # What was said before belongs to what has been rolled back.
        (_to_tell.get() or []).clear()
        if "text/html" not in request.headers.get("Accept", "text/html"):
            return JsonResponse({"detail": str(exception)}, status=409)
        messages.error(request, str(exception))
        return redirect(exception.mend_url(request.user) or _way_back(request))


def _way_back(request: HttpRequest) -> str:
    """Return the path on this site that the person came from, the editor's start without one."""
    origin = urlsplit(request.headers.get("Referer", ""))
    is_ours = origin.netloc == request.get_host() and origin.path != request.path
    return origin.path if is_ours else reverse("wagtailadmin_home")

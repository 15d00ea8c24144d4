"""The editor's screens for claims: what is found on a record, letting one stand, taking it back."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

from editorial.claim_texts import checked_models
from editorial.models import AcceptedClaim
from editorial.rights import may_publish
from editorial.services.claims import (
    ClaimGoneError,
    ReasonTooShortError,
    accept_claim,
    claims_on,
    find_on,
    may_accept,
    may_change,
    newest_version,
    take_back_claim,
)
from editorial.services.effect_statements import (
    ChangedSinceReadError,
    RecordLockedError,
    state_and_publish,
    texts_to_state,
    unsourced_texts,
)
from editorial.views.claims_report import ClaimsReportView
from operations.refusals import PublishRefusedError


def checked_record(content_type: int, pk: int) -> Any:
    """Return a record whose texts are checked; raise ``Http404`` for any other."""
    kind = get_object_or_404(ContentType, pk=content_type).model_class()
    if kind is None or (kind not in checked_models() and kind is not Page):
        raise Http404
    record = get_object_or_404(kind, pk=pk)
    return record.specific if isinstance(record, Page) else record


def edit_address(record: Any) -> str:
    """Return the address of the record's edit form."""
    return AdminURLFinder().get_edit_url(record) or reverse("wagtailadmin_home")


class FindingsView(View):
    """The claims on a record as it was saved last, for the panel of its edit screen."""

    def get(self, request: HttpRequest, content_type: int, pk: int) -> HttpResponse:
        """Return the part of the edit screen that lists them."""
        record = checked_record(content_type, pk)
        user: Any = request.user
        if not may_change(record, user):
            raise PermissionDenied
        version = newest_version(record)
        found = claims_on(version)
        context = {
            "content_type": content_type,
            "record": record,
            "open_claims": [one for one in found if one.accepted is None],
            "accepted_claims": [one for one in found if one.accepted is not None],
            "may_accept": may_accept(record, user),
            "unsourced": unsourced_texts(version),
            "waiting": texts_to_state(version),
        }
        return TemplateResponse(request, "editorial/claims/findings.html", context)


class ReasonForm(forms.ModelForm):
    """Why a sentence may stand."""

    class Meta:
        model = AcceptedClaim
        fields = ("reason",)
        widgets: ClassVar = {"reason": forms.Textarea(attrs={"rows": 4})}


class _ClaimScreen(WagtailAdminTemplateMixin, FormView):
    """A screen about one claim on ``self.record``."""

    header_icon = "warning"
    _show_breadcrumbs = True
    record: Any

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: home, the record, this step."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": edit_address(self.record), "label": str(self.record)},
            {"url": "", "label": str(self.page_title)},
        ]


class AcceptClaimView(_ClaimScreen):
    """Let a sentence stand, with a reason."""

    template_name = "editorial/claims/accept.html"
    form_class = ReasonForm
    page_title = gettext_lazy("Accept with a reason")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.record = checked_record(kwargs["content_type"], kwargs["pk"])
        if not may_accept(self.record, request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        self.found = find_on(newest_version(self.record), kwargs["rule"], kwargs["sentence"])
        if self.found is None:
            messages.error(request, str(ClaimGoneError()))
            return redirect(edit_address(self.record))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "record": self.record,
            "edit_url": edit_address(self.record),
            "found": self.found,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            accept_claim(
                record=self.record,
                rule=self.kwargs["rule"],
                sentence_hash=self.kwargs["sentence"],
                reason=form.cleaned_data["reason"],
                user=self.request.user,  # type: ignore[arg-type]
            )
        except ReasonTooShortError as refusal:
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        except ClaimGoneError as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(
                self.request, _("Accepted. Your reason is kept in the history of this record.")
            )
        return redirect(edit_address(self.record))


class TakeBackClaimView(_ClaimScreen):
    """Ask again about a sentence that was let stand."""

    template_name = "editorial/claims/take_back.html"
    form_class = forms.Form
    page_title = gettext_lazy("Take an acceptance back")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.acceptance = get_object_or_404(AcceptedClaim, pk=kwargs["accepted"])
        record = self.acceptance.record
        if record is None:
            raise Http404
        self.record = record.specific if isinstance(record, Page) else record
        if not may_accept(self.record, request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"acceptance": self.acceptance, "edit_url": edit_address(self.record)}

    def form_valid(self, form: Any) -> HttpResponse:
        take_back_claim(acceptance=self.acceptance, user=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _("Taken back. The sentence is listed as open again."))
        return redirect(edit_address(self.record))


class StateNoEffectView(_ClaimScreen):
    """Say of texts that name no source that they claim no effect, and publish them by that."""

    template_name = "editorial/claims/state.html"
    form_class = forms.Form
    page_title = gettext_lazy("Texts without a source")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.record = checked_record(kwargs["content_type"], kwargs["pk"])
        if not may_publish(self.record, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        texts = texts_to_state(newest_version(self.record))
        return context | {"texts": texts, "edit_url": edit_address(self.record)}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            record = state_and_publish(
                record=self.record,
                user=self.request.user,  # type: ignore[arg-type]
                hashes=self.request.POST.getlist("read"),
            )
        except ChangedSinceReadError as refusal:
            messages.error(self.request, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        except RecordLockedError as refusal:
            messages.error(self.request, str(refusal))
            return redirect(edit_address(self.record))
        except PublishRefusedError as refusal:
            said = _("Your word is kept. It is not live yet, because: %(refusal)s")
            messages.error(self.request, said % {"refusal": refusal})
            return redirect(refusal.mend_url(self.request.user) or edit_address(self.record))
        message = _('Your word for "%(title)s" is kept.')
        if record.live and not record.has_unpublished_changes:
            message = _('"%(title)s" is live.')
        elif record.scheduled_revision:
            message = _('"%(title)s" goes live at its date.')
        messages.success(self.request, message % {"title": record})
        return redirect(edit_address(record))


class ClaimsViewSet(ViewSet):
    """The addresses of these screens."""

    name = "claims"
    url_prefix = "claims"
    icon = "warning"

    def get_urlpatterns(self) -> list[Any]:
        """Return the findings on a record, accepting, taking back, stating, and the report."""
        record = "<int:content_type>/<int:pk>/"
        return [
            path(record, FindingsView.as_view(), name="findings"),
            path(f"{record}no-effect/", StateNoEffectView.as_view(), name="state"),
            path(f"{record}<slug:rule>/<slug:sentence>/", AcceptClaimView.as_view(), name="accept"),
            path("accepted/<int:accepted>/", TakeBackClaimView.as_view(), name="take_back"),
            path("report/", ClaimsReportView.as_view(), name="report"),
            path(
                "report/results/",
                ClaimsReportView.as_view(results_only=True),
                name="report_results",
            ),
        ]

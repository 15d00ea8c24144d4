"""Medical review in the editor: what waits for a clinician, and reading and signing it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from editorial.approved_drafts import approved_draft
from editorial.claim_texts import checked_texts
from editorial.models import Citation, Signature, SignatureForm, review_is_required, reviewer_of
from editorial.pieces import reviewed_models
from editorial.review_status import (
    read_url,
    readings_of,
    review_items,
    version_to_read,
    waiting_state,
)
from editorial.services.claims import claims_on
from editorial.services.effect_statements import texts_to_state
from editorial.services.medical_review import NothingSignedBeforeError, ReviewDateError
from editorial.services.review_steps import (
    ChangedWhileReadingError,
    CommentMissingError,
    ask_for_changes,
    sign_what_was_read,
    wave_mistyping_through,
)
from editorial.shown_on import pages_showing
from operations.refusals import refusals_of

PAGES_LISTED = 20


class _ReviewScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A screen for whoever may see what was signed."""

    permission_policy = ModelPermissionPolicy(Signature)
    permission_required = "view"
    header_icon = "glasses"
    _show_breadcrumbs = True


class QueueView(_ReviewScreen):
    """Lists what waits, what changed, what was never signed, and what is due again."""

    template_name = "editorial/review/queue.html"
    page_title = gettext_lazy("Medical review")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        items = review_items(timezone.localdate())
        return context | {
            "is_required": review_is_required(),
            "may_sign": reviewer_of(self.request.user) is not None,
            "rows": [
                {"item": item, "kind": item.record._meta.verbose_name, "url": read_url(item.record)}
                for item in items
            ],
        }


class ReadView(_ReviewScreen):
    """One version, as visitors will see it, beside what changed; and the form to sign it."""

    template_name = "editorial/review/read.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.record = find_record(**kwargs)
        self.form = SignatureForm()

    @property
    def page_title(self) -> str:
        """Return what is read."""
        return str(version_to_read(self.record))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, by the list."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("medical_review:queue"), "label": _("Medical review")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        version = version_to_read(self.record)
        readings = readings_of(version)
        pages = pages_showing(self.record, version)
        page_count = pages.count()
        waits = waiting_state(self.record) is not None
        return context | {
            "record": self.record,
            "kind": self.record._meta.verbose_name,
            "readings": readings,
            "is_signed": all(reading.signature for reading in readings),
            "sources": sources_of(version),
            "claims": claims_on(version),
            "unsourced": texts_to_state(version),
            "waits": waits,
            "refusals": refusals_of(version) if waits else [],
            "approved": approved_draft(self.record),
            "is_draft": version is not self.record,
            "reviewer": reviewer_of(self.request.user),
            "form": self.form,
            "page_count": page_count,
            "pages": pages[:PAGES_LISTED],
            "more_pages": max(0, page_count - PAGES_LISTED),
            "preview_url": reverse("medical_review:preview", kwargs=self.kwargs),
            "edit_url": AdminURLFinder(self.request.user).get_edit_url(self.record),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign, wave a mistyping through, or send back."""
        if reviewer_of(request.user) is None:
            raise PermissionDenied
        steps = {"sign": self.sign, "mistyping": self.mistyping, "return": self.send_back}
        step = steps.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        try:
            message = step()
        except (
            ChangedWhileReadingError,
            CommentMissingError,
            NothingSignedBeforeError,
            ReviewDateError,
        ) as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(), status=409)
        if not message:
            return self.render_to_response(self.get_context_data(), status=400)
        messages.success(request, message)
        return redirect("medical_review:queue")

    def sign(self) -> str:
        """Sign all texts; return what to say, nothing for a form with errors."""
        self.form = SignatureForm(self.request.POST)
        if not self.form.is_valid():
            return ""
        is_live = sign_what_was_read(
            record=self.record,
            user=self.request.user,  # type: ignore[arg-type]
            hashes=self.request.POST.getlist("read"),
            unsourced=self.request.POST.getlist("unsourced"),
            next_review_date=self.form.cleaned_data["next_review_date"],
            comment=self.form.cleaned_data["comment"],
            now=timezone.now(),
        )
        return self._said(is_live)

    def mistyping(self) -> str:
        """Let the text that is named go through as it was signed before."""
        is_live = wave_mistyping_through(
            record=self.record,
            user=self.request.user,  # type: ignore[arg-type]
            key=self.request.POST.get("key", ""),
            read_hash=self.request.POST.get("read", ""),
            now=timezone.now(),
        )
        return self._said(is_live)

    def send_back(self) -> str:
        """Ask the editor for changes."""
        ask_for_changes(
            record=self.record,
            user=self.request.user,  # type: ignore[arg-type]
            comment=self.request.POST.get("comment", ""),
        )
        return _('"%(title)s" went back to its editor.') % {"title": self.record}

    def _said(self, is_live: bool) -> str:
        """Return what was done; what kept it from going live is told behind it."""
        if is_live:
            return _('Signed. "%(title)s" is live.') % {"title": self.record}
        return _('"%(title)s" is signed.') % {"title": self.record}


class PreviewView(PermissionCheckedMixin, View):
    """The version that is read, as visitors will see it."""

    permission_policy = ModelPermissionPolicy(Signature)
    permission_required = "view"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Return the page itself, or one that shows the shared record."""
        version = version_to_read(find_record(**kwargs))
        response: HttpResponse = version.make_preview_request(
            original_request=request, preview_mode=version.default_preview_mode
        )
        return response


def find_record(app_label: str, model_name: str, pk: int) -> Any:
    """Return a record that has clinical text; raise ``Http404`` for anything else."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    if model not in reviewed_models():
        raise Http404
    return get_object_or_404(model, pk=pk)


def sources_of(version: Any) -> list[Any]:
    """Return the sources that the version names: marked in its texts, then listed for all of it."""
    texts = checked_texts(version)
    marked = [mark.key for text in texts if text.passage for mark in text.passage.marks]
    rows = getattr(version, "citations", None)
    listed = [row.citation_id for row in rows.all()] if rows is not None else []
    found = Citation.objects.in_bulk([*marked, *listed])
    return [found[key] for key in dict.fromkeys([*marked, *listed]) if key in found]


class MedicalReviewViewSet(ViewSet):
    """The addresses of these screens."""

    name = "medical_review"
    url_prefix = "medical-review"
    icon = "glasses"
    menu_label = gettext_lazy("Medical review")

    def get_urlpatterns(self) -> list[Any]:
        """Return the list, reading, and the preview."""
        record = "<slug:app_label>/<slug:model_name>/<int:pk>/"
        return [
            path("", QueueView.as_view(), name="queue"),
            path(record, ReadView.as_view(), name="read"),
            path(f"{record}preview/", PreviewView.as_view(), name="preview"),
        ]

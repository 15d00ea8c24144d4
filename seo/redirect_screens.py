"""The editor's screens for redirects as a table: export, upload, look at them, import."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import RedirectView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from operations.tables.problems import TableFileError
from seo.models import RedirectUpload
from seo.redirect_planning import (
    exported_redirects,
    plan_redirects,
    read_file,
    rejected_rows,
)
from seo.redirect_table import COLUMNS
from seo.services.redirect_import import (
    RedirectsOutdatedError,
    RedirectsRefusedError,
    check_may_import,
    import_redirects,
    keep_redirect_upload,
)
from seo.site_reading import default_site

SHOWN = 500
"""How many rows of each kind the screen lists; a browser shows no more with ease."""


class RedirectFileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("File of redirects"),
        help_text=gettext_lazy(
            "CSV (UTF-8) or Excel workbook (.xlsx) with the columns “old” and “new”, for example "
            "/migraine.html and /faq/ketamine-for-migraine/. You see every row before anything is "
            "stored."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class RedirectsMixin:
    """Lets in whoever may change redirects."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check_may_import(request.user)
        response: HttpResponseBase = super().dispatch(  # type: ignore[misc]
            request, *args, **kwargs
        )
        return response

    @cached_property
    def site(self) -> Site:
        """The site that redirects are imported for: the default one."""
        site = default_site()
        if site is None:
            raise Http404
        return site


class RedirectScreen(RedirectsMixin, WagtailAdminTemplateMixin, TemplateView):
    """What both screens share."""

    page_title = gettext_lazy("Import and export redirects")
    header_icon = "redirect"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailredirects:index"), "label": _("Redirects")},
            {"url": "", "label": str(self.page_title)},
        ]


class RedirectFilesView(RedirectScreen):
    """Download every redirect, or upload a file."""

    template_name = "seo/redirect_files.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.setdefault("form", RedirectFileForm())
        return context | {"redirect_count": Redirect.objects.count(), "columns": COLUMNS}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the uploaded file and go on to its rows."""
        form = RedirectFileForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                upload = keep_redirect_upload(
                    user=request.user, file_name=file.name, source=file, size=file.size
                )
                return redirect("redirect_import:changes", upload.pk)
            except TableFileError as error:
                form.add_error("file", str(error))
        return self.render_to_response(self.get_context_data(form=form), status=400)


class UploadMixin:
    """An uploaded file of the user's own."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def upload(self) -> RedirectUpload:
        """The file; nobody sees another's."""
        return get_object_or_404(
            RedirectUpload, pk=self.kwargs["pk"], uploaded_by=self.request.user.pk
        )

    @cached_property
    def file(self) -> Any:
        """What the file says: redirects, problems, and its rows."""
        content = bytes(self.upload.content)
        return read_file(self.upload.file_name, BytesIO(content), len(content))


class RedirectChangesView(UploadMixin, RedirectScreen):
    """Every redirect that the file would make and every row that is in the way; import it."""

    template_name = "seo/redirect_changes.html"
    page_title = gettext_lazy("What the import would change")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows, unreadable, _cells = self.file
        plan = kwargs.get("plan") or plan_redirects(
            rows=rows, unreadable=unreadable, site=self.site
        )
        to_write = plan.to_write
        return context | {
            "upload": self.upload,
            "plan": plan,
            "to_write_count": len(to_write),
            "refused_count": len(plan.refused_rows),
            "shown_items": to_write[:SHOWN],
            "shown_problems": plan.problems[:SHOWN],
            "more_items": max(len(to_write) - SHOWN, 0),
            "more_problems": max(len(plan.problems) - SHOWN, 0),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Import what was looked at, or show what would happen now."""
        rows, unreadable, _cells = self.file
        try:
            plan = import_redirects(
                rows=rows,
                unreadable=unreadable,
                site=self.site,
                user=request.user,
                checksum=request.POST.get("checksum", ""),
                good_rows_only=request.POST.get("good_rows") == "1",
            )
        except (RedirectsOutdatedError, RedirectsRefusedError) as error:
            messages.warning(request, str(error))
            return self.render_to_response(self.get_context_data(plan=error.plan), status=409)
        count = len(plan.to_write)
        done = ngettext(
            "%(count)d redirect was imported.", "%(count)d redirects were imported.", count
        )
        messages.success(request, done % {"count": count})
        return redirect("redirect_import:changes", self.upload.pk)


class RejectedRedirectsView(RedirectsMixin, UploadMixin, View):
    """The rows that cannot be imported, with what is wrong in each, as CSV."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the file."""
        rows, unreadable, cells = self.file
        plan = plan_redirects(rows=rows, unreadable=unreadable, site=self.site)
        content = b"".join(rejected_rows(plan, cells))
        return HttpResponse(content, headers=_download("redirects-to-mend"))


class ExportRedirectsView(RedirectsMixin, View):
    """Every redirect as CSV."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Return the file."""
        return StreamingHttpResponse(exported_redirects(self.site), headers=_download("redirects"))


def _download(name: str) -> dict[str, str]:
    file_name = f"{name}-{timezone.localdate().isoformat()}.csv"
    return {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{file_name}"',
    }


class WagtailsImportView(RedirectsMixin, RedirectView):
    """Wagtail's second step, which stores what nobody has checked: back to the first of ours."""

    pattern_name = "redirect_import:index"


url_patterns: list[URLPattern] = [
    path("", RedirectFilesView.as_view(), name="index"),
    path("process/", WagtailsImportView.as_view(), name="wagtails"),
    path("<int:pk>/", RedirectChangesView.as_view(), name="changes"),
    path("<int:pk>/rejected.csv", RejectedRedirectsView.as_view(), name="rejected"),
    path("redirects.csv", ExportRedirectsView.as_view(), name="csv"),
]

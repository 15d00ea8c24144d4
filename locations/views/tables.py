"""The editor's screens for places as a table: export, upload, look at the changes, import."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from locations.import_planning import plan_import
from locations.menu import PlacesMenuItem
from locations.models import PlacesUpload, ServiceArea
from locations.services.place_import import (
    ImportOutdatedError,
    ImportRefusedError,
    import_places,
)
from locations.services.places_upload import check_may_import, keep_upload
from locations.table_files import places_as_csv, places_as_workbook, read_places_file
from locations.tables.columns import FACT_COLUMNS, PLACE_COLUMNS
from locations.tables.plan import ImportPlan, Step
from locations.tables.reading import Table, rejected_rows
from operations.tables.csv_file import write_csv
from operations.tables.problems import TableFileError

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("File of places"),
        help_text=gettext_lazy(
            "A changed export, as CSV (UTF-8) or Excel workbook (.xlsx). Nothing is stored before "
            "you have seen every change."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class PlacesTableMixin:
    """Lets in whoever may change places."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check_may_import(request.user)  # type: ignore[arg-type]
        response: HttpResponseBase = super().dispatch(  # type: ignore[misc]
            request, *args, **kwargs
        )
        return response


class PlacesTableScreen(PlacesTableMixin, WagtailAdminTemplateMixin, TemplateView):
    """What both screens share."""

    page_title = gettext_lazy("Import and export")
    header_icon = "table"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
        if type(self) is not FilesView:
            label = str(PlacesTableScreen.page_title)
            items.append({"url": reverse("places_table:index"), "label": label})
        return [*items, {"url": "", "label": str(self.page_title)}]


class FilesView(PlacesTableScreen):
    """Download every place, or upload a file."""

    template_name = "locations/tables/files.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.setdefault("form", UploadForm())
        context["place_count"] = ServiceArea.objects.count()
        context["columns"] = {**PLACE_COLUMNS, **FACT_COLUMNS}
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the uploaded file and go on to its changes."""
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                upload = keep_upload(
                    user=request.user,  # type: ignore[arg-type]
                    file_name=file.name,
                    source=file,
                    size=file.size,
                )
                return redirect("places_table:changes", upload.pk)
            except TableFileError as error:
                form.add_error("file", str(error))
        return self.render_to_response(self.get_context_data(form=form), status=400)


class UploadMixin:
    """An uploaded file of the user's own."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def upload(self) -> PlacesUpload:
        """Return the file; nobody sees another's."""
        return get_object_or_404(
            PlacesUpload,
            pk=self.kwargs["pk"],
            uploaded_by=self.request.user,
        )

    def table(self) -> Table:
        """Return what the file says."""
        content = bytes(self.upload.content)
        return read_places_file(self.upload.file_name, BytesIO(content), len(content))

    @property
    def into_drafts(self) -> bool:
        """Return whether changes go into unpublished drafts too."""
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        return data.get("drafts") == "1"


class ChangesView(UploadMixin, PlacesTableScreen):
    """Every change that the file would make and every row that is in the way; import it."""

    template_name = "locations/tables/changes.html"
    page_title = gettext_lazy("What the import would change")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        plan: ImportPlan = kwargs.get("plan") or plan_import(
            table=self.table(),
            user=self.request.user,  # type: ignore[arg-type]
            into_drafts=self.into_drafts,
        )
        return context | {
            "upload": self.upload,
            "plan": plan,
            "same_count": len(plan.with_step(Step.SAME)),
            "into_drafts": self.into_drafts,
            "waiting_drafts": [item for item in plan.refused if item.meets_draft],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Import what was looked at, or show what would happen now."""
        try:
            plan = import_places(
                table=self.table(),
                user=request.user,  # type: ignore[arg-type]
                checksum=request.POST.get("checksum", ""),
                good_rows_only=request.POST.get("good_rows") == "1",
                into_drafts=self.into_drafts,
            )
        except (ImportOutdatedError, ImportRefusedError) as error:
            messages.warning(request, str(error))
            return self.render_to_response(self.get_context_data(plan=error.plan), status=409)
        count = len(plan.to_write)
        done = ngettext("%(count)d place was imported.", "%(count)d places were imported.", count)
        messages.success(request, done % {"count": count})
        address = reverse("places_table:changes", args=[self.upload.pk])
        return redirect(f"{address}?drafts=1" if self.into_drafts else address)


class RejectedView(PlacesTableMixin, UploadMixin, View):
    """The rows that cannot be imported, with what is wrong in each, as CSV."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the file."""
        table = self.table()
        plan = plan_import(
            table=table,
            user=request.user,  # type: ignore[arg-type]
            into_drafts=self.into_drafts,
        )
        content = b"".join(write_csv(rejected_rows(table, plan.problems_by_slug)))
        return HttpResponse(content, headers=_download("places-to-mend", "csv"))


class ExportView(PlacesTableMixin, View):
    """Every place as a file."""

    def get(self, request: HttpRequest, ending: str) -> HttpResponseBase:
        """Return the file."""
        headers = _download("places", ending)
        if ending == "xlsx":
            return HttpResponse(places_as_workbook(), headers=headers)
        return StreamingHttpResponse(places_as_csv(), headers=headers)


def _download(name: str, ending: str) -> dict[str, str]:
    file_name = f"{name}-{timezone.localdate().isoformat()}.{ending}"
    return {
        "Content-Type": XLSX_TYPE if ending == "xlsx" else "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{file_name}"',
    }


class PlacesTableViewSet(ViewSet):
    """The screens under Places → Import and export."""

    name = "places_table"
    url_prefix = "places/table"
    menu_label = gettext_lazy("Import and export")
    icon = "table"
    menu_item_class = PlacesMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens and the downloads."""
        return [
            path("", FilesView.as_view(), name="index"),
            path("<int:pk>/", ChangesView.as_view(), name="changes"),
            path("<int:pk>/rejected.csv", RejectedView.as_view(), name="rejected"),
            path("places.csv", ExportView.as_view(), {"ending": "csv"}, name="csv"),
            path("places.xlsx", ExportView.as_view(), {"ending": "xlsx"}, name="xlsx"),
        ]

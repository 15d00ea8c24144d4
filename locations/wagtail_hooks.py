"""Places, shared page text and generation in the editor."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

# Imported for what it registers.
from locations import gate_hooks, visitors_step  # noqa: F401
from locations.models import CityPage, LandingBlueprint, ServiceArea
from locations.services.place_import import LOG_ACTION
from locations.views import own_wordings_report  # noqa: F401
from locations.views.generation import GenerationViewSet
from locations.views.place_changes import PlaceChangesViewSet
from locations.views.suggestions import SuggestionViewSet
from locations.views.tables import PlacesTableViewSet
from navigation.viewsets import RecordViewSet


class ServiceAreaViewSet(RecordViewSet):
    """Places that patients come from."""

    model = ServiceArea
    icon = "site"
    menu_label = _("Places")
    list_display = [
        "name",
        "kind",
        "county",
        "state",
        "status",
        LiveStatusTagColumn(label=_("Published")),
    ]
    list_filter = ["kind", "state", "county", "status"]


class LandingBlueprintViewSet(RecordViewSet):
    """The text that city pages share."""

    model = LandingBlueprint
    icon = "doc-full-inverse"
    menu_label = _("Shared page text")
    list_display = ["name", "treatment", LiveStatusTagColumn(), UpdatedAtColumn()]


class PlacesGroup(SnippetViewSetGroup):
    """The menu entry for places and their pages."""

    items = (
        ServiceAreaViewSet,
        LandingBlueprintViewSet,
        GenerationViewSet,
        PlaceChangesViewSet,
        SuggestionViewSet,
        PlacesTableViewSet,
    )
    menu_label = _("Places")
    menu_icon = "site"
    menu_order = 120


register_snippet(PlacesGroup)


@hooks.register("register_log_actions")
def generation_log_actions(actions: LogActionRegistry) -> None:
    """Name what is done to runs in the history of the page above their pages."""
    for what, label, message in (
        ("start", _("Start a run"), _("Started a run that makes city pages")),
        ("cancel", _("Cancel a run"), _("Cancelled a run that made city pages")),
        ("undo", _("Undo a run"), _("Undid a run that had made city pages")),
    ):
        actions.register_action(f"locations.generation.{what}", label, message)


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    """Add the styles of our own panels to the editor."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Tell in the history of a place what an import did."""
    actions.register_action(LOG_ACTION, _("Import"), _("Changed by an import"))


@hooks.register("before_edit_page")
def mark_autosave(request: HttpRequest, page: Page) -> None:
    """Tell the form of a city page whether the editor saves by itself."""
    if isinstance(page, CityPage):
        page.is_autosave = request.method == "POST" and not request.accepts("text/html")

"""What all screens of the generation share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from locations.models import CityIndexPage
from locations.views.generation_forms import hubs_for

# A run goes on in the background of later requests and of scheduled work; this is how long one
# request may work before it answers.
SECONDS_A_REQUEST = 1.5


class GenerationScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen that nobody gets to see who may not add a page under any hub."""

    page_title = gettext_lazy("Generate city pages")
    header_icon = "copy"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if CityIndexPage.objects.exists() and not hubs_for(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: home, the plan, and what :meth:`further_breadcrumbs` adds."""
        home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
        plan = {
            "url": reverse("generate_city_pages:index"),
            "label": str(GenerationScreen.page_title),
        }
        items = [home, plan, *self.further_breadcrumbs()]
        items[-1] = items[-1] | {"url": ""}
        return items

    def further_breadcrumbs(self) -> list[dict[str, str]]:
        """Return what stands below the plan on the way to this screen."""
        return []

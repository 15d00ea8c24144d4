"""The switch between a site that is being prepared and one that search engines may list."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from clinic.launch import OLD_SITE, launch_gaps


class LaunchPanel(HelpPanel):
    """Lists what is missing, each with a link to where it is mended."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "clinic/panels/launch_panel.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """The list as it is now."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["gaps"] = launch_gaps()
            context["is_demo"] = settings.IS_DEMO
            return context


@register_setting(icon="globe", order=10)
class LaunchSettings(BaseSiteSetting):
    """Whether this site is launched."""

    is_launched = models.BooleanField(
        _("launched"),
        default=False,
        help_text=_(
            "While this is off, search engines are asked on every page to stay away. "
            "Turn it on when the list above is empty."
        ),
    )

    has_no_old_site = models.BooleanField(
        _("no old site"),
        default=False,
        help_text=_(
            "Tick this if there was no site before this one, or if none of its addresses has to be "
            "redirected. Otherwise import them under Settings, Redirects. Example: a new clinic."
        ),
    )

    panels = [LaunchPanel(), FieldPanel("has_no_old_site"), FieldPanel("is_launched")]

    class Meta:
        verbose_name = _("launch")

    @property
    def counts_as_launched(self) -> bool:
        """The local demo counts as launched, so that what is seen is what will be."""
        return self.is_launched or settings.IS_DEMO

    def clean(self) -> None:
        super().clean()
        if not self.is_launched or settings.IS_DEMO:
            return
        # What is ticked in the same form counts already.
        gaps = launch_gaps(without=(OLD_SITE,) if self.has_no_old_site else ())
        if gaps:
            raise ValidationError(
                {
                    "is_launched": ngettext(
                        "%(count)d thing is still missing: see the list above.",
                        "%(count)d things are still missing: see the list above.",
                        len(gaps),
                    )
                    % {"count": len(gaps)}
                }
            )

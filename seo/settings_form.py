"""What wagtail-seo's settings screen offers an editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtailseo.models import SeoSettings


def offer_share_picture_alone() -> None:
    """Leave the picture for sharing on the screen, and nothing else.

    wagtail-seo asks for the organization's address, phone and hours here, a second home for facts
    that live with the clinic, and has switches for markup that this site writes itself.
    """
    SeoSettings.panels = [
        FieldPanel(
            "og_image_default",
            heading=_("Picture for sharing"),
            help_text=_(
                "Shown when somebody shares a page that has no picture of its own. Leave empty and "
                "the site draws one for each page, with its heading, the clinic and the map. At "
                "least 1200 by 630 pixels. Example: the front of the clinic."
            ),
        )
    ]

"""Which places a city page names as lying nearby, where an editor chose them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from locations.models.areas import ServiceArea


class ChosenNeighbour(Orderable):
    """A place that a city page names as lying nearby, because its editor chose it.

    It is a place and not a page: the page names it as long as it has a live page with the same
    shared text, whichever that is.
    """

    page = ParentalKey(
        "locations.CityPage", on_delete=models.CASCADE, related_name="chosen_neighbours"
    )
    area = models.ForeignKey(
        ServiceArea, on_delete=models.PROTECT, related_name="+", verbose_name=_("place")
    )

    panels = [FieldPanel("area")]

    class Meta(Orderable.Meta):
        verbose_name = _("place nearby")
        verbose_name_plural = _("places nearby")

    def __str__(self) -> str:
        return str(self.area)

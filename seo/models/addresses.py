"""Addresses that have no page any more, and files of redirects for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site


class GoneAddressQuerySet(models.QuerySet["GoneAddress"]):
    """Addresses that were taken down for good."""

    def at(self, site: Site, path: str) -> GoneAddressQuerySet:
        """Return the one at ``path`` of ``site``, whether or not the path ends in a slash."""
        return self.filter(site=site, path=Redirect.normalise_path(path))


class GoneAddress(models.Model):
    """An address whose page was taken down for good: it answers "410 Gone", with help."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(_("address"), max_length=255)
    page_title = models.CharField(_("page"), max_length=255)
    offered_page = models.ForeignKey(
        Page, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("instead")
    )
    gone_at = models.DateTimeField(_("taken down"), auto_now_add=True)

    objects = GoneAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address taken down")
        verbose_name_plural = _("addresses taken down")
        constraints = [
            models.UniqueConstraint(fields=["site", "path"], name="gone_once_an_address")
        ]

    def __str__(self) -> str:
        return self.path


class RedirectUpload(models.Model):
    """A file of redirects as it was uploaded, so that what is imported is what was looked at.

    It belongs to whoever uploaded it and is forgotten after a day.
    """

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True, db_index=True)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file of redirects")

    def __str__(self) -> str:
        return self.file_name

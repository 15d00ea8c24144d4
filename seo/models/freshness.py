"""When each page's content changed last, kept outside the page's own row."""

from __future__ import annotations

from django.db import models
from wagtail.models import Page, Site


class ChangedTag(models.Model):
    """A cache tag of something that changed, until scheduled work has marked the pages with it.

    Every change is a row of its own: a tag that changes again while its first row is being worked
    off would otherwise be lost with it.
    """

    tag = models.CharField(max_length=255)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.tag


class ContentStamp(models.Model):
    """What a page said when it was looked at last, and since when it has said that.

    ``digest`` is that of :mod:`seo.content_digest`. ``changed_at`` is empty as long as no change
    was seen: then nobody knows. ``tags`` are the page's cache tags, a space between two. The page
    is looked at again at ``look_at``. ``is_listed`` tells whether search engines may list ``url``.
    A page that is deleted leaves its stamp behind, so that they can be told.
    """

    page = models.OneToOneField(
        Page, null=True, on_delete=models.SET_NULL, related_name="content_stamp"
    )
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=2000)
    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField(null=True)
    tags = models.TextField()
    look_at = models.DateTimeField(db_index=True)
    is_listed = models.BooleanField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.url

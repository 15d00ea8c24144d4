"""Files of places that somebody looks at before importing them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacesUpload(models.Model):
    """A file as it was uploaded, so that what is imported is what was looked at.

    It belongs to whoever uploaded it and is forgotten after a day.
    """

    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True, db_index=True)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("file of places")

    def __str__(self) -> str:
        return self.file_name

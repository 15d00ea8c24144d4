"""Keeping an uploaded file of places until it has been looked at and imported."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import BinaryIO

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.permission_policies import ModelPermissionPolicy

from locations.models import PlacesUpload, ServiceArea
from locations.table_files import read_places_file

KEPT = timedelta(days=1)


def check_may_import(user: User) -> None:
    """Raise ``PermissionDenied`` unless ``user`` may change places."""
    if not ModelPermissionPolicy(ServiceArea).user_has_permission(user, "change"):
        raise PermissionDenied(_("You may not change places. Ask a site manager."))


def keep_upload(*, user: User, file_name: str, source: BinaryIO, size: int) -> PlacesUpload:
    """Store the file of ``size`` bytes and return it.

    Raises ``TableFileError`` with the remedy for one that cannot be read as a table of places, and
    ``PermissionDenied`` for whoever may not change places.
    """
    check_may_import(user)
    read_places_file(file_name, source, size)
    source.seek(0)
    return PlacesUpload.objects.create(
        uploaded_by=user, file_name=file_name[-255:], content=source.read()
    )


def forget_old_uploads(*, now: datetime) -> int:
    """Delete files older than a day and return how many."""
    old = PlacesUpload.objects.filter(uploaded_at__lt=now - KEPT)
    return old.delete()[1].get(PlacesUpload._meta.label, 0)

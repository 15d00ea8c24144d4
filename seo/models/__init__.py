"""The base of every page type, what search engines are told of pages, and the settings of that."""

from seo.models.addresses import GoneAddress, RedirectUpload
from seo.models.announcements import AddressToAnnounce
from seo.models.freshness import ChangedTag, ContentStamp
from seo.models.pages import (
    SHARE_IMAGE_SIZE,
    BasePage,
    search_panels,
)
from seo.models.search_settings import SearchSettings
from seo.models.search_text import SearchText

__all__ = [
    "SHARE_IMAGE_SIZE",
    "AddressToAnnounce",
    "BasePage",
    "ChangedTag",
    "ContentStamp",
    "GoneAddress",
    "RedirectUpload",
    "SearchSettings",
    "SearchText",
    "search_panels",
]

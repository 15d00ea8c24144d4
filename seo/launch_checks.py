"""What is missing for search engines that know an old site."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect

from clinic.launch import OLD_SITE, LaunchGap, launch_check
from clinic.models import LaunchSettings


@launch_check(OLD_SITE)
def old_site_gaps() -> Iterator[LaunchGap]:
    """Yield a gap while nobody has made a redirect or said that there was no old site."""
    if LaunchSettings.objects.filter(has_no_old_site=True).exists():
        return
    # Those that Wagtail makes by itself are about this site.
    if not Redirect.objects.filter(automatically_created=False).exists():
        yield LaunchGap(
            message=_(
                "No address of the old site is redirected: import them, or tick in the launch "
                "settings that there was none."
            ),
            edit_url=reverse("redirect_import:index"),
        )

"""What search engines still lack before the site can be launched: proof, and old addresses."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from clinic.launch import OLD_SITE, LaunchGap, launch_check
from clinic.models import LaunchSettings
from seo.models import SearchSettings


@launch_check("verification codes")
def verification_gaps() -> Iterator[LaunchGap]:
    """Yield a gap for each site whose owner would not hear from any search console."""
    for site in Site.objects.all():
        settings = SearchSettings.for_site(site)
        if settings.verification_tags or settings.is_verified_elsewhere:
            continue
        yield LaunchGap(
            message=_(
                "No search console can check that %(host)s is yours: enter the code of Google or "
                "Bing, or say that none is needed."
            )
            % {"host": site.hostname},
            edit_url=settings_url(site),
        )


def settings_url(site: Site) -> str:
    """Return where the settings on search engines of ``site`` are edited."""
    return reverse("wagtailsettings:edit", args=["seo", "searchsettings", site.pk])


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

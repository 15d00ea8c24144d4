"""The demo's pictures, and their copies in every size that a page asks for."""

from __future__ import annotations

from django.core.files.images import ImageFile
from django.http import HttpRequest
from wagtail.log_actions import log
from wagtail.models import Collection, Page, Site

from home.demo.content_files import PICTURE_DIR, read_picture_list
from home.demo.publishing import DemoLoad
from images.models import CustomImage
from seo.models import BasePage


def load_pictures(load: DemoLoad) -> dict[str, CustomImage]:
    """Return the demo's pictures by file name; one with the same title is taken as it is."""
    pictures = {}
    for row in read_picture_list():
        picture = CustomImage.objects.filter(title=row["title"]).first()
        pictures[row["file"]] = picture or _add_picture(load, **row)
    return pictures


def _add_picture(load: DemoLoad, *, file: str, title: str, alt: str) -> CustomImage:
    with (PICTURE_DIR / file).open("rb") as handle:
        picture = CustomImage(
            title=title,
            description=alt,
            depicts=CustomImage.Depicts.NOBODY,
            file=ImageFile(handle, name=file),
            collection=Collection.get_first_root_node(),
        )
        picture._set_image_file_metadata()
        picture.full_clean()
        picture.save()
    log(instance=picture, action="wagtail.create", content_changed=True)
    load.count(picture)
    return picture


def make_renditions(site: Site) -> None:
    """Gather what each live page shows, which makes every picture's copies; no visitor waits."""
    for page in Page.objects.live().descendant_of(site.root_page, inclusive=True).specific():
        if isinstance(page, BasePage):
            page.page_data(_request_for(page, site))


def _request_for(page: Page, site: Site) -> HttpRequest:
    request = HttpRequest()
    request.method = "GET"
    request.path = page.get_url() or "/"
    request.META = {"SERVER_NAME": site.hostname, "SERVER_PORT": str(site.port)}
    return request

"""The demo's pictures, and their copies in every size that a page asks for."""

from __future__ import annotations

from django.core.files.images import ImageFile
from wagtail.log_actions import log
from wagtail.models import Collection

from home.demo.content_files import PICTURE_DIR, read_picture_list
from home.demo.publishing import DemoLoad
from images.models import CustomImage
from images.services.sizes import make_sizes


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
    make_sizes(image=picture)
    log(instance=picture, action="wagtail.create", content_changed=True)
    load.count(picture)
    return picture

"""Pictures in the sizes and formats that templates print."""

from __future__ import annotations

from images.models import CustomImage
from images.page_data import PictureData, PictureSource
from images.sizes import register_sizes, sizes_of

WIDTHS = (480, 960)
FORMATS = (("avif", "image/avif"), ("webp", "image/webp"))
SPECS = {
    (name, width): f"format-{name}|width-{width}"
    for name in ("avif", "webp", "jpeg")
    for width in WIDTHS
}
register_sizes(*SPECS.values())


def picture_data(
    image: CustomImage, *, alt: str | None = None, caption: str = ""
) -> PictureData | None:
    """Return ``image`` as AVIF, WebP and JPEG in each of :data:`WIDTHS` (pixels).

    ``alt`` is the picture's own description unless given; ``""`` marks a mere decoration. A caption
    that the picture itself asks for stands before ``caption``, and nobody can leave it out. One
    query. ``None`` when the picture has not been made in these sizes.
    """
    renditions = sizes_of(image, *SPECS.values())
    if not renditions:
        return None
    fallback = renditions[SPECS["jpeg", WIDTHS[-1]]]
    return PictureData(
        src=fallback.url,
        width=fallback.width,
        height=fallback.height,
        alt=image.default_alt_text if alt is None else alt,
        caption=" ".join(filter(None, (image.caption, caption))),
        sources=tuple(
            PictureSource(
                mime_type=mime_type,
                srcset=", ".join(
                    f"{renditions[SPECS[name, width]].url} {renditions[SPECS[name, width]].width}w"
                    for width in WIDTHS
                ),
            )
            for name, mime_type in FORMATS
        ),
    )

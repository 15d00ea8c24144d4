"""A guard on uploaded pictures that runs before anything tries to decode them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class GuardedImageField(WagtailImageField):
    """An image field for which every bad upload is an error beside the field.

    Two kinds raise exceptions that Wagtail's upload views do not expect: a "decompression bomb",
    a small file that unpacks to gigabytes and that Pillow therefore refuses to open, and a file
    that begins like a picture and is none. A third is stored and fails later, when a smaller copy
    is made for a page: a picture whose end is missing.
    """

    def to_python(self, data: Any) -> Any:
        """Return the checked upload; raise ``ValidationError`` if it is no fit picture."""
        if not isinstance(data, UploadedFile):
            return super().to_python(data)
        _refuse_too_many_pixels(data)
        try:
            upload = super().to_python(data)
            _decode(data)
        except ValidationError:
            raise
        # A crafted file can make a decoder raise nearly anything, struct.error for example.
        except Exception as error:
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error
        return upload


class GuardedImageForm(BaseImageForm):
    """Wagtail's image form with the guarded field; named in ``WAGTAILIMAGES_IMAGE_FORM_BASE``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stock = self.fields.get("file")
        if stock is not None:
            self.fields["file"] = GuardedImageField(
                label=stock.label, required=stock.required, widget=stock.widget
            )


def _refuse_too_many_pixels(upload: UploadedFile) -> None:
    """Raise ``ValidationError`` if the picture's head names more pixels than the site accepts."""
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    too_many = ValidationError(
        _(
            "This picture has too many pixels. Make it smaller than %(megapixels)d megapixels "
            "(for example 4000 by 3000) and upload it again."
        ),
        code="file_too_many_pixels",
        params={"megapixels": limit // 1_000_000},
    )
    try:
        with PillowImage.open(upload) as picture:
            width, height = picture.size
    except (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning) as error:
        raise too_many from error
    except Exception:
        # Not a picture that Pillow knows: the field's own checks name what is wrong with it.
        return
    finally:
        upload.seek(0)
    if width * height > limit:
        raise too_many


def _decode(upload: UploadedFile) -> None:
    """Raise what Pillow raises if the picture cannot be decoded to its end."""
    try:
        with PillowImage.open(upload) as picture:
            picture.load()
    finally:
        upload.seek(0)

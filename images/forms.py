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
    """An image field that turns a picture with too many pixels into an error beside the field.

    Pillow refuses to open a "decompression bomb" (a small file that unpacks to gigabytes) with an
    exception that Wagtail's upload views do not expect.
    """

    def to_python(self, data: Any) -> Any:
        """Return the checked upload; raise ``ValidationError`` if it is too large to decode."""
        if isinstance(data, UploadedFile):
            self._refuse_bombs(data)
        return super().to_python(data)

    def _refuse_bombs(self, upload: UploadedFile) -> None:
        limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
        message = _(
            "This picture has too many pixels. Make it smaller than %(megapixels)d megapixels "
            "(for example 4000 by 3000) and upload it again."
        ) % {"megapixels": limit // 1_000_000}
        try:
            with PillowImage.open(upload) as picture:
                width, height = picture.size
        except PillowImage.DecompressionBombError as error:
            raise ValidationError(message, code="file_too_many_pixels") from error
        except (OSError, SyntaxError, ValueError):
            # Not a picture that Pillow knows: the field's own checks name what is wrong with it.
            return
        finally:
            upload.seek(0)
        if width * height > limit:
            raise ValidationError(message, code="file_too_many_pixels")


class GuardedImageForm(BaseImageForm):
    """Wagtail's image form with the guarded field; named in ``WAGTAILIMAGES_IMAGE_FORM_BASE``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stock = self.fields.get("file")
        if stock is not None:
            guarded = GuardedImageField(
                label=stock.label, required=stock.required, widget=stock.widget
            )
            self.fields["file"] = guarded

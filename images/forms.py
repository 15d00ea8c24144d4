"""The form of a picture: a guard that runs before anything decodes an upload, and whom it shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from images.models import CustomImage


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
    """Wagtail's image form with the guarded field; the form that editors see builds on it.

    A picture of a patient is taken only with the day of the consent and where that is kept.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stock = self.fields.get("file")
        if stock is not None:
            self.fields["file"] = GuardedImageField(
                label=stock.label, required=stock.required, widget=stock.widget
            )
        if "consent_date" in self.fields:
            # The browser's own: a window that opens by a script cannot run Wagtail's.
            self.fields["consent_date"].widget = forms.DateInput(
                attrs={"type": "date"}, format="%Y-%m-%d"
            )

    def clean(self) -> dict[str, Any]:
        """Return the cleaned fields; a picture of a patient without consent gets errors."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("depicts") == CustomImage.Depicts.PATIENT:
            self._ask_for_consent(cleaned)
        return cleaned

    def save(self, commit: bool = True) -> CustomImage:
        """Store the picture.

        Among several uploads the file came a step before, and Wagtail leaves it open.
        """
        image: CustomImage = super().save(commit=commit)
        if "file" not in self.fields:
            image.file.close()
        return image

    def _ask_for_consent(self, cleaned: dict[str, Any]) -> None:
        signed = cleaned.get("consent_date")
        if signed is None and "consent_date" not in self.errors:
            self.add_error(
                "consent_date",
                _(
                    "A picture of a patient needs consent in writing. Enter the day on which the "
                    "patient signed it, or choose another picture."
                ),
            )
        if signed is not None and signed > timezone.localdate():
            self.add_error(
                "consent_date", _("This day is still to come. Enter the day of the signature.")
            )
        if not cleaned.get("consent_note"):
            self.add_error(
                "consent_note",
                _("Say where the signed consent is kept, so that somebody can find it."),
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

"""The site's own image model, so that fields can be added without moving pictures later."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CustomImage(AbstractImage):
    """A picture in the library; its description is offered as alternative text everywhere.

    A new picture says whom it shows before it is stored (:mod:`images.forms`).
    """

    class Depicts(models.TextChoices):
        NOBODY = "nobody", _("Nobody, or nobody who can be recognized")
        STAFF = "staff", _("People who work here")
        MODEL = "model", _("A model")
        PATIENT = "patient", _("A patient")

    depicts = models.CharField(
        _("whom it shows"),
        max_length=10,
        choices=Depicts.choices,
        help_text=_(
            'Pages print "A model, not a patient." below a picture of a model, as California asks. '
            "A picture of a patient needs consent in writing."
        ),
    )
    consent_date = models.DateField(
        _("consent signed on"),
        null=True,
        blank=True,
        help_text=_("Only for a picture of a patient. Example: 2026-10-01."),
    )
    consent_note = models.CharField(
        _("where the consent is kept"),
        max_length=200,
        blank=True,
        help_text=_("Without the patient's name. Example: Consent folder 2026, no. 14."),
    )

    admin_form_fields = (*Image.admin_form_fields, "depicts", "consent_date", "consent_note")

    @property
    def caption(self) -> str:
        """Return what stands below the picture wherever a page prints it, ``""`` for nothing.

        That a model is no patient has to be said in easily readable type: California Business and
        Professions Code, section 651 (b) (3).
        """
        is_model = self.depicts == self.Depicts.MODEL
        return gettext("A model, not a patient.") if is_model else ""


class CustomRendition(AbstractRendition):
    """A resized copy of a picture."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

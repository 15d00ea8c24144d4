"""Sample marks: which facts of a record were made up for the demo and wait to be confirmed."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.slug_form import SlugFromNameForm


class SampleMarkedModel(models.Model):
    """A record some of whose facts may be samples.

    ``sample_choices`` names the markable facts: pairs of a key and the words an editor knows it by.
    """

    sample_choices: ClassVar[tuple[tuple[str, Any], ...]] = ()

    sample_facts = models.JSONField(
        _("still samples"),
        default=list,
        blank=True,
        help_text=_(
            "Ticked facts are made up and wait for the real ones. Enter the real fact, then take "
            "the tick away. The site cannot be launched while a tick remains."
        ),
    )

    class Meta:
        abstract = True

    def sample_labels(self) -> tuple[str, ...]:
        """Return the editor's words for each fact that is still a sample, in a fixed order."""
        return tuple(str(label) for key, label in self.sample_choices if key in self.sample_facts)


class SampleMarkedForm(SlugFromNameForm):
    """Shows the sample marks as one tick box for each fact."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stock = self.fields.get("sample_facts")
        if stock is not None:
            self.fields["sample_facts"] = forms.MultipleChoiceField(
                label=stock.label,
                help_text=stock.help_text,
                required=False,
                choices=self._meta.model.sample_choices,
                widget=forms.CheckboxSelectMultiple,
            )

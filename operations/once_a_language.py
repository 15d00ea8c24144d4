"""Records of which there may be one in each language: checked in the form, not by the database.

Django checks a constraint in a form only if all its fields are there, and the language never is.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale


class OnceALanguage:
    """A translatable record whose value of one field stands once in each language.

    ``once_a_language`` names the field beside which the message stands. With
    ``is_only_record`` there may be one record in each language, whatever the field says.
    """

    once_a_language: ClassVar[str] = "slug"
    is_only_record: ClassVar[bool] = False
    already_there: ClassVar[Any] = ""

    def clean(self) -> None:
        """Raise ``ValidationError`` for a value that another record of the language has."""
        record: Any = self
        parent: Any = super()
        parent.clean()
        others = type(record)._default_manager.exclude(pk=record.pk)
        others = others.filter(locale=record.locale_id or Locale.get_default().pk)
        if not self.is_only_record:
            value = getattr(record, self.once_a_language)
            if not value:
                return
            others = others.filter(**{self.once_a_language: value})
        if others.exists():
            raise ValidationError({self.once_a_language: self._message()})

    def _message(self) -> str:
        if self.already_there:
            return str(self.already_there)
        record: Any = self
        field = record._meta.get_field(self.once_a_language)
        return _("A %(record)s with this %(field)s already exists. Choose another.") % {
            "record": record._meta.verbose_name,
            "field": field.verbose_name,
        }

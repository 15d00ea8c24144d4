"""The form of a record of which there is one a language."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm


class OncePerLanguageForm(WagtailAdminModelForm):
    """Finds out while the form is checked that a record of that name exists in its language.

    The form does not show the language, so that Django leaves it out of the check, and the database
    would refuse the record with an error page.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if getattr(self.instance, "locale_id", self) is None:
            self.instance.locale = self.instance.get_default_locale()

    def _get_validation_exclusions(self) -> set[str]:
        exclusions: set[str] = super()._get_validation_exclusions()
        return exclusions - {"locale"}

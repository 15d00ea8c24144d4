"""The forms behind a place and the shared page text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clinic.slug_form import SlugFromNameForm
from locations.health_ticks import check_health_ticks
from locations.rules.search_lines import names_place
from locations.rules.tokens import find_problems


class ServiceAreaForm(SlugFromNameForm):
    """Makes the address of a place from its name and state, as in "palo-alto-ca"."""

    slug_sources = ("name", "state")
    slug_is_numbered = False

    def clean(self) -> dict[str, Any]:
        """Return the cleaned place; before publishing, every local fact has to name its source."""
        cleaned = super().clean()
        if not self.is_deferred_validation:
            self._require_sources()
            self._keep_visitors_in_mind(cleaned)
        return cleaned

    def _keep_visitors_in_mind(self, cleaned: dict[str, Any]) -> None:
        """Refuse to retire a place by hand while visitors read its pages."""
        if cleaned.get("status") != "retired" or not self.instance.pk:
            return
        pages = apps.get_model("locations", "CityPage").objects.live()
        if pages.filter(area_id=self.instance.pk).exists():
            self.add_error(
                "status",
                _(
                    "Its page is live. Retire it with Places, Rename, merge, retire: that step "
                    "takes the page off the site and sends its visitors on."
                ),
            )

    def _require_sources(self) -> None:
        formset = self.formsets.get("local_facts")
        if formset is None or not formset.is_bound:
            return
        formset.is_valid()
        for row in formset.forms:
            fact = getattr(row, "cleaned_data", {})
            if fact.get("text") and not fact.get("DELETE") and not fact.get("source_name"):
                message = _('Say where "%(fact)s" was read, or who told you.')
                row.add_error("source_name", message % {"fact": Truncator(fact["text"]).words(8)})


class LandingBlueprintForm(SlugFromNameForm):
    """Lets the editor choose the place for which the preview shows the text.

    Whether a text is general stays as it is once pages show it: general pages and those about a
    treatment stand at different addresses.
    """

    preview_area: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("Show the preview for"),
        help_text=_(
            "Choose any place to see at once how the text reads there. It is not stored. "
            "Example: Palo Alto."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area_model = apps.get_model("locations", "ServiceArea")
        field = self.fields.get("preview_area")
        if isinstance(field, forms.ModelChoiceField):
            from wagtail.snippets.widgets import AdminSnippetChooser

            field.queryset = area_model.objects.in_service()
            field.widget = AdminSnippetChooser(area_model, icon="site")

    def clean(self) -> dict[str, Any]:
        """Hand the chosen place to the preview."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.preview_area = cleaned.get("preview_area")
        if not self.is_deferred_validation:
            self._check_treatment(cleaned)
            self._check_search_lines(cleaned)
        check_health_ticks(self, "sections")
        return cleaned

    def _check_search_lines(self, cleaned: dict[str, Any]) -> None:
        """Keep pages from having the title or the description of another in search results."""
        for field, example in (
            ("title_pattern", _("Ketamine infusions near {place}, {state_code}")),
            ("description_pattern", _("How people from {place} come to our clinic.")),
        ):
            pattern = cleaned.get(field)
            if not pattern or find_problems(pattern):
                # What is wrong with a token is said by the field itself.
                continue
            if not names_place(pattern):
                message = _(
                    "Name the place with {place}, or all pages read the same in search results. "
                    "Example: %(example)s"
                )
                self.add_error(field, message % {"example": example})
            elif other := self._other_text_with(field, pattern):
                message = _(
                    "The shared page text “%(name)s” has the same words. Both pages of a place "
                    "would read the same in search results, so write it in other words."
                )
                self.add_error(field, message % {"name": other})

    def _other_text_with(self, field: str, pattern: str) -> Any:
        """Return another published text of this language with the same pattern, if there is one."""
        others = type(self.instance).objects.filter(
            live=True, locale_id=self.instance.locale_id, **{f"{field}__iexact": pattern.strip()}
        )
        return others.exclude(pk=self.instance.pk).first()

    def _check_treatment(self, cleaned: dict[str, Any]) -> None:
        pages = apps.get_model("locations", "CityPage").objects.filter(blueprint=self.instance.pk)
        is_general = cleaned.get("treatment") is None
        moved = pages.exclude(blueprint__treatment__isnull=is_general)
        count = moved.count() if self.instance.pk else 0
        if count:
            message = ngettext(
                "%(count)d page shows this text where it stands now. Pages about a treatment stand "
                "below others, so leave this as it was, and copy the text for the other pages.",
                "%(count)d pages show this text where they stand now. Pages about a treatment "
                "stand below others, so leave this as it was, and copy the text for the other "
                "pages.",
                count,
            )
            self.add_error("treatment", message % {"count": count})

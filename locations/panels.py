"""The editor's panels for tokens and for the shared sections of a city page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, get_form_for_model

from locations.blueprint_rows import BlueprintSectionForm, BlueprintSectionRows
from locations.own_wordings import OwnWording, own_wordings
from locations.rules.tokens import TOKENS
from locations.section_cards import section_cards
from locations.section_rows import SectionRowForm, SectionRows
from operations.inline_rows import RestorableInlinePanel


class TokenHelpPanel(HelpPanel):
    """Lists the tokens with what each stands for."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "locations/panels/token_help.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """The list."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["tokens"] = TOKENS
            return context


class OwnWordingsPanel(HelpPanel):
    """Says how many sections of a shared text have their own wording on city pages."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "locations/panels/own_wordings.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """The panel for one shared text."""

        def is_shown(self) -> bool:
            """Only where there are any."""
            return bool(super().is_shown() and self.instance.pk and self.wordings)

        @cached_property
        def wordings(self) -> list[OwnWording]:
            """The own wordings on pages of this shared text."""
            return own_wordings(self.instance.pages.all())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = len(self.wordings)
            context["to_look_at"] = sum(bool(wording.reason) for wording in self.wordings)
            return context


class BlueprintSectionsPanel(RestorableInlinePanel):
    """The sections of a shared text."""

    def get_form_options(self) -> dict[str, Any]:
        """Return Wagtail's options with our form and formset."""
        options: dict[str, Any] = super().get_form_options()
        child = self.child_edit_handler.get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": get_form_for_model(
                self.db_field.related_model,
                form_class=BlueprintSectionForm,
                defer_required_on_fields=child.get("defer_required_on_fields", []),
            ),
            "formset": BlueprintSectionRows,
        }
        return options


class SectionOverridesPanel(RestorableInlinePanel):
    """One card for each shared section: what it says here, and Shared, Own or Hidden.

    The rows follow the blueprint, so nothing can be added, deleted or moved by hand.
    """

    def __init__(self, relation_name: str, **kwargs: Any) -> None:
        kwargs.setdefault(
            "panels",
            [
                FieldPanel("section_key", widget=forms.HiddenInput),
                FieldPanel("mode", widget=forms.RadioSelect),
                FieldPanel("body"),
            ],
        )
        super().__init__(relation_name, **kwargs)

    def get_form_options(self) -> dict[str, Any]:
        """Return Wagtail's options with our form and formset."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": SectionRowForm, "formset": SectionRows}
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        """The cards of one page."""

        template_name = "locations/panels/section_overrides.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["cards"] = section_cards(self.instance, self.formset.forms)
            return context


class GateVerdictPanel(HelpPanel):
    """Tells whether a city page may go live, and what to do next.

    The verdict is fetched once the form is there, and again whenever Wagtail has saved it.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "locations/panels/gate_verdict.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """The verdict on one page as it was saved last."""

        def is_shown(self) -> bool:
            """A page has to have a place and shared text before anything can be said of it."""
            page = self.instance
            return bool(page.pk and page.area_id and page.blueprint_id) and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "verdict_url": reverse("city_page_gate:verdict", args=[self.instance.pk])
            }

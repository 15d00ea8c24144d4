"""Blocks of long pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from editorial.rules.citations import CITATION

TEXT_FEATURES = ["h3", "bold", "italic", "link", "ul", "ol", CITATION]


class SectionBlock(blocks.StructBlock):
    """A section with a heading of its own."""

    heading = blocks.CharBlock(max_length=150, help_text=_("Example: What the day is like."))
    body = blocks.RichTextBlock(features=TEXT_FEATURES)
    appearance = blocks.ChoiceBlock(
        choices=[
            ("plain", _("Plain")),
            ("at-a-glance", _("At a glance")),
            ("caution", _("Caution")),
        ],
        default="plain",
        help_text=_("Caution is for risks and emergencies."),
    )

    class Meta:
        icon = "title"
        label = _("Section")


class StepBlock(blocks.StructBlock):
    """One of the numbered steps on the home page."""

    heading = blocks.CharBlock(max_length=80, help_text=_("Example: You call."))
    body = blocks.RichTextBlock(features=["bold", "italic", "link", CITATION])

    class Meta:
        icon = "order"
        label = _("Step")

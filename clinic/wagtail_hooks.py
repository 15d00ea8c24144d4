"""Clinic facts in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from clinic.models import Clinic, Person, Treatment
from navigation.viewsets import RecordViewSet

PHONE = Column("phone", label=_("Phone"), accessor="phone.as_national", sort_key="phone")


class ClinicViewSet(RecordViewSet):
    """Address, phone and hours."""

    model = Clinic
    icon = "home"
    menu_label = _("Address, phone, hours")
    list_display = ["name", PHONE, "locality", LiveStatusTagColumn(), UpdatedAtColumn()]


class TreatmentViewSet(RecordViewSet):
    """What the clinic gives."""

    model = Treatment
    icon = "clipboard-list"
    menu_label = _("Treatments")
    list_display = ["name", "condition", "how_given", LiveStatusTagColumn(), UpdatedAtColumn()]


class PersonViewSet(RecordViewSet):
    """Who works at the clinic."""

    model = Person
    icon = "user"
    menu_label = _("People")
    list_display = ["name", "job_title", "credentials", LiveStatusTagColumn()]


class ClinicFactsGroup(SnippetViewSetGroup):
    """The menu entry for everything that is true once for the whole site."""

    items = (ClinicViewSet, TreatmentViewSet, PersonViewSet)
    menu_label = _("Clinic facts")
    menu_icon = "home"
    menu_order = 110


register_snippet(ClinicFactsGroup)

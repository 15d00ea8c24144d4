"""What an editor sees first after signing in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from clinic.models import Clinic
from editorial.models import Question
from faq_pages.models import FAQPage
from locations.models import CityIndexPage, LandingBlueprint, ServiceArea
from navigation.models import SiteNotice


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Something an editor often wants to do, and where."""

    label: str | Promise
    explanation: str | Promise
    icon: str
    url: str


class FrequentTasksPanel(Component):
    """One click to each of the tasks that editors do most, if they may do it."""

    order = 50
    template_name = "home/panels/frequent_tasks.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the tasks of the person who is signed in."""
        return {"tasks": frequent_tasks(parent_context["request"].user)}


def frequent_tasks(user: User) -> list[Task]:
    """Return the tasks that ``user`` may do."""
    return [
        *_record_tasks(user),
        *_generation_tasks(user),
    ]


def _clinic_url() -> str:
    """Return where the clinic is edited; the list of several, and the empty form before any."""
    clinics = Clinic.objects.all()[:2]
    if len(clinics) > 1:
        return _url(Clinic, "list")
    return _edit_url(clinics[0]) if clinics else _url(Clinic, "add")


def _record_tasks(user: User) -> list[Task]:
    tasks: list[tuple[type[Model], str, Task]] = [
        (
            Clinic,
            "change",
            Task(
                label=_("Change phone, hours or address"),
                explanation=_("Once, for every page and for search engines."),
                icon="home",
                url=_clinic_url(),
            ),
        ),
        (
            ServiceArea,
            "change",
            Task(
                label=_("Look after the places"),
                explanation=_("What is true of coming from each one and getting home."),
                icon="site",
                url=_url(ServiceArea, "list"),
            ),
        ),
        (
            LandingBlueprint,
            "change",
            Task(
                label=_("Change the shared page text"),
                explanation=_("The sections that all city pages have in common."),
                icon="doc-full-inverse",
                url=_url(LandingBlueprint, "list"),
            ),
        ),
        (
            Question,
            "add",
            Task(
                label=_("Write a question"),
                explanation=_("In the question library; then place it on an FAQ page."),
                icon="help",
                url=_url(Question, "add"),
            ),
        ),
        (
            SiteNotice,
            "add",
            Task(
                label=_("Put a notice on every page"),
                explanation=_("With a first and a last day."),
                icon="warning",
                url=_url(SiteNotice, "add"),
            ),
        ),
    ]
    return [task for model, action, task in tasks if _may(user, action, model)]


def _generation_tasks(user: User) -> list[Task]:
    hub = CityIndexPage.objects.order_by("path").first()
    tasks = []
    if hub is not None and hub.permissions_for_user(user).can_add_subpage():
        tasks.append(
            Task(
                label=_("Generate city pages"),
                explanation=_("Drafts for places that have no page yet."),
                icon="copy",
                url=reverse("generate_city_pages:index"),
            )
        )
    faq = FAQPage.objects.order_by("path").first()
    if faq is not None and faq.permissions_for_user(user).can_edit():
        tasks.append(
            Task(
                label=_("Edit the questions on a page"),
                explanation=_("Choose from the library and put them in order."),
                icon="doc-full",
                url=reverse("wagtailadmin_pages:edit", args=[faq.pk]),
            )
        )
    return tasks


def _may(user: User, action: str, model: type[Model]) -> bool:
    return user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")


def _url(model: Any, view: str) -> str:
    return reverse(model.snippet_viewset.get_url_name(view))


def _edit_url(record: Any) -> str:
    return reverse(record.snippet_viewset.get_url_name("edit"), args=[record.pk])

"""The editor's screens for one run: how far it is, what it made, cancelling it and undoing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from locations.models import GenerationRun, GenerationRunItem
from locations.rules.planning import Action
from locations.services.generation import check_may_generate
from locations.services.run_undo import RunUnderWayError, reason_to_keep, start_undo
from locations.services.runs import cancel_run, continue_run
from locations.views.generation_screens import SECONDS_A_REQUEST, GenerationScreen

Outcome = GenerationRunItem.Outcome
Status = GenerationRun.Status


@dataclass(frozen=True, kw_only=True, slots=True)
class RunState:
    """How far a run is: ``done`` of ``total`` places, and what to say about it."""

    done: int
    total: int
    summary: str
    created: int

    @property
    def percent(self) -> int:
        """Return how much is done, from 0 to 100."""
        return round(100 * self.done / self.total) if self.total else 100


def run_state(run: GenerationRun, items: list[GenerationRunItem]) -> RunState:
    """Return the state of ``run``, whose places are ``items``."""
    outcomes = [item.outcome for item in items if item.action == Action.CREATE.value]
    created, removed, kept, waiting = (
        outcomes.count(outcome) for outcome in (Outcome.CREATED, Outcome.REMOVED, Outcome.KEPT, "")
    )
    if run.status in (Status.UNDOING, Status.UNDONE):
        total = created + removed + kept
        return RunState(
            done=removed + kept, total=total, summary=_undo_summary(removed, kept), created=created
        )
    total = len(outcomes)
    return RunState(
        done=total - waiting, total=total, summary=_made_summary(created), created=created
    )


def _made_summary(created: int) -> str:
    text = ngettext("%(count)d draft page was made.", "%(count)d draft pages were made.", created)
    return text % {"count": created} if created else _("No page was made.")


def _undo_summary(removed: int, kept: int) -> str:
    gone = ngettext("%(count)d draft was removed.", "%(count)d drafts were removed.", removed)
    text = gone % {"count": removed}
    if not kept:
        return text
    left = ngettext(
        "%(count)d page was kept: the reason is below.",
        "%(count)d pages were kept: the reasons are below.",
        kept,
    )
    return f"{text} {left % {'count': kept}}"


class RunScreen(GenerationScreen):
    """A screen about one run, for those who may add pages where it adds them."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.run: GenerationRun | None = None

    def get_run(self) -> GenerationRun:
        """Return the run; refuse who may not add pages there."""
        if self.run is None:
            runs = GenerationRun.objects.select_related("hub", "blueprint", "started_by")
            self.run = get_object_or_404(runs, pk=self.kwargs["pk"])
            check_may_generate(self.run.hub, self.request.user)  # type: ignore[arg-type]
        return self.run

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["run"] = self.get_run()
        return context


class RunView(RunScreen):
    """One run: what was made, what was not and why, and how to go on."""

    template_name = "locations/generation/run.html"
    page_title = gettext_lazy("A run and its pages")

    def further_breadcrumbs(self) -> list[dict[str, str]]:
        return [{"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        run = self.get_run()
        items = sorted(
            run.items.select_related("area", "page"),
            key=lambda item: item.action != Action.CREATE.value,
        )
        return context | {"items": items, "state": run_state(run, items)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Carry the run on; answer a script with the state alone, and a form with the screen."""
        run = continue_run(self.get_run(), seconds=SECONDS_A_REQUEST)
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            context = self.get_context_data()
            return TemplateResponse(request, "locations/generation/run_state.html", context)
        return redirect("generate_city_pages:run", pk=run.pk)


class CancelView(RunScreen):
    """Stop a run for good."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cancel the run and say what it keeps."""
        run = cancel_run(run=self.get_run(), user=request.user)  # type: ignore[arg-type]
        if run.status == Status.CANCELLED:
            messages.success(request, _("The run was cancelled. What it made stays."))
        else:
            messages.info(request, _("There was nothing to cancel: the run had ended."))
        return redirect("generate_city_pages:run", pk=run.pk)


class UndoView(RunScreen):
    """Ask, with what would go and what would stay, and then undo the run."""

    template_name = "locations/generation/undo.html"
    page_title = gettext_lazy("Undo this run")

    def further_breadcrumbs(self) -> list[dict[str, str]]:
        run = reverse("generate_city_pages:run", args=[self.kwargs["pk"]])
        return [
            {"url": run, "label": str(RunView.page_title)},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        items = self.get_run().items.filter(outcome=Outcome.CREATED, page__isnull=False)
        judged = [
            (item, reason_to_keep(item, self.request.user))  # type: ignore[arg-type]
            for item in items.select_related("area", "page")
        ]
        return context | {
            "going": [item for item, reason in judged if not reason],
            "staying": [(item, reason) for item, reason in judged if reason],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Undo the run, as far as one request may take."""
        try:
            run = start_undo(run=self.get_run(), user=request.user)  # type: ignore[arg-type]
        except RunUnderWayError as error:
            messages.warning(request, str(error))
        else:
            continue_run(run, seconds=SECONDS_A_REQUEST)
        return redirect("generate_city_pages:run", pk=self.kwargs["pk"])

"""The editor's screens for questions from a document: choose it, look at the split, get drafts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from editorial.models import Question
from editorial.rules.text_lines import visible
from editorial.services.question_import import (
    QuestionsRefusedError,
    TooManyQuestionsError,
    check_may_import,
    import_questions,
    questions_by_words,
)
from editorial.views.question_import_forms import (
    DocumentForm,
    QuestionRow,
    new_question,
    posted_rows,
    rows_of,
)

LIBRARY = "wagtailsnippets_editorial_question"
# More links than this in a message are not read.
LINKS_IN_MESSAGE = 30


class ImportScreen(WagtailAdminTemplateMixin, TemplateView):
    """What both screens share."""

    page_title = gettext_lazy("Import questions")
    header_icon = "download"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse(f"{LIBRARY}:list"), "label": _("Question library")},
            {"url": "", "label": str(self.page_title)},
        ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check_may_import(request.user)  # type: ignore[arg-type]
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def show_rows(
        self, rows: Sequence[QuestionRow], left_over: str, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        """Return the list of questions to choose from."""
        self.template_name = "editorial/question_import/split.html"
        context = self.get_context_data(
            rows=rows,
            left_over=left_over,
            ticked_count=sum(row.is_ticked for row in rows),
            **more,
        )
        return self.render_to_response(context, status=status)


class DocumentView(ImportScreen):
    """Paste or choose a document, and see how it was split."""

    template_name = "editorial/question_import/document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = context.setdefault("form", DocumentForm())
        context["media"] = form.media
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the questions of the document; nothing is stored."""
        form = DocumentForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        split = form.cleaned_data["split"]
        left_over = "\n".join(one.text for one in split.left_over)
        rows = rows_of(split, questions_by_words())
        return self.show_rows(rows, left_over, form=form, notes=split.notes)


class DraftsView(ImportScreen):
    """Make drafts of the ticked questions."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead back to the beginning: after signing in anew there is nothing here."""
        return redirect("import_questions:index")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the drafts, or show what is in the way."""
        try:
            rows = posted_rows(request.POST, questions_by_words())
        except TooManyQuestionsError as error:
            messages.error(request, str(error))
            return redirect("import_questions:index")
        ticked = [row for row in rows if row.is_ticked]
        left_over = visible(request.POST.get("left_over", ""))
        if not ticked:
            messages.warning(request, _("Nothing was imported: tick the questions that you want."))
            return self.show_rows(rows, left_over, status=400)
        try:
            made = import_questions(
                questions=[new_question(row, request.POST) for row in ticked],
                user=request.user,  # type: ignore[arg-type]
            )
        except QuestionsRefusedError as error:
            for number, problem in error.problems.items():
                ticked[number].problem = ticked[number].problem or problem
            messages.error(request, str(error))
            return self.show_rows(rows, left_over, status=400)
        _tell(request, made, len(ticked) - len(made))
        return redirect(f"{reverse(f'{LIBRARY}:list')}?ordering=-_updated_at")


def _tell(request: HttpRequest, made: Sequence[Question], left_out: int) -> None:
    """Say what was made, with a link to each draft, and what was there already."""
    if made:
        done = ngettext("%(count)d draft was made:", "%(count)d drafts were made:", len(made))
        links = format_html_join(
            ", ",
            '<a href="{}" class="import-link">{}</a>',
            ((reverse(f"{LIBRARY}:edit", args=[one.pk]), one) for one in made[:LINKS_IN_MESSAGE]),
        )
        rest = _(" and more, first in the list below.") if len(made) > LINKS_IN_MESSAGE else "."
        check = _("Open each, check it and publish.")
        text = format_html("{} {}{} {}", done % {"count": len(made)}, links, rest, check)
        messages.success(request, text)
    if left_out:
        there = ngettext(
            "%(count)d question was left out: it has come into the library since you looked.",
            "%(count)d questions were left out: they have come into the library since you looked.",
            left_out,
        )
        messages.info(request, there % {"count": left_out})


class QuestionImportViewSet(ViewSet):
    """The screens under Questions → Import questions."""

    name = "import_questions"
    url_prefix = "questions/import"
    menu_label = gettext_lazy("Import questions")
    icon = "download"

    def get_urlpatterns(self) -> list[Any]:
        """Return both screens."""
        return [
            path("", DocumentView.as_view(), name="index"),
            path("drafts/", DraftsView.as_view(), name="drafts"),
        ]

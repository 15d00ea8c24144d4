"""Working out what would change if one question were merged into another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Revision

from editorial.models import Question
from editorial.placements import PlacementKind, placement_kinds
from editorial.rules.merging import MergePlan, PageChange, merged_rows, united_rows
from operations.services.contents import (
    Content,
    Edit,
    content_of,
    goes_live_by_itself,
    planned_edit,
)

NEEDED = ("editorial.change_question", "editorial.publish_question")


@dataclass(frozen=True, kw_only=True, slots=True)
class MergeReading:
    """A plan, the edits of pages that carry it out, and the sources that the other one gets."""

    plan: MergePlan
    edits: tuple[tuple[Any, Edit], ...]
    sources: tuple[int, ...] = ()


def check_may_merge(user: User | None) -> None:
    """Raise ``PermissionDenied`` unless ``user`` may merge questions; ``None`` is the system."""
    if user is not None and not all(user.has_perm(name) for name in NEEDED):
        raise PermissionDenied(_("You may not merge questions. Ask a manager."))


def plan_merge(
    *, removed: Question, kept: Question, unite_sources: bool, user: User | None
) -> MergeReading:
    """Return what changes if ``kept`` takes the place of ``removed``; nothing is written."""
    pages = [
        (kind, page, _exchanging(kind, removed.pk, kept.pk))
        for kind, page in _pages_that_place(removed)
    ]
    sources = _new_sources(removed, kept) if unite_sources else {}
    finder = AdminURLFinder(user)
    plan = MergePlan(
        removed=removed.question,
        kept=kept.question,
        removed_answer=removed.answer,
        kept_answer=kept.answer,
        pages=tuple(
            _page_change(kind, page, edit, removed=removed, kept=kept, finder=finder)
            for kind, page, edit in pages
        ),
        sources=tuple(sources.values()),
        obstacles=(
            *_obstacles_of_questions(removed, kept, unite_sources=bool(sources)),
            *_obstacles_of_pages([page for _kind, page, _edit in pages], user),
        ),
    )
    edits = tuple((page, edit) for _kind, page, edit in pages)
    return MergeReading(plan=plan, edits=edits, sources=tuple(sources))


def _pages_that_place(question: Question) -> Iterator[tuple[PlacementKind, Any]]:
    """Yield each page with the question in its rows, in its draft, or in a version that waits."""
    for kind in placement_kinds():
        rows = kind.rows().filter(**{kind.question_key: question})
        keys = {*rows.values_list(kind.page_key, flat=True), *_keys_in_versions(kind, question.pk)}
        pages: Any = kind.page_model._default_manager
        for page in pages.filter(pk__in=keys).order_by("path"):
            yield kind, page


def _keys_in_versions(kind: PlacementKind, question_id: int) -> set[int]:
    pages: Any = kind.page_model._default_manager
    drafts = pages.filter(has_unpublished_changes=True).values("latest_revision")
    content_type = ContentType.objects.get_for_model(kind.page_model)
    versions = Revision.objects.filter(
        Q(pk__in=drafts) | goes_live_by_itself(), content_type=content_type
    ).distinct()
    return {
        int(version.object_id)
        for version in versions
        if any(
            row.get(kind.question_key) == question_id
            for row in version.content.get(kind.relation, ())
        )
    }


def _exchanging(kind: PlacementKind, removed: int, kept: int) -> Edit:
    def edit(content: Content) -> Content:
        rows = merged_rows(
            content.get(kind.relation, []),
            removed=removed,
            kept=kept,
            question_key=kind.question_key,
            heading_field=kind.heading_field,
        )
        return {**content, kind.relation: rows}

    return edit


def adding_sources(sources: Sequence[int]) -> Edit:
    """Return an edit of a question that adds sources by key, but none that it has already."""

    def edit(content: Content) -> Content:
        rows = [{"question": content["pk"], "citation": source} for source in sources]
        return {**content, "citations": united_rows(content["citations"], rows, key="citation")}

    return edit


def taking_sources_away(sources: Sequence[int]) -> Edit:
    """Return an edit of a question that takes these sources away again."""

    def edit(content: Content) -> Content:
        rows = [row for row in content["citations"] if row["citation"] not in sources]
        return {**content, "citations": rows}

    return edit


def _new_sources(removed: Question, kept: Question) -> dict[int, str]:
    there = {row.citation_id for row in kept.citations.all()}
    rows = removed.citations.select_related("citation")
    return {row.citation_id: str(row.citation) for row in rows if row.citation_id not in there}


def _page_change(
    kind: PlacementKind,
    page: Any,
    edit: Edit,
    *,
    removed: Question,
    kept: Question,
    finder: AdminURLFinder,
) -> PageChange:
    planned = planned_edit(page, edit)
    rows = content_of(page).get(kind.relation, [])
    shown = {row[kind.question_key] for row in rows}
    return PageChange(
        title=page.get_admin_display_title(),
        kind=str(page._meta.verbose_name),
        edit_url=finder.get_edit_url(page) or "",
        is_live=page.live,
        has_both={removed.pk, kept.pk} <= shown,
        is_draft_only=planned is not None and not (planned.live and page.live),
    )


def _obstacles_of_questions(
    removed: Question, kept: Question, *, unite_sources: bool
) -> Iterator[str]:
    if removed.pk == kept.pk:
        yield _("Choose another question: this one cannot be merged into itself.")
    if removed.locale_id != kept.locale_id:
        yield _("The two questions are in different languages.")
    for question in (removed, kept):
        if question.merged_into_id:
            yield _("“%(question)s” was merged into another already.") % {"question": question}
    if not kept.live:
        yield _("“%(question)s” is not published. Publish it first, or keep the other one.") % {
            "question": kept
        }
    yield from _holds_on(removed)
    if unite_sources and kept.locked:
        yield _("“%(question)s” is locked. Unlock it first.") % {"question": kept}


def _holds_on(question: Question) -> Iterator[str]:
    """Say who else has a hold on a question that is to go: it would come back by itself."""
    if question.locked:
        yield _("“%(question)s” is locked. Unlock it first.") % {"question": question}
    if question.current_workflow_state is not None:
        yield _("“%(question)s” waits for approval. Finish or cancel that first.") % {
            "question": question
        }
    elif question.revisions.filter(approved_go_live_at__isnull=False).exists():
        yield _("“%(question)s” is to be published at a date. Cancel that first.") % {
            "question": question
        }


def _obstacles_of_pages(pages: Iterable[Any], user: User | None) -> Iterator[str]:
    for page in pages:
        title = page.get_admin_display_title()
        if page.locked:
            yield _("The page “%(page)s” is locked. Unlock it first.") % {"page": title}
        elif user is not None and not _may_change(page, user):
            yield _("You may not change the page “%(page)s”. Ask a manager.") % {"page": title}


def _may_change(page: Any, user: User) -> bool:
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_publish() if page.live else permissions.can_edit())

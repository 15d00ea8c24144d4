"""The rows of a city page's form: one for each shared section, found by the section's key.

What is posted is compared with what the form showed when it was opened and with what is stored
now, so that neither a second tab nor a change of the shared text costs anybody a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import BaseModelFormSet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Revision

from locations.rules.sections import Mode
from locations.rules.wordings import (
    Decision,
    Source,
    choice_hash,
    is_blank,
    needs_look,
    whose_counts,
    without_block_keys,
    wording_hash,
)
from operations.inline_rows import RestorableRows

# How far back a text is looked for that was shown in a form and has been changed since.
VERSIONS_SEARCHED = 50


class NoteField(forms.CharField):
    """What a form knows about itself. It is no change by the editor."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=64, widget=forms.HiddenInput, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return ``False``."""
        return False


class UncheckedIdField(NoteField):
    """The hidden id of a row that is found by something else."""

    def clean(self, value: Any) -> None:
        """Return nothing, whatever was posted."""


class SectionRowForm(WagtailAdminModelForm):
    """What one page does with one shared section.

    ``section`` is the section of the shared text, ``None`` where that has none of this key. With
    ``is_autosave`` no answer to a question counts: only what the editor saves on purpose does.
    """

    opened_as = NoteField()
    shared_as_seen = NoteField()
    theirs_as_seen = NoteField()
    decision = forms.ChoiceField(
        required=False, choices=[(choice.value, choice.name) for choice in Decision]
    )

    def __init__(
        self, *args: Any, section: Any = None, is_autosave: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.data: Any
        self.section = section
        self.stored_mode, self.stored_body = self.instance.mode, self.instance.body
        self.has_conflict = False
        self._keep_safety_visible()
        if self.is_bound:
            self.data = self.data.copy()
            self._leave_alone_what_was_not_posted()
            self.answer = "" if is_autosave else self._answer()
            self._compare_with_stored()

    @property
    def stored_hash(self) -> str:
        """The fingerprint of the choice as it is stored."""
        return self._hash(self.stored_mode, self.stored_body)

    @property
    def is_asked(self) -> bool:
        """Whether the shared text has changed since the stored wording was written."""
        return self.section is not None and needs_look(
            mode=self.stored_mode,
            body=self.stored_body,
            replaced_hash=self.instance.replaced_hash,
            shared_body=self.section.body,
        )

    @property
    def is_discarded(self) -> bool:
        """Whether the editor lets go of the wording of a section that is gone."""
        return self.is_bound and self.section is None and self.answer == Decision.DISCARD

    def posted(self, name: str) -> str:
        """Return what was posted in the field ``name``."""
        return str(self.data.get(self.add_prefix(name)) or "") if self.is_bound else ""

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What was posted for a card that has no such field now, as it was posted."""
        names = [name for name in ("mode", "body") if self.posted(name)]
        return [(self.add_prefix(name), self.posted(name)) for name in names]

    def get_field_updates_for_resave(self) -> Iterator[tuple[str, str]]:
        """Tell the open form, which has just saved by itself, that this is what is stored now."""
        yield from super().get_field_updates_for_resave()
        row = self.instance
        yield self.add_prefix("opened_as"), self._hash(row.mode, row.body)

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite what somebody else has stored since the form was opened."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.has_conflict:
            self.add_error(None, _("Say which of the two is to stay, then save again."))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            self._settle()

    def _keep_safety_visible(self) -> None:
        if self.section is not None and self.section.is_safety:
            field = self.fields["mode"]
            field.choices = [choice for choice in field.choices if choice[0] != Mode.HIDDEN]

    def _leave_alone_what_was_not_posted(self) -> None:
        for name in ("mode", "body"):
            if self.add_prefix(name) not in self.data:
                del self.fields[name]

    def _answer(self) -> str:
        """Return the decision; one about a text that has changed again since does not count."""
        decision = self.posted("decision")
        shown, now = "", ""
        if decision in (Decision.KEEP, Decision.EDIT, Decision.TAKE):
            if not self.is_asked:
                return ""
            shown, now = self.posted("shared_as_seen"), wording_hash(self.section.body)
        elif decision in (Decision.MINE, Decision.THEIRS):
            shown, now = self.posted("theirs_as_seen"), self.stored_hash
        if shown != now:
            self.data[self.add_prefix("decision")] = decision = ""
        return decision

    def _compare_with_stored(self) -> None:
        if not {"mode", "body"} <= self.fields.keys():
            return
        source = whose_counts(
            opened=self.posted("opened_as"),
            stored=self.stored_hash,
            posted=self._hash(self.posted("mode"), self.posted_body()),
        )
        if source is Source.UNDECIDED and self.answer in (Decision.MINE, Decision.THEIRS):
            source = Source.STORED if self.answer == Decision.THEIRS else Source.POSTED
        self.has_conflict = source is Source.UNDECIDED
        if source is Source.STORED:
            widget = self.fields["body"].widget
            self.data[self.add_prefix("mode")] = self.stored_mode
            self.data[self.add_prefix("body")] = widget.format_value(self.stored_body)

    def _settle(self) -> None:
        """Give the row what follows from the editor's choice."""
        row, section = self.instance, self.section
        if self._as_in_editor(row.body) == self._as_in_editor(self.stored_body):
            # The editor's own notation may differ; the text is nobody's change, so not a byte is.
            row.body = self.stored_body
        if section is None:
            return
        if self.answer == Decision.TAKE:
            row.mode = Mode.SHARED.value
        if self.answer in (Decision.KEEP, Decision.EDIT):
            _remember_replaced(row, section.body)
        elif self._begins():
            self._remember_shared_as_seen()
        if row.mode != Mode.SHARED or not is_blank(row.body):
            row.heading = section.heading

    def _begins(self) -> bool:
        row = self.instance
        if row.mode != Mode.OWN:
            return False
        return not row.replaced_hash or (is_blank(self.stored_body) and not is_blank(row.body))

    def _remember_shared_as_seen(self) -> None:
        """Remember the shared text that the editor had before his eyes, if it can be found."""
        row, seen = self.instance, self.posted("shared_as_seen")
        if seen in ("", wording_hash(self.section.body)):
            _remember_replaced(row, self.section.body)
            return
        row.replaced_text, row.replaced_hash = _earlier_text(self.section, seen), seen

    def posted_body(self) -> str:
        """Return the wording that was posted, as it would be stored."""
        widget = self.fields["body"].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix("body")) or ""

    def _hash(self, mode: str, body: str) -> str:
        return choice_hash(mode, self._as_in_editor(body))

    def _as_in_editor(self, body: str) -> str:
        """Return rich text as it comes back from the editor's field when nothing is changed."""
        widget = self.base_fields["body"].widget
        return without_block_keys(widget.converter.to_database_format(widget.format_value(body)))


class SectionRows(RestorableRows):
    """The rows of one page. None is lost because a form does not know of it.

    Ids that are posted do not count: a form that was opened before another tab stored its rows has
    none, and after an older version was restored its ids are gone.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        blueprint = self.instance.blueprint
        sections = blueprint.sections.all() if blueprint else ()
        self.sections = {section.key: section for section in sections}
        self._waiting = {row.section_key: row for row in self.get_queryset()}

    def initial_form_count(self) -> int:
        """Return the number of rows: what is posted is never a new row."""
        return self.total_form_count() if self.is_bound else super().initial_form_count()

    def add_fields(self, form: Any, index: int | None) -> None:
        """Give the row an id that is not checked."""
        super().add_fields(form, index)
        form.fields[self._pk_field.name] = UncheckedIdField(initial=form.instance.pk)

    def save(self, commit: bool = True) -> list[Any]:
        """Take over what was posted, and keep the rows of which the form did not know."""
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        kept = [form.instance for form in self.forms if not form.is_discarded]
        unknown = [row for row in self._waiting.values() if row.pk or row.holds_choice]
        manager = getattr(self.instance, self.rel_name)
        manager.set([*unknown, *kept])
        if commit:
            manager.commit()
        return kept

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        if self.is_bound:
            key = str(self.data.get(f"{self.add_prefix(i)}-section_key") or "")
            row = self._waiting.pop(key, None)
            kwargs["instance"] = self.model(section_key=key) if row is None else row
        else:
            kwargs["instance"] = self.get_queryset()[i]
        kwargs["section"] = self.sections.get(kwargs["instance"].section_key)
        kwargs["is_autosave"] = self.instance.is_autosave
        # Past those that look for the row by its id.
        return super(BaseModelFormSet, self)._construct_form(i, **kwargs)  # type: ignore[misc]

    def _should_delete_form(self, form: Any) -> bool:
        """Return ``False``: a row goes only where its card offers that."""
        return False


def _remember_replaced(row: Any, shared_body: str) -> None:
    row.replaced_text, row.replaced_hash = shared_body, wording_hash(shared_body)


def _earlier_text(section: Any, wanted_hash: str) -> str:
    """Return the text of ``section`` with that :func:`wording_hash` from the history, or ``""``."""
    versions = Revision.objects.for_instance(section.blueprint).order_by("-created_at", "-pk")
    for content in versions.values_list("content", flat=True)[:VERSIONS_SEARCHED]:
        for row in content.get("sections", []):
            if row.get("key") == section.key and wording_hash(row["body"]) == wanted_hash:
                return str(row["body"])
    return ""

"""The tick "about health" of shared sections and of questions from one place, in their forms."""

from __future__ import annotations

from typing import Any


def check_health_ticks(form: Any, relation: str) -> None:
    """Add an error to each row of ``relation`` whose tick this person has to leave.

    Drafts are checked too: what is not ticked there could go live unsigned.
    """
    # The models that ask for these forms are made when this module is loaded.
    from editorial.services.health_ticks import LEAVE_TICKED, keys_to_leave_ticked
    from locations.clinical_texts import piece_of_local_question, piece_of_section

    formset = form.formsets.get(relation)
    if formset is None or not formset.is_bound:
        return
    formset.is_valid()
    pieces: dict[str, Any] = {
        "sections": piece_of_section,
        "local_questions": piece_of_local_question,
    }
    piece_of = pieces[relation]
    unticked = {}
    for row in formset.forms:
        cleaned = getattr(row, "cleaned_data", {})
        is_kept = cleaned and not cleaned.get("DELETE")
        if is_kept and not cleaned.get("is_clinical", True) and (made := piece_of(row.instance)):
            unticked[made] = row
    to_leave = keys_to_leave_ticked(form.instance, unticked, form.for_user)
    for made, row in unticked.items():
        if made.key in to_leave:
            row.add_error("is_clinical", LEAVE_TICKED)

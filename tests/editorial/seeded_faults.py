"""A known fault of every kind that the list "To do" knows, each with its remedy.

A fault breaks something in a site in order and returns how to mend it, as an editor would.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.editorial.faults_of_facts import (
    fact_that_has_run_out,
    fact_that_runs_out,
    fact_without_source,
    holiday_without_hours,
    own_wording_left_behind,
    page_below_the_gate,
    refused_announcement,
    sample_fact,
    unfinished_run,
)
from tests.editorial.faults_of_pages import (
    broken_page_link,
    broken_typed_link,
    chosen_page_not_live,
    failed_publishing,
    failed_unpublishing,
    forgotten_draft,
    missing_description,
    orphan,
    picture_in_a_text,
    picture_without_description,
    redirect_to_a_page_not_live,
    redirect_to_no_address,
    risky_claim,
    same_description,
    same_title,
)
from tests.editorial.seeded_site import Fault
from tests.factories import SmallSite

FAULTS: tuple[Callable[[SmallSite], Fault], ...] = (
    risky_claim,
    sample_fact,
    holiday_without_hours,
    fact_without_source,
    fact_that_runs_out,
    fact_that_has_run_out,
    page_below_the_gate,
    own_wording_left_behind,
    unfinished_run,
    broken_typed_link,
    broken_page_link,
    chosen_page_not_live,
    missing_description,
    same_description,
    same_title,
    orphan,
    redirect_to_a_page_not_live,
    redirect_to_no_address,
    refused_announcement,
    picture_without_description,
    picture_in_a_text,
    forgotten_draft,
    failed_publishing,
    failed_unpublishing,
)
# Each of these stands alone among the faults of all kinds at once: no two change the same thing.
TOGETHER = (
    sample_fact,
    fact_without_source,
    page_below_the_gate,
    own_wording_left_behind,
    unfinished_run,
    broken_typed_link,
    orphan,
    redirect_to_no_address,
    picture_without_description,
    missing_description,
)

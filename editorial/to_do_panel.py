"""The panel "To do" on the editor's first screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.utils import timezone
from wagtail.admin.ui.components import Component

from editorial.services.to_do import look_if_changed
from editorial.to_do_access import rows_for
from operations.to_do import registered_checks

LISTED = 5


class ToDoPanel(Component):
    """How much there is to do of each kind, and what comes first; a friendly word for nothing."""

    order = 40
    template_name = "editorial/to_do/panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the person who is signed in can mend.

        The number of queries depends on neither pages nor rows, unless something has changed since
        somebody looked last.
        """
        checks = registered_checks()
        look_if_changed(checks=checks, now=timezone.now())
        rows = rows_for(parent_context["request"].user)
        found = rows.order_by().values("kind").annotate(count=Count("pk"))
        counts = {row["kind"]: row["count"] for row in found}
        total = sum(counts.values())
        return {
            "total": total,
            "kinds": [
                {"key": check.key, "label": check.label, "count": counts[check.key]}
                for check in checks
                if check.key in counts
            ],
            "rows": list(rows[:LISTED]) if total else [],
            "more": max(0, total - LISTED),
        }

"""What every report of ours does in the same way."""

from __future__ import annotations

from typing import Any

from operations.spreadsheets import neutralized


class NeutralExport:
    """For a report: writes CSV files in which no cell is run as a formula.

    Wagtail guards XLSX files alone.
    """

    def write_csv_row(self, writer: Any, row_dict: dict[str, Any]) -> Any:
        """Write one row with every text neutralized."""
        cells = {key: _as_text(value) for key, value in row_dict.items()}
        return super().write_csv_row(writer, cells)  # type: ignore[misc]


def _as_text(value: Any) -> Any:
    return neutralized(value) if isinstance(value, str) else value

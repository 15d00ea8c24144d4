"""What the commands for tables of places share: a help text that lists the columns."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from locations.tables.columns import FACT_COLUMNS, PLACE_COLUMNS


def columns_help() -> str:
    """Return what the file looks like, column by column."""
    columns = {**PLACE_COLUMNS, **FACT_COLUMNS}
    lines = [f"  {name:<18} {text}" for name, text in columns.items()]
    return (
        "A place is one row. Each further local fact of it is a row below with the same\n"
        "slug and nothing else before fact_topic.\n\nColumns:\n" + "\n".join(lines)
    )


class TableCommand(BaseCommand):
    """A command whose help keeps its lines."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return the parser of the command's options."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

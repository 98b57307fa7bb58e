"""The list of what is expected of every table, for `docs/EXPECTATIONS.md`."""

from __future__ import annotations

import argparse
from pathlib import Path

from expectations import base, claims, copies, documents, figures, governance, spans
from expectations.model import Check, Measure
from warehouse.schema.catalog import TABLES

MODULES = (documents, copies, spans, figures, claims, governance)

FILE_NAME = "EXPECTATIONS.md"

HEAD = """\
# What is expected of every table

Generated from `expectations/`; do not edit. How validation works and how to add to it
stands in [validation.md](validation.md).

Of every table, from its declaration, all critical: the declared columns in order and of
the declared type; no null where none may be; a unique key; enumerations hold only their
values; numbers are finite and lie in their range; ids are 20 and hashes 64 hex
characters; every reference is found in the table it names; no field holds a long
stretch of text. Of every core table, as a warning: its number of rows against the
release before.
"""


def all_checks() -> list[Check]:
    """Every check in SQL, those from the declarations first."""
    return [*base.checks(), *(check for module in MODULES for check in module.CHECKS)]


def all_measures() -> list[Measure]:
    """Every measure."""
    return [measure for module in MODULES for measure in module.MEASURES]


def overview() -> str:
    """What is expected beyond the declarations, by table, as Markdown."""
    by_hand = [check for module in MODULES for check in module.CHECKS]
    measures = [measure for measure in all_measures() if measure.name != "volume"]
    parts = [HEAD]
    for name in TABLES:
        lines = [
            f"| {_cell(one.expects)} | `{one.name}` | {one.severity} |"
            for one in (*by_hand, *measures)
            if one.table == name
        ]
        if lines:
            head = "| expected | name | severity |\n|---|---|---|\n"
            parts.append(f"## {name}\n\n{head}" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def main() -> None:
    """Write what is generated below `docs/`, as the Makefile asks."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "--write", type=Path, required=True, metavar="FOLDER", help="docs folder"
    )
    path = parser.parse_args().write / FILE_NAME
    path.write_text(overview(), encoding="utf-8", newline="\n")
    print(path)  # noqa: T201 - a command says what it wrote


if __name__ == "__main__":
    main()

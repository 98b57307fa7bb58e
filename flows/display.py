"""Tables for a person to read in a terminal."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import typer
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

ROOM = 3
"""Columns that a table spends beside each cell."""


FORMULA = r"^([=+\-@\t\r])"
"""How text begins that a spreadsheet would run or reckon with."""


def write_csv(table: pa.Table, out: BinaryIO) -> None:
    """Write CSV that a spreadsheet may open: text that begins like a formula is marked.

    The mark is an apostrophe before the cell; `--json` gives text as it is. Lists and
    other values that CSV has no form for are written as in a terminal.
    """
    for index, field in enumerate(table.schema):
        if not is_flat(field.type):
            values = table.column(index).to_pylist()
            cells = [None if value is None else shown(value) for value in values]
            table = table.set_column(index, field.name, pa.array(cells, pa.string()))
    for index, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
            safe = pc.replace_substring_regex(
                table.column(index), pattern=FORMULA, replacement=r"'\1"
            )
            table = table.set_column(index, field.name, safe)
    pyarrow.csv.write_csv(table, out)


def is_flat(kind: pa.DataType) -> bool:
    """Whether Arrow writes values of a type as a cell of CSV."""
    return bool(
        (
            pa.types.is_primitive(kind)
            and not pa.types.is_duration(kind)
            and not pa.types.is_interval(kind)
        )
        or pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_null(kind)
    )


def print_table(table: pa.Table) -> None:
    """Print a table: side by side where it fits the terminal, else row under row.

    Where the output is no terminal, side by side: files and pipes have no width.
    """
    rows = [[shown(value) for value in row.values()] for row in table.to_pylist()]
    names = table.column_names
    needed = sum(
        ROOM + max(cell_len(cell) for cell in (name, *(row[i] for row in rows)))
        for i, name in enumerate(names)
    )
    terminal = shutil.get_terminal_size().columns if sys.stdout.isatty() else needed
    if needed <= terminal:
        console = Console(width=needed, highlight=False)
        console.print(side_by_side(names, rows))
    else:
        longest = max(len(name) for name in names)
        for number, row in enumerate(rows, start=1):
            typer.echo(f"-- {number} " + "-" * (longest + 4))
            for name, cell in zip(names, row, strict=True):
                typer.echo(f"{name:>{longest}}  {cell}")
    typer.echo(f"({len(rows):,} {'row' if len(rows) == 1 else 'rows'})")


def side_by_side(names: list[str], rows: list[list[str]]) -> Table:
    """The rows as a table to print."""
    made = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for name in names:
        made.add_column(name, no_wrap=True)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made


def shown(value: object) -> str:
    """A value on one line; what could steer a terminal is taken out."""
    match value:
        case None:
            return ""
        case float():
            text = f"{value:,.10g}"
        case datetime():
            text = f"{value:%Y-%m-%d %H:%M}"
        case list():
            text = ", ".join(shown(item) for item in value)
        case _:
            text = str(value)
    return "".join(c if c.isprintable() else " " for c in text)

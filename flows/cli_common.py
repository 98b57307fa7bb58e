"""What the commands have in common: options, errors told, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from warehouse.schema.errors import PresstallyError

HomeOption = Annotated[
    Path,
    typer.Option(
        "--home",
        envvar="PRESSTALLY_HOME",
        help="Folder that holds store, runs and releases.",
        show_default=True,
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON object for programs.")
]
DEFAULT_HOME = Path("data")


@contextmanager
def errors_told() -> Iterator[None]:
    """Print what a user can put right without a trace and leave with its code."""
    try:
        yield
    except PresstallyError as error:
        typer.secho(f"presstally: {error}", fg=typer.colors.RED, err=True)
        raise typer.Exit(error.exit_code) from error
    except PermissionError as error:
        message = f"{error.filename} can't be opened: give this user the right to it"
        typer.secho(f"presstally: {message}", fg=typer.colors.RED, err=True)
        raise typer.Exit(PresstallyError.exit_code) from error
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        sys.stderr.close()
        raise typer.Exit(0) from None


def print_json(value: object) -> None:
    """Print one JSON object on one line."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))

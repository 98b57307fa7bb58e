"""The commands for people's decisions: corrections and withdrawals."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli_common import (
    DEFAULT_HOME,
    HomeOption,
    JsonOption,
    errors_told,
    print_json,
)


def correct(home: HomeOption = DEFAULT_HOME, *, as_json: JsonOption = False) -> None:
    """Check the corrections and list what came of each in the latest release."""
    from flows.correct import list_corrections

    with errors_told():
        listed = list_corrections(home)
        if as_json:
            print_json({"corrections": listed.to_pylist()})
            return
        from flows.display import print_table

        print_table(listed)


def withdraw(
    name: Annotated[
        str,
        typer.Argument(help="An article's id, address, external id or path."),
    ],
    reason: Annotated[str, typer.Option(help="Why; is published.")],
    author: Annotated[str, typer.Option(help="Who decided; is published.")],
    home: HomeOption = DEFAULT_HOME,
    *,
    source: Annotated[
        bool, typer.Option("--source", help="The name is that of a source.")
    ] = False,
    outlet: Annotated[
        bool, typer.Option("--outlet", help="The name is that of an outlet.")
    ] = False,
) -> None:
    """Leave an article, source or outlet out of all later releases."""
    from datetime import UTC, datetime

    from flows.correct import FILE
    from flows.correct import withdraw as write_down
    from warehouse.home import Home
    from warehouse.schema.errors import SettingsError

    with errors_told():
        if source and outlet:
            raise SettingsError(f"{name!r} can't be a source and an outlet: choose one")
        made = write_down(
            home,
            name,
            kind="source" if source else "outlet" if outlet else "article",
            reason=reason,
            author=author,
            at=datetime.now(UTC),
        )
        typer.echo(
            f"{made.id} stands in {Home(home).corrections / FILE}: the next build "
            "applies it, and taking the entry out undoes it. Releases that were made "
            "before stay as they are"
        )

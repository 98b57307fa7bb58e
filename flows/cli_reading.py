"""The commands that read: releases and what changed, SQL, the figures of one file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_common import (
    DEFAULT_HOME,
    HomeOption,
    JsonOption,
    errors_told,
    print_json,
)


def releases(home: HomeOption = DEFAULT_HOME, *, as_json: JsonOption = False) -> None:
    """List the releases, oldest first."""
    from warehouse.home import Home
    from warehouse.releases import list_releases

    with errors_told():
        found = list_releases(Home(home))
        if as_json:
            print_json({"releases": [release.as_json() for release in found]})
            return
        if not found:
            typer.echo(f"{home} holds no release yet: presstally run SOURCE")
        for release in found:
            counts = release.tables
            typer.echo(
                f"{release.version:<12}{release.published_at:%Y-%m-%d %H:%M}  "
                f"{counts.get('articles', 0):>9,} articles"
                f"{counts.get('figures', 0):>11,} figures"
                f"{counts.get('claims', 0):>11,} claims"
            )


def verify(
    path: Annotated[
        Path | None,
        typer.Argument(help="A release folder; default: all of the home folder."),
    ] = None,
    home: HomeOption = DEFAULT_HOME,
    *,
    as_json: JsonOption = False,
) -> None:
    """Check that releases are what they were when they were made."""
    from warehouse.verify import verify as find_problems

    with errors_told():
        problems = find_problems(path or home)
    if as_json:
        print_json({"problems": [str(problem) for problem in problems]})
    else:
        for problem in problems:
            typer.echo(str(problem), err=True)
        typer.echo(
            f"{len(problems)} problems" if problems else f"{path or home} is whole"
        )
    if problems:
        raise typer.Exit(6)


def diff(
    version_a: Annotated[
        str | None,
        typer.Argument(help="Release to start from; default: the one before."),
    ] = None,
    version_b: Annotated[str, typer.Argument(help="Release to arrive at.")] = "latest",
    home: HomeOption = DEFAULT_HOME,
    *,
    rows: Annotated[bool, typer.Option("--rows", help="List every row.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Say what changed between two releases, and why."""
    from warehouse.changes import summarise
    from warehouse.diff import diff as compare
    from warehouse.diff import unlike
    from warehouse.home import Home
    from warehouse.releases import find_release
    from warehouse.schema.errors import ReleaseError

    with errors_told():
        folder = Home(home)
        arrived = find_release(folder, version_b)
        start = version_a or arrived.previous_version
        if start is None:
            raise ReleaseError(
                f"{arrived.version} is the first release: there is none before it"
            )
        changes = compare(folder, start, arrived.version)
        for told in unlike(find_release(folder, start), arrived):
            typer.echo(told, err=True)
        listed = changes if rows else summarise(changes)
        if as_json:
            print_json(
                {"from": start, "to": arrived.version, "rows": listed.to_pylist()}
            )
            return
        from flows.display import print_table

        typer.echo(f"{start} -> {arrived.version}: {changes.num_rows:,} rows changed")
        print_table(listed)


def sql(
    query: Annotated[str, typer.Argument(help="SQL to run, read-only.")],
    home: HomeOption = DEFAULT_HOME,
    version: Annotated[
        str,
        typer.Option("--release", "--as-of", help="Release to ask; default: latest."),
    ] = "latest",
    *,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Ask a release with SQL."""
    from warehouse.database import query as run_query
    from warehouse.home import Home
    from warehouse.releases import find_release

    with errors_told():
        result = run_query(find_release(Home(home), version).path, query)
        if as_json:
            print_json({"rows": result.to_pylist()})
        elif as_csv:
            from flows.display import write_csv

            write_csv(result, sys.stdout.buffer)
        else:
            from flows.display import print_table

            print_table(result)


def explain(
    file: Annotated[Path, typer.Argument(help="A text or HTML file.")],
    published: Annotated[
        str | None,
        typer.Option("--published", help="When it was published (ISO 8601)."),
    ] = None,
    *,
    as_html: Annotated[bool, typer.Option("--html", help="Print a page.")] = False,
) -> None:
    """Show the figures of one article and the rules that gave each."""
    from flows.explain import explain_file

    with errors_told():
        typer.echo(explain_file(file, published=published, as_html=as_html), nl=False)

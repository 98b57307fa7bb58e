"""The command `presstally`. Every command does one thing and loads what it needs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from warehouse.schema.errors import PresstallyError

app = typer.Typer(
    name="presstally",
    help="Figures that the press reports, counted once per independent source, "
    "traced to the character, versioned.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

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
SourcesArgument = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders or globs of txt, html, json, jsonl, csv, parquet.",
        metavar="SOURCE",
    ),
]
SourceNameOption = Annotated[
    str | None,
    typer.Option(
        "--source",
        help="Name of the source; part of an article's identity where it has no "
        "URL. Default: name of the file or folder.",
    ),
]
RetrievedOption = Annotated[
    str | None,
    typer.Option(
        "--retrieved-at",
        help="When the input was retrieved (ISO 8601), for archives. Default: now.",
    ),
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


def with_flow(
    home: Path, run: Callable[[], Any], *, sources: Sequence[str] = ()
) -> Any:  # noqa: ANN401
    """What a flow returns, run with Prefect prepared for this home folder.

    Sources are looked for first, so that a misspelt one leaves nothing behind.
    """
    from flows.embedded import prepare, server_trouble_told

    with errors_told(), server_trouble_told(home):
        if sources:
            from transforms.documents.sources import resolve

            for source in sources:
                resolve(Path(source))
        prepare(home)
        return run()


@app.command()
def ingest(
    sources: SourcesArgument,
    home: HomeOption = DEFAULT_HOME,
    source: SourceNameOption = None,
    retrieved_at: RetrievedOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Take articles into the store."""

    def run() -> Any:  # noqa: ANN401
        from flows.ingest import ingest as flow

        return flow(
            sources=sources, home=home, source=source, retrieved_at=retrieved_at
        )

    taken = with_flow(home, run, sources=sources)
    if as_json:
        print_json(taken.as_dict())
    else:
        from flows.summary import print_ingested

        print_ingested(taken)


@app.command()
def build(
    home: HomeOption = DEFAULT_HOME,
    *,
    rebase: Annotated[
        bool,
        typer.Option(
            "--rebase", help="Count document frequencies anew and rebuild all."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make and validate all tables from the store; publishes nothing."""

    def run() -> Any:  # noqa: ANN401
        from flows.build import build as flow

        return flow(home=home, rebase=rebase)

    built = with_flow(home, run)
    if as_json:
        print_json(built.as_dict())
    else:
        from flows.summary import print_built

        print_built(built)


@app.command()
def rebase(home: HomeOption = DEFAULT_HOME, *, as_json: JsonOption = False) -> None:
    """Count words and recurring lines anew, rebuild, publish, say what changed."""

    def run() -> Any:  # noqa: ANN401
        from flows.rebase import rebase as flow

        return flow(home=home)

    rebased = with_flow(home, run)
    if as_json:
        print_json(rebased.as_dict())
    else:
        from flows.summary import print_rebased

        print_rebased(rebased)


@app.command()
def publish(home: HomeOption = DEFAULT_HOME, *, as_json: JsonOption = False) -> None:
    """Make a release of the build of what the store holds now."""

    def run() -> Any:  # noqa: ANN401
        from flows.publish import publish as flow

        return flow(home=home)

    published = with_flow(home, run)
    if as_json:
        print_json(published.as_dict())
    else:
        from flows.summary import print_published

        print_published(published)


@app.command()
def run(
    sources: SourcesArgument,
    home: HomeOption = DEFAULT_HOME,
    source: SourceNameOption = None,
    retrieved_at: RetrievedOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Ingest, build and publish in one go."""

    def run_nightly() -> Any:  # noqa: ANN401
        from flows.nightly import nightly

        return nightly(
            sources=sources, home=home, source=source, retrieved_at=retrieved_at
        )

    outcome = with_flow(home, run_nightly, sources=sources)
    if as_json:
        print_json(outcome.as_dict())
    else:
        from flows.summary import print_outcome

        print_outcome(outcome)


@app.command()
def schedule(
    sources: SourcesArgument,
    home: HomeOption = DEFAULT_HOME,
    cron: Annotated[
        str, typer.Option(help="When to run, as a cron expression in UTC.")
    ] = "0 5 * * *",
    source: SourceNameOption = None,
) -> None:
    """Stay and run ingest, build and publish on a schedule."""
    from flows.server import check_cron

    with errors_told():
        check_cron(cron)

    def serve() -> None:
        from flows.nightly import serve_nightly

        serve_nightly(sources=sources, home=home, source=source, cron=cron)

    with_flow(home, serve, sources=sources)


@app.command()
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


@app.command()
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


@app.command()
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
        listed = changes if rows else summarise(changes)
        if as_json:
            print_json(
                {"from": start, "to": arrived.version, "rows": listed.to_pylist()}
            )
            return
        from flows.display import print_table

        typer.echo(f"{start} -> {arrived.version}: {changes.num_rows:,} rows changed")
        print_table(listed)


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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

"""The command `presstally`. Every command does one thing and loads what it needs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
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
        metavar="SOURCE...",
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
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        sys.stderr.close()
        raise typer.Exit(0) from None


def print_json(value: object) -> None:
    """Print one JSON object on one line."""
    typer.echo(json.dumps(value, ensure_ascii=False, default=str))


def with_flow(home: Path, run: Callable[[], Any]) -> Any:  # noqa: ANN401
    """What a flow returns, run with Prefect prepared for this home folder."""
    from flows.embedded import prepare

    with errors_told():
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

    taken = with_flow(home, run)
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
def publish(home: HomeOption = DEFAULT_HOME, *, as_json: JsonOption = False) -> None:
    """Make a release of the newest validated build."""

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

    outcome = with_flow(home, run_nightly)
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

    def serve() -> None:
        from flows.nightly import serve_nightly

        serve_nightly(sources=sources, home=home, source=source, cron=cron)

    with_flow(home, serve)

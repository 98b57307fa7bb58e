"""The commands that run a flow: take in, build, publish, all in one, on a schedule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.cli_common import (
    DEFAULT_HOME,
    HomeOption,
    JsonOption,
    errors_told,
    print_json,
)

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

"""What the command line says when something is done."""

from __future__ import annotations

from pathlib import Path

import typer

from flows.ingest import Ingested
from flows.nightly import Outcome
from flows.publish import Published
from flows.rebase import Rebased
from flows.report import Built

SHOWN_NOTICES = 10


def print_ingested(taken: Ingested) -> None:
    """Say what an ingest took in."""
    typer.echo(
        f"{taken.records:,} records taken in, {taken.repeated:,} known already, "
        f"{taken.rejects:,} refused"
    )
    for refusal in taken.refused:
        typer.echo(f"refused: {refusal}")
    for notice in taken.notices[:SHOWN_NOTICES]:
        typer.echo(f"note: {notice}")
    hidden = len(taken.notices) - SHOWN_NOTICES
    if hidden > 0:
        typer.echo(f"note: and {hidden:,} more")


def print_built(built: Built) -> None:
    """Say what a build made."""
    if built.run_id is None:
        typer.echo("nothing changed since the latest release")
        return
    typer.echo(
        f"built {built.path}: {built.n_expectations:,} expectations, "
        f"{len(built.warnings):,} warnings"
    )
    for warning in built.warnings:
        typer.echo(f"warning: {warning}")


def print_published(published: Published) -> None:
    """Say which release holds now."""
    what = "release" if published.changed else "nothing changed, still release"
    typer.echo(f"{what} {published.version}: {published.path}")


def print_rebased(rebased: Rebased) -> None:
    """Say what counting anew changed."""
    print_published(rebased.published)
    report = rebased.report
    if report is None or not rebased.published.changed:
        return
    lines = [
        ("articles", f"{report.articles:,} with one text in both releases"),
        (
            "copies",
            (
                f"{report.pairs_after:,} pairs, {report.pairs_before:,} before: "
                f"{report.pairs_lost:,} lost, {report.pairs_gained:,} new, "
                f"{report.relations_changed:,} under another relation"
            ),
        ),
        ("regrouped", f"{report.articles_regrouped:,} articles"),
        (
            "furniture",
            (
                f"{report.furniture_after:,} characters, {report.furniture_before:,} "
                "before"
            ),
        ),
        ("report", f"{rebased.published.path}/REBASE.md"),
    ]
    for name, value in lines:
        typer.echo(f"  {typer.style(f'{name:<12}', bold=True)}{value}")


def print_outcome(outcome: Outcome) -> None:
    """Say what a whole run did, and what to try next."""
    print_ingested(outcome.ingested)
    published = outcome.published
    if not published.changed:
        print_published(published)
        return
    built = outcome.built
    counts = published.tables
    home = Path(published.path).parent.parent
    width = 12
    lines = [
        ("release", f"{published.version} in {outcome.seconds['total']:.0f} s"),
        ("articles", f"{counts['articles']:,}"),
        ("texts", f"{counts['clusters']:,} (copies of one text count once)"),
        ("events", f"{counts['events']:,}"),
        ("figures", f"{counts['figures']:,}"),
        ("claims", f"{counts['claims']:,}"),
        (
            "validation",
            f"{built.n_expectations:,} expectations, {len(built.warnings):,} warnings",
        ),
        ("changes", f"{counts['changes']:,} rows since the release before"),
        ("where", published.path),
    ]
    typer.echo("")
    for name, value in lines:
        typer.echo(f"  {typer.style(f'{name:<{width}}', bold=True)}{value}")
    for warning in built.warnings:
        typer.echo(f"  warning     {warning}")
    typer.echo("\ntry next:")
    for command in (
        f'presstally sql --home {home} "FROM claims_ranked LIMIT 10"',
        f'presstally sql --home {home} "FROM conflicts"',
        f"presstally verify --home {home}",
    ):
        typer.echo(f"  .venv/bin/{command}")

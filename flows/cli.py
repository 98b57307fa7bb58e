"""The command `presstally`. Every command does one thing and loads what it needs."""

from __future__ import annotations

import typer

from flows.cli_deciding import correct, withdraw
from flows.cli_reading import diff, explain, releases, sql, verify
from flows.cli_running import build, ingest, publish, rebase, run, schedule

app = typer.Typer(
    name="presstally",
    help="Figures that the press reports, counted once per independent source, "
    "traced to the character, versioned.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for command in (
    *(ingest, build, rebase, publish, run, schedule),
    *(releases, verify, diff),
    *(correct, withdraw),
    *(sql, explain),
):
    app.command()(command)

"""Flow `nightly`: ingest, build, publish.

Modules with flows leave out `from __future__ import annotations`: a worker loads them
from their file, and Prefect could not tell what the words of a parameter's type mean.
"""

import dataclasses
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prefect import flow

from flows.build import build
from flows.holding import held
from flows.ingest import Ingested, ingest
from flows.publish import Published, publish
from flows.report import Built
from flows.settings import load_settings


@dataclass(slots=True)
class Outcome:
    """What a whole run did."""

    ingested: Ingested
    built: Built
    published: Published
    seconds: dict[str, float] = field(default_factory=dict)
    """Wall time of each stage."""

    def as_dict(self) -> dict[str, Any]:
        """What scripts rely on: version, path, changed, tables, seconds, and more."""
        return {
            "version": self.published.version,
            "path": self.published.path,
            "changed": self.published.changed,
            "tables": self.published.tables,
            "seconds": {name: round(spent, 3) for name, spent in self.seconds.items()},
            "ingested": dataclasses.asdict(self.ingested),
            "warnings": self.built.warnings,
        }


@flow(name="nightly", flow_run_name="nightly {home}")
def nightly(
    sources: list[str],
    home: Path,
    source: str | None = None,
    retrieved_at: str | None = None,
) -> Outcome:
    """Take in what is new, make all tables, publish a release if they changed.

    Args:
        sources: Files, folders and globs.
        home: The home folder; made where it is missing.
        source: Name of the source; the base name of each path where none is given.
        retrieved_at: ISO 8601 time at which the input was retrieved; now where none
            is given.

    Raises:
        PresstallyError: What `ingest`, `build` and `publish` raise.
    """
    settings = load_settings(home)
    with held(home, wait=settings.lock_wait_seconds):
        started = time.monotonic()
        ingested = ingest(sources, home, source=source, retrieved_at=retrieved_at)
        built = build(home)
        published = publish(home)
        seconds = ingested.seconds | built.seconds | published.seconds
        seconds["total"] = time.monotonic() - started
    return Outcome(ingested=ingested, built=built, published=published, seconds=seconds)


def serve_nightly(
    *, sources: list[str], home: Path, source: str | None, cron: str
) -> None:
    """Stay and run `nightly` on a schedule, until interrupted.

    Uses the Prefect server that is configured, else starts one that ends with it.

    Raises:
        PresstallyError: The server did not start.
    """
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.server import running_server

    with (
        running_server(PREFECT_API_URL.value()) as api_url,
        temporary_settings({PREFECT_API_URL: api_url}),
    ):
        nightly.serve(
            name="nightly",
            cron=cron,
            parameters={
                # A schedule outlives the shell it was started from.
                "sources": [str(Path(path).absolute()) for path in sources],
                "home": str(home.absolute()),
                "source": source,
            },
            limit=1,
            print_starting_message=True,
        )

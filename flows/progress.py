"""Progress of long stages: a bar in a terminal, an artifact in Prefect."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

Advance = Callable[[int, int], None]
"""Called with what is done and what there is to do."""

ARTIFACT_SECONDS = 5.0
"""Between two updates of the artifact: each is a request to the server."""


@contextmanager
def stage_progress(name: str) -> Iterator[Advance]:
    """A function to report progress with; call it as often as you like."""
    from prefect.artifacts import create_progress_artifact, update_progress_artifact
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=console, transient=True)
    row = bar.add_task(name.replace("-", " "), total=None)
    artifact: UUID | None = None
    told = time.monotonic()

    def advance(done: int, total: int) -> None:
        nonlocal artifact, told
        bar.update(row, completed=done, total=total)
        now = time.monotonic()
        if now - told < ARTIFACT_SECONDS:
            return
        told = now
        percent = 100.0 * done / max(total, 1)
        if artifact is None:
            created = create_progress_artifact(progress=percent, key=f"{name}-progress")
            artifact = created if isinstance(created, UUID) else None
        else:
            update_progress_artifact(artifact_id=artifact, progress=percent)

    if sys.stderr.isatty():
        with bar:
            yield advance
    else:
        yield advance

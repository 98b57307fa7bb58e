"""Flow `rebase`: count words and lines anew, build, publish, say what changed.

The modules with flows leave out `from __future__ import annotations`, see `nightly`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect import flow

from flows.build import build
from flows.holding import held
from flows.publish import Published, publish
from flows.settings import load_settings
from warehouse.rebase import RebaseReport, rebase_report
from warehouse.releases import find_release, latest_release


@dataclass(slots=True)
class Rebased:
    """What a rebase did."""

    published: Published
    report: RebaseReport | None
    """None where there was no release before."""
    previous_version: str | None

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "version": self.published.version,
            "path": self.published.path,
            "changed": self.published.changed,
            "previous_version": self.previous_version,
            "report": self.report.as_dict() if self.report else None,
        }


@flow(name="rebase", flow_run_name="rebase {home}")
def rebase(home: Path) -> Rebased:
    """Count everything anew over the whole store and publish what comes of it.

    Happens by itself when the store has doubled; a full build.

    Raises:
        PresstallyError: What `build` and `publish` raise.
    """
    settings = load_settings(home)
    with held(home, wait=settings.lock_wait_seconds) as folder:
        before = latest_release(folder)
        build(home, rebase=True)
        published = publish(home)
        after = find_release(folder, published.version)
        return Rebased(
            published=published,
            report=rebase_report(before.read(), after.read()) if before else None,
            previous_version=before.version if before else None,
        )

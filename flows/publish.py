"""Flow `publish`: a release of the validated build, written in one step."""

import dataclasses
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from expectations.page import render_page
from expectations.run import ValidationResult
from flows.artifacts import show_changes, show_release
from flows.build import core_tables
from flows.holding import held
from flows.inputs import Situation, situation_of
from flows.settings import Settings, load_settings
from warehouse.accuracy import accuracy_of
from warehouse.changes import summarise
from warehouse.home import Home
from warehouse.publish import next_version
from warehouse.publish import publish as publish_tables
from warehouse.rebase import rebase_report, report_page
from warehouse.releases import repair
from warehouse.runs import Run
from warehouse.schema.errors import PresstallyError


@dataclass(slots=True)
class Published:
    """The release that holds now."""

    version: str
    path: str
    changed: bool
    """A new release was made."""
    tables: dict[str, int]
    """Rows of each table."""
    seconds: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        return dataclasses.asdict(self)


@flow(name="publish", flow_run_name="publish {home}")
def publish(home: Path) -> Published:
    """Make a release of the build of what the store holds now, if its tables changed.

    Raises:
        PresstallyError: It was not built yet, or the disk is full.
        ValidationError: A critical expectation failed.
    """
    settings = load_settings(home)
    started = time.monotonic()
    with held(home, wait=settings.lock_wait_seconds) as folder:
        now = situation_of(folder, settings)
        if now.unchanged and now.latest is not None:
            repair(folder)
            release, changed = now.latest, False
        else:
            release, changed = write_release(folder, now, settings)
        published = Published(
            version=release.version,
            path=str(release.path),
            changed=changed,
            tables=release.tables,
        )
        if changed:
            changes = release.read()["changes"]
            show_changes(changes, summarise(changes))
            show_release(published.version, published.path, published.tables)
    published.seconds["publish"] = time.monotonic() - started
    return published


@task(name="write release", cache_policy=NO_CACHE)
def write_release(folder: Home, now: Situation, settings: Settings) -> tuple[Any, bool]:
    """The release of the build, and whether it is a new one."""
    run = now.run
    if not run.has("validation"):
        raise PresstallyError(
            f"what {folder.path} holds now is not built: run `presstally build` first"
        )
    checked = run.read("validation")
    published_at = datetime.now(UTC).replace(microsecond=0)
    label = {
        "version": next_version(folder, published_at),
        "published_at": f"{published_at:%Y-%m-%d %H:%M} UTC",
    }
    # A critical failure never comes this far: `publish_tables` refuses it.
    page = render_page(ValidationResult(**checked, passed=True), release=label)
    rebased = rebase_page(now, label["version"])
    published = publish_tables(
        folder,
        tables=core_tables(run) | checked,
        anchors=anchors_of(run),
        inputs=now.inputs,
        published_at=published_at,
        settings=[f"{name} = {value}" for name, value in settings.of_data.items()],
        accuracy=accuracy_of(now.inputs),
        extra_files={"VALIDATION.html": page, **rebased},
    )
    return published.release, published.changed


def rebase_page(now: Situation, version: str) -> dict[str, str]:
    """What a rebase changed since the release before, where there was one."""
    if now.latest is None or now.before is None or not is_rebased(now):
        return {}
    report = rebase_report(now.before, core_tables(now.run))
    page = report_page(report, version=version, previous_version=now.latest.version)
    return {"REBASE.md": page}


def is_rebased(now: Situation) -> bool:
    """Words or recurring lines were counted anew since the release before."""
    before = now.before.inputs if now.before else now.inputs
    return (before.frequencies_sha256, before.furniture_sha256) != (
        now.inputs.frequencies_sha256,
        now.inputs.furniture_sha256,
    )


def anchors_of(run: Run) -> pa.Table:
    """Members that the ids of clusters, events and claims were made from."""
    stages = ("copies", "claims")
    return pa.concat_tables([run.read(stage, "anchors")["anchors"] for stage in stages])

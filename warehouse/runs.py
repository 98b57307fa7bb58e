"""Builds: what each stage returned, so that a killed build goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa

from warehouse.crashpoints import crash_point
from warehouse.digests import Inputs
from warehouse.files import (
    clear_errors,
    flush_tree,
    make_folder,
    remove,
    sha256_file,
    write_text,
)
from warehouse.home import Home
from warehouse.parquet import read_table, write_table
from warehouse.registry import ANCHORS
from warehouse.schema.catalog import TABLES
from warehouse.schema.declare import Table
from warehouse.schema.errors import PresstallyError
from warehouse.schema.working import DOCUMENTS

KEEP = 3
"""Runs that are kept: the one at work, and two to look at when something is odd."""

MARKER = "stage.json"

DECLARED: dict[str, Table] = {
    **TABLES,
    DOCUMENTS.name: DOCUMENTS,
    ANCHORS.name: ANCHORS,
}
"""What a stage may return: published tables and those that pass between stages."""


class Run:
    """The folder of one build, named by the hash of its inputs."""

    def __init__(self, home: Home, run_id: str) -> None:
        """The build of that name; its folder is made by `start`."""
        self.run_id = run_id
        self.path = home.runs / run_id
        self._home = home

    def start(self, inputs: Inputs) -> None:
        """Make the folder and remove old runs; what is finished of it stays.

        The run that failed last is kept however old it is, for its evidence.
        """
        make_folder(self.path)
        (self.path / "failed.json").unlink(missing_ok=True)
        write_text(
            self.path / "inputs.json",
            json.dumps(asdict(inputs), indent=2, sort_keys=True) + "\n",
        )
        others = sorted(
            (run for run in _runs(self._home) if run != self.path),
            key=lambda run: (run.stat().st_mtime_ns, run.name),
            reverse=True,
        )
        failed = [run for run in others if (run / "failed.json").exists()]
        for run in others[KEEP - 1 :]:
            if run not in failed[:1]:
                remove(run)

    def has(self, stage: str) -> bool:
        """The stage is finished and its files are as they were written."""
        checksums = self.checksums(stage)
        if checksums is None:
            return False
        folder = self.path / stage
        return all(
            (folder / f"{name}.parquet").is_file()
            and sha256_file(folder / f"{name}.parquet") == checksum
            for name, checksum in checksums.items()
        )

    def write(self, stage: str, tables: Mapping[str, pa.Table]) -> None:
        """Keep what a stage returned; it counts as finished from then on.

        Args:
            stage: Name of the stage.
            tables: Tables by name, published ones or those between stages.

        Raises:
            PresstallyError: A table is not declared, the disk is full or the folder
                can't be written.
        """
        unknown = sorted(tables.keys() - DECLARED.keys())
        if unknown:
            raise PresstallyError(
                f"stage {stage} returned tables that are not declared: "
                f"{', '.join(unknown)}"
            )
        folder = self.path / stage
        (folder / MARKER).unlink(missing_ok=True)
        checksums = {
            name: write_table(
                folder / f"{name}.parquet", table, DECLARED[name], flushed=False
            )
            for name, table in tables.items()
        }
        make_folder(folder)
        with clear_errors(folder):
            flush_tree(folder)
        crash_point("build.tables")
        marker = {"tables": checksums}
        write_text(folder / MARKER, json.dumps(marker, indent=2, sort_keys=True) + "\n")
        crash_point("build.stage")

    def read(self, stage: str, *names: str) -> dict[str, pa.Table]:
        """The tables a finished stage returned: those named, or all."""
        return {
            name: read_table(self.path / stage / f"{name}.parquet", DECLARED[name])
            for name in names or self._marker(stage)["tables"]
        }

    def checksums(self, stage: str) -> dict[str, str] | None:
        """SHA-256 of the stage's files by table; None while it is not finished."""
        try:
            return dict(self._marker(stage)["tables"])
        except (FileNotFoundError, ValueError, KeyError):
            return None

    def fail(self, evidence: Mapping[str, object]) -> Path:
        """File that says why this run made no release."""
        path = self.path / "failed.json"
        write_text(path, json.dumps(evidence, indent=2, sort_keys=True) + "\n")
        return path

    def _marker(self, stage: str) -> dict[str, dict[str, str]]:
        marker: dict[str, dict[str, str]] = json.loads(
            (self.path / stage / MARKER).read_text(encoding="utf-8")
        )
        return marker


def _runs(home: Home) -> list[Path]:
    if not home.runs.is_dir():
        return []
    return [run for run in home.runs.iterdir() if run.is_dir()]

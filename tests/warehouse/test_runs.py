"""Builds that go on where they were killed."""

from __future__ import annotations

import os
from collections.abc import Callable

import pyarrow as pa
import pytest

from warehouse.digests import Inputs
from warehouse.home import Home
from warehouse.runs import KEEP, Run
from warehouse.schema.errors import PresstallyError

Tables = Callable[..., dict[str, pa.Table]]


def started(home: Home, run_id: str, inputs: Inputs, *, at: int = 0) -> Run:
    """A run that was started at a second of 1970."""
    run = Run(home, run_id)
    run.start(inputs)
    if at:
        os.utime(run.path, (at, at))
    return run


def test_a_finished_stage_is_known_and_read_back(
    home: Home, make_tables: Tables, make_inputs: Callable[..., Inputs]
) -> None:
    run = started(home, "r1", make_inputs())
    tables = make_tables(clusters=[{"cluster_id": "c"}])
    given = {name: tables[name] for name in ("clusters", "copies")}
    assert not run.has("copies")
    run.write("copies", given)
    again = Run(home, "r1")
    again.start(make_inputs())
    assert again.has("copies")
    assert again.read("copies") == given
    assert list(again.read("copies", "clusters")) == ["clusters"]


def test_a_stage_without_its_marker_is_not_finished(
    home: Home, make_tables: Tables, make_inputs: Callable[..., Inputs]
) -> None:
    run = started(home, "r1", make_inputs())
    run.write("copies", {"copies": make_tables()["copies"]})
    (run.path / "copies" / "stage.json").unlink()
    assert not run.has("copies")


@pytest.mark.parametrize("content", [None, b"", b"PAR1"])
def test_a_stage_whose_files_are_not_as_written_is_not_finished(
    home: Home,
    make_tables: Tables,
    make_inputs: Callable[..., Inputs],
    content: bytes | None,
) -> None:
    run = started(home, "r1", make_inputs())
    run.write("copies", {"copies": make_tables()["copies"]})
    path = run.path / "copies" / "copies.parquet"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert not run.has("copies")


def test_a_damaged_marker_means_not_finished(
    home: Home, make_tables: Tables, make_inputs: Callable[..., Inputs]
) -> None:
    run = started(home, "r1", make_inputs())
    run.write("copies", {"copies": make_tables()["copies"]})
    (run.path / "copies" / "stage.json").write_text("{")
    assert not run.has("copies")


def test_a_table_that_nobody_declared_is_refused(
    home: Home, make_inputs: Callable[..., Inputs]
) -> None:
    run = started(home, "r1", make_inputs())
    with pytest.raises(PresstallyError, match="not declared: guesses"):
        run.write("copies", {"guesses": pa.table({"a": [1]})})


def test_old_runs_go_when_a_new_one_starts(
    home: Home, make_inputs: Callable[..., Inputs]
) -> None:
    for number in range(1, 6):
        started(home, f"r{number}", make_inputs(), at=number)
    kept = sorted(path.name for path in home.runs.iterdir())
    assert kept == [f"r{number}" for number in range(6 - KEEP, 6)]


def test_the_evidence_of_the_last_failure_stays(
    home: Home, make_inputs: Callable[..., Inputs]
) -> None:
    for number in range(1, 8):
        run = started(home, f"r{number}", make_inputs())
        if number <= 2:
            run.fail({"validation": ["figures.offsets"]})
        os.utime(run.path, (number, number))
    assert sorted(path.name for path in home.runs.iterdir()) == ["r2", "r5", "r6", "r7"]


def test_a_run_that_is_started_again_is_no_failure_any_more(
    home: Home, make_inputs: Callable[..., Inputs]
) -> None:
    path = started(home, "r1", make_inputs()).fail({})
    assert path.exists()
    started(home, "r1", make_inputs())
    assert not path.exists()

"""The accuracies that a release carries."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

import warehouse.accuracy as module
from warehouse.accuracy import MEASURED_INPUTS, accuracy_of, read_measured
from warehouse.digests import Inputs
from warehouse.schema.errors import ReleaseError


def inputs(**more) -> Inputs:
    names = (name for name in Inputs.__dataclass_fields__ if name != "schema_version")
    return (
        Inputs(**{name: f"of {name}" for name in names})
        if not more
        else replace(inputs(), **more)
    )


def test_the_file_that_ships_is_complete():
    measured = read_measured()
    for name, value in asdict(measured).items():
        if name.startswith("accuracy_"):
            assert 0.5 < value <= 1, name
        elif name.endswith("_sha256"):
            assert len(value) == 64, name
        else:
            assert value > 0, name


def test_a_release_says_whether_its_own_code_was_measured():
    measured = read_measured()
    same = {name: getattr(measured, name) for name in MEASURED_INPUTS}
    assert accuracy_of(inputs(**same)).accuracy_of_this_code is True
    for name in MEASURED_INPUTS:
        other = accuracy_of(inputs(**{**same, name: "another"}))
        assert other.accuracy_of_this_code is False
        assert other.accuracy_figures == measured.accuracy_figures


def test_code_of_claims_and_what_was_ingested_do_not_count():
    measured = read_measured()
    same = {name: getattr(measured, name) for name in MEASURED_INPUTS}
    other = inputs(**same, claims_code_sha256="x", store_sha256="y")
    assert accuracy_of(other).accuracy_of_this_code is True


@pytest.mark.parametrize("content", ["", "{}", "[1]", json.dumps({"a": 1})])
def test_a_file_that_is_not_whole_says_how_to_make_it_anew(
    tmp_path, monkeypatch, content
):
    class Folder:
        @staticmethod
        def files(_package) -> Path:
            return tmp_path

    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "accuracy.json").write_text(content, encoding="utf-8")
    monkeypatch.setattr(module, "resources", Folder)
    with pytest.raises(ReleaseError, match="bench-samples"):
        read_measured()

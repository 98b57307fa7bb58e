"""Hashes of what a build depends on."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from warehouse.digests import (
    Inputs,
    code_hash,
    core_digest,
    packages_hash,
    value_hash,
)
from warehouse.schema.catalog import CORE_TABLES


def test_every_input_names_another_run(make_inputs: Callable[..., Inputs]) -> None:
    inputs = make_inputs()
    ids = {
        dataclasses.replace(inputs, **{field.name: "other"}).run_id(
            previous_core_sha256=None, release_seq=1
        )
        for field in dataclasses.fields(inputs)
    }
    ids.add(inputs.run_id(previous_core_sha256=None, release_seq=1))
    ids.add(inputs.run_id(previous_core_sha256="x", release_seq=1))
    ids.add(inputs.run_id(previous_core_sha256=None, release_seq=2))
    assert len(ids) == len(dataclasses.fields(inputs)) + 3


def test_the_order_of_settings_does_not_show() -> None:
    assert value_hash({"a": 1, "b": [1, 2]}) == value_hash({"b": [1, 2], "a": 1})
    assert value_hash({"a": 1}) != value_hash({"a": 2})


def test_a_value_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError):
        value_hash({"path": Path()})


def test_code_and_data_of_a_package_count_and_caches_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "weighing"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "scale.py").write_text("KILO = 1000\n")
    (package / "data" / "units.toml").write_text("g = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    first = code_hash("weighing")
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "scale.cpython-311.pyc").write_bytes(b"x")
    assert code_hash("weighing") == first
    (package / "data" / "units.toml").write_text("g = 2\n")
    second = code_hash("weighing")
    (package / "scale.py").write_text("KILO = 1024\n")
    assert len({first, second, code_hash("weighing")}) == 3


def test_a_module_counts_alone() -> None:
    assert code_hash("transforms.anchors") != code_hash("transforms.cache")
    assert code_hash("transforms.anchors", "transforms.cache") == code_hash(
        "transforms.cache", "transforms.anchors"
    )


def test_installed_packages_have_one_hash() -> None:
    assert packages_hash() == packages_hash()


def test_only_core_tables_count_and_none_may_be_missing() -> None:
    sums = dict.fromkeys(CORE_TABLES, "x")
    assert core_digest(sums) == core_digest(sums | {"changes": "y"})
    assert core_digest(sums) != core_digest(sums | {"claims": "y"})
    with pytest.raises(KeyError):
        core_digest({"claims": "x"})

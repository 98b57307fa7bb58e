"""The validation run with Great Expectations itself."""

from __future__ import annotations

import socket
import tempfile

import pyarrow as pa
import pytest

from expectations.model import MAX_FAILURES, MAX_VALUE_CHARACTERS
from expectations.run import validate
from warehouse.schema.catalog import CORE_TABLES, TABLES
from warehouse.schema.identity import make_id
from warehouse.schema.working import DOCUMENTS

EMPTY = {name: TABLES[name].empty() for name in CORE_TABLES}


def outcome(result, expectation_id):
    (row,) = (
        row
        for row in result.validations.to_pylist()
        if row["expectation_id"] == expectation_id
    )
    return row


def failed(result):
    return {
        row["expectation_id"]
        for row in result.validations.to_pylist()
        if not row["success"]
    }


def rows_of(result, expectation_id):
    return [
        (row["row_id"], row["value"])
        for row in result.validation_failures.to_pylist()
        if row["expectation_id"] == expectation_id
    ]


def test_a_world_that_holds_together_passes_with_every_core_table_looked_at(make_world):
    world = make_world()
    result = validate(world.tables, texts=world.texts)
    assert failed(result) == set()
    assert result.passed
    assert result.validations.schema == TABLES["validations"].arrow
    assert result.validation_failures.schema == TABLES["validation_failures"].arrow
    assert result.validation_failures.num_rows == 0
    assert set(result.validations["table_name"].to_pylist()) == set(CORE_TABLES)


def test_empty_tables_pass_and_need_neither_network_nor_file(
    monkeypatch, tmp_path, capfd
):
    def refuse(*args, **kwargs):
        raise AssertionError("validation opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    result = validate(EMPTY, texts=DOCUMENTS.empty(), previous=EMPTY)
    assert result.passed
    assert failed(result) == set()
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_flaws_of_every_sort_are_counted_named_and_kept(make_world):
    def spoil(rows):
        rows["figures"][0].update(start=0, value_low=2500.0)
        rows["figures"][1]["kind"] = "guess"
        rows["copies"][0]["weight"] = 2.0
        rows["articles"][0]["language"] = "English"
        rows["quotes"].append(dict(rows["quotes"][0]))
        rows["entities"][0]["canonical_name"] = None

    world = make_world(spoil)
    result = validate(world.tables, texts=world.texts)
    assert not result.passed

    first, copy = (
        make_id("figure", "first", "2,400"),
        make_id("figure", "copy", "2,400"),
    )
    assert rows_of(result, "figures.bounds_in_order") == [
        (first, "2500.0 2400.0 2640.0")
    ]
    assert rows_of(result, "figures.values.kind") == [(copy, "guess")]
    assert rows_of(result, "copies.range.weight")[0][1] == "2.0"
    assert rows_of(result, "quotes.key") == [(make_id("q"), make_id("q"))]
    assert rows_of(result, "entities.not_null") == [(make_id("ida"), "canonical_name")]

    sliced = outcome(result, "figures.offsets_slice_to_surface")
    assert sliced["observed"] == "1 of 4 rows fail"
    assert (sliced["n_rows"], sliced["n_failed"]) == (4, 1)
    assert sliced["severity"] == "critical"
    assert outcome(result, "copies.sum_of_weights")["observed"] == "1.5"
    assert outcome(result, "articles.language_code")["severity"] == "warning"


def test_a_warning_alone_does_not_stop_a_release(make_world):
    world = make_world(lambda rows: rows["articles"][0].update(language="English"))
    result = validate(world.tables, texts=world.texts)
    assert failed(result) == {"articles.language_code"}
    assert result.passed


def test_a_hundred_failing_rows_are_kept_and_all_are_counted(make_world):
    long = "é" * 300

    def spoil(rows):
        rows["rejects"] = [
            {field.name: None for field in TABLES["rejects"].fields}
            | {
                "reject_id": f"{long}{number:03}",
                "stage": "read",
                "source": "s",
                "code": "c",
                "message": "m",
                "retrieved_at": rows["articles"][0]["first_retrieved_at"],
            }
            for number in range(150)
        ]

    world = make_world(spoil)
    result = validate(world.tables, texts=world.texts)
    kept = rows_of(result, "rejects.form.reject_id")
    assert len(kept) == MAX_FAILURES
    assert all(len(value) == MAX_VALUE_CHARACTERS for _, value in kept)
    assert outcome(result, "rejects.form.reject_id")["n_failed"] == 150
    assert outcome(result, "rejects.share")["observed"] == "0.980392"


def test_a_failure_shows_no_publishers_text(make_world):
    secret = "The reservoir at Ellerby has a crack nobody speaks of. " * 30

    def spoil(rows):
        rows["figures"][0].update(
            snippet=secret, surface=secret, concept=secret, speaker=secret
        )

    world = make_world(spoil)
    result = validate(world.tables, texts=world.texts)
    assert not result.passed
    shown = result.validations.to_pylist() + result.validation_failures.to_pylist()
    assert "reservoir" not in str(shown)


def test_a_column_of_another_type_is_named_and_nothing_else_is_asked(make_world):
    world = make_world()
    copies = world.tables["copies"]
    place = copies.schema.get_field_index("weight")
    world.tables["copies"] = copies.set_column(
        place, "weight", copies["weight"].cast(pa.float32())
    ).drop_columns(["relation"])
    result = validate(world.tables, texts=world.texts)
    assert not result.passed
    assert failed(result) == {"copies.columns"}
    assert any("weight" in row_id for row_id, _ in rows_of(result, "copies.columns"))


def test_tables_made_at_publishing_have_suites_too(make_row):
    rows = {
        name: [make_row(table)]
        for name, table in TABLES.items()
        if not table.core and name != "validations"
    }
    rows["changes"][0]["change"] = "vanished"
    tables = EMPTY | {
        name: TABLES[name].from_rows(given) for name, given in rows.items()
    }
    result = validate(tables, texts=DOCUMENTS.empty())
    assert failed(result) == {
        "changes.values.change",
        "validation_failures.reference.expectation_id",
    }
    assert set(result.validations["table_name"].to_pylist()) == {*CORE_TABLES, *rows}


def test_a_missing_or_unknown_table_is_refused():
    some = {name: table for name, table in EMPTY.items() if name != "claims"}
    with pytest.raises(ValueError, match="missing: \\['claims'\\]"):
        validate(some, texts=DOCUMENTS.empty())
    with pytest.raises(ValueError, match="unknown: \\['extra'\\]"):
        validate(EMPTY | {"extra": EMPTY["claims"]}, texts=DOCUMENTS.empty())


def test_a_table_that_shrinks_by_a_fifth_is_a_warning(make_world):
    world = make_world()
    before = TABLES["rejects"].empty().schema
    previous = EMPTY | {
        "rejects": pa.table(
            {field.name: pa.array([None] * 60, field.type) for field in before}
        )
    }
    result = validate(world.tables, texts=world.texts, previous=previous)
    assert result.passed
    assert failed(result) == {"rejects.volume"}
    volume = outcome(result, "rejects.volume")
    assert (volume["observed"], volume["threshold"]) == ("0", "from 0.8 to 4")
    assert outcome(result, "figures.volume")["observed"] == "too little to measure"


def test_row_order_changes_nothing(make_world):
    def spoil(rows):
        rows["figures"][0]["start"] = 0
        rows["copies"][0]["weight"] = 0.25

    world = make_world(spoil)
    turned = {
        name: table.take(pa.array(range(table.num_rows)[::-1], pa.int64()))
        for name, table in world.tables.items()
    }
    first = validate(world.tables, texts=world.texts)
    again = validate(turned, texts=world.texts)
    assert first == again

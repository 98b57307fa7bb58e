"""The declaration of the tables, and what is generated from it."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pyarrow as pa
import pytest

from warehouse.metadata import documentation
from warehouse.schema import terms
from warehouse.schema.catalog import CORE_TABLES, SCHEMA_VERSION, TABLES, references
from warehouse.schema.declare import Field, Table

DOCS = Path(__file__).resolve().parents[2] / "docs"
EVERY_TABLE = pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
TYPES_OF_EXAMPLES = [
    (pa.types.is_string, str),
    (pa.types.is_dictionary, str),
    (pa.types.is_timestamp, str),
    (pa.types.is_boolean, bool),
    (pa.types.is_integer, int),
    (pa.types.is_floating, (int, float)),
    (pa.types.is_list, list),
]


@pytest.mark.parametrize("name", documentation())
def test_a_generated_file_is_current(name):
    kept = (DOCS / name).read_text(encoding="utf-8")
    assert kept == documentation()[name], (
        f"docs/{name} is not what the declaration gives: run "
        "`python -m warehouse.metadata --write docs`"
    )


@EVERY_TABLE
def test_every_field_is_described_with_an_example_of_its_type(table):
    for field in table.fields:
        described = field.description
        assert described[0].isupper() or described.startswith(("`", "spaCy")), field
        assert described.endswith((".", ")", "...")), field
        if field.example is None:
            assert field.nullable, field
        else:
            (kind,) = (
                kind for is_type, kind in TYPES_OF_EXAMPLES if is_type(field.type)
            )
            assert isinstance(field.example, kind), field


@EVERY_TABLE
def test_enumerations_have_values_and_values_only_enumerations(table):
    for field in table.fields:
        assert pa.types.is_dictionary(field.type) == bool(field.values), field
        if field.values:
            assert field.example in field.values
            assert len(set(field.values)) == len(field.values), field


@EVERY_TABLE
def test_examples_lie_in_the_declared_range(table):
    for field in table.fields:
        if field.minimum is not None:
            assert field.example >= field.minimum, field
        if field.maximum is not None:
            assert field.example <= field.maximum, field


@EVERY_TABLE
def test_a_key_is_never_null(table):
    assert not [name for name in table.key if table.field(name).nullable]


def test_a_reference_names_the_single_key_of_a_table_and_its_type():
    for table, name, other, key in references():
        assert TABLES[other].key == (key,), (table, name)
        assert TABLES[other].field(key).type == TABLES[table].field(name).type


def test_a_core_table_refers_to_core_tables_only():
    assert {
        other for table, _, other, _ in references() if table in CORE_TABLES
    } <= set(CORE_TABLES)


@EVERY_TABLE
def test_rows_are_ordered_to_the_end_by_the_key(table):
    assert set(table.key) <= set(table.sort_by)
    assert table.arrow.names == [field.name for field in table.fields]
    assert table.description.endswith(".")


@EVERY_TABLE
def test_every_closed_vocabulary_is_one_of_the_terms(table):
    known = {
        get_args(value)
        for value in vars(terms).values()
        if getattr(value, "__origin__", None)
    }
    for field in table.fields:
        if field.values:
            assert field.values in known


def test_the_schema_version_is_semantic():
    assert [part.isdigit() for part in SCHEMA_VERSION.split(".")] == [True] * 3


def test_a_table_refuses_fields_declared_twice_and_keys_it_lacks():
    field = Field(name="a", type=pa.string(), description="A.")
    with pytest.raises(ValueError, match="twice"):
        Table("t", "thing", "Things.", ("a",), (field, field))
    with pytest.raises(ValueError, match="no field"):
        Table("t", "thing", "Things.", ("b",), (field,))
    other = Field(name="b", type=pa.string(), description="B.")
    with pytest.raises(ValueError, match="must contain its key"):
        Table("t", "thing", "Things.", ("a",), (field, other), sort_by=("b",))


def test_rows_with_missing_or_unknown_fields_are_refused():
    with pytest.raises(ValueError, match="cluster_id"):
        TABLES["cluster_aliases"].from_rows([{"alias_id": "a"}])


def test_row_order_does_not_show_in_a_table():
    rows = [{"alias_id": name, "cluster_id": name} for name in "cab"]
    table = TABLES["cluster_aliases"]
    assert table.from_rows(rows).equals(table.from_rows(rows[::-1]))
    assert table.from_rows(rows)["alias_id"].to_pylist() == ["a", "b", "c"]


def test_equal_rows_give_equal_dictionaries_whatever_was_filtered_away():
    table = TABLES["claim_figures"]
    rows = [
        {"claim_id": "m", "figure_id": "a", "agreement": "conflict"},
        {"claim_id": "m", "figure_id": "b", "agreement": "agree"},
    ]
    filtered = table.conform(table.from_rows(rows).slice(1))
    direct = table.from_rows(rows[1:])
    assert filtered["agreement"].combine_chunks().dictionary.to_pylist() == ["agree"]
    assert filtered.equals(direct)

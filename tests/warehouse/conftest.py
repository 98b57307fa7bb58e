"""Builders that the tests of the warehouse share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from warehouse.digests import Inputs
from warehouse.home import Home
from warehouse.schema.catalog import TABLES

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home folder."""
    home = Home(tmp_path / "home")
    home.create()
    return home


@pytest.fixture
def make_tables() -> Callable[..., dict[str, pa.Table]]:
    """`make_tables(articles=[{...}], ...)`: all tables, empty where none are given.

    A row may leave out fields; they are null, or hold the declaration's example.
    """

    def make(**given: list[dict[str, object]]) -> dict[str, pa.Table]:
        return {
            name: declared.from_rows(
                [
                    {field.name: _default(field) for field in declared.fields} | row
                    for row in given.get(name, [])
                ]
            )
            for name, declared in TABLES.items()
        }

    return make


def _default(field: object) -> object:
    if field.nullable:
        return None
    return NOON if pa.types.is_timestamp(field.type) else field.example


@pytest.fixture
def make_inputs() -> Callable[..., Inputs]:
    """`make_inputs(model="other")`: inputs of a build, alike but for what is given."""

    def make(**given: str) -> Inputs:
        return Inputs(**{name: name for name in Inputs.__dataclass_fields__} | given)

    return make

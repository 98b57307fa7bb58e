"""Builders that the tests of corrections share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from warehouse.schema.corrections import Correction, Target
from warehouse.schema.declare import Table

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def correct() -> Callable[..., Correction]:
    """`correct("set_date", article="a", set={...})`: a correction; `day` dates it."""

    def make(action, *, id_=None, set_=None, expect=None, day=0, **target):
        return Correction(
            id=id_ or f"{action}-{day}",
            action=action,
            target=Target(**target),
            values=tuple((set_ or {}).items()),
            expect=tuple((expect or {}).items()),
            reason="seen",
            author="I. Marlow",
            decided_at=NOON + timedelta(days=day),
        )

    return make


@pytest.fixture
def table_of() -> Callable[..., pa.Table]:
    """`table_of(FIGURES, [{...}])`: rows; what is left out is null or the example."""

    def make(declared: Table, rows: list[dict[str, object]]) -> pa.Table:
        return declared.from_rows(
            [
                {
                    field.name: None
                    if field.nullable
                    else NOON
                    if pa.types.is_timestamp(field.type)
                    else field.example
                    for field in declared.fields
                }
                | row
                for row in rows
            ]
        )

    return make


@pytest.fixture
def status_of() -> Callable[..., dict[str, tuple[str, str]]]:
    """`status_of(outcomes)`: status and target of each correction by its id."""

    def look(outcomes):
        return {o.correction.id: (o.status, o.target_id) for o in outcomes}

    return look

"""What an expectation on our tables is, before Great Expectations runs it."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from warehouse.schema.declare import Table
from warehouse.schema.terms import Severity

MAX_FAILURES = 100
"""Failing rows kept of each expectation: enough to see the pattern, and no more than
a reader goes through."""

MAX_VALUE_CHARACTERS = 100
"""Length at which an offending value is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Rows that must not exist, as SQL over all tables."""

    table: str
    name: str
    expects: str
    """What must hold, in words."""
    sql: str
    """A SELECT of `row_id` (the key, fields joined by `|`) and `value` (what offends,
    as text: numbers, ids or lengths, never the publishers' text)."""
    column: str | None = None
    severity: Severity = "critical"
    over: str | None = None
    """What is looked at, as a SELECT of one number; the table's rows if not given."""
    by_text: bool = False
    """Reads `field_texts`, so it runs over a slice of the texts at a time."""

    @property
    def id(self) -> str:
        """Table and name, joined by a dot."""
        return f"{self.table}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number about a table that should lie in a range, as SQL over all tables."""

    table: str
    name: str
    expects: str
    sql: str
    """A SELECT of one number; null where there is too little to measure."""
    minimum: float | None = None
    maximum: float | None = None
    severity: Severity = "warning"

    @property
    def id(self) -> str:
        """Table and name, joined by a dot."""
        return f"{self.table}.{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one expectation."""

    id: str
    table: str
    expects: str
    column: str | None
    severity: Severity
    success: bool
    observed: str
    threshold: str
    n_rows: int
    n_failed: int
    failures: tuple[tuple[str, str | None], ...] = ()
    """Row id and offending value of at most `MAX_FAILURES` rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationResult:
    """What came of all expectations of a build."""

    validations: pa.Table
    """Conforms to table `validations`."""
    validation_failures: pa.Table
    """Conforms to table `validation_failures`."""
    passed: bool
    """No critical expectation failed."""


def row_key(table: Table, alias: str) -> str:
    """SQL for a row's key as text, fields joined by `|`."""
    parts = ", ".join(f'{alias}."{name}"::VARCHAR' for name in table.key)
    return f"concat_ws('|', {parts})"

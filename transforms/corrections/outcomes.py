"""What came of each correction, and the tables that say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa

from warehouse.schema.corrections import FORMS, Correction, Value
from warehouse.schema.governance import CORRECTED_VALUES, CORRECTIONS
from warehouse.schema.terms import CorrectionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One field of one row that a correction changed; None is no value."""

    table_name: str
    row_id: str
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one correction."""

    correction: Correction
    status: CorrectionStatus
    target_id: str
    """Row it acts on; what the file names where that is no row of this build."""
    target_table: str
    message: str | None
    """What to do; None where it was applied."""
    changed: tuple[Changed, ...] = ()
    """What it changed; empty unless it was applied."""


def applied(
    correction: Correction,
    target_id: str,
    changed: Iterable[Changed],
    *,
    table: str | None = None,
) -> Outcome:
    """The outcome of a correction that changed something."""
    return Outcome(
        correction=correction,
        status="applied",
        target_id=target_id,
        target_table=table or FORMS[correction.action].table,
        message=None,
        changed=tuple(changed),
    )


def not_applied(
    correction: Correction,
    status: CorrectionStatus,
    target_id: str,
    message: str,
    *,
    table: str | None = None,
) -> Outcome:
    """The outcome of a correction that changed nothing, and what to do about it."""
    return Outcome(
        correction=correction,
        status=status,
        target_id=target_id,
        target_table=table or FORMS[correction.action].table,
        message=message,
    )


def as_text(value: Value) -> str | None:
    """A value as `corrected_values` shows it: times in ISO 8601, whole numbers bare."""
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.0f}" if value.is_integer() else repr(value)
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value


def outcome_tables(outcomes: Iterable[Outcome]) -> dict[str, pa.Table]:
    """Tables `corrections` and `corrected_values`."""
    corrections: list[dict[str, object]] = []
    values: list[dict[str, object]] = []
    for outcome in outcomes:
        correction = outcome.correction
        corrections.append(
            {
                "correction_id": correction.id,
                "action": correction.action,
                "target_table": outcome.target_table,
                "target_id": outcome.target_id,
                "reason": correction.reason,
                "author": correction.author,
                "decided_at": correction.decided_at,
                "status": outcome.status,
                "message": outcome.message,
            }
        )
        values += [
            {
                "correction_id": correction.id,
                "table_name": changed.table_name,
                "row_id": changed.row_id,
                "field": changed.field,
                "before": changed.before,
                "after": changed.after,
            }
            for changed in outcome.changed
        ]
    return {
        "corrections": CORRECTIONS.from_rows(corrections),
        "corrected_values": CORRECTED_VALUES.from_rows(values),
    }

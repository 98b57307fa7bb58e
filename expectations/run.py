"""The validation run: every suite over the tables of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations import base, frames
from expectations.model import (
    MAX_FAILURES,
    MAX_VALUE_CHARACTERS,
    Outcome,
    ValidationResult,
)
from expectations.overview import all_checks, all_measures
from warehouse.schema.catalog import CORE_TABLES, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

__all__ = ["ValidationResult", "validate"]


def validate(
    tables: Mapping[str, pa.Table],
    *,
    texts: pa.Table,
    previous: Mapping[str, pa.Table] | None = None,
) -> ValidationResult:
    """What came of every expectation on the tables of a build.

    Args:
        tables: All core tables by name; other declared tables are looked at too.
        texts: `DOCUMENTS`: every version of every article with its text.
        previous: The tables of the release before, for volumes.

    Raises:
        ValueError: A core table is missing or a table is not declared.
    """
    missing = sorted(set(CORE_TABLES) - set(tables))
    unknown = sorted(set(tables) - set(TABLES))
    if missing or unknown:
        raise ValueError(
            f"validation needs every core table and no other than declared ones; "
            f"missing: {missing}, unknown: {unknown}"
        )
    in_order = {name: tables[name] for name in TABLES if name in tables}
    outcomes = base.structure(in_order)
    # A suite can't look into columns that aren't there.
    if all(outcome.success for outcome in outcomes):
        outcomes += _contents(in_order, texts=texts, previous=previous)
    return _result(outcomes)


def _contents(
    tables: Mapping[str, pa.Table],
    *,
    texts: pa.Table,
    previous: Mapping[str, pa.Table] | None,
) -> list[Outcome]:
    # Great Expectations takes two seconds to import.
    from expectations.suites import Runner  # noqa: PLC0415

    every_check, every_measure = all_checks(), all_measures()
    runner = Runner()
    outcomes: list[Outcome] = []
    # What is looked at may refer to a table that is made later.
    known = {name: table.empty() for name, table in TABLES.items()} | dict(tables)
    with frames.connection(known, texts=texts, previous=previous) as opened:
        for name, table in tables.items():
            checks = [check for check in every_check if check.table == name]
            outcomes += runner.declared(TABLES[name], table)
            outcomes += runner.violations(
                name,
                checks,
                frames.violations(opened, checks, texts=texts),
                {
                    check.id: frames.rows_looked_at(opened, check, table)
                    for check in checks
                },
            )
            own = [measure for measure in every_measure if measure.table == name]
            outcomes += runner.measures(name, own, frames.measured(opened, own))
    return outcomes


def _result(outcomes: list[Outcome]) -> ValidationResult:
    validations: list[dict[str, object]] = [
        {
            "expectation_id": outcome.id,
            "table_name": outcome.table,
            "expectation": outcome.expects,
            "column_name": outcome.column,
            "severity": outcome.severity,
            "success": outcome.success,
            "observed": outcome.observed,
            "threshold": outcome.threshold,
            "n_rows": outcome.n_rows,
            "n_failed": outcome.n_failed,
        }
        for outcome in outcomes
    ]
    failures: list[dict[str, object]] = []
    for outcome in outcomes:
        # A row may fail more than once (two rows of one key): it is listed once.
        rows = dict(reversed(outcome.failures[:MAX_FAILURES]))
        failures += [
            {
                "expectation_id": outcome.id,
                "row_id": row_id,
                "value": None if value is None else value[:MAX_VALUE_CHARACTERS],
            }
            for row_id, value in rows.items()
        ]
    return ValidationResult(
        validations=TABLES["validations"].from_rows(validations),
        validation_failures=TABLES["validation_failures"].from_rows(failures),
        passed=all(
            outcome.success for outcome in outcomes if outcome.severity == "critical"
        ),
    )

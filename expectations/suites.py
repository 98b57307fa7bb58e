"""The suites of Great Expectations, one for each table, and what runs them.

This is the only module that imports Great Expectations; import it late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import great_expectations as gx
import pandas as pd
from great_expectations.core.expectation_suite import ExpectationSuite
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.expectations.core.expect_column_values_to_be_between import (
    ExpectColumnValuesToBeBetween,
)
from great_expectations.expectations.core.expect_column_values_to_be_in_set import (
    ExpectColumnValuesToBeInSet,
)
from great_expectations.expectations.core.expect_column_values_to_be_unique import (
    ExpectColumnValuesToBeUnique,
)
from great_expectations.expectations.core.expect_compound_columns_to_be_unique import (
    ExpectCompoundColumnsToBeUnique,
)
from great_expectations.expectations.core.expect_table_row_count_to_equal import (
    ExpectTableRowCountToEqual,
)
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.expectations.row_conditions import Column

from expectations.frames import declared_columns
from expectations.model import MAX_FAILURES, Check, Measure, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa
    from great_expectations.core.expectation_validation_result import (
        ExpectationValidationResult,
    )
    from great_expectations.expectations.expectation import Expectation

    from warehouse.schema.declare import Field, Table


class Runner:
    """An in-memory context of Great Expectations: no file, no network, no telemetry."""

    def __init__(self) -> None:
        """Set up the context and the one source that takes data frames."""
        # Without a configuration of one's own it makes a folder for its own pages.
        context = gx.get_context(
            mode="ephemeral",
            project_config=DataContextConfig(
                store_backend_defaults=InMemoryStoreBackendDefaults()
            ),
        )
        context.enable_analytics(False)
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        # One asset serves every frame: adding one writes the whole configuration anew.
        self._frames = (
            context.data_sources.add_pandas("tables")
            .add_dataframe_asset("frame")
            .add_batch_definition_whole_dataframe("all rows")
        )

    def declared(self, declared: Table, table: pa.Table) -> list[Outcome]:
        """What came of the suite that the table's declaration alone makes."""
        expected = declared_expectations(declared)
        results = self._validate(
            declared.name,
            declared_columns(table, declared),
            [expectation for _, expectation in expected],
            key=declared.key,
        )
        return [
            _declared_outcome(
                name, expectation, results[name], declared, table.num_rows
            )
            for name, expectation in expected
        ]

    def violations(
        self,
        table: str,
        checks: Sequence[Check],
        frame: pd.DataFrame,
        looked_at: Mapping[str, int],
    ) -> list[Outcome]:
        """What came of the suite that expects no row for any check."""
        results = self._validate(
            f"{table}: violations",
            frame,
            [
                ExpectTableRowCountToEqual(
                    value=0,
                    row_condition=Column("check") == check.name,
                    severity=FailureSeverity(check.severity),
                    meta={"name": check.name},
                )
                for check in checks
            ],
        )
        outcomes = []
        for check in checks:
            found = results[check.name]
            rows = frame[frame["check"] == check.name]
            n_failed = int(rows["n_failed"].iloc[0]) if len(rows) else 0
            outcomes.append(
                Outcome(
                    id=check.id,
                    table=table,
                    expects=check.expects,
                    column=check.column,
                    severity=check.severity,
                    success=bool(found.success),
                    observed=_trouble(found)
                    or f"{n_failed:,} of {looked_at[check.id]:,} rows fail",
                    threshold="0 rows",
                    n_rows=looked_at[check.id],
                    n_failed=n_failed,
                    failures=tuple(
                        (str(row_id), None if pd.isna(value) else str(value))
                        for row_id, value in zip(
                            rows["row_id"], rows["value"], strict=True
                        )
                    ),
                )
            )
        return outcomes

    def measures(
        self, table: str, measures: Sequence[Measure], frame: pd.DataFrame
    ) -> list[Outcome]:
        """What came of the suite that expects each measure inside its range."""
        results = self._validate(
            f"{table}: measures",
            frame,
            [
                ExpectColumnValuesToBeBetween(
                    column=measure.name,
                    min_value=measure.minimum,
                    max_value=measure.maximum,
                    severity=FailureSeverity(measure.severity),
                    meta={"name": measure.name},
                )
                for measure in measures
            ],
        )
        outcomes = []
        for measure in measures:
            found = results[measure.name]
            value = frame[measure.name].iloc[0]
            known = not pd.isna(value)
            outcomes.append(
                Outcome(
                    id=measure.id,
                    table=table,
                    expects=measure.expects,
                    column=None,
                    severity=measure.severity,
                    success=bool(found.success),
                    observed=_trouble(found)
                    or (f"{value:g}" if known else "too little to measure"),
                    threshold=_range(measure.minimum, measure.maximum),
                    n_rows=int(known),
                    n_failed=int(not found.success),
                )
            )
        return outcomes

    def _validate(
        self,
        name: str,
        frame: pd.DataFrame,
        expected: Sequence[Expectation],
        *,
        key: Sequence[str] = (),
    ) -> dict[str, ExpectationValidationResult]:
        """The result of each expectation on a frame, by the name in its `meta`."""
        if not expected:
            return {}
        batch = self._frames.get_batch({"dataframe": frame})
        result = batch.validate(
            ExpectationSuite(name, expectations=list(expected)),
            result_format={
                "result_format": "SUMMARY",
                "partial_unexpected_count": MAX_FAILURES,
                "unexpected_index_column_names": list(key),
                "return_unexpected_index_query": False,
            },
        )
        # They come in an order of Great Expectations' own.
        return {_name(found): found for found in result.results}


def _name(found: ExpectationValidationResult) -> str:
    meta = found.expectation_config.meta if found.expectation_config else None
    if not meta or "name" not in meta:
        raise ValueError(f"Great Expectations lost the name of an expectation: {found}")
    return str(meta["name"])


def declared_expectations(declared: Table) -> list[tuple[str, Expectation]]:
    """The expectations that follow from a table's declaration, with their names.

    Nulls are looked for in SQL (`base.checks`): nearly every column may hold none, and
    two hundred expectations more would take a second of every run.
    """
    expected: list[tuple[str, Expectation]] = [_unique_key(declared)]
    for field in declared.fields:
        expected += _field_expectations(field)
    return expected


def _unique_key(declared: Table) -> tuple[str, Expectation]:
    if len(declared.key) == 1:
        return "key", ExpectColumnValuesToBeUnique(
            column=declared.key[0], meta={"name": "key"}
        )
    return "key", ExpectCompoundColumnsToBeUnique(
        column_list=list(declared.key), meta={"name": "key"}
    )


def _field_expectations(field: Field) -> Iterator[tuple[str, Expectation]]:
    if field.values:
        name = f"values.{field.name}"
        yield (
            name,
            ExpectColumnValuesToBeInSet(
                column=field.name, value_set=list(field.values), meta={"name": name}
            ),
        )
    if field.minimum is not None or field.maximum is not None:
        name = f"range.{field.name}"
        yield (
            name,
            ExpectColumnValuesToBeBetween(
                column=field.name,
                min_value=field.minimum,
                max_value=field.maximum,
                meta={"name": name},
            ),
        )


def _declared_outcome(
    name: str,
    expectation: Expectation,
    found: ExpectationValidationResult,
    declared: Table,
    n_rows: int,
) -> Outcome:
    column = getattr(expectation, "column", None)
    n_failed = int(found.result.get("unexpected_count", 0))
    return Outcome(
        id=f"{declared.name}.{name}",
        table=declared.name,
        expects=_in_words(expectation, declared.key),
        column=column,
        severity="critical",
        success=bool(found.success),
        observed=_trouble(found) or f"{n_failed:,} of {n_rows:,} rows fail",
        threshold="0 rows",
        n_rows=n_rows,
        n_failed=n_failed,
        failures=tuple(
            (
                "|".join(str(row.get(part)) for part in declared.key),
                None if column is None else str(row.get(column)),
            )
            for row in found.result.get("partial_unexpected_index_list") or ()
        ),
    )


def _in_words(expectation: Expectation, key: Sequence[str]) -> str:
    match expectation:
        case ExpectColumnValuesToBeInSet():
            return f"{expectation.column} is one of {_listed(expectation.value_set)}"
        case ExpectColumnValuesToBeBetween():
            allowed = _range(expectation.min_value, expectation.max_value)
            return f"{expectation.column} is {allowed}"
        case _:
            return f"no two rows have the same {', '.join(key)}"


def _listed(values: object) -> str:
    return ", ".join(str(value) for value in cast("list[object]", values))


def _range(minimum: object, maximum: object) -> str:
    if minimum is None:
        return f"at most {maximum}"
    if maximum is None:
        return f"at least {minimum}"
    return f"from {minimum} to {maximum}"


def _trouble(found: ExpectationValidationResult) -> str | None:
    """What kept an expectation from being evaluated, if anything did."""
    message = (found.exception_info or {}).get("exception_message")
    return f"could not be evaluated: {message}" if message else None

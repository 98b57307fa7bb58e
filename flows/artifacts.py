"""What Prefect shows of a run, under keys that stay the same from run to run."""

from __future__ import annotations

import pyarrow as pa
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from expectations.run import ValidationResult

SHOWN = 200
"""Rows of a table artifact: it is read by a person."""


def show_validation(result: ValidationResult) -> None:
    """Artifact `validation`: every expectation, those that failed first."""
    columns = ["success", "severity", "table_name", "expectation", "observed"]
    rows = result.validations.select(columns).to_pylist()
    rows.sort(key=lambda row: (row["success"], row["severity"]))
    create_table_artifact(
        table=rows[:SHOWN], key="validation", description="What was expected"
    )


def show_changes(changes: pa.Table, summary: pa.Table) -> None:
    """Artifact `changes`: how many rows of each table changed, and why."""
    create_table_artifact(
        table=summary.to_pylist()[:SHOWN],
        key="changes",
        description=f"{changes.num_rows:,} rows changed since the release before",
    )


def show_release(version: str, path: str, tables: dict[str, int]) -> None:
    """Artifact `release-summary`: version, place and rows of each table."""
    rows = "\n".join(f"| `{name}` | {count:,} |" for name, count in tables.items())
    create_markdown_artifact(
        markdown=(
            f"# Release {version}\n\n`{path}`\n\n| table | rows |\n|---|---:|\n{rows}\n"
        ),
        key="release-summary",
        description=f"Release {version}",
    )

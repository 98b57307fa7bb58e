"""What a build made, and what its validation says of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from expectations.page import render_page
from expectations.run import ValidationResult
from flows.artifacts import show_validation
from warehouse.files import write_text
from warehouse.runs import Run
from warehouse.schema.errors import ValidationError


@dataclass(slots=True)
class Built:
    """What a build made."""

    run_id: str | None
    """Run to publish; None where nothing changed since the latest release."""
    path: str | None = None
    """Folder of the run."""
    tables: dict[str, int] = field(default_factory=dict)
    """Rows of each core table."""
    warnings: list[str] = field(default_factory=list)
    """Expectations of severity `warning` that failed, corrections not applied."""
    n_expectations: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        return dataclasses.asdict(self)


def report(run: Run, built: Built, core: Mapping[str, pa.Table]) -> None:
    """Note what the build made; what failed critically ends it here.

    Args:
        run: The run, its tables validated.
        built: Is filled in.
        core: All core tables of the run.

    Raises:
        ValidationError: A critical expectation failed; its evidence stays in the run.
    """
    found = run.read("validation")
    failed = [row for row in found["validations"].to_pylist() if not row["success"]]
    critical = [row for row in failed if row["severity"] == "critical"]
    result = ValidationResult(**found, passed=not critical)
    page = run.path / "VALIDATION.html"
    write_text(page, render_page(result, release={}))
    show_validation(result)
    built.tables = {name: table.num_rows for name, table in core.items()}
    built.warnings = [
        f"{row['expectation_id']}: {row['observed']}"
        for row in failed
        if row["severity"] == "warning"
    ]
    built.warnings += [
        f"correction {row['correction_id']} ({row['status']}): {row['message']}"
        for row in core["corrections"].to_pylist()
        if row["status"] != "applied"
    ]
    built.n_expectations = result.validations.num_rows
    if critical:
        run.fail({"validation": [row["expectation_id"] for row in critical]})
        listed = "; ".join(
            f"{row['expectation_id']} ({row['observed']})" for row in critical[:5]
        )
        raise ValidationError(
            f"{len(critical)} critical expectations failed, no release was made, the "
            f"last one stands: {listed}. See {page}"
        )

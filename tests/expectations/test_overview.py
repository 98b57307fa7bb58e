"""The generated list of expectations."""

from __future__ import annotations

from pathlib import Path

from expectations.overview import FILE_NAME, overview

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_list_in_the_docs_is_current():
    kept = (DOCS / FILE_NAME).read_text(encoding="utf-8")
    assert kept == overview(), (
        f"docs/{FILE_NAME} is not what the expectations give: run "
        "`python -m expectations.overview --write docs`"
    )

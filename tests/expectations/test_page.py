"""The report that people read."""

from __future__ import annotations

from html.parser import HTMLParser

from expectations.model import ValidationResult
from expectations.page import SHOWN_ROWS, render_markdown, render_page
from warehouse.schema.catalog import TABLES

NASTY = "<script>alert('x')</script>|`b`"


def validation(name, *, success=True, severity="critical", n_failed=0, **given):
    return {
        "expectation_id": f"figures.{name}",
        "table_name": "figures",
        "expectation": f"{name} holds",
        "column_name": None,
        "severity": severity,
        "success": success,
        "observed": f"{n_failed} of 30 rows fail",
        "threshold": "0 rows",
        "n_rows": 30,
        "n_failed": n_failed,
    } | given


def result(*validations, failures=()):
    return ValidationResult(
        validations=TABLES["validations"].from_rows(list(validations)),
        validation_failures=TABLES["validation_failures"].from_rows(list(failures)),
        passed=all(
            row["success"] for row in validations if row["severity"] == "critical"
        ),
    )


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names, self.links, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.links += [value for name, value in attrs if name in {"src", "href"}]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def elements(page):
    parser = Elements()
    parser.feed(page)
    assert parser.open == []
    return parser


def test_the_page_refers_to_nothing_outside_and_escapes_what_it_shows():
    page = render_page(
        result(
            validation("a", success=False, n_failed=1, expectation=NASTY),
            failures=[{"expectation_id": "figures.a", "row_id": NASTY, "value": NASTY}],
        ),
        release={"version": NASTY},
    )
    found = elements(page)
    assert "script" not in found.names
    assert found.links == []
    assert "url(" not in page
    assert "@import" not in page


def test_failures_come_first_and_critical_ones_before_warnings():
    page = render_page(
        result(
            validation("a_warning", success=False, severity="warning", n_failed=1),
            validation("held"),
            validation("z_critical", success=False, n_failed=2),
        ),
        release={},
    )
    places = [page.index(f"figures.{name}") for name in ("z_critical", "a_warning")]
    assert places == sorted(places)
    assert places[-1] < page.index("All expectations by table")
    assert "Not fit to publish: 1 critical expectation did not hold" in page
    assert "2 of 30 rows fail" in page


def test_the_verdict_says_whether_a_release_may_go_out():
    held = result(validation("held"))
    warned = result(validation("a", success=False, severity="warning", n_failed=1))
    assert "everything that was expected holds" in render_page(held, release={})
    assert "Nothing: every expectation held." in render_page(held, release={})
    assert "Fit to publish, with 1 warning" in render_page(warned, release={})


def test_many_failing_rows_are_cut_with_their_number():
    failures = [
        {"expectation_id": "figures.a", "row_id": f"row {number:02}", "value": None}
        for number in range(SHOWN_ROWS + 5)
    ]
    page = render_page(
        result(validation("a", success=False, n_failed=4_000), failures=failures),
        release={"version": "2026.03.1"},
    )
    assert f"row {SHOWN_ROWS - 1:02}" in page
    assert f"row {SHOWN_ROWS:02}" not in page
    assert "and 3,990 more" in page
    assert "Validation of release 2026.03.1" in page


def test_markdown_keeps_its_tables_whole_whatever_it_shows():
    text = render_markdown(
        result(
            validation("a", success=False, n_failed=1, expectation=NASTY + "\nnext"),
            validation("held"),
            failures=[{"expectation_id": "figures.a", "row_id": NASTY, "value": None}],
        ),
        release={},
    )
    (line,) = (line for line in text.splitlines() if line.startswith("| critical"))
    assert line.replace("\\|", "").count("|") == 7
    assert "<script>" not in text
    assert "| figures | 2 | 1 |" in text

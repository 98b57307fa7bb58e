"""The validation report that people read: one HTML page, or Markdown.

The page needs nothing but itself: no script, no style sheet, no image from outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, TypedDict, cast

from warehouse.schema.catalog import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from expectations.model import ValidationResult

SHOWN_ROWS = 10
"""Failing rows shown of an expectation; the table `validation_failures` has more."""

STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --bad: #b3261e;
  --warn: #8a5a00; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --warn: #ffcc80;
  --good: #81c995; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: .2rem; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
.lead { margin-top: 0; } .tiles { display: flex; flex-wrap: wrap; gap: .75rem;
  padding: 0; list-style: none; }
.tiles li { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; }
.tiles b { display: block; font-size: 1.4rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { background: var(--soft); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; }
summary { cursor: pointer; padding: .5rem .75rem; }
details > :not(summary) { margin: 0 .75rem .75rem; width: calc(100% - 1.5rem); }
.critical { color: var(--bad); font-weight: 600; }
.warning { color: var(--warn); font-weight: 600; }
.held { color: var(--good); }
article { border-left: .3rem solid var(--line); padding: .1rem 1rem; margin: 1rem 0; }
article.is-critical { border-color: var(--bad); }
article.is-warning { border-color: var(--warn); }
article table { width: auto; min-width: 50%; }
.wide { overflow-x: auto; }
code { font-size: .9em; overflow-wrap: anywhere; }
"""


class Row(TypedDict):
    """A row of table `validations`."""

    expectation_id: str
    table_name: str
    expectation: str
    column_name: str | None
    severity: str
    success: bool
    observed: str | None
    threshold: str | None
    n_rows: int
    n_failed: int


class Failure(TypedDict):
    """A row of table `validation_failures`."""

    expectation_id: str
    row_id: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What both forms of the report show."""

    title: str
    verdict: str
    rows: Sequence[Row]
    """By table, in the order a reader meets the tables."""
    failed: Sequence[Row]
    """Critical before warnings."""
    failures: Mapping[str, Sequence[Failure]]
    """Failing rows by expectation."""

    def count(self, severity: str) -> int:
        """How many expectations of a severity failed."""
        return sum(row["severity"] == severity for row in self.failed)


def render_page(result: ValidationResult, *, release: Mapping[str, object]) -> str:
    """The report as a self-contained HTML page.

    Args:
        result: What came of the expectations.
        release: What is known of the release: `version`, `published_at`; may be empty.
    """
    report = _report(result, release=release)
    tables = [
        _table_html(name, list(rows))
        for name, rows in groupby(report.rows, key=lambda row: row["table_name"])
    ]
    failed = "\n".join(
        _failure_html(row, report.failures.get(row["expectation_id"], ()))
        for row in report.failed
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(report.title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(report.title)}</h1>
<p class="lead">{escape(report.verdict)}</p>
<ul class="tiles">
<li><b>{len(report.rows):,}</b>expectations</li>
<li><b>{len(report.rows) - len(report.failed):,}</b>held</li>
<li><b>{report.count("critical"):,}</b>critical failures</li>
<li><b>{report.count("warning"):,}</b>warnings</li>
</ul>
<h2>What did not hold</h2>
{failed or "<p>Nothing: every expectation held.</p>"}
<h2>All expectations by table</h2>
{"".join(tables)}
</main>
</body>
</html>
"""


def render_markdown(result: ValidationResult, *, release: Mapping[str, object]) -> str:
    """The report as Markdown: the verdict, what failed, counts by table."""
    report = _report(result, release=release)
    lines = [f"# {_cell(report.title)}", "", _cell(report.verdict), ""]
    if report.failed:
        lines += [
            "## What did not hold",
            "",
            "| severity | table | expected | observed | allowed | first rows |",
            "|---|---|---|---|---|---|",
        ]
        for row in report.failed:
            found = report.failures.get(row["expectation_id"], ())[:3]
            shown = "; ".join(_cell(failure["row_id"]) for failure in found)
            lines.append(
                f"| {row['severity']} | {_cell(row['table_name'])} | "
                f"{_cell(row['expectation'])} | {_cell(row['observed'])} | "
                f"{_cell(row['threshold'])} | {shown} |"
            )
        lines.append("")
    lines += ["## By table", "", "| table | expectations | failed |", "|---|---:|---:|"]
    for name, rows in groupby(report.rows, key=lambda row: row["table_name"]):
        listed = list(rows)
        bad = sum(not row["success"] for row in listed)
        lines.append(f"| {_cell(name)} | {len(listed)} | {bad} |")
    return "\n".join(lines) + "\n"


def _report(result: ValidationResult, *, release: Mapping[str, object]) -> Report:
    order = {name: place for place, name in enumerate(TABLES)}
    rows = sorted(
        cast("list[Row]", result.validations.to_pylist()),
        key=lambda row: (order[row["table_name"]], row["expectation_id"]),
    )
    failed = sorted(
        (row for row in rows if not row["success"]),
        key=lambda row: row["severity"] != "critical",
    )
    failures: dict[str, list[Failure]] = {}
    for failure in cast("list[Failure]", result.validation_failures.to_pylist()):
        failures.setdefault(failure["expectation_id"], []).append(failure)
    version = release.get("version")
    title = f"Validation of release {version}" if version else "Validation of a build"
    n_critical = sum(row["severity"] == "critical" for row in failed)
    if n_critical:
        verdict = (
            f"Not fit to publish: {_counted(n_critical, 'critical expectation')} did "
            "not hold. The release before stays."
        )
    elif failed:
        verdict = (
            f"Fit to publish, with {_counted(len(failed), 'warning')}: worth a look "
            "before use."
        )
    else:
        verdict = "Fit to publish: everything that was expected holds."
    if release.get("published_at"):
        verdict += f" Published {release['published_at']}."
    return Report(
        title=title, verdict=verdict, rows=rows, failed=failed, failures=failures
    )


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _failure_html(row: Row, failures: Sequence[Failure]) -> str:
    severity = escape(row["severity"])
    column = row["column_name"]
    where = f", column <code>{escape(column)}</code>" if column else ""
    rows = "".join(
        f"<tr><td><code>{escape(failure['row_id'])}</code></td>"
        f"<td>{escape(failure['value'] or '')}</td></tr>"
        for failure in failures[:SHOWN_ROWS]
    )
    table = (
        f'<div class="wide"><table><thead><tr><th>row</th><th>value</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        if rows
        else ""
    )
    more = max(0, row["n_failed"] - SHOWN_ROWS) if rows else 0
    rest = (
        f"<p>and {more:,} more; table <code>validation_failures</code> lists up to "
        "100.</p>"
        if more
        else ""
    )
    return f"""<article class="is-{severity}">
<p><span class="{severity}">{severity}</span>
<code>{escape(row["expectation_id"])}</code></p>
<p>Expected of <code>{escape(row["table_name"])}</code>{where}:
{escape(row["expectation"])}.<br>
Found: {escape(row["observed"] or "")}. Allowed: {escape(row["threshold"] or "")}.</p>
{table}{rest}
</article>"""


def _table_html(name: str, rows: Sequence[Row]) -> str:
    bad = [row for row in rows if not row["success"]]
    worst = (
        "critical" if any(row["severity"] == "critical" for row in bad) else "warning"
    )
    state = (
        f'<span class="{worst}">{len(bad)} of {len(rows)} failed</span>'
        if bad
        else f'<span class="held">all {len(rows)} held</span>'
    )
    body = "".join(
        "<tr>"
        f"<td>{escape(row['expectation'])}</td>"
        f"<td>{escape(row['observed'] or '')}</td>"
        f"<td>{escape(row['threshold'] or '')}</td>"
        f"<td>{escape(row['severity'])}</td>"
        f"<td>{_held_html(row)}</td>"
        "</tr>"
        for row in sorted(rows, key=lambda row: row["success"])
    )
    return f"""<details{" open" if bad else ""}>
<summary><b>{escape(name)}</b>: {state}</summary>
<div class="wide"><table><thead><tr><th>expected</th><th>observed</th><th>allowed</th>
<th>severity</th><th>outcome</th></tr></thead>
<tbody>{body}</tbody></table></div>
</details>
"""


def _held_html(row: Row) -> str:
    if row["success"]:
        return '<span class="held">held</span>'
    return f'<span class="{escape(row["severity"])}">failed</span>'


def _cell(text: str | None) -> str:
    """Text that can stand in a Markdown table, with no markup of its own."""
    text = escape(text or "", quote=False).replace("\n", " ")
    for mark in ("\\", "|", "`", "*", "_", "[", "]"):
        text = text.replace(mark, "\\" + mark)
    return text

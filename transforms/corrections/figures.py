"""After extraction: figures that are fixed or dropped, speakers that are set.

What holds for a sentence holds in every version of its article that has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from transforms.corrections.outcomes import (
    Changed,
    Outcome,
    applied,
    as_text,
    not_applied,
)
from transforms.corrections.rows import (
    Row,
    Rows,
    articles_of,
    rows_of,
    written,
)
from transforms.corrections.targets import (
    Missing,
    articles_named,
    one_article,
    shown,
)
from warehouse.schema.corrections import SHORT, Correction
from warehouse.schema.errors import CorrectionsError
from warehouse.schema.figures import FIGURES, QUOTES
from warehouse.schema.terms import CorrectionStatus

ACTIONS = ("set_figure", "drop_figure", "set_speaker")
SURE = 1.0
"""Confidence in a value or unit that a person has set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedFigures:
    """Figures and quotations as people corrected them."""

    figures: pa.Table
    quotes: pa.Table
    outcomes: tuple[Outcome, ...]


def correct_figures(
    figures: pa.Table,
    quotes: pa.Table,
    *,
    documents: pa.Table,
    corrections: Sequence[Correction],
) -> CorrectedFigures:
    """Figures and quotations as people corrected them.

    Each correction is held against what stands once all earlier decisions are applied.

    Args:
        figures: Table `figures`, all versions.
        quotes: Table `quotes`.
        documents: Working table `documents`.
        corrections: All corrections; other actions are left alone.

    Raises:
        CorrectionsError: A correction would leave bounds or times out of order.
    """
    mine = sorted(
        (c for c in corrections if c.action in ACTIONS), key=lambda c: c.precedence
    )
    if not mine:
        return CorrectedFigures(figures=figures, quotes=quotes, outcomes=())
    named = articles_named(
        (c.target.article for c in mine if c.target.article), documents
    )
    articles = {
        *(id_ for ids in named.values() for id_ in ids),
        *articles_of(figures, "figure_id", (c.target.figure for c in mine)),
        *articles_of(quotes, "quote_id", (c.target.quotation for c in mine)),
    }
    rows = rows_of(figures, quotes, documents, articles)
    outcomes = [apply(correction, rows, named) for correction in mine]
    return CorrectedFigures(
        figures=written(figures, FIGURES, rows),
        quotes=written(quotes, QUOTES, rows),
        outcomes=tuple(outcomes),
    )


def apply(
    correction: Correction, rows: Rows, named: Mapping[str, tuple[str, ...]]
) -> Outcome:
    """What comes of one correction; the rows are changed accordingly."""
    found = find(correction, rows, named)
    target = correction.target
    if isinstance(found, Missing):
        name = target.figure or target.quotation or target.article or ""
        return not_applied(correction, found.status, name, found.message)
    table, row_id = found
    row = rows.of(table)[row_id]
    new, expected = values_of(correction), dict(correction.expect)
    status: CorrectionStatus | None = None
    if not rows.reads(row, target.text_sha256):
        status = "guard_failed"
        message = (
            "its words are not those quoted: look again, then mend 'text' or remove "
            "the correction"
        )
    elif new and all(row[name] == value for name, value in new.items()):
        status = "already_true"
        message = f"{told(row, new)} without it: remove the correction"
    elif not meets(row, expected):
        status = "guard_failed"
        message = (
            f"{told(row, expected)}, expected was {told(expected, expected)}: look "
            "again, then mend 'expect' or remove the correction"
        )
    if status is not None:
        return not_applied(correction, status, row_id, message, table=table)
    same = rows.same_sentence(row_id) if table == FIGURES.name else []
    if correction.action == "drop_figure":
        return applied(correction, row_id, drop(rows, same))
    reached = [(table, row_id)]
    if table == QUOTES.name:
        reached += [(FIGURES.name, id_) for id_ in figures_within(rows, row)]
    else:
        reached += [
            (table, id_) for id_ in same[1:] if meets(rows.figures[id_], expected)
        ]
    changed = [
        value
        for of_table, id_ in reached
        for value in change(correction, rows, of_table, id_, new)
    ]
    return applied(correction, row_id, changed, table=table)


def find(
    correction: Correction, rows: Rows, named: Mapping[str, tuple[str, ...]]
) -> tuple[str, str] | Missing:
    """Table and id of the row that a correction is about."""
    target = correction.target
    given = target.figure or target.quotation
    if given:
        table = QUOTES.name if target.quotation else FIGURES.name
        if given in rows.of(table) and given not in rows.dropped:
            return table, given
        return Missing(
            "target_gone",
            f"table {table} has no row of this id any more: its sentence was edited, "
            "it is read otherwise now, or it was dropped or withdrawn. Name it anew "
            "or remove the correction",
        )
    article = one_article(target.article or "", named)
    if isinstance(article, Missing):
        return article
    speaks = correction.action == "set_speaker"
    for table in (FIGURES.name, QUOTES.name) if speaks else (FIGURES.name,):
        candidates = [
            id_
            for id_, row in rows.of(table).items()
            if row["article_id"] == article
            and row["is_current"]
            and id_ not in rows.dropped
            and rows.reads(row, target.text_sha256)
        ]
        if len(candidates) == 1:
            return table, candidates[0]
        if candidates:
            return Missing(
                "target_ambiguous",
                f"{len(candidates)} rows of {table} in article {article} have the "
                f"words quoted: name one by its id ({shown(candidates)})",
            )
    return Missing(
        "target_gone",
        f"no row of article {article} has the words quoted: compare them with "
        "`surface` in table figures, or remove the correction",
    )


def values_of(correction: Correction) -> Row:
    """The fields that a correction sets; a speaker's full name follows the short."""
    new = dict(correction.values)
    if "speaker" in new:
        new.setdefault("speaker_canonical", new["speaker"])
    return new


def with_traces(correction: Correction, row: Row, new: Row) -> Row:
    """The fields that are set, with those that say how they came about."""
    new = dict(new)
    if correction.action == "set_speaker":
        after = row | new
        known = after["speaker"] is not None or after["speaker_canonical"] is not None
        new["speaker_rule"] = "correction" if known else None
        if not known:
            new["attribution_cue"] = None
    if not new.keys().isdisjoint(SHORT["value"]):
        new["bound_rule"] = "correction"
    if not new.keys().isdisjoint({*SHORT["value"], "unit", "unit_system"}):
        new["confidence"] = SURE
    return new


def meets(row: Row, expected: Row) -> bool:
    """Whether a row has the values that a decision was made on."""
    return all(row[name] == value for name, value in expected.items())


def told(row: Row, names: Row) -> str:
    """Some fields of a row, for a message."""
    parts = (f"{name} is {as_text(row[name]) or 'none'}" for name in names)
    return ", ".join(parts)


def change(
    correction: Correction, rows: Rows, table: str, row_id: str, new: Row
) -> list[Changed]:
    """The fields of a row that become others.

    Raises:
        CorrectionsError: Bounds or times would be out of order.
    """
    row = rows.of(table)[row_id]
    new = with_traces(correction, row, new)
    changed = [
        Changed(
            table_name=table,
            row_id=row_id,
            field=name,
            before=as_text(row[name]),
            after=as_text(value),
        )
        for name, value in new.items()
        if row[name] != value
    ]
    row.update(new)
    rows.touched.setdefault(table, set()).add(row_id)
    for names in (SHORT["value"], ("reference_start", "reference_end")):
        held = [row[name] for name in names if row.get(name) is not None]
        if held != sorted(held):
            raise CorrectionsError(
                f"correction {correction.id} would leave figure {row_id} with "
                f"{told(row, dict.fromkeys(names))}, which is out of order: set all "
                f"of {', '.join(names)}"
            )
    return changed


def drop(rows: Rows, figure_ids: Sequence[str]) -> list[Changed]:
    """The figures that go, and what pointed to them."""
    changed = []
    for figure_id in figure_ids:
        rows.dropped.add(figure_id)
        rows.touched.setdefault("figures", set()).add(figure_id)
        changed.append(
            Changed(
                table_name="figures",
                row_id=figure_id,
                field="surface",
                before=as_text(rows.figures[figure_id]["surface"]),
                after=None,
            )
        )
    for other, row in sorted(rows.figures.items()):
        if row["change_of"] in figure_ids and other not in rows.dropped:
            changed.append(
                Changed(
                    table_name="figures",
                    row_id=other,
                    field="change_of",
                    before=as_text(row["change_of"]),
                    after=None,
                )
            )
            row["change_of"] = None
            rows.touched["figures"].add(other)
    return changed


def figures_within(rows: Rows, quote: Row) -> list[str]:
    """The figures that stand in a quotation."""
    return sorted(
        id_
        for id_, row in rows.figures.items()
        if id_ not in rows.dropped
        and all(row[name] == quote[name] for name in ("article_id", "version", "field"))
        and quote["start"] <= row["start"]
        and row["end"] <= quote["end"]
    )

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
    table = "quotes" if correction.target.quotation else "figures"
    found = find(correction, rows, named)
    target = correction.target
    if isinstance(found, Missing):
        name = target.figure or target.quotation or target.article or ""
        return not_applied(correction, found.status, name, found.message, table=table)
    row = (rows.quotes if table == "quotes" else rows.figures)[found]
    if not rows.reads(row, target.text_sha256):
        return not_applied(
            correction,
            "guard_failed",
            found,
            "its words are not those quoted: look again, then mend 'text' or remove "
            "the correction",
            table=table,
        )
    new = values_of(correction)
    if new and all(row[name] == value for name, value in new.items()):
        return not_applied(
            correction,
            "already_true",
            found,
            f"{told(row, new)} without it: remove the correction",
            table=table,
        )
    expected = dict(correction.expect)
    if not meets(row, expected):
        return not_applied(
            correction,
            "guard_failed",
            found,
            f"{told(row, expected)}, expected was "
            f"{told(expected, expected)}: look again, then mend 'expect' or remove "
            "the correction",
            table=table,
        )
    if correction.action == "drop_figure":
        return applied(correction, found, drop(rows, rows.same_sentence(found)))
    changed = change(correction, rows, table, found, follow_up(correction, row, new))
    if table == "quotes":
        for id_ in figures_within(rows, row):
            changed += change(
                correction, rows, "figures", id_, follow_up(correction, row, new)
            )
        return applied(correction, found, changed, table=table)
    for id_ in rows.same_sentence(found)[1:]:
        other = rows.figures[id_]
        if meets(other, expected):
            changed += change(
                correction, rows, table, id_, follow_up(correction, other, new)
            )
    return applied(correction, found, changed)


def find(
    correction: Correction, rows: Rows, named: Mapping[str, tuple[str, ...]]
) -> str | Missing:
    """The id of the row that a correction is about."""
    target = correction.target
    given = target.figure or target.quotation
    if given:
        held = rows.quotes if target.quotation else rows.figures
        if given in held and given not in rows.dropped:
            return given
        return Missing(
            "target_gone",
            f"no {'quotation' if target.quotation else 'figure'} has this id any "
            "more: its sentence was edited, it is read otherwise now, or it was "
            "dropped or withdrawn. Name it anew or remove the correction",
        )
    article = one_article(target.article or "", named)
    if isinstance(article, Missing):
        return article
    candidates = [
        id_
        for id_, row in rows.figures.items()
        if row["article_id"] == article
        and row["is_current"]
        and id_ not in rows.dropped
        and rows.reads(row, target.text_sha256)
    ]
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        return Missing(
            "target_gone",
            f"no figure of article {article} has the words quoted: compare them with "
            "`surface` in table figures, or remove the correction",
        )
    return Missing(
        "target_ambiguous",
        f"{len(candidates)} figures of article {article} have the words quoted: name "
        f"one by its id ({shown(candidates)})",
    )


def values_of(correction: Correction) -> Row:
    """The fields that a correction sets; a speaker's full name follows the short."""
    new = dict(correction.values)
    if "speaker" in new:
        new.setdefault("speaker_canonical", new["speaker"])
    return new


def follow_up(correction: Correction, row: Row, new: Row) -> Row:
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
    row = (rows.quotes if table == "quotes" else rows.figures)[row_id]
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

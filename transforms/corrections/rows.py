"""Figures and quotations of the articles that corrections speak of, as plain rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from transforms.corrections.columns import replaced
from transforms.figures.rows import normalise
from warehouse.schema.corrections import FIGURE_FIELDS
from warehouse.schema.declare import Table
from warehouse.schema.figures import FIGURES, QUOTES
from warehouse.schema.identity import sha256_words

Row = dict[str, Any]
"""Values of one row by field."""
Sentence = tuple[str, str, str, str, int]
"""What names a figure whatever its version: article, field, sentence, number, ordinal
among equals (as in `transforms.figures.rows.figure_rows`)."""

PLACE = ("article_id", "version", "is_current", "field", "start", "end")
SPEAKER = ("speaker", "speaker_canonical", "speaker_rule", "attribution_cue")
CHANGEABLE: dict[str, tuple[str, ...]] = {
    FIGURES.name: (
        *(field.name for field in FIGURE_FIELDS),
        "bound_rule",
        "confidence",
        "change_of",
        *SPEAKER,
    ),
    QUOTES.name: SPEAKER,
}
"""Columns that corrections may change."""

READ = {
    FIGURES.name: (
        "figure_id",
        *PLACE,
        "surface",
        "number_start",
        "number_end",
        "sentence_start",
        "sentence_end",
        *CHANGEABLE[FIGURES.name],
    ),
    QUOTES.name: ("quote_id", *PLACE, *SPEAKER),
}


@dataclass(slots=True, kw_only=True)
class Rows:
    """Rows by id, which corrections change one after the other."""

    figures: dict[str, Row]
    quotes: dict[str, Row]
    texts: dict[tuple[str, int, str], str]
    """Texts and titles by article, version and field."""
    dropped: set[str] = field(default_factory=set)
    """Figures that are no longer there."""
    touched: dict[str, set[str]] = field(default_factory=dict)
    """Ids of changed rows by table."""

    def of(self, table: str) -> dict[str, Row]:
        """The rows of a table."""
        return self.quotes if table == QUOTES.name else self.figures

    def words_of(self, row: Row) -> str:
        """The characters that a row spans."""
        text = self.texts[row["article_id"], row["version"], row["field"]]
        return text[row["start"] : row["end"]]

    def reads(self, row: Row, text_sha256: str | None) -> bool:
        """Whether a row spans the words that a correction quotes."""
        return sha256_words(self.words_of(row)) == text_sha256

    def same_sentence(self, figure_id: str) -> list[str]:
        """The figure and its like in other versions of the article, it first."""
        wanted = self.figures[figure_id]["article_id"]
        named = self._sentences(wanted)
        others = [
            other
            for other, name in named.items()
            if name == named[figure_id]
            and other != figure_id
            and other not in self.dropped
        ]
        return [figure_id, *sorted(others)]

    def _sentences(self, article_id: str) -> dict[str, Sentence]:
        equals: Counter[tuple[int, str, str, str]] = Counter()
        found: dict[str, Sentence] = {}
        mine = [
            (figure_id, row)
            for figure_id, row in self.figures.items()
            if row["article_id"] == article_id
        ]
        mine.sort(key=lambda item: (item[1]["number_start"], item[1]["number_end"]))
        for figure_id, row in mine:
            text = self.texts[article_id, row["version"], row["field"]]
            sentence, number = (
                normalise(text[row[f"{part}_start"] : row[f"{part}_end"]])
                for part in ("sentence", "number")
            )
            name = (row["version"], row["field"], sentence, number)
            found[figure_id] = (article_id, *name[1:], equals[name])
            equals[name] += 1
        return found


def rows_of(
    figures: pa.Table, quotes: pa.Table, documents: pa.Table, articles: set[str]
) -> Rows:
    """The rows of some articles."""
    wanted = pa.array(sorted(articles), pa.string())

    def of_articles(table: pa.Table, columns: Sequence[str]) -> list[Row]:
        chosen = pc.is_in(table["article_id"], value_set=wanted)
        rows: list[Row] = table.select(list(columns)).filter(chosen).to_pylist()
        return rows

    texts: dict[tuple[str, int, str], str] = {}
    for row in of_articles(documents, ("article_id", "version", "title", "text")):
        for name in ("title", "text"):
            texts[row["article_id"], row["version"], name] = str(row[name] or "")
    return Rows(
        figures={
            str(row["figure_id"]): row for row in of_articles(figures, READ["figures"])
        },
        quotes={
            str(row["quote_id"]): row for row in of_articles(quotes, READ["quotes"])
        },
        texts=texts,
    )


def articles_of(table: pa.Table, key: str, ids: Iterable[str | None]) -> set[str]:
    """The articles that some rows belong to."""
    wanted = pa.array(sorted({id_ for id_ in ids if id_}), pa.string())
    chosen = table["article_id"].filter(pc.is_in(table[key], value_set=wanted))
    return set(chosen.to_pylist())


def written(table: pa.Table, declared: Table, rows: Rows) -> pa.Table:
    """A table with the rows as corrections left them."""
    (key,) = declared.key
    held = rows.of(declared.name)
    touched = rows.touched.get(declared.name, set())
    if not touched:
        return table
    for column in CHANGEABLE[declared.name]:
        values = {id_: held[id_][column] for id_ in touched}
        table = replaced(table, key, column, values)
    if declared is FIGURES and rows.dropped:
        gone = pc.is_in(table[key], value_set=pa.array(sorted(rows.dropped)))
        table = table.filter(pc.invert(gone))
    return declared.conform(table)

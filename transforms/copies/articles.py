"""What is known of the articles beside their texts: outlets, dates, marks of origin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from transforms.copies.compiled import Value
from transforms.copies.naming import Naming, names_outlet, own_reporting
from transforms.copies.relations import DAY
from transforms.copies.texts import OwnTexts
from warehouse.schema.terms import DirectionRule, PairRelation

SPANS = {"day": DAY - 1, "month": 31 * DAY - 1, "year": 366 * DAY - 1}
"""Microseconds that a date of that precision covers."""


@dataclass(frozen=True)
class Known:
    """Columns of the articles by document number; missing columns are all null."""

    articles: pa.Table
    own: OwnTexts

    @cached_property
    def outlets(self) -> list[str | None]:
        """Outlet of each document."""
        return self.column("outlet_id", pa.string())

    @cached_property
    def published(self) -> list[int | None]:
        """Publication time of each document, in microseconds since 1970."""
        return self.column("published_at", pa.timestamp("us", tz="UTC"), pa.int64())

    @cached_property
    def published_until(self) -> list[int | None]:
        """The latest time that each publication date may stand for.

        A date without a time of day says nothing of what came first that day.
        """
        spans = self.column("published_precision", pa.string())
        return [
            None if time is None else time + SPANS.get(span, 0)
            for time, span in zip(self.published, spans, strict=True)
        ]

    @cached_property
    def retrieved(self) -> list[int | None]:
        """First retrieval of each document, in microseconds since 1970."""
        return self.column(
            "first_retrieved_at", pa.timestamp("us", tz="UTC"), pa.int64()
        )

    def published_by(self, undated: int) -> np.ndarray:
        """Latest publication times as an array, with a number for undated articles."""
        return np.array(
            [undated if time is None else time for time in self.published_until],
            np.int64,
        )

    def first_of(self, a: int, b: int) -> int | None:
        """Which of two was certainly published first; None where that is not known."""
        for one, other in ((a, b), (b, a)):
            until, since = self.published_until[one], self.published[other]
            if until is not None and since is not None and until < since:
                return one
        return None

    def column(self, name: str, *types: pa.DataType) -> list[Value]:
        """A column in order of documents, cast to the types in turn."""
        if name not in self.articles.column_names:
            return [None] * len(self.own.rows)
        column = self.articles[name]
        for kind in types:
            column = column.cast(kind)
        values: list[Value] = column.take(pa.array(self.own.rows)).to_pylist()
        return values

    def text(self, document: int) -> str:
        """The whole text of a document."""
        return self.own.texts.text(int(self.own.rows[document]))

    def compare(self, a: int, b: int) -> tuple[bool | None, float | None]:
        """Whether one outlet published both, and how many days apart."""
        outlets = self.outlets[a], self.outlets[b]
        dates = self.published[a], self.published[b]
        return (
            None if None in outlets else outlets[0] == outlets[1],
            (
                None
                if dates[0] is None or dates[1] is None
                else abs(dates[0] - dates[1]) / DAY
            ),
        )

    def source_of(
        self, a: int, b: int, relation: PairRelation, lengths: tuple[int, int]
    ) -> int | None:
        """Which of a pair the other was made from; None where nothing tells."""
        found = self.direction_of(a, b, relation, lengths)
        return None if found is None else found[0]

    def direction_of(
        self, a: int, b: int, relation: PairRelation, lengths: tuple[int, int]
    ) -> tuple[int, DirectionRule] | None:
        """Which of a pair the other was made from, and what tells.

        An excerpt was made from the longer text; else the copy comes later, credits
        the outlet of its source, names it in passing, or lacks the marks of own
        reporting. What both do tells nothing.
        """
        if relation == "excerpt":
            return (a if lengths[0] > lengths[1] else b), "containment"
        first = self.first_of(a, b)
        if first is not None:
            return first, "date"
        outlets = self.outlets[a], self.outlets[b]
        texts = self.text(a), self.text(b)
        namings: tuple[Naming | None, Naming | None] = (None, None)
        if outlets[0] != outlets[1]:
            namings = (
                names_outlet(texts[0], outlets[1]),
                names_outlet(texts[1], outlets[0]),
            )
        if (namings[0] == "credit") != (namings[1] == "credit"):
            return (b if namings[0] == "credit" else a), "credit"
        if (namings[0] is None) != (namings[1] is None):
            return (a if namings[0] is None else b), "mention"
        marks = own_reporting(texts[0], outlets[0]), own_reporting(texts[1], outlets[1])
        if marks[0] != marks[1]:
            return (a if marks[0] > marks[1] else b), "own_reporting"
        return None

    def met_first(self, document: int) -> tuple[bool, int, str]:
        """Key that puts the document first that was taken in first."""
        retrieved = self.retrieved[document]
        return retrieved is None, retrieved or 0, self.own.article_ids[document]


def moment(microseconds: int | None) -> object:
    """A time for an Arrow column."""
    if microseconds is None:
        return None
    return pa.scalar(microseconds, pa.timestamp("us", tz="UTC")).as_py()

"""Furniture that was found to recur, looked up in the texts of its outlets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from transforms.documents.furniture import ANYWHERE, Furniture
from transforms.documents.furniture_words import line_key
from transforms.documents.glued import Cut, is_quoted
from transforms.documents.lines import is_evidence, split_sentences
from transforms.documents.page_rules import any_of
from warehouse.schema.terms import BlockRole

SHINGLE = 5
"""Words in a row that are looked up of a sentence. Shorter runs are turns of phrase."""
LEAST_COVERED = 0.75
"""Share of a sentence's words in such runs from which it is a variant of furniture:
another name or day in a plea."""
WORDS = re.compile(r"\w+")
HOLDS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class OutletFurniture:
    """What recurs in one outlet, and in all."""

    lines: dict[str, BlockRole] = field(default_factory=dict)
    sentences: dict[str, BlockRole] = field(default_factory=dict)
    shingles: dict[tuple[str, ...], BlockRole] = field(default_factory=dict)
    anchors: str = ""
    """Pattern for runs of words of which each sentence has one; without them no
    paragraph is cut. Empty for none."""

    def hold_anchors(self, lines: pa.Array) -> list[bool]:
        """Of each line, whether an anchor stands in it."""
        if not self.anchors:
            return [False] * len(lines)
        held: list[bool] = pc.match_substring_regex(
            lines, self.anchors, ignore_case=True
        ).to_pylist()
        return held

    def line(self, text: str) -> BlockRole | None:
        """The role of a whole line that recurs."""
        return self.lines.get(line_key(text)) if self.lines else None

    def cuts(self, line: str) -> list[Cut]:
        """The sentences of a paragraph that recur, or nearly do."""
        found: list[Cut] = []
        for start, end in split_sentences(line):
            sentence = line[start:end]
            role, rule = self.sentences.get(line_key(sentence)), "recurring_sentence"
            if role is None:
                role, rule = self._variant(sentence), "recurring_words"
            if role is not None and not is_quoted(line, start, end):
                found.append((start, end, role, rule))
        return found

    def _variant(self, sentence: str) -> BlockRole | None:
        words = WORDS.findall(sentence.casefold())
        covered = bytearray(len(words))
        role: BlockRole | None = None
        for at in range(len(words) - SHINGLE + 1):
            known = self.shingles.get(tuple(words[at : at + SHINGLE]))
            if known is not None:
                covered[at : at + SHINGLE] = b"\1" * SHINGLE
                role = role or known
        own = [word for word, known in zip(words, covered, strict=True) if not known]
        # A figure that the furniture does not have is the article's.
        if (
            sum(covered) < LEAST_COVERED * len(words)
            or any(HOLDS_DIGIT.search(word) for word in own)
            or is_evidence(sentence)
        ):
            return None
        return role


@dataclass(frozen=True, slots=True)
class KnownFurniture:
    """The frozen table, by outlet."""

    by_outlet: dict[str, OutletFurniture]
    anywhere: OutletFurniture

    @classmethod
    def read(cls, table: pa.Table) -> KnownFurniture:
        """The table as `recurring_lines` gave it.

        Columns ``kind`` and ``role`` lack in tables of older stores, which hold lines.
        """
        rows = table.to_pylist()
        by_outlet: dict[str, list[Furniture]] = {}
        for row in rows:
            one = Furniture(
                outlet=row["outlet"],
                kind=row.get("kind", "line"),
                key=row["line"],
                role=row.get("role", "notice"),
            )
            by_outlet.setdefault(one.outlet, []).append(one)
        shared = by_outlet.pop(ANYWHERE, [])
        return cls(
            {outlet: _gather([*shared, *own]) for outlet, own in by_outlet.items()},
            _gather(shared),
        )

    def of(self, outlet: str) -> OutletFurniture:
        """What recurs in an outlet."""
        return self.by_outlet.get(outlet, self.anywhere)


def _gather(rows: Iterable[Furniture]) -> OutletFurniture:
    lines: dict[str, BlockRole] = {}
    sentences: dict[str, BlockRole] = {}
    shingles: dict[tuple[str, ...], BlockRole] = {}
    anchors: set[str] = set()
    for row in rows:
        if row.kind == "line":
            lines[row.key] = row.role
            continue
        sentences[row.key] = row.role
        words = WORDS.findall(row.key)
        for at in range(len(words) - SHINGLE + 1):
            shingles.setdefault(tuple(words[at : at + SHINGLE]), row.role)
        # One from each half, so that a variant of either half is met as well.
        plain = row.key.split()
        middle = len(plain) // 2
        anchors |= {_anchor(half) for half in (plain[:middle], plain[middle:])}
    return OutletFurniture(lines, sentences, shingles, any_of(sorted(anchors)))


def _anchor(words: list[str]) -> str:
    """The longest run of three words: longer ones would miss more variants."""
    run = 3
    runs = [
        " ".join(words[at : at + run]) for at in range(max(1, len(words) - run + 1))
    ]
    return max(runs, key=len)

"""Lines and sentences of many texts as hashes, and which of them recur.

A store of a million articles has 60 million lines and sentences, so they are kept as
numbers; their words are looked up again for the few that recur.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa

from transforms.documents.furniture_words import line_key, long_words
from transforms.documents.lines import Line, split_lines, split_sentences

LONGEST_LINE = 1_000
"""Characters; longer lines are paragraphs, the longest footers seen have 100 words."""
LONGEST_SENTENCE = 400
WORD = re.compile(r"[^\W_]").search
EDGE = 0
"""Stands for the neighbour of a first or last line."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line or sentence where it stands."""

    line: str
    """The whole line."""
    start: int
    end: int
    """The line's characters that are meant: all of them, or a sentence."""

    @property
    def text(self) -> str:
        """The line or sentence."""
        return self.line[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The lines, or the sentences, of all texts in order."""

    keys: np.ndarray
    """Hash of each one's key; 0 for one that is too long to be furniture."""
    texts: np.ndarray
    """Number of its text, ascending."""
    index: np.ndarray
    """First unit of each text, and the end of the last."""

    def repeats(self, at: np.ndarray) -> float:
        """How often a key stands in each of its texts, on average."""
        own = self.keys[at[0]]
        return float(
            np.mean(
                [
                    np.count_nonzero(
                        self.keys[self.index[text] : self.index[text + 1]] == own
                    )
                    for text in self.texts[at].tolist()
                ]
            )
        )

    def beside(self, at: np.ndarray, step: int) -> np.ndarray:
        """Keys of the neighbours, one before (-1) or after (+1)."""
        other = np.clip(at + step, 0, len(self.keys) - 1)
        same = (other == at + step) & (self.texts[other] == self.texts[at])
        return np.where(same, self.keys[other], np.uint64(EDGE))

    def from_edge(self, at: np.ndarray, recurs: np.ndarray) -> np.ndarray:
        """How many units that do not recur lie between each and its text's edge.

        The nearer edge counts. ``recurs`` says of every unit whether it does.
        """
        own = np.append(0, np.cumsum(~recurs))
        texts = self.texts[at]
        found: np.ndarray = np.minimum(
            own[at] - own[self.index[texts]],
            own[self.index[texts + 1]] - own[at + 1],
        )
        return found


def _as_units(keys: array[int], counts: array[int]) -> Units:
    index = np.array(counts, np.int64)
    texts = np.arange(len(index) - 1, dtype=np.int64)
    return Units(
        keys=np.array(keys, np.uint64),
        texts=np.repeat(texts, index[1:] - index[:-1]),
        index=index,
    )


def hash_line(key: str) -> int:
    """64 bits of a line, the same on every machine."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "little")


class Shelf:
    """Texts that are read once for their hashes, and again for what recurs."""

    def __init__(self, texts: pa.ChunkedArray | pa.Array, order: Sequence[int]) -> None:
        self._texts = texts
        self._order = order
        self._words = lru_cache(maxsize=20_000)(self._words_of)
        self._places = lru_cache(maxsize=64)(self._places_of)

    def units(self) -> tuple[Units, Units]:
        """All lines, and all sentences; a line of one sentence is one of each."""
        keys, counts = (array("Q"), array("Q")), (array("q", [0]), array("q", [0]))
        for number in range(len(self._order)):
            for line in self._lines(number):
                long = len(line.text) > LONGEST_LINE
                key = 0 if long else hash_line(line_key(line.text))
                keys[0].append(key)
                sentences = split_sentences(line.text)
                if len(sentences) == 1:
                    keys[1].append(key)
                    continue
                for start, end in sentences:
                    sentence = line.text[start:end]
                    long = end - start > LONGEST_SENTENCE
                    keys[1].append(0 if long else hash_line(line_key(sentence)))
            for kind in (0, 1):
                counts[kind].append(len(keys[kind]))
        return (_as_units(keys[0], counts[0]), _as_units(keys[1], counts[1]))

    def line(self, text: int, number: int) -> Place:
        """A line of a text by its number."""
        return self._places(text)[0][number]

    def sentence(self, text: int, number: int) -> Place:
        """A sentence of a text by its number."""
        return self._places(text)[1][number]

    def words(self, text: int) -> dict[str, int]:
        """How often each long word stands in a text."""
        return self._words(text)

    def _text(self, number: int) -> str:
        return self._texts[self._order[number]].as_py() or ""

    def _lines(self, number: int) -> list[Line]:
        """The lines that hold a word: a ruled line is nobody's neighbour."""
        return [line for line in split_lines(self._text(number)) if WORD(line.text)]

    def _places_of(self, text: int) -> tuple[list[Place], list[Place]]:
        lines = [line.text for line in self._lines(text)]
        return (
            [Place(line, 0, len(line)) for line in lines],
            [
                Place(line, start, end)
                for line in lines
                for start, end in split_sentences(line)
            ],
        )

    def _words_of(self, text: int) -> dict[str, int]:
        return long_words(self._text(text))


def recurring(
    units: Units, groups: np.ndarray | None, *, least: int
) -> Iterator[np.ndarray]:
    """The places of each key that stands in enough texts, one place for each text.

    Args:
        units: Lines or sentences.
        groups: Number of each text's group, to count each group apart; None for all.
        least: Texts in which the key has to stand.
    """
    known = np.flatnonzero(units.keys != EDGE)
    keys = units.keys[known]
    if groups is not None:
        # Odd constant of the golden ratio: spreads small numbers over all bits.
        spread = groups.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        keys = keys ^ spread[units.texts[known]]
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], known[order]
    texts = units.texts[places]
    first = np.ones(len(keys), bool)
    first[1:] = (keys[1:] != keys[:-1]) | (texts[1:] != texts[:-1])
    keys, places = keys[first], places[first]
    bounds = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    ends = np.append(bounds[1:], len(keys))
    often = ends - bounds >= least
    # In order of the first place, so that nothing depends on the values of hashes.
    for start, end in sorted(
        zip(bounds[often].tolist(), ends[often].tolist(), strict=True),
        key=lambda run: int(places[run[0]]),
    ):
        yield places[start:end]

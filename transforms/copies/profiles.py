"""Profiles of many texts, made once and held where there is room."""

from __future__ import annotations

import numpy as np

from transforms.copies.frequencies import IdfTable
from transforms.copies.terms import Profiles, profile
from transforms.copies.texts import OwnTexts
from transforms.copies.tokens import tokenize
from transforms.copies.work import Scratch, blocks_of_rows, on_all_cores

HALF = np.uint64(32)
"""Profiles hold the upper half of a hash: half of the memory, for one false match in
some five thousand pairs of long articles."""

FIRST = 1 << 16
"""Elements of a list when it is made."""


class Growing:
    """An array that is appended to; what it outgrows is copied once."""

    def __init__(self, kind: type, scratch: Scratch) -> None:
        """An empty one."""
        self._kind, self._scratch = kind, scratch
        self._held = scratch(FIRST, kind)
        self.length = 0

    def reserve(self, length: int) -> None:
        """Make room for that many elements in all."""
        if length > len(self._held):
            larger = self._scratch(length, self._kind)
            larger[: self.length] = self._held[: self.length]
            self._held = larger

    def append(self, values: np.ndarray) -> None:
        """Add elements at the end."""
        end = self.length + len(values)
        if end > len(self._held):
            self.reserve(max(end, len(self._held) * 3 // 2))
        self._held[self.length : end] = values
        self.length = end

    @property
    def values(self) -> np.ndarray:
        """The elements."""
        return self._held[: self.length]


class ProfileStore:
    """Profiles of documents by number: 9 KB for an article of 1,000 words.

    Hashes are cut to 32 bits and weights to single floats.
    """

    def __init__(self, own: OwnTexts, table: IdfTable, scratch: Scratch) -> None:
        """A store without profiles."""
        self._own, self._table = own, table
        self._place = np.full(len(own.rows), -1, np.int64)
        self._lists = {
            name: Growing(kind, scratch)
            for name, kind in {
                "words": np.uint32,
                "weights": np.float32,
                "idf": np.float32,
                "names": np.bool_,
                "shingles": np.uint32,
                "index": np.int64,
                "shingle_index": np.int64,
                "norms": np.float64,
                "lengths": np.int64,
            }.items()
        }
        for name in ("index", "shingle_index"):
            self._lists[name].append(np.zeros(1, np.int64))

    def make_room(self, size: int) -> None:
        """Reserve what texts of that many bytes take, so that little is copied.

        News in English has a word for every six bytes, every second one a new one.
        """
        for name in ("words", "weights", "idf", "names"):
            self._lists[name].reserve(self._lists[name].length + size // 11)
        shingles = self._lists["shingles"]
        shingles.reserve(shingles.length + size // 6)

    def add(self, documents: np.ndarray, made: Profiles) -> None:
        """Keep the profiles of documents that had none."""
        lists = self._lists
        self._place[documents] = lists["norms"].length + np.arange(len(documents))
        lists["index"].append(made.index[1:] + lists["words"].length)
        lists["shingle_index"].append(made.shingle_index[1:] + lists["shingles"].length)
        lists["words"].append(made.words >> HALF)
        lists["shingles"].append(made.shingles >> HALF)
        for name in ("weights", "idf", "names", "norms", "lengths"):
            lists[name].append(getattr(made, name))

    def add_missing(self, documents: np.ndarray) -> None:
        """Make the profiles of those of the documents that have none."""
        missing = documents[self._place[documents] < 0]
        own = self._own
        blocks = list(blocks_of_rows(own.texts.offsets, own.rows[missing]))

        def work(rows: np.ndarray) -> Profiles:
            return profile(tokenize(own.texts, rows), self._table)

        done = 0
        for made in on_all_cores(work, blocks):
            last = done + len(made.norms)
            self.add(missing[done:last], made)
            done = last

    def places(self, documents: np.ndarray) -> np.ndarray:
        """Where the documents stand in `profiles`; -1 for those without one."""
        places: np.ndarray = self._place[documents]
        return places

    def profiles(self) -> Profiles:
        """All profiles, in the order in which they were added."""
        return Profiles(**{name: held.values for name, held in self._lists.items()})

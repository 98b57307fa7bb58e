"""Texts as UTF-8 bytes, left where they lie, with the parts that are compared."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Texts as bytes, with the parts of them that are compared.

    The bytes stay where they are, so that a mapped file is read as it is needed.
    """

    chunks: tuple[np.ndarray, ...]
    """UTF-8 bytes of runs of texts, in order."""
    chunk_offsets: np.ndarray
    """First byte of each chunk, counted over all of them."""
    offsets: np.ndarray
    """First byte of each text, and the end of the last, counted over all chunks."""
    part_index: np.ndarray
    """First part of each text, and the end of the last."""
    part_start: np.ndarray
    part_end: np.ndarray
    """Half-open parts in code points of their text, ascending."""

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def gather(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The bytes of some texts, one after the other, and where each begins."""
        starts = self.offsets[rows]
        sizes = self.offsets[rows + 1] - starts
        index = np.append(0, np.cumsum(sizes)).astype(np.int64)
        data = np.empty(max(int(index[-1]), 1), np.uint8)
        chunk = np.searchsorted(self.chunk_offsets, starts, side="right") - 1
        starts = starts - self.chunk_offsets[chunk]
        for c, start, size, place in zip(
            chunk.tolist(),
            starts.tolist(),
            sizes.tolist(),
            index[:-1].tolist(),
            strict=True,
        ):
            data[place : place + size] = self.chunks[c][start : start + size]
        return data, index

    def text(self, row: int) -> str:
        """One whole text."""
        start, end = int(self.offsets[row]), int(self.offsets[row + 1])
        chunk = bisect_right(self.chunk_offsets, start) - 1
        first = int(self.chunk_offsets[chunk])
        return self.chunks[chunk][start - first : end - first].tobytes().decode("utf-8")


def prepare_texts(texts: pa.ChunkedArray | pa.Array) -> Texts:
    """The texts as bytes, to be compared whole; null is the empty text."""
    arrays = texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]
    chunks, offsets, first = [np.zeros(0, np.uint8)], [np.zeros(1, np.int64)], [0]
    for plain in arrays:
        array = plain.cast(pa.large_string())
        if array.null_count:
            array = array.fill_null("")
        if not len(array):
            continue
        _, places, data = array.buffers()
        ends = np.frombuffer(places, np.int64)
        ends = ends[array.offset : array.offset + len(array) + 1]
        if data is not None and ends[-1] > ends[0]:
            chunks.append(np.frombuffer(data, np.uint8)[ends[0] : ends[-1]])
            first.append(int(offsets[-1][-1]))
        offsets.append(ends[1:] - ends[0] + offsets[-1][-1])
    n = len(texts)
    return Texts(
        chunks=tuple(chunks),
        chunk_offsets=np.array(first, np.int64),
        offsets=np.concatenate(offsets),
        part_index=np.arange(n + 1, dtype=np.int64),
        part_start=np.zeros(n, np.int32),
        part_end=np.full(n, np.iinfo(np.int32).max, np.int32),
    )

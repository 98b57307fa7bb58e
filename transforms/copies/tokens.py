"""Words of texts as 64-bit hashes with their places, made in one pass over the bytes.

A word is a run of letters, digits and marks. Case is folded for Latin, Greek and
Cyrillic; soft hyphens and zero-width characters are passed over; ``'s`` is dropped and
other apostrophes join (``don't``); a comma between digits is passed over, a point
between digits is kept. Scripts written without spaces give one token for each pair of
neighbouring characters. Hashes are FNV-1a over code points with a final mix of
MurmurHash3 (fmix64), so they are the same on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from transforms.copies.compiled import Value, compiled
from transforms.copies.encoded import Texts, prepare_texts

NAME = 1
"""Flag: begins with a capital letter inside a sentence."""
DIGIT = 2
"""Flag: holds a digit."""
OPENS = 4
"""Flag: first word of a sentence or line."""
QUOTED = 8
"""Flag: stands between double quotation marks of one paragraph."""

FNV_OFFSET = np.uint64(14695981039346656037)
FNV_PRIME = np.uint64(1099511628211)
MIX_1 = np.uint64(0xFF51AFD7ED558CCD)
MIX_2 = np.uint64(0xC4CEB9FE1A85EC53)
SHIFT = np.uint64(33)
EVEN = ~np.uint64(1)
"""Hashes are even: the lowest bit is free for a mark when words are sorted."""

SEPARATOR, LETTER, SINGLE, SILENT = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Words of several texts, in order."""

    index: np.ndarray
    """First word of each text, and the end of the last."""
    hashes: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    """Places in code points of the text."""
    flags: np.ndarray


def tokenize(texts: Texts, rows: np.ndarray) -> Tokens:
    """The words of some of the texts, in the order of ``rows``."""
    data, offsets = texts.gather(rows)
    # A word takes one byte and a separator at least, a pair of characters three.
    room = int(offsets[-1]) // 2 + len(rows) + 1
    hashes = np.empty(room, np.uint64)
    starts = np.empty(room, np.int32)
    ends = np.empty(room, np.int32)
    flags = np.empty(room, np.uint8)
    index = np.zeros(len(rows) + 1, np.int64)
    fill_tokens(
        data,
        offsets,
        texts.part_index,
        texts.part_start,
        texts.part_end,
        rows.astype(np.int64),
        index,
        hashes,
        starts,
        ends,
        flags,
    )
    n = int(index[-1])
    return Tokens(
        index=index,
        hashes=hashes[:n].copy(),
        starts=starts[:n].copy(),
        ends=ends[:n].copy(),
        flags=flags[:n].copy(),
    )


def without_quotations(
    tokens: Tokens, *, least_share: float = 0.35, least_words: int = 40
) -> Tokens:
    """The words that the newsrooms themselves wrote: none between quotation marks.

    Independent reports of one speech share what was said. A text that is mostly
    quotation is left whole, as too little would be left to tell by.

    Args:
        tokens: The texts.
        least_share: Share of a text's words that has to be left.
        least_words: Words that have to be left.
    """
    quoted = (tokens.flags & QUOTED) != 0
    lengths = np.diff(tokens.index)
    text = np.repeat(np.arange(len(lengths)), lengths)
    left = np.bincount(text[~quoted], minlength=len(lengths))
    cut = (left >= least_share * lengths) & (left >= least_words)
    kept = ~(quoted & cut[text])
    index = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(np.bincount(text[kept], minlength=len(lengths)), out=index[1:])
    return Tokens(
        index=index,
        hashes=tokens.hashes[kept],
        starts=tokens.starts[kept],
        ends=tokens.ends[kept],
        flags=tokens.flags[kept],
    )


def text_keys(tokens: Tokens) -> list[bytes]:
    """16 bytes for each text that are equal where the words are equal, in order."""
    keys = np.zeros((len(tokens.index) - 1, 2), np.uint64)
    fill_keys(tokens.index, tokens.hashes, keys)
    return [key.tobytes() for key in keys]


def hash_word(word: str) -> int:
    """The hash of one word, as `tokenize` gives it."""
    tokens = tokenize(prepare_texts(pa.array([word])), np.zeros(1, np.int64))
    if len(tokens.hashes) != 1:
        raise ValueError(f"{word!r} is not one word but {len(tokens.hashes)}")
    return int(tokens.hashes[0])


@compiled
def kind_of(code: Value) -> Value:
    """Whether a code point parts words, belongs to one, is one, or is passed over."""
    if code < 0x80:
        if 48 <= code <= 57 or 97 <= code <= 122 or 65 <= code <= 90:
            return LETTER
        return SEPARATOR
    if code < 0xC0:
        if code == 0xAD:
            return SILENT
        return LETTER if code in (0xAA, 0xB5, 0xBA) else SEPARATOR
    if code < 0x2000:
        if 0x300 <= code < 0x370:
            return SILENT
        return (
            SEPARATOR
            if code
            in (0xD7, 0xF7, 0x37E, 0x589, 0x60C, 0x61B, 0x61F, 0x6D4, 0x964, 0x965)
            else LETTER
        )
    if code < 0x2C00:
        return SILENT if 0x200B <= code <= 0x200F or code == 0x2060 else SEPARATOR
    if code < 0x3040:
        return LETTER if code < 0x2E00 else SEPARATOR
    if code < 0xA000:
        return SINGLE
    if code < 0xD800:
        return LETTER
    if 0xF900 <= code < 0xFB00 or code >= 0x20000:
        return SINGLE
    if code == 0xFEFF or 0xFE00 <= code < 0xFE10:
        return SILENT
    if 0xFF10 <= code <= 0xFF19 or 0xFF21 <= code <= 0xFF3A or 0xFF41 <= code <= 0xFF5A:
        return LETTER
    return LETTER if 0x10000 <= code < 0x1F000 or 0xFB00 <= code < 0xFE00 else SEPARATOR


@compiled
def fold(code: Value) -> Value:
    """The code point in lower case."""
    if code < 0x80:
        return code + 32 if 65 <= code <= 90 else code
    if 0xC0 <= code <= 0xDE:
        return code + 32
    if 0x100 <= code < 0x180:
        odd = 0x139 <= code <= 0x148 or 0x179 <= code <= 0x17E
        return code + 1 if (code % 2 == 1) == odd and code != 0x17F else code
    if 0x391 <= code <= 0x3A9 or 0x410 <= code <= 0x42F:
        return code + 32
    if 0x400 <= code <= 0x40F:
        return code + 80
    if 0xFF10 <= code <= 0xFF5A:
        return fold_ascii(code - 0xFEE0)
    return code


@compiled
def fold_ascii(code: Value) -> Value:
    """The ASCII code point in lower case."""
    return code + 32 if 65 <= code <= 90 else code


@compiled
def mix(value: Value) -> Value:
    """The final mix of MurmurHash3: every bit depends on every bit."""
    value ^= value >> SHIFT
    value *= MIX_1
    value ^= value >> SHIFT
    value *= MIX_2
    return (value ^ (value >> SHIFT)) & EVEN


@compiled
def decode(data: Value, place: Value) -> Value:
    """The code point at a byte and the number of its bytes."""
    first = np.int64(data[place])
    if first < 0x80:
        return first, 1
    if first < 0xE0:
        return (first & 0x1F) << 6 | (np.int64(data[place + 1]) & 0x3F), 2
    if first < 0xF0:
        high = (first & 0x0F) << 12 | (np.int64(data[place + 1]) & 0x3F) << 6
        return high | (np.int64(data[place + 2]) & 0x3F), 3
    high = (first & 0x07) << 18 | (np.int64(data[place + 1]) & 0x3F) << 12
    low = (np.int64(data[place + 2]) & 0x3F) << 6
    return high | low | (np.int64(data[place + 3]) & 0x3F), 4


@compiled
def fill_tokens(
    data: Value,
    offsets: Value,
    part_index: Value,
    part_start: Value,
    part_end: Value,
    rows: Value,
    index: Value,
    hashes: Value,
    starts: Value,
    ends: Value,
    flags: Value,
) -> Value:
    """Write the words of the rows' texts into the arrays given.

    Characters are looked up in tuples: numba builds a set anew for each of them.
    """
    n = 0
    for r in range(len(rows)):
        row = rows[r]
        place, stop = offsets[r], offsets[r + 1]
        part, last_part = part_index[row], part_index[row + 1]
        at = 0  # code point that `place` stands on
        opens = True
        quoted = False
        last = np.int64(32)
        in_word = False
        value = FNV_OFFSET
        flag = 0
        previous = np.int64(0)  # last code point of the word, for its commas
        single = np.int64(0)  # last character of a script without spaces
        while place < stop:
            while part < last_part and at >= part_end[part]:
                part += 1
                opens = True
                quoted = False
                single = np.int64(0)
                if in_word:
                    hashes[n], ends[n], flags[n] = mix(value), at, flag
                    n += 1
                    in_word = False
            if part == last_part:
                break
            code, width = decode(data, place)
            if at < part_start[part]:
                place += width
                at += 1
                continue
            kind = kind_of(code)
            # Whether a straight quotation mark would close here: it follows a sign.
            touching = last > 32 and last not in (40, 160) and last < 8208
            last = code
            if kind == LETTER:
                if not in_word:
                    in_word = True
                    value = FNV_OFFSET
                    flag = OPENS if opens else 0
                    if not opens and fold(code) != code:
                        flag |= NAME
                    if quoted:
                        flag |= QUOTED
                    opens = False
                    starts[n] = at
                if 48 <= code <= 57:
                    flag |= DIGIT
                value = (value ^ np.uint64(fold(code))) * FNV_PRIME
                previous = code
                single = np.int64(0)
            elif kind == SINGLE:
                if in_word:
                    hashes[n], ends[n], flags[n] = mix(value), at, flag
                    n += 1
                    in_word = False
                if single:
                    value = (FNV_OFFSET ^ np.uint64(single)) * FNV_PRIME
                    value = (value ^ np.uint64(code)) * FNV_PRIME
                    hashes[n], starts[n], ends[n] = mix(value), at - 1, at + 1
                    flags[n] = 0
                    n += 1
                single = code
            elif kind == SEPARATOR:
                ended = True
                if in_word and place + width < stop:
                    following, next_width = decode(data, place + width)
                    if kind_of(following) == LETTER:
                        digits = 48 <= previous <= 57 and 48 <= following <= 57
                        if code in (39, 8217):
                            after = place + width + next_width
                            tail = False
                            if following in (115, 83):
                                tail = True
                                if after < stop:
                                    beyond, _ = decode(data, after)
                                    tail = kind_of(beyond) != LETTER
                            ended = tail
                            if tail:
                                hashes[n], ends[n], flags[n] = mix(value), at, flag
                                n += 1
                                in_word = False
                                place += width + next_width
                                at += 2
                                continue
                        elif code == 44 and digits:
                            ended = False
                        elif code == 46 and digits:
                            ended = False
                            value = (value ^ np.uint64(46)) * FNV_PRIME
                if ended:
                    if in_word:
                        hashes[n], ends[n], flags[n] = mix(value), at, flag
                        n += 1
                        in_word = False
                    single = np.int64(0)
                    if code == 34:
                        quoted = not quoted and not touching
                    elif code == 0x201C:
                        quoted = True
                    elif code in (8221, 10):
                        quoted = False
                    # A quotation mark opens a sentence; a space changes nothing.
                    if code in (10, 13, 33, 46, 58, 63, 34, 0x201C, 0x2018, 0x2026):
                        opens = True
                    elif code not in (32, 160, 9):
                        opens = opens and code not in (44, 59)
            place += width
            at += 1
        if in_word:
            hashes[n], ends[n], flags[n] = mix(value), at, flag
            n += 1
        index[r + 1] = n


@compiled
def fill_keys(index: Value, hashes: Value, keys: Value) -> Value:
    """Write the keys of the texts' word sequences."""
    for r in range(len(index) - 1):
        first, second = FNV_OFFSET, MIX_1
        for i in range(index[r], index[r + 1]):
            first = (first ^ hashes[i]) * FNV_PRIME
            second = mix(second + hashes[i])
        keys[r, 0], keys[r, 1] = first, second

"""Units of speech: sentences with their quotations folded into one item each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.figures.cues import read_cues
from transforms.figures.shapes import DASHES, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.figures.quotations import Span
    from transforms.figures.speech_tokens import Tokens

NEAR = 6
"""Words within which a cue follows its quotation (`Mr Hale of Tarn Water asked`)."""

LONGEST = 2_000
"""Characters of a unit to which a sentence in lower case is still joined."""


def build_units(
    tokens: Tokens,
    lines: list[tuple[int, int]],
    sentences: Sequence[tuple[int, int]],
    spans: list[Span],
) -> list[Unit]:
    """Sentences with their quotations folded; none ends inside a quotation."""
    outer = [(number, span) for number, span in enumerate(spans) if not span.nested]
    merged: list[list[int]] = []
    q = 0
    for start, end in sentences:
        while q < len(outer) and outer[q][1].outer_end <= start:
            q += 1
        inside = q < len(outer) and outer[q][1].outer_start < start
        goes_on = (
            tokens.text[start : start + 1].islower()
            and bool(merged)
            and start - merged[-1][0] < LONGEST
        ) or (
            tokens.text[start - 1 : start].isspace()
            and q > 0
            and closes_at(tokens, outer[q - 1][1], start)
        )
        if (
            merged
            and (inside or goes_on)
            and "\n" not in tokens.text[merged[-1][1] : start]
        ):
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    units: list[Unit] = []
    line = q = 0
    for start, end in merged:
        while line + 1 < len(lines) and lines[line + 1][0] <= start:
            line += 1
        while q < len(outer) and outer[q][1].outer_end <= start:
            q += 1
        items: list[int] = []
        quotes: list[int] = []
        token = tokens.at(start)
        while token < len(tokens.starts) and tokens.starts[token] < end:
            while q < len(outer) and outer[q][1].outer_end <= tokens.starts[token]:
                q += 1
            if q < len(outer) and outer[q][1].outer_start <= tokens.starts[token]:
                number, span = outer[q]
                items.append(-(number + 1))
                quotes.append(number)
                token = max(tokens.at(span.outer_end), token + 1)
                continue
            items.append(token)
            token += 1
        units.append(
            Unit(start=start, end=end, paragraph=line, items=items, quotes=quotes)
        )
    return units


def closes_at(tokens: Tokens, span: Span, start: int) -> bool:
    """Whether a sentence that starts after a quotation tells who said it.

    `“Why?” Ida Marlow asked.` is cut after the mark; a cue within a few words makes
    it one again.
    """
    text = tokens.text
    if text[span.outer_end : start].strip():
        return False
    if text[start] in DASHES:
        return True
    if text[span.end - 1] not in "?!,…—–":
        return False
    cues = read_cues()
    first = tokens.at(start)
    for word in tokens.lower[first : first + NEAR]:
        cue = cues.get(word)
        if cue is not None and cue.form in {"past", "third"}:
            return bool(cue.classes & {"free", "that"})
        if not word[0].isalnum():
            return False
    return False

"""Texts made comparable character by character, for matching only."""

from __future__ import annotations

import re

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_JOINED = re.compile(
    rf"(?<=[\d.,£$€])[{_INVISIBLE}]+(?=[\d.,])|(?<=[^\W\d_])\u00ad+(?=[^\W\d_])"
)
"""Signs without width inside a number (`1,\u200b000`), and soft hyphens in a word."""

_ONE_TO_ONE = (
    # Spaces that hold a number together stay apart from those that end a word.
    ("\u2009", "\xa0"),
    ("\u202f", "\xa0"),
    ("\u2007", "\xa0"),
    ("\u2008", "\xa0"),
    ("\u2002", " "),
    ("\u2003", " "),
    ("\u200a", "\xa0"),
    ("\t", " "),
    ("\r", " "),
    ("\u2019", "'"),
    ("\u2018", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2010", "-"),
    ("\u2011", "-"),
    ("\u2012", "\u2013"),
    ("\u2015", "\u2014"),
    ("\u2212", "-"),
    ("\uff05", "%"),
    ("\uffe1", "\u00a3"),
    ("\uff04", "$"),
    ("\uffe5", "\u00a5"),
)


def comparable(text: str) -> str:
    """Return the text in lower case with plain spaces, quotes and dashes.

    Every character keeps its place, so offsets in the result are offsets in the
    text. A character whose lower case is longer (`İ`) is left as it is.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    if lowered.isascii():
        return lowered.replace("\t", " ").replace("\r", " ")
    for old, new in _ONE_TO_ONE:
        lowered = lowered.replace(old, new)
    return lowered


def without_joints(text: str) -> tuple[str, list[int] | None]:
    """Return the text without invisible signs in its numbers and words.

    With it comes the place of every character that is left, or None where nothing
    was taken out.
    """
    if text.isascii():
        return text, None
    cuts = [match.span() for match in _JOINED.finditer(text)]
    if not cuts:
        return text, None
    places: list[int] = []
    at = 0
    for start, end in [*cuts, (len(text), len(text))]:
        places += range(at, start)
        at = end
    return "".join([text[place] for place in places]), places

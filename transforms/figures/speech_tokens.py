"""Words and marks of a text with their places, as the speech stage reads them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S., J.D.
    r"|\d+(?:[.,:]\d+)*(?:[\-\u2010\u2011]?[^\W\d_]+)*"
    r"|[^\W_]+(?:['’\-\u2010\u2011&][^\W_]+)*"
    r"|[^\w\s]"
)
"""One word (inner apostrophes and hyphens belong to it), number or mark."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into words and marks; four lists of one length."""

    text: str
    words: list[str]
    lower: list[str]
    """Lower case, without a possessive ending, so that lists can be asked."""
    starts: list[int]
    ends: list[int]

    def at(self, place: int) -> int:
        """Index of the first token that starts at a place or after it."""
        return bisect_left(self.starts, place)

    def surface(self, first: int, last: int) -> str:
        """Text from one token through another, both included."""
        return self.text[self.starts[first] : self.ends[last]]


def bare(word: str) -> str:
    """The word in lower case without its possessive ending."""
    lower = word.lower()
    if lower[-2:] in {"'s", "’s"}:
        return lower[:-2]
    return lower


def tokenize(text: str) -> Tokens:
    """The words and marks of a text, in order."""
    found = [(match.group(), match.span()) for match in TOKEN.finditer(text)]
    words = [word for word, _ in found]
    return Tokens(
        text=text,
        words=words,
        lower=[bare(word) for word in words],
        starts=[span[0] for _, span in found],
        ends=[span[1] for _, span in found],
    )

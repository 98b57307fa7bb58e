"""The direction of a change, from the words round a number."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from transforms.figures.measures import data_table
from transforms.figures.numerals import alternation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from warehouse.schema.terms import ChangeDirection


class ChangeTable(NamedTuple):
    """Words of change by their direction."""

    words: Mapping[str, ChangeDirection]
    after: re.Pattern[str]
    after_words: Mapping[str, ChangeDirection]
    factors: Mapping[str, tuple[Decimal, ChangeDirection]]


@cache
def change_table() -> ChangeTable:
    """Words of `changes.toml`."""
    data = data_table("changes.toml")
    sides: tuple[ChangeDirection, ...] = ("up", "down")
    words = {word: side for side in sides for word in data[side]}
    after_words = {word: side for side in sides for word in data[f"nouns_{side}"]}
    factors: dict[str, tuple[Decimal, ChangeDirection]] = {
        word: (Decimal(str(factor)), side)
        for word, (factor, side) in data["factors"].items()
    }
    pattern = re.compile(
        rf"[ \xa0](?:(?:year-on-year|year-over-year|annual|overall|pay|price"
        rf"|tax|wage|salary|further|quarterly|monthly|sharp|steep|point"
        rf"|percentage"
        rf"|average) )?(?P<word>{alternation([*after_words])})(?![\w-])"
    )
    return ChangeTable(words, pattern, after_words, factors)


_ADVERBS = frozenset(
    "sharply slightly steadily rapidly dramatically significantly back further "
    "again modestly marginally".split()
)
_PHRASAL = frozenset(
    "made make makes making set sets setting pick picked picks took take takes "
    "turned turn turns end ended ends put puts give gave gives come came comes "
    "split broke break grew sum hold held opened open hung signed sign backed "
    "lined line stood stand stepped step ended wake woke".split()
)

_STATES = frozenset(
    "is was were are be been still now also and finished closed ended stood , "
    "( - –".split()
) | {""}
"""Before `up 12` these make it a change; a verb would make it a phrasal verb."""


_GONE = frozenset(
    "go goes going gone went come comes coming came driven drove pushed put brought "
    "move moved moves".split()
)
"""Verbs with which `up by a fifth` is a change."""

_AMOUNTS = frozenset({"loss", "losses", "discount"})
"""Nouns of change that name sums of money too."""


def direction_before(
    before: Sequence[str], *, bare: bool, amount: bool = False
) -> ChangeDirection | None:
    """Direction that the words before a number give it, or None.

    `bare` numbers count or measure things; only a plain `up` or `down` before them
    makes a change, for `added 12` and `opening up 720 acres` say something else.
    An `amount` is a sum of money.
    """
    words = change_table().words
    if not before:
        return None
    last = before[-1]
    earlier = before[-2] if len(before) > 1 else ""
    if last in words:
        if last not in {"up", "down"}:
            return None if bare else words[last]
        if earlier in _PHRASAL or (bare and earlier not in _STATES):
            return None
        return words[last]
    if last in _ADVERBS and earlier in words:
        return words[earlier]
    if last == "of" and earlier in {"up", "down"}:
        # "made up of 191 passengers"
        return None
    if last == "of" and earlier in words:
        # "a loss of 63 cents" is what was lost, "a loss of 3%" how far it went down.
        return None if amount and earlier in _AMOUNTS else words[earlier]
    if last == "by":
        near = before[-7:-1]
        for index in range(len(near) - 1, -1, -1):
            word = near[index]
            plain = word not in {"up", "down"} or (
                (near[index - 1] if index else "") in _STATES | _GONE
            )
            if word in words and plain:
                return words[word]
            if word in {",", ".", ";", "\n"}:
                break
    return None


def direction_after(text: str, end: int) -> ChangeDirection | None:
    """Direction that the word after a percentage gives it (`a 5% rise`)."""
    table = change_table()
    match = table.after.match(text, end)
    return table.after_words[match.group("word")] if match else None


def mentions_change(before: Sequence[str]) -> bool:
    """Whether a word of change stands among the words, in the same clause."""
    words = change_table().words
    for word in reversed(before[-9:]):
        if word in {".", ";", "\n", "?", "!"}:
            return False
        if word in words:
            return True
    return False

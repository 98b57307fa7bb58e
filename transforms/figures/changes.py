"""The direction of a change, from the words round a number."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from transforms.figures.numerals import alternation
from transforms.figures.units import data_table

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
        rf"[ \xa0](?:(?:year-on-year|year-over-year|annual|overall|pay|price|tax|wage|salary|further|quarterly|monthly|sharp|steep|point|percentage|average) )?(?P<word>{alternation([*after_words])})(?![\w-])"
    )
    return ChangeTable(words, pattern, after_words, factors)


_SKIP = frozenset(
    "by of a an another further the only just as much more than nearly about around roughly almost some to".split()
)
_ADVERBS = frozenset(
    "sharply slightly steadily rapidly dramatically significantly back further again modestly marginally".split()
)
_MADE_UP = frozenset(
    "made make makes making set sets setting pick picked picks took take takes turned turn turns end ended ends put puts give gave gives come came comes split broke break grew sum hold held opened open hung signed sign backed lined line stood stand stepped step ended wake woke".split()
)


def direction_before(
    before: Sequence[str], *, bare: bool
) -> tuple[ChangeDirection | None, int]:
    """Direction that the words before a number give it, and how many words it took.

    `bare` numbers have no unit; for them only the nearest word counts.
    """
    words = change_table().words
    if not before:
        return None, 0
    last = before[-1]
    if last in words:
        if last in {"up", "down"} and len(before) > 1 and before[-2] in _MADE_UP:
            return None, 0
        if bare and last not in {"up", "down"}:
            return None, 0
        return words[last], 1
    if last in _ADVERBS and len(before) > 1 and before[-2] in words:
        return words[before[-2]], 0
    if last == "by":
        for word in reversed(before[-7:-1]):
            if word in words:
                return words[word], 0
            if word in {",", ".", ";", "\n"}:
                break
        return None, 0
    if last == "of" and len(before) > 1 and before[-2] in words:
        return words[before[-2]], 0
    return None, 0


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

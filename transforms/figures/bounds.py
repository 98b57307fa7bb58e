"""Bounds that words beside a number put on it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from transforms.figures.measures import data_table
from transforms.figures.numerals import ONES, TENS, alternation

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_PHRASE_WORDS = 6
MAX_STACK = 4
"""`well north of about` stacks two; nobody stacks more than four."""


class Word(NamedTuple):
    """A word or sign before the number."""

    start: int
    text: str


class Blur(NamedTuple):
    """What the words before a number say about it."""

    start: int
    """First character of the first of these words."""
    rules: tuple[str, ...]
    """Rules, the nearest to the number first."""
    remaining: int
    """How many of the words before the number were left over."""


class BoundsTable(NamedTuple):
    """Approximators by phrase, compiled for matching."""

    before: Mapping[str, str]
    after: Mapping[str, str]
    after_pattern: re.Pattern[str]
    share: Mapping[str, Decimal]


@cache
def bounds_table() -> BoundsTable:
    """Approximators of `bounds.toml`."""
    data = data_table("bounds.toml")
    before = {
        phrase: rule for rule, phrases in data["before"].items() for phrase in phrases
    }
    after = {
        phrase: rule for rule, phrases in data["after"].items() for phrase in phrases
    }
    # "equal to 50 or less than 60": what follows bounds the next number.
    number = alternation([*ONES, *TENS, "hundred", "half"])
    pattern = re.compile(
        rf"(?:[ \xa0]|, )?(?P<phrase>{alternation([*after])})(?![\w])"
        rf"(?![ ]?[$£€]?\d|[ ](?:than|{number})(?!\w))"
    )
    share = {rule: Decimal(str(value)) for rule, value in data["presets"].items()}
    return BoundsTable(before, after, pattern, share)


_WORDS_BEFORE = re.compile(
    r"[a-z][a-z']*(?:\.(?=[ \xa0]))?|\d[\d,.]*|[<>≥≤=~≈≧≦]+|[^\w\s]|\n"
)


def words_before(text: str, start: int, *, width: int = 72) -> list[Word]:
    """Words and signs of the same line before the number, in order."""
    begin = max(0, start - width)
    return [
        Word(match.start(), match.group())
        for match in _WORDS_BEFORE.finditer(text, begin, start)
    ]


_ASKS_ABOUT = frozenset(
    "talk talks talking talked ask asks asked asking know knows knew tell told telling "
    "think thinks thinking thought worry worried worries question questions concern "
    "concerns concerned learn learned learnt speak speaks speaking spoke story stories "
    "information complain complained complaints doubt doubts hear heard read write "
    "wrote joke jokes debate excited what how details something anything "
    "nothing".split()
)


_MOVING = frozenset(
    "back way right inch inched inches inching creep creeps crept creeping climb "
    "climbs climbed climbing go goes going went come comes came coming get gets got "
    "getting catch caught bring brings brought bringing push pushed pushes pushing "
    "drive drove driven driving move moved moves moving step stepped walk walked "
    "live lives lived living stand stands stood build built edge edged edging tick "
    "ticked ticking shoot shot add adds added "
    "rise rises rose risen rising jump jumped jumps "
    "jumping bounce bounced race raced racing run ran".split()
)
"""Before `up to 300` these say that something reached it, not that it is the most."""


def _moved(words: list[Word]) -> bool:
    """Whether `up to` continues a movement: `inching back up to 300`."""
    return bool(words) and words[-1].text in _MOVING


def read_before(words: list[Word]) -> Blur:
    """Approximators directly before the number."""
    table = bounds_table().before
    rules: list[str] = []
    at = len(words)
    start = -1
    while at and len(rules) < MAX_STACK:
        found = 0
        for size in range(min(MAX_PHRASE_WORDS, at), 0, -1):
            phrase = " ".join(word.text for word in words[at - size : at])
            rule = table.get(phrase)
            if rule is not None:
                found = size
                break
        if not found:
            # "at least the 20", "more than a 20"
            break
        if (
            found == 1
            and at > 1
            and words[at - 1].text in {"about", "over"}
            and words[at - 2].text in _ASKS_ABOUT
        ):
            break
        if found == 2 and rule == "at_most" and _moved(words[: at - 2]):
            break
        rules.append(rule or "")
        at -= found
        start = words[at].start
        if at and words[at - 1].text == "well" and rules[-1] in {"at_least", "at_most"}:
            at -= 1
            start = words[at].start
    return Blur(start, tuple(rules), at)


class Bounds(NamedTuple):
    """Low, best and high of a number."""

    low: Decimal | None
    best: Decimal | None
    high: Decimal | None
    rule: str


_NEUTRAL = frozenset({"exact", "further", "every"})


def apply_rules(value: Decimal, rules: tuple[str, ...]) -> Bounds:
    """Bounds of a value under stacked approximators.

    A closed side outranks a blurred one, so `at least about 20` has no upper bound.
    """
    named = [rule for rule in rules if rule not in _NEUTRAL]
    if not named:
        return Bounds(value, value, value, "exact")
    for rule in ("at_least", "at_most", "nearly", "just_over", "about"):
        if rule in named:
            break
    share = bounds_table().share
    if rule == "at_least":
        return Bounds(value, value, None, rule)
    if rule == "at_most":
        return Bounds(None, value, value, rule)
    spread = abs(value) * share[rule]
    low = value if rule == "just_over" else value - spread
    high = value if rule == "nearly" else value + spread
    return Bounds(low, value, high, rule)

"""Ranges and ratios: two numbers that say one thing."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from transforms.figures.bounds import words_before
from transforms.figures.changes import change_table
from transforms.figures.digits import glued_scale
from transforms.figures.quantities import Quantity, read_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

_JOIN = re.compile(
    r"(?P<hang>-[ ](?:to|or)[ ])|(?P<tohyphen>-to-|[ ]to-)"
    r"|(?P<dash>[ \xa0]?[-–—~][ \xa0]?(?=[\d$£€¥₹.a-z]))|[ \xa0](?P<word>to"
    r"|through|and|or|till|until)[ \xa0](?:(?:about|around|nearly|almost|up to"
    r"|as (?:much|many) as|an? )[ ]?)?"
)
_RATIO = re.compile(
    r"[ -](?:in|out[ -]of)[ -](?:every[ -]|each[ -]|a[ -](?=hundred|thousand|million))?"
    r"|[ ](?P<per>per|for[ ](?:each|every))[ ](?:one[ ])?"
    r"(?=10{0,2},?000|thousand|million|hundred(?! and)"
    r"|100(?![\d.,]|[ ]?(?:km|kilo|mi|met)))"
)
_NOUN_IN = re.compile(
    r"[ ](?:[a-z]+(?<!s))[ ](?:in|out of)(?: every)?[ ](?P<base>(?:two|three|four|five"
    r"|six|seven|eight|nine|ten|twelve|twenty|fifty|a hundred|\d{1,3}))(?![\w-]|[.,]\d)"
)
"""`one firm in eight`"""
_NOUN_NEXT = re.compile(
    r"[ -](?!was|is|has)(?:(?:more|other|different|big|small|of the)[ ])?[a-z]+s(?!\w)"
    r"|[ -](?:people|children|men|women|million|thousand|hundred)|%| per ?cent"
)
_SIGNS = re.compile(r"(?:(?:us|a|c|nz|hk|s)?[$£€¥₹₽₩₺₦₪]|rs\.? ?)")
_AFTER_RATIO_TIME = re.compile(
    r"[ -](?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?)\b|%"
    r"| (?:per ?cent)| percent"
)
MAX_OR_GAP: Final = 3
"""`two or three`, `ten or twelve`: further apart the numbers are alternatives."""


def second_start(text: str, at: int) -> int | None:
    """Where the digits or words of the second number begin, or None."""
    sign = _SIGNS.match(text, at)
    if sign is not None:
        at = sign.end()
        if text[at : at + 1] in {" ", "\xa0"}:
            at += 1
    if at >= len(text):
        return None
    char = text[at]
    if char.isdecimal() or char.isalpha() or char in ".½¼¾⅓⅔":
        return at
    return None


def read_range(
    text: str,
    original: str,
    first: Quantity,
    *,
    before: Sequence[str],
    changed: bool,
) -> Quantity | None:
    """The range that starts with this quantity, or None.

    `before` are the words before it; `changed` says that a word of change stands
    there, after which `from 5 to 7` names two figures and no range.
    """
    join = _JOIN.match(text, first.end) or (
        _JOIN.match(text, first.number_end) if first.end != first.number_end else None
    )
    if join is None:
        return None
    start = second_start(text, join.end())
    if start is None:
        return None
    second = read_quantity(text, original, start, join.end())
    if second is None or second.denominator is not None:
        return None
    word = join.group("word")
    if first.unit is not None and first.unit.kind == "money":
        second = _scaled_money(text, original, second)
    if word == "and" and "between" not in before[-4:]:
        return None
    low = with_unit_of(first, second)
    if (
        first.unit is not None
        and second.unit is not None
        and (first.unit.code != second.unit.code)
    ):
        return None
    if first.unit is not None and second.unit is None:
        # "£3 to 5" shares the currency; "21 mpg to 23" need not.
        shared = first.unit.kind == "money" and (
            second.numeral.bare_digits != "" or second.numeral.scale != 1
        )
        if not shared and not join.group("dash"):
            return None
        second.unit, second.kind = first.unit, first.kind
        second.value *= first.unit.factor
        if second.numeral.scale == 1 and first.numeral.scale != 1:
            return None
    if low.value >= second.value:
        return None
    if word == "or" and not _alternatives_touch(first, low.value, second):
        return None
    changed = changed or leads_on(text, first.start)
    if word == "to" and changed and not _one_thing(text, first, second, before):
        return None
    rule = {"and": "range_between", "or": "range_or"}.get(word or "", "range")
    return Quantity(
        start=first.start,
        number_end=max(second.number_end, first.number_end),
        end=second.end,
        value=second.value,
        low=low.value,
        best=None,
        high=second.value,
        kind=second.kind,
        unit=second.unit,
        numeral=second.numeral,
        rule=rule,
        certainty=min(first.certainty, second.certainty),
    )


def with_unit_of(first: Quantity, second: Quantity) -> Quantity:
    """The first number of a range, read in the scale and unit of the second."""
    value = first.value
    numeral = first.numeral
    scale = second.numeral.scale
    if (
        numeral.scale == 1
        and scale != 1
        and numeral.value <= second.numeral.value / scale
    ):
        value *= scale
    if first.unit is None and second.unit is not None:
        value *= second.unit.factor
    unit = first.unit or second.unit
    return replace(
        first,
        value=value,
        low=value,
        best=value,
        high=value,
        unit=unit,
        kind=second.kind if first.unit is None else first.kind,
    )


def _scaled_money(text: str, original: str, second: Quantity) -> Quantity:
    """The second sum of `£3-5m`, whose letter is a scale and stands for no metres."""
    unit = second.unit
    if unit is None or unit.code != "m" or original[unit.start : unit.end] != "m":
        return second
    scaled = glued_scale(text, second.numeral)
    if scaled is None:
        return second
    numeral = scaled[1]
    return replace(
        second,
        numeral=numeral,
        value=numeral.value,
        low=numeral.value,
        best=numeral.value,
        high=numeral.value,
        unit=None,
        kind="count",
        end=numeral.end,
        number_end=numeral.end,
    )


_MOVES = frozenset(
    "go goes going went gone move moved moves moving bring brought take taken took cut "
    "cuts cutting change changed changes switch switched come came grew grown shrunk "
    "tripled doubled trebled quadrupled halved raise raises raised lower lowered put "
    "pushed".split()
)
"""Verbs before `from 5 to 7` that tell of a way, not of a range."""
_REACH = 10


def leads_on(text: str, start: int) -> bool:
    """Whether a verb of movement leads to `from A to B`: `gone from £2 to £3`."""
    words = [word.text for word in words_before(text, start, width=60)]
    if not words or words[-1] != "from":
        return False
    near = words[-_REACH - 1 : -1]
    for index in range(len(near) - 1, -1, -1):
        if near[index] in {".", ";", "\n", "?", "!"}:
            return False
        if near[index] in _MOVES or near[index] in change_table().words:
            return True
    return False


def _alternatives_touch(first: Quantity, low: Decimal, second: Quantity) -> bool:
    """Whether `A or B` says one vague number: `two or three`, `20 or 30`."""
    if first.unit is not None:
        return False
    gap = second.value - low
    grain = max(second.numeral.scale, _grain(low, second.value))
    return gap == grain if grain > 1 else gap <= MAX_OR_GAP


def _grain(one: Decimal, two: Decimal) -> Decimal:
    """The largest power of ten, to a million, that both are multiples of."""
    grain = Decimal(1)
    while grain < 10**6 and one % (grain * 10) == 0 and two % (grain * 10) == 0:
        grain *= 10
    return grain


_TO_NUMBER = re.compile(r"[ ]to[ ](?:just |only |about |around |nearly )?[$£€]?\d")


def _one_thing(
    text: str, first: Quantity, second: Quantity, before: Sequence[str]
) -> bool:
    """Whether `A to B` after a word of change is a range and no way from A to B.

    `rose by 5 to 7`, `rose 5 to 7 per cent` and `cut its forecast from 5 to 7 per cent
    to 3 per cent` are ranges; `rose from 5 to 7` and `rose 12 to 345` are not.
    """
    last = before[-1] if before else ""
    if last == "from":
        return _TO_NUMBER.match(text, second.end) is not None
    if last in change_table().words:
        return (
            first.unit is None
            and second.unit is not None
            and second.unit.kind == "percent"
        )
    if last == "by":
        # "rose by 4 to 7 points", but "rose by $4 to $7"
        return first.unit is None
    return True


def read_ratio(text: str, original: str, first: Quantity) -> Quantity | None:
    """The ratio `N in M` or `N out of M` that starts with this quantity, or None.

    A noun may stand between, and behind it there is no other: `one firm in eight`.
    """
    if first.denominator is not None:
        return None
    noun = _NOUN_IN.match(text, first.number_end)
    join = noun or _RATIO.match(text, first.end)
    if join is None or (first.unit is not None and noun is None):
        return None
    if noun is not None:
        return _noun_in(text, original, first, noun)
    start = second_start(text, join.end())
    if start is None:
        return None
    second = read_quantity(text, original, start, join.end())
    if (
        second is None
        or second.unit is not None
        or second.numeral.rule not in {"digits", "words"}
    ):
        return None
    bottom = second.value
    out_of = "out" in join.group() or join.group("per") is not None
    whole = out_of and first.value == bottom
    proper = 0 <= first.value < bottom and (out_of or _plain_base(bottom))
    if not whole and not proper:
        return None
    if (
        second.numeral.bare_digits
        and len(second.numeral.bare_digits) == 4
        and not out_of
        and bottom % 1000
    ):
        return None
    if _AFTER_RATIO_TIME.match(text, second.end):
        return None
    return _share_of(first, second)


def _noun_in(
    text: str, original: str, first: Quantity, noun: re.Match[str]
) -> Quantity | None:
    """The ratio `one firm in eight`, or None where things follow: `in eight towns`."""
    start, end = noun.span("base")
    if first.value != 1 or _NOUN_NEXT.match(text, end):
        return None
    second = read_quantity(text, original, start, start)
    if second is None or second.number_end != end:
        return None
    return _share_of(first, second)


def _share_of(first: Quantity, second: Quantity) -> Quantity:
    """The ratio of two quantities."""
    bottom = second.value
    value = first.value / bottom
    return Quantity(
        start=first.start,
        number_end=second.number_end,
        end=second.end,
        value=value,
        low=value,
        best=value,
        high=value,
        kind="ratio",
        unit=None,
        numeral=second.numeral,
        rule="ratio",
        numerator=first.value,
        denominator=bottom,
    )


def _plain_base(bottom: Decimal) -> bool:
    """Whether a ratio `N in M` may have this base: up to a hundred, or round."""
    return bottom <= 100 or bottom % 50 == 0

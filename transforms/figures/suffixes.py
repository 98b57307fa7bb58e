"""What is written behind a number and changes its kind: folds, times, ages, figures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from transforms.figures.bounds import words_before
from transforms.figures.measures import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.figures.quantities import Quantity

SUFFIX: Final = re.compile(
    r"(?P<fold>[ -]?fold(?!\w))"
    r"|(?P<odd>[ -](?:odd|ish)(?!\w))"
    r"|(?P<strong>-strong(?!\w))"
    r"|(?P<figures>[- ]figures?(?!\w))"
    r"|(?P<times>[ -]?times?(?!\w))"
    r"|(?P<x>x(?!\w))"
)
YEARS_OLD: Final = re.compile(r"[ -]?(?:y\.?o\.?|y/o)(?!\w)")
OLDEST: Final = 130
"""No one has lived longer than 122 years."""
_COMPARED = re.compile(
    r"[ ](?:as(?! an?[ ]| the[ ])|more|less|higher|lower|larger|bigger|greater|the"
    r"|fewer|smaller|faster|longer|stronger|better|worse|cheaper|his|her|their|its|that|what|normal|average"
    r"|current|annual|earnings|oversubscribed|[a-z]+er than)(?!\w)"
)
_PER_TIME = re.compile(
    r"(?:[ ](?:a|an|per|each|every)[ ]"
    r"(second|minute|hour|day|night|week|fortnight|month|quarter|year|decade)"
    r"|[ ](daily|weekly|monthly|yearly|annually))(?!\w)"
)
TIME_CODES: Final = {
    "second": "s",
    "minute": "min",
    "hour": "h",
    "day": "d",
    "daily": "d",
    "night": "d",
    "week": "wk",
    "weekly": "wk",
    "fortnight": "2.wk",
    "month": "mo",
    "monthly": "mo",
    "quarter": "3.mo",
    "year": "a",
    "yearly": "a",
    "annually": "a",
    "decade": "10.a",
}
_OLD = re.compile(r"[ -]+olds?(?!\w)|[ ]of[ ]age(?!\w)")
_AGED = frozenset({"aged", "ages", "age"})
_APPOSED = re.compile(r",(?=[ \n]|\Z)|\.?\Z")
_APPOSED_LAST = re.compile(r"\.(?=[\s\"”])")
_TITLES = frozenset("mr mrs ms miss dr prof sir".split())
_KIN = frozenset(
    "son daughter husband wife brother sister mother father grandson granddaughter "
    "nephew niece partner cousin friend colleague".split()
)
_PERSON = frozenset(
    "man woman boy girl lady lad youth child baby toddler pensioner teenager".split()
)
"""Whose age stands behind `of`; a mother of three has children."""
_OLD_ENDS = re.compile(
    r"[ ]?[.,;:)\"]|\Z|\n|[ ](?:and|or|but|when|who|is|was|at)(?!\w)"
)
_YOUNGEST = 10
_OLDEST_BOUND = 100
_AGE_ENDS = re.compile(r"[ ]?[.,;:)]|\Z|[ ](?:and|when|she|he|they|but|to)(?!\w)")
_DIMENSIONS = re.compile(r"x ?\d")
_MOST_FIGURES = 12


def read_suffix(
    text: str, original: str, quantity: Quantity, before: Sequence[str]
) -> None:
    """Give the quantity the kind and unit that its suffix says.

    `before` are the words that precede the number and its approximators.
    """
    unit = quantity.unit
    if unit is not None:
        if unit.kind == "duration" and (old := _OLD.match(text, quantity.end)):
            quantity.kind, quantity.end = "age", old.end()
        elif unit.kind == "duration" and before and before[-1] in _AGED:
            quantity.kind = "age"
        return
    if quantity.kind != "count":
        return
    end = quantity.end
    suffix = SUFFIX.match(text, end)
    if suffix is None:
        _age(text, original, quantity, before)
        return
    kind = suffix.lastgroup
    compared = kind == "times" and _COMPARED.match(text, suffix.end())
    if kind == "fold" or compared or (kind == "x" and not _DIMENSIONS.match(text, end)):
        quantity.kind = "change"
        quantity.unit = Unit("x", "times", "change", suffix.start(), suffix.end())
        quantity.end = suffix.end()
        if kind == "fold":
            quantity.number_end = suffix.end()
    elif kind == "times" and (per := _PER_TIME.match(text, suffix.end())):
        code = TIME_CODES[per.group(1) or per.group(2)]
        quantity.kind = "frequency"
        quantity.unit = Unit(f"/{code}", "ucum", "frequency", suffix.start(), per.end())
        quantity.end = per.end()
    elif kind == "figures":
        _figures(quantity, suffix)
    elif kind == "strong":
        quantity.end = suffix.end()


def _figures(quantity: Quantity, suffix: re.Match[str]) -> None:
    """`six-figure` is 100,000 to 999,999; `10 figures` may be ten of them."""
    hyphened = suffix.group().startswith("-")
    if quantity.value > _MOST_FIGURES or quantity.value < 2 or not hyphened:
        return
    power = int(quantity.value)
    quantity.low = Decimal(10) ** (power - 1)
    quantity.high = Decimal(10) ** power - 1
    quantity.best = None
    quantity.rule = "figures"
    quantity.end = quantity.number_end = suffix.end()


_DEAD = frozenset("dead died dies dying death passed".split())
_INFANT = 12
"""Up to here `died at 6` may be a time of day."""
_PEOPLE = frozenset(
    "people patients women men adults children those anyone everyone kids residents "
    "citizens voters girls boys teenagers drivers persons workers pensioners "
    "americans britons australians canadians anybody everybody males females "
    "students youths mothers passengers".split()
)
_COUNTED = re.compile(r"[ ][a-z]+s(?!\w)(?<!was)(?<!is)(?<!has)(?<!his)")


def _older(text: str, quantity: Quantity) -> bool:
    """Whether an age bounds people: `patients over 65`, `anyone under 18`."""
    words = [word.text for word in words_before(text, quantity.start, width=24)]
    if not words or words[-1] not in {"over", "under", "above", "below"}:
        return False
    plain = quantity.numeral.bare_digits or quantity.numeral.rule == "words"
    return bool(plain) and 0 < quantity.value < OLDEST


def _plain(quantity: Quantity) -> bool:
    """Whether a number is written as ages are: whole, in digits or words."""
    return bool(quantity.numeral.bare_digits) or quantity.numeral.rule == "words"


def _of_age(text: str, quantity: Quantity) -> bool:
    """Whether `a man of 67` ends with the number."""
    return (
        _plain(quantity)
        and 0 < quantity.value < OLDEST
        and _OLD_ENDS.match(text, quantity.end) is not None
    )


def _bounds_age(text: str, quantity: Quantity) -> bool:
    """Whether people are over or under an age: `200 of them are under 30`."""
    words = [word.text for word in words_before(text, quantity.start, width=12)]
    return (
        bool(words)
        and words[-1] in {"over", "under"}
        and _plain(quantity)
        and _YOUNGEST <= quantity.value <= _OLDEST_BOUND
        and _OLD_ENDS.match(text, quantity.end) is not None
    )


def _age(text: str, original: str, quantity: Quantity, before: Sequence[str]) -> None:
    """`aged 12`, `87 yo` and `Ida Marlow, 34,` are ages."""
    end = quantity.end
    vague = quantity.best is None and quantity.rule == "vague"
    if vague or quantity.value > OLDEST:
        return
    if yo := YEARS_OLD.match(text, end):
        quantity.kind, quantity.end = "age", yo.end()
        quantity.unit = Unit("a", "ucum", "age", end, yo.end())
        return
    last = before[-1] if before else ""
    if last == "at" and len(before) > 1 and before[-2] in _DEAD:
        if quantity.value > _INFANT and not _COUNTED.match(text, end):
            quantity.kind = "age"
            quantity.unit = Unit("a", "ucum", "age", end, end)
    elif (
        (last in _PEOPLE and _older(text, quantity))
        or (
            last == "of"
            and len(before) > 1
            and before[-2] in _PERSON
            and _of_age(text, quantity)
        )
        or (last in {"are", "were"} and _bounds_age(text, quantity))
    ):
        quantity.kind, quantity.certainty = "age", 0.85
        quantity.unit = Unit("a", "ucum", "age", end, end)
    elif last == "magnitude":
        quantity.kind = "measure"
        quantity.unit = Unit("{magnitude}", "ucum", "measure", end, end)
    elif list(before[-3:-2]) == ["when"] and last in {"was", "were", "is"}:
        if not quantity.numeral.bare_digits and quantity.numeral.rule != "words":
            return
        if _AGE_ENDS.match(text, end):
            quantity.kind, quantity.certainty = "age", 0.8
            quantity.unit = Unit("a", "ucum", "age", end, end)
    elif last in _AGED or (last == "of" and len(before) > 1 and before[-2] in _AGED):
        quantity.kind = "age"
        quantity.unit = Unit("a", "ucum", "age", end, end)
    elif last == "," and quantity.numeral.bare_digits:
        place = words_before(text, quantity.start, width=30)
        named = len(place) > 1 and original[place[-2].start].isupper()
        if not _APPOSED.match(text, end):
            # "said Ms Brandt, 34.": at the end of a sentence only of a person.
            known = len(place) > 2 and (
                place[-3].text.rstrip(".") in _TITLES or place[-3].text in _KIN
            )
            named = named and known and bool(_APPOSED_LAST.match(text, end))
        if named and text[quantity.start - 1] == " " and quantity.value:
            quantity.kind, quantity.certainty = "age", 0.8
            quantity.unit = Unit("a", "ucum", "age", end, end)

"""A numeral with its currency, scale and unit, read as one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from transforms.figures.bounds import words_before
from transforms.figures.digits import glued_scale, read_digits
from transforms.figures.measures import (
    CURRENCY_SIGNS,
    Unit,
    currency_after,
    currency_before,
    measure_after,
    percent_after,
)
from transforms.figures.numerals import VULGAR, Numeral, read_words
from transforms.figures.suffixes import TIME_CODES

if TYPE_CHECKING:
    from warehouse.schema.terms import FigureKind


@dataclass(slots=True, kw_only=True)
class Quantity:
    """A number with what is written into it."""

    start: int
    number_end: int
    end: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    best: Decimal | None
    kind: FigureKind
    unit: Unit | None
    numeral: Numeral
    rule: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    certainty: float = 1.0


_SPACED_SCALE = re.compile(r"[ \xa0](k|m|mn|b|bn|tn|t)(?![\w'])")
_SPACED_METRES = re.compile(r"[ \xa0]m(?![\w'.&/])")
_OTHER_END = re.compile(r"(?:[-–]|[ ]to[ ])\d[\d.]*m(?!\w)")
_METRES_AFTER = re.compile(
    r"[ -](?:long|high|tall|deep|wide|away|below|above|thick|apart|sprint|race"
    r"|final|freestyle|butterfly|backstroke|breaststroke|hurdles|relay|from"
    r"|radius|x|by|in (?:length|height|diameter|depth|width)|down|run|dash|wave"
    r"|waves|tower|pool|exclusion)\b"
)
_NOUN_AFTER = re.compile(
    r"[ \xa0](?:[a-z][\w'-]* ){0,2}?(?:[a-z][\w-]*[^s\W]s|people|children|men"
    r"|women|staff)(?!\w)"
)
_NO_NOUN = re.compile(
    r"[ \xa0](?:in|at|on|of|to|from|by|for|and|or|as|with|was|is|has|this|his"
    r"|its|the|a|an)(?!\w)"
)
_POUNDS = re.compile(r"(?P<gap>[ \xa0]|-)(?P<word>pounds?)(?!\w)(?!-(?:foot|feet))")
_CENTS = re.compile(
    r"(?: and)? (?P<n>\d{1,2}|[a-z]+(?:-[a-z]+)?) (?:cents?|pence)(?!\w)"
)
_CENTS_BARE = re.compile(r"(?: and)? (\d\d)(?=[.,;!?)](?:\s|\Z)|\Z)")
_OF_A = re.compile(r"[ ]of[ ](?:an?|1|one)(?=[ ])")
_FEET_INCHES = re.compile(r"['′][ ]?(\d{1,2})(?:\"|''|″)(?!\w)")
_INCHES = re.compile(
    r"(?:,? (?:and )?|-)?(?P<n>\d{1,2}(?:\.\d)?)"
    r"(?P<mark>[ -]?(?:inches|inch|ins?(?=\W|\Z)(?! the| a )|\"|″))?(?![\w,.]\d|\w)"
)


def _with_letters(
    text: str, original: str, numeral: Numeral, *, money: bool
) -> tuple[Numeral, Unit | None]:
    """The numeral with a glued scale letter, or the metres that `m` stood for."""
    glued = glued_scale(text, numeral)
    if glued is not None and glued[0] == "mm" and not money:
        glued = None
    if glued is None:
        if money and (spaced := _SPACED_SCALE.match(text, numeral.end)):
            shifted = glued_scale(text, numeral._replace(end=spaced.start(1)))
            if shifted is not None:
                return shifted[1], None
        elif spaced := re.compile(r"[ \xa0]{1,2}k(?![\w'])").match(text, numeral.end):
            return numeral._replace(
                end=spaced.end(),
                value=numeral.value * 1000,
                scale=Decimal(1000),
                bare_digits="",
            ), None
        elif spaced := _SPACED_METRES.match(text, numeral.end):
            unit = Unit("m", "ucum", "measure", spaced.end() - 1, spaced.end())
            return numeral, unit if original[unit.start] == "m" else None
        return numeral, None
    letter, scaled = glued
    if letter in {"m", "b"} and original[scaled.end - 1].isupper():
        return scaled, None
    if money or letter in {"k", "mn", "bn", "tn", "trn", "cr"}:
        return scaled, None
    if currency_after(text, original, scaled.end, scaled.value) or measure_after(
        text, original, scaled.end
    ):
        return scaled, None
    other_end = _OTHER_END.match(text, scaled.end)
    after = other_end.end() if other_end is not None else scaled.end
    counted = _NOUN_AFTER.match(text, after) and not _NO_NOUN.match(text, after)
    if letter == "m":
        if _METRES_AFTER.match(text, scaled.end) or not counted:
            code = "m"
        else:
            return scaled, None
        return numeral, Unit(code, "ucum", "measure", numeral.end, scaled.end)
    if letter == "t" and not counted:
        return numeral, Unit("t", "ucum", "measure", numeral.end, scaled.end)
    return (scaled, None) if counted else (numeral, None)


def read_quantity(text: str, original: str, start: int, floor: int) -> Quantity | None:
    """Read the number that starts at this character, with currency, scale and unit.

    `floor` is the first character that no earlier number has taken.
    """
    first = text[start]
    written = first.isdecimal() or first in VULGAR or first == "."
    money = None
    if written:
        money = currency_before(text, original, start)
        if money is not None and money[0] < floor:
            money = None
        numeral = read_digits(text, start, money=money is not None)
        if (
            money is None
            and text[max(0, start - 2) : start - 1] in CURRENCY_SIGNS
            and text[start - 1] == "-"
        ):
            money = currency_before(text, original, start - 1, glued_only=True)
            if money is not None and money[0] < floor:
                money = None
            if money is not None and numeral is not None:
                numeral = numeral._replace(value=-numeral.value)
    else:
        numeral = read_words(text, start)
        if numeral is not None and start and text[start - 1] == "$":
            money = currency_before(text, original, start)
    if numeral is None:
        return None
    metres = None
    if written:
        numeral, metres = _with_letters(
            text, original, numeral, money=money is not None
        )
    unit: Unit | None
    if money is not None:
        place, code = money
        unit = Unit(code, "iso4217", "money", place, start, part_of_number=True)
        rate = _RATE.match(text, numeral.end)
        end = rate.end() if rate and rate.group("time") else numeral.end
        return _quantity(numeral, unit, place, numeral.end, end)
    unit = metres or percent_after(text, numeral.end)
    if unit is None and numeral.denominator is not None:
        unit = of_unit(text, original, numeral.end)
    if unit is None and written and (tall := _FEET_INCHES.match(text, numeral.end)):
        numeral = numeral._replace(value=numeral.value + Decimal(tall.group(1)) / 12)
        unit = Unit("[ft_i]", "ucum", "measure", numeral.end, tall.end())
    if unit is None:
        pounds = _POUNDS.match(text, numeral.end)
        if (
            pounds is not None
            and (numeral.value < 10_000 or pounds.group("gap") == "-")
            and not text.startswith(" sterling", pounds.end())
        ):
            hyphened = pounds.group("gap") == "-"
            unit = (
                _pounds_sterling(pounds)
                if _is_spent(text, start, pounds)
                else Unit(
                    "[lb_av]",
                    "ucum",
                    "measure",
                    pounds.start("word"),
                    pounds.end(),
                    hyphened=hyphened,
                )
            )
            longer = measure_after(text, original, numeral.end)
            if longer is not None and longer.end > unit.end:
                unit = longer
    if unit is None:
        unit = measure_after(text, original, numeral.end)
        money_unit = currency_after(text, original, numeral.end, numeral.value)
        if money_unit is not None and (unit is None or money_unit.end > unit.end):
            unit = money_unit
    if unit is None:
        return _quantity(numeral, None, start, numeral.end, numeral.end)
    end = unit.end
    if unit.kind == "money":
        cents = _CENTS.match(text, end)
        if cents is not None:
            part = cents.group("n")
            extra = (
                Decimal(part)
                if part.isdigit()
                else (r.value if (r := read_words(text, cents.start("n"))) else None)
            )
            if extra is not None and extra < 100:
                numeral = numeral._replace(value=numeral.value + extra / 100)
                end = cents.end()
        bare = _CENTS_BARE.match(text, end)
        if bare is not None and cents is None:
            numeral = numeral._replace(
                value=numeral.value + Decimal(bare.group(1)) / 100
            )
            end = bare.end()
    elif unit.code == "[ft_i]" and (inches := _INCHES.match(text, end)):
        marked = inches.group("mark") or text[unit.start : unit.end] in {"ft", "′"}
        if marked and Decimal(inches.group("n")) < 12:
            numeral = numeral._replace(
                value=numeral.value + Decimal(inches.group("n")) / 12
            )
            end = inches.end()
    number_end = end if unit.part_of_number else numeral.end
    if unit.kind == "measure" and end == unit.end:
        unit = _as_rate(text, unit)
        end = unit.end
    elif unit.kind == "money" and (rate := _RATE.match(text, end)) is not None:
        end = rate.end() if rate.group("time") else end
    return _quantity(numeral, unit, start, number_end, end)


_SPENT = frozenset(
    "cost costs costing paid pay pays paying spend spends spent spending price priced "
    "worth charge charged charges fine fined earn earns earned owe owes owed owing "
    "sell sells sold buy bought raise raised borrow borrowed donate donated lend lent "
    "fee bill ticket tickets saving savings wage wages salary invest invested "
    "fares fare rent loan reward promise promised promises offer offered offers bonus "
    "compensation prize".split()
)
_OF_GOODS = re.compile(r"[ ](?:of|in weight|overweight|heavier|lighter)(?!\w)")


def _is_spent(text: str, start: int, pounds: re.Match[str]) -> bool:
    """Whether these pounds are money: `it costs 12 pounds`."""
    if pounds.group("gap") == "-" or _OF_GOODS.match(text, pounds.end()):
        return False
    near = [word.text for word in words_before(text, start, width=40)][-4:]
    for word in reversed(near):
        if word in {".", ";", "\n"}:
            return False
        if word in _SPENT:
            return True
    return False


def _pounds_sterling(pounds: re.Match[str]) -> Unit:
    place, end = pounds.span("word")
    return Unit("GBP", "iso4217", "money", place, end, part_of_number=True)


_RATE = re.compile(
    r"(?:[ \xa0](?:an?|per|each|every)|[ ]?/)[ \xa0]?"
    r"(?P<time>(?:second|sec|minute|min|hour|hr)(?![\w-])|(?:day|night|week|fortnight"
    r"|month|quarter|year|decade)"
    r"(?![\w-]|[ ](?:ago|later|earlier|before|after|old|since|or[ ]two)\b))"
    r"|[ ](?:(?P<adverb>daily|weekly|monthly|yearly|annually)"
    r"|per[ ](?P<base>lit(?:re|er)|kilo(?:gram)?|hectare|tonne|gallon)"
    r"|per[ ](?P<hundred>100[ ]?(?:km|kilomet(?:re|er)s?)))(?!\w)"
)
_BASES = {
    "litre": "L",
    "liter": "L",
    "kilogram": "kg",
    "kilo": "kg",
    "hectare": "har",
    "tonne": "t",
    "gallon": "[gal_us]",
}
_OF_SOMETHING = re.compile(r"[ ]of(?:[ ][a-z]+){1,2}?(?=[ ](?:an?|per|each|every)[ ])")
_RATE_CODES = TIME_CODES | {"sec": "s", "min": "min", "hr": "h"}


def _as_rate(text: str, unit: Unit) -> Unit:
    """The unit with the time that it is counted by: `40 litres a second`.

    Money keeps its currency for a unit; only its words grow.
    """
    if "/" in unit.code:
        return unit
    rate = _RATE.match(text, unit.end)
    if rate is None:
        of = _OF_SOMETHING.match(text, unit.end)
        rate = of and _RATE.match(text, of.end())
        if rate is None or not (rate.group("time") or rate.group("base")):
            return unit
        # What it is of keeps its place behind the unit: `40 litres of rain a day`.
        taken_up = of is not None and of.group().endswith((" it", " them"))
        end = rate.end() if taken_up else unit.end
        return unit._replace(code=f"{unit.code}/{_per(rate)}", end=end)
    return unit._replace(code=f"{unit.code}/{_per(rate)}", end=rate.end())


def _per(rate: re.Match[str]) -> str:
    """Code of what a rate counts by."""
    if rate.group("hundred"):
        return "(100.km)"
    if rate.group("base"):
        return _BASES[rate.group("base")]
    code = _RATE_CODES[rate.group("time") or rate.group("adverb")]
    return f"({code})" if "." in code else code


def of_unit(text: str, original: str, end: int) -> Unit | None:
    """Unit of a fraction: `three quarters of a mile`, `a tenth of 1 percent`."""
    of = _OF_A.match(text, end)
    if of is None:
        return None
    return percent_after(text, of.end()) or measure_after(text, original, of.end())


def _quantity(
    numeral: Numeral, unit: Unit | None, start: int, number_end: int, end: int
) -> Quantity:
    value = numeral.value
    if unit is not None and unit.factor != 1:
        value *= unit.factor
    kind: FigureKind = unit.kind if unit is not None else "count"
    if unit is None and numeral.denominator is not None:
        kind = "ratio"
    return Quantity(
        start=start,
        number_end=number_end,
        end=end,
        value=value,
        low=value,
        best=value,
        high=value,
        kind=kind,
        unit=unit,
        numeral=numeral,
        rule=numeral.rule,
        numerator=numeral.numerator,
        denominator=numeral.denominator,
    )


def with_following_unit(text: str, original: str, quantity: Quantity) -> Quantity:
    """The number in words with a unit after it, also `millions of dollars`."""
    end = quantity.end
    size = quantity.high or quantity.low or Decimal(0)
    unit = percent_after(text, end) or measure_after(text, original, end)
    money = currency_after(text, original, end, size)
    if money is None and quantity.rule == "vague" and text.startswith(" of ", end):
        after = end + len(" of")
        money = currency_after(text, original, after, _MANY)
        money = money or measure_after(text, original, after)
    if money is not None and (unit is None or money.end > unit.end):
        unit = money
    if unit is None:
        return quantity
    quantity.unit, quantity.kind, quantity.end = unit, unit.kind, unit.end
    if unit.part_of_number and unit.start - quantity.number_end <= len("- "):
        quantity.number_end = unit.end
    if unit.factor != 1:
        quantity.value *= unit.factor
        quantity.low = None if quantity.low is None else quantity.low * unit.factor
        quantity.best = None if quantity.best is None else quantity.best * unit.factor
        quantity.high = None if quantity.high is None else quantity.high * unit.factor
    return quantity


_MANY = Decimal(10_000)
"""What `hundreds of` counts is money rather than weight, so pounds are sterling."""

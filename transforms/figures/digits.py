"""Numerals in digits, from `3,614,428` to `2½` and `1.2e6`, and their scale letters."""

from __future__ import annotations

import re
from decimal import Decimal

from transforms.figures.numerals import (
    DENOMINATORS,
    MAX_DIGITS,
    TAIL_HALF,
    VULGAR,
    Numeral,
    with_scale,
)

_DIGITS = re.compile(
    r"""(?P<grouped>\d{1,3}(?:,\d{3})++(?!\d)
        |\d{1,3}(?:\ ,\d{3})++(?!\d)
        |\d{1,2}(?:,\d{2}(?=,))++,\d{3}(?!\d)
        |\d{1,3}(?:\.\d{3})++,\d{1,2}(?!\d|,\d)
        |\d{1,3},\d{1,2}(?!\w|[,.]\d|-[a-z])
        |\d{1,3}(?:\xa0\d{3})++(?!\d)
        |\d{1,3}(?:\ \d{3}){2,6}+(?!\d)
        |[1-9]\d{0,2}\ \d00(?![\d,]|\.\d)
        |\d{1,3}(?:\.\d{3}){2,}+(?!\d)
        |\d{1,3}(?:'\d{3})++(?!\d))
      (?P<gdec>\.\d+)?
      |(?P<plain>\d+)
       (?P<dec>\.\d+(?!\.\d)
         |(?:\ \.\ ?|\.\ )\d{1,3}(?=\ ?(?:%|per\ ?cent|million|billion|trillion)))?""",
    re.VERBOSE,
)
_DECIMAL_COMMA = re.compile(r"(\d{1,3}(?:\.\d{3})*),(\d{1,2})")
_VULGAR_TAIL = re.compile(rf"[ \xa0-]?([{''.join(VULGAR)}])")
_SLASH_TAIL = re.compile(r"(?:[ \xa0-](?:and[ ])?)(\d{1,2})[/⁄](\d{1,3})(?![\d/])")
_SLASH = re.compile(r"[/⁄](\d{1,5})(?![\d/]|\.\d)")
_EXPONENT = re.compile(
    r"e[+-]?\d{1,2}(?!\w)|[ ]?[x×*][ ]?10(?:\^|(?=-))(?P<ten>-?\d{1,2})"
)
_SCALE_GLUED = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mm": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "t": 10**12,
    "tn": 10**12,
    "trn": 10**12,
    "cr": 10**7,
}
_GLUED = re.compile(r"([kmbt]|mn|mm|bn|tn|trn|cr)(?![\w])(?!/)")


def read_digits(text: str, start: int, *, money: bool = False) -> Numeral | None:
    """Read a numeral in digits that starts here, or None for a run that is a code."""
    if text[start] in VULGAR:
        top, bottom = VULGAR[text[start]]
        numeral = Numeral(
            start,
            start + 1,
            Decimal(top) / bottom,
            "vulgar_fraction",
            numerator=Decimal(top),
            denominator=Decimal(bottom),
        )
        return with_scale(text, numeral)
    match = _DIGITS.match(text, start)
    if match is None:
        if text[start] != ".":
            return None
        fraction = re.compile(r"\.\d{1,18}(?!\d)").match(text, start)
        if fraction is None:
            return None
        numeral = Numeral(
            start, fraction.end(), Decimal("0" + fraction.group()), "digits"
        )
        return with_scale(text, numeral)
    end = match.end()
    if end - start > 3 * MAX_DIGITS:
        return None
    whole = match.group("grouped") or match.group("plain")
    comma = _DECIMAL_COMMA.fullmatch(whole)
    if comma is not None:
        value = Decimal(f"{comma.group(1).replace('.', '')}.{comma.group(2)}")
        return with_scale(text, Numeral(start, end, value, "decimal_comma"))
    decimals = (match.group("gdec") or match.group("dec") or "").replace(" ", "")
    digits = re.sub(r"\D", "", whole)
    if len(digits) > MAX_DIGITS or len(decimals) > MAX_DIGITS:
        return None
    value = Decimal(digits + decimals)
    bare = digits if match.group("plain") and not decimals else ""
    numeral = Numeral(start, end, value, "digits", bare_digits=bare)
    if money and bare and (comma := re.compile(r",(\d\d)(?![\d,])").match(text, end)):
        return numeral._replace(
            end=comma.end(), value=Decimal(f"{bare}.{comma.group(1)}"), bare_digits=""
        )
    if money and bare and len(bare) <= 3:
        numeral = _spaced_group(text, numeral)
        end = numeral.end
    if not decimals and numeral.bare_digits:
        numeral = _digits_fraction(text, numeral)
    exponent = _EXPONENT.match(text, end)
    if exponent is not None and numeral.end == end:
        power = exponent.group("ten") or exponent.group()[1:]
        return numeral._replace(
            end=exponent.end(),
            value=value.scaleb(int(power)),
            rule="exponent",
            bare_digits="",
        )
    numeral = with_scale(text, numeral)
    half = TAIL_HALF.match(text, numeral.end)
    if half is not None and half.group(1) and numeral.rule == "digits":
        share = 1 / Decimal(DENOMINATORS[half.group(1)])
        numeral = numeral._replace(
            end=half.end(),
            value=numeral.value + share * numeral.scale,
            rule="mixed",
            bare_digits="",
        )
        numeral = with_scale(text, numeral)
    if numeral.rule == "digits" and numeral.scale == 1 and bare:
        numeral = _plural_fraction(text, numeral)
    return numeral


_SPACED_GROUP = re.compile(
    r"(?:,[ ]\d{3})+(?![\d]|[.,]\d|[ ](?:[a-z]+s|people|men|women)(?!\w))"
)
"""`$14, 600`: the space came in later; `$5, 300 people` are two numbers."""


def _spaced_group(text: str, numeral: Numeral) -> Numeral:
    """The sum with its groups of thousands, where spaces stand behind the commas."""
    group = _SPACED_GROUP.match(text, numeral.end)
    if group is None:
        return numeral
    digits = re.sub(r"\D", "", text[numeral.start : group.end()])
    return numeral._replace(end=group.end(), value=Decimal(digits), bare_digits="")


def _plural_fraction(text: str, numeral: Numeral) -> Numeral:
    """`2 thirds`, `3 quarters` as fractions."""
    part = re.compile(r"[ -](thirds|quarters|fifths|tenths)(?!\w)").match(
        text, numeral.end
    )
    if part is None or numeral.value >= DENOMINATORS[part.group(1)]:
        return numeral
    bottom = Decimal(DENOMINATORS[part.group(1)])
    return numeral._replace(
        end=part.end(),
        value=numeral.value / bottom,
        rule="fraction_words",
        numerator=numeral.value,
        denominator=bottom,
        bare_digits="",
    )


def _digits_fraction(text: str, numeral: Numeral) -> Numeral:
    """The numeral with a written fraction: `10 1/2`, `2½`, `3/4`."""
    vulgar = _VULGAR_TAIL.match(text, numeral.end)
    if vulgar is not None:
        top, bottom = VULGAR[vulgar.group(1)]
        value = numeral.value + Decimal(top) / bottom
        return numeral._replace(
            end=vulgar.end(), value=value, rule="mixed", bare_digits=""
        )
    slash = _SLASH_TAIL.match(text, numeral.end)
    if slash is not None:
        top, bottom = int(slash.group(1)), int(slash.group(2))
        if 0 < top < bottom and bottom in {2, 3, 4, 5, 6, 8, 10, 16, 32, 64}:
            value = numeral.value + Decimal(top) / bottom
            return numeral._replace(
                end=slash.end(), value=value, rule="mixed", bare_digits=""
            )
    slash = _SLASH.match(text, numeral.end)
    if slash is not None and int(slash.group(1)):
        bottom_value = Decimal(int(slash.group(1)))
        return numeral._replace(
            end=slash.end(),
            value=numeral.value / bottom_value,
            rule="slash_fraction",
            numerator=numeral.value,
            denominator=bottom_value,
            bare_digits="",
        )
    return numeral


def glued_scale(text: str, numeral: Numeral) -> tuple[str, Numeral] | None:
    """A scale letter directly after the digits (`3m`), with the numeral it makes."""
    match = _GLUED.match(text, numeral.end)
    if match is None:
        return None
    letter = match.group(1)
    return letter, numeral._replace(
        end=match.end(),
        value=numeral.value * _SCALE_GLUED[letter],
        scale=Decimal(_SCALE_GLUED[letter]),
        bare_digits="",
    )

"""Numerals, from `3,614,428` to `four-and-a-half`, and their values."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

ONES: Final = {"nought": 0, "naught": 0} | {
    word: value
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve "
            "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
        ).split()
    )
}
TENS: Final = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
} | {"fourty": 40}
SCALES: Final = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "lakh": 10**5,
    "lakhs": 10**5,
    "lac": 10**5,
    "lacs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
    "mln": 10**6,
    "bln": 10**9,
    "trln": 10**12,
    "tln": 10**12,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
    "mil": 10**6,
}
_DENOMINATORS: Final = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "fifteenth": 15,
    "sixteenth": 16,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
    "billionth": 10**9,
    "trillionth": 10**12,
}
DENOMINATORS: Final = (
    _DENOMINATORS | {f"{word}s": n for word, n in _DENOMINATORS.items()} | {"halves": 2}
)
VULGAR: Final = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
MAX_DIGITS: Final = 18
"""Longer runs of digits are codes; a quintillion covers every sum of the news."""


class Numeral(NamedTuple):
    """A numeral as read, without currency and unit."""

    start: int
    end: int
    value: Decimal
    rule: str
    scale: Decimal = Decimal(1)
    """Factor of the scale words or letters that end it (`1.2 million`: a million)."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    bare_digits: str = ""
    """The digits, where it is written as nothing but digits without separators."""


def alternation(words: object) -> str:
    """A regular expression for any of these literal words, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return "|".join(re.escape(word) for word in ordered)


_SMALL = alternation([*ONES, *TENS])
_BIG = alternation(
    [
        s
        for s in SCALES
        if s not in {"mn", "bn", "tn", "mil", "mln", "bln", "trln", "tln"}
    ]
)
_WORD = rf"(?:{_SMALL}|{_BIG})"
_RUN = re.compile(
    rf"{_WORD}(?:(?:[ \xa0]{{1,3}}|-|[ ]-[ ]|,?[ ]{{1,2}}and[ ]{{1,2}}|-and-"
    rf"|\n){_WORD}){{0,20}}(?![\w])"
    rf"|{_WORD}(?![\w])"
)
_PART = re.compile(rf"{_WORD}")
TAIL_HALF = re.compile(
    r"(?:[ -]and[ -]|[ -]&[ -])(?:(?:a|one)[ -])?(half|quarter|third)(?!\w)"
    rf"|(?:[ -]and[ -]|[ ])({_SMALL})[ -]({alternation(DENOMINATORS)})(?!\w)"
)
_FRACTION_WORDS = re.compile(
    rf"(?:[ ]?-[ ]?|[ \xa0])({alternation(DENOMINATORS)})(?![\w])(?!-(?:place"
    rf"|year|time|hand))"
)
_PLURAL_FRACTION = re.compile(
    rf"[ -](?:{alternation([w for w in DENOMINATORS if w.endswith('s')])})(?!\w)"
)
_OF_SCALE = re.compile(
    r"[ ]of[ ](?:an?|one)[ ](hundred|thousand|million|billion|trillion)(?!\w)"
)
_OVER = re.compile(rf" over ({_SMALL}|\d{{1,3}})(?![\w.,]\d|\w)")
_POINT = re.compile(
    rf"(?: point|-point)((?:[ -](?:{alternation(ONES)}|{alternation(TENS)}))+)(?!\w)"
)
_SCALE_WORD = re.compile(
    r"(?:[ \xa0]{0,3}|-|[ ]?\n)(hundred|thousand|million|billion|trillion"
    r"|quadrillion"
    r"|lakhs?|lacs?|crores?|mln|bln|trln|tln|mn|bn|tn|mil|mio|dozens?|dozs?"
    r"|dzs?)(?![\w])(?!-(?:some))"
)


def read_words(text: str, start: int) -> Numeral | None:
    """Read a numeral in words that starts here, or None.

    It ends before a word that does not continue the number: `ten two` is ten.
    """
    run = _RUN.match(text, start)
    if run is None:
        return None
    parts = list(_PART.finditer(text, start, run.end()))
    value, used = _sum_words(parts, text)
    if used > 1 and _PLURAL_FRACTION.match(text, parts[used - 1].end()):
        # "five billion and three quarters": the three belongs to the fraction.
        joined = text[parts[used - 2].end() : parts[used - 1].start()]
        if "and" in joined:
            value, used = _sum_words(parts[: used - 1], text)
    end = parts[used - 1].end()
    last = SCALES.get(parts[used - 1].group(), 1)
    scale = Decimal(last if used > 1 or last > 100 else 1)
    point = _POINT.match(text, end)
    if point is not None:
        tens = False
        tail = ""
        for word in re.findall(r"[a-z]+", point.group(1)):
            digit = str(ONES.get(word, TENS.get(word)))
            # "point seventy-one" is 71, "point seven one" too.
            tens = len(tail) > 1 and tail[-1] == "0" and len(digit) == 1 and tens
            tail = tail[:-1] + digit if tens else tail + digit
            tens = word in TENS
        value += Decimal(f"0.{tail}")
        end = point.end()
        numeral = Numeral(start, end, value, "words", scale=scale)
        return with_scale(text, numeral)
    numeral = Numeral(start, end, value, "words", scale=scale)
    numeral = _with_fraction(text, numeral)
    if numeral.rule == "fraction_words":
        return numeral
    return with_scale(text, numeral)


def _sum_words(parts: list[re.Match[str]], text: str) -> tuple[Decimal, int]:
    """Value of the longest prefix of the words that is one number, and its length."""
    total = 0
    current: int | None = None
    last_scale = 10**30
    room = 0  # what may still be added to `current`, exclusive
    safe: tuple[int, int] | None = None  # value and length before the last "and"
    used = 0
    for index, part in enumerate(parts):
        word = part.group()
        gap = text[parts[index - 1].end() : part.start()] if index else ""
        joined = "and" in gap
        if index and "\n" in gap:
            break
        if joined:
            if room < 100 and not (current is None and total):
                break
            safe = (total + (current or 0), index)
        if word in SCALES:
            scale = SCALES[word]
            if scale == 100:
                if current is None:
                    if index and not total:
                        break
                    current, room = 100, 100
                elif 0 < current < 100 and not joined:
                    current, room = current * 100, 100
                else:
                    if safe is not None:
                        value, used = safe
                        return Decimal(value), used
                    break
            elif current is None and total == 0 and index == 0:
                total, last_scale, room = scale, scale, scale
            elif current is None:
                # "three lakh crore", "hundred thousand million"
                total, last_scale = total * scale, scale
            elif scale < last_scale:
                total, last_scale = total + current * scale, scale
                current, room = None, scale
            elif safe is not None:
                value, used = safe
                return Decimal(value), used
            else:
                total, current, last_scale = (total + current) * scale, None, scale
        else:
            value = ONES.get(word, TENS.get(word, 0))
            if current is None:
                current = value
                room = 10 if value >= 20 else 0
            elif room > value and (room == 100 or (value < 10 and value)):
                if room == 10 and joined:
                    break
                current += value
                room = 10 if value >= 20 else 0
            else:
                break
        used = index + 1
    return Decimal(total + (current or 0)), used


def _with_fraction(text: str, whole: Numeral) -> Numeral:
    """The numeral with a fraction that follows: `two and a half`, `two-thirds`."""
    tail = TAIL_HALF.match(text, whole.end)
    if tail is not None:
        if tail.group(1):
            share = whole.scale if whole.scale >= 1000 else Decimal(1)
            value = whole.value + share / Decimal(DENOMINATORS[tail.group(1)])
            return whole._replace(end=tail.end(), value=value, rule="mixed")
        top = ONES.get(tail.group(2), TENS.get(tail.group(2), 0))
        bottom = DENOMINATORS[tail.group(3)]
        joined = "and" in tail.group()
        if joined and 0 < top < bottom:
            share = whole.scale if whole.scale >= 1000 else Decimal(1)
            value = whole.value + share * top / bottom
            return whole._replace(end=tail.end(), value=value, rule="mixed")
    part = _FRACTION_WORDS.match(text, whole.end)
    if part is not None:
        bottom = DENOMINATORS[part.group(1)]
        plural = part.group(1).endswith("s") or part.group(1) == "halves"
        if whole.value < 1000 and (
            plural or whole.value == 1 or whole.value == 3 == bottom - 1
        ):
            of_scale = _OF_SCALE.match(text, part.end())
            if of_scale is not None:
                factor = SCALES[of_scale.group(1)]
                return whole._replace(
                    end=of_scale.end(),
                    value=whole.value / bottom * factor,
                    rule="mixed",
                    scale=Decimal(factor),
                )
            return whole._replace(
                end=part.end(),
                value=whole.value / bottom,
                rule="fraction_words",
                numerator=whole.value,
                denominator=Decimal(bottom),
            )
    over = _OVER.match(text, whole.end)
    if over is not None and over.group(1) != "zero" and over.group(1) != "0":
        word = over.group(1)
        bottom = int(word) if word.isdigit() else ONES.get(word, TENS.get(word, 1))
        if bottom > whole.value and bottom:
            return whole._replace(
                end=over.end(),
                value=whole.value / bottom,
                rule="fraction_over",
                numerator=whole.value,
                denominator=Decimal(bottom),
            )
    return whole


def with_scale(text: str, numeral: Numeral) -> Numeral:
    """The numeral times the scale words that follow it (`1.2 million`)."""
    for _ in range(3):
        scale = _SCALE_WORD.match(text, numeral.end)
        if scale is None:
            break
        word = scale.group(1)
        if word == "mio":
            word = "million"
        factor = 12 if word.startswith("d") else SCALES[word]
        numeral = numeral._replace(
            end=scale.end(),
            value=numeral.value * factor,
            scale=numeral.scale * factor,
            bare_digits="",
        )
    return numeral

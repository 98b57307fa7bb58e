"""Time expressions: where they stand, and which stretch of time they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from transforms.figures.model import Number

UNITS = ("second", "minute", "hour", "day", "week", "fortnight", "month", "quarter",
         "year", "decade", "century")  # fmt: skip

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)|may|june?|july?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
_FULL_DAY = _DAY.replace("(?:day)?", "day")
_UNIT = r"(?:second|minute|hour|day|week|fortnight|month|quarter|year|decade|century)"
_PREP = (
    r"(?:(?P<prep>in|on|by|since|until|till|from|before|after|during|through|throughout"
    r"|over|within|for|as\s+of|at|between|late|early)\s+)?"
)

TIME = re.compile(
    rf"(?<![\w$£€-])(?:{_PREP}(?:the\s+)?"
    r"(?:(?P<part>early|late|mid|the\s+(?:end|start|beginning|middle)\s+of"
    r"|end|start|beginning|middle\s+of|end\s+of|start\s+of|beginning\s+of)[\s-]+(?:the\s+)?)?(?:"
    # 12 March 2020, March 12, 2020, March 2020, March
    rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month1>{_MONTH})(?:,?\s+(?P<year1>{_YEAR}))?(?!\w)"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,]*\d)(?:,?\s+(?P<year2>{_YEAR}))?(?!\w)"
    rf"|(?P<month3>{_MONTH})(?:,?\s+(?:of\s+)?(?P<year3>{_YEAR}|last\s+year|this\s+year|next\s+year))?(?![\w’'])"
    rf"|(?P<iso>{_YEAR}-\d\d-\d\d)(?!\d)"
    # the first quarter of 2020, Q3 2020
    rf"|(?P<quarter>first|second|third|fourth|final|last)[\s-]quarter(?:\s+(?:of\s+)?(?:the\s+)?(?P<year4>{_YEAR}|last\s+year|this\s+year|year))?(?!\w)"
    rf"|Q(?P<q>[1-4])(?:\s+(?:of\s+)?(?P<year5>{_YEAR}))?(?!\w)"
    rf"|(?P<half>first|second)\s+half(?:\s+of\s+(?:the\s+)?(?P<year6>{_YEAR}|last\s+year|this\s+year|year))(?!\w)"
    # last year, this week, the previous month
    r"|(?P<which>last|this|next|previous|past|current|coming|same|final)\s+"
    rf"(?P<unit>{_UNIT}|(?:fiscal|financial|calendar|academic)\s+year|spring|summer"
    r"|autumn|fall|winter|weekend|morning|afternoon|evening|night|season"
    rf"|{_DAY}|{_MONTH})(?![\w-])"
    rf"|(?P<span>year|month|week|quarter|day)\s+(?P<shift>before|earlier|ago|after)(?!\w)"
    # on Tuesday
    rf"|(?P<weekday>{_FULL_DAY})s?"
    r"(?:\s+(?:morning|afternoon|evening|night))?(?![\w’'])"
    r"|(?P<near>today|yesterday|tomorrow|tonight)(?![\w’'-])"
    # in 2019, the 1990s, fiscal 2021, 2018-19
    rf"|(?P<fiscal>fiscal(?:\s+year)?|FY)\s?(?P<year7>{_YEAR})(?!\w)"
    rf"|(?P<decade>(?:1[5-9]|20)\d0)s(?!\w)"
    rf"|(?P<year8>{_YEAR})(?:(?:[-–/]|\s+(?:and|to|until)\s+(?={_YEAR}))(?P<until>\d\d(?!\d)|{_YEAR}))?(?![\w%]|[.,]\d|\s*(?:[a-z]+s\b))"
    r"))",
    re.IGNORECASE,
)

AROUND = re.compile(
    r"(?P<prep>in|over|during|within|for|throughout|across)\s+(?:the\s+|a\s+|its\s+)?"
    r"(?:(?P<which>past|last|next|previous|coming|following|first|final)\s+)?$",
    re.IGNORECASE,
)
"""What stands before a duration that is a reference time: "in the past four years"."""

WINDOWS = frozenset({"past", "last", "next", "previous", "coming"})
"""Words that make a duration a stretch of time that ends or begins now."""

BEHIND = re.compile(
    r"^\s+(?P<shift>ago|earlier|before|previously|prior|from\s+now|later|after)\b",
    re.IGNORECASE,
)

A_UNIT_AGO = re.compile(
    rf"(?<!\w)(?P<n>an?|a\s+few|a\s+couple\s+of|several|a\s+half)\s+(?P<unit>{_UNIT})s?\s+"
    r"(?P<shift>ago|earlier|before|previously)\b",
    re.IGNORECASE,
)

NAMES = {"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week",
         "mo": "month", "a": "year"}  # fmt: skip
"""UCUM codes of durations."""


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression; offsets count in the sentence."""

    start: int
    end: int
    text: str
    kind: str
    """How it names its time; see `resolve`."""
    fields: tuple[tuple[str, str], ...]
    number: tuple[int, int] | None = None
    """Place of the duration that is part of it."""

    @property
    def shown(self) -> str:
        """The text without a preposition that adds nothing: "Tuesday", "June"."""
        text = self.text
        if self.kind == "window":
            return text
        first, _, rest = text.partition(" ")
        if rest and first.lower() in {"in", "on", "at", "for", "within", "during"}:
            text = rest
        return text[4:] if text.lower().startswith("the ") else text

    def get(self, name: str) -> str | None:
        """One part of the expression in lower case."""
        return next((value for key, value in self.fields if key == name), None)


def find_times(sentence: str, numbers: Iterable[Number] = ()) -> list[TimeSpan]:
    """The time expressions of a sentence, in order, without overlap.

    Args:
        sentence: The text.
        numbers: Its numbers, offsets counted in it; durations among them make
            expressions such as "two and a half years ago".
    """
    found: list[TimeSpan] = []
    for number in numbers:
        if number.kind != "duration" or number.unit is None:
            continue
        behind = BEHIND.match(sentence[number.end : number.end + 24])
        place = (number.number_start, number.number_end)
        size = number.best if number.best is not None else number.low
        fields = [("unit", NAMES.get(number.unit, "")), ("n", str(size or ""))]
        if behind:
            shift = " ".join(behind["shift"].lower().split())
            found.append(
                span(sentence, number.start, number.end + behind.end(), "shift",
                     [*fields, ("shift", shift)], place)
            )  # fmt: skip
            continue
        before = AROUND.search(sentence[max(0, number.start - 40) : number.start])
        if before and (before["which"] or "first").lower() in WINDOWS:
            start = number.start - len(before[0])
            found.append(
                span(sentence, start, number.end, "window",
                     [*fields, ("which", before["which"].lower())], place)
            )  # fmt: skip
    for match in A_UNIT_AGO.finditer(sentence):
        n = match["n"].lower()
        times = {"a": "1", "an": "1"}.get(n, "0.5" if "half" in n else "")
        found.append(
            span(sentence, match.start(), match.end(), "shift",
                 [("unit", match["unit"].lower()), ("n", times),
                  ("shift", match["shift"].lower())])
        )  # fmt: skip
    if any(char.isdigit() for char in sentence) or HINT.search(sentence):
        for match in TIME.finditer(sentence):
            time = from_match(sentence, match)
            if time is not None:
                found.append(time)
    found.sort(key=lambda time: (time.start, -time.end))
    kept: list[TimeSpan] = []
    for time in found:
        if kept and time.start < kept[-1].end:
            if time.number and not kept[-1].number:
                kept[-1] = time
            continue
        kept.append(time)
    return kept


HINT = re.compile(
    r"(?:day|week|month|quarter|year|decade|spring|summer|autumn|fall|winter|morning"
    r"|evening|night|tomorrow|season|century"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
"""Any of this stands in every time expression without a digit."""


def span(
    sentence: str,
    start: int,
    end: int,
    kind: str,
    fields: list[tuple[str, str]],
    number: tuple[int, int] | None = None,
) -> TimeSpan:
    """A time expression from its place and parts."""
    return TimeSpan(start, end, sentence[start:end], kind, tuple(fields), number)


def from_match(sentence: str, match: re.Match[str]) -> TimeSpan | None:
    """The expression that a match of `TIME` stands for; None where it is none."""
    parts = {k: " ".join(v.lower().split()) for k, v in match.groupdict().items() if v}
    kind = next((name for name, key in KINDS if key in parts), None)
    if kind is None:
        return None
    if kind == "month" and "prep" not in parts and "year3" not in parts:
        word = match["month3"]
        if not word[0].isupper() or (word.lower() in {"may", "march", "mar", "sat"}
                                     and "part" not in parts):  # fmt: skip
            return None
    elif kind in {"month", "day"}:
        word = match["month1"] or match["month2"] or match["month3"]
        if not word[0].isupper() and word.lower() in {"may", "march", "mar"}:
            return None
    if kind == "weekday" and not match["weekday"][0].isupper():
        return None
    if kind == "year" and "prep" not in parts:
        # A bare number of four digits is a year where the lexer says so; here only
        # with a preposition or a mark that dates.
        before = sentence[: match.start()].rstrip()
        if before and not before.endswith(
            ("(", ",", "the", "The", "of", "its", "their")
        ):
            return None
    if kind == "relative" and (
        parts["which"] in {"same", "final"}
        # "This Week" in mid-sentence is a programme.
        or (match["unit"][0].isupper() and parts["unit"] in UNITS)
    ):
        return None
    start, end = match.start(), match.end()
    if parts.get("prep") in {"late", "early"}:
        parts["part"] = parts.pop("prep")
    return span(sentence, start, end, kind, sorted(parts.items()))


KINDS = (
    ("day", "day1"), ("day", "day2"), ("month", "month3"), ("iso", "iso"),
    ("quarter", "quarter"), ("quarter", "q"), ("half", "half"),
    ("relative", "which"), ("before", "span"), ("weekday", "weekday"),
    ("near", "near"), ("year", "year7"), ("decade", "decade"), ("year", "year8"),
)  # fmt: skip

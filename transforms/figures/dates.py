"""Dates, years and times of day: numbers that place something in time."""

from __future__ import annotations

import re
from typing import Final

from transforms.figures.numerals import alternation
from transforms.figures.rejections import Refusal

_MONTHS: Final = (
    "january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_MONTH = rf"(?:{alternation(_MONTHS)})"
_DAY_MONTH = re.compile(
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?)(?:[ ]?[-–/][ ]?|,?[ ](?:and|to|or|&)[ ]"
    rf"|,[ ])){{0,3}}+"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:[ \xa0\n](?:of[ ])?|-)({_MONTH})(?![\w])\.?"
    rf"(?:(?:,?[ ]|-)['’]?(?:\d{{4}})(?!\w|,\d))?"
)
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:z"
    r"|[+-]\d{2}:?\d{2})?)?(?![\w])"
)
_SLASHED = re.compile(
    r"\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?![\w])|\d{4}([/.])\d{1,2}\2\d{1,2}(?!\w)"
)
_MONTH_BEFORE = re.compile(rf"(?<![\w])({_MONTH})\.?(?:[ \xa0\n]|-|,[ ](?=\d{{4}}))\Z")
_AFTER_MONTH = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?(?:(?:[ ]?[-–][ ]?|[ ](?:and|to|or"
    r"|&)[ ])\d{1,2}(?:st|nd|rd|th)?(?![\d:.]\d))?"
    r"(?:,?[ ]\d{4}(?!\d|,\d))?(?![\d%])|\d{4}(?!\d|,\d)"
)
_ZONE = (
    r"(?:gmt|bst|est|edt|et|pt|pst|pdt|ct|cst|cdt|utc|cet|cest|ist|aest|aedt|msk"
    r"|sast|wat|jst|local time|hours gmt|hrs)"
)
_CLOCK = re.compile(
    rf"\d{{1,2}}(?:[:.]\d{{2}})?(?::\d{{2}})?[ \xa0]?(?:[ap]\.[ ]?m\.?"
    rf"|[ap]m(?!\w)|noon(?!\w)|midnight(?!\w)|o'clock|{_ZONE}(?!\w))"
    rf"(?:[ ](?:{_ZONE})(?!\w))?"
    rf"|\d{{1,2}}(?:[:.]\d{{2}})?[ ]?[-–][ ]?\d{{1,2}}(?:[:.]\d{{2}})?"
    rf"[ ]?[ap]\.?m(?!\w)\.?"
    rf"|\d{{1,2}}(?:[:.]\d{{2}})?[ ]to[ ]\d{{1,2}}(?:[:.]\d{{2}})?[ ]?[ap]\.?m(?!\w)\.?"
    rf"|\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:[.,]\d+)?(?!\d|:\d)(?:[ ](?:{_ZONE})(?!\w))?"
    rf"|(?:[01]\d|2[0-4])[0-5]\d[ ]?(?:gmt|bst|est|utc|cet|hours|hrs|h)(?![\w])"
)
_DECADE = re.compile(
    r"(?:1[0-9]|20)\d0'?s(?!\w)(?:[-–](?:1[0-9]|20)?\d0'?s)?|\d0s(?!\w)"
)
_SEASON = re.compile(r"(?:1[5-9]|20)\d{2}[-–/](?:\d{2}|\d{4})(?!\d|[,.]\d)(?!-\d)")
_YEAR = re.compile(r"(?:1[5-9]\d{2}|2[01]\d{2})(?![\d]|,\d{3}|\.\d|%)")
_WORD_YEAR = re.compile(
    r"(?:eighteen|nineteen|twenty)[ -](?:oh[ -][a-z]+|(?:twenty|thirty|forty|fifty"
    r"|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven"
    r"|eight|nine))?"
    r"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)(?!\w)"
)


def clock_or_date(text: str, original: str, start: int) -> Refusal | None:
    """A date or a time of day that starts with these digits, or None."""
    match = _ISO.match(text, start) or _SLASHED.match(text, start)
    if match is not None:
        return Refusal(start, match.end(), "date", "numeric_date")
    match = _CLOCK.match(text, start)
    if match is not None:
        # "5 a.m." but not "10:1", nor "2.30 hours"
        return Refusal(start, match.end(), "clock", "clock")
    match = _DAY_MONTH.match(text, start)
    if match is not None:
        month = match.start(1)
        if (
            match.group(1) not in {"may", "march", "mar", "dec", "jan", "jun", "sep"}
            or original[month].isupper()
        ):
            end = match.end()
            if text[end - 1] == "." and len(match.group(1)) > 4:
                end -= 1
            return Refusal(start, end, "date", "day_month")
    return None


_CLOCK_LINE = re.compile(
    r"(?:[01]?\d|2[0-3])[.:][0-5]\d(?=[ ]?:|[ ][-–—][ ]|[ ]?\n|\Z|(?P<gap>[ ]+)\w)"
)
"""What opens an entry of a live page: `13.50: Police arrive`."""


def clock_of_line(text: str, original: str, start: int) -> Refusal | None:
    """The time of day that opens a line at these digits, or None."""
    match = _CLOCK_LINE.match(text, start)
    if match is None or (
        match.group("gap") and not original[match.end("gap")].isupper()
    ):
        return None
    return Refusal(start, match.end(), "clock", "clock_of_line")


def after_month(text: str, original: str, start: int) -> Refusal | None:
    """A date whose month stands before these digits (`June 22, 2024`), or None."""
    if not start or text[start - 1] not in " \xa0\n-.":
        return None
    before = _MONTH_BEFORE.search(text, max(0, start - 12), start)
    if before is None:
        return None
    place = before.start(1)
    if not original[place].isupper():
        return None
    match = _AFTER_MONTH.match(text, start)
    if match is None:
        return None
    digits = match.group()[:2]
    if len(match.group()) < 4 and not 1 <= int(re.match(r"\d+", digits).group()) <= 31:  # type: ignore[union-attr]
        return None
    return Refusal(place, match.end(), "date", "month_day")


def decade_or_season(text: str, start: int) -> Refusal | None:
    """A decade, a season or a span of years that starts here, or None."""
    match = _DECADE.match(text, start)
    if match is not None:
        return Refusal(start, match.end(), "year", "decade")
    match = _SEASON.match(text, start)
    if match is not None:
        first, last = re.findall(r"\d+", match.group())
        full = last if len(last) == 4 else first[:2] + last
        if 0 < int(full) - int(first) <= 150 or full[2:] == "00":
            return Refusal(start, match.end(), "year", "year_span")
    return None


def year_like(text: str, start: int) -> re.Match[str] | None:
    """A bare number from 1500 to 2100 that starts here, or None."""
    return _YEAR.match(text, start)


def year_in_words(text: str, start: int) -> Refusal | None:
    """`nineteen eighty-four`, or None."""
    match = _WORD_YEAR.match(text, start)
    if match is None:
        return None
    return Refusal(start, match.end(), "year", "year_in_words")

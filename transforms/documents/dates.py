"""Publication dates from whatever form an input gives them in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from warehouse.schema.terms import DatePrecision

FIRST_YEAR = 1605
"""The first printed newspaper, the Relation of Strasbourg, appeared in 1605."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# A number of seconds, milli-, micro- or nanoseconds since 1970, told apart by size:
# 10^11 seconds lie in the year 5138, 10^11 milliseconds in 1973.
EPOCH_UNITS = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9))

FEWEST_SECONDS = 100_000_000
"""Spring of 1973. Smaller numbers are 2026, 202603 and 20260302, or no date at all."""

ISO = re.compile(
    r"(?P<year>\d{4})(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d)"
    r"(?:[T ]\s*(?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d)"
    r"(?:[.,](?P<fraction>\d{1,9}))?)?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?"
    r")?)?",
    re.IGNORECASE,
)
EPOCH_TEXT = re.compile(r"-?\d{9,19}(?:\.\d+)?")
NUMERIC = re.compile(
    r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4})(?P<rest>.*)",
    re.DOTALL,
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WORDED = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]+)\.?,?\s+(?P<year>\d{4})"
    r"|(?P<month2>[a-z]+)\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{4})"
    r"|(?P<month3>[a-z]+)\.?,?\s+(?P<year3>\d{4}))"
    r"(?:,?\s+(?:at\s+)?(?P<clock>\d{1,2}:\d\d(?::\d\d)?)\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>z|utc|gmt|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)

Dated = tuple[datetime, DatePrecision]


def parse_date(value: object) -> Dated | None:
    """A UTC time with the precision it was given in; None where it can't be read.

    Reads ISO 8601, RFC 2822, seconds (milli-, micro-, nanoseconds) since 1970, dates
    written out in English and the date types of Python. A time without a zone is
    taken as UTC. ``03/04/2026`` can be two days and is not guessed at.
    """
    found: Dated | None = None
    try:
        if isinstance(value, datetime):
            found = _in_utc(value), "second"
        elif isinstance(value, date):
            found = datetime(value.year, value.month, value.day, tzinfo=UTC), "day"
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found = _from_number(value)
        elif isinstance(value, str):
            found = _from_text(value.strip()[:100])
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    if found is None or not FIRST_YEAR <= found[0].year <= 9998:
        return None
    return found


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        return datetime(*value.timetuple()[:6], value.microsecond, tzinfo=UTC)
    moved = value.astimezone(UTC)
    return datetime(*moved.timetuple()[:6], moved.microsecond, tzinfo=UTC)


def _from_number(value: float) -> Dated | None:
    """A year, month or day where the digits read as one, else seconds since 1970."""
    if abs(value) >= FEWEST_SECONDS:
        return _from_epoch(float(value))
    match = ISO.fullmatch(f"{value:.15g}")
    return _from_iso(match) if match else None


def _from_epoch(value: float) -> Dated | None:
    for limit, per_second in EPOCH_UNITS:
        if abs(value) < limit:
            seconds = value / per_second
            return EPOCH + timedelta(microseconds=round(seconds * 1e6)), "second"
    return None


def _from_text(text: str) -> Dated | None:
    if match := ISO.fullmatch(text):
        # Eight digits are a day, more of them seconds since 1970.
        return _from_iso(match)
    if EPOCH_TEXT.fullmatch(text):
        return _from_epoch(float(text))
    if match := NUMERIC.fullmatch(text):
        return _from_numeric(match)
    if match := WORDED.fullmatch(text):
        return _from_words(match)
    try:
        return _in_utc(parsedate_to_datetime(text)), "second"
    except ValueError:
        return None


def _from_iso(match: re.Match[str]) -> Dated:
    part = match.groupdict()
    precision: DatePrecision = "year"
    names: tuple[tuple[str, DatePrecision], ...] = (
        ("month", "month"),
        ("day", "day"),
        ("hour", "minute"),
        ("second", "second"),
    )
    for name, reached in names:
        if part[name]:
            precision = reached
    microsecond = int((part["fraction"] or "").ljust(6, "0")[:6])
    day = int(part["day"] or 1)
    value = datetime(
        int(part["year"]),
        int(part["month"] or 1),
        day,
        int(part["hour"] or 0),
        int(part["minute"] or 0),
        min(int(part["second"] or 0), 59),  # 60 is a leap second
        microsecond,
        tzinfo=UTC,
    )
    return value - _zone(part["zone"]), precision


def _zone(text: str | None) -> timedelta:
    if not text or text[0] not in "+-":
        return timedelta()
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return -offset if text[0] == "-" else offset


def _from_numeric(match: re.Match[str]) -> Dated | None:
    first, second = int(match["first"]), int(match["second"])
    months = 12
    if first > months:
        day, month = first, second
    elif second > months or first == second:
        day, month = second, first
    else:
        return None
    return _from_text(f"{match['year']}-{month:02}-{day:02}{match['rest']}")


def _from_words(match: re.Match[str]) -> Dated | None:
    month = MONTHS.get((match["month"] or match["month2"] or match["month3"]).lower())
    if month is None:
        return None
    year = int(match["year"] or match["year2"] or match["year3"])
    day = match["day"] or match["day2"]
    if day is None:
        return datetime(year, month, 1, tzinfo=UTC), "month"
    if match["clock"] is None:
        return datetime(year, month, int(day), tzinfo=UTC), "day"
    hour, minute, *rest = (int(part) for part in match["clock"].split(":"))
    second = rest[0] if rest else 0
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    value = datetime(year, month, int(day), hour, minute, second, tzinfo=UTC)
    return value - _zone(match["zone"]), "second" if rest else "minute"

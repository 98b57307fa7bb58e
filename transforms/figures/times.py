"""Time expressions: where they stand, and which stretch of time they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from transforms.figures.model import Number
from transforms.figures.words import MONTHS, WEEKDAYS
from warehouse.schema.terms import TimePrecision

MONTH_NUMBER = {name: i + 1 for i, name in enumerate(MONTHS)} | {
    short: i + 1
    for i, name in enumerate(MONTHS)
    for short in (
        name[:3],
        name[:3] + ".",
        name[:4] if name == "september" else name[:3],
    )
}
DAY_NUMBER = {name: i for i, name in enumerate(WEEKDAYS)} | {
    name[:3]: i for i, name in enumerate(WEEKDAYS)
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
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


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, half-open, UTC."""

    start: datetime
    end: datetime
    precision: TimePrecision


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


# Resolving.


def resolve(
    time: TimeSpan, published: datetime | None, *, future: bool = False
) -> Period | None:
    """The stretch of time that an expression names.

    Args:
        time: The expression.
        published: When the text was published; a time without zone counts as UTC.
            Without it only what names its own year is resolved.
        future: The clause speaks of what is to come, so that a month or weekday
            without a year is the next one, not the last.
    """
    now = None
    if published is not None:
        now = published if published.tzinfo else published.replace(tzinfo=UTC)
        now = now.astimezone(UTC)
    try:
        period = RESOLVERS[time.kind](time, now, future=future)
    except (OverflowError, ValueError):
        # "31 June", or a shift beyond the calendar: the text stays, without a time.
        return None
    if period is None:
        return None
    prep = time.get("prep")
    if prep == "since" and now is not None and period.start < now:
        return Period(period.start, now, period.precision)
    return period


def year_period(year: int) -> Period:
    """A calendar year."""
    return Period(at(year), at(year + 1), "year")


def at(year: int, month: int = 1, day: int = 1) -> datetime:
    """Midnight UTC of a day; months beyond December count on."""
    year += (month - 1) // 12
    return datetime(year, (month - 1) % 12 + 1, day, tzinfo=UTC)


def month_period(year: int, month: int) -> Period:
    """A calendar month."""
    return Period(at(year, month), at(year, month + 1), "month")


def day_period(day: datetime) -> Period:
    """The day of a time."""
    start = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return Period(start, start + timedelta(days=1), "day")


def week_period(day: datetime) -> Period:
    """The week, from Monday, of a time."""
    start = day_period(day).start - timedelta(days=day.weekday())
    return Period(start, start + timedelta(days=7), "week")


def quarter_period(year: int, quarter: int) -> Period:
    """A calendar quarter."""
    first = 3 * quarter - 2
    return Period(at(year, first), at(year, first + 3), "quarter")


def shift(now: datetime, unit: str, n: Decimal) -> datetime:
    """A time moved by a number of units, back where it is negative."""
    days = {"second": Decimal(1) / 86400, "minute": Decimal(1) / 1440,
            "hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7),
            "fortnight": Decimal(14)}  # fmt: skip
    if unit in days:
        return now + timedelta(seconds=int(n * days[unit] * 86400))
    months = int(n * {"month": 1, "quarter": 3, "year": 12, "decade": 120,
                      "century": 1200}[unit])  # fmt: skip
    total = now.year * 12 + now.month - 1 + months
    year, month = divmod(total, 12)
    last_day = (at(year, month + 2) - timedelta(days=1)).day
    return now.replace(year=year, month=month + 1, day=min(now.day, last_day))


def around(moment: datetime, unit: str, *, fraction: bool = False) -> Period:
    """The calendar unit that holds a moment."""
    if unit in {"second", "minute", "hour"}:
        start = moment.replace(minute=0, second=0, microsecond=0)
        return Period(start, start + timedelta(hours=1), "hour")
    if unit == "day":
        return day_period(moment)
    if unit in {"week", "fortnight"}:
        return week_period(moment)
    if unit in {"month", "quarter"} or fraction:
        return month_period(moment.year, moment.month)
    if unit == "decade":
        return Period(at(moment.year), at(moment.year + 1), "year")
    return year_period(moment.year)


def resolve_shift(
    time: TimeSpan, now: datetime | None, *, future: bool
) -> Period | None:
    """`two years ago`, `six months earlier`."""
    del future
    unit, n, word = time.get("unit"), time.get("n"), time.get("shift")
    if (
        now is None
        or not n
        or not unit
        or word in {"after", "later", "before", "prior"}
    ):
        return None
    size = Decimal(n)
    moment = shift(now, unit, size if word == "from now" else -size)
    return around(moment, unit, fraction=size != int(size))


def resolve_window(
    time: TimeSpan, now: datetime | None, *, future: bool
) -> Period | None:
    """`in the past four years`: from then to the publication."""
    del future
    unit, n, which = time.get("unit"), time.get("n"), time.get("which")
    if now is None or not n or not unit:
        return None
    precision: TimePrecision = {
        "second": "second",
        "minute": "hour",
        "hour": "hour",
        "day": "day",
        "week": "week",
        "month": "month",
        "year": "year",
    }.get(unit, "year")  # type: ignore[assignment]
    if which in {"next", "coming"}:
        return Period(now, shift(now, unit, Decimal(n)), precision)
    return Period(shift(now, unit, -Decimal(n)), now, precision)


def nearest_month(now: datetime, month: int, *, future: bool) -> int:
    """The year of the month that is meant without one."""
    if future:
        return now.year if month >= now.month else now.year + 1
    return now.year if month <= now.month else now.year - 1


def year_of(text: str | None, now: datetime | None) -> int | None:
    """The year that "2019", "last year" or "the year" stands for."""
    if text is None:
        return None
    if text.isdigit():
        return int(text)
    if now is None:
        return None
    return now.year + {"last year": -1, "next year": 1}.get(text, 0)


def part_of(period: Period, part: str | None) -> Period:
    """The early, middle or late third of a period."""
    if not part or period.precision not in {"year", "month"}:
        return period
    if period.precision == "month":
        if "end" in part or part == "late":
            return Period(period.end - timedelta(days=10), period.end, "week")
        if "start" in part or "beginning" in part or part == "early":
            return Period(period.start, period.start + timedelta(days=10), "week")
        middle = period.start + timedelta(days=10)
        return Period(middle, middle + timedelta(days=10), "week")
    year = period.start.year
    if "end" in part or part == "late":
        return Period(at(year, 10), period.end, "quarter")
    if "start" in part or "beginning" in part or part == "early":
        return Period(period.start, at(year, 4), "quarter")
    return Period(at(year, 5), at(year, 9), "quarter")


def resolve_day(time: TimeSpan, now: datetime | None, *, future: bool) -> Period | None:
    """`12 March`, `March 12, 2020`."""
    month = MONTH_NUMBER[(time.get("month1") or time.get("month2") or "")[:3]]
    day = int(time.get("day1") or time.get("day2") or 0)
    year = year_of(time.get("year1") or time.get("year2"), now)
    if year is None:
        if now is None:
            return None
        year = nearest_month(now, month, future=future)
        if month == now.month and day > now.day and not future:
            # A day later this month was announced, not reported.
            year = now.year
    return day_period(at(year, month, day))


def resolve_month(
    time: TimeSpan, now: datetime | None, *, future: bool
) -> Period | None:
    """`in June`, `March 2020`, `late September`."""
    month = MONTH_NUMBER[(time.get("month3") or "")[:3]]
    year = year_of(time.get("year3"), now)
    if year is None:
        if now is None:
            return None
        year = nearest_month(now, month, future=future or time.get("prep") == "by")
    return part_of(month_period(year, month), time.get("part"))


def resolve_iso(time: TimeSpan, now: datetime | None, *, future: bool) -> Period | None:
    """`2020-03-12`."""
    del now, future
    year, month, day = map(int, (time.get("iso") or "").split("-"))
    return day_period(at(year, month, day))


def resolve_quarter(
    time: TimeSpan, now: datetime | None, *, future: bool
) -> Period | None:
    """`the third quarter of 2020`, `Q3`, `the last quarter`."""
    word = time.get("quarter")
    number = int(time.get("q") or 0) or QUARTERS[word or "first"]
    year = year_of(time.get("year4") or time.get("year5"), now)
    if year is None:
        if now is None:
            return None
        if word == "last" and not time.get("year4"):
            moment = shift(now, "quarter", Decimal(-1))
            return quarter_period(moment.year, (moment.month + 2) // 3)
        year = (
            now.year if future or at(now.year, 3 * number - 2) <= now else now.year - 1
        )
    return quarter_period(year, number)


def resolve_half(
    time: TimeSpan, now: datetime | None, *, future: bool
) -> Period | None:
    """`the first half of 2020`."""
    del future
    year = year_of(time.get("year6"), now)
    if year is None:
        return None
    if time.get("half") == "first":
        return Period(at(year), at(year, 7), "quarter")
    return Period(at(year, 7), at(year + 1), "quarter")


def resolve_relative(
    time: TimeSpan, now: datetime | None, *, future: bool
) -> Period | None:
    """`last month`, `this year`, `next Tuesday`, `last summer`."""
    del future
    if now is None:
        return None
    which, unit = time.get("which") or "", (time.get("unit") or "").split()[-1]
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(
        which, 0
    )
    if (
        unit[:3] in DAY_NUMBER
        and unit not in {"season", "second"}
        and (unit.endswith("day") and unit != "day")
    ):
        days = (now.weekday() - DAY_NUMBER[unit[:3]]) % 7
        if step < 0:
            return day_period(now - timedelta(days=days or 7))
        return day_period(now + timedelta(days=(7 - days) if days or step > 0 else 0))
    if unit in SEASONS:
        year = now.year + step
        if which == "last" and at(now.year, SEASONS[unit] + 3) <= now:
            year = now.year
        first = SEASONS[unit]
        return Period(at(year, first), at(year, first + 3), "quarter")
    if unit[:3] in MONTH_NUMBER and unit not in {"month", "decade", "second"}:
        month = MONTH_NUMBER[unit[:3]]
        year = nearest_month(now, month, future=step > 0)
        if step < 0 and month == now.month:
            year -= 1
        return month_period(year, month)
    if unit in {"morning", "afternoon", "evening", "night"}:
        return day_period(now + timedelta(days=step))
    if unit == "weekend":
        saturday = week_period(now).start + timedelta(days=5 + 7 * step)
        return Period(saturday, saturday + timedelta(days=2), "day")
    if unit not in UNITS:
        return None
    if which == "past":
        precision: TimePrecision = around(now, unit).precision
        return Period(shift(now, unit, Decimal(-1)), now, precision)
    moment = shift(now, unit, Decimal(step))
    if unit == "quarter":
        return quarter_period(moment.year, (moment.month + 2) // 3)
    period = around(moment, unit)
    return part_of(period, time.get("part"))


def resolve_before(
    time: TimeSpan, now: datetime | None, *, future: bool
) -> Period | None:
    """`the year before`, `a month earlier`: before the time the text speaks of."""
    del future
    unit, word = time.get("span") or "", time.get("shift")
    if now is None or word != "ago":
        return None
    return around(shift(now, unit, Decimal(-1)), unit)


def resolve_weekday(
    time: TimeSpan, now: datetime | None, *, future: bool
) -> Period | None:
    """`on Tuesday`: the last one before or on the day of publication."""
    del future
    if now is None:
        return None
    days = (now.weekday() - DAY_NUMBER[(time.get("weekday") or "")[:3]]) % 7
    return day_period(now - timedelta(days=days))


def resolve_near(
    time: TimeSpan, now: datetime | None, *, future: bool
) -> Period | None:
    """`today`, `yesterday`."""
    del future
    if now is None:
        return None
    step = {"yesterday": -1, "tomorrow": 1}.get(time.get("near") or "", 0)
    return day_period(now + timedelta(days=step))


def resolve_year(
    time: TimeSpan, now: datetime | None, *, future: bool
) -> Period | None:
    """`in 2019`, `2018-19`, `fiscal 2021`, `late 2020`."""
    del now, future
    year = int(time.get("year7") or time.get("year8") or 0)
    until = time.get("until")
    if until:
        last = int(until) if len(until) == 4 else year // 100 * 100 + int(until)
        if year < last <= year + 60:
            return Period(at(year), at(last + 1), "year")
    return part_of(year_period(year), time.get("part"))


def resolve_decade(
    time: TimeSpan, now: datetime | None, *, future: bool
) -> Period | None:
    """`the 1990s`."""
    del now, future
    year = int(time.get("decade") or 0)
    return Period(at(year), at(year + 10), "year")


RESOLVERS = {
    "shift": resolve_shift,
    "window": resolve_window,
    "day": resolve_day,
    "month": resolve_month,
    "iso": resolve_iso,
    "quarter": resolve_quarter,
    "half": resolve_half,
    "relative": resolve_relative,
    "before": resolve_before,
    "weekday": resolve_weekday,
    "near": resolve_near,
    "year": resolve_year,
    "decade": resolve_decade,
}

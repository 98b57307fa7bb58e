"""Stretches of time that time expressions name, seen from a publication date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from transforms.figures.times import UNITS, TimeSpan
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


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, half-open, UTC."""

    start: datetime
    end: datetime
    precision: TimePrecision


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

"""Time expressions and the stretch of time that each one names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from transforms.figures.periods import resolve
from transforms.figures.times import find_times

PUBLISHED = datetime(2023, 10, 18, 9, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "shown", "start", "end", "precision"),
    [
        ("on Tuesday", "Tuesday", "2023-10-17", "2023-10-18", "day"),
        ("on Wednesday", "Wednesday", "2023-10-18", "2023-10-19", "day"),
        ("last Wednesday", "last Wednesday", "2023-10-11", "2023-10-12", "day"),
        ("yesterday", "yesterday", "2023-10-17", "2023-10-18", "day"),
        ("last month", "last month", "2023-09-01", "2023-10-01", "month"),
        ("this year", "this year", "2023-01-01", "2024-01-01", "year"),
        ("in June", "June", "2023-06-01", "2023-07-01", "month"),
        ("in November", "November", "2022-11-01", "2022-12-01", "month"),
        ("in April last year", "April last year", "2022-04-01", "2022-05-01", "month"),
        ("on 12 March", "12 March", "2023-03-12", "2023-03-13", "day"),
        ("on Sept. 5, 2021", "Sept. 5, 2021", "2021-09-05", "2021-09-06", "day"),
        ("in the third quarter of 2020", "third quarter of 2020", "2020-07-01", "2020-10-01", "quarter"),
        ("by 2030", "by 2030", "2030-01-01", "2031-01-01", "year"),
        ("since 2015", "since 2015", "2015-01-01", "2023-10-18", "year"),
        ("between 2010 and 2014", "between 2010 and 2014", "2010-01-01", "2015-01-01", "year"),
        ("in the 1990s", "1990s", "1990-01-01", "2000-01-01", "year"),
        ("a decade ago", "a decade ago", "2013-01-01", "2014-01-01", "year"),
    ],
)  # fmt: skip
def test_an_expression_names_a_stretch_of_time(
    text: str, shown: str, start: str, end: str, precision: str
) -> None:
    (time,) = find_times(f"It cost much {text}, they said.")
    period = resolve(time, PUBLISHED)
    assert time.shown == shown
    assert period is not None
    assert (str(period.start)[:10], str(period.end)[:10]) == (start, end)
    assert period.precision == precision


def test_a_month_to_come_is_the_next_one_where_the_clause_speaks_of_plans() -> None:
    (time,) = find_times("It will open in June.")
    period = resolve(time, PUBLISHED, future=True)
    assert period is not None
    assert period.start == datetime(2024, 6, 1, tzinfo=UTC)


def test_without_a_publication_only_what_names_its_year_is_resolved() -> None:
    first, second = find_times("It fell last month, from its high in 2019.")
    assert resolve(first, None) is None
    assert resolve(second, None) is not None


@pytest.mark.parametrize(
    "text", ["It may rain.", "They march on.", "A sun hat.", "The second half.", ""]
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert find_times(text) == []


def test_a_day_that_does_not_exist_stays_text() -> None:
    for time in find_times("It closed on 31 June 2020."):
        assert resolve(time, PUBLISHED) is None

"""Dates as inputs write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.documents.dates import parse_date


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "time", "precision"),
    [
        ("2026-03-02", at(2026, 3, 2), "day"),
        ("20260302", at(2026, 3, 2), "day"),
        ("2026-03", at(2026, 3, 1), "month"),
        ("2026", at(2026, 1, 1), "year"),
        ("2026-03-02T09:30", at(2026, 3, 2, 9, 30), "minute"),
        ("2026-03-02T09:30:15Z", at(2026, 3, 2, 9, 30, 15), "second"),
        ("2026-03-02 09:30:15.250+01:00", at(2026, 3, 2, 8, 30, 15, 250000), "second"),
        ("20260302T093015+0530", at(2026, 3, 2, 4, 0, 15), "second"),
        ("2026-12-31T23:30:00-05:00", at(2027, 1, 1, 4, 30), "second"),
        ("Mon, 02 Mar 2026 09:30:00 +0100", at(2026, 3, 2, 8, 30), "second"),
        ("Mon, 02 Mar 2026 09:30:00 GMT", at(2026, 3, 2, 9, 30), "second"),
        ("2 March 2026", at(2026, 3, 2), "day"),
        ("March 2nd, 2026", at(2026, 3, 2), "day"),
        ("Monday, March 2, 2026 at 9:30 pm", at(2026, 3, 2, 21, 30), "minute"),
        ("Sept. 2026", at(2026, 9, 1), "month"),
        ("31/12/2026", at(2026, 12, 31), "day"),
        ("12/31/2026", at(2026, 12, 31), "day"),
        ("1772443800", at(2026, 3, 2, 9, 30), "second"),
        (1772443800, at(2026, 3, 2, 9, 30), "second"),
        (20260302, at(2026, 3, 2), "day"),
        (2026.0, at(2026, 1, 1), "year"),
        (1772443800000, at(2026, 3, 2, 9, 30), "second"),
        (1772443800.5, at(2026, 3, 2, 9, 30, 0, 500000), "second"),
        (date(2026, 3, 2), at(2026, 3, 2), "day"),
        (at(2026, 3, 2, 9).replace(tzinfo=None), at(2026, 3, 2, 9), "second"),
        (
            datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=2))),
            at(2026, 3, 2, 7),
            "second",
        ),
    ],
)
def test_a_date_keeps_its_precision_and_becomes_utc(value, time, precision):
    assert parse_date(value) == (time, precision)


@pytest.mark.parametrize(
    "value",
    [
        "03/04/2026",  # the third of April or the fourth of March
        "",
        "soon",
        "yesterday",
        "2026-02-30",
        "2026-13-01",
        "1066-10-14",
        "0001-01-01",
        "99999-01-01",
        None,
        True,
        [2026, 3, 2],
        float("inf"),
        float("nan"),
        10**30,
        0,
        3,
        "9" * 90,
        "5 Nonsense 2026",
    ],
)
def test_what_is_no_sure_date_is_none(value):
    assert parse_date(value) is None


@given(st.text(max_size=40) | st.floats() | st.integers())
def test_no_value_raises(value):
    found = parse_date(value)
    assert found is None or found[0].tzinfo is UTC


@given(st.integers(min_value=-8_000_000_000, max_value=4_000_000_000))
def test_iso_comes_back(seconds):
    moment = at(1970, 1, 1) + timedelta(seconds=seconds)
    assert parse_date(moment.isoformat()) == (moment, "second")

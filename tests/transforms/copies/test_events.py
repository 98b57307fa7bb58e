"""Events: clusters that report one happening."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from transforms.copies import find_copies
from transforms.copies.events import Events, find_events
from warehouse.schema import copies as schema

FIRST = """A passenger ferry ran aground off Skerry Point on Saturday with 214 people on \
board, the coastguard at Marlsea said. Nobody was badly hurt.
The Northern Gannet, on its way from Port Ellis to Thornwick, lost steering in fog and \
struck a sandbank half a mile from the lighthouse. Lifeboats from Marlsea took off the \
passengers in three hours while the crew dropped anchor.
Captain Odd Brekke told reporters that an alarm in the engine room had sounded minutes \
before. Gannet Lines, the owner, sent divers to look at the hull and cancelled sailings."""

SECOND = """Two hundred travellers spent a cold night in a sports hall after the Northern Gannet \
got stuck near the Skerry Point lighthouse.
"We heard a bang, then silence," said Rosa Imber, a teacher from Thornwick, who had been \
queuing for coffee. Volunteers of the Marlsea lifeboat brought blankets and soup.
Gannet Lines is to pay for hotel rooms and coaches. Investigators of the maritime board \
will interview captain Odd Brekke on Monday and study the ship's steering, which was \
overhauled in the Port Ellis yard only last spring."""

OTHER = """The price of barley rose for the fifth week in a row at the Thornwick corn exchange as \
a dry spring cut yields on the southern plains.
Traders paid 212 crowns a tonne on Wednesday, the growers' union said. Brewers warned \
that beer would cost more by autumn; bakers were less worried, as wheat stayed cheap.
Meteorologists expect showers next week, but agronomist Lena Quist doubted that they \
would come in time for the fields round Upper Stoke."""


def events(days: list[int | None]) -> Events:
    """Events of the three texts, published so many days after the first of March."""
    first = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    table = pa.table(
        {
            "article_id": ["a", "b", "c"],
            "text": [FIRST, SECOND, OTHER],
            "published_at": pa.array(
                [None if d is None else first + dt.timedelta(days=d) for d in days],
                pa.timestamp("us", tz="UTC"),
            ),
        }
    )
    return find_events(table, copies=find_copies(table))


def test_two_reports_of_one_happening_share_an_event_named_by_what_they_share() -> None:
    found = events([0, 1, 1])
    assert found.events.schema.equals(schema.EVENTS.arrow)
    row = found.events.to_pylist()[0]
    assert (row["n_clusters"], row["n_articles"]) == (2, 2)
    assert "Gannet" in row["label"] or "Brekke" in row["label"]
    held = {r["origin_article_id"]: r["event_id"] for r in found.clusters.to_pylist()}
    assert held["a"] == held["b"] == row["event_id"]
    assert held["c"] is None


def test_reports_without_dates_are_joined_on_stronger_evidence() -> None:
    assert events([None, None, None]).events.num_rows == 1


def test_reports_weeks_apart_are_different_happenings() -> None:
    assert events([0, 21, 1]).events.num_rows == 0

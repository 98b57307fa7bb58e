"""The store: a set of records in files that never change."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.home import Home
from warehouse.schema.documents import REJECTS
from warehouse.schema.errors import ReleaseError
from warehouse.store import STORED, Store, StoredRecord, StoredReject

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def record(
    article: str = "a", text: str = "Water rose.", **more: object
) -> StoredRecord:
    """A record of an article; `more` sets its other fields."""
    fields: dict[str, object] = {
        "source": "samples",
        "source_path": "flood.jsonl",
        "record": 1,
        "external_id": None,
        "url": None,
        "canonical_url": None,
        "outlet": "Harbour Courier",
        "title": "Flood",
        "authors": ["Ida Marlow"],
        "published_at": NOON,
        "published_precision": "minute",
        "published_method": "record",
        "language": "en",
        "raw": b"<p>Water rose.</p>",
        "extractor": "record",
        "encoding": "utf-8",
        "retrieved_at": NOON,
    }
    return StoredRecord(article_id=article, text=text, **(fields | more))  # type: ignore[arg-type]


def reject(path: str = "broken.jsonl", **more: object) -> StoredReject:
    """A refusal of line 3 of a file."""
    fields: dict[str, object] = {
        "stage": "parse",
        "source": "samples",
        "record": 3,
        "code": "json_syntax",
        "message": "line 3 is not valid JSON: mend it",
        "retrieved_at": NOON,
    }
    return StoredReject(source_path=path, **(fields | more))  # type: ignore[arg-type]


def test_the_same_input_twice_adds_nothing(home: Home) -> None:
    batch = [record(), record("b"), reject()]
    first = Store(home).append(batch)
    files = sorted(path.name for path in home.segments.iterdir())
    digest = Store(home).digest()
    second = Store(home).append(batch)
    assert (first.records, first.rejects, first.repeated) == (2, 1, 0)
    assert (second.records, second.rejects, second.repeated) == (0, 0, 3)
    assert second.segments == 0
    assert sorted(path.name for path in home.segments.iterdir()) == files
    assert Store(home).digest() == digest


def test_a_record_comes_back_as_it_went_in(home: Home) -> None:
    given = record(text="Zeile eins\r\nzwei 🌊\n", authors=None, published_at=None)
    Store(home).append([given])
    (row,) = Store(home).read(columns=STORED.arrow.names).to_pylist()
    assert row == given.row()


def test_raw_bytes_are_read_only_where_they_are_asked_for(home: Home) -> None:
    Store(home).append([record()])
    assert "raw" not in Store(home).read().column_names
    assert Store(home).read(columns=["raw"])["raw"].to_pylist() == [
        b"<p>Water rose.</p>"
    ]


def test_how_a_record_came_makes_no_new_record(home: Home) -> None:
    """A line added at the top of a file moves all others; they are not new."""
    later = NOON + timedelta(days=1)
    Store(home).append([record()])
    again = record(record=2, raw=None, encoding="ascii", retrieved_at=later)
    done = Store(home).append([again])
    assert done.records == 0
    assert Store(home).read()["retrieved_at"].to_pylist() == [NOON]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Water fell."},
        {"title": "Flood ends"},
        {"published_at": NOON + timedelta(hours=1)},
        {"published_at": None},
        {"authors": ["Ida Marlow", "Tom Reed"]},
        {"outlet": None},
        {"source_path": "other.jsonl"},
    ],
)
def test_what_a_record_says_makes_a_new_record(
    home: Home, change: dict[str, object]
) -> None:
    Store(home).append([record()])
    assert Store(home).append([record(**change)]).records == 1


def test_the_time_zone_of_a_date_makes_no_new_record(home: Home) -> None:
    Store(home).append([record()])
    zone = NOON.astimezone(tz=None).tzinfo
    assert Store(home).append([record(published_at=NOON.astimezone(zone))]).records == 0


def test_the_first_retrieval_wins_in_whatever_order_they_come(home: Home) -> None:
    earlier = NOON - timedelta(days=1)
    Store(home).append([record(), reject()])
    Store(home).append([record(retrieved_at=earlier), reject(retrieved_at=earlier)])
    assert Store(home).read()["retrieved_at"].to_pylist() == [earlier]
    assert Store(home).rejects()["retrieved_at"].to_pylist() == [earlier]


def test_an_empty_store_has_tables_and_a_digest(home: Home) -> None:
    assert Store(home).read().num_rows == 0
    assert Store(home).rejects().schema == REJECTS.arrow
    assert Store(home).digest() == Store(home).digest()


def test_segments_are_cut_by_records_and_by_size(home: Home) -> None:
    by_records = Store(home).append(
        (record(f"a{i}") for i in range(10)), segment_records=4
    )
    by_size = Store(home).append(
        (record(f"b{i}", text="x" * 1000) for i in range(10)), segment_bytes=2500
    )
    assert by_records.segments == 3
    assert by_size.segments == 4
    assert Store(home).read().num_rows == 20


def test_an_ingest_holds_one_segment_at_a_time(home: Home) -> None:
    """What was read before a failure is kept whole; the next ingest adds the rest."""

    def failing() -> object:
        for i in range(10):
            if i == 9:
                raise OSError("the cable came out")
            yield record(f"a{i}")

    with pytest.raises(OSError, match="cable"):
        Store(home).append(failing(), segment_records=4)
    assert Store(home).read().num_rows == 8
    done = Store(home).append((record(f"a{i}") for i in range(10)), segment_records=4)
    assert (done.records, done.repeated) == (2, 8)


def test_a_damaged_segment_is_found(home: Home) -> None:
    Store(home).append([record()])
    (segment,) = home.segments.iterdir()
    segment.write_bytes(segment.read_bytes()[:-1] + b"x")
    assert list(Store(home).damaged()) == [segment]
    with pytest.raises(ReleaseError, match="can't be read"):
        Store(home).append([record()])


def test_texts_of_more_than_a_slice_come_back_in_order(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.store.TAKE_ROWS", 3)
    Store(home).append([record(f"a{9 - i}", text=f"text {9 - i}") for i in range(10)])
    assert Store(home).read()["text"].to_pylist() == [f"text {i}" for i in range(10)]


ITEMS = st.lists(
    st.one_of(
        st.builds(
            lambda article, text, day, line: record(
                article, text, record=line, retrieved_at=NOON + timedelta(days=day)
            ),
            st.sampled_from("abc"),
            st.sampled_from(["Water rose.", "Water fell.", "Dry."]),
            st.integers(0, 3),
            st.just(1),
        ),
        st.builds(
            lambda path, day: reject(path, retrieved_at=NOON + timedelta(days=day)),
            st.sampled_from(["x", "y"]),
            st.integers(0, 3),
        ),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(items=ITEMS, data=st.data())
def test_order_and_batches_of_ingest_do_not_show(
    items: list[StoredRecord | StoredReject], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(items))
    cut = data.draw(st.integers(0, len(items)))
    with tempfile.TemporaryDirectory() as folder:
        one, two = Store(Home(Path(folder) / "1")), Store(Home(Path(folder) / "2"))
        one.append(items, segment_records=3)
        two.append(shuffled[:cut], segment_records=2)
        two.append(shuffled[cut:])
        assert one.read().equals(two.read())
        assert one.rejects().equals(two.rejects())
        assert one.digest() == two.digest()

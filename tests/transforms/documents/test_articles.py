"""From records to articles, versions and outlets."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from transforms.documents.articles import (
    article_id_of,
    build_documents,
    check_dates,
)
from transforms.documents.record import Record
from warehouse.schema.documents import ARTICLE_VERSIONS, ARTICLES, OUTLETS
from warehouse.schema.identity import make_id, sha256_text
from warehouse.schema.working import DOCUMENTS

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
TEXT = "The water board of Tarn said on Monday that the repairs would cost more."

SCHEMA = pa.schema(
    [
        ("article_id", pa.string()),
        ("source", pa.string()),
        ("source_path", pa.string()),
        ("record", pa.int32()),
        ("external_id", pa.string()),
        ("url", pa.string()),
        ("canonical_url", pa.string()),
        ("outlet", pa.string()),
        ("title", pa.string()),
        ("authors", pa.list_(pa.string())),
        ("published_at", pa.timestamp("us", tz="UTC")),
        ("published_precision", pa.string()),
        ("published_method", pa.string()),
        ("language", pa.string()),
        ("text", pa.string()),
        ("text_sha256", pa.string()),
        ("extractor", pa.string()),
        ("encoding", pa.string()),
        ("retrieved_at", pa.timestamp("us", tz="UTC")),
    ]
)


def record(**changes) -> Record:
    fields = {"source": "wire", "source_path": "a.txt", "text": TEXT}
    return Record(**fields | {"extractor": "plain"} | changes)


def stored(*rows):
    """Rows of the store: (article, days after Monday, fields that differ)."""
    plain = dict.fromkeys(SCHEMA.names)
    return pa.Table.from_pylist(
        [
            plain
            | {"source": "wire", "source_path": "a.txt", "extractor": "plain"}
            | {"text": TEXT}
            | fields
            | {
                "article_id": article,
                "retrieved_at": MONDAY + timedelta(days=days),
                "text_sha256": sha256_text(fields.get("text", TEXT)),
            }
            for article, days, fields in rows
        ],
        schema=SCHEMA,
    )


def versions(documents):
    return [
        (row["version"], row["title"], row["text"][-9:], row["is_current"])
        for row in documents.documents.to_pylist()
    ]


# ----------------------------------------------------------------- identity


def test_an_article_is_named_by_the_first_that_exists():
    url = "https://tarnpost.example/a"
    full = record(canonical_url=url, external_id="7")
    assert article_id_of(full) == make_id(url)
    assert article_id_of(record(external_id="7")) == make_id("wire", "7")
    assert article_id_of(record()) == make_id("wire", "a.txt")


def test_rows_without_names_keep_their_id_wherever_they_stand():
    first = record(source_path="a.csv", record=1)
    moved = record(source_path="a.csv", record=9)
    assert article_id_of(first) == article_id_of(moved)


def test_equal_rows_of_two_outlets_and_repeated_rows_are_different_articles():
    rows = [
        record(source_path="a.csv", record=1),
        record(source_path="a.csv", record=2, repeat=1),
        record(source_path="a.csv", record=3, outlet="Tarn Post"),
        record(source_path="b.csv", record=1),
    ]
    assert len({article_id_of(row) for row in rows}) == len(rows)


# -------------------------------------------------------------------- dates


def test_a_date_after_retrieval_is_taken_away_and_said_so():
    dated = record(
        published_at=MONDAY + timedelta(hours=1),
        published_precision="second",
        published_method="record",
    )
    kept, reject = check_dates(dated, MONDAY)
    assert kept.published_at is kept.published_precision is kept.published_method
    assert reject.code == "future_date"


@pytest.mark.parametrize(
    ("retrieved", "precision", "kept"),
    [
        # It is the third of March first at +14:00, which is 10:00 of the second in UTC.
        (datetime(2026, 3, 2, 10, 0, tzinfo=UTC), "day", True),
        (datetime(2026, 3, 2, 9, 59, tzinfo=UTC), "day", False),
        (datetime(2026, 3, 2, 10, 0, tzinfo=UTC), "second", False),
        (datetime(2026, 3, 2, 23, 59, tzinfo=UTC), "minute", False),
    ],
)
def test_a_day_is_no_future_where_it_has_begun_somewhere(retrieved, precision, kept):
    dated = record(
        published_at=datetime(2026, 3, 3, tzinfo=UTC),
        published_precision=precision,
        published_method="record",
    )
    found, reject = check_dates(dated, retrieved)
    assert (found == dated) is kept
    assert (reject is None) is kept


@pytest.mark.parametrize(("hours", "kept"), [(15, True), (24, True), (25, False)])
def test_what_was_fetched_on_a_day_may_be_of_its_last_minute(hours, kept):
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    dated = record(
        published_at=midnight + timedelta(hours=hours),
        published_precision="second",
        published_method="record",
        retrieved_at=midnight,
        retrieved_precision="day",
    )
    assert (check_dates(dated, midnight) == (dated, None)) is kept


def test_a_date_before_print_is_taken_away_and_said_so():
    dated = record(published_at=datetime(1204, 4, 13, tzinfo=UTC))
    kept, reject = check_dates(dated, MONDAY)
    assert kept.published_at is None
    assert reject.code == "bad_date"


@pytest.mark.parametrize("published", [None, MONDAY, MONDAY - timedelta(days=9)])
def test_other_dates_stay(published):
    dated = record(published_at=published)
    assert check_dates(dated, MONDAY) == (dated, None)


# ----------------------------------------------------------------- versions


def test_the_tables_conform_to_their_schemas():
    built = build_documents(stored(("a", 0, {})))
    assert built.documents.schema == DOCUMENTS.arrow
    assert built.articles.schema == ARTICLES.arrow
    assert built.article_versions.schema == ARTICLE_VERSIONS.arrow
    assert built.outlets.schema == OUTLETS.arrow
    for table in (built.documents, built.articles, built.article_versions):
        table.validate(full=True)


def test_an_empty_store_gives_empty_tables():
    built = build_documents(SCHEMA.empty_table())
    assert built.documents.num_rows == built.articles.num_rows == 0
    assert built.outlets.num_rows == 0


def test_a_text_seen_again_adds_no_version():
    built = build_documents(stored(("a", 0, {}), ("a", 3, {})))
    assert versions(built) == [(1, None, "ost more.", True)]
    (article,) = built.articles.to_pylist()
    assert article["first_retrieved_at"] == MONDAY
    assert article["last_retrieved_at"] == MONDAY + timedelta(days=3)


def test_versions_stand_in_order_of_first_retrieval():
    old, new = {"text": TEXT + " (old)"}, {"text": TEXT + " (new)"}
    built = build_documents(stored(("a", 2, new), ("a", 0, old), ("a", 5, old)))
    assert [row[2][-5:] for row in versions(built)] == ["(old)", "(new)"]
    assert [row[3] for row in versions(built)] == [False, True]
    retrieved = built.article_versions["retrieved_at"].to_pylist()
    assert retrieved == [MONDAY, MONDAY + timedelta(days=2)]


@pytest.mark.parametrize("texts", [("31", "33"), ("33", "31")])
def test_of_two_texts_of_one_file_the_later_one_is_current(texts):
    first, second = ({"text": text, "record": n} for n, text in enumerate(texts, 1))
    for rows in ((first, second), (second, first)):
        built = build_documents(stored(*(("a", 0, row) for row in rows)))
        assert [row[2] for row in versions(built)] == list(texts)


def test_a_new_headline_is_a_new_version():
    built = build_documents(
        stored(("a", 0, {"title": "Repairs"}), ("a", 1, {"title": "Costly repairs"}))
    )
    assert [row[:2] for row in versions(built)] == [
        (1, "Repairs"),
        (2, "Costly repairs"),
    ]
    assert built.articles["title"].to_pylist() == ["Costly repairs"]


@pytest.mark.parametrize("days", [(0, 1), (1, 0)])
def test_a_record_without_a_headline_adds_no_version_to_a_known_text(days):
    built = build_documents(
        stored(("a", days[0], {"title": "Repairs"}), ("a", days[1], {}))
    )
    assert [row[:2] for row in versions(built)] == [(1, "Repairs")]
    assert built.article_versions["retrieved_at"].to_pylist() == [MONDAY]


def test_facts_come_from_the_newest_record_that_has_them():
    published = {
        "published_at": MONDAY,
        "published_precision": "day",
        "published_method": "record",
    }
    built = build_documents(
        stored(
            ("a", 0, {"authors": ["Ida Marlow"], "url": "https://x.example/a"}),
            ("a", 1, {"authors": ["Sam Orrell"]} | published),
            ("a", 2, {"source_path": "b.txt"}),
        )
    )
    (article,) = built.articles.to_pylist()
    assert article["authors"] == ["Sam Orrell"]
    assert article["url"] == "https://x.example/a"
    assert article["published_precision"] == "day"
    assert article["source_path"] == "b.txt"
    assert article["outlet_id"] == "x.example"


def test_the_order_of_the_records_does_not_matter():
    rows = [
        (
            f"article {n % 4}",
            n % 3,
            {
                "title": f"Title {n % 2}" if n % 5 else None,
                "text": TEXT + str(n % 6),
                "outlet": f"Outlet {n % 3}" if n % 4 else None,
                "authors": [f"Author {n}"] if n % 3 else None,
                "published_at": MONDAY + timedelta(days=n) if n % 2 else None,
                "published_precision": "day" if n % 2 else None,
                "source_path": f"{n}.txt",
            },
        )
        for n in range(24)
    ]
    straight = build_documents(stored(*rows))
    for seed in range(5):
        mixed = random.Random(seed).sample(rows, len(rows))
        built = build_documents(stored(*mixed))
        assert built.documents.equals(straight.documents)
        assert built.articles.equals(straight.articles)
        assert built.outlets.equals(straight.outlets)


def test_words_and_characters_are_counted():
    built = build_documents(stored(("a", 0, {"text": "Two wörds\n\nand three more"})))
    (row,) = built.article_versions.to_pylist()
    assert (row["n_chars"], row["n_words"]) == (25, 5)


# ----------------------------------------------------------------- language


def test_a_given_language_wins_and_others_are_identified():
    german = "Der Hafen war nach dem Sturm drei Tage lang geschlossen."
    built = build_documents(
        stored(
            ("a", 0, {}),
            ("b", 0, {"text": german}),
            ("c", 0, {"language": "cy"}),
            ("d", 0, {"text": "Flood: 3 dead"}),
        )
    )
    rows = built.articles.to_pylist()
    assert [row["language"] for row in rows] == ["en", "de", "cy", "und"]
    assert [row["figures_skipped"] for row in rows] == [
        None,
        "language_not_english",
        "language_not_english",
        None,
    ]


def test_a_text_that_is_too_long_is_kept_without_figures():
    built = build_documents(stored(("a", 0, {})), max_characters=50)
    assert built.articles["figures_skipped"].to_pylist() == ["too_long"]
    assert built.documents["text"].to_pylist() == [TEXT]

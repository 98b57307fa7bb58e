"""Reading: every format."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reading import TEXT, lines, read, written


def test_a_text_file_is_taken_as_it_stands(tmp_path):
    content = "Flood in Tarn\r\n\r\n  Two  spaces,\ta tab.\n\n"
    (record,), rejects, _ = read(written(tmp_path / "a.txt", content))
    assert record.text == content
    assert record.title is None
    assert record.extractor == "plain"
    assert record.source == record.source_path == "a.txt"
    assert rejects == []


def test_a_folder_is_read_in_order_of_its_paths(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/c.md", "c.text"):
        written(tmp_path / "wire" / name, TEXT + name)
    records, _, _ = read(tmp_path / "wire")
    assert [record.source_path for record in records] == [
        "a/c.md",
        "a/z.txt",
        "b.txt",
        "c.text",
    ]
    assert {record.source for record in records} == {"wire"}


def test_hidden_files_are_passed_by_and_named_once(tmp_path):
    written(tmp_path / ".DS_Store", b"\x00\x01")
    written(tmp_path / ".git" / "a.txt", TEXT)
    for number in range(5):
        written(tmp_path / "b" / f".{number}\n", TEXT)
    written(tmp_path / "a.txt", TEXT)
    records, rejects, (notice,) = read(tmp_path, source="wire")
    assert len(records) == 1
    assert rejects == []
    assert "wire: hidden files" in notice.message
    assert ": .DS_Store, .git, b/.0\\n, b/.1\\n, b/.2\\n and 2 more;" in notice.message


def test_a_glob_names_its_source_after_its_fixed_root(tmp_path):
    written(tmp_path / "wire" / "may" / "a.txt", TEXT)
    written(tmp_path / "wire" / "may" / "b.csv", "text\n" + TEXT + "\n")
    records, _, _ = read(tmp_path / "wire" / "**" / "*.txt")
    assert [(record.source, record.source_path) for record in records] == [
        ("wire", "may/a.txt")
    ]


def test_a_source_can_be_named(tmp_path):
    (record,), _, _ = read(written(tmp_path / "a.txt", TEXT), source="agency")
    assert record.source == "agency"


def test_json_lines_give_their_fields(tmp_path):
    row = {
        "id": 17,
        "url": "https://www.harbourcourier.example/flood/?utm_source=x#top",
        "title": "Flood <b>in</b> Tarn &amp; vale",
        "text": TEXT,
        "published": "2026-03-02T09:30:00+01:00",
        "outlet": "Harbour Courier",
        "authors": ["Ida Marlow"],
        "language": "en-GB",
    }
    (record,), rejects, notices = read(written(tmp_path / "a.jsonl", lines(row)))
    assert rejects == []
    assert notices == []
    assert record.external_id == "17"
    assert record.canonical_url == "https://www.harbourcourier.example/flood"
    assert record.title == "Flood in Tarn & vale"
    assert record.published_at == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert record.published_precision == "second"
    assert record.published_method == "record"
    assert record.authors == ("Ida Marlow",)
    assert record.language == "en"
    assert record.record == 1


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            {
                "source": "https://tarnpost.example/flood",
                "source-hostname": "Tarn Post",
                "date": "2026-03-02",
                "author": "Ida Marlow; Sam Orrell",
                "fingerprint": "x",
                "raw_text": "other",
                "text": TEXT,
            },
            id="trafilatura",
        ),
        pytest.param(
            {
                "maintext": TEXT,
                "date_publish": "2026-03-02 00:00:00",
                "source_domain": "tarnpost.example",
                "authors": ["Ida Marlow", "Sam Orrell"],
                "url": "https://tarnpost.example/flood",
                "title_rss": None,
                "localpath": "x",
            },
            id="news-please",
        ),
        pytest.param(
            {
                "stories_id": 4,
                "media_name": "Tarn Post",
                "publish_date": "2026-03-02 00:00:00",
                "text": TEXT,
                "authors": "Ida Marlow and Sam Orrell",
                "url": "https://tarnpost.example/flood",
                "media_id": 3,
                "indexed_date": "2026-03-03",
            },
            id="media-cloud",
        ),
        pytest.param(
            {
                "publisher": "Tarn Post",
                "publishing_date": "2026-03-02 00:00:00+00:00",
                "body": {
                    "summary": [],
                    "sections": [{"headline": [], "paragraphs": [TEXT]}],
                },
                "authors": ["Ida Marlow", "Sam Orrell"],
                "url": "https://tarnpost.example/flood",
                "free_access": True,
                "topics": [],
            },
            id="fundus",
        ),
    ],
)
def test_exports_of_other_programs_are_understood(tmp_path, row):
    (record,), rejects, notices = read(written(tmp_path / "a.jsonl", lines(row)))
    assert rejects == notices == []
    assert record.text == TEXT
    assert record.canonical_url == "https://tarnpost.example/flood"
    assert record.published_at == datetime(2026, 3, 2, tzinfo=UTC)
    assert record.outlet in ("Tarn Post", "tarnpost.example")
    assert record.authors == ("Ida Marlow", "Sam Orrell")


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([{"text": TEXT}, {"text": TEXT + " More."}]),
        json.dumps({"articles": [{"text": TEXT}, {"text": TEXT + " More."}]}),
        json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT + " More."}),
        "\ufeff" + json.dumps([{"text": TEXT}, {"text": TEXT + " More."}], indent=2),
    ],
)
def test_a_json_file_may_hold_an_array_a_wrapper_or_lines(tmp_path, content):
    records, rejects, _ = read(written(tmp_path / "a.json", content))
    assert [record.text for record in records] == [TEXT, TEXT + " More."]
    assert [record.record for record in records] == [1, 2]
    assert rejects == []


def test_a_json_file_of_one_object_is_one_article(tmp_path):
    (record,), _, _ = read(written(tmp_path / "a.json", json.dumps({"text": TEXT})))
    assert record.record is None


def test_csv_keeps_quotes_and_newlines(tmp_path):
    text = 'She said: "Enough, now."\nThen she left,\nquietly.'
    path = tmp_path / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerows([["id", "text"], ["1", text], ["2", TEXT]])
    records, rejects, _ = read(path)
    assert [record.text for record in records] == [text, TEXT]
    assert rejects == []


def test_csv_may_be_separated_by_semicolons_or_tabs(tmp_path):
    written(tmp_path / "a.csv", f"id;text\n1;{TEXT}\n")
    written(tmp_path / "b.tsv", f"id\ttext\n1\t{TEXT}\n")
    records, _, _ = read(tmp_path)
    assert [record.text for record in records] == [TEXT, TEXT]


def test_parquet_gives_its_rows(tmp_path):
    table = pa.table(
        {
            "id": [1, 2],
            "text": [TEXT, TEXT + " More."],
            "published": pa.array([datetime(2026, 3, 2, tzinfo=UTC), None]),
            "cluster": ["x", "y"],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    records, rejects, notices = read(tmp_path / "a.parquet")
    assert [record.external_id for record in records] == ["1", "2"]
    assert [record.published_at for record in records] == [
        datetime(2026, 3, 2, tzinfo=UTC),
        None,
    ]
    assert rejects == []
    assert "cluster" in notices[0].message


def test_compressed_files_are_opened(tmp_path):
    written(tmp_path / "a.jsonl.gz", gzip.compress(lines({"text": TEXT}).encode()))
    written(tmp_path / "b.txt.gz", gzip.compress(TEXT.encode()))
    records, rejects, _ = read(tmp_path)
    assert [record.text for record in records] == [TEXT, TEXT]
    assert rejects == []


def test_a_format_is_told_by_content_where_the_name_does_not(tmp_path):
    pq.write_table(pa.table({"text": [TEXT]}), tmp_path / "table")
    (record,), _, _ = read(tmp_path / "table")
    assert record.text == TEXT

"""Reading: every input that tries to break it."""

from __future__ import annotations

import gzip
import json
import os
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reading import TEXT, lines, only_reject, read, written

from transforms.documents.read import read_source
from transforms.documents.record import ReadLimits, Record


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a.csv"])
@pytest.mark.parametrize("content", [b"", b" \n\n "])
def test_an_empty_file_is_refused(tmp_path, name, content):
    assert only_reject(written(tmp_path / name, content)).code == "empty"


def test_an_empty_parquet_file_is_refused(tmp_path):
    assert only_reject(written(tmp_path / "a.parquet", b"")).code == "empty"
    broken = written(tmp_path / "b.parquet", b"PAR1 and no more")
    assert only_reject(broken).code == "parquet_broken"


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
        b"Two thousand\x00 people",
        bytes(range(1, 32)) * 40,
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_binary_files_are_refused(tmp_path, name, content):
    assert only_reject(written(tmp_path / name, content)).code == "binary"


def test_broken_utf8_is_refused_not_repaired(tmp_path):
    content = "Der Pegel stieg – um 2 Meter, hieß es.".encode() + b" \xc3("
    assert only_reject(written(tmp_path / "a.txt", content)).code == "encoding"


def test_no_message_holds_text_of_the_input(tmp_path):
    rows = ['{"text": "secret words', '{"text": 5}', "[1,2", '"secret words"']
    written(tmp_path / "a.jsonl", "\n".join(rows))
    written(tmp_path / "b.csv", 'text,id\n"secret words,1\n')
    written(tmp_path / "c.txt", b"secret words\x00")
    written(tmp_path / "d.json", '[{"text": secret}]')
    _, rejects, _ = read(tmp_path)
    assert len(rejects) >= 6
    assert not any("secret" in reject.message for reject in rejects)


def test_a_file_above_the_limit_is_refused(tmp_path):
    path = written(tmp_path / "a.txt", TEXT * 100)
    assert only_reject(path, limits=ReadLimits(max_file_bytes=1000)).code == "too_large"
    page = written(tmp_path / "b.html", f"<p>{TEXT * 100}</p>")
    assert only_reject(page, limits=ReadLimits(max_page_bytes=1000)).code == "too_large"


def test_of_a_page_of_50_mb_no_more_is_read_than_the_setting_allows(tmp_path):
    path = tmp_path / "a.html"
    with path.open("wb") as stream:
        stream.write(b"<html><body>")
        stream.truncate(50_000_000)
    tracemalloc.start()
    reject = only_reject(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reject.code == "too_large"
    assert "max_page_megabytes" in reject.message
    assert peak < 3 * ReadLimits().max_page_bytes


def test_a_bomb_of_compressed_zeros_is_refused(tmp_path):
    path = written(tmp_path / "a.txt.gz", gzip.compress(b"a" * 5_000_000))
    limits = ReadLimits(max_file_bytes=1_000_000)
    assert only_reject(path, limits=limits).code == "too_large"


def test_a_broken_compressed_file_is_refused(tmp_path):
    content = gzip.compress(os.urandom(100_000))
    assert only_reject(written(tmp_path / "a.txt.gz", content[:5000])).code in (
        "gzip_broken",
        "binary",
    )
    assert only_reject(written(tmp_path / "b.txt.gz", b"no gzip")).code == "gzip_broken"


def test_one_line_of_5_mb_is_read(tmp_path):
    text = "a" * 5_000_000
    (record,), _, _ = read(written(tmp_path / "a.txt", text))
    assert record.text == text
    (record,), _, _ = read(written(tmp_path / "a.jsonl", lines({"text": text})))
    assert record.text == text


def test_one_broken_line_costs_one_line(tmp_path):
    content = lines({"text": TEXT}) + '{"text": "no end\n' + lines({"text": TEXT})
    records, rejects, _ = read(written(tmp_path / "a.jsonl", content))
    assert [record.record for record in records] == [1, 3]
    (reject,) = rejects
    assert (reject.code, reject.record, reject.stage) == ("json_syntax", 2, "parse")
    assert "line 2" in reject.message


def test_a_line_that_is_too_long_costs_one_line(tmp_path):
    content = lines({"text": TEXT}, {"text": "x" * 9000}, {"text": TEXT})
    limits = ReadLimits(max_record_characters=1000)
    records, rejects, _ = read(written(tmp_path / "a.jsonl", content), limits=limits)
    assert [record.record for record in records] == [1, 3]
    assert [(reject.code, reject.record) for reject in rejects] == [("too_large", 2)]


def test_a_broken_line_of_other_encoding_costs_one_line(tmp_path):
    content = (
        lines({"text": TEXT}).encode()
        + b'{"text": "caf\xe9"}\n'
        + lines({"text": TEXT}).encode()
    )
    records, rejects, _ = read(written(tmp_path / "a.jsonl", b"\n" * 70_000 + content))
    assert len(records) == 2
    assert [reject.code for reject in rejects] == ["encoding"]


@pytest.mark.parametrize(
    ("content", "code", "n_records"),
    [
        ('[{"text": "%s"}, {"text": }]', "json_syntax", 1),
        ('[{"text": "%s"}', "json_syntax", 1),
        ('[{"text": "%s"} {"text": "x"}]', "json_syntax", 1),
        ('[{"text": "%s"}, 5, "x"]', "wrong_type", 1),
        ("[" * 100_000, "json_syntax", 0),
        ('{"text": "%s"', "json_syntax", 0),
        ("{}", "missing_text", 0),
        ("nonsense", "json_syntax", 0),
    ],
)
def test_a_broken_json_file_gives_what_stands_before(
    tmp_path, content, code, n_records
):
    content = content.replace("%s", TEXT)
    records, rejects, _ = read(written(tmp_path / "a.json", content))
    assert len(records) == n_records
    assert {reject.code for reject in rejects} == {code}


def json_array(path: Path, n_records: int, *, text: str = "") -> Path:
    with path.open("w", encoding="utf-8") as stream:
        stream.write("[")
        for number in range(n_records):
            row = {"id": number, "text": f"n {number}{text}"}
            stream.write(("," if number else "") + json.dumps(row))
        stream.write(" ] ")
    return path


def test_a_json_array_takes_no_more_memory_the_longer_it_is(tmp_path):
    """20,000 and 60,000 rows; two million (831 MB) took 36 MB of memory."""
    peaks = []
    for n_records in (20_000, 60_000):
        path = json_array(tmp_path / "a.json", n_records, text=" boats" * 50)
        tracemalloc.start()
        assert sum(isinstance(item, Record) for item in read_source(path)) == n_records
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]
    assert peaks[1] < 16_000_000 < path.stat().st_size


def test_a_json_array_is_read_while_it_streams(tmp_path):
    items = read_source(json_array(tmp_path / "a.json", 20_000))
    first = next(items)
    assert isinstance(first, Record)
    assert first.text == "n 0"
    assert sum(isinstance(item, Record) for item in items) == 19_999


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"title": "x"}, "missing_text"),
        ({"text": ""}, "missing_text"),
        ({"text": "  \n "}, "missing_text"),
        ({"text": None}, "missing_text"),
        ({"text": 5}, "wrong_type"),
        ({"text": {"a": 1}}, "wrong_type"),
        ({"text": TEXT, "title": ["x"]}, "wrong_type"),
        ({"text": TEXT, "url": 5}, "wrong_type"),
        ({"text": TEXT, "authors": 5}, "wrong_type"),
        ({"text": TEXT, "id": {"a": 1}}, "wrong_type"),
        ({"text": TEXT, "id": True}, "wrong_type"),
        ({"text": "a\x00b"}, "binary"),
        ({"text": TEXT, "title": "x" * 3000}, "too_large"),
        ([TEXT], "wrong_type"),
        (TEXT, "wrong_type"),
        (None, "wrong_type"),
    ],
)
def test_a_row_that_is_no_article_is_refused_once(tmp_path, row, code):
    path = written(tmp_path / "a.jsonl", json.dumps(row) + "\n")
    assert only_reject(path).code == code


def test_half_a_surrogate_pair_is_refused(tmp_path):
    path = written(tmp_path / "a.jsonl", '{"text": "half \\ud83d of a smile"}\n')
    assert only_reject(path).code == "encoding"


def test_unknown_columns_are_named_once_in_a_file(tmp_path):
    rows = [{"text": TEXT, "mood": "low", "colour": n} for n in range(5)]
    _, rejects, notices = read(written(tmp_path / "a.jsonl", lines(*rows)))
    assert rejects == []
    (notice,) = notices
    assert "a.jsonl" in notice.message
    assert "colour, mood" in notice.message


@pytest.mark.parametrize("date", ["soon", "2026-13-45", "0000-00-00", "1500-01-01", {}])
def test_an_unreadable_date_costs_the_date_only(tmp_path, date):
    path = written(tmp_path / "a.jsonl", lines({"text": TEXT, "date": date}))
    (record,), rejects, _ = read(path)
    assert record.published_at is None
    assert record.published_precision is None
    assert [reject.code for reject in rejects] in (["bad_date"], [])
    assert rejects or date == {}  # an empty object is a date that was not given


def test_a_row_of_csv_with_too_many_cells_costs_one_row(tmp_path):
    content = f'id,text\n1,"{TEXT}"\n2,a,b\n3,"{TEXT}"\n'
    records, rejects, _ = read(written(tmp_path / "a.csv", content))
    assert [record.external_id for record in records] == ["1", "3"]
    assert [(reject.code, reject.record) for reject in rejects] == [("csv_columns", 2)]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_table_without_a_text_column_is_refused_once(tmp_path, name):
    path = written(tmp_path / name, "id,words\n1,x\n2,y\n")
    assert only_reject(path).code == "missing_text"
    pq.write_table(pa.table({"id": [1, 2]}), tmp_path / "b.parquet")
    assert only_reject(tmp_path / "b.parquet").code == "missing_text"


def test_csv_of_windows_is_decoded(tmp_path):
    content = 'text\n"The café on the quay lost £2,000, the owner’s brother said."\n'
    path = written(tmp_path / "a.csv", content.encode("cp1252"))
    (record,), _, _ = read(path)
    assert record.text.startswith("The café on the quay lost £2,000")
    assert record.encoding == "cp1252"


def test_missing_values_of_exports_are_missing(tmp_path):
    content = '{"text": "%s", "title": NaN, "url": "", "authors": [], "date": null}\n'
    (record,), rejects, _ = read(written(tmp_path / "a.jsonl", content % TEXT))
    assert rejects == []
    assert (record.title, record.url, record.authors) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "قال المتحدث إن 300 شخص تضرروا من الفيضان.",
        "Flood 🌊🌊 hits 2,400 👩‍👩‍👧 homes.",
        "Re\u0301servoir re\u0301par\u00e9: 48\u00a0M\u20ac",
        "zero\u200bwidth\u200djoin\ufeffed 5\u200b000",
        "Allspacesremoved" * 200,
        "٣٠٠ شخص، ３００人, ३०० लोग",
        "\u202etxet desrever 300\u202c",
    ],
)
def test_texts_of_any_script_stay_as_they_are(tmp_path, text):
    (record,), _, _ = read(written(tmp_path / "a.jsonl", lines({"text": text})))
    assert record.text == text
    (record,), _, _ = read(written(tmp_path / "a.txt", text))
    assert record.text == text


def test_titles_lose_markup_and_control_characters_but_no_words(tmp_path):
    titles = {
        "=cmd|' /C calc'!A0": "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>Flood": "alert(1) Flood",
        "Flood\r\nin\x1b[31m Tarn": "Flood in [31m Tarn",
        "5 < 7 & 8 > 3": "5 < 7 & 8 > 3",
        "&lt;b&gt;Flood": "<b>Flood",
    }
    rows = [{"text": TEXT + title, "title": title} for title in titles]
    records, rejects, _ = read(written(tmp_path / "a.jsonl", lines(*rows)))
    assert rejects == []
    assert [record.title for record in records] == list(titles.values())


def test_equal_rows_without_names_are_told_apart(tmp_path):
    rows = [{"text": TEXT}, {"text": TEXT}, {"text": TEXT, "outlet": "Tarn Post"}]
    records, _, _ = read(written(tmp_path / "a.jsonl", lines(*rows)))
    assert [record.repeat for record in records] == [0, 1, 0]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("javascript:alert(1)", None),
        ("data:text/html,31", None),
        ("HTTPS://tarnpost.example/a", "HTTPS://tarnpost.example/a"),
        ("tarnpost.example:8080/a", "tarnpost.example:8080/a"),
        ("tarnpost.example/a:b", "tarnpost.example/a:b"),
    ],
)
def test_an_address_no_one_should_click_on_is_left_out(tmp_path, url, kept):
    path = written(tmp_path / "a.jsonl", lines({"text": TEXT, "url": url}))
    (record,), rejects, _ = read(path)
    assert record.url == kept
    assert rejects == []


@pytest.mark.parametrize("end", ["", "\n", '\n3,"x"\n', ' "so" he said"\n'])
def test_an_open_quote_takes_no_rows_for_its_text(tmp_path, end):
    path = written(tmp_path / "a.csv", f'id,text\n1,"{TEXT}"\n2,"{TEXT}{end}')
    records, rejects, _ = read(path)
    assert [record.external_id for record in records] == ["1"]
    assert [(reject.code, reject.record) for reject in rejects] == [("csv_syntax", 2)]


def test_a_torn_cell_costs_its_row_or_the_rest_of_a_table_of_one_column(tmp_path):
    rows = f'"{TEXT}"\n"torn" cell\n"{TEXT} again"\n'
    records, (reject,), _ = read(written(tmp_path / "a.csv", f"text\n{rows}"))
    assert (len(records), reject.code, reject.record) == (1, "csv_syntax", None)
    wide = "".join(f"{n},{row}\n" for n, row in enumerate(rows.splitlines(), 1))
    records, (reject,), _ = read(written(tmp_path / "b.csv", f"id,text\n{wide}"))
    assert (len(records), reject.code, reject.record) == (2, "csv_syntax", 2)


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
def test_a_last_row_of_csv_needs_no_line_end(tmp_path, end):
    path = written(tmp_path / "a.csv", f'id,text\n1,"{TEXT}"{end}')
    records, rejects, _ = read(path)
    assert ([record.text for record in records], rejects) == ([TEXT], [])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (pa.timestamp("s"), 2**40),
        (pa.timestamp("us"), 2**62),
        (pa.timestamp("ms", "UTC"), 2**60),
        (pa.date32(), 2**30),
        (pa.date64(), 86_400_000 * 2**30),
    ],
    ids=str,
)
def test_a_time_of_parquet_that_no_one_will_see_costs_the_date_only(
    tmp_path, kind, value
):
    dates = pa.array([None, value, 0], kind)
    texts = [f"{TEXT} {n}" for n in range(len(dates))]
    pq.write_table(pa.table({"text": texts, "date": dates}), tmp_path / "a.parquet")
    records, rejects, _ = read(tmp_path / "a.parquet")
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert [record.published_at for record in records] == [None, None, epoch]
    assert [(reject.code, reject.record) for reject in rejects] == [("bad_date", 2)]


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Nowhere/Tarn", "+05:30"])
def test_a_time_of_parquet_is_taken_in_utc_whatever_its_zone(tmp_path, zone):
    moment = datetime(2026, 7, 2, 9, 30, 15, tzinfo=UTC)
    dates = pa.array([int(moment.timestamp() * 1e6)], pa.timestamp("us", zone))
    pq.write_table(pa.table({"text": [TEXT], "date": dates}), tmp_path / "a.parquet")
    (record,), rejects, _ = read(tmp_path / "a.parquet")
    assert (record.published_at, record.published_precision) == (moment, "second")
    assert rejects == []


def test_a_name_of_a_column_that_is_no_utf8_costs_the_file_only(tmp_path):
    pq.write_table(pa.table({"text": [TEXT], "moodmood": [1]}), tmp_path / "a.parquet")
    content = (tmp_path / "a.parquet").read_bytes().replace(b"moodmood", b"mood\xe7ood")
    assert only_reject(written(tmp_path / "a.parquet", content)).code == (
        "parquet_broken"
    )

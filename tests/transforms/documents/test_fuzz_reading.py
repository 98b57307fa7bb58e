"""Whatever the bytes and values are: records, refusals and notices, never a raise."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.documents.articles import article_id_of, check_dates
from transforms.documents.columns import NAMES
from transforms.documents.dates import FIRST_YEAR, parse_date
from transforms.documents.decode import decode, sniff_encoding
from transforms.documents.fields import clean_line
from transforms.documents.lines import split_lines
from transforms.documents.page import label_lines
from transforms.documents.read import read_source
from transforms.documents.record import (
    Notice,
    ReadLimits,
    Record,
    RefusedError,
    Reject,
)
from transforms.documents.rows import record_of
from transforms.documents.sources import printable
from transforms.documents.urls import canonical_url, domain_of

AT = datetime(2026, 3, 3, tzinfo=UTC)
FORMATS = "txt html json jsonl csv tsv parquet txt.gz jsonl.gz md unknown".split()
LIMITS = ReadLimits(
    max_file_bytes=4_000,
    max_page_bytes=3_000,
    max_text_characters=1_000,
    max_record_characters=2_000,
    max_field_characters=50,
)
NAME = st.sampled_from(sorted({name for names in NAMES.values() for name in names}))
SIGNS = st.sampled_from(
    [
        *'\0\t\r\n"\\<>&;{}[],:|=+-@/',
        *"\x1b\x7f\x85\xa0\xad\u200b\u200d\u2028\u202e\ufeff\ufffe\U000e0001",
        "e\u0301",
        "٣",
        "１",
        "👩‍👩‍👧",
        "\ud800",
        "<script>",
        "&#0;",
        "&#xD800;",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "<?xml version='1.0' encoding='utf-16'?>",
        "<p>Tarn Water said that 31 boats had left the quay before the storm.</p>",
        "31 boats",
        "2026-03-02",
    ]
)
TEXT = st.lists(SIGNS | st.text(max_size=8), max_size=12).map("".join)
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | TEXT
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=30)
    | st.decimals(allow_nan=True)
)
VALUE = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAME | TEXT, inner, max_size=3)
    ),
    max_leaves=8,
)
ROW = st.dictionaries(NAME | TEXT, VALUE, max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(NAME | TEXT, inner, max_size=5)
    ),
    max_leaves=12,
)


def read(path: Path) -> list[Record | Reject | Notice]:
    """All items of a file; twice the same, or it would not be a function of it."""
    items = list(read_source(path, limits=LIMITS))
    assert list(read_source(path, limits=LIMITS)) == items
    for item in items:
        check(item)
    return items


def check(item: object) -> None:
    """What must hold of every item, whatever it was read from."""
    assert isinstance(item, Record | Reject | Notice)
    if isinstance(item, Reject):
        assert item.message
        assert re.fullmatch(r"[a-z_]+", item.code)
    if isinstance(item, Record):
        kept, _ = check_dates(item, item.retrieved_at or AT)
        assert article_id_of(kept) == article_id_of(kept)
        assert item.text.strip()
        assert len(item.text) <= LIMITS.max_text_characters
        for line in (item.title, item.outlet, item.external_id, item.url):
            assert line is None or line == line.strip() != ""
            assert line is None or not any(
                unicodedata.category(character) in ("Cc", "Cs") for character in line
            )
        # What can't be written as UTF-8 can't be written to a table.
        for text in (item.text, *(item.authors or ()), *item.source_path.split("/")):
            text.encode()


@pytest.mark.parametrize("ending", FORMATS)
@given(content=st.binary(max_size=300))
def test_fuzz_random_bytes_are_read_or_refused(tmp_path, ending, content):
    path = tmp_path / f"a.{ending}"
    path.write_bytes(gzip.compress(content) if ending.endswith("gz") else content)
    read(path)


@pytest.mark.parametrize("ending", FORMATS)
@given(text=TEXT, encoding=st.sampled_from("utf-8 utf-16 cp1252 gb18030".split()))
def test_fuzz_random_text_in_any_encoding_is_read_or_refused(
    tmp_path, ending, text, encoding
):
    path = tmp_path / f"a.{ending}"
    content = text.encode(encoding, errors="replace")
    path.write_bytes(gzip.compress(content) if ending.endswith("gz") else content)
    read(path)


@given(body=TEXT, head=TEXT)
def test_fuzz_any_page_is_read_or_refused(tmp_path, body, head):
    path = tmp_path / "a.html"
    page = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    path.write_bytes(page.encode(errors="replace"))
    read(path)


@pytest.mark.parametrize("ending", ["json", "jsonl"])
@given(values=st.lists(JSON, max_size=4))
def test_fuzz_any_json_is_read_or_refused(tmp_path, ending, values):
    path = tmp_path / f"a.{ending}"
    if ending == "json":
        text = json.dumps(values)
    else:
        text = "".join(f"{json.dumps(value)}\n" for value in values)
    path.write_text(text, encoding="utf-8")
    read(path)


@given(rows=st.lists(st.lists(TEXT, max_size=4), max_size=4), names=st.lists(NAME))
def test_fuzz_any_csv_is_read_or_refused(tmp_path, rows, names):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["text", *names], *rows])
    path = tmp_path / "a.csv"
    path.write_bytes(stream.getvalue().encode(errors="replace"))
    read(path)


ARROW_TYPES = [
    pa.string(),
    pa.large_string(),
    pa.binary(),
    pa.int64(),
    pa.float64(),
    pa.bool_(),
    pa.date32(),
    pa.timestamp("ns"),
    pa.timestamp("s", "UTC"),
    pa.timestamp("ms", "Mars/Olympus"),
    pa.time64("us"),
    pa.duration("s"),
    pa.list_(pa.string()),
    pa.struct([("name", pa.string())]),
    pa.map_(pa.string(), pa.string()),
    pa.dictionary(pa.int8(), pa.string()),
]


def parquet_values(kind: pa.DataType) -> st.SearchStrategy[object]:
    if pa.types.is_list(kind):
        return st.lists(st.text(max_size=9) | st.none(), max_size=3)
    if pa.types.is_struct(kind):
        return st.fixed_dictionaries({"name": st.text(max_size=9) | st.none()})
    if pa.types.is_map(kind):
        return st.dictionaries(st.text(max_size=3), st.text(max_size=3)).map(
            lambda entries: list(entries.items())
        )
    if pa.types.is_binary(kind):
        return st.binary(max_size=30)
    if pa.types.is_floating(kind):
        return st.floats()
    if pa.types.is_boolean(kind):
        return st.booleans()
    if pa.types.is_date(kind):
        return st.integers(-(2**31), 2**31 - 1)
    if pa.types.is_time(kind):
        return st.integers(0, 86_399_999_999)
    if pa.types.is_temporal(kind) or pa.types.is_integer(kind):
        # Parquet keeps seconds as milliseconds.
        largest = 2**63 // (1000 if getattr(kind, "unit", "") == "s" else 1)
        return st.integers(1 - largest, largest - 1)
    return st.text(max_size=20)


@st.composite
def parquet_tables(draw):
    columns = {}
    for name in {"text", *draw(st.lists(NAME, max_size=4))}:
        kind = draw(st.sampled_from(ARROW_TYPES))
        values = draw(
            st.lists(parquet_values(kind) | st.none(), min_size=3, max_size=3)
        )
        columns[name] = pa.array(values, kind)
    return pa.table(columns)


@given(table=parquet_tables())
def test_fuzz_any_parquet_is_read_or_refused(tmp_path, table):
    path = tmp_path / "a.parquet"
    pq.write_table(table, path)
    read(path)


@example(row={"article": Decimal("sNaN")})
@given(row=ROW | VALUE)
def test_fuzz_any_row_is_a_record_or_refused(row):
    def extract(raw: bytes, url: str | None) -> Record:
        return Record(source="s", source_path="p", text="x", extractor="html", url=url)

    try:
        record, left_out = record_of(
            row,
            source="s",
            source_path="p",
            number=1,
            encoding=None,
            limits=LIMITS,
            extract=extract,
        )
    except RefusedError:
        return
    check(record)
    for item in left_out:
        check(item)


@given(raw=st.binary(max_size=400), html=st.booleans())
def test_fuzz_bytes_are_decoded_without_loss_or_refused(raw, html):
    try:
        decoded = decode(raw, html=html)
    except RefusedError:
        return
    assert "\0" not in decoded.text
    decoded.text.encode()


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=99))
def test_fuzz_utf8_is_decoded_to_what_was_encoded(text):
    text = text.lstrip("\ufeff")
    assert decode(text.encode()).text == text
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text


@given(raw=st.binary(max_size=400))
def test_fuzz_an_encoding_is_sniffed_or_refused(raw):
    try:
        encoding = sniff_encoding(raw)
    except RefusedError:
        return
    assert "".encode(encoding) is not None


DATE_PARTS = st.sampled_from(
    [
        *"0123456789/.:-+TZ ,",
        "2026",
        "03",
        "60",
        "March",
        "mon",
        "GMT",
        "pm",
        "st",
        "٣",
        "²",
    ]
)


@given(
    value=VALUE
    | st.lists(DATE_PARTS, max_size=14).map("".join)
    | st.datetimes().map(str)
    | st.datetimes(timezones=st.timezones()).map(datetime.isoformat)
)
def test_fuzz_a_date_is_a_time_in_utc_or_none(value):
    dated = parse_date(value)
    if dated is not None:
        at, _ = dated
        assert at.utcoffset().total_seconds() == 0
        assert FIRST_YEAR <= at.year <= 9998


@given(value=st.dates(min_value=date(FIRST_YEAR, 1, 1), max_value=date(9998, 12, 31)))
def test_fuzz_a_day_in_iso_form_reads_back(value):
    at, precision = parse_date(value.isoformat())
    assert (at.date(), precision) == (value, "day")


HOSTS = st.sampled_from(
    "a.example www.x.co.uk [::1] [v1.x] münchen.example xn--0 1.2.3.4 a..b -".split()
)
ADDRESS = st.builds(
    lambda scheme, host, rest: f"{scheme}{host}{rest}",
    st.sampled_from(["http://", "https://", "HTTPS://u:p@", "//", "javascript:", ""]),
    HOSTS | st.text(max_size=9),
    st.lists(
        st.sampled_from(
            [*"/?#&=:%.;@[]\\ ", "..", "utm_source=x", "%zz", "a", ":99999"]
        )
        | st.text(max_size=4),
        max_size=9,
    ).map("".join),
)


@example(address="http://./0")
@example(address="http:// /&")
@example(address="http://[::1]/&")
@example(address="http://xn--0&&amp;amp;>//|")
@given(address=ADDRESS | TEXT)
def test_fuzz_an_address_has_one_normal_form_or_none(address):
    normal = canonical_url(address)
    domain_of(address)
    if normal is not None:
        assert re.match(r"https?://[^/\s]+", normal)
        assert canonical_url(normal) == normal


@given(text=TEXT)
def test_fuzz_a_cleaned_line_is_one_line_without_markup_or_controls(text):
    line = clean_line(text)
    assert line == line.strip()
    assert not any(unicodedata.category(character) == "Cc" for character in line)
    assert "<script>" not in line


@given(name=st.text(max_size=20))
def test_fuzz_a_printed_name_has_no_control_characters(name):
    assert printable(name).isprintable() or not name


@given(text=TEXT, title=TEXT | st.none())
def test_fuzz_every_line_of_a_text_has_a_place_and_a_role(text, title):
    lines = split_lines(text)
    ends = 0
    for line in lines:
        assert ends <= line.start < line.end <= len(text)
        assert text[line.start : line.end] == line.text
        ends = line.end
    covered = "".join(line.text for line in lines)
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", text)
    assert len(label_lines(lines, title=title)) == len(lines)

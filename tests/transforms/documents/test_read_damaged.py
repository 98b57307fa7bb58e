"""Damaged files of every format: records and refusals, never an exception."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.documents.articles import article_id_of, check_dates
from transforms.documents.read import read_source
from transforms.documents.record import Notice, Record, Reject

TEXT = "Tarn Water said on Monday that 2,400 households had no water, £48m in all."
PARAGRAPHS = "".join(f"<p>{TEXT} The board of {n} met twice.</p>" for n in range(9))


def parquet() -> bytes:
    stream = io.BytesIO()
    table = pa.table(
        {
            "text": [f"{TEXT} {n}" for n in range(9)],
            "date": pa.array(range(9), pa.timestamp("us", "UTC")),
            "authors": [["Ida Marlow", "Sam Orrell"]] * 9,
        }
    )
    pq.write_table(table, stream)
    return stream.getvalue()


WHOLE = {
    "a.txt": TEXT.encode() * 9,
    "b.html": (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title>'
        f'<meta name="date" content="2026-03-02"></head><body>{PARAGRAPHS}</body></html>'
    ).encode(),
    "c.json": f'[{{"id": 1, "text": "{TEXT}"}}, {{"text": "{TEXT} é"}}]'.encode(),
    "d.jsonl": f'{{"text": "{TEXT}", "date": "2026-03-02"}}\n'.encode() * 3,
    "e.csv": f'id,text,date\n1,"{TEXT}",2026-03-02\n2,"{TEXT} é",\n'.encode(),
    "f.parquet": parquet(),
    "g.txt.gz": gzip.compress(TEXT.encode() * 9, mtime=0),
}
PIECES = [
    *(
        b'"',
        b"\0",
        b"\xff",
        b"{",
        b"[",
        b"]",
        b",",
        b"\r",
        b"\n",
        b"\xe2\x80",
        b"=",
        b"'",
    ),
    *(b"<div>" * 300, b"</", b"<!--", b"<![CDATA[", b"&#0;", b"&#xD800;", b"<svg>"),
    *(b"\\ud800", b"1e999", b"null", b"2026-13-45T99:99", b"\x1b[31m", b"\xf0\x9f"),
    b"<meta charset=utf-7>",
]
DAMAGE = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES) | st.just(b"")
    ),
    min_size=1,
    max_size=5,
)
AT = datetime(2026, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize("name", WHOLE)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(damage=DAMAGE)
def test_a_damaged_file_is_read_or_refused_but_never_raises(tmp_path, name, damage):
    content = WHOLE[name]
    for share, left_out, put_in in damage:
        place = int(share * len(content))
        content = content[:place] + put_in + content[place + left_out :]
    path = tmp_path / name
    path.write_bytes(content)
    for item in read_source(path):
        assert isinstance(item, Record | Reject | Notice)
        if isinstance(item, Record):
            kept, _ = check_dates(item, AT)
            assert article_id_of(kept)
            # Half a surrogate pair could not be written to a table.
            item.text.encode("utf-8")
            (item.title or "").encode("utf-8")

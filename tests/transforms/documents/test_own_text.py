"""Title and body without page furniture."""

from __future__ import annotations

from transforms.documents.own_text import body_spans, own_text
from warehouse.schema.documents import BLOCKS


def block(start, end, role, *, field="text", version=1):
    return {
        "article_id": "a",
        "version": version,
        "field": field,
        "start": start,
        "end": end,
        "role": role,
        "rule": "test",
    }


def test_spans_are_those_of_title_and_body_in_order():
    blocks = BLOCKS.from_rows(
        [
            block(30, 40, "body"),
            block(0, 9, "title"),
            block(10, 19, "body"),
            block(20, 29, "promo"),
            block(0, 5, "title", field="title"),
            block(0, 5, "body", version=2),
            block(6, 9, "notice", version=3),
        ]
    )
    assert body_spans(blocks) == {
        ("a", 1, "text"): [(0, 9), (10, 19), (30, 40)],
        ("a", 1, "title"): [(0, 5)],
        ("a", 2, "text"): [(0, 5)],
    }


def test_own_text_leaves_out_what_lies_between():
    text = "Body one. Advert! Body two."
    assert own_text(text, [(0, 9), (18, 27)]) == "Body one.\nBody two."
    assert own_text(text, []) == ""

"""Files that the web may send, and what each must come to."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass

FORMULA = "=cmd|' /C calc'!A0"
MARKUP = "<img src=x onerror=alert(1)>"


def story(name: str, number: int = 31) -> str:
    """A short report that no other case holds, with one figure that is its own."""
    return (
        f"The harbour board of {name} said on Monday that {number} boats had left the "
        f"quay before the storm. Another 12 people stayed in the tower of {name}.\n"
    )


def jsonl(*rows: object) -> bytes:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def page(body: str) -> bytes:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{MARKUP}Storm</title></head><body>{body}</body></html>"
    ).encode()


def paragraphs(name: str) -> str:
    return f"<article><h1>Storm at {name}</h1>" + "".join(
        f"<p>{story(f'{name} {part}', number)}</p>"
        for part, number in (("East", 41), ("West", 43), ("Quay", 47))
    )


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and what it must come to."""

    name: str
    content: bytes
    articles: int = 0
    rejects: tuple[str, ...] = ()
    """Codes, in order of the records."""


EQUAL = {"id": "e-1", "text": story("Eddle"), "title": "Storm"}
CASES = [
    # ------------------------------------------------------------- bytes
    Case("empty.txt", b"", rejects=("empty",)),
    Case("spaces.txt", b" \n\t \n", rejects=("empty",)),
    Case("binary.txt", bytes(range(256)) * 40, rejects=("binary",)),
    Case("picture.jpg", b"\xff\xd8\xff\xe0" * 99, rejects=("unknown_format",)),
    Case(
        "nul.txt",
        story("Nullham").encode().replace(b"boats", b"\0boats"),
        rejects=("binary",),
    ),
    Case(
        "broken-utf8.txt",
        story("Bräke").encode().replace("ä".encode(), b"\xc3"),
        rejects=("encoding",),
    ),
    Case("utf16.txt", story("Sixteen").encode("utf-16"), articles=1),
    Case("latin1.txt", story("Käfermoor").encode("latin-1"), articles=1),
    Case("cp1252.txt", f"“{story('Dôle')}”".encode("cp1252"), articles=1),
    Case("cut-off.txt.gz", gzip.compress(bytes(9999))[:-9], rejects=("gzip_broken",)),
    Case(
        "one-line.txt",
        (
            "a line that runs on without any end at all " * 25_000 + "and 31 boats"
        ).encode(),
        articles=1,
    ),
    Case(
        "line-of-5-mb.txt",
        b"a line that is longer than any article " * 130_000,
        rejects=("too_large",),
    ),
    Case("no-spaces.txt", story("Nogap").replace(" ", "").encode() * 400, articles=1),
    # ------------------------------------------------------------- pages
    Case("large.html", page("<p>" + "a " * 600_000), rejects=("too_large",)),
    Case("bodiless.html", b"<html><head><title>31</title>", rejects=("no_article",)),
    Case("deep.html", page("<div>" * 5_000), rejects=("too_deep",)),
    Case(
        "scripted.html",
        page(
            "<script>var sold = '777 boats sold';</script>"
            f"{paragraphs('Scriptum')}<script>alert('778 boats sank')</script>"
        ),
        articles=1,
    ),
    Case(
        "two-days.html",
        page('<p class="date">03/04/2025</p>' + paragraphs("Twoday")),
        articles=1,
    ),
    # ------------------------------------------------------- many records
    Case(
        "broken-line.jsonl",
        jsonl({"text": story("Linea")}, '{"text": "cut o', {"text": story("Lineb")}),
        articles=2,
        rejects=("json_syntax",),
    ),
    Case(
        "broken-array.json",
        b'[{"id": "j", "text": ' + json.dumps(story("Arra")).encode() + b"}, {",
        articles=1,
        rejects=("json_syntax",),
    ),
    Case(
        "quotes.csv",
        f'id,title,text\nq-1,"a ""b"", c","{story("Quota")}\n\n""Yes,"" he said."\n'
        'q-2,few\nq-3,,"never closed\n'.encode(),
        articles=1,
        rejects=("csv_columns", "csv_syntax"),
    ),
    Case("columns.csv", b"id,words\n1,2\n", rejects=("missing_text",)),
    Case(
        "unknown.jsonl",
        jsonl({"text": story("Unkno"), "mood": 1, f"{MARKUP}\n": 2}),
        articles=1,
    ),
    Case(
        "types.jsonl",
        jsonl(
            {"text": 31},
            {"text": story("Typo"), "title": {"a": 1}},
            {"text": story("Typa"), "url": ["a"]},
            [1],
            "null",
            {"title": "no text"},
            {"html": [1]},
        ),
        rejects=("wrong_type",) * 5 + ("missing_text", "wrong_type"),
    ),
    Case("torn.parquet", b"PAR1" + bytes(99), rejects=("parquet_broken",)),
    Case("same-id-same-text.jsonl", jsonl(EQUAL, EQUAL), articles=1),
    Case(
        "same-id-other-text.jsonl",
        jsonl(
            {"id": "o-1", "text": story("Ottle", 31)},
            {"id": "o-1", "text": story("Ottle", 33)},
        ),
        articles=1,
    ),
    # ------------------------------------------------------------- dates
    Case(
        "dates.jsonl",
        jsonl(
            {"id": "d-future", "text": story("Futura"), "date": "2031-01-01"},
            {"id": "d-tomorrow", "text": story("Morrow"), "date": "2026-03-21"},
            {"id": "d-old", "text": story("Prior"), "date": "1204-04-13"},
            {"id": "d-none", "text": story("Nodate")},
            {"id": "d-soon", "text": story("Soon"), "date": "soon"},
            {"id": "d-either", "text": story("Either"), "date": "03/04/2025"},
        ),
        articles=6,
        rejects=("future_date", "future_date", "bad_date", "bad_date", "bad_date"),
    ),
    # ------------------------------------------------------------- signs
    Case(
        "signs.jsonl",
        jsonl(
            {
                "id": "s-arabic",
                "text": "قال المتحدث إن 300 شخص تضرروا من الفيضان في القرية الواقعة.",
            },
            {
                "id": "s-emoji",
                "text": f"🌊🌊 {story('Emo👩‍👩‍👧ji')} 👍🏽 e\u0301 n\u0303",
            },
            {
                "id": "s-zero",
                "text": story("Ze\u200bro\ufeff").replace("31", "3\u200b1 \u200d"),
            },
            {
                "id": "s-digits",
                "text": story("Digita").replace("31", "٣١").replace("12", "１２"),
            },
            {"id": "s-turned", "text": "\u202e" + story("Revers") + "\u202c\u2066"},
            {"id": "s-control", "text": story("Esca").replace("the", "\x1b[31mthe")},
        ),
        articles=6,
    ),
    Case(
        "hostile.jsonl",
        jsonl(
            {
                "id": FORMULA,
                "title": FORMULA,
                "outlet": FORMULA,
                "authors": ["=1+1", "@SUM(A1)"],
                "text": story("Formula"),
            },
            {
                "id": "'; DROP TABLE figures; --",
                "title": f"{MARKUP}&lt;script&gt;alert(1)&lt;/script&gt;",
                "outlet": "&lt;svg/onload=alert(1)&gt;'; DROP TABLE figures; --",
                "url": "javascript:alert(1)",
                "text": f"{MARKUP} <script>alert(1)</script> {story(MARKUP)}",
            },
            {
                "id": "../../etc/passwd",
                "url": "https://x.example/../../a?b=<script>alert(1)</script>",
                "outlet": "../../../outlet",
                "text": f"{FORMULA}\n+{story('Plus')}-31 boats\n@31 boats sank.\n",
            },
        ),
        articles=3,
    ),
    Case("..txt", story("Dotdot").encode()),
    Case("a..%2f..%2fup.txt", story("Upper").encode(), articles=1),
    Case("new\nline.txt", story("Newline").encode(), articles=1),
    Case(f"{FORMULA.replace('/', '')}.txt", story("Filename").encode(), articles=1),
    Case("<script>alert(1)<.txt", b"", rejects=("empty",)),
]

SPECIAL = {
    "out.txt": ["link_outside"],
    "others": ["link_outside"],
    "up": ["link_outside"],
    "circle.txt": ["unreadable"],
    "pipe.txt": ["not_a_file"],
    "odd.parquet": ["missing_text", "missing_text", "bad_date"],
}
"""Codes of what the folder holds beside the cases."""

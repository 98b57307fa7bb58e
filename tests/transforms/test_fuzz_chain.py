"""Whatever the articles say: every stage gives its tables, and they are as expected.

One article that a stage stumbles over would stop the releases of all others.
"""

from __future__ import annotations

import random
import string
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.run import validate
from transforms.claims.reconcile import reconcile
from transforms.copies import find_copies
from transforms.copies.events import find_events
from transforms.documents.articles import build_documents
from transforms.documents.clean import label_blocks
from transforms.figures.batch import extract_documents
from warehouse.schema.catalog import CORE_TABLES, TABLES
from warehouse.schema.identity import make_id, sha256_text
from warehouse.store import STORED

AT = datetime(2026, 3, 3, tzinfo=UTC)
PARTS = (
    "The harbour board of Tolm said on Monday that 31 boats had left the quay|"
    "Ida Marlow, 47, told the Tolm Post: “About 2,400 households have no water,|"
    "“We counted 12 or 13 boats,” she said.|It will cost £3.4m, up 12 per cent.|"
    "Read more: 10 ferries|Photo: Sam Orrell|Copyright 2026|Share this|• 5 tips|"
    "according to Tarn Water|more than half of the 1,000 seats|on 3 March|19:30|"
    "\n\n|\n|\r\n|\u2028|\t|   |\x1b[31m|=cmd|<b>|&amp;|e\u0301|\u200b|\u202e|👍🏽|İ|ß|ﬁ|”|“|"
    "'|\"|’|(|[|{|}|—|-|$|%|½|1|0|-1|1e9|99999999999999999999|two|dozens of|nil|none"
).split("|")


def text_of(source: random.Random) -> str:
    """Parts of reports in any order, with any characters between them."""
    found = []
    for _ in range(source.randint(1, 30)):
        found.append(source.choice(PARTS))
        if source.random() < 0.1:
            found.append(chr(source.choice([*range(1, 0x2FF), *range(0x2000, 0x2070)])))
        if source.random() < 0.1:
            found.append("".join(source.choices(string.printable, k=5)))
        found.append(source.choice([" ", " ", "", ". "]))
    return "".join(found) if "".join(found).strip() else "x"


def records(seed: int, n_articles: int) -> pa.Table:
    """Stored records: some with a text, an id or a title of another one."""
    source = random.Random(seed)
    texts = [text_of(source) for _ in range(max(1, n_articles * 2 // 3))]
    rows = []
    for _ in range(n_articles):
        text = source.choice(texts)
        if source.random() < 0.3:
            text = f"{text} {source.choice(texts)}"
        outlet = source.choice(
            [None, "Tolm Post", "tolm post", "=1+1", text_of(source)]
        )
        published = AT - timedelta(hours=source.randint(0, 99_999))
        url = source.choice([None, f"https://a.example/{source.randint(0, 9)}"])
        row = dict.fromkeys(STORED.arrow.names) | {
            "article_id": make_id(url or text + str(source.randint(0, 3))),
            "source": "s",
            "source_path": "p",
            "record": source.randint(1, 9),
            "url": url,
            "canonical_url": url,
            "outlet": outlet and outlet[:80].strip(),
            "title": source.choice([None, "31 boats", text_of(source)[:90].strip()]),
            "authors": source.choice([None, ["Ida Marlow"], ["=1", "\u202e"]]),
            "published_at": source.choice([None, published]),
            "language": source.choice([None, "en", "en", "de", "xx"]),
            "text": text,
            "text_sha256": sha256_text(text),
            "extractor": "plain",
            "retrieved_at": AT + timedelta(hours=source.randint(0, 2)),
        }
        if row["published_at"]:
            row |= {"published_precision": "day", "published_method": "record"}
        row["record_sha256"] = sha256_text(repr(row))
        rows.append(row)
    return STORED.from_rows(rows)


def tables_of(stored: pa.Table) -> tuple[dict[str, pa.Table], pa.Table]:
    """All core tables of the records, and their texts."""
    made = build_documents(stored)
    documents = made.documents
    blocks = label_blocks(documents)
    articles = documents.filter(documents["is_current"])
    copies = find_copies(articles, blocks=blocks)
    events = find_events(articles, copies=copies, blocks=blocks)
    found = extract_documents(documents, blocks=blocks)
    claims = reconcile(
        documents=documents,
        figures=found.figures,
        copies=copies.copies,
        clusters=events.clusters,
        events=events.events,
        copy_passages=copies.copy_passages,
        entities=found.entities,
        entity_mentions=found.entity_mentions,
    )
    tables = {}
    for name in CORE_TABLES:
        for stage in (made, events, copies, found, claims):
            if hasattr(stage, name):
                tables[name] = getattr(stage, name)
                break
        else:
            tables[name] = TABLES[name].empty()
    return tables, documents.select(["article_id", "version", "title", "text"])


@settings(max_examples=3)
@given(seed=st.integers(0, 2**32), n_articles=st.integers(4, 8))
def test_fuzz_every_stage_gives_its_tables_whatever_the_articles_say(seed, n_articles):
    stored = records(seed, n_articles)
    tables, texts = tables_of(stored)
    said = {
        (row["article_id"], row["version"], field): row[field]
        for row in texts.to_pylist()
        for field in ("title", "text")
    }
    for name in ("figures", "number_rejections", "entity_mentions"):
        for row in tables[name].to_pylist():
            text = said[row["article_id"], row["version"], row["field"]]
            surface = row.get("surface") or row.get("mention")
            assert text[row["start"] : row["end"]] == surface
    again, _ = tables_of(stored.take(list(reversed(range(stored.num_rows)))))
    for name, table in tables.items():
        assert again[name].equals(table), name


@pytest.mark.system
@pytest.mark.parametrize("seed", range(3))
def test_fuzz_what_is_expected_of_the_tables_holds_whatever_the_articles_say(seed):
    tables, texts = tables_of(records(seed, 60))
    found = validate(tables, texts=texts, previous=None).validations.to_pylist()
    failed = [
        (row["expectation_id"], row["observed"])
        for row in found
        if not row["success"] and row["severity"] == "critical"
    ]
    assert not failed

"""Tables from documents: ids, versions, furniture, snippets, caches, processes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest

from transforms.cache import MemoryCache
from transforms.figures import batch
from transforms.figures.batch import Extraction, extract_documents
from transforms.figures.rows import snippet
from warehouse.schema.declare import plain
from warehouse.schema.documents import BLOCKS
from warehouse.schema.figures import (
    ENTITIES,
    ENTITY_MENTIONS,
    FIGURES,
    NUMBER_REJECTIONS,
    QUOTES,
)
from warehouse.schema.working import DOCUMENTS

TEXT = (
    "Tarn Water said on Monday that about 2,400 households had lost supply on "
    "12 March.\n"
    "“We sent 40 engineers,” said Ida Marlow, its director. A further £3m will be "
    "spent on pumps.\n"
    "Fares rose from £2 to £3."
)


def document(article_id: str, text: str, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(DOCUMENTS.arrow.names)
    row |= {
        "article_id": article_id,
        "version": 1,
        "is_current": True,
        "text": text,
        "text_sha256": "0" * 64,
        "retrieved_at": datetime(2026, 3, 20, tzinfo=UTC),
        "first_retrieved_at": datetime(2026, 3, 20, tzinfo=UTC),
        "published_at": datetime(2026, 3, 18, tzinfo=UTC),
        "n_chars": len(text),
        "n_words": len(text.split()),
        "source": "test",
        "language": "en",
        "extractor": "plain",
    }
    return row | changes


def documents(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=plain(DOCUMENTS.arrow))


def tables(extraction: Extraction) -> dict[str, pa.Table]:
    return {
        name: getattr(extraction, name)
        for name in (
            "figures", "number_rejections", "quotes", "entities", "entity_mentions"
        )
    }  # fmt: skip


def test_the_tables_conform_to_their_declarations() -> None:
    found = extract_documents(documents(document("a", TEXT, title="Tarn loses 2,400")))
    assert found.figures.schema.equals(FIGURES.arrow, check_metadata=True)
    assert found.number_rejections.schema.equals(NUMBER_REJECTIONS.arrow)
    assert found.quotes.schema.equals(QUOTES.arrow)
    assert found.entities.schema.equals(ENTITIES.arrow)
    assert found.entity_mentions.schema.equals(ENTITY_MENTIONS.arrow)
    for table in tables(found).values():
        table.validate(full=True)


def test_offsets_slice_to_the_surface_in_title_and_text() -> None:
    title = "Tarn Water loses 2,400 homes"
    found = extract_documents(documents(document("a", TEXT, title=title)))
    texts = {"title": title, "text": TEXT}
    rows = found.figures.to_pylist()
    assert {row["field"] for row in rows} == {"title", "text"}
    for row in rows:
        assert texts[row["field"]][row["start"] : row["end"]] == row["surface"]
        assert row["start"] <= row["number_start"] < row["number_end"] <= row["end"]
    for row in found.number_rejections.to_pylist():
        assert texts[row["field"]][row["start"] : row["end"]] == row["surface"]


def test_a_change_names_the_figure_it_changed_from() -> None:
    rows = extract_documents(documents(document("a", TEXT))).figures.to_pylist()
    by_value = {row["value_best"]: row for row in rows if row["kind"] == "money"}
    assert by_value[3.0]["change_of"] == by_value[2.0]["figure_id"]


def test_an_inserted_paragraph_renames_no_figure() -> None:
    longer = "Osland had 3 storms this week.\n" + TEXT
    one = extract_documents(documents(document("a", TEXT))).figures
    two = extract_documents(documents(document("a", longer))).figures
    ids = set(two["figure_id"].to_pylist())
    assert set(one["figure_id"].to_pylist()) <= ids
    assert len(ids) == two.num_rows


def test_the_newest_version_keeps_the_ids_of_sentences_that_older_ones_share() -> None:
    old = document("a", TEXT, version=1, is_current=False)
    new = document("a", TEXT + " More than 50 farms dried out.", version=2)
    both = extract_documents(documents(old, new)).figures.to_pylist()
    alone = extract_documents(documents(new)).figures.to_pylist()
    newest = {row["figure_id"] for row in both if row["version"] == 2}
    assert newest == {row["figure_id"] for row in alone}
    assert len({row["figure_id"] for row in both}) == len(both)


def test_figures_in_furniture_are_marked() -> None:
    start = TEXT.index("Fares")
    blocks = pa.Table.from_pylist(
        [
            {
                "article_id": "a",
                "version": 1,
                "field": "text",
                "start": start,
                "end": len(TEXT),
                "role": "related",
                "rule": "test",
            }
        ],
        schema=plain(BLOCKS.arrow),
    )
    found = extract_documents(documents(document("a", TEXT)), blocks=blocks)
    for row in found.figures.to_pylist():
        assert row["in_boilerplate"] == (row["start"] >= start)
        assert row["block_role"] == ("related" if row["in_boilerplate"] else "body")


def test_documents_that_are_skipped_give_nothing() -> None:
    skipped = document("a", TEXT, figures_skipped="language_not_english")
    for table in tables(extract_documents(documents(skipped))).values():
        assert table.num_rows == 0


def test_neither_order_nor_cache_nor_processes_change_a_byte(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [
        document(f"a{i}", TEXT.replace("40", str(40 + i)), title=f"{i} wells dry")
        for i in range(6)
    ]
    monkeypatch.setattr(batch, "CHUNK_CHARACTERS", 300)
    plainly = tables(extract_documents(documents(*rows)))
    cache = MemoryCache()
    for again in (
        extract_documents(documents(*reversed(rows))),
        extract_documents(documents(*rows), cache=cache),
        extract_documents(documents(*rows), cache=cache),
    ):
        assert all(plainly[k].equals(v) for k, v in tables(again).items())
    monkeypatch.setattr(batch, "WORTH_A_PROCESS", 400)
    shared = extract_documents(documents(*rows), processes=2)
    assert all(plainly[k].equals(v) for k, v in tables(shared).items())


def test_times_resolve_against_the_publication() -> None:
    rows = extract_documents(documents(document("a", TEXT))).figures.to_pylist()
    (row,) = [row for row in rows if row["value_best"] == 2400]
    assert row["reference_start"] is not None
    undated = document("a", TEXT, published_at=None)
    for row in extract_documents(documents(undated)).figures.to_pylist():
        if row["reference_text"] == "Monday":
            assert row["reference_start"] is None


@pytest.mark.parametrize("length", [0, 1, 10, 50, 200])
def test_a_snippet_is_never_longer_than_asked(length: int) -> None:
    text = "word " * 100 + "2,400 households " + "more " * 100
    start = text.index("2,400")
    found = snippet(text, start, start + 16, (0, len(text)), length)
    if length == 0:
        assert found is None
    else:
        assert found is not None
        assert len(found) <= length
        assert length < 16 or "2,400 households" in found


@pytest.mark.parametrize(
    "text",
    [
        "about 40 engineers were sent to the town of Tarn Quay.",
        "“We sent 40 engineers,” said Ida Marlow, its director.",
        "“We sent 40 engineers and they have no pumps.\n“We need 12 more.”",
    ],
)
def test_a_quotation_that_a_headline_leaves_open_ends_with_the_headline(text):
    """It would end outside its text, and no release could be made of any article."""
    title = "Tarn Water: “We have no pumps"
    quotes = extract_documents(documents(document("a", text, title=title))).quotes
    for row in quotes.to_pylist():
        said = {"title": title, "text": text}[row["field"]]
        assert 0 <= row["start"] < row["end"] <= len(said)
        assert (row["kind"] == "continued") == (row["continues"] is not None)
    (of_title,) = (row for row in quotes.to_pylist() if row["field"] == "title")
    assert title[of_title["start"] : of_title["end"]] == "We have no pumps"

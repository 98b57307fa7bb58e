"""Articles and sources that are left out of what the store holds."""

from __future__ import annotations

import pyarrow as pa
import pytest

from transforms.corrections.withdrawals import withdraw
from warehouse.schema.documents import REJECTS


def records(*rows: tuple[str, str]) -> pa.Table:
    """The store's records as (article, source)."""
    columns = ("external_id", "url", "canonical_url", "source_path")
    return pa.Table.from_pylist(
        [
            {"article_id": article, "source": source, **dict.fromkeys(columns)}
            for article, source in rows
        ],
        schema=pa.schema(
            [(name, pa.string()) for name in ("article_id", "source", *columns)]
        ),
    )


@pytest.fixture
def rejects(table_of):
    return table_of(
        REJECTS,
        [{"reject_id": f"r{source}", "source": source} for source in ("wire", "files")],
    )


def test_a_withdrawn_article_goes_with_all_its_records(correct, rejects, status_of):
    kept = withdraw(
        records(("a", "wire"), ("a", "files"), ("b", "wire")),
        rejects,
        [correct("withdraw_article", article="a")],
    )
    assert kept.records["article_id"].to_pylist() == ["b"]
    assert kept.rejects.num_rows == 2
    assert status_of(kept.outcomes) == {"withdraw_article-0": ("applied", "a")}


def test_a_withdrawn_source_leaves_what_came_from_elsewhere(
    correct, rejects, status_of
):
    kept = withdraw(
        records(("a", "wire"), ("a", "files"), ("b", "wire"), ("c", "files")),
        rejects,
        [correct("withdraw_source", source="wire")],
    )
    assert kept.records.select(["article_id", "source"]).to_pylist() == [
        {"article_id": "a", "source": "files"},
        {"article_id": "c", "source": "files"},
    ]
    assert kept.rejects["source"].to_pylist() == ["files"]
    (outcome,) = kept.outcomes
    assert (outcome.status, outcome.target_id) == ("applied", "wire")
    assert {(c.row_id, c.field, c.before, c.after) for c in outcome.changed} == {
        ("a", "source", "wire", None),
        ("b", "article_id", "b", None),
    }


def test_a_source_that_gave_nothing_is_told_with_those_there_are(
    correct, rejects, status_of
):
    kept = withdraw(
        records(("a", "files")), rejects, [correct("withdraw_source", source="wire")]
    )
    (outcome,) = kept.outcomes
    assert outcome.status == "target_gone"
    assert "(there are: files)" in outcome.message
    assert (kept.records.num_rows, kept.rejects.num_rows) == (1, 2)


def test_an_unknown_article_withdraws_nothing(correct, rejects, status_of):
    kept = withdraw(
        records(("a", "files")), rejects, [correct("withdraw_article", article="x")]
    )
    assert status_of(kept.outcomes) == {"withdraw_article-0": ("target_gone", "x")}
    assert kept.records.num_rows == 1


def test_without_withdrawals_nothing_is_touched(correct, rejects):
    held = records(("a", "wire"))
    kept = withdraw(held, rejects, [correct("set_date", article="a")])
    assert kept.records is held
    assert kept.rejects is rejects
    assert kept.outcomes == ()

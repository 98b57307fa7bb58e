"""Dates and outlets of articles, and withdrawn outlets."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from transforms.corrections.articles import correct_articles
from transforms.documents.articles import Documents
from warehouse.schema.documents import ARTICLE_VERSIONS, ARTICLES, OUTLETS
from warehouse.schema.working import DOCUMENTS

SECOND = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
THIRD = datetime(2026, 3, 3, tzinfo=UTC)


@pytest.fixture
def documents(table_of):
    """Articles a and b of the Courier, c of the Post; a has two versions."""
    outlet_of = {"a": "courier.example", "b": "courier.example", "c": "post.example"}
    facts = [
        {
            "article_id": id_,
            "external_id": f"x{id_}",
            "outlet_id": outlet,
            "published_at": SECOND,
            "published_precision": "minute",
            "published_method": "record",
        }
        for id_, outlet in outlet_of.items()
    ]
    versions = [
        row
        | {"version": version, "is_current": version == 2 or row["article_id"] != "a"}
        for row in facts
        for version in ((1, 2) if row["article_id"] == "a" else (1,))
    ]
    table = table_of(DOCUMENTS, versions)
    return Documents(
        documents=table,
        articles=table_of(ARTICLES, facts),
        article_versions=ARTICLE_VERSIONS.conform(table),
        outlets=table_of(
            OUTLETS,
            [
                {"outlet_id": "courier.example", "name": "Courier", "aliases": []},
                {"outlet_id": "post.example", "name": "Post", "aliases": []},
            ],
        ),
    )


def day(at):
    return {"published_at": at, "published_precision": "day" if at else None}


def facts_of(documents, article, *names):
    """Values of an article as its row and all its versions have them."""
    found = {
        tuple(row[name] for name in names)
        for table in (documents.articles, documents.documents)
        for row in table.to_pylist()
        if row["article_id"] == article
    }
    assert len(found) == 1
    return found.pop()


def test_a_date_is_set_in_every_version(documents, correct):
    corrected = correct_articles(
        documents,
        [correct("set_date", article="xa", set_=day(THIRD), expect=day(SECOND))],
    )
    names = ("published_at", "published_precision", "published_method")
    assert facts_of(corrected.documents, "a", *names) == (THIRD, "day", "correction")
    assert facts_of(corrected.documents, "b", *names) == (SECOND, "minute", "record")
    (outcome,) = corrected.outcomes
    assert (outcome.status, outcome.target_id) == ("applied", "a")
    assert [(c.field, c.before, c.after) for c in outcome.changed] == [
        ("published_at", "2026-03-02T09:30:00Z", "2026-03-03T00:00:00Z"),
        ("published_precision", "minute", "day"),
        ("published_method", "record", "correction"),
    ]
    for table, declared in (("documents", DOCUMENTS), ("articles", ARTICLES)):
        assert getattr(corrected.documents, table).schema == declared.arrow


def test_a_wrong_date_can_be_taken_away(documents, correct):
    corrected = correct_articles(
        documents,
        [correct("set_date", article="a", set_=day(None), expect=day(SECOND))],
    )
    names = ("published_at", "published_precision", "published_method")
    assert facts_of(corrected.documents, "a", *names) == (None, None, None)


@pytest.mark.parametrize(
    ("wanted", "precision", "expected", "status"),
    [
        (SECOND, "minute", THIRD, "already_true"),
        (SECOND, "day", SECOND, "applied"),
        (THIRD, "day", datetime(2026, 3, 2, tzinfo=UTC), "applied"),
        (THIRD, "day", THIRD, "guard_failed"),
        (THIRD, "day", None, "guard_failed"),
    ],
)
def test_a_date_is_held_against_what_stands(
    documents, correct, status_of, wanted, precision, expected, status
):
    corrected = correct_articles(
        documents,
        [
            correct(
                "set_date",
                article="a",
                set_={"published_at": wanted, "published_precision": precision},
                expect=day(expected),
            )
        ],
    )
    assert status_of(corrected.outcomes) == {"set_date-0": (status, "a")}
    if status != "applied":
        assert corrected.documents is documents
        assert corrected.outcomes[0].message


def test_a_later_decision_is_held_against_the_earlier_one(
    documents, correct, status_of
):
    """And the order of the entries does not matter."""
    first = correct("set_date", article="a", set_=day(THIRD), expect=day(SECOND))
    fourth = datetime(2026, 3, 4, tzinfo=UTC)
    second = correct(
        "set_date", day=1, article="xa", set_=day(fourth), expect=day(THIRD)
    )
    for order in ((first, second), (second, first)):
        corrected = correct_articles(documents, order)
        assert facts_of(corrected.documents, "a", "published_at") == (fourth,)
        assert set(status_of(corrected.outcomes).values()) == {("applied", "a")}


def test_an_outlet_may_be_known_or_new(documents, correct):
    corrected = correct_articles(
        documents,
        [
            correct(
                "set_outlet",
                article="c",
                set_={"outlet": "The Courier"},
                expect={"outlet": "Post"},
            ),
            correct(
                "set_outlet",
                id_="new",
                article="b",
                set_={"outlet": "Saltney Star"},
                expect={"outlet": "courier.example"},
            ),
        ],
    )
    assert facts_of(corrected.documents, "c", "outlet_id") == ("courier.example",)
    assert facts_of(corrected.documents, "b", "outlet_id") == ("saltney star",)
    outlets = corrected.documents.outlets.to_pylist()
    assert [(row["outlet_id"], row["name"]) for row in outlets] == [
        ("courier.example", "Courier"),
        ("saltney star", "Saltney Star"),
    ]


def test_an_outlet_is_held_against_what_stands(documents, correct, status_of):
    def status(wanted, expected):
        corrected = correct_articles(
            documents,
            [
                correct(
                    "set_outlet",
                    article="c",
                    set_={"outlet": wanted},
                    expect={"outlet": expected},
                )
            ],
        )
        return corrected.outcomes[0].status

    assert status("post.example", "Courier") == "already_true"
    assert status("Courier", "Northmark News") == "guard_failed"
    assert status(None, None) == "guard_failed"
    assert status(None, "Post") == "applied"


def test_a_withdrawn_outlet_is_the_corrected_one(documents, correct, status_of):
    corrected = correct_articles(
        documents,
        [
            correct("withdraw_source", outlet="Courier"),
            correct(
                "set_outlet",
                day=5,
                article="b",
                set_={"outlet": "Post"},
                expect={"outlet": "Courier"},
            ),
            correct("withdraw_source", id_="none", outlet="Northmark News"),
        ],
    )
    left = corrected.documents
    assert left.articles["article_id"].to_pylist() == ["b", "c"]
    assert left.documents["article_id"].to_pylist() == ["b", "c"]
    assert left.article_versions["article_id"].to_pylist() == ["b", "c"]
    assert left.outlets["outlet_id"].to_pylist() == ["post.example"]
    assert status_of(corrected.outcomes) == {
        "withdraw_source-0": ("applied", "courier.example"),
        "set_outlet-5": ("applied", "b"),
        "none": ("target_gone", "Northmark News"),
    }


def test_other_corrections_are_left_alone(documents, correct):
    corrected = correct_articles(documents, [correct("withdraw_article", article="a")])
    assert corrected.documents is documents
    assert corrected.outcomes == ()

"""With a memory the tables are the same as without: it saves time and decides nothing."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from transforms.copies import Copies, Decisions, find_copies
from transforms.copies.texts import WHOLE
from transforms.copies.work import Scratch

TABLES = (
    "copy_pairs",
    "copy_passages",
    "copy_changes",
    "copies",
    "clusters",
    "cluster_aliases",
    "merge_refusals",
    "likeness",
)

SYLLABLES = ("ka", "lo", "mi", "ten", "sor", "vel", "bra", "du", "pin", "gar", "wex")


def world(seed: int, families: int) -> dict[str, dict[str, Any]]:
    """Articles by id: families of a text, a copy word for word, an edited one, a part."""
    draw = random.Random(seed)
    words = ["".join(draw.choices(SYLLABLES, k=3)) for _ in range(600)]
    articles: dict[str, dict[str, Any]] = {}
    for family in range(families):
        names = [draw.choice(words).title() for _ in range(5)]
        text = ". ".join(
            " ".join([*draw.choices(words, k=9), draw.choice(names), "of the"])
            for _ in range(12)
        )
        edited = text.split(" ")
        for place in range(3, len(edited), 11):
            edited[place] = draw.choice(words)
        half = text[: len(text) // 2]
        for kind, copy in enumerate((text, text, " ".join(edited), half)):
            published = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(
                hours=draw.randint(0, 99)
            )
            articles[f"a{draw.randint(0, 10**6):06d}-{family}-{kind}"] = {
                "text": copy,
                "outlet_id": draw.choice(["post.example", "wire.example", None]),
                "published_at": draw.choice([published, None]),
            }
    return articles


def table(articles: dict[str, dict[str, Any]]) -> pa.Table:
    """The articles as a table."""
    time = pa.timestamp("us", tz="UTC")
    rows = list(articles.values())
    return pa.table(
        {
            "article_id": list(articles),
            "text": [row["text"] for row in rows],
            "outlet_id": pa.array([row["outlet_id"] for row in rows], pa.string()),
            "published_at": pa.array([row["published_at"] for row in rows], time),
        }
    )


def assert_equal(found: Copies, expected: Copies) -> None:
    """Every table has the same rows."""
    for name in TABLES:
        assert getattr(found, name).equals(getattr(expected, name)), name


@pytest.mark.parametrize("seed", range(6))
def test_batches_with_edits_and_withdrawals_end_as_one_call_on_all_does(
    seed: int,
) -> None:
    draw = random.Random(seed)
    everything = world(seed, 12)
    order = sorted(everything, key=lambda _: draw.random())
    held: dict[str, dict[str, Any]] = {}
    memory = None
    for batch in range(4):
        for article in order[batch::4]:
            held[article] = everything[article]
        for article in draw.sample(sorted(held), 3):
            held[article] = held[article] | {
                "text": held[article]["text"] + f" It was said {batch} times."
            }
        for article in draw.sample(sorted(held), 2):
            del held[article]
        found = find_copies(table(held), blocks=WHOLE, memory=memory)
        assert_equal(found, find_copies(table(held), blocks=WHOLE))
        memory = found.memory
    assert found.copy_pairs.num_rows > 20


def test_a_date_that_changes_is_noticed() -> None:
    articles = world(7, 4)
    first = find_copies(table(articles), blocks=WHOLE)
    for article in list(articles)[::3]:
        articles[article]["published_at"] = datetime(2026, 2, 1, tzinfo=UTC)
        articles[article]["outlet_id"] = "other.example"
    found = find_copies(table(articles), blocks=WHOLE, memory=first.memory)
    assert_equal(found, find_copies(table(articles), blocks=WHOLE))


def test_an_earlier_copy_word_for_word_takes_over_for_its_text() -> None:
    articles = world(8, 3)
    first = find_copies(table(articles), blocks=WHOLE)
    text = next(iter(articles.values()))["text"]
    articles["zz"] = {
        "text": text,
        "outlet_id": None,
        "published_at": datetime(2020, 1, 1, tzinfo=UTC),
    }
    found = find_copies(table(articles), blocks=WHOLE, memory=first.memory)
    assert_equal(found, find_copies(table(articles), blocks=WHOLE))
    assert "zz" in found.copies["parent_article_id"].to_pylist()


def test_decisions_are_laid_over_what_is_remembered_and_not_remembered() -> None:
    articles = world(9, 3)
    ids = sorted(articles)
    far = (min(ids[0], ids[-1]), max(ids[0], ids[-1]))
    first = find_copies(table(articles), blocks=WHOLE)
    decided = find_copies(
        table(articles),
        blocks=WHOLE,
        memory=first.memory,
        decisions=Decisions(must_link=(far,)),
    )
    cluster = dict(
        zip(
            decided.copies["article_id"].to_pylist(),
            decided.copies["cluster_id"].to_pylist(),
            strict=True,
        )
    )
    assert cluster[far[0]] == cluster[far[1]]
    again = find_copies(table(articles), blocks=WHOLE, memory=decided.memory)
    assert_equal(again, first)


def test_where_the_profiles_are_held_makes_no_difference() -> None:
    articles = table(world(10, 5))
    asked: list[int] = []

    def scratch(length: int, kind: Any) -> Any:
        asked.append(length)
        return np.zeros(length, kind)

    held: Scratch = scratch
    found = find_copies(articles, blocks=WHOLE, scratch=held)
    assert_equal(found, find_copies(articles, blocks=WHOLE))
    assert asked

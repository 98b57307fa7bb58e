"""What holds of claims whatever the texts say."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.claims.reconcile import reconcile

WORDS = "dam water valley council school road river pump valve siren leak".split()
HEADS = ("household", "home", "people", "body", "case", "pump", None)
STATES = ("died", "missing", "in hospital", "per 100,000", "or", "")
UNITS = (
    ("count", None),
    ("count", None),
    ("measure", "L"),
    ("measure", "m3"),
    ("money", "GBP"),
    ("money", "EUR"),
)
SPEAKERS = (None, None, "Ida Marlow", "Marlow", "council", "the council")
VALUES = (2, 3, 12, 40, 310, 2400, 2437, 2600, 10_000)
TABLES = ("claims", "claim_figures", "claim_links", "claim_lineage", "claim_sources")


def random_press(press: Any, seed: int) -> Any:
    """Articles of a few sentences, some of them copies of each other."""
    dice = random.Random(seed)
    for i in range(dice.randint(1, 6)):
        origin = dice.choice([None, *range(i)])
        sentences = []
        counted = []
        for _ in range(dice.randint(1, 4)):
            value, head = dice.choice(VALUES), dice.choice(HEADS)
            noun = head or "more"
            words = " ".join(dice.sample(WORDS, 4))
            counted.append((f"{value} {noun}", value, head))
            end = f"{dice.choice(STATES)} {dice.choice(WORDS)}"
            sentences.append(f"The {words} had {value} {noun} {end}.")
        press.article(
            str(i),
            " ".join(sentences),
            copied_from=None if origin is None else str(origin),
            published=dice.choice([None, "2026-03-10", "2026-03-12"]),
            outlet=dice.choice([None, "a.example", "b.example"]),
            event=dice.choice([None, "e" * 20]) if origin is None else None,
        )
        seen: Counter[str] = Counter()
        for surface, value, head in counted:
            kind, unit = dice.choice(UNITS)
            press.figure(
                str(i),
                surface,
                value,
                head,
                nth=seen[surface],
                about=dice.random() < 0.3,
                quoted=dice.random() < 0.2,
                additive=dice.random() < 0.1,
                kind=kind,
                unit=unit,
                speaker_canonical=dice.choice(SPEAKERS),
                modality=dice.choice(["reported", "planned"]),
                reference_text=dice.choice([None, None, "two years ago"]),
            )
            seen[surface] += 1
    return press


@given(seed=st.integers(0, 10_000), shuffle=st.integers(0, 100))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_claims_are_a_partition_with_true_counts_in_any_row_order(
    new_press: Callable[[], Any], seed: int, shuffle: int
) -> None:
    tables = random_press(new_press(), seed).tables()
    claims = reconcile(**tables)
    figures = tables["figures"]["figure_id"].to_pylist()
    members = claims.claim_figures.to_pylist()
    assert sorted(row["figure_id"] for row in members) == sorted(figures)
    sizes = Counter(row["claim_id"] for row in members)
    for row in claims.claims.to_pylist():
        assert row["n_mentions"] == sizes[row["claim_id"]]
        assert 1 <= row["n_independent"] <= row["n_clusters"] <= row["n_articles"]
        assert row["n_independent"] <= row["n_primary_sources"] <= row["n_mentions"]
        ends = [v for v in (row["low"], row["best"], row["high"]) if v is not None]
        assert ends == sorted(ends)
    steps = claims.claim_lineage.to_pylist()
    assert {row["figure_id"] for row in steps} == set(figures)
    by_claim: dict[str, list[int]] = {}
    for row in steps:
        by_claim.setdefault(row["claim_id"], []).append(row["step"])
    assert all(found == list(range(1, len(found) + 1)) for found in by_claim.values())
    assert set(claims.anchors) == set(sizes)

    dice = random.Random(shuffle)
    shuffled = {
        name: table.take(
            pa.array(dice.sample(range(len(table)), len(table)), pa.int64())
        )
        for name, table in tables.items()
    }
    again = reconcile(**shuffled)
    for name in TABLES:
        assert getattr(again, name).equals(getattr(claims, name)), name


@pytest.mark.parametrize("seed", range(8))
def test_a_second_release_keeps_partition_and_ids(
    new_press: Callable[[], Any], seed: int
) -> None:
    """Whatever was published before, the same figures stand together."""
    press = random_press(new_press(), seed)
    full = press.tables()
    first_id = press.documents[0]["article_id"]
    part = {
        name: table.filter(pc.equal(table["article_id"], first_id))
        if "article_id" in table.schema.names
        else table
        for name, table in full.items()
    }
    before = reconcile(**part)
    registry = pa.Table.from_pylist(
        [
            {"table_name": "claims", "id": name, "anchor": anchor, "first_seen": 1}
            | {"last_changed": 1, "retired_in": None, "alias_of": None}
            for name, anchor in before.anchors.items()
        ]
    )
    grown = reconcile(**full, registry=registry, release_seq=2)
    fresh = reconcile(**full)

    def partition(claims: Any) -> set[frozenset[str]]:
        groups: dict[str, set[str]] = {}
        for row in claims.claim_figures.to_pylist():
            groups.setdefault(row["claim_id"], set()).add(row["figure_id"])
        return {frozenset(group) for group in groups.values()}

    assert partition(grown) == partition(fresh)
    assert set(before.anchors) <= set(grown.anchors) | set(grown.aliases)

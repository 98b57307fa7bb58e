"""Ids over the releases: born, changed, merged, retired, back again."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pytest

from warehouse.registry import MINTED, REGISTERED, anchors_table, next_registry
from warehouse.schema.governance import CHANGES

Tables = Callable[..., dict[str, pa.Table]]


def changed(*rows: tuple[str, str, str]) -> pa.Table:
    """Table `changes` from (table, row, change)."""
    return CHANGES.from_rows(
        [
            {
                "table_name": table,
                "row_id": row,
                "change": change,
                "fields": [],
                "reason": "context_changed",
            }
            for table, row, change in rows
        ]
    )


def grouped(make: Tables, groups: dict[str, str]) -> dict[str, pa.Table]:
    """Tables with articles in clusters: `{"abc": "k1"}` puts a, b and c into k1."""
    return make(
        articles=[{"article_id": a} for members in groups for a in members],
        copies=[
            {"article_id": a, "cluster_id": cluster}
            for members, cluster in groups.items()
            for a in members
        ],
        clusters=[{"cluster_id": cluster} for cluster in groups.values()],
    )


def by_id(registry: pa.Table, table: str) -> dict[str, dict[str, object]]:
    return {r["id"]: r for r in registry.to_pylist() if r["table_name"] == table}


def test_ids_are_born_with_their_anchor(make_tables: Tables) -> None:
    registry = next_registry(
        grouped(make_tables, {"ab": "k1"}),
        previous=None,
        anchors=anchors_table({"clusters": {"k1": "a"}}),
        changes=changed(),
        release_seq=1,
    )
    assert set(by_id(registry, "articles")) == {"a", "b"}
    assert by_id(registry, "clusters")["k1"] == {
        "table_name": "clusters",
        "id": "k1",
        "anchor": "a",
        "first_seen": 1,
        "last_changed": 1,
        "retired_in": None,
        "alias_of": None,
        "member_of": None,
    }
    assert by_id(registry, "articles")["a"]["member_of"] == "k1"


def test_an_id_is_retired_and_comes_back(make_tables: Tables) -> None:
    anchors = anchors_table({"clusters": {"k1": "a"}})
    steps = [({"a": "k1"}, ()), ({}, (("articles", "a", "removed"),))]
    steps.append(({"a": "k1"}, (("articles", "a", "added"),)))
    registry, seen = None, []
    for seq, (groups, changes) in enumerate(steps, start=1):
        registry = next_registry(
            grouped(make_tables, groups),
            previous=registry,
            anchors=anchors,
            changes=changed(*changes),
            release_seq=seq,
        )
        row = by_id(registry, "articles")["a"]
        seen.append((row["first_seen"], row["last_changed"], row["retired_in"]))
    assert seen == [(1, 1, None), (1, 1, 2), (1, 3, None)]


def test_a_revised_row_moves_last_changed(make_tables: Tables) -> None:
    tables = grouped(make_tables, {"a": "k1", "b": "k2"})
    anchors = anchors_table({"clusters": {"k1": "a", "k2": "b"}})
    first = next_registry(
        tables,
        previous=None,
        anchors=anchors,
        changes=changed(),
        release_seq=1,
    )
    second = next_registry(
        tables,
        previous=first,
        anchors=anchors,
        changes=changed(("clusters", "k1", "revised"), ("copies", "a", "revised")),
        release_seq=2,
    )
    rows = by_id(second, "clusters")
    assert (rows["k1"]["last_changed"], rows["k2"]["last_changed"]) == (2, 1)
    assert by_id(second, "articles")["a"]["last_changed"] == 1


def test_a_merged_id_points_to_what_holds_its_anchor(make_tables: Tables) -> None:
    """Also when that is merged again later: an alias leads to the end at once."""
    anchors = anchors_table({"clusters": {"k1": "a", "k2": "b", "k0": "z"}})
    registry = None
    for seq, groups in enumerate(
        [{"a": "k1", "b": "k2", "z": "k0"}, {"ab": "k1", "z": "k0"}, {"abz": "k0"}],
        start=1,
    ):
        registry = next_registry(
            grouped(make_tables, groups),
            previous=registry,
            anchors=anchors,
            changes=changed(),
            release_seq=seq,
        )
    rows = by_id(registry, "clusters")
    assert {id_: row["alias_of"] for id_, row in rows.items()} == {
        "k0": None,
        "k1": "k0",
        "k2": "k0",
    }
    assert rows["k2"]["retired_in"] == 2
    assert rows["k2"]["anchor"] == "b"


def test_claims_and_events_are_merged_by_their_members(make_tables: Tables) -> None:
    def tables(event: str, claim: str) -> dict[str, pa.Table]:
        return make_tables(
            copies=[{"article_id": "a", "cluster_id": "k"}],
            clusters=[{"cluster_id": "k", "event_id": event}],
            events=[{"event_id": event}],
            claims=[{"claim_id": claim}],
            claim_figures=[{"claim_id": claim, "figure_id": "f"}],
        )

    anchors = anchors_table(
        {
            "clusters": {"k": "a"},
            "events": {"e1": "a", "e2": "a"},
            "claims": {"c1": "f", "c2": "f"},
        }
    )
    first = next_registry(
        tables("e1", "c1"),
        previous=None,
        anchors=anchors,
        changes=changed(),
        release_seq=1,
    )
    second = next_registry(
        tables("e2", "c2"),
        previous=first,
        anchors=anchors,
        changes=changed(),
        release_seq=2,
    )
    assert by_id(second, "events")["e1"]["alias_of"] == "e2"
    assert by_id(second, "claims")["c1"]["alias_of"] == "c2"


@pytest.mark.parametrize("table", REGISTERED)
def test_every_registered_table_is_registered(table: str, make_tables: Tables) -> None:
    row = {REGISTERED[table]: "x"}
    registry = next_registry(
        make_tables(**{table: [row]}),
        previous=None,
        anchors=anchors_table({name: {"x": "m"} for name in MINTED}),
        changes=changed(),
        release_seq=4,
    )
    (found,) = registry.to_pylist()
    assert (found["table_name"], found["id"], found["first_seen"]) == (table, "x", 4)
    assert found["anchor"] == ("m" if table in MINTED else None)


def test_a_minted_id_without_an_anchor_is_refused(make_tables: Tables) -> None:
    with pytest.raises(ValueError, match="1 ids have no anchor, as k1 of clusters"):
        next_registry(
            grouped(make_tables, {"a": "k1"}),
            previous=None,
            anchors=anchors_table({"events": {"k1": "a"}}),
            changes=changed(),
            release_seq=1,
        )

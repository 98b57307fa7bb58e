"""Ids of groups over random histories: born, merged, split, orphaned, back again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.anchors import KeptIds, keep_ids
from warehouse.registry import anchors_table, next_registry
from warehouse.schema.catalog import TABLES
from warehouse.schema.governance import CHANGES, REGISTRY


@dataclass(kw_only=True)
class History:
    """Releases with nothing but articles in clusters, and clusters in one event."""

    registry: pa.Table | None = None
    seq: int = 0
    published: list[dict[str, frozenset[str]]] = field(default_factory=list)
    """Members of each cluster id, by release."""
    kept: KeptIds | None = None

    def publish(self, *groups: Iterable[str], event: str = "") -> dict[str, str]:
        """The ids of the groups in one more release, by the group's letters."""
        self.seq += 1
        told = [sorted(group) for group in groups]
        kept = keep_ids("clusters", told, registry=self.registry, release_seq=self.seq)
        inside = [sorted(event)] if event else []
        events = keep_ids(
            "events", inside, registry=self.registry, release_seq=self.seq
        )
        of = {a: id_ for id_, group in zip(kept.ids, told, strict=True) for a in group}
        happening = {of[a]: events.ids[0] for a in event}
        self.registry = next_registry(
            tables_of(of, happening),
            previous=self.registry,
            anchors=anchors_table(
                {
                    "clusters": dict(zip(kept.ids, kept.anchors, strict=True))
                    | kept.merged,
                    "events": dict(zip(events.ids, events.anchors, strict=True))
                    | events.merged,
                }
            ),
            changes=CHANGES.empty(),
            release_seq=self.seq,
        )
        self.kept = kept
        self.published.append(
            {id_: frozenset(g) for id_, g in zip(kept.ids, told, strict=True)}
        )
        return {"".join(g): id_ for id_, g in zip(kept.ids, told, strict=True)} | (
            {"event": events.ids[0]} if events.ids else {}
        )

    def rows(self, table: str = "clusters") -> dict[str, dict[str, object]]:
        """The registry's rows of a table, by id."""
        rows = (self.registry or REGISTRY.empty()).to_pylist()
        return {row["id"]: row for row in rows if row["table_name"] == table}

    def aliases(self, table: str = "clusters") -> dict[str, object]:
        """What each id of a table leads to that leads to another."""
        rows = self.rows(table).values()
        return {row["id"]: row["alias_of"] for row in rows if row["alias_of"]}


def tables_of(cluster_of: dict[str, str], event_of: dict[str, str]) -> dict:
    """Tables that hold nothing else."""
    made = {name: declared.empty() for name, declared in TABLES.items()}
    made["articles"] = pa.table({"article_id": list(cluster_of)}, ID)
    made["copies"] = pa.table(
        {"article_id": list(cluster_of), "cluster_id": list(cluster_of.values())},
    )
    clusters = sorted(set(cluster_of.values()))
    made["clusters"] = pa.table(
        {
            "cluster_id": pa.array(clusters, pa.string()),
            "event_id": pa.array([event_of.get(c) for c in clusters], pa.string()),
        }
    )
    made["events"] = pa.table({"event_id": sorted(set(event_of.values()))}, EVENT)
    return made


ID = pa.schema([("article_id", pa.string())])
EVENT = pa.schema([("event_id", pa.string())])


def test_a_cluster_whose_anchor_is_withdrawn_keeps_its_id() -> None:
    """Once and again, and when the first one comes back."""
    history = History()
    id_ = history.publish("abc", "d")["abc"]
    assert history.publish("bc", "d")["bc"] == id_
    assert history.rows()[id_]["anchor"] == "b"
    assert history.publish("c", "d")["c"] == id_
    assert history.publish("abc", "d")["abc"] == id_
    assert history.aliases() == {}


def test_an_orphaned_id_goes_on_where_most_of_its_members_are() -> None:
    history = History()
    id_ = history.publish("abcde")["abcde"]
    after = history.publish("bc", "def")
    assert after["bc"] == id_  # Two and two: the smallest id decides.
    history = History()
    id_ = history.publish("abcde")["abcde"]
    after = history.publish("b", "cdef")
    assert after["cdef"] == id_
    assert after["b"] != id_


def test_an_id_whose_anchor_is_withdrawn_as_it_is_merged_becomes_an_alias() -> None:
    history = History()
    first = history.publish("ab")["ab"]
    second = history.publish("ab", "cde")["cde"]
    assert history.publish("abde")["abde"] == first
    assert history.aliases() == {second: first}
    assert history.rows()[second]["anchor"] == "d"


def test_an_id_without_members_is_retired_and_comes_back_with_any_of_them() -> None:
    history = History()
    id_ = history.publish("ab", "c")["ab"]
    history.publish("c")
    assert history.rows()[id_]["retired_in"] == 2
    assert history.publish("b", "c")["b"] == id_
    assert history.rows()[id_]["retired_in"] is None


def test_one_that_comes_back_does_not_take_the_id_from_who_stayed() -> None:
    """The group went on without it, so it speaks for that group no more."""
    history = History()
    old = history.publish("cdg", "a")
    history.publish("dg", "a")
    after = history.publish("ac", "d")
    assert (after["d"], after["ac"]) == (old["cdg"], old["a"])


def test_one_that_comes_back_does_not_bring_its_id_to_others() -> None:
    """What is left of its group is with others now, who have an id of their own."""
    history = History()
    old = history.publish("abg")["abg"]
    apart = history.publish("a", "b")
    assert apart["a"] == old
    assert history.publish("bg")["bg"] == apart["b"]
    assert history.aliases() == {old: apart["b"]}


def test_the_part_with_the_anchor_keeps_the_id_of_what_is_split() -> None:
    history = History()
    id_ = history.publish("abcd")["abcd"]
    after = history.publish("a", "bcd")
    assert after["a"] == id_
    assert after["bcd"] not in history.published[0]


def test_of_three_that_are_merged_the_earliest_id_wins() -> None:
    history = History()
    history.publish("m")
    history.publish("m", "b")
    old = history.publish("m", "b", "c")
    assert history.publish("bcm")["bcm"] == old["m"]
    assert history.aliases() == {old["b"]: old["m"], old["c"]: old["m"]}


def test_an_alias_leads_to_its_anchor_after_a_split_and_a_merge() -> None:
    """Merged, split again under a new id, merged again: always at one step."""
    history = History()
    history.publish("a")
    old = history.publish("a", "b", "z")
    history.publish("ab", "z")
    assert history.aliases() == {old["b"]: old["a"]}
    apart = history.publish("a", "b", "z")
    assert apart["a"] == old["a"]
    assert apart["b"] not in old.values()
    assert history.aliases() == {old["b"]: apart["b"]}
    merged = history.publish("abz")["abz"]
    assert merged == old["a"]
    assert set(history.aliases().values()) == {merged}
    assert set(history.aliases()) == {*old.values(), apart["b"]} - {merged}


def test_an_alias_whose_anchor_is_gone_goes_with_what_it_led_to() -> None:
    history = History()
    old = history.publish("a", "bc")
    kept = history.publish("abc")["abc"]
    (gone,) = set(old.values()) - {kept}
    assert history.publish("c", "x")["c"] == kept
    assert history.aliases() == {gone: kept}
    history.publish("x")
    assert history.aliases() == {gone: kept}, "both are retired, and it is known why"
    assert history.publish("c", "x")["c"] == kept


def test_an_event_keeps_its_id_without_its_anchor_and_without_a_cluster() -> None:
    history = History()
    event = history.publish("ab", "cd", "ef", event="abcd")["event"]
    assert history.publish("cd", "ef", event="cdef")["event"] == event
    assert history.publish("d", "ef", event="def")["event"] == event


def test_a_registry_of_before_members_were_kept_still_names_its_anchors() -> None:
    history = History()
    old = history.publish("ab", "cd")
    assert history.registry is not None
    history.registry = history.registry.drop_columns(["member_of"])
    kept = keep_ids("clusters", ["ab", "d"], registry=history.registry, release_seq=2)
    assert kept.ids[0] == old["ab"]
    assert kept.ids[1] not in old.values()


LETTERS = "abcdefg"
GROUPING = st.lists(st.integers(-1, 3), min_size=7, max_size=7)
"""For each letter the group that it is in; -1 where it is not there."""


def grouped(labels: list[int]) -> list[str]:
    """The groups of a grouping, as letters."""
    groups: dict[int, str] = {}
    for letter, label in zip(LETTERS, labels, strict=True):
        if label >= 0:
            groups[label] = groups.get(label, "") + letter
    return list(groups.values())


@settings(max_examples=60, deadline=None)
@given(histories=st.lists(GROUPING, min_size=1, max_size=6), order=st.randoms())
def test_any_history_keeps_what_was_promised(
    histories: list[list[int]], order: object
) -> None:
    history = History()
    for labels in histories:
        groups = grouped(labels)
        before = history.rows()
        last = history.published[-1] if history.published else {}
        history.publish(*groups)
        now = history.published[-1]
        rows, kept = history.rows(), history.kept
        assert kept is not None

        # Ids are minted once, and none that ever was is forgotten or used anew.
        assert before.keys() <= rows.keys()
        assert not any(rows[id_]["alias_of"] for id_ in now)
        assert all(before[id_]["alias_of"] is None for id_ in now.keys() & before)
        assert all(
            row["first_seen"] == before[id_]["first_seen"]
            for id_, row in rows.items()
            if id_ in before
        )
        # Whoever goes by an id stands in its group.
        assert all(rows[id_]["anchor"] in members for id_, members in now.items())
        # One step leads to an id that stands, or nobody of the group is left.
        present = set("".join(groups))
        for id_, row in rows.items():
            if id_ in now:
                assert row["retired_in"] is None
                continue
            assert row["retired_in"] is not None
            target = row["alias_of"]
            if target is None or target not in now:
                assert row["anchor"] not in present
                assert target is None or rows[target]["alias_of"] is None
        told = {i: t for i, t in history.aliases().items() if t in now}
        assert kept.aliases == told
        # What only lost or gained members is what it was.
        for id_, members in last.items():
            homes = {i for i, others in now.items() if members & others}
            if len(homes) == 1:
                (home,) = homes
                parents = [i for i, others in last.items() if others & now[home]]
                come_back = {
                    i
                    for i in before
                    if i not in last and before[i]["anchor"] in now[home]
                }
                if parents == [id_] and not come_back:
                    assert home == id_
        # The earliest of the ids whose anchors are there, in whatever order.
        for id_, members in now.items():
            claimants = [
                (row["first_seen"], i)
                for i, row in before.items()
                if row["alias_of"] is None and row["anchor"] in members
            ]
            assert not claimants or (rows[id_]["first_seen"], id_) <= min(claimants)

        shuffled = [*groups]
        order.shuffle(shuffled)
        again = keep_ids(
            "clusters", shuffled, registry=history.registry, release_seq=history.seq + 1
        )
        same = {frozenset(g): i for i, g in zip(again.ids, shuffled, strict=True)}
        assert same == {members: id_ for id_, members in now.items()}

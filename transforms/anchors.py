"""Lasting ids for groups: minted once from an anchor, kept while a member stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.schema.identity import make_id

PARTS: Mapping[str, tuple[str, ...]] = {
    "clusters": ("articles",),
    "events": ("clusters", "articles"),
    "claims": ("figures",),
}
"""What the groups of each table are made of, down to their members."""


Candidate = tuple[bool, int, str, str]
"""Whether who speaks for it was gone meanwhile, first release, id, who speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptIds:
    """Ids for groups, in the order the groups were given."""

    ids: list[str]
    """One id per group."""
    anchors: list[str]
    """The member each id goes by from now on; it stands in its group."""
    aliases: dict[str, str]
    """Ids of earlier releases that were merged away, with the id that holds now."""
    merged: dict[str, str]
    """The member by which that is told, of those that have one left."""


def keep_ids(
    table_name: str,
    groups: Sequence[Sequence[str]],
    *,
    registry: pa.Table | None,
    release_seq: int,
) -> KeptIds:
    """An id for each group of members, the earlier one wherever there is one.

    The part of a split group that holds the anchor keeps the id. An anchor that is
    gone (withdrawn, say) hands the id on to the part that holds most of the members
    that are left. Where groups were merged, the earliest id wins and the others become
    its aliases for good; an alias leads to whoever holds its anchor, also after what
    was merged is split again.

    Args:
        table_name: Table the ids belong to, as in `registry.table_name`.
        groups: Members of each group, anchor candidate first. A member is in one
            group only.
        registry: Table `registry` of the release before; None before the first.
        release_seq: Number of the release being built.
    """
    group_of = {member: i for i, members in enumerate(groups) for member in members}
    held: list[list[Candidate]] = [[] for _ in groups]
    known = _registered(registry, table_name)
    speakers = {
        id_: (False, row["anchor"])
        for id_, row in known.items()
        if not row["alias_of"] and row["anchor"] in group_of
    }
    # Of an id without its anchor the members of the release before speak. One that
    # was gone meanwhile, and whose group went on without it, speaks only where nobody
    # else is left, and for no more than a group that nobody else speaks for.
    for gone in (False, True):
        orphans = [
            id_
            for id_, row in known.items()
            if not row["alias_of"] and id_ not in speakers
        ]
        members_of = _members(orphans, table_name, registry, gone=gone)
        for id_, heir in _heirs(members_of, groups, group_of).items():
            speakers[id_] = gone, heir
    for id_, (gone, speaker) in speakers.items():
        held[group_of[speaker]].append((gone, known[id_]["first_seen"], id_, speaker))
    ids, anchors = [], []
    aliases: dict[str, str] = {}
    merged: dict[str, str] = {}
    for group, candidates in zip(groups, held, strict=True):
        if candidates:
            (_, _, kept, anchor), *others = sorted(candidates)
            for _, _, other, speaker in others:
                aliases[other], merged[other] = kept, speaker
        else:
            anchor = group[0]
            kept = make_id(table_name, anchor, release_seq)
        ids.append(kept)
        anchors.append(anchor)
    live = set(ids)
    earlier = {id_: row for id_, row in known.items() if row["alias_of"]}
    # Those that lead nowhere now are told by where they led to.
    for id_, row in earlier.items():
        if row["anchor"] in group_of:
            aliases[id_], merged[id_] = ids[group_of[row["anchor"]]], row["anchor"]
    for id_, row in earlier.items():
        target = aliases.get(row["alias_of"], row["alias_of"])
        if id_ not in merged and target in live:
            aliases[id_] = target
    return KeptIds(ids=ids, anchors=anchors, aliases=aliases, merged=merged)


def _registered(
    registry: pa.Table | None, table_name: str
) -> dict[str, dict[str, Any]]:
    """Rows of the registry by id."""
    if registry is None:
        return {}
    rows = registry.filter(pc.equal(registry["table_name"], table_name))
    columns = ["id", "anchor", "first_seen", "alias_of"]
    return {row["id"]: row for row in rows.select(columns).to_pylist()}


def _heirs(
    members: Mapping[str, Sequence[str]],
    groups: Sequence[Sequence[str]],
    group_of: Mapping[str, int],
) -> dict[str, str]:
    """Who speaks for ids whose anchor is gone, where any of their members is left.

    Of the group that holds most of them, the one with the smallest id of equal ones,
    the first that was a member.
    """
    found: dict[str, str] = {}
    for id_, of_id in members.items():
        left: dict[int, list[str]] = defaultdict(list)
        for member in of_id:
            if member in group_of:
                left[group_of[member]].append(member)
        if left:
            most = min(left, key=lambda i: (-len(left[i]), min(left[i])))
            were = set(left[most])
            found[id_] = next(member for member in groups[most] if member in were)
    return found


def _members(
    ids: Sequence[str], table_name: str, registry: pa.Table | None, *, gone: bool
) -> dict[str, list[str]]:
    """What each of some groups was last made of, as the registry remembers.

    Args:
        ids: The groups.
        table_name: Table that they stand in.
        registry: Table `registry`; one of an older schema says nothing of members.
        gone: Members that had left before, too.
    """
    if registry is None or not ids or "member_of" not in registry.column_names:
        return {}
    if not gone:
        registry = registry.filter(pc.is_null(registry["retired_in"]))
    top = {id_: id_ for id_ in ids}
    for part in PARTS[table_name]:
        inside = pc.and_(
            pc.equal(registry["table_name"], part),
            pc.is_in(registry["member_of"], value_set=pa.array(list(top), pa.string())),
        )
        rows = registry.filter(inside).select(["id", "member_of"]).to_pylist()
        top = {row["id"]: top[row["member_of"]] for row in rows}
    members: dict[str, list[str]] = defaultdict(list)
    for member, id_ in top.items():
        members[id_].append(member)
    return members

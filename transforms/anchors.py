"""Lasting ids for groups: minted once from an anchor, kept while the anchor stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.schema.identity import make_id


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptIds:
    """Ids for groups, in the order the groups were given."""

    ids: list[str]
    """One id per group."""
    anchors: list[str]
    """The member each id was minted from; it stands in its group."""
    aliases: dict[str, str]
    """Ids of earlier releases that were merged away, with the id that holds now."""


def keep_ids(
    table_name: str,
    groups: Sequence[Sequence[str]],
    *,
    registry: pa.Table | None,
    release_seq: int,
) -> KeptIds:
    """An id for each group of members, the earlier one wherever there is one.

    The part of a split group that holds the anchor keeps the id. Where groups were
    merged, the earliest id wins and the others become its aliases.

    Args:
        table_name: Table the ids belong to, as in `registry.table_name`.
        groups: Members of each group, anchor candidate first. A member is in one
            group only.
        registry: Table `registry` of the release before; None before the first.
        release_seq: Number of the release being built.
    """
    group_of = {member: i for i, members in enumerate(groups) for member in members}
    held: list[list[tuple[int, str, str]]] = [[] for _ in groups]
    aliases: dict[str, str] = {}
    earlier_aliases: list[tuple[str, str]] = []
    if registry is not None:
        rows = registry.filter(pc.equal(registry["table_name"], table_name))
        for row in rows.select(["id", "anchor", "first_seen", "alias_of"]).to_pylist():
            if row["alias_of"]:
                earlier_aliases.append((row["id"], row["alias_of"]))
            elif row["anchor"] in group_of:
                held[group_of[row["anchor"]]].append(
                    (row["first_seen"], row["id"], row["anchor"])
                )
    ids, anchors = [], []
    for members, candidates in zip(groups, held, strict=True):
        if candidates:
            candidates.sort()
            _, kept, anchor = candidates[0]
            aliases |= {other: kept for _, other, _ in candidates[1:]}
        else:
            anchor = members[0]
            kept = make_id(table_name, anchor, release_seq)
        ids.append(kept)
        anchors.append(anchor)
    live = set(ids)
    for alias, target in earlier_aliases:
        current = aliases.get(target, target)
        if current in live:
            aliases[alias] = current
    return KeptIds(ids=ids, anchors=anchors, aliases=aliases)

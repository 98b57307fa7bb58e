"""Every id that was ever published: since when, until when, merged into which."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.query import connect, query
from warehouse.schema.declare import STRING, Field, Table
from warehouse.schema.governance import REGISTRY

REGISTERED: dict[str, str] = {
    "articles": "article_id",
    "clusters": "cluster_id",
    "events": "event_id",
    "figures": "figure_id",
    "quotes": "quote_id",
    "claims": "claim_id",
}
"""Tables whose ids last, with their key."""

MINTED = ("clusters", "events", "claims")
"""Tables whose ids are made once from an anchor and then kept."""

ANCHORS = Table(
    "anchors",
    "minted id",
    "Member that each minted id goes by, of those that were merged away too. Passes "
    "from the stages to the registry.",
    ("table_name", "id"),
    (
        Field(name="table_name", type=STRING, description="Table of the id."),
        Field(name="id", type=STRING, description="The id."),
        Field(name="anchor", type=STRING, description="The member."),
    ),
    core=False,
)

MEMBERS = """
    select 'clusters' as table_name, cluster_id as id, article_id as member
    from copies
    union all
    select 'events', event_id, article_id
    from copies join clusters using (cluster_id)
    where event_id is not null
    union all
    select 'claims', claim_id, figure_id
    from claim_figures
"""
"""Which members a minted id stands for: articles, or figures of a claim."""

PARTS = """
    select 'articles' as table_name, article_id as id, cluster_id as member_of
    from copies
    union all
    select 'clusters', cluster_id, event_id
    from clusters
    union all
    select 'figures', figure_id, claim_id
    from claim_figures
"""
"""What each id is a part of."""

NEXT = """
    with live as ({live}),
    members as ({members}),
    parts as ({parts}),
    known as (
        select
            coalesce(l.table_name, p.table_name) as table_name,
            coalesce(l.id, p.id) as id,
            -- The stages say who speaks for an id whose anchor is gone.
            coalesce(a.anchor, p.anchor) as anchor,
            coalesce(p.first_seen, $release_seq) as first_seen,
            case
                when p.id is null or c.row_id is not null then $release_seq
                else p.last_changed
            end as last_changed,
            case
                when l.id is null then coalesce(p.retired_in, $release_seq)
            end as retired_in,
            p.alias_of,
            case when l.id is null then p.member_of else m.member_of end as member_of,
            l.id is not null as is_live
        from live l
        full join previous p on p.table_name = l.table_name and p.id = l.id
        left join anchors a
            on a.table_name = coalesce(l.table_name, p.table_name)
            and a.id = coalesce(l.id, p.id)
        left join parts m on m.table_name = l.table_name and m.id = l.id
        left join changes c
            on c.table_name = l.table_name and c.row_id = l.id and c.change <> 'removed'
    ),
    merged as (
        -- As in transforms.anchors: whoever holds the anchor of an id that is gone
        -- is what that id is now.
        select k.table_name, k.id, m.id as into_id
        from known k
        join members m on m.table_name = k.table_name and m.member = k.anchor
        where not k.is_live
    )
    select
        k.* exclude (is_live) replace (
            -- An alias whose anchor is gone goes with the id that it led to.
            case
                when not k.is_live then coalesce(own.into_id, its.into_id, k.alias_of)
            end as alias_of
        )
    from known k
    left join merged own on own.table_name = k.table_name and own.id = k.id
    left join merged its on its.table_name = k.table_name and its.id = k.alias_of
"""


def anchors_table(anchors: Mapping[str, Mapping[str, str]]) -> pa.Table:
    """Table `anchors` from the stages' mappings of id to anchor, by table."""
    return ANCHORS.from_rows(
        [
            {"table_name": table, "id": id_, "anchor": anchor}
            for table, of_table in anchors.items()
            for id_, anchor in of_table.items()
        ]
    )


def next_registry(
    tables: Mapping[str, pa.Table],
    *,
    previous: pa.Table | None,
    anchors: pa.Table,
    changes: pa.Table,
    release_seq: int,
) -> pa.Table:
    """Table `registry` of the release in the making.

    An id that is gone is retired; it comes back to life when it returns. An id that
    was merged away points to the one that holds its anchor now.

    Args:
        tables: The core tables.
        previous: `registry` of the release before; None before the first.
        anchors: Members that minted ids go by (`ANCHORS`); of an id that is gone
            only where another speaks for it than the one that the registry names.
        changes: `changes` against the release before.
        release_seq: Number of the release in the making.

    Raises:
        ValueError: A minted id has no anchor, so the next release would lose it.
    """
    live = "\nunion all\n".join(
        f"select '{name}' as table_name, {key} as id from {name}"  # noqa: S608 - own names
        for name, key in REGISTERED.items()
    )
    frames = {
        **{name: tables[name].select([key]) for name, key in REGISTERED.items()},
        "clusters": tables["clusters"].select(["cluster_id", "event_id"]),
        "copies": tables["copies"].select(["article_id", "cluster_id"]),
        "claim_figures": tables["claim_figures"].select(["figure_id", "claim_id"]),
        "anchors": anchors,
        "changes": changes.select(["table_name", "row_id", "change"]),
        "previous": REGISTRY.empty() if previous is None else previous,
    }
    with connect() as connection:
        rows = query(
            connection,
            NEXT.format(live=live, members=MEMBERS, parts=PARTS),
            frames=frames,
            parameters={"release_seq": release_seq},
        )
    lost = rows.filter(
        pc.and_(
            pc.and_(pc.is_null(rows["anchor"]), pc.is_null(rows["retired_in"])),
            pc.is_in(rows["table_name"], pa.array(MINTED)),
        )
    )
    if lost.num_rows:
        raise ValueError(
            f"{lost.num_rows} ids have no anchor, as {lost['id'][0]} of "
            f"{lost['table_name'][0]}: the stage that mints them must return it"
        )
    return REGISTRY.conform(rows)

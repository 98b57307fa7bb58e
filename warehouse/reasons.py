"""Why rows changed between two releases: from the inputs that differ, not guessed.

Each article, figure, cluster, event, claim, entity and outlet has a fate: the first
of the reasons, in order of precedence, that holds for it or for what it is made of.
A row's reason is the first among the fates of what it names.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from warehouse.digests import Inputs
from warehouse.schema import claims, copies, documents, figures
from warehouse.schema.catalog import TABLES
from warehouse.schema.declare import choices
from warehouse.schema.terms import ChangeReason

REASONS = choices(ChangeReason)
RANK = {reason: rank for rank, reason in enumerate(REASONS)}

ARTICLE_TABLES = (
    "articles",
    "article_versions",
    "blocks",
    "number_rejections",
    "entity_mentions",
)
PAIR_TABLES = ("copy_pairs", "copy_passages", "copy_changes", "merge_refusals")
PAIR = (("copied_article", "article_a"), ("copied_article", "article_b"))

LINKS: dict[str, tuple[tuple[str, str], ...]] = {
    **dict.fromkeys(ARTICLE_TABLES, (("article", "article_id"),)),
    **dict.fromkeys(PAIR_TABLES, PAIR),
    "outlets": (("outlet", "outlet_id"),),
    "copies": (("copied_article", "article_id"),),
    "clusters": (("cluster", "cluster_id"),),
    "cluster_aliases": (("cluster", "alias_id"), ("cluster", "cluster_id")),
    "events": (("event", "event_id"),),
    "figures": (("figure", "figure_id"), ("figure", "change_of")),
    "quotes": (("quote", "quote_id"), ("article", "article_id")),
    "entities": (("entity", "entity_id"),),
    "claims": (("claim", "claim_id"),),
    "claim_figures": (("figure", "figure_id"),),
    "claim_links": (("claim", "claim_id"), ("claim", "other_claim_id")),
    "claim_lineage": (("figure", "figure_id"),),
    "claim_sources": (("claim", "claim_id"),),
    "corrections": (("always_corrected", "correction_id"),),
    "corrected_values": (("always_corrected", "correction_id"),),
}
"""What a row names, as (kind of fate, column); tables not listed name nothing."""

FALLBACKS: dict[str, tuple[tuple[str, str], ...]] = {
    "clusters": (("event", "event_id"),),
    "claims": (("event", "event_id"),),
    "copies": (("cluster", "cluster_id"),),
    "merge_refusals": (("cluster", "cluster_a"), ("cluster", "cluster_b")),
    "claim_figures": (("claim", "claim_id"),),
    "claim_lineage": (("claim", "claim_id"),),
}
"""What is asked where nothing has happened to what the row is nearest to: the row of
an article that was added is explained by that, not by its cluster's other members."""

NEEDED: dict[str, tuple[str, ...]] = {
    "articles": (
        "article_id",
        "outlet_id",
        "n_versions",
        "first_retrieved_at",
        "last_retrieved_at",
    ),
    "copies": ("article_id", "cluster_id"),
    "clusters": ("cluster_id", "event_id"),
    "figures": ("figure_id", "article_id"),
    "quotes": ("quote_id", "article_id"),
    "entity_mentions": ("article_id", "entity_id"),
    "claim_figures": ("claim_id", "figure_id"),
    "corrections": ("correction_id", "action"),
    "corrected_values": (
        "correction_id",
        "table_name",
        "row_id",
        "field",
        "after",
    ),
}
"""Columns that fates are computed from; the rest is not loaded."""

INHERIT = """
-- A group whose anchor went goes on under another id: what befell the old explains it.
insert into fates
select m.kind, m.after, min(f.rank)
from moves m join fates f on f.kind = m.kind and f.id = m.before
where m.kind = '{kind}'
    and m.after not in (select before from moves where kind = '{kind}')
group by m.kind, m.after;
"""

FATES = f"""
-- What a correction made of a row counts, not that the correction is there: one that
-- stood before or that found nothing to do explains nothing.
create temp table c_decided as
select action::varchar as action, table_name, row_id, field, after
from c_corrected_values join c_corrections using (correction_id);

create temp table p_decided as
select action::varchar as action, table_name, row_id, field, after
from p_corrected_values join p_corrections using (correction_id);

create temp table decided as
select distinct
    table_name, row_id,
    case when now and action in ('withdraw_article', 'withdraw_source')
        then {RANK["source_withdrawn"]} else {RANK["correction_applied"]}
    end as rank
from (
    select *, true as now
    from (select * from c_decided except select * from p_decided)
    union all
    select *, false
    from (select * from p_decided except select * from c_decided)
);

create temp table both_articles as
select distinct article_id, outlet_id
from (select * from c_articles union all select * from p_articles);

create temp table fates (kind varchar, id varchar, rank integer);

insert into fates
select 'article', row_id, rank from decided where table_name = 'articles'
union all
select 'quote', row_id, rank from decided where table_name = 'quotes'
union all
select 'article', article_id, {RANK["article_edited"]}
from c_articles c join p_articles p using (article_id)
where (c.n_versions, c.first_retrieved_at, c.last_retrieved_at)
    is distinct from (p.n_versions, p.first_retrieved_at, p.last_retrieved_at)
union all
select 'article', article_id, {RANK["article_added"]}
from c_articles anti join p_articles using (article_id)
union all
select 'article', article_id, {RANK["article_removed"]}
from p_articles anti join c_articles using (article_id)
union all
select 'figure', row_id, rank from decided where table_name = 'figures';

insert into fates
select 'figure', g.figure_id, min(f.rank)
from (select * from c_figures union select * from p_figures) g
join fates f on f.kind = 'article' and f.id = g.article_id
group by g.figure_id;

-- Decisions on pairs touch no figure, so they have a kind of their own.
insert into fates
select 'copied_article', id, rank from fates where kind = 'article'
union all
select 'copied_article', unnest(string_split(row_id, '|')), rank
from decided where table_name in ('copies', 'copy_pairs');

-- Members that stand in both releases show which groups were merged or split.
create temp table moves as
select distinct 'cluster' as kind, p.cluster_id as before, c.cluster_id as after
from c_copies c join p_copies p using (article_id)
union
select distinct 'event', pk.event_id, ck.event_id
from c_copies c join c_clusters ck using (cluster_id)
join p_copies p using (article_id) join p_clusters pk on pk.cluster_id = p.cluster_id
where pk.event_id is not null and ck.event_id is not null
union
select distinct 'claim', p.claim_id, c.claim_id
from c_claim_figures c join p_claim_figures p using (figure_id);

insert into fates
select kind, unnest([after, before]), {RANK["merged"]} from moves
where (kind, after) in (
    select (kind, after) from moves group by kind, after having count(*) > 1
)
union all
select kind, unnest([after, before]), {RANK["split"]} from moves
where (kind, before) in (
    select (kind, before) from moves group by kind, before having count(*) > 1
);

insert into fates
select 'cluster', k.cluster_id, min(f.rank)
from (select * from c_copies union all select * from p_copies) k
join fates f on f.kind = 'copied_article' and f.id = k.article_id
group by k.cluster_id;
{INHERIT.format(kind="cluster")}
insert into fates
select 'event', k.event_id, min(f.rank)
from (select * from c_clusters union all select * from p_clusters) k
join fates f on f.kind = 'cluster' and f.id = k.cluster_id
where k.event_id is not null
group by k.event_id;
{INHERIT.format(kind="event")}
create temp table claimed as
select m.claim_id, m.figure_id, k.cluster_id
from c_claim_figures m join c_figures g using (figure_id)
left join c_copies k using (article_id)
union all
select m.claim_id, m.figure_id, k.cluster_id
from p_claim_figures m join p_figures g using (figure_id)
left join p_copies k using (article_id);

insert into fates
select 'claim', claim_id, min(rank)
from (
    select claim_id, rank from claimed
    join fates f on f.kind = 'figure' and f.id = figure_id
    union all
    select claim_id, rank from claimed
    join fates f on f.kind = 'cluster' and f.id = cluster_id
)
group by claim_id;
{INHERIT.format(kind="claim")}
insert into fates
select 'entity', m.entity_id, min(f.rank)
from (select * from c_entity_mentions union all select * from p_entity_mentions) m
join fates f on f.kind = 'article' and f.id = m.article_id
group by m.entity_id;

insert into fates
select 'outlet', a.outlet_id, min(f.rank)
from both_articles a join fates f on f.kind = 'article' and f.id = a.article_id
where a.outlet_id is not null
group by a.outlet_id;

insert into fates
select 'always_corrected', correction_id, {RANK["correction_applied"]}
from (select * from c_corrections union select * from p_corrections);

create temp table fate as
select kind, id, min(rank) as rank from fates group by kind, id;
"""  # noqa: S608 - ranks only


def compute_fates(
    connection: duckdb.DuckDBPyConnection,
    *,
    current: Mapping[str, pa.Table],
    previous: Mapping[str, pa.Table],
) -> None:
    """Makes the table `fate` (kind, id, rank) on the connection."""
    for prefix, tables in (("c", current), ("p", previous)):
        for name, columns in NEEDED.items():
            connection.register(f"{prefix}_{name}", _projected(tables, name, columns))
    connection.execute(FATES)
    for prefix in ("c", "p"):
        for name in NEEDED:
            connection.unregister(f"{prefix}_{name}")


def stage_rank(table_name: str, *, current: Inputs, previous: Inputs) -> int:
    """Rank of the reason that holds for a whole table: what its stages were made of."""
    stages = _stages(table_name)
    if current.lock_sha256 != previous.lock_sha256 or any(
        getattr(current, f"{stage}_code_sha256")
        != getattr(previous, f"{stage}_code_sha256")
        for stage in stages
    ):
        return RANK["extractor_changed"]
    models = (
        (current.model, current.model_sha256),
        (
            previous.model,
            previous.model_sha256,
        ),
    )
    if "figures" in stages and models[0] != models[1]:
        return RANK["model_changed"]
    if current.settings_sha256 != previous.settings_sha256:
        return RANK["settings_changed"]
    if current.schema_version != previous.schema_version:
        return RANK["schema_changed"]
    return RANK["context_changed"]


def _stages(table_name: str) -> tuple[str, ...]:
    """Stages that a table depends on, by the module that declares it."""
    declared = TABLES[table_name]
    if declared in documents.TABLES:
        return ("documents",)
    if declared in copies.TABLES:
        return ("documents", "copies")
    if declared in figures.TABLES:
        return ("documents", "figures")
    if declared in claims.TABLES:
        return ("documents", "copies", "figures", "claims")
    return ()


def _projected(
    tables: Mapping[str, pa.Table], name: str, columns: tuple[str, ...]
) -> pa.Table:
    """The columns of a table; null where an older schema lacks one."""
    table = tables[name] if name in tables else TABLES[name].empty()
    return pa.table(
        {
            column: table[column]
            if column in table.column_names
            else pa.nulls(table.num_rows, TABLES[name].field(column).type)
            for column in columns
        }
    )

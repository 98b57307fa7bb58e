"""What changed between two releases, row by row, with the reason."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from warehouse.digests import Inputs
from warehouse.query import connect, query
from warehouse.reasons import FALLBACKS, LINKS, REASONS, compute_fates, stage_rank
from warehouse.schema.catalog import CORE_TABLES, TABLES
from warehouse.schema.declare import Table
from warehouse.schema.governance import CHANGES

Tables = Mapping[str, pa.Table]


def compute_changes(
    current: Tables,
    previous: Tables | None,
    *,
    inputs_current: Inputs,
    inputs_previous: Inputs | None,
) -> pa.Table:
    """Table `changes`: rows of the core tables added, removed or revised, and why.

    Empty for a first release, which has none before it to differ from. A table or
    field that the schema of either did not have counts as empty.

    Args:
        current: The core tables.
        previous: Those of the release before.
        inputs_current: What the core tables were made from.
        inputs_previous: What those of the release before were made from.
    """
    if previous is None or inputs_previous is None:
        return CHANGES.empty()
    found: list[pa.Table] = []
    with connect() as connection:
        for name in CORE_TABLES:
            declared = TABLES[name]
            now = _known_rows(current, declared)
            before = _known_rows(previous, declared)
            if now.equals(before):
                continue
            if not found:
                compute_fates(connection, current=current, previous=previous)
            rank = stage_rank(name, current=inputs_current, previous=inputs_previous)
            found.append(
                query(
                    connection,
                    _difference(declared, now.column_names, before.column_names),
                    frames={"now": now, "before": before},
                    parameters={"stage_rank": rank},
                )
            )
    if not found:
        return CHANGES.empty()
    changes = pa.concat_tables(found)
    reasons = pa.array(REASONS).take(changes["rank"])
    return CHANGES.conform(changes.append_column("reason", reasons))


def summarise(changes: pa.Table) -> pa.Table:
    """Rows of `changes` by table, change and reason: `n_rows`, in that order."""
    keys = ["table_name", "change", "reason"]
    plain = changes.select(keys)
    for index, name in enumerate(keys):
        plain = plain.set_column(index, name, plain[name].cast(pa.string()))
    counted = plain.group_by(keys).aggregate([([], "count_all")])
    return counted.rename_columns([*keys, "n_rows"]).sort_by(
        [(name, "ascending") for name in keys]
    )


def changes_page(
    changes: pa.Table, *, version: str, previous_version: str | None
) -> str:
    """CHANGES.md of a release: how many rows changed in each table, and why."""
    title = f"# Changes of {version}\n\n"
    if previous_version is None:
        return title + "The first release: there is none before it to differ from.\n"
    lines = [
        f"Against {previous_version}; each row stands in table `changes`.",
        "",
        "| table | change | reason | rows |",
        "|---|---|---|---:|",
    ]
    lines += [
        f"| `{row['table_name']}` | {row['change']} | {row['reason']} "
        f"| {row['n_rows']:,} |"
        for row in summarise(changes).to_pylist()
    ]
    return title + "\n".join(lines) + "\n"


def _known_rows(tables: Tables, declared: Table) -> pa.Table:
    """The table as it stands there; empty where an older schema has it not or other."""
    table = tables[declared.name] if declared.name in tables else declared.empty()
    return table if set(declared.key) <= set(table.column_names) else declared.empty()


def _difference(
    declared: Table, columns_now: list[str], columns_before: list[str]
) -> str:
    """SQL for the rows that differ: row_id, change, fields, rank, table_name."""
    key = declared.key
    others = [field.name for field in declared.fields if field.name not in key]
    known = set(declared.arrow.names)
    gone = sorted({*columns_now, *columns_before} - known)

    def side(prefix: str, name: str, columns: list[str]) -> str:
        return f'{prefix}."{name}"' if name in columns else "null"

    differs = {
        name: f"{side('c', name, columns_now)} is distinct from "
        f"{side('p', name, columns_before)}"
        for name in (*others, *gone)
    }
    fields = ", ".join(
        f"case when {test} then '{n}' end" for n, test in differs.items()
    )
    links = [*LINKS.get(declared.name, ())]
    fallbacks = [*FALLBACKS.get(declared.name, ())]
    named = {
        f"{prefix}_{column}": side(prefix, column, columns)
        for _, column in (*links, *fallbacks)
        for prefix, columns in (("c", columns_now), ("p", columns_before))
    }
    row_id = ", ".join(f'coalesce(c."{k}", p."{k}")::varchar' for k in key)
    joined = " and ".join(f'c."{k}" = p."{k}"' for k in key)
    inner = f"""
        select
            concat_ws('|', {row_id}) as row_id,
            case
                when p."{key[0]}" is null then 'added'
                when c."{key[0]}" is null then 'removed'
                else 'revised'
            end as change,
            concat_ws(',', {fields or "null"}) as differing
            {"".join(f', {sql} as "{name}"' for name, sql in named.items())}
        from now c full join before p on {joined}
        where p."{key[0]}" is null or c."{key[0]}" is null
            {"".join(f" or {test}" for test in differs.values())}
    """  # noqa: S608 - declared names only
    joins = []
    ranks: dict[str, list[str]] = {"link": [], "fallback": []}
    for group, members in (("link", links), ("fallback", fallbacks)):
        for kind, column in members:
            for prefix in ("c", "p"):
                alias = f"{group}_{kind}_{prefix}_{column}"
                joins.append(
                    f"left join fate {alias} on {alias}.kind = '{kind}' "
                    f'and {alias}.id = r."{prefix}_{column}"'
                )
                ranks[group].append(f"{alias}.rank")
    own = ", ".join(f"least({', '.join(names)})" for names in ranks.values() if names)
    rank = f"least(coalesce({own}), $stage_rank)" if own else "$stage_rank"
    return f"""
        with r as ({inner})
        select
            '{declared.name}' as table_name, row_id, change,
            case when change = 'revised' then string_split(differing, ',') else [] end
                as fields,
            {rank} as rank
        from r {" ".join(joins)}
    """  # noqa: S608 - declared names only

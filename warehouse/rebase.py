"""What counting words and recurring lines anew has changed between two releases."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.schema.terms import COPY_RELATIONS

Tables = Mapping[str, pa.Table]

LISTED = 20
"""Pairs that are named on each side; the tables hold them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RebaseReport:
    """What became of the articles whose text stands in both releases."""

    articles: int
    """Articles with one text in both."""
    pairs_before: int
    """Pairs of copies among them before."""
    pairs_after: int
    pairs_lost: int
    pairs_gained: int
    relations_changed: int
    """Pairs of copies in both, under another relation."""
    articles_regrouped: int
    """Articles that stand with others than before."""
    furniture_before: int
    """Characters labelled as page furniture before."""
    furniture_after: int
    lost: tuple[str, ...] = ()
    """The first lost pairs, article ids joined by a space."""
    gained: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The same as plain values."""
        return dataclasses.asdict(self)


def rebase_report(before: Tables, after: Tables) -> RebaseReport:
    """What changed for the articles that did not.

    Args:
        before: Tables of the release before.
        after: Tables of the one after.
    """
    common = unchanged_articles(before, after)
    pairs = [accepted_pairs(tables["copy_pairs"], common) for tables in (before, after)]
    lost, gained = without(pairs[0], pairs[1]), without(pairs[1], pairs[0])
    both = pairs[0].join(pairs[1], "pair", right_suffix="_after", join_type="inner")
    mates = [first_mates(tables["copies"], common) for tables in (before, after)]
    joined = mates[0].join(mates[1], "article_id", right_suffix="_after")
    furniture = [furniture_size(tables["blocks"], common) for tables in (before, after)]
    return RebaseReport(
        articles=len(common),
        pairs_before=pairs[0].num_rows,
        pairs_after=pairs[1].num_rows,
        pairs_lost=len(lost),
        pairs_gained=len(gained),
        relations_changed=count(pc.not_equal(both["relation"], both["relation_after"])),
        articles_regrouped=count(pc.not_equal(joined["first"], joined["first_after"])),
        furniture_before=furniture[0],
        furniture_after=furniture[1],
        lost=tuple(lost[:LISTED]),
        gained=tuple(gained[:LISTED]),
    )


def report_page(report: RebaseReport, *, version: str, previous_version: str) -> str:
    """The report as Markdown."""
    lines = [
        f"# Rebase: {previous_version} to {version}",
        "",
        "Document frequencies and recurring lines were counted anew over the whole",
        f"store. Of the {report.articles:,} articles whose text stands in both:",
        "",
        "| | before | after |",
        "|---|---|---|",
        f"| pairs of copies | {report.pairs_before:,} | {report.pairs_after:,} |",
        (
            "| characters of page furniture "
            f"| {report.furniture_before:,} | {report.furniture_after:,} |"
        ),
        "",
        (
            f"- {report.pairs_lost:,} pairs are no copies any more, "
            f"{report.pairs_gained:,} are new"
        ),
        f"- {report.relations_changed:,} pairs have another relation",
        f"- {report.articles_regrouped:,} articles stand with other articles",
        "",
        "New articles of the same release can have a part in this: they join and",
        "part clusters, too.",
    ]
    for title, pairs in (("Lost", report.lost), ("New", report.gained)):
        if pairs:
            lines += ["", f"## {title} pairs, the first {len(pairs)}", ""]
            lines += [f"- `{pair.replace(' ', '` `')}`" for pair in pairs]
    return "\n".join(lines) + "\n"


def unchanged_articles(before: Tables, after: Tables) -> pa.Array:
    """Ids of the articles whose current text is one in both, ascending."""
    keys = []
    for tables in (before, after):
        current = tables["articles"].select(["article_id", "current_version"])
        texts = tables["article_versions"].select(
            ["article_id", "version", "text_sha256"]
        )
        keys.append(
            current.join(
                texts,
                ["article_id", "current_version"],
                ["article_id", "version"],
                join_type="inner",
            )
        )
    both = keys[0].join(
        keys[1], ["article_id", "text_sha256"], right_suffix="_after", join_type="inner"
    )
    return both["article_id"].combine_chunks().sort()


def accepted_pairs(pairs: pa.Table, articles: pa.Array) -> pa.Table:
    """Pairs of copies among the articles: ``pair`` and ``relation``."""
    relation = pairs["relation"].cast(pa.string())
    chosen = pc.and_(
        pc.is_in(relation, value_set=pa.array(sorted(COPY_RELATIONS))),
        pc.and_(
            pc.is_in(pairs["article_a"], value_set=articles),
            pc.is_in(pairs["article_b"], value_set=articles),
        ),
    )
    return pa.table(
        {
            "pair": pc.binary_join_element_wise(
                pairs["article_a"], pairs["article_b"], " "
            ),
            "relation": relation,
        }
    ).filter(chosen)


def without(pairs: pa.Table, others: pa.Table) -> list[str]:
    """The pairs that the others lack, in order."""
    known = pc.is_in(pairs["pair"], value_set=others["pair"].combine_chunks())
    found: list[str] = sorted(pairs["pair"].filter(pc.invert(known)).to_pylist())
    return found


def first_mates(copies: pa.Table, articles: pa.Array) -> pa.Table:
    """For each article the smallest id of its cluster among the articles.

    Two releases group the articles alike where these are equal, whatever the clusters
    are called.
    """
    held = copies.select(["article_id", "cluster_id"]).filter(
        pc.is_in(copies["article_id"], value_set=articles)
    )
    first = held.group_by("cluster_id").aggregate([("article_id", "min")])
    return held.join(
        first.rename_columns(["cluster_id", "first"]), "cluster_id"
    ).select(["article_id", "first"])


def furniture_size(blocks: pa.Table, articles: pa.Array) -> int:
    """Characters of the articles' texts that are page furniture."""
    role = blocks["role"].cast(pa.string())
    chosen = pc.and_(
        pc.is_in(blocks["article_id"], value_set=articles),
        pc.invert(pc.is_in(role, value_set=pa.array(["title", "body"]))),
    )
    sizes = pc.subtract(blocks["end"], blocks["start"]).filter(chosen)
    return int(pc.sum(sizes).as_py() or 0)


def count(mask: pa.ChunkedArray) -> int:
    """How many are true."""
    return int(pc.sum(mask).as_py() or 0)

"""Before cleaning: articles and sources that are withdrawn.

A withdrawn article is as though it had never been taken in: it is left out of what the
store holds, before anything is made of it. The store keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from transforms.corrections.outcomes import Changed, Outcome, applied, not_applied
from transforms.corrections.targets import (
    Missing,
    articles_named,
    one_article,
    shown,
)
from warehouse.schema.corrections import Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What of the store is left."""

    records: pa.Table
    rejects: pa.Table
    outcomes: tuple[Outcome, ...]


def withdraw(
    records: pa.Table, rejects: pa.Table, corrections: Sequence[Correction]
) -> Kept:
    """What the store holds, without withdrawn articles and sources.

    An article that was taken in from a withdrawn source and from another one stays,
    as the other one gave it. Withdrawn outlets are a matter of `correct_articles`,
    since corrections may say which outlet an article is from.

    Args:
        records: The store's records.
        rejects: Table `rejects`; those of a withdrawn source go.
        corrections: All corrections; other actions are left alone.
    """
    articles = [c for c in corrections if c.action == "withdraw_article"]
    sources = [
        c for c in corrections if c.action == "withdraw_source" and c.target.source
    ]
    if not articles and not sources:
        return Kept(records=records, rejects=rejects, outcomes=())
    named = articles_named({c.target.article or "" for c in articles}, records)
    found = {c.id: one_article(c.target.article or "", named) for c in articles}
    ids = pa.array(sorted(i for i in found.values() if isinstance(i, str)), pa.string())
    known = pc.unique(records["source"]).to_pylist()
    asked = {c.target.source or "" for c in sources}
    names = pa.array(sorted(asked & set(known)), pa.string())
    from_source = pc.is_in(records["source"], value_set=names)
    gone = pc.or_(from_source, pc.is_in(records["article_id"], value_set=ids))
    kept = records.filter(pc.invert(gone))
    refused = pc.is_in(rejects["source"], value_set=names)
    left = pc.unique(kept["article_id"])
    outcomes: list[Outcome] = []
    for correction in articles:
        article = found[correction.id]
        if isinstance(article, Missing):
            outcomes.append(
                not_applied(
                    correction,
                    article.status,
                    correction.target.article or "",
                    article.message,
                )
            )
        else:
            outcomes.append(applied(correction, article, [removal(article)]))
    outcomes += [_source_outcome(c, records, left, known) for c in sources]
    return Kept(
        records=kept,
        rejects=rejects.filter(pc.invert(refused)),
        outcomes=tuple(outcomes),
    )


def removal(article_id: str) -> Changed:
    """The note that an article is no longer there."""
    return Changed(
        table_name="articles",
        row_id=article_id,
        field="article_id",
        before=article_id,
        after=None,
    )


def _source_outcome(
    correction: Correction, records: pa.Table, left: pa.Array, known: Sequence[str]
) -> Outcome:
    source = correction.target.source or ""
    if source not in known:
        return not_applied(
            correction,
            "target_gone",
            source,
            f"no article was taken in from a source {source!r}: mend the name "
            f"(there are: {shown(known)}) or remove the correction",
        )
    of_source = records.filter(pc.equal(records["source"], source))
    ids = pc.unique(of_source["article_id"])
    stays = pc.is_in(ids, value_set=left)
    changed = [
        Changed(
            table_name="articles", row_id=id_, field="source", before=source, after=None
        )
        if remains
        else removal(id_)
        for id_, remains in zip(ids.to_pylist(), stays.to_pylist(), strict=True)
    ]
    return applied(correction, source, changed)

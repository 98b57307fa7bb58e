"""Before cleaning: dates and outlets of articles, and withdrawn outlets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from transforms.corrections.columns import replaced
from transforms.corrections.outcomes import (
    Changed,
    Outcome,
    applied,
    as_text,
    not_applied,
)
from transforms.corrections.targets import (
    Missing,
    articles_named,
    one_article,
    outlet_named,
)
from transforms.corrections.withdrawals import removal
from transforms.documents.articles import Documents
from transforms.documents.outlets import outlet_ids, outlet_table
from warehouse.schema.corrections import Correction, Value
from warehouse.schema.documents import ARTICLE_VERSIONS, ARTICLES, OUTLETS
from warehouse.schema.working import DOCUMENTS

COLUMNS = ("published_at", "published_precision", "published_method", "outlet_id")
"""What is known of an article that can be set."""

Facts = dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Articles as people corrected them."""

    documents: Documents
    outcomes: tuple[Outcome, ...]


def correct_articles(
    documents: Documents, corrections: Sequence[Correction]
) -> Corrected:
    """The articles with the dates and outlets that people gave them.

    Each correction is held against what stands once all earlier decisions are applied.
    Articles of withdrawn outlets are taken out at the end.

    Args:
        documents: As `build_documents` returns them.
        corrections: All corrections; other actions are left alone.
    """
    mine = sorted(
        (c for c in corrections if c.action in {"set_date", "set_outlet"}),
        key=lambda c: c.precedence,
    )
    outlets = documents.outlets
    named = articles_named({c.target.article or "" for c in mine}, documents.articles)
    known = _facts(documents.articles, {i for ids in named.values() for i in ids})
    before = {id_: dict(facts) for id_, facts in known.items()}
    outcomes: list[Outcome] = []
    for correction in mine:
        name = correction.target.article or ""
        article = one_article(name, named)
        if isinstance(article, Missing):
            outcomes.append(
                not_applied(correction, article.status, name, article.message)
            )
        elif correction.action == "set_date":
            outcomes.append(_set_date(correction, article, known[article]))
        else:
            outcome, outlets = _set_outlet(correction, article, known[article], outlets)
            outcomes.append(outcome)
    changed = {id_: facts for id_, facts in known.items() if facts != before[id_]}
    corrected = _with_facts(documents, changed, outlets)
    corrected, withdrawn = _withdraw_outlets(corrected, corrections)
    return Corrected(documents=corrected, outcomes=(*outcomes, *withdrawn))


def _facts(articles: pa.Table, ids: set[str]) -> dict[str, Facts]:
    """What can be set of some articles, as it stands."""
    chosen = pc.is_in(
        articles["article_id"], value_set=pa.array(sorted(ids), pa.string())
    )
    rows = articles.select(["article_id", *COLUMNS]).filter(chosen).to_pylist()
    return {row.pop("article_id"): row for row in rows}


def _set_date(correction: Correction, article: str, facts: Facts) -> Outcome:
    wanted, expected = dict(correction.values), dict(correction.expect)
    asked = (wanted["published_at"], wanted["published_precision"])
    if (facts["published_at"], facts["published_precision"]) == asked:
        return _already(correction, article, facts["published_at"], "the date")
    if not _same_time(facts["published_at"], expected):
        return _guarded(
            correction, article, facts["published_at"], expected["published_at"]
        )
    return _applied(
        correction,
        article,
        facts,
        {
            "published_at": asked[0],
            "published_precision": asked[1],
            "published_method": None if asked[0] is None else "correction",
        },
    )


def _same_time(value: Value, expected: Facts) -> bool:
    """Whether a time is the one expected; a day stands for any time in it."""
    if expected["published_precision"] != "day" or not isinstance(value, datetime):
        return value == expected["published_at"]
    day = expected["published_at"]
    return isinstance(day, datetime) and value.date() == day.date()


def _set_outlet(
    correction: Correction, article: str, facts: Facts, outlets: pa.Table
) -> tuple[Outcome, pa.Table]:
    name, given = (
        dict(values)["outlet"] for values in (correction.values, correction.expect)
    )
    wanted = None if name is None else outlet_named(str(name), outlets)
    if isinstance(wanted, Missing) and wanted.status == "target_gone":
        # An outlet that no article is from so far.
        (new,) = outlet_ids([(str(name), None)]).items()
        row = outlet_table([(str(new[1]), str(name))])
        outlets = OUTLETS.conform(pa.concat_tables([outlets, row]))
        wanted = new[1]
    if isinstance(wanted, Missing):
        return not_applied(correction, wanted.status, article, wanted.message), outlets
    if facts["outlet_id"] == wanted:
        return _already(correction, article, wanted, "the outlet"), outlets
    expected = None if given is None else outlet_named(str(given), outlets)
    if facts["outlet_id"] != expected:
        return _guarded(correction, article, facts["outlet_id"], given), outlets
    return _applied(correction, article, facts, {"outlet_id": wanted}), outlets


def _already(correction: Correction, article: str, value: Value, what: str) -> Outcome:
    return not_applied(
        correction,
        "already_true",
        article,
        f"{what} is {as_text(value) or 'unknown'} without it: remove the correction",
    )


def _guarded(
    correction: Correction, article: str, value: Value, expected: Value
) -> Outcome:
    return not_applied(
        correction,
        "guard_failed",
        article,
        f"stands at {as_text(value) or 'none'}, expected was "
        f"{as_text(expected) or 'none'}: look again, then mend 'expect' or remove the "
        "correction",
    )


def _applied(correction: Correction, article: str, facts: Facts, new: Facts) -> Outcome:
    changed = [
        Changed(
            table_name="articles",
            row_id=article,
            field=name,
            before=as_text(facts[name]),
            after=as_text(value),
        )
        for name, value in new.items()
        if facts[name] != value
    ]
    facts |= new
    return applied(correction, article, changed)


def _with_facts(
    documents: Documents, changed: dict[str, Facts], outlets: pa.Table
) -> Documents:
    """The documents with other facts of some articles, and the outlets in use."""
    if not changed:
        return documents
    tables = {"documents": documents.documents, "articles": documents.articles}
    for column in COLUMNS:
        values = {id_: facts[column] for id_, facts in changed.items()}
        tables = {
            name: replaced(table, "article_id", column, values)
            for name, table in tables.items()
        }
    return replace(
        documents,
        documents=DOCUMENTS.conform(tables["documents"]),
        articles=ARTICLES.conform(tables["articles"]),
        outlets=_in_use(outlets, tables["articles"]),
    )


def _in_use(outlets: pa.Table, articles: pa.Table) -> pa.Table:
    used = pc.unique(articles["outlet_id"]).drop_null()
    return outlets.filter(pc.is_in(outlets["outlet_id"], value_set=used))


def _withdraw_outlets(
    documents: Documents, corrections: Sequence[Correction]
) -> tuple[Documents, list[Outcome]]:
    """The documents without the articles of withdrawn outlets."""
    articles = documents.articles
    outcomes: list[Outcome] = []
    gone: set[str] = set()
    for correction in sorted(corrections, key=lambda c: c.precedence):
        name = correction.target.outlet
        if correction.action != "withdraw_source" or name is None:
            continue
        outlet = outlet_named(name, documents.outlets)
        if isinstance(outlet, Missing):
            outcomes.append(
                not_applied(
                    correction, outlet.status, name, outlet.message, table="outlets"
                )
            )
            continue
        of_outlet = articles.filter(pc.equal(articles["outlet_id"], outlet))
        ids = of_outlet["article_id"].to_pylist()
        gone.update(ids)
        outcomes.append(applied(correction, outlet, map(removal, ids), table="outlets"))
    if not gone:
        return documents, outcomes
    withdrawn = pa.array(sorted(gone), pa.string())

    def without(table: pa.Table) -> pa.Table:
        return table.filter(
            pc.invert(pc.is_in(table["article_id"], value_set=withdrawn))
        )

    left = without(articles)
    kept = Documents(
        documents=DOCUMENTS.conform(without(documents.documents)),
        articles=ARTICLES.conform(left),
        article_versions=ARTICLE_VERSIONS.conform(without(documents.article_versions)),
        outlets=_in_use(documents.outlets, left),
    )
    return kept, outcomes

"""Finding what a correction is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from transforms.documents.outlets import fold, outlet_ids
from transforms.documents.urls import canonical_url
from warehouse.schema.terms import CorrectionStatus

SHOWN = 3
"""Ids that a message lists."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a target is not found, and what to do."""

    status: CorrectionStatus
    message: str


def articles_named(
    names: Iterable[str], articles: pa.Table
) -> dict[str, tuple[str, ...]]:
    """The ids of the articles that each name stands for, sorted.

    A name is the first of these that any article has: an article's id, its address
    (in whatever spelling), its external id, the path of its file.

    Args:
        names: What people call articles.
        articles: Needs ``article_id``, ``canonical_url``, ``url``, ``external_id`` and
            ``source_path``; an article may have several rows.
    """
    wanted = {name: (name, canonical_url(name)) for name in names}
    found: dict[str, tuple[str, ...]] = dict.fromkeys(wanted, ())
    for column, form in (
        ("article_id", 0),
        ("canonical_url", 1),
        ("url", 0),
        ("external_id", 0),
        ("source_path", 0),
    ):
        open_names = [name for name, ids in found.items() if not ids]
        sought = {wanted[name][form] for name in open_names} - {None}
        ids_of = _ids_by(articles, column, sought)
        for name in open_names:
            found[name] = ids_of.get(wanted[name][form], ())
    return found


def _ids_by(
    articles: pa.Table, column: str, values: set[str | None]
) -> dict[str | None, tuple[str, ...]]:
    """The articles that have each value in a column."""
    chosen = pc.is_in(
        articles[column], value_set=pa.array(sorted(values, key=str), pa.string())
    )
    rows = articles.select(list({column: 0, "article_id": 0})).filter(chosen)
    ids: dict[str | None, set[str]] = {}
    for value, article_id in zip(
        rows[column].to_pylist(), rows["article_id"].to_pylist(), strict=True
    ):
        ids.setdefault(value, set()).add(article_id)
    return {value: tuple(sorted(members)) for value, members in ids.items()}


def one_article(name: str, named: Mapping[str, tuple[str, ...]]) -> str | Missing:
    """The one article of a name.

    Args:
        name: What people call it.
        named: As `articles_named` returns it.
    """
    ids = named[name]
    if len(ids) == 1:
        return ids[0]
    if not ids:
        return Missing(
            "target_gone",
            f"no article of this build goes by {name!r} (it may have been withdrawn): "
            "mend the name or remove the correction",
        )
    return Missing(
        "target_ambiguous",
        f"{len(ids)} articles go by {name!r}: name one by its id ({shown(ids)})",
    )


def outlet_named(name: str, outlets: pa.Table) -> str | Missing:
    """The id of an outlet of this build, by its id, its name or an alias.

    Args:
        name: What people call it.
        outlets: Table `outlets`.
    """
    folded = fold(name)
    ids = outlets["outlet_id"].to_pylist()
    (known,) = outlet_ids([(name, None)]).values()
    if known is not None and known in ids:
        return known
    found = [
        row["outlet_id"]
        for row in outlets.to_pylist()
        if folded in {fold(row["name"]), *map(fold, row["aliases"])}
    ]
    if len(found) == 1:
        return str(found[0])
    if not found:
        return Missing(
            "target_gone",
            f"no article of this build is from an outlet {name!r}: mend the name or "
            "remove the correction",
        )
    return Missing(
        "target_ambiguous",
        f"{len(found)} outlets go by {name!r}: name one by its id ({shown(found)})",
    )


def shown(ids: Iterable[str]) -> str:
    """The first few ids, for a message."""
    listed = sorted(ids)
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return ", ".join(listed[:SHOWN]) + more

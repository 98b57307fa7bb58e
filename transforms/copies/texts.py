"""What of each article is compared: its own text, furniture left out."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.copies.encoded import Texts, prepare_texts
from transforms.documents.clean import label_parts
from transforms.documents.own_text import OWN_ROLES
from warehouse.schema.documents import BLOCKS

WHOLE = BLOCKS.empty()
"""Blocks that say nothing of any article: whole texts are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTexts:
    """Articles in the order of their ids, with the texts they are compared on."""

    article_ids: list[str]
    """Ascending; a document's number is its place in this list."""
    rows: np.ndarray
    """Row of each document in the table that was given, and in ``texts``."""
    texts: Texts


def own_texts(articles: pa.Table, blocks: pa.Table | None = None) -> OwnTexts:
    """The articles ordered by id, with the parts of their texts that are compared.

    An article of which ``blocks`` says nothing is compared whole; one that is all
    furniture is compared with nothing. Without ``blocks`` the rules for a lone page
    find the furniture; what recurs in an outlet is not known then.

    Raises:
        ValueError: A column is missing or an article has two rows.
    """
    missing = {"article_id", "text"} - set(articles.column_names)
    if missing:
        raise ValueError(f"table of articles lacks the columns {sorted(missing)}")
    ids = articles["article_id"].cast(pa.string())
    rows = pc.sort_indices(ids).to_numpy().astype(np.int64)
    ordered = ids.take(pa.array(rows)).to_pylist()
    twice = [a for a, b in itertools.pairwise(ordered) if a == b]
    if twice:
        raise ValueError(
            f"article {twice[0]!r} has more than one row: pass current versions only"
        )
    texts = prepare_texts(articles["text"])
    if blocks is None:
        texts = cut_to_own_lines(texts, articles)
    elif blocks.num_rows and len(texts):
        texts = cut_to_parts(texts, articles, blocks)
    return OwnTexts(article_ids=ordered, rows=rows, texts=texts)


def cut_to_parts(texts: Texts, articles: pa.Table, blocks: pa.Table) -> Texts:
    """The texts with only their own parts left to compare."""
    blocks = blocks.filter(pc.equal(blocks["field"].cast(pa.string()), "text"))
    row = pc.index_in(
        blocks["article_id"].cast(pa.string()),
        value_set=articles["article_id"].cast(pa.string()).combine_chunks(),
    )
    row = pc.fill_null(row, -1).to_numpy().astype(np.int64)
    version = blocks["version"].to_numpy().astype(np.int64)
    known = row >= 0
    wanted = np.full(len(texts), -1, np.int64)
    for column in ("version", "current_version"):
        if column in articles.column_names:
            wanted = articles[column].fill_null(-1).to_numpy().astype(np.int64)
            break
    else:
        np.maximum.at(wanted, row[known], version[known])
    ours = known.copy()
    ours[known] = version[known] == wanted[row[known]]
    own = ours & pc.is_in(
        blocks["role"].cast(pa.string()), value_set=pa.array(OWN_ROLES)
    ).to_numpy(zero_copy_only=False)
    labelled = np.zeros(len(texts), bool)
    labelled[row[ours]] = True
    bare = np.flatnonzero(~labelled)
    part_row = np.concatenate([row[own], bare])
    start = np.concatenate(
        [blocks["start"].to_numpy()[own], np.zeros(len(bare), np.int64)]
    )
    end = np.concatenate(
        [
            blocks["end"].to_numpy()[own],
            np.full(len(bare), np.iinfo(np.int32).max, np.int64),
        ]
    )
    order = np.lexsort((start, part_row))
    counts = np.bincount(part_row, minlength=len(texts))
    return replace(
        texts,
        part_index=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        part_start=start[order].astype(np.int32),
        part_end=end[order].astype(np.int32),
    )


def cut_to_own_lines(texts: Texts, articles: pa.Table) -> Texts:
    """The texts with only what is left that is no furniture of a lone page."""
    titles: list[str | None] = [None] * len(texts)
    if "title" in articles.column_names:
        titles = articles["title"].to_pylist()
    counts = np.zeros(len(texts) + 1, np.int64)
    spans: list[tuple[int, int]] = []
    for row, (text, title) in enumerate(zip(articles["text"], titles, strict=True)):
        before = len(spans)
        parts = label_parts(text.as_py() or "", title=title)
        spans += [(start, end) for start, end, role, _ in parts if role in OWN_ROLES]
        counts[row + 1] = len(spans) - before
    own = np.array(spans, np.int32).reshape(-1, 2)
    return replace(
        texts,
        part_index=np.cumsum(counts),
        part_start=own[:, 0].copy(),
        part_end=own[:, 1].copy(),
    )

"""What copy detection remembers of the articles it has seen, so that a batch is cheap.

A cache in table form: everything in it is a function of an article, or of two, and the
frozen frequencies. Without it the same tables come out, later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.copies.articles import Known
from transforms.copies.scanning import Scanned
from transforms.copies.tables import Kept
from transforms.copies.terms import TopTerms
from transforms.copies.texts import OwnTexts

FINGERPRINT = 16
"""Bytes of a fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Pairs of documents with what grouping and events go by, ordered."""

    a: np.ndarray
    b: np.ndarray
    """``a < b`` in every pair."""
    probability: np.ndarray
    cosine: np.ndarray
    """Cosine of all terms."""
    names: np.ndarray
    """Share of the rare names of one that the other holds, the higher of both."""


Memory: TypeAlias = Mapping[str, pa.Table]
"""Tables by name, to be kept between builds and passed in again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What of a memory still holds for the articles at hand."""

    unchanged: np.ndarray
    """Whether a document is as it was."""
    row: np.ndarray
    """Its row in the memory; -1 where it is new or has changed."""
    scanned: Scanned
    """All documents of the memory."""
    compared: np.ndarray
    """Whether a document was compared then."""
    measured: Measured
    kept: Kept
    """Both by the rows of the memory."""


def fingerprints(articles: pa.Table, own: OwnTexts, known: Known) -> np.ndarray:
    """Two numbers for each document that change with all that its pairs depend on."""
    if "text_sha256" in articles.column_names:
        shas = articles["text_sha256"].take(pa.array(own.rows)).to_pylist()
    else:
        shas = [sha256_of(own, row) for row in own.rows.tolist()]
    texts = own.texts
    dates = list(zip(known.published, known.published_until, strict=True))
    made = bytearray()
    for document, (row, sha) in enumerate(zip(own.rows.tolist(), shas, strict=True)):
        parts = slice(texts.part_index[row], texts.part_index[row + 1])
        digest = hashlib.blake2b(digest_size=FINGERPRINT)
        facts = f"{sha}\n{known.outlets[document]}\n{dates[document]}\n"
        digest.update(facts.encode())
        digest.update(texts.part_start[parts].tobytes())
        digest.update(texts.part_end[parts].tobytes())
        made += digest.digest()
    return np.frombuffer(bytes(made), np.uint64).reshape(-1, 2)


def sha256_of(own: OwnTexts, row: int) -> str:
    """The SHA-256 of a whole text."""
    data, index = own.texts.gather(np.array([row]))
    return hashlib.sha256(data[: index[1]].tobytes()).hexdigest()


def memorise(
    article_ids: list[str],
    prints: np.ndarray,
    scanned: Scanned,
    compared: np.ndarray,
    measured: Measured,
    kept: Kept,
) -> Memory:
    """The memory of all articles at hand."""
    terms = scanned.terms
    index = pa.array(terms.index.astype(np.int64), pa.int64())
    documents = pa.table(
        {
            "article_id": pa.array(article_ids, pa.string()),
            "print_1": pa.array(prints[:, 0]),
            "print_2": pa.array(prints[:, 1]),
            "words": scanned.lengths,
            "key_1": pa.array(scanned.keys[:, 0]),
            "key_2": pa.array(scanned.keys[:, 1]),
            "terms": pa.LargeListArray.from_arrays(index, pa.array(terms.terms)),
            "weights": pa.LargeListArray.from_arrays(index, pa.array(terms.weights)),
            "compared": compared,
        }
    )
    pairs = kept.pairs.append_column("place", pa.array(kept.place, pa.int64()))
    for name, count in kept.counts.items():
        pairs = pairs.append_column(f"n_{name}", pa.array(count, pa.int64()))
    return {
        "documents": documents,
        "measured": pa.table(
            {
                "a": measured.a,
                "b": measured.b,
                "probability": measured.probability,
                "cosine": measured.cosine,
                "names": measured.names,
            }
        ),
        "pairs": pairs,
        **kept.details,
    }


def remember(memory: Memory, article_ids: list[str], prints: np.ndarray) -> Remembered:
    """What of the memory holds for the articles with these fingerprints."""
    tables = dict(memory)
    documents = tables.pop("documents")
    measured = tables.pop("measured")
    pairs = tables.pop("pairs")
    row = pc.index_in(
        pa.array(article_ids, pa.string()),
        value_set=documents["article_id"].combine_chunks(),
    )
    row = pc.fill_null(row, -1).to_numpy().astype(np.int64)
    before = np.column_stack(
        [documents["print_1"].to_numpy(), documents["print_2"].to_numpy()]
    )
    found = row >= 0
    unchanged = found.copy()
    unchanged[found] = (prints[found] == before[row[found]]).all(axis=1)
    counts = {name: pairs[f"n_{name}"].to_numpy() for name in tables}
    return Remembered(
        unchanged=unchanged,
        row=np.where(unchanged, row, -1),
        scanned=Scanned(
            lengths=documents["words"].to_numpy(),
            keys=np.column_stack(
                [documents["key_1"].to_numpy(), documents["key_2"].to_numpy()]
            ),
            terms=terms_of(documents),
        ),
        compared=documents["compared"].to_numpy(),
        measured=Measured(
            a=measured["a"].to_numpy(),
            b=measured["b"].to_numpy(),
            probability=measured["probability"].to_numpy(),
            cosine=measured["cosine"].to_numpy(),
            names=measured["names"].to_numpy(),
        ),
        kept=Kept(
            place=pairs["place"].to_numpy(),
            pairs=pairs.drop_columns(["place", *(f"n_{name}" for name in tables)]),
            details=tables,
            counts=counts,
        ),
    )


def terms_of(documents: pa.Table) -> TopTerms:
    """The top terms in the table of documents."""
    terms, weights = documents["terms"], documents["weights"]
    lengths = pc.list_value_length(terms).to_numpy()
    return TopTerms(
        index=np.append(0, np.cumsum(lengths)).astype(np.int64),
        terms=pc.list_flatten(terms).to_numpy(),
        weights=pc.list_flatten(weights).to_numpy(),
    )

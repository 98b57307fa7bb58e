"""Labelled articles and mined same-event pairs for the benchmarks of copy detection."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.copies.articles import Known
from transforms.copies.candidates import chosen_terms, find_candidates
from transforms.copies.features import FEATURES, Evidence
from transforms.copies.frequencies import count_frequencies, idf_table, pool, shipped
from transforms.copies.measuring import Block, measure_pairs
from transforms.copies.model import model_input
from transforms.copies.profiles import ProfileStore
from transforms.copies.rules import CopyRules
from transforms.copies.scanning import scan, stand
from transforms.copies.texts import WHOLE, own_texts
from transforms.copies.work import in_memory

GOLD = Path(
    os.environ.get("PRESSTALLY_GOLD", Path(__file__).parents[1] / "../shared/gold")
)

Cut: TypeAlias = int | Literal["brief"] | None
"""What is kept of a text: so many characters, a brief of it, or everything."""
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+|\n+")
"""What stands between two sentences."""
BRIEF_WORDS = (55, 260)
"""Words of a brief."""
LED = 0.7
"""Share of the briefs that begin with the article's first sentence."""
RUN = 3
"""Sentences that a brief takes over in a row at most."""


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Candidate pairs with what was measured and whether they are copies."""

    evidence: Evidence
    copies: np.ndarray
    articles: pd.DataFrame

    def column(self, name: str) -> np.ndarray:
        """One feature."""
        return self.evidence.column(name)

    def inputs(self, names: tuple[str, ...]) -> np.ndarray:
        """Inputs of the model as columns."""
        return np.stack([model_input(self.evidence, name) for name in names], axis=1)

    @property
    def same_event(self) -> np.ndarray:
        """Which pairs are known to report one event."""
        if "event" not in self.articles:
            return np.zeros(len(self.copies), bool)
        event = self.articles["event"].astype("category").cat.codes.to_numpy()
        found: np.ndarray = event[self.evidence.a] == event[self.evidence.b]
        return found & (event[self.evidence.a] >= 0)

    def chosen(self, kept: np.ndarray) -> Pairs:
        """Some of the pairs."""
        e = self.evidence
        return Pairs(
            evidence=Evidence(
                a=e.a[kept],
                b=e.b[kept],
                score=e.score[kept],
                values=e.values[kept],
                rest=None if e.rest is None else e.rest[kept],
            ),
            copies=self.copies[kept],
            articles=self.articles,
        )


def need(path: Path) -> Path:
    """The path, or an end with a clear message."""
    if not path.exists():
        sys.exit(
            f"{path} is missing: these figures are measured on data that does not "
            "ship; set PRESSTALLY_GOLD to the folder that holds copies/dev.parquet"
        )
    return path


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, roughly: abbreviations end one, too."""
    return [part for part in SENTENCE.split(text) if part.strip()]


def shortened(text: str, cut: Cut, number: int) -> str:
    """What is kept of a text; of a brief the sentences are drawn by the number.

    A lead tells what every report of an event tells. A brief takes its sentences from
    all of an article, as a newsroom's short report of it would.
    """
    if cut != "brief":
        return text[:cut]
    chance = np.random.default_rng(number)
    sentences = sentences_of(text)
    words = np.exp(chance.uniform(*np.log(BRIEF_WORDS)))
    kept = {0} if sentences and chance.random() < LED else set()
    while sum(len(sentences[k].split()) for k in kept) < words:
        if len(kept) == len(sentences):
            break
        first = int(chance.integers(len(sentences)))
        kept.update(
            range(first, min(first + int(chance.integers(RUN)) + 1, len(sentences)))
        )
    return "\n".join(sentences[k] for k in sorted(kept))


def numbered(table: pa.Table, cut: Cut, *, every: int) -> pa.Table:
    """The table with ids in order of rows and one text in ``every`` cut short."""
    texts = table["text"].to_pylist()
    ids = pa.array([f"{i:09d}" for i in range(table.num_rows)])
    rest = table.drop_columns(
        [c for c in ("article_id", "text") if c in table.column_names]
    )
    return rest.append_column("article_id", ids).append_column(
        "text",
        pa.array(
            [
                t if (i + 1) % every else shortened(t, cut, i)
                for i, t in enumerate(texts)
            ],
            pa.large_string(),
        ),
    )


def labelled_articles(cut: Cut = None, *, every: int = 1) -> pa.Table:
    """The labelled articles, one in ``every`` cut short."""
    return numbered(pq.read_table(need(GOLD / "copies/dev.parquet")), cut, every=every)


def news_articles(cut: Cut = None, *, every: int = 1) -> pa.Table:
    """The unlabelled articles with outlet and date, one in ``every`` cut short."""
    source = pq.read_table(need(GOLD / "../corpus/news.parquet"))
    table = numbered(source, cut, every=every)
    dates = pd.to_datetime(
        table["published"].to_pylist(), utc=True, errors="coerce", format="%Y-%m-%d"
    )
    return table.rename_columns({"outlet": "outlet_id"}).append_column(
        "published_at", pa.array(dates, pa.timestamp("us", tz="UTC"))
    )


def pooled(articles: pa.Table) -> pa.Table:
    """The frequencies that a build uses after a rebase on these articles."""
    return pool(shipped(), count_frequencies(articles))


def evidence_of(articles: pa.Table, frequencies: pa.Table) -> Evidence:
    """The evidence of all candidate pairs, equal texts included."""
    own = own_texts(articles, WHOLE)
    table = idf_table(frequencies)
    rules = CopyRules()
    store = ProfileStore(own, table, in_memory)
    scanned = scan(own, np.arange(len(own.rows)), table, rules, store)
    standing = stand(scanned, Known(articles, own), rules, np.empty(0, np.int64))
    terms = chosen_terms(scanned.terms, standing.compared)
    pairs = find_candidates(terms, least_score=rules.candidate_score)
    values = np.empty((len(pairs.a), len(FEATURES)))
    rest = np.empty_like(values)
    score = np.empty(len(pairs.a))

    def choose(_: slice, evidence: Evidence) -> np.ndarray:
        return np.ones(len(evidence.a), bool)

    def keep(block: Block) -> None:
        values[block.places] = block.evidence.values
        rest[block.places] = block.evidence.rest
        score[block.places] = block.evidence.score

    for _ in measure_pairs(own, pairs, store, table, choose=choose, work=keep):
        pass
    return Evidence(a=pairs.a, b=pairs.b, score=score, values=values, rest=rest)


def unlike(evidence: Evidence, every: int) -> np.ndarray:
    """Pairs of a text that was cut and one that was not; all where each was."""
    if every == 1:
        return np.ones(len(evidence.a), bool)
    found: np.ndarray = ((evidence.a + 1) % every == 0) != (
        (evidence.b + 1) % every == 0
    )
    return found


@cache
def labelled(cut: Cut = None, *, every: int = 1) -> Pairs:
    """Candidate pairs of the labelled articles."""
    articles = labelled_articles(cut, every=every)
    found = evidence_of(articles, pooled(articles))
    frame = articles.drop_columns(["text"]).to_pandas()
    cluster = frame["cluster"].to_numpy()
    pairs = Pairs(
        evidence=found, copies=cluster[found.a] == cluster[found.b], articles=frame
    )
    return pairs.chosen(unlike(found, every))


@cache
def news_pairs(cut: Cut, every: int) -> tuple[Pairs, np.ndarray]:
    """Candidate pairs of different outlets that share few shingles, and days apart."""
    articles = news_articles(cut, every=every)
    found = evidence_of(articles, shipped())
    frame = articles.drop_columns(["text"]).to_pandas()
    date = frame["published_at"].dt.tz_localize(None).to_numpy("datetime64[us]")
    days = np.abs(date[found.a] - date[found.b]) / np.timedelta64(1, "D")
    outlet = frame["outlet_id"].to_numpy()
    kept = (
        (outlet[found.a] != outlet[found.b])
        & (found.column("shingle_containment") < 0.15)
        & unlike(found, every)
    )
    pairs = Pairs(evidence=found, copies=np.zeros(len(found.a), bool), articles=frame)
    return pairs.chosen(kept), days[kept]


def mined(cut: Cut = None, *, every: int = 1) -> Pairs:
    """Same-event pairs: published within three days, alike in their terms."""
    pairs, days = news_pairs(cut, every)
    return pairs.chosen((days <= 3) & (pairs.column("tfidf_cosine") >= 0.2))


def unrelated(cut: Cut = None, *, every: int = 1) -> Pairs:
    """Pairs that share some terms and were published a month or more apart."""
    pairs, days = news_pairs(cut, every)
    return pairs.chosen(days >= 30)

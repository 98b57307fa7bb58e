"""Labelled articles and mined same-event pairs for the benchmarks of copy detection."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from transforms.copies.articles import Known
from transforms.copies.features import Evidence
from transforms.copies.find import measure_all, scan
from transforms.copies.frequencies import count_frequencies, idf_table, pool, shipped
from transforms.copies.rules import CopyRules
from transforms.copies.texts import WHOLE, own_texts

GOLD = Path(
    os.environ.get("PRESSTALLY_GOLD", Path(__file__).parents[1] / "../shared/gold")
)


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
        """Features as columns."""
        return np.stack([self.column(name) for name in names], axis=1)

    def chosen(self, kept: np.ndarray) -> Pairs:
        """Some of the pairs."""
        e = self.evidence
        return Pairs(
            evidence=Evidence(
                a=e.a[kept], b=e.b[kept], score=e.score[kept], values=e.values[kept]
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


def numbered(table: pa.Table, cut: int | None) -> pa.Table:
    """The table with ids in order of rows and texts cut short."""
    texts = table["text"].to_pylist()
    ids = pa.array([f"{i:09d}" for i in range(table.num_rows)])
    rest = table.drop_columns(
        [c for c in ("article_id", "text") if c in table.column_names]
    )
    return rest.append_column("article_id", ids).append_column(
        "text", pa.array([text[:cut] for text in texts], pa.large_string())
    )


def labelled_articles(cut: int | None = None) -> pa.Table:
    """The labelled articles."""
    return numbered(pq.read_table(need(GOLD / "copies/dev.parquet")), cut)


def news_articles(cut: int | None = None) -> pa.Table:
    """The unlabelled articles, with outlet and publication date."""
    table = numbered(pq.read_table(need(GOLD / "../corpus/news.parquet")), cut)
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
    return measure_all(
        own, scan(own, Known(articles, own), table, rules).terms, table, rules
    )


def labelled(cut: int | None) -> Pairs:
    """Candidate pairs of the labelled articles."""
    articles = labelled_articles(cut)
    found = evidence_of(articles, pooled(articles))
    frame = articles.drop_columns(["text"]).to_pandas()
    cluster = frame["cluster"].to_numpy()
    return Pairs(
        evidence=found,
        copies=cluster[found.a] == cluster[found.b],
        articles=frame,
    )


def mined(cut: int | None) -> Pairs:
    """Same-event pairs of different outlets that share few shingles."""
    articles = news_articles(cut)
    found = evidence_of(articles, shipped())
    frame = articles.drop_columns(["text"]).to_pandas()
    date = frame["published_at"].dt.tz_localize(None).to_numpy("datetime64[us]")
    days = np.abs(date[found.a] - date[found.b]) / np.timedelta64(1, "D")
    outlet = frame["outlet_id"].to_numpy()
    kept = (
        (days <= 3)
        & (outlet[found.a] != outlet[found.b])
        & (found.column("tfidf_cosine") >= 0.2)
        & (found.column("shingle_containment") < 0.15)
    )
    pairs = Pairs(evidence=found, copies=np.zeros(len(found.a), bool), articles=frame)
    return pairs.chosen(kept)

"""Fits the weights of copy detection on labelled articles and mined negatives.

Reads ``$PRESSTALLY_GOLD/copies/dev.parquet`` (columns article_id, cluster, text) and
``$PRESSTALLY_GOLD/../corpus/news.parquet`` (outlet, published, text), writes
``transforms/copies/data/weights.json``. Fits on everything; ``make bench-copies``
prints the cross-validated figures.

Negatives: pairs of different gold clusters, and pairs of the corpus that report one
event (published within three days by different outlets, cosine of all terms .2 or
more) and share fewer than 15 in 100 shingles.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import copy_data
import numpy as np
from sklearn.linear_model import LogisticRegression

from transforms.copies.model import Model

TARGET = Path(__file__).parents[1] / "transforms/copies/data/weights.json"
MEASURED = (
    "told_cosine",
    "told_shingles",
    "sentence_mean",
    "sentence_square",
    "sentence_order",
)
LENGTHS = ("length", "ratio", "length*length", "length*ratio", "ratio*ratio")
INPUTS = (
    *MEASURED,
    *LENGTHS,
    *(f"{name}*{by}" for name in MEASURED for by in ("length", "ratio")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The articles cut to a length, and what their pairs count in the fit.

    The shorter a text, the fewer of the mined pairs are copies after all, and the
    more its negatives count: leads of one event look alike.
    """

    cut: int | None
    """Characters kept."""
    every: int = 1
    """One text in so many is cut: 2 sets leads against whole articles."""
    labelled: float
    """What a labelled pair counts."""
    mined: float
    """What a mined negative counts."""


SAMPLES = (
    Sample(cut=None, labelled=3.0, mined=0.6),
    Sample(cut=2000, labelled=1.0, mined=0.5),
    Sample(cut=1200, labelled=0.3, mined=0.6),
    Sample(cut=600, labelled=0.1, mined=1.6),
    Sample(cut=450, labelled=0.1, mined=1.6),
    Sample(cut=450, every=2, labelled=0.1, mined=1.0),
    Sample(cut=600, every=2, labelled=0.1, mined=1.0),
    Sample(cut=1200, every=2, labelled=0.15, mined=1.2),
)
HARD = 0.5
"""Pairs with a larger share of common shingles are copies whatever the weights: left
out, so that verbatim copies do not drown the rewrites."""
THRESHOLD = 0.5
"""About one in a hundred mined pairs passes of articles cut to 2,000 characters, fewer
of whole ones."""


def fit(half: int | None = None) -> Model:
    """The model, fitted on one half of the clusters and of the mined pairs, or on all.

    Halves are by the parity of the cluster's number, and of an article's number where
    there are no clusters.
    """
    inputs, labels, weights = [], [], []
    for sample in SAMPLES:
        for pairs, weight in (
            (copy_data.labelled(sample.cut, every=sample.every), sample.labelled),
            (copy_data.mined(sample.cut, every=sample.every), sample.mined),
        ):
            chosen = pairs.column("shingle_containment") < HARD
            if half is not None:
                chosen &= in_half(pairs, half)
            inputs.append(pairs.inputs(INPUTS)[chosen])
            labels.append(pairs.copies[chosen])
            weights.append(np.full(int(chosen.sum()), weight))
    x, y, w = np.concatenate(inputs), np.concatenate(labels), np.concatenate(weights)
    mean, spread = x.mean(0), x.std(0)
    model = LogisticRegression(C=1, max_iter=3000)
    model.fit((x - mean) / spread, y, sample_weight=w)
    coefficients = model.coef_[0] / spread
    return Model(
        threshold=THRESHOLD,
        intercept=round(float(model.intercept_[0] - (coefficients * mean).sum()), 4),
        weights={
            name: round(float(value), 4)
            for name, value in zip(INPUTS, coefficients, strict=True)
        },
    )


def in_half(pairs: copy_data.Pairs, half: int) -> np.ndarray:
    """Which pairs lie inside one half."""
    if "cluster" in pairs.articles:
        part = np.unique(pairs.articles["cluster"], return_inverse=True)[1] % 2
        found: np.ndarray = part[pairs.evidence.a] == half
        return found & (part[pairs.evidence.b] == half)
    return np.asarray(pairs.evidence.a // 2 % 2 == half)


def main() -> None:
    """Fit the weights on everything and write them."""
    TARGET.write_text(json.dumps(asdict(fit()), indent=2) + "\n", "utf-8")
    print(TARGET.read_text("utf-8"))


if __name__ == "__main__":
    main()

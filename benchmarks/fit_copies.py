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
from pathlib import Path

import copy_data
import numpy as np
from sklearn.linear_model import LogisticRegression

TARGET = Path(__file__).parents[1] / "transforms/copies/data/weights.json"
INPUTS = (
    "told_cosine",
    "told_shingles",
    "sentence_mean",
    "sentence_square",
    "sentence_order",
    "log_words",
)
CUTS = ((600, 100.0, 2.0), (1200, 160.0, 0.5), (2000, 250.0, 0.3), (None, 400.0, 0.3))
"""Characters that the texts are cut to, words of the longer text at which the weights
hold alone, and what a mined negative counts against a labelled one (some are copies
after all, the fewer the shorter the text: leads of one event look alike)."""
HARD = 0.5
"""Pairs with a larger share of common shingles are copies whatever the weights: left
out, so that verbatim copies do not drown the rewrites."""
THRESHOLD = 0.6
"""The lowest that merges 3 of the 85 same-event pairs at most."""


def fit(
    pairs: list[copy_data.Pairs],
    mined: list[copy_data.Pairs],
    *,
    mined_weight: float,
) -> dict[str, object]:
    """Intercept and weights."""
    inputs, labels, weights = [], [], []
    for found in pairs:
        hard = found.column("shingle_containment") < HARD
        inputs.append(found.inputs(INPUTS)[hard])
        labels.append(found.copies[hard])
        weights.append(np.ones(int(hard.sum())))
    for found in mined:
        inputs.append(found.inputs(INPUTS))
        labels.append(np.zeros(len(found.copies), bool))
        weights.append(np.full(len(found.copies), mined_weight))
    x, y, w = np.concatenate(inputs), np.concatenate(labels), np.concatenate(weights)
    mean, spread = x.mean(0), x.std(0)
    model = LogisticRegression(C=10, max_iter=3000)
    model.fit((x - mean) / spread, y, sample_weight=w)
    coefficients = model.coef_[0] / spread
    return {
        "intercept": round(float(model.intercept_[0] - (coefficients * mean).sum()), 4),
        "weights": {
            name: round(float(value), 4)
            for name, value in zip(INPUTS, coefficients, strict=True)
        },
    }


def main() -> None:
    """Fit the weights for each length and write them."""
    models = [
        {"words": words}
        | fit(
            [copy_data.labelled(cut)], [copy_data.mined(cut)], mined_weight=mined_weight
        )
        for cut, words, mined_weight in CUTS
    ]
    content = {"threshold": THRESHOLD, "models": models}
    TARGET.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    print(TARGET.read_text("utf-8"))


if __name__ == "__main__":
    main()

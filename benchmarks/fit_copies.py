"""Fits the weights of copy detection on labelled articles and mined negatives.

Reads ``$PRESSTALLY_GOLD/copies/dev.parquet`` (columns article_id, cluster, text) and
``$PRESSTALLY_GOLD/../corpus/news.parquet`` (outlet, published, text), writes
``transforms/copies/data/weights.json``. Fits on everything; ``make bench-copies``
prints the cross-validated figures.

Negatives: pairs of different gold clusters, and pairs of the corpus by different
outlets that share fewer than 15 in 100 shingles: those that report one event (published
within three days, cosine of all terms .2 or more), and those a month or more apart.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import copy_data
import numpy as np
from copy_data import Cut
from sklearn.linear_model import LogisticRegression

from transforms.copies.model import Model, probabilities

TARGET = Path(__file__).parents[1] / "transforms/copies/data/weights.json"
MEASURED = (
    "told_cosine",
    "told_shingles",
    "sentence_mean",
    "sentence_square",
    "neighbour_overlap",
    "rare_order",
    "rare_overlap",
    "tfidf_cosine",
)
ALONE = ("own_quotations", "own_numbers", "sentence_overlap")
"""These count alike at every length: with their products by length fewer copies of the
other half are found."""
LENGTHS = ("length", "ratio", "length*length", "length*ratio", "ratio*ratio")
INPUTS = (
    *MEASURED,
    *LENGTHS,
    *(f"{name}*{by}" for name in MEASURED for by in ("length", "ratio")),
    *ALONE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The articles cut to a length, and what their pairs count in the fit.

    The shorter a text, the fewer of the mined pairs are copies after all, and the
    more its negatives count: leads of one event look alike, and so do briefs.
    """

    cut: Cut
    """What is kept of an article."""
    every: int = 1
    """One text in so many is cut: 2 sets leads against whole articles."""
    labelled: float
    """What a labelled pair counts."""
    mined: float
    """What a mined negative counts."""
    unrelated: float = 0.0
    """What a pair of news counts that was published a month or more apart. Without
    these, weights that are fitted on one kind of news accept chance likeness in
    another."""


SAMPLES = (
    Sample(cut=None, labelled=3.0, mined=0.6, unrelated=0.3),
    Sample(cut=2000, labelled=1.0, mined=1.0, unrelated=0.1),
    Sample(cut=1200, labelled=0.3, mined=1.2),
    Sample(cut=600, labelled=0.1, mined=3.2),
    Sample(cut=450, labelled=0.1, mined=3.2),
    Sample(cut=450, every=2, labelled=0.1, mined=6.4),
    Sample(cut=600, every=2, labelled=0.1, mined=6.4, unrelated=0.1),
    Sample(cut=1200, every=2, labelled=0.15, mined=7.7),
    Sample(cut="brief", labelled=0.1, mined=4.0),
    Sample(cut="brief", every=2, labelled=0.1, mined=4.0),
)
UNLIKE = 0.12
"""What a pair that is no copy counts beside one that is: there are four times as
many."""
SAME_EVENT = 40.0
"""A labelled pair of two reports of one event counts as so many others: there are few,
and none of the others is so hard to tell from a rewrite."""
HARD = 0.5
"""Pairs with a larger share of common shingles are copies whatever the weights: left
out, so that verbatim copies do not drown the rewrites."""
LEAST_THRESHOLD = 0.5
PASSED = 0.01
"""Share of the mined pairs, cut to `CHECKED` characters, that may pass: the threshold
is the lowest, in steps of .01, that holds it on what the weights were fitted on. On
the other half .9 % pass."""
CHECKED = 2000

Chosen = Callable[[copy_data.Pairs], np.ndarray]
"""Which pairs a model is fitted on."""


def everything(pairs: copy_data.Pairs) -> np.ndarray:
    """All pairs."""
    return np.ones(len(pairs.copies), bool)


def inside(half: int) -> Chosen:
    """Pairs inside one half of the clusters.

    Halves are by the parity of the cluster's number, and of an article's number where
    there are no clusters.
    """

    def chosen(pairs: copy_data.Pairs) -> np.ndarray:
        part = half_of(pairs)
        found: np.ndarray = part[pairs.evidence.a] == half
        return found & (part[pairs.evidence.b] == half)

    return chosen


def half_of(pairs: copy_data.Pairs) -> np.ndarray:
    """The half of each article."""
    if "cluster" in pairs.articles:
        part: np.ndarray = np.unique(pairs.articles["cluster"], return_inverse=True)[1]
        return part % 2
    return np.arange(len(pairs.articles)) // 2 % 2


def without(sources: tuple[str, ...]) -> Chosen:
    """Pairs of the labelled articles of other sources, and all mined ones."""

    def chosen(pairs: copy_data.Pairs) -> np.ndarray:
        if "cluster" not in pairs.articles:
            return everything(pairs)
        other = ~pairs.articles["source"].isin(sources).to_numpy()
        found: np.ndarray = other[pairs.evidence.a] & other[pairs.evidence.b]
        return found

    return chosen


def without_writer(writer: str) -> Chosen:
    """Pairs without the texts of one language model, and all mined ones."""

    def chosen(pairs: copy_data.Pairs) -> np.ndarray:
        if "kind" not in pairs.articles:
            return everything(pairs)
        other = ~pairs.articles["kind"].str.contains(writer).to_numpy()
        found: np.ndarray = other[pairs.evidence.a] & other[pairs.evidence.b]
        return found

    return chosen


def labelled_only(pairs: copy_data.Pairs) -> np.ndarray:
    """Labelled pairs, no mined ones."""
    return np.full(len(pairs.copies), "cluster" in pairs.articles)


def fit(chosen: Chosen = everything) -> Model:
    """The model, weights and threshold fitted on the chosen pairs."""
    inputs, labels, weights = [], [], []
    for sample in SAMPLES:
        for pairs, weight in (
            (copy_data.labelled(sample.cut, every=sample.every), sample.labelled),
            (copy_data.mined(sample.cut, every=sample.every), sample.mined),
            *(
                [
                    (
                        copy_data.unrelated(sample.cut, every=sample.every),
                        sample.unrelated,
                    )
                ]
                if sample.unrelated
                else []
            ),
        ):
            soft = pairs.column("shingle_containment") < HARD
            kept = soft & chosen(pairs)
            times = np.where(pairs.copies, 1.0, UNLIKE)
            times[pairs.same_event & ~pairs.copies] *= SAME_EVENT
            # Half of the articles have a quarter of the pairs that are no copies.
            for kind in (pairs.copies, ~pairs.copies):
                times[kind] *= (soft & kind).sum() / max((kept & kind).sum(), 1)
            inputs.append(pairs.inputs(INPUTS)[kept])
            labels.append(pairs.copies[kept])
            weights.append(weight * times[kept])
    x, y, w = np.concatenate(inputs), np.concatenate(labels), np.concatenate(weights)
    mean, spread = x.mean(0), x.std(0)
    model = LogisticRegression(C=1, max_iter=200, solver="newton-cholesky")
    model.fit((x - mean) / spread, y, sample_weight=w)
    coefficients = model.coef_[0] / spread
    fitted = Model(
        threshold=LEAST_THRESHOLD,
        intercept=round(float(model.intercept_[0] - (coefficients * mean).sum()), 4),
        weights={
            name: round(float(value), 4)
            for name, value in zip(INPUTS, coefficients, strict=True)
        },
    )
    return replace(fitted, threshold=threshold_of(fitted, chosen))


def threshold_of(model: Model, chosen: Chosen) -> float:
    """The lowest threshold that few enough of the chosen mined pairs reach."""
    mined = copy_data.mined(CHECKED)
    found = probabilities(mined.evidence, model)[chosen(mined)]
    if not len(found):
        return LEAST_THRESHOLD
    least = float(np.quantile(found, 1 - PASSED))
    return max(LEAST_THRESHOLD, round(float(np.ceil(100 * least)) / 100, 2))


def main() -> None:
    """Fit the weights on everything and write them."""
    TARGET.write_text(json.dumps(asdict(fit()), indent=2) + "\n", "utf-8")
    print(TARGET.read_text("utf-8"))


if __name__ == "__main__":
    main()

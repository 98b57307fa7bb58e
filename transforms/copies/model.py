"""The probability that one of two articles is a copy of the other: a linear model.

A logistic model carries over to sources that it was not fitted on, where trees do
not. Its weights lie in ``data/weights.json``, made by ``benchmarks/fit_copies.py``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from transforms.copies.features import WHOLE, Evidence

MIDDLE = 5.5
"""Logarithm of the words of a middling article, some 250."""
LEAST_RATIO = 0.05
"""Lengths twenty times apart count as the widest there is."""
SHORT = 180
"""Words below which a text says less than the weights hold for: the labelled articles
are longer, and of the briefs made from the news hardly any pair is a copy."""
SHORT_LOSS = 0.6
"""Log odds lost each time that the length of a short text falls by a factor of e. With
less, more of the invented reports join the releases that they draw on; with 1 two in a
hundred model rewrites more are missed, and no report more is kept apart."""

OWN_NUMBERS = 8
"""Numbers that the shorter text has and the longer lacks, and ..."""
OWN_SHARE = 0.6
"""... their share of all its numbers, from which a pair loses log odds."""
LITTLE = 0.3
"""Share of common shingles from which it does not: an update has other numbers, too."""
OWN_LOSS = 2.0
"""Log odds that such a pair loses. Bulletins of one office, and a report beside the
bulletin of another day, have their words in common and other figures. The labelled
articles hold too few numbers for the weights to tell; with six numbers the
adjusted Rand index at 2,000 characters falls from .927 to .920, as what a model made up
has other numbers, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A linear model of what was measured on a pair."""

    intercept: float
    weights: dict[str, float]
    """By input: a feature, ``length``, ``ratio``, or the product of two as ``a*b``."""
    threshold: float
    """Probability from which two articles are copies."""


@cache
def shipped_model() -> Model:
    """The model that comes with the code."""
    raw = files("transforms.copies").joinpath("data/weights.json").read_text("utf-8")
    return Model(**json.loads(raw))


def model_input(evidence: Evidence, name: str) -> np.ndarray:
    """One input of the model.

    The shorter text the likelier is chance likeness, and most of all against a long
    one: the lead of one report beside another report in full. So each feature counts
    by the length of the shorter text and by how far the lengths are apart.
    """
    first, _, second = name.partition("*")
    if second:
        values = model_input(evidence, first) * model_input(evidence, second)
    elif name == "length":
        values = evidence.column("log_words") - MIDDLE
    elif name == "ratio":
        values = np.log(np.maximum(evidence.column("length_ratio"), LEAST_RATIO))
    else:
        values = evidence.column(name)
    return np.asarray(values, np.float64)


def probabilities(evidence: Evidence, model: Model) -> np.ndarray:
    """The probability of each pair, rounded to 1e-6.

    Of texts that share passages word for word it is the lower of two: as they stand,
    and as what is left of both stands without them.
    """
    odds = log_odds(evidence, model)
    if evidence.rest is not None:
        odds = np.minimum(
            odds, log_odds(replace(evidence, values=evidence.rest), model)
        )
    return np.round(1 / (1 + np.exp(-np.round(odds, 6))), 6)


def log_odds(evidence: Evidence, model: Model) -> np.ndarray:
    """The log odds of each pair by its values."""
    odds = np.full(len(evidence.a), model.intercept)
    for name, weight in model.weights.items():
        odds += weight * model_input(evidence, name)
    words = np.clip(evidence.column("shorter_words"), 1, SHORT)
    whole = evidence.column("shingle_containment") >= WHOLE
    odds -= np.where(whole, 0.0, SHORT_LOSS * np.log(SHORT / words))
    other_figures = (
        (evidence.column("n_own_numbers") >= OWN_NUMBERS)
        & (evidence.column("own_numbers") >= OWN_SHARE)
        & (evidence.column("shingle_containment") < LITTLE)
    )
    return odds - np.where(other_figures, OWN_LOSS, 0.0)

"""The probability that one of two articles is a copy of the other: a linear model.

A logistic model carries over to sources that it was not fitted on, where trees do
not. Its weights lie in ``data/weights.json``, made by ``benchmarks/fit_copies.py``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from transforms.copies.features import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """One linear model."""

    intercept: float
    weights: dict[str, float]
    """By name of the feature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Two linear models by length, and where one gives way to the other."""

    long: Weights
    short: Weights
    short_words: float
    """Words of the longer article up to which ``short`` holds alone."""
    long_words: float
    """Words from which ``long`` holds alone; between them both are mixed."""
    threshold: float
    """Probability from which two articles are copies."""


@cache
def shipped_model() -> Model:
    """The model that comes with the code."""
    raw = files("transforms.copies").joinpath("data/weights.json").read_text("utf-8")
    content = json.loads(raw)
    return Model(
        long=Weights(**content["long"]),
        short=Weights(**content["short"]),
        short_words=content["short_words"],
        long_words=content["long_words"],
        threshold=content["threshold"],
    )


def derived(evidence: Evidence, name: str) -> np.ndarray:
    """One input of the model."""
    if name == "candidate_score":
        return evidence.score
    return evidence.column(name)


def log_odds(evidence: Evidence, weights: Weights) -> np.ndarray:
    """The log odds of each pair, rounded to 1e-6."""
    total = np.full(len(evidence.a), weights.intercept)
    for name, weight in weights.weights.items():
        total += weight * derived(evidence, name)
    return np.round(total, 6)


def probabilities(evidence: Evidence, model: Model) -> np.ndarray:
    """The probability of each pair, rounded to 1e-6."""
    words = evidence.column("longer_words")
    span = model.long_words - model.short_words
    share = np.clip((words - model.short_words) / span, 0, 1)
    odds = share * log_odds(evidence, model.long)
    odds += (1 - share) * log_odds(evidence, model.short)
    return np.round(1 / (1 + np.exp(-np.round(odds, 6))), 6)

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
    """Linear models by length, each giving way to the next."""

    words: tuple[float, ...]
    """Words of the longer article at which each model holds alone, ascending."""
    weights: tuple[Weights, ...]
    """A model for each; between two lengths their log odds are mixed."""
    threshold: float
    """Probability from which two articles are copies."""


@cache
def shipped_model() -> Model:
    """The model that comes with the code."""
    raw = files("transforms.copies").joinpath("data/weights.json").read_text("utf-8")
    content = json.loads(raw)
    models = sorted(content["models"], key=lambda model: float(model["words"]))
    return Model(
        words=tuple(float(model["words"]) for model in models),
        weights=tuple(
            Weights(intercept=model["intercept"], weights=model["weights"])
            for model in models
        ),
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
    odds = np.zeros(len(words), np.float64)
    # How much of each model: 1 at its own length, 0 at its neighbours'.
    for place, weights in enumerate(model.weights):
        peak = np.zeros(len(model.words))
        peak[place] = 1.0
        share = np.round(np.interp(words, model.words, peak), 6)
        used = np.flatnonzero(share)
        odds[used] += share[used] * log_odds(evidence, weights)[used]
    return np.round(1 / (1 + np.exp(-np.round(odds, 6))), 6)

"""Other extractors of quantities on the same sentences, where they are installed."""

from __future__ import annotations

import importlib
import re
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import spacy
from figures_gold import GOLD, read_lines, same_unit, same_value

from transforms.figures import extract
from transforms.figures.parse import DEFAULT_MODEL

PUBLISHED = """  published and measured elsewhere, on all 590 sentences:
    CQE                          value 91.7  +unit 82 to 83  +change 86   2,000 words/s
    (Almasian et al. 2023, CQE: a Comprehensive Quantity Extractor, and a run of it)"""

SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "bn": 1e9,
}  # fmt: skip
SMALL = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve".split(),
        range(13),
        strict=True,
    )
)
NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)[ -]*([a-z]+)?|([a-z]+)(?:[ -]([a-z]+))?")
KINDS = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
SIGNS = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY"}

Reader = Callable[[str], list[Any]]


def normalise(text: str) -> float | None:
    """The value of the first numeral of a span: digits or a word, and a scale."""
    for match in NUMBER.finditer(text.lower()):
        digits, scale, word, next_scale = match.groups()
        if digits:
            return float(digits.replace(",", "")) * SCALES.get(scale or "", 1)
        if word in SMALL:
            return SMALL[word] * SCALES.get(next_scale or "", 1)
    return None


def spacy_reader() -> Reader:
    """The named entities of the spaCy model with a trivial normaliser."""
    nlp = spacy.load(DEFAULT_MODEL, enable=["tok2vec", "ner"])

    def read(text: str) -> list[Any]:
        found = []
        for entity in nlp(text).ents:
            value = normalise(entity.text) if entity.label_ in KINDS else None
            if value is None:
                continue
            unit = "%" if entity.label_ == "PERCENT" else None
            if entity.label_ == "MONEY":
                sign = next((s for s in SIGNS if s in text[: entity.end_char]), "$")
                unit = SIGNS[sign]
            found.append(figure_like(text, entity.start_char, entity.text, value, unit))
        return found

    return read


def quantulum_reader() -> Reader | None:
    """quantulum3, or None where it is not installed."""
    try:
        parser = importlib.import_module("quantulum3.parser")
        classifier = importlib.import_module("quantulum3.classifier")
    except ImportError:
        return None
    # Its shipped classifier only loads with the scikit-learn it was made with; without
    # one it tells units apart by the words around them.
    classifier.USE_CLF = False

    def read(text: str) -> list[Any]:
        return [
            figure_like(text, q.span[0], q.surface, q.value, q.unit.name)
            for q in parser.parse(text)
        ]

    return read


def figure_like(
    text: str, start: int, surface: str, value: float, unit: str | None
) -> Any:
    """What the scorer needs of a figure."""
    words = text[start + len(surface) :].split()
    return SimpleNamespace(
        start=start, surface=surface, number_end=start + len(surface),
        value_low=value, value_best=value, value_high=value,
        unit=unit, unit_system="none", concept=" ".join(words[:2]),
    )  # fmt: skip


def score(name: str, read: Reader) -> None:
    """Print F1 on value and on value with unit, and words a second."""
    rows = read_lines(GOLD / "newsquant/even.jsonl")
    value = unit = gold = found = words = 0
    begin = time.perf_counter()
    outcomes = [read(row["text"]) for row in rows]
    seconds = time.perf_counter() - begin
    for row, figures in zip(rows, outcomes, strict=True):
        words += len(row["text"].split())
        gold += len(row["quantities"])
        found += len(figures)
        left = list(figures)
        for wanted in row["quantities"]:
            options = [f for f in left if same_value(wanted["value"], f)]
            if options:
                best = max(options, key=lambda f: same_unit(wanted, f))
                left.remove(best)
                value += 1
                unit += same_unit(wanted, best)
    f1 = [200 * right / max(found + gold, 1) for right in (value, unit)]
    print(
        f"  {name:30} value {f1[0]:.1f}  +unit {f1[1]:.1f}"
        f"   {words / seconds:,.0f} words/s, one sentence at a time"
    )


def score_peers() -> None:
    """Print this extractor and its peers on the NewsQuant sentences, one core."""
    print("peers, NewsQuant (even), F1:")
    score("presstally", extract)
    score("spaCy NER, trivial normaliser", spacy_reader())
    quantulum = quantulum_reader()
    if quantulum is None:
        print("  quantulum3                     not measured: it is not installed")
    else:
        score("quantulum3", quantulum)
    print(PUBLISHED)

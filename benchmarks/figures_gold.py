"""Labelled figures of others, and when one of ours is the same.

Labelled data belong to others and are not part of this repository: PRESSTALLY_GOLD
names their folder (default: shared/gold beside the repository).
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from transforms.figures.model import Figure
from transforms.figures.words import listed, noun_lemma

ROOT = Path(__file__).resolve().parents[1]
GOLD = Path(os.environ.get("PRESSTALLY_GOLD", ROOT.parent / "shared" / "gold"))

STOP = frozenset(listed("the a an of in for to and s his her its their on at with by"))
"""Words that say nothing."""


def read_lines(path: Path) -> list[dict]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def words_of(text: str) -> list[str]:
    """The words that say something, in lower case."""
    return [
        word for word in re.findall(r"[a-z0-9$€£%]+", text.lower()) if word not in STOP
    ]


def same_value(gold: str, figure: Figure) -> bool:
    """Whether a labelled value or range is the figure's."""
    parts = re.fullmatch(r"(-?[\d.]+)\s*-\s*(-?[\d.]+)", gold)
    if parts:
        low, high = float(parts[1]), float(parts[2])
        if figure.value_best is None and figure.value_low and figure.value_high:
            # "dozens": the labels and our table differ in where they begin and end.
            return low <= figure.value_low and figure.value_high <= high
        return (
            close(low, figure.value_low)
            and (close(high, figure.value_high) or close(high - 1, figure.value_high))
        ) or close(low, figure.value_best)
    try:
        value = float(gold)
    except ValueError:
        return False
    return any(
        close(value, other) or close(value, None if other is None else other * factor)
        for other in (figure.value_best, figure.value_low, figure.value_high)
        if other is not None
        for factor in (1, 100)
        # "19 cents" is 19 in the labels and 0.19 dollars here, and "60 basis points"
        # are 60 there and 0.6 percentage points here.
        if factor == 1 or figure.unit_system in {"iso4217", "percentage_point"}
    )


def close(one: float, other: float | None) -> bool:
    """Whether two values are the same up to rounding."""
    return other is not None and abs(one - other) <= 1e-6 * max(1.0, abs(one))


UNIT_WORDS = {
    "dollar": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD"),
    "cent": ("USD", "CAD", "AUD", "EUR"),
    "pound": ("GBP", "[lb_av]", "lb"),
    "pence": ("GBP",), "penny": ("GBP",),
    "euro": ("EUR",), "yen": ("JPY",), "yuan": ("CNY",), "rupee": ("INR",),
    "basis point": ("pp",), "point": ("pp",),
    "percentage": ("%", "pp"), "percent": ("%",),
    "year": ("a",), "month": ("mo",), "week": ("wk",), "day": ("d",), "hour": ("h",),
    "minute": ("min",), "second": ("s",), "mile": ("[mi_i]",), "yard": ("[yd_i]",),
    "foot": ("[ft_i]",), "inch": ("[in_i]",), "metre": ("m",), "meter": ("m",),
    "kilometre": ("km",), "kilometer": ("km",), "kilogram": ("kg",),
    "mile per hour": ("[mi_i]/h",), "kilometre per hour": ("km/h",),
    "decade": ("a",), "century": ("a",), "acre": ("[acr_us]", "[acr_br]"),
    "tonne": ("t",), "ton": ("t", "[ton_us]", "[ston_av]"),
    "degree": ("deg", "Cel", "[degF]"), "bitcoin": ("XBT", "BTC"),
}  # fmt: skip


def same_unit(wanted: dict, figure: Figure) -> bool:
    """Whether the labelled unit, or noun in its place, is the figure's."""
    gold = wanted["normalized_unit"].lower()
    if figure.unit is not None:
        parts = gold.split(" per ")
        codes = UNIT_WORDS.get(gold) or UNIT_WORDS.get(parts[0]) or ()
        if figure.unit in codes or figure.unit.split("/")[0] in codes:
            return True
        for name, options in UNIT_WORDS.items():
            if figure.unit in options and name in gold.split():
                return True
        if wanted["unit"].lower() in figure.surface.lower():
            return True
        shown = set(words_of(figure.surface)) | {figure.unit.lower()}
        return bool(shown & set(words_of(wanted["unit"])))
    if gold in {"-", ""}:
        # No noun follows the number; what it measures is no unit.
        return len(words_of(figure.surface[figure.number_end - figure.start :])) == 0
    mine = {noun_lemma(word) for word in words_of(figure.concept or "")}
    mine |= {noun_lemma(word) for word in words_of(figure.surface)}
    theirs = {noun_lemma(word) for word in words_of(gold)} | {
        noun_lemma(word) for word in words_of(wanted["unit"])
    }
    return bool(mine & theirs)

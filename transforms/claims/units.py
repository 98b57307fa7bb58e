"""Units of one dimension, so that miles in a copy are still the origin's kilometres."""

from __future__ import annotations

import re

DIMENSIONS: dict[str, dict[str, float]] = {
    "length": {
        "mm": 0.001,
        "cm": 0.01,
        "m": 1.0,
        "km": 1000.0,
        "[in_i]": 0.0254,
        "[ft_i]": 0.3048,
        "[yd_i]": 0.9144,
        "[mi_i]": 1609.344,
        "[nmi_i]": 1852.0,
    },
    "mass": {
        "mg": 1e-6,
        "g": 0.001,
        "kg": 1.0,
        "t": 1000.0,
        "[oz_av]": 0.028349523125,
        "[lb_av]": 0.45359237,
        "[stone_av]": 6.35029318,
        "[ston_av]": 907.18474,
        "[lton_av]": 1016.0469088,
    },
    "area": {
        "m2": 1.0,
        "har": 10_000.0,
        "km2": 1_000_000.0,
        "[sft_i]": 0.09290304,
        "[acr_us]": 4046.8564224,
        "[acr_br]": 4046.8564224,
        "[smi_us]": 2_589_988.110336,
    },
    "volume": {
        "mL": 0.001,
        "L": 1.0,
        "m3": 1000.0,
        "[gal_us]": 3.785411784,
        "[gal_br]": 4.54609,
        "[pt_br]": 0.56826125,
        "[bbl_us]": 158.987294928,
    },
    "time": {
        "s": 1.0,
        "min": 60.0,
        "h": 3600.0,
        "d": 86_400.0,
        "wk": 604_800.0,
        "mo": 2_629_800.0,
        "a": 31_557_600.0,
    },
    "flow": {
        "L/s": 1.0,
        "L/min": 1 / 60,
        "L/h": 1 / 3600,
        "L/d": 1 / 86_400,
        "m3/s": 1000.0,
        "m3/min": 1000 / 60,
        "m3/h": 1 / 3.6,
        "m3/d": 1 / 86.4,
    },
    "speed": {"m/s": 1.0, "km/h": 1 / 3.6, "[mi_i]/h": 0.44704, "[kn_i]": 0.5144},
}
"""UCUM codes of news, in the first unit with factor 1 of each dimension."""

FACTORS = {
    unit: (dimension, factor)
    for dimension, units in DIMENSIONS.items()
    for unit, factor in units.items()
}


def conversion(unit: str | None, into: str | None) -> float | None:
    """Factor that turns a value of `unit` into one of `into`; None where none does."""
    if unit == into:
        return 1.0
    if unit is None or into is None:
        return None
    one, other = FACTORS.get(unit), FACTORS.get(into)
    if one is None or other is None or one[0] != other[0]:
        return None
    return one[1] / other[1]


def dimension(unit: str | None) -> str | None:
    """What a unit measures, the unit itself where that is not known."""
    found = FACTORS.get(unit or "")
    return found[0] if found else unit


def base_factor(unit: str | None) -> float:
    """Factor that turns a value into one of its dimension's first unit."""
    found = FACTORS.get(unit or "")
    return found[1] if found else 1.0


SIZES = {
    "100": 100.0,
    "1000": 1e3,
    "10000": 1e4,
    "100000": 1e5,
    "1000000": 1e6,
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
}
RATE = re.compile(
    r"\s+per\s+(1(?:,?000,?000|00,?000|0,?000|,?000|00)(?![\d,]\d)|hundred|thousand"
    r"|million)\b",
    re.IGNORECASE,
)
"""Behind a count: it is told for so many of something else."""


def read_base(text: str, position: int) -> float | None:
    """How many of something else a count that ends at a place is told for."""
    found = RATE.match(text, position)
    return SIZES[found[1].casefold().replace(",", "")] if found else None

"""Which dollar a bare "$" stands for, where the text says so somewhere else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transforms.figures.model import Number

OTHERS = frozenset(
    {
        *("AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "FJD", "GYD", "HKD"),
        *("JMD", "KYD", "LRD", "NAD", "NZD", "SBD", "SGD", "SRD", "TTD", "TWD"),
        *("XCD",),
    }
)
"""ISO 4217 codes of dollars other than that of the United States."""

AMERICAN = re.compile(r"\bu\.?\s?s\b|\bamerican|\busd\b|us\$", re.IGNORECASE)
"""Marks an amount as US dollars in so many words."""


def resolve_dollars(text: str, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """The numbers; bare dollars are those of the one country that the text names.

    "It costs A$5m. Another $3m goes to roads": both are Australian. A text that names
    two dollars, or marks any amount as US dollars, leaves bare ones what they are by
    default, US dollars.

    Args:
        text: Text that the offsets count in.
        numbers: Its numbers, as the lexer reads them.
    """
    named = {number.unit for number in numbers if number.unit in OTHERS}
    if len(named) != 1:
        return tuple(numbers)
    (currency,) = named
    bare = [number.unit == "USD" for number in numbers]
    for number, is_bare in zip(numbers, bare, strict=True):
        if is_bare and AMERICAN.search(text[number.start : number.end]):
            return tuple(numbers)
    return tuple(
        replace(number, unit=currency) if is_bare else number
        for number, is_bare in zip(numbers, bare, strict=True)
    )

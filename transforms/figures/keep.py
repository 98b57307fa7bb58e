"""Which of the lexer's numbers are worth reading as figures."""

from __future__ import annotations

from transforms.figures.model import Number

WANTED = 0.3
"""Certainty from which a number is read. Below it are words such as "both", "single"
and a lone "one", which restate more often than they report."""


def is_wanted(text: str, number: Number) -> bool:
    """Whether a number may be a reported figure."""
    del text
    return number.certainty >= WANTED

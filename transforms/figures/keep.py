"""Which of the lexer's numbers are read as figures."""

from __future__ import annotations

from transforms.figures.model import Number, Rejection

WANTED = 0.5
"""Certainty from which a number is read. Below it are "several", "a few" and "no",
which blur more than they report, and "both", which restates what was named before."""

ALWAYS = frozenset({"one", "one_of"})
"""Rules of low certainty that are read nevertheless: "one count of fraud" is a figure
as "two counts" is. The figure's confidence stays low."""


def is_wanted(number: Number) -> bool:
    """Whether a number may be a reported figure."""
    return number.certainty >= WANTED or number.rule in ALWAYS


def as_rejection(text: str, number: Number) -> Rejection:
    """The rejection of a number that is not wanted."""
    return Rejection(
        start=number.start,
        end=number.number_end,
        surface=text[number.start : number.number_end],
        reason="pronoun" if number.rule in {"both", "no"} else "idiom",
        rule=f"unsure_{number.rule}",
    )

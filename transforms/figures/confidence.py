"""How likely a figure is right: span, value and unit."""

from __future__ import annotations

from transforms.figures.grammar import Reading

BEST = 0.97
"""Share right, by span, value and unit, of figures without a flaw that is known."""

WITHOUT_NOUN = 0.5
"""A bare number that counts nothing is a label or a score as often as not."""

UNPARSED = 0.6
"""Most that a figure of a sentence without a parse can reach."""


def estimate(reading: Reading, *, in_boilerplate: bool) -> float:
    """The estimated probability that value, span and unit are right.

    The lexer's certainty, lowered by what made figures wrong in samples of news
    that were read by hand: no noun for a bare count, a sentence without a parse,
    furniture.
    """
    number = reading.number
    value = BEST * number.certainty
    if number.kind == "count" and reading.concept is None:
        value *= WITHOUT_NOUN
    elif (
        number.kind == "count"
        and reading.concept
        and reading.concept.rule == "left_out"
    ):
        value *= 0.85
    if not reading.parsed:
        value = min(value, UNPARSED)
    if in_boilerplate:
        value *= 0.9
    return round(min(max(value, 0.01), 0.99), 3)

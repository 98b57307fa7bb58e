from __future__ import annotations

import pytest

from transforms.figures.lexer import lex


def units(text):
    return [number.unit for number in lex(text).numbers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plan costs A$5m. Another $3m goes to roads.", ["AUD", "AUD"]),
        ("It is $7 a head, or 5 million Canadian dollars.", ["CAD", "CAD"]),
        ("It is $7 a head.", ["USD"]),
        ("It paid US$6m and A$7m, then $5m.", ["USD", "AUD", "USD"]),
        ("It paid NZ$6m and A$7m, then $5m.", ["NZD", "AUD", "USD"]),
        ("It paid £6m and A$7m, then 5 million dollars.", ["GBP", "AUD", "AUD"]),
    ],
)
def test_a_bare_dollar_is_that_of_the_one_country_the_text_names(text, expected):
    assert units(text) == expected

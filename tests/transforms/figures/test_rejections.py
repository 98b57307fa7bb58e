"""Numbers that are no quantities, with the reason."""

from __future__ import annotations

import pytest

from transforms.figures.lexer import lex


@pytest.mark.parametrize(
    ("text", "surface", "reason"),
    [
        ("on 22 June they met", "22 June", "date"),
        ("on June 22, 2024, they met", "June 22, 2024", "date"),
        ("from 2024-01-02 on", "2024-01-02", "date"),
        ("on 10/12/2023 they met", "10/12/2023", "date"),
        ("in 2021 they met", "2021", "year"),
        ("the 1990s", "1990s", "year"),
        ("the Act of 1911", "1911", "year"),
        ("the 2018-19 season", "2018-19", "year"),
        ("back in '88", "'88", "year"),
        ("at 9.30pm", "9.30pm", "clock"),
        ("at 10:45 sharp", "10:45", "clock"),
        ("by 8am", "8am", "clock"),
        ("Osterby won 3-1", "3-1", "score"),
        ("a 432-202 vote", "432-202", "score"),
        ("see row 21", "row 21", "label"),
        ("under section 12(3) of it", "section 12(3)", "label"),
        ("Articles 5 and 6 say", "Articles 5 and 6", "label"),
        ("the Covid-19 ward", "Covid-19", "label"),
        ("at 12 Tarn Road today", "12 Tarn Road", "label"),
        ("says MI5 today", "MI5", "name"),
        ("the A320 fleet", "A320", "name"),
        ("the G7 met", "G7", "name"),
        ("in Formula One", "Formula One", "name"),
        ("since 9/11 it", "9/11", "name"),
        ("go to https://tarn.example/12/b34 now", "https://tarn.example/12/b34", "url"),
        ("write to ida22@tarn.example now", "ida22@tarn.example", "url"),
        ("1. Open the box", "1.", "list_marker"),
        ("call 020 7946 0000 now", "020 7946 0000", "phone"),
        ("call +44 20 7946 0958 now", "+44 20 7946 0958", "phone"),
        ("the first boat", "first", "ordinal"),
        ("the 21st boat", "21st", "ordinal"),
        ("no one came", "one", "pronoun"),
        ("the one who came", "one", "pronoun"),
        ("open 24/7 there", "24/7", "idiom"),
        ("they help one another", "one another", "idiom"),
        ("file b2867379 is", "b2867379", "code"),
        ("book 978-3-16-148410-0 is", "978-3-16-148410-0", "code"),
    ],
)
def test_rejections_carry_their_reason(text, surface, reason):
    lexed = lex(text)
    assert [(r.surface, r.reason) for r in lexed.rejections] == [(surface, reason)]
    assert not [n for n in lexed.numbers if n.certainty >= 0.5]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,950 boats", 1950),
        ("more than 2000 boats", 2000),
        ("some 1500 boats", 1500),
        ("$2020 each", 2020),
        ("2019 km", 2019),
    ],
)
def test_four_digits_that_count_are_no_year(text, value):
    (number,) = lex(text).numbers
    assert number.best == value


def test_once_says_nothing():
    lexed = lex("Once they met, they left.")
    assert lexed.numbers == ()


def test_may_is_a_month_only_with_a_capital():
    assert lex("on 5 May they met").rejections[0].reason == "date"
    assert [n.best for n in lex("only 5 may be enough").numbers] == [5]

"""The lexer as a whole: what is a number, where it stands, and that it never fails."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import pairwise

import pytest
from growth import grows_faster, repeated
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.figures.lexer import lex
from transforms.figures.model import Number


def only(text: str) -> Number:
    """The one number of a text."""
    (number,) = lex(text).numbers
    return number


def surfaces(text: str) -> list[str]:
    return [text[n.number_start : n.number_end] for n in lex(text).numbers]


def test_numbers_do_not_glue_across_a_clause():
    first, second = lex("They had 10,000 two and a half years ago.").numbers
    assert (first.kind, first.best) == ("count", 10_000)
    assert (second.kind, second.best, second.unit) == ("duration", Decimal("2.5"), "a")


def test_lists_give_one_number_each():
    assert surfaces("5 dead, 12 injured and 3 missing in Osterby") == ["5", "12", "3"]


def test_start_takes_the_approximator_and_end_the_unit():
    text = "The Tarn office waits well north of about 2,000 hours a case."
    number = only(text)
    assert text[number.start : number.end] == "well north of about 2,000 hours"
    assert text[number.number_start : number.number_end] == "2,000"
    assert number.approximator == "well north of about"


def test_a_counted_noun_is_left_to_the_grammar_of_the_sentence():
    text = "Some 40 households left."
    number = only(text)
    assert text[number.start : number.end] == "Some 40"


@pytest.mark.parametrize(
    ("text", "low", "best", "high"),
    [
        ("tens of thousands of letters", 20_000, None, 99_999),
        ("dozens of boats", 24, None, 99),
        ("hundreds of thousands of trees", 200_000, None, 999_999),
        ("a few hundred boats", 200, 300, 600),
        ("a six-figure sum", 100_000, None, 999_999),
        ("a dozen boats", 12, 12, 12),
    ],
)
def test_vague_magnitudes_are_intervals(text, low, best, high):
    number = only(text)
    assert (number.low, number.best, number.high) == (low, best, high)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("every 12 hours", 12, "h"),
        ("every week", 1, "wk"),
        ("every other day", 2, "d"),
        ("three times a week", 3, "/wk"),
        ("twice a day", 2, "/d"),
    ],
)
def test_frequencies_carry_their_period(text, value, unit):
    number = only(text)
    assert (number.kind, number.best, number.unit) == ("frequency", value, unit)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("a 34-year-old clerk", 34),
        ("aged 12", 12),
        ("she is five years old", 5),
        ("Ida Marlow, 34, said", 34),
        ("at eighteen years of age", 18),
    ],
)
def test_ages_are_read_in_every_writing(text, years):
    number = only(text)
    assert (number.kind, number.best, number.unit) == ("age", years, "a")


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("the third largest port", 3),
        ("its second-biggest lender", 2),
        ("the 3rd largest port", 3),
        ("the fifth most popular name", 5),
    ],
)
def test_an_ordinal_before_a_superlative_is_a_rank(text, rank):
    number = only(text)
    assert (number.kind, number.best, number.unit) == ("rank", rank, None)


def test_further_and_more_are_additive():
    assert only("a further 12").additive
    assert only("three more years").additive
    assert only("another 20").additive
    assert not only("more than 20").additive


def test_capitalised_number_words_are_figures_at_a_sentence_start_and_names_inside():
    assert surfaces("Two Osterby firms closed.") == ["Two"]
    assert surfaces("They met at Seven Sisters station.") == []
    assert surfaces("Five Eyes ministers met.") == []
    assert surfaces("Three Men Held After Raid On Tarn Bank") == ["Three"]


def test_determiners_are_numbers_of_low_certainty():
    for text in (
        "both boats sank",
        "one boat sank",
        "one of the boats",
        "a single boat",
    ):
        assert only(text).certainty < 0.5


def test_broken_spacing_is_bridged():
    assert only("sales rose 6 . 2 % there").best == Decimal("6.2")
    assert only("it cost $ 1.45 billion .").best == 1_450_000_000
    assert only("fifty - two boats").best == 52
    assert only("1.2\nmillion boats").best == 1_200_000


TEXT = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="0123456789.,-–/:%$£€ kmbn()'\n", max_size=200),
    st.lists(
        st.sampled_from(
            "one two-thirds hundred million and a half of the at least more than £5bn "
            "3-5 1.2 km/h per cent to between from twice every June 22 2019 MI5 @x5 \n "
            "İ ½ dozens third quarter up down % - , . $ 'first' 1,000 £ in out".split(
                " "
            )
        ),
        max_size=40,
    ).map(" ".join),
)


@settings(max_examples=400, deadline=None)
@given(TEXT)
def test_spans_lie_in_order_inside_the_text_and_never_overlap(text):
    lexed = lex(text)
    spans = []
    for n in lexed.numbers:
        assert 0 <= n.start <= n.number_start < n.number_end <= n.end <= len(text)
        assert n.low is None or n.high is None or n.low <= n.high
        assert n.best is None or n.low is None or n.low <= n.best
        assert n.best is None or n.high is None or n.best <= n.high
        if n.unit_start is not None:
            assert 0 <= n.unit_start <= n.unit_end <= len(text)
        assert (n.unit is None) == (n.unit_system == "none")
        spans.append((n.start, n.end))
    for r in lexed.rejections:
        assert text[r.start : r.end] == r.surface
        assert r.surface
        spans.append((r.start, r.end))
    spans.sort()
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_the_same_text_gives_the_same_numbers(text):
    assert lex(text) == lex(text)


@pytest.mark.parametrize(
    "part",
    [
        "1",
        "1,",
        "1.",
        "1-",
        "one and ",
        "million ",
        "a1",
        "$",
        "1/",
        "-",
        "five",
        "5:5",
    ],
)
def test_time_stays_linear_on_repetition(part):
    assert not grows_faster(lex, repeated(part, 400_000))


def test_random_characters_are_read_without_an_exception():
    source = random.Random(7)
    text = "".join(chr(source.randrange(1, 0xD7FF)) for _ in range(200_000))
    lex(text)

"""How the sample world is scored."""

from __future__ import annotations

import math

from sample_figures import (
    bounds_agree,
    names_agree,
    nouns_agree,
    spans_agree,
    values_agree,
)
from sample_made import Score
from sample_model import Figure
from sample_scores import plain_name


def figure(
    surface="About 2,400 households", number="2,400", *, at=10, **more
) -> Figure:
    start = at + surface.index(number)
    return Figure(
        article="a",
        field="text",
        surface=surface,
        start=at,
        end=at + len(surface),
        number=number,
        number_start=start,
        number_end=start + len(number),
        kind="count",
        **more,
    )


def row(start, number_start, number_end, end, **more):
    row = {"value_low": None, "value_best": None, "value_high": None}
    row |= {"numerator": None, "denominator": None}
    places = {"start": start, "number_start": number_start}
    return row | places | {"number_end": number_end, "end": end} | more


def test_which_words_belong_to_a_span_is_free_where_the_number_ends_is_not():
    gold = figure()  # 10 to 32, its number from 16 to 21
    assert spans_agree(gold, row(10, 16, 21, 32))
    assert spans_agree(gold, row(16, 16, 21, 21))
    assert spans_agree(gold, row(5, 16, 21, 60))
    assert not spans_agree(gold, row(16, 16, 18, 18)), "half of the number"
    assert not spans_agree(gold, row(5, 5, 21, 21)), "a number before it, too"


def test_a_value_is_the_one_the_words_name_else_both_bounds():
    exact = figure(low=2160.0, best=2400.0, high=2640.0)
    assert values_agree(exact, row(0, 0, 0, 0, value_best=2400.0))
    assert not values_agree(exact, row(0, 0, 0, 0, value_best=24000.0))
    ranged = figure(low=5.0, high=7.0)
    assert values_agree(ranged, row(0, 0, 0, 0, value_low=5.0, value_high=7.0))
    assert not values_agree(ranged, row(0, 0, 0, 0, value_low=5.0, value_high=70.0))
    share = figure(best=0.2, numerator=1.0, denominator=5.0)
    assert values_agree(share, row(0, 0, 0, 0, numerator=1.0, denominator=5.0))


def test_bounds_are_both_ends_and_an_open_end_is_one():
    least = figure(low=140.0, best=140.0)
    assert bounds_agree(least, row(0, 0, 0, 0, value_low=140.0))
    assert not bounds_agree(least, row(0, 0, 0, 0, value_low=140.0, value_high=140.0))
    exact = row(0, 0, 0, 0, value_low=3.0, value_high=3.0)
    assert bounds_agree(figure(best=3.0), exact)
    assert not bounds_agree(figure(best=3.0), row(0, 0, 0, 0, value_low=3.0))


def test_names_agree_when_one_is_the_fuller_form():
    assert names_agree("Ida Marlow", "Marlow")
    assert names_agree("Ellerdale District Council", "the district council")
    assert not names_agree("Ida Marlow", "Tarn Water")
    assert not names_agree("Ida Marlow", "the")
    assert plain_name("The Captain Elin Tarrow") == plain_name("Elin Tarrow")


def test_counted_nouns_agree_in_a_word_of_weight():
    assert nouns_agree("households in Ellerby", "household")
    assert not nouns_agree("people in the hall", "the hall of fame"[:3])
    assert not nouns_agree("people", None)


def test_a_score_has_precision_only_where_finds_are_counted():
    score = Score(stage="s", what="w")
    score.judge(right=True, error="")
    score.judge(right=False, error="why")
    assert (score.recall, score.precision, score.f1) == (0.5, None, 0.5)
    assert score.errors == ["why"]
    both = Score(stage="s", what="w", right=3, found=4, gold=6)
    assert math.isclose(both.f1, 0.6)

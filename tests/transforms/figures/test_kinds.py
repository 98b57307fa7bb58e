"""What a sentence makes of its numbers: ages, points, shares, sums and ways."""

from __future__ import annotations

import pytest

from transforms.figures import extract
from transforms.figures.model import Figure


def only(sentence: str, surface: str) -> Figure:
    """The figure whose words hold the number."""
    (found,) = [f for f in extract(sentence) if surface in f.surface]
    return found


@pytest.mark.parametrize(
    ("sentence", "age"),
    [
        ("Her brother, who is 26, ran down three decks.", 26),
        ("Tilda Brandt is 55, and speaks quietly.", 55),
        ("I'm 63 and I have never seen it.", 63),
        ("It closed before I was born, and I'm 61.", 61),
        ("She is 44 now and sells boats.", 44),
        ("She left school at 16.", 16),
        ("At 52 she has spent years at sea.", 52),
        ("The youngest patient in Marlow is 38.", 38),
        ("The youngest is 41 and the oldest is older.", 41),
        ("A man of 67 did not survive.", 67),
        ("The nurse was a girl of about sixteen.", 16),
        ("One patient, a retired bus driver of 67, died on Tuesday.", 67),
        ("About half of those in the shop are under 30.", 30),
        ("Their average age is 94.", 94),
        ("“They asked me,” said Ms Brandt, 34.", 34),
    ],
)
def test_ages_are_told_from_counts(sentence: str, age: int) -> None:
    figure = only(sentence, str(age) if str(age) in sentence else "sixteen")
    assert figure.kind == "age"
    assert figure.unit == "a"
    assert age in {figure.value_best, figure.value_low, figure.value_high}


@pytest.mark.parametrize(
    "sentence",
    [
        "She is a mother of three.",
        "The toll is 26 and rising.",
        "Of 40 patients, six of them are in intensive care.",
        "They were 12 in all.",
        "The bakery has a staff of 34.",
    ],
)
def test_other_bare_numbers_are_no_ages(sentence: str) -> None:
    assert all(figure.kind != "age" for figure in extract(sentence))


def test_points_beside_a_percentage_are_percentage_points() -> None:
    sentence = "Joblessness could rise from 4.1% to 5.6%, or by 1.5 points."
    assert only(sentence, "1.5").unit == "pp"
    assert only("The index fell 12 points, or 0.4%.", "12").unit is None
    assert only("Marlow won by 12 points.", "12").unit is None


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("The land is worth £3-5m to builders.", 3e6, 5e6),
        ("The land is worth €3–5m to builders.", 3e6, 5e6),
        ("The land is worth £3m-5m to builders.", 3e6, 5e6),
        ("The land is worth £3m-£5m to builders.", 3e6, 5e6),
    ],
)
def test_ranges_of_money_share_their_scale(
    sentence: str, low: float, high: float
) -> None:
    (figure,) = extract(sentence)
    assert (figure.kind, figure.value_low, figure.value_high) == ("money", low, high)


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("A ticket has gone from £2.40 to £2.60.", [2.4, 2.6]),
        ("The number of wardens was cut from nine to five.", [9, 5]),
        ("Cases more than tripled within four days, from nine to 28.", [9, 28]),
        ("The firm raised his fee by 40%, from £35 to £49.", [35, 49]),
    ],
)
def test_a_way_from_one_value_to_another_is_no_range(
    sentence: str, values: list[float]
) -> None:
    found = [f.value_best for f in extract(sentence)]
    assert [value for value in found if value in values] == values


@pytest.mark.parametrize(
    ("sentence", "numerator", "denominator"),
    [
        ("One person in seven did answer.", 1, 7),
        ("That is one firm in eight, he said.", 1, 8),
        ("Since May half the policies exclude it.", 1, 2),
        ("Rents rose, and half the shops are shut.", 1, 2),
        ("By Friday it was a fiftieth of that.", 1, 50),
        ("The other half was real.", 1, 2),
        ("The line is left with a seventh of its seats.", 1, 7),
        ("In May there were a tenth as many.", 1, 10),
    ],
)
def test_shares_in_words_are_ratios(
    sentence: str, numerator: float, denominator: float
) -> None:
    (figure,) = [f for f in extract(sentence) if f.kind == "ratio"]
    assert (figure.numerator, figure.denominator) == (numerator, denominator)


def test_verbs_with_up_are_told_apart() -> None:
    assert only("Students make up 37 per cent of them.", "37").kind == "percent"
    risen = only("Premiums have gone up by a fifth since May.", "fifth")
    assert (risen.kind, risen.change_direction) == ("change", "up")
    total = only("They add up to £225m.", "225")
    assert (total.value_low, total.value_high) == (225e6, 225e6)
    crowd = only("The total of 219 is made up of 191 guests and crew.", "191")
    assert crowd.kind == "count"


def test_pounds_that_are_promised_are_money() -> None:
    assert only("One clerk was promised two thousand pounds.", "two").unit == "GBP"

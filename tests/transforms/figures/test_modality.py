"""Whether a figure is reported, planned, denied or hypothetical; bounds negated."""

from __future__ import annotations

import pytest

from transforms.figures import extract


def modality(sentence: str, surface: str) -> str:
    """The modality of the figure with these words."""
    found = [f for f in extract(sentence) if surface in f.surface]
    assert len(found) == 1, [f.surface for f in extract(sentence)]
    return found[0].modality


@pytest.mark.parametrize(
    ("sentence", "surface"),
    [
        ("The harbour board is to spend £40m on a new quay.", "£40m"),
        ("The two ferries were to carry 900 cars a day.", "900 cars"),
        ("The minister has promised £14m for the hospital.", "£14m"),
        ("The firm promised every tenant £700.", "£700"),
        ("The college expects 60 pupils in May.", "60 pupils"),
        ("Up to 300 flats are planned on the site.", "300 flats"),
        ("It has built 40 wells out of a planned 310.", "310"),
        ("These are part of the £60m that the bank pledged.", "£60m"),
        ("Marl Foods shuts its mill, with 140 jobs to go.", "140 jobs"),
        ("The tunnel was meant to cost £65m.", "£65m"),
        ("The scheme was announced in 2021 at £96m.", "£96m"),
        ("Shopkeepers asked the town for a fund of £20,000.", "£20,000"),
        ("The auditor recommended that 40 houses be sold.", "40 houses"),
        ("Spending on roads goes up by 3 per cent next year.", "3 per cent"),
    ],
)
def test_plans_promises_and_forecasts_are_planned(sentence: str, surface: str) -> None:
    assert modality(sentence, surface) == "planned"


@pytest.mark.parametrize(
    ("sentence", "surface"),
    [
        ("The town will open a school for the 212 children.", "212 children"),
        ("The firm was not chosen for a £30m contract.", "£30m"),
        ("It had not flooded for eleven years.", "eleven years"),
        ("She said she'd had four letters.", "four letters"),
        ("Within a week we'd had four letters, and one parcel.", "four letters"),
        ("He asked why a firm that had sold 300 boats was closed.", "300 boats"),
        ("Three would not say who had paid them.", "Three"),
        ("I'd say a quarter of a mile from the weir.", "a quarter of a mile"),
        ("The mate could see 40 boats from the bridge.", "40 boats"),
        ("We've had two proposals and a cake.", "two proposals"),
        ("It would keep the pier open, two engineers said.", "two engineers"),
        ("The road would close, according to two officials.", "two officials"),
        ("It sold not the mill but 60 houses beside it.", "60 houses"),
        ("Bills may rise from 4% to 6% of income.", "4%"),
        ("Seventy towns have promised to take part.", "Seventy towns"),
        ("The two mayors were expected to meet in May.", "two mayors"),
        ("The firm denied it, saying that it had sold 72 boats.", "72 boats"),
    ],
)
def test_what_is_there_all_the_same_is_reported(sentence: str, surface: str) -> None:
    assert modality(sentence, surface) == "reported"


@pytest.mark.parametrize(
    ("sentence", "surface"),
    [
        ("He had not said that 10,000 farms were at risk.", "10,000 farms"),
        ("The mayor dismissed the figure of 5,000.", "5,000"),
        ("A claim that 700 nurses left was rejected by the board.", "700 nurses"),
        ("Nobody has sent 400 families away.", "400 families"),
        ("The trip takes five hours and not 70 minutes.", "70 minutes"),
    ],
)
def test_what_is_said_not_to_be_so_is_denied(sentence: str, surface: str) -> None:
    assert modality(sentence, surface) == "denied"


@pytest.mark.parametrize(
    ("sentence", "surface"),
    [
        ("If half of them leave, we are down to 850 men.", "850 men"),
        ("If they had gone on, the total would have passed 15,000.", "15,000"),
        ("Suppose that 30,000 boats come.", "30,000 boats"),
        ("The mayor did not rule out a rise of 4 per cent.", "4 per cent"),
        ("The board feared that fewer than 200 people would come.", "200 people"),
    ],
)
def test_conditions_and_fears_are_hypothetical(sentence: str, surface: str) -> None:
    assert modality(sentence, surface) == "hypothetical"


def test_a_negated_verb_turns_the_bound() -> None:
    (figure,) = extract("Boats must not do more than eight knots in the channel.")
    assert (figure.value_low, figure.value_high) == (None, 8)
    assert figure.bound_rule == "at_most"
    assert figure.modality == "reported"

"""What a sentence says of its numbers: noun, subject, time, modality, links."""

from __future__ import annotations

import functools
from dataclasses import replace
from decimal import Decimal

import pytest

from transforms.figures import extract
from transforms.figures.grammar import Reading, read_sentence
from transforms.figures.model import Number
from transforms.figures.parse import DEFAULT_MODEL, Tree, build_tree, parse_sentences
from warehouse.schema.terms import FigureKind


@functools.cache
def tree(sentence: str) -> Tree:
    return build_tree(sentence, next(parse_sentences([sentence], model=DEFAULT_MODEL)))


def number(
    sentence: str,
    surface: str,
    kind: FigureKind = "count",
    *,
    unit: str | None = None,
    ordinal: int = 0,
) -> Number:
    start = -1
    for _ in range(ordinal + 1):
        start = sentence.index(surface, start + 1)
    end = start + len(surface)
    return Number(
        start=start,
        end=end,
        number_start=start,
        number_end=end,
        kind=kind,
        low=Decimal(1),
        best=Decimal(1),
        high=Decimal(1),
        unit=unit,
        unit_system="iso4217" if kind == "money" else "none",
        rule="test",
    )


def read(
    sentence: str, *surfaces: str, kind: FigureKind = "count", unit: str | None = None
) -> list[Reading]:
    numbers = [number(sentence, surface, kind, unit=unit) for surface in surfaces]
    return read_sentence(sentence, tree(sentence), numbers)


def head(reading: Reading) -> str | None:
    return None if reading.concept is None else reading.concept.head


@pytest.mark.parametrize(
    ("sentence", "surface", "kind", "expected"),
    [
        (
            "Floods cut off 2,400 households in the valley.",
            "2,400",
            "count",
            "household",
        ),
        (
            "There were dozens of angry residents at the gate.",
            "dozens",
            "count",
            "resident",
        ),
        (
            "Tarn Vale is the third largest reservoir in Osland.",
            "third",
            "rank",
            "reservoir",
        ),
        ("The storm killed 25 in Tarn Vale.", "25", "count", "people"),
        ("The death toll rose to 25 on Monday.", "25", "count", "toll"),
        ("A total of 40 engineers were sent.", "40", "count", "engineer"),
        ("About 40% of homes lost power.", "40%", "percent", "home"),
        ("Fares rose 5% in June.", "5%", "percent", "fare"),
        ("There was a 5% increase in fares.", "5%", "percent", "fare"),
        ("An increase of 5% in water bills is planned.", "5%", "percent", "bill"),
        (
            "The council signed a £3m contract with Tarn Water.",
            "£3m",
            "money",
            "contract",
        ),
        ("They shipped $5m-worth of copper.", "$5m", "money", "copper"),
        ("They stole $2m worth of copper.", "$2m", "money", "copper"),
        ("Repairs came at a cost of £5m.", "£5m", "money", "cost"),
        ("£9m will be invested in renewing the locks.", "£9m", "money", "investment"),
        (
            "He met the leaders and spoke to dozens of them.",
            "dozens",
            "count",
            "leader",
        ),
        ("Death toll: 25", "25", "count", "toll"),
        ("Osland — 9,542", "9,542", "count", "osland"),
        ("The river rose to 4.2 metres.", "4.2 metres", "measure", "river"),
        ("Ida Marlow, 34, was rescued.", "34", "age", "marlow"),
        ("A 12-year-old boy was rescued.", "12-year-old", "age", "boy"),
    ],
)
def test_a_number_counts_its_noun(
    sentence: str, surface: str, kind: FigureKind, expected: str
) -> None:
    (reading,) = read(sentence, surface, kind=kind)
    assert head(reading) == expected


def test_the_noun_keeps_its_modifiers() -> None:
    (reading,) = read(
        "Police found two forged ledgers linked to the mayor, Tarn Water said.", "two"
    )
    assert reading.concept is not None
    assert reading.concept.text == "forged ledgers linked to the mayor"


def test_lists_of_casualties_are_people() -> None:
    readings = read("Bus crash leaves 5 dead, 12 injured and 3 missing", "5", "12", "3")
    assert [head(reading) for reading in readings] == ["people"] * 3


def test_a_noun_that_is_left_out_comes_from_the_other_side_of_the_comparison() -> None:
    sentence = "There were 900 leaks, compared with 400 two years ago."
    numbers = [
        number(sentence, "900"),
        number(sentence, "400"),
        number(sentence, "two years", "duration", unit="a"),
    ]
    first, second, _ = read_sentence(sentence, tree(sentence), numbers)
    assert head(first) == head(second) == "leak"
    assert first.link == 1


def test_of_whom_counts_those_named_before() -> None:
    first, second = read("Police held 40 people, of whom 12 were charged.", "40", "12")
    assert head(first) == head(second) == "people"


def test_from_a_to_b_links_the_end_to_the_beginning() -> None:
    readings = read("Leaks fell from 900 in May to 400 in June.", "900", "400")
    assert [reading.link for reading in readings] == [None, 0]


def test_up_from_links_to_what_follows() -> None:
    readings = read("There were 900 leaks, up from 400 last year.", "900", "400")
    assert [reading.link for reading in readings] == [1, None]


def test_a_time_right_behind_one_side_of_a_comparison_dates_that_side_alone() -> None:
    sentence = "There were 900 leaks, compared with 400 last year."
    first, second = read(sentence, "900", "400")
    assert first.time is None
    assert second.time is not None
    assert second.time.text == "last year"


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The council spent £5m on pumps.", "reported"),
        ("The council will spend £5m on pumps.", "planned"),
        ("The council plans to spend £5m on pumps.", "planned"),
        ("Some £5m will be invested, the mayor announced.", "planned"),
        ("The mayor said the council spent £5m.", "reported"),
        ("The council could spend £5m on pumps.", "hypothetical"),
        ("If the council spends £5m, it saves the pumps.", "hypothetical"),
        ("The council did not spend £5m on pumps.", "denied"),
        ("The mayor denied that the council spent £5m.", "denied"),
        ("The mayor denied spending £5m on pumps.", "denied"),
        ("The mayor rejected a £5m offer.", "reported"),
        ("The £5m offer is not enough.", "reported"),
        ("Dam to cost £5m", "planned"),
    ],
)
def test_modality_is_that_of_the_clause(sentence: str, modality: str) -> None:
    (reading,) = read(sentence, "£5m", kind="money", unit="GBP")
    assert reading.modality == modality


def test_the_subject_is_that_of_the_nearest_clause() -> None:
    (reading,) = read("The mayor said Tarn Water lost 400 pumps.", "400")
    assert reading.subject == "Tarn Water"


def test_a_sentence_without_a_parse_still_gives_its_numbers() -> None:
    sentence = "There were 900 leaks."
    (reading,) = read_sentence(sentence, None, [number(sentence, "900")])
    assert reading.parsed is False
    assert reading.concept is None


def test_one_token_that_holds_number_and_unit_does_not_break_the_walk() -> None:
    sentence = "It cost £170m."
    whole = number(sentence, "£170m", "money", unit="GBP")
    part = replace(whole, number_end=whole.number_end - 1)
    assert len(read_sentence(sentence, tree(sentence), [part])) == 1


def test_what_is_compared_is_what_was_told_and_not_who_told_it() -> None:
    text = "Seepage was put at 40 litres, the office said, compared with 12 litres."
    heads = [figure.concept_head for figure in extract(text)]
    assert heads == ["seepage", "seepage"]

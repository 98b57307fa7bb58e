"""Names that the words beside them explain, lines of capitals, short forms."""

from __future__ import annotations

import pytest

from transforms.figures.sentences import split_sentences
from transforms.figures.speech import read_speech


def found(text: str) -> dict[str, tuple[str, str]]:
    """Kind and canonical name by surface."""
    mentions = read_speech(text, split_sentences(text)).mentions
    return {m.surface: (m.kind, m.canonical) for m in mentions}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("They asked the salvage firm Mossgate about it.", "Mossgate"),
        ("In a poll by Lodestar, most agreed.", "Lodestar"),
        ("It came from a recruiter called Linkup.", "Linkup"),
        ("They used Linkup360 for a year.", "Linkup360"),
        ("Orle Line, which runs the ferry, was silent.", "Orle Line"),
        ("The operator, Orle Line, was silent.", "Orle Line"),
        ("Orle Motive, a maker of vans, was silent.", "Orle Motive"),
        ("They went to Barrow & Pell about it.", "Barrow & Pell"),
        ("They met the Founders’ Federation in Orle.", "Founders’ Federation"),
        ("They lay in St Mildred’s Hospital for days.", "St Mildred’s Hospital"),
        ("Orle Aggregates was silent.", "Orle Aggregates"),
    ],
)
def test_the_press_explains_the_names_of_bodies(text: str, surface: str) -> None:
    assert found(text)[surface][0] == "body"


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Zelko Strand, the water minister, came.", "Zelko Strand"),
        ("Its managing director, Zelko Strand, came.", "Zelko Strand"),
        ("“No,” said Zelko Strand, who had come.", "Zelko Strand"),
        ("Strand, the council’s leader, said no.", "Strand"),
        ("They asked Dilys Strand about it.", "Dilys Strand"),
    ],
)
def test_the_press_explains_the_names_of_persons(text: str, surface: str) -> None:
    assert found(text)[surface][0] == "person"


def test_an_explanation_holds_for_every_mention() -> None:
    text = (
        "Orle Line sank. Its rival sang. Orle Line, which runs the ferry, was silent."
    )
    assert found(text)["Orle Line"] == ("body", "Orle Line")


def test_letters_in_brackets_join_the_name_before_them() -> None:
    text = "The United Carters and Metal Drovers (UCMD) met. The UCMD voted."
    names = found(text)
    assert names["UCMD"] == ("body", "United Carters and Metal Drovers")


def test_the_first_word_of_a_company_stands_for_it_unless_it_is_a_town() -> None:
    assert found("Aldmere Group fell. Later Aldmere rose.")["Aldmere"] == (
        "body",
        "Aldmere Group",
    )
    names = found("Aldmere Group fell. They met in Aldmere.")
    assert names.get("Aldmere", ("other", ""))[1] != "Aldmere Group"


def test_a_dateline_is_a_place_and_its_agency_a_body() -> None:
    names = found("ORLE, Tarnshire (Inner Wire) – Six homes burnt. They met in Orle.")
    assert names["ORLE"][0] == "place"
    assert names["Inner Wire"][0] == "body"


def test_a_headline_in_capitals_has_the_form_of_the_text() -> None:
    text = "DEEP LINE TOLD TO STOP\nDeep Line, which runs the ferry, was told to stop."
    assert found(text)["DEEP LINE"] == ("body", "Deep Line")


def test_words_that_a_headline_writes_large_are_no_names() -> None:
    text = (
        "Fake Recruiters Posed As Headhunters, Ida Marlow Says\n"
        "Ida Marlow said that fake recruiters were at work."
    )
    assert set(found(text)) == {"Ida Marlow"}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Neither Dilys Marlow nor her deputy came.", "Dilys Marlow"),
        ("They had hepatitis C. In May Dilys Marlow left.", "Dilys Marlow"),
        ("The Chief Executive of Orle Works came.", "Orle Works"),
        ("The plant makes 25 MW for Orle Works.", "Orle Works"),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(text: str, surface: str) -> None:
    assert set(found(text)) == {surface}


def test_a_wife_named_by_her_first_name_has_her_husbands_surname() -> None:
    text = "Margot and Piet Orme sailed. Mrs Orme slept. Margot woke."
    names = found(text)
    assert names["Margot"] == ("person", "Margot Orme")
    assert names["Orme"] == ("person", "Margot Orme")
    text = "Piet Orme and his wife, Margot, sailed."
    assert found(text)["Margot"][1] == "Margot Orme"


def test_a_surname_alone_goes_with_its_full_name_whatever_stands_beside_it() -> None:
    text = "Branko Orme heard it. Shots rang out in his school, Orme and a friend ran."
    assert found(text)["Orme"] == ("person", "Branko Orme")

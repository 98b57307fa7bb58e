"""Offices, bodies and pronouns taken up again, and cues that name a figure."""

from __future__ import annotations

import pytest

from transforms.figures.sentences import split_sentences
from transforms.figures.speech import Speech, read_speech


def read(text: str) -> Speech:
    """The speech of a text."""
    return read_speech(text, split_sentences(text))


def speaker(text: str, words: str) -> str | None:
    """Who is credited with words of a text."""
    start = text.index(words)
    found = read(text).attribution(start, start + len(words))
    return None if found is None else found.canonical


@pytest.mark.parametrize(
    "text",
    [
        "The wells hold 40 tonnes, said its leader, Ida Marlow, on Monday.",
        "“We lost 40 tonnes,” said the harbour secretary, Dr Ida Marlow.",
        "Ida Marlow, the harbour secretary, came late. “It is 40,” the secretary said.",
        "The director of clean water, Dr Ida Marlow, came. The director said it was 40.",
        "Ida Marlow, who leads the council, came. The leader said it was 40.",
        "Ida Marlow was not amused. “It is 40,” the harbour secretary said.",
        "The council’s auditor, Ida Marlow, wrote in May that it had checked 40 wells.",
        "Ida Marlow runs the port. She, too, denied that 40 had left.",
        "Ida Marlow and Piet Orme spoke. The clerk said 2. It was 40, Marlow told us.",
    ],
)
def test_an_office_stands_for_the_name_that_the_article_gives(text: str) -> None:
    assert speaker(text, "40") == "Ida Marlow"


def test_an_office_of_which_there_are_many_takes_up_nobody() -> None:
    text = "Ida Marlow came. “It is 40,” the young fisherman said."
    assert speaker(text, "It is 40") == "young fisherman"


def test_a_husband_is_the_namesake_of_his_wife() -> None:
    text = (
        "Margot and Piet Orme were at home. “I saw 40 boats,” said Mrs Orme. "
        "“It was 50,” said her husband."
    )
    assert speaker(text, "40") == "Margot Orme"
    assert speaker(text, "50") == "Piet Orme"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Orle Water runs the Inner Wells Office’s dam. The company said it took 40.",
            "Orle Water",
        ),
        (
            "Orle Water met the Inner Wells Office. The regulator said it took 40.",
            "Inner Wells Office",
        ),
        (
            "The Orle Health Board met. The city’s health board said it took 40.",
            "Orle Health Board",
        ),
        ("Orle Water fell silent. The district council said it took 40.", None),
        (
            (
                "The Orle Drivers’ Union met Deep Line, which runs the ferry. "
                "The company said it took 40."
            ),
            "Deep Line",
        ),
        (
            "According to the hospital, Orle General, 40 people came. It was full.",
            "Orle General",
        ),
        (
            "Security firm Mossgate has watched them. It estimates that 40 are false.",
            "Mossgate",
        ),
    ],
)
def test_a_noun_takes_up_the_body_of_its_kind(text: str, expected: str | None) -> None:
    assert speaker(text, "40") == (expected or "district council")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deep Line Ltd gave a different number: 40 on board.", "Deep Line Ltd"),
        ("Orle Water gives a figure of 40 wells.", "Orle Water"),
        ("Orle Water published figures of its own: 40 wells.", "Orle Water"),
        ("Ida Marlow put the number of wells at 40.", "Ida Marlow"),
        ("The harbour master herself put the cost at £40m.", "harbour master"),
        ("The police made it about 40.", "police"),
        ("Orle Water arrives at 40 by adding what was left.", "Orle Water"),
        ("Ida Marlow spoke of 40 wells.", "Ida Marlow"),
        ("Ida Marlow expects about 40 people.", "Ida Marlow"),
        ("She thinks the toll could reach 40.", "she"),
        ("The council rejected a claim that it would cost £40m.", "council"),
        ("A claim that 40 wells ran dry was dismissed by Ida Marlow.", "Ida Marlow"),
        ("There are 40 missing, it was said by her office.", "office"),
        ("By the coast guard’s count, 40 are missing.", "coast guard"),
        ("The damage is 40 acres, by the Orle Office’s estimate.", "Orle Office"),
        ("The guard, going by the tickets, says 40 were on board.", "guard"),
        ("The office had counted 40 two years ago, Ida Marlow told members.",
         "Ida Marlow"),
        ("Fires, Ida Marlow said, killed 40.", "Ida Marlow"),
        ("The notes show that 40 belts failed.", "notes"),
        ("Ida Marlow asked why 40 wells had been left.", "Ida Marlow"),
        ("Six wells are dry, the council said: 40 homes have no water.", "council"),
    ],
)  # fmt: skip
def test_a_cue_that_names_a_figure_credits_it(text: str, expected: str) -> None:
    assert speaker(text, "40") == expected


def test_counts_in_a_list_go_to_their_own_owners() -> None:
    text = (
        "Deep Line runs the ferry, a firm of Orle. "
        "Nine are dead, 31 missing by the coast guard’s count and 38 by the union’s."
    )
    assert speaker(text, "31") == "coast guard"
    assert speaker(text, "38") == "union"
    assert speaker(text, "Nine") is None


@pytest.mark.parametrize(
    "text",
    [
        "Staff were told by text message that 40 would go.",
        "She was shouted at by a farmer who has 40 ewes.",
        "The families have been told to stay away for 40 days.",
        "By our count 40 reports copied it.",
        "It lasted for what my recorder says was 40 seconds.",
        "Nobody at Orle General said it was 40.",
        "Ida Marlow would put £40m to the vote.",
    ],
)
def test_no_one_speaks_in_an_order_a_medium_or_the_outlets_own_count(text: str) -> None:
    assert speaker(text, "40") is None


def test_a_pronoun_is_no_place_and_no_dateline() -> None:
    text = (
        "ORLE (Inner Wire) – Ida Marlow came to Port Tarn. "
        "“There are 40,” she said. The company said it had 50."
    )
    assert speaker(text, "There are 40") == "Ida Marlow"
    assert speaker(text, "50") == "company"


def test_who_is_addressed_does_not_speak() -> None:
    text = "Piet Orme sat down. “Piet, it was 40,” said Mrs Tarn."
    assert speaker(text, "40") == "Tarn"


def test_a_clause_on_the_source_is_not_its_own() -> None:
    text = "It has 38 rooms, according to the alert, which went to 40 people."
    assert speaker(text, "38") == "alert"
    assert speaker(text, "40") is None


def test_a_quotation_goes_on_behind_a_box() -> None:
    text = (
        "“We lost the boat,” said Ida Marlow.\n"
        "skip past newsletter promotion\n"
        "Sign up for the morning letter.\n"
        "after newsletter promotion\n"
        "“And we lost 40 nets, all of them new.”\n"
        "She left."
    )
    assert speaker(text, "40") == "Ida Marlow"


def test_a_quotation_in_the_headline_has_the_speaker_of_the_text() -> None:
    text = (
        "‘We lost 40 nets in a night’\n“We lost 40 nets in a night,” said Ida Marlow."
    )
    assert speaker(text, "40") == "Ida Marlow"

"""Speakers: which words attribute, to whom, and how far."""

from __future__ import annotations

import pytest

from transforms.figures.model import Attribution
from transforms.figures.sentences import split_sentences
from transforms.figures.speech import read_speech


def speaker(text: str, words: str) -> Attribution | None:
    """Who is credited with the first place where the words stand."""
    start = text.index(words)
    return read_speech(text, split_sentences(text)).attribution(
        start, start + len(words)
    )


def name(text: str, words: str = "40") -> str | None:
    """Canonical name of who is credited."""
    found = speaker(text, words)
    return None if found is None else found.canonical


@pytest.mark.parametrize(
    "text",
    [
        "Ida Marlow said 40 homes were lost.",
        "Ida Marlow has said that 40 homes were lost.",
        "40 homes were lost, Ida Marlow said on Monday.",
        "“We lost 40 homes,” said Ida Marlow.",
        "“We lost 40 homes,” Ida Marlow, head of the trust, told them.",
        "Ida Marlow, who leads the trust, warned that 40 homes were at risk.",
        "The head of the trust, Ida Marlow, said 40 homes were lost.",
        "According to Ida Marlow, 40 homes were lost.",
        "Some 40 homes were lost, according to Ida Marlow.",
        "Ida Marlow praised the crews, adding that 40 homes were safe.",
        "Ida Marlow told the council that 40 homes were lost.",
        "In all 40 homes were lost, Ida Marlow told the Orle Post.",
        "Ida Marlow added: “We lost 40 homes.”",
        "“The tally,” Ida Marlow said, “is 40 homes.”",
        "The tally, Ida Marlow said, was 40 homes.",
        "The crews were told by Ida Marlow that 40 homes were lost.",
        "Ida Marlow's claim that 40 homes were lost is not new.",
        "Ida Marlow is a grower. She said 40 homes were lost.",
        "Ida Marlow is quoted as saying 40 homes were lost.",
        "Ida Marlow: “We lost 40 homes.”",
        "Chief executive Ida Marlow commented: “We lost 40 homes.”",
        "Ida Marlow: 40 homes lost\nNobody was hurt.",
        "Ida Marlow, born in Orle, who leads the trust, said 40 homes were lost.",
        "“We lost 40 homes.” — Ida Marlow",
        "Ida Marlow spoke up. Marlow estimates that 40 homes were lost.",
    ],
)
def test_a_cue_credits_its_subject(text: str) -> None:
    assert name(text) == "Ida Marlow"


@pytest.mark.parametrize(
    "text",
    [
        "Ida Marlow lost 40 homes.",
        "The fire claimed 40 lives.",
        "Ida Marlow added 40 rooms to the inn.",
        "It is said that 40 homes were lost.",
        "An estimated 40 homes were lost.",
        "Forty states and 40 towns met.",
        "Nobody came to say how 40 homes were lost.",
        "Ida Marlow kept her promises for 40 days.",
    ],
)
def test_no_one_is_credited_where_no_one_speaks(text: str) -> None:
    assert name(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A study by Orle University found that 40 homes leak.", "document"),
        ("The poll showed Hale ahead by 40 points.", "document"),
        ("In the survey, 40 of the homes leaked.", "document"),
        ("By one estimate, 40 homes leak.", "document"),
        ("An Orle/Tarn poll released on Monday found that 40 homes leak.", "document"),
        ("They spoke up — the survey found 40 homes leak — and left.", "document"),
        ("Ida Marlow came. She said 40 homes leak.", "pronoun"),
        ("Tarn Water said 40 homes leak.", "cue_verb"),
        ("Some 40 homes leak, according to Tarn Water.", "according_to"),
        (
            "Water minister Ida Marlow came. The minister said 40 homes leak.",
            "title_name",
        ),
        (
            "40 homes leak, says Ida Marlow\n\nTarn Water has dug up a street.",
            "headline",
        ),
    ],
)
def test_the_rule_tells_how_a_speaker_was_found(text: str, expected: str) -> None:
    found = speaker(text, "40")
    assert found is not None
    assert found.rule == expected


def test_an_office_is_resolved_to_the_person_who_holds_it() -> None:
    text = (
        "The head of the FRU disclosed that 40 homes leak.\n"
        "FRU Director General Ken Orme spoke for long."
    )
    assert name(text) == "Ken Orme"


def test_an_office_without_a_name_stays_as_it_is_written() -> None:
    text = "Ida Marlow listened. A spokesman for Tarn Water said 40 homes leak."
    found = speaker(text, "40")
    assert found is not None
    assert found.speaker == "A spokesman for Tarn Water"
    assert found.canonical == "spokesman for Tarn Water"


def test_a_common_noun_takes_up_the_last_body_of_its_kind() -> None:
    text = "FRU said it was late. The agency said 40 homes leak."
    assert name(text) == "FRU"


def test_a_letter_speaks_for_who_wrote_it() -> None:
    text = (
        "In a letter to members, Ida Marlow said it was late.\n"
        "The letter said: “We lost 40 homes.”"
    )
    assert name(text) == "Ida Marlow"


def test_a_passive_is_credited_to_who_speaks_next_to_it() -> None:
    text = (
        "Members were told of 40 homes that leak. FRU said the pipes were old.\n"
        "Nobody else came."
    )
    found = speaker(text, "40")
    assert found is not None
    assert (found.canonical, found.rule) == ("FRU", "passive")


def test_what_comes_on_top_keeps_its_speaker() -> None:
    text = (
        "Some £170m will go to pipes, the council announced.\n"
        "A further £40m will go to pumps."
    )
    found = speaker(text, "40")
    assert found is not None
    assert (found.canonical, found.rule) == ("council", "carry_over")


def test_the_inner_speaker_wins_over_the_outer_one() -> None:
    text = "Ida Marlow said the mayor warned that 40 homes leak."
    assert name(text) == "mayor"


def test_words_behind_a_closing_cue_are_the_reporters_own() -> None:
    text = "“We lost homes,” said Ida Marlow, who joined the trust 40 years ago."
    assert name(text) is None


def test_what_is_compared_behind_a_cue_belongs_to_the_speaker() -> None:
    text = "“We lost 90 homes,” Ida Marlow said, compared to 40 last year."
    assert name(text) == "Ida Marlow"


def test_a_name_that_looks_like_an_adverb_is_a_subject() -> None:
    text = "“We lost 40 homes,” Connolly said."
    assert name(text) == "Connolly"


def test_a_pronoun_follows_gender() -> None:
    text = "Ida Marlow met George Hale. She said 40 homes leak. He said 90 do."
    assert name(text) == "Ida Marlow"
    assert name(text, "90") == "George Hale"


def test_a_country_is_not_the_group_that_speaks() -> None:
    text = "The U.S. has 12 ports. The group estimates that it costs 40 crowns."
    assert name(text) == "group"

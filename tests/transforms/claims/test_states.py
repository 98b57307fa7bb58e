"""What has become of the people that a number counts, read from its sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from transforms.claims.states import (
    counts_everybody,
    counts_people,
    is_partial,
    state_of,
)
from transforms.claims.words import word_list

NUMBER = re.compile(r"\b(?:\d[\d,]*|[Ff]our|[Nn]ine|[Tt]wo)\b")


def states(sentence: str) -> list[str | None]:
    """States of all numbers of a sentence, in order."""
    places = [(found.start(), found.end()) for found in NUMBER.finditer(sentence)]
    return [
        state_of(sentence, place, [other for other in places if other != place])
        for place in places
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Four people have died.", ["dead"]),
        ("Nine bodies were landed at the quay.", ["dead"]),
        ("40 people are known to have died and 12 are missing.", ["dead", "missing"]),
        ("The blast killed at least 9 people and injured 31.", ["dead", "hurt"]),
        ("The blast tore the roof off, killing 9 and injuring 31.", ["dead", "hurt"]),
        ("In all 9 were killed and 31 injured.", ["dead", "hurt"]),
        ("There are 9 dead, 31 missing and 4 in hospital.", ["dead", "missing", "hurt"]),
        ("The death toll rose to 33, the board said.", ["dead"]),
        ("The board counts deaths at 4 and patients in intensive care at 7.",
         ["dead", "intensive"]),
        ("Two more bodies were found, and the number of dead stands at 11.",
         ["dead", "dead"]),
        ("Four have been discharged.", ["discharged"]),
        ("By noon 172 people had been brought ashore.", ["rescued"]),
        ("Some 540 people have left their homes.", ["evacuated"]),
        ("Police have detained 12 people.", ["arrested"]),
        ("A car ferry with 219 people on board sank after two men died.",
         [None, "dead"]),
        ("Some 310 people were moved to a hall.", [None]),
    ],
)  # fmt: skip
def test_the_sentence_says_what_became_of_them(
    sentence: str, found: list[str | None]
) -> None:
    assert states(sentence) == found


def test_a_part_of_the_rescued_has_the_state_that_is_told_of_it() -> None:
    sentence = "50 of the rescued were taken to hospital."
    assert state_of(sentence, (0, 17), []) == "hurt"


@pytest.mark.parametrize(
    ("text", "words", "partial"),
    [
        ("Six of them are in hospital.", "Six", True),
        ("Six of those colleagues died.", "Six of those colleagues", True),
        ("40 died, of whom 6 were children.", "6", True),
        ("40 died, including 6 children.", "6 children", True),
        ("Six people died.", "Six people", False),
        ("Seven out of 45 cases.", "45 cases", False),
    ],
)
def test_parts_are_told_from_wholes(text: str, words: str, *, partial: bool) -> None:
    start = text.index(words)
    assert is_partial(text, (start, start + len(words))) is partial


@pytest.mark.parametrize(
    ("head", "people", "everybody"),
    [
        ("people", True, True),
        ("patient", True, True),
        ("body", True, True),
        (None, True, True),
        ("number", True, True),
        ("man", True, False),
        ("child", True, False),
        ("car", False, False),
    ],
)
def test_some_nouns_stand_for_all_people_and_some_for_a_part(
    head: str | None, *, people: bool, everybody: bool
) -> None:
    assert counts_people(head) is people
    assert counts_everybody(head) is everybody


def test_the_documentation_names_every_state() -> None:
    page = (Path(__file__).parents[3] / "docs" / "claims.md").read_text("utf-8")
    names = [line[0].removesuffix(":") for line in word_list("states.txt")]
    assert len(names) == len(set(names))
    assert [name for name in names if name not in page] == []


def test_no_word_tells_two_states_and_no_noun_is_a_whole_and_a_part() -> None:
    words = [word for line in word_list("states.txt") for word in line[1:]]
    assert len(words) == len(set(words))
    people = {word for line in word_list("persons.txt") for word in line}
    parts = {word for line in word_list("parts_of_people.txt") for word in line}
    assert not people & parts

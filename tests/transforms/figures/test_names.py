"""Names: what they stand for, and their fullest form in the article."""

from __future__ import annotations

import pytest

from transforms.figures.model import Mention
from transforms.figures.sentences import split_sentences
from transforms.figures.speech import read_speech


def mentions(text: str) -> list[Mention]:
    """The names of a text."""
    found = list(read_speech(text, split_sentences(text)).mentions)
    for mention in found:
        assert text[mention.start : mention.end] == mention.surface
    return found


def canonical(text: str, surface: str) -> set[str]:
    """The canonical names of a surface."""
    return {m.canonical for m in mentions(text) if m.surface == surface}


def kind(text: str, surface: str) -> str:
    """The kind of the first mention of a surface."""
    return next(m.kind for m in mentions(text) if m.surface == surface)


def test_a_surname_stands_for_the_full_name() -> None:
    text = "Ida Marlow runs Tarn Water. Marlow said it was dry. Ms Marlow left."
    assert canonical(text, "Marlow") == {"Ida Marlow"}


def test_a_knights_given_name_stands_for_the_full_name() -> None:
    text = "Sir Lindsay Orme spoke first. Sir Lindsay was brief."
    assert canonical(text, "Lindsay") == {"Lindsay Orme"}


def test_two_bearers_of_a_surname_are_told_apart_by_title() -> None:
    text = "Ida Marlow met George Marlow. Mr Marlow left, Mrs Marlow stayed."
    assert canonical(text, "Marlow") == {"George Marlow", "Ida Marlow"}


def test_a_misspelt_surname_stays_a_name_of_its_own() -> None:
    text = "Amanda Orle wrote. The mails of Orel stopped."
    assert canonical(text, "Orel") <= {"Orel"}


def test_letters_stand_for_the_body_they_abbreviate() -> None:
    text = "The Free Reading Union sued. The FRU won. It was the FRU's day."
    assert canonical(text, "FRU") == {"Free Reading Union"}


def test_letters_in_brackets_stand_for_the_name_before_them() -> None:
    text = "The Orlish Board of Inner Works (BIW) met. Later BIW spoke."
    assert canonical(text, "BIW") == {"Orlish Board of Inner Works"}


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("They asked Emma Orme about it.", "Emma Orme", "person"),
        ("They asked Zelko Orme, 45, about it.", "Zelko Orme", "person"),
        ("They met minister Zelko Orme in town.", "Zelko Orme", "person"),
        ("They wrote under the name of Zelko Orme.", "Zelko Orme", "person"),
        ("They asked Orle County Council about it.", "Orle County Council", "body"),
        ("They asked the University of Orle about it.", "University of Orle", "body"),
        ("They asked MI5 about it.", "MI5", "body"),
        ("They asked the UK government about it.", "UK government", "body"),
        ("They asked in New York about it.", "New York", "place"),
    ],
)
def test_the_words_beside_a_name_tell_its_kind(
    text: str, surface: str, expected: str
) -> None:
    assert kind(text, surface) == expected


def test_an_office_is_no_part_of_the_name_after_it() -> None:
    text = "MI5 Director General Ken Orme spoke with Secretary of State Ida Marlow."
    assert {m.surface for m in mentions(text)} == {"MI5", "Ken Orme", "Ida Marlow"}


def test_a_word_written_large_only_to_begin_a_sentence_is_no_name() -> None:
    text = "Floods came. The floods left."
    assert mentions(text) == []


def test_a_surname_that_ran_into_a_headline_ends_the_name() -> None:
    text = "She met Ida Marlow Ida MarlowTarn leaders meet MORE on Monday."
    assert [mention.surface for mention in mentions(text)] == ["Ida Marlow"]


def test_a_word_that_opens_a_clause_is_no_name() -> None:
    text = "Testifying in Tarn, she said it. Count Ida Marlow among them."
    found = {mention.surface for mention in mentions(text)}
    assert "Ida Marlow" in found
    assert not {surface for surface in found if surface.startswith(("Test", "Count"))}

"""The speech of a whole text: quotations with speakers, limits, any input."""

from __future__ import annotations

import pytest
from growth import grows_faster
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.figures.sentences import split_sentences
from transforms.figures.speech import Speech, read_speech


def read(text: str, title: str | None = None) -> Speech:
    """The speech of a text."""
    return read_speech(text, split_sentences(text), title=title)


def voices(text: str) -> list[str | None]:
    """Canonical speaker of each quotation."""
    return [
        quote.attribution.canonical if quote.attribution else None
        for quote in read(text).quotes
    ]


def test_every_paragraph_of_a_long_quotation_has_its_speaker() -> None:
    text = "Ida Marlow wrote: “The first pipe broke.\n“The second held.”"
    speech = read(text)
    assert [quote.kind for quote in speech.quotes] == ["full", "continued"]
    assert voices(text) == ["Ida Marlow", "Ida Marlow"]


def test_a_quotation_alone_in_its_paragraph_goes_on_from_the_one_before() -> None:
    text = (
        "“The first pipe broke,” Ida Marlow said.\n"
        "“The second held until the evening came.”"
    )
    assert voices(text) == ["Ida Marlow", "Ida Marlow"]


def test_a_quotation_takes_the_cue_that_follows_in_its_paragraph() -> None:
    text = "“The first pipe broke in the night.” The rest, Ida Marlow said, had held."
    assert voices(text) == ["Ida Marlow"]


def test_a_question_keeps_the_cue_that_the_mark_parts_from_it() -> None:
    assert voices("“Which pipe broke?” Ida Marlow asked.") == ["Ida Marlow"]


def test_scare_quotes_have_no_speaker() -> None:
    assert voices("The “smart” pipe broke in the night.") == [None]


def test_a_verb_that_reports_no_clause_credits_the_quotation_behind_it() -> None:
    assert voices("Ida Marlow called the pipes “a disgrace” last night.") == [
        "Ida Marlow"
    ]


def test_a_figure_inside_a_quotation_is_quoted() -> None:
    text = "“We lost 40 homes,” said Ida Marlow, and 12 barns burnt."
    speech = read(text)
    quoted, plain = text.index("40"), text.index("12")
    assert speech.in_quote(quoted, quoted + 2)
    assert not speech.in_quote(plain, plain + 2)


def test_the_title_helps_to_resolve_names_but_gives_no_offsets() -> None:
    text = "Marlow said 40 homes leak."
    speech = read(text, title="Ida Marlow speaks out")
    found = speech.attribution(12, 14)
    assert found is not None
    assert found.canonical == "Ida Marlow"
    assert [mention.surface for mention in speech.mentions] == ["Marlow"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "said Ida Marlow , . “ ” \" ' the who according to \n : he The and of 40 "
            "told was by MI5 ( ) — Mr council’s".split(" ")
        ),
        max_size=60,
    ),
    st.text(max_size=30),
)
def test_any_text_gives_offsets_that_slice(words: list[str], noise: str) -> None:
    text = " ".join([*words, noise])
    speech = read(text)
    for mention in speech.mentions:
        assert text[mention.start : mention.end] == mention.surface
    for quote in speech.quotes:
        assert 0 <= quote.start <= quote.end <= len(text)
    for scope in speech.scopes:
        assert 0 <= scope.start < scope.end <= len(text)
    for place in range(len(text)):
        speech.attribution(place, place + 1)


def test_the_same_text_gives_the_same_speech() -> None:
    text = "Ida Marlow said 40 homes leak. “They do,” the mayor said."
    assert read(text) == read(text)


@pytest.mark.parametrize(
    "unit",
    [
        "Ida Marlow said 40 homes leak. ",
        "said ",
        "Marlow ",
        "“Yes” ",
        "said , the head of , ",
        "Orle and ",
        "\n“",
        "𝔘 ﷽ ",
    ],
)
def test_the_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    assert not grows_faster(read, unit * 32_000)

"""Direct quotations: marks of every style, paragraphs, nesting, broken marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from growth import grows_faster
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.figures.quotations import find_quotations, kind_of, paragraphs


def quoted(text: str) -> list[str]:
    """What stands between the marks of a text."""
    return [text[s.start : s.end] for s in find_quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“The weir held,” she said.", ["The weir held,"]),
        ('"The weir held," she said.', ["The weir held,"]),
        ("''The weir held,'' she said.", ["The weir held,"]),
        ("„The weir held“, she said.", ["The weir held"]),
        ("«The weir held», she said.", ["The weir held"]),
        ("＂The weir held,＂ she said.", ["The weir held,"]),
        ("‘The weir held,’ she said.", ["The weir held,"]),
        ("'The weir held,' she said.", ["The weir held,"]),
        ("'40 weirs held,' she said.", ["40 weirs held,"]),
    ],
)
def test_every_style_of_marks_is_read(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


def test_apostrophes_open_and_close_nothing() -> None:
    text = "The Hales’ dog didn’t mind; it’s the ’90s again, Tarn's mayor's aides said."
    assert quoted(text) == []


def test_a_plural_possessive_does_not_close_a_single_quotation() -> None:
    text = "He said: ‘The members’ staff will have their say.’"
    assert quoted(text) == ["The members’ staff will have their say."]


def test_contractions_stay_inside_single_straight_marks() -> None:
    text = "'We don't know what's next,' Ms Marlow said."
    assert quoted(text) == ["We don't know what's next,"]


def test_a_quotation_inside_a_quotation_is_marked_as_nested() -> None:
    text = "“They told me ‘go home now’ and left,” she said."
    outer, inner = find_quotations(text, paragraphs(text))
    assert not outer.nested
    assert inner.nested
    assert text[inner.start : inner.end] == "go home now"


def test_a_mark_opened_again_at_each_paragraph_goes_on_with_the_first() -> None:
    text = "He wrote: “One.\n“Two.\n“Three.”\n“Apart.”"
    first, second, third, apart = find_quotations(text, paragraphs(text))
    assert (first.closed, second.closed, third.closed) == (False, False, True)
    assert second.continues == first.start
    assert third.continues == first.start
    assert apart.continues is None


def test_a_mark_never_closed_ends_with_its_paragraph() -> None:
    text = "“The weir held, she said.\nNobody else spoke."
    (span,) = find_quotations(text, paragraphs(text))
    assert text[span.start : span.end] == "The weir held, she said."
    assert not span.closed


def test_a_mark_set_twice_opens_one_quotation() -> None:
    assert quoted("She said-“ “well north of 200 homes” were cut off.") == [
        "well north of 200 homes"
    ]


def test_inches_open_no_quotation() -> None:
    assert quoted('The pipe is 12" wide and 6\'3" long.') == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We counted every house in Orle.”", "full"),
        ("“Never.”", "full"),
        ("It was a “slow and costly” job.", "fragment"),
        ("They showed “Weir” there.", "fragment"),
    ],
)
def test_whole_utterances_are_told_from_fragments(text: str, kind: str) -> None:
    (span,) = find_quotations(text, paragraphs(text))
    assert kind_of(text, span) == kind


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab .,\n'\"‘’“”«»`„?!sS5", max_size=80))
def test_any_marks_give_ordered_spans_inside_the_text(text: str) -> None:
    spans = find_quotations(text, paragraphs(text))
    for span in spans:
        assert 0 <= span.outer_start < span.start <= span.end <= span.outer_end
        assert span.outer_end <= len(text)
    outer = [span for span in spans if not span.nested]
    for before, after in pairwise(outer):
        assert before.outer_end <= after.outer_start


@pytest.mark.parametrize("unit", ["'s ", "‘a s’ b ", '"', "“", "a’ ", "”\n“"])
def test_the_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def read(text: str) -> None:
        find_quotations(text, paragraphs(text))

    assert not grows_faster(read, unit * 160_000)

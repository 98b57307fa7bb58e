"""From text to figures: offsets, kinds, speakers, furniture, odd input."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from growth import grows_faster, repeated
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.cache import MemoryCache
from transforms.figures import extract
from transforms.figures.model import Figure

PUBLISHED = datetime(2026, 3, 18, 9, tzinfo=UTC)


def one(text: str) -> Figure:
    (figure,) = extract(text, PUBLISHED)
    return figure


@pytest.mark.parametrize(
    ("text", "surface", "low", "best", "high"),
    [
        ("At least 2,400 households lost supply.", "At least 2,400 households", 2400, 2400, None),
        ("There were tens of thousands of odd meters.", "tens of thousands of odd meters", 20000, None, 99999),
        ("Repairs stayed below $89,000.", "below $89,000", None, 89000, 89000),
        ("Tarn is the third largest reservoir.", "third largest reservoir", 3, 3, 3),
    ],
)  # fmt: skip
def test_a_figure_spans_its_approximator_and_its_noun(
    text: str, surface: str, low: float | None, best: float | None, high: float | None
) -> None:
    figure = one(text)
    assert figure.surface == surface
    assert (figure.value_low, figure.value_best, figure.value_high) == (low, best, high)


def test_a_further_sum_is_planned_additive_and_dated_by_the_sentence_before() -> None:
    text = (
        "£170m will be invested in pumps, the council announced on Tuesday.\n"
        "A further £130m will be put into pipes."
    )
    first, second = extract(text, PUBLISHED)
    assert first.modality == second.modality == "planned"
    assert (first.additive, second.additive) == (False, True)
    assert second.unit == "GBP"
    assert second.reference_text == "Tuesday"
    assert second.reference_start == datetime(2026, 3, 17, tzinfo=UTC)


def test_a_count_never_joins_the_time_that_follows() -> None:
    text = (
        "“We are above 900 leaks,” he said, compared to 400 two and a half years ago."
    )
    above, base, ago = extract(text, PUBLISHED)
    assert (above.value_low, above.value_high) == (900, None)
    assert base.surface == "400"
    assert base.concept_head == "leak"
    assert base.reference_text == "two and a half years ago"
    assert base.reference_precision == "month"
    assert ago.kind == "duration"
    assert above.change_of == (base.number_start, base.number_end)


def test_numbers_that_are_names_dates_and_labels_give_nothing() -> None:
    assert not extract("On 12 March 2026 the G7 met in room 21 of Building A320.")


def test_furniture_is_found_without_blocks_and_taken_from_them() -> None:
    text = "Tarn Water lost 40 pumps.\nOsland gained 30 wells."
    start = text.index("Osland")
    figures = extract(text, blocks=[(start, len(text), "related")])
    assert [figure.in_boilerplate for figure in figures] == [False, True]
    assert figures[1].block_role == "related"


def test_a_cache_changes_nothing() -> None:
    text = "Tarn Water lost 40 pumps. Osland gained 30 wells in May."
    cache = MemoryCache()
    assert extract(text) == extract(text, cache=cache) == extract(text, cache=cache)


NUMERIC = st.text(
    alphabet=st.sampled_from("0123456789.,£$€%kmbn -–'\n“”()aA½٣\u00a0"), max_size=60
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), NUMERIC))
def test_offsets_slice_to_the_surface_of_any_text(text: str) -> None:
    for figure in extract(text, PUBLISHED):
        assert text[figure.start : figure.end] == figure.surface
        assert 0 <= figure.start <= figure.number_start < figure.number_end
        assert figure.number_end <= figure.end <= len(text)
        assert figure.sentence_start <= figure.number_start < figure.sentence_end
        assert 0 < figure.confidence < 1


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n", "\ud800 12 pumps", "12", "½", "\u200b7\u200b pumps", "İ 12 pumps"],
)
def test_odd_texts_raise_nothing(text: str) -> None:
    extract(text, PUBLISHED, title=text)


@pytest.mark.parametrize("unit", ["12 ", "about £5m and ", "1", "word ", "3.4.5 "])
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    extract(f"{unit} Tarn")
    assert not grows_faster(extract, repeated(unit, 160_000))


def test_a_conversion_in_brackets_has_the_bounds_of_what_it_converts() -> None:
    first, second = extract("The dam holds more than 40 miles (64 km) of river.")
    assert (first.value_low, first.value_high) == (40, None)
    assert (second.value_low, second.value_best, second.value_high) == (64, 64, None)


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("Debt fell to £3.2 billion from 4.1 billion.", [3.2e9, 4.1e9], "GBP"),
        ("Value will rise from 24.2 to 33 billion euros.", [24.2e9, 33e9], "EUR"),
        ("Growth slowed from 4.8 in May to 4.7 per cent.", [4.8, 4.7], "%"),
    ],
)
def test_a_bare_number_takes_the_unit_of_the_one_it_changed_to(
    text: str, values: list[float], unit: str
) -> None:
    figures = extract(text)
    assert [figure.value_best for figure in figures] == values
    assert {figure.unit for figure in figures} == {unit}

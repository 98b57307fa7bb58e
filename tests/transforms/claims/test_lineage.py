"""What a copy made of a number, told of the right number."""

from __future__ import annotations

from typing import Any


def changes(outcome: Any, figure: str) -> list[tuple[str, str | None, str | None]]:
    """What each step to a figure changed."""
    return [
        (step["change"], step["before"], step["after"])
        for step in outcome.steps(figure)
        if step["figure_id"] == figure
    ]


def test_a_sentence_that_only_has_another_number_has_changed_it(press: Any) -> None:
    text = "The company has spent {} on the dam at Skellow since the flood."
    press.article("a", text.format("£9m"), published="2026-03-10")
    press.article(
        "b",
        text.format("£6.4m") + " An earlier version of this story said £9m.",
        copied_from="a",
        published="2026-03-11",
    )
    money = {"kind": "money", "unit": "GBP"}
    press.figure("a", "£9m", 9e6, None, **money)
    changed = press.figure("b", "£6.4m", 6.4e6, None, **money)
    press.figure("b", "£9m", 9e6, None, **money)
    assert changes(press.reconcile(), changed) == [("value", "£9m", "£6.4m")]


def test_values_that_a_sentence_keeps_are_not_taken_for_changed(press: Any) -> None:
    text = "Seepage at the dam fell to {} litres in the night, down from {} litres."
    press.article("a", text.format(22, 40), published="2026-03-12")
    press.article("b", text.format(15, 22), copied_from="a", published="2026-03-14")
    litres = {"kind": "measure", "unit": "L"}
    a = press.figure("a", "40 litres", 40, "seepage", **litres)
    press.figure("a", "22", 22, "seepage", **litres)
    b = press.figure("b", "22 litres", 22, "seepage", **litres)
    press.figure("b", "15", 15, "seepage", **litres)
    assert not press.reconcile().together(a, b)


def test_a_number_that_is_kept_while_its_unit_changes_is_told(press: Any) -> None:
    press.article(
        "a", "The tower holds 65,000 litres of water.", published="2026-03-18"
    )
    press.article(
        "b",
        "Some 65,000 gallons of water go round in the tower.",
        copied_from="a",
        published="2026-03-19",
    )
    a = press.figure("a", "65,000 litres", 65_000, "water", kind="measure", unit="L")
    b = press.figure(
        "b", "65,000 gallons", 65_000, "water", kind="measure", unit="[gal_br]"
    )
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert changes(outcome, b) == [("unit", "L", "[gal_br]")]


def test_a_vague_number_is_not_taken_for_another_of_the_same_width(press: Any) -> None:
    press.article(
        "a",
        "A fake site was used to approach thousands of people in sensitive jobs. "
        "Tens of thousands of businesses hold something of use to them.",
    )
    press.article(
        "b",
        "Thousands of companies maintain one thing which a rival would wish to learn.",
        copied_from="a",
    )
    people = press.figure(
        "a", "thousands of people", None, "people", low=2000, high=9999
    )
    firms = press.figure(
        "b", "Thousands of companies", None, "company", low=2000, high=9999
    )
    assert not press.reconcile().together(people, firms)


def test_a_range_that_becomes_a_bound_changes_value_and_qualifier(press: Any) -> None:
    text = "The buyer would keep {} people at the works in Tarnmouth."
    press.article("a", text.format("between 200 and 250"), published="2026-03-17")
    press.article(
        "b", text.format("as many as 250"), copied_from="a", published="2026-03-18"
    )
    press.figure("a", "between 200 and 250 people", None, "people", low=200, high=250)
    b = press.figure(
        "b", "as many as 250 people", 250, "people", high=250, open_end=True,
        approximator="as many as",
    )  # fmt: skip
    found = [change for change, _, _ in changes(press.reconcile(), b)]
    assert found == ["value", "qualifier"]


def test_a_hospital_that_ends_in_a_title_is_another_speaker(press: Any) -> None:
    text = "Three of the patients are in a ward of their own, the {} said."
    press.article("a", text.format("board"), published="2026-03-17")
    press.article("b", text.format("hospital"), copied_from="a", published="2026-03-18")
    press.figure("a", "Three", 3, "patient", speaker_canonical="Carrow Health Board")
    b = press.figure("b", "Three", 3, "patient", speaker_canonical="Carrow General")
    found = [change for change, _, _ in changes(press.reconcile(), b)]
    assert found == ["speaker"]

"""Figures of one text that add up, compare or come on top."""

from __future__ import annotations

from typing import Any

import pytest


def test_numbers_that_happen_to_add_up_are_no_parts_of_other_things(press: Any) -> None:
    press.article(
        "a", "The 19 inspectors saw three drains, 14 pumps and two valves on Monday."
    )
    press.figure("a", "19 inspectors", 19, "inspector")
    press.figure("a", "three drains", 3, "drain")
    press.figure("a", "14 pumps", 14, "pump")
    press.figure("a", "two valves", 2, "valve")
    assert press.reconcile().links() == set()


def test_parts_named_behind_including_belong_to_the_total(press: Any) -> None:
    press.article("a", "Some 310 people, among them 40 children, were moved.")
    total = press.figure("a", "310 people", 310, "people")
    part = press.figure("a", "40 children", 40, "child")
    other = press.reconcile().links()
    assert other == set()
    press.figures[-1]["concept_head"] = "person"
    assert press.reconcile().links() == {(part, "part_of", total)}


def test_a_table_in_one_sentence_has_no_parts(press: Any) -> None:
    numbers = [12, 5, 7, 12, 4, 8, 12, 6, 6, 12, 3, 9]
    words = " ".join(f"x{i} {n}" for i, n in enumerate(numbers))
    press.article("a", words + ".")
    seen: dict[int, int] = {}
    for n in numbers:
        press.figure("a", f" {n}", n, None, nth=seen.get(n, 0))
        seen[n] = seen.get(n, 0) + 1
    links = press.reconcile().links()
    assert not {link for link in links if link[1] == "part_of"}


def test_a_change_is_linked_to_what_it_changes(press: Any) -> None:
    press.article("a", "Bills rose 4 per cent to £612 a year.")
    change = press.figure("a", "4 per cent", 4, None, kind="change", unit="%")
    bill = press.figure("a", "£612", 612, None, kind="money", unit="GBP")
    press.figures[0] |= {"change_of": bill, "change_direction": "up"}
    assert press.reconcile().links() == {(change, "change_of", bill)}


@pytest.mark.parametrize("gap", [100, 2000])
def test_an_addition_looks_for_its_base_nearby_only(press: Any, gap: int) -> None:
    press.article(
        "a",
        "The wall costs £48m. "
        + "Water ran. " * (gap // 11)
        + "A further £12m goes to sirens.",
    )
    money = {"kind": "money", "unit": "GBP"}
    base = press.figure("a", "£48m", 48e6, None, **money)
    more = press.figure("a", "A further £12m", 12e6, None, additive=True, **money)
    links = press.reconcile().links()
    assert links == ({(more, "adds_to", base)} if gap < 800 else set())

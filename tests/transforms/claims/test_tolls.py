"""Tolls of an event: told apart by what became of people, followed as they move."""

from __future__ import annotations

from typing import Any

PEOPLE = "people"


def test_the_dead_and_the_missing_are_two_claims(press: Any) -> None:
    press.article("a", "Nine people died when the Gull sank off Tarnmouth harbour.")
    press.article("b", "Nine people are missing since the Gull sank off Tarnmouth.")
    dead = press.figure("a", "Nine people", 9, PEOPLE)
    missing = press.figure("b", "Nine people", 9, PEOPLE)
    assert not press.reconcile().together(dead, missing)


def test_one_state_in_two_words_is_one_claim(press: Any) -> None:
    press.article("a", "Nine people died when the Gull sank off Tarnmouth.")
    press.article("b", "Nine bodies had been landed at the quay by the evening.")
    press.article("c", "The harbour master counts nine dead.")
    ids = [
        press.figure("a", "Nine people", 9, PEOPLE),
        press.figure("b", "Nine bodies", 9, "body"),
        press.figure("c", "nine", 9, PEOPLE),
    ]
    outcome = press.reconcile()
    assert outcome.together(*ids)
    assert outcome.claim(ids[0])["agreement"] == "agree"


def test_patients_and_people_of_one_state_are_one_claim(press: Any) -> None:
    press.article("a", "Seven patients were discharged at the weekend.")
    press.article("b", "On Monday seven people had been discharged.")
    a = press.figure("a", "Seven patients", 7, "patient")
    b = press.figure("b", "seven people", 7, PEOPLE)
    assert press.reconcile().together(a, b)


def test_no_figure_without_a_state_brings_dead_and_missing_together(press: Any) -> None:
    text = "{} people of the ferry Gull {} off the harbour of Tarnmouth on Monday."
    press.article("a", text.format("Nine", "died"))
    press.article("b", text.format("Nine", "sailed"))
    press.article("c", text.format("Nine", "went missing"))
    a = press.figure("a", "Nine people", 9, PEOPLE)
    press.figure("b", "Nine people", 9, PEOPLE)
    c = press.figure("c", "Nine people", 9, PEOPLE)
    assert not press.reconcile().together(a, c)


def test_a_toll_that_moves_from_day_to_day_is_an_update(press: Any) -> None:
    told = {
        "2026-03-10": "Two people have died.",
        "2026-03-12": "Four people have died.",
        "2026-03-20": "Eleven people have died.",
    }
    ids = []
    for i, (day, text) in enumerate(told.items()):
        press.article(str(i), text, published=day, outlet=f"{i}.example")
        surface = " ".join(text.split()[:2])
        ids.append(press.figure(str(i), surface, (2, 4, 11)[i], PEOPLE))
    outcome = press.reconcile()
    assert outcome.together(*ids)
    claim = outcome.claim(ids[0])
    assert (claim["best"], claim["agreement"]) == (11, "update")


def test_a_toll_moves_inside_a_series_that_counts_as_one_text(press: Any) -> None:
    press.article("a", "Four have been discharged.", published="2026-03-22")
    press.article(
        "b", "Twelve have been discharged.", published="2026-03-25", copied_from="a"
    )
    a = press.figure("a", "Four", 4, "patient")
    b = press.figure("b", "Twelve", 12, "patient")
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert outcome.claim(a)["agreement"] == "update"


def test_two_tolls_of_one_day_are_a_conflict(press: Any) -> None:
    text = "The {} put the number of deaths in the Tarnmouth outbreak at {}."
    press.article("a", text.format("board", "four"), published="2026-03-25")
    press.article("b", text.format("hospital", "five"), published="2026-03-25")
    a = press.figure("a", "four", 4, None)
    b = press.figure("b", "five", 5, None)
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert outcome.claim(a)["agreement"] == "conflict"


def test_the_dead_do_not_become_fewer(press: Any) -> None:
    press.article("a", "Twelve people have died.", published="2026-03-10")
    press.article("b", "Nine people have died.", published="2026-03-12")
    a = press.figure("a", "Twelve people", 12, PEOPLE)
    b = press.figure("b", "Nine people", 9, PEOPLE)
    assert not press.reconcile().together(a, b)


def test_a_part_and_an_older_toll_are_no_update(press: Any) -> None:
    press.article("a", "Nine people have died.", published="2026-03-10")
    press.article("b", "Six of those passengers have died.", published="2026-03-12")
    press.article("c", "In 1976 twelve people died.", published="2026-03-12")
    press.article("d", "Twelve children have died.", published="2026-03-12")
    toll = press.figure("a", "Nine people", 9, PEOPLE)
    others = [
        press.figure("b", "Six of those passengers", 6, "passenger"),
        press.figure("c", "twelve people", 12, PEOPLE),
        press.figure("d", "Twelve children", 12, "child"),
    ]
    outcome = press.reconcile()
    assert not any(outcome.together(toll, other) for other in others)


def test_the_police_and_the_stewards_contradict_each_other(press: Any) -> None:
    press.article(
        "a",
        "Some 2,500 people marched through Tarnmouth on Saturday, the stewards said. "
        "The police made it about 1,800.",
    )
    stewards = press.figure("a", "2,500 people", 2500, PEOPLE)
    police = press.figure("a", "about 1,800", 1800, PEOPLE, about=True)
    outcome = press.reconcile()
    assert outcome.together(stewards, police)
    assert outcome.claim(police)["agreement"] == "conflict"


def test_the_real_number_corrects_one_that_stands_far_above(press: Any) -> None:
    middle = "The works have stood by the river since the days of the horse tram. " * 8
    press.article(
        "a",
        f"Some 1,140 jobs go. {middle}The union said the real number was 1,300.",
    )
    jobs = press.figure("a", "1,140 jobs", 1140, "job")
    real = press.figure("a", "1,300", 1300, None)
    outcome = press.reconcile()
    assert outcome.together(jobs, real)
    assert outcome.claim(jobs)["agreement"] == "conflict"


def test_two_numbers_of_a_text_without_a_word_of_dissent_stay_two(press: Any) -> None:
    press.article(
        "a",
        "In a poll 41 voters in 100 said that they trusted the board. Among the young "
        "it was 28. The board met 30 people on Monday and 33 people on Tuesday.",
    )
    ids = [
        press.figure("a", "41 voters", 41, "voter"),
        press.figure("a", "28", 28, "voter"),
        press.figure("a", "30 people", 30, PEOPLE),
        press.figure("a", "33 people", 33, PEOPLE),
    ]
    outcome = press.reconcile()
    assert not outcome.together(ids[0], ids[1])
    assert not outcome.together(ids[2], ids[3])

"""What is enough for two figures to be one, and what never is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


def test_one_sentence_never_counts_a_thing_twice(press: Any) -> None:
    press.article("a", "One firm has 40 pumps at the dam and another 40 pumps there.")
    a = press.figure("a", "40 pumps", 40, "pump")
    b = press.figure("a", "40 pumps", 40, "pump", nth=1)
    assert not press.reconcile().together(a, b)


def test_both_restates_what_stands_before(press: Any) -> None:
    press.article(
        "a",
        "The alert named two profiles on the network. Both accounts have gone. "
        "In the evening two firefighters were honoured.",
    )
    profiles = press.figure("a", "two profiles", 2, "profile")
    both = press.figure("a", "Both accounts", 2, "account")
    men = press.figure("a", "two firefighters", 2, "firefighter")
    outcome = press.reconcile()
    assert outcome.together(profiles, both)
    assert not outcome.together(profiles, men)


def test_nouns_that_stand_in_each_others_sentence_are_one_thing(press: Any) -> None:
    press.article("a", "Two profiles of recruiters reached out to members by letter.")
    press.article("b", "Two recruiters have used profiles to reach members by letter.")
    press.article("c", "Two members answered letters of the profiles by letter.")
    a = press.figure("a", "Two profiles", 2, "profile")
    b = press.figure("b", "Two recruiters", 2, "recruiter")
    assert press.reconcile().together(a, b)


def test_small_equal_numbers_need_a_common_noun(press: Any) -> None:
    press.article("a", "Two activists of the Ellerby river group were held on Friday.")
    press.article("b", "Two systems of the Ellerby river group were out on Friday.")
    a = press.figure("a", "Two activists", 2, "activist")
    b = press.figure("b", "Two systems", 2, "system")
    assert not press.reconcile().together(a, b)


def test_a_past_value_is_not_the_present_one(press: Any) -> None:
    press.article("a", "The dam lost 40 litres a second at its foot in September 2023.")
    press.article("b", "The dam lost 40 litres a second at its foot.")
    measure = {"kind": "measure", "unit": "L"}
    a = press.figure("a", "40 litres", 40, None, reference_text="in 2023", **measure)
    b = press.figure("b", "40 litres", 40, None, **measure)
    assert not press.reconcile().together(a, b)


def test_a_text_may_name_both_sides_of_a_conflict(press: Any) -> None:
    text = "{} households below the dam were told to be ready to leave."
    press.article("a", text.format("2,400"))
    press.article("b", text.format("2,600"))
    press.article(
        "c", "Whether 2,400 households below the dam had to leave, or 2,600, is open."
    )
    ids = [
        press.figure("a", "2,400 households", 2400, "household"),
        press.figure("b", "2,600 households", 2600, "household"),
        press.figure("c", "2,400 households", 2400, "household"),
        press.figure("c", "2,600", 2600, "household"),
    ]
    outcome = press.reconcile()
    assert outcome.together(*ids)
    assert outcome.claim(ids[0])["agreement"] == "conflict"


def test_a_vague_number_does_not_bring_two_exact_ones_together(press: Any) -> None:
    press.article("a", "Dozens of members now back the vote on the dam inquiry.")
    press.article("b", "Some 82 members now back the vote on the dam inquiry.")
    press.article("c", "After a loud week 45 members of other groups left the hall.")
    press.figure("a", "Dozens of members", None, "member", low=24, high=99)
    b = press.figure("b", "82 members", 82, "member")
    c = press.figure("c", "45 members", 45, "member")
    assert not press.reconcile().together(b, c)


def test_a_copied_passage_joins_no_reports_of_different_events(press: Any) -> None:
    passage = "The office checked 212 large dams before the autumn."
    press.article("a", f"A minister came to the valley. {passage}", event=None)
    press.article("b", f"In the city a bridge was closed. {passage}", event=None)
    a = press.figure("a", "212 large dams", 212, "dam")
    b = press.figure("b", "212 large dams", 212, "dam")
    press.passage("a", "b", passage)
    assert not press.reconcile().together(a, b)


def test_a_plan_with_a_year_and_one_without_may_be_the_same(press: Any) -> None:
    press.article(
        "a",
        "Tarn Water will spend £48m on a spillway at Skellow Head by 2030.",
        published="2026-03-10",
    )
    press.article("b", "Tarn Water will spend £48m on a spillway at Skellow Head.")
    money = {"kind": "money", "unit": "GBP", "modality": "planned"}
    at = datetime(2030, 1, 1, tzinfo=UTC)
    a = press.figure(
        "a", "£48m", 48e6, None, reference_text="by 2030", reference_start=at, **money
    )
    b = press.figure("b", "£48m", 48e6, None, **money)
    assert press.reconcile().together(a, b)


def test_what_has_lasted_until_now_is_the_present(press: Any) -> None:
    press.article("a", "The firm has spent £9m on the dam at Skellow since 2023.")
    press.article("b", "The firm has spent £9m on the dam at Skellow so far.")
    money = {"kind": "money", "unit": "GBP"}
    a = press.figure("a", "£9m", 9e6, None, reference_text="since 2023", **money)
    b = press.figure("b", "£9m", 9e6, None, **money)
    assert press.reconcile().together(a, b)

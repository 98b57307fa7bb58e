"""Figures that report one quantity of one thing are one claim, others are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

WIRE = (
    "About 2,400 households below the dam were told to be ready to leave. "
    "Ida Marlow said that 12 litres a second had been lost, compared with 4 litres two "
    "and a half years ago. "
    "Some £48m will be invested in a new spillway. "
    "A further £12m will be put into sirens."
)


def test_every_figure_is_in_exactly_one_claim(press: Any) -> None:
    press.article("wire", WIRE)
    ids = [
        press.figure("wire", "About 2,400 households", 2400, "household", about=True),
        press.figure("wire", "12 litres", 12, None, kind="measure", unit="L"),
        press.figure("wire", "£48m", 48e6, None, kind="money", unit="GBP"),
    ]
    outcome = press.reconcile()
    assert sorted(outcome.claim_of) == sorted(ids)
    assert len(outcome.claims) == 3


def test_figures_of_old_versions_and_of_furniture_take_no_part(press: Any) -> None:
    press.article("wire", WIRE)
    press.figure("wire", "£48m", 48e6, None, is_current=False)
    press.figure("wire", "£12m", 12e6, None, in_boilerplate=True, block_role="promo")
    assert press.reconcile().claim_of == {}


def test_copies_join_though_the_noun_was_swapped(press: Any) -> None:
    press.article("a", "He received three approaches this year from strangers.")
    press.article(
        "b",
        "He recounted receiving three inquiries this year from unknown strangers.",
        copied_from="a",
    )
    a = press.figure("a", "three approaches", 3, "approach")
    b = press.figure("b", "three inquiries", 3, "inquiry")
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert outcome.claim(a)["n_articles"] == 2
    assert outcome.claim(a)["n_independent"] == 1
    assert outcome.claim(a)["agreement"] == "agree"
    assert [step["change"] for step in outcome.steps(a)] == ["origin", "noun"]
    last = outcome.steps(a)[-1]
    assert (last["before"], last["after"]) == ("approach", "inquiry")
    assert last["from_figure_id"] == a


def test_equal_numbers_of_different_things_stay_apart(press: Any) -> None:
    press.article(
        "a",
        "Marlow said 10,000 local businesses in farming and tourism were under threat. "
        "We think we are above 20,000 cases where a first letter was sent by post, she "
        "said, compared to 10,000 two and a half years ago.",
    )
    businesses = press.figure("a", "10,000 local businesses", 10_000, "business")
    cases = press.figure("a", "20,000 cases", 20_000, "case", low=20_000)
    then = press.figure(
        "a", "10,000 two", 10_000, "case", reference_text="two and a half years ago"
    )
    outcome = press.reconcile()
    assert not outcome.together(businesses, then)
    assert not outcome.together(cases, then)
    assert (cases, "compares_with", then) in outcome.links()


def test_what_comes_on_top_adds_to_what_stands_before_it(press: Any) -> None:
    press.article("wire", WIRE)
    press.article("b", WIRE, copied_from="wire", relation="verbatim")
    money = {"kind": "money", "unit": "GBP", "modality": "planned"}
    base = press.figure("wire", "Some £48m", 48e6, None, about=True, **money)
    more = press.figure("wire", "A further £12m", 12e6, None, additive=True, **money)
    base_copy = press.figure("b", "Some £48m", 48e6, None, about=True, **money)
    more_copy = press.figure("b", "A further £12m", 12e6, None, additive=True, **money)
    outcome = press.reconcile()
    assert outcome.together(base, base_copy)
    assert outcome.together(more, more_copy)
    assert not outcome.together(base, more)
    assert [link for _, link, _ in outcome.links()] == ["adds_to"]


def test_planned_and_spent_money_stay_apart(press: Any) -> None:
    press.article("a", "Tarn Water will invest £9m in the dam at Skellow Head.")
    press.article("b", "Tarn Water has spent £9m on the dam at Skellow Head.")
    money = {"kind": "money", "unit": "GBP"}
    planned = press.figure("a", "£9m", 9e6, None, modality="planned", **money)
    spent = press.figure("b", "£9m", 9e6, None, **money)
    assert not press.reconcile().together(planned, spent)


def test_a_total_and_its_parts_are_linked_and_apart(press: Any) -> None:
    press.article(
        "a",
        "The 540 people are in three places: 310 in the hall, 150 in a school and 80 "
        "at the camp. The water ran cloudy in three of the dam's 14 drains.",
    )
    total = press.figure("a", "540 people", 540, "people")
    parts = [
        press.figure("a", "310", 310, "people"),
        press.figure("a", "150", 150, "people"),
        press.figure("a", "80", 80, "people"),
    ]
    some = press.figure("a", "three", 3, "drain", nth=1)
    drains = press.figure("a", "14 drains", 14, "drain")
    outcome = press.reconcile()
    assert outcome.links() == {
        *((part, "part_of", total) for part in parts),
        (some, "part_of", drains),
    }
    assert len(outcome.claims) == 6


def test_independent_reports_that_differ_are_one_claim_in_conflict(press: Any) -> None:
    press.article(
        "a", "About 2,400 households below the dam were told to be ready to leave."
    )
    press.article(
        "b", "Some 2,600 households below the dam have been told to leave in an hour."
    )
    a = press.figure("a", "About 2,400 households", 2400, "household", about=True)
    b = press.figure("b", "Some 2,600 households", 2600, "household", about=True)
    outcome = press.reconcile()
    assert outcome.together(a, b)
    claim = outcome.claim(a)
    assert claim["agreement"] == "conflict"
    assert (claim["low"], claim["high"]) == pytest.approx((2160, 2860))
    assert claim["n_independent"] == claim["n_clusters"] == 2


def test_two_values_of_one_article_are_no_conflict(press: Any) -> None:
    press.article(
        "a",
        "About 2,400 households below the dam were told to leave. "
        "Some 2,600 households above the dam were told to stay.",
    )
    a = press.figure("a", "About 2,400 households", 2400, "household", about=True)
    b = press.figure("a", "Some 2,600 households", 2600, "household", about=True)
    assert not press.reconcile().together(a, b)


def test_a_vague_number_that_a_copy_makes_exact_is_the_same_claim(press: Any) -> None:
    press.article(
        "a", "Tens of thousands of people live on the flood plain by the coast."
    )
    press.article(
        "b", "10,000 people live on the flood plain by the harbour.", copied_from="a"
    )
    a = press.figure(
        "a", "Tens of thousands of people", None, "people", low=20_000, high=99_999
    )
    b = press.figure("b", "10,000 people", 10_000, "people")
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert outcome.claim(a)["agreement"] != "agree"
    changes = [(s["change"], s["before"], s["after"]) for s in outcome.steps(a)]
    assert ("value", "Tens", "10,000") in changes


def test_a_direct_quotation_outranks_what_writers_make_of_it(press: Any) -> None:
    press.article(
        "a",
        "20,000 Britons approached by agents on the network, Marlow says.\n"
        "She said that about 20,000 Britons were approached by agents on the network. "
        "“We are above 20,000 cases where that approach has been made on the network,” "
        "she said.",
    )
    said = {"speaker_canonical": "Ida Marlow"}
    plain = press.figure("a", "20,000 Britons", 20_000, "Briton", **said)
    about = press.figure(
        "a", "about 20,000 Britons", 20_000, "Briton", about=True, **said
    )
    above = press.figure(
        "a",
        "above 20,000 cases",
        20_000,
        "case",
        low=20_000,
        open_end=True,
        quoted=True,
        **said,
    )
    outcome = press.reconcile()
    assert outcome.together(plain, about, above)
    claim = outcome.claim(above)
    assert (claim["low"], claim["best"], claim["high"]) == (20_000, 20_000, None)
    assert claim["agreement"] == "qualifier_drift"
    assert claim["n_primary_sources"] == claim["n_independent"] == 1
    assert outcome.sources(above) == {"Ida Marlow": "speaker"}


def test_one_speaker_makes_independent_texts_one_source(press: Any) -> None:
    for name, text in (
        ("a", "More than 140 people are on the embankment, said Ida Marlow."),
        ("b", "Ms Marlow counts more than 140 people on the embankment tonight."),
    ):
        press.article(name, text)
    a = press.figure(
        "a",
        "More than 140 people",
        140,
        "people",
        low=140,
        open_end=True,
        speaker_canonical="Ida Marlow",
    )
    b = press.figure(
        "b",
        "more than 140 people",
        140,
        "people",
        low=140,
        open_end=True,
        speaker_canonical="Ms Marlow",
    )
    outcome = press.reconcile()
    assert outcome.together(a, b)
    claim = outcome.claim(a)
    assert (claim["n_clusters"], claim["n_primary_sources"]) == (2, 1)
    assert claim["n_independent"] == 1
    assert outcome.sources(a) == {"Ida Marlow": "speaker"}


def test_a_shared_passage_makes_two_reports_one(press: Any) -> None:
    passage = "The office checked 212 large dams before the autumn."
    press.article("a", f"A minister came to the valley. {passage}")
    press.article("b", f"Nobody liked the visit. {passage}")
    press.article("c", "It checked 212 dams before the autumn, large ones all.")
    a = press.figure("a", "212 large dams", 212, "dam")
    b = press.figure("b", "212 large dams", 212, "dam")
    c = press.figure("c", "212 dams", 212, "dam")
    press.passage("a", "b", passage)
    outcome = press.reconcile()
    assert outcome.together(a, b, c)
    assert outcome.claim(a)["n_clusters"] == 3
    assert outcome.claim(a)["n_independent"] == 2


def test_a_toll_that_moves_is_an_update(press: Any) -> None:
    first = "The flood in Ellerdale has killed 12 people, the police said."
    later = "The flood in Ellerdale has killed 15 people, the police said on Friday."
    press.article("a", first, outlet="wire.example", published="2026-03-10T10:00:00")
    press.article("b", later, outlet="wire.example", published="2026-03-13T10:00:00")
    a = press.figure("a", "12 people", 12, "people")
    b = press.figure("b", "15 people", 15, "people")
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert outcome.claim(a)["agreement"] == "update"
    assert outcome.claim(a)["best"] == 15


def test_figures_of_different_events_never_join(press: Any) -> None:
    text = "About 2,400 households below the dam were told to be ready to leave."
    press.article("a", text, event=None)
    press.article("b", text, event=None)
    a = press.figure("a", "2,400 households", 2400, "household")
    b = press.figure("b", "2,400 households", 2400, "household")
    assert not press.reconcile().together(a, b)


def test_lineage_goes_by_date_then_by_copying(press: Any) -> None:
    text = "About 2,400 households below the dam were told to be ready to leave."
    press.article("wire", text, published="2026-03-10T17:00:00")
    press.article("early", text, copied_from="wire", published="2026-03-09T00:00:00")
    press.article("undated", text.replace("About ", ""), copied_from="wire")
    ids = {
        name: press.figure(name, surface, 2400, "household", about=about)
        for name, surface, about in (
            ("wire", "About 2,400 households", True),
            ("early", "About 2,400 households", True),
            ("undated", "2,400 households", False),
        )
    }
    steps = press.reconcile().steps(ids["wire"])
    assert [step["figure_id"] for step in steps] == [
        ids["early"],
        ids["wire"],
        ids["undated"],
    ]
    assert [step["change"] for step in steps] == ["origin", "unchanged", "qualifier"]
    assert [step["from_figure_id"] for step in steps] == [
        None,
        ids["early"],
        ids["wire"],
    ]
    assert (steps[2]["before"], steps[2]["after"]) == ("about", "exact")


def test_units_that_a_copy_converts_are_one_claim(press: Any) -> None:
    press.article("a", "The lake stretches for 16 km along the valley floor.")
    press.article(
        "b", "The lake stretches for 10 miles along the valley floor.", copied_from="a"
    )
    measure = {"kind": "measure", "unit_system": "ucum"}
    a = press.figure("a", "16 km", 16, None, unit="km", **measure)
    b = press.figure("b", "10 miles", 10, None, unit="[mi_i]", **measure)
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert outcome.claim(a)["agreement"] == "unit"
    assert [step["change"] for step in outcome.steps(a)] == ["origin", "unit"]


def test_a_credit_line_names_the_source_of_a_text_without_speakers(press: Any) -> None:
    text = "ELLERBY (Northmark Wire) – The dam is 34 metres high."
    press.article("wire", text)
    press.article("paper", "The dam is 34 metres high.", copied_from="wire")
    a = press.figure("wire", "34 metres", 34, None, kind="measure", unit="m")
    b = press.figure("paper", "34 metres", 34, None, kind="measure", unit="m")
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert outcome.sources(a) == {"Northmark Wire": "credit_line"}


def busy(press: Any) -> Any:
    """A press with copies, a conflict, parts and a comparison."""
    press.article("wire", WIRE, published="2026-03-10T17:00:00", outlet="w.example")
    press.article("copy", WIRE, copied_from="wire", published="2026-03-10T18:00:00")
    press.article(
        "other", "Some 2,600 households below the dam have been told to leave."
    )
    for name in ("wire", "copy"):
        press.figure(name, "About 2,400 households", 2400, "household", about=True)
        press.figure(name, "12 litres", 12, None, kind="measure", unit="L")
        press.figure(
            name,
            "4 litres",
            4,
            None,
            kind="measure",
            unit="L",
            reference_text="two and a half years ago",
        )
        press.figure(name, "£48m", 48e6, None, kind="money", unit="GBP")
        press.figure(
            name, "further £12m", 12e6, None, kind="money", unit="GBP", additive=True
        )
    press.figure("other", "2,600 households", 2600, "household")
    return press


TABLES = ("claims", "claim_figures", "claim_links", "claim_lineage", "claim_sources")


def test_row_order_of_the_input_does_not_matter(new_press: Callable[[], Any]) -> None:
    one, other = busy(new_press()), busy(new_press())
    for rows in (other.documents, other.figures, other.copies):
        rows.reverse()
    other.clusters = dict(reversed(other.clusters.items()))
    a, b = one.reconcile().tables, other.reconcile().tables
    for name in TABLES:
        assert getattr(a, name).equals(getattr(b, name)), name


def test_a_claim_keeps_its_id_in_the_next_release(press: Any) -> None:
    busy(press)
    first = press.reconcile()
    rows = [
        {"table_name": "claims", "id": i, "anchor": anchor, "first_seen": 1}
        | {"last_changed": 1, "retired_in": None, "alias_of": None}
        for i, anchor in first.tables.anchors.items()
    ]
    press.article("late", "About 2,400 households below the dam were told to leave.")
    late = press.figure("late", "2,400 households", 2400, "household")
    second = press.reconcile(registry=pa.Table.from_pylist(rows), release_seq=2)
    assert set(first.claims) == set(second.claims)
    assert second.claim(late)["n_mentions"] == 4


def test_no_figures_give_empty_tables(press: Any) -> None:
    press.article("wire", "Nothing was counted.")
    outcome = press.reconcile()
    for name in TABLES:
        assert getattr(outcome.tables, name).num_rows == 0


def test_a_cluster_of_400_copies_is_one_claim(press: Any) -> None:
    press.article("wire", WIRE)
    figures = [press.figure("wire", "About 2,400 households", 2400, "household")]
    for i in range(400):
        press.article(f"copy {i}", WIRE, copied_from="wire", relation="verbatim")
        figures.append(
            press.figure(f"copy {i}", "About 2,400 households", 2400, "household")
        )
    assert press.reconcile().together(*figures)


def test_a_figure_without_speaker_takes_that_of_a_copy_of_its_sentence(
    press: Any,
) -> None:
    text = "Nearly 900 calls had reached the office in Bridge Street by six, {} said."
    press.article("a", text.format("Noor Haddow"), outlet="a.example")
    press.article("b", text.format("the leader"), copied_from="a", outlet="b.example")
    press.article("c", text.format("it was"), copied_from="a", outlet="c.example")
    ids = [
        press.figure("a", "900 calls", 900, "call", speaker_canonical="Noor Haddow"),
        press.figure("b", "900 calls", 900, "call", speaker_canonical="leader"),
        press.figure("c", "900 calls", 900, "call"),
    ]
    outcome = press.reconcile()
    assert outcome.together(*ids)
    assert outcome.sources(ids[0]) == {"Noor Haddow": "speaker"}
    assert {step["change"] for step in outcome.steps(ids[0])} == {"origin", "unchanged"}


def test_another_sentence_of_a_cluster_lends_no_speaker(press: Any) -> None:
    press.article(
        "a", "About 2,400 households below the dam must be ready.", outlet="a.example"
    )
    press.article(
        "b",
        "Nobody has ordered 2,400 households out, Noor Haddow said in Ellerby later.",
        copied_from="a",
        outlet="b.example",
    )
    a = press.figure("a", "2,400 households", 2400, "household")
    b = press.figure(
        "b", "2,400 households", 2400, "household", speaker_canonical="Noor Haddow"
    )
    outcome = press.reconcile()
    assert outcome.together(a, b)
    assert outcome.sources(a) == {
        "Noor Haddow": "speaker",
        "a.example": "cluster_origin",
    }


def test_the_latest_report_of_a_moving_toll_counts_though_others_lag(
    press: Any,
) -> None:
    text = "The flood in the Ellerdale valley has killed {} people, the police said."
    for name, toll, outlet, day in (
        ("a", 14, "wire.example", "2026-03-10"),
        ("b", 19, "wire.example", "2026-03-12"),
        ("c", 14, "late.example", "2026-03-13"),
    ):
        press.article(name, text.format(toll), outlet=outlet, published=day)
    ids = [
        press.figure(name, f"{toll} people", toll, "people")
        for name, toll in (("a", 14), ("b", 19), ("c", 14))
    ]
    outcome = press.reconcile()
    assert outcome.together(*ids)
    assert outcome.claim(ids[0])["agreement"] == "update"
    assert outcome.claim(ids[0])["best"] == 19

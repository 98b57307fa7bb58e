"""Sources are found in texts, and names of one person are one source."""

from __future__ import annotations

from typing import Any

import pytest

from transforms.claims.sources import Originator, name_words, read_credit, unify_names


@pytest.mark.parametrize(
    ("text", "name", "evidence"),
    [
        ("ELLERBY (Northmark Wire) – The dam leaks.", "Northmark Wire", "credit_line"),
        ("The dam leaks.\n\nSource: Northmark Wire", "Northmark Wire", "credit_line"),
        (
            "The dam leaks.\nhttps://www.civicledger.example/the-dam",
            "civicledger.example",
            "source_line",
        ),
    ],
)
def test_a_credit_names_the_source(text: str, name: str, evidence: str) -> None:
    found = read_credit(text)
    assert found is not None
    assert (found.name, found.evidence) == (name, evidence)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The dam (Skellow Head) leaks.",
        "An address further up says nothing.\nhttps://a.example/b\n" + "Water. " * 80,
    ],
)
def test_a_text_without_a_credit_has_none(text: str) -> None:
    assert read_credit(text) is None


def test_a_short_name_is_its_longer_form() -> None:
    names = ["Ida Marlow", "Ms Marlow", "Marlow", "the Reservoir Safety Office"]
    assert unify_names([*names, "Reservoir Safety Office"]) == {
        "Ida Marlow": "Ida Marlow",
        "Ms Marlow": "Ida Marlow",
        "Marlow": "Ida Marlow",
        "the Reservoir Safety Office": "Reservoir Safety Office",
        "Reservoir Safety Office": "Reservoir Safety Office",
    }


def test_a_short_name_that_fits_two_people_stays_itself() -> None:
    names = unify_names(["Ida Marlow", "Kit Marlow", "Marlow"])
    assert names["Marlow"] == "Marlow"


def test_originators_compare_by_value() -> None:
    one = Originator(name="Ida Marlow", evidence="speaker")
    assert one == Originator(name="Ida Marlow", evidence="speaker")


def test_titles_in_front_of_a_name_do_not_tell_it_from_others() -> None:
    assert name_words("General Marlow") == name_words("the Marlow")
    assert name_words("Carrow General") == {"carrow", "general"}
    assert name_words("the General") == {"general"}


@pytest.mark.parametrize("speaker", ["the hospital", None])
def test_two_stories_that_go_back_to_one_source_are_not_independent(
    press: Any, speaker: str | None
) -> None:
    """One originator is one report at most, however many texts it feeds."""
    told = {"speaker_canonical": speaker}
    for day, count in (("2026-03-20", "15"), ("2026-03-22", "21")):
        press.article(
            day,
            f"In Tarnmouth {count} patients are being treated for the disease.",
            published=day,
            outlet="board.example",
        )
    figures = [
        press.figure("2026-03-20", "15 patients", 15, "patient", **told),
        press.figure("2026-03-22", "21 patients", 21, "patient", **told),
    ]
    outcome = press.reconcile()
    assert outcome.together(*figures)
    claim = outcome.claim(figures[0])
    assert claim["agreement"] == "update"
    assert (claim["n_primary_sources"], claim["n_independent"]) == (1, 1)

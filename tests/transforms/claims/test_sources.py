"""Sources are found in texts, and names of one person are one source."""

from __future__ import annotations

import pytest

from transforms.claims.sources import Originator, read_credit, unify_names


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

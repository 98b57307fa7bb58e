"""Five real articles through the whole pipeline, against what readers labelled.

The articles are their publishers' property and no part of the repository; where they do
not lie beside it (or where `PRESSTALLY_GOLD` says), these tests are skipped.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from flows.nightly import nightly
from warehouse.releases import ReleaseTables

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(os.environ.get("PRESSTALLY_GOLD", ROOT.parent / "shared" / "gold"))
ARTICLES = GOLD.parent / "articles"

pytestmark = pytest.mark.skipif(
    not ARTICLES.is_dir(), reason=f"the five labelled articles are not in {ARTICLES}"
)

UNITS = {"percent": "%", "times": "x", "year": "a", "hour": "h", "week": "wk"}


def labelled(name):
    lines = (GOLD / "seeds" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    home = tmp_path_factory.mktemp("five") / "home"
    return ReleaseTables(Path(nightly([str(ARTICLES)], home).published.path))


@pytest.fixture(scope="module")
def paths(tables):
    return {
        row["article_id"]: row["source_path"] for row in tables["articles"].to_pylist()
    }


@pytest.fixture(scope="module")
def figures(tables, paths):
    """Figures of each article by the place of their number."""
    found = {}
    for row in tables["figures"].to_pylist():
        found.setdefault(paths[row["article_id"]], {})[
            row["number_start"], row["number_end"]
        ] = row
    return found


def figure_at(figures, row):
    """The figure whose number overlaps the labelled one."""
    for (start, end), figure in figures.get(row["doc"], {}).items():
        if start < row["num_end"] and row["num_start"] < end:
            return figure
    return None


def one(figures, doc, surface):
    matches = [
        figure
        for path, of_article in figures.items()
        if path.startswith(doc)
        for figure in of_article.values()
        if figure["surface"] == surface
    ]
    assert len(matches) == 1, (doc, surface, matches)
    return matches[0]


def test_exactly_one_pair_is_a_copy_and_it_is_a_rewrite(tables, paths):
    copied = [
        (
            paths[row["article_id"]][:3],
            paths[row["parent_article_id"]][:3],
            row["relation"],
        )
        for row in tables["copies"].to_pylist()
        if row["parent_article_id"]
    ]
    assert copied == [("000", "001", "rewrite")]
    assert tables["clusters"].num_rows == 4


def test_at_least_20_of_22_core_figures_have_place_value_and_unit(figures):
    core = [row for row in labelled("figures") if row["core"]]
    right = []
    for row in core:
        figure = figure_at(figures, row)
        if figure is None:
            continue
        best = figure["value_best"]
        unit = UNITS.get(row["unit"], row["unit"])
        # A rank's number is its ordinal; bounds without a best value are compared.
        if row["value_best"] is None:
            value = figure["value_low"] is not None and (
                row["value_low"] * 0.5 <= figure["value_low"] <= row["value_low"]
            )
        else:
            value = best == row["value_best"]
        text = (ARTICLES / row["doc"]).read_text(encoding="utf-8")
        exact = text[figure["start"] : figure["end"]] == figure["surface"]
        if value and exact and figure["unit"] == unit:
            right.append(row["id"])
    assert len(core) == 22
    assert len(right) >= 20, sorted({row["id"] for row in core} - set(right))


def test_no_trap_is_a_figure(figures):
    sprung = [
        (trap["doc"], trap["text"])
        for trap in labelled("traps")
        for (start, end) in figures.get(trap["doc"], {})
        if start < trap["end"] and trap["start"] < end
    ]
    assert sprung == []


def test_no_figure_in_page_furniture_passes_as_the_articles_own(tables, figures):
    claimed = set(tables["claim_figures"]["figure_id"].to_pylist())
    for block in labelled("boilerplate"):
        for figure in figures.get(block["doc"], {}).values():
            if block["start"] <= figure["start"] < block["end"]:
                assert figure["in_boilerplate"]
                assert figure["figure_id"] not in claimed


def test_the_article_without_figures_has_none(figures):
    assert not any(path.startswith("002") for path in figures)


def test_planned_money_is_in_pounds_and_the_second_sum_is_additive(figures):
    first = one(figures, "003", "Some £170m")
    second = one(figures, "003", "A further £130m")
    for figure, value in ((first, 170e6), (second, 130e6)):
        assert (figure["value_best"], figure["unit"]) == (value, "GBP")
        assert figure["modality"] == "planned"
    assert (first["additive"], second["additive"]) == (False, True)


def test_above_has_a_lower_bound_and_no_upper_one(figures):
    figure = one(figures, "004", "above 20,000 cases")
    assert (figure["value_low"], figure["value_high"]) == (20_000, None)


def test_two_equal_numbers_of_different_things_are_different_claims(tables, figures):
    claim_of = {
        row["figure_id"]: row["claim_id"] for row in tables["claim_figures"].to_pylist()
    }
    ten_thousand = [
        figure
        for path, of_article in figures.items()
        if path.startswith("004")
        for figure in of_article.values()
        if figure["value_best"] == 10_000
    ]
    assert len(ten_thousand) == 2
    assert len({claim_of[figure["figure_id"]] for figure in ten_thousand}) == 2

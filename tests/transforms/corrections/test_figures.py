"""Figures that are fixed or dropped, and speakers that are set."""

from __future__ import annotations

import pytest

from transforms.corrections.figures import correct_figures
from warehouse.schema.errors import CorrectionsError
from warehouse.schema.figures import FIGURES, QUOTES
from warehouse.schema.identity import sha256_words
from warehouse.schema.working import DOCUMENTS

NEW = "Now 40 boats lie there. About 2,400 boats sank, 300 more than in May. “We lost 9,” she said."
OLD = "About 2,400 boats sank, 300 more than in May. “We lost 9,” she said."


def figure(id_, text, surface, *, version, **more):
    start = text.index(surface)
    end = start + len(surface)
    sentence = max(text.rfind(". ", 0, start) + 2, 0) if ". " in text[:start] else 0
    return {
        "figure_id": id_,
        "article_id": "a",
        "version": version,
        "is_current": version == 2,
        "start": start,
        "end": end,
        "surface": surface,
        "number_start": start,
        "number_end": end,
        "sentence_start": sentence,
        "sentence_end": text.index(".", end) + 1,
        "kind": "count",
        "value_low": 2160.0,
        "value_best": 2400.0,
        "value_high": 2640.0,
        "unit_system": "none",
        "confidence": 0.5,
    } | more


@pytest.fixture
def tables(table_of):
    """Two versions of an article with a figure, its change and one in a quotation."""
    rows = []
    for version, text in ((1, OLD), (2, NEW)):
        rows += [
            figure(f"boats{version}", text, "About 2,400 boats", version=version),
            figure(
                f"more{version}",
                text,
                "300 more",
                version=version,
                change_of=f"boats{version}",
            ),
            figure(
                f"nine{version}",
                text,
                "9",
                version=version,
                speaker="she",
                speaker_canonical="Ida Marlow",
                speaker_rule="pronoun",
                attribution_cue="said",
            ),
        ]
    start = NEW.index("We lost")
    quote = {
        "quote_id": "q",
        "article_id": "a",
        "version": 2,
        "is_current": True,
        "start": start,
        "end": start + len("We lost 9,"),
        "speaker": "she",
        "speaker_canonical": "Ida Marlow",
        "speaker_rule": "pronoun",
        "attribution_cue": "said",
    }
    return {
        "figures": table_of(FIGURES, rows),
        "quotes": table_of(QUOTES, [quote]),
        "documents": table_of(
            DOCUMENTS,
            [
                {
                    "article_id": "a",
                    "version": version,
                    "is_current": version == 2,
                    "external_id": "boats",
                    "text": text,
                }
                for version, text in ((1, OLD), (2, NEW))
            ],
        ),
    }


def apply(tables, *corrections):
    return correct_figures(
        tables["figures"],
        tables["quotes"],
        documents=tables["documents"],
        corrections=corrections,
    )


def column(table, name):
    return dict(zip(table[0].to_pylist(), table[name].to_pylist(), strict=True))


WORDS = {"text_sha256": sha256_words("About 2,400\n boats")}


def test_a_figure_is_fixed_in_every_version_that_has_its_sentence(tables, correct):
    corrected = apply(
        tables,
        correct(
            "set_figure",
            figure="boats2",
            **WORDS,
            set_={"value_best": 2500.0, "unit": "[boat]"},
            expect={"value_best": 2400.0, "unit": None},
        ),
    )
    best = column(corrected.figures, "value_best")
    assert (best["boats1"], best["boats2"], best["nine2"]) == (2500, 2500, 2400)
    assert column(corrected.figures, "bound_rule")["boats2"] == "correction"
    assert column(corrected.figures, "confidence")["boats1"] == 1
    assert corrected.figures.schema == FIGURES.arrow
    (outcome,) = corrected.outcomes
    assert (outcome.status, outcome.target_id) == ("applied", "boats2")
    assert {
        (c.row_id, c.field): (c.before, c.after)
        for c in outcome.changed
        if c.row_id == "boats2"
    } == {
        ("boats2", "value_best"): ("2400", "2500"),
        ("boats2", "unit"): (None, "[boat]"),
        ("boats2", "bound_rule"): ("exact", "correction"),
        ("boats2", "confidence"): ("0.5", "1"),
    }
    assert {c.row_id for c in outcome.changed} == {"boats1", "boats2"}


def test_a_figure_goes_by_its_words_in_the_current_version(tables, correct, status_of):
    asked = {"set_": {"kind": "money"}, "expect": {"kind": "count"}}
    corrected = apply(tables, correct("set_figure", article="boats", **WORDS, **asked))
    assert status_of(corrected.outcomes) == {"set_figure-0": ("applied", "boats2")}
    words = {"text_sha256": sha256_words("2,400 boats")}
    missed = apply(tables, correct("set_figure", article="boats", **words, **asked))
    assert status_of(missed.outcomes) == {"set_figure-0": ("target_gone", "boats")}


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ({"figure": "boats2", "text_sha256": sha256_words("boats")}, "guard_failed"),
        ({"figure": "none", **WORDS}, "target_gone"),
        ({"article": "none", **WORDS}, "target_gone"),
    ],
)
def test_a_target_that_is_not_what_was_meant_is_told(tables, correct, target, status):
    corrected = apply(tables, correct("drop_figure", **target))
    (outcome,) = corrected.outcomes
    assert outcome.status == status
    assert outcome.message
    assert corrected.figures is tables["figures"]


def test_equal_words_twice_are_ambiguous(tables, correct, table_of):
    twice = tables["figures"].to_pylist()
    twice += [
        row | {"figure_id": "again"} for row in twice if row["figure_id"] == "boats2"
    ]
    tables["figures"] = table_of(FIGURES, twice)
    (outcome,) = apply(tables, correct("drop_figure", article="a", **WORDS)).outcomes
    assert outcome.status == "target_ambiguous"
    assert "(again, boats2)" in outcome.message


def test_a_value_is_held_against_what_stands(tables, correct):
    def outcome(wanted, expected):
        asked = {
            "set_": {"value_best": wanted},
            "expect": {"value_best": expected},
        }
        return apply(
            tables, correct("set_figure", figure="boats2", **WORDS, **asked)
        ).outcomes[0]

    assert outcome(2400.0, 1.0).status == "already_true"
    assert "value_best is 2400 without it" in outcome(2400.0, 1.0).message
    held = outcome(2500.0, 1.0)
    assert held.status == "guard_failed"
    assert "value_best is 2400, expected was value_best is 1" in held.message
    assert held.changed == ()


def test_decisions_follow_each_other_by_date(tables, correct, status_of):
    def fix(day, wanted, expected):
        return correct(
            "set_figure",
            day=day,
            figure="boats2",
            **WORDS,
            set_={"value_best": wanted},
            expect={"value_best": expected},
        )

    corrected = apply(
        tables,
        fix(2, 2600.0, 2500.0),
        fix(1, 2500.0, 2400.0),
        fix(3, 2450.0, 2400.0),
        correct("drop_figure", day=4, figure="boats2", **WORDS),
        fix(5, 2300.0, 2600.0),
    )
    assert status_of(corrected.outcomes) == {
        "set_figure-1": ("applied", "boats2"),
        "set_figure-2": ("applied", "boats2"),
        "set_figure-3": ("guard_failed", "boats2"),
        "drop_figure-4": ("applied", "boats2"),
        "set_figure-5": ("target_gone", "boats2"),
    }
    assert "boats2" not in column(corrected.figures, "kind")


def test_a_dropped_figure_goes_from_all_versions_and_nothing_points_to_it(
    tables, correct
):
    corrected = apply(tables, correct("drop_figure", figure="boats1", **WORDS))
    left = column(corrected.figures, "change_of")
    assert left == dict.fromkeys(["more1", "more2", "nine1", "nine2"])
    (outcome,) = corrected.outcomes
    assert {(c.row_id, c.field, c.before, c.after) for c in outcome.changed} == {
        ("boats1", "surface", "About 2,400 boats", None),
        ("boats2", "surface", "About 2,400 boats", None),
        ("more1", "change_of", "boats1", None),
        ("more2", "change_of", "boats2", None),
    }


def test_a_drop_may_be_guarded(tables, correct):
    (outcome,) = apply(
        tables,
        correct("drop_figure", figure="boats1", **WORDS, expect={"kind": "rank"}),
    ).outcomes
    assert outcome.status == "guard_failed"


def test_a_speaker_has_a_full_name_and_a_rule(tables, correct):
    corrected = apply(
        tables,
        correct(
            "set_speaker",
            figure="boats2",
            **WORDS,
            set_={"speaker": "Tom Ashby"},
            expect={"speaker": None},
        ),
    )
    assert column(corrected.figures, "speaker_canonical")["boats2"] == "Tom Ashby"
    assert column(corrected.figures, "speaker_rule")["boats1"] == "correction"


def test_a_speaker_can_be_taken_away(tables, correct):
    corrected = apply(
        tables,
        correct(
            "set_speaker",
            figure="nine2",
            text_sha256=sha256_words("9"),
            set_={"speaker": None},
            expect={"speaker": "she"},
        ),
    )
    for name in ("speaker", "speaker_canonical", "speaker_rule", "attribution_cue"):
        assert column(corrected.figures, name)["nine2"] is None


@pytest.mark.parametrize("target", [{"quotation": "q"}, {"article": "boats"}])
def test_the_speaker_of_a_quotation_is_that_of_its_figures(tables, correct, target):
    corrected = apply(
        tables,
        correct(
            "set_speaker",
            **target,
            text_sha256=sha256_words("We lost 9,"),
            set_={"speaker_canonical": "Thea Ashby"},
            expect={"speaker_canonical": "Ida Marlow"},
        ),
    )
    assert column(corrected.quotes, "speaker_canonical") == {"q": "Thea Ashby"}
    assert column(corrected.quotes, "speaker") == {"q": "she"}
    named = column(corrected.figures, "speaker_canonical")
    assert (named["nine2"], named["boats2"]) == ("Thea Ashby", None)
    (outcome,) = corrected.outcomes
    assert (outcome.target_table, outcome.target_id) == ("quotes", "q")


def test_bounds_out_of_order_are_refused(tables, correct):
    with pytest.raises(CorrectionsError, match=r"set_figure-0 would leave .* order"):
        apply(
            tables,
            correct(
                "set_figure",
                figure="boats2",
                **WORDS,
                set_={"value_best": 9000.0},
                expect={"value_best": 2400.0},
            ),
        )

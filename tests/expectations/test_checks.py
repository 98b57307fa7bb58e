"""Every check in SQL: silent on a world that holds together, loud on one flaw."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations import frames
from expectations.overview import MODULES, all_checks, all_measures
from warehouse.schema.identity import make_id

LATER = datetime(2026, 3, 9, tzinfo=UTC)


def test_a_world_that_holds_together_breaks_no_check(make_world, broken_checks):
    assert broken_checks(make_world()) == {}


def set_field(table, index, **given):
    """A change of one row; the field must exist."""

    def change(rows):
        row = rows[table][index]
        assert given.keys() <= row.keys()
        row.update(given)

    return change


def drop(table, index):
    return lambda rows: rows[table].pop(index)


def shift(table, index, *names, by=1):
    def change(rows):
        for name in names:
            rows[table][index][name] += by

    return change


def same_as(table, index, other_index, *names):
    def change(rows):
        for name in names:
            rows[table][index][name] = rows[table][other_index][name]

    return change


def both(*changes):
    def change(rows):
        for part in changes:
            part(rows)

    return change


def corrected(table, field, of_table, *key):
    """A correction of a field of the first row of a table, after which it is `b`."""

    def change(rows):
        row_id = "|".join(rows[of_table][0][name] for name in key)
        rows["corrected_values"][0].update(table_name=table, row_id=row_id, field=field)

    return change


FLAWS = [
    (
        "articles.published_before_retrieved",
        set_field("articles", 0, published_at=LATER),
    ),
    (
        "articles.published_at_zero",
        set_field("articles", 0, published_at=datetime(1970, 1, 1, tzinfo=UTC)),
    ),
    ("articles.retrieved_in_order", set_field("articles", 0, first_retrieved_at=LATER)),
    ("articles.versions_counted", set_field("articles", 0, n_versions=2)),
    ("articles.versions_counted", set_field("articles", 0, current_version=2)),
    (
        "articles.date_has_precision",
        set_field("articles", 2, published_method="record"),
    ),
    ("articles.language_code", set_field("articles", 0, language="English")),
    ("articles.form.article_id", set_field("articles", 0, article_id="1")),
    ("articles.reference.outlet_id", set_field("articles", 2, outlet_id="nobody")),
    (
        "article_versions.one_current",
        set_field("article_versions", 0, is_current=False),
    ),
    ("article_versions.text_kept", set_field("article_versions", 0, version=7)),
    ("article_versions.text_hash", set_field("article_versions", 0, n_chars=1)),
    (
        "article_versions.text_hash",
        set_field("article_versions", 0, text_sha256="0" * 64),
    ),
    ("article_versions.text_hash", set_field("article_versions", 2, title="Other")),
    (
        "article_versions.form.text_sha256",
        set_field("article_versions", 0, text_sha256=""),
    ),
    ("blocks.inside_text", shift("blocks", 6, "end")),
    ("blocks.inside_text", set_field("blocks", 0, end=0)),
    ("blocks.no_overlap", shift("blocks", 2, "end", by=5)),
    (
        "blocks.nothing_said_recurs",
        both(
            set_field("blocks", 5, rule="recurring_line"),
            set_field("figures", 3, speaker="Ida Marlow"),
        ),
    ),
    ("blocks.cover_text", drop("blocks", 3)),
    ("blocks.cover_text", drop("blocks", 6)),
    ("blocks.cover_text", drop("blocks", 0)),
    ("blocks.cover_text", shift("blocks", 2, "end", by=-1)),
    ("outlets.has_articles", set_field("articles", 0, outlet_id=None)),
    (
        "copy_pairs.copied_from_pair",
        lambda rows: rows["copy_pairs"][0].update(
            copied_from=rows["articles"][2]["article_id"]
        ),
    ),
    (
        "copy_pairs.ordered",
        lambda rows: rows["copy_pairs"][0].update(
            article_a=rows["copy_pairs"][0]["article_b"],
            article_b=rows["copy_pairs"][0]["article_a"],
        ),
    ),
    ("copy_passages.of_a_pair", drop("copy_pairs", 0)),
    ("copy_passages.inside_text_a", set_field("copy_passages", 0, end_a=10_000)),
    ("copy_passages.inside_text_b", set_field("copy_passages", 0, end_b=0)),
    ("copy_passages.words_changed", set_field("copy_passages", 0, n_words_changed=99)),
    ("copy_changes.of_a_passage", set_field("copy_changes", 0, passage=2)),
    ("copy_changes.of_a_passage", set_field("copy_passages", 0, end_b=4)),
    ("copy_changes.words_a", set_field("copy_changes", 0, words_a="else")),
    ("copy_changes.words_b", set_field("copy_changes", 0, words_b="")),
    ("copies.every_article", drop("copies", 2)),
    ("copies.weight", set_field("copies", 0, weight=1.0)),
    ("copies.finite", set_field("copies", 0, weight=float("nan"))),
    ("copies.origin_has_no_parent", set_field("copies", 0, probability=0.5)),
    ("copies.parent_in_cluster", same_as("copies", 1, 2, "cluster_id")),
    (
        "copies.leads_to_origin",
        lambda rows: rows["copies"][0].update(
            parent_article_id=rows["copies"][1]["article_id"]
        ),
    ),
    ("clusters.origin_is_member", set_field("copies", 0, relation="rewrite")),
    (
        "clusters.origin_is_member",
        same_as("clusters", 1, 0, "origin_article_id"),
    ),
    ("clusters.members_counted", set_field("clusters", 0, n_articles=3)),
    ("clusters.members_counted", set_field("clusters", 1, n_outlets=1)),
    ("clusters.members_counted", set_field("clusters", 1, last_published_at=LATER)),
    (
        "cluster_aliases.merged_away",
        lambda rows: rows["cluster_aliases"][0].update(
            alias_id=rows["clusters"][1]["cluster_id"]
        ),
    ),
    ("merge_refusals.too_weak", set_field("merge_refusals", 0, mean_known_link=0.4)),
    (
        "merge_refusals.clusters_of_articles",
        lambda rows: rows["merge_refusals"][0].update(
            cluster_b=rows["clusters"][0]["cluster_id"]
        ),
    ),
    ("events.members_counted", set_field("events", 0, n_articles=2)),
    ("events.members_counted", set_field("clusters", 1, event_id=None)),
    (
        "figures.offsets_slice_to_surface",
        shift("figures", 0, "start", "end", "number_start", "number_end"),
    ),
    (
        "figures.offsets_slice_to_surface",
        set_field("figures", 0, surface="about 2,400 homes"),
    ),
    ("figures.inside_text", set_field("figures", 2, end=10_000)),
    ("figures.inside_text", set_field("figures", 2, field="title")),
    ("figures.number_inside_figure", shift("figures", 0, "number_start", by=-20)),
    ("figures.number_inside_figure", set_field("figures", 0, number_end=0)),
    ("figures.figure_inside_sentence", set_field("figures", 0, sentence_end=1)),
    ("figures.bounds_in_order", set_field("figures", 0, value_low=2401.0)),
    (
        "figures.bounds_in_order",
        set_field("figures", 0, value_best=None, value_low=9e9),
    ),
    ("figures.has_value", set_field("figures", 2, value_best=None)),
    ("figures.finite", set_field("figures", 2, value_best=float("nan"))),
    ("figures.finite", set_field("figures", 2, value_high=float("inf"))),
    ("figures.currency_code", set_field("figures", 3, unit="POUND")),
    ("figures.currency_code", set_field("figures", 3, unit=None)),
    ("figures.unit_of_system", set_field("figures", 0, unit="m")),
    (
        "figures.unit_of_system",
        set_field("figures", 0, unit_system="percent", unit="x"),
    ),
    (
        "figures.percent_range",
        set_field("figures", 2, unit_system="percent", unit="%", value_best=1e4),
    ),
    ("figures.count_not_negative", set_field("figures", 2, value_best=-1.0)),
    (
        "figures.ratio_has_terms",
        set_field("figures", 2, kind="ratio", numerator=1.0, denominator=5.0),
    ),
    (
        "figures.ratio_has_terms",
        set_field("figures", 2, kind="ratio", numerator=1.0, denominator=0.0),
    ),
    (
        "figures.reference_in_order",
        set_field(
            "figures",
            0,
            reference_start=LATER,
            reference_end=datetime(2026, 1, 1, tzinfo=UTC),
        ),
    ),
    ("figures.speaker_has_rule", set_field("figures", 0, speaker="she")),
    (
        "figures.change_in_article",
        lambda rows: rows["figures"][0].update(
            change_of=rows["figures"][1]["figure_id"]
        ),
    ),
    (
        "figures.no_overlap",
        lambda rows: rows["figures"].append(
            rows["figures"][2] | {"figure_id": make_id("again")}
        ),
    ),
    ("figures.english_only", set_field("articles", 0, figures_skipped="not_english")),
    ("figures.version", set_field("figures", 0, is_current=False)),
    ("figures.version", set_field("figures", 0, version=2)),
    ("figures.snippet_length", set_field("figures", 0, snippet="x" * 201)),
    ("figures.furniture_by_role", set_field("figures", 3, in_boilerplate=False)),
    ("figures.role_of_block", set_field("figures", 3, block_role="credit")),
    ("figures.reference.change_of", set_field("figures", 0, change_of=make_id("none"))),
    ("figures.no_long_text", set_field("figures", 0, concept="word " * 200)),
    ("figures.form.figure_id", set_field("figures", 0, figure_id="F1")),
    (
        "number_rejections.offsets_slice_to_surface",
        set_field("number_rejections", 0, surface="4 months"),
    ),
    ("number_rejections.inside_text", set_field("number_rejections", 0, end=0)),
    (
        "number_rejections.no_figure",
        shift("number_rejections", 0, "end", by=7),
    ),
    ("quotes.inside_text", set_field("quotes", 0, end=10_000)),
    ("quotes.snippet_length", set_field("quotes", 0, snippet="é" * 201)),
    ("quotes.furniture_by_role", set_field("quotes", 0, in_boilerplate=True)),
    ("quotes.role_of_block", set_field("quotes", 0, block_role="promo")),
    ("quotes.continued_kind", set_field("quotes", 0, kind="continued")),
    (
        "quotes.continues_earlier",
        lambda rows: rows["quotes"][0].update(continues=rows["quotes"][0]["quote_id"]),
    ),
    ("entities.members_counted", set_field("entities", 0, n_mentions=2)),
    ("entities.variants_counted", set_field("entities", 0, variant_counts=[1, 1])),
    (
        "entity_mentions.offsets_slice_to_surface",
        set_field("entity_mentions", 0, surface="Ida Marlowe"),
    ),
    ("entity_mentions.inside_text", set_field("entity_mentions", 0, end=10_000)),
    ("claim_figures.every_own_figure", drop("claim_figures", 0)),
    (
        "claim_figures.no_furniture",
        set_field("figures", 0, block_role="promo", in_boilerplate=True),
    ),
    ("claim_figures.newest_version", set_field("figures", 0, is_current=False)),
    ("claim_figures.same_kind", set_field("figures", 0, kind="age")),
    (
        "claim_figures.agreement_with_claim",
        set_field("claim_figures", 0, agreement="conflict"),
    ),
    ("claims.members_counted", set_field("claims", 0, n_mentions=3)),
    ("claims.members_counted", set_field("claims", 0, n_outlets=1)),
    ("claims.dates_of_members", set_field("claims", 0, first_reported_at=LATER)),
    ("claims.independent_within_clusters", set_field("claims", 0, n_independent=2)),
    ("claims.sources_within_mentions", set_field("claims", 1, n_primary_sources=2)),
    ("claims.independent_within_sources", set_field("claims", 0, n_independent=2)),
    ("claims.sources_counted", set_field("claims", 0, n_primary_sources=2)),
    ("claims.bounds_in_order", set_field("claims", 0, low=2.0, best=1.0)),
    ("claims.finite", set_field("claims", 0, best=float("inf"))),
    (
        "claims.one_cluster_or_event",
        both(
            same_as("claim_figures", 2, 0, "claim_id"),
            set_field("clusters", 1, event_id=None),
        ),
    ),
    (
        "claim_links.two_claims",
        lambda rows: rows["claim_links"][0].update(
            claim_id=rows["claim_links"][0]["other_claim_id"]
        ),
    ),
    ("claim_links.figures_of_claims", same_as("claim_figures", 2, 0, "claim_id")),
    ("claim_lineage.place_of_figure", shift("claim_lineage", 0, "start")),
    ("claim_lineage.place_of_source", shift("claim_lineage", 1, "from_start")),
    ("claim_lineage.figure_of_claim", same_as("claim_figures", 0, 2, "claim_id")),
    ("claim_lineage.steps_in_order", set_field("claim_lineage", 1, step=3)),
    (
        "claim_lineage.origin_has_no_source",
        set_field("claim_lineage", 0, change="unit"),
    ),
    ("claim_sources.figure_of_claim", same_as("claim_sources", 1, 0, "figure_id")),
    ("claim_sources.figures_shared_out", set_field("claim_sources", 0, n_figures=1)),
    ("corrections.applied", set_field("corrections", 0, status="target_gone")),
    (
        "corrected_values.reference.correction_id",
        set_field("corrected_values", 0, correction_id="none"),
    ),
    ("corrected_values.changed", set_field("corrected_values", 0, after="a")),
    ("corrections.says_what_to_do", set_field("corrections", 0, message="look")),
    ("corrections.says_what_to_do", set_field("corrections", 0, status="overruled")),
    ("corrections.changed_something", drop("corrected_values", 0)),
    (
        "corrected_values.withdrawn_is_gone",
        corrected("articles", "article_id", "articles", "article_id"),
    ),
    (
        "corrected_values.withdrawn_is_gone",
        corrected("figures", "surface", "figures", "figure_id"),
    ),
    (
        "corrected_values.grouped_as_decided",
        corrected("copies", "cluster_id", "copy_pairs", "article_a", "article_b"),
    ),
    (
        "corrected_values.related_as_decided",
        corrected("copy_pairs", "relation", "copy_pairs", "article_a", "article_b"),
    ),
]


@pytest.mark.parametrize(
    ("check", "flaw"), FLAWS, ids=[f"{i}-{c}" for i, (c, _) in enumerate(FLAWS)]
)
def test_a_flaw_breaks_its_check(make_world, broken_checks, check, flaw):
    assert check in broken_checks(make_world(flaw), only=check)


def test_two_clusters_of_one_event_may_share_a_claim(make_world, broken_checks):
    world = make_world(same_as("claim_figures", 2, 0, "claim_id"))
    assert not broken_checks(world, only="claims.one_cluster_or_event")


def test_two_clusters_that_share_a_passage_may_share_a_claim(make_world, broken_checks):
    def share(rows):
        ids = [row["article_id"] for row in rows["copies"]]
        passage = rows["copy_passages"][0]
        for other in ids[:2]:
            pair = sorted([other, ids[2]])
            rows["copy_passages"].append(
                {**passage, "article_a": pair[0], "article_b": pair[1]}
            )

    apart = both(
        same_as("claim_figures", 2, 0, "claim_id"),
        set_field("clusters", 1, event_id=None),
    )
    world = make_world(both(apart, share))
    assert not broken_checks(world, only="claims.one_cluster_or_event")


def test_every_check_has_a_flaw_that_breaks_it():
    tried = {name for name, _ in FLAWS}
    by_hand = {check.id for module in MODULES for check in module.CHECKS}
    # A cluster of a hundred articles has its own test.
    assert by_hand - tried == {"clusters.size"}


def test_a_cluster_of_a_hundred_and_a_tenth_of_all_is_suspicious(
    make_world, broken_checks
):
    world = make_world(set_field("clusters", 0, n_articles=100))
    assert broken_checks(world, only="clusters.size")


def test_names_of_checks_and_measures_are_unique():
    names = [one.id for one in (*all_checks(), *all_measures())]
    assert len(names) == len(set(names))


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(max_size=40),
    start=st.integers(0, 40),
    length=st.integers(0, 12),
    surface=st.text(max_size=12),
    honest=st.booleans(),
)
def test_sql_slices_as_python_does(text, start, length, surface, honest):
    """Code points: no bytes, UTF-16 units or graphemes; any characters at all."""
    claimed = text[start : start + length] if honest else surface
    row = duckdb.execute(
        "SELECT substr(?, ? + 1, ?) = ?", [text, start, length, claimed]
    ).fetchone()
    assert row == (text[start : start + length] == claimed,)


def many_articles(rows, **given):
    """Thirty more articles, English and dated but for what is given."""
    for number in range(30):
        rows["articles"].append(
            rows["articles"][0] | {"article_id": make_id("more", number)} | given
        )


def many_figures(rows):
    """Thirty more figures, all in furniture."""
    for number in range(30):
        rows["figures"].append(
            rows["figures"][3] | {"figure_id": make_id("figure", number)}
        )


def many_promotions(rows):
    """Thirty more articles that are a thousand characters of promotion each."""
    for number in range(30):
        rows["blocks"].append(
            rows["blocks"][5]
            | {"article_id": make_id("more", number), "start": 0, "end": 1000}
        )


def many_conflicts(rows):
    """Thirty more claims of several figures, all in conflict."""
    for number in range(30):
        rows["claims"].append(
            rows["claims"][0]
            | {"claim_id": make_id("claim", number), "agreement": "conflict"}
        )


@pytest.mark.parametrize(
    ("measure", "change", "expected"),
    [
        ("figures.share_of_articles", many_articles, 3 / 33),
        ("figures.share_of_articles", None, None),
        (
            "articles.share_dated",
            lambda rows: many_articles(rows, published_at=None),
            2 / 33,
        ),
        ("figures.share_in_furniture", many_figures, 31 / 34),
        ("blocks.share_own", many_promotions, 0.007602),
        ("blocks.share_own", None, None),
        ("claims.share_in_conflict", many_conflicts, 30 / 31),
        ("copies.sum_of_weights", None, 0),
        ("rejects.share", None, None),
    ],
)
def test_a_measure_is_taken_where_there_is_enough(
    make_world, measure, change, expected
):
    world = make_world(change)
    (one,) = (one for one in all_measures() if one.id == measure)
    with frames.connection(world.tables, texts=world.texts, previous=None) as opened:
        (value,) = frames.measured(opened, [one])[one.name]
    if expected is None:
        assert math.isnan(value)
    else:
        assert value == pytest.approx(expected, abs=1e-6)

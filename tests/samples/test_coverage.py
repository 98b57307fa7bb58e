"""The sample world holds what it is there to show."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from sample_articles import BATCHES
from sample_gold import read_gold
from sample_model import Gold

from transforms.documents.articles import article_id_of
from warehouse.schema.terms import (
    Agreement,
    ChangeDirection,
    FigureKind,
    LineageChange,
    MemberRelation,
    Modality,
    PairRelation,
)


@pytest.fixture(scope="module")
def gold() -> Gold:
    return read_gold()


def test_sixty_articles_and_more_on_five_happenings(gold):
    articles = {article_id_of(sample.record) for sample in gold.samples.values()}
    assert len(articles) >= 60
    events = {article.event for article in gold.articles}
    assert len(events - {None}) == 5
    assert None in events


def test_articles_are_of_three_weeks_and_of_many_lengths(gold):
    days = [
        sample.record.published_at
        for sample in gold.samples.values()
        if sample.record.published_at
    ]
    assert datetime(2026, 3, 9, tzinfo=UTC) <= min(days)
    assert max(days) < datetime(2026, 3, 30, tzinfo=UTC)
    assert {name.split("/")[0] for name in gold.samples} == set(BATCHES)
    words = [len(sample.record.text.split()) for sample in gold.samples.values()]
    assert min(words) < 65
    assert max(words) > 1400


def test_every_format_comes_and_what_records_may_lack(gold):
    formats = {Path(name.split("#")[0]).suffix for name in gold.samples}
    assert formats == {".html", ".txt", ".jsonl", ".csv", ".parquet"}
    records = [sample.record for sample in gold.samples.values()]
    rows = [record for record in records if record.record is not None]
    assert any(record.url is None for record in rows)
    assert any(record.published_at is None for record in rows)
    assert any(record.outlet is None for record in rows)


def test_pages_of_three_outlets_carry_their_furniture(gold):
    pages = Counter(
        sample.record.outlet
        for sample in gold.samples.values()
        if sample.record.extractor == "html"
    )
    assert set(pages) == {"The Daily Beacon", "Ellerby Gazette", "Lantern Digest"}
    with_numbers = {words.article for words in gold.furniture}
    assert len([name for name in with_numbers if "/pages/" in name]) > 20


def test_every_relation_occurs(gold):
    members = {article.relation for article in gold.articles}
    assert members == set(get_args(MemberRelation))
    pairs = {pair.relation for pair in gold.pairs}
    assert members | pairs >= set(get_args(PairRelation))


def test_every_kind_modality_and_bound_of_figures_occurs(gold):
    figures = gold.figures
    assert {figure.kind for figure in figures} == set(get_args(FigureKind))
    assert {figure.modality for figure in figures} == set(get_args(Modality))
    directions = {figure.change_direction for figure in figures}
    assert directions >= set(get_args(ChangeDirection))
    assert len({figure.unit for figure in figures}) > 30
    bounds = {
        (figure.low is None, figure.best is None, figure.high is None)
        for figure in figures
    }
    # From below, from above, on both sides, and a range that names no value.
    both, above, below, a_range = (0, 0, 0), (1, 0, 0), (0, 0, 1), (0, 1, 0)
    assert bounds >= {tuple(map(bool, b)) for b in (both, above, below, a_range)}
    assert any(figure.additive for figure in figures)
    assert any(figure.reference for figure in figures)
    assert any(figure.field == "title" for figure in figures)


def test_every_agreement_and_every_change_on_the_way_occurs(gold):
    assert {claim.agreement for claim in gold.claims} >= set(get_args(Agreement))
    changed = {change for step in gold.lineage for change in step.changed}
    assert changed >= set(get_args(LineageChange)) - {"origin"}


def test_equal_texts_of_two_outlets_without_addresses_are_two_articles(gold):
    texts = Counter(sample.record.text for sample in gold.samples.values())
    equal = [
        sample.record
        for sample in gold.samples.values()
        if texts[sample.record.text] > 1 and sample.record.canonical_url is None
    ]
    assert len({article_id_of(record) for record in equal}) >= 2


def test_stories_are_edited_after_publication(gold):
    texts: dict[str, set[str]] = {}
    for sample in gold.samples.values():
        texts.setdefault(article_id_of(sample.record), set()).add(sample.record.text)
    assert max(map(len, texts.values())) == 3, "a toll over three versions"
    assert sum(len(versions) > 1 for versions in texts.values()) >= 3


def test_a_paragraph_is_quoted_by_eight_reports_that_are_no_copies(gold):
    shared: Counter[str] = Counter()
    clusters = {article.name: article.cluster for article in gold.articles}
    for pair in gold.pairs:
        if pair.relation == "shared_passage":
            assert clusters[pair.a] != clusters[pair.b], (pair.a, pair.b)
            shared.update({pair.a, pair.b})
    assert sum(count >= 7 for count in shared.values()) >= 8

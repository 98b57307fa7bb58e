"""The sample world and the gold beside it fit each other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from sample_articles import ARTICLES, GoldError, places, read_samples
from sample_gold import GOLD, README, read_gold, readme, tables
from sample_model import Gold

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def gold() -> Gold:
    return read_gold()


def test_every_article_has_its_row_in_the_gold(gold):
    assert {article.name for article in gold.articles} == set(gold.samples)


def test_places_of_the_gold_slice_to_its_words(gold):
    for item in (*gold.figures, *gold.traps, *gold.furniture):
        if item.start >= 0:
            text = gold.samples[item.article].field(item.field)
            assert text[item.start : item.end] == item.surface, item
    for figure in gold.figures:
        if figure.start >= 0:
            text = gold.samples[figure.article].field(figure.field)
            number = text[figure.number_start : figure.number_end]
            assert number == figure.number
            assert figure.start <= figure.number_start < figure.number_end <= figure.end


def test_quotations_of_the_gold_open_with_a_mark(gold):
    for quote in gold.quotes:
        text = gold.samples[quote.article].record.text
        assert text[quote.start] in "“‘\"'«", text[quote.start : quote.end]


def test_the_tables_beside_the_gold_are_current(gold):
    for name, content in tables(gold).items():
        stored = (GOLD / name).read_text(encoding="utf-8")
        assert stored == content, f"{name} is old: run make gold"


def test_the_page_of_the_samples_lists_them_as_they_are(gold):
    page = README.read_text(encoding="utf-8")
    assert readme(gold, page) == page, "samples/README.md is old: run make gold"
    for name in gold.samples:
        path, _, record = name.partition("#")
        assert f"| `{path}` `{record}` |" if record else f"| `{path}` |" in page


def test_places_are_whole_words_and_whole_numbers():
    assert places("6 per cent of 2.6 per cent", "6 per cent") == [(0, 10)]
    assert places("12 homes, 212 homes", "12 homes") == [(0, 8)]
    assert places("1,200 of 200", "200") == [(9, 12)]
    assert places("12.5 and 12.", "12") == [(9, 11)]


ROW = """
[[article]]
name = "batch-1/reports/valley-voice-bulletin.txt"
cluster = "bulletin"
relation = "origin"
shows = "a bulletin"

"""
FIGURE = """
[[figure]]
article = "batch-1/reports/valley-voice-bulletin.txt"
kind = "count"
best = 70
"""


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (FIGURE + 'surface = "71 volunteers"\nnumber = "71"', "does not stand in"),
        (FIGURE + 'surface = "the"\nnumber = "the"', "stands there"),
        (
            FIGURE + 'surface = "70 volunteers"\nnumber = "7"\nsize = 3',
            "no field.*size",
        ),
        (FIGURE + 'surface = "70 volunteers"', "lacks.*number"),
        (FIGURE.replace("count", "sum") + 'surface = "70"\nnumber = "70"', "none of"),
        (FIGURE + 'surface = "70 volunteers"\nnumber = "17"', "must stand once in"),
        (FIGURE + 'surface = "70"\nnumber = "70"\nlow = 80', "low <= best"),
        ('[[figur]]\nname = "x"', "no table"),
        ('[[trap]]\narticle = "batch-9/x.txt"\nsurface = "7"', "no article"),
        (
            FIGURE
            + 'surface = "70 volunteers"\nnumber = "70"\n[[trap]]\n'
            + 'article = "batch-1/reports/valley-voice-bulletin.txt"\nsurface = "70"',
            "trap and figure",
        ),
        (
            FIGURE
            + 'surface = "70"\nnumber = "70"\n[[claim]]\nname = "x"\ntogether = '
            + '["batch-1/reports/valley-voice-bulletin.txt | Next bulletin"]',
            "names 0 gold figures",
        ),
    ],
)
def test_gold_that_does_not_fit_is_refused_by_name(tmp_path, rows, message):
    (tmp_path / "dam.toml").write_text(ROW + rows, encoding="utf-8")
    with pytest.raises(GoldError, match=message) as error:
        read_gold(tmp_path)
    assert "dam.toml" in str(error.value) or "valley-voice" in str(error.value)


def test_an_article_that_is_refused_is_named(tmp_path):
    shutil.copytree(ARTICLES, tmp_path / "articles")
    (tmp_path / "articles" / "batch-1" / "reports" / "empty.txt").write_bytes(b"")
    with pytest.raises(GoldError, match=r"reports/empty\.txt: refused"):
        read_samples(tmp_path / "articles")


def test_the_tables_are_json_lines(gold):
    for content in tables(gold).values():
        assert all(isinstance(json.loads(line), dict) for line in content.splitlines())


def test_a_quotation_of_the_gold_ends_where_its_marks_end(gold):
    for quote in gold.quotes:
        words = gold.samples[quote.article].record.text[quote.start : quote.end]
        assert "”" not in words[:-1], f"{quote.article}: {words}"


def test_a_copy_takes_over_what_it_has_and_keeps_what_it_changed(gold):
    figures = {
        figure.surface: figure
        for figure in gold.figures
        if figure.article == "batch-1/wire/flood.jsonl#harbour-17"
        and figure.field == "text"
    }
    assert figures["About 2,400 households"].low == 2160.0
    assert figures["10,000 people"].speaker == "Tobias Renwick"
    assert figures["900 calls"].modality == "reported"
    assert not {"Tens of thousands of people", "£9m"} & figures.keys()

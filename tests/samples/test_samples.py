"""The gold beside the sample articles speaks of words that stand in them."""

from __future__ import annotations

import html
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"


def read_gold() -> dict[str, Any]:
    """What `samples/gold/dam.toml` says."""
    path = SAMPLES / "gold" / "dam.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_articles() -> dict[str, str]:
    """Visible text of every sample article, by the name that the gold uses."""
    articles = {}
    for path in sorted(p for p in (SAMPLES / "articles").rglob("*") if p.is_file()):
        name = path.relative_to(SAMPLES / "articles").as_posix()
        raw = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            for line in raw.splitlines():
                record = json.loads(line)
                articles[f"{name}#{record['id']}"] = record["text"]
        elif path.suffix == ".html":
            body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", raw)
            articles[name] = html.unescape(re.sub(r"<[^>]+>", " ", body))
        else:
            articles[name] = raw
    return articles


GOLD = read_gold()
ARTICLES = read_articles()


def test_every_article_has_a_line_in_the_readme() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    for article in GOLD["article"]:
        path, _, record = article["name"].partition("#")
        cell = f"| `{path}` `{record}` |" if record else f"| `{path}` |"
        assert cell in readme, article["name"]


def test_the_gold_names_articles_that_exist() -> None:
    for article in GOLD["article"]:
        assert article["name"] in ARTICLES
        assert (article["relation"] == "origin") == ("parent" not in article)


@pytest.mark.parametrize("figure", GOLD["figure"], ids=lambda f: f["surface"])
def test_a_figure_stands_once_in_its_article(figure: dict[str, Any]) -> None:
    assert ARTICLES[figure["article"]].count(figure["surface"]) == 1
    assert figure["number"] in figure["surface"]


@pytest.mark.parametrize("furniture", GOLD["furniture"], ids=lambda f: f["article"])
def test_numbers_of_the_furniture_stand_on_the_page(furniture: dict[str, Any]) -> None:
    for surface in furniture["surfaces"]:
        assert surface in ARTICLES[furniture["article"]], surface


@pytest.mark.parametrize("claim", GOLD["claim"], ids=lambda c: c["name"])
def test_figures_of_a_claim_stand_in_their_articles(claim: dict[str, Any]) -> None:
    together, apart = set(claim["together"]), set(claim["apart"])
    assert not together & apart
    for name in sorted(together | apart):
        article, surface = name.split(" | ")
        assert surface in ARTICLES[article], name

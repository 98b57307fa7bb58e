"""What the product made of the samples, found by the names of the gold; and scores."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sample_model import Figure, FigureKey, Gold, Words

from transforms.documents.articles import article_id_of
from warehouse.releases import ReleaseTables
from warehouse.schema.identity import sha256_text

Row = dict[str, Any]
Version = tuple[str, int]
"""Article id and version."""


@dataclass(kw_only=True)
class Score:
    """One line of the table: so many right, of what was found and of what there is."""

    stage: str
    what: str
    right: float = 0
    found: int | None = None
    """How many the product gave; None where only those of the gold are asked for."""
    gold: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the gold that is right."""
        return self.right / self.gold if self.gold else math.nan

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right."""
        if self.found is None:
            return None
        return self.right / self.found if self.found else math.nan

    @property
    def f1(self) -> float:
        """Harmonic mean of both; recall alone where nothing else can be told."""
        if self.found is None:
            return self.recall
        total = self.found + self.gold
        return 2 * self.right / total if total else math.nan

    def judge(self, *, right: bool, error: str) -> None:
        """Count one of the gold, and keep the error where it is wrong."""
        self.gold += 1
        if right:
            self.right += 1
        else:
            self.errors.append(error)


class Made:
    """What the product made of the samples, found by the names of the gold."""

    def __init__(self, tables: ReleaseTables, gold: Gold) -> None:
        """Index the tables of a release."""
        self.tables = {name: tables[name].to_pylist() for name in NEEDED}
        self.gold = gold
        self.current = {
            row["article_id"]: row["current_version"] for row in self.tables["articles"]
        }
        versions = {
            (row["article_id"], row["text_sha256"], row["title"]): row["version"]
            for row in self.tables["article_versions"]
        }
        self.version: dict[str, Version] = {}
        for name, sample in gold.samples.items():
            article_id = article_id_of(sample.record)
            version = versions.get(
                (article_id, sha256_text(sample.record.text), sample.record.title)
            )
            if version is not None:
                self.version[name] = article_id, version
        self.names = {version: name for name, version in self.version.items()}
        self.figures = self.by_article("figures")
        self.matches = self._matches()

    def by_article(self, table: str) -> dict[str, list[Row]]:
        """The rows of a table by the name of the article they are of."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables[table]:
            name = self.names.get((row["article_id"], row["version"]))
            if name is not None:
                found[name].append(row)
        return found

    def _matches(self) -> dict[FigureKey, Row]:
        """The product's figure for each figure of the gold: same number, best first."""
        pairs = []
        for figure in self.gold.figures:
            for row in self.figures[figure.article]:
                shared = min(figure.number_end, row["number_end"]) - max(
                    figure.number_start, row["number_start"]
                )
                if row["field"] == figure.field and figure.start >= 0 and shared > 0:
                    pairs.append((-shared, figure.key, row["number_start"], row))
        pairs.sort(key=lambda pair: pair[:3])
        taken: set[tuple[str, str, int]] = set()
        matches: dict[FigureKey, Row] = {}
        for _, key, start, row in pairs:
            place = (key[0], key[1], start)
            if key not in matches and place not in taken:
                matches[key] = row
                taken.add(place)
        return matches

    def is_current(self, article: str) -> bool:
        """Whether the article has no newer version."""
        version = self.version.get(article)
        return version is not None and self.current[version[0]] == version[1]

    def sentence(self, item: Figure | Words | Row, article: str | None = None) -> str:
        """The sentence round a place, for a list of errors."""
        if isinstance(item, dict):
            name, at = article or "", item["start"]
            which = item.get("field", "text")
        else:
            name, at, which = item.article, item.start, item.field
        text = self.gold.samples[name].field(which)
        start = max(text.rfind(mark, 0, max(at, 0)) + 1 for mark in ("\n", ". ", ".” "))
        end = min(
            (i for m in ("\n", ". ") if (i := text.find(m, at)) > 0), default=len(text)
        )
        return " ".join(text[max(start, at - 120) : min(end + 1, at + 120)].split())


NEEDED = (
    "articles", "article_versions", "blocks", "copies", "copy_pairs", "clusters",
    "figures", "number_rejections", "quotes", "entities", "claims", "claim_figures",
    "claim_lineage",
)  # fmt: skip

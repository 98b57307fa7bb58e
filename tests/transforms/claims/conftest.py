"""A small press of one's own: articles, copies and figures as published tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest

from transforms.claims.reconcile import Claims, reconcile
from warehouse.schema.copies import CLUSTERS, COPIES, COPY_PASSAGES, EVENTS
from warehouse.schema.figures import ENTITIES, ENTITY_MENTIONS, FIGURES
from warehouse.schema.identity import make_id, sha256_text
from warehouse.schema.working import DOCUMENTS

EVENT = make_id("event")


def time(text: str | None) -> datetime | None:
    """A time in UTC."""
    return datetime.fromisoformat(f"{text}+00:00") if text else None


@dataclass
class Press:
    """Articles as they are written down, and the tables that follow from them."""

    documents: list[dict[str, Any]] = field(default_factory=list)
    copies: list[dict[str, Any]] = field(default_factory=list)
    clusters: dict[str, dict[str, Any]] = field(default_factory=dict)
    figures: list[dict[str, Any]] = field(default_factory=list)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    passages: list[dict[str, Any]] = field(default_factory=list)

    def article(
        self,
        name: str,
        text: str,
        *,
        copied_from: str | None = None,
        relation: str = "rewrite",
        outlet: str | None = None,
        published: str | None = None,
        event: str | None = EVENT,
        names: tuple[str, ...] = (),
    ) -> str:
        """Add an article; a copy stands in the cluster of what it is copied from."""
        article_id = make_id(name)
        parent = make_id(copied_from) if copied_from else None
        origin = parent
        for copy in self.copies:
            if copy["article_id"] == parent:
                origin = self.clusters[copy["cluster_id"]]["origin_article_id"]
        origin = origin or article_id
        cluster_id = make_id("cluster", origin)
        self.clusters.setdefault(
            cluster_id,
            {
                "cluster_id": cluster_id,
                "origin_article_id": article_id,
                "origin_rule": "earliest",
                "n_articles": 1,
                "n_outlets": 1,
                "first_published_at": None,
                "last_published_at": None,
                "event_id": event,
            },
        )
        self.copies.append(
            {
                "article_id": article_id,
                "cluster_id": cluster_id,
                "relation": relation if parent else "origin",
                "parent_article_id": parent,
                "parent_rule": "date" if parent else None,
                "probability": 0.9 if parent else None,
                "weight": 1.0,
            }
        )
        self.documents.append(
            {
                "article_id": article_id,
                "version": 1,
                "is_current": True,
                "title": None,
                "text_sha256": sha256_text(text),
                "retrieved_at": time("2026-03-20"),
                "n_chars": len(text),
                "n_words": len(text.split()),
                "text": text,
                "source": "test",
                "source_path": f"{name}.txt",
                "external_id": name,
                "url": None,
                "canonical_url": None,
                "outlet_id": outlet,
                "authors": None,
                "published_at": time(published),
                "published_precision": "second" if published else None,
                "published_method": "record" if published else None,
                "first_retrieved_at": time("2026-03-20"),
                "language": "en",
                "figures_skipped": None,
                "extractor": "plain",
            }
        )
        for entity in names:
            self.mentions += [
                {
                    "article_id": article_id,
                    "version": 1,
                    "is_current": True,
                    "field": "text",
                    "start": found.start(),
                    "end": found.end(),
                    "surface": entity,
                    "entity_id": make_id("person", entity),
                }
                for found in re.finditer(re.escape(entity), text)
            ]
        return article_id

    def figure(
        self,
        article: str,
        surface: str,
        best: float | None,
        head: str | None = None,
        *,
        low: float | None = None,
        high: float | None = None,
        open_end: bool = False,
        about: bool = False,
        nth: int = 0,
        concept: str | None = None,
        **other: Any,
    ) -> str:
        """Add a figure at its surface; the sentence ends at the next full stop."""
        article_id = make_id(article)
        text = next(d["text"] for d in self.documents if d["article_id"] == article_id)
        start = [m.start() for m in re.finditer(re.escape(surface), text)][nth]
        number = re.search(r"[£$]?\d[\d,.]*(?:m|bn)?|\b[A-Z]?[a-z]+\b", surface)
        assert number is not None
        begins = max(text.rfind(". ", 0, start) + 2, text.rfind("\n", 0, start) + 1, 0)
        begins = 0 if begins == 1 else begins
        ends = text.find(".", start + len(surface))
        if about and best is not None:
            low, high = best * 0.9, best * 1.1
        elif best is not None and not open_end:
            low = best if low is None else low
            high = best if high is None else high
        row: dict[str, Any] = dict.fromkeys(FIGURES.arrow.names)
        row |= {
            "figure_id": make_id(article_id, surface, nth),
            "article_id": article_id,
            "version": 1,
            "is_current": True,
            "field": "text",
            "start": start,
            "end": start + len(surface),
            "surface": surface,
            "number_start": start + number.start(),
            "number_end": start + number.end(),
            "kind": "count",
            "value_low": low,
            "value_best": best,
            "value_high": high,
            "unit_system": "none",
            "bound_rule": "exact",
            "approximator": "about" if about else None,
            "concept": concept or head,
            "concept_head": head,
            "quoted": False,
            "modality": "reported",
            "additive": False,
            "block_role": "body",
            "in_boilerplate": False,
            "sentence_start": begins,
            "sentence_end": len(text) if ends < 0 else ends + 1,
            "confidence": 0.9,
        }
        if other.get("speaker_canonical"):
            other.setdefault("speaker", other["speaker_canonical"])
        self.figures.append(row | other)
        return str(row["figure_id"])

    def passage(self, a: str, b: str, words: str) -> None:
        """Add a passage that two articles share word for word."""
        one, other = sorted((make_id(a), make_id(b)))
        texts = {d["article_id"]: d["text"] for d in self.documents}
        row: dict[str, Any] = {"article_a": one, "article_b": other, "passage": 1}
        for side, article_id in (("a", one), ("b", other)):
            start = texts[article_id].index(words)
            row |= {
                f"field_{side}": "text",
                f"start_{side}": start,
                f"end_{side}": start + len(words),
            }
        row |= {"n_words": len(words.split()), "n_words_changed": 0}
        self.passages.append(row)

    def tables(self) -> dict[str, pa.Table]:
        """The arguments of `reconcile`."""
        return {
            "documents": DOCUMENTS.from_rows(self.documents),
            "figures": FIGURES.from_rows(self.figures),
            "copies": COPIES.from_rows(self.copies),
            "clusters": CLUSTERS.from_rows(list(self.clusters.values())),
            "events": EVENTS.empty(),
            "copy_passages": COPY_PASSAGES.from_rows(self.passages),
            "entities": ENTITIES.empty(),
            "entity_mentions": ENTITY_MENTIONS.from_rows(self.mentions),
        }

    def reconcile(self, **other: Any) -> Outcome:
        """The claims of this press."""
        return Outcome(reconcile(**self.tables(), **other))


class Outcome:
    """Claims, with the questions that tests ask."""

    def __init__(self, claims: Claims) -> None:
        """Keep the tables and index them."""
        self.tables = claims
        self.claim_of = {
            row["figure_id"]: row["claim_id"]
            for row in claims.claim_figures.to_pylist()
        }
        self.claims = {row["claim_id"]: row for row in claims.claims.to_pylist()}

    def together(self, *figures: str) -> bool:
        """Whether all figures are in one claim."""
        return len({self.claim_of[figure] for figure in figures}) == 1

    def claim(self, figure: str) -> dict[str, Any]:
        """The claim of a figure."""
        return self.claims[self.claim_of[figure]]

    def links(self) -> set[tuple[str, str, str]]:
        """All links as (figure, link, other figure)."""
        return {
            (row["figure_id"], row["link"], row["other_figure_id"])
            for row in self.tables.claim_links.to_pylist()
        }

    def steps(self, figure: str) -> list[dict[str, Any]]:
        """Lineage of the claim of a figure."""
        claim = self.claim_of[figure]
        rows = self.tables.claim_lineage.to_pylist()
        return [row for row in rows if row["claim_id"] == claim]

    def sources(self, figure: str) -> dict[str, str]:
        """Originators of the claim of a figure, with the evidence."""
        claim = self.claim_of[figure]
        rows = self.tables.claim_sources.to_pylist()
        return {
            row["originator"]: row["evidence"]
            for row in rows
            if row["claim_id"] == claim
        }


@pytest.fixture
def press() -> Press:
    """A press without articles."""
    return Press()


@pytest.fixture
def new_press() -> Callable[[], Press]:
    """As many presses as a test needs."""
    return Press

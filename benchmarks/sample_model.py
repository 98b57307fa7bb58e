"""What the gold of the samples says, resolved to places in the articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sample_articles import Sample

Row = dict[str, Any]
FigureKey = tuple[str, str, int]
"""Article, field and where the number begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one article, and how it came about."""

    name: str
    happening: str
    """The file that describes it."""
    cluster: str
    """Name of the text that circulates; its copies carry the same."""
    relation: str
    parent: str | None = None
    event: str | None = None
    """Happening it reports; None where it reports another thing."""
    figures_from: str | None = None
    shows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles that are related and are not one text."""

    a: str
    b: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity that an article reports."""

    article: str
    field: str
    surface: str
    start: int
    """-1 where a reader sees it on the page and reading the page lost it."""
    end: int
    number: str
    number_start: int
    number_end: int
    kind: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unit: str | None = None
    concept: str | None = None
    speaker: str | None = None
    """Canonical name; None where the outlet itself says it."""
    quoted: bool = False
    reference: str | None = None
    modality: str = "reported"
    change_direction: str | None = None
    additive: bool = False
    tier: int = 1
    """1 core, 2 explicit and peripheral, 3 arguable: neither helps nor hurts."""

    @property
    def key(self) -> FigureKey:
        """What tells it from all others."""
        return self.article, self.field, self.number_start


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A place in an article: a trap, or a number in page furniture."""

    article: str
    field: str
    surface: str
    start: int
    """-1 where the words stand on the page and were left out on reading it."""
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A direct quotation, with its marks."""

    article: str
    start: int
    end: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person or body of a happening, and how the articles call it."""

    happening: str
    name: str
    kind: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Figures that must, and figures that must not be counted as one claim."""

    happening: str
    name: str
    together: tuple[FigureKey, ...]
    apart: tuple[FigureKey, ...] = ()
    agreement: str | None = None
    n_articles: int | None = None
    n_independent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of a figure from one text to the next."""

    source: FigureKey
    target: FigureKey
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """All of it."""

    samples: Mapping[str, Sample]
    articles: tuple[Article, ...]
    pairs: tuple[Pair, ...]
    figures: tuple[Figure, ...]
    traps: tuple[Words, ...]
    furniture: tuple[Words, ...]
    quotes: tuple[Quote, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    lineage: tuple[Step, ...]

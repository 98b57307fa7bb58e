"""Figures as claims see them: with their article, their sentence and their context."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from transforms.claims.states import (
    counts_everybody,
    counts_people,
    is_partial,
    state_of,
)
from transforms.claims.units import base_factor, dimension, read_base
from transforms.claims.values import Interval, Qualifier, qualifier
from transforms.claims.words import stem, stems

RECENT = timedelta(days=45)
"""A time within six weeks of publication is the present of a news story (`last month`);
what lies further back or ahead is another reference time."""

LONG_AGO = re.compile(
    r"\bago\b|\bearlier\b|\bprevious|\blast (?:year|decade|century)\b"
    r"|\b(?:1[5-9]|20)\d\d\b|\bbefore\b|\bformerly\b",
    re.IGNORECASE,
)
"""Words of a reference time that lies back, for texts without a date."""

UP_TO_NOW = re.compile(
    r"since\b|(?:over|in|during|for|within|throughout) (?:the )?(?:past|last)\b"
)
"""Begin of a reference time that lasts until publication: the story's present."""

SHORTLY_AGO = re.compile(r"\b(?:minute|hour|day|week|night)s? ago\b", re.IGNORECASE)

YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")

Era = tuple[str, ...]
"""Reference time in a form that compares: () is the story's present."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What claims need to know of an article."""

    article_id: str
    cluster_id: str
    scope: str
    """Event of the cluster, else the cluster: figures of one scope may join."""
    event_id: str | None
    outlet_id: str | None
    published_at: datetime | None
    parent_article_id: str | None
    relation: str
    origin_article_id: str
    title: str
    text: str

    def field(self, name: str) -> str:
        """Text of `title` or `text`."""
        return self.title if name == "title" else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A figure with its article and its context."""

    figure_id: str
    article: Article
    field: str
    start: int
    end: int
    surface: str
    number: str
    """The characters of the number itself."""
    sentence_start: int
    sentence_end: int
    sentence: str
    kind: str
    unit: str | None
    value: Interval
    dimension: str | None
    """What its unit measures; the unit itself where it is of no known dimension."""
    factor: float
    """Turns its value into one of the dimension's first unit."""
    qualifier: Qualifier
    ratio: tuple[float | None, float | None]
    approximator: str | None
    concept: str | None
    head: str | None
    head_stem: str | None
    modifiers: frozenset[str]
    """Stems of the concept without its head."""
    context: frozenset[str]
    """Stems of the sentence without the head."""
    names: frozenset[str]
    """Entities of the sentence."""
    speaker: str | None
    quoted: bool
    reference: tuple[str | None, datetime | None, datetime | None, str | None]
    era: Era
    ahead: bool
    """The reference time begins after publication."""
    modality: str
    direction: str | None
    change_of: str | None
    additive: bool
    state: str | None
    """What has become of the people it counts (`dead`), where its sentence says so."""
    toll: bool
    """It counts all of an event's people in a state, not some of them."""
    bare: bool
    """No noun stands beside the number; its head is another one of the sentence."""
    before: str
    """The word before the number, in lower case (`the`, `both`)."""

    @property
    def place(self) -> tuple[str, str, int, int, str]:
        """Where it stands; orders figures to the end."""
        return (
            self.article.article_id,
            self.field,
            self.start,
            self.end,
            self.figure_id,
        )

    @property
    def day(self) -> date | None:
        """Day of publication, None where it is unknown."""
        time = self.article.published_at
        return time.date() if time else None

    @property
    def time_key(self) -> tuple[bool, float]:
        """Publication time, unknown last."""
        time = self.article.published_at
        return (time is None, time.timestamp() if time else 0.0)

    @property
    def order(self) -> tuple[tuple[bool, float], tuple[str, str, int, int, str]]:
        """Earliest publication first, then by place."""
        return (self.time_key, self.place)


PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "them", "one", "who"})
"""Speakers that nothing in the article resolves: somebody, but nobody to count."""


def named(speaker: str | None) -> str | None:
    """The speaker, None where only a pronoun is known."""
    return None if speaker is None or speaker.casefold() in PRONOUNS else speaker


def read_articles(
    documents: pa.Table, *, copies: pa.Table, clusters: pa.Table
) -> dict[str, Article]:
    """Current articles that have a row in `copies`, by id."""
    events = dict(
        zip(
            clusters["cluster_id"].to_pylist(),
            zip(
                clusters["event_id"].to_pylist(),
                clusters["origin_article_id"].to_pylist(),
                strict=True,
            ),
            strict=True,
        )
    )
    placed = {
        row["article_id"]: row
        for row in copies.select(
            ["article_id", "cluster_id", "relation", "parent_article_id"]
        ).to_pylist()
    }
    current = documents.filter(pc.equal(documents["is_current"], True))
    columns = ["article_id", "title", "text", "outlet_id", "published_at"]
    articles = {}
    for row in current.select(columns).to_pylist():
        copy = placed.get(row["article_id"])
        if copy is None:
            continue
        event_id, origin = events[copy["cluster_id"]]
        articles[row["article_id"]] = Article(
            article_id=row["article_id"],
            cluster_id=copy["cluster_id"],
            scope=event_id or copy["cluster_id"],
            event_id=event_id,
            outlet_id=row["outlet_id"],
            published_at=row["published_at"],
            parent_article_id=copy["parent_article_id"],
            relation=copy["relation"],
            origin_article_id=origin,
            title=row["title"] or "",
            text=row["text"],
        )
    return articles


class Names:
    """Entities by place, so that those of a sentence are found by bisection."""

    def __init__(self, entity_mentions: pa.Table) -> None:
        """Index the mentions of the current versions."""
        self._places: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        columns = ["article_id", "is_current", "field", "start", "entity_id"]
        for row in entity_mentions.select(columns).to_pylist():
            if row["is_current"]:
                key = (row["article_id"], row["field"])
                self._places[key].append((row["start"], row["entity_id"]))
        for places in self._places.values():
            places.sort()

    def between(
        self, article_id: str, field: str, start: int, end: int
    ) -> frozenset[str]:
        """Entities that are named from `start` to `end`."""
        places = self._places.get((article_id, field), [])
        first = bisect_left(places, (start, ""))
        last = bisect_left(places, (end, ""))
        return frozenset(entity for _, entity in places[first:last])


def read_figures(
    figures: pa.Table, *, articles: dict[str, Article], names: Names
) -> list[Reported]:
    """Figures with their context, in order of their place."""
    rows = figures.to_pylist()
    sentences: dict[Sentence, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        sentences[_sentence(row)].append((row["start"], row["end"]))
    reported = [
        _reported(
            row, articles[row["article_id"]], names, beside=sentences[_sentence(row)]
        )
        for row in rows
    ]
    return sorted(reported, key=lambda figure: figure.place)


Sentence = tuple[str, str, int]
"""Article, field and first character."""


def _sentence(row: dict) -> Sentence:  # type: ignore[type-arg]
    return (row["article_id"], row["field"], row["sentence_start"])


def _reported(
    row: dict,  # type: ignore[type-arg]
    article: Article,
    names: Names,
    *,
    beside: list[tuple[int, int]],
) -> Reported:
    text = article.field(row["field"])
    sentence = text[row["sentence_start"] : row["sentence_end"]]
    value = Interval(
        low=row["value_low"], best=row["value_best"], high=row["value_high"]
    )
    kind, head = row["kind"], row["concept_head"]
    ratio = (row["numerator"], row["denominator"])
    if kind == "count" and (base := read_base(text, row["end"])):
        # `14 cases per 100,000 inhabitants` is the ratio that `14 per 100,000` is.
        kind, head = "ratio", None
        ratio = (row["value_best"], base)
        value = value.scaled(1 / base)
    head_stem = stem(head) if head else None
    without = frozenset({head_stem}) if head_stem else frozenset()
    state = _state(row, sentence, beside)
    return Reported(
        figure_id=row["figure_id"],
        article=article,
        field=row["field"],
        start=row["start"],
        end=row["end"],
        surface=row["surface"],
        number=text[row["number_start"] : row["number_end"]],
        sentence_start=row["sentence_start"],
        sentence_end=row["sentence_end"],
        sentence=sentence,
        kind=kind,
        unit=row["unit"],
        value=value,
        dimension=dimension(row["unit"]),
        factor=base_factor(row["unit"]),
        qualifier=qualifier(value),
        ratio=ratio,
        approximator=row["approximator"],
        concept=row["concept"],
        head=head,
        head_stem=head_stem,
        modifiers=stems(row["concept"] or "") - without,
        context=stems(sentence) - without,
        names=names.between(
            row["article_id"], row["field"], row["sentence_start"], row["sentence_end"]
        ),
        speaker=named(row["speaker_canonical"]),
        quoted=row["quoted"],
        reference=(
            row["reference_text"],
            row["reference_start"],
            row["reference_end"],
            row["reference_precision"],
        ),
        era=_era(row, article.published_at),
        ahead=_is_ahead(row, article.published_at),
        modality=row["modality"],
        direction=row["change_direction"],
        change_of=row["change_of"],
        additive=row["additive"],
        state=state,
        toll=state is not None
        and not _names_other_year(sentence, article.published_at)
        and counts_everybody(head)
        and not is_partial(text, (row["start"], row["end"])),
        bare=head is None or not _has_beside(row["surface"], head),
        before=_word_before(text, row["start"]),
    )


def _names_other_year(sentence: str, published_at: datetime | None) -> bool:
    """Whether a sentence dates what it tells to another year than the story's."""
    years = {int(found[0]) for found in YEAR.finditer(sentence)}
    return published_at is not None and bool(years - {published_at.year})


def _state(
    row: dict,  # type: ignore[type-arg]
    sentence: str,
    beside: list[tuple[int, int]],
) -> str | None:
    if row["kind"] != "count" or not counts_people(row["concept_head"]):
        return None
    start = row["sentence_start"]
    own = (row["start"] - start, row["end"] - start)
    others = [(a - start, b - start) for a, b in beside if a != row["start"]]
    return state_of(sentence, own, others)


def _has_beside(surface: str, head: str) -> bool:
    """Whether a figure's own words hold its noun, in any of its forms."""
    begin = head.casefold()[:SAME_BEGIN]
    return any(word.startswith(begin) for word in surface.casefold().split())


SAME_BEGIN = 3
"""Letters that a noun keeps in its plural; `people` may stand for `person`."""


def _word_before(text: str, position: int) -> str:
    words = text[max(0, position - 20) : position].split()
    return words[-1].casefold() if words else ""


def _era(row: dict, published_at: datetime | None) -> Era:  # type: ignore[type-arg]
    start, end = row["reference_start"], row["reference_end"]
    words = " ".join((row["reference_text"] or "").casefold().split())
    if UP_TO_NOW.match(words):
        return ()
    if start is not None and published_at is not None:
        last = end or start
        if last < published_at - RECENT or start > published_at + RECENT:
            return (start.isoformat(), last.isoformat())
        return ()
    if LONG_AGO.search(words) and not SHORTLY_AGO.search(words):
        return (words,)
    return ()


def _is_ahead(row: dict, published_at: datetime | None) -> bool:  # type: ignore[type-arg]
    start = row["reference_start"]
    return start is not None and published_at is not None and start > published_at


def by_article(figures: Iterable[Reported]) -> dict[str, list[Reported]]:
    """Figures of each article, in order of their place."""
    grouped: dict[str, list[Reported]] = defaultdict(list)
    for figure in figures:
        grouped[figure.article.article_id].append(figure)
    return grouped


def pairs(items: list[Reported], *, window: int) -> Iterator[tuple[Reported, Reported]]:
    """Every item with the next `window` ones."""
    for i, one in enumerate(items):
        for other in items[i + 1 : i + 1 + window]:
            yield one, other

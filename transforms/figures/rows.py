"""Rows of the published tables from what the articles say."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from transforms.figures.articles import EPOCH, MICROSECOND, Article, Facts
from transforms.figures.model import Figure
from warehouse.schema.figures import (
    ENTITY_MENTIONS,
    FIGURES,
    NUMBER_REJECTIONS,
    QUOTES,
)
from warehouse.schema.identity import make_id

MAX_SNIPPET = 200
"""Longest snippet that leaves the store; a licence matter, not a matter of taste."""

FIELDS = Figure.__slots__
AT = {name: i for i, name in enumerate(FIELDS)}
"""Position of each field in a packed figure."""

COPIED = tuple(
    name
    for name in FIELDS
    if name not in {"change_of", "reference_start", "reference_end"}
)


@dataclass(frozen=True, slots=True)
class Job:
    """One version of an article, with what names its rows."""

    article_id: str
    version: int
    is_current: bool
    article: Article


def rows_of(
    chunk: Sequence[Job], facts: Sequence[Facts], snippet_characters: int
) -> dict[str, list[dict[str, Any]]]:
    """The rows of a chunk, by the name of their table."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    used: set[str] = set()
    article_id = None
    # Newest version first: it keeps the ids of sentences that older ones share.
    for job, fact in sorted(
        zip(chunk, facts, strict=True),
        key=lambda pair: (pair[0].article_id, -pair[0].version),
    ):
        if job.article_id != article_id:
            article_id, used = job.article_id, set()
        place = {
            "article_id": job.article_id,
            "version": job.version,
            "is_current": job.is_current,
        }
        texts = {"title": job.article.title or "", "text": job.article.text}
        rows[FIGURES.name].extend(
            figure_rows(job, fact, place, texts, used, snippet_characters)
        )
        rows[QUOTES.name].extend(
            quote_rows(job, fact, place, texts, snippet_characters)
        )
        for field, start, end, surface, reason, rule in fact.rejections:
            rows[NUMBER_REJECTIONS.name].append(
                {
                    **place,
                    "field": field,
                    "start": start,
                    "end": end,
                    "surface": surface,
                    "reason": reason,
                    "rule": rule,
                }
            )
        if job.is_current:
            for field, start, end, surface, kind, canonical in fact.mentions:
                rows[ENTITY_MENTIONS.name].append(
                    {
                        **place,
                        "field": field,
                        "start": start,
                        "end": end,
                        "surface": surface,
                        "entity_id": make_id(kind, canonical),
                    }
                )
    return rows


def figure_rows(
    job: Job,
    fact: Facts,
    place: dict[str, Any],
    texts: Mapping[str, str],
    used: set[str],
    snippet_characters: int,
) -> Iterator[dict[str, Any]]:
    """The rows of one version's figures.

    Args:
        job: The version.
        fact: What it says.
        place: Columns that name the version.
        texts: Its texts by field.
        used: Ids that newer versions hold; this version's are added.
        snippet_characters: Length of the snippets.
    """
    equals: Counter[tuple[str, str, str]] = Counter()
    ids: dict[tuple[str, int, int], str] = {}
    mine: list[str] = []
    for row in fact.figures:
        field, text = row[AT["field"]], texts[row[AT["field"]]]
        sentence = normalise(text[row[AT["sentence_start"]] : row[AT["sentence_end"]]])
        number = normalise(text[row[AT["number_start"]] : row[AT["number_end"]]])
        name = (field, sentence, number)
        figure_id = make_id(job.article_id, *name, equals[name])
        if figure_id in used:
            figure_id = make_id(job.article_id, *name, equals[name], job.version)
        equals[name] += 1
        mine.append(figure_id)
        ids[field, row[AT["number_start"]], row[AT["number_end"]]] = figure_id
    used.update(mine)
    for row, figure_id in zip(fact.figures, mine, strict=True):
        field = row[AT["field"]]
        base = row[AT["change_of"]]
        values = {name: row[AT[name]] for name in COPIED}
        yield {
            "figure_id": figure_id,
            **place,
            **values,
            "reference_start": to_time(row[AT["reference_start"]]),
            "reference_end": to_time(row[AT["reference_end"]]),
            "change_of": None if base is None else ids.get((field, *base)),
            "snippet": snippet(
                texts[field],
                row[AT["start"]],
                row[AT["end"]],
                (row[AT["sentence_start"]], row[AT["sentence_end"]]),
                snippet_characters,
            ),
        }


def quote_rows(
    job: Job,
    fact: Facts,
    place: dict[str, Any],
    texts: Mapping[str, str],
    snippet_characters: int,
) -> Iterator[dict[str, Any]]:
    """The rows of one version's quotations."""

    def quote_id(field: str, start: int, end: int) -> str:
        return make_id("quote", job.article_id, job.version, field, start, end)

    ids = {
        (field, start): quote_id(field, start, end)
        for field, start, end, *_ in fact.quotes
    }
    for (
        field, start, end, kind, closed, continues, speaker, canonical, rule, cue, role,
        in_boilerplate,
    ) in fact.quotes:  # fmt: skip
        yield {
            "quote_id": quote_id(field, start, end),
            **place,
            "field": field,
            "start": start,
            "end": end,
            "n_words": len(texts[field][start:end].split()),
            "kind": kind,
            "closed": closed,
            "continues": None if continues is None else ids.get((field, continues)),
            "speaker": speaker,
            "speaker_canonical": canonical,
            "speaker_rule": rule,
            "attribution_cue": cue,
            "block_role": role,
            "in_boilerplate": in_boilerplate,
            "snippet": snippet(
                texts[field], start, end, (start, end), snippet_characters
            ),
        }


def entity_rows(
    names: Mapping[tuple[str, str, str], int],
    articles_of: Mapping[tuple[str, str], int],
) -> list[dict[str, Any]]:
    """One row per name, with its variants, the most frequent first."""
    variants: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for (kind, canonical, surface), count in names.items():
        variants[kind, canonical].append((-count, surface))
    return [
        {
            "entity_id": make_id(kind, canonical),
            "kind": kind,
            "canonical_name": canonical,
            "variants": [surface for _, surface in sorted(found)],
            "variant_counts": [-count for count, _ in sorted(found)],
            "n_mentions": -sum(count for count, _ in found),
            "n_articles": articles_of[kind, canonical],
        }
        for (kind, canonical), found in sorted(variants.items())
    ]


def to_time(microseconds: int | None) -> datetime | None:
    """The time that many microseconds after 1970."""
    return None if microseconds is None else EPOCH + microseconds * MICROSECOND


def normalise(text: str) -> str:
    """The text without differences of case, width and white space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def snippet(
    text: str, start: int, end: int, sentence: tuple[int, int], length: int
) -> str | None:
    """At most `length` characters of the sentence round a span, on one line.

    The span comes first; what is left is shared between both sides, and words at the
    edges stay whole.
    """
    if length <= 0:
        return None
    first, last = min(sentence[0], start), max(sentence[1], end)
    if last - first > length:
        room = max(length - (end - start), 0)
        low = max(first, start - room // 2)
        high = min(last, low + length)
        low = max(first, high - length)
        if low > first:
            space = text.find(" ", low, start)
            low = space + 1 if space >= 0 else min(low, start)
        if high < last:
            space = text.rfind(" ", min(end, high), high)
            high = space if space >= 0 else high
        first, last = low, high
    return " ".join(text[first:last].split())[:length]

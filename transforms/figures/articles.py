"""One article's figures, quotations and names as plain tuples.

What can be sent between processes and kept in a cache: no Arrow, no ids, no snippet,
nothing that depends on other articles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import srsly

from transforms.cache import Cache
from transforms.figures.extract import OWN_ROLES, Block, Draft, finish, prepare, role_at
from transforms.figures.model import Figure
from transforms.figures.parse import model_version
from transforms.figures.parses import code_hash, parse_distinct
from transforms.figures.speech import Speech, read_speech
from warehouse.schema.terms import TextField

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Row = tuple[Any, ...]
"""Values of one row, in the order that `Facts` names."""


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article, as the extractor reads it."""

    title: str | None
    text: str
    published: int | None
    """Microseconds since 1970, UTC."""
    title_blocks: tuple[Block, ...]
    text_blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What one version of an article says."""

    figures: list[Row]
    """The fields of `Figure`, times as microseconds since 1970."""
    rejections: list[Row]
    """field, start, end, surface, reason, rule"""
    quotes: list[Row]
    """field, start, end, kind, closed, continues, speaker, canonical name, rule, cue,
    block role, in boilerplate"""
    mentions: list[Row]
    """field, start, end, surface, kind, canonical name"""


def article_key(article: Article, *, model: str) -> str:
    """Key of the article's facts: its content, the model, this package's code."""
    digest = hashlib.sha256(f"{model_version(model)}\x1f{code_hash()}".encode())
    digest.update(srsly.msgpack_dumps(astuple(article)))
    return digest.hexdigest()


def read_articles(
    articles: Sequence[Article], *, model: str, cache: Cache | None = None
) -> list[bytes]:
    """The packed facts of each article; sentences they share are parsed once."""
    drafts = [
        {field: prepare(text, field) for field, text in fields_of(article)}
        for article in articles
    ]
    parses = parse_distinct(
        (
            sentence
            for fields in drafts
            for draft in fields.values()
            for sentence in draft.to_parse()
        ),
        model=model,
        cache=cache,
    )
    return [
        cast("bytes", srsly.msgpack_dumps(astuple(read(article, fields, parses))))
        for article, fields in zip(articles, drafts, strict=True)
    ]


def unpack(packed: bytes) -> Facts:
    """Facts from their packed form."""
    return Facts(*srsly.msgpack_loads(packed))


def fields_of(article: Article) -> Iterable[tuple[TextField, str]]:
    """The texts of an article, by field."""
    if article.title:
        yield "title", article.title
    yield "text", article.text


def read(
    article: Article, fields: Mapping[TextField, Draft], parses: Mapping[str, bytes]
) -> Facts:
    """What one article says.

    Headline and text are read as one, so that a name in one resolves in the other.
    """
    lead = f"{article.title}\n" if article.title else ""
    shifts: dict[TextField, int] = {"title": 0, "text": len(lead)}
    sentences = [
        (start + shifts[field], end + shifts[field])
        for field, draft in fields.items()
        for start, end in draft.sentences
    ]
    speech = read_speech(lead + article.text, sentences, title_end=len(lead))
    blocks = {"title": article.title_blocks, "text": article.text_blocks}
    published = (
        None
        if article.published is None
        else EPOCH + timedelta(microseconds=article.published)
    )
    facts = Facts([], [], [], [])
    for field, draft in fields.items():
        figures = finish(
            draft,
            parses,
            speech,
            published=published,
            blocks=blocks[field],
            shift_speech=shifts[field],
        )
        facts.figures.extend(pack_figure(figure) for figure, _ in figures)
        seen: set[tuple[int, int]] = set()
        for rejection in draft.rejections:
            place = (rejection.start, rejection.end)
            if place not in seen:
                seen.add(place)
                facts.rejections.append(
                    (field, *place, rejection.surface, rejection.reason, rejection.rule)
                )
    add_quotes(facts, speech, shifts["text"], article)
    add_mentions(facts, speech, shifts["text"])
    return facts


def pack_figure(figure: Figure) -> Row:
    """The fields of a figure as plain values."""
    values = [getattr(figure, name) for name in Figure.__slots__]
    return tuple(
        (value - EPOCH) // MICROSECOND if isinstance(value, datetime) else value
        for value in values
    )


def add_quotes(facts: Facts, speech: Speech, lead: int, article: Article) -> None:
    """Append the rows of the quotations."""
    for quote in speech.quotes:
        field: TextField = "text" if quote.start >= lead else "title"
        shift = lead if field == "text" else 0
        blocks = article.text_blocks if field == "text" else article.title_blocks
        role = role_at(blocks, quote.start - shift, default=field)
        said = quote.attribution
        facts.quotes.append(
            (
                field,
                quote.start - shift,
                quote.end - shift,
                quote.kind,
                quote.closed,
                None if quote.continues is None else quote.continues - shift,
                None if said is None else said.speaker,
                None if said is None else said.canonical,
                None if said is None else said.rule,
                None if said is None else said.cue,
                role,
                role not in OWN_ROLES,
            )
        )


def add_mentions(facts: Facts, speech: Speech, lead: int) -> None:
    """Append the rows of the names."""
    seen: set[tuple[str, int, int]] = set()
    for mention in speech.mentions:
        field: TextField = "text" if mention.start >= lead else "title"
        shift = lead if field == "text" else 0
        place = (field, mention.start - shift, mention.end - shift)
        if place not in seen:
            seen.add(place)
            facts.mentions.append(
                (*place, mention.surface, mention.kind, mention.canonical)
            )

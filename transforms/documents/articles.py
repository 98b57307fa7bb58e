"""From stored records to articles, their versions and their outlets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pyarrow as pa

from transforms.documents.dates import FIRST_YEAR
from transforms.documents.language import identify
from transforms.documents.outlets import outlet_ids, outlet_table
from transforms.documents.record import Record, Reject
from warehouse.schema.documents import ARTICLE_VERSIONS, ARTICLES
from warehouse.schema.identity import make_id, sha256_text
from warehouse.schema.working import DOCUMENTS

Row = dict[str, object]

EARLIEST_CLOCK = timedelta(hours=14)
"""How far the clocks of Kiritimati are ahead of UTC: a paper that gives the day alone
gives it as its own clock has it, and no clock on Earth is further ahead."""

NEWEST_WITH_VALUE = (
    "external_id",
    "url",
    "canonical_url",
    "authors",
    "language",
)
"""Fields of an article that each come from its newest record that has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """What the store's records say, as tables that conform to the schema."""

    documents: pa.Table
    """Working table: one row per version, with its text."""
    articles: pa.Table
    article_versions: pa.Table
    outlets: pa.Table


def article_id_of(record: Record) -> str:
    """The id of the article that a record is of.

    The first that exists of: canonical address; source and external id; source and
    path of a file that is one article; what a row of a file says, with the number of
    equal rows before it. (A row's number would not do: one inserted row would give
    every article after it another's text.)
    """
    if record.canonical_url:
        return make_id(record.canonical_url)
    if record.external_id:
        return make_id(record.source, record.external_id)
    if record.source_path is not None and record.record is None:
        return make_id(record.source, record.source_path)
    return make_id(
        record.source,
        record.source_path or "",
        record.outlet or "",
        record.title or "",
        record.published_at.isoformat() if record.published_at else "",
        sha256_text(record.text),
        record.repeat,
    )


def check_dates(record: Record, retrieved_at: datetime) -> tuple[Record, Reject | None]:
    """The record, without a date that can't be, and the reject that says so.

    Args:
        record: As it was read.
        retrieved_at: When it was taken in; what lies after it is the future. A day
            is in the future when it has begun nowhere on Earth.
    """
    published = record.published_at
    if published is None:
        return record, None
    latest = retrieved_at
    if record.published_precision not in ("minute", "second"):
        latest += EARLIEST_CLOCK
    if record.retrieved_precision == "day":
        # Fetched at some time of that day, perhaps its last minute.
        latest += timedelta(days=1)
    future = published > latest
    if not future and published.year >= FIRST_YEAR:
        return record, None
    cleared = replace(
        record, published_at=None, published_precision=None, published_method=None
    )
    return cleared, Reject(
        stage="record",
        source=record.source,
        source_path=record.source_path,
        record=record.record,
        code="future_date" if future else "bad_date",
        message=(
            "the publication date lies after the time of ingest"
            if future
            else f"the publication date lies before {FIRST_YEAR}"
        )
        + ", so the article is kept without one: correct the date",
    )


def build_documents(records: pa.Table, *, max_characters: int = 1_000_000) -> Documents:
    """The tables of articles, versions and outlets that stored records amount to.

    The order of the rows does not matter: an article's versions are its distinct
    texts and titles in order of first retrieval, its metadata comes from its newest
    record that has a value.

    Args:
        records: The store's rows, one per record taken in.
        max_characters: Longest text that figures are extracted from; the parser needs
            about 1 GB for a million characters.
    """
    rows = records.to_pylist()
    outlet_of = outlet_ids((row["outlet"], _address(row)) for row in rows)
    by_article: dict[str, list[Row]] = {}
    for row in rows:
        by_article.setdefault(row["article_id"], []).append(row)
    documents: list[Row] = []
    articles: list[Row] = []
    for article_id in sorted(by_article):
        article, versions = _article(
            article_id, by_article[article_id], outlet_of, max_characters
        )
        articles.append(article)
        documents += versions
    table = DOCUMENTS.from_rows(documents)
    used = {article["outlet_id"] for article in articles}
    return Documents(
        documents=table,
        articles=ARTICLES.from_rows(articles),
        article_versions=ARTICLE_VERSIONS.conform(table),
        outlets=outlet_table(
            (outlet_id, row["outlet"])
            for row in rows
            if (outlet_id := outlet_of[row["outlet"], _address(row)]) in used
            and outlet_id is not None
        ),
    )


def _address(row: Row) -> str | None:
    return row["canonical_url"] or row["url"]  # type: ignore[return-value]


def _age(row: Row) -> tuple[object, ...]:
    """Sorts records from oldest to newest, equal ones by what they say.

    Of the records of one file the later one is taken for the newer.
    """
    return (
        row["retrieved_at"],
        row["record"] or 0,
        row["text_sha256"],
        row["title"] or "",
        row["source"],
        row["source_path"] or "",
        str(row["published_at"]),
        row["url"] or "",
        row["outlet"] or "",
        tuple(row["authors"] or ()),  # type: ignore[arg-type]
        row["language"] or "",
    )


def _newest(rows: Sequence[Row], field: str) -> Row | None:
    """The newest record that has a value."""
    return next((row for row in reversed(rows) if row[field]), None)


def _versions(rows: Sequence[Row]) -> list[Row]:
    """The first record of each text and title, oldest first.

    A record without a title adds no version to a text that is known with one.
    """
    titled = {row["text_sha256"] for row in rows if row["title"]}
    firsts: dict[tuple[object, object], Row] = {}
    for row in rows:
        if row["title"] or row["text_sha256"] not in titled:
            firsts.setdefault((row["text_sha256"], row["title"] or None), row)
    found: dict[object, Row] = {}
    for row in rows:
        # An untitled record may have brought the text first; that time holds.
        found.setdefault(row["text_sha256"], row)
    dated: set[object] = set()
    versions = []
    for (text, title), row in firsts.items():
        first = row if text in dated else found[text]
        dated.add(text)
        since = {name: first[name] for name in ("retrieved_at", "record")}
        versions.append({**row, "title": title, **since})
    return sorted(
        versions,
        key=lambda row: (
            row["retrieved_at"],
            row["record"] or 0,
            row["text_sha256"],
            row["title"] or "",
        ),
    )


def _article(
    article_id: str,
    rows: list[Row],
    outlet_of: dict[tuple[str | None, str | None], str | None],
    max_characters: int,
) -> tuple[Row, list[Row]]:
    rows = sorted(rows, key=_age)
    versions = _versions(rows)
    current, newest = versions[-1], rows[-1]
    known = {field: _newest(rows, field) for field in NEWEST_WITH_VALUE}
    facts: Row = {field: row[field] if row else None for field, row in known.items()}
    dated = _newest(rows, "published_at") or newest
    named = _newest([row for row in rows if outlet_of[_naming(row)]], "source")
    language = facts.pop("language") or identify(str(current["text"]))[0]
    facts |= {
        "article_id": article_id,
        "source": newest["source"],
        "source_path": newest["source_path"],
        "outlet_id": outlet_of[_naming(named)] if named else None,
        "published_at": dated["published_at"],
        "published_precision": dated["published_precision"],
        "published_method": dated["published_method"],
        "first_retrieved_at": rows[0]["retrieved_at"],
        "language": language,
        "figures_skipped": _skipped(
            str(language), str(current["text"]), max_characters
        ),
        "extractor": newest["extractor"],
    }
    documents = [
        facts
        | {
            "version": number,
            "is_current": number == len(versions),
            "title": row["title"],
            "text_sha256": row["text_sha256"],
            "retrieved_at": row["retrieved_at"],
            "n_chars": len(str(row["text"])),
            "n_words": len(str(row["text"]).split()),
            "text": row["text"],
        }
        for number, row in enumerate(versions, start=1)
    ]
    article = facts | {
        "title": current["title"],
        "last_retrieved_at": newest["retrieved_at"],
        "n_versions": len(versions),
        "current_version": len(versions),
    }
    return article, documents


def _naming(row: Row) -> tuple[str | None, str | None]:
    return row["outlet"], _address(row)  # type: ignore[return-value]


def _skipped(language: str, text: str, max_characters: int) -> str | None:
    if language not in ("en", "und"):
        return "language_not_english"
    return "too_long" if len(text) > max_characters else None

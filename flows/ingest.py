"""Flow `ingest`: read sources, keep what is new, refuse with a reason what can't be."""

import dataclasses
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.holding import held
from flows.progress import Advance, stage_progress
from flows.settings import Settings, load_settings
from transforms.documents.articles import article_id_of, check_dates
from transforms.documents.read import read_source
from transforms.documents.record import Notice, ReadLimits, Record, Reject
from warehouse.schema.errors import SettingsError
from warehouse.store import Store, StoredRecord, StoredReject

SHOWN_REFUSALS = 10


@dataclass(slots=True)
class Ingested:
    """What an ingest did."""

    records: int = 0
    """Records that were new."""
    repeated: int = 0
    """Records and refusals that were known already."""
    rejects: int = 0
    """Inputs that were refused, each for the first time."""
    refused: list[str] = field(default_factory=list)
    """The first of them: file, reason code, message."""
    notices: list[str] = field(default_factory=list)
    """What is worth telling about the sources."""
    seconds: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        return dataclasses.asdict(self)


def limits_of(settings: Settings) -> ReadLimits:
    """How large an input may be."""
    return ReadLimits(
        max_file_bytes=settings.max_file_megabytes * 1_000_000,
        max_page_bytes=settings.max_page_megabytes * 1_000_000,
        max_text_characters=settings.max_text_characters,
    )


@flow(name="ingest", flow_run_name="ingest into {home}")
def ingest(
    sources: list[str],
    home: Path,
    source: str | None = None,
    retrieved_at: str | None = None,
) -> Ingested:
    """Take the articles of all sources into the store of a home folder.

    Args:
        sources: Files, folders and globs.
        home: The home folder; made where it is missing.
        source: Name of the source; the base name of each path where none is given.
        retrieved_at: ISO 8601 time at which the input was retrieved; now where none
            is given.

    Raises:
        SourceError: A source does not exist or can't be listed.
        SettingsError: `retrieved_at` is no time.
    """
    settings = load_settings(home)
    at = retrieval_time(retrieved_at)
    total = Ingested()
    started = time.monotonic()
    with held(home, wait=settings.lock_wait_seconds):
        for path in sources:
            taken = take_in(
                path, home, source=source, at=at, limits=limits_of(settings)
            )
            total.records += taken.records
            total.repeated += taken.repeated
            total.rejects += taken.rejects
            total.refused += taken.refused
            total.notices += taken.notices
    total.seconds["ingest"] = time.monotonic() - started
    return total


@task(name="take in", task_run_name="take in {path}", cache_policy=NO_CACHE)
def take_in(
    path: str, home: Path, *, source: str | None, at: datetime, limits: ReadLimits
) -> Ingested:
    """What one source added to the store."""
    with held(home, wait=0) as folder, stage_progress("ingest") as advance:
        taken = Ingested()
        read = read_items(path, source=source, at=at, limits=limits, taken=taken)
        appended = Store(folder).append(counted(read, advance))
    taken.records = appended.records
    taken.repeated = appended.repeated
    taken.rejects = appended.rejects
    return taken


def read_items(
    path: str, *, source: str | None, at: datetime, limits: ReadLimits, taken: Ingested
) -> Iterator[StoredRecord | StoredReject]:
    """What one source holds, as the store keeps it; notices go to `taken`."""
    for item in read_source(Path(path), source=source, limits=limits):
        match item:
            case Record():
                record, reject = check_dates(item, item.retrieved_at or at)
                if reject is not None:
                    note_refusal(reject, taken)
                    yield stored_reject(reject, at)
                yield stored_record(record, at)
            case Reject():
                note_refusal(item, taken)
                yield stored_reject(item, at)
            case Notice():
                taken.notices.append(item.message)


def note_refusal(reject: Reject, taken: Ingested) -> None:
    """Keep the first refusals for the command line; all of them go to the store."""
    if len(taken.refused) < SHOWN_REFUSALS:
        place = reject.source_path or reject.source
        if reject.record is not None:
            place = f"{place}, record {reject.record}"
        taken.refused.append(f"{place}: {reject.code}: {reject.message}")


def stored_record(record: Record, at: datetime) -> StoredRecord:
    """The record with its article's id and the time it was retrieved."""
    return StoredRecord(
        article_id=article_id_of(record),
        source=record.source,
        source_path=record.source_path,
        record=record.record,
        external_id=record.external_id,
        url=record.url,
        canonical_url=record.canonical_url,
        outlet=record.outlet,
        title=record.title,
        authors=record.authors,
        published_at=record.published_at,
        published_precision=record.published_precision,
        published_method=record.published_method,
        language=record.language,
        text=record.text,
        raw=record.raw,
        extractor=record.extractor,
        encoding=record.encoding,
        retrieved_at=record.retrieved_at or at,
    )


def stored_reject(reject: Reject, at: datetime) -> StoredReject:
    """The refusal with the time it was made."""
    return StoredReject(
        stage=reject.stage,
        source=reject.source,
        source_path=reject.source_path,
        record=reject.record,
        code=reject.code,
        message=reject.message,
        retrieved_at=at,
    )


def retrieval_time(given: str | None) -> datetime:
    """The time that all records of an ingest share.

    Raises:
        SettingsError: What was given is no ISO 8601 time.
    """
    if given is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        time_given = datetime.fromisoformat(given)
        return time_given.replace(tzinfo=time_given.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise SettingsError(
            f"--retrieved-at {given!r} is no ISO 8601 time: write 2026-03-02T09:30:00Z"
        ) from error


def counted(
    items: Iterator[StoredRecord | StoredReject], advance: Advance
) -> Iterator[StoredRecord | StoredReject]:
    """The same items; progress is told as they pass."""
    for n, item in enumerate(items, start=1):
        advance(n, n)
        yield item

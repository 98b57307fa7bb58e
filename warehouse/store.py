"""What was ingested: immutable segments, only ever added to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.crashpoints import crash_point
from warehouse.files import TEMPORARY, make_folder, move, sha256_file
from warehouse.home import Home
from warehouse.parquet import read_table, write_table
from warehouse.schema.declare import (
    INT,
    STRING,
    STRINGS,
    TAKE_ROWS,
    TIME,
    Field,
    Table,
    plain,
    take,
)
from warehouse.schema.documents import REJECTS
from warehouse.schema.identity import make_id, sha256_text

SEGMENT_RECORDS = 5_000
"""A killed ingest loses at most this many records, which the next one adds."""

SEGMENT_BYTES = 64 * 2**20
"""Text and raw bytes of a segment: bounds the memory of an ingest."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _column(name: str, description: str, **more: object) -> Field:
    """A column of the store; STRING and nullable where nothing else is said."""
    settings = {"type": STRING, "nullable": True, **more}
    return Field(name=name, description=description, **settings)


STORED = Table(
    "stored",
    "record taken in",
    "Records as they were read, first retrieval of each. Holds the publishers' text, "
    "so it stays in the home folder.",
    ("article_id", "record_sha256"),
    (
        _column("article_id", "Article the record is a version of.", nullable=False),
        _column("source", "Name of the source.", nullable=False),
        _column("source_path", "File, relative to the source."),
        _column("record", "Line or record in the file, from 1.", type=INT),
        _column("external_id", "Id that the input gave."),
        _column("url", "Address as the input gave it."),
        _column("canonical_url", "Address in normal form."),
        _column("outlet", "Outlet as the input names it."),
        _column("title", "Headline."),
        _column("authors", "Names in the byline.", type=STRINGS),
        _column("published_at", "Publication time.", type=TIME),
        _column("published_precision", "Finest part of it that was given."),
        _column("published_method", "Where it comes from."),
        _column("language", "ISO 639-1 code."),
        _column("text", "The text.", nullable=False),
        _column("text_sha256", "SHA-256 of the text.", nullable=False),
        _column("raw", "Bytes it was extracted from.", type=pa.binary()),
        _column("extractor", "How the text was had.", nullable=False),
        _column("encoding", "Encoding of the bytes."),
        _column("retrieved_at", "When it was taken in.", type=TIME, nullable=False),
        _column("record_sha256", "SHA-256 of what the record says.", nullable=False),
    ),
    sort_by=("article_id", "retrieved_at", "record_sha256"),
    core=False,
)

LARGE = ("text", "raw")
"""Columns that hold nearly all the bytes of a store."""

UNSAID = frozenset({"record", "raw", "encoding", "retrieved_at"})
"""Fields that say how a record came, not what it says: a line added at the top of a
file must not make new records of all lines below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """One record as it is kept; the fields are those of `STORED`."""

    article_id: str
    source: str
    source_path: str | None
    record: int | None
    external_id: str | None
    url: str | None
    canonical_url: str | None
    outlet: str | None
    title: str | None
    authors: Sequence[str] | None
    published_at: datetime | None
    published_precision: str | None
    published_method: str | None
    language: str | None
    text: str
    raw: bytes | None
    extractor: str
    encoding: str | None
    retrieved_at: datetime

    def row(self) -> dict[str, object]:
        """The record as a row of `STORED`."""
        row: dict[str, object] = {
            field.name: getattr(self, field.name) for field in fields(self)
        }
        row["authors"] = None if self.authors is None else list(self.authors)
        row["text_sha256"] = sha256_text(self.text)
        said = {name: row[name] for name in sorted(row.keys() - UNSAID - {"text"})}
        if self.published_at is not None:
            said["published_at"] = self.published_at.astimezone(UTC).isoformat()
        row["record_sha256"] = sha256_text(json.dumps(said))
        return row

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.text) + len(self.raw or b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReject:
    """One refusal as it is kept; the fields are those of `rejects`."""

    stage: str
    source: str
    source_path: str | None
    record: int | None
    code: str
    message: str
    retrieved_at: datetime

    def row(self) -> dict[str, object]:
        """The refusal as a row of `rejects`."""
        row: dict[str, object] = {
            field.name: getattr(self, field.name) for field in fields(self)
        }
        row["reject_id"] = make_id(
            self.source, self.source_path or "", self.record or "", self.code
        )
        return row

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.message)


@dataclass(slots=True)
class Appended:
    """What an ingest added."""

    records: int = 0
    """Records that were not known, or not from so early a retrieval."""
    repeated: int = 0
    """Records and refusals that were known and are not stored again."""
    rejects: int = 0
    """Refusals that were not known."""
    segments: int = 0
    """Files written."""


class Store:
    """The records and refusals of a home folder, as sets.

    The content does not depend on the order in which it was added. A segment is
    there whole or not at all, so an ingest that is killed leaves a smaller set.
    """

    def __init__(self, home: Home) -> None:
        """The store of a home folder."""
        self._folder = home.segments

    def append(
        self,
        batch: Iterable[StoredRecord | StoredReject],
        *,
        segment_records: int = SEGMENT_RECORDS,
        segment_bytes: int = SEGMENT_BYTES,
    ) -> Appended:
        """Counts of what was added; what is known already is left out.

        Of equal records the first retrieval counts, in whatever order they come.
        Holds one segment in memory at a time, and a short key for each known record.
        The caller holds the home's lock.

        Raises:
            PresstallyError: The disk is full or the store can't be written.
        """
        make_folder(self._folder)
        known = {
            "records": self._known("records", "record_sha256"),
            "rejects": self._known("rejects", "reject_id"),
        }
        waiting: dict[str, list[dict[str, object]]] = {"records": [], "rejects": []}
        done = Appended()
        size = 0
        for item in batch:
            kind = "records" if isinstance(item, StoredRecord) else "rejects"
            row = item.row()
            name = "record_sha256" if kind == "records" else "reject_id"
            key = _short(str(row[name]))
            at = _microseconds(item.retrieved_at)
            if known[kind].get(key, at + 1) <= at:
                done.repeated += 1
                continue
            known[kind][key] = at
            waiting[kind].append(row)
            size += item.size
            if len(waiting[kind]) >= segment_records or size >= segment_bytes:
                self._write(waiting, done)
                size = 0
        self._write(waiting, done)
        crash_point("ingest.end")
        return done

    def read(self, *, columns: Sequence[str] | None = None) -> pa.Table:
        """The records, by article and time of retrieval; all columns but `raw`.

        Args:
            columns: Columns to read instead; `raw` only where it is named.
        """
        names = list(columns or (n for n in STORED.arrow.names if n != "raw"))
        keys = self._concatenated("records", STORED, STORED.sort_by)
        order = pc.sort_indices(
            keys, sort_keys=[(name, "ascending") for name in STORED.sort_by]
        )
        order = _first_of_each(keys, order)
        small = [name for name in names if name not in LARGE]
        ordered = dict(zip(small, self._ordered(small, order), strict=True))
        for name in names:
            if name in LARGE:
                # One at a time: a text is in memory twice, the other columns once.
                (ordered[name],) = self._ordered([name], order)
        schema = pa.schema([STORED.arrow.field(name) for name in names])
        return pa.Table.from_arrays(
            [ordered[name] for name in names],
            schema=schema.with_metadata(STORED.arrow.metadata),
        )

    def rejects(self) -> pa.Table:
        """Table `rejects`: the refusals, first time of each."""
        table = self._concatenated("rejects", REJECTS, REJECTS.arrow.names)
        table = table.sort_by(
            [("reject_id", "ascending"), ("retrieved_at", "ascending")]
        )
        ids = table["reject_id"].to_pylist()
        first = [i == 0 or ids[i - 1] != id_ for i, id_ in enumerate(ids)]
        return REJECTS.conform(table.filter(pa.array(first, pa.bool_())))

    def digest(self) -> str:
        """SHA-256 of what the store holds, whatever files it lies in."""
        total = hashlib.sha256()
        records = self.read(columns=["record_sha256", "retrieved_at"])
        rejects = self.rejects().select(["reject_id", "retrieved_at"])
        for table in (records, rejects):
            ordered = table.sort_by([(table.column_names[0], "ascending")])
            for batch in ordered.to_batches(max_chunksize=TAKE_ROWS):
                keys = batch.column(0).to_pylist()
                times = batch.column(1).cast(pa.int64()).to_pylist()
                lines = (f"{key} {at}\n" for key, at in zip(keys, times, strict=True))
                total.update("".join(lines).encode())
            total.update(b"\n")
        return total.hexdigest()

    def damaged(self) -> Iterator[Path]:
        """Segments whose bytes are no longer those they were named for."""
        for kind in ("records", "rejects"):
            for path in self._segments(kind):
                if path.name != _segment_name(kind, sha256_file(path)):
                    yield path

    def _segments(self, kind: str) -> list[Path]:
        return sorted(self._folder.glob(f"{kind}-*.parquet"))

    def _known(self, kind: str, column: str) -> dict[bytes, int]:
        """First retrieval, in microseconds, of what the segments hold, by short key."""
        known: dict[bytes, int] = {}
        declaration = STORED if kind == "records" else REJECTS
        for path in self._segments(kind):
            held = read_table(path, declaration, columns=[column, "retrieved_at"])
            times = held["retrieved_at"].cast(pa.int64()).to_pylist()
            for key, at in zip(held[column].to_pylist(), times, strict=True):
                short = _short(key)
                known[short] = min(at, known.get(short, at))
        return known

    def _write(
        self, waiting: dict[str, list[dict[str, object]]], done: Appended
    ) -> None:
        for kind, declaration in (("records", STORED), ("rejects", REJECTS)):
            rows = waiting[kind]
            if not rows:
                continue
            table = pa.Table.from_pylist(rows, schema=plain(declaration.arrow))
            temporary = self._folder / f"{TEMPORARY}{kind}.parquet"
            digest = write_table(temporary, table, declaration)
            crash_point("ingest.segment_written")
            try:
                move(temporary, self._folder / _segment_name(kind, digest))
            finally:
                # Where it got no name it would take up room on a disk that is full.
                temporary.unlink(missing_ok=True)
            done.segments += 1
            if kind == "records":
                done.records += len(rows)
            else:
                done.rejects += len(rows)
            rows.clear()
            crash_point("ingest.segment")

    def _ordered(
        self, names: Sequence[str], order: pa.Array
    ) -> Iterator[pa.ChunkedArray]:
        columns = self._concatenated("records", STORED, names).columns if names else []
        while columns:
            yield take(columns.pop(0), order)

    def _concatenated(
        self, kind: str, declaration: Table, names: Sequence[str]
    ) -> pa.Table:
        tables = [
            read_table(path, declaration, columns=names)
            for path in self._segments(kind)
        ]
        if not tables:
            return declaration.empty().select(names)
        return pa.concat_tables(tables)


def _segment_name(kind: str, digest: str) -> str:
    return f"{kind}-{digest[:20]}.parquet"


def _microseconds(at: datetime) -> int:
    """Microseconds since 1970, as Arrow counts them."""
    return (at - EPOCH) // timedelta(microseconds=1)


def _short(key: str) -> bytes:
    """16 bytes of a hash in hex: enough to tell ten billion records apart."""
    return bytes.fromhex(key[:32])


def _first_of_each(table: pa.Table, order: pa.Array) -> pa.Array:
    """The order without later retrievals of one record.

    There are some where an earlier retrieval came in after a later one, or where
    someone put two stores into one folder.
    """
    if pc.count_distinct(table["record_sha256"]).as_py() == len(order):
        return order
    seen: set[str] = set()
    kept = []
    hashes = table["record_sha256"].take(order).to_pylist()
    for row, key in zip(order.to_pylist(), hashes, strict=True):
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return pa.array(kept, order.type)

"""Reads files, folders and globs into records, refusals and notices.

The one transform that does file I/O: it only ever reads, and it never raises for one
bad file of many.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal, TextIO, cast

from transforms.documents import tabular
from transforms.documents.columns import unknown_columns
from transforms.documents.decode import SAMPLE_BYTES, decode, sniff_encoding
from transforms.documents.html import read_page
from transforms.documents.record import (
    Notice,
    ReadLimits,
    Record,
    RefusedError,
    Reject,
)
from transforms.documents.rows import record_of
from transforms.documents.sources import Hidden, printable, resolve, unfit

Item = Record | Reject | Notice
Format = Literal["plain", "html", "json", "jsonl", "csv", "tsv", "parquet"]

FORMATS: dict[str, Format] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
}
SHOWN_HIDDEN = 5
KNOWN = ".txt, .md, .html, .json, .jsonl, .csv, .tsv, .parquet (each also as .gz)"


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read, and where it stands in its source."""

    path: Path
    source: str
    source_path: str


def read_source(
    path: Path | str, *, source: str | None = None, limits: ReadLimits | None = None
) -> Iterator[Item]:
    """The records of a file, a folder (with its folders, sorted) or a glob.

    Every input that is refused gives one ``Reject``; an article whose date can't be
    read gives its ``Record`` and a ``Reject`` that says so.

    Args:
        path: What to read. A glob may use ``*``, ``?``, ``[...]`` and ``**``.
        source: Name of the source; the base name of the path where none is given, of
            a glob the last folder before its first mark.
        limits: How large inputs may be.

    Raises:
        SourceError: Nothing stands at the path, or the folder can't be listed.
    """
    limits = limits or ReadLimits()
    root, found = resolve(Path(path))
    name = source or printable(root.resolve().name) or "root"
    hidden: list[str] = []
    for item in found:
        if isinstance(item, Hidden):
            hidden.append(item.place)
        elif isinstance(item, Path):
            relative = item.name if item == root else item.relative_to(root).as_posix()
            file = _File(item, name, printable(relative))
            yield from _checked_file(file, root, limits)
        else:
            yield Reject(
                stage="read",
                source=name,
                source_path=printable(item.place),
                code=item.code,
                message=item.message,
            )
    if hidden:
        shown = ", ".join(map(printable, hidden[:SHOWN_HIDDEN]))
        more = len(hidden) - SHOWN_HIDDEN
        yield Notice(
            message=f"{name}: hidden files and folders (names that begin with a dot) "
            f"were passed by: {shown}{f' and {more} more' if more > 0 else ''}; rename "
            "what should be read"
        )


def _checked_file(file: _File, root: Path, limits: ReadLimits) -> Iterator[Item]:
    try:
        refused = unfit(file.path, root)
        if refused is not None:
            yield _reject(file, None, refused)
        else:
            yield from _read_file(file, limits)
    except RefusedError as error:
        yield _reject(file, None, error)
    except (gzip.BadGzipFile, zlib.error, EOFError):
        yield _reject(
            file,
            None,
            RefusedError(
                "read",
                "gzip_broken",
                "the compressed file is broken or cut off: compress it again",
            ),
        )
    except OSError as error:
        yield _reject(
            file,
            None,
            RefusedError(
                "read",
                "unreadable",
                f"the file can't be read ({error.strerror or type(error).__name__}): "
                "give this user read access or remove it",
            ),
        )


def _reject(file: _File, number: int | None, refused: RefusedError) -> Reject:
    return Reject(
        stage=refused.stage,
        source=file.source,
        source_path=file.source_path,
        record=number,
        code=refused.code,
        message=refused.message,
    )


def _open(path: Path) -> BinaryIO:
    if path.suffix.lower() == ".gz":
        return cast("BinaryIO", gzip.open(path, "rb"))
    return path.open("rb")


def _read_file(file: _File, limits: ReadLimits) -> Iterator[Item]:
    suffixes = [suffix.lower() for suffix in file.path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    kind = FORMATS.get(suffixes[-1]) if suffixes else None
    with _open(file.path) as stream:
        sample = stream.read(SAMPLE_BYTES)
    kind = kind or _sniff_format(sample)
    if kind is None:
        raise RefusedError(
            "read", "unknown_format", f"not a format that is read here: {KNOWN}"
        )
    if not sample.strip() and len(sample) < SAMPLE_BYTES:
        raise RefusedError("parse", "empty", "the file is empty: remove or refill it")
    if kind in ("plain", "html"):
        largest = limits.max_file_bytes
        if kind == "html":
            largest = min(largest, limits.max_page_bytes)
        with _open(file.path) as stream:
            # One byte more tells that there is more; the rest is never read.
            raw = stream.read(largest + 1)
        if len(raw) > limits.max_file_bytes:
            raise RefusedError(
                "read",
                "too_large",
                f"the file is larger than {limits.max_file_bytes:,} bytes: split it or "
                "raise the setting max_file_megabytes",
            )
        if kind == "html":
            record = read_page(
                raw,
                None,
                source=file.source,
                source_path=file.source_path,
                limits=limits,
            )
        else:
            record = _plain(file, raw)
        if len(record.text) > limits.max_text_characters:
            raise RefusedError(
                "read",
                "too_large",
                f"the text is longer than {limits.max_text_characters:,} characters: "
                "split it or raise the setting max_text_characters",
            )
        yield record
        return
    yield from _read_records(file, kind, sample, limits)


def _sniff_format(sample: bytes) -> Format | None:
    """The format of a file whose name does not tell it."""
    if sample.startswith(b"PAR1"):
        return "parquet"
    start = sample[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return None


def _plain(file: _File, raw: bytes) -> Record:
    decoded = decode(raw)
    if not decoded.text.strip():
        raise RefusedError("decode", "empty", "the file is empty: remove or refill it")
    return Record(
        source=file.source,
        source_path=file.source_path,
        text=decoded.text,
        extractor="plain",
        encoding=decoded.encoding,
    )


def _read_records(
    file: _File, kind: Format, sample: bytes, limits: ReadLimits
) -> Iterator[Item]:
    """The records of a file of many, with what was left out of it."""
    extract: Callable[[bytes, str | None], Record] = partial(
        read_page, source=file.source, source_path=file.source_path, limits=limits
    )
    columns: dict[str, None] = {}
    repeats: Counter[bytes] = Counter()
    encoding = None if kind == "parquet" else sniff_encoding(sample)
    with _open(file.path) as stream:
        if kind == "parquet":
            columns = dict.fromkeys(tabular.parquet_columns(stream))
            stream.seek(0)
        rows = _rows(kind, stream, encoding, limits)
        try:
            for number, row in rows:
                if isinstance(row, RefusedError):
                    yield _reject(file, number, row)
                    continue
                if isinstance(row, dict) and kind != "parquet":
                    columns |= dict.fromkeys(map(str, row))
                try:
                    record, left_out = record_of(
                        row,
                        source=file.source,
                        source_path=file.source_path,
                        number=number,
                        encoding=encoding,
                        limits=limits,
                        extract=extract,
                    )
                except RefusedError as refused:
                    yield _reject(file, number, refused)
                    continue
                yield _numbered(record, repeats)
                yield from left_out
        except UnicodeDecodeError:
            raise RefusedError(
                "decode",
                "encoding",
                f"the file is not {encoding} throughout; what follows the break was "
                "left out: save it again as UTF-8",
            ) from None
    unknown = unknown_columns(list(columns))
    if unknown:
        shown = ", ".join(printable(name)[:40] for name in unknown[:12])
        more = f" and {len(unknown) - 12} more" if len(unknown) > 12 else ""
        yield Notice(
            message=f"{file.source}/{file.source_path}: columns that are not known "
            f"were left alone: {shown}{more}"
        )


def _rows(
    kind: Format, stream: BinaryIO, encoding: str | None, limits: ReadLimits
) -> Iterator[tabular.Numbered]:
    if kind == "parquet":
        return tabular.read_parquet(stream)
    # Undecodable bytes of UTF-8 become lone surrogates, which refuse their record only.
    errors = "surrogateescape" if encoding in ("utf-8", "utf-8-sig") else "strict"
    newline = "" if kind in ("csv", "tsv") else "\n"
    text: TextIO = io.TextIOWrapper(
        stream, encoding=encoding, errors=errors, newline=newline
    )
    if kind == "jsonl":
        return tabular.read_json_lines(text, limits)
    if kind == "json":
        return tabular.read_json(text, limits)
    return tabular.read_csv(text, limits, tabs=kind == "tsv")


def _numbered(record: Record, repeats: Counter[bytes]) -> Record:
    """The record, told apart from equal ones before it where nothing names it."""
    if record.canonical_url or record.external_id or record.record is None:
        return record
    content = (
        record.outlet,
        record.title,
        str(record.published_at),
        record.text,
    )
    key = hashlib.sha256(repr(content).encode()).digest()[:12]
    repeats[key] += 1
    return replace(record, repeat=repeats[key] - 1) if repeats[key] > 1 else record

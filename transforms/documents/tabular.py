"""Files of many records, streamed: JSON arrays and lines, CSV and Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, TextIO

from transforms.documents.columns import FIELD_OF, normal_name
from transforms.documents.record import ReadLimits, RefusedError

if TYPE_CHECKING:
    import pyarrow as pa

Numbered = tuple[int | None, object]
"""A record's place in its file, from 1, and the record or why it is refused."""

CHUNK = 1 << 20
PARQUET_BATCH = 500
WRAPPERS = ("articles", "stories", "documents", "records", "items", "results", "data")
"""Names under which an export's outer object holds its list."""


def json_syntax(message: str) -> RefusedError:
    """The refusal of something that is not valid JSON."""
    return RefusedError("parse", "json_syntax", message)


def read_json_lines(stream: TextIO, limits: ReadLimits) -> Iterator[Numbered]:
    """The records of a JSON Lines file, a broken line as its refusal."""
    number = 0
    limit = limits.max_record_characters
    while line := stream.readline(limit):
        number += 1
        if len(line) >= limit and not line.endswith("\n"):
            while (rest := stream.readline(CHUNK)) and not rest.endswith("\n"):
                pass
            yield number, record_too_large(f"line {number}", limits)
            continue
        if not line.strip():
            continue
        yield number, _parsed(line, f"line {number}")


def record_too_large(place: str, limits: ReadLimits) -> RefusedError:
    """The refusal of a record that would take too much memory."""
    return RefusedError(
        "parse",
        "too_large",
        f"{place} is longer than {limits.max_record_characters:,} characters: split it",
    )


def _undecodable(text: str) -> bool:
    """Whether bytes that are no UTF-8 stand in it (kept as lone surrogates)."""
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _parsed(line: str, place: str) -> object:
    if _undecodable(line):
        return RefusedError(
            "decode",
            "encoding",
            f"{place} holds bytes that are not UTF-8: export the file again as UTF-8",
        )
    try:
        value: object = json.loads(line)
    except json.JSONDecodeError as error:
        return json_syntax(
            f"{place} is not valid JSON (column {error.colno}): fix or remove it"
        )
    except (RecursionError, ValueError):
        return json_syntax(
            f"{place} is JSON that can't be read (nested too deeply or a number with "
            "too many digits): fix or remove it"
        )
    return value


class JsonReader:
    """Reads one JSON value after the other from a stream, in bounded memory."""

    def __init__(self, stream: TextIO, limits: ReadLimits) -> None:
        """A reader at the start of a stream of text."""
        self._stream = stream
        self._limits = limits
        self._buffer = ""
        self._at = 0
        self._ended = False
        self._decode = json.JSONDecoder().raw_decode

    def _more(self) -> bool:
        """Read another piece; False at the end of the file."""
        if self._ended:
            return False
        # As much again as is waiting, so that a long value is not parsed too often.
        waiting = len(self._buffer) - self._at
        piece = self._stream.read(max(CHUNK, waiting))
        self._ended = not piece
        self._buffer = self._buffer[self._at :] + piece
        self._at = 0
        return bool(piece)

    def peek(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in " \t\r\n\ufeff":
                    return self._buffer[self._at]
                self._at += 1
            if not self._more():
                return ""

    def skip(self) -> None:
        """Leave the next character behind."""
        self._at += 1

    def value(self, place: str) -> object:
        """The next value.

        Raises:
            RefusedError: It is not valid JSON, not UTF-8 or too large.
        """
        while True:
            try:
                value, end = self._decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                cut_off = (
                    error.msg.startswith("Unterminated string")
                    or error.pos >= len(self._buffer) - 12
                )
                if not cut_off or self._ended:
                    raise json_syntax(
                        f"{place} is not valid JSON; it and what follows in the file "
                        "were left out: fix it there"
                    ) from None
            except (RecursionError, ValueError):
                raise json_syntax(
                    f"{place} is JSON that can't be read (nested too deeply or a "
                    "number with too many digits); it and what follows in the file "
                    "were left out: fix it there"
                ) from None
            else:
                # A number at the very end may go on in the next piece.
                if (
                    end < len(self._buffer)
                    or self._ended
                    or isinstance(value, dict | list | str)
                ):
                    if _undecodable(self._buffer[self._at : end]):
                        value = RefusedError(
                            "decode",
                            "encoding",
                            f"{place} holds bytes that are not UTF-8: export the file "
                            "again as UTF-8",
                        )
                    self._at = end
                    return value
            if len(self._buffer) - self._at > self._limits.max_record_characters:
                raise record_too_large(place, self._limits)
            self._more()


def read_json(stream: TextIO, limits: ReadLimits) -> Iterator[Numbered]:
    """The records of a JSON file: an array, one object, or objects in a row.

    An array is streamed. An object that wraps a list of articles gives its articles.

    Raises:
        RefusedError: The file is empty or breaks off; what was read before holds.
    """
    reader = JsonReader(stream, limits)
    first = reader.peek()
    if not first:
        raise RefusedError("parse", "empty", "the file is empty: remove or refill it")
    if first == "[":
        reader.skip()
        yield from _elements(reader)
        return
    value = reader.value("the file's object")
    if not reader.peek():
        yield from _unwrapped(value)
        return
    number = 1
    yield number, value
    while reader.peek():
        number += 1
        yield number, reader.value(f"object {number}")


def _elements(reader: JsonReader) -> Iterator[Numbered]:
    number = 0
    while (following := reader.peek()) != "]":
        if number:
            if following != ",":
                raise json_syntax(
                    f"the array breaks off after record {number}; what follows was "
                    "left out: fix the file there"
                )
            reader.skip()
        elif not following:
            raise json_syntax("the array breaks off: fetch or export the file again")
        number += 1
        reader.peek()
        yield number, reader.value(f"record {number}")


def _unwrapped(value: object) -> Iterator[Numbered]:
    if isinstance(value, dict):
        names = {FIELD_OF.get(normal_name(str(name))) for name in value}
        for name in WRAPPERS:
            inner = value.get(name)
            if isinstance(inner, list) and not names & {"text", "html"}:
                yield from enumerate(inner, start=1)
                return
    yield None, value


def read_csv(stream: TextIO, limits: ReadLimits, *, tabs: bool) -> Iterator[Numbered]:
    """The rows of a CSV file with a header, quotes and newlines in them kept.

    Raises:
        RefusedError: There is no header, or the only column has a torn cell.
    """
    csv.field_size_limit(limits.max_record_characters)
    header_line = stream.readline(CHUNK)
    if not header_line.strip():
        raise RefusedError("parse", "empty", "the file is empty: remove or refill it")
    delimiter = "\t" if tabs else _delimiter(header_line)
    names = [
        name.strip().lstrip("\ufeff")
        for name in next(csv.reader([header_line], delimiter=delimiter))
    ]
    fields = {FIELD_OF.get(normal_name(name)) for name in names}
    if not fields & {"text", "html"}:
        raise RefusedError(
            "parse",
            "missing_text",
            "no column holds the text: the first line must name a column text (or "
            "html)",
        )
    # Strict: else an open quote takes the rows after it for its text.
    rows = csv.reader(stream, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            refused = _csv_syntax(number, str(error))
            if len(names) == 1:
                # Lines of a torn cell would pass for rows.
                raise refused from None
            yield number, refused
            continue
        if not any(row):
            continue
        if _undecodable("".join(row)):
            yield (
                number,
                RefusedError(
                    "decode",
                    "encoding",
                    f"row {number} holds bytes that are not UTF-8: export the "
                    "file again as UTF-8",
                ),
            )
        elif len(row) != len(names):
            yield (
                number,
                RefusedError(
                    "parse",
                    "csv_columns",
                    f"row {number} has {len(row)} cells and the header "
                    f"{len(names)}: put quotes round cells that hold the separator",
                ),
            )
        else:
            yield number, dict(zip(names, row, strict=True))


def _csv_syntax(number: int, reason: str) -> RefusedError:
    return RefusedError(
        "parse",
        "csv_syntax",
        f"row {number} can't be read ({reason}): close its quotes, and write a quote "
        "inside a cell twice",
    )


def _delimiter(header: str) -> str:
    """The separator that stands most often in the header line."""
    return max(",;\t|", key=header.count)


def read_parquet(stream: BinaryIO) -> Iterator[Numbered]:
    """The rows of a Parquet file, in batches; columns that are not needed unread.

    Raises:
        RefusedError: It is no Parquet file, or no column holds text.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    number = 0
    try:
        file = pq.ParquetFile(stream)
        names = [
            name for name in file.schema_arrow.names if normal_name(name) in FIELD_OF
        ]
        if not {FIELD_OF[normal_name(name)] for name in names} & {"text", "html"}:
            raise RefusedError(
                "parse",
                "missing_text",
                "no column holds the text: name one of them text (or html)",
            )
        for batch in file.iter_batches(batch_size=PARQUET_BATCH, columns=names):
            for row in _times_as_text(batch).to_pylist():
                number += 1
                yield number, row
    except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError) as error:
        raise RefusedError(
            "parse",
            "parquet_broken",
            f"no Parquet file, or broken after row {number} ({type(error).__name__}): "
            "write it again",
        ) from error


def _times_as_text(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The rows with times in ISO 8601 and UTC.

    One time beyond the year 9999, which Python has no value for, or in a zone that
    this machine does not know would else end the file.
    """
    import pyarrow as pa  # noqa: PLC0415

    for place, field in enumerate(batch.schema):
        column = batch.column(place)
        if pa.types.is_timestamp(field.type):
            if field.type.tz is not None:
                column = column.cast(pa.timestamp(field.type.unit, "UTC"))
            column = column.cast(pa.string())
        elif pa.types.is_date(field.type):
            column = column.cast(pa.string())
        batch = batch.set_column(place, field.name, column)
    return batch


def parquet_columns(stream: BinaryIO) -> list[str]:
    """The column names of a Parquet file; none where it is broken."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        schema: pa.Schema = pq.read_schema(stream)
    except (pa.ArrowException, OSError, ValueError):
        return []
    return list(schema.names)

"""What the readers hand on: records, refused inputs, notices and their limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from warehouse.schema.terms import (
    DateMethod,
    DatePrecision,
    Extractor,
    RejectStage,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article as one input gave it."""

    source: str
    """Name of the source: base name of the file or folder that was given."""
    source_path: str | None
    """File, relative to the source, with ``/`` between its parts."""
    record: int | None = None
    """Line or record in the file, from 1; None where the file is one article."""
    repeat: int = 0
    """Equal records before this one in its file; counted without URL and id only."""
    external_id: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    outlet: str | None = None
    """Name of the outlet as the input writes it."""
    title: str | None = None
    authors: tuple[str, ...] | None = None
    published_at: datetime | None = None
    published_precision: DatePrecision | None = None
    published_method: DateMethod | None = None
    language: str | None = None
    """ISO 639-1 code that the input states; None where it states none."""
    text: str
    raw: bytes | None = None
    """The page the text was extracted from, so that it can be extracted again."""
    extractor: Extractor
    encoding: str | None = None
    """Encoding the bytes were in, as Python names it."""
    retrieved_at: datetime | None = None
    """When the input says that the article was fetched."""
    retrieved_precision: DatePrecision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """One input that was refused, or a part of it that was left out."""

    stage: RejectStage
    source: str
    source_path: str | None
    record: int | None = None
    code: str
    message: str
    """What is wrong and what to do; holds no text of the input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something worth telling that refuses nothing."""

    message: str


class RefusedError(Exception):
    """An input that can't be read; the reader turns it into a ``Reject``."""

    def __init__(self, stage: RejectStage, code: str, message: str) -> None:
        """A refusal at a stage, with its reason code and what to do about it."""
        super().__init__(message)
        self.stage: RejectStage = stage
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """How large an input may be before it is refused."""

    max_file_bytes: int = 50_000_000
    """Bytes of a text, HTML or single-object JSON file, after decompression. Files of
    many records are streamed and may be of any size."""
    max_page_bytes: int = 5_000_000
    """Bytes of an HTML page, which takes about 5 s a megabyte to take apart."""
    max_text_characters: int = 20_000_000
    """Characters of one article's text."""
    max_record_characters: int = 60_000_000
    """Characters of one line or JSON element; bounds the reader's memory."""
    max_field_characters: int = 2_000
    """Characters of a title, address, name or id: what is longer is no such thing."""

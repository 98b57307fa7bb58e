"""The sample articles as the product reads them, and places of words in them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from transforms.documents.read import read_source
from transforms.documents.record import Record, Reject

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "samples" / "articles"
BATCHES = ("batch-1", "batch-2", "batch-3")

Span = tuple[int, int]


class GoldError(Exception):
    """A line of the gold that does not fit the articles; says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One text of one article, as `read_source` gives it."""

    name: str
    """Path below `samples/articles`, with `#id` for a record of a file of many."""
    record: Record
    visible: str
    """What a reader sees of the whole page; of other files the text itself."""

    def field(self, name: str) -> str:
        """Its text or title."""
        return (self.record.title or "") if name == "title" else self.record.text


def name_of(record: Record) -> str:
    """The name that the gold uses for a record of a batch."""
    path = f"{record.source}/{record.source_path}"
    if record.record is None:
        return path
    return f"{path}#{record.external_id or record.record}"


def read_samples(folder: Path = ARTICLES) -> dict[str, Sample]:
    """Every sample article by its name, in order of batches and paths.

    Raises:
        GoldError: An article is refused, or two have one name.
    """
    found: dict[str, Sample] = {}
    for batch in BATCHES:
        for item in read_source(folder / batch):
            if isinstance(item, Reject):
                place = f"{item.source}/{item.source_path}"
                raise GoldError(f"{place}: refused ({item.code}): {item.message}")
            if not isinstance(item, Record):
                continue
            name = name_of(item)
            if name in found:
                raise GoldError(f"{name}: two records have this id; give each its own")
            visible = visible_text(item.raw) if item.raw else item.text
            found[name] = Sample(name=name, record=item, visible=visible)
    return found


def visible_text(page: bytes) -> str:
    """The text of a page without its markup, scripts and styles; all furniture."""
    body = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page.decode("utf-8"))
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def places(text: str, surface: str, *, whole: bool = True) -> list[Span]:
    """Where words stand in a text, each place once, in order.

    "6 per cent" does not stand in "2.6 per cent", nor "12 homes" in "212 homes", unless
    parts of words will do.
    """
    before = after = ""
    if whole:
        before = r"(?<![\w])(?<!\d[.,])" if surface[:1].isalnum() else ""
        after = r"(?!\w)" if surface[-1:].isalnum() else ""
        after += r"(?![.,]\d)" if surface[-1:].isdigit() else ""
    pattern = f"{before}{re.escape(surface)}{after}"
    return [match.span() for match in re.finditer(pattern, text)]


def place(
    text: str, surface: str, *, nth: int | None, where: str, whole: bool = True
) -> Span:
    """The one place of words in a text, or the nth where it is given.

    Raises:
        GoldError: They do not stand there, or stand there more than once.
    """
    found = places(text, surface, whole=whole)
    if not found:
        raise GoldError(
            f"{where}: {surface!r} does not stand in the text as it is read"
        )
    if nth is None and len(found) > 1:
        raise GoldError(
            f"{where}: {surface!r} stands there {len(found)} times; make it longer or "
            "say which with `nth` (in a claim: `article | surface | 2`)"
        )
    if nth is not None and not 1 <= nth <= len(found):
        raise GoldError(f"{where}: {surface!r} has no place {nth}, only {len(found)}")
    return found[(nth or 1) - 1]

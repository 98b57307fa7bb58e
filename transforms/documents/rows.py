"""A row of named fields as a record."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from transforms.documents.columns import gather
from transforms.documents.dates import parse_date
from transforms.documents.fields import (
    body_text,
    checked_text,
    language_code,
    names_of,
    one_string,
    wrong_type,
)
from transforms.documents.record import ReadLimits, Record, RefusedError, Reject
from transforms.documents.urls import canonical_url
from warehouse.schema.terms import DateMethod, DatePrecision

OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
"""What an address of no web page begins with; ``host:8080`` is no scheme."""


def record_of(
    row: object,
    *,
    source: str,
    source_path: str,
    number: int | None,
    encoding: str | None,
    limits: ReadLimits,
    extract: Callable[[bytes, str | None], Record],
) -> tuple[Record, list[Reject]]:
    """The record in a row, and what of it was left out (an unreadable date).

    Args:
        row: What the file holds at this place; anything but an object is refused.
        source: Name of the source.
        source_path: File in it.
        number: Place of the row in its file, from 1; None for a file of one record.
        encoding: Encoding of the file.
        limits: How large a record may be.
        extract: Reads a page for a row that has ``html`` and no ``text``.

    Raises:
        RefusedError: The row is no article.
    """
    if not isinstance(row, dict):
        raise wrong_type("record", row, "an object with named fields")
    found = gather(row)
    address, outlet_names = found["url"], found["outlet"]
    for value in found["source"]:
        if isinstance(value, dict):
            outlet_names = [*outlet_names, *filter(None, [value.get("name")])]
        elif isinstance(value, str) and re.match(r"https?://", value):
            address = [*address, value]
    url = one_string(address, "url", limits)
    if url is not None and OTHER_SCHEME.match(url):
        # javascript: and the like are no addresses, and someone may click on them.
        url = None
    text = body_text(found["text"])
    page: Record | None = None
    if text is None:
        page = _page(found["html"], url, extract)
        text = page.text
    if len(text) > limits.max_text_characters:
        raise RefusedError(
            "record",
            "too_large",
            f"the text is longer than {limits.max_text_characters} characters: split "
            "it or raise the setting max_text_characters",
        )
    left_out: list[Reject] = []
    dated = None
    if found["published"]:
        dated = parse_date(found["published"][0])
        if dated is None:
            left_out.append(
                Reject(
                    stage="record",
                    source=source,
                    source_path=source_path,
                    record=number,
                    code="bad_date",
                    message="the date can't be read, so the article is kept without "
                    "one: write it as 2026-03-02 or 2026-03-02T09:30:00Z",
                )
            )
    retrieved = parse_date(found["retrieved"][0]) if found["retrieved"] else None
    title = one_string(found["title"], "title", limits)
    outlet = one_string(outlet_names, "outlet", limits)
    authors = names_of(found["authors"], limits)
    language = language_code(one_string(found["language"], "language", limits))
    address_form = canonical_url(url)
    if page is not None:
        url = url or page.url
        address_form = address_form or page.canonical_url
        title, outlet = title or page.title, outlet or page.outlet
        authors, language = authors or page.authors, language or page.language
    published: tuple[datetime | None, DatePrecision | None, DateMethod | None] = (
        (*dated, "record")
        if dated is not None
        else (page.published_at, page.published_precision, page.published_method)
        if page is not None
        else (None, None, None)
    )
    record = Record(
        source=source,
        source_path=source_path,
        record=number,
        external_id=one_string(found["external_id"], "id", limits, numbers=True),
        url=url,
        canonical_url=address_form,
        outlet=outlet,
        title=title,
        authors=authors,
        published_at=published[0],
        published_precision=published[1],
        published_method=published[2],
        language=language,
        text=text,
        raw=page.raw if page else None,
        extractor=page.extractor if page else "record",
        encoding=encoding,
        retrieved_at=retrieved[0] if retrieved else None,
        retrieved_precision=retrieved[1] if retrieved else None,
    )
    return record, left_out


def _page(
    values: list[object],
    url: str | None,
    extract: Callable[[bytes, str | None], Record],
) -> Record:
    if not values:
        raise RefusedError(
            "record",
            "missing_text",
            "the record has neither text nor html: add one of these fields",
        )
    value = values[0]
    if isinstance(value, str):
        # The page was decoded with its file; its own charset no longer holds.
        value = b"\xef\xbb\xbf" + checked_text("html", value).encode()
    if not isinstance(value, bytes):
        raise wrong_type("html", value, "a string")
    return extract(value, url)

"""Named fields of a record, however the export that it comes from calls them."""

from __future__ import annotations

import html
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache

from transforms.documents.dates import parse_date
from transforms.documents.record import ReadLimits, Record, RefusedError, Reject
from transforms.documents.urls import canonical_url
from warehouse.schema.terms import DateMethod, DatePrecision

Row = Mapping[str, object]

NAMES: dict[str, tuple[str, ...]] = {
    # Own names first, then trafilatura, fundus, news-please, Media Cloud, NewsAPI and
    # common data sets. The first that holds a value is taken.
    "external_id": ("id", "article_id", "stories_id", "story_id", "guid", "uuid"),
    "url": ("url", "link", "article_url", "story_url", "web_url"),
    "title": ("title", "headline", "article_title", "title_page"),
    "text": (
        "text",
        "maintext",
        "plaintext",
        "raw_text",
        "body",
        "content",
        "article_text",
        "full_text",
        "fulltext",
        "article",
        "story_text",
    ),
    "html": ("html", "raw_html", "page_html", "body_html"),
    "published": (
        "published",
        "date",
        "published_at",
        "publish_date",
        "date_publish",
        "date_published",
        "publishing_date",
        "publication_date",
        "published_date",
        "pub_date",
        "pubdate",
        "published_on",
        "datetime",
        "timestamp",
    ),
    "outlet": (
        "outlet",
        "outlet_name",
        "media_name",
        "publisher",
        "publication",
        "sitename",
        "site_name",
        "source_name",
        "newspaper",
        "source_hostname",
        "source_domain",
        "media_url",
        "hostname",
        "domain",
    ),
    "authors": ("authors", "author", "byline", "creator"),
    "language": ("language", "lang", "language_code"),
    "retrieved": (
        "retrieved_at",
        "retrieved",
        "date_download",
        "collect_date",
        "crawled_at",
        "fetched_at",
        "crawl_date",
    ),
    # An address in trafilatura, an object with a name in NewsAPI; a plain word is not
    # read, because it may name the data set as well as the outlet.
    "source": ("source",),
}
FIELD_OF = {name: field for field, names in NAMES.items() for name in names}
SILENT = frozenset(
    {
        "ap_syndicated",
        "body_summary",
        "categories",
        "collections",
        "comments",
        "date_modify",
        "description",
        "excerpt",
        "feeds",
        "filedate",
        "filename",
        "fingerprint",
        "free_access",
        "image",
        "image_url",
        "images",
        "indexed_date",
        "license",
        "localpath",
        "media_id",
        "metadata",
        "pagetype",
        "section",
        "tags",
        "themes",
        "title_rss",
        "topics",
        "word_count",
    }
)
"""Columns of the exports named above that are known and not needed."""

TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]{0,2000}>", re.DOTALL)
SPACE = re.compile(r"\s+")
LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
LANGUAGE_NAMES = {
    "english": "en",
    "eng": "en",
    "german": "de",
    "deu": "de",
    "ger": "de",
    "french": "fr",
    "fra": "fr",
    "fre": "fr",
    "spanish": "es",
    "spa": "es",
    "italian": "it",
    "ita": "it",
    "portuguese": "pt",
    "por": "pt",
    "dutch": "nl",
    "nld": "nl",
    "polish": "pl",
    "pol": "pl",
    "russian": "ru",
    "rus": "ru",
    "arabic": "ar",
    "ara": "ar",
    "chinese": "zh",
    "zho": "zh",
}


@lru_cache(maxsize=10_000)
def normal_name(name: str) -> str:
    """A column name in the form `NAMES` has it: ``publishDate`` → ``publish_date``."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[\s.:/-]+", "_", name).strip("_").lower()


def unknown_columns(names: list[str]) -> list[str]:
    """The column names that no field is read from, sorted."""
    return sorted(
        {
            name
            for name in names
            if normal_name(name) not in FIELD_OF and normal_name(name) not in SILENT
        }
    )


def clean_line(text: str) -> str:
    """A title, name or label as one line: no markup, entities or control characters."""
    if "<" in text:
        text = TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    text = "".join(
        " " if unicodedata.category(character) == "Cc" else character
        for character in text
    )
    return SPACE.sub(" ", text).strip()


def is_missing(value: object) -> bool:
    """Whether an export meant *no value*: null, NaN, an empty string or list."""
    return (
        value is None
        or (isinstance(value, float) and math.isnan(value))
        # NaT of pandas is the one value that differs from itself and is no number.
        or (not isinstance(value, str | list | dict) and value != value)  # noqa: PLR0124
        or (isinstance(value, str) and not value.strip())
        or (isinstance(value, list | tuple | dict) and not value)
    )


def gather(row: Row) -> dict[str, list[object]]:
    """The values of a row by field, best name first, missing ones left out."""
    by_name: dict[str, object] = {}
    for name, value in row.items():
        if not is_missing(value):
            by_name.setdefault(normal_name(str(name)), value)
    return {
        field: [by_name[name] for name in names if name in by_name]
        for field, names in NAMES.items()
    }


def wrong_type(field: str, value: object, wanted: str) -> RefusedError:
    """The refusal of a value of a type that the field can't have."""
    return RefusedError(
        "record",
        "wrong_type",
        f"field {field!r} is a {type(value).__name__}, not {wanted}: change its type",
    )


def checked_text(field: str, text: str) -> str:
    """The text, if it can be stored.

    Raises:
        RefusedError: It holds NUL or half of a surrogate pair.
    """
    if "\x00" in text:
        raise RefusedError(
            "record", "binary", f"field {field!r} holds NUL characters: remove them"
        )
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise RefusedError(
                "record",
                "encoding",
                f"field {field!r} holds halves of characters (lone surrogates): "
                "export it again as UTF-8",
            ) from None
    return text


def one_string(
    values: list[object], field: str, limits: ReadLimits, *, numbers: bool = False
) -> str | None:
    """The first value as one clean line; None where there is none."""
    if not values:
        return None
    value = values[0]
    if numbers and isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if float(value).is_integer() else str(value)
    if not isinstance(value, str):
        raise wrong_type(field, value, "a string")
    if len(value) > 4 * limits.max_field_characters:
        raise too_long(field, limits)
    line = clean_line(checked_text(field, value.replace("\x00", " ")))
    if len(line) > limits.max_field_characters:
        raise too_long(field, limits)
    return line or None


def too_long(field: str, limits: ReadLimits) -> RefusedError:
    """The refusal of a short field that is longer than any such thing is."""
    return RefusedError(
        "record",
        "too_large",
        f"field {field!r} is longer than {limits.max_field_characters} characters: "
        "shorten it",
    )


def body_text(values: list[object]) -> str | None:
    """The text, as it stands; a list of paragraphs is joined with newlines."""
    if not values:
        return None
    value = values[0]
    if isinstance(value, dict):
        # fundus writes the body as sections of headlines and paragraphs.
        value = _paragraphs(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    if not isinstance(value, str):
        raise wrong_type("text", value, "a string")
    return checked_text("text", value)


def _paragraphs(body: dict[object, object]) -> list[object] | dict[object, object]:
    sections = body.get("sections")
    if not isinstance(sections, list):
        return body
    parts: list[object] = []
    for holder in (body, *sections):
        if isinstance(holder, dict):
            for name in ("summary", "headline", "paragraphs"):
                found = holder.get(name)
                parts += found if isinstance(found, list) else [found] if found else []
    return parts


def names_of(values: list[object], limits: ReadLimits) -> tuple[str, ...] | None:
    """The names of a byline, in order, each once."""
    if not values:
        return None
    value = values[0]
    if isinstance(value, dict):
        value = [value]
    if isinstance(value, str):
        value = re.split(r"\s*[;|\n]\s*|,?\s+and\s+", value)
    if not isinstance(value, list | tuple):
        raise wrong_type("authors", value, "a string or a list of strings")
    names: dict[str, None] = {}
    for part in value:
        name = part.get("name") if isinstance(part, dict) else part
        if is_missing(name):
            continue
        if not isinstance(name, str):
            raise wrong_type("authors", name, "a string or a list of strings")
        line = one_string([name], "authors", limits)
        line = re.sub(r"^by\s+", "", line or "", flags=re.IGNORECASE)
        if line:
            names[line] = None
    return tuple(names) or None


def language_code(value: str | None) -> str | None:
    """ISO 639-1 code from a code, locale or English name; None where it is none."""
    if not value:
        return None
    value = value.strip().lower()
    if value in LANGUAGE_NAMES:
        return LANGUAGE_NAMES[value]
    match = LANGUAGE.fullmatch(value)
    if not match:
        return None
    code = LANGUAGE_NAMES.get(match[1].lower(), match[1].lower())
    return code if len(code) == 2 else None


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

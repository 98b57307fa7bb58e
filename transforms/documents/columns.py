"""Column names: which field each is, whatever export it comes from."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

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


def is_missing(value: object) -> bool:
    """Whether an export meant *no value*: null, NaN, an empty string or list."""
    return (
        value is None
        or (isinstance(value, float) and math.isnan(value))
        # Its own test, because a signalling one can't be compared with anything.
        or (isinstance(value, Decimal) and value.is_nan())
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

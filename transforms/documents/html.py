"""The article in a web page: text, title, authors, date and address."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

from transforms.documents.dates import Dated, parse_date
from transforms.documents.decode import decode
from transforms.documents.fields import clean_line, language_code
from transforms.documents.record import ReadLimits, Record, RefusedError
from transforms.documents.urls import canonical_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

    from warehouse.schema.terms import DateMethod

DATE_META = re.compile(
    r"""<meta\b(?=[^>]{0,500}?\b(?:property|name|itemprop)\s*=\s*["']?"""
    r"""(?:article:published_time|og:published_time|datePublished|publish[_-]?date|"""
    r"""pubdate|parsely-pub-date|sailthru\.date|dc\.date(?:\.issued)?|date)["'\s>])"""
    r"""[^>]{0,500}?\bcontent\s*=\s*["']([^"'<>]{4,60})["']""",
    re.IGNORECASE,
)
DATE_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{4,60})"')
DATES_STAND_IN = 2_000_000
"""Characters of a page that dates are looked for in."""
MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MAX_DEPTH = 400
"""Nesting beyond which no article lies; deeper trees cost extractors their stack."""


def read_page(
    raw: bytes,
    url: str | None,
    *,
    source: str,
    source_path: str,
    limits: ReadLimits,
) -> Record:
    """The article of a page.

    Precision is preferred over recall: a number from a side bar is a false fact.

    Raises:
        RefusedError: The bytes are no text, or the page holds no article.
    """
    if len(raw) > limits.max_page_bytes:
        raise RefusedError(
            "read",
            "too_large",
            f"the page is larger than {limits.max_page_bytes:,} bytes: pass its text "
            "in a JSON Lines record instead, or raise the setting max_page_megabytes",
        )
    decoded = decode(raw, html=True)
    page = decoded.text
    if not page.strip():
        raise RefusedError(
            "decode", "empty", "the file is empty: remove it or fetch the page again"
        )
    # Loaded late: reading text and records needs none of it.
    import trafilatura  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    tree = _tree(page)
    try:
        found = trafilatura.bare_extraction(
            tree,
            url=url,
            favor_precision=True,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            # The date is read below, with its time of day.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:
        # Pages break extractors in ways no list of exceptions covers; one page must
        # not end a run of thousands.
        raise RefusedError(
            "extract",
            "html_broken",
            f"the page can't be taken apart ({type(error).__name__}): pass its text "
            "in a JSON Lines record instead",
        ) from error
    if not isinstance(found, Document) or not re.search(r"\w", found.text or ""):
        raise RefusedError(
            "extract",
            "no_article",
            "the page holds no article text (a list, a wall or an app page): remove "
            "it or pass its text in a JSON Lines record",
        )
    text = (found.text or "").strip("\n").replace("\x00", "")
    dated, method = _published(page, tree, url)
    address = url or _line(found.url)
    return Record(
        source=source,
        source_path=source_path,
        url=address,
        canonical_url=canonical_url(address),
        outlet=_line(found.sitename) or _line(found.hostname),
        title=_line(found.title),
        authors=_authors(found.author),
        published_at=dated[0] if dated else None,
        published_precision=dated[1] if dated else None,
        published_method=method if dated else None,
        language=language_code(found.language),
        text=text,
        raw=raw,
        extractor="html",
        encoding=decoded.encoding,
    )


def _tree(page: str) -> HtmlElement:
    """The page as a tree that an extractor's recursion can walk."""
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    # An XML declaration with an encoding is refused in text that is already decoded.
    page = re.sub(r"^\s*<\?xml[^>]*>", "", page.replace("\x00", ""))
    try:
        # By default libxml2 drops what nests deeper than 256, and all that follows.
        tree = document_fromstring(page, parser=HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError(
            "extract",
            "no_article",
            "the page has no content that can be read: fetch it again or remove it",
        ) from error
    depth, node = 0, [tree]
    while node:
        depth += 1
        if depth > MAX_DEPTH:
            raise RefusedError(
                "extract",
                "too_deep",
                f"the page nests more than {MAX_DEPTH} elements: pass its text in a "
                "JSON Lines record instead",
            )
        node = [child for parent in node for child in parent]
    return tree


def _published(
    page: str, tree: HtmlElement, url: str | None
) -> tuple[Dated | None, DateMethod]:
    """When the page was published: metadata first, then dates in its text."""
    for pattern in (DATE_META, DATE_JSON):
        for match in pattern.finditer(page[:DATES_STAND_IN]):
            dated = parse_date(_json_string(match[1]))
            if dated:
                return dated, "html_metadata"
    import htmldate  # noqa: PLC0415

    methods: tuple[tuple[bool, DateMethod], ...] = (
        (False, "html_metadata"),
        (True, "html_text"),
    )
    for extensive, method in methods:
        try:
            found = htmldate.find_date(
                tree, extensive_search=extensive, original_date=True, url=url
            )
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None, method
        if found:
            said = f"{url or ''} {page[:DATES_STAND_IN]}"
            return (None if is_guess(found, said) else parse_date(found)), method
    return None, "html_text"


def is_guess(day: str, page: str) -> bool:
    """Whether a page writes a day only as two numbers that may be either way round.

    ``03/04/2026`` is the third of April in London and the fourth of March in Boston;
    htmldate takes the first. A form that leaves no choice, anywhere in the page,
    settles it.

    Args:
        day: The day as ISO 8601 writes it.
        page: The page, with its address.
    """
    found = date.fromisoformat(day)
    if found.day > len(MONTH_NAMES) or found.day == found.month:
        return False
    y, m, d = found.year, f"0?{found.month}", f"0?{found.day}"
    either_way = rf"(?<![\d/-])(?:{d}[/-]{m}|{m}[/-]{d})[/-](?:{y}|{y % 100:02})(?!\d)"
    if not re.search(either_way, page):
        return False
    name = rf"{MONTH_NAMES[found.month - 1]}[a-z]*\.?"
    suffix = "(?:st|nd|rd|th)?"
    one_way = (
        rf"(?<!\d)(?:{y}(?P<mark>[-/.]?){m}(?P=mark){d}|{d}\.{m}\.{y})(?!\d)"
        rf"|\b{d}{suffix}\s+{name},?\s+{y}\b|\b{name}\s+{d}{suffix},?\s+{y}\b"
    )
    return not re.search(one_way, page, re.IGNORECASE)


def _json_string(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def _line(text: str | None) -> str | None:
    line = clean_line(text[:4000]) if text else ""
    return line[:2000] or None


def _authors(text: str | None) -> tuple[str, ...] | None:
    names = [clean_line(name) for name in (text or "")[:4000].split(";")]
    return tuple(dict.fromkeys(filter(None, names))) or None

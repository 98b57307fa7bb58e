"""Which outlets a text names: as its source, in passing, or as who reported it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from transforms.documents.outlets import shipped

Naming = Literal["credit", "mention"]

CREDIT_BEFORE = re.compile(
    r"(?:\b(?:told|tells|telling|(?:speaking|spoke) (?:exclusively )?to|interview with|"
    r"statement to|according to|shared with|courtesy of|copyright|via|credit|sources?|"
    r"(?:reports?|articles?|stor(?:y|ies)|investigations?|interviews?) (?:by|in|from)|"
    r"(?:seen|obtained|reviewed|reported|reporting|published|printed|revealed|disclosed|"
    r"appeared|carried|written|produced)(?: first| exclusively| originally)? "
    r"(?:by|in|on|for))\b[\s:]*|©\s*)(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words before a name by which it is credited."""
CREDIT_AFTER = re.compile(
    r"(?:,?\s+(?:(?:first|exclusively|previously|also)\s+)?(?:reported|reports|revealed|"
    r"reveals|disclosed|has (?:learned|learnt|seen|reported|obtained)|understands|"
    r"broke the (?:news|story)|said in a report))\b",
    re.IGNORECASE,
)
"""Words after it. A body reports a loss, too, so a shortened name is not enough."""
DATELINE = 200
"""Characters at the start of a text in which *(Harrow Wire)* is the agency's mark."""
BYLINE = re.compile(
    r"\W*(?:(?:by|source|reporting by|from)\W+)?(?:the\s+)?", re.IGNORECASE
)
LAST_OF_LINE = re.compile(r"\W*(?:staff|reporters?|correspondents?)?\W*", re.IGNORECASE)
CAPITAL_BEFORE = re.compile(r"\b(?!The )[A-Z][\w’'-]* $")
"""*Post* is not the name in *Sunday Post*."""
AROUND = 60
"""Characters on either side that are looked at."""

HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
ENDING = re.compile(r"(?:\.(?:co|com|org|net|gov|ac|edu))?\.[a-z]+$")
"""What a domain has behind its name."""
KINDS = re.compile(
    r"(?<=.{5})(?:wire|news|online|media|press|agency|today|daily|live|report)$"
)
"""Endings that are left off in speech, of names long enough to be known without."""
BETWEEN = "[ \u00a0\\-’'&.]{0,3}"
"""What may stand between two letters of a name that are side by side in a domain."""
SMALL = frozenset({"of", "the", "and", "for", "on", "in", "de", "la", "du"})

OWN = re.compile(
    r"\b(?:told|tells|[Ss]peaking to|spoke to|interview with|statement to|seen by|"
    r"obtained by|shared with|reviewed by)\s+us\b"
    r"|\b(?:[Ww]e|[Tt]his newspaper|[Tt]his paper|[Oo]ur reporters?) (?:can reveal|"
    r"ha(?:s|ve) (?:learned|learnt|seen|obtained)|understands?)\b"
)
"""Phrases by which a newsroom marks what it found out itself."""
ADDRESSED = re.compile(
    r"\b(?:told|tells|[Ss]peaking to|spoke to|interview with|statement to|seen by|"
    r"obtained by|shared with|reviewed by)\s+(?:[Tt]he\s+)?"
    r"([A-Z][\w’'&-]*(?:[ ](?:(?:of|and|&)[ ])?[A-Z][\w’'&-]*){0,4})"
)
"""Whom somebody spoke to. A rewrite puts other verbs in their place ("informed",
"shared his concerns with")."""
STARTS = (
    *("told", "tells", "speaking to", "Speaking to", "spoke to", "interview with"),
    *("statement to", "seen by", "obtained by", "shared with", "reviewed by"),
    *("we can", "We can", "we ha", "We ha", "we understand", "We understand"),
    *("this newspaper", "This newspaper", "this paper", "This paper"),
    *("our reporter", "Our reporter"),
)
"""What both patterns begin with, one of them each: found much faster one by one."""
NO_OUTLET = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lord|Lady|Judge|Justice|President|Prime|Minister|"
    r"Members?|MPs?|MSPs?|MEPs?|Peers|Lords|Commons|Parliament|Congress|Senate|Senators?|"
    r"House|Assembly|High|Supreme|Crown|Magistrates|Court|County|Council|Committee|"
    r"Police|Inquiry|Ofcom|Whitehall|Downing)\b"
)
"""Addressees that publish nothing, where it is not known who does."""


def names_outlet(text: str, outlet: str | None) -> Naming | None:
    """How a text names an outlet: as a source, in passing, or not at all.

    A name of several words is known wherever it stands in capitals; one word, which is
    a word of the language more often than not (*Independent*, *Post*), only where it
    is credited.

    Args:
        text: The text, its source lines and bylines included.
        outlet: Domain or name of the outlet.
    """
    names = _names(outlet) if outlet else None
    if names is None or not any(head in text for head in names.heads):
        return None
    found: Naming | None = None
    for match in names.pattern.finditer(text):
        words = re.split(r"[^\w]+", match["name"])
        capital = all(word[:1].isupper() or word in SMALL for word in words if word)
        if not capital and match["host"] is None:
            continue
        if _is_credit(text, match):
            return "credit"
        if len(words) > 1 and match["short"] is None:
            found = "mention"
    return found


def _is_credit(text: str, match: re.Match[str]) -> bool:
    """Whether the words round a name make it a source."""
    before = text[max(0, match.start() - AROUND) : match.start()]
    after = text[match.end() : match.end() + AROUND]
    is_word = re.search(r"\W", match["name"]) is None
    if is_word and re.match(r" [A-Z]", after):
        return False  # "told the Post Office"
    if CREDIT_BEFORE.search(before):
        return True
    if match["short"] is not None:
        return False
    if CREDIT_AFTER.match(after) and not (is_word and CAPITAL_BEFORE.search(before)):
        return True
    if before.endswith("(") and after.startswith(")") and match.start() < DATELINE:
        return True
    # A line with nothing but the name; the first line is a headline.
    line_before, line_after = before.rpartition("\n")[2], after.partition("\n")[0]
    return (
        "\n" in text[: match.start()]
        and BYLINE.fullmatch(line_before) is not None
        and LAST_OF_LINE.fullmatch(line_after) is not None
    )


@dataclass(frozen=True, slots=True)
class _Names:
    pattern: re.Pattern[str]
    """Where an outlet's names stand, as groups `name`, `short` and `host`."""
    heads: tuple[str, ...]
    """One of these stands wherever it matches; they are found much faster."""


@lru_cache(maxsize=4096)
def _names(outlet: str) -> _Names | None:
    host = HOST.fullmatch(outlet)
    label = ENDING.sub("", outlet).split(".")[-1] if host else outlet
    full = {_squeezed(name) for name in (label, *_shipped_names(outlet))}
    # Two letters are enough only where the shipped table says that they are a name.
    full = {name for name in full if len(name) > 2 or name != _squeezed(label)}
    short = {KINDS.sub("", name) for name in full} - full
    groups = []
    if host:
        groups.append(rf"(?P<host>(?:https?://)?(?:www\.)?{re.escape(outlet)})")
    else:
        groups.append(r"(?P<host>(?!))")
    for name, known in (("full", full), ("short", short)):
        spelt = "|".join(map(_spelt, sorted(known, key=lambda n: (-len(n), n))))
        groups.append(f"(?P<{name}>{spelt or '(?!)'})")
    if not full:
        return None
    joined = "|".join(groups)
    starts = {name[: 3 if len(name) > 4 else 2] for name in full}
    heads = {*(start.capitalize() for start in starts), *map(str.upper, starts)}
    if host:
        heads.add(outlet)
    return _Names(
        re.compile(rf"(?<![\w@/.])(?P<name>{joined})(?![\w@])", re.IGNORECASE),
        tuple(sorted(heads)),
    )


def _spelt(name: str) -> str:
    return BETWEEN.join(map(re.escape, name))


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold()).removeprefix("the")


@lru_cache(maxsize=1)
def _names_by_domain() -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name, domain in shipped().domain_of.items():
        names.setdefault(domain, []).append(name)
    return names


def _shipped_names(outlet: str) -> list[str]:
    return _names_by_domain().get(outlet, [])


def own_reporting(text: str, outlet: str | None) -> int:
    """Phrases by which the text marks its own reporting.

    What was told to an outlet is its own reporting and no one else's. Where it is not
    known who published the text, being told anything that may be an outlet counts.
    """
    own = 0
    names = _names(outlet) if outlet else None
    for place in _starts(text):
        own += OWN.match(text, place) is not None
        match = ADDRESSED.match(text, place)
        if match is None:
            continue
        if outlet is None:
            own += NO_OUTLET.match(match[1]) is None
        elif names is not None:
            own += names.pattern.match(match[1]) is not None
    return own


def _starts(text: str) -> Iterator[int]:
    """Where one of the phrases may begin."""
    for start in STARTS:
        place = text.find(start)
        while place >= 0:
            yield place
            place = text.find(start, place + len(start))

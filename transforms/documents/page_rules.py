"""Rules that tell page furniture from the article by one line at a time."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from transforms.documents.lines import (
    ends_sentence,
    is_evidence,
    is_testimony,
    is_told,
    opens_quotation,
)
from warehouse.schema.terms import BlockRole

How = Literal["line", "contains", "opens", "heading", "opening", "ending", "inside"]

LONGEST = 2_000
"""Characters of a line beyond which it is prose whatever it holds; a line of five
megabytes without a space must cost nothing."""
BULLETS = "•·⦁▪►▶»>|*–—-_ \t"
SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")
OPENING = 3
"""So do some outlets' notes on the author above the text."""
ENDING = 3
"""Notes on the author stand in the last four lines; higher up they are the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRule:
    """One rule of ``data/page_rules.toml``."""

    name: str
    role: BlockRole
    how: How
    max_words: int
    """Longest line it applies to; longer ones are prose."""
    pattern: re.Pattern[str]
    words: tuple[str, ...] = ()
    """One of these must stand in the line, in lower case, for a search to start."""
    not_evidence: bool = False
    """Lines with a quotation or an attributed figure are let be."""
    may_hold_figures: bool = False
    """Holds for evidence too: a correction says again what was wrong."""
    glued: bool = False
    """Also holds for a sentence inside a paragraph, unless that is evidence."""
    until: str | None = None
    """Rule of the line that closes the stretch this one opens."""
    example: str = ""


@lru_cache(maxsize=1)
def page_rules() -> tuple[PageRule, ...]:
    """All rules, in the order they are tried."""
    source = resources.files("transforms.documents") / "data" / "page_rules.toml"
    return tuple(
        PageRule(
            name=rule["name"],
            role=rule["role"],
            how=rule["how"],
            max_words=rule["max_words"],
            pattern=re.compile(
                rule["pattern"], 0 if rule["how"] == "inside" else re.IGNORECASE
            ),
            words=tuple(rule.get("words", ())),
            not_evidence=rule.get("not_evidence", False),
            may_hold_figures=rule.get("may_hold_figures", False),
            glued=rule.get("glued", False),
            until=rule.get("until"),
            example=rule["example"],
        )
        for rule in tomllib.loads(source.read_text(encoding="utf-8"))["rule"]
    )


LENGTHS = (9, 14, 30, 60, 90, LONGEST)
"""Lines are tried against the rules that hold for lines as long: most are paragraphs,
and most rules are for short lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """The rules that may hold for lines of up to some number of words."""

    rules: tuple[PageRule, ...]
    starts: re.Pattern[str]
    """All patterns that are tried at a line's start, as one that most lines fail."""


@lru_cache(maxsize=2)
def _by_length(*, glued: bool) -> tuple[_Rules, ...]:
    found = []
    shortest = 1
    for longest in LENGTHS:
        rules = tuple(
            rule
            for rule in page_rules()
            if rule.max_words >= shortest
            and rule.how != "inside"
            and (rule.glued or not glued)
        )
        patterns = [rule.pattern.pattern for rule in rules if rule.how != "contains"]
        joined = "|".join(f"(?:{one})" for one in patterns) or r"(?!)"
        found.append(
            _Rules(rules=rules, starts=re.compile(joined, re.IGNORECASE)),
        )
        shortest = longest + 1
    return tuple(found)


@lru_cache(maxsize=2)
def _words(*, glued: bool = False) -> tuple[str, ...]:
    """The words without which no search starts; none that another one stands in."""
    words = {
        word
        for rule in page_rules()
        if rule.how != "inside" and (rule.glued or not glued)
        for word in rule.words
    }
    return tuple(sorted(w for w in words if not any(o in w for o in words if o != w)))


def hold_words(lines: pa.Array) -> list[bool]:
    """Of each line, whether a word stands in it without which no search starts.

    Arrow's engine looks for all of them in one pass, a hundred times as fast as Python
    looks for one after the other.
    """
    held: list[bool] = pc.match_substring_regex(
        lines, any_of(_words()), ignore_case=True
    ).to_pylist()
    return held


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, for Arrow's engine and Python's alike."""
    return "|".join(SPECIAL.sub(r"\\\g<0>", word) for word in words)


def match_line(
    line: str,
    *,
    from_start: int = 0,
    from_end: int = 0,
    searched: bool | None = None,
    glued: bool = False,
) -> PageRule | None:
    """The first rule that a line (white space stripped) meets; None for prose.

    Args:
        line: One line of a text.
        from_start: How many lines stand before it.
        from_end: How many lines follow it.
        searched: What `hold_words` said of it; None to look.
        glued: The line is one sentence of a paragraph.
    """
    if len(line) > LONGEST:
        return None
    # Bullets and dashes before a line say nothing; a line of nothing else is a rule.
    line = line.lstrip(BULLETS) or line
    n_words = line.count(" ") + 1
    known = _by_length(glued=glued)[bisect_left(LENGTHS, n_words)]
    can_start = known.starts.match(line) is not None
    lowered = "" if searched is False else line.lower()
    if searched is None:
        # Ten times as fast as one pattern of alternatives.
        searched = any(map(lowered.__contains__, _words(glued=glued)))
    if not can_start and not searched:
        return None
    for rule in known.rules:
        if (
            n_words > rule.max_words
            or (rule.how == "ending" and from_end > ENDING)
            or (rule.how == "opening" and from_start >= OPENING)
        ):
            continue
        if rule.how == "contains":
            found = (
                searched
                and any(map(lowered.__contains__, rule.words))
                and rule.pattern.search(line)
            )
        else:
            found = can_start and rule.pattern.match(line)
        if found and not _is_own(line, found.start(), rule, glued=glued):
            return rule
    return None


def _is_own(line: str, at: int, rule: PageRule, *, glued: bool) -> bool:
    """Whether a line that meets a rule is the article's own all the same.

    A sentence with a quotation or an attributed figure is, unless the rule knows
    captions, or notes that put figures right. So is what is mentioned and not used: a
    story on cookies cites the button *accept all cookies*.
    """
    if rule.how == "contains" and rule.role != "caption" and opens_quotation(line, at):
        return True
    if rule.how in ("opening", "ending"):
        return is_testimony(line)
    if rule.not_evidence:
        return is_evidence(line)
    if glued:
        return is_told(line)
    return (
        not rule.may_hold_figures
        and rule.role != "caption"
        and ends_sentence(line)
        and is_told(line)
    )


@lru_cache(maxsize=1)
def inside_rules() -> tuple[PageRule, ...]:
    """The rules for stretches inside a line."""
    return tuple(rule for rule in page_rules() if rule.how == "inside")

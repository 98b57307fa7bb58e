"""Rules that tell page furniture from the article by one line at a time."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

from warehouse.schema.terms import BlockRole

How = Literal["line", "contains", "opens", "heading"]


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
            pattern=re.compile(rule["pattern"], re.IGNORECASE),
            words=tuple(rule.get("words", ())),
            until=rule.get("until"),
            example=rule["example"],
        )
        for rule in tomllib.loads(source.read_text(encoding="utf-8"))["rule"]
    )


@lru_cache(maxsize=1)
def _split() -> tuple[
    re.Pattern[str], tuple[PageRule, ...], tuple[PageRule, ...], re.Pattern[str]
]:
    """Rules by how they search, each kind with one pattern that most lines fail."""
    rules = page_rules()
    starts = tuple(rule for rule in rules if rule.how != "contains")
    within = tuple(rule for rule in rules if rule.how == "contains")
    any_start = "|".join(f"(?:{rule.pattern.pattern})" for rule in starts)
    words = sorted({word for rule in within for word in rule.words}, key=len)
    any_word = "|".join(re.escape(word) for word in words)
    return (
        re.compile(any_start, re.IGNORECASE),
        starts,
        within,
        re.compile(any_word),
    )


def match_line(line: str) -> PageRule | None:
    """The first rule that a line (white space stripped) meets; None for prose."""
    any_start, starts, within, any_word = _split()
    n_words = line.count(" ") + 1
    can_start = any_start.match(line) is not None
    lowered = line.lower() if any_word.search(line.lower()) else ""
    if not can_start and not lowered:
        return None
    for rule in page_rules():
        if n_words > rule.max_words:
            continue
        if rule.how == "contains":
            if (
                lowered
                and any(word in lowered for word in rule.words)
                and rule.pattern.search(line)
            ):
                return rule
        elif can_start and rule.pattern.match(line):
            return rule
    return None

"""Rules that tell page furniture from the article by one line at a time."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Literal

from transforms.documents.lines import is_evidence
from warehouse.schema.terms import BlockRole

How = Literal["line", "contains", "opens", "heading", "ending"]


LONGEST = 2_000
"""Characters of a line beyond which it is prose whatever it holds; a line of five
megabytes without a space must cost nothing."""
BULLETS = "•·⦁▪►▶»>|*–—- \t"
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
            not_evidence=rule.get("not_evidence", False),
            until=rule.get("until"),
            example=rule["example"],
        )
        for rule in tomllib.loads(source.read_text(encoding="utf-8"))["rule"]
    )


@lru_cache(maxsize=1)
def _starts() -> re.Pattern[str]:
    """All patterns that are tried at a line's start, as one that most lines fail."""
    patterns = [rule.pattern.pattern for rule in page_rules() if rule.how != "contains"]
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    """The words without which no search starts; none that another one stands in."""
    words = {word for rule in page_rules() for word in rule.words}
    return tuple(sorted(w for w in words if not any(o in w for o in words if o != w)))


def match_line(line: str, *, from_end: int = 0) -> PageRule | None:
    """The first rule that a line (white space stripped) meets; None for prose.

    Args:
        line: One line of a text.
        from_end: How many lines follow it.
    """
    if len(line) > LONGEST:
        return None
    # Bullets and dashes before a line say nothing; a line of nothing else is a rule.
    line = line.lstrip(BULLETS) or line
    can_start = _starts().match(line) is not None
    lowered = line.lower()
    # A substring test each is ten times faster than one pattern of alternatives.
    can_contain = any(map(lowered.__contains__, _words()))
    if not can_start and not can_contain:
        return None
    n_words = line.count(" ") + 1
    for rule in page_rules():
        if n_words > rule.max_words or (rule.how == "ending" and from_end > ENDING):
            continue
        if rule.how == "contains":
            if (
                can_contain
                and any(map(lowered.__contains__, rule.words))
                and rule.pattern.search(line)
                and not (rule.not_evidence and is_evidence(line))
            ):
                return rule
        elif (
            can_start
            and rule.pattern.match(line)
            and not (rule.not_evidence and is_evidence(line))
        ):
            return rule
    return None

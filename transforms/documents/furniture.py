"""Page furniture that shows only in many articles: lines that recur in one outlet.

A line is furniture when it stands in six or more articles of one outlet that are of
different stories, before or after ever different lines. A line whose neighbours are
all furniture follows. A line that holds a quotation or an attributed figure never is:
a minister's paragraph that eight outlets quote is what the reader came for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.documents.lines import (
    Line,
    ends_sentence,
    is_evidence,
)

LONGEST_WORDS = 120
"""Longer lines are paragraphs; the longest footers seen have about 100 words."""
SHORT_WORDS = 7
"""In a line so short and without a full stop, digits are counters: ``5 images``."""
WORD = re.compile(r"[^\W\d_]{5,}")
DIGITS = re.compile(r"\d+")

EDGE = ""
"""Stands for the neighbour of a first or last line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureRules:
    """When a recurring line is furniture."""

    min_articles: int = 6
    """Below this, recurrence is chance: headings such as *What happened?*"""
    min_diversity: float = 0.5
    """Distinct neighbours by articles. Paragraphs of one copied story keep theirs."""
    min_stories: int = 6
    """Articles with the line that have little else in common; copies count once."""
    same_story: float = 0.25
    """Jaccard similarity of the long words of two articles from which they count as
    one story: independent reports of one event share about .15, rewrites .3."""
    max_topical: float = 0.5
    """Share of a sentence's long words that its articles use elsewhere. Background
    paragraphs speak of what the article is about, footers do not."""
    sample: int = 60
    """Articles of a line that are compared with each other; more tell no more."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one article, under the outlet or source it belongs to."""

    group: str
    key: str
    """Names the article; orders the comparison."""
    lines: Sequence[Line]


def line_key(text: str) -> str:
    """A line in the form in which it is recognised again."""
    words = text.casefold().split()
    key = " ".join(words)
    if len(words) <= SHORT_WORDS and not ends_sentence(text):
        key = DIGITS.sub("0", key)
    return key


Recurring = frozenset[tuple[str, str]]
"""Pairs of group and line key."""


def find_furniture(
    pages: Iterable[Page], *, rules: FurnitureRules | None = None
) -> Recurring:
    """The lines that are furniture in a group of articles."""
    rules = rules or FurnitureRules()
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault(page.group, []).append(page)
    found: set[tuple[str, str]] = set()
    for group in sorted(groups):
        if len(groups[group]) >= rules.min_articles:
            members = sorted(groups[group], key=lambda page: page.key)
            found |= {(group, key) for key in _in_group(members, rules)}
    return frozenset(found)


def _in_group(pages: Sequence[Page], rules: FurnitureRules) -> set[str]:
    keys = [
        [
            line_key(line.text) if len(line.text) < LONGEST_WORDS * 8 else ""
            for line in page.lines
        ]
        for page in pages
    ]
    counts = Counter(key for page in keys for key in set(page))
    del counts[EDGE]
    often = {key for key, n in counts.items() if n >= rules.min_articles}
    if not often:
        return set()
    before: dict[str, Counter[str]] = {key: Counter() for key in often}
    after: dict[str, Counter[str]] = {key: Counter() for key in often}
    where: dict[str, list[int]] = {key: [] for key in often}
    surface: dict[str, str] = {}
    for number, page in enumerate(keys):
        for position, key in enumerate(page):
            if key not in often:
                continue
            if not where[key] or where[key][-1] != number:
                where[key].append(number)
                surface.setdefault(key, pages[number].lines[position].text)
                before[key][page[position - 1] if position else EDGE] += 1
                last = position + 1 == len(page)
                after[key][EDGE if last else page[position + 1]] += 1
    words = _Words(pages)
    n_with = {key: len(where[key]) for key in often}
    often = {
        key
        for key in sorted(often)
        if not is_evidence(surface[key])
        and _is_of_many_stories(key, surface[key], where[key], words, rules)
    }
    found = {
        key
        for key in often
        if max(len(before[key]), len(after[key])) >= rules.min_diversity * n_with[key]
    }
    return _with_followers(found, often, (before, after), n_with)


def _with_followers(
    found: set[str],
    candidates: set[str],
    sides: Sequence[dict[str, Counter[str]]],
    n_with: dict[str, int],
) -> set[str]:
    """Furniture, and the lines that stand next to nothing else on one side.

    A line must stand beside that furniture in half of its articles: what is beside an
    advertisement marker in the copies of one story is that story.
    """
    while True:
        joined = {
            key
            for key in candidates - found
            for side in sides
            if set(side[key]) <= found
            and 2 * n_with[key] >= max(n_with[other] for other in side[key])
        }
        if not joined:
            return found
        found = found | joined


class _Words:
    """Long words of the pages of a group, gathered when they are asked for."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._sets: dict[int, Counter[str]] = {}

    def of(self, number: int) -> Counter[str]:
        """How often each long word stands in a page."""
        if number not in self._sets:
            self._sets[number] = Counter(
                word
                for line in self._pages[number].lines
                for word in WORD.findall(line.text.casefold())
            )
        return self._sets[number]


def _is_of_many_stories(
    key: str,
    surface: str,
    where: Sequence[int],
    words: _Words,
    rules: FurnitureRules,
) -> bool:
    own = Counter(WORD.findall(key))
    # Spread over the group, so that a run of one story's copies does not fill it.
    step = max(1, len(where) // rules.sample)
    sample = where[::step][: rules.sample]
    if ends_sentence(surface) and own:
        elsewhere = sum(
            sum(words.of(number)[word] > own[word] for word in own) for number in sample
        )
        if elsewhere / (len(own) * len(sample)) >= rules.max_topical:
            return False
    stories: list[frozenset[str]] = []
    for number in sample:
        mine = frozenset(words.of(number)) - own.keys()
        if not any(
            len(mine & other) >= rules.same_story * len(mine | other)
            for other in stories
        ):
            stories.append(mine)
            if len(stories) >= rules.min_stories:
                return True
    return False

"""Numbers that one text sets against each other: the police's count and the stewards'.

A text that tells two values of one noun tells two things as a rule, so no claim holds
both. The exception is a text that names both because they contradict each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from transforms.claims.comparing import relate_figures, same_state, same_time
from transforms.claims.mentions import Article, Reported
from transforms.claims.sources import is_name, name_words
from transforms.claims.values import SMALL
from transforms.claims.words import HeadMatch, match_heads

REACH = 400
"""Characters from one number to the one that contradicts it: a paragraph."""

MOST_BETWEEN = 3
"""Figures between both; further on a text has come to another thing."""

COUNTED = frozenset({"count", "money", "percent", "measure"})
"""Kinds that are contested; two durations or ages of one text are two things."""

NUMBER = r"(?:number|figure|count|total|toll|estimate|tally|sum|bill|cost)"
ROUGHLY = (
    r"(?:\s+(?:at|as|about|around|some|nearly|almost|only|more|less|over|than|closer|to"
    r"|nearer))*\s*"
)

RIVAL_BEFORE = re.compile(
    rf"\b(?:makes?|made|puts?|gives?|gave|counts?|counted|estimates?|estimated)"
    rf"(?:\s+(?:it|them|the\s+{NUMBER}))?{ROUGHLY}$"
    rf"|[;,]\s[^.;]{{2,60}}\b(?:says?|said|speaks?\s+of|spoke\s+of){ROUGHLY}$",
    re.IGNORECASE,
)
"""Before the second number, in its sentence: it is somebody else's for the first
thing. `The police made it about 1,800`, `the council says 219`."""

REAL_NUMBER = re.compile(
    rf"\b(?:real|true|actual|correct|different|higher|lower)\s+{NUMBER}\b"
    r"[^.;:]{0,60}:?\s*$",
    re.IGNORECASE,
)
REAL_REACH = 2_500
"""`The real number was 1,300` corrects what a text has told long before."""

IT_IS = re.compile(rf"\b(?:it|that)\s+(?:is|was|were|are){ROUGHLY}$", re.IGNORECASE)
SAYS = re.compile(
    r"\b(?:believe|according|says?|said|claims?|insists?|reckons?|thinks?|counts?)\b",
    re.IGNORECASE,
)
"""`If you believe the union, it is 1,300`; without a speaker it is another time's or
another group's number (`among the young it was 28 per cent`)."""

RIVAL_AFTER = re.compile(
    r"\s*(?:[^\W\d_]+\s+){0,2}?(?:by|according\s+to)\s+[^.;,]{2,40}"
    rf"(?:{NUMBER}\b|[’']s\b)",
    re.IGNORECASE,
)
"""Behind it: `and 38 by the company's`."""

NOW = re.compile(r"\bnow\b", re.IGNORECASE)
"""The number has moved; nobody contradicts."""

OR_WORDS = 8
"""`2,400 households had to be frightened, or 2,600`: a clause, not a paragraph."""

Pair = tuple[Reported, Reported]


class Contested:
    """Pairs of values that texts set against each other."""

    def __init__(self, in_article: dict[str, list[Reported]]) -> None:
        """Look through every article."""
        self.pairs: list[Pair] = []
        self._values: dict[str, set[frozenset[float | None]]] = defaultdict(set)
        for article in sorted(in_article):
            for one, other in _find(in_article[article]):
                self.pairs.append((one, other))
                values = _key(one, other)
                self._values[one.article.cluster_id].add(values)
                if min(one.value.best or 0, other.value.best or 0) > SMALL:
                    self._values[one.article.scope].add(values)

    def holds(self, one: Reported, other: Reported) -> bool:
        """Whether a text sets these values against each other.

        A text of the same cluster, which may repeat them elsewhere, or for values that
        are not small any text of the event: others tell both without a word on it.
        """
        article, values = one.article, _key(one, other)
        return any(
            values in self._values.get(name, ())
            for name in (article.cluster_id, article.scope)
        )

    def of(self, article: Article) -> set[frozenset[float | None]]:
        """Contested values of an article's cluster and event."""
        return self._values.get(article.cluster_id, set()) | self._values.get(
            article.scope, set()
        )


def _key(one: Reported, other: Reported) -> frozenset[float | None]:
    return frozenset((one.value.best, other.value.best))


def _find(figures: list[Reported]) -> Iterator[Pair]:
    for i, other in enumerate(figures):
        if other.kind not in COUNTED or other.additive or other.direction:
            continue
        # The nearest number that it can contradict; that one leads on to others.
        before = _before(other)
        real = bool(REAL_NUMBER.search(before)) and other.bare
        for between, one in enumerate(reversed(figures[:i])):
            gap = other.start - one.end
            if other.field != one.field or gap > (REAL_REACH if real else REACH):
                break
            if not real and between > MOST_BETWEEN:
                break
            if _may_be_rivals(one, other) and (
                one.state == other.state if real else _is_rival(one, other, before)
            ):
                yield one, other
                break


def _before(figure: Reported) -> str:
    """The begin of the figure's sentence."""
    return figure.article.field(figure.field)[figure.sentence_start : figure.start]


def _may_be_rivals(one: Reported, other: Reported) -> bool:
    """Whether both may count one thing, and do not agree."""
    if (one.kind, one.unit) != (other.kind, other.unit) or one.additive:
        return False
    if one.direction or other.change_of == one.figure_id:
        return False
    if one.value.best is None or other.value.best is None:
        return False
    if relate_figures(one, other) != "close":
        return False
    if not same_state(one, other) or not same_time(one, other):
        return False
    return _match(one, other) != "different" or _is_toll(one, other)


def _match(one: Reported, other: Reported) -> HeadMatch:
    """How the nouns go together; one that stands elsewhere says nothing."""
    match = match_heads(one.head, other.head)
    return "unknown" if match == "different" and other.bare else match


def _is_toll(one: Reported, other: Reported) -> bool:
    return one.toll and other.toll and one.state == other.state


def _is_rival(one: Reported, other: Reported, before: str) -> bool:
    """Whether the second figure is another's number for what the first one counts."""
    toll = _is_toll(one, other)
    match = _match(one, other)
    if are_alternatives(one, other):
        return True
    if other.bare or match == "same" or toll:
        text = other.article.field(other.field)
        before = before[max(0, one.end - other.sentence_start) :]
        if RIVAL_BEFORE.search(before) and not NOW.search(before):
            return True
        if IT_IS.search(before) and SAYS.search(before):
            return True
        if RIVAL_AFTER.match(text, other.end) and RIVAL_AFTER.match(text, one.end):
            return True
    # Two polls and two companies have two speakers as well; two tolls are one thing.
    return toll and _two_speakers(one, other)


def _two_speakers(one: Reported, other: Reported) -> bool:
    a, b = one.speaker, other.speaker
    if a is None or b is None or not (is_name(a) or is_name(b)):
        return False
    return not name_words(a) & name_words(b)


def are_alternatives(one: Reported, other: Reported) -> bool:
    """Whether a text offers two values for one thing (`2,400 households, or 2,600`)."""
    between = one.article.field(one.field)[one.end : other.start]
    words = between.replace(",", " , ").casefold().split()
    # `20,000 or 30,000` is one guess; a comma or a word makes it two numbers.
    return (
        1 < len(words) <= OR_WORDS
        and words[-1] == "or"
        and not any(letter.isdigit() for letter in between)
    )

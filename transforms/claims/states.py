"""What has become of the people that a figure counts: dead, missing, in hospital.

Tolls count `people` whatever befell them, so the noun beside the number does not tell
one toll from another. The words that do are looked for in the figure's sentence, by the
rules of who stands where in a news sentence (`state_of`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from transforms.claims.words import light_nouns, word_list

REACH = 80
"""Characters behind or before a number in which its predicate stands: one clause."""

CLAUSE_ENDS = re.compile(
    r"[;:!?]|\s[–—-]\s|,\s(?:and|but|while|when|which|where|in which)\b"
    r"|\b(?:but|while|whereas|after|before|when|where|because)\b",
    re.IGNORECASE,
)
"""What follows is told of somebody else."""

BESIDE = re.compile(
    r"[\s“\"‘'(]*(?:(?:at least|at most|as many as|up to|more than|fewer than|less than"
    r"|about|around|almost|nearly|some|over|only|just|another|a further|the|of|an?"
    r"|estimated|additional|other)\s+)*",
    re.IGNORECASE,
)
"""Between a verb and the number that is its object: `killing at least nine`."""

TOLD_AS = re.compile(
    r"\b(?:at|to|is|are|was|were|as|reached|reaches|exceeds|totals|now)"
    r"(?:\s+(?:at least|now|about|around|almost|nearly|some|over|only|more than))*\s*$",
    re.IGNORECASE,
)
"""Before a number that is the value of what stands before it: `the death toll rose to`,
`the number of missing stands at`."""

JOINS = re.compile(r",|\b(?:and|or|plus)\b", re.IGNORECASE)
"""Between two tolls: `killed nine and injured 31`."""

OF_THE_STATE = re.compile(r"\bof\s+(?:the|those|these|all)\s*$", re.IGNORECASE)
"""Before a state that is the whole's: `fifty of the rescued were taken to hospital`."""

PARTIAL_AFTER = re.compile(
    r"\s*(?:[^\W\d_]+\s+)?(?:of|among)\s+(?:the|those|these|them|whom|which|us|our|his"
    r"|her|its|their)\b",
    re.IGNORECASE,
)
PARTIAL_BEFORE = re.compile(
    r"\b(?:(?:of|among)\s+(?:them|whom|which|those)|including),?\s*"
    r"(?:at least|about|some|only)?\s*$",
    re.IGNORECASE,
)
"""Around a number that counts a part: `six of them`, `of whom six`."""

Span = tuple[int, int]


@cache
def _states() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all words that tell a state, and the state of each."""
    states: dict[str, str] = {}
    for name, *words in word_list("states.txt"):
        states |= {word.replace("-", " "): name.removesuffix(":") for word in words}
    longest = sorted(states, key=lambda word: (-len(word), word))
    any_of = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"\b(?:{any_of})\b", re.IGNORECASE), states


@cache
def _persons() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns of people in general, and those with the nouns of some people."""
    people = frozenset(w for line in word_list("persons.txt") for w in line)
    parts = frozenset(w for line in word_list("parts_of_people.txt") for w in line)
    return people, people | parts


def counts_people(head: str | None) -> bool:
    """Whether a noun may stand for people; one that is not known may."""
    if head is None:
        return True
    word = head.casefold()
    return word in _persons()[1] or word in light_nouns()


def counts_everybody(head: str | None) -> bool:
    """Whether a noun stands for people in general, not for children or crew."""
    if head is None:
        return True
    word = head.casefold()
    return word in _persons()[0] or word in light_nouns()


@lru_cache(maxsize=20_000)
def _told(sentence: str) -> tuple[tuple[int, int, str], ...]:
    """Every word of a sentence that tells a state: its place and the state."""
    pattern, states = _states()
    return tuple(
        (found.start(), found.end(), states[" ".join(found[0].casefold().split())])
        for found in pattern.finditer(sentence)
    )


def state_of(sentence: str, figure: Span, others: Sequence[Span]) -> str | None:
    """The state of the people that a figure counts, None where none is told.

    In this order: a word in the figure itself (`nine bodies`), a verb that has it as
    its object (`killing nine`), a noun that it is the value of (`the number of dead
    stands at nine`), the first predicate behind it (`nine people have died`).

    Args:
        sentence: The figure's sentence.
        figure: Place of the figure in it.
        others: Places of the sentence's other figures, which end its reach.
    """
    told = _told(sentence)
    if not told:
        return None
    start, end = figure
    left = max((b for _, b in others if b <= start), default=0)
    right = min((a for a, _ in others if a >= end), default=len(sentence))
    own = [t for t in told if start <= t[0] < end]
    for at, _, state in own:
        if not OF_THE_STATE.search(sentence[:at]):
            return state
    before = [t for t in told if left <= t[0] and t[1] <= start]
    if before:
        _, stop, state = before[-1]
        between = sentence[stop:start]
        if BESIDE.fullmatch(between) or (
            len(between) <= REACH
            and TOLD_AS.search(between)
            and not CLAUSE_ENDS.search(between)
            and not JOINS.search(between)
        ):
            return state
    for at, stop, state in told:
        if not end <= at < right:
            continue
        between = sentence[end:at]
        if len(between) > REACH or CLAUSE_ENDS.search(between):
            return None
        # `Nine people died` before `injured 31`: the second verb is the next figure's.
        if (
            JOINS.search(between)
            and right < len(sentence)
            and BESIDE.fullmatch(sentence[stop:right])
        ):
            return None
        return state
    return None


def is_partial(text: str, figure: Span) -> bool:
    """Whether a figure counts some of a number that is told beside it."""
    start, end = figure
    return bool(
        PARTIAL_AFTER.match(text, end)
        or PARTIAL_AFTER.search(text[start:end])
        or PARTIAL_BEFORE.search(text[max(0, start - 40) : start])
    )

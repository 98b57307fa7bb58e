"""Which figures report one quantity of one thing: evidence for every pair, then merges.

The strongest links merge first, and no merge may bring together what `groups` keeps
apart. Pairs are looked for inside one event or cluster only, among figures of one
value or one noun, so the work grows with the figures, not with their square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from transforms.claims.alignment import Aligned, value_key
from transforms.claims.groups import Groups, Why, in_one_sentence
from transforms.claims.mentions import Reported, pairs, same_time
from transforms.claims.values import SMALL, ValueRelation, relate, salience
from transforms.claims.words import match_heads, stem

ENOUGH: dict[ValueRelation, int] = {
    "equal": 4,
    "rounding": 5,
    "overlap": 6,
    "close": 5,
}
"""Points of evidence that a pair needs, by how its values go together. Equal values
need a common noun and a word of context, or more context without the noun; values
that differ need the noun, and for a conflict sentences that are alike (`_points`).
Set on the sample articles and read against 700 news articles."""

MOST_CONTEXT = 4
"""Points that shared words of two sentences can bring: beyond four, longer sentences
only share more of the event's vocabulary."""

LEAST_CONFLICT_CONTEXT = 2
"""Words that two sentences must share, beside the noun, for their values to be in
conflict: one shared word is the event's own."""

CONFLICT_SHARE = 0.4
CONFLICT_SHARE_PLAIN = 0.6
"""Share of the shorter sentence's words that must be common for a conflict; more for
small numbers, and for nouns like `people`, where only the words around them tell
killed from injured."""

MOST_AROUND_SMALL = 2
"""Points of context for small or vague values without a common noun: two activists
and two systems of one city share every other word."""

MOST_AROUND_DIFFERENT = 3
"""The same for telling values of two nouns: 32 people are not 32 shootings."""

MOST_NAMES = 2
"""Points that shared names can bring: everybody in an event names the same bodies."""

WINDOW = 64
"""Figures of one value or one noun in one event that each one is compared with, in
order of value and publication. An event with more different sentences round one noun
loses links between distant ones, not time."""

RESTATES = frozenset({"the", "both", "these", "those", "all"})
"""Words before a number that point back (`the two accounts`)."""

RESTATE_REACH = 400
"""Characters between a figure and its restatement: one or two sentences."""

PLAIN = frozenset({"people", "person", "man", "woman", "year", "day", "time"})
"""Nouns that half of all counts have: they need a word of context more."""

PRICED = frozenset({"money", "measure"})
"""Kinds whose values are telling, and whose noun rarely stands beside the number."""

SPENT = frozenset(
    stem(word) for word in ("spent", "spending", "paid", "cost", "costed", "laid")
)
"""Money that is gone, against which planned money is kept apart."""

UPDATE_FACTOR = 3.0
"""A toll may triple within a day; beyond that it is another toll."""


def join_figures(
    figures: list[Reported],
    *,
    copied: list[Aligned],
    passages: list[Aligned],
    forbidden: dict[str, set[str]],
) -> list[list[Reported]]:
    """Figures of each claim, earliest first; claims in order of their first.

    Args:
        figures: All that take part.
        copied: Figures of copies with what they were copied from.
        passages: Figures in passages that independent texts share.
        forbidden: Figures that must stay apart, by figure.
    """
    groups = Groups(figures, forbidden)
    nouns = _Nouns(copied)
    for same_value in (True, False):
        for aligned in (*copied, *passages):
            if aligned.changed is not same_value:
                groups.merge(aligned.figure, aligned.source, "copied")
    links = sorted(_links(figures, groups, nouns))
    by_id = {figure.figure_id: figure for figure in figures}
    for link in links:
        groups.merge(by_id[link.one], by_id[link.other], WHYS[link.rank])
    return groups.members()


class Link(NamedTuple):
    """Evidence that two figures report one thing; the strongest sorts first."""

    rank: int
    """0 equal values, 1 rounded or overlapping ones, 2 values in conflict."""
    points: int
    """Points of evidence, negated."""
    one: str
    other: str


WHYS: tuple[Why, ...] = ("equal", "near", "conflict")
RANKS: dict[ValueRelation, int] = {"equal": 0, "rounding": 1, "overlap": 1, "close": 2}


class _Nouns:
    """Nouns that copies put in each other's place, by event."""

    def __init__(self, copied: Iterable[Aligned]) -> None:
        self._pairs: set[tuple[str, str, str]] = set()
        for aligned in copied:
            one, other = aligned.figure.head_stem, aligned.source.head_stem
            if aligned.changed or aligned.figure.kind in PRICED:
                continue
            if one and other and one != other:
                scope = aligned.figure.article.scope
                self._pairs |= {(scope, one, other), (scope, other, one)}

    def exchanged(self, one: Reported, other: Reported) -> bool:
        """Whether a copy of the event put one noun for the other."""
        heads = (one.head_stem or "", other.head_stem or "")
        return (one.article.scope, *heads) in self._pairs


def _links(figures: list[Reported], groups: Groups, nouns: _Nouns) -> Iterator[Link]:
    blocks: dict[tuple[object, ...], dict[tuple[object, ...], Reported]] = defaultdict(
        dict
    )
    for figure in sorted(figures, key=lambda f: f.order):
        measure = (figure.article.scope, figure.kind, figure.unit, figure.direction)
        # Copies of one sentence that are already together count as one.
        text = (groups.root(figure), figure.sentence, figure.number)
        blocks[*measure, "value", value_key(figure)].setdefault(text, figure)
        if figure.head_stem:
            blocks[*measure, "head", figure.head_stem].setdefault(text, figure)
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks, key=repr):
        block = sorted(blocks[key].values(), key=lambda f: (_middle(f), f.order))
        for one, other in pairs(block, window=WINDOW):
            name = (one.figure_id, other.figure_id)
            if name not in seen and name[::-1] not in seen:
                seen.add(name)
                if link := _weigh(one, other, nouns):
                    yield link


def _middle(figure: Reported) -> float:
    return figure.value.middle or 0.0


def _weigh(one: Reported, other: Reported, nouns: _Nouns) -> Link | None:
    """The evidence for a pair, None where it is not enough."""
    if not same_time(one, other) or not _same_modality(one, other):
        return None
    if one.article is other.article and in_one_sentence(one, other):
        return None
    relation = relate(one.value, other.value)
    if relation == "far":
        if not _is_update(one, other):
            return None
        relation = "close"
    if relation == "close":
        if one.kind in {"duration", "age", "frequency", "rank", "ratio"}:
            return None
        if one.additive != other.additive:
            return None
        if one.article.cluster_id == other.article.cluster_id:
            return None
    points = _points(one, other, nouns, relation=relation)
    if points < ENOUGH[relation]:
        return None
    first, second = sorted((one.figure_id, other.figure_id))
    return Link(RANKS[relation], -points, first, second)


def _points(
    one: Reported, other: Reported, nouns: _Nouns, *, relation: ValueRelation
) -> int:
    """Points for noun, modifiers, context, names, speaker and a telling value."""
    match = match_heads(one.head, other.head)
    if match == "different" and nouns.exchanged(one, other):
        match = "near"
    told = salience(one.value.best) if relation == "equal" else 0
    points = {"same": 3, "near": 2, "light": 0, "unknown": 0, "different": -2}[match]
    if match == "same" and (one.head or "").casefold() in PLAIN:
        points -= 1
    if match == "near" and told:
        points += 1
    crossed = _crossed(one, other)
    if match == "light" and one.modifiers & other.modifiers:
        # Cases in which an approach was made, people who were approached.
        points = 2
    elif match in {"light", "different"}:
        points += crossed
    if one.kind in PRICED:
        # What money is for and what a height is of has no noun beside the number.
        points += (told > 0) + 2 * (match == "different")
    points += min(2, len(one.modifiers & other.modifiers))
    if not (one.modifiers & other.modifiers) and one.modifiers and other.modifiers:
        # Welsh firms and English firms, unless the other sentence says both.
        points -= 0 if one.modifiers & other.context else 1
        points -= 0 if other.modifiers & one.context else 1
    shared = (one.context & other.context) - (one.modifiers & other.modifiers)
    around = min(MOST_CONTEXT, len(shared)) + min(
        MOST_NAMES, len(one.names & other.names)
    )
    if not crossed and match in {"light", "unknown", "different"}:
        if not told:
            around = min(MOST_AROUND_SMALL, around)
        elif match == "different" and one.kind not in PRICED:
            around = min(MOST_AROUND_DIFFERENT, around)
    points += around
    points += one.speaker is not None and one.speaker == other.speaker
    if relation == "equal":
        points += told
        points += 4 if _restates(one, other) or _restates(other, one) else 0
    if match not in {"same", "near"} and (
        relation in {"overlap", "close"} or one.value.best == other.value.best == 1
    ):
        # Every text has its `one of the largest`.
        return 0
    if relation == "close" and not _of_one_thing(one, other, shared):
        return 0
    return points


def _of_one_thing(one: Reported, other: Reported, shared: frozenset[str]) -> bool:
    """Whether two sentences are so alike that their values contradict each other."""
    plain = (one.head or "").casefold() in PLAIN
    small = min(abs(_middle(one)), abs(_middle(other))) <= SMALL
    least = CONFLICT_SHARE_PLAIN if plain or small else CONFLICT_SHARE
    shorter = min(len(one.context), len(other.context))
    return len(shared) >= max(LEAST_CONFLICT_CONTEXT, least * shorter)


def _crossed(one: Reported, other: Reported) -> int:
    """Points for nouns that each stand in the other's sentence.

    Two recruiters using profiles here, two profiles of recruiters there.
    """
    return 2 * (one.head_stem in other.context) + 2 * (other.head_stem in one.context)


def _restates(one: Reported, other: Reported) -> bool:
    """Whether the first points back to the second (`Both accounts`)."""
    return (
        one.article is other.article
        and one.field == other.field
        and 0 < one.start - other.end <= RESTATE_REACH
        and (one.before in RESTATES or one.number.casefold() == "both")
    )


def _same_modality(one: Reported, other: Reported) -> bool:
    if one.modality == other.modality:
        return True
    modalities = {one.modality, other.modality}
    if "denied" in modalities:
        return False
    if "reported" not in modalities:
        return True
    # Headlines and summaries tell plans as facts; money that is spent is no plan.
    reported = one if one.modality == "reported" else other
    return (
        one.kind == "money"
        and not reported.context & SPENT
        and (relate(one.value, other.value) == "equal")
    )


def _is_update(one: Reported, other: Reported) -> bool:
    """Whether one outlet's number moved between two of its stories."""
    a, b = _middle(one), _middle(other)
    times = (one.article.published_at, other.article.published_at)
    return (
        one.article.outlet_id is not None
        and one.article.outlet_id == other.article.outlet_id
        and None not in times
        and times[0] != times[1]
        and min(a, b) > 0
        and max(a, b) / min(a, b) <= UPDATE_FACTOR
    )

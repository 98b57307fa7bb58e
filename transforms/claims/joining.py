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
from transforms.claims.comparing import relate_figures, same_state, same_time
from transforms.claims.contested import Contested
from transforms.claims.groups import COMPATIBLE, Groups, Why, in_one_sentence
from transforms.claims.mentions import Reported, pairs
from transforms.claims.values import SMALL, ValueRelation, salience
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

LARGE_BASE = 100
"""From this denominator on a ratio says two numbers, and two are telling: `14 per
100,000`, but not `one in five`."""

PLAIN = frozenset({"people", "person", "man", "woman", "year", "day", "time"})
"""Nouns that half of all counts have: they need a word of context more."""

NAMED = frozenset({"same", "near"})
"""Matches of nouns that name one thing."""

PRICED = frozenset({"money", "measure"})
"""Kinds whose values are telling, and whose noun rarely stands beside the number."""

SPENT = frozenset(
    stem(word) for word in ("spent", "spending", "paid", "cost", "costed", "laid")
)
"""Money that is gone, against which planned money is kept apart."""

UPDATE_FACTOR = 3.0
UPDATE_FACTOR_LATER = 10.0
"""A toll may triple within a day, and in several days become ten times what it was, or
the tenth of it; beyond that it is another toll."""

NEVER_FALLS = frozenset({"dead"})
"""Tolls that no later report lowers; a lower one is that of a part."""

STATE_POINTS = 2
"""Points for people in one state: `nine bodies` and `nine people died` are one toll of
an event where nothing else is said."""

TOLL_SHARE = 0.25
"""Share of the shorter sentence's words that two tolls of one state must have in common
to be one toll that moved: the state and the event say most already."""

TOLL_SHORT = 3
"""Words of a sentence that says nothing but its toll (`Four people have died.`)."""


def join_figures(
    figures: list[Reported],
    *,
    copied: list[Aligned],
    passages: list[Aligned],
    forbidden: dict[str, set[str]],
    contested: Contested,
) -> list[list[Reported]]:
    """Figures of each claim, earliest first; claims in order of their first.

    Args:
        figures: All that take part.
        copied: Figures of copies with what they were copied from.
        passages: Figures in passages that independent texts share.
        forbidden: Figures that must stay apart, by figure.
        contested: Figures of one text that contradict each other.
    """
    groups = Groups(figures, forbidden, contested)
    nouns = _Nouns(copied)
    for same_value in (True, False):
        for aligned in (*copied, *passages):
            if aligned.changed is not same_value:
                groups.merge(aligned.figure, aligned.source, "copied")
    links = sorted((*_links(figures, groups, nouns), *_rivals(contested)))
    by_id = {figure.figure_id: figure for figure in figures}
    for link in links:
        groups.merge(by_id[link.one], by_id[link.other], WHYS[link.rank])
    return groups.members()


class Link(NamedTuple):
    """Evidence that two figures report one thing; the strongest sorts first."""

    rank: int
    """0 equal values, 1 rounded or overlapping ones, 2 a moved value, 3 values that one
    text sets against each other, 4 a conflict."""
    points: int
    """Points of evidence, negated."""
    one: str
    other: str


WHYS: tuple[Why, ...] = ("equal", "near", "update", "contested", "conflict")
RANKS: dict[ValueRelation, int] = {"equal": 0, "rounding": 1, "overlap": 1, "close": 4}
UPDATE = WHYS.index("update")
CONTESTED = WHYS.index("contested")


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


def _rivals(contested: Contested) -> Iterator[Link]:
    for one, other in contested.pairs:
        first, second = sorted((one.figure_id, other.figure_id))
        yield Link(CONTESTED, 0, first, second)


def _links(figures: list[Reported], groups: Groups, nouns: _Nouns) -> Iterator[Link]:
    blocks: dict[tuple[object, ...], dict[tuple[object, ...], Reported]] = defaultdict(
        dict
    )
    for figure in sorted(figures, key=lambda f: f.order):
        measure = (
            figure.article.scope,
            figure.kind,
            figure.dimension,
            figure.direction,
        )
        # Copies of one sentence that are already together count as one.
        text = (groups.root(figure), figure.sentence, figure.number)
        blocks[*measure, "value", value_key(figure)].setdefault(text, figure)
        if figure.head_stem:
            blocks[*measure, "head", figure.head_stem].setdefault(text, figure)
        if figure.kind == "money" and figure.head_stem:
            purpose = (figure.article.scope, "purpose", figure.direction)
            blocks[*purpose, figure.head_stem].setdefault(text, figure)
        if figure.toll:
            blocks[*measure, "toll", figure.state].setdefault(text, figure)
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
    return (figure.value.middle or 0.0) * figure.factor


def _weigh(one: Reported, other: Reported, nouns: _Nouns) -> Link | None:
    """The evidence for a pair, None where it is not enough."""
    if not same_state(one, other) or not same_time(one, other):
        return None
    if not _same_modality(one, other):
        return None
    if one.article is other.article and in_one_sentence(one, other):
        return None
    relation = relate_figures(one, other)
    rank = RANKS[relation] if relation != "far" else UPDATE
    if relation in {"close", "far"}:
        moved = _is_update(one, other)
        if (relation == "far" and not moved) or _falls(one, other):
            return None
        relation = "close"
        rank = UPDATE if moved and is_one_toll(one, other) else RANKS["close"]
        if one.kind in {"duration", "age", "frequency", "rank", "ratio"}:
            return None
        if one.additive != other.additive:
            return None
        if rank != UPDATE and one.article.cluster_id == other.article.cluster_id:
            return None
    if one.unit != other.unit and one.kind == "money":
        # Two currencies: the same purpose, in sentences that are alike.
        shared = one.context & other.context
        if match_heads(one.head, other.head) not in NAMED:
            return None
        if not _of_one_thing(one, other, shared):
            return None
    points = _points(one, other, nouns, relation=relation)
    if points < ENOUGH[relation]:
        return None
    first, second = sorted((one.figure_id, other.figure_id))
    return Link(rank, -points, first, second)


def _points(
    one: Reported, other: Reported, nouns: _Nouns, *, relation: ValueRelation
) -> int:
    """Points for noun, modifiers, context, names, speaker and a telling value."""
    match = match_heads(one.head, other.head)
    toll = is_one_toll(one, other)
    if toll and match != "same":
        match = "near"
    if match == "different" and nouns.exchanged(one, other):
        match = "near"
    told = salience(one.value.best) if relation == "equal" else 0
    if one.kind == "ratio" and one.ratio == other.ratio != (None, None):
        told += (one.ratio[1] or 0) >= LARGE_BASE
    points = {"same": 3, "near": 2, "light": 0, "unknown": 0, "different": -2}[match]
    if match == "different" and one.kind == "count" and (one.bare or other.bare):
        # What stands elsewhere in the sentence is a guess at what is counted.
        points = 0
    plain = match in NAMED and not toll and _is_plain(one, other)
    points -= plain and match == "same"
    if match == "near" and told and not plain:
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
    points += around + STATE_POINTS * toll
    points += one.speaker is not None and one.speaker == other.speaker
    if relation == "equal":
        points += told
        points += 4 if _restates(one, other) or _restates(other, one) else 0
    if match not in NAMED and (
        relation in {"overlap", "close"} or one.value.best == other.value.best == 1
    ):
        # Every text has its `one of the largest`.
        return 0
    if relation == "close" and not _of_one_thing(one, other, shared):
        return 0
    return points


def is_one_toll(one: Reported, other: Reported) -> bool:
    """Whether both count all people in one state."""
    return one.toll and other.toll and one.state == other.state


def _of_one_thing(one: Reported, other: Reported, shared: frozenset[str]) -> bool:
    """Whether two sentences are so alike that their values contradict each other."""
    dated = None not in (one.article.published_at, other.article.published_at)
    if dated and is_one_toll(one, other):
        # The word for the state is a common one, even where the words differ.
        shorter = min(len(one.context), len(other.context))
        a, b = sorted((_middle(one), _middle(other)))
        share = TOLL_SHARE if b <= UPDATE_FACTOR * a else CONFLICT_SHARE_PLAIN
        return shorter <= TOLL_SHORT or len(shared) + 1 >= share * shorter
    plain = _is_plain(one, other)
    small = min(abs(_middle(one)), abs(_middle(other))) <= SMALL
    least = CONFLICT_SHARE_PLAIN if plain or small else CONFLICT_SHARE
    shorter = min(len(one.context), len(other.context))
    return len(shared) >= max(LEAST_CONFLICT_CONTEXT, least * shorter)


def _is_plain(one: Reported, other: Reported) -> bool:
    """Whether the noun of one says next to nothing."""
    return bool({(one.head or "").casefold(), (other.head or "").casefold()} & PLAIN)


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
    relation = relate_figures(one, other)
    if one.kind == "money":
        return not reported.context & SPENT and relation == "equal"
    return relation in COMPATIBLE and match_heads(one.head, other.head) in NAMED


def _falls(one: Reported, other: Reported) -> bool:
    """Whether a later day gives fewer dead."""
    if one.day is None or other.day is None or not is_one_toll(one, other):
        return False
    days = (other.day - one.day).days
    return one.state in NEVER_FALLS and (_middle(other) - _middle(one)) * days < 0


def _is_update(one: Reported, other: Reported) -> bool:
    """Whether a number moved: one outlet's from story to story, a toll by the day."""
    a, b = _middle(one), _middle(other)
    first, last = one.article.published_at, other.article.published_at
    if first is None or last is None or first == last:
        return False
    days = (last.date() - first.date()).days
    toll = is_one_toll(one, other) and days != 0
    days = abs(days)
    most = UPDATE_FACTOR_LATER if toll and days > 1 else UPDATE_FACTOR
    if not 0 < min(a, b) <= max(a, b) <= most * min(a, b):
        return False
    outlet = one.article.outlet_id
    return toll or (outlet is not None and outlet == other.article.outlet_id)

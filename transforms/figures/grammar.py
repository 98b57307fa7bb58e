"""What one sentence says about each of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from transforms.figures.concept import find_changed, find_concept
from transforms.figures.denials import turns_bound
from transforms.figures.direction import find_direction
from transforms.figures.kinds import settle_kind
from transforms.figures.links import comparable, lend_units, link_numbers
from transforms.figures.modality import find_modality
from transforms.figures.model import Number
from transforms.figures.nouns import Concept, Place, locate
from transforms.figures.parse import Tree
from transforms.figures.subject import find_subject
from transforms.figures.times import TimeSpan, find_times
from transforms.figures.verbs import governing_verb
from warehouse.schema.terms import ChangeDirection, Modality

ELLIPTIC = frozenset({"count", "ratio", "rank"})
"""Kinds whose noun may be left out where it was named before."""


MOVING = frozenset({"percent", "percentage_point"})
"""Units whose amounts are changes where the clause speaks of one; what is lost or
gained in money or people need not be one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number with what its sentence says of it; offsets count in the sentence."""

    number: Number
    concept: Concept | None = None
    subject: str | None = None
    time: TimeSpan | None = None
    modality: Modality = "reported"
    link: int | None = None
    """Position, in the sentence, of the number that this one is compared with."""
    direction: ChangeDirection | None = None
    """Direction of a change, from the lexer or else from the verb."""
    changes: bool = False
    """The number is the amount of a change."""
    parsed: bool = True


def read_sentence(
    sentence: str,
    tree: Tree | None,
    numbers: Sequence[Number],
    *,
    before: Sequence[Reading] = (),
) -> list[Reading]:
    """What the sentence says of each number, in order.

    Args:
        sentence: The text.
        tree: Its parse; None where it is too long to be parsed.
        numbers: Its numbers in order, offsets counted in it.
        before: Readings of the sentence before, for nouns that are left out.
    """
    links = link_numbers(sentence, numbers)
    numbers = lend_units(sentence, numbers, links)
    times = find_times(sentence, numbers)
    if tree is None or len(tree) == 0:
        return [
            Reading(number, link=links.get(i), parsed=False)
            for i, number in enumerate(numbers)
        ]
    places = [locate(tree, number) for number in numbers]
    numbers = [settle_kind(tree, place, numbers) for place in places]
    places = [
        place if place.number is number else locate(tree, number)
        for place, number in zip(places, numbers, strict=True)
    ]
    covered = [frozenset(range(place.first, place.last + 1)) for place in places]
    everything = frozenset().union(
        *covered, *(tree.tokens_in(time.start, time.end) for time in times)
    )
    readings = []
    for i, (number, place, own) in enumerate(
        zip(numbers, places, covered, strict=True)
    ):
        direction, changes = number.change_direction, number.kind == "change"
        if direction is None and number.unit_system in MOVING:
            direction = find_direction(tree, place)
            changes = direction is not None
        readings.append(
            Reading(
                number,
                concept=find_concept(tree, place, everything - own),
                subject=find_subject(tree, place),
                modality=find_modality(tree, place),
                link=links.get(i),
                direction=direction,
                changes=changes,
            )
        )
    settle_modality(sentence, tree, places, readings)
    linked = set(links) | set(links.values())
    for i in sorted(linked):
        if readings[i].concept is None and readings[i].number.kind == "count":
            found = find_changed(tree, places[i], everything - covered[i])
            readings[i] = replace(readings[i], concept=found)
    drop_of_times(readings, times)
    share_out(tree, places, readings)
    fill_left_out(sentence, readings, before)
    bind_times(tree, places, readings, times)
    plan_ahead(tree, places, readings)
    for i, reading in enumerate(readings):
        if reading.number.additive and reading.time is None:
            # "A further £3m": announced when the sum before it was.
            earlier = [other for other in (*before, *readings[:i]) if other.time]
            if earlier:
                readings[i] = replace(reading, time=earlier[-1].time)
    return readings


WEAK = frozenset({"attached_noun", "verb_object", "measured_subject"})
"""Rules that give what a number may be of, not what it counts."""


def settle_modality(
    sentence: str, tree: Tree, places: Sequence[Place], readings: list[Reading]
) -> None:
    """Turn bounds that their verb negates, and free bases of a change, in place.

    "No ship carries more than 40" bounds from above. What may rise "from 4 to 6 %"
    stands at 4 %.
    """
    for i, reading in enumerate(readings):
        number = reading.number
        turned = TURNED.get(number.bound_rule)
        if turned is not None and turns_bound(tree, places[i]):
            readings[i] = replace(
                reading,
                number=replace(
                    number, low=number.high, high=number.low, bound_rule=turned
                ),
            )
    bases = {reading.link for reading in readings if reading.link is not None}
    for i in bases:
        before = sentence[: readings[i].number.start].split()[-1:]
        if before and before[0].lower() in {"from", "than"}:
            readings[i] = replace(readings[i], modality="reported")


def plan_ahead(tree: Tree, places: Sequence[Place], readings: list[Reading]) -> None:
    """Call planned what the present tense says of a time to come, in place.

    "Fares go up by 3 % next year."
    """
    for i, reading in enumerate(readings):
        if reading.modality != "reported" or reading.time is None:
            continue
        shown = reading.time.shown.lower().split()
        verb = governing_verb(tree, places[i])
        present = verb is not None and tree.tags[verb] in {"VBZ", "VBP"}
        if present and AHEAD.intersection(shown):
            readings[i] = replace(reading, modality="planned")


AHEAD = frozenset({"next", "tomorrow", "coming"})
"""Words of time that only the future has."""

TURNED = {"at_least": "at_most", "at_most": "at_least"}


def drop_of_times(readings: list[Reading], times: Sequence[TimeSpan]) -> None:
    """Take the noun from durations that date something else, in place.

    "Two years" of "the dam burst two years ago" measures no dam.
    """
    inside = {time.number for time in times if time.number is not None}
    for i, reading in enumerate(readings):
        number = reading.number
        if (number.number_start, number.number_end) in inside:
            readings[i] = replace(reading, concept=None)


def share_out(tree: Tree, places: Sequence[Place], readings: list[Reading]) -> None:
    """Give "34%" of "rates of 10% and 34%" the noun of the first, in place."""
    for i, place in enumerate(places):
        mine = readings[i].concept
        before = tree.words[max(place.first - 2, 0) : place.first]
        whole = readings[i - 1].concept if i else None
        if before == ("out", "of") and whole is not None:
            # "Three drains out of 14"
            readings[i] = replace(
                readings[i], concept=replace(whole, rule="left_out", noun_end=None)
            )
            continue
        if tree.deps[place.top] != "conj" or (mine and mine.rule not in WEAK):
            continue
        for j, other in enumerate(places[:i]):
            theirs = readings[j].concept
            if (
                readings[j].number.kind == "age"
                and readings[i].number.kind == "count"
                and other.first <= tree.heads[place.top] <= other.last
            ):
                # "Aged 22 and 27": the second is an age too.
                readings[i] = replace(
                    readings[i],
                    number=replace(
                        readings[i].number,
                        kind="age",
                        unit=readings[j].number.unit,
                        unit_system=readings[j].number.unit_system,
                    ),
                )
            if (
                other.first <= tree.heads[place.top] <= other.last
                and theirs is not None
                and comparable(readings[i].number, readings[j].number)
            ):
                readings[i] = replace(
                    readings[i], concept=replace(theirs, noun_end=None)
                )


def fill_left_out(
    sentence: str, readings: list[Reading], before: Sequence[Reading]
) -> None:
    """Give numbers without a noun the noun of the figure they go with, in place.

    "20,000 cases, compared with 10,000": the noun of the other side. "40 were held,
    of whom 12 were charged": the noun named last.
    """
    for i, reading in enumerate(readings):
        if reading.link is None:
            continue
        other = readings[reading.link]
        for here, there in ((i, reading.link), (reading.link, i)):
            mine, theirs = readings[here].concept, readings[there].concept
            if theirs is None or (mine is not None and mine.rule != "measured_subject"):
                continue
            if comparable(reading.number, other.number):
                readings[here] = replace(
                    readings[here],
                    concept=replace(theirs, rule="compared", noun_end=None),
                )
    named = [r for r in readings if r.concept and r.number.kind in ELLIPTIC]
    bare = [
        i
        for i, reading in enumerate(readings)
        if reading.concept is None and reading.number.kind in ELLIPTIC
    ]
    if "respectively" in sentence and len(named) == len(bare):
        for i, source in zip(bare, named, strict=True):
            readings[i] = replace(
                readings[i],
                concept=source.concept
                and replace(source.concept, rule="respectively", noun_end=None),
            )
    for i, reading in enumerate(readings):
        kind = reading.number.kind
        if reading.concept is not None or kind not in ELLIPTIC | {"percent"}:
            continue
        # "27% of voters agreed. Now 57% do."
        kinds = {"percent"} if kind == "percent" else ELLIPTIC
        named_before = [
            earlier
            for earlier in (*reversed(readings[:i]), *reversed(before))
            if earlier.concept is not None
            and earlier.number.kind in kinds
            and earlier.concept.rule != "measured_subject"
        ]
        # Parts follow their total: "540 people are in three places: 310 in the hall".
        wholes = [other for other in named_before if is_part(reading, other)]
        for earlier in (wholes or named_before)[:1]:
            if earlier.concept is not None:
                readings[i] = replace(
                    reading,
                    concept=replace(earlier.concept, rule="left_out", noun_end=None),
                )


def is_part(reading: Reading, whole: Reading) -> bool:
    """Whether a count may be part of another: both plain, and no larger."""
    mine, other = reading.number, whole.number
    if mine.kind != "count" or other.kind != "count":
        return True
    sizes = [number.best or number.low or number.high for number in (mine, other)]
    return sizes[0] is None or sizes[1] is None or sizes[0] <= sizes[1]


def bind_times(
    tree: Tree,
    places: Sequence[Place],
    readings: list[Reading],
    times: Sequence[TimeSpan],
) -> None:
    """Give each figure the time expression of its own clause, in place.

    Nearest in the tree first: what hangs on the number's noun or stands right behind
    it, then what hangs on its verb, then on a verb above.
    """
    anchors = [anchor_of(tree, time) for time in times]
    owned = exclusive(tree, places, readings, times)
    for i, place in enumerate(places):
        number = place.number
        best: tuple[int, int] | None = None
        chosen = None
        chain = [place.top]
        for token in tree.ancestors(place.top):
            # What is said of a noun in passing has its own time: "the firm, which
            # employs 40 people, closes in May".
            if tree.deps[chain[-1]] == "relcl":
                break
            chain.append(token)
        level_of = {token: level for level, token in enumerate(chain)}
        for t, time in enumerate(times):
            if time.start < number.number_end and number.number_start < time.end:
                continue
            if time.number == (number.number_start, number.number_end):
                continue
            if t in owned and owned[t] != i:
                continue
            level = None
            if owned.get(t) == i:
                level = -1
            else:
                for token in (anchors[t], *tree.ancestors(anchors[t])):
                    if token in level_of:
                        level = level_of[token]
                        break
            if level is None:
                continue
            distance = min(abs(time.start - number.end), abs(number.start - time.end))
            if best is None or (level, distance) < best:
                best, chosen = (level, distance), time
        if chosen is not None:
            readings[i] = replace(readings[i], time=chosen)


def anchor_of(tree: Tree, time: TimeSpan) -> int:
    """The token that links a time expression to its clause."""
    tokens = tree.tokens_in(time.start, time.end)
    if not tokens:
        return min(tree.token_at(time.start), len(tree) - 1)
    for token in tokens:
        if tree.heads[token] not in tokens:
            return token
    return tokens[0]


def exclusive(
    tree: Tree,
    places: Sequence[Place],
    readings: Sequence[Reading],
    times: Sequence[TimeSpan],
) -> dict[int, int]:
    """Times that belong to one figure alone: "compared with 10,000 two years ago".

    A time right behind a number that is one side of a comparison dates that side.
    """
    sides = {i for i, reading in enumerate(readings) if reading.link is not None}
    sides |= {reading.link for reading in readings if reading.link is not None}
    owned: dict[int, int] = {}
    for t, time in enumerate(times):
        for i, place in enumerate(places):
            concept = readings[i].concept
            end = place.number.end
            if concept is not None and concept.noun_end is not None:
                end = max(end, concept.noun_end)
            # "63 cases and, in all, 80 in 2025": behind a bare number of a list.
            bare = end == place.number.end and place.number.kind == "count"
            listed = bare and tree.deps[place.top] == "conj"
            if (i in sides or listed) and 0 <= time.start - end <= 2:
                owned[t] = i
    return owned

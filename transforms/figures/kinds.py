"""What the sentence makes of a bare number: an age, or percentage points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from transforms.figures.model import Number
from transforms.figures.nouns import Place
from transforms.figures.parse import Tree
from transforms.figures.words import listed

OLDEST = 120
"""No one has lived longer than 122 years."""

SCHOOL_AGE = 13
"""Up to here "started at ten" may be a time of day."""

PERSONS = frozenset(
    listed(
        """
    man woman boy girl lady lad child baby patient patients pensioner guest resident
    survivor victim victims passenger driver wife husband mother father son daughter
    brother sister neighbour neighbor friend widow widower grandmother grandfather
    teacher nurse doctor student worker teenager person mate youngest oldest eldest
    men women boys girls children
    """
    )
)
"""Subjects whose "is 34" gives an age."""

PARENTS = frozenset(
    {"mother", "father", "grandmother", "grandfather", "widow", "parent"}
)
"""A mother of three has children."""

PERSONAL = frozenset({"he", "she", "i", "who", "you", "they", "we"})
BE = frozenset({"is", "was", "'s", "'m", "am", "are", "were", "be", "turned", "turns"})

LIFE_VERBS = frozenset(
    listed(
        """
    left leave started start starts began begin joined join joins married marry
    retired retire retires died die became become learned learnt emigrated moved
    enlisted trained
    """
    )
)
"""What people do at an age."""

ENDS = frozenset({",", ".", ":", "``", "''", "CC", "IN", "-LRB-", "-RRB-", "HYPH"})
YOUNGEST = 30
"""Points from here on are those of an index or a game."""

INDEX = re.compile(
    r"\b(?:index|indices|ftse|dow|nasdaq|s&p|nikkei|shares|dax|stoxx|stocks?|games?"
    r"|match|scored?|win|won|lead|season|league|basis"
    r"|averag\w+|rebounds?|assists?|shooting|throws?)\b",
    re.IGNORECASE,
)
"""Sentences whose points are no percentage points."""

POINTS = re.compile(r"[ \xa0-]points?\b")


def settle_kind(tree: Tree, place: Place, numbers: Sequence[Number]) -> Number:
    """The number, as an age or in percentage points where the sentence says so."""
    number = place.number
    if number.kind == "duration" and is_of_age(tree, place):
        return replace(number, kind="age")
    if number.kind not in {"count", "change"} or number.unit is not None:
        return number
    if is_age(tree, place):
        return replace(number, kind="age", unit="a", unit_system="ucum")
    return as_points(tree.text, number, numbers)


def as_points(text: str, number: Number, numbers: Sequence[Number]) -> Number:
    """The number in percentage points: "from 4.1% to 5.6%, or by 1.5 points"."""
    after = POINTS.match(text, number.number_end)
    best = number.best
    if after is None or best is None or abs(best) >= YOUNGEST:
        return number
    percent = any(other.unit == "%" for other in numbers)
    if not percent or INDEX.search(text):
        return number
    return replace(
        number,
        kind="percent",
        unit="pp",
        unit_system="percentage_point",
        unit_start=after.start() + 1,
        unit_end=after.end(),
        end=max(number.end, after.end()),
    )


def is_age(tree: Tree, place: Place) -> bool:
    """Whether a bare number is somebody's age: "is 34", "a driver of 67", "at 17"."""
    number = place.number
    size = number.best or number.low or number.high
    if size is None or not 0 < size < OLDEST or size != int(size * 2) / Decimal(2):
        return False
    follows = place.last + 1
    if follows < len(tree) and (tree.is_noun(follows) or tree.words[follows] == "of"):
        return False
    top, above = place.top, tree.heads[place.top]
    if tree.words[above] in BE and tree.deps[top] in {
        "attr",
        "acomp",
        "oprd",
        "npadvmod",
    }:
        return is_person_subject(tree, place, above)
    if tree.deps[top] == "pobj" and tree.words[above] == "of":
        head = tree.heads[above]
        return (
            above == head + 1
            and tree.words[head] in PERSONS - PARENTS
            and tree.tags[head] == "NN"
            and tree.tags[follows : follows + 1] not in (("IN",), ("DT",))
        )
    if tree.words[place.first - 1 : place.first] == ("at",) and place.first:
        return is_at_age(tree, place)
    return False


def is_person_subject(tree: Tree, place: Place, verb: int) -> bool:
    """Whether the subject of "is 34" is a person, or an age."""
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if subject is None or subject > place.first:
        return False
    follows = place.last + 1
    ends = follows >= len(tree) or tree.tags[follows] in ENDS | {"RB", "WRB"}
    word = tree.words[subject]
    if word in PERSONAL:
        # "We are 12", "they were 40": so many.
        return ends and word not in {"they", "we", "you"}
    if word in {"age", "ages"} or word in PERSONS:
        return ends and not is_of_persons(tree, subject)
    if tree.tags[subject] == "NNP" and ends:
        named = tree.words[subject - 1 : subject] and tree.tags[subject - 1] == "NNP"
        return bool(named) and size_of_adult(place)
    if tree.tags[subject] == "CD":
        # "The two who died were 67 and 81."
        clause = tree.child(subject, "relcl")
        return clause is not None and any(
            tree.words[child] == "who" for child in tree.children[clause]
        )
    return False


def size_of_adult(place: Place) -> bool:
    """Whether the number is the age of a grown person."""
    best = place.number.best
    return best is not None and SCHOOL_AGE < best < OLDEST


def is_of_persons(tree: Tree, subject: int) -> bool:
    """Whether a subject has a number of its own: "the number of men was 12"."""
    return any(tree.words[child] in {"no", "total"} for child in tree.children[subject])


def is_at_age(tree: Tree, place: Place) -> bool:
    """Whether people did something at an age: "left school at 16", "At 52 she ..."."""
    follows = place.last + 1
    if not size_of_adult(place):
        return False
    if place.first == 1:
        return follows < len(tree) and (
            tree.words[follows] in PERSONAL
            or (
                tree.tags[follows] == ","
                and bool(PERSONAL.intersection(tree.words[follows + 1 : follows + 2]))
            )
        )
    for token in tree.ancestors(place.top):
        if tree.is_verb(token):
            if tree.words[token] not in LIFE_VERBS:
                return False
            subject = tree.child(token, "nsubj", "nsubjpass")
            if subject is None:
                return False
            return tree.words[subject] in PERSONAL | PERSONS or (
                tree.tags[subject] == "NNP"
                and tree.tags[follows : follows + 1] != ("CC",)
            )
    return False


def is_of_age(tree: Tree, place: Place) -> bool:
    """Whether years are somebody's age: "the average age is 41 years"."""
    above = tree.heads[place.top]
    if tree.words[above] not in BE:
        return False
    subject = tree.child(above, "nsubj")
    return subject is not None and tree.words[subject] in {"age", "ages"}

"""The direction of a change, where the verb of the clause gives it."""

from __future__ import annotations

from transforms.figures.nouns import Place
from transforms.figures.parse import Tree
from transforms.figures.verbs import governing_verb
from transforms.figures.words import forms, listed
from warehouse.schema.terms import ChangeDirection

UP = listed(
    """
    rise climb jump soar surge grow increase gain advance rally rocket swell
    expand add strengthen edge leap spike accelerate
    """
)
DOWN = listed(
    """
    fall drop decline decrease slide sink slip slump plunge tumble dive shrink
    lose shed cut reduce lower dip plummet crash retreat ease weaken contract
    tank slash trim halve dwindle
    """
)

DIRECTIONS: dict[str, ChangeDirection] = {}
for _verb in UP:
    DIRECTIONS |= dict.fromkeys(forms(_verb), "up")
for _verb in DOWN:
    DIRECTIONS |= dict.fromkeys(forms(_verb), "down")


SIDES: dict[str, ChangeDirection] = {
    "up": "up",
    "upward": "up",
    "upwards": "up",
    "higher": "up",
    "down": "down",
    "downward": "down",
    "downwards": "down",
    "lower": "down",
}


MAKES = frozenset({"make", "makes", "made", "making", "take", "takes", "taking"})
"""Verbs whose "up" raises nothing: "make up 37 per cent"."""


def find_direction(tree: Tree, place: Place) -> ChangeDirection | None:
    """The direction of the change whose amount the number is.

    "Rose 5%" and "up 5%" are changes; "rose to £5" is a value like any other.
    """
    begin = place.number.number_start
    if "+" in tree.text[max(begin - 1, 0) : begin + 1]:
        return "up"
    before = tree.words[place.first - 1] if place.first else ""
    if before in SIDES:
        leads = tree.words[place.first - 2] if place.first > 1 else ""
        return None if leads in MAKES else SIDES[before]
    if before == "by" and place.first > 1 and tree.words[place.first - 2] in SIDES:
        return SIDES[tree.words[place.first - 2]]
    verb = governing_verb(tree, place)
    if verb is None or tree.heads[place.top] == place.top:
        return None
    direction = DIRECTIONS.get(tree.words[verb])
    if direction is None or verb > place.first:
        return None
    above = tree.heads[place.top]
    if above == verb:
        if tree.deps[place.top] in {"npadvmod", "dobj", "advmod", "nummod"}:
            return direction
        return None
    if tree.heads[above] != verb or tree.deps[above] not in {"prep", "advmod"}:
        return None
    return direction if tree.words[above] in {"by", "up", "down"} else None

"""The direction of a change, where the verb of the clause gives it."""

from __future__ import annotations

from typing import NamedTuple

from transforms.figures.concept import Place, governing_verb
from transforms.figures.parse import Tree
from transforms.figures.words import forms
from warehouse.schema.terms import ChangeDirection

UP = (
    "rise climb jump soar surge grow increase gain advance rally rocket swell expand "
    "add strengthen edge leap spike accelerate"
).split()
DOWN = (
    "fall drop decline decrease slide sink slip slump plunge tumble dive shrink lose "
    "shed cut reduce lower dip plummet crash retreat ease weaken contract tank slash "
    "trim halve dwindle"
).split()

DIRECTIONS: dict[str, ChangeDirection] = {
    form: "up" for verb in UP for form in sorted(forms(verb))
} | {form: "down" for verb in DOWN for form in sorted(forms(verb))}


class Change(NamedTuple):
    """A change that a verb speaks of."""

    direction: ChangeDirection
    is_amount: bool
    """The number is how much it changed, not what it changed to."""


def find_direction(tree: Tree, place: Place) -> Change | None:
    """The direction of the change whose amount or end the number is."""
    verb = governing_verb(tree, place)
    if verb is None or tree.heads[place.top] == place.top:
        return None
    direction = DIRECTIONS.get(tree.words[verb])
    if direction is None or verb > place.first:
        return None
    above = tree.heads[place.top]
    if above == verb:
        if tree.deps[place.top] in {"npadvmod", "dobj", "advmod", "nummod"}:
            return Change(direction, is_amount=True)
        return None
    if tree.heads[above] != verb or tree.deps[above] not in {"prep", "advmod"}:
        return None
    word = tree.words[above]
    if word in {"by", "up", "down"}:
        return Change(direction, is_amount=True)
    if word in {"to", "below", "above", "under", "over", "past", "beyond"}:
        return Change(direction, is_amount=False)
    return None

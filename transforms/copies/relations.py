"""How two articles are related, from what was measured on the pair."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.copies.rules import CopyRules
from warehouse.schema.terms import DecidedBy, PairRelation

DAY = 86_400 * 1_000_000
"""Microseconds of a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFacts:
    """What tells one relation from another."""

    probability: float
    shingle_containment: float
    """Of the shorter article in the longer one."""
    shingle_overlap: float
    """Of the longer article in the shorter one."""
    name_containment: float
    name_overlap: float
    length_ratio: float
    shorter_words: int
    covered: int
    """Words of the shorter article that stand in a shared passage."""
    passages: int
    """Shared passages."""
    longest_passage: int
    """Matching words of the longest shared passage."""
    rest_containment: float
    """Share of the plain rare words of the shorter article that the other one holds,
    outside what they share word for word."""
    slots: int
    """Gaps inside passages where a name or number stands against another one."""
    renamed: int
    """Of these, where names stand that the other text lacks."""
    changed: int
    """Words in gaps inside passages."""
    changed_names: int
    """Of these, names and numbers."""
    changed_digits: int
    """Gaps that hold a number."""
    one_outlet: bool | None
    """Whether one outlet published both; None where an outlet is not known."""
    days_apart: float | None
    """Days between the publications; None where a date is not known."""


def relation_of(
    facts: PairFacts, *, threshold: float, rules: CopyRules
) -> tuple[PairRelation, DecidedBy]:
    """How the pair is related and what decided it.

    The order of the tests matters: a template and a passage that independent reports
    share look like copies to the model, so they are tried first; a verbatim copy is
    also contained, so the stricter relation is tried before the looser.
    """
    if is_template(facts):
        return "template_series", "rule"
    likely = facts.probability >= threshold
    shares = facts.longest_passage >= rules.shared_passage_words
    if likely and shares and is_passage_only(facts):
        return "shared_passage", "rule"
    if not likely and shares:
        return "shared_passage", "rule"
    if likely and is_update(facts):
        return "update", "rule"
    if is_follow_up(facts, rules):
        return "independent", "rule"
    if not likely:
        return "independent", "model"
    if facts.shingle_overlap >= 0.75 and facts.length_ratio >= 0.75:
        return "near_verbatim", "model"
    if facts.shingle_containment >= 0.6 and facts.length_ratio < 0.6:
        return "excerpt", "model"
    if facts.shingle_containment >= 0.8:
        return "near_verbatim", "model"
    if facts.shingle_containment >= 0.3:
        return "spun", "model"
    return "rewrite", "model"


def is_template(facts: PairFacts) -> bool:
    """Whether both fill the same form with other names and numbers.

    Half of the shorter text matches, and where the texts differ inside what matches,
    names and numbers stand against others. Either the names are mostly others, or,
    where the same office and speaker stand in every notice, hardly anything else was
    changed and a name at least was exchanged for one that the other text lacks: an
    update has other numbers and another day, a spun copy other words.
    """
    # Two places of a form say enough only where it is known that one office fills it.
    least_slots = 2 if facts.one_outlet else 3
    if facts.one_outlet is False or facts.slots < least_slots:
        return False
    if facts.covered < 0.4 * facts.shorter_words:
        return False
    other_names = max(facts.name_containment, facts.name_overlap) <= 0.6
    if other_names and facts.changed_names >= 0.4 * facts.changed:
        return True
    return facts.renamed >= 1 and facts.changed_names >= 0.8 * facts.changed


def is_passage_only(facts: PairFacts) -> bool:
    """Whether two texts share a passage or two word for word and little besides."""
    return (
        facts.passages <= 3
        and facts.covered < 0.5 * facts.shorter_words
        and facts.rest_containment < 0.15
    )


def is_update(facts: PairFacts) -> bool:
    """Whether one outlet published the story again with other numbers or more text."""
    if not facts.one_outlet or facts.days_apart is None:
        return False
    if not 0 < facts.days_apart <= 14 or facts.shingle_containment < 0.3:
        return False
    grown = facts.length_ratio < 0.9
    return facts.changed_digits > 0 or grown


def is_follow_up(facts: PairFacts, rules: CopyRules) -> bool:
    """Whether an outlet came back to its story another day, in other words.

    A newsroom has no need to rewrite itself: what it says again it says in the same
    words, and the rest is new.
    """
    if not facts.one_outlet or facts.days_apart is None:
        return False
    return facts.days_apart >= rules.follow_up_days and facts.shingle_containment < 0.3

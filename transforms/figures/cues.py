"""Words that attribute: verbs of saying, finding and meaning, and `according to`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from transforms.figures.speech_lexicon import read_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

CueClass = Literal["free", "that", "finding", "document", "plan"]
VerbForm = Literal["base", "third", "past", "participle", "past participle"]

VOWELS = frozenset("aeiou")
RANK: tuple[CueClass, ...] = ("free", "that", "finding", "document", "plan")
"""Where a verb stands in several sections, the earlier decides how it attributes."""

DOUBLED = frozenset(
    {"admit", "plan", "blog", "peg", "slam", "rip", "refer", "put", "quip", "brag"}
)
"""Verbs that double their last letter in the past and the participle."""

NO_CUE_AFTER: Mapping[str, frozenset[str]] = {
    "claim": frozenset(
        {"lives", "life", "victims", "victory", "responsibility", "benefits"}
    ),
    "respond": frozenset({"to", "by", "with", "on", "in"}),
    "reply": frozenset({"to", "by"}),
    "report": frozenset({"to", "for", "him", "her", "them", "it"}),
    "go": frozenset({"to", "into", "back", "up", "down", "out", "through", "for"}),
    "call": frozenset({"off", "up", "in", "out"}),
    "put": frozenset({"up", "down", "out", "off", "in", "on", "into"}),
    "list": frozenset({"on", "in"}),
    "ask": frozenset({"out"}),
    "rule": frozenset({"the", "over"}),
    "find": frozenset({"himself", "herself", "itself", "themselves", "out"}),
    "show": frozenset({"up", "off"}),
    "write": frozenset({"off", "down"}),
    "point": frozenset(),
}
"""Words after a verb that make it another one (`claimed 12 lives`)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb form that can attribute."""

    lemma: str
    form: VerbForm
    classes: frozenset[CueClass]


def inflect(lemma: str) -> tuple[str, str, str]:
    """Third person, past and participle of a regular verb."""
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    stem = lemma + lemma[-1] if lemma in DOUBLED else lemma
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
    return third, stem + "ed", stem + "ing"


@cache
def read_cues() -> Mapping[str, Cue]:
    """Every verb form of the data file, by the form in lower case."""
    found: dict[str, tuple[str, VerbForm, set[CueClass]]] = {}
    lines = read_lines("cue_verbs")
    for section in RANK:
        for line in lines[section]:
            lemma, *irregular = line.split()
            third, past, ing, *rest = irregular or inflect(lemma)
            forms: list[tuple[str, VerbForm]] = [
                (lemma, "base"),
                (third, "third"),
                (past, "past"),
                (ing, "participle"),
                *((form, "past participle") for form in rest),
            ]
            for form, name in forms:
                if form in found and found[form][0] != lemma:
                    continue
                if form in found and past == lemma:
                    found[form][2].add(section)
                    continue
                _, kept, classes = found.setdefault(form, (lemma, name, set()))
                classes.add(section)
                found[form] = (lemma, kept, classes)
    return {
        form: Cue(lemma, name, frozenset(classes))
        for form, (lemma, name, classes) in found.items()
    }


NOUN_CUES = frozenset(
    "claim claims statement assertion allegation estimate estimates warning "
    "prediction forecast announcement admission insistence argument accusation "
    "suggestion report boast promise pledge proposal call plan".split()
)
"""Nouns that attribute what follows to the owner before them (`her claim that`)."""

NOUN_FORMS = frozenset(
    "claims reports estimates forecasts notes details lists counts records projects "
    "rates calls demands plans promises pledges offers questions requests mentions "
    "blogs tweets posts texts emails shows finds terms labels answers fears hopes "
    "charges points signals cries laughs reads vows urges states remarks comments "
    "claim report estimate forecast note detail list count record project rate call "
    "demand plan promise pledge offer question request mention blog tweet post text "
    "email show find term label answer fear hope charge point signal state remark "
    "comment quotes joke jokes brief briefs guess address seeks blame praise".split()
)
"""Verb forms that are nouns as often, and then have no speaker before them."""

MODALS = frozenset("will would shall should can could may might must 'll ’ll".split())

AUXILIARIES = frozenset(
    "has have had is are was were be been being do does did 's 've 'd 'll ’s ’ve ’d "
    "’ll having hasn't haven't didn't doesn't don't won't wouldn't isn't aren't "
    "wasn't weren't hasn’t haven’t didn’t doesn’t don’t won’t wouldn’t isn’t aren’t "
    "wasn’t weren’t".split()
)

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())

ADVERBS = frozenset(
    "also later then now again already previously recently reportedly repeatedly "
    "earlier often once only further just still never not even simply then first "
    "separately publicly privately correctly wrongly falsely yesterday today "
    "meanwhile instead rather ever however always both all either nevertheless "
    "nonetheless monday tuesday wednesday thursday friday saturday sunday".split()
)


def is_adverb(word: str) -> bool:
    """Whether a lower-case word may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and word not in NOT_ADVERBS)


NOT_ADVERBS = frozenset(
    "family ally assembly rally july italy reply supply bully lily kelly sally emily "
    "daily weekly monthly billy molly holly elderly friendly likely weekly".split()
)

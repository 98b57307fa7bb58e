"""The subjects of cue verbs: the phrase before the verb, and whether it may speak."""

from __future__ import annotations

from transforms.figures.cues import AUXILIARIES, MODALS, Cue
from transforms.figures.phrases import (
    COUNTED,
    DETERMINERS,
    PERSONAL,
    PREPOSITIONS,
    QUOTED,
    Subject,
)
from transforms.figures.shapes import Saying, Shapes

SAYS = frozenset(
    "say tell warn announce claim insist argue write add tweet explain state report "
    "estimate declare allege acknowledge admit".split()
)
"""Verbs that only speakers do, so that any noun before them is taken for one."""

DISCOVERS = frozenset("find discover identify determine uncover record count".split())
"""Verbs of finding whose subject may be `it` or `they`; `it shows` speaks of a fact."""

UNKNOWN_LENGTH = 5
"""Tokens of a subject that no list knows, at most."""

OPEN_AFTER = frozenset("that there he she it they we i you".split())
"""Words that open a reported clause without a mark."""

ANTECEDENTS: dict[str, frozenset[str]] = {
    "who": frozenset({"person", "role", "people"}),
    "which": frozenset({"body", "document"}),
}


class Subjects(Shapes):
    """Finds the subjects of verbs and tells what may be one."""

    def subject_left(
        self, items: list[int], left: int, before: list[Saying]
    ) -> Subject | None:
        """The subject that ends at this place, before a verb."""
        phrases = self.phrases
        if left < 0 or items[left] < 0:
            return None
        word = phrases.word(items[left])
        if word in PERSONAL:
            item = items[left]
            return Subject(first=item, last=item, head=item, kind="pronoun")
        if word in {"and", "but"}:
            return self.inherited(items, left, before)
        if word == ",":
            if phrases.at(items, left - 1) in {"and", "but"}:
                return self.inherited(items, left, before)
            return phrases.aside(items, left)
        end = left
        if word in {"who", "which"}:
            end = left - 2 if phrases.at(items, left - 1) == "," else left - 1
        elif word == ")":
            while end >= 0 and phrases.word(items[end]) != "(":
                end -= 1
            end -= 1
        elif (
            not word[0].isalnum()
            or word in DETERMINERS - COUNTED
            or word in PREPOSITIONS
        ):
            return None
        if end < 0 or items[end] < 0:
            return None
        first = phrases.left(items, end)
        if word in {"who", "which"}:
            # The antecedent is the nearest phrase that can speak.
            for start in range(end, first, -1):
                if phrases.word(items[start]) in DETERMINERS or (
                    items[start] in self.cast.at
                    and self.cast.at[items[start]].first == items[start]
                ):
                    near = phrases.subject(items, start, end)
                    if near is not None and near.kind in ANTECEDENTS[word]:
                        return near
        return phrases.subject(items, first, end)

    def inherited(
        self, items: list[int], place: int, before: list[Saying]
    ) -> Subject | None:
        """Subject of the clause that a verb without one goes on from."""
        for saying in reversed(before):
            if saying.subject and not saying.according and not saying.passive:
                return saying.subject
        return self.opening_subject(items, place)

    def agrees(self, items: list[int], place: int, left: int, subject: Subject) -> bool:
        """Whether a base form agrees with its subject (`officials say`, `will say`)."""
        helper = self.phrases.at(items, place - 1)
        if left < place - 1 and (helper in AUXILIARIES or helper in MODALS):
            return True
        head = self.tokens.lower[subject.head]
        if subject.kind == "pronoun":
            return head in {"they", "we", "i"}
        return head.endswith("s") or subject.kind == "people" or head == "data"

    def fits(self, cue: Cue, subject: Subject, items: list[int], place: int) -> bool:
        """Whether a verb attributes with this subject and what follows it."""
        following = self.phrases.at(items, place + 1)
        if following == "out" and cue.lemma in {"point", "find"}:
            following = self.phrases.at(items, place + 2)
        opened = following in {"that", ":", QUOTED, "-"}
        known = subject.kind != "unknown"
        if "free" in cue.classes:
            short = subject.last - subject.first < UNKNOWN_LENGTH
            return known or (short and (opened or cue.lemma in SAYS))
        if "finding" in cue.classes and (
            subject.kind in {"document", "body", "people", "role"}
            or self.is_unexplained(subject)
            or (
                self.tokens.lower[subject.head] in {"it", "they"}
                and cue.lemma in DISCOVERS
            )
        ):
            return True
        if "document" in cue.classes and subject.kind == "document":
            return True
        if not known:
            return False
        if opened and "plan" not in cue.classes:
            return True
        follows = following in OPEN_AFTER or following in ",."
        if "that" in cue.classes and (
            opened or (follows and subject.kind != "document")
        ):
            return True
        return "plan" in cue.classes and subject.kind != "document"

    def is_unexplained(self, subject: Subject) -> bool:
        """Whether a subject is a name of unknown kind, so that it may be a body."""
        name = self.cast.at.get(subject.head)
        return name is not None and name.kind == "other"

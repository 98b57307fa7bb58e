"""Sayings that name a figure.

Verbs that attribute only with a number (`gave the toll as 12`, `put it at £3m`, `spoke
of 40 dead`), refused claims, and counts by their owner (`by the council’s count`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.figures.clauses import Reader
from transforms.figures.cues import AUXILIARIES, MODALS, is_adverb
from transforms.figures.names import NUMERALS
from transforms.figures.phrases import DETERMINERS, POSSESSIVE, Subject
from transforms.figures.shapes import Saying

if TYPE_CHECKING:
    from transforms.figures.shapes import Unit

FIGURE_VERBS = {
    form: lemma
    for lemma, forms in {
        "give": "gives gave give giving",
        "publish": "publishes published",
        "issue": "issues issued",
        "release": "releases released",
        "put": "puts put",
        "value": "value values valued",
        "set": "sets set",
        "make": "makes made make",
        "arrive": "arrives arrived",
        "speak": "speaks spoke spoken",
        "talk": "talks talked",
        "reject": "rejects rejected",
        "dismiss": "dismisses dismissed",
        "deny": "denies denied deny",
    }.items()
    for form in forms.split()
}
"""Verbs that attribute a figure with what this module asks to follow them."""

GIVES = frozenset("give publish issue release".split())
SETS = frozenset("put value set".split())
REFUSES = frozenset("reject dismiss deny".split())
FIGURE_NOUNS = frozenset(
    "figure figures number numbers total totals toll count estimate estimates tally "
    "sum".split()
)
"""Nouns that make `gave` a saying."""

CLAIMS = frozenset(
    "claim claims report reports suggestion suggestions allegation allegations "
    "accusation accusations rumour rumours rumor rumors".split()
)

ACCOUNTS = frozenset(
    "estimate estimates account accounts count reckoning tally figures numbers "
    "calculation calculations".split()
)
"""Nouns of `by the council’s count`."""

ROUGHLY = frozenset(
    "about around some nearly almost over under between just roughly less more at up "
    "close only not exactly".split()
)
"""Words before a number that do not change that one follows."""

REACH = 14
"""Words between `put` and `at`, and between `gave` and what was given."""


class FigureReader(Reader):
    """Reads the sayings that need a figure, beside those of verbs of saying."""

    def figure_verb(
        self, unit: Unit, place: int, before: list[Saying]
    ) -> Saying | None:
        """`put the toll at 12`, `gave a figure of 53`, `denied a report that …`."""
        items, phrases = unit.items, self.phrases
        lemma = FIGURE_VERBS[phrases.word(items[place])]
        told_from = self.told_from(items, place, lemma)
        if told_from is None:
            return None
        left = place - 1
        while left >= 0 and items[left] >= 0:
            helper = phrases.word(items[left])
            if helper == "to" or helper in MODALS:
                return None
            if helper not in {"has", "have", "had", "did"} and (
                items[left] in self.cast.at or not is_adverb(helper)
            ):
                break
            left -= 1
        if left >= 0 and phrases.word(items[left]) in AUXILIARIES | DETERMINERS - {
            "some",
            "many",
            "both",
            "others",
        }:
            return None
        subject = self.subject_left(items, left, before)
        if subject is None or subject.kind == "unknown":
            return None
        return Saying(
            cue_first=items[place],
            cue_last=items[place],
            subject=subject,
            scopes=((self.tokens.ends[items[told_from]], unit.end),),
        )

    def told_from(self, items: list[int], place: int, lemma: str) -> int | None:
        """Place of the last word before what such a verb tells, or None."""
        at = self.phrases.at
        following = at(items, place + 1)
        if lemma in {"speak", "talk"}:
            return place + 1 if following == "of" else None
        if lemma == "arrive":
            counted = following == "at" and self.is_number(items, place + 2)
            return place + 1 if counted else None
        if lemma == "make":
            counted = following == "it" and self.is_number(items, place + 2)
            return place + 1 if counted else None
        for step in range(place + 1, min(place + REACH, len(items))):
            word = at(items, step)
            if lemma in SETS and word == "at" and self.is_number(items, step + 1):
                return place
            if lemma in REFUSES and word == "that":
                claimed = any(
                    at(items, other) in CLAIMS for other in range(place + 1, step)
                )
                return step if claimed else None
            if lemma in GIVES and step <= place + REACH // 2:
                given = word in FIGURE_NOUNS and at(items, step + 1) != "to"
                as_number = word == "as" and self.is_number(items, step + 1)
                if (given and following in DETERMINERS | FIGURE_NOUNS) or as_number:
                    return place
            if word in {".", ";", ":", "who", "which"}:
                return None
        return None

    def is_number(self, items: list[int], place: int) -> bool:
        """Whether a number stands at a place, words of rough size let through."""
        for step in range(place, min(place + 4, len(items))):
            item = items[step]
            if item < 0:
                return False
            word = self.tokens.lower[item]
            if word[0].isdigit() or word in NUMERALS or word in "£$€¥":
                return True
            if word not in ROUGHLY and word not in {"a", "than", "to"}:
                return False
        return False

    def owned_account(
        self, unit: Unit, place: int, before: list[Saying]
    ) -> Saying | None:
        """`31 missing by the coast guard’s count`, `on its own figures`."""
        items = unit.items
        start = self.opener(items, place)
        if start is None:
            return None
        owner = self.owner(items, start + 1, place)
        if owner is None:
            return None
        opens = items[start]
        if start == 0:
            scopes = ((self.tokens.ends[items[place]], unit.end),)
        else:
            scopes = ((self.segment(unit, start, before), self.tokens.starts[opens]),)
        return Saying(
            cue_first=opens,
            cue_last=opens,
            subject=owner,
            scopes=scopes,
            according=True,
        )

    def opener(self, items: list[int], place: int) -> int | None:
        """Place of the `by` or `on` before a count, or None."""
        for step in range(place - 1, max(place - 8, -1), -1):
            word = self.phrases.word(items[step])
            if word == "by" or (word == "on" and self.phrases.at(items, step + 1)):
                return step
            if items[step] < 0 or not word[0].isalnum() or word in AUXILIARIES:
                return None
        return None

    def owner(self, items: list[int], first: int, last: int) -> Subject | None:
        """The owner of a count between two places."""
        phrases = self.phrases
        if phrases.word(items[first]) in POSSESSIVE - {"my", "our"}:
            item = items[first]
            return Subject(first=item, last=item, head=item, kind="pronoun")
        for step in range(first, last):
            if phrases.owns(items[step]):
                start, end = items[first], items[step]
                kind = phrases.kind(start, end, end)
                if kind == "unknown":
                    return None
                return Subject(first=start, last=end, head=end, kind=kind)
        return None

    def segment(self, unit: Unit, place: int, before: list[Saying]) -> int:
        """Where the part of a list begins that ends before a place."""
        tokens, items = self.tokens, unit.items
        counts = [s for s in before if s.according and s.cue_first < items[place]]
        floor = tokens.ends[counts[-1].cue_last] if counts else unit.start
        for step in range(place - 1, 0, -1):
            item = items[step]
            if item < 0:
                continue
            if tokens.starts[item] < floor:
                break
            if self.phrases.word(item) in {",", ";"}:
                inside = items[step + 1 : place]
                if any(
                    other >= 0 and tokens.words[other][0].isdigit() for other in inside
                ):
                    return tokens.ends[item]
        return floor

    def with_ellipses(self, unit: Unit, found: list[Saying]) -> list[Saying]:
        """The sayings with `and 38 by the company’s` behind `by the guard’s count`."""
        if not any(saying.according for saying in found):
            return found
        counts = [
            saying
            for saying in found
            if saying.according and self.tokens.lower[saying.cue_first] == "by"
        ]
        if not counts:
            return found
        items, phrases = unit.items, self.phrases
        for place in range(1, len(items) - 2):
            if phrases.word(items[place]) != "by" or items[place] in {
                saying.cue_first for saying in counts
            }:
                continue
            last = phrases.right(items, place + 1)
            if last is None or not phrases.owns(items[last]):
                continue
            owner = self.owner(items, place + 1, last + 1)
            if owner is not None and items[place] > counts[0].cue_first:
                scope = (
                    self.segment(unit, place, counts),
                    self.tokens.starts[items[place]],
                )
                found = [
                    *found,
                    Saying(
                        cue_first=items[place],
                        cue_last=items[place],
                        subject=owner,
                        scopes=(scope,),
                        according=True,
                    ),
                ]
        return found

"""The reader of sayings that is used: what stands beside a cue, and which one wins.

Adds to the readers of clauses and of counts the parentheses between a speaker and the
verb, offices before a name, verbs of meaning without `that`, and the order of sayings
inside each other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transforms.figures.clauses import AUDIENCE, GOES_ON
from transforms.figures.cues import NOUN_CUES, Cue
from transforms.figures.phrases import (
    COUNTED,
    DETERMINERS,
    POSSESSIVE,
    PREPOSITIONS,
    QUOTED,
    Subject,
)
from transforms.figures.shapes import Saying
from transforms.figures.speech_counts import (
    ACCOUNTS,
    FIGURE_VERBS,
    REFUSES,
    FigureReader,
)

if TYPE_CHECKING:
    from transforms.figures.shapes import Unit

SHORT = 5
"""Words before `she said:` that are no more than a time or a place."""

PARENTHESES = frozenset("too also however meanwhile again though instead".split())
THINKS = frozenset("think believe fear hope suspect expect reckon".split())
QUESTIONS = frozenset("why how whether when what".split())
SELVES = frozenset("himself herself itself themselves".split())
OPENS_CLAUSE = frozenset("the a an this these those its his her their no some".split())
CROWDS = COUNTED | {"majority", "half", "people", "voters", "respondents", "adults"}
"""Of whom a survey tells what they think, so that the survey speaks."""

BECAUSE = GOES_ON | {"because", "since", "so"}

TRIGGERS = frozenset(FIGURE_VERBS) | ACCOUNTS | NOUN_CUES | {"according"}
"""Words beside the cue verbs at which a saying may stand."""


class SpeechReader(FigureReader):
    """Reads the sayings of the units of one text."""

    def sayings(self, unit: Unit, cue_places: list[int]) -> list[Saying]:
        """Every cue of the unit with what it attributes, in order of the text."""
        found = super().sayings(unit, cue_places)
        return self.outermost(self.with_ellipses(unit, found))

    def outermost(self, found: list[Saying]) -> list[Saying]:
        """The sayings without what somebody else is said to have found.

        `The office had counted 30, Ida Marlow told them` is hers; an audience inside
        what is said (`she denied that they had been warned`) is nobody's.
        """
        if len(found) < 2:
            return found
        kept = []
        for saying in found:
            cue = self.tokens.starts[saying.cue_first]
            word = self.cues.get(self.tokens.lower[saying.cue_first])
            weak = saying.subject is None or (
                word is not None
                and "free" not in word.classes
                and "finding" in word.classes
                and not saying.according
            )
            inside = weak and any(
                start <= cue < end
                for other in found
                if other is not saying
                and other.subject is not None
                and not other.intent
                and self.speaks(other)
                for start, end in other.scopes
            )
            if not inside:
                kept.append(saying)
        return kept

    def speaks(self, saying: Saying) -> bool:
        """Whether the cue is a verb of saying whose subject is a person or a body."""
        cue = self.cues.get(self.tokens.lower[saying.cue_first])
        return (
            cue is not None
            and bool(cue.classes & {"free", "that"})
            and saying.subject is not None
            and saying.subject.kind not in {"document", "unknown"}
        )

    def saying(self, unit: Unit, place: int, before: list[Saying]) -> Saying | None:
        """What the cue at a place attributes, or None."""
        word = self.phrases.word(unit.items[place])
        if word in ACCOUNTS:
            found = self.owned_account(unit, place, before)
            if found is not None:
                return found
        if word == "according":
            return self.without_relative(
                unit, place, super().saying(unit, place, before)
            )
        if word in FIGURE_VERBS:
            found = self.figure_verb(unit, place, before)
            if found is not None:
                return found
        return super().saying(unit, place, before)

    def without_relative(
        self, unit: Unit, place: int, found: Saying | None
    ) -> Saying | None:
        """The saying without a clause on the source (`…, which went to 30 people`)."""
        if found is None or found.subject is None or place == 0:
            return found
        if found.subject.kind != "document":
            return found
        items = unit.items
        last = items.index(found.subject.last, place)
        at = self.phrases.at
        if at(items, last + 1) != "," or at(items, last + 2) not in {"which", "who"}:
            return found
        before = tuple(span for span in found.scopes if span[0] == unit.start)
        return replace(found, scopes=before) if before else found

    def fits(self, cue: Cue, subject: Subject, items: list[int], place: int) -> bool:
        """Whether a verb attributes with this subject and what follows it."""
        if super().fits(cue, subject, items, place):
            return True
        if subject.kind in {"unknown", "document"}:
            return False
        following = self.phrases.at(items, place + 1)
        if cue.lemma == "ask":
            return subject.kind in {"person", "role"} and following in QUESTIONS
        if cue.lemma not in THINKS:
            return False
        if cue.lemma == "expect":
            if self.tokens.lower[subject.head] in CROWDS:
                return False
            return following not in {"to", "of", "from"}
        return following in OPENS_CLAUSE or following[:1].isdigit()

    def passive(self, unit: Unit, place: int, left: int, cue: Cue) -> Saying | None:
        """`MPs were told …`: the speaker follows `by` or is found elsewhere."""
        items, phrases = unit.items, self.phrases
        following = phrases.at(items, place + 1)
        behind = phrases.at(items, place + 2)
        ordered = following == "to" and behind not in DETERMINERS | {QUOTED}
        if following == "at" or (ordered and cue.lemma in AUDIENCE):
            # `She was shouted at`, `they were told to leave`.
            return None
        found = super().passive(unit, place, left, cue)
        if found is None or found.subject is None:
            return found
        subject = found.subject
        bare = phrases.word(subject.first) not in DETERMINERS | POSSESSIVE
        if subject.kind == "document" and bare and subject.first not in self.cast.at:
            # `They were told by text message`: how, not by whom.
            return None
        cue_start = self.tokens.starts[items[place]]
        trailing = (
            left > 0
            and phrases.word(items[left]) == "it"
            and phrases.word(items[left - 1]) in {",", "–", "—"}
        )
        if trailing or cue.lemma in REFUSES:
            return replace(found, scopes=((unit.start, cue_start),))
        return found

    def inverted(self, unit: Unit, place: int, cue: Cue) -> Saying | None:
        """`…, said Ida Marlow`: the subject stands behind the verb."""
        found = super().inverted(unit, place, cue)
        if found is None or found.subject is None or found.tail is None:
            return found
        items, phrases = unit.items, self.phrases
        last = phrases.right(items, place + 1)
        if last is None or phrases.at(items, place - 1) == QUOTED:
            return found
        behind = phrases.at(items, last + 2)
        goes_on = phrases.at(items, last + 1) == "," and (
            behind in GOES_ON - {"and", "but", "which", "although", "though"}
            or behind[0].isdigit()
            or behind in "£$€"
        )
        if not goes_on or behind == ".":
            return found
        return replace(found, scopes=(*found.scopes, found.tail))

    def scoped(self, unit: Unit, place: int, subject: Subject, cue: Cue) -> Saying:
        """The saying with the side of the sentence that it attributes."""
        items, tokens = unit.items, self.tokens
        first = place
        while first > 0 and not 0 <= items[first] <= subject.first:
            first -= 1
        at = self.phrases.at
        closes = at(items, place + 1) in {",", ".", ";", ")"}
        if closes and at(items, first - 1) == "as" and at(items, first - 2) == ",":
            # `…, or 2,600, as the Orle Gazette reports, is …`
            span = (self.segment(unit, first - 2, []), tokens.starts[items[first - 1]])
            return Saying(
                cue_first=items[place],
                cue_last=items[place],
                subject=subject,
                scopes=(span,),
            )
        return super().scoped(unit, place, subject, cue)

    def goes_on(self, items: list[int], first: int, place: int) -> bool:
        """Whether what is said goes on behind a cue that follows it."""
        if self.phrases.word(items[place]) in {"told", "tells"}:
            last = self.phrases.right(items, place + 1)
            if last is not None and self.phrases.at(items, last + 1) == ",":
                behind = self.phrases.at(items, last + 2)
                return behind in BECAUSE or behind[0].isdigit() or behind in "£$€"
        if self.phrases.at(items, place + 1) == ":":
            return True
        return super().goes_on(items, first, place)

    def is_postposed(self, items: list[int], first: int, place: int) -> bool:
        """Whether what is reported stands before its speaker (`…, he said`)."""
        if self.is_introduced(items, first):
            return False
        if super().is_postposed(items, first, place):
            return True
        at = self.phrases.at
        if at(items, place + 1) == ":" and at(items, first - 1) == ",":
            # `Thirty are missing, the guard said: 20 …`; not `On Monday, she said: …`.
            lead = items[: first - 1]
            return len(lead) > SHORT and (
                self.phrases.word(lead[0]) not in PREPOSITIONS
                or "," in (self.phrases.word(item) for item in lead)
            )
        return (
            first > 2
            and at(items, first - 1) in {",", QUOTED}
            and self.phrases.word(items[place]) in {"tells", "tell", "told"}
            and at(items, place + 1) in {"us", "me"}
            and at(items, place + 2) in {".", ",", ";"}
        )

    def is_introduced(self, items: list[int], first: int) -> bool:
        """Whether a name's office stands before it (`The clerk, Ida Orme, wrote`)."""
        phrases = self.phrases
        if first < 2 or phrases.at(items, first - 1) != ",":
            return False
        lead = phrases.subject(items, 0, first - 2)
        return (
            lead is not None
            and lead.kind in {"role", "body"}
            and items[first] in self.cast.at
            and phrases.left(items, first - 2) == 0
        )

    def subject_left(
        self, items: list[int], left: int, before: list[Saying]
    ) -> Subject | None:
        """The subject that ends at this place, before a verb."""
        at = self.phrases.at
        comma = left >= 3 and items[left] >= 0 and at(items, left) == ","
        if comma and at(items, left - 1) in PARENTHESES and at(items, left - 2) == ",":
            # `He, too, denied …`
            return super().subject_left(items, left - 3, before)
        if left > 0 and at(items, left) in SELVES:
            return super().subject_left(items, left - 1, before)
        found = super().subject_left(items, left, before)
        if found is not None or not comma:
            return found
        return self.body_in_apposition(items, left) or self.before_aside(items, left)

    def body_in_apposition(self, items: list[int], comma: int) -> Subject | None:
        """`The operator, Orle Line, says`: the body that is named between commas."""
        last = items[comma - 1]
        name = self.cast.at.get(last)
        if name is None or name.kind != "body" or name.last != last:
            return None
        start = comma - 1 - (name.last - name.first)
        if start < 2 or items[start] != name.first or self.phrases.owns(last):
            return None
        if self.phrases.at(items, start - 1) != ",":
            return None
        noun = self.phrases.noun_kind(self.phrases.word(items[start - 2]))
        if noun not in {"role", "body"}:
            return None
        return Subject(first=name.first, last=last, head=last, kind="body")

    def before_aside(self, items: list[int], comma: int) -> Subject | None:
        """`The guard, going by the tickets, says`: the phrase before the aside."""
        step = comma - 1
        while step > 0 and items[step] >= 0 and self.phrases.word(items[step]) != ",":
            step -= 1
        if step <= 0 or items[step] < 0:
            return None
        opens = self.phrases.at(items, step + 1)
        if not (opens.endswith("ing") or opens in PREPOSITIONS):
            return None
        first = self.phrases.left(items, step - 1)
        if first > 0 and self.phrases.at(items, first - 1) not in {".", "and", "but"}:
            return None
        found = self.phrases.subject(items, first, step - 1)
        return None if found is None or found.kind == "unknown" else found

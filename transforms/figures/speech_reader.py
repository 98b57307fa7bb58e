"""Sayings that name a figure, and what stands beside a cue: the reader that is used.

Adds to the clauses' reader the verbs that attribute only with a number (`gave the toll
as 12`, `put it at £3m`, `spoke of 40 dead`), counts by their owner (`by the council’s
count`), refused claims, and parenthesis between a speaker and the verb.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transforms.figures.clauses import GOES_ON, Reader
from transforms.figures.cues import AUXILIARIES, MODALS, NOUN_CUES, Cue, is_adverb
from transforms.figures.names import NUMERALS
from transforms.figures.phrases import (
    COUNTED,
    DETERMINERS,
    POSSESSIVE,
    PREPOSITIONS,
    QUOTED,
    Subject,
)
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

SHORT = 5
"""Words before `she said:` that are no more than a time or a place."""

REACH = 14
"""Words between `put` and `at`, and between `gave` and what was given."""

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


class SpeechReader(Reader):
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

    # verbs that need a figure

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

    # counts and their owners

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

    # what stands beside a cue

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
        if following == "at" or (following == "to" and cue.lemma != "allege"):
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

"""Who says what in one sentence: cue verbs, their subjects, what they govern.

No parse: a cue is looked up, its subject is the noun phrase that stands before it (or
after it, when the order is turned), and the rest of the sentence tells which side the
reported words stand on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from transforms.figures.cues import (
    AUXILIARIES,
    NO_CUE_AFTER,
    NOUN_CUES,
    Cue,
    is_adverb,
    read_cues,
)
from transforms.figures.speech_lexicon import read_words

if TYPE_CHECKING:
    from transforms.figures.people import Cast
    from transforms.figures.speech_tokens import Tokens

SubjectKind = Literal[
    "person", "body", "role", "people", "document", "pronoun", "unknown", "inherited"
]
QUOTED = "“”"
"""Stands for a whole quotation in a sentence."""

PERSONAL = frozenset("he she they it we i".split())
DETERMINERS = frozenset(
    "the a an this that these those his her its their our my one another some many most "
    "several both all few no any each every two three four five six other more".split()
)
PREPOSITIONS = frozenset(
    "in on at for from with by of to about after before during since under over through "
    "into within without against among between near despite amid across as upon per "
    "until following because when while if although though once unless where whereas".split()
)
INSIDE_PHRASE = frozenset(
    "of for at in from with on to within against about near by".split()
)
STOPS = frozenset(
    "that as while but because when if after before although though since which who "
    "where so than whether what how why not or nor until unless once then yet he she "
    "they it we i you there here him them".split()
)
SUBORDINATORS = frozenset(
    "as while but because when if after before although though since and or so until "
    "where whereas that which who than".split()
)
BREAKS = frozenset(",;:—–-()[]…/|")
BE = frozenset(
    "is are was were be been being isn't wasn't aren't weren't 's got".split()
)
AUDIENCE = frozenset("tell alert warn inform advise notify remind brief assure".split())
"""Verbs whose passive names the audience (`MPs were told`)."""

SAYS = frozenset(
    "say tell warn announce claim insist argue write add tweet explain state ask "
    "report estimate".split()
)
"""Verbs that only speakers do, so that any noun before them is taken for one."""

INVERTED = frozenset(
    "say ask add write tell explain reply tweet claim warn note report argue "
    "complain joke conclude recall insist respond continue declare observe admit".split()
)
"""Verbs that stand before their subject (`said Ida Marlow`)."""

OPEN_AFTER = frozenset("that there he she it they we i you".split())
"""Words that open a reported clause without a mark."""

TAIL_STARTS = frozenset(
    "in at on during to of after before when while as about from this last earlier late "
    "monday tuesday wednesday thursday friday saturday sunday yesterday today recently "
    "later by via through wednesday's with referring following speaking who".split()
)
"""Words that begin what may follow a cue that closes its sentence."""

NP_LIMIT = 14
"""Tokens of the longest subject; beyond that it is no noun phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Noun phrase of a speaker; token indices, both included."""

    first: int
    last: int
    kind: SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A cue with its speaker and the stretches of text that it attributes."""

    cue_first: int
    cue_last: int
    lemma: str
    subject: Subject | None
    """None for an audience without a named speaker (`MPs were told`)."""
    passive: bool
    scopes: tuple[tuple[int, int], ...]
    """Half-open character spans."""
    according: bool = False
    intent: bool = False
    """The verb tells what somebody means to do, not what somebody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence with its quotations folded into one item each."""

    start: int
    end: int
    paragraph: int
    items: list[int]
    """Token indices; a quotation is `-(number + 1)`."""
    quotes: list[int]


class Reader:
    """Reads the sayings of the units of one text."""

    def __init__(self, tokens: Tokens, cast: Cast) -> None:
        """Hold what all units share."""
        self.tokens = tokens
        self.cast = cast
        self.cues = read_cues()
        nouns = read_words("speaker_nouns")
        self.persons, self.people = nouns["person"], nouns["people"]
        self.bodies, self.documents = nouns["body"], nouns["document"]

    def word(self, item: int) -> str:
        """Lower-case word of an item."""
        return QUOTED if item < 0 else self.tokens.lower[item]

    def sayings(self, unit: Unit, cue_places: list[int]) -> list[Saying]:
        """Every cue of the unit that has a speaker, in order of the text."""
        found: list[Saying] = []
        position = {item: place for place, item in enumerate(unit.items)}
        for token in cue_places:
            place = position.get(token)
            if place is None:
                continue
            word = self.tokens.lower[token]
            if word == "according":
                saying = self.according(unit, place)
            elif self.is_noun_cue(unit, place):
                saying = self.noun_cue(unit, place)
            elif word in self.cues:
                saying = self.verb(unit, place, found)
            else:
                saying = None
            if saying is not None:
                found.append(saying)
        return found

    # according to

    def according(self, unit: Unit, place: int) -> Saying | None:
        """`according to` with the noun phrase after it."""
        items = unit.items
        if place + 2 >= len(items) or self.word(items[place + 1]) != "to":
            return None
        last = self.phrase_right(items, place + 2)
        if last is None:
            return None
        subject = self.subject(items, place + 2, last)
        if subject is None:
            return None
        starts, ends = self.tokens.starts, self.tokens.ends
        before = (unit.start, starts[items[place]])
        after = (ends[subject.last], unit.end)
        return Saying(
            cue_first=items[place],
            cue_last=items[place + 1],
            lemma="according to",
            subject=subject,
            passive=False,
            scopes=tuple(span for span in (before, after) if span[0] < span[1]),
            according=True,
        )

    def phrase_right(self, items: list[int], place: int) -> int | None:
        """Place of the last item of the noun phrase that begins here."""
        last = None
        for step in range(place, min(place + NP_LIMIT, len(items))):
            item = items[step]
            word = self.word(item)
            if item < 0 or (
                not word[0].isalnum() and word not in {".", "'", "’", "&", "-"}
            ):
                break
            if word == "." and item not in self.cast.at:
                break
            if step > place and word in STOPS:
                break
            if step > place and (word in AUXILIARIES or self.is_finite(item)):
                break
            if step > place and self.is_boundary(items, step):
                break
            last = step
        return last

    def is_boundary(self, items: list[int], place: int) -> bool:
        """Whether a new phrase begins inside a run of words (`said Ida on Tuesday`)."""
        word = self.word(items[place])
        if word == "and":
            return not (
                place + 1 < len(items)
                and items[place + 1] in self.cast.at
                and items[place - 1] in self.cast.at
            )
        following = self.word(items[place + 1]) if place + 1 < len(items) else ""
        return word in {"in", "on", "after", "during"} and (
            following in TAIL_STARTS
            or following[:1].isdigit()
            or following in {"a", "an"}
        )

    def is_finite(self, item: int) -> bool:
        """Whether a token is a verb form that ends a noun phrase."""
        cue = self.cues.get(self.tokens.lower[item])
        return (
            cue is not None
            and cue.form in {"third", "past"}
            and ("free" in cue.classes)
            and item not in self.cast.at
            and self.tokens.lower[item] not in NOUN_CUES
        )

    # nouns that attribute

    def is_noun_cue(self, unit: Unit, place: int) -> bool:
        """Whether a cue word is a noun with its owner before it (`her claim that`)."""
        items = unit.items
        if self.word(items[place]) not in NOUN_CUES or place == 0:
            return False
        before = items[place - 1]
        if before < 0:
            return False
        return self.tokens.words[before][-2:] in {"'s", "’s"} or self.word(before) in {
            "his",
            "her",
            "their",
            "its",
        }

    def noun_cue(self, unit: Unit, place: int) -> Saying | None:
        """A noun like `claim` with `that` or a quotation soon after it."""
        items = unit.items
        following = [self.word(item) for item in items[place + 1 : place + 3]]
        if not following or (following[0] not in {"that", QUOTED, "of", ":"}):
            return None
        owner = place - 1
        first = owner
        if items[owner] in self.cast.at:
            name = self.cast.at[items[owner]]
            while first > 0 and self.cast.at.get(items[first - 1]) is name:
                first -= 1
        elif self.word(items[owner]) in {"his", "her", "their", "its"}:
            pass
        else:
            first = self.phrase_left(items, owner)
        if self.word(items[owner]) in {"his", "her", "their", "its"}:
            subject: Subject | None = Subject(
                first=items[owner], last=items[owner], kind="pronoun"
            )
        else:
            subject = self.subject(items, first, owner)
        if subject is None:
            return None
        return Saying(
            cue_first=items[place],
            cue_last=items[place],
            lemma=self.word(items[place]),
            subject=subject,
            passive=False,
            scopes=((self.tokens.ends[items[place]], unit.end),),
        )

    # verbs

    def verb(self, unit: Unit, place: int, before: list[Saying]) -> Saying | None:
        """A cue verb with its subject and scopes, or None where it attributes nothing."""
        items = unit.items
        token = items[place]
        cue = self.cues[self.tokens.lower[token]]
        following = self.word(items[place + 1]) if place + 1 < len(items) else "."
        if following in NO_CUE_AFTER.get(cue.lemma, frozenset()):
            return None
        left = place - 1
        passive = perfect = False
        while left >= 0 and items[left] >= 0:
            word = self.word(items[left])
            if word in BE and cue.form == "past":
                passive = True
            elif word in {"has", "have", "had"}:
                perfect = True
            elif word not in AUXILIARIES and not is_adverb(word):
                break
            left -= 1
        del perfect
        if passive:
            return self.passive(unit, place, left, cue)
        if cue.form == "participle" and left == place - 1:
            return self.participle(unit, place, left, cue, before)
        turned = self.inverted(unit, place, cue)
        if turned is not None:
            return turned
        subject = self.subject_left(items, left, before)
        if subject is None or not self.fits(cue, subject, items, place):
            return None
        if cue.form == "base" and not self.fits_base(items, place, left, subject):
            return None
        return self.scoped(unit, place, subject, cue)

    def fits_base(
        self, items: list[int], place: int, left: int, subject: Subject
    ) -> bool:
        """Whether a base form agrees with its subject (`officials say`, `will say`)."""
        if left < place - 1 and self.word(items[place - 1]) in AUXILIARIES:
            return True
        if subject.kind == "pronoun":
            return self.word(subject.last) in {"they", "we", "i"}
        return self.tokens.lower[subject.last].endswith("s") or subject.kind == "people"

    def fits(self, cue: Cue, subject: Subject, items: list[int], place: int) -> bool:
        """Whether a verb attributes with this subject and what follows it."""
        following = self.word(items[place + 1]) if place + 1 < len(items) else "."
        opened = following in {"that", ":", QUOTED}
        if "free" in cue.classes:
            if subject.kind == "unknown":
                return cue.lemma in SAYS or opened
            return True
        if "finding" in cue.classes and subject.kind in {
            "document",
            "body",
            "people",
            "role",
        }:
            return True
        if opened and subject.kind != "unknown":
            return True
        if "that" in cue.classes and subject.kind != "unknown":
            if following in OPEN_AFTER or following in ",.":
                return True
            if "plan" not in cue.classes:
                return False
        return "plan" in cue.classes and subject.kind in {
            "person",
            "body",
            "role",
            "pronoun",
            "people",
            "inherited",
        }

    def passive(self, unit: Unit, place: int, left: int, cue: Cue) -> Saying | None:
        """`MPs were told …`: the speaker follows `by` or is found elsewhere."""
        items = unit.items
        scope = (self.tokens.ends[items[place]], unit.end)
        for step in range(place + 1, min(place + 8, len(items))):
            word = self.word(items[step])
            if word == "by" and step + 1 < len(items):
                last = self.phrase_right(items, step + 1)
                if last is None:
                    return None
                subject = self.subject(items, step + 1, last)
                if subject is None or subject.kind == "unknown":
                    return None
                return Saying(
                    cue_first=items[place],
                    cue_last=items[place],
                    lemma=cue.lemma,
                    subject=subject,
                    passive=True,
                    scopes=(scope,),
                )
            if word in {"that", ",", QUOTED}:
                break
        if cue.lemma not in AUDIENCE or left < 0 or scope[0] >= scope[1]:
            return None
        return Saying(
            cue_first=items[place],
            cue_last=items[place],
            lemma=cue.lemma,
            subject=None,
            passive=True,
            scopes=(scope,),
        )

    def participle(
        self,
        unit: Unit,
        place: int,
        left: int,
        cue: Cue,
        before: list[Saying],
    ) -> Saying | None:
        """`…, adding that`: the speaker is the subject of the main clause."""
        items = unit.items
        if left < 0 or self.word(items[left]) not in {",", "and", QUOTED}:
            return None
        if not cue.classes & {"free", "that"}:
            return None
        following = self.word(items[place + 1]) if place + 1 < len(items) else "."
        if "free" not in cue.classes and following not in {"that", ":", QUOTED}:
            return None
        subject = self.inherited(unit.items, place, before)
        if subject is None:
            return None
        return Saying(
            cue_first=items[place],
            cue_last=items[place],
            lemma=cue.lemma,
            subject=subject,
            passive=False,
            scopes=((self.tokens.ends[items[place]], unit.end),),
        )

    def inherited(
        self, items: list[int], place: int, before: list[Saying]
    ) -> Subject | None:
        """Subject of the clause that a verb without one goes on from."""
        for saying in reversed(before):
            if (
                saying.subject is not None
                and not saying.according
                and not saying.passive
            ):
                return saying.subject
        return self.opening_subject(items, place)

    def opening_subject(self, items: list[int], limit: int) -> Subject | None:
        """The name or pronoun that a sentence begins with, after a first phrase."""
        step = 0
        if items and self.word(items[0]) in PREPOSITIONS:
            while step < limit and self.word(items[step]) != ",":
                step += 1
            step += 1
        end = min(limit, step + 8)
        while step < end:
            item = items[step]
            if item < 0:
                return None
            word = self.word(item)
            if word in PERSONAL:
                return Subject(first=item, last=item, kind="pronoun")
            name = self.cast.at.get(item)
            if name is not None and self.tokens.words[name.last][-2:] not in {
                "'s",
                "’s",
            }:
                last = min(name.last, items[limit - 1])
                return Subject(first=item, last=last, kind=self.kind(item, last))
            if word in self.persons and step + 1 < limit:
                following = items[step + 1]
                if (
                    following not in self.cast.at
                    and self.word(following) not in INSIDE_PHRASE
                ):
                    return Subject(
                        first=items[max(step - 1, 0)], last=item, kind="role"
                    )
            if word in AUXILIARIES:
                return None
            step += 1
        return None

    def inverted(self, unit: Unit, place: int, cue: Cue) -> Saying | None:
        """`…, said Ida Marlow`: the subject stands behind the verb."""
        items = unit.items
        if cue.lemma not in INVERTED or cue.form not in {"past", "third"}:
            return None
        if place == 0 or place + 1 >= len(items):
            return None
        if self.word(items[place - 1]) not in {QUOTED, ",", "—", "–", "-", "?", "!"}:
            return None
        if items[place + 1] < 0:
            return None
        word = self.word(items[place + 1])
        if word in STOPS and word not in PERSONAL:
            return None
        last = self.phrase_right(items, place + 1)
        if last is None:
            return None
        subject = self.subject(items, place + 1, last)
        if subject is None or subject.kind in {"unknown"}:
            return None
        behind = self.word(items[last + 1]) if last + 1 < len(items) else "."
        if behind not in {
            ",",
            ".",
            ":",
            ";",
            QUOTED,
            "in",
            "on",
            "at",
            "of",
            "who",
            "as",
            "during",
            "after",
            "—",
            "–",
            "-",
            "(",
            "when",
            "about",
            "while",
            "and",
        }:
            return None
        if (
            self.word(items[place - 1]) == ","
            and self.appositive(items, place - 1) is not None
        ):
            return None
        starts, ends = self.tokens.starts, self.tokens.ends
        spans = [(unit.start, starts[items[place]]), (ends[subject.last], unit.end)]
        return Saying(
            cue_first=items[place],
            cue_last=items[place],
            lemma=cue.lemma,
            subject=subject,
            passive=False,
            scopes=tuple(span for span in spans if span[0] < span[1]),
        )

    def scoped(self, unit: Unit, place: int, subject: Subject, cue: Cue) -> Saying:
        """The saying with the side of the sentence that it attributes."""
        items = unit.items
        tokens = self.tokens
        first = items.index(subject.first) if subject.kind != "inherited" else place
        after = (tokens.ends[items[place]], unit.end)
        before = (unit.start, tokens.starts[subject.first])
        spans = [after]
        if (
            subject.kind != "inherited"
            and first > 1
            and self.is_postposed(items, first, place)
        ):
            spans = [before, after]
        intent = not cue.classes & {"free", "that", "finding"}
        return Saying(
            cue_first=items[place],
            cue_last=items[place],
            lemma=cue.lemma,
            subject=subject,
            passive=False,
            scopes=tuple(span for span in spans if span[0] < span[1]),
            intent=intent,
        )

    def is_postposed(self, items: list[int], first: int, place: int) -> bool:
        """Whether what is reported stands before its speaker (`…, he said`)."""
        before = self.word(items[first - 1])
        if before == QUOTED:
            return True
        if before not in {",", "—", "–", "-", "?", "!"}:
            return False
        following = self.word(items[place + 1]) if place + 1 < len(items) else "."
        if self.word(items[first - 2]) == QUOTED and first == 2:
            return True
        ends_here = following in {".", ",", ";", QUOTED, "—", "–", "?", "!"} or (
            following in TAIL_STARTS
        )
        if not ends_here:
            return False
        opener = self.word(items[0])
        intro = first - 1 <= 3 or (
            opener in PREPOSITIONS
            and all(self.word(item) != "," for item in items[: first - 1])
            and following not in {".", ","}
        )
        return not intro or (following in {".", "!"} and first > 3)

    # subjects

    def subject_left(
        self, items: list[int], left: int, before: list[Saying]
    ) -> Subject | None:
        """The subject that ends at this place, before a verb."""
        if left < 0 or items[left] < 0:
            return None
        word = self.word(items[left])
        if word in PERSONAL:
            return Subject(first=items[left], last=items[left], kind="pronoun")
        if word in {"and", "but"}:
            return self.inherit(items, left, before)
        if word == ",":
            if left and self.word(items[left - 1]) in {"and", "but"}:
                return self.inherit(items, left, before)
            end = self.appositive(items, left)
            if end is None:
                return None
            return self.subject(items, self.phrase_left(items, end), end)
        if word in {"who", "which"}:
            end = left - 1
            if end >= 0 and self.word(items[end]) == ",":
                end -= 1
            if end < 0 or items[end] < 0:
                return None
            return self.subject(items, self.phrase_left(items, end), end)
        if word == ")":
            end = left
            while end >= 0 and self.word(items[end]) != "(":
                end -= 1
            end -= 1
            if end < 0 or items[end] < 0:
                return None
            return self.subject(items, self.phrase_left(items, end), end)
        if (
            not word[0].isalnum()
            or word
            in DETERMINERS
            - {"one", "some", "many", "most", "several", "both", "all", "few"}
            or word in PREPOSITIONS
        ):
            return None
        return self.subject(items, self.phrase_left(items, left), left)

    def inherit(
        self, items: list[int], left: int, before: list[Saying]
    ) -> Subject | None:
        """The subject of `and said`, taken over from before."""
        return self.inherited(items, left, before)

    def appositive(self, items: list[int], comma: int) -> int | None:
        """Place of the last item of the phrase that an apposition follows.

        `comma` closes the apposition (`Ida Marlow, head of the fund,`).
        """
        step = comma - 1
        for _ in range(4):
            while step >= 0 and self.word(items[step]) != ",":
                step -= 1
            if step <= 0:
                return None
            end = step - 1
            opener = self.word(items[step + 1])
            item = items[end]
            if item >= 0:
                named = item in self.cast.at and self.cast.at[item].kind in {
                    "person",
                    "body",
                    "other",
                }
                noun = self.noun_kind(self.word(item)) is not None
                fits = (
                    opener in DETERMINERS
                    or opener
                    in {"who", "which", "whose", "now", "then", "also", "head"}
                    or opener in self.persons
                    or opener[:1].isdigit()
                    or any(
                        self.word(part) in self.persons
                        for part in items[step + 1 : min(step + 6, comma)]
                    )
                )
                if (named and (fits or self.cast.at[item].kind == "person")) or (
                    noun and fits
                ):
                    return end
            step -= 1
        return None

    def phrase_left(self, items: list[int], last: int) -> int:
        """Place of the first item of the noun phrase that ends here."""
        first = last
        step = last
        while step >= 0 and last - step < NP_LIMIT:
            item = items[step]
            if item < 0:
                break
            word = self.word(item)
            if not word[0].isalnum() and not (word == "." and item in self.cast.at):
                break
            if step < last and (word in STOPS or word in AUXILIARIES):
                break
            if step < last and word == "and" and not self.joins(items, step):
                break
            if step < last and self.is_finite(item):
                break
            first = step
            step -= 1
        return self.without_intro(items, first, last)

    def joins(self, items: list[int], place: int) -> bool:
        """Whether `and` joins two nouns of one phrase."""
        if place == 0 or items[place - 1] < 0:
            return False
        before = items[place - 1]
        return before in self.cast.at or self.noun_kind(self.word(before)) is not None

    def without_intro(self, items: list[int], first: int, last: int) -> int:
        """The phrase without a first phrase that no comma parts from it.

        `On Tuesday the company` begins at `the`.
        """
        start = first
        word = self.word(items[first])
        if word in PREPOSITIONS or is_adverb(word) or word == "meanwhile":
            start = last
            for step in range(last, first, -1):
                before = self.word(items[step - 1])
                begins = self.word(items[step]) in DETERMINERS or (
                    items[step] in self.cast.at
                    and self.cast.at.get(items[step - 1])
                    is not self.cast.at[items[step]]
                )
                if begins:
                    start = step
                    if before not in INSIDE_PHRASE:
                        break
        return start

    def noun_kind(self, word: str) -> SubjectKind | None:
        """What a common noun that speaks stands for."""
        if word in self.persons:
            return "role"
        if word in self.people:
            return "people"
        if word in self.documents:
            return "document"
        if word in self.bodies:
            return "body"
        return None

    def kind(self, first: int, last: int) -> SubjectKind:
        """What a phrase of tokens stands for, by its head."""
        head = last
        for token in range(first + 1, last + 1):
            word = self.tokens.lower[token]
            if (
                word in INSIDE_PHRASE
                or word in {"who", "which", "released", "published"}
            ) and token not in self.cast.at:
                head = token - 1
                break
        name = self.cast.at.get(head)
        word = self.tokens.lower[head]
        if name is not None and name.kind == "person":
            return "person"
        noun = self.noun_kind(word)
        if noun is not None and (name is None or name.last != name.first):
            return noun
        if name is not None:
            return "body" if name.kind in {"body", "place"} else (noun or "unknown")
        if (
            any(
                self.cast.at[token].kind == "person"
                for token in range(head, last + 1)
                if token in self.cast.at
            )
            and head == last
        ):
            return "person"
        return "unknown"

    def subject(self, items: list[int], first: int, last: int) -> Subject | None:
        """The phrase as a subject, or None where it cannot be one."""
        if first > last or items[first] < 0 or items[last] < 0:
            return None
        start, end = items[first], items[last]
        if last - first != end - start:
            return None
        if first == last and self.word(start) in PERSONAL:
            return Subject(first=start, last=end, kind="pronoun")
        if first == last and self.word(start) in DETERMINERS - {
            "some",
            "many",
            "most",
            "several",
            "both",
            "one",
            "all",
            "few",
        }:
            return None
        return Subject(first=start, last=end, kind=self.kind(start, end))

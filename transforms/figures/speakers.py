"""Speakers resolved in reading order: pronouns, offices, bodies taken up again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transforms.figures.model import Attribution
from transforms.figures.people import LOCATIVE, head_of, namesake, strip_possessive
from transforms.figures.people_offices import holder_of
from transforms.figures.speakers_bodies import Bodies, class_of, is_place
from transforms.figures.speakers_phrases import may_speak, without_article

if TYPE_CHECKING:
    from transforms.figures.names_kinds import Gender, Name
    from transforms.figures.people import Cast
    from transforms.figures.phrases import Phrases, Subject
    from transforms.figures.shapes import Saying, Unit
    from transforms.figures.speech_tokens import Tokens
    from warehouse.schema.terms import EntityKind, SpeakerRule

OWNED = frozenset("a an the his her its their this".split())
OFFICE_WORDS = 3
"""Words of an office that is taken up without a link (`the harbour secretary`)."""

INDEFINITE = frozenset("a an one another some two three four five several".split())
GENDER_OF: dict[str, Gender] = {
    "he": "male",
    "his": "male",
    "she": "female",
    "her": "female",
}
MEN = (
    "husband father man son brother spokesman chairman businessman policeman king "
    "prince fisherman grandfather uncle nephew"
)
WOMEN = (
    "wife mother woman daughter sister spokeswoman chairwoman businesswoman "
    "policewoman queen princess grandmother aunt niece actress widow"
)
ROLE_GENDER: dict[str, Gender] = dict.fromkeys(MEN.split(), "male")
ROLE_GENDER.update(dict.fromkeys(WOMEN.split(), "female"))
"""Nouns that tell the gender of whom they stand for."""

OFFICES = frozenset(
    "minister secretary director commissioner chief head leader president chairman "
    "chair chairwoman executive governor mayor commander captain ambassador chancellor "
    "auditor coroner editor premier master superintendent".split()
)
"""Offices of which there is one, so that `the` alone may take them up."""

RANKED = frozenset(
    "only other others first second last next same old young a an former".split()
)
"""Words that tell one from several and name no office."""

GUARDS = frozenset("coast national border home civil republican".split())
RELATIVES = frozenset("husband wife".split())
NOT_PERSONS = frozenset("port mount st lake fort north south east west upper".split())
"""First words of places' names."""


class Speakers:
    """Resolves the subjects of sayings while a text is read from its start."""

    def __init__(self, tokens: Tokens, cast: Cast, phrases: Phrases) -> None:
        """Begin with nobody having spoken."""
        self.tokens = tokens
        self.cast = cast
        self.phrases = phrases
        self.focus: dict[Gender, str] = {}
        """Whom `he` and `she` stand for at the begin of a unit."""
        self.present: list[tuple[int, str]] = []
        """Persons that the unit names outside quotations, with their tokens."""
        self.spoke: str | None = None
        """Person who spoke in this unit."""
        self.last_body: str | None = None
        self.last_group: str | None = None
        self.bodies = Bodies(cast)
        self.unit: Unit | None = None
        self.named_last: str | None = None
        """Person whom the unit before named, where it named only one."""
        self.authors: dict[str, str] = {}
        """Who wrote a document that the text names (`letter`)."""

    def begin(self, unit: Unit) -> None:
        """Take note of the names in a unit that is read next."""
        self.unit = unit
        self.spoke = None
        if len({canonical for _, canonical in self.present}) == 1:
            self.named_last = self.present[0][1]
        elif self.present:
            self.named_last = None
        self.present = []
        unsure: list[tuple[int, str]] = []
        for item in unit.items:
            name = self.cast.at.get(item)
            if name is None or name.last != item or self.phrases.owns(item):
                # `After Ida Marlow’s speech, he said`: an owner is rarely meant.
                continue
            if name.kind == "person":
                self.present.append((item, name.canonical))
            elif name.kind == "other" and self.may_be_person(name):
                unsure.append((item, name.canonical))
            elif name.kind == "body" and self.last_body is None and not name.dateline:
                self.last_body = name.canonical
        self.present = self.present or unsure

    def may_be_person(self, name: Name) -> bool:
        """Whether a name that nothing explains may be a person's."""
        lower = self.tokens.lower
        return (
            not name.sure
            and name.first < name.last
            and lower[name.first] not in NOT_PERSONS
            and class_of(name.canonical) is None
            and not any(
                word.isupper() and len(word) > 1
                for word in self.tokens.words[name.first : name.last + 1]
            )
            and (name.first == 0 or lower[name.first - 1] not in LOCATIVE)
        )

    def end(self) -> None:
        """Leave a unit: pronouns stand for who spoke in it or was named first."""
        for _, canonical in reversed(self.present):
            self.remember(canonical)
        if self.spoke is not None:
            self.remember(self.spoke)

    def remember(self, canonical: str) -> None:
        """Let pronouns stand for a person from here on."""
        gender = self.cast.genders.get(canonical)
        if gender is None:
            self.focus["male"] = self.focus["female"] = canonical
        else:
            self.focus[gender] = canonical

    def attribution(
        self, saying: Saying, *, headline: bool = False
    ) -> Attribution | None:
        """The speaker of a saying under the fullest name, or None."""
        if saying.subject is None:
            return None
        cue = self.tokens.surface(saying.cue_first, saying.cue_last)
        found = self.resolve(saying.subject, cue)
        if found is None or found.rule != "cue_verb":
            return found
        rule: SpeakerRule = "cue_verb"
        if saying.according:
            rule = "according_to"
        elif saying.passive:
            rule = "passive"
        elif headline:
            rule = "headline"
        return replace(found, rule=rule)

    def resolve(self, subject: Subject, cue: str | None) -> Attribution | None:
        """The subject under the fullest name, with the rule that found it."""
        tokens = self.tokens
        surface = " ".join(tokens.surface(subject.first, subject.last).split())
        surface = strip_possessive(surface)
        if not may_speak(surface):
            return None
        rule: SpeakerRule = "cue_verb"
        canonical: str | None
        if self.is_guard(subject):
            subject = replace(subject, kind="body")
        if subject.kind == "pronoun":
            canonical, rule = self.pronoun(subject), "pronoun"
        elif subject.kind == "person":
            canonical = self.person(subject, surface)
        elif subject.kind == "role":
            canonical, rule = self.office(subject, without_article(surface))
        elif subject.kind == "document":
            canonical, rule = self.document(subject, surface), "document"
        elif subject.kind == "body":
            canonical = self.body(subject, without_article(surface))
            self.last_group = canonical
            if not is_place(canonical):
                self.last_body = canonical
        else:
            canonical = self.last_group = without_article(surface)
        if canonical is None:
            return None
        return Attribution(speaker=surface, canonical=canonical, rule=rule, cue=cue)

    def is_guard(self, subject: Subject) -> bool:
        """Whether a guard is a body's (`the coast guard`) and no person."""
        lower = self.tokens.lower
        return (
            subject.head > subject.first
            and lower[subject.head] == "guard"
            and lower[subject.head - 1] in GUARDS
        )

    def person(self, subject: Subject, surface: str) -> str:
        """A person's fullest name."""
        names = [
            self.cast.at[token]
            for token in range(subject.first, subject.last + 1)
            if token in self.cast.at
        ]
        persons = [name for name in names if name.kind == "person"] or [
            name for name in names if name.kind == "other"
        ]
        canonical = persons[0].canonical if persons else surface
        self.spoke = self.spoke or canonical
        place = subject.first - 1
        if place > 0 and self.tokens.lower[place] == ",":
            # `In a letter to members, Ida Marlow said`: the letter is hers.
            for token in range(max(place - 8, 1), place):
                word = self.tokens.lower[token]
                if word in self.phrases.documents and (
                    self.tokens.lower[token - 1] in OWNED
                ):
                    self.authors[word] = canonical
        return canonical

    def pronoun(self, subject: Subject) -> str | None:
        """Who a pronoun stands for; None where that is not known."""
        word = self.tokens.lower[subject.first]
        gender = GENDER_OF.get(word)
        if gender is not None:
            for token, canonical in self.present:
                if token >= subject.first:
                    break
                if self.cast.genders.get(canonical, gender) == gender:
                    return canonical
            # Somebody is credited even where the text never says who it is.
            return self.spoke_as(gender) or self.focus.get(gender) or word
        if word in {"it", "its"}:
            return self.acting(subject) or self.last_body or self.last_group
        if word in {"they", "their"}:
            return self.last_group or self.last_body
        return None

    def acting(self, subject: Subject) -> str | None:
        """The body that the sentence of an `it` begins with, before it."""
        unit = self.unit
        if unit is None or subject.first == unit.items[0]:
            return None
        last = self.phrases.right(unit.items, 0)
        if last is None or not 0 <= unit.items[last] < subject.first:
            return None
        opening = self.phrases.subject(unit.items, 0, last)
        if opening is None or opening.kind != "body":
            return None
        plain = self.tokens.surface(opening.first, opening.last)
        return self.body(opening, without_article(" ".join(plain.split())))

    def spoke_as(self, gender: Gender) -> str | None:
        """The person who spoke in this unit, if the gender allows."""
        if self.spoke and self.cast.genders.get(self.spoke, gender) == gender:
            return self.spoke
        return None

    def office(self, subject: Subject, plain: str) -> tuple[str, SpeakerRule]:
        """The holder of an office, where the article names one."""
        holder = self.apposed(subject) or self.holder(subject)
        gender = ROLE_GENDER.get(self.tokens.lower[subject.head])
        if holder is None:
            self.spoke = self.spoke or plain
            if gender is not None:
                self.cast.genders.setdefault(plain, gender)
            return plain, "cue_verb"
        self.spoke = self.spoke or holder
        if gender is not None:
            self.cast.genders.setdefault(holder, gender)
        return holder, "title_name"

    def apposed(self, subject: Subject, kind: EntityKind = "person") -> str | None:
        """Whose name follows an office or a body (`its leader, Ida Marlow`)."""
        following = subject.last + 1
        if self.tokens.lower[following : following + 1] != [","]:
            return None
        name = self.cast.at.get(following + 1)
        if name is None or name.kind != kind or name.first != following + 1:
            return None
        if kind == "person":
            return name.canonical
        closes = self.tokens.lower[name.last + 1 : name.last + 2]
        return name.canonical if closes and closes[0] in ",.;" else None

    def holder(self, subject: Subject) -> str | None:
        """The person who is known to hold an office, or whom the text just named."""
        lower = self.tokens.lower
        words = [
            lower[token]
            for token in range(subject.first, subject.last + 1)
            if lower[token][0].isalnum()
        ]
        if words[0] in INDEFINITE:
            return None
        if lower[subject.head] in RELATIVES and words[0] in GENDER_OF:
            return self.relative(words[0], lower[subject.head])
        heads = [word for word in words if word in self.phrases.persons]
        around = frozenset(words) - OWNED
        focus = list(dict.fromkeys(self.focus.values()))
        for head in (*heads[-1:], *heads[:1]):
            holder = holder_of(self.cast, head, around, focus)
            if holder is not None:
                return holder
        named = self.cast.at.get(subject.last)
        if named is not None and named.kind == "body" and heads:
            # `The director of the Orle Office` is `the office’s director` elsewhere.
            short = frozenset({head_of(named.canonical)})
            holder = holder_of(self.cast, heads[0], short, focus)
            if holder is not None:
                return holder
        return self.just_named(subject, words)

    def relative(self, owner: str, noun: str) -> str | None:
        """Whose `her husband` is: a namesake of whom `her` stands for."""
        person = self.focus.get(GENDER_OF[owner])
        holder = holder_of(self.cast, noun, frozenset(), [])
        if holder is not None or person is None:
            return holder
        return namesake(self.cast, person, ROLE_GENDER[noun])

    def just_named(self, subject: Subject, words: list[str]) -> str | None:
        """The person of the sentence before, where nobody else may be meant.

        `Ida Marlow was not amused. “…,” the harbour secretary said.`
        """
        head = self.tokens.lower[subject.head]
        person = self.named_last
        if (
            person is None
            or self.present
            or words[0] != "the"
            or len(words) < OFFICE_WORDS
            or head not in OFFICES
            or RANKED.intersection(words)
            or (head, "") in self.cast.offices
            or person in self.cast.holders
        ):
            return None
        return person

    def document(self, subject: Subject, surface: str) -> str:
        """Who speaks in a document: its author or owner, else the document."""
        tokens = self.tokens
        author = self.authors.get(tokens.lower[subject.head])
        if author is not None and tokens.lower[subject.first] in OWNED:
            return author
        for token in range(subject.first, subject.head):
            name = self.cast.at.get(token)
            owns = name is not None and tokens.words[token][-2:] in {"'s", "’s"}
            # `Orle’s register lists 30`: a town does not speak in its register.
            if name is not None and owns and name.kind in {"person", "body"}:
                return name.canonical
        self.last_group = without_article(surface)
        return self.last_group

    def body(self, subject: Subject, plain: str) -> str:
        """A body's name; `the agency` takes up the last body of its kind."""
        name: Name | None = self.cast.at.get(subject.head)
        if name is not None and subject.head == name.last:
            return name.canonical
        lower = self.tokens.lower
        opens = lower[subject.first]
        owner = next(
            (
                token
                for token in range(subject.first, subject.head)
                if self.phrases.owns(token)
            ),
            None,
        )
        if name is not None or (owner is None and opens not in {"the", "this"}):
            return plain
        apposed = self.apposed(subject, "body")
        if apposed is not None:
            return apposed
        if owner is not None:
            own = self.cast.at.get(owner)
            if own is not None and own.kind != "place" and own.sure:
                return plain
            plain_words = self.tokens.surface(owner + 1, subject.last)
        else:
            plain_words = plain
        found = self.bodies.taken_up(
            " ".join(plain_words.lower().split()),
            lower[subject.head],
            subject.first,
            self.last_body,
        )
        return found or plain

"""Speakers resolved in reading order: pronouns, offices, bodies taken up again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from transforms.figures.model import Attribution
from transforms.figures.names import read_lists
from transforms.figures.people import holder_of, strip_possessive

if TYPE_CHECKING:
    from transforms.figures.names import Gender, Name
    from transforms.figures.people import Cast
    from transforms.figures.phrases import Phrases, Subject
    from transforms.figures.shapes import Saying, Unit
    from transforms.figures.speech_tokens import Tokens
    from warehouse.schema.terms import SpeakerRule

ARTICLES = ("the ", "a ", "an ", "its ", "his ", "her ", "their ")
OWNED = frozenset("a an the his her its their this".split())
INDEFINITE = frozenset("a an one another some two three four five several".split())
GENDER_OF: dict[str, Gender] = {
    "he": "male",
    "his": "male",
    "she": "female",
    "her": "female",
}
OFFICE_BODIES = frozenset(
    "agency service authority department ministry office watchdog regulator bureau "
    "force commission organisation organization institute council".split()
)
ANY_BODY = ("agency", "organisation", "organization", "company", "firm", "group")
"""Nouns that take up a body whatever its name calls it."""

COMPANY_BODIES = frozenset(
    "company firm group business retailer lender maker manufacturer carrier airline "
    "bank giant startup supplier broker insurer developer operator brand".split()
)


COUNTRY_LETTERS = frozenset({"U.S.", "US", "U.K.", "UK", "U.N.", "EU", "E.U.", "UAE"})

NO_SPEAKER = frozenset(
    "long far percent am pm current matter half way helps something beliefs numbers "
    "news sept jan feb oct nov dec photograph photo count law majority most opinion "
    "watch left right".split()
)
"""Single words that are left over where no speaker is named."""

NO_SPEAKER_OPENS = frozenset(
    "in bring brings considered conducted consider gender roll something helps way "
    "coordination daily to of testifying citing amid after before during with at on by "
    "for from as when while".split()
)
"""Words that phrases begin with which name no speaker."""


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
        self.authors: dict[str, str] = {}
        """Who wrote a document that the text names (`letter`)."""

    def begin(self, unit: Unit) -> None:
        """Take note of the names in a unit that is read next."""
        self.spoke = None
        self.present = []
        unsure: list[tuple[int, str]] = []
        for item in unit.items:
            name = self.cast.at.get(item)
            if name is None or name.last != item or self.phrases.owns(item):
                # `After Ida Marlow’s speech, he said`: an owner is rarely meant.
                continue
            if name.kind == "person":
                self.present.append((item, name.canonical))
            elif name.kind == "other" and name.first < item:
                unsure.append((item, name.canonical))
            elif name.kind == "body" and self.last_body is None:
                self.last_body = name.canonical
        self.present = self.present or unsure

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
            self.last_body = self.last_group = canonical
        else:
            canonical = self.last_group = without_article(surface)
        if canonical is None:
            return None
        return Attribution(speaker=surface, canonical=canonical, rule=rule, cue=cue)

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
            return self.last_body or self.last_group
        if word in {"they", "their"}:
            return self.last_group or self.last_body
        return None

    def spoke_as(self, gender: Gender) -> str | None:
        """The person who spoke in this unit, if the gender allows."""
        if self.spoke and self.cast.genders.get(self.spoke, gender) == gender:
            return self.spoke
        return None

    def office(self, subject: Subject, plain: str) -> tuple[str, SpeakerRule]:
        """The holder of an office, where the article names one."""
        lower = self.tokens.lower
        words = [
            lower[token]
            for token in range(subject.first, subject.last + 1)
            if lower[token][0].isalnum()
        ]
        heads = [word for word in words if word in self.phrases.persons]
        if words[0] not in INDEFINITE:
            around = frozenset(words) - OWNED
            for head in (*heads[-1:], *heads[:1]):
                focus = list(self.focus.values())
                holder = holder_of(self.cast, head, around, focus)
                if holder is not None:
                    self.spoke = self.spoke or holder
                    return holder, "title_name"
        self.spoke = self.spoke or plain
        return plain, "cue_verb"

    def document(self, subject: Subject, surface: str) -> str:
        """Who speaks in a document: its author or owner, else the document."""
        tokens = self.tokens
        author = self.authors.get(tokens.lower[subject.head])
        if author is not None and tokens.lower[subject.first] in OWNED:
            return author
        for token in range(subject.first, subject.head):
            name = self.cast.at.get(token)
            if name is not None and tokens.words[token][-2:] in {"'s", "’s"}:
                return name.canonical
        self.last_group = without_article(surface)
        return self.last_group

    def body(self, subject: Subject, plain: str) -> str:
        """A body's name; `the agency` takes up the last body of its kind."""
        name: Name | None = self.cast.at.get(subject.head)
        if name is not None and subject.head == name.last:
            return name.canonical
        if name is not None or self.tokens.lower[subject.first] not in {"the", "this"}:
            return plain
        lower = self.tokens.lower[subject.head]
        for known in self.cast.bodies.get(lower, []):
            if plain.lower() in known.lower():
                return known
        last = self.last_body
        if (
            last is None
            or last.islower()
            or lower not in OFFICE_BODIES | COMPANY_BODIES
            or is_place(last)
        ):
            return plain
        # `the council` is not Orle Hospital; `the agency` may be any body.
        own = last.rsplit(" ", 1)[-1].lower()
        fits = own not in self.phrases.bodies or lower in {own, *ANY_BODY}
        return last if fits else plain


def is_place(name: str) -> bool:
    """Whether a name is a country's or a town's, or the letters of one (`U.S.`)."""
    return name.lower() in read_lists().places or name in COUNTRY_LETTERS


def may_speak(surface: str) -> bool:
    """Whether a phrase may name a speaker.

    It may not where it is a word that no one goes by (`percent`), begins as a clause
    does, or holds the link word of a list of headlines that ran into the text.
    """
    words = surface.split()
    if "MORE" in words:
        return False
    first = words[0].lower().rstrip(".")
    if len(words) == 1:
        return first not in NO_SPEAKER and first not in NO_SPEAKER_OPENS
    # "Asked people to work at home": whoever is asked does not speak.
    return first not in NO_SPEAKER_OPENS and words[1].lower() != "to"


def without_article(surface: str) -> str:
    """The phrase without its article."""
    lower = surface.lower()
    for article in ARTICLES:
        if lower.startswith(article):
            return surface[len(article) :]
    return surface

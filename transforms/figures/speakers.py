"""Speakers resolved in reading order: pronouns, offices, bodies taken up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.figures.clauses import PERSONAL, Saying, Subject
from transforms.figures.model import Attribution
from transforms.figures.people import (
    SMALL_WORDS,
    Cast,
    holder_of,
    name_end,
    strip_possessive,
)

if TYPE_CHECKING:
    from transforms.figures.clauses import Reader
    from transforms.figures.names import Gender, Name
    from transforms.figures.speech_tokens import Tokens
    from warehouse.schema.terms import SpeakerRule

ARTICLES = ("the ", "a ", "an ", "its ", "his ", "her ", "their ")
OFFICE_BODIES = frozenset(
    "agency service authority department ministry office watchdog regulator bureau "
    "force commission organisation organization institute council".split()
)
COMPANY_BODIES = frozenset(
    "company firm group business retailer lender maker manufacturer carrier airline "
    "bank giant startup supplier broker insurer developer operator brand".split()
)


class Speakers:
    """Resolves the subjects of sayings while a text is read from its start."""

    def __init__(self, tokens: Tokens, cast: Cast, reader: Reader) -> None:
        """Begin with nobody having spoken."""
        self.tokens = tokens
        self.cast = cast
        self.reader = reader
        self.last_person: dict[Gender | None, str] = {}
        self.last_body: str | None = None
        self.last_group: str | None = None
        self.last_speaker: Attribution | None = None
        self.authors: dict[str, str] = {}
        """Who wrote a document that the text names (`letter`)."""
        self.next_name = 0

    def read_names_until(self, place: int) -> None:
        """Take note of the names before a place, for pronouns that follow."""
        names = self.cast.names
        while self.next_name < len(names):
            name = names[self.next_name]
            if self.tokens.starts[name.first] >= place:
                return
            self.next_name += 1
            if name.kind == "body":
                self.last_body = self.last_body or name.canonical
            elif name.kind == "person" and None not in self.last_person:
                self.remember_person(name.canonical)

    def remember_person(self, canonical: str) -> None:
        """The person a pronoun stands for from here on."""
        gender = self.cast.genders.get(canonical)
        self.last_person[None] = canonical
        if gender is not None:
            self.last_person[gender] = canonical
        else:
            self.last_person["male"] = self.last_person["female"] = canonical

    def attribution(
        self, saying: Saying, *, headline: bool = False
    ) -> Attribution | None:
        """The speaker of a saying under the fullest name, or None."""
        if saying.subject is None:
            return None
        surface, canonical, rule = self.resolve(saying.subject)
        if canonical is None:
            return None
        if rule == "cue_verb" and saying.according:
            rule = "according_to"
        elif rule == "cue_verb" and saying.passive:
            rule = "passive"
        elif rule == "cue_verb" and headline:
            rule = "headline"
        found = Attribution(
            speaker=surface,
            canonical=canonical,
            rule=rule,
            cue=self.tokens.surface(saying.cue_first, saying.cue_last),
        )
        if not saying.intent:
            self.last_speaker = found
        return found

    def resolve(self, subject: Subject) -> tuple[str, str | None, SpeakerRule]:
        """Surface, canonical name and the rule that found it."""
        tokens = self.tokens
        surface = " ".join(tokens.surface(subject.first, subject.last).split())
        surface = strip_possessive(surface)
        lower = tokens.lower[subject.last]
        if subject.kind == "pronoun":
            return surface, self.pronoun(lower, surface), "pronoun"
        name = self.head_name(subject)
        if name is not None and name.kind == "person":
            self.remember_person(name.canonical)
            self.note_document(subject, name.canonical)
            return surface, name.canonical, "cue_verb"
        plain = self.without_article(surface)
        if subject.kind == "role":
            return self.office(subject, surface, plain)
        if subject.kind == "body":
            canonical = self.body(subject, name, plain)
            self.last_body = canonical
            return surface, canonical, "cue_verb"
        if subject.kind == "document":
            author = self.authors.get(lower)
            if author is None:
                owner = self.cast.at.get(subject.first)
                author = owner.canonical if owner is not None else plain
            self.last_group = plain
            return surface, author, "document"
        if subject.kind == "people":
            self.last_group = plain
        return surface, plain, "cue_verb"

    def head_name(self, subject: Subject) -> Name | None:
        """The name that a phrase ends with, or that its first part ends with."""
        cast = self.cast
        if subject.kind == "person":
            for token in range(subject.first, subject.last + 1):
                name = cast.at.get(token)
                if name is not None and name.kind == "person":
                    return name
            return None
        return cast.at.get(subject.last) if subject.kind == "body" else None

    def note_document(self, subject: Subject, person: str) -> None:
        """Remember that a letter named just before was this person's."""
        tokens = self.tokens
        place = subject.first - 1
        if place < 0 or tokens.lower[place] != ",":
            return
        for token in range(max(place - 8, 0), place):
            if tokens.lower[token] in self.reader.documents and (
                tokens.lower[token - 1] in {"a", "an", "his", "her", "its", "the"}
            ):
                self.authors[tokens.lower[token]] = person

    def pronoun(self, word: str, surface: str) -> str | None:
        """Who a pronoun stands for."""
        if word in {"he", "his"}:
            return self.last_person.get("male") or self.last_person.get(None)
        if word in {"she", "her"}:
            return self.last_person.get("female") or self.last_person.get(None)
        if word in {"it", "its"}:
            return self.last_body or self.last_group
        if word in {"they", "their"}:
            return self.last_group or self.last_body
        return surface if word in PERSONAL else None

    def without_article(self, surface: str) -> str:
        """The phrase without its article."""
        lower = surface.lower()
        for article in ARTICLES:
            if lower.startswith(article):
                return surface[len(article) :]
        return surface

    def office(
        self, subject: Subject, surface: str, plain: str
    ) -> tuple[str, str | None, SpeakerRule]:
        """The holder of an office, where the article names one."""
        lower = self.tokens.lower
        words = [
            lower[token]
            for token in range(subject.first, subject.last + 1)
            if lower[token][0].isalnum()
        ]
        definite = words[0] in {"the", "its", "their"} or words[0] not in {
            "a",
            "an",
            "one",
            "another",
            "some",
        }
        heads = [word for word in words if word in self.reader.persons]
        if definite and heads:
            around = frozenset(words) - {"its", "their", "his", "her", "one"}
            holder = holder_of(self.cast, heads[-1], around)
            if holder is None and len(heads) > 1:
                holder = holder_of(self.cast, heads[0], around)
            if holder is not None:
                self.remember_person(holder)
                return surface, holder, "title_name"
        self.remember_person(plain)
        return surface, plain, "cue_verb"

    def body(self, subject: Subject, name: Name | None, plain: str) -> str:
        """A body's name; `the agency` takes up the last body of its kind."""
        tokens = self.tokens
        if name is not None and subject.last == name.last:
            return name.canonical
        lower = tokens.lower[subject.last]
        inside = self.cast.at.get(subject.last) or self.cast.at.get(subject.first)
        if inside is not None and tokens.lower[subject.first] != "the":
            return inside.canonical if inside.last == subject.last else plain
        named = [
            known
            for known in self.cast.bodies.get(lower, [])
            if plain.lower() in known.lower()
        ]
        if named:
            return named[0]
        definite = tokens.lower[subject.first] == "the"
        if (
            definite
            and self.last_body
            and (lower in OFFICE_BODIES or lower in COMPANY_BODIES)
        ):
            return self.last_body
        return plain


def content_words(phrase: str) -> frozenset[str]:
    """Words of a phrase in lower case without the small ones."""
    return frozenset(phrase.lower().split()) - SMALL_WORDS


__all__ = ["Speakers", "content_words", "name_end"]

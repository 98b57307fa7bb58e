"""Noun phrases that can speak, found beside a verb without a parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from transforms.figures.cues import (
    AUXILIARIES,
    MODALS,
    NOUN_CUES,
    is_adverb,
    read_cues,
)
from transforms.figures.speech_lexicon import read_words

if TYPE_CHECKING:
    from transforms.figures.people import Cast
    from transforms.figures.speech_tokens import Tokens

SubjectKind = Literal[
    "person", "body", "role", "people", "document", "pronoun", "unknown"
]
QUOTED = "“”"
"""Stands for a whole quotation in a sentence."""

PERSONAL = frozenset("he she they it we i".split())
POSSESSIVE = frozenset("his her their its my our".split())
COUNTED = frozenset("some many most several both all few one others".split())
"""Determiners that stand for people by themselves (`many say`)."""

DETERMINERS = (
    frozenset("the a an this that these those another no any each every other".split())
    | POSSESSIVE
    | COUNTED
    | frozenset("two three four five six seven eight nine ten more".split())
)
PREPOSITIONS = frozenset(
    "in on at for from with by of to about after before during since under over "
    "through into within without against among between near despite amid across as "
    "upon per until following because when while if although though once unless where "
    "whereas ahead instead along besides beyond given unlike like outside inside "
    "throughout toward towards behind around amid last having faced asked addressing "
    "speaking writing citing responding".split()
)
"""Words that begin a first phrase, before the subject."""

INSIDE_PHRASE = frozenset(
    "of for at in from with on to "
    "within against about near by familiar close inside across "
    "covering representing".split()
)
"""Words after the head of a noun phrase that are still part of it."""

REPORTED_AS = frozenset("released published taken conducted issued filed".split())
"""Participles after a document (`a poll released on Monday`)."""

STOPS = frozenset(
    "that as while but because when if after before although though since which who "
    "where so than whether what how why not or nor until unless once then yet he she "
    "they it we i you there here him them whose whom".split()
)
"""Words that no noun phrase of a speaker holds."""

TAIL_STARTS = frozenset(
    "in at on during to of after before when while as about from this last earlier "
    "late monday tuesday wednesday thursday friday saturday sunday yesterday today "
    "recently later by via through with referring following speaking who tonight "
    "ahead".split()
)
"""Words that begin what may follow a cue that closes its sentence."""

LENGTH = 14
"""Tokens of the longest subject; a longer run is no noun phrase."""

ASIDES = 4
"""Commas that an apposition is looked for across."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Noun phrase of a speaker; token indices, both included."""

    first: int
    last: int
    head: int
    """Token of its head noun, before any preposition."""
    kind: SubjectKind


class Phrases:
    """Finds noun phrases in the items of a sentence.

    Items are token indices; a negative one stands for a quotation. Places are
    positions in the list of items.
    """

    def __init__(self, tokens: Tokens, cast: Cast) -> None:
        """Hold the text's tokens and names, and the lists."""
        self.tokens = tokens
        self.cast = cast
        self.cues = read_cues()
        nouns = read_words("speaker_nouns")
        self.persons, self.people = nouns["person"], nouns["people"]
        self.bodies, self.documents = nouns["body"], nouns["document"]

    def word(self, item: int) -> str:
        """Lower-case word of an item."""
        return QUOTED if item < 0 else self.tokens.lower[item]

    def at(self, items: list[int], place: int) -> str:
        """Word at a place; a full stop past either end."""
        return self.word(items[place]) if 0 <= place < len(items) else "."

    def owns(self, item: int) -> bool:
        """Whether a token ends in a possessive `'s`."""
        return item >= 0 and self.tokens.words[item][-2:] in {"'s", "’s"}

    def noun_kind(self, word: str) -> SubjectKind | None:
        """What a common noun that speaks stands for."""
        if word in self.persons:
            return "role"
        if word in self.people:
            return "people"
        if word in self.documents:
            return "document"
        return "body" if word in self.bodies else None

    def is_finite(self, item: int) -> bool:
        """Whether a token is a verb form that ends a noun phrase."""
        word = self.tokens.lower[item]
        cue = self.cues.get(word)
        return (
            cue is not None
            and cue.form in {"third", "past"}
            and "free" in cue.classes
            and item not in self.cast.at
            and word not in NOUN_CUES
        )

    def starts_phrase(self, item: int) -> bool:
        """Whether a noun phrase can begin with an item."""
        return item >= 0 and (
            self.word(item) in DETERMINERS
            or item in self.cast.at
            or self.noun_kind(self.word(item)) is not None
        )

    def right(self, items: list[int], place: int) -> int | None:
        """Place of the last item of the noun phrase that begins here, or None."""
        last = None
        for step in range(place, min(place + LENGTH, len(items))):
            item = items[step]
            word = self.word(item)
            if item < 0 or not (
                word[0].isalnum() or (word in ".&'’" and item in self.cast.at)
            ):
                break
            if step > place and (
                word in STOPS
                or word in AUXILIARIES
                or word in MODALS
                or (self.is_finite(item) and not self.owns(items[step - 1]))
                or self.is_boundary(items, step)
            ):
                break
            last = step
        return last

    def is_boundary(self, items: list[int], place: int) -> bool:
        """Whether another phrase begins at a word (`said Ida Marlow in a letter`)."""
        word = self.word(items[place])
        if word == "and":
            return not (
                place + 1 < len(items)
                and items[place + 1] in self.cast.at
                and items[place - 1] in self.cast.at
            )
        following = self.at(items, place + 1)
        return word in {"in", "on", "after", "during", "at"} and (
            following in TAIL_STARTS
            or following[:1].isdigit()
            or following in {"a", "an"}
        )

    def left(self, items: list[int], last: int) -> int:
        """Place of the first item of the noun phrase that ends here."""
        first = last
        for step in range(last, max(last - LENGTH, -1), -1):
            item = items[step]
            if item < 0:
                break
            word = self.word(item)
            joint = word in ".&" and item in self.cast.at
            if not (word[0].isalnum() or joint or word == "/"):
                break
            if step < last and (
                word in STOPS
                or word in AUXILIARIES
                or word in MODALS
                or (word == "and" and not self.joins(items, step))
                or self.is_finite(item)
            ):
                break
            first = step
        return self.without_lead(items, first, last)

    def joins(self, items: list[int], place: int) -> bool:
        """Whether `and` joins two nouns of one phrase."""
        if place == 0 or items[place - 1] < 0:
            return False
        before = items[place - 1]
        return before in self.cast.at or self.noun_kind(self.word(before)) is not None

    def without_lead(self, items: list[int], first: int, last: int) -> int:
        """The phrase without what stands before it and no comma parts from it.

        `On Tuesday the company` begins at `the`, `defending his record` at `his`,
        `turned to the council` at `the`.
        """
        word = self.word(items[first])
        led = items[first] not in self.cast.at and (
            word in PREPOSITIONS or is_adverb(word)
        )
        if not led:
            for step in range(first, last):
                verb = self.word(items[step])
                if (
                    verb.endswith(("ed", "ing"))
                    and items[step] not in self.cast.at
                    and self.noun_kind(verb) is None
                    and (
                        step == first
                        or self.noun_kind(self.word(items[step - 1])) is None
                    )
                    and self.at(items, step + 1)
                    in DETERMINERS | {"to", "on", "in", "into", "up", "out", "over"}
                    and (step == first or not self.is_determined(items, first, step))
                ):
                    led = True
                    first = step
        if not led:
            return first
        start = last
        for step in range(last, first, -1):
            begins = self.word(items[step]) in DETERMINERS or (
                items[step] in self.cast.at
                and self.cast.at.get(items[step - 1]) is not self.cast.at[items[step]]
            )
            if begins:
                start = step
                if self.word(items[step - 1]) not in INSIDE_PHRASE | DETERMINERS:
                    break
        return start

    def is_determined(self, items: list[int], first: int, place: int) -> bool:
        """Whether a phrase that began with a determiner holds this participle."""
        return self.starts_phrase(items[first]) and place > first

    def aside(self, items: list[int], comma: int) -> Subject | None:
        """The phrase that an apposition closed by this comma belongs to.

        `Ida Marlow, the head of the fund,` and `the head of the fund, Ida Marlow,`
        both give Ida Marlow.
        """
        whole = self.subject(items, self.left(items, comma - 1), comma - 1)
        if whole is not None and whole.kind == "person" and items[comma - 1] >= 0:
            start = items.index(whole.first, max(comma - 1 - LENGTH, 0))
            if self.at(items, start - 1) == "," and start >= 2:
                before = self.subject(items, self.left(items, start - 2), start - 2)
                if before is not None and before.kind in {"role", "body"}:
                    return whole
        step = comma - 1
        for _ in range(ASIDES):
            while step >= 0 and self.word(items[step]) != ",":
                step -= 1
            if step <= 0 or items[step - 1] < 0:
                return None
            found = self.subject(items, self.left(items, step - 1), step - 1)
            if (
                found is not None
                and found.kind != "unknown"
                and (found.kind == "person" or self.opens_aside(items, step + 1, comma))
            ):
                start = items.index(found.first, max(step - 1 - LENGTH, 0))
                named = items[start - 2] in self.cast.at if start >= 2 else False
                if not (named and self.at(items, start - 1) == ","):
                    return found
            step -= 1
        return None

    def opens_aside(self, items: list[int], place: int, limit: int) -> bool:
        """Whether an apposition or a relative clause begins at a place."""
        word = self.at(items, place)
        return (
            word in DETERMINERS
            or (0 <= place < len(items) and self.owns(items[place]))
            or word in {"who", "which", "whose", "now", "then", "also", "head"}
            or word[:1].isdigit()
            or word.endswith("ed")
            or any(
                self.word(item) in self.persons
                for item in items[place : min(place + 6, limit)]
            )
        )

    def head(self, first: int, last: int) -> int:
        """Token of the head noun of a phrase of tokens."""
        for token in range(first + 1, last + 1):
            word = self.tokens.lower[token]
            inside = word in INSIDE_PHRASE or word in REPORTED_AS
            if inside and token not in self.cast.at:
                return token - 1
        return last

    def kind(self, first: int, last: int, head: int) -> SubjectKind:
        """What a phrase of tokens stands for, by its head."""
        name = self.cast.at.get(head)
        if name is not None and name.kind == "person":
            return "person"
        if name is not None and name.kind == "body":
            return "body"
        noun = self.noun_kind(self.tokens.lower[head])
        if name is None:
            if noun is None and any(
                token in self.cast.at and self.cast.at[token].kind == "person"
                for token in range(first, last + 1)
            ):
                return "person" if head == last and first == last else "unknown"
            return noun or "unknown"
        if noun is not None and name.last != name.first:
            return noun
        if name.kind == "place":
            return "body"
        # One capitalised word that nothing explains is only a name beside `said`.
        return noun or ("person" if name.last > name.first else "unknown")

    def subject(self, items: list[int], first: int, last: int) -> Subject | None:
        """The phrase as a subject, or None where it cannot be one."""
        if first < 0 or first > last or items[first] < 0 or items[last] < 0:
            return None
        start, end = items[first], items[last]
        if last - first != end - start:
            return None
        word = self.word(start)
        if first == last:
            if word in PERSONAL:
                return Subject(first=start, last=end, head=end, kind="pronoun")
            if (
                word in DETERMINERS - COUNTED
                or word in STOPS
                or word in PREPOSITIONS
                or not word[0].isalpha()
            ):
                return None
        if self.owns(end):
            return None
        head = self.head(start, end)
        return Subject(
            first=start, last=end, head=head, kind=self.kind(start, end, head)
        )

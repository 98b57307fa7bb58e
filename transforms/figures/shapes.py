"""Sayings that are told by the shape of a sentence, without a verb of saying.

`According to …`, `by one estimate`, `her claim that …`, `In the survey, …`, `She drew
a line: “…”` and `“…” — Ida Marlow`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transforms.figures.cues import AUXILIARIES, read_cues
from transforms.figures.phrases import (
    DETERMINERS,
    PERSONAL,
    POSSESSIVE,
    PREPOSITIONS,
    QUOTED,
    Phrases,
    Subject,
)

if TYPE_CHECKING:
    from transforms.figures.people import Cast
    from transforms.figures.speech_tokens import Tokens

HEADLINE = 18
"""Words and marks of the longest headline."""

DASHES = frozenset("—–-―")
ACCOUNTS = frozenset(
    "estimate estimates account accounts count reckoning tally".split()
)
"""Nouns of `by one estimate`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A cue with its speaker and the stretches of text that it attributes."""

    cue_first: int
    cue_last: int
    subject: Subject | None
    """None for an audience without a named speaker (`MPs were told`)."""
    scopes: tuple[tuple[int, int], ...]
    """Half-open character spans of what is said."""
    tail: tuple[int, int] | None = None
    """Stretch behind a closing cue in which only quotations go on."""
    passive: bool = False
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


class Shapes:
    """Reads the sayings of one text that need no verb."""

    def __init__(self, tokens: Tokens, cast: Cast) -> None:
        """Hold what all units share."""
        self.tokens = tokens
        self.cast = cast
        self.cues = read_cues()
        self.phrases = Phrases(tokens, cast)

    def chars(self, unit: Unit, first: int, last: int) -> tuple[tuple[int, int], ...]:
        """The unit's text before one token and after another, where there is any."""
        spans = (
            (unit.start, self.tokens.starts[first]),
            (self.tokens.ends[last], unit.end),
        )
        return tuple(span for span in spans if span[0] < span[1])

    def according(self, unit: Unit, place: int) -> Saying | None:
        """`according to` with the noun phrase after it."""
        items, phrases = unit.items, self.phrases
        if phrases.at(items, place + 1) != "to" or place + 2 >= len(items):
            return None
        last = phrases.right(items, place + 2)
        if last is None:
            return None
        subject = phrases.subject(items, place + 2, last)
        if subject is None:
            return None
        return Saying(
            cue_first=items[place],
            cue_last=items[place + 1],
            subject=subject,
            scopes=self.chars(unit, items[place], subject.last),
            according=True,
        )

    def account(self, unit: Unit, place: int) -> Saying | None:
        """`by one estimate`, `by the council's count`."""
        items = unit.items
        subject = self.phrases.subject(items, place - 1, place)
        if subject is None:
            return None
        return Saying(
            cue_first=items[place - 2],
            cue_last=items[place - 2],
            subject=replace(subject, kind="document"),
            scopes=self.chars(unit, items[place - 2], items[place]),
            according=True,
        )

    def noun(self, unit: Unit, place: int) -> Saying | None:
        """A noun like `claim` with its owner before it and `that` behind it."""
        items, phrases = unit.items, self.phrases
        if phrases.at(items, place + 1) not in {"that", QUOTED, ":"}:
            return None
        owner = items[place - 1]
        word = phrases.word(owner)
        if word in POSSESSIVE:
            subject = Subject(first=owner, last=owner, head=owner, kind="pronoun")
        else:
            first = phrases.left(items, place - 1)
            start = items[first]
            if (
                not phrases.owns(owner)
                or start < 0
                or owner - start != place - 1 - first
            ):
                return None
            kind = phrases.kind(start, owner, owner)
            subject = Subject(first=start, last=owner, head=owner, kind=kind)
        return Saying(
            cue_first=items[place],
            cue_last=items[place],
            subject=subject,
            scopes=((self.tokens.ends[items[place]], unit.end),),
        )

    def has_shape(self, unit: Unit) -> bool:
        """Whether a sentence without a cue is worth reading."""
        return bool(unit.items) and (
            self.opens_with_document(unit) or self.headline(unit) is not None
        )

    def headline(self, unit: Unit) -> Saying | None:
        """`Ida Marlow: 300 homes without power`, on a line without a full stop."""
        items, phrases = unit.items, self.phrases
        if phrases.word(items[-1]) == "." or len(items) > HEADLINE:
            return None
        last = phrases.right(items, 0)
        if last is None or phrases.at(items, last + 1) != ":" or last + 2 >= len(items):
            return None
        subject = phrases.subject(items, 0, last)
        if subject is None:
            return None
        name = self.cast.at.get(subject.last)
        named = name is not None and name.kind in {"person", "body"}
        if not named and phrases.word(subject.head) not in {"poll", "survey", "study"}:
            return None
        colon = items[last + 1]
        return Saying(
            cue_first=colon,
            cue_last=colon,
            subject=subject,
            scopes=((self.tokens.ends[colon], unit.end),),
        )

    def opens_with_document(self, unit: Unit) -> bool:
        """Whether a sentence may begin like `In the survey, …`."""
        at = self.phrases.at
        return at(unit.items, 0) == "in" and at(unit.items, 1) in DETERMINERS

    def without_cue(self, unit: Unit) -> list[Saying]:
        """What a sentence without a cue attributes.

        `In the survey, …`; `She scolded them: “…”`; `“…” — Ida Marlow`; and the
        headlines `Council: …` are told by their shape.
        """
        items, phrases = unit.items, self.phrases
        tokens = self.tokens
        if self.opens_with_document(unit):
            last = phrases.right(items, 1)
            if last is not None and phrases.at(items, last + 1) == ",":
                subject = phrases.subject(items, 1, last)
                if subject is not None and subject.kind == "document":
                    scope = (tokens.ends[subject.last], unit.end)
                    return [
                        Saying(
                            cue_first=items[0],
                            cue_last=items[0],
                            subject=subject,
                            scopes=(scope,),
                        )
                    ]
        headline = self.headline(unit)
        if headline is not None:
            return [headline]
        for place in range(1, len(items)):
            word = phrases.word(items[place])
            if word == QUOTED and phrases.at(items, place - 1) == ":":
                colon = items[place - 1]
                opening = self.opening_subject(items, place - 1)
                if opening is not None:
                    scope = (tokens.ends[colon], unit.end)
                    return [
                        Saying(
                            cue_first=colon,
                            cue_last=colon,
                            subject=opening,
                            scopes=(scope,),
                        )
                    ]
            if word in DASHES and phrases.at(items, place - 1) == QUOTED:
                last = phrases.right(items, place + 1)
                subject = (
                    None
                    if last is None or last < len(items) - 2
                    else phrases.subject(items, place + 1, last)
                )
                if subject is not None and subject.kind == "person":
                    scope = (unit.start, tokens.starts[items[place]])
                    return [
                        Saying(
                            cue_first=items[place],
                            cue_last=items[place],
                            subject=subject,
                            scopes=(scope,),
                        )
                    ]
        return []

    def opening_subject(self, items: list[int], limit: int) -> Subject | None:
        """The name, office or pronoun a sentence begins with, after a first phrase."""
        phrases, step = self.phrases, 0
        if items and phrases.word(items[0]) in PREPOSITIONS:
            while step < limit and phrases.word(items[step]) != ",":
                step += 1
            step += 1
        end = min(limit, step + 8)
        for place in range(step, end):
            item = items[place]
            if item < 0:
                return None
            word = phrases.word(item)
            if word in PERSONAL:
                return Subject(first=item, last=item, head=item, kind="pronoun")
            name = self.cast.at.get(item)
            if name is not None and not phrases.owns(name.last) and name.last in items:
                kind = phrases.kind(item, name.last, name.last)
                return Subject(first=item, last=name.last, head=name.last, kind=kind)
            if phrases.noun_kind(word) in {"role", "body"}:
                following = items[place + 1] if place + 1 < limit else -1
                if following not in self.cast.at and (
                    following < 0 or phrases.noun_kind(phrases.word(following)) is None
                ):
                    first = phrases.left(items, place)
                    return phrases.subject(items, first, place)
            if word in AUXILIARIES:
                return None
        return None

"""A text read from its start: who says what, and what goes on from what was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transforms.figures.cues import read_cues
from transforms.figures.model import Attribution
from transforms.figures.quotations import kind_of
from transforms.figures.shapes import HEADLINE
from transforms.figures.speakers import Speakers
from transforms.figures.speech_reader import TRIGGERS

if TYPE_CHECKING:
    from transforms.figures.clauses import Reader
    from transforms.figures.people import Cast
    from transforms.figures.quotations import Span
    from transforms.figures.shapes import Saying, Unit
    from transforms.figures.speech_tokens import Tokens

ADDITIVE = frozenset("further additional remaining rest another".split())
"""Words near the start of a sentence that goes on from an attributed one."""

BOX_LINES = 4
"""Lines of a box (a newsletter's, an advertisement's) inside an article at most."""

HEADLINE_QUOTE = 3
"""Spaces in the shortest quotation of a headline that is looked for in the text."""

FRAGMENT_WORDS = 4
"""Words of a fragment that goes on with the quotation before it; shorter ones are
as often names or scare quotes."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of text with its speaker."""

    start: int
    end: int
    attribution: Attribution


class Story:
    """A text read from its start, unit by unit."""

    def __init__(
        self,
        tokens: Tokens,
        people: Cast,
        reader: Reader,
        units: list[Unit],
        spans: list[Span],
    ) -> None:
        """Hold what the reading needs and gathers."""
        self.tokens, self.cast, self.reader = tokens, people, reader
        self.units, self.spans = units, spans
        self.speakers = Speakers(tokens, people, reader.phrases)
        self.scopes: list[list[Scope]] = [[] for _ in units]
        self.spoken: list[Attribution | None] = [None] * len(spans)
        self.sayings: list[list[Saying]] = []
        self.unit_speaker: list[Attribution | None] = [None] * len(units)
        self.opening: list[Attribution | None] = [None] * len(units)
        """Whom a unit without a speaker begins with."""

    def read(self) -> None:
        """Fill scopes and quotations' speakers."""
        cues = read_cues()
        lower = self.tokens.lower
        places = [
            index
            for index, word in enumerate(lower)
            if word in cues or word in TRIGGERS
        ]
        at = 0
        for number, unit in enumerate(self.units):
            mine: list[int] = []
            limit = self.tokens.at(unit.end)
            while at < len(places) and places[at] < limit:
                mine.append(places[at])
                at += 1
            told = mine or unit.quotes or self.reader.has_shape(unit)
            found = self.reader.sayings(unit, mine) if told else []
            self.sayings.append(found)
            self.read_unit(number, unit, found)
        self.passives()
        self.quotations()
        self.headlines()

    def read_unit(self, number: int, unit: Unit, found: list[Saying]) -> None:
        """Resolve the sayings of one unit, or carry over those before it."""
        self.speakers.begin(unit)
        headline = not number and self.is_headline(unit)
        scopes = self.scopes[number]
        for saying in found:
            attribution = self.speakers.attribution(saying, headline=headline)
            if attribution is None:
                continue
            scopes.extend(Scope(*span, attribution) for span in saying.scopes)
            if saying.tail is not None:
                for span in (self.spans[quote] for quote in unit.quotes):
                    if saying.tail[0] <= span.start and span.end <= saying.tail[1]:
                        scopes.append(Scope(span.start, span.end, attribution))
            if saying.scopes and not saying.intent:
                self.unit_speaker[number] = attribution
        if all(self.is_relative(saying) for saying in found):
            self.carry(number, unit)
        if self.unit_speaker[number] is None:
            opening = self.reader.opening_subject(unit.items, len(unit.items))
            if opening is not None and opening.kind != "unknown":
                self.opening[number] = self.speakers.resolve(opening, None)
        self.speakers.end()

    def is_relative(self, saying: Saying) -> bool:
        """Whether a cue stands in a relative clause (`the office, which advises …`)."""
        before = saying.cue_first - 1
        return before >= 0 and self.tokens.lower[before] in {"which", "who"}

    def is_headline(self, unit: Unit) -> bool:
        """Whether the first sentence is short and stands on a line of its own."""
        alone = len(self.units) > 1 and self.units[1].paragraph != unit.paragraph
        return alone and len(unit.items) <= HEADLINE

    def carry(self, number: int, unit: Unit) -> None:
        """Let a sentence that adds to an attributed one keep its speaker."""
        if not number:
            return
        before = self.unit_speaker[number - 1]
        if before is None:
            return
        opening = {self.reader.phrases.word(item) for item in unit.items[:3]}
        if opening & ADDITIVE and self.reader.phrases.word(unit.items[0]) in {
            "a",
            "an",
            "the",
            "another",
        }:
            carried = replace(before, rule="carry_over")
            self.scopes[number].append(Scope(unit.start, unit.end, carried))
            self.unit_speaker[number] = self.unit_speaker[number] or carried

    def passives(self) -> None:
        """Give `MPs were told` the body that speaks in the sentences round it."""
        for number, found in enumerate(self.sayings):
            for saying in found:
                if saying.subject is not None or not saying.passive:
                    continue
                issuer = self.issuer(number)
                if issuer is None:
                    continue
                cue = self.tokens.surface(saying.cue_first - 1, saying.cue_last)
                attribution = replace(issuer, rule="passive", cue=cue)
                self.scopes[number].extend(
                    Scope(*span, attribution) for span in saying.scopes
                )

    def issuer(self, number: int) -> Attribution | None:
        """Who speaks next to a unit whose speaker is not named."""
        for step in (0, 1, -1, 2, -2):
            other = number + step
            if 0 <= other < len(self.units):
                for saying in self.sayings[other]:
                    if saying.subject is not None and saying.subject.kind in {
                        "body",
                        "person",
                        "role",
                    }:
                        found = self.unit_speaker[other]
                        if found is not None:
                            return found
        return None

    def quotations(self) -> None:
        """Give every quotation its speaker."""
        by_start = {span.start: number for number, span in enumerate(self.spans)}
        last: Attribution | None = None
        last_paragraph = spoken_in = -10
        for number, unit in enumerate(self.units):
            for quote in unit.quotes:
                span = self.spans[quote]
                if span.continues is not None and span.continues in by_start:
                    origin = self.spoken[by_start[span.continues]]
                    self.spoken[quote] = origin
                    continue
                direct = self.scope_of(number, span)
                if direct is None and self.is_utterance(span):
                    direct = self.neighbour(number, unit, last, last_paragraph)
                elif direct is None and spoken_in == unit.paragraph:
                    words = self.tokens.text[span.start : span.end].split()
                    if last is not None and len(words) >= FRAGMENT_WORDS:
                        direct = replace(last, rule="carry_over")
                self.spoken[quote] = direct
                if direct is not None and self.is_utterance(span):
                    last, last_paragraph = direct, unit.paragraph
                    spoken_in = unit.paragraph
            if self.unit_speaker[number] is not None:
                last, last_paragraph = self.unit_speaker[number], unit.paragraph

    def is_utterance(self, span: Span) -> bool:
        """Whether a quotation is a whole utterance."""
        return kind_of(self.tokens.text, span) != "fragment"

    def scope_of(self, number: int, span: Span) -> Attribution | None:
        """Speaker of the narrowest scope that holds a quotation."""
        best: Scope | None = None
        for scope in self.scopes[number]:
            if (
                scope.start <= span.start
                and span.end <= scope.end
                and (best is None or scope.end - scope.start <= best.end - best.start)
            ):
                best = scope
        return best.attribution if best is not None else None

    def neighbour(
        self, number: int, unit: Unit, last: Attribution | None, last_paragraph: int
    ) -> Attribution | None:
        """Speaker of an utterance without a cue in its own sentence."""
        if last is not None and last_paragraph == unit.paragraph:
            return replace(last, rule="carry_over")
        before = self.units[number - 1].paragraph if number else -1
        if before == unit.paragraph and self.opening[number - 1] is not None:
            opening = self.opening[number - 1]
            return None if opening is None else replace(opening, rule="quotation")
        for other in range(number + 1, min(number + 4, len(self.units))):
            if self.units[other].paragraph != unit.paragraph:
                break
            speaker = self.unit_speaker[other]
            if speaker is not None:
                return replace(speaker, rule="quotation")
        if before == unit.paragraph or not unit.items or unit.items[0] >= 0:
            return None
        if last is not None and self.follows(number, last_paragraph):
            return replace(last, rule="carry_over")
        return self.introduced(number)

    def follows(self, number: int, paragraph: int) -> bool:
        """Whether a unit's paragraph comes right behind another one.

        A box that the page puts between them does not part them: its first and last
        lines end without a mark.
        """
        here = self.units[number].paragraph
        if paragraph == here - 1:
            return True
        if not 0 <= paragraph < here <= paragraph + BOX_LINES + 1:
            return False
        between = []
        for other in range(number - 1, -1, -1):
            unit = self.units[other]
            if unit.paragraph == paragraph:
                break
            between.append(unit)
        return bool(between) and all(
            self.tokens.text[unit.start : unit.end].rstrip()[-1:].isalnum()
            for unit in (between[0], between[-1])
        )

    def headlines(self) -> None:
        """Give a quotation in the headline the speaker of its words in the text."""
        if not self.units or not self.is_headline(self.units[0]):
            return
        for number in self.units[0].quotes:
            words = self.plain(number)
            if self.spoken[number] is not None or words.count(" ") < HEADLINE_QUOTE:
                continue
            for other in range(len(self.spans)):
                said = self.spoken[other]
                if said is not None and words in self.plain(other):
                    self.spoken[number] = replace(said, rule="headline")
                    break

    def plain(self, number: int) -> str:
        """The words of a quotation without marks, in lower case."""
        span = self.spans[number]
        first, last = self.tokens.at(span.start), self.tokens.at(span.end)
        words = self.tokens.lower[first:last]
        return " ".join(word for word in words if word[0].isalnum())

    def introduced(self, number: int) -> Attribution | None:
        """Whom a sentence begins with that ends in a colon before a quotation."""
        if not number:
            return None
        before = self.units[number - 1]
        opening = self.opening[number - 1]
        if opening is None or self.tokens.text[before.end - 1] != ":":
            return None
        return replace(opening, rule="quotation")

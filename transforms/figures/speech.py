"""Who says what in a text: quotations, names, and the speaker at any place.

The stage runs on every article, so it uses rules only, in linear time. Order of the
work: paragraphs and quotations; words; names, resolved inside the article; units (a
sentence with its quotations folded); the sayings of each unit; and, in reading order,
what has no cue of its own and goes on from what was said before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from transforms.figures.clauses import DASHES, Reader, Saying, Unit
from transforms.figures.cues import NOUN_CUES, read_cues
from transforms.figures.model import Attribution, Mention, Quote
from transforms.figures.names import find_names
from transforms.figures.people import Cast, cast, name_end
from transforms.figures.quotations import Span, find_quotations, kind_of, paragraphs
from transforms.figures.speakers import Speakers
from transforms.figures.speech_tokens import Tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

ADDITIVE = frozenset("further additional remaining rest another".split())
"""Words near the start of a sentence that goes on from an attributed one."""

NEAR = 6
"""Words within which a cue follows its quotation (`Mr Hale of Tarn Water asked`)."""

LONGEST = 2_000
"""Characters of a unit to which a sentence in lower case is still joined."""

HEADLINE = 18
"""Words and marks of the longest headline."""

FRAGMENT_WORDS = 4
"""Words of a fragment that goes on with the quotation before it; shorter ones are
as often names or scare quotes."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of text with its speaker."""

    start: int
    end: int
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Speech:
    """What a text says in whose words."""

    quotes: tuple[Quote, ...]
    mentions: tuple[Mention, ...]
    scopes: tuple[Scope, ...]
    """Stretches outside quotations, none across another, in order."""
    quote_starts: tuple[int, ...]
    scope_starts: tuple[int, ...]

    def quote_at(self, start: int, end: int) -> Quote | None:
        """The outermost quotation that holds a span, or None."""
        found = None
        index = bisect_right(self.quote_starts, start) - 1
        for step in range(index, max(index - 6, -1), -1):
            quote = self.quotes[step]
            if quote.start <= start and end <= quote.end:
                found = quote
        return found

    def in_quote(self, start: int, end: int) -> bool:
        """Whether a span stands inside a direct quotation."""
        return self.quote_at(start, end) is not None

    def attribution(self, start: int, end: int) -> Attribution | None:
        """Who said what stands at a place; None where nobody is credited."""
        quote = self.quote_at(start, end)
        if quote is not None and quote.attribution is not None:
            return quote.attribution
        index = bisect_right(self.scope_starts, start) - 1
        if index >= 0 and start < self.scopes[index].end:
            return self.scopes[index].attribution
        return None


def read_speech(
    text: str, sentences: Sequence[tuple[int, int]], *, title: str | None = None
) -> Speech:
    """The quotations, names and speakers of a text.

    Args:
        text: The text; every offset is in its code points.
        sentences: Half-open spans of its sentences, in order.
        title: Its title, where that is no part of the text; names in it help to
            resolve those of the text.

    Returns:
        What is said and by whom.
    """
    lead = f"{title}\n" if title else ""
    whole = lead + text
    shift = len(lead)
    lines = paragraphs(whole)
    spans = find_quotations(whole, lines)
    tokens = tokenize(whole)
    moved = [(start + shift, end + shift) for start, end in sentences]
    if shift:
        moved.insert(0, (0, shift - 1))
    starts = frozenset(
        [tokens.at(start) for start, _ in moved] + [tokens.at(s.start) for s in spans]
    )
    people = cast(tokens, find_names(tokens, starts))
    units = build_units(tokens, lines, moved, spans)
    reader = Reader(tokens, people)
    story = Story(tokens, people, reader, units, spans)
    story.read()
    return finish(story, shift)


def build_units(
    tokens: Tokens,
    lines: list[tuple[int, int]],
    sentences: Sequence[tuple[int, int]],
    spans: list[Span],
) -> list[Unit]:
    """Sentences with their quotations folded; none ends inside a quotation."""
    outer = [(number, span) for number, span in enumerate(spans) if not span.nested]
    merged: list[list[int]] = []
    q = 0
    for start, end in sentences:
        while q < len(outer) and outer[q][1].outer_end <= start:
            q += 1
        inside = q < len(outer) and outer[q][1].outer_start < start
        goes_on = (
            tokens.text[start : start + 1].islower()
            and bool(merged)
            and start - merged[-1][0] < LONGEST
        ) or (
            tokens.text[start - 1 : start].isspace()
            and q > 0
            and closes_at(tokens, outer[q - 1][1], start)
        )
        if (
            merged
            and (inside or goes_on)
            and "\n" not in tokens.text[merged[-1][1] : start]
        ):
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    units: list[Unit] = []
    line = q = 0
    for start, end in merged:
        while line + 1 < len(lines) and lines[line + 1][0] <= start:
            line += 1
        while q < len(outer) and outer[q][1].outer_end <= start:
            q += 1
        items: list[int] = []
        quotes: list[int] = []
        token = tokens.at(start)
        while token < len(tokens.starts) and tokens.starts[token] < end:
            while q < len(outer) and outer[q][1].outer_end <= tokens.starts[token]:
                q += 1
            if q < len(outer) and outer[q][1].outer_start <= tokens.starts[token]:
                number, span = outer[q]
                items.append(-(number + 1))
                quotes.append(number)
                token = max(tokens.at(span.outer_end), token + 1)
                continue
            items.append(token)
            token += 1
        units.append(
            Unit(start=start, end=end, paragraph=line, items=items, quotes=quotes)
        )
    return units


def closes_at(tokens: Tokens, span: Span, start: int) -> bool:
    """Whether a sentence that starts after a quotation tells who said it.

    `“Why?” Ida Marlow asked.` is cut after the mark; a cue within a few words makes
    it one again.
    """
    text = tokens.text
    if text[span.outer_end : start].strip():
        return False
    if text[start] in DASHES:
        return True
    if text[span.end - 1] not in "?!,…—–":
        return False
    cues = read_cues()
    first = tokens.at(start)
    for word in tokens.lower[first : first + NEAR]:
        cue = cues.get(word)
        if cue is not None and cue.form in {"past", "third"}:
            return bool(cue.classes & {"free", "that"})
        if not word[0].isalnum():
            return False
    return False


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
            if word in cues or word == "according" or word in NOUN_CUES
        ]
        at = 0
        for number, unit in enumerate(self.units):
            mine: list[int] = []
            limit = self.tokens.at(unit.end)
            while at < len(places) and places[at] < limit:
                mine.append(places[at])
                at += 1
            told = mine or unit.quotes or self.reader.opens_with_document(unit)
            found = self.reader.sayings(unit, mine) if told else []
            self.sayings.append(found)
            self.read_unit(number, unit, found)
        self.passives()
        self.quotations()

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
        if not found:
            self.carry(number, unit)
        if self.unit_speaker[number] is None:
            opening = self.reader.opening_subject(unit.items, len(unit.items))
            if opening is not None and opening.kind != "unknown":
                self.opening[number] = self.speakers.resolve(opening, None)
        self.speakers.end()

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
            self.unit_speaker[number] = carried

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
        if last is not None and last_paragraph == unit.paragraph - 1:
            return replace(last, rule="carry_over")
        return self.introduced(number)

    def introduced(self, number: int) -> Attribution | None:
        """Whom a sentence begins with that ends in a colon before a quotation."""
        if not number:
            return None
        before = self.units[number - 1]
        opening = self.opening[number - 1]
        if opening is None or self.tokens.text[before.end - 1] != ":":
            return None
        return replace(opening, rule="quotation")


def finish(story: Story, shift: int) -> Speech:
    """The result with offsets of the text proper."""
    text = story.tokens.text
    quotes = tuple(
        Quote(
            start=span.start - shift,
            end=span.end - shift,
            kind=kind_of(text, span),
            closed=span.closed,
            continues=None if span.continues is None else span.continues - shift,
            attribution=story.spoken[number],
        )
        for number, span in enumerate(story.spans)
        if span.start >= shift
    )
    scopes: list[Scope] = []
    for group in story.scopes:
        scopes.extend(flatten(group))
    kept = tuple(
        Scope(max(scope.start - shift, 0), scope.end - shift, scope.attribution)
        for scope in scopes
        if scope.end > shift
    )
    return Speech(
        quotes=quotes,
        mentions=mentions(story.tokens, story.cast, shift),
        scopes=kept,
        quote_starts=tuple(quote.start for quote in quotes),
        scope_starts=tuple(scope.start for scope in kept),
    )


def flatten(scopes: list[Scope]) -> list[Scope]:
    """The scopes of one unit cut so that none overlaps: the narrowest wins."""
    if len(scopes) < 2:
        return scopes
    edges = sorted({edge for scope in scopes for edge in (scope.start, scope.end)})
    owner: list[Scope | None] = [None] * (len(edges) - 1)
    for scope in sorted(scopes, key=lambda scope: scope.start - scope.end):
        first = bisect_left(edges, scope.start)
        last = bisect_left(edges, scope.end)
        owner[first:last] = [scope] * (last - first)
    return [
        Scope(start, end, scope.attribution)
        for start, end, scope in zip(edges, edges[1:], owner, strict=False)
        if scope is not None
    ]


def mentions(tokens: Tokens, people: Cast, shift: int) -> tuple[Mention, ...]:
    """The names of the text, those of unknown kind only where they have two words."""
    found: list[Mention] = []
    for name in people.names:
        start, end = tokens.starts[name.name_first], name_end(tokens, name)
        if start < shift or not name.canonical:
            continue
        if name.kind == "other" and name.first == name.last:
            continue
        found.append(
            Mention(
                start=start - shift,
                end=end - shift,
                surface=tokens.text[start:end],
                kind=name.kind,
                canonical=name.canonical,
            )
        )
    return tuple(found)

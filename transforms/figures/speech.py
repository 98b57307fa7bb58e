"""Who says what in a text: quotations, names, and the speaker at any place.

The stage runs on every article, so it uses rules only, in linear time. Order of the
work: paragraphs and quotations; words; names, resolved inside the article; units (a
sentence with its quotations folded); the sayings of each unit; and, in reading order,
what has no cue of its own and goes on from what was said before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.figures.model import Attribution, Mention, Quote
from transforms.figures.names import find_names
from transforms.figures.people import Cast, cast, name_end
from transforms.figures.quotations import find_quotations, kind_of, paragraphs
from transforms.figures.speech_reader import SpeechReader
from transforms.figures.speech_tokens import Tokens, tokenize
from transforms.figures.speech_units import build_units
from transforms.figures.story import Scope, Story

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    text: str,
    sentences: Sequence[tuple[int, int]],
    *,
    title: str | None = None,
    title_end: int = 0,
) -> Speech:
    """The quotations, names and speakers of a text.

    Args:
        text: The text; every offset is in its code points.
        sentences: Half-open spans of its sentences, in order.
        title: Its title, where that is no part of the text; names in it help to
            resolve those of the text.
        title_end: Where the title ends, with its newline, that the text begins with.

    Returns:
        What is said and by whom.
    """
    lead = f"{title}\n" if title else ""
    whole = lead + text
    shift = len(lead)
    title_end = shift or title_end
    lines = paragraphs(whole, title_end=title_end)
    # A headline often leaves its quotation open; none of the text's goes on with it.
    of_title = [line for line in lines if line[0] < title_end]
    spans = find_quotations(whole, of_title)
    spans += find_quotations(whole, lines[len(of_title) :])
    tokens = tokenize(whole)
    moved = [(start + shift, end + shift) for start, end in sentences]
    if shift:
        moved.insert(0, (0, shift - 1))
    starts = frozenset(
        [tokens.at(start) for start, _ in moved] + [tokens.at(s.start) for s in spans]
    )
    people = cast(tokens, find_names(tokens, starts))
    units = build_units(tokens, lines, moved, spans)
    reader = SpeechReader(tokens, people)
    story = Story(tokens, people, reader, units, spans)
    story.read()
    return finish(story, shift)


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

"""From text to figures: lexer, parse, grammar of the sentence, speaker, time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from transforms.cache import Cache
from transforms.documents.clean import label_parts
from transforms.figures.confidence import estimate
from transforms.figures.grammar import Reading, read_sentence
from transforms.figures.keep import as_rejection, is_wanted
from transforms.figures.lexer import lex
from transforms.figures.model import Attribution, Figure, Number, Rejection
from transforms.figures.parse import DEFAULT_MODEL, MAX_PARSED, Tree, build_tree
from transforms.figures.parses import parse_distinct
from transforms.figures.periods import resolve
from transforms.figures.restated import restate
from transforms.figures.sentences import split_sentences
from transforms.figures.speech import Speech, read_speech
from warehouse.schema.terms import BlockRole, TextField

Block = tuple[int, int, BlockRole]
"""Stretch of a text with its role."""

OWN_ROLES: frozenset[BlockRole] = frozenset({"title", "body"})
"""Roles of an article's own text; all others are page furniture."""

EXTENDED = frozenset({"count", "rank", "ratio"})
"""Kinds whose span takes in the noun that follows."""

MAX_SPAN = 120
"""Characters that the noun may add to a figure's span."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with its numbers by sentence, before any parse."""

    field: TextField
    text: str
    rejections: Sequence[Rejection]
    sentences: Sequence[tuple[int, int]]
    numbers: Mapping[int, tuple[Number, ...]]
    """Numbers that may be figures, by the position of their sentence; offsets count
    in the sentence."""

    def to_parse(self) -> Iterable[str]:
        """The sentences that need a parse."""
        for i in self.numbers:
            start, end = self.sentences[i]
            if end - start <= MAX_PARSED:
                yield self.text[start:end]


def extract(
    text: str,
    published: datetime | None = None,
    *,
    title: str | None = None,
    blocks: Iterable[Block] | None = None,
    model: str = DEFAULT_MODEL,
    cache: Cache | None = None,
) -> list[Figure]:
    """The figures that a text reports, in order.

    Args:
        text: The text; offsets of the figures count its code points.
        published: When it was published, to resolve "last month"; a time without
            zone counts as UTC.
        title: Headline, for the names in it; its own figures are not read.
        blocks: Roles of the text's stretches; without them the rules for a lone page
            find the furniture.
        model: Installed spaCy pipeline with a tagger and a parser.
        cache: Remembers parses.

    Raises:
        OSError: spaCy finds no such model.
    """
    draft = prepare(text, "text")
    pairs = finish(
        draft,
        parse_draft(draft, model=model, cache=cache),
        read_speech(text, list(draft.sentences), title=title),
        published=published,
        blocks=label_furniture(text, title=title) if blocks is None else blocks,
    )
    return [figure for figure, _ in pairs]


def parse_draft(draft: Draft, *, model: str, cache: Cache | None) -> dict[str, bytes]:
    """The packed parses that a draft needs, by sentence."""
    return parse_distinct(draft.to_parse(), model=model, cache=cache)


def label_furniture(text: str, *, title: str | None = None) -> list[Block]:
    """The roles of a lone text's stretches, without what recurs in its outlet."""
    return [
        (start, end, role) for start, end, role, _ in label_parts(text, title=title)
    ]


def prepare(text: str, field: TextField) -> Draft:
    """The numbers of a text, by sentence."""
    lexed = lex(text)
    sentences = split_sentences(text)
    starts = [start for start, _ in sentences]
    numbers: dict[int, list[Number]] = {}
    rejections = list(lexed.rejections)
    for number in lexed.numbers:
        if not is_wanted(number):
            rejections.append(as_rejection(text, number))
            continue
        i = bisect_right(starts, number.number_start) - 1
        if i < 0:
            continue
        start, end = sentences[i]
        numbers.setdefault(i, []).append(shift(number, -start, limit=end - start))
    return Draft(
        field=field,
        text=text,
        rejections=rejections,
        sentences=sentences,
        numbers={
            i: tuple(restate(text[slice(*sentences[i])], found))
            for i, found in numbers.items()
        },
    )


def shift(number: Number, by: int, *, limit: int) -> Number:
    """The number with its offsets moved, kept inside 0 and `limit`."""

    def place(offset: int) -> int:
        return min(max(offset + by, 0), limit)

    return replace(
        number,
        start=place(number.start),
        end=place(number.end),
        number_start=place(number.number_start),
        number_end=place(number.number_end),
        unit_start=None if number.unit_start is None else place(number.unit_start),
        unit_end=None if number.unit_end is None else place(number.unit_end),
    )


def finish(
    draft: Draft,
    parses: Mapping[str, bytes],
    speech: Speech,
    *,
    published: datetime | None,
    blocks: Iterable[Block] | None,
    shift_speech: int = 0,
) -> list[tuple[Figure, Reading]]:
    """The figures of a prepared text, in order, each with the reading behind it.

    Args:
        draft: The text with its numbers.
        parses: Packed parses by sentence.
        speech: Who says what, in offsets that are larger by `shift_speech`.
        published: When it was published.
        blocks: Roles of the text's stretches.
        shift_speech: Where the text begins in what `speech` was read from.
    """
    spans = sorted(blocks or ())
    figures: list[tuple[Figure, Reading]] = []
    before: list[Reading] = []
    last = -1
    for i in sorted(draft.numbers):
        start, end = draft.sentences[i]
        sentence = draft.text[start:end]
        packed = parses.get(sentence)
        tree: Tree | None = None if packed is None else build_tree(sentence, packed)
        readings = read_sentence(
            sentence,
            tree,
            draft.numbers[i],
            before=before if is_next(draft, last, i) else (),
        )
        for reading in readings:
            figure = make_figure(
                draft,
                (start, end),
                reading,
                readings,
                speech,
                published,
                spans,
                shift_speech,
            )
            figures.append((figure, reading))
        before, last = readings, i
    figures.sort(key=lambda pair: (pair[0].start, pair[0].number_start, pair[0].end))
    return figures


def is_next(draft: Draft, last: int, i: int) -> bool:
    """Whether sentence `i` may take up what sentence `last` said.

    It comes right after it, in the same paragraph; a figure that comes on top of
    another ("a further £3m") may begin a new one.
    """
    if last < 0 or last != i - 1:
        return False
    between = draft.text[draft.sentences[last][1] : draft.sentences[i][0]]
    return "\n" not in between or any(n.additive for n in draft.numbers[i])


def make_figure(
    draft: Draft,
    sentence: tuple[int, int],
    reading: Reading,
    readings: Sequence[Reading],
    speech: Speech,
    published: datetime | None,
    blocks: Sequence[Block],
    shift_speech: int,
) -> Figure:
    """A figure from the reading of its number."""
    number, base = reading.number, sentence[0]
    start, end = number.start + base, max(number.end, number.number_end) + base
    concept = reading.concept
    if (
        concept is not None
        and concept.noun_end is not None
        and number.kind in EXTENDED
        and 0 < concept.noun_end + base - end <= MAX_SPAN
    ):
        end = concept.noun_end + base
    said: Attribution | None = speech.attribution(
        start + shift_speech, end + shift_speech
    )
    period = None
    if reading.time is not None:
        period = resolve(reading.time, published, future=reading.modality == "planned")
    role = role_at(blocks, start, default=draft.field)
    in_boilerplate = role not in OWN_ROLES
    change_of = None
    if reading.link is not None:
        other = readings[reading.link].number
        change_of = (other.number_start + base, other.number_end + base)
    return Figure(
        field=draft.field,
        start=start,
        end=end,
        surface=draft.text[start:end],
        number_start=number.number_start + base,
        number_end=number.number_end + base,
        kind="change" if reading.changes else number.kind,
        value_low=convert(number.low),
        value_best=convert(number.best),
        value_high=convert(number.high),
        numerator=convert(number.numerator),
        denominator=convert(number.denominator),
        unit=number.unit,
        unit_system=number.unit_system,
        approximator=number.approximator,
        bound_rule=number.bound_rule,
        concept=None if concept is None else concept.text or None,
        concept_head=None if concept is None else concept.head or None,
        subject=reading.subject,
        speaker=None if said is None else said.speaker,
        speaker_canonical=None if said is None else said.canonical,
        speaker_rule=None if said is None else said.rule,
        attribution_cue=None if said is None else said.cue,
        quoted=speech.in_quote(start + shift_speech, end + shift_speech),
        reference_text=None if reading.time is None else reading.time.shown,
        reference_start=None if period is None else period.start,
        reference_end=None if period is None else period.end,
        reference_precision=None if period is None else period.precision,
        modality=reading.modality,
        change_direction=reading.direction,
        change_of=change_of,
        additive=number.additive,
        block_role=role,
        in_boilerplate=in_boilerplate,
        sentence_start=sentence[0],
        sentence_end=sentence[1],
        confidence=estimate(reading, in_boilerplate=in_boilerplate),
    )


def convert(value: Decimal | None) -> float | None:
    """The value as a float, converted once."""
    return None if value is None else float(value)


def role_at(blocks: Sequence[Block], offset: int, *, default: TextField) -> BlockRole:
    """The role of the block that holds a character, else that of the whole field."""
    i = bisect_right(blocks, offset, key=lambda block: block[0]) - 1
    if i >= 0 and blocks[i][0] <= offset < blocks[i][1]:
        return blocks[i][2]
    return "title" if default == "title" else "body"

"""Direct quotations of a text: where they begin and end.

One pass over the marks, paragraph by paragraph. What the press does with quotation
marks and this module follows: straight, curly, doubled (``''``) and angled marks;
single marks in the British style, told from apostrophes; a quotation inside a
quotation; a mark that is opened again at each paragraph and closed only after the
last; a mark set twice (`“ “well`) or never closed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warehouse.schema.terms import QuoteKind

MARK = re.compile(r"[\"“”„‟«»‘’‛'`＂]+")
"""A run of quotation marks; runs such as `"'` and `”’` are taken apart later."""

PARAGRAPH_BREAK = re.compile(r"[^\S\n]*\n\s*|\r\s*|[\u2028\u2029]\s*")

OPENING = frozenset("“„‟«")
CLOSING = frozenset("”»")
GERMAN = ("„", "“")
"""Opening mark with which `“` closes."""

BEFORE_OPENING = frozenset("([{—–-/:;,=“\"‘'„")
ELISION = re.compile(
    r"['’‘](?:tis|twas|em|cause|til|round|bout|n)\b|['’‘]\d\ds\b|’\d\d\b", re.IGNORECASE
)
"""Words that are written with an apostrophe in front (`'em`, `'90s`)."""

SENTENCE_MARKS = frozenset(".!?,…;—–:")

FULL_WORDS = 4
"""Words a whole utterance has at least; shorter ones are `full` only if they end as
a sentence (`“Never.”`)."""

LONGEST_SINGLE = 1_500
"""Characters between single marks at most: past that an apostrophe was misread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A quotation as its marks bound it."""

    start: int
    """First character inside the marks."""
    end: int
    outer_start: int
    """First character of the opening mark."""
    outer_end: int
    """End of the closing mark, or `end` where there is none."""
    closed: bool
    continues: int | None = None
    """`start` of the quotation that this paragraph continues."""
    nested: bool = False
    """Stands inside another quotation."""


def paragraphs(text: str, *, title_end: int = 0) -> list[tuple[int, int]]:
    """Spans of the paragraphs: lines, with wrapped lines joined.

    Args:
        text: The text.
        title_end: Where the headline before it ends, with its newline: the text does
            not go on with the headline's line, whatever it begins with.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in PARAGRAPH_BREAK.finditer(text):
        if line.start() > start:
            goes_on = text[line.end() : line.end() + 1].islower()
            in_title = line.start() < title_end <= line.end()
            if goes_on and not in_title and text[line.start() - 1] not in '.!?:”"’…':
                continue
            spans.append((start, line.start()))
        start = line.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def split_run(match: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """The single marks of a run; two apostrophes or backticks count as one mark."""
    run, place = match.group(), match.start()
    index = 0
    while index < len(run):
        pair = run[index : index + 2]
        if pair in {"''", "``", "‘‘", "’’"}:
            mark = {"''": '"', "``": "“", "‘‘": "“", "’’": "”"}[pair]
            yield place + index, place + index + 2, mark
            index += 2
        else:
            yield place + index, place + index + 1, run[index].replace("＂", '"')
            index += 1


def opens(text: str, start: int, end: int) -> bool:
    """Whether a mark that can do both stands where a quotation begins."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return (before.isspace() or before in BEFORE_OPENING) and not after.isspace()


def find_quotations(text: str, lines: list[tuple[int, int]]) -> list[Span]:
    """The quotations of a text in order of their start, given its paragraphs."""
    spans: list[Span] = []
    pending: Span | None = None
    marks = [mark for run in MARK.finditer(text) for mark in split_run(run)]
    index = 0
    for start, end in lines:
        first = index
        while index < len(marks) and marks[index][0] < end:
            index += 1
        if first == index:
            pending = None
            continue
        found = read_paragraph(text, start, end, marks[first:index])
        head = marks[first]
        if pending is not None and found and found[0].outer_start == head[0]:
            lead = text[start : head[0]]
            if not lead.strip(" \t\u00a0"):
                origin = (
                    pending.start if pending.continues is None else pending.continues
                )
                found[0] = replace(found[0], continues=origin)
        spans.extend(found)
        outer = [span for span in found if not span.nested]
        last = outer[-1] if outer else None
        pending = last if last is not None and not last.closed else None
    return spans


def read_paragraph(
    text: str, start: int, end: int, marks: list[tuple[int, int, str]]
) -> list[Span]:
    """The quotations of one paragraph; an open one ends with it."""
    spans: list[Span] = []
    opened: tuple[int, int, str] | None = None
    skip_to = start
    closers = single_closers(text, end, marks)
    for number, (place, after, mark) in enumerate(marks):
        if place < skip_to:
            continue
        if mark in "‘’‛'`":
            close = closers.get(number)
            if close is not None:
                nested = opened is not None
                spans.append(closed_span(text, place, after, close, nested=nested))
                if not nested:
                    skip_to = close + 1
            continue
        if opened is None:
            if mark in CLOSING and not (
                opens(text, place, after) and place + 1 < end and mark == "”"
            ):
                continue
            if mark == '"' and is_inch(text, place):
                continue
            opened = (place, after, mark)
        elif (mark in OPENING and (opened[2], mark) != GERMAN) or (
            mark == '"' and reopens(text, place, after, opened)
        ):
            if text[opened[1] : place].strip():
                spans.append(unclosed_span(text, opened, place))
            opened = (place, after, mark)
        else:
            if text[opened[1] : place].strip():
                spans.append(closed_pair(text, opened, place, after))
            opened = None
    if opened is not None and text[opened[1] : end].strip():
        spans.append(unclosed_span(text, opened, end))
    spans.sort(key=lambda span: (span.outer_start, -span.outer_end))
    return mark_nested(spans)


def mark_nested(spans: list[Span]) -> list[Span]:
    """The spans without those that cross an outer one; inner ones say so."""
    kept: list[Span] = []
    outer_end = -1
    for span in spans:
        if span.outer_start >= outer_end:
            outer_end = span.outer_end
            kept.append(replace(span, nested=False))
        elif span.outer_end <= outer_end:
            kept.append(replace(span, nested=True))
    return kept


def reopens(text: str, place: int, after: int, opened: tuple[int, int, str]) -> bool:
    """Whether a straight mark inside an open quotation opens it anew.

    Only where it cannot close: white space before it and a word after it, or nothing
    but white space since the mark that opened.
    """
    if not text[opened[1] : place].strip():
        return opens(text, place, after)
    before = text[place - 1]
    following = text[after : after + 1]
    return before.isspace() and following.isalnum() and opened[2] != '"'


def is_inch(text: str, place: int) -> bool:
    """Whether a straight mark after a digit is the sign of inches."""
    return place > 0 and text[place - 1].isdigit()


def single_closers(
    text: str, end: int, marks: list[tuple[int, int, str]]
) -> dict[int, int]:
    """Place of the closing mark for each single mark that opens a quotation."""
    closers: dict[int, int] = {}
    closing: list[tuple[int, int]] = []
    for number in range(len(marks) - 1, -1, -1):
        place, after, mark = marks[number]
        if mark not in "‘’‛'`":
            continue
        following = text[after] if after < end else " "
        before = text[place - 1] if place else " "
        if mark in "'‘`‛" and opens(text, place, after):
            if following.isalnum() or following in '[“"…(£$€':
                if ELISION.match(text, place) and mark != "‘":
                    continue
                close = next_close(text, closing, place + LONGEST_SINGLE)
                if close is not None:
                    closers[number] = close
                    closing.clear()
        elif mark in "'’" and not following.isalnum() and not before.isspace():
            closing.append((place, after))
    return closers


def next_close(text: str, closing: list[tuple[int, int]], limit: int) -> int | None:
    """Nearest closing mark that is no plural possessive (`members’ staff`).

    `closing` lists candidates from last to first; those past `limit` do not count.
    """
    best: int | None = None
    for place, after in reversed(closing):
        if place > limit:
            break
        before, rest = text[place - 1], text[after : after + 2]
        possessive = before == "s" and rest[:1] == " " and rest[1:2].isalpha()
        if not possessive:
            return place
        if best is None:
            best = place
    return best


def closed_span(text: str, place: int, after: int, close: int, *, nested: bool) -> Span:
    """A quotation between single marks."""
    start, end = trim(text, after, close)
    return Span(
        start=start,
        end=end,
        outer_start=place,
        outer_end=close + 1,
        closed=True,
        nested=nested,
    )


def closed_pair(
    text: str, opened: tuple[int, int, str], place: int, after: int
) -> Span:
    """A quotation between double marks."""
    start, end = trim(text, opened[1], place)
    return Span(
        start=start, end=end, outer_start=opened[0], outer_end=after, closed=True
    )


def unclosed_span(text: str, opened: tuple[int, int, str], limit: int) -> Span:
    """A quotation that nothing closes before `limit`."""
    start, end = trim(text, opened[1], limit)
    return Span(
        start=start, end=end, outer_start=opened[0], outer_end=end, closed=False
    )


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends; never empty where it was not."""
    inside = text[start:end]
    stripped = inside.strip()
    if not stripped:
        return start, end
    lead = len(inside) - len(inside.lstrip())
    return start + lead, start + lead + len(stripped)


def kind_of(text: str, span: Span) -> QuoteKind:
    """Whether a quotation is an utterance, a fragment or goes on from a paragraph.

    An utterance begins like a sentence and ends like one or like a clause before its
    cue (`“We are full,” she said`).
    """
    if span.continues is not None:
        return "continued"
    inside = text[span.start : span.end]
    first = next((letter for letter in inside if letter.isalnum()), "")
    finished = (
        inside[-1:] in SENTENCE_MARKS
        or not span.closed
        or text[span.outer_end : span.outer_end + 1] in {",", "."}
    )
    words = len(inside.split())
    begins = first.isupper() or first.isdigit()
    if begins and finished and (words >= FULL_WORDS or inside[-1:] in ".!?"):
        return "full"
    return "fragment"

"""Names by the lines they stand on: datelines, headlines, letters in brackets."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from transforms.figures.names import is_capital
from transforms.figures.names_kinds import Name, read_lists
from transforms.figures.sentences import DATELINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.figures.speech_tokens import Tokens

LONGEST_LETTERS = 6
"""Letters of the longest initials that are looked for in front of brackets."""

TITLE_CASE = 0.75
"""Share of a line's longer words that are written large in a headline."""

HEADLINE = 160
"""Characters of the longest headline."""

SMALL = 3
"""Letters of words that headlines write small, and words that tell nothing yet."""


def line_starts(text: str) -> list[int]:
    """Where the lines of a text begin."""
    starts = [0]
    place = text.find("\n")
    while place >= 0:
        starts.append(place + 1)
        place = text.find("\n", place + 1)
    return starts


def line_of(tokens: Tokens, name: Name, lines: list[int]) -> int:
    """Where the line begins that a name stands on."""
    return lines[bisect_right(lines, tokens.starts[name.first]) - 1]


def datelines(text: str, lines: list[int]) -> dict[int, int]:
    """Ends of the datelines by the begin of their lines.

    Only those that name a place: capitals, or an agency in brackets.
    """
    found: dict[int, int] = {}
    for start in lines:
        match = DATELINE.match(text, start)
        if match is not None and match.group()[0].isupper():
            found[start] = match.end()
    return found


def without_headline_words(
    tokens: Tokens, names: list[Name], starts: list[int]
) -> list[Name]:
    """The names without words that a headline writes large because it does all words.

    In such a line a name is what the rest of the text has as a name too, or what
    begins with a given name.
    """
    lines = headline_spans(tokens.text, starts)
    if not lines:
        return names
    lists = read_lists()
    inside: list[Name] = []
    outside: dict[tuple[str, ...], Name] = {}
    marked = {}
    for name in names:
        start = line_of(tokens, name, starts)
        marked[id(name)] = start in lines
        if start not in lines:
            outside.setdefault(key_of(tokens, name), name)
    for name in names:
        if not marked[id(name)]:
            inside.append(name)
            continue
        known = known_part(tokens, name, outside)
        if known is not None:
            inside.append(known)
        elif (
            tokens.lower[name.name_first] in lists.given
            and (0 < name.last - name.name_first < 3)
        ) or (
            name.sure
            and name.kind in {"place", "body"}
            and (name.first < name.last or tokens.words[name.first].isupper())
        ):
            inside.append(name)
    return inside


def known_part(
    tokens: Tokens, name: Name, outside: dict[tuple[str, ...], Name]
) -> Name | None:
    """The longest part of a headline's run that the text has as a name."""
    first, last = name.first, name.last
    for length in range(last - first + 1, 0, -1):
        for start in range(first, last - length + 2):
            key = tuple(tokens.lower[start : start + length])
            like = outside.get(key)
            if like is not None:
                end = start + length - 1
                return Name(start, end, start, like.kind, like.gender, sure=like.sure)
    return None


def headline_spans(text: str, lines: list[int]) -> frozenset[int]:
    """Begins of the lines that write every longer word large."""
    found = []
    for start, after in zip(lines, [*lines[1:], len(text) + 1], strict=True):
        stop = after - 1
        if stop - start > HEADLINE or text[stop - 1 : stop] in {".", "”", '"'}:
            continue
        words = [word for word in text[start:stop].split() if word[0].isalpha()]
        longer = [word for word in words if len(word) > SMALL]
        large = sum(word[0].isupper() for word in longer)
        if len(longer) > SMALL and large >= TITLE_CASE * len(longer):
            found.append(start)
    return frozenset(found)


def joined_before_letters(tokens: Tokens, names: list[Name]) -> list[Name]:
    """The names with those joined whose initials follow in brackets.

    `United Carters and Drovers (UCD)` is one name, and so it is where the article has
    it again.
    """
    found: set[tuple[str, ...]] = set()
    lower, words = tokens.lower, tokens.words
    for name in names:
        letters = words[name.first]
        bracketed = (
            name.first == name.last
            and letters.isupper()
            and 2 <= len(letters) <= LONGEST_LETTERS
            and name.first > 1
            and words[name.first - 1] == "("
            and words[name.last + 1 : name.last + 2] == [")"]
        )
        if not bracketed:
            continue
        start = spelled_from(tokens, name.first - 2, letters.lower())
        if start is not None:
            found.add(tuple(lower[start : name.first - 1]))
    joints = [key for key in found if "and" in key]
    return merged(tokens, names, joints) if joints else names


def spelled_from(tokens: Tokens, end: int, letters: str) -> int | None:
    """The first token of the words that end at `end` and spell the letters."""
    index = end
    for letter in reversed(letters):
        while index >= 0 and tokens.lower[index] in {"and", "of", "the", "for", "&"}:
            index -= 1
        if index < 0 or not is_capital(tokens.words[index]):
            return None
        if tokens.lower[index][0] != letter:
            return None
        index -= 1
    return index + 1


def merged(
    tokens: Tokens, names: list[Name], keys: Sequence[tuple[str, ...]]
) -> list[Name]:
    """The names with each run of words that is one of `keys` made one body."""
    kept: list[Name] = []
    starting: dict[str, list[tuple[str, ...]]] = {}
    for key in keys:
        starting.setdefault(key[0], []).append(key)
    done = -1
    for name in names:
        if name.first <= done:
            continue
        for key in starting.get(tokens.lower[name.first], ()):
            if tuple(tokens.lower[name.first : name.first + len(key)]) == key:
                done = name.first + len(key) - 1
                kept.append(Name(name.first, done, name.first, "body"))
                break
        else:
            kept.append(name)
    return kept


def key_of(tokens: Tokens, name: Name) -> tuple[str, ...]:
    """The words by which another mention of the same name is known."""
    return tuple(tokens.lower[name.name_first : name.last + 1])


def is_unit(tokens: Tokens, name: Name) -> bool:
    """Whether letters are the unit of the number before them (`25 MW`)."""
    word = tokens.words[name.first]
    return (
        name.first == name.last
        and name.first > 0
        and len(word) <= SMALL
        and word[-1].isupper()
        and tokens.words[name.first - 1][0].isdigit()
    )

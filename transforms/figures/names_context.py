"""What the words round a name tell of it: bodies, persons, places of datelines.

No list knows the names of small firms. The press explains them where it first names
them (`the salvage firm Deepmoor`, `Orle Line, which runs the ferry`), and these
explanations hold for the name wherever the article has it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from transforms.figures.names import Name, is_capital, read_lists
from transforms.figures.sentences import DATELINE
from transforms.figures.speech_lexicon import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.figures.speech_tokens import Tokens
    from warehouse.schema.terms import EntityKind

NO_BODY_NAMED = frozenset(
    "city town county district province parish country kingdom republic court crown "
    "army state paper station practice press office unit site service movement church "
    "school hospital wing force board society chain store defence defense police "
    "plant product brand platform".split()
)
"""Nouns of bodies that stand before names of other things (`the city Orle`)."""

NAMED_AFTER = frozenset("called named".split())

RUNS = frozenset(
    "runs owns operates makes manages employs sells builds publishes insures advises "
    "represents ran owned operated made employed".split()
)
"""What a body does, behind `which`."""

OFFICERS = frozenset(
    "executive chairman chairwoman spokesman spokeswoman spokesperson director "
    "directors shareholders shares analysts analyst investors boss".split()
)
"""Nouns that only bodies have (`its chief executive`, `shares in`)."""

SURVEYS = frozenset("poll survey".split())
ASIDE = 9
"""Words of an apposition at most, up to its head."""

ASIDE_ENDS = frozenset(
    "of which that who with in for at on and from whose to by said says told has had "
    "is was where when as".split()
)

SPOUSES = frozenset("wife husband son daughter".split())

LONGEST_LETTERS = 6
"""Letters of the longest initials that are looked for in front of brackets."""

TITLE_CASE = 0.75
"""Share of a line's longer words that are written large in a headline."""

HEADLINE = 160
"""Characters of the longest headline."""

SMALL = 3
"""Letters of words that headlines write small, and words that tell nothing yet."""


@cache
def body_nouns() -> frozenset[str]:
    """Common nouns before a body's name; those that are persons too are left out."""
    nouns = read_words("speaker_nouns")
    extra = frozenset("recruiter start-up consultancy airline salvor quango".split())
    return (nouns["body"] | extra) - nouns["person"] - NO_BODY_NAMED


@cache
def explained_by() -> dict[str, EntityKind]:
    """What the head of an apposition makes of the name before it."""
    nouns = read_words("speaker_nouns")
    both = nouns["body"] & nouns["person"]
    kinds: dict[str, EntityKind] = dict.fromkeys(sorted(nouns["person"]), "person")
    kinds.update(dict.fromkeys(sorted(nouns["body"] - both), "body"))
    for word in ("city", "town", "county", "district", "province", "country"):
        kinds[word] = "place"
    for word in both:
        kinds.pop(word, None)
    return kinds


def name_in_context(tokens: Tokens, names: list[Name]) -> list[Name]:
    """The names with what the text says beside them, letters in brackets joined."""
    lines = line_starts(tokens.text)
    places = datelines(tokens.text, lines)
    names = without_headline_words(tokens, names, lines)
    names = [name for name in names if not is_unit(tokens, name)]
    names = joined_before_letters(tokens, names)
    for name in names:
        if tokens.starts[name.first] < places.get(line_of(tokens, name, lines), 0):
            is_outlet = tokens.text[tokens.starts[name.first] - 1] == "("
            name.kind = "body" if is_outlet else "place"
            name.sure = name.dateline = True
    told: dict[tuple[str, ...], EntityKind] = {}
    surnames = {tokens.lower[name.last] for name in names if name.first < name.last}
    for before, name, after in zip(
        [None, *names], names, [*names[1:], None], strict=False
    ):
        if name.sure and name.kind in {"person", "body", "place"}:
            continue
        alone = name.first == name.last
        if alone and (
            tokens.lower[name.first] in surnames
            or tokens.lower[name.first][-2:] == "ly"
        ):
            # A surname goes with its full name; `Recently, the minister …` is none.
            continue
        kind = explained(tokens, name, before, after)
        if kind is not None:
            told.setdefault(key_of(tokens, name), kind)
    for name in names:
        kind = told.get(key_of(tokens, name))
        if (
            kind is not None
            and name.kind in {"other", "body"}
            and not (name.kind == "body" and name.sure)
        ):
            name.kind = kind
            name.sure = True
    return names


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


def key_of(tokens: Tokens, name: Name) -> tuple[str, ...]:
    """The words by which another mention of the same name is known."""
    return tuple(tokens.lower[name.name_first : name.last + 1])


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


def explained(
    tokens: Tokens, name: Name, before: Name | None, after: Name | None
) -> EntityKind | None:
    """The kind that the words beside a name give it, or None."""
    lower, words = tokens.lower, tokens.words
    first, last = name.name_first, name.last
    word = words[last]
    if word[-2:] in {"'s", "’s"}:
        owned = lower[last + 1 : last + 4]
        has = any(noun in OFFICERS for noun in owned)
        return "body" if has and not (after and after.first == last + 1) else None
    if first == last and any(c.isdigit() for c in word) and word[1:2].islower():
        return "body"
    nouns = body_nouns()
    lead = lower[max(first - 3, 0) : first]
    if lead:
        noun = lead[-1]
        if noun in nouns and (before is None or before.last < first - 1):
            return "body"
        if len(lead) > 1 and noun in NAMED_AFTER and lead[-2] in nouns:
            return "body"
        if len(lead) > 1 and noun == "by" and lead[-2] in SURVEYS:
            return "body"
        if len(lead) > 1 and noun in {"of", "for", "in", "at"}:
            owner = lead[-2] in OFFICERS and "," not in lead
            if owner and lead[-2] not in {"director", "boss"}:
                return "body"
    following = lower[last + 1 : last + 4]
    if following[:1] == [","]:
        if following[1:2] == ["which"] and following[2:3] and following[2] in RUNS:
            return "body"
        kind = apposed(tokens, last + 2, closed=first == last)
        if kind is not None:
            return kind
    if len(lead) > 1 and lead[-1] == "," and following[:1] in ([","], ["."]):
        return introduced(tokens, first)
    if first < last and lead and lead[-1] == "said" and not name.sure:
        return "person"
    return None


def apposed(tokens: Tokens, place: int, *, closed: bool) -> EntityKind | None:
    """What an apposition that begins at a place calls the name before it.

    Where it has to be `closed`, a mark must end it at its head.
    """
    lower = tokens.lower
    if place >= len(lower):
        return None
    opens = lower[place] in {"the", "a", "an", "its", "their", "his", "her", "now"} or (
        tokens.words[place][-2:] in {"'s", "’s"}
    )
    head = None
    for index in range(place, min(place + ASIDE, len(lower))):
        word = lower[index]
        if not word[0].isalnum() or (index > place and word in ASIDE_ENDS):
            break
        head = index
    if head is None:
        return None
    kind = explained_by().get(lower[head])
    if not opens and (kind != "person" or head - place > 3):
        return None
    # `Tarn, a man said, …` is no apposition: it ends with a mark or goes on.
    ends = tokens.lower[head + 1 : head + 2]
    goes_on = frozenset() if closed else APPOSED_GOES_ON
    fits = ends and (ends[0] in {",", ".", ";", ")"} or ends[0] in goes_on)
    return kind if fits else None


APPOSED_GOES_ON = frozenset("of which that who with in for at and from whose".split())


def introduced(tokens: Tokens, first: int) -> EntityKind | None:
    """What `the operator, …,` and `its managing director, …,` call a name."""
    lower = tokens.lower
    if first < 3:
        return None
    kind = explained_by().get(lower[first - 2])
    noun = lower[first - 2]
    if kind is None or kind == "place":
        kind = "body" if noun in {"operator", "owner"} else None
    if kind is None:
        return None
    opens = {"the", "its", "their", "his", "her", "a", "an"}
    for index in range(first - 3, max(first - 9, -1), -1):
        word = lower[index]
        if word in opens or tokens.words[index][-2:] in {"'s", "’s"}:
            return kind
        if not word[0].isalnum() or (
            word in ASIDE_ENDS and word not in {"of", "and", "for"}
        ):
            return None
    return None


# Letters and headlines.


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
    done = -1
    for name in names:
        if name.first <= done:
            continue
        for key in keys:
            if tuple(tokens.lower[name.first : name.first + len(key)]) == key:
                done = name.first + len(key) - 1
                kept.append(Name(name.first, done, name.first, "body"))
                break
        else:
            kept.append(name)
    return kept


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


def join_relatives(tokens: Tokens, names: list[Name]) -> dict[int, str]:
    """Full names of those who are given only a first name beside a relative.

    `Margot and Piet Orme` and `Piet Orme and his wife, Margot,` name Margot Orme. By
    the token of the first name.
    """
    lists, lower = read_lists(), tokens.lower
    found: dict[int, str] = {}
    for before, name in pairwise(names):
        for one, other in ((before, name), (name, before)):
            alone = one.first == one.last and lower[one.first] in lists.given
            full = other.kind == "person" and other.name_first == other.last - 1
            if not alone or not full:
                continue
            between = lower[before.last + 1 : name.first]
            surname = tokens.words[other.last]
            surname = surname[:-2] if surname[-2:] in {"'s", "’s"} else surname
            couple = one is before and between == ["and"]
            related = one is name and bool(
                SPOUSES.intersection(between[-2:]) and len(between) <= ASIDE
            )
            if couple or related:
                first = tokens.words[one.first]
                first = first[:-2] if first[-2:] in {"'s", "’s"} else first
                found[one.first] = f"{first} {surname}"
    return found

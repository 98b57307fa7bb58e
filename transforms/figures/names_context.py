"""What the words round a name tell of it: bodies, persons, places of datelines.

No list knows the names of small firms. The press explains them where it first names
them (`the salvage firm Deepmoor`, `Orle Line, which runs the ferry`), and these
explanations hold for the name wherever the article has it.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from transforms.figures.names_kinds import Name, read_lists
from transforms.figures.names_lines import (
    datelines,
    is_unit,
    joined_before_letters,
    key_of,
    line_of,
    line_starts,
    without_headline_words,
)
from transforms.figures.speech_lexicon import read_words

if TYPE_CHECKING:
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

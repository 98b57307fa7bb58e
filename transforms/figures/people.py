"""Names resolved inside their article: surnames, titles, acronyms, offices."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from transforms.figures.names import NEVER_NAMES
from transforms.figures.names_context import join_relatives, name_in_context
from transforms.figures.names_kinds import Name, gender_of, read_lists
from transforms.figures.people_offices import (
    SMALL_WORDS,
    read_callings,
    read_offices,
)
from transforms.figures.speakers_bodies import class_of

if TYPE_CHECKING:
    from transforms.figures.names_kinds import Gender
    from transforms.figures.speech_tokens import Tokens

SUFFIXES = frozenset("jr sr ii iii iv jnr snr".split())
KEPT_TITLES = frozenset(
    "lord lady baroness sir dame prince princess king queen pope".split()
)
"""Titles that stay with a name that is never given in full (`Lord Marlow`)."""

CROWD = 30
"""Persons of one surname beyond which only those in focus are tried, so that a long
list of names costs no more than its length."""

LOCATIVE = frozenset(
    "in at from near outside inside around across to through towards toward of".split()
)
"""Words that stand before places' names."""


@dataclass(slots=True)
class Cast:
    """Who and what an article names."""

    names: list[Name]
    at: dict[int, Name]
    """Name by the index of each of its tokens."""
    offices: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    """By office noun (`minister`) and a word beside it (`""` for any): the persons
    who hold it, in order of mention."""
    holders: set[str] = field(default_factory=set)
    """Persons of whom the article tells an office."""
    called: dict[str, dict[str, None]] = field(default_factory=dict)
    """By noun (`regulator`): the bodies that the article calls so beside their name."""
    surnames: dict[str, dict[str, None]] = field(default_factory=dict)
    """Full names by their last word."""
    genders: dict[str, Gender] = field(default_factory=dict)
    bodies: dict[str, list[str]] = field(default_factory=dict)
    """By last word in lower case: bodies' canonical names in order of mention."""


def name_words(tokens: Tokens, name: Name) -> list[str]:
    """Words of the name proper without possessive, full stops and titles."""
    return [
        strip_possessive(word)
        for word in tokens.words[name.name_first : name.last + 1]
        if word != "."
    ]


def strip_possessive(word: str) -> str:
    """The word without `'s`."""
    return word[:-2] if word[-2:] in {"'s", "’s"} else word


def name_end(tokens: Tokens, name: Name) -> int:
    """End of a name in the text, its possessive ending left out."""
    end = tokens.ends[name.last]
    if name.last > name.first and tokens.lower[name.last - 1] in {"st", "saint"}:
        return end
    return end - 2 if tokens.words[name.last][-2:] in {"'s", "’s"} else end


def name_text(tokens: Tokens, name: Name) -> str:
    """The name proper as the text writes it, on one line."""
    text = tokens.text[tokens.starts[name.name_first] : name_end(tokens, name)]
    return " ".join(text.split())


def surname_of(words: list[str]) -> str:
    """Last word in lower case that is no suffix."""
    for word in reversed(words):
        if word.lower() not in SUFFIXES:
            return word.lower()
    return words[-1].lower()


def cast(tokens: Tokens, names: list[Name]) -> Cast:
    """The names with their kinds settled and their canonical forms."""
    lists = read_lists()
    names = name_in_context(tokens, names)
    words = {id(name): name_words(tokens, name) for name in names}
    alone = Counter(
        words[id(name)][0].lower() for name in names if len(words[id(name)]) == 1
    )
    for name in names:
        if name.kind == "other" and not name.sure and len(words[id(name)]) > 1:
            promote(tokens, name, alone, words[id(name)])
    for before, name in pairwise(names):
        joint = tokens.text[tokens.ends[before.last] : tokens.starts[name.first]]
        if joint == " and " and {before.kind, name.kind} == {"person", "other"}:
            for member in (before, name):
                if len(words[id(member)]) in {2, 3}:
                    member.kind = "person"
    relatives = join_relatives(tokens, names)
    for name in names:
        if name.first == name.last and name.first in relatives:
            name.kind = "person"
            name.gender = name.gender or gender_of(tokens.lower[name.first], lists)
            words[id(name)] = relatives[name.first].split()
    full: dict[str, dict[str, Name]] = {}
    for name in names:
        if name.kind == "person" and len(words[id(name)]) > 1:
            key = surname_of(words[id(name)])
            full.setdefault(key, {}).setdefault(words[id(name)][0].lower(), name)
    settle_persons(tokens, names, words, full)
    settle_bodies(tokens, names)
    settle_short_forms(tokens, names)
    fold_capitals(names)
    result = Cast(names=names, at={})
    for name in names:
        for index in range(name.first, name.last + 1):
            result.at[index] = name
        if name.kind == "person" and " " in name.canonical:
            alike = result.surnames.setdefault(name.canonical.rsplit(" ", 1)[-1], {})
            if len(alike) < CROWD:
                alike.setdefault(name.canonical)
        if name.kind == "person" and name.gender is not None:
            result.genders.setdefault(name.canonical, name.gender)
        if name.kind == "body":
            last = name.canonical.rsplit(" ", 1)[-1].lower()
            for word in dict.fromkeys((last, head_of(name.canonical))):
                known = result.bodies.setdefault(word, [])
                if len(known) < CROWD and name.canonical not in known:
                    known.append(name.canonical)
    read_offices(tokens, result, lists.roles | lists.titles)
    read_callings(tokens, result)
    return result


def head_of(name: str) -> str:
    """The word before `of` and `for` in a body's name, else its last one."""
    words = name.lower().split()
    for place, word in enumerate(words[1:]):
        if word in {"of", "for"}:
            return words[place]
    return words[-1]


def namesake(result: Cast, person: str, gender: Gender) -> str | None:
    """The only other person of a surname whose gender may be this one."""
    found = {
        canonical
        for canonical in result.surnames.get(person.rsplit(" ", 1)[-1], {})
        if canonical != person and result.genders.get(canonical, gender) == gender
    }
    return found.pop() if len(found) == 1 else None


def promote(tokens: Tokens, name: Name, alone: Counter[str], words: list[str]) -> None:
    """Make a person of two or more words that no list knows, where the text says so.

    It does where the surname comes back alone, an office stands before it, or an age,
    an office or `who` follows in apposition.
    """
    lower, lists = tokens.lower, read_lists()
    before = lower[name.first - 1] if name.first else ""
    after = lower[name.last + 1 : name.last + 4]
    if (
        name.sure
        or len(words) > 4
        or any(word.lower() in NEVER_NAMES for word in words)
    ):
        return
    aside = after[:1] == [","] and len(after) > 1
    named = {tokens.lower[index] for index in range(max(name.first - 3, 0), name.first)}
    told = (
        before in lists.roles
        or named & {"named", "name", "names", "called", "alias", "aka"}
        or (alone[words[-1].lower()] and words[-1].lower() not in lists.places)
        or (
            aside and (after[1] == "who" or (after[1].isdigit() and len(after[1]) == 2))
        )
        or (
            aside
            and (after[1] in lists.roles or (after[2:3] and after[2] in lists.roles))
        )
    )
    if told:
        name.kind = "person"


def settle_persons(
    tokens: Tokens,
    names: list[Name],
    words: dict[int, list[str]],
    full: dict[str, dict[str, Name]],
) -> None:
    """Give each person the fullest name in the article."""
    longest: dict[tuple[str, str], str] = {}
    usage: Counter[tuple[str, str]] = Counter()
    for name in names:
        parts = words[id(name)]
        if name.kind == "person" and len(parts) > 1:
            key = (parts[0].lower(), surname_of(parts))
            usage[key] += 1
            text = fullest(tokens, name, parts)
            if len(text) > len(longest.get(key, "")):
                longest[key] = text
    givens: dict[str, list[tuple[str, str]]] = {}
    for key in longest:
        givens.setdefault(key[0], []).append(key)
    genders: dict[tuple[str, str], Gender] = {}
    for name in names:
        parts = words[id(name)]
        if name.kind == "person" and len(parts) > 1 and name.gender:
            genders.setdefault((parts[0].lower(), surname_of(parts)), name.gender)
    recent: dict[str, tuple[str, str]] = {}
    for name in names:
        parts = words[id(name)]
        if name.kind == "person" and len(parts) > 1:
            key = (parts[0].lower(), surname_of(parts))
            name.canonical = longest[key]
            recent[key[1]] = key
            name.gender = name.gender or genders.get(key)
            continue
        if len(parts) == 1 and (name.kind in {"person", "other"}):
            word = parts[0].lower()
            candidates = full.get(word, {})
            found: tuple[str, str] | None = None
            if candidates:
                keys = [(given, word) for given in islice(candidates, CROWD)]
                titled = name.first < name.name_first
                fitting = [
                    key
                    for key in keys
                    if name.gender is None or genders.get(key) in {None, name.gender}
                ] or ([] if titled else keys)
                latest = recent.get(word)
                found = max(
                    fitting,
                    key=lambda key: (usage[key], key == latest, key),
                    default=None,
                )
            elif len(givens.get(word, [])) == 1:
                found = givens[word][0]
            if found is not None:
                name.kind = "person"
                name.canonical = longest[found]
                name.gender = name.gender or genders.get(found)
                continue
        if name.kind == "person":
            title = tokens.lower[name.first]
            # `Mrs Marlow` in a text that names George Marlow is somebody else.
            other = len(parts) == 1 and parts[0].lower() in full
            keep = name.first < name.name_first and (title in KEPT_TITLES or other)
            text = name_text(tokens, name)
            name.canonical = f"{tokens.words[name.first]} {text}" if keep else text


def fullest(tokens: Tokens, name: Name, parts: list[str]) -> str:
    """The name as the text writes it, with a surname that it is known to have."""
    alone = name.name_first == name.last and len(parts) > 1
    return " ".join(parts) if alone else name_text(tokens, name)


def initials(text: str) -> str:
    """Capitals of a name's words in lower case (`Free Speech Union` → `fsu`)."""
    return "".join(
        word[0].lower() for word in text.split() if word.lower() not in SMALL_WORDS
    )


def settle_bodies(tokens: Tokens, names: list[Name]) -> None:
    """Give bodies, places and the rest their canonical names.

    Letters in brackets after a name, or letters that are the initials of a name in the
    article, stand for it; a name that ends another one stands for the longer one.
    """
    lower = tokens.lower
    for name in names:
        if name.kind != "person":
            name.canonical = name_text(tokens, name).removeprefix("The ")
    spelled: dict[str, str] = {}
    for before, name in pairwise(names):
        bracket = name.first - 1
        if (
            before.kind != "person"
            and before.last == bracket - 1
            and lower[bracket] == "("
            and tokens.words[name.last + 1 : name.last + 2] == [")"]
            and name.canonical.isupper()
        ):
            before.kind = "body" if before.kind == "other" else before.kind
            spelled.setdefault(name.canonical, before.canonical)
    for name in names:
        if name.kind in {"body", "other"} and " " in name.canonical:
            letters = initials(name.canonical)
            if len(letters) > 2:
                spelled.setdefault(letters.upper(), name.canonical)
    for name in names:
        if name.kind in {"body", "other", "place"}:
            long = spelled.get(name.canonical.replace(".", ""))
            if long is not None:
                name.kind = "body"
                name.canonical = long


def settle_short_forms(tokens: Tokens, names: list[Name]) -> None:
    """Let a body's first word stand for it, where nothing speaks for a place.

    `Aldmere said` in an article on Aldmere Group is the group; after `in`, the word
    is a town's name, and then it stands for no body in the whole article.
    """
    long: dict[str, set[str]] = {}
    for name in names:
        company = name.kind == "body" and class_of(name.canonical) == "company"
        if company and not name.dateline and " " in name.canonical:
            long.setdefault(name.canonical.split()[0].lower(), set()).add(
                name.canonical
            )
    alone = [
        name
        for name in names
        if name.first == name.last and name.kind in {"other", "body"}
    ]
    places = {
        tokens.lower[name.first]
        for name in names
        if name.dateline or (name.first and tokens.lower[name.first - 1] in LOCATIVE)
    }
    for name in alone:
        bodies = long.get(tokens.lower[name.first], set())
        if len(bodies) == 1 and tokens.lower[name.first] not in places:
            name.kind = "body"
            name.canonical = next(iter(bodies))


def fold_capitals(names: list[Name]) -> None:
    """Give names in capitals the form and kind that the text has elsewhere."""
    plain: dict[str, Name] = {}
    for name in names:
        if not name.canonical.isupper():
            plain.setdefault(name.canonical.casefold(), name)
    for name in names:
        like = plain.get(name.canonical.casefold())
        if not name.canonical.isupper():
            continue
        if like is not None:
            name.canonical = like.canonical
        if like is not None and not name.dateline:
            name.kind, name.gender = like.kind, like.gender
        elif like is None and name.dateline and name.kind == "place":
            name.canonical = name.canonical.title()

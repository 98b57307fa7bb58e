"""Names of persons, bodies and places in a text, by the shape of words and lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from transforms.figures.names_kinds import (
    Lists,
    Name,
    classify,
    gender_of,
    is_acronym,
    read_lists,
)
from transforms.figures.speech_lexicon import read_words

if TYPE_CHECKING:
    from transforms.figures.speech_tokens import Tokens

CONNECTORS = frozenset(
    "of for and the de la del van von der den al bin ibn da di du &".split()
)
"""Small words inside names (`Ministry of State Security`, `Ursula von der Leyen`)."""

PARTICLES = frozenset("de la del van von der den al bin ibn da di du le ter".split())
"""Small words that stay with a surname."""

SURNAMES_TOO = frozenset("may black white english french german west north".split())
"""Words that are no name by themselves and a surname after a given name."""

GOVERNS = frozenset(
    "government administration authorities ministry parliament police army treasury "
    "embassy military cabinet".split()
)
"""Nouns written small that make a body's name with a place before them."""

PLAIN_WORDS = read_words("plain_words")
DEMONYMS = PLAIN_WORDS["demonym"]
INSIDE_NAMES = PLAIN_WORDS["inside"] | DEMONYMS
NEVER_NAMES = PLAIN_WORDS["plain"] | DEMONYMS
NUMERALS = PLAIN_WORDS["numeral"]

JOINED = frozenset(
    "department ministry office centers centre center secretary committee institute "
    "commission council board association bureau".split()
)
"""Words of a body after which `for … and …` names one matter."""

GLUED = frozenset("/@#=_\\")
"""Marks right before a word that make it part of an address or a handle."""


OPENERS = frozenset(
    "citing quoting testifying speaking writing calling asking joining following "
    "including noting addressing describing referring responding announcing count "
    "consider blame forget imagine photograph photo image video caption "
    "watch".split()
)
"""Words that open a sentence and are no name there (`Count Marlow among them`)."""

RUN_ON = re.compile(r"([A-Z][a-z]{2,})(?:[A-Z][a-z'’]+|\d)")
"""A surname that a headline ran into: `Ida Marlow Ida MarlowTarn leads poll`."""

RUN_ON_REACH = 5
"""Words from a name to its repetition that the headline ran into."""


def is_capital(word: str) -> bool:
    """Whether a token can be part of a name."""
    return word[0].isupper() or (
        len(word) > 2 and word[1].isupper() and word[0].islower()
    )


def find_names(tokens: Tokens, sentence_starts: frozenset[int]) -> list[Name]:
    """The names of a text in order; `sentence_starts` are token indices."""
    lists = read_lists()
    words, lower = tokens.words, tokens.lower
    seen_lower = {word for word in words if word[0].islower()}
    names: list[Name] = []
    run_on = run_ons(words)
    index, count = 0, len(words)
    while index < count:
        word = words[index]
        if is_glued(tokens, index):
            index += 1
            continue
        if (
            not is_capital(word)
            or (
                lower[index] in NEVER_NAMES
                and lower[index] not in lists.titles
                and not opens_name(tokens, index, lists)
            )
            or is_numeral(tokens, index, sentence_starts)
            or (index in sentence_starts and lower[index] in OPENERS)
        ):
            index += 1
            if (
                lower[index - 1] in DEMONYMS
                and index < count
                and lower[index] in GOVERNS
            ):
                names.append(Name(index - 1, index, index - 1, "body"))
                index += 1
            continue
        if (
            index in sentence_starts
            and word.lower() in seen_lower
            and " ".join(lower[index : index + 2]) not in lists.places
        ):
            # `Police` that the text also writes small is no name where it must be
            # written large, unless a name goes on from it.
            following = words[index + 1] if index + 1 < count else ""
            if not (
                following and is_capital(following) and lower[index] in lists.titles
            ):
                index += 1
                continue
        last = index
        while True:
            step = next_part(tokens, last)
            if step is None:
                break
            last = step
            if last - index > 12 or words[last - 1 if last else 0] == "\n":
                break
        glued = None
        if run_on:
            last, glued = without_run_on(words, index, last, run_on)
        names.extend(cut_names(tokens, index, last, lists))
        if governs(tokens, names[-1]):
            names[-1].last += 1
            names[-1].kind = "body"
        index = names[-1].last + 1 if glued is None else glued + 1
    return names


def run_ons(words: list[str]) -> dict[int, str]:
    """Words that two words ran together to, with the first of the two."""
    found = {}
    for index, word in enumerate(words):
        plain = word.isalpha() and word[1:].islower()
        if not plain and len(word) > RUN_ON_REACH and word[0].isupper():
            match = RUN_ON.match(word)
            if match is not None:
                found[index] = match.group(1)
    return found


def without_run_on(
    words: list[str], first: int, last: int, run_on: dict[int, str]
) -> tuple[int, int | None]:
    """End of a name before its repetition, and where that runs into a headline."""
    for glued in range(first + 1, last + 1 + RUN_ON_REACH):
        surname = run_on.get(glued)
        if surname is None:
            continue
        for place in range(first, min(last + 1, glued)):
            if words[place] == surname:
                return place, glued
    return last, None


def is_glued(tokens: Tokens, index: int) -> bool:
    """Whether a word is part of an address or a handle, and not of a name.

    A stroke between capitalised words parts names (`Orle/Tarn poll`).
    """
    place = tokens.starts[index]
    mark = tokens.text[place - 1] if place else " "
    if mark == "/" and index > 1 and is_capital(tokens.words[index - 2]):
        return False
    return mark in GLUED


def is_numeral(tokens: Tokens, index: int, sentence_starts: frozenset[int]) -> bool:
    """Whether a capitalised number word is a number and no name (`Five Eyes`)."""
    if tokens.lower[index].split("-")[0] not in NUMERALS:
        return False
    following = tokens.words[index + 1 : index + 2]
    named = following and is_capital(following[0])
    return not named or index in sentence_starts


def opens_name(tokens: Tokens, index: int, lists: Lists) -> bool:
    """Whether a word that is no name by itself begins one (`New York`).

    Before a title or a given name it only describes (`Republican Ida Marlow`).
    """
    following = index + 1
    if tokens.lower[index] not in INSIDE_NAMES or following >= len(tokens.words):
        return False
    word = tokens.lower[following]
    return (
        is_capital(tokens.words[following])
        and not (
            tokens.lower[index] in DEMONYMS and is_acronym(tokens.words[following])
        )
        and tokens.text[tokens.ends[index] : tokens.starts[following]] == " "
        and (word not in NEVER_NAMES or word in INSIDE_NAMES)
        and word not in lists.titles
        and word not in lists.given
    )


def governs(tokens: Tokens, name: Name) -> bool:
    """Whether a place's name is followed by what governs it (`UK government`)."""
    following = name.last + 1
    return (
        (name.kind == "place" or tokens.words[name.last].isupper())
        and following < len(tokens.words)
        and tokens.words[following] in GOVERNS
        and tokens.text[tokens.ends[name.last] : tokens.starts[following]] == " "
    )


def next_part(tokens: Tokens, last: int) -> int | None:
    """Index of the token that goes on with the name that ends at `last`."""
    text, words, lower = tokens.text, tokens.words, tokens.lower
    starts, ends = tokens.starts, tokens.ends
    count = len(words)
    follow = last + 1
    if follow >= count:
        return None
    gap = text[ends[last] : starts[follow]]
    if words[last][-2:] in {"'s", "’s"}:
        # `St Bride’s Hospital`: a saint's name goes on with what is called by it.
        saint = last > 0 and lower[last - 1] in {"st", "saint"}
        goes_on = saint and gap == " " and lower[follow] in read_lists().body_heads
        return follow if goes_on and is_capital(words[follow]) else None
    if words[follow] == "." and not gap:
        # `Mr. Hale`, `Sen. Hale`, `Donald J. Hale`; not `hepatitis C. In May`.
        short = len(words[last]) == 1 or lower[last] in read_lists().titles
        if short and follow + 1 < count and is_capital(words[follow + 1]):
            following = lower[follow + 1]
            if "\n" in text[ends[follow] : starts[follow + 1]] or (
                following in NEVER_NAMES and following not in INSIDE_NAMES
            ):
                return None
            return follow + 1
        return None
    if words[follow] in {"'", "’"} and not gap and lower[last].endswith("s"):
        return plural_owner(tokens, follow)
    if gap not in {" ", "\u00a0"}:
        return None
    if is_capital(words[follow]):
        # `Theresa May`: a month or an adjective after a given name is a surname.
        plain = (
            lower[follow] in NEVER_NAMES
            and lower[follow] not in INSIDE_NAMES
            and not is_title_at(lower, follow)
        )
        surname = lower[last] in read_lists().given and lower[follow] in SURNAMES_TOO
        return None if plain and not surname else follow
    if lower[follow] in CONNECTORS:
        return past_connector(tokens, last)
    return None


def plural_owner(tokens: Tokens, mark: int) -> int | None:
    """The body behind a plural's apostrophe (`Teachers’ Union`), or None."""
    after = mark + 1
    owned = (
        after < len(tokens.words)
        and tokens.text[tokens.ends[mark] : tokens.starts[after]] == " "
        and is_capital(tokens.words[after])
        and tokens.lower[after] in read_lists().body_heads
    )
    return after if owned else None


def past_connector(tokens: Tokens, last: int) -> int | None:
    """The capitalised word behind a small word that is inside names."""
    lower, words = tokens.lower, tokens.words
    follow = last + 1
    after, count = follow + 1, len(words)
    if after < count and lower[after] in CONNECTORS and lower[follow] != "and":
        after += 1
    if (
        after >= count
        or not is_capital(words[after])
        or lower[after] in NEVER_NAMES
        or tokens.text[tokens.ends[follow] : tokens.starts[follow + 1]] != " "
    ):
        return None
    joins = (
        lower[follow] in PARTICLES
        or words[follow] == "&"
        or joins_body(lower, last, follow)
    )
    return after if joins else None


def is_title_at(lower: list[str], index: int) -> bool:
    """Whether a word that is no name by itself is a title."""
    return lower[index] in read_lists().titles


def joins_body(lower: list[str], last: int, follow: int) -> bool:
    """Whether `of`, `for`, `and` go on with a body's name after this word."""
    heads = read_lists().body_heads
    if lower[follow] == "and":
        # `Department for Work and Pensions`.
        return any(
            lower[place] in {"of", "for"} and lower[place - 1] in JOINED
            for place in range(max(last - 3, 1), last)
        )
    return lower[last] in heads or lower[last] in {
        "secretary",
        "bank",
        "house",
        "chamber",
    }


def cut_names(tokens: Tokens, first: int, last: int, lists: Lists) -> list[Name]:
    """The names in a run of capitalised words: offices are cut off persons' names."""
    lower, words = tokens.lower, tokens.words
    office = -1
    for index in range(first, last + 1):
        if lower[index] in lists.titles or lower[index] in lists.roles:
            office = index
    if 0 <= office < last:
        name_first = office + 1
        if lower[name_first] in CONNECTORS:
            # `Secretary of State Ida Marlow`: the name begins at a given name.
            for index in range(name_first + 1, last):
                if lower[index] in lists.given:
                    name_first = index
                    break
        while name_first < last and words[name_first] == ".":
            name_first += 1
        part = lower[name_first : last + 1]
        if part and part[-1] not in lists.body_heads and part[0] not in CONNECTORS:
            gender = None
            for index in range(first, office + 1):
                gender = lists.title_gender.get(lower[index], gender)
            if "of" not in part and "for" not in part:
                names = [
                    Name(
                        first,
                        last,
                        name_first,
                        "person",
                        gender or gender_of(lower[name_first], lists),
                    )
                ]
                lead = leading_body(tokens, first, office, lists)
                return [*lead, *names]
    of = office_of(tokens, first, last, lists)
    return [classify(tokens, first if of is None else of, last, lists)]


def office_of(tokens: Tokens, first: int, last: int, lists: Lists) -> int | None:
    """The begin of a body's name behind its office (`Chief Executive of Orle Works`).

    None where the run is no such thing (`Secretary of State`).
    """
    lower = tokens.lower
    for index in range(first + 1, last):
        if lower[index] in {"of", "for", "at"}:
            told = lower[last] in lists.body_heads and index < last - 1
            return index + 1 if told else None
        if lower[index - 1] not in lists.roles | lists.titles:
            return None
    return None


def leading_body(tokens: Tokens, first: int, office: int, lists: Lists) -> list[Name]:
    """The body that an office names before a person (`MI5 Director General …`)."""
    end = first
    while (
        end < office
        and tokens.lower[end] not in lists.titles
        and (tokens.lower[end] not in lists.roles)
    ):
        end += 1
    if end == first:
        return []
    return [classify(tokens, first, end - 1, lists)]

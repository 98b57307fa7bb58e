"""Lists of words that names are made of, and what a run of capitals stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from babel import Locale

from transforms.figures.speech_lexicon import read_words

if TYPE_CHECKING:
    from transforms.figures.speech_tokens import Tokens
    from warehouse.schema.terms import EntityKind

Gender = Literal["male", "female"]

BODY_OPENERS = frozenset(
    "university bank ministry department college church royal national federal "
    "international institute office united association council house".split()
)
"""First words of a body's name that ends with no word of the list."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that tell what a capitalised name stands for."""

    male: frozenset[str]
    female: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]
    title_gender: dict[str, Gender]
    body_heads: frozenset[str]
    things: frozenset[str]
    """Last words of names of neither persons nor bodies."""
    known_bodies: frozenset[str]
    places: frozenset[str]
    roles: frozenset[str]


@cache
def read_lists() -> Lists:
    """The lists of the data files and the territories of CLDR."""
    given, titles = read_words("given_names"), read_words("titles")
    bodies = read_words("body_words")
    territories = Locale("en").territories
    countries = {
        name.lower() for code, name in territories.items() if not code.isdigit()
    }
    gender: dict[str, Gender] = dict.fromkeys(sorted(titles["male"]), "male")
    gender.update(dict.fromkeys(sorted(titles["female"]), "female"))
    return Lists(
        male=given["male"],
        female=given["female"],
        given=given["male"] | given["female"] | given["any"],
        surnames=given["surname"],
        titles=titles["male"] | titles["female"] | titles["any"],
        title_gender=gender,
        body_heads=bodies["head"],
        things=bodies["thing"],
        known_bodies=bodies["known"],
        places=read_words("places")["place"] | frozenset(countries),
        roles=read_words("speaker_nouns")["person"],
    )


@dataclass(slots=True)
class Name:
    """A capitalised name before it is resolved inside its article."""

    first: int
    """Index of its first token, a title left out of the name included."""
    last: int
    name_first: int
    """Index of the first token of the name proper, after titles and offices."""
    kind: EntityKind
    gender: Gender | None = None
    canonical: str = ""
    sure: bool = True
    """Whether a list or the words beside it told the kind."""
    dateline: bool = False
    """Stands before a report's first sentence, with its place or agency."""


def gender_of(given: str, lists: Lists) -> Gender | None:
    """Gender that a given name mostly tells."""
    male, female = given in lists.male, given in lists.female
    if male == female:
        return None
    return "male" if male else "female"


def classify(tokens: Tokens, first: int, last: int, lists: Lists) -> Name:
    """A run of capitalised words with its kind."""
    lower, words = tokens.lower, tokens.words
    joined = " ".join(lower[first : last + 1])
    if all(word in lists.titles or word == "vice" for word in lower[first : last + 1]):
        return Name(first, last, first, "other", sure=True)
    if last > first and lower[last] in lists.things:
        return Name(first, last, first, "other", sure=True)
    if joined in lists.places:
        return Name(first, last, first, "place")
    if joined in lists.known_bodies or (
        lower[last] in lists.body_heads and (last > first)
    ):
        return Name(first, last, first, "body")
    if (
        last > first
        and any(word in lists.body_heads for word in lower[first:last])
        and ("of" in lower[first:last] or "for" in lower[first:last])
    ):
        return Name(first, last, first, "body")
    if last > first and (lower[first] in BODY_OPENERS or "&" in words[first:last]):
        return Name(first, last, first, "body")
    if last > first and (lower[first] in lists.given or lower[last] in lists.surnames):
        return Name(first, last, first, "person", gender_of(lower[first], lists))
    if first == last and is_acronym(words[first]) and not shouts(words, first):
        return Name(first, last, first, "body")
    if lower[first] in lists.known_bodies:
        return Name(first, last, first, "body", sure=False)
    if last > first and is_initial(words, first, last):
        return Name(first, last, first, "person")
    if first == last and inner_capital(words[first]):
        return Name(first, last, first, "body", sure=False)
    return Name(first, last, first, "other", sure=False)


def is_initial(words: list[str], first: int, last: int) -> bool:
    """Whether a middle initial stands in the run (`Ardo B. Hale`)."""
    return (
        any(len(word) == 1 and word.isupper() for word in words[first:last])
        and words[last][-1:].islower()
    )


def inner_capital(word: str) -> bool:
    """Whether a word has a capital inside (`InternshipUnion`)."""
    return any(
        letter.isupper() and before.islower() for before, letter in pairwise(word)
    ) and not word.startswith(("Mc", "Mac", "O'", "O’", "De", "Di", "Le", "La", "Van"))


def shouts(words: list[str], index: int) -> bool:
    """Whether the words round a word in capitals are in capitals too."""
    around = (*words[max(index - 1, 0) : index], *words[index + 1 : index + 2])
    return any(len(word) > 1 and word.isupper() for word in around)


def is_acronym(word: str) -> bool:
    """Whether a word is a body's letters (`FSU`, `MI5`)."""
    bare = word[:-2] if word[-2:] in {"'s", "’s"} else word
    letters = sum(letter.isupper() for letter in bare)
    return (
        letters >= 2
        and letters + sum(c.isdigit() for c in bare)
        == len(bare.replace(".", "").replace("&", ""))
        and len(bare) <= 7
    )

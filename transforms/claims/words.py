"""Words as claims need them: stems, stop words, nouns that stand for each other."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from rapidfuzz.distance import Levenshtein

HeadMatch = Literal["same", "near", "light", "unknown", "different"]

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")

SUFFIXES = (
    "ments",
    "ment",
    "ings",
    "ions",
    "ness",
    "ing",
    "ers",
    "ors",
    "ies",
    "ion",
    "ate",
    "at",
    "ed",
    "er",
    "or",
    "es",
    "ly",
    "s",
    "y",
    "e",
)
"""Longest first. Enough to bring `approached` and `approaches` together; a wrong stem
costs one point of context, so a full stemmer would buy nothing."""

SHORTEST_STEM = 4

SPELLING_SIMILARITY = 0.85
"""Normalised Levenshtein from which two nouns are one misspelt or hyphenated."""

SHORTEST_MISSPELT = 6
"""Shorter nouns differ by one letter and mean something else (`case`, `cast`)."""


@cache
def word_list(name: str) -> tuple[tuple[str, ...], ...]:
    """Lines of a word list of this package, each as its words."""
    text = (files("transforms.claims") / "data" / name).read_text(encoding="utf-8")
    lines = (line.partition("#")[0].split() for line in text.splitlines())
    return tuple(tuple(line) for line in lines if line)


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about what is counted."""
    return frozenset(word for line in word_list("stop_words.txt") for word in line)


@cache
def light_nouns() -> frozenset[str]:
    """Nouns that count occurrences of something named elsewhere (`cases`)."""
    return frozenset(word for line in word_list("light_nouns.txt") for word in line)


@cache
def noun_groups() -> dict[str, frozenset[int]]:
    """For each noun, the groups of interchangeable nouns that it is in."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(word_list("near_nouns.txt")):
        for word in line:
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word without its ending, in lower case; two passes for `recruiters`."""
    word = word.casefold().replace("’", "'")
    word = word.removesuffix("'s").strip("'")
    for _ in range(2):
        for suffix in SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
                word = word.removesuffix(suffix)
                break
        else:
            break
    return word


@lru_cache(maxsize=100_000)
def stems(text: str) -> frozenset[str]:
    """Stems of the words of a text that carry meaning; numbers left out."""
    stop = stop_words()
    return frozenset(
        stem(word)
        for found in WORD.finditer(text)
        for word in (found[0], *(found[0].split("-") if "-" in found[0] else ()))
        if len(word) > 1 and word.casefold().replace("’", "'") not in stop
    )


@lru_cache(maxsize=100_000)
def match_heads(one: str | None, other: str | None) -> HeadMatch:
    """How two head nouns (lemmas) go together.

    `near` nouns are exchanged by rewriters and headline writers (`homes` and
    `households`); a `light` noun (`cases`) may stand for any.
    """
    if not one or not other:
        return "unknown"
    one, other = one.casefold(), other.casefold()
    if one == other:
        return "same"
    groups = noun_groups()
    if groups.get(one, frozenset()) & groups.get(other, frozenset()):
        return "near"
    if (
        min(len(one), len(other)) >= SHORTEST_MISSPELT
        and Levenshtein.normalized_similarity(one, other) >= SPELLING_SIMILARITY
    ):
        return "near"
    light = light_nouns()
    if one in light or other in light:
        return "light"
    return "different"

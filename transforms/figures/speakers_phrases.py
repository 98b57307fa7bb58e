"""Which phrases may name a speaker, by their words alone."""

from __future__ import annotations

ARTICLES = ("the ", "a ", "an ", "its ", "his ", "her ", "their ")

NO_SPEAKER = frozenset(
    "long far percent am pm current matter half way helps something beliefs numbers "
    "news sept jan feb oct nov dec photograph photo count law majority most opinion "
    "watch left right nobody none anybody everybody nothing everyone anyone".split()
)
"""Single words that are left over where no speaker is named."""

NO_SPEAKER_OPENS = frozenset(
    "in bring brings considered conducted consider gender roll something helps way "
    "coordination daily to of testifying citing amid after before during with at on by "
    "for from as when while nobody none neither my our".split()
)
"""Words that phrases begin with which name no speaker."""


def may_speak(surface: str) -> bool:
    """Whether a phrase may name a speaker.

    It may not where it is a word that no one goes by (`percent`), begins as a clause
    does, or holds the link word of a list of headlines that ran into the text.
    """
    words = surface.split()
    if "MORE" in words:
        return False
    first = words[0].lower().rstrip(".")
    if len(words) == 1:
        return first not in NO_SPEAKER and first not in NO_SPEAKER_OPENS
    # "Asked people to work at home": whoever is asked does not speak.
    return first not in NO_SPEAKER_OPENS and words[1].lower() != "to"


def without_article(surface: str) -> str:
    """The phrase without its article."""
    lower = surface.lower()
    for article in ARTICLES:
        if lower.startswith(article):
            return surface[len(article) :]
    return surface

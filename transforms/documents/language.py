"""The language of a text."""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SHORTEST = 20
"""Letters below which the identifier guesses."""
SAMPLE_CHARACTERS = 600
"""About 100 words: more changes nothing and costs time."""
LANGUAGES = (
    "ar", "cs", "cy", "da", "de", "el", "en", "es", "fa", "fi", "fr", "ga", "he", "hi",
    "hu", "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr",
    "uk", "ur", "vi", "zh",
)  # fmt: skip
"""Languages of a large press; rarer ones take short English texts away."""
CONFIDENT = 0.8
"""Below it a text is taken for English where English is among the likely ones: lists
of names and numbers fool the identifier, and a wrong *other* hides their figures."""
LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def identify(text: str) -> tuple[str, float]:
    """ISO 639-1 code with its probability; ``und`` for less than 20 letters."""
    sample = text.strip()[:SAMPLE_CHARACTERS]
    if sum(map(len, LETTERS.findall(sample))) < SHORTEST:
        return "und", 0.0
    language, probability = _identifier().classify(sample)
    probability = round(float(probability), 6)
    if language != "en" and probability < CONFIDENT:
        second = dict(_identifier().rank(sample))
        if float(second.get("en", 0.0)) > 0.1:
            return "en", round(float(second["en"]), 6)
    return str(language), probability

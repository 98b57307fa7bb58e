"""The grammatical subject of the clause that holds a figure."""

from __future__ import annotations

from transforms.figures import words
from transforms.figures.nouns import Place, clean, left_edge
from transforms.figures.parse import Tree
from transforms.figures.verbs import antecedent, governing_verb, subject_of

MAX_WORDS = 12
"""Words of the longest subject; the rest describes it."""


EMPTY = frozenset({"there", "it", "which", "that", "what", "this"})
"""Subjects that name nothing."""


def find_subject(tree: Tree, place: Place) -> str | None:
    """The subject of the nearest clause, without article; None where there is none."""
    verb = governing_verb(tree, place)
    if verb is None:
        return None
    found = subject_of(tree, verb)
    if found is None:
        return None
    head = antecedent(tree, found)
    if head is None or tree.words[head] in EMPTY:
        return None
    first = left_edge(tree, head)
    while first < head and tree.tags[first] in {"DT", "``", "PDT"}:
        first += 1
    last = head
    for child in tree.children[head]:
        if child < head or tree.deps[child] not in {"prep", "appos", "conj"}:
            continue
        span = tree.subtree(child)
        joined = tree.deps[child] == "conj" and tree.tags[span[0] - 1] == "CC"
        if span[0] != last + (2 if joined else 1) or span[-1] - first >= MAX_WORDS:
            break
        if any(tree.tags[token] in {",", ":"} or tree.is_verb(token) for token in span):
            break
        last = span[-1]
    text = clean(tree.slice(first, last))
    return text if text and text.lower() not in words.NOT_IN_CONCEPT else None

"""Verbs of a parsed sentence: the one above a number, and its subject."""

from __future__ import annotations

from transforms.figures import words
from transforms.figures.nouns import Place
from transforms.figures.parse import Tree


def governing_verb(tree: Tree, place: Place) -> int | None:
    """The nearest verb above the number, or the number itself ("doubled")."""
    if tree.is_verb(place.top):
        return place.top
    below = place.top
    for token in tree.ancestors(place.top):
        if tree.words[token] in COMPARES and tree.heads[token] != token:
            below = token
            continue
        if tree.is_verb(token) or tree.deps[token] in {"ROOT", "ccomp", "advcl"}:
            return told_before(tree, token) if tree.words[below] in COMPARES else token
        below = token
    return None


COMPARES = frozenset({"compared", "against", "versus", "up", "down", "from"})
"""Words that begin the other side of a comparison."""


def told_before(tree: Tree, verb: int) -> int:
    """The verb of what is told before a verb of saying, else that verb.

    "Seepage was 40 litres, the office said, compared with 12": seepage was compared.
    """
    for child in tree.children[verb]:
        if child < verb and tree.deps[child] == "ccomp" and tree.is_verb(child):
            return child
    return verb


def subject_of(tree: Tree, verb: int) -> int | None:
    """The subject of a verb, its own or the one it shares with the verb above."""
    for token in (verb, *tree.ancestors(verb)):
        found = tree.child(token, "nsubj", "nsubjpass", "csubj")
        if found is not None:
            return found
        if tree.deps[token] in {"acl", "relcl"} and tree.is_noun(tree.heads[token]):
            return tree.heads[token]
        if tree.deps[token] not in {
            "conj",
            "xcomp",
            "advcl",
            "prep",
            "pcomp",
            "ccomp",
            "dep",
            "aux",
            "advmod",
            "acomp",
        }:
            return None
    return None


def antecedent(tree: Tree, subject: int) -> int | None:
    """The noun that a pronoun stands for in its sentence, else the subject itself."""
    if tree.words[subject] in words.THIRD_PERSONS:
        return matrix_subject(tree, subject)
    if tree.tags[subject] in {"WDT", "WP"}:
        for token in tree.ancestors(subject):
            if tree.deps[token] == "relcl":
                return tree.heads[token]
        return None
    return subject


def matrix_subject(tree: Tree, pronoun: int) -> int:
    """The subject of the clause above, which a pronoun takes up: "Tarn said it"."""
    for token in tree.ancestors(pronoun):
        if not tree.is_verb(token):
            continue
        found = tree.child(token, "nsubj", "nsubjpass")
        if (
            found is not None
            and found != pronoun
            and tree.is_noun(found)
            and found < pronoun
        ):
            return found
    return pronoun

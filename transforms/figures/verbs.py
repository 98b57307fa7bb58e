"""Verbs of a parsed sentence: the one above a number, and its subject."""

from __future__ import annotations

from transforms.figures import words
from transforms.figures.nouns import Place
from transforms.figures.parse import Tree


def governing_verb(tree: Tree, place: Place) -> int | None:
    """The nearest verb above the number, or the number itself ("doubled")."""
    if tree.is_verb(place.top):
        return place.top
    for token in tree.ancestors(place.top):
        if tree.is_verb(token) or tree.deps[token] in {"ROOT", "ccomp", "advcl"}:
            return token
    return None


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

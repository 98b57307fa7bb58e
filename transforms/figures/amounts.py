"""What amounts are of: what rose or fell, what money is for or worth."""

from __future__ import annotations

from transforms.figures import words
from transforms.figures.nouns import (
    MAX_WORDS,
    REACH,
    Concept,
    Place,
    clean,
    first_word,
    left_edge,
    noun_after,
    object_of,
    phrase,
    trim,
    whole_phrase,
)
from transforms.figures.parse import Tree
from transforms.figures.verbs import governing_verb


def changed_thing(tree: Tree, noun: int, taken: frozenset[int]) -> Concept | None:
    """What a rise is a rise in: "a 5% increase in fares", "the fares increase"."""
    for child in tree.children[noun]:
        if child > noun and tree.words[child] in {"in", "on", "to", "for", "of"}:
            head = tree.child(child, "pobj")
            if (
                head is not None
                and tree.is_noun(head)
                and head not in taken
                and tree.words[head] not in words.PERIODS
            ):
                return whole_phrase(tree, head, "changed_thing", taken)
    for child in tree.children[noun]:
        if (
            child < noun
            and tree.deps[child] in {"compound", "poss"}
            and tree.is_noun(child)
            and child not in taken
        ):
            return whole_phrase(tree, child, "changed_thing", taken)
    return None


def after_in(tree: Tree, last: int, taken: frozenset[int]) -> Concept | None:
    """The noun of "in ..." that follows at once: "a rise of 5% in fares"."""
    follows = last + 1
    if follows < len(tree) and tree.words[follows] == "in":
        head = object_of(tree, follows, taken)
        if head is not None and tree.words[head] not in words.PERIODS:
            return whole_phrase(tree, head, "changed_thing", taken)
    return None


def thing_after(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What changed, behind the number itself: "5% in fares"."""
    return after_in(tree, place.last, taken)


def change_noun(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What changed, where the number modifies a noun of change: "a 5% rise in"."""
    head = noun_after(tree, place.last + 1, place, taken)
    if head is None or tree.words[head] not in words.CHANGE_NOUNS:
        return None
    mine = taken.union(range(place.first, place.last + 1))
    thing = changed_thing(tree, head, mine) or after_in(tree, head, mine)
    if thing is not None:
        return thing
    if place.last + 1 < head:
        last = head - 1
        first = first_word(tree, place.last + 1, last)
        if tree.is_noun(last):
            return Concept(
                text=clean(tree.slice(first, last)),
                head=words.noun_lemma(tree.words[last]),
                rule="changed_thing",
            )
    return None


def purpose(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What money is spent on: "£5m will be invested in renewing the locks"."""
    verb = governing_verb(tree, place)
    if verb is None:
        return None
    stem = words.verb_stem(tree.words[verb])
    if stem not in words.SPEND_VERBS:
        return None
    for start in (place.top, verb):
        for child in tree.children[start]:
            if child <= place.last or tree.words[child] not in words.PURPOSE_PREPS:
                continue
            head = tree.child(child, "pobj", "pcomp")
            if (
                head is None
                or head in taken
                or tree.words[head] in words.TIME_NOUNS
                or tree.tags[head] == "PRP"
            ):
                continue
            if tree.is_verb(head):
                span = tree.subtree(head)
                last = min(span[-1], head + MAX_WORDS - 1)
                for token in range(head, last + 1):
                    if tree.tags[token] in {",", ":"}:
                        last = token - 1
                        break
                return Concept(
                    text=clean(tree.slice(head, trim(tree, head, last))),
                    head=words.SPEND_VERBS[stem],
                    rule="purpose",
                )
            return whole_phrase(tree, head, "purpose", taken)
    return None


def purpose_behind(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What money is for, right behind it: "£12m for sirens", "£48m on a wall"."""
    prep = place.last + 1
    if prep + 1 >= len(tree) or tree.words[prep] not in {"for", "on", "into"}:
        return None
    verb = governing_verb(tree, place)
    measures = (
        verb is not None
        and tree.heads[place.top] == verb
        and words.verb_stem(tree.words[verb]) in words.MEASURE_VERBS
    )
    if measures:
        return None
    head = object_of(tree, prep, taken)
    if (
        head is None
        or head - prep > REACH
        or tree.words[head] in words.PERIODS
        or tree.tags[head] in {"NNP", "NNPS"}
    ):
        return None
    return whole_phrase(tree, head, "purpose", taken)


def worth(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What money is worth, or is paid in: "£5m worth of goods", "$2m in fees"."""
    follows = place.last + 1
    if follows + 1 >= len(tree):
        return None
    if tree.words[follows] in {"worth", "'s", "'", "-"}:
        follows += 1
        if follows + 1 < len(tree) and tree.words[follows] == "worth":
            follows += 1
    of = tree.words[follows] == "of"
    if (of or tree.words[follows] == "in") and (
        # "£5m in fines", but not "£5m in a raid" or "$45 in early trading".
        of or not (tree.tags[follows + 1] in {"DT", "PRP$"} or follows + 1 in taken)
    ):
        head = object_of(tree, follows, taken)
        if (
            head is not None
            and head - follows <= REACH
            and tree.words[head] not in words.PERIODS
            and (of or tree.words[head] not in words.NOT_PAID_IN)
            and (of or tree.tags[head] not in {"NNP", "NNPS"})
        ):
            first = first_word(tree, max(follows + 1, left_edge(tree, head)), head)
            return phrase(tree, first, head, "worth", taken)
    return None

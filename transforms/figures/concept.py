"""What a number counts or measures, read off the parse of its sentence.

Plain walks: the noun that the number modifies, the noun behind "of", the noun
before "of", the thing that changed. Where the parse is odd, the tags of the words
that follow decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from transforms.figures import words
from transforms.figures.amounts import (
    after_in,
    change_noun,
    changed_thing,
    purpose,
    purpose_behind,
    thing_after,
    worth,
)
from transforms.figures.nouns import (
    MAX_WORDS,
    MODIFIES,
    REACH,
    Concept,
    Place,
    clean,
    first_word,
    head_lemma,
    left_edge,
    noun_after,
    object_of,
    phrase,
    whole_phrase,
)
from transforms.figures.parse import Tree
from transforms.figures.verbs import antecedent, governing_verb, subject_of

Finder = Callable[[Tree, Place, frozenset[int]], Concept | None]


def find_concept(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What the number counts or measures, if this sentence says it.

    Args:
        tree: The sentence.
        place: The number.
        taken: Tokens that belong to other numbers.
    """
    for finder in FINDERS.get(place.number.kind, COUNTED):
        found = finder(tree, place, taken)
        # The "s" of "that's" is no noun, whatever its tag.
        if found is not None and len(found.text) > 1:
            return found
    return None


def modified_noun(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """The noun that follows: "two LinkedIn profiles", "third largest partner"."""
    begin = place.last + 1
    if (
        place.number.kind in {"ratio", "change"}
        and begin < len(tree)
        and tree.tags[begin] in {"DT", "PRP$"}
    ):
        begin += 1
    head = noun_after(tree, begin, place, taken)
    if head is None:
        return None
    first = first_word(tree, begin, head)
    return phrase(tree, first, head, "modified_noun", taken, noun_end=tree.ends[head])


def modified_only(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """The noun that an amount modifies: "a £3m contract", "a 5% stake"."""
    if tree.deps[place.top] not in MODIFIES and not (
        place.last + 1 < len(tree) and tree.is_noun(place.last + 1)
    ):
        return None
    found = modified_noun(tree, place, taken)
    if found is None:
        return None
    # The number alone is the figure; its noun is what the amount is of.
    return Concept(text=found.text, head=found.head, rule="modified_noun")


def partitive(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """The whole that it is taken from: "tens of thousands of incidents"."""
    follows = place.last + 1
    if place.number.kind == "rank":
        while follows < len(tree) and tree.tags[follows] in {
            "JJS",
            "RBS",
            "HYPH",
            "JJ",
        }:
            follows += 1
    if follows >= len(tree) or tree.words[follows] != "of":
        return None
    head = object_of(tree, follows, taken)
    if head is None:
        return of_those(tree, follows)
    first = first_word(tree, max(follows + 1, left_edge(tree, head)), head)
    while first < head and first in taken:
        first += 1
    # "£5m worth of goods" and "3 tonnes of rice" are of goods and rice; so is
    # "20 of the 30 homes" of homes.
    return phrase(tree, first, head, "partitive", taken, noun_end=tree.ends[head])


def of_those(tree: Tree, of: int) -> Concept | None:
    """People named by a clause alone: "one in five of those infected"."""
    those = of + 1
    if those >= len(tree) or tree.words[those] != "those":
        return None
    clause = tree.child(those, "acl", "relcl")
    if clause is None:
        return None
    last = min(tree.subtree(clause)[-1], those + MAX_WORDS - 1)
    for token in range(those + 1, last + 1):
        if tree.tags[token] in {",", ":", "."}:
            last = token - 1
            break
    return Concept(clean(tree.slice(those, last)), "those", "partitive", person=True)


def put_at(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What is put at a number: "put the number of deaths at four"."""
    above = tree.heads[place.top]
    if tree.words[above] != "at" or tree.deps[place.top] != "pobj":
        return None
    verb = tree.heads[above]
    if tree.words[verb] not in PUTS:
        return None
    head = tree.child(verb, "dobj", "nsubjpass")
    if head is None or not tree.is_noun(head) or head in taken or head > place.first:
        return None
    return whole_phrase(tree, head, "verb_object", taken, stop=place.first)


PUTS = frozenset(
    {"put", "puts", "estimated", "estimates", "set", "kept", "left", "gave", "gives"}
)


def taken_up(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What a pronoun takes up: "the leaders ... dozens of them", "of whom 12"."""
    after = tree.words[place.last + 1 : place.last + 3]
    before = tree.words[max(place.first - 2, 0) : place.first]
    if not any(
        pair[:1] == ("of",) and pair[1:] and pair[1] in PRONOUNS
        for pair in (after, before)
    ):
        return None
    for token in range(place.first - 1, -1, -1):
        if tree.tags[token] in {"NNS", "NNPS"} and token not in taken:
            return whole_phrase(tree, token, "taken_up", taken, stop=place.first)
    return None


PRONOUNS = frozenset({"them", "whom", "which", "these", "those"})


def noun_before(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """The noun whose size it is: "a cost of £5m", "a total of 25"."""
    before = tree.tokens_in(place.number.start, place.number.number_start + 1)
    prep = (before[0] if before else place.first) - 1
    while prep > 0 and tree.words[prep] in words.BETWEEN_OF:
        prep -= 1
    if prep < 1 or tree.words[prep] not in {"of", "at", "is", "was"}:
        return None
    if tree.words[prep] != "of":
        return None
    head = prep - 1
    if not tree.is_noun(head) or head in taken:
        return None
    taken = taken.union(range(place.first, place.last + 1))
    if tree.words[head] in words.CHANGE_NOUNS | words.EMPTY_NOUNS:
        thing = changed_thing(tree, head, taken) or after_in(tree, place.last, taken)
        if thing is not None:
            return thing
        if tree.words[head] in words.EMPTY_NOUNS:
            return None
    return whole_phrase(tree, head, "noun_before", taken, stop=prep)


def attached_noun(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """The noun before that the number hangs on: "a shot from 30 yards", "fare £5"."""
    token = place.top
    for above in tree.ancestors(place.top):
        if tree.is_verb(above):
            return None
        if tree.is_noun(above):
            if (
                above >= place.first
                or above in taken
                or tree.words[above] in words.TIME_NOUNS
                or place.first - above > 2 * REACH
            ):
                return None
            if tree.words[above] in words.CHANGE_NOUNS | words.EMPTY_NOUNS:
                return changed_thing(
                    tree, above, taken.union(range(place.first, place.last + 1))
                )
            return whole_phrase(tree, above, "attached_noun", taken, stop=token)
        token = above
    return None


def verb_object(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What the verb changes or trades: "raise fares by 5%", "sold it for £5m"."""
    if tree.deps[place.top] not in {"pobj", "npadvmod", "nummod", "advmod"}:
        return None
    verb = governing_verb(tree, place)
    if verb is None:
        return None
    head = tree.child(verb, "dobj")
    if (
        head is None
        or head > place.first
        or not tree.is_noun(head)
        or head in taken
        or head in range(place.first, place.last + 1)
    ):
        return None
    return whole_phrase(tree, head, "verb_object", taken, stop=place.first)


def measured_subject(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """The subject whose size it is: "the toll rose to 25", "fares cost £5"."""
    verb = governing_verb(tree, place)
    if verb is None:
        return None
    subject = subject_of(tree, verb)
    if subject is None or subject in taken or place.first <= subject <= place.last:
        return None
    subject = antecedent(tree, subject)
    if subject is None or not tree.is_noun(subject) or subject in taken:
        return None
    if place.first <= subject <= place.last:
        return None
    return whole_phrase(tree, subject, "measured_subject", taken, stop=place.first)


def measuring_verb(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """The subject, where the verb says that the number is its size."""
    verb = governing_verb(tree, place)
    if verb is None or words.verb_stem(tree.words[verb]) not in words.MEASURE_VERBS:
        return None
    above = tree.heads[place.top]
    if above != verb and not (
        tree.heads[above] == verb and tree.words[above] in words.MEASURE_PREPS
    ):
        return None
    return measured_subject(tree, place, taken)


def find_changed(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What a bare number is the size of, where it is one side of a comparison."""
    for finder in (attached_noun, verb_object, measured_subject):
        found = finder(tree, place, taken)
        if found is not None:
            return found
    return None


LABEL = re.compile(r"[•*\s-]*(?P<label>\w[^.!?:;—–]{0,60}?)\s*(?::|\s[—–-]|=)\s*")
"""A short label with its mark, from the start of a line."""


def label_before(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """The label of a row: "Death toll: 25", "Osland — 9,542"."""
    text = tree.text[: place.number.start]
    found = LABEL.fullmatch(text)
    if found is None:
        return None
    label = tree.tokens_in(*found.span("label"))
    nouns = [token for token in label if tree.is_noun(token) and token not in taken]
    if not nouns or any(
        tree.is_verb(token) and tree.child(token, "nsubj", "expl") is not None
        for token in label
    ):
        # "The guests are in three halls: 310 here" begins with a clause.
        return None
    return Concept(
        text=clean(found["label"]),
        head=head_lemma(tree, nouns[-1], 0),
        rule="label_before",
    )


def casualties(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """People, where only what happened to them is said: "5 dead", "kill 25"."""
    del taken
    follows = place.last + 1
    if follows < len(tree):
        state = tree.words[follows]
        if state in {"others", "more", "were", "was", "have", "had", "are"}:
            after = follows + 1
            while after < len(tree) and tree.words[after] in words.BETWEEN_STATE:
                after += 1
            state = tree.words[after] if after < len(tree) else ""
        if state in words.STATES:
            return Concept(f"people {state}", "people", "state_word", person=True)
    verb = governing_verb(tree, place)
    if verb is not None:
        stem = words.verb_stem(tree.words[verb])
        if stem in words.HARM_VERBS and tree.deps[place.top] in {
            "dobj",
            "nsubjpass",
            "nsubj",
            "oprd",
            "attr",
            "npadvmod",
        }:
            state = words.HARM_VERBS[stem]
            return Concept(f"people {state}", "people", "harm_verb", person=True)
    return None


def repeated(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What recurs: "was opening a case every 12 hours" is a case."""
    verb = None
    for token in tree.ancestors(place.top):
        if tree.is_noun(token) and token not in taken and token < place.first:
            return whole_phrase(tree, token, "repeated", taken, stop=place.first)
        if tree.is_verb(token):
            verb = token
            break
    if verb is None:
        return None
    head = tree.child(verb, "dobj")
    if head is None or not tree.is_noun(head) or head in taken or head > place.first:
        return measured_subject(tree, place, taken)
    return whole_phrase(tree, head, "repeated", taken, stop=place.first)


def owner_of_age(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """Whose age it is: "Ida Marlow, 34," or "a 34-year-old driver"."""
    follows = modified_only(tree, place, taken)
    if follows is not None:
        return follows
    for token in tree.ancestors(place.top):
        if tree.words[token] in {"age", "ages"}:
            continue
        if tree.is_noun(token) and token not in taken:
            return whole_phrase(tree, token, "owner", taken, stop=place.first)
        if tree.is_verb(token):
            break
    token = place.first - 1
    while token >= 0 and tree.tags[token] in {",", "-LRB-", "VBN"}:
        token -= 1
    if token >= 0 and tree.is_noun(token):
        return whole_phrase(tree, token, "owner", taken)
    return measured_subject(tree, place, taken)


COUNTED: tuple[Finder, ...] = (
    partitive,
    modified_noun,
    taken_up,
    noun_before,
    casualties,
    put_at,
    measuring_verb,
    label_before,
)

FINDERS: dict[str, tuple[Finder, ...]] = {
    "count": COUNTED,
    "rank": COUNTED,
    "ratio": (partitive, modified_noun, measuring_verb),
    "money": (
        change_noun, worth, modified_only, noun_before, purpose, purpose_behind,
        attached_noun,
        verb_object, measured_subject, label_before,
    ),
    "percent": (
        partitive, change_noun, modified_only, noun_before, thing_after,
        attached_noun, verb_object, measured_subject, label_before,
    ),
    "change": (
        change_noun, partitive, modified_only, noun_before, thing_after,
        attached_noun, verb_object, measured_subject,
    ),
    "measure": (
        partitive, change_noun, modified_only, noun_before, attached_noun,
        verb_object, measured_subject,
    ),
    "duration": (partitive, modified_only, noun_before, attached_noun),
    "age": (owner_of_age,),
    "frequency": (repeated,),
}  # fmt: skip
"""Rules of each kind, the surest first."""

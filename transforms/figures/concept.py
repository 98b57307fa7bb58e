"""What a number counts or measures, read off the parse of its sentence.

Plain walks: the noun that the number modifies, the noun behind "of", the noun
before "of", the thing that changed. Where the parse is odd, the tags of the words
that follow decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from transforms.figures import words
from transforms.figures.model import Number
from transforms.figures.parse import NOUNS, Tree

MAX_WORDS = 15
"""Words of the longest concept: long enough for "approaches over email from
individuals interested in his work", short enough to stay one thing."""

REACH = 9
"""Tokens between a number and the noun that it modifies, at most."""

BEFORE_HEAD = (
    frozenset(
        {"JJ", "JJR", "JJS", "VBN", "VBG", "RB", "RBS", "POS", "HYPH", "``", "''", "CD"}
    )
    | NOUNS
)
"""Tags that may stand between a number and the head of its noun phrase."""

MODIFIES = frozenset(
    {"nummod", "amod", "compound", "nmod", "quantmod", "poss", "det", "predet",
     "advmod", "npadvmod", "punct"}
)  # fmt: skip

AFTER_HEAD = frozenset({"prep", "acl", "relcl", "nmod", "amod", "advmod", "npadvmod"})


@dataclass(frozen=True, slots=True)
class Place:
    """A number in its sentence, with the tokens that hold it."""

    number: Number
    """Offsets count from the start of the sentence."""
    first: int
    """First token of the number with its currency."""
    last: int
    """Last token of the number with its unit."""
    top: int
    """The token that links the number to the rest of the sentence."""


@dataclass(frozen=True, slots=True)
class Concept:
    """What is counted; offsets count from the start of the sentence."""

    text: str
    head: str
    """Lemma of the head noun."""
    rule: str
    noun_end: int | None = None
    """End of the head noun where the noun follows the number."""
    person: bool = False
    """Understood as people, not written in the sentence."""


Finder = Callable[[Tree, Place, frozenset[int]], Concept | None]


def locate(tree: Tree, number: Number) -> Place:
    """The tokens of a number in its sentence."""
    tokens = tree.tokens_in(number.number_start, max(number.end, number.number_end))
    if not tokens:
        token = min(tree.token_at(number.number_start), len(tree) - 1)
        return Place(number, token, token, token)
    top = tokens[-1]
    for token in reversed(tokens):
        if tree.heads[token] not in tokens or tree.heads[token] == token:
            top = token
            break
    return Place(number, tokens[0], tokens[-1], top)


def find_concept(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What the number counts or measures, if this sentence says it.

    Args:
        tree: The sentence.
        place: The number.
        taken: Tokens that belong to other numbers.
    """
    for finder in FINDERS.get(place.number.kind, COUNTED):
        found = finder(tree, place, taken)
        if found is not None:
            return found
    return None


# The noun that the number modifies.


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


def noun_after(
    tree: Tree, begin: int, place: Place | None, taken: frozenset[int]
) -> int | None:
    """The head of the noun phrase that goes on at token `begin`."""
    if begin >= len(tree):
        return None
    if place is not None and tree.deps[place.top] in MODIFIES:
        head = tree.heads[place.top]
        if (
            head > place.last
            and tree.is_noun(head)
            and head not in taken
            and tree.words[head] not in words.TIME_NOUNS
            and is_nominal(tree, place.last + 1, head, taken)
        ):
            return head
    if tree.tags[begin] == "POS":
        return None
    last: int | None = None
    token = begin
    while token < min(begin + REACH, len(tree)):
        tag = tree.tags[token]
        owned = token > begin and tree.tags[token - 1] == "POS"
        if (token in taken and not owned) or tag not in BEFORE_HEAD:
            between = tag in {",", "CC"} and last is None and token > begin
            if not (between and tree.tags[token - 1][:2] in {"JJ", "VB"}):
                break
        elif tag in NOUNS:
            if tree.words[token] in words.TIME_NOUNS or (
                # "the 25 people officials named": a clause begins.
                last is not None
                and last == token - 1
                and tree.tags[last] in {"NNS", "NNPS"}
                and tree.deps[token].startswith("nsubj")
            ):
                break
            last = token
        elif (last is not None and tag not in {"POS", "HYPH", "CD"}) or (
            tag in {"RB", "RBS"} and tree.words[token] in words.NO_MODIFIER
        ):
            break
        token += 1
    return last


def is_nominal(tree: Tree, begin: int, head: int, taken: frozenset[int]) -> bool:
    """Whether all tokens before the head can stand inside its noun phrase."""
    if head - begin > REACH:
        return False
    for token in range(begin, head):
        tag = tree.tags[token]
        if tag in BEFORE_HEAD or tag in {",", "CC", "HYPH"}:
            if token in taken and not begin <= tree.heads[token] <= head:
                return False
            continue
        return False
    return begin > head or tree.tags[begin] not in {",", "CC"}


def first_word(tree: Tree, begin: int, head: int) -> int:
    """The first token from `begin` that is no mark or determiner."""
    while begin < head and (
        tree.tags[begin] in {"``", "''", "HYPH", "DT", "PRP$", ","}
        or tree.words[begin] in words.NOT_IN_CONCEPT
    ):
        begin += 1
    return begin


def phrase(
    tree: Tree,
    first: int,
    head: int,
    rule: str,
    taken: frozenset[int],
    *,
    noun_end: int | None = None,
    lemma: str | None = None,
) -> Concept:
    """The noun phrase from `first` on, with what follows its head."""
    last = last_word(tree, head, taken, limit=first + MAX_WORDS)
    return Concept(
        text=clean(tree.slice(first, last)),
        head=lemma or head_lemma(tree, head, first),
        rule=rule,
        noun_end=noun_end,
    )


def head_lemma(tree: Tree, head: int, limit: int) -> str:
    """The lemma of a head noun, with what a hyphen joins to it from `limit` on."""
    first = head
    while (
        first - 2 >= limit
        and tree.words[first - 1] == "-"
        and tree.ends[first - 1] == tree.starts[first]
        and tree.ends[first - 2] == tree.starts[first - 1]
        and tree.words[first - 2].isalpha()
    ):
        first -= 2
    return words.noun_lemma("".join(tree.words[first : head + 1]))


def last_word(tree: Tree, head: int, taken: frozenset[int], *, limit: int) -> int:
    """The last token of what modifies the head from behind, up to a clause mark."""
    last = head
    after = [child for child in tree.children[head] if child > head]
    verb = tree.heads[head]
    if verb == head + 1 and tree.tags[verb] in {"VBN", "VBG"} and not after:
        # "ledgers linked to the mayor", read as a clause of its own.
        helpers = {tree.deps[child] for child in tree.children[verb]}
        if not helpers & {"aux", "auxpass"} and tree.deps[head].startswith("nsubj"):
            after = [verb]
    for child in after:
        if tree.deps[child] not in AFTER_HEAD and child != verb:
            if tree.deps[child] in {"punct", "cc", "case"}:
                continue
            break
        span = [token for token in tree.subtree(child) if token > head]
        if any(
            tree.tags[token] in {",", ":", "."} for token in range(last + 1, span[0])
        ):
            break
        if tree.deps[child] == "advmod" and child in taken:
            break
        for token in span:
            if token <= last:
                continue
            if token >= limit or token != last + 1:
                return trim(tree, head, last)
            if tree.tags[token] == "," or is_dash(tree, token):
                return trim(tree, head, last)
            last = token
    return trim(tree, head, last)


DANGLING = frozenset(
    {"IN", "DT", "CC", "TO", "``", "''", "-LRB-", "PRP$", "WDT", "WP", "WP$", "WRB",
     "$", ",", "HYPH", "JJ", "MD", "RB"}
)  # fmt: skip
"""Tags that can't end a noun phrase that was cut short."""


def trim(tree: Tree, head: int, last: int) -> int:
    """The last token, without a dangling preposition, adjective or mark."""
    cut = last + 1 < len(tree) and tree.tags[last + 1] not in {",", ".", "''", ":"}
    while last > head and (
        (tree.tags[last] in DANGLING and (cut or tree.tags[last] not in {"JJ", "RB"}))
        or is_joined(tree, last)
    ):
        last -= 1
    return last


def is_joined(tree: Tree, token: int) -> bool:
    """Whether the next token goes on without a space: "20" of "20-year"."""
    after = token + 1
    return (
        after < len(tree)
        and tree.ends[token] == tree.starts[after]
        and tree.words[after] in {"-", "–"}
        and after + 1 < len(tree)
        and tree.ends[after] == tree.starts[after + 1]
    )


def is_dash(tree: Tree, token: int) -> bool:
    """Whether the token is a mark that parts clauses, not a hyphen in a word."""
    word = tree.words[token]
    if word in {"—", ";", "--", "|", "…", "..."} or tree.tags[token] == ":":
        inside = word == "-" and tree.starts[token] == tree.ends[token - 1]
        return not inside
    return (
        word in {"-", "–"} and token > 0 and tree.starts[token] > tree.ends[token - 1]
    )


def clean(text: str) -> str:
    """One line, without outer quotation marks."""
    return " ".join(text.split()).strip("“”\"'‘’`-[]() ")


# The noun behind or before "of".


def partitive(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """The whole that it is taken from: "tens of thousands of incidents"."""
    follows = place.last + 1
    if follows >= len(tree) or tree.words[follows] != "of":
        return None
    head = object_of(tree, follows, taken)
    if head is None:
        return None
    first = first_word(tree, max(follows + 1, left_edge(tree, head)), head)
    while first < head and first in taken:
        first += 1
    # "£5m worth of goods" and "3 tonnes of rice" are of goods and rice; so is
    # "20 of the 30 homes" of homes.
    return phrase(tree, first, head, "partitive", taken, noun_end=tree.ends[head])


def object_of(tree: Tree, prep: int, taken: frozenset[int]) -> int | None:
    """The noun that a preposition governs."""
    head = tree.child(prep, "pobj")
    if head is not None and tree.is_noun(head) and head not in taken:
        after = head + 1
        goes_on = after < len(tree) and (
            tree.tags[after] == "POS"
            or (tree.is_noun(after) and tree.tags[head] in {"NNP", "NN", "JJ"})
        )
        if not goes_on:
            return head
    begin = prep + 1
    while begin < len(tree) and (
        tree.tags[begin] in {"DT", "PRP$", "PDT", "CD", "``"} or begin in taken
    ):
        begin += 1
    return noun_after(tree, begin, None, taken)


def left_edge(tree: Tree, head: int) -> int:
    """The first token of the noun phrase, counting adjacent modifiers only."""
    first = head
    for child in reversed(tree.children[head]):
        if child > head or tree.deps[child] in {"punct", "cc", "relcl", "prep"}:
            continue
        first = min(first, tree.subtree(child)[0])
    return first


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


def whole_phrase(
    tree: Tree, head: int, rule: str, taken: frozenset[int], *, stop: int | None = None
) -> Concept:
    """The noun phrase of a head that stands elsewhere, without its article."""
    first = first_word(tree, left_edge(tree, head), head)
    # A name in front as owner stays: "MI5's China caseload".
    if stop is not None and first < stop:
        return Concept(
            text=clean(tree.slice(first, min(head, stop))),
            head=head_lemma(tree, head, first),
            rule=rule,
        )
    return phrase(tree, first, head, rule, taken)


# Changes: what rose or fell.


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


def label_before(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """The label of a row: "Death toll: 25", "Osland — 9,542"."""
    text = tree.text[: place.number.start]
    found = LABEL.fullmatch(text)
    if found is None:
        return None
    nouns = [
        token
        for token in tree.tokens_in(*found.span("label"))
        if tree.is_noun(token) and token not in taken
    ]
    if not nouns:
        return None
    return Concept(
        text=clean(found["label"]),
        head=head_lemma(tree, nouns[-1], 0),
        rule="label_before",
    )


LABEL = re.compile(r"[•*\s-]*(?P<label>\w[^.!?:;—–]{0,60}?)\s*(?::|\s[—–-]|=)\s*")
"""A short label with its mark, from the start of a line."""


# People who are understood.


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


# Money: what it is for.


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
            if head is None or head in taken or tree.words[head] in words.TIME_NOUNS:
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


# What happens every so often.


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
    noun_before,
    casualties,
    measuring_verb,
    label_before,
)


def find_changed(tree: Tree, place: Place, taken: frozenset[int]) -> Concept | None:
    """What a bare number is the size of, where it is one side of a comparison."""
    for finder in (attached_noun, verb_object, measured_subject):
        found = finder(tree, place, taken)
        if found is not None:
            return found
    return None


FINDERS: dict[str, tuple[Finder, ...]] = {
    "count": COUNTED,
    "rank": COUNTED,
    "ratio": (partitive, modified_noun, measuring_verb),
    "money": (
        change_noun, worth, modified_only, noun_before, purpose, attached_noun,
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

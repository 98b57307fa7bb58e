"""Noun phrases of a parsed sentence: where a number's noun is and how far it goes."""

from __future__ import annotations

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
    if (
        place is not None
        and tree.deps[place.top] in {"nsubj", "nsubjpass"}
        and tree.heads[place.top] == begin
        and tree.tags[begin] in {"VBD", "VBN", "VBP"}
    ):
        # "Forty lost a home": the verb begins, no noun is named.
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


def whole_phrase(
    tree: Tree, head: int, rule: str, taken: frozenset[int], *, stop: int | None = None
) -> Concept:
    """The noun phrase of a head that stands elsewhere, without its article.

    What "the number of deaths" counts is deaths.
    """
    of = tree.child(head, "prep") if tree.words[head] in words.COUNT_NOUNS else None
    if of is not None and tree.words[of] == "of":
        inner = object_of(tree, of, taken)
        if inner is not None and (stop is None or inner < stop):
            first = first_word(tree, max(left_edge(tree, inner), of + 1), inner)
            return phrase(tree, first, inner, rule, taken)
    first = first_word(tree, left_edge(tree, head), head)
    # A name in front as owner stays: "MI5's China caseload".
    if stop is not None and first < stop:
        return Concept(
            text=clean(tree.slice(first, min(head, stop))),
            head=head_lemma(tree, head, first),
            rule=rule,
        )
    return phrase(tree, first, head, rule, taken)


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

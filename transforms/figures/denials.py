"""What negations and verbs of denial deny of a number, and what they leave open."""

from __future__ import annotations

from transforms.figures.nouns import Place
from transforms.figures.parse import Tree
from transforms.figures.words import listed

DENIALS = frozenset(listed(
    """
    deny denies denied denying dispute disputes disputed refute refutes refuted
    reject rejects rejected dismiss dismisses dismissed rebut rebutted
    """
))  # fmt: skip
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without", "n’t"})
NOBODY = frozenset({"nobody", "none", "nothing"})

CLAIMS = frozenset(
    listed(
        """
    claim claims report reports figure figures number allegation allegations
    suggestion suggestions estimate estimates rumour rumours rumor rumors
    accusation accusations charge charges assertion idea story stories
    """
    )
)
"""What somebody says, as a noun: "dismissed the claim that 5,000 had left"."""

CLAIMS_TO_SAY = frozenset(
    listed("say said says saying claim claimed claims suggest suggested")
)
"""Verbs that, when negated, deny what they would have said."""

OPEN = frozenset(
    listed("doubt doubts doubted doubting fear fears feared fearing suppose imagine")
)
"""Verbs that leave open whether it is so."""

AMOUNT_PREPS = frozenset(
    listed("by to of from at about over under than up as below above around")
)
"""Prepositions between a verb and its size, which a negation reaches across; what
stands behind another is there all the same ("not chosen for a £5m contract")."""

LIMITS = frozenset({"only", "just", "more", "less", "fewer", "least"})
"""Words behind "no" or "not" that make it a bound and no denial."""

COMPARATIVES = (
    *("more than", "over", "above", "longer than", "further than", "higher than"),
    *("less than", "fewer than", "below", "under", "lower than", "beyond"),
)
"""Bounds that a negation of the verb turns round: "must not do more than 8 knots"."""

BEFORE_AMOUNT = frozenset(listed("of by to for from at a an the some about $ £ €"))


def is_negated(tree: Tree, place: Place, verb: int, below: int) -> bool:
    """Whether the negation of its own verb denies the number."""
    # "The 10-day delay is not enough" denies no delay.
    if tree.deps[below] in {"nsubj", "nsubjpass"} or is_instead(tree, place, verb):
        return False
    if not (has_negation(tree, place, verb) and reaches(tree, place, verb)):
        return False
    return not is_limit(tree, verb) and not is_comparative(place)


def turns_bound(tree: Tree, place: Place) -> bool:
    """Whether a negation turns the bound: "no ship carries more than 40"."""
    if not is_comparative(place):
        return False
    below = place.top
    for token in (place.top, *tree.ancestors(place.top)):
        if tree.is_verb(token):
            if tree.deps[below] in {"nsubj", "nsubjpass"}:
                return False
            if has_negation(tree, place, token) and reaches(tree, place, token):
                return not is_instead(tree, place, token)
            if tree.deps[token] != "xcomp":
                return False
        below = token
    return False


def is_comparative(place: Place) -> bool:
    """Whether a comparative bounds the number."""
    words = (place.number.approximator or "").lower()
    return words.startswith(COMPARATIVES)


def has_negation(tree: Tree, place: Place, verb: int) -> bool:
    """Whether a verb is negated, by a word of its own or by its subject."""
    for child in tree.children[verb]:
        word, dep = tree.words[child], tree.deps[child]
        if child > place.first and child > verb:
            continue
        if word in NEGATIONS and dep in {"neg", "advmod", "aux", "mark", "cc"}:
            return True
        if dep in {"nsubj", "nsubjpass"} and child < min(verb, place.first):
            if word in NOBODY:
                return True
            first = tree.children[child][:1]
            if first and tree.words[first[0]] == "no":
                return True
    return False


def reaches(tree: Tree, place: Place, verb: int) -> bool:
    """Whether nothing between verb and number keeps a negation from it."""
    token = place.top
    while token != verb:
        if tree.deps[token] == "prep" and tree.words[token] not in AMOUNT_PREPS:
            return False
        if tree.deps[token] == "pobj" and place.number.kind == "duration":
            # "Had not flooded in ten years": the years are not denied.
            return False
        token = tree.heads[token]
    return True


def is_instead(tree: Tree, place: Place, verb: int) -> bool:
    """Whether "but" puts the number in the place of what is denied."""
    token = place.top
    while token != verb:
        head = tree.heads[token]
        if tree.deps[token] == "conj" and any(
            tree.words[child] == "but" for child in tree.children[head]
        ):
            return True
        token = head
    return False


def is_limit(tree: Tree, token: int) -> bool:
    """Whether a negation sets a bound or adds: "no more than 5", "not only"."""
    return any(
        tree.words[child] in NEGATIONS
        and child + 1 < len(tree)
        and tree.words[child + 1] in LIMITS
        for child in tree.children[token]
    )


def stands_against(tree: Tree, place: Place) -> bool:
    """Whether "not" before the number sets it against another: "and not 70"."""
    tokens = tree.tokens_in(place.number.start, place.number.number_start + 1)
    token = (tokens[0] if tokens else place.first) - 1
    while token > 0 and tree.words[token] in BEFORE_AMOUNT:
        token -= 1
    if token < 1 or tree.words[token] != "not":
        return False
    return tree.words[token - 1] in {",", "and", "–", "—", "(", ";"}


def is_denied_claim(tree: Tree, place: Place) -> bool:
    """Whether the number stands in what somebody denies to be so.

    "Dismissed the figure of 5,000", "denied that £3m was owed", "had not said that
    10,000 were at risk".
    """
    below = place.top
    for token in tree.ancestors(place.top):
        dep, word = tree.deps[below], tree.words[token]
        if word in DENIALS and below > -1:
            # What the denier is counted by is not denied.
            if dep == "ccomp" or (
                dep in {"dobj", "nsubjpass", "pobj", "xcomp", "prep", "pcomp"}
                and is_claim(tree, place, below)
            ):
                return True
        elif (
            dep == "ccomp"
            and word in CLAIMS_TO_SAY
            and any(
                tree.words[child] in {"not", "n't", "never"}
                for child in tree.children[token]
                if tree.deps[child] == "neg" and child < token
            )
        ):
            return True
        elif word in TELLS:
            # "Denied it, saying that it had given them 72 hours"
            return False
        below = token
    return False


TELLS = frozenset({"saying", "adding", "said", "added", "says"})
"""Verbs of saying, whose own words no denial above them reaches."""


def is_claim(tree: Tree, place: Place, token: int) -> bool:
    """Whether a phrase names something said, or holds a verb with "to" or "-ing"."""
    if tree.deps[token] in {"xcomp", "pcomp"}:
        return True
    return tree.words[token] in CLAIMS and token != place.top


def is_doubted(tree: Tree, verb: int, clause: int) -> bool:
    """Whether a verb leaves open whether its clause is so: "feared that 60 died"."""
    return tree.words[verb] in OPEN and ":" not in tree.words[verb:clause]

"""Whether a figure is reported as fact, planned, denied or hypothetical."""

from __future__ import annotations

from transforms.figures.denials import (
    is_denied_claim,
    is_doubted,
    is_negated,
    stands_against,
)
from transforms.figures.nouns import Place
from transforms.figures.parse import Tree
from transforms.figures.plans import (
    PLANS,
    is_be_to,
    is_plan_word,
    is_planned_amount,
    is_planned_noun,
    is_wished,
)
from transforms.figures.words import listed
from warehouse.schema.terms import Modality

FUTURE = frozenset({"will", "'ll", "shall", "wo"})
CONDITIONAL = frozenset({"could", "might", "may", "would", "'d"})
REPORTED_FUTURE = frozenset({"would", "'d"})
"""What "will" becomes behind a verb of saying in the past."""

CONDITIONS = frozenset({"if", "unless", "whether", "provided", "suppose", "assuming"})
HELPERS = frozenset({"aux", "neg", "mark", "advmod", "auxpass", "cc"})
CONTROL = frozenset({"xcomp", "acl", "advcl", "pcomp", "prep", "conj"})

SPEAKS = frozenset(
    "say comment answer talk speak name confirm discuss disclose reveal return".split()
)
"""Who "would not say" was asked, and refused; "I'd say 40" is an estimate."""
ASKS = frozenset(
    listed(
        """
    ask asks asked demand demands demanded recommend recommends recommended urge
    urges urged suggest suggests suggested insist insists insisted request
    requests requested
    """
    )
)
"""Verbs with "that" and a bare verb behind them: "recommended that 40% be kept"."""
PERCEIVES = frozenset("see hear feel smell remember recall".split())
"""What one "could see" was there."""
DEFINITE = frozenset({"the", "these", "those"})


def find_modality(tree: Tree, place: Place) -> Modality:
    """The modality of the clause that holds the number.

    Reported is what the text gives as having happened or as being so. A future,
    a plan or a target is planned; `could`, `might` and conditions are hypothetical;
    what a negation governs is denied.
    """
    if stands_against(tree, place) or is_denied_claim(tree, place):
        return "denied"
    if is_planned_amount(tree, place):
        return "planned"
    if is_taken_as_known(tree, place):
        return "reported"
    if is_wished(tree, place):
        return "planned"
    planned = False
    nearest = True
    below = place.top
    for token in (place.top, *tree.ancestors(place.top)):
        word = tree.words[token]
        if word == "according":
            # Who says it: "according to two officials".
            return "reported"
        if is_clause(tree, place, token):
            found = of_verb(tree, place, token, below, nearest=nearest, to=planned)
            if found is not None:
                return found
            nearest = nearest and tree.deps[token] == "xcomp"
            planned = planned or "to" in helpers_of(tree, place, token)
            if tree.deps[token] not in CONTROL:
                # What a speaker says is not planned because the speech is.
                return of_saying(tree, token)
        elif is_planned_noun(tree, place, token):
            return "planned"
        below = token
    return "reported"


def is_clause(tree: Tree, place: Place, token: int) -> bool:
    """Whether a token governs a clause; a scale may be tagged as a verb."""
    if place.first < token <= place.last and tree.tags[token] != "VBD":
        return False
    return tree.is_verb(token) or tree.deps[token] in {"ROOT", "ccomp", "advcl"}


def of_verb(
    tree: Tree, place: Place, token: int, below: int, *, nearest: bool, to: bool
) -> Modality | None:
    """The modality that one verb above the number gives it, if any.

    Args:
        tree: The sentence.
        place: The number.
        token: The verb.
        below: The token under it on the way to the number.
        nearest: It is the figure's own verb.
        to: An infinitive stands on the way.
    """
    helpers = helpers_of(tree, place, token)
    # Only the figure's own verb: "he does not believe they paid £5m" leaves
    # open what was paid.
    if nearest and is_negated(tree, place, token, below):
        # "Did not rule out a rise of 4 %" leaves it open.
        return "hypothetical" if tree.words[token] in {"rule", "ruled"} else "denied"
    above = tree.heads[token]
    if CONDITIONS & helpers or has_condition(tree, token):
        return "hypothetical"
    if tree.deps[token] == "ccomp" and is_doubted(tree, above, token):
        return "hypothetical"
    if FUTURE & helpers:
        return "planned"
    conditional = CONDITIONAL & helpers
    if conditional and not is_past(tree, token, conditional):
        if (
            conditional <= REPORTED_FUTURE
            and not helpers & {"have", "'ve"}
            and is_reported_speech(tree, token)
        ):
            return "planned"
        return "hypothetical"
    if is_plan_word(tree, token) and tree.deps[below] == "xcomp" and below != token:
        return "planned"
    if is_be_to(tree, place, token, below, to=to):
        return "planned"
    if "to" in helpers and is_headline_future(tree, token):
        return "planned"
    return None


def of_saying(tree: Tree, token: int) -> Modality:
    """The modality that the clause above gives to what it says."""
    if tree.deps[token] != "ccomp":
        return "reported"
    word = tree.words[tree.heads[token]]
    # "Asked that 40 be kept": the bare form asks for what is not there.
    passive = any(tree.words[child] == "be" for child in tree.children[token])
    asked = word in ASKS and (tree.tags[token] == "VB" or passive)
    return "planned" if word in PLANS or asked else "reported"


def helpers_of(tree: Tree, place: Place, token: int) -> frozenset[str]:
    """Auxiliaries, negations and conjunctions of a verb, before it or the number."""
    return frozenset(
        tree.words[child]
        for child in tree.children[token]
        if tree.deps[child] in HELPERS
        and (child < place.first or child < token)
        and not is_had(tree, child, token)
    )


def is_had(tree: Tree, helper: int, verb: int) -> bool:
    """Whether "'d" stands for had: "we'd had four enquiries"."""
    if tree.words[helper] != "'d":
        return False
    past = tree.tags[verb] in {"VBN", "VBD"} and not any(
        tree.words[child] in {"have", "'ve", "be"} for child in tree.children[verb]
    )
    return past or tree.tags[helper] == "VBD"


def is_past(tree: Tree, token: int, conditional: frozenset[str]) -> bool:
    """Whether a conditional form tells what was so: "three would not say"."""
    word = tree.words[token]
    if "could" in conditional and word in PERCEIVES:
        return True
    if not conditional & REPORTED_FUTURE or word not in SPEAKS:
        return False
    refuses = any(tree.deps[child] == "neg" for child in tree.children[token])
    return refuses or word == "say"


def has_condition(tree: Tree, token: int) -> bool:
    """Whether the clause holds under a condition: "if half go, we are 850".

    A condition that comes last bounds a rule more often than a guess, unless the verb
    is conditional too; "if you ask me" is none.
    """
    would = any(tree.words[child] in CONDITIONAL for child in tree.children[token])
    for child in tree.children[token]:
        if tree.deps[child] == "advcl" and (child < token or would):
            marks = [
                mark
                for mark in tree.children[child]
                if tree.words[mark] in {"if", "unless"} and tree.deps[mark] == "mark"
            ]
            subject = tree.child(child, "nsubj")
            you = subject is not None and tree.words[subject] == "you"
            if marks and not (marks[0] and tree.words[marks[0] - 1] == "as"):
                return would or not you
    return False


def is_taken_as_known(tree: Tree, place: Place) -> bool:
    """Whether the number only names what is there: "sirens for the five villages".

    A definite noun phrase behind a preposition exists, whatever is planned or
    denied of it. A clause of its own may still say otherwise ("the 40 jobs to go").
    """
    kind = place.number.kind
    if kind not in {"count", "measure", "money"}:
        return False
    noun = place.top
    if tree.deps[noun] in {"nummod", "amod", "compound", "nmod", "quantmod"}:
        noun = tree.heads[noun]
    # "The 14-hectare site" is that large, wherever it stands.
    size = kind == "measure" and noun > place.last
    if not (tree.is_noun(noun) or noun == place.top) or not (
        tree.deps[noun] == "pobj" or size
    ):
        return False
    clauses = [c for c in tree.children[noun] if tree.deps[c] in {"relcl", "acl"}]
    told = [clause for clause in clauses if is_told(tree, clause)]
    if len(told) < len(clauses) or (kind == "money" and not told):
        return False
    return any(
        child < place.first
        and (
            (tree.deps[child] == "det" and tree.words[child] in DEFINITE)
            or tree.deps[child] == "poss"
        )
        for child in tree.children[noun]
    )


def is_told(tree: Tree, clause: int) -> bool:
    """Whether a clause on a noun tells what is or was."""
    helpers = {tree.words[child] for child in tree.children[clause]}
    return not helpers & (FUTURE | CONDITIONAL | {"to"})


def is_reported_speech(tree: Tree, token: int) -> bool:
    """Whether a clause is what somebody said: "it said it would cut 5 jobs".

    In a quotation "would" is the speaker's own word.
    """
    if tree.deps[token] in {"conj", "xcomp"}:
        return is_reported_speech(tree, tree.heads[token])
    above = tree.heads[token]
    if tree.deps[token] != "ccomp" or tree.tags[above] not in {"VBD", "VBN"}:
        return False
    begin = tree.starts[token]
    return tree.text.count("“", 0, begin) <= tree.text.count("”", 0, begin)


def is_headline_future(tree: Tree, token: int) -> bool:
    """Whether "to" with a verb is the future of headlines: "Dam to cost £5m"."""
    if tree.tags[tree.heads[token]] == "JJ":
        # "The fourth to hold it"
        return False
    if tree.tags[token] != "VB":
        return False
    # "With 140 jobs to go"
    marks = {tree.words[child] for child in tree.children[token]}
    with_subject = "with" in marks and tree.child(token, "nsubj") is not None
    return with_subject or tree.deps[token] in {"ROOT", "relcl"}

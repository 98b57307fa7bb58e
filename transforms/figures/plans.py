"""Words and constructions that make an amount a plan, a promise or a forecast."""

from __future__ import annotations

from transforms.figures.nouns import Place
from transforms.figures.parse import Tree
from transforms.figures.words import listed

PLANS = frozenset(
    listed(
        """
    plan plans planned planning aim aims aimed aiming intend intends intended
    hope hopes hoping hoped expect expects expected expecting propose proposes
    proposed proposing pledge pledges pledged promise promises promised
    promising vow vows vowed want wants wanted seek seeks seeking project
    projects projected forecast forecasts forecasted forecasting predict
    predicts predicted target targets targeted targeting budget budgets budgeted
    budgeting set due going scheduled slated earmark earmarked earmarks allocate
    allocated commit committed agreed agree agrees prepare preparing prepares
    earmarking likely bid bids anticipate anticipates anticipated consider
    considers considering
    """
    )
)
"""Words that make what follows with "to" a plan or a forecast."""

WISHES = frozenset(
    listed(
        """
    plan plans planned planning expect expects expected expecting propose proposes
    proposed proposing pledge pledges pledged pledging promise promises promised
    promising vow vows vowed want wants wanted seek seeks seeking forecast forecasts
    forecasted predict predicts predicted earmark earmarks earmarked intended
    scheduled anticipate anticipates anticipated commit commits committed
    committing
    """
    )
)
"""Verbs whose object is planned or foretold by itself: "promised £5m"."""

ASKED = frozenset(
    listed("ask asks asked asking call calls called calling apply applied")
)
"""Verbs that, with "for", name what is not there yet."""
ANNOUNCED = frozenset(listed("announce announces announced announcing"))
"""Money that is announced is still to be spent."""

BEFORE_NUMBER = frozenset(
    listed(
        """
    planned proposed projected promised expected budgeted pledged intended targeted
    forecast
    """
    )
)
"""Participles before an amount that was not there yet: "a planned 31,000"."""

PLAN_NOUNS = frozenset(
    listed(
        """
    plan plans proposal proposals target targets goal goals pledge
    promise forecast forecasts prediction commitment bid proposed planned
    projected budgeted forecasted
    """
    )
)

BE = frozenset({"is", "are", "was", "were", "am", "'s", "'re", "'m", "be"})
NOMINAL = frozenset({"nummod", "amod", "compound", "nmod", "quantmod", "appos", "conj"})
LOOK_BACK = 3
"""Tokens before a number that may hold a participle of planning and a sign."""


def is_plan_word(tree: Tree, token: int) -> bool:
    """Whether a verb makes what follows with "to" a plan; "is meant to" is a rule."""
    if tree.words[token] == "meant":
        return any(
            tree.words[child] in {"was", "were"} for child in tree.children[token]
        )
    return tree.words[token] in PLANS


def is_be_to(tree: Tree, place: Place, token: int, below: int, *, to: bool) -> bool:
    """Whether a form of "be" with an infinitive tells the future: "is to spend £5m"."""
    if tree.words[token] not in BE:
        return False
    if tree.deps[below] in {"nsubj", "nsubjpass"}:
        # "£12m is to pay for sirens", but not "one of its jobs is to listen"
        if place.number.kind != "money" and place.number.best == 1:
            return False
        return "to" in tree.words[token + 1 : token + 3] and any(
            tree.deps[child] == "xcomp" and tree.words[child - 1] == "to"
            for child in tree.children[token]
        )
    # "A site known to have found them" tells what was.
    return (
        to
        and tree.deps[below] == "xcomp"
        and not any(tree.words[child] == "have" for child in tree.children[below])
    )


def is_planned_noun(tree: Tree, place: Place, token: int) -> bool:
    """Whether a noun on the way up is a plan, or is called planned."""
    if not (tree.is_noun(token) or tree.tags[token].startswith("JJ")):
        return False
    modifiers = {tree.words[child] for child in tree.children[token]}
    if modifiers & {"planned", "proposed", "projected", "budgeted", "expected"}:
        return True
    if tree.words[token] not in PLAN_NOUNS:
        return False
    # "Two proposals" were made, and "one target" was set.
    counted = place.number.kind == "count" and tree.heads[place.top] == token
    return not (counted and tree.deps[place.top] == "nummod")


def is_planned_amount(tree: Tree, place: Place) -> bool:
    """Whether words that hang on the amount make it a plan.

    "A planned 31,000", "the £60m that it promised", "1,140 jobs to go".
    """
    start = max(0, place.first - LOOK_BACK)
    if any(
        tree.words[token] in BEFORE_NUMBER
        and tree.tags[token] in {"VBN", "JJ", "VBD"}
        and tree.deps[token] == "amod"
        for token in range(start, place.first)
    ):
        return True
    token = place.top
    while True:
        if any(is_promise(tree, child) for child in tree.children[token]):
            return True
        if tree.deps[token] not in NOMINAL or tree.heads[token] == token:
            break
        token = tree.heads[token]
    return False


def is_promise(tree: Tree, clause: int) -> bool:
    """Whether a clause on a noun says that it is wished for or to come."""
    if tree.deps[clause] == "relcl" and tree.words[clause] in WISHES:
        subject = tree.child(clause, "nsubj", "nsubjpass")
        object_clause = tree.child(clause, "xcomp", "ccomp")
        return object_clause is None and (
            subject is None
            or tree.tags[subject] not in {"WDT", "WP"}
            or tree.deps[subject] == "nsubjpass"
        )
    if tree.deps[clause] != "acl":
        return False
    if tree.words[clause] in WISHES and tree.tags[clause] in {"VBN", "VBD"}:
        return True
    helpers = {tree.words[child] for child in tree.children[clause]}
    later = tree.words[clause] in {"go", "come", "follow"} or "be" in helpers
    return "to" in helpers and later


def is_wished(tree: Tree, place: Place) -> bool:
    """Whether the verb of the amount's clause wishes for it.

    "Has promised £140m", "expects 60 people", "up to 300 places are planned".
    """
    token = place.top
    prep = ""
    below = token
    while not tree.is_verb(below) or place.first <= below <= place.last:
        if tree.deps[below] == "prep":
            prep = tree.words[below]
        if tree.heads[below] == below:
            return False
        token, below = below, tree.heads[below]
    word = tree.words[below]
    if word in ASKED and prep == "for" and tree.deps[token] == "prep":
        return place.number.kind != "frequency"
    if word in ANNOUNCED and place.number.kind == "money":
        return prep == "at" or (prep == "" and tree.deps[token] == "dobj")
    meant_for = tree.words[below] == "meant" and prep == "for"
    if tree.words[below] not in WISHES and not meant_for:
        return False
    dep = tree.deps[token]
    if dep in {"nsubj", "csubj", "agent"}:
        # "Forty towns have promised": the towns are there.
        return False
    if dep == "nsubjpass" and is_definite(tree, place):
        # "The two leaders are expected to meet."
        return False
    if place.number.kind == "duration" and prep not in {"", "within", "in"}:
        # "They had planned it for two months."
        return False
    return dep not in {"xcomp", "ccomp", "advcl", "npadvmod"}


def is_definite(tree: Tree, place: Place) -> bool:
    """Whether "the" stands right before a count of what is known."""
    return (
        place.number.kind == "count"
        and place.first > 0
        and tree.words[place.first - 1] == "the"
    )

"""Whether a figure is reported as fact, planned, denied or hypothetical."""

from __future__ import annotations

from transforms.figures.nouns import Place
from transforms.figures.parse import Tree
from transforms.figures.words import listed
from warehouse.schema.terms import Modality

FUTURE = frozenset({"will", "'ll", "shall", "wo"})
CONDITIONAL = frozenset({"could", "might", "may", "would", "'d"})
REPORTED_FUTURE = frozenset({"would", "'d"})
"""What "will" becomes behind a verb of saying in the past."""

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

PLAN_NOUNS = frozenset(
    listed(
        """
    plan plans proposal proposals target targets goal goals budget pledge
    promise forecast forecasts prediction commitment bid proposed planned
    projected budgeted forecasted
    """
    )
)

DENIALS = frozenset(listed(
    """
    deny denies denied denying dispute disputes disputed refute refutes refuted
    reject rejects rejected dismiss dismissed
    """
))  # fmt: skip
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without", "n’t"})
CONDITIONS = frozenset({"if", "unless", "whether", "provided", "suppose", "assuming"})
CONTROL = frozenset({"xcomp", "acl", "advcl", "pcomp", "prep", "conj"})


def find_modality(tree: Tree, place: Place) -> Modality:
    """The modality of the clause that holds the number.

    Reported is what the text gives as having happened or as being so. A future,
    a plan or a target is planned; `could`, `might` and conditions are hypothetical;
    what a negation governs is denied.
    """
    planned = False
    nearest = True
    below = place.top
    for token in (place.top, *tree.ancestors(place.top)):
        word = tree.words[token]
        if tree.is_verb(token) or tree.deps[token] in {"ROOT", "ccomp", "advcl"}:
            helpers = [
                tree.words[child]
                for child in tree.children[token]
                if tree.deps[child] in {"aux", "neg", "mark", "advmod", "auxpass", "cc"}
                and (child < place.first or child < token)
            ]
            # Only the figure's own verb: "he does not believe they paid £5m" leaves
            # open what was paid.
            if (
                nearest
                # "The 10-day delay is not enough" denies no delay.
                and tree.deps[below] not in {"nsubj", "nsubjpass"}
                and NEGATIONS.intersection(helpers)
                and not is_limit(tree, token)
            ):
                return "denied"
            nearest = nearest and tree.deps[token] == "xcomp"
            if CONDITIONS.intersection(helpers):
                return "hypothetical"
            if FUTURE.intersection(helpers):
                return "planned"
            if found := CONDITIONAL.intersection(helpers):
                if found <= REPORTED_FUTURE and is_reported_speech(tree, token):
                    return "planned"
                return "hypothetical"
            if word in DENIALS and tree.deps[below] in {"xcomp", "pcomp"}:
                return "denied"
            to_verb = planned or "to" in helpers
            if word in PLANS and below != token and tree.deps[below] == "xcomp":
                return "planned"
            if "to" in helpers and is_headline_future(tree, token):
                return "planned"
            planned = to_verb
            if tree.deps[token] not in CONTROL:
                # What a speaker says is not planned because the speech is.
                above = tree.heads[token]
                if tree.deps[token] == "ccomp" and tree.words[above] in DENIALS:
                    return "denied"
                if tree.deps[token] == "ccomp" and tree.words[above] in PLANS:
                    return "planned"
                break
        elif tree.is_noun(token) or tree.tags[token].startswith("JJ"):
            modifiers = {tree.words[child] for child in tree.children[token]}
            if word in PLAN_NOUNS or (
                modifiers & {"planned", "proposed", "projected", "budgeted", "expected"}
            ):
                return "planned"
        below = token
    return "reported"


def is_reported_speech(tree: Tree, token: int) -> bool:
    """Whether a clause is what somebody said: "it said it would cut 5 jobs"."""
    if tree.deps[token] in {"conj", "xcomp"}:
        return is_reported_speech(tree, tree.heads[token])
    above = tree.heads[token]
    return tree.deps[token] == "ccomp" and tree.tags[above] in {"VBD", "VBN"}


def is_headline_future(tree: Tree, token: int) -> bool:
    """Whether "to" with a verb is the future of headlines: "Dam to cost £5m"."""
    return tree.deps[token] in {"ROOT", "relcl"} and tree.tags[token] == "VB"


LIMITS = frozenset({"only", "just", "more", "less", "fewer", "least"})
"""Words behind "no" or "not" that make it a bound and no denial."""


def is_limit(tree: Tree, token: int) -> bool:
    """Whether a negation sets a bound or adds: "no more than 5", "not only"."""
    return any(
        tree.words[child] in NEGATIONS
        and child + 1 < len(tree)
        and tree.words[child + 1] in LIMITS
        for child in tree.children[token]
    )

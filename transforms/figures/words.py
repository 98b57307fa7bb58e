"""Closed lists of English words that the grammar of the sentence reads."""

from __future__ import annotations

import functools


def listed(text: str) -> tuple[str, ...]:
    """The words of a list that is written as one text."""
    return tuple(text.split())


WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december",
)  # fmt: skip

TIME_NOUNS = frozenset(
    (*WEEKDAYS, *MONTHS, "today", "tomorrow", "yesterday", "tonight", "ago", "p.m.",
     "a.m.", "pm", "am", "gmt", "bst", "est", "et", "utc")
)  # fmt: skip
"""Nouns that date a clause and are never what a number counts."""

PERIODS = TIME_NOUNS | {
    word + ending
    for word in ("day", "week", "month", "quarter", "year", "decade", "century", "hour")
    for ending in ("", "s")
}
"""Nouns of time: what happens in them is not what is counted."""

MEASURE_PREPS = frozenset(
    listed(
        """
    to at above below beneath over under by from past around near between about of
    """
    )
)
"""Prepositions between a verb of size and the size."""

NOT_PAID_IN = frozenset(
    listed(
        """
    trading total all part return addition advance exchange general practice
    place spring summer autumn winter morning afternoon evening comparison
    response effect
    """
    )
)
"""Nouns behind "in" that are not what money is for."""

NO_MODIFIER = frozenset(
    listed(
        """
    ago away apart later earlier since so too also then there here again even
    ever now already still yet instead alone altogether overall together
    respectively just only once twice however meanwhile abroad home daily weekly
    annually up down out off over in on back not
    """
    )
)
"""Adverbs that end the noun phrase of a number."""

NOT_IN_CONCEPT = frozenset(
    listed(
        """
    more other others such additional further so extra less fewer new-
    """
    )
)
"""Words between a number and its noun that say nothing of what is counted."""

BETWEEN_OF = frozenset(
    listed(
        """
    more than about around nearly almost at least most some just only up to over
    under a an the roughly approximately close well as much many exactly between
    from an estimated below above
    """
    )
)
"""Words between "of" and a number: "a cost of up to about £5m"."""

THIRD_PERSONS = frozenset({"he", "she", "it", "they"})

CHANGE_NOUNS = frozenset(
    listed(
        """
    increase increases rise rises fall falls drop drops decline declines
    decrease decreases cut cuts gain gains jump jumps surge surges growth
    reduction reductions hike hikes slump plunge climb dip uptick boost
    expansion contraction improvement change changes swing drop-off uplift raise
    spike slide recovery rebound
    """
    )
)
"""Nouns that name a change; what changed stands behind "in" or in front."""

COUNT_NOUNS = frozenset(
    {"number", "numbers", "total", "tally", "count", "amount", "proportion", "share"}
)
"""Nouns that only count what stands behind their "of": "the number of deaths"."""

EMPTY_NOUNS = frozenset(
    listed(
        """
    total record number maximum minimum average figure sum amount rate majority
    high low peak combined overall further additional level share proportion
    score range estimate distance height age speed margin factor series group
    team
    """
    )
)
"""Nouns that hold a number without saying of what."""

BETWEEN_STATE = frozenset(
    listed(
        """
    been being were was are is have had has still also seriously critically
    badly more others left reported confirmed feared found be now already later
    either
    """
    )
)

STATES = frozenset(
    listed(
        """
    dead killed injured wounded hurt missing arrested hospitalised hospitalized
    unaccounted displaced homeless infected evacuated detained jailed ill sick
    rescued aboard saved treated stranded trapped unemployed jobless executed
    murdered died
    """
    )
)
"""What a bare number of people is said to be."""

HARM_VERBS_BASE = {
    "kill": "killed",
    "injure": "injured",
    "wound": "wounded",
    "hurt": "hurt",
    "arrest": "arrested",
    "detain": "detained",
    "hospitalise": "hospitalised",
    "hospitalize": "hospitalized",
    "die": "killed",
    "displace": "displaced",
    "evacuate": "evacuated",
    "murder": "murdered",
    "execute": "executed",
    "infect": "infected",
}

SPEND_VERBS_BASE = {
    "invest": "investment",
    "spend": "spending",
    "put": "funding",
    "give": "funding",
    "raise": "funding",
    "allocate": "funding",
    "earmark": "funding",
    "commit": "funding",
    "provide": "funding",
    "set": "funding",
    "pledge": "pledge",
    "pay": "payment",
    "donate": "donation",
    "grant": "grant",
    "award": "award",
    "borrow": "borrowing",
    "lend": "loan",
    "fine": "fine",
    "channel": "funding",
    "use": "spending",
    "devote": "funding",
    "contribute": "contribution",
    "inject": "investment",
    "release": "funding",
    "announce": "funding",
    "seek": "funding",
    "need": "funding",
    "pump": "investment",
    "plough": "investment",
    "pour": "investment",
    "sink": "investment",
    "approve": "funding",
    "request": "funding",
    "receive": "funding",
    "get": "funding",
    "go": "funding",
    "bill": "bill",
    "charge": "charge",
    "offer": "offer",
    "sue": "damages",
    "cost": "cost",
    "promise": "funding",
    "budget": "funding",
    "shell": "spending",
    "lay": "spending",
    "mean": "funding",
    "intend": "funding",
}
"""Verbs of spending, with the noun for the money they speak of."""

PURPOSE_PREPS = frozenset({"in", "into", "on", "for", "to", "towards", "toward", "at"})

MEASURE_VERBS_BASE = listed(
    """
    reach hit top exceed pass number total average stand rise fall drop climb
    grow increase decrease decline jump soar surge swell shrink sink slip slide
    plunge tumble dip peak remain stay come be become equal measure weigh cost
    last climb amount rocket double triple halve gain lose edge advance retreat
    narrow widen accelerate slow rebound recover approach near surpass outnumber
    comprise cover span run range go
    """
)
"""Verbs whose subject is what the number measures."""

IRREGULAR_FORMS = {
    "rise": ("rose", "risen"),
    "fall": ("fell", "fallen"),
    "grow": ("grew", "grown"),
    "hit": ("hit", "hitting"),
    "stand": ("stood",),
    "shrink": ("shrank", "shrunk"),
    "sink": ("sank", "sunk"),
    "slide": ("slid",),
    "come": ("came",),
    "be": ("is", "are", "was", "were", "been", "being", "'s", "'re", "am", "'m"),
    "become": ("became",),
    "cost": ("cost", "costing"),
    "lay": ("laid",),
    "mean": ("meant",),
    "spend": ("spent",),
    "put": ("put", "putting"),
    "give": ("gave", "given"),
    "set": ("set", "setting"),
    "pay": ("paid",),
    "lend": ("lent",),
    "sue": ("sued", "suing"),
    "get": ("got", "gotten", "getting"),
    "go": ("went", "gone"),
    "lose": ("lost",),
    "hurt": ("hurt", "hurting"),
    "die": ("died", "dying"),
    "swell": ("swollen",),
    "run": ("ran", "running"),
    "drop": ("dropped", "dropping"),
    "slip": ("slipped", "slipping"),
    "dip": ("dipped", "dipping"),
    "top": ("topped", "topping"),
    "total": ("totalled", "totaled", "totalling", "totaling"),
    "commit": ("committed", "committing"),
    "plan": ("planned", "planning"),
    "span": ("spanned", "spanning"),
    "seek": ("sought",),
    "cut": ("cut", "cutting"),
    "hope": ("hoped", "hoping"),
    "channel": ("channelled", "channelling"),
}


def forms(verb: str) -> set[str]:
    """The inflected forms of a verb."""
    stem = verb.removesuffix("e")
    es = verb.endswith(("s", "x", "sh", "ch", "o"))
    regular = {verb, verb + ("es" if es else "s"), stem + "ed", stem + "ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        regular |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    return regular | set(IRREGULAR_FORMS.get(verb, ()))


MEASURE_VERBS = frozenset(MEASURE_VERBS_BASE)
HARM_VERBS = HARM_VERBS_BASE
SPEND_VERBS = SPEND_VERBS_BASE
STEMS = {
    form: verb
    for verbs in (MEASURE_VERBS_BASE, HARM_VERBS_BASE, SPEND_VERBS_BASE)
    for verb in verbs
    for form in sorted(forms(verb))
}


def verb_stem(word: str) -> str:
    """The base form of a verb that a rule knows, else the word."""
    return STEMS.get(word, word)


IRREGULAR_NOUNS = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot",
    "teeth": "tooth", "geese": "goose", "mice": "mouse", "oxen": "ox",
    "wives": "wife", "lives": "life", "knives": "knife", "wolves": "wolf",
    "halves": "half", "thieves": "thief", "leaves": "leaf", "shelves": "shelf",
    "calves": "calf", "loaves": "loaf", "selves": "self", "crises": "crisis",
    "analyses": "analysis", "bases": "base", "diagnoses": "diagnosis",
    "theses": "thesis", "hypotheses": "hypothesis", "criteria": "criterion",
    "phenomena": "phenomenon", "alumni": "alumnus", "fungi": "fungus",
    "nuclei": "nucleus", "movies": "movie", "cookies": "cookie", "ties": "tie",
    "lies": "lie", "pies": "pie", "dies": "die", "zombies": "zombie",
    "rookies": "rookie", "calories": "calorie", "selfies": "selfie",
    "buses": "bus", "gases": "gas", "viruses": "virus", "bonuses": "bonus",
    "statuses": "status", "campuses": "campus", "censuses": "census",
    "shoes": "shoe", "toes": "toe", "axes": "axe", "policemen": "policeman",
}  # fmt: skip

NO_PLURAL = frozenset(
    listed(
        """
    news series species means politics economics police people staff premises
    headquarters gross business process class crisis basis analysis bus gas
    virus status campus census bonus bus lens mathematics athletics physics
    statistics ethics logistics electronics goods thanks britons' diabetes
    always perhaps plus dos us is was as this his its
    """
    )
) - {"britons'"}


@functools.lru_cache(maxsize=20_000)
def noun_lemma(word: str) -> str:
    """The singular of a noun in lower case."""
    word = word.lower().removesuffix("'s").removesuffix("'")
    if "-" in word:
        front, _, back = word.rpartition("-")
        return f"{front}-{noun_lemma(back)}" if front and back else word
    if word in IRREGULAR_NOUNS:
        return IRREGULAR_NOUNS[word]
    if word.endswith("men") and len(word) > 5:
        return word[:-3] + "man"
    if len(word) < 4 or not word.endswith("s") or word in NO_PLURAL:
        return word
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]

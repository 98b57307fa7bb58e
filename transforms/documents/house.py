"""What an outlet says of itself at the end of an article: its readers, its price.

Such lines stand in one or two articles of a store as often as in all, so nothing
recurs. They speak of the outlet's own wares, in words for who reads them.
"""

from __future__ import annotations

import re

from transforms.documents.lines import count_words, is_evidence

LAST_LINES = 3
"""Of a text; higher up, a paragraph on a paper is the story."""
LONGEST_WORDS = 45

WARES = re.compile(
    r"\b(?:readers?|subscribers?|subscri(?:be|ption)s?|copies|editions?|issues?|brief|"
    r"briefings?|bulletins?|digests?|newsletters?|apps?|phones?|inbox(?:es)?|e-?mails?|"
    r"podcasts?|stations?|members(?:hip)?|gifts?|donations?|supporters?|stories|"
    r"headlines|free|delivered|print(?:ed)?|online|every (?:week)?(?:day|morning|"
    r"evening|night)s?|each (?:week)?(?:day|morning|evening)|week(?:day|night)s|daily|"
    r"weekly|in \w+ minutes|(?:a|per) (?:month|week|year|copy))\b",
    re.IGNORECASE,
)
"""What an outlet sells, to whom, how often."""
INVITES = re.compile(
    r"^\W*(?:(?:want|like|liked|love|enjoy|enjoyed|enjoying|need|fancy|missed|hungry|"
    r"looking|not (?:a|yet)|already|new here|got)\b[^.?!]{0,80}\?|(?:join|get|try|read|"
    r"take|hear|have)\b[^.?!]{0,60}\b(?:us|our|them|it|from|free|now|today)\b)",
    re.IGNORECASE,
)
"""How a line opens that invites its reader."""
TO_READER = re.compile(
    r"\b(?:you|your|us|our|we)\b|^\W*(?:join|get|try)\b", re.IGNORECASE
)
REPORTS = re.compile(
    r"\b(?:said|says|was|were|had|has been|have been|will|would|told|sold|fell|rose|"
    r"reported|announced|plans?|according|lost|won|died|police|court|minister)\b",
    re.IGNORECASE,
)
"""Words of a report: an article on a paper is no promotion of it."""
WORD = re.compile(r"\w+")


def names_outlet(line: str, outlet: str | None) -> bool:
    """Whether a line gives the name of its outlet.

    Args:
        line: The line.
        outlet: Domain or name of the outlet; the domain ``harbourcourier.example`` is
            named by *Harbour Courier*.
    """
    if not outlet:
        return False
    name = "".join(WORD.findall(outlet.casefold().split(".")[0])).removeprefix("the")
    shortest = 4
    if len(name) < shortest:
        return False
    words = WORD.findall(line.casefold())
    return any(
        name.startswith(word)
        and "".join(words[at : at + 4]).startswith(name)
        and _ends_with(name, words[at : at + 4])
        for at, word in enumerate(words)
    )


def _ends_with(name: str, words: list[str]) -> bool:
    joined = ""
    for word in words:
        joined += word
        if joined == name:
            return True
    return False


def is_house_promotion(line: str, *, outlet: str | None = None) -> bool:
    """Whether a line near the end of a text advertises what it stands in."""
    if count_words(line) > LONGEST_WORDS or is_evidence(line) or REPORTS.search(line):
        return False
    wares = len({match.group().casefold() for match in WARES.finditer(line)})
    named = names_outlet(line, outlet)
    invites = INVITES.match(line) is not None
    spoken_to = TO_READER.search(line) is not None
    # Two signs of three kinds; what is sold has to be among them.
    enough, plenty = 2, 3
    return wares > 0 and (
        (named and (wares >= enough or invites or spoken_to))
        or (invites and line.count("?") + wares >= enough)
        or (wares >= plenty and spoken_to)
        or _opens_with_label(line, wares)
    )


def _opens_with_label(line: str, wares: int) -> bool:
    """Whether it opens with a name: *Harbour Metro: 9,000 copies, daily, free*."""
    label, colon, _ = line.partition(":")
    longest, plenty = 4, 3
    words = label.split()
    return (
        bool(colon)
        and len(words) <= longest
        and all(word[:1].isupper() for word in words)
        and wares >= plenty
    )

"""What an article says that persons and bodies are: offices, and nouns for bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transforms.figures.names_context import RUNS, body_nouns

if TYPE_CHECKING:
    from collections.abc import Collection

    from transforms.figures.names_kinds import Name
    from transforms.figures.people import Cast
    from transforms.figures.speech_tokens import Tokens

LEAD_STOPS = frozenset(
    "the a an and but or said says told by that as with who which when while if has "
    "have had is are was were will would".split()
)
"""Words that end the office before a name, read backwards."""

CROWD = 30
"""Persons of one office beyond which only those in focus are tried, so that a long
list of names costs no more than its length."""

SMALL_WORDS = frozenset("the of for and a an in at on to".split())

OFFICE_OF = {
    "leads": "leader",
    "heads": "head",
    "chairs": "chair",
    "runs": "director",
    "led": "leader",
    "headed": "head",
    "chaired": "chair",
    "represents": "lawyer",
}
"""Verbs behind `who` that tell an office."""

WHO = frozenset("who she he".split())
LEAD = 8
ASIDE = 10
"""Words that are read before a name and behind it."""

CALLED = 9
"""Words of an apposition to a body's name that are read."""


def read_offices(tokens: Tokens, result: Cast, roles: frozenset[str]) -> None:
    """Note which person holds which office, from the words round the name.

    Before the name (`security minister Dan Hale`, `the director of works, Dr Hale`)
    and after it (`Dan Hale, the chief executive of Tarn Water`, `…, who leads it`).
    """
    taken = {
        index
        for name in result.names
        if name.kind == "person"
        for index in range(name.name_first, name.last + 1)
    }
    for name in result.names:
        if name.kind != "person":
            continue
        for group in (lead_of(tokens, name, taken), aside_of(tokens, name)):
            heads = [word for word in group if word in roles]
            if heads:
                result.holders.add(name.canonical)
            for head in heads:
                for word in ("", *group):
                    holders = result.offices.setdefault((head, word), {})
                    holders.setdefault(name.canonical)


def lead_of(tokens: Tokens, name: Name, taken: set[int]) -> list[str]:
    """The words of an office before a name, from its last one."""
    lower, words = tokens.lower, tokens.words
    lead: list[str] = []
    index = name.name_first - 1
    title = name.first if name.first < name.name_first else -1
    while index >= title >= 0 and len(lead) < LEAD:
        # `Dr` is no office; `Interior Minister` is.
        if lower[index] not in {"dr", "mr", "mrs", "ms", "miss", "prof", "sir", "."}:
            lead.append(lower[index])
        index -= 1
    if index >= 0 and lower[index] == ",":
        index -= 1
    while index >= 0 and len(lead) < LEAD and words[index][0].isalnum():
        if lower[index] in LEAD_STOPS or index in taken:
            break
        lead.append(lower[index])
        index -= 1
    return lead


def aside_of(tokens: Tokens, name: Name) -> list[str]:
    """The words of an apposition behind a name, or of what its bearer leads."""
    lower = tokens.lower
    index = name.last + 1
    if lower[index : index + 1] not in ([","], ["("]):
        return []
    aside: list[str] = []
    index += 1
    if lower[index : index + 1] == ["who"]:
        office = OFFICE_OF.get(lower[index + 1]) if index + 1 < len(lower) else None
        if office is None:
            return []
        aside.append(office)
        index += 2
    while index < len(lower) and len(aside) < ASIDE and lower[index] not in ",.;()":
        if lower[index] in {"who", "said", "told", "and"}:
            break
        aside.append(lower[index])
        index += 1
    return aside


def read_callings(tokens: Tokens, result: Cast) -> None:
    """Note by which common noun the text calls a body beside its name.

    `the regulator, the Orle Office,`, `security firm Deepmoor`, `Orle Line, which
    runs the ferry`, `Tarn Water, the operator of`.
    """
    lower = tokens.lower
    nouns = body_nouns() | {"operator", "owner", "regulator", "watchdog"}
    for name in result.names:
        if name.kind != "body" or name.dateline:
            continue
        found: list[str] = []
        index = name.first - 1
        if index > 0 and lower[index] in {"the", ","}:
            index -= 2 if lower[index] == "the" and lower[index - 1] == "," else 1
        comma = index + 1 < name.first and lower[index + 1] == ","
        if index >= 0 and lower[index] in nouns and (comma or index == name.first - 1):
            found.append(lower[index])
        index = name.last + 1
        if lower[index : index + 1] == [","]:
            if lower[index + 1 : index + 2] == ["which"]:
                if lower[index + 2 : index + 3] and lower[index + 2] in RUNS:
                    found += ["company", "operator", "firm"]
            elif lower[index + 1 : index + 2] and lower[index + 1] in OPENS_CALLING:
                head = None
                for place in range(index + 2, min(index + CALLED, len(lower))):
                    if not lower[place][0].isalnum() or lower[place] in CALLING_ENDS:
                        break
                    head = lower[place]
                if head in nouns:
                    found.append(head)
        for noun in found:
            known = result.called.setdefault(noun, {})
            if len(known) < CROWD:
                known.setdefault(name.canonical)


OPENS_CALLING = frozenset("the a an its".split())
CALLING_ENDS = frozenset("of which that with in for at from whose".split())


def holder_of(
    result: Cast, head: str, around: frozenset[str], focus: Collection[str]
) -> str | None:
    """The person who holds an office; None where nobody or several might.

    `around` are the other words of the phrase (`MI5` of `the head of MI5`): all of
    them that are no small words have to stand beside the person's office too. Among
    several holders, one of those in `focus` is meant.
    """
    needed = sorted(around - SMALL_WORDS - {head})
    offices = result.offices
    heads = [head]
    if needed and head in HEADS and (head, "") not in offices:
        heads = sorted(HEADS)
    found: dict[str, None] = {}
    for noun in heads:
        groups = [offices.get((noun, word), {}) for word in needed or [""]]
        groups.sort(key=len)
        if len(groups[0]) > CROWD:
            found.update(dict.fromkeys(name for name in focus if name in groups[0]))
            continue
        found.update(
            dict.fromkeys(
                name for name in groups[0] if all(name in group for group in groups)
            )
        )
    if len(found) == 1:
        return next(iter(found))
    return next((name for name in focus if name in found), None)


HEADS = frozenset(
    "head chief director boss leader chair chairman president ceo".split()
)
"""Offices at the top of a body, which texts use for each other."""

"""Bodies that a text takes up again by a common noun (`the regulator`, `its owner`)."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

from transforms.figures.names_kinds import read_lists

if TYPE_CHECKING:
    from transforms.figures.people import Cast

BodyClass = Literal["official", "company", "council", "union", "care", "press"]

CLASS_WORDS: dict[BodyClass, str] = {
    "official": "government services office agency authority commission inspectorate "
    "regulator ombudsman "
    "bureau service executive directorate department ministry laboratory register "
    "institute police guard force registry",
    "company": "company ltd limited plc llp llc inc corp corporation group holdings co "
    "water energy line lines works motors foods transit estates shipping ferries "
    "hotels steel aggregates hygiene brothers sons logistics airlines airways railways "
    "rail media systems studios stores supermarkets chemicals pharmaceuticals bank "
    "partners "
    "insurance finance capital enterprises breweries plastics associates solutions",
    "council": "council assembly parliament senate corporation county",
    "union": "union workers federation guild association",
    "care": "hospital trust infirmary clinic surgery hospitals board",
    "press": "wire gazette weekly post times herald news courier beacon mail express "
    "tribune chronicle guardian telegraph star mirror journal magazine echo digest",
}
"""Last words of names by the sort of body that they name."""

CLASS_OF: dict[str, BodyClass] = {
    word: kind for kind, words in CLASS_WORDS.items() for word in words.split()
}

OFFICIAL = frozenset(
    "agency service authority regulator watchdog bureau force commission office "
    "organisation organization institute body inspectorate department ministry".split()
)
"""Nouns that take up an office of the state."""

COMPANY = frozenset(
    "company firm group business retailer lender maker manufacturer carrier airline "
    "bank giant startup supplier broker insurer developer operator brand builder "
    "shipyard brewer grocer utility contractor consultancy owner".split()
)
"""Nouns that take up a company."""

ANY_BODY = frozenset("agency organisation organization company firm group".split())
"""Nouns that take up a body whatever its name calls it."""

NAMED_BY_KIND = frozenset("department ministry office institute council".split())
"""Of the nouns of offices, those that a name has in it where it is meant."""

NEAR = 60
"""Tokens within which the body that was named last is meant: two sentences or so."""

NO_COMPANIES = frozenset({"union", "council", "official", "press"})

REACH = 40
"""Mentions of bodies that are looked back over."""

COUNTRY_LETTERS = frozenset({"U.S.", "US", "U.K.", "UK", "U.N.", "EU", "E.U.", "UAE"})


def class_of(name: str) -> BodyClass | None:
    """The sort of body that a name tells, or None."""
    if "&" in name:
        return "company"
    words = name.lower().split()
    for joint in ("of", "for"):
        if joint in words[1:]:
            return CLASS_OF.get(words[words.index(joint) - 1])
    found = CLASS_OF.get(words[-1])
    if found is None and any(word in CLASS_OF for word in words):
        return CLASS_OF[next(word for word in words if word in CLASS_OF)]
    return found


def is_place(name: str) -> bool:
    """Whether a name is a country's or a town's, or the letters of one (`U.S.`)."""
    return name.lower() in read_lists().places or name in COUNTRY_LETTERS


class Bodies:
    """The bodies of an article as far as it has been read."""

    def __init__(self, cast: Cast) -> None:
        """Begin with none in mind."""
        self.cast = cast
        named = [
            name for name in cast.names if name.kind == "body" and not name.dateline
        ]
        self.tokens = [name.first for name in named]
        self.named = [name.canonical for name in named]
        self.known = frozenset(self.named)

    def taken_up(self, phrase: str, noun: str, at: int, last: str | None) -> str | None:
        """The body that a definite phrase stands for, or None.

        Args:
            phrase: Without its article or owner, in lower case (`health board`).
            noun: Its head in lower case.
            at: Token of the phrase.
            last: The body that spoke or acted last.
        """
        for known in self.cast.bodies.get(noun, []):
            if phrase in known.lower():
                return known
        aliases = self.cast.called.get(noun)
        recent = self.recent(at)
        if aliases:
            return next((name for name in recent if name in aliases), min(aliases))
        wanted: BodyClass
        if noun in COMPANY:
            wanted = "company"
        elif noun in OFFICIAL:
            wanted = "official"
        else:
            return None
        if last is not None and last in self.known:
            recent = [last, *(name for name in recent if name != last)]
        recent = [name for name in recent if not is_place(name)]
        alike = [
            name
            for name in recent
            if class_of(name) == wanted and self.fits(name, noun)
        ]
        unnamed = noun not in NAMED_BY_KIND
        if recent[:1] == [last] and class_of(recent[0]) is None and unnamed:
            # What spoke last is meant, where its name does not speak against it.
            return last
        if alike:
            return self.meant(alike, at, last)
        # A name that tells nothing is meant where it is the only one.
        if len(recent) == 1 and class_of(recent[0]) is None and unnamed:
            return recent[0]
        if not recent or noun not in ANY_BODY or last != recent[0]:
            return None
        other = wanted == "company" and class_of(recent[0]) in NO_COMPANIES
        return None if other else recent[0]

    def meant(self, alike: list[str], at: int, last: str | None) -> str:
        """The one of several bodies of a kind that a noun takes up.

        The one that acted last or was named just before; else the one that the
        article has spoken of most.
        """
        end = bisect_left(self.tokens, at)
        near = bisect_left(self.tokens, at - NEAR)
        if alike[0] == last or alike[0] in self.named[near:end]:
            return alike[0]
        return max(alike, key=self.named[max(end - REACH, 0) : end].count)

    def fits(self, name: str, noun: str) -> bool:
        """Whether a noun can be meant by a name (`the council` is no office)."""
        return noun not in NAMED_BY_KIND or noun in name.lower().split()

    def recent(self, at: int) -> list[str]:
        """Bodies that were named before a token, the last first, each once."""
        end = bisect_left(self.tokens, at)
        return list(dict.fromkeys(reversed(self.named[max(end - REACH, 0) : end])))

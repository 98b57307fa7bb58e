"""Links between two figures of one text: from A to B, B compared with A."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from transforms.figures.model import Number

BASE = re.compile(
    r"\b(?:(?:as\s+)?compared\s+(?:to|with)|in\s+comparison\s+(?:to|with)|versus|vs\.?"
    r"|against|up\s+from|down\s+from|rather\s+than|instead\s+of"
    r"|from)\s+(?:a\s+|an\s+|the\s+|its\s+|their\s+|just\s+|only\s+|about\s+|around\s+"
    r"|some\s+|(?:a\s+)?(?:high|low|total|peak|record|average)\s+of\s+){0,3}$",
    re.IGNORECASE,
)
"""What stands right before the base of a comparison."""

FROM = re.compile(
    r"\bfrom\s+(?:a\s+|an\s+|the\s+|just\s+|only\s+|some\s+"
    r"|(?:a\s+)?(?:high|low|total|peak|record|average)\s+of\s+){0,3}$",
    re.IGNORECASE,
)

TO = re.compile(
    r"^(?:\s+[^\s.;:]+){0,8}?,?\s+(?:to|until|and\s+to)\s+(?:a\s+|an\s+|the\s+|just\s+|only\s+"
    r"|nearly\s+|(?:a\s+)?(?:high|low|total|peak|record|new)\s+(?:of\s+)?){0,3}$",
    re.IGNORECASE,
)
"""What stands between the two ends of a change."""

CHANGE_RESULT = re.compile(
    r"^(?:,?\s+to|\s+[^\s.;:,]+\s+to|,?\s+reaching|,?\s+hitting)\s+"
    r"(?:a\s+|an\s+|the\s+|just\s+|only\s+|nearly\s+"
    r"|(?:a\s+)?(?:high|low|total|peak|record|new)\s+(?:of\s+)?){0,3}$",
    re.IGNORECASE,
)
"""What stands between a change and the value it led to: "rose 5% to £3m"."""

LENDING = frozenset({"money", "percent", "measure", "duration"})

NAKED = re.compile(
    r"\s*(?:[,.;:)–—]|$|(?:in|on|at|a|an|last|the|this|previously|before|earlier|to|from|by"
    r"|and|over|per|for|when|during|after|until)\b)",
    re.IGNORECASE,
)
"""What may follow a number that has no noun of its own."""

SCALES = {"thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6,
          "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12}  # fmt: skip
SCALE = re.compile(
    r"(?<=[\d\s-])(thousand|million|billion|trillion|mn|bn|tn|[mk])\b", re.IGNORECASE
)
THOUSAND = 1_000
"""A number from here on is written out and takes no scale from another."""

MAX_APART = 12
"""Numbers between a value and its base, at most: keeps lists of numbers linear."""

SIZE = 50
"""Factor within which two values of one thing lie more often than not."""

MAX_FROM = 4
"""Words between a value and its base where only "from" links them."""

WINDOW = 90
"""Characters that are read before a number and between two."""

ALIKE = ({"count", "measure", "ratio"}, {"percent", "change"})


def link_numbers(text: str, numbers: Sequence[Number]) -> dict[int, int]:
    """The number that each one changes or is compared with, by their positions.

    Args:
        text: Text that the offsets of the numbers count in.
        numbers: Numbers of one sentence in order, or of two that follow each other.
    """
    links: dict[int, int] = {}
    for j, base in enumerate(numbers):
        before = text[max(0, base.start - WINDOW) : base.start]
        if FROM.search(before) and j + 1 < len(numbers):
            result = numbers[j + 1]
            between = text[base.end : result.start]
            if (
                len(between) <= WINDOW
                and (comparable(base, result) or lends(text, result, base))
                and TO.match(between)
            ):
                links[j + 1] = j
                continue
        if (found := BASE.search(before)) is not None:
            bare = found[0].split()[0].lower() == "from"
            options = [
                i
                for i in range(j - 1, max(j - MAX_APART, -1), -1)
                if i not in links
                and (comparable(numbers[i], base) or lends(text, numbers[i], base))
            ]
            # "$1.2bn, or $2.10 a share, compared with $1bn": of one size.
            # "38 leave within five years, against 22": like goes with like.
            options.sort(
                key=lambda i: (
                    lends(text, numbers[i], base)
                    and any(numbers[other].kind == base.kind for other in options),
                    not alike_in_size(numbers[i], base),
                )
            )
            for i in options:
                between = text[numbers[i].end : base.start]
                # "To £3m from £2m": a lone "from" has other uses further off.
                if not bare or len(between.split()) <= MAX_FROM:
                    links[i] = j
                break
    for i, number in enumerate(numbers[:-1]):
        if number.kind != "change" or i in links:
            continue
        result = numbers[i + 1]
        between = text[number.end : result.start]
        if len(between) <= WINDOW and CHANGE_RESULT.match(between):
            # The change is of the value that it started from, where that is given; a
            # value that itself starts from this change is no other start.
            start = links.get(i + 1, i + 1)
            links[i] = i + 1 if start == i else start
    return links


def lends(text: str, full: Number, bare: Number) -> bool:
    """Whether a number without unit or noun takes the unit of the one it goes with.

    "From 24.2 to 33 billion crowns", "fell to £3m from 4.1m".
    """
    return (
        bare.kind == "count"
        and bare.unit is None
        and bare.best is not None
        and full.unit is not None
        and full.kind in LENDING
        and NAKED.match(text, bare.end) is not None
    )


def lend_units(
    text: str, numbers: Sequence[Number], links: dict[int, int]
) -> list[Number]:
    """The numbers, those without unit with that of the number they are linked to."""
    found = list(numbers)
    for i, j in sorted(links.items()):
        for full, place in ((found[j], i), (found[i], j)):
            bare = found[place]
            if not lends(text, full, bare):
                continue
            factor = 1
            scale = SCALE.search(text, full.number_start, full.number_end)
            own = SCALE.search(text, bare.number_start, bare.number_end)
            if scale and not own and bare.best is not None and bare.best < THOUSAND:
                factor = SCALES[scale[1].lower()]
            found[place] = replace(
                bare,
                kind=full.kind,
                unit=full.unit,
                unit_system=full.unit_system,
                low=None if bare.low is None else bare.low * factor,
                best=None if bare.best is None else bare.best * factor,
                high=None if bare.high is None else bare.high * factor,
            )
    return found


def alike_in_size(one: Number, other: Number) -> bool:
    """Whether two values are within a factor of each other."""
    sizes = [abs(n.best or n.low or n.high or Decimal(0)) for n in (one, other)]
    return max(sizes) <= SIZE * min(sizes)


def comparable(one: Number, other: Number) -> bool:
    """Whether two numbers can be values of one thing."""
    if one.unit_system == "iso4217" or other.unit_system == "iso4217":
        return one.unit_system == other.unit_system
    if one.unit_system != other.unit_system and one.unit and other.unit:
        return False
    if one.kind == other.kind:
        return True
    return any({one.kind, other.kind} <= alike for alike in ALIKE) or (
        (one.unit is None or other.unit is None)
        and "duration" not in {one.kind, other.kind}
        and "age" not in {one.kind, other.kind}
    )

"""Bare numbers that the words round them show to be no quantities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transforms.figures.bounds import words_before
from transforms.figures.capitals import (
    FUNCTION_WORDS,
    headline_case,
    opens_sentence,
)
from transforms.figures.changes import change_table
from transforms.figures.clocks import clock_with_point, hour_of_day
from transforms.figures.dates import year_like
from transforms.figures.rejections import (
    LABEL_MORE,
    LABEL_TAIL,
    SECTION,
    Refusal,
    names_table,
    score,
    street,
)
from transforms.figures.suffixes import SUFFIX

if TYPE_CHECKING:
    from transforms.figures.bounds import Word
    from transforms.figures.quantities import Quantity

PLURAL_AFTER: Final = re.compile(
    r"[ \xa0](?:[a-z][\w'-]*[ ]){0,1}?(?!(?:was|has|is|its|as|this|us|his|plus|versus"
    r"|across|less|unless|always|perhaps|towards|news|thus|yes|does|goes|says|needs"
    r"|ends|begins|starts|sees|marks|brings|comes|makes|gets|takes|gives|shows|tells"
    r"|remains|continues)\b)"
    r"(?:[a-z][a-z'-]*[^s\W]s|people|children|men|women|staff|police|homes)(?!\w)"
)
_YEAR_BEFORE = frozenset(
    "in since by until till before after during early late mid circa year".split()
)
_YEAR_LOOSELY_BEFORE = _YEAR_BEFORE | frozenset(
    "of from and to between for the around spring summer autumn winter fall this "
    "through throughout '".split()
)
_COUNT_BEFORE = frozenset(
    "more over about nearly almost some least than another approximately "
    "roughly".split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_GOES_ON = re.compile(
    r"[ ](?:is|was|were|are|has|had|in|on|at|of|to|by|for|from|with|and|or|but|as|the"
    r"|will|would|could|can|may|after|before|during|launch|crash|flight|aircraft|jet"
    r"|smartphone|phone|plane|series|rocket|rover|mission|car|truck|tank|game|league"
    r"|event|index)(?!\w)"
)
_VERSION = re.compile(r"\d{1,2}\.0")
"""`Web 2.0`: a quantity would hardly be written with a zero after a name."""
_PART_OF = re.compile(r"[ ]of[ ](?:them|the|its|their|those|these|whom|which|us)(?!\w)")
_HARD_LABEL_WORDS = frozenset(
    "year day under no text call mph mile war game test heat match line u q pm euro "
    "expo sp cop".split()
)
_PLACE = re.compile(
    r"[ ]?(?:[.,;:)]|\Z|\n)|[ ](?:in|of|during|after|and|for|at|on|with|place"
    r"|spot)(?!\w)"
)
YEAR_WORD: Final = re.compile(r"(?:1[5-9]|20)\d\d").fullmatch
LIKELY_YEARS: Final = range(1900, 2036)
"""Years that news speaks of; bare numbers outside need a preposition to be years."""


def context_refusal(
    text: str, original: str, quantity: Quantity, found: list[Word]
) -> Refusal | None:
    """What the words round a bare number show it to be, or None for a quantity.

    `found` are the words before it.
    """
    start, end, numeral = quantity.start, quantity.end, quantity.numeral
    words = [word.text for word in found]
    refusal = score(text, start, words) or rate_base(text, quantity)
    if refusal is not None:
        return refusal
    if numeral.rule == "slash_fraction":
        if words and words[-1] in names_table()["labels"]:
            return Refusal(found[-1].start, end, "label", "label")
        return _slashed(quantity)
    if numeral.scale != 1 or numeral.denominator is not None:
        return None
    digits = numeral.bare_digits
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]" and digits:
        return Refusal(start - 1, end + 1, "label", "footnote")
    if digits:
        section = SECTION.match(text, start)
        if section is not None:
            return Refusal(start, section.end(), "label", "section")
        if (
            len(digits) == 2
            and text[start - 1 : start] == "'"
            and text[max(0, start - 2) : start - 1] in {"", " ", "(", "\n"}
            and not PLURAL_AFTER.match(text, end)
        ):
            return Refusal(start - 1, end, "year", "short_year")
        refusal = street(text, original, start)
        if refusal is not None:
            return refusal
        year = year_like(text, start)
        if (
            year is not None
            and end == year.end()
            and not SUFFIX.match(text, end)
            and _is_year(text, int(digits), end, words)
        ):
            return Refusal(start, end, "year", "year")
        if text.startswith(" zip", end):
            return Refusal(start, end, "code", "zip_code")
    label = clock_with_point(text, start) or _label(text, original, quantity, found)
    if label is not None:
        return label
    if digits and (hour := hour_of_day(text, start, end)) is not None:
        return hour
    if digits.startswith("0") and len(digits) > 1:
        return Refusal(start, end, "code", "leading_zero")
    return None


def _is_year(text: str, value: int, end: int, words: list[str]) -> bool:
    """Whether a bare number from 1500 to 2199 is a year here."""
    last = words[-1] if words else ""
    counted = PLURAL_AFTER.match(text, end) is not None
    if last in _COUNT_BEFORE or words[-2:] == ["up", "to"]:
        return False
    if last in {"and", "to", "-", "–"} and len(words) > 1 and YEAR_WORD(words[-2]):
        return True
    if last in _YEAR_BEFORE:
        return not (counted and value % 100 == 0)
    if value in LIKELY_YEARS and value != 2000:
        return not (counted and value % 50 == 0)
    return not counted and last in _YEAR_LOOSELY_BEFORE


def _slashed(quantity: Quantity) -> Refusal | None:
    """A label such as `34/12`; `3/4` and `8/10` are shares."""
    top, bottom = quantity.numerator, quantity.denominator
    if top is None or bottom is None or top == 1:
        return None
    if top < bottom and bottom in {2, 3, 4, 5, 6, 8, 10, 16, 32, 100}:
        return None
    return Refusal(quantity.start, quantity.end, "label", "slashed")


def _label(
    text: str, original: str, quantity: Quantity, found: list[Word]
) -> Refusal | None:
    """The label or name that the number belongs to: `row 21`, `Falcon 9`."""
    start, end = quantity.start, quantity.end
    if not found or text[start - 1] not in " \xa0#§-.":
        return None
    last = found[-1]
    table = names_table()
    if last.text == "-" and len(found) > 1:
        last = found[-2]
    if last.text == "." and len(found) > 1 and f"{found[-2].text}." in table["labels"]:
        last = found[-2]._replace(text=f"{found[-2].text}.")
    name = last.text
    counted = PLURAL_AFTER.match(text, end) is not None
    digits = quantity.numeral.bare_digits
    if name == "number":
        return _numbered(text, last.start, quantity, [word.text for word in found])
    if digits and (named := _by_law(text, original, quantity, found)) is not None:
        return named
    suffixed = SUFFIX.match(text, end) is not None
    if name in table["labels"]:
        short = digits and len(digits) <= 3 and not counted and not suffixed
        if name in table["weak"] and not short:
            return None
        lower = original[last.start].islower()
        if lower and name in {"no", "under", "q", "u"}:
            return None
        return label_to_end(text, last.start, end, "label")
    version = _VERSION.fullmatch(text[start:end]) is not None
    if not (digits or version) or len(digits) > 4 or not original[last.start].isupper():
        return None
    gap = text[last.start + len(name) : start]
    if gap not in {" ", "\xa0", "-"} or counted or suffixed:
        return None
    if opens_sentence(text, original, last.start) or headline_case(original, start):
        return None
    if (
        "'" in name
        or name in FUNCTION_WORDS
        or name in _DAYS
        or name in change_table().words
    ):
        return None
    if version:
        return label_to_end(text, last.start, end, "version")
    if _PART_OF.match(text, end):
        return None
    follows = text[end : end + 2]
    goes_on = follows[:1] == " " and follows[1:].isalpha()
    if goes_on and original[end + 1].islower() and not _GOES_ON.match(text, end):
        return None
    return label_to_end(text, last.start, end, "name_number")


_SERVED = re.compile(r"[ ](?:bus|tram|trolleybus|coach|route|motorway)(?![\w-])")
"""What runs under a number: `the 42 bus`."""
_COUNTING = frozenset("now they we who which that currently already still".split())
"""Words before `number` that make it a verb: `cases now number 29`."""


def _numbered(
    text: str, label: int, quantity: Quantity, words: list[str]
) -> Refusal | None:
    """`number 5,214` and `the number 42 bus`, or None for `cases number 29`."""
    before = words[-2] if len(words) > 1 else ""
    if before in _COUNTING or (before.endswith("s") and before not in FUNCTION_WORDS):
        return None
    if PLURAL_AFTER.match(text, quantity.end) and before != "the":
        return None
    if before == "the" and quantity.value >= _LONG_NUMBER:
        # "The number 10,000 was first named in May"
        return None
    return label_to_end(text, label, quantity.end, "label")


_LONG_NUMBER = 1_000
"""From here on "the number" names a count more often than a bus."""

_LAWS = frozenset(
    "bill act title law resolution ordinance directive regulation order decree "
    "proposition measure statute chapter article section amendment motion "
    "petition".split()
)
_HOUSES = frozenset({"senate", "house", "assembly", "executive", "public", "council"})
_NUMBERED = re.compile(
    r"[ ](?:program(?:me)?|freeway|highway|motorway|expressway|hotline|system"
    r"|cent(?:er|re)|operator|dispatcher|error|visa|form|plan|bus|series|jet|airliner|regiment"
    r"|line)(?![\w-])"
)
"""Nouns that a label stands before: `the 1033 program`."""
_THE = frozenset("the a an this that its their federal state local".split())


def _by_law(
    text: str, original: str, quantity: Quantity, found: list[Word]
) -> Refusal | None:
    """`Senate Bill 7026`, `the 1033 program` and `The 360`, or None."""
    start, end, last = quantity.start, quantity.end, found[-1]
    digits = quantity.numeral.bare_digits
    if text[start - 1] not in " \xa0":
        return None
    capital = original[last.start].isupper()
    house = len(found) > 1 and found[-2].text in _HOUSES
    if last.text in _LAWS and (house or capital):
        if house or not (
            opens_sentence(text, original, last.start) or headline_case(original, start)
        ):
            return label_to_end(
                text, found[-2].start if house else last.start, end, "law"
            )
        return None
    if last.text == "the" and len(digits) <= 3 and _SERVED.match(text, end):
        return Refusal(start, end, "label", "numbered")
    if last.text in _THE and len(digits) in {3, 4}:
        if _NUMBERED.match(text, end):
            return Refusal(start, end, "label", "numbered")
        if (
            last.text == "the"
            and capital
            and not PLURAL_AFTER.match(text, end)
            and (
                text[end : end + 1] in {'"', "'"}
                or not (
                    opens_sentence(text, original, last.start)
                    or headline_case(original, start)
                )
            )
        ):
            return Refusal(last.start, end, "name", "the_number")
    return None


_HYPHENED = frozenset({"phase", "stage", "tier", "level", "row", "category"})
"""Labels that a hyphen joins with a number in words: `phase-four`."""


def titled_unit(original: str, quantity: Quantity) -> Refusal | None:
    """The title that a time written large is (`60 Minutes`), or None."""
    unit = quantity.unit
    if unit is None or unit.kind != "duration" or unit.end - unit.start < len("days"):
        return None
    written = original[unit.start : unit.end]
    if not written.istitle() or headline_case(original, quantity.start):
        return None
    return Refusal(quantity.start, unit.end, "name", "titled_unit")


_BASES = frozenset({100, 1_000, 10_000, 100_000, 1_000_000})


def rate_base(text: str, quantity: Quantity) -> Refusal | None:
    """The base of a rate, which is no figure: `12 cases per 100,000 people`."""
    start = quantity.start
    if quantity.value not in _BASES or quantity.unit is not None:
        return None
    if not text.endswith(("per ", "for every "), max(0, start - 10), start):
        return None
    return Refusal(start, quantity.number_end, "label", "rate_base")


def word_label(text: str, original: str, start: int, end: int) -> Refusal | None:
    """The label that a number in words belongs to: `row nine`, `the top three`."""
    found = words_before(text, start, width=28)
    if not found or text[start - 1] not in " \xa0-":
        return None
    if text[start - 2 : start - 1] == "." and original[start].isupper():
        # "No. Two of them left."
        return None
    table = names_table()
    last = found[-1]
    if last.text == "number" and len(found) > 1 and found[-2].text in _COUNTING:
        return None
    if last.text == "-" and len(found) > 1:
        last = found[-2]
        if last.text not in _HYPHENED or text[end : end + 1] == "-":
            return None
    counted = PLURAL_AFTER.match(text, end) is not None
    if last.text in {"top", "bottom"} and not counted and _PLACE.match(text, end):
        return Refusal(last.start, end, "label", "place")
    if last.text not in table["labels"] or last.text in _HARD_LABEL_WORDS:
        return None
    if last.text == "top" or (last.text in table["weak"] and counted):
        return None
    return label_to_end(text, last.start, end, "label")


def label_to_end(text: str, start: int, end: int, rule: str) -> Refusal:
    """The label with what its number goes on with: `12(3)`, `Articles 5 and 6`."""
    tail = LABEL_TAIL.match(text, end)
    if tail is not None and not (tail.group()[0] == "." and tail.end() == end + 1):
        end = tail.end()
    while rule == "label" and (more := LABEL_MORE.match(text, end)) is not None:
        end = more.end()
    return Refusal(start, end, "label", rule)

"""Number words that are no plain numerals: `dozens`, `twice`, `both`, `every week`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from transforms.figures.bounds import words_before
from transforms.figures.changes import change_table
from transforms.figures.fractions import FRACTION_WORDS, read_fraction
from transforms.figures.measures import Unit, data_table
from transforms.figures.numerals import SCALES, Numeral
from transforms.figures.quantities import Quantity, with_following_unit
from transforms.figures.rejections import Refusal
from transforms.figures.suffixes import TIME_CODES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from transforms.figures.bounds import Word

ORDINALS: Final = {
    word: value
    for value, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh "
            "twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
            "nineteenth twentieth"
        ).split(),
        start=1,
    )
} | {
    "nineth": 9,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
    "billionth": 10**9,
    "trillionth": 10**12,
}
_FOLDS = {
    "twofold": 2,
    "threefold": 3,
    "fourfold": 4,
    "fivefold": 5,
    "sixfold": 6,
    "sevenfold": 7,
    "eightfold": 8,
    "ninefold": 9,
    "tenfold": 10,
    "hundredfold": 100,
    "thousandfold": 1000,
}
_MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_PLURAL_MAGNITUDES = frozenset(
    "tens dozens scores hundreds thousands millions billions trillions".split()
)
_FEW = frozenset({"few", "several", "couple", "handful"})
OTHER_WORDS: Final = [
    *ORDINALS,
    *_FOLDS,
    *_MULTIPLES,
    *_TIMES,
    *_PLURAL_MAGNITUDES,
    *_FEW,
    *"doubled doubles doubling trebled trebles trebling tripled triples".split(),
    *"tripling quadrupled quadruples quadrupling quintupled halved halving".split(),
    *"dozen half quarter both single every no".split(),
]
_OF_MAGNITUDE = re.compile(
    r"[ ]of[ ](?P<one>hundreds|thousands|millions|billions|trillions)"
    r"(?:[ ]of[ ](?P<two>thousands|millions|billions|trillions))?(?!\w)"
)
_SCALE_NEXT = re.compile(
    r"[ -](?:of[ ])?(hundred|thousand|million|billion|trillion|dozen|score)s?(?!\w)"
)
_EVERY = re.compile(
    r"[ ](?:single[ ]|(?P<other>other[ ]))?"
    r"(?P<time>second|minute|hour|day|night|morning|afternoon|evening|week|weekend"
    r"|fortnight|month|quarter|year|decade|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday)(?!\w)"
)
_REGULAR = frozenset({"hour", "week", "month", "fortnight", "minute", "quarter"})
"""`every week` says how often; `every day` is said of what happens all the time."""
_PER = re.compile(
    r"[ -](?:a|an|per|each|every)[ -](?P<time>second|minute|hour|day|night|week"
    r"|fortnight|month|quarter|year|decade)(?!\w)"
    r"|[ -]?(?P<adverb>daily|weekly|monthly|yearly|annually)(?!\w)"
)
_COMPARED = re.compile(
    r"[ ](?:as|the|that|its|their|his|her|what|more|normal|this|those|last"
    r"|average)(?!\w)"
)
_DIGITS = re.compile(r"[ -]digits?(?!\w)")
_NOUN = re.compile(r"[ -][a-z]")
_PLURAL_NOUN = re.compile(
    r"[ ](?:of(?!\w)|(?:[a-z][\w'-]*[ ])?(?:[a-z][\w'-]*[^s\W]s|men|women"
    r"|people|parties)(?!\w))"
)
_BOTH_AND = re.compile(r"[ ](?:[\w'-]+[ ]){1,4}and(?!\w)")
_NONE_OF = re.compile(
    r" (?!longer|matter|means|plans|less|signs|ifs|doubts|thanks)[a-z-]+[^s\W]s(?!\w)"
    r"| (?:people|children|men|women|evidence)(?!\w)"
)
_LIMITED = frozenset(
    "past last next these those first coming final recent previous the every".split()
)
_THINK = ("think ", "thinking ", "thought ")
_OTHER_SENSE = (
    " down",
    " back",
    " up as",
    " over",
    " as a ",
    " as the ",
    " and tripled",
)


@cache
def magnitudes() -> Mapping[str, tuple[Decimal, Decimal | None, Decimal | None]]:
    """Low, best and high of the words that name a magnitude."""
    return {
        word: (Decimal(low), Decimal(best) or None, Decimal(high) or None)
        for word, (low, best, high) in data_table("magnitudes.toml")["words"].items()
    }


def _number(
    start: int, end: int, value: Decimal | int, *, rule: str, certainty: float = 1.0
) -> Quantity:
    """A count of this value."""
    value = Decimal(value)
    return Quantity(
        start=start,
        number_end=end,
        end=end,
        value=value,
        low=value,
        best=value,
        high=value,
        kind="count",
        unit=None,
        numeral=Numeral(start, end, value, rule),
        rule=rule,
        certainty=certainty,
    )


def _factor(
    start: int, end: int, value: Decimal | int, *, rule: str, certainty: float = 1.0
) -> Quantity:
    """A change by this factor."""
    quantity = _number(start, end, value, rule=rule, certainty=certainty)
    quantity.kind = "change"
    quantity.unit = Unit("x", "times", "change", start, end)
    return quantity


def read_other(
    text: str, original: str, start: int, word: str, floor: int
) -> Quantity | Refusal | None:
    """The number that starts with this word, or why it is none.

    None means that the word says nothing about numbers here, or is an ordinal.
    """
    end = start + len(word)
    if word in _FOLDS:
        return _factor(start, end, _FOLDS[word], rule="fold")
    factor = change_table().factors.get(word)
    if factor is not None:
        if text.startswith(_OTHER_SENSE, end):
            return Refusal(start, end, "idiom", "doubled_down")
        return _factor(start, end, factor[0], rule="factor")
    if word in _TIMES:
        if word != "once" and text.endswith(_THINK, max(0, start - 10), start):
            return Refusal(start, end, "idiom", "think_twice")
        return _times(text, start, end, _TIMES[word])
    if word == "every":
        return _every(text, start, end)
    if word == "both":
        if _PLURAL_NOUN.match(text, end) and not _BOTH_AND.match(text, end):
            return _number(start, end, 2, rule="both", certainty=0.3)
        return None
    if word == "no":
        none = _NONE_OF.match(text, end)
        return _number(start, end, 0, rule="no", certainty=0.3) if none else None
    before = [w for w in words_before(text, start, width=28) if w.start >= floor]
    last = before[-1].text if before else ""
    if word in FRACTION_WORDS:
        return read_fraction(text, original, start, word, before)
    if word in _MULTIPLES:
        return _multiple(text, start, end, word, last)
    if word == "single":
        if last == "a" and _NOUN.match(text, end):
            return _number(start, end, 1, rule="single", certainty=0.3)
        return None
    if word in ORDINALS:
        return None
    return _vague(text, original, start, word, before)


def _times(text: str, start: int, end: int, count: int) -> Quantity | None:
    """`twice a week`, `twice as many`, `twice`; `once` only with its period."""
    per = _PER.match(text, end)
    if per is not None:
        quantity = _number(start, end, count, rule="frequency", certainty=0.8)
        quantity.kind = "frequency"
        code = TIME_CODES[per.group("time") or per.group("adverb")]
        quantity.unit = Unit(f"/{code}", "ucum", "frequency", end + 1, per.end())
        quantity.end = per.end()
        return quantity
    if count == 1:
        return None
    if _COMPARED.match(text, end):
        return _factor(start, end, count, rule="twice", certainty=0.9)
    return _number(start, end, count, rule="twice", certainty=0.45)


def _every(text: str, start: int, end: int) -> Quantity | None:
    """`every week` and `every other day`; a number after it is read by itself."""
    match = _EVERY.match(text, end)
    if match is None:
        return None
    time = match.group("time")
    code = TIME_CODES.get(time) or ("wk" if time.endswith(("end", "day")) else "d")
    count = 2 if match.group("other") else 1
    certainty = 0.7 if time in _REGULAR or count > 1 else 0.4
    quantity = _number(start, end, count, rule="frequency", certainty=certainty)
    quantity.kind = "frequency"
    quantity.unit = Unit(code, "ucum", "frequency", match.start("time"), match.end())
    quantity.end = match.end()
    return quantity


def _multiple(text: str, start: int, end: int, word: str, last: str) -> Quantity | None:
    """`double the rate`, `double-digit growth`; a double room is none."""
    digits = _DIGITS.match(text, end) if word != "quadruple" else None
    if digits is not None:
        places = _MULTIPLES[word]
        quantity = _number(start, digits.end(), 0, rule="figures", certainty=0.45)
        quantity.value = quantity.low = Decimal(10) ** (places - 1)
        quantity.best, quantity.high = None, Decimal(10) ** places - 1
        return quantity
    if _COMPARED.match(text, end) or last in {
        "to",
        "than",
        "nearly",
        "almost",
        "about",
    }:
        value = _MULTIPLES[word]
        return _factor(start, end, value, rule="factor", certainty=0.8)
    return None


def _vague(
    text: str, original: str, start: int, word: str, before: Sequence[Word]
) -> Quantity | None:
    """`dozens`, `tens of thousands`, `a few hundred`, `several`."""
    end = start + len(word)
    last = before[-1].text if before else ""
    article = last == "a" and text[start - 1] in " \xa0"
    begin = before[-1].start if article and word not in _PLURAL_MAGNITUDES else start
    low, best, high = magnitudes()[word]
    if word in _PLURAL_MAGNITUDES:
        of = _OF_MAGNITUDE.match(text, end)
        if of is not None:
            for name in filter(None, (of.group("one"), of.group("two"))):
                scale = SCALES[name.rstrip("s")]
                low = low * scale
                high = (high + 1) * scale - 1 if high is not None else None
            end = of.end()
        elif word == "tens" or (word == "scores" and not text.startswith(" of ", end)):
            return None
        certainty = 0.95
    elif word == "dozen":
        certainty = 0.95
    else:
        of_some = text.startswith(" of ", end)
        if word == "few" and not article and last not in _LIMITED:
            return None
        if word in {"couple", "handful"} and not article and not of_some:
            return None
        certainty = 0.45
        following = _SCALE_NEXT.match(text, end)
        if following is not None:
            name = following.group(1)
            factor = {"dozen": 12, "score": 20}.get(name) or SCALES[name]
            low = low * factor
            best = None if best is None else best * factor
            high = None if high is None else high * factor
            end, certainty = following.end(), 0.9
    rule = "dozen" if word == "dozen" else "vague"
    quantity = _number(begin, end, best or low or 0, rule=rule, certainty=certainty)
    quantity.low, quantity.best, quantity.high = low, best, high
    return with_following_unit(text, original, quantity)

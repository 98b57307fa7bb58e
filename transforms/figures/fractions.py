"""Fractions in one word: `half a million`, `a third of`, `a quarter`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from transforms.figures.bounds import words_before
from transforms.figures.measures import measure_after, percent_after
from transforms.figures.numerals import DENOMINATORS, SCALES, Numeral
from transforms.figures.quantities import Quantity, of_unit, with_following_unit
from transforms.figures.rejections import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transforms.figures.bounds import Word

FRACTION_WORDS: Final = frozenset(
    "half quarter third fourth fifth sixth seventh eighth ninth tenth twelfth "
    "fifteenth twentieth thirtieth fortieth fiftieth hundredth thousandth".split()
)
_SCALE = re.compile(
    r"(?:[ ]{1,2}|-)(?:of[ ])?(?:an?[ -]{1,2})?"
    r"(hundred|thousand|million|billion|trillion|dozen|crore|lakh)(?!\w)"
)
_BEFORE_UNIT = re.compile(r"[ -](?:an?[ ])?(?=[a-z])")
_QUARTER_OF = re.compile(r"[ -](?=(?:century|mile|hour|inch|acre)(?!\w))")
_OF_WHOLE = re.compile(
    r"[ ](?:of|the|its|their|his|her|our|that|those|all|as|more|less|fewer)(?!\w)"
    r"|[ ]?[,.;)]|[ ]?\Z|[ ]?\n"
)
_PLURAL = re.compile(r"[ ](?:[a-z]+[ ])?(?:people|men|women|children|[a-z]+s)(?!\w)")
_OF_THINGS = re.compile(r"[ ](?:of|the|all|its|their|our|his|her|those)(?!\w)")
_OTHER_HALF = re.compile(
    r"[ ](?:is|was|are|were|had|have|has|said|did|do|came|went|will|would|of (?:the|its"
    r"|their))(?!\w)"
)
"""What follows `the other half` where that is a share and no part of a match."""
_MEASURED = frozenset(
    "by almost nearly about around roughly over than under least up just some to lost "
    "only approximately".split()
)
_PARTS = frozenset(
    "first second other better larger bigger smaller opening final early "
    "latter each this that the".split()
)
_WORD_NEXT = re.compile(r"[ -][a-z]")


def read_fraction(
    text: str, original: str, start: int, word: str, before: Sequence[Word]
) -> Quantity | Refusal | None:
    """The fraction that this word is, a refusal, or None for an ordinal."""
    end = start + len(word)
    last = before[-1].text if before else ""
    earlier = before[-2].text if len(before) > 1 else ""
    article = last in {"a", "an", "one"} and text[start - 1] in " -"
    begin = before[-1].start if article else start
    if word in {"half", "quarter", "third"}:
        scale = _SCALE.match(text, end)
        if scale is not None and (article or word != "third"):
            return _scaled(text, original, begin, scale, word)
    if word == "half":
        whole = _and_a_half(text, original, end, before) if last == "a" else None
        return whole or _half(text, original, start, begin, last)
    measured = earlier in _MEASURED
    if article and word == "quarter" and (part := _QUARTER_OF.match(text, end)):
        unit = measure_after(text, original, part.end() - 1)
        if unit is not None:
            quantity = _share(begin, end, word)
            quantity.numerator = quantity.denominator = None
            quantity.unit, quantity.kind, quantity.end = unit, unit.kind, unit.end
            return quantity
    if article and (
        text.startswith((" of ", " as many", " as much"), end)
        or (measured and not _WORD_NEXT.match(text, end))
        or (measured and word == "quarter")
        or earlier in {"by", "than", "almost", "nearly", "least"}
    ):
        quantity = _share(begin, end, word)
        unit = of_unit(text, original, end)
        if unit is not None:
            # "a quarter of a mile"
            quantity.unit, quantity.kind, quantity.end = unit, unit.kind, unit.end
            if unit.part_of_number:
                quantity.number_end = unit.end
        return quantity
    if word == "quarter":
        return Refusal(start, end, "idiom", "quarter") if article else None
    return None


def _and_a_half(
    text: str, original: str, end: int, before: Sequence[Word]
) -> Quantity | None:
    """`a year and a half`, read back from its last word, or None."""
    words = [word.text for word in before[-5:]]
    if len(words) < 4 or words[-2] != "and" or words[-4] not in {"a", "an", "one"}:
        return None
    start, noun = before[-4].start, before[-3].start
    unit = measure_after(text, original, noun - 1)
    if unit is None or unit.start != noun:
        return None
    quantity = _share(start, end, "half")
    quantity.value = quantity.low = quantity.best = quantity.high = Decimal("1.5")
    quantity.numerator = quantity.denominator = None
    quantity.unit, quantity.kind, quantity.rule = unit, unit.kind, "mixed"
    return quantity


def _share(start: int, end: int, word: str, *, certainty: float = 1.0) -> Quantity:
    """One part of a whole."""
    bottom = Decimal(DENOMINATORS[word])
    value = 1 / bottom
    return Quantity(
        start=start,
        number_end=end,
        end=end,
        value=value,
        low=value,
        best=value,
        high=value,
        kind="ratio",
        unit=None,
        numeral=Numeral(start, end, value, "fraction_words"),
        rule="fraction_words",
        numerator=Decimal(1),
        denominator=bottom,
        certainty=certainty,
    )


def _scaled(
    text: str, original: str, start: int, scale: re.Match[str], word: str
) -> Quantity:
    """`half a million`, `a quarter of a billion`, with the unit that follows."""
    name = scale.group(1)
    factor = Decimal(12 if name == "dozen" else SCALES[name])
    quantity = _share(start, scale.end(), word)
    value = factor / DENOMINATORS[word]
    quantity.value = quantity.low = quantity.best = quantity.high = value
    quantity.numerator = quantity.denominator = None
    quantity.kind, quantity.rule = "count", "half_scale"
    quantity.numeral = Numeral(start, scale.end(), value, "half_scale", scale=factor)
    return with_following_unit(text, original, quantity)


def _half(
    text: str, original: str, start: int, begin: int, last: str
) -> Quantity | Refusal:
    """`half an hour`, `half of`, `by half`; the halves of a match are none."""
    end = start + len("half")
    counted = last in {"in", "and", "that"} and bool(_OF_THINGS.match(text, end))
    if last == "other":
        words = [word.text for word in words_before(text, start, width=14)]
        other = words[-2:] == ["the", "other"]
        counted = other and bool(_OTHER_HALF.match(text, end))
    gap = _BEFORE_UNIT.match(text, end)
    if last == "in" and gap is not None and gap.group().endswith(("a ", "an ")):
        measured = measure_after(text, original, gap.end() - 1)
        counted = counted or measured is not None
    if (last in _PARTS or last in {"in", "and"}) and not counted:
        return Refusal(start, end, "idiom", "half")
    if gap is not None and (points := percent_after(text, gap.end() - 1)):
        # "half a percentage point"
        quantity = _share(begin, end, "half")
        quantity.numerator = quantity.denominator = None
        quantity.unit, quantity.kind = points, points.kind
        quantity.end = quantity.number_end = points.end
        return quantity
    unit = measure_after(text, original, gap.end() - 1) if gap else None
    if gap is not None and unit is not None and unit.start == gap.end():
        quantity = _share(begin, end, "half")
        quantity.numerator = quantity.denominator = None
        quantity.unit, quantity.kind, quantity.end = unit, unit.kind, unit.end
        return quantity
    part = of_unit(text, original, end)
    if part is not None and part.kind == "percent":
        quantity = _share(begin, part.end, "half")
        quantity.unit, quantity.kind = part, part.kind
        quantity.numerator = quantity.denominator = None
        return quantity
    if _OF_WHOLE.match(text, end):
        return _share(begin, end, "half", certainty=0.9)
    if last in _MEASURED or _PLURAL.match(text, end):
        return _share(begin, end, "half", certainty=0.6)
    return Refusal(start, end, "idiom", "half")

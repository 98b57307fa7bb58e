"""Number words that are no plain numerals: `dozens`, `half`, `twice`, `every week`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from transforms.figures.bounds import words_before
from transforms.figures.changes import change_table
from transforms.figures.numerals import DENOMINATORS, SCALES, Numeral, alternation
from transforms.figures.quantities import Quantity
from transforms.figures.rejections import Refusal
from transforms.figures.units import Unit, data_table, measure_after, percent_after

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_FACTOR_WORDS = (
    "doubled doubles doubling trebled trebles trebling tripled triples tripling "
    "quadrupled quadruples quadrupling quintupled halved halves halving"
).split()
OTHER_WORDS: Final = [
    *ORDINALS,
    *_FACTOR_WORDS,
    *"tens dozens dozen scores hundreds thousands millions billions trillions handful few several couple".split(),
    *"half quarter twice thrice double triple quadruple both single every twofold threefold fourfold fivefold sixfold".split(),
    *"sevenfold eightfold ninefold tenfold hundredfold thousandfold once no".split(),
]
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
_OF_SCALES = re.compile(
    r"[ ]of[ ](?P<big>hundreds|thousands|millions|billions|trillions|hundred|thousand|million|billion)(?:[ ]of[ ](?P<bigger>thousands|millions|billions|trillions))?(?!\w)"
)
_SCALE_NEXT = re.compile(
    r"[ -](?:of[ ])?(?P<scale>hundred|thousand|million|billion|trillion|dozen|score|hundreds|thousands|millions)(?!\w)"
)
_HALF_SCALE = re.compile(
    r"[ -](?:of[ ])?(?:an?[ -])?(?P<scale>hundred|thousand|million|billion|trillion|dozen|crore|lakh)(?!\w)"
)
_HALF_UNIT = re.compile(r"[ -](?:an?[ ])?(?=[a-z])")
_FRACTION_OF = re.compile(
    r"[ ](?:of|the|its|their|his|her|our|that|those|all|as|more|less|fewer)(?!\w)|[ ]?[,.;)]|[ ]?\Z|[ ]?\n"
)
_FRACTION_BEFORE = frozenset(
    "by almost nearly about around roughly over than under least up just some to lost only approximately".split()
)
_TIME_UNIT = re.compile(
    r"[ ](?:single[ ]|other[ ])?(second|minute|hour|day|night|morning|afternoon|evening|week|weekend|fortnight|month|quarter|year|decade|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?!\w)"
)
_TIMES = {
    "second": ("s", 1),
    "minute": ("min", 1),
    "hour": ("h", 1),
    "day": ("d", 1),
    "night": ("d", 1),
    "morning": ("d", 1),
    "afternoon": ("d", 1),
    "evening": ("d", 1),
    "week": ("wk", 1),
    "weekend": ("wk", 1),
    "fortnight": ("wk", 2),
    "month": ("mo", 1),
    "quarter": ("mo", 3),
    "year": ("a", 1),
    "decade": ("a", 10),
}
_PER = re.compile(
    r"[ -](?:a|an|per|each|every)[ -](second|minute|hour|day|night|week|fortnight|month|quarter|year|decade)(?!\w)|[ -]?(daily|weekly|monthly|yearly|annually)(?!\w)"
)
_ADVERB_TIMES = {
    "daily": "d",
    "weekly": "wk",
    "monthly": "mo",
    "yearly": "a",
    "annually": "a",
}
_TWICE_AS = re.compile(
    r"[ ](?:as|the|that|its|their|his|her|what|more|normal|this|those|last|average)(?!\w)"
)
_DIGIT_FIGURES = re.compile(r"[ -]digit(?:s)?(?!\w)")
_PLURAL = re.compile(
    r"[ \xa0\n](?:[a-z][\w'-]*[ ]){0,2}?(?:[a-z][a-z-]*[^s\W]s|people|children|men|women|staff)(?!\w)"
)
_NOUN = re.compile(r"[ -][a-z]")
_PARTITION = re.compile(
    r"[ ](?:of|sides|men|women)(?!\w)|[ ][a-z][\w'-]*(?:[^s\W]s|men|women|people|parties)(?!\w)"
)


@cache
def magnitudes() -> Mapping[str, tuple[Decimal, Decimal | None, Decimal | None]]:
    """Intervals of the magnitude words."""
    return {
        word: (Decimal(low), Decimal(best) or None, Decimal(high) or None)
        for word, (low, best, high) in data_table("magnitudes.toml")["words"].items()
    }


def _number(
    start: int,
    end: int,
    value: Decimal | int,
    *,
    rule: str,
    low: Decimal | None = None,
    best: Decimal | None = None,
    high: Decimal | None = None,
    certainty: float = 1.0,
    numerator: int | None = None,
    denominator: int | None = None,
) -> Quantity:
    value = Decimal(value)
    numeral = Numeral(start, end, value, rule)
    if low is None and best is None and high is None:
        low = best = high = value
    return Quantity(
        start=start,
        number_end=end,
        end=end,
        value=value,
        low=low,
        best=best,
        high=high,
        kind="ratio" if denominator is not None else "count",
        unit=None,
        numeral=numeral,
        rule=rule,
        numerator=None if numerator is None else Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
        certainty=certainty,
    )


def _with_unit(text: str, original: str, quantity: Quantity) -> Quantity:
    """The number with a unit that follows it."""
    from transforms.figures.units import currency_after  # noqa: PLC0415

    unit = percent_after(text, quantity.end) or measure_after(
        text, original, quantity.end
    )
    money = currency_after(
        text, original, quantity.end, quantity.high or quantity.low or Decimal(0)
    )
    if money is None:
        money = _of_money(text, original, quantity)
    if money is not None and (unit is None or money.end > unit.end):
        unit = money
    if unit is None:
        return quantity
    quantity.unit, quantity.kind, quantity.end = unit, unit.kind, unit.end
    if unit.part_of_number and unit.kind == "percent":
        quantity.number_end = unit.end
    if unit.factor != 1:
        quantity.value *= unit.factor
        quantity.low = None if quantity.low is None else quantity.low * unit.factor
        quantity.best = None if quantity.best is None else quantity.best * unit.factor
        quantity.high = None if quantity.high is None else quantity.high * unit.factor
    return quantity


def _of_money(text: str, original: str, quantity: Quantity) -> Unit | None:
    """Currency after `of`: `millions of dollars`, `hundreds of thousands of pounds`."""
    from transforms.figures.units import currency_after  # noqa: PLC0415

    if not text.startswith(" of ", quantity.end):
        return None
    if quantity.rule != "vague":
        return None
    return currency_after(
        text, original, quantity.end + 3, Decimal(10_000)
    ) or _of_measure(text, original, quantity)


def _of_measure(text: str, original: str, quantity: Quantity) -> Unit | None:
    return measure_after(text, original, quantity.end + 3)


def read_other(  # noqa: C901, PLR0911, PLR0912 - one branch per word class
    text: str, original: str, start: int, word: str, floor: int
) -> Quantity | Refusal | None:
    """Read the number that starts with this word, or the reason why it is none.

    None means that the word says nothing about numbers here.
    """
    end = start + len(word)
    before = [w for w in words_before(text, start, width=28) if w.start >= floor]
    last = before[-1].text if before else ""
    if word in _FOLDS:
        quantity = _number(start, end, _FOLDS[word], rule="fold")
        quantity.kind, quantity.unit = (
            "change",
            Unit("x", "times", "change", start, end),
        )
        return quantity
    factor = change_table().factors.get(word)
    if factor is not None:
        if word == "halves":
            return None
        quantity = _number(start, end, factor[0], rule="factor")
        quantity.kind, quantity.unit = (
            "change",
            Unit("x", "times", "change", start, end),
        )
        if text.startswith((" down", " back", " up as", " over"), end):
            return Refusal(start, end, "idiom", "doubled_down")
        return quantity
    if word in {
        "half",
        "third",
        "quarter",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "twentieth",
        "hundredth",
        "thousandth",
    }:
        return _fraction(text, original, start, word, before)
    if word in {"twice", "thrice"}:
        value = 2 if word == "twice" else 3
        if _TWICE_AS.match(text, end):
            quantity = _number(start, end, value, rule="twice", certainty=0.9)
            quantity.kind, quantity.unit = (
                "change",
                Unit("x", "times", "change", start, end),
            )
            return quantity
        return _frequency(text, start, end, value) or _number(
            start, end, value, rule="twice", certainty=0.6
        )
    if word == "once":
        return _frequency(text, start, end, 1)
    if word in {"double", "triple", "quadruple"}:
        if word == "double" and (digit := _DIGIT_FIGURES.match(text, end)):
            return _number(
                start,
                digit.end(),
                10,
                rule="figures",
                low=Decimal(10),
                high=Decimal(99),
                certainty=0.7,
            )
        if _TWICE_AS.match(text, end) or last in {
            "to",
            "than",
            "nearly",
            "almost",
            "about",
        }:
            quantity = _number(
                start,
                end,
                {"double": 2, "triple": 3}.get(word, 4),
                rule="factor",
                certainty=0.8,
            )
            quantity.kind, quantity.unit = (
                "change",
                Unit("x", "times", "change", start, end),
            )
            return quantity
        return None
    if word == "both":
        if _PARTITION.match(text, end):
            return _number(start, end, 2, rule="both", certainty=0.3)
        return None
    if word == "single":
        if last == "a" and _NOUN.match(text, end):
            return _number(start, end, 1, rule="single", certainty=0.3)
        return None
    if word == "no":
        return (
            _number(start, end, 0, rule="no", certainty=0.3)
            if re.compile(
                r" (?!longer|matter|means|plans|less|signs|ifs)[a-z-]+[^s\W]s(?!\w)| (?:people|children|men|women|evidence) "
            ).match(text, end)
            else None
        )
    if word == "every":
        unit = _TIME_UNIT.match(text, end)
        if unit is None:
            return None
        name = unit.group(1)
        code, count = _TIMES.get(name, ("wk", 1))
        if " other " in unit.group():
            count = 2
        quantity = _number(
            start,
            end,
            count,
            rule="frequency",
            certainty=0.7
            if name in {"hour", "week", "month", "fortnight", "minute", "quarter"}
            else 0.4,
        )
        quantity.kind = "frequency"
        quantity.unit = Unit(code, "ucum", "frequency", unit.start(1), unit.end())
        quantity.end = unit.end()
        return quantity
    if word in ORDINALS:
        return None
    return _vague(text, original, start, word, before)


def _frequency(text: str, start: int, end: int, count: int) -> Quantity | None:
    per = _PER.match(text, end)
    if per is None:
        return None
    code = _TIMES[per.group(1)][0] if per.group(1) else _ADVERB_TIMES[per.group(2)]
    quantity = _number(start, end, count, rule="frequency", certainty=0.8)
    quantity.kind = "frequency"
    quantity.unit = Unit(f"/{code}", "ucum", "frequency", per.start() + 1, per.end())
    quantity.end = per.end()
    return quantity


def _fraction(
    text: str, original: str, start: int, word: str, before: list
) -> Quantity | Refusal | None:  # type: ignore[type-arg]
    """`half a million`, `a third of`, `half the`, or an ordinal (None)."""
    end = start + len(word)
    last = before[-1].text if before else ""
    article = last in {"a", "an", "one"} and text[start - 1] in " -"
    bottom = DENOMINATORS[word]
    value = 1 / Decimal(bottom)
    begin = before[-1].start if article and last != "one" else start
    scale = (
        _HALF_SCALE.match(text, end) if word in {"half", "quarter", "third"} else None
    )
    if scale is not None and (word == "half" or article):
        name = scale.group("scale")
        factor = 12 if name == "dozen" else SCALES[name]
        quantity = _number(
            begin if article and word != "half" else (begin if article else start),
            scale.end(),
            value * factor,
            rule="half_scale",
        )
        return _with_unit(text, original, quantity)
    if word == "half":
        if last in {
            "first",
            "second",
            "other",
            "better",
            "opening",
            "final",
            "early",
            "top",
            "bottom",
            "the",
            "latter",
            "each",
            "this",
            "that",
            "second-",
        }:
            if (
                last == "the"
                or not _FRACTION_OF.match(text, end)
                or last in {"first", "second", "opening", "final"}
            ):
                return Refusal(start, end, "idiom", "half")
        if last in {"in", "and"}:
            return Refusal(start, end, "idiom", "half")
        unit_gap = _HALF_UNIT.match(text, end)
        if unit_gap is not None:
            unit = measure_after(text, original, unit_gap.end() - 1)
            if unit is not None and unit.start == unit_gap.end():
                quantity = _number(begin, end, value, rule="half")
                quantity.unit, quantity.kind, quantity.end = unit, unit.kind, unit.end
                quantity.low = quantity.best = quantity.high = quantity.value = (
                    value * unit.factor
                )
                return quantity
        if (
            _FRACTION_OF.match(text, end)
            or last in _FRACTION_BEFORE
            or re.compile(r" (?:[a-z]+ )?(?:people|[a-z]+s)\b").match(text, end)
        ):
            return _number(
                begin,
                end,
                value,
                rule="half",
                numerator=1,
                denominator=2,
                certainty=0.9 if _FRACTION_OF.match(text, end) else 0.6,
            )
        return Refusal(start, end, "idiom", "half")
    if word == "quarter":
        if article:
            earlier = before[-2].text if len(before) > 1 else ""
            unit = (
                measure_after(text, original, end + 3)
                if text.startswith(" of a", end)
                else None
            )
            if text.startswith(" of", end) or earlier in _FRACTION_BEFORE:
                return _number(
                    begin if last != "one" else before[-1].start,
                    end,
                    value,
                    rule="fraction_words",
                    numerator=1,
                    denominator=4,
                )
            del unit
        return None if not article else Refusal(start, end, "idiom", "quarter")
    if article:
        earlier = before[-2].text if len(before) > 1 else ""
        if (
            text.startswith(" of ", end)
            or (earlier in _FRACTION_BEFORE and not _NOUN.match(text, end))
            or (earlier in {"by", "than", "almost", "nearly", "least"})
        ):
            return _number(
                before[-1].start,
                end,
                value,
                rule="fraction_words",
                numerator=1,
                denominator=bottom,
            )
    return None


def _vague(
    text: str, original: str, start: int, word: str, before: list
) -> Quantity | Refusal | None:  # type: ignore[type-arg]
    """`dozens`, `tens of thousands`, `a few hundred`, `several`."""
    end = start + len(word)
    last = before[-1].text if before else ""
    table = magnitudes()
    begin = start
    if (
        last == "a"
        and text[start - 1] in " \xa0"
        and word in {"handful", "few", "couple", "dozen"}
    ):
        begin = before[-1].start
    if word == "quarter":
        return None
    low, best, high = table[word]
    if word in {"tens", "dozens", "scores", "hundreds", "thousands", "millions"}:
        of = _OF_SCALES.match(text, end)
        if (
            of is not None
            and word in {"tens", "hundreds", "thousands", "dozens", "scores"}
            and of.group("big").endswith("s")
        ):
            for name in (of.group("big"), of.group("bigger")):
                if name is not None:
                    scale = SCALES[name.rstrip("s")]
                    low, high = (
                        low * scale,
                        (high + 1) * scale - 1 if high is not None else None,
                    )
            end = of.end()
        elif word == "tens" or (word == "scores" and not text.startswith(" of ", end)):
            return None
        quantity = _number(
            begin, end, low, rule="vague", low=low, best=best, high=high, certainty=0.95
        )
        return _with_unit(text, original, quantity)
    if word in {"billions", "trillions"}:
        return _with_unit(
            text,
            original,
            _number(
                begin,
                end,
                low,
                rule="vague",
                low=low,
                best=best,
                high=high,
                certainty=0.95,
            ),
        )
    if word == "dozen":
        quantity = _number(begin, end, 12, rule="dozen", certainty=0.95)
        return _with_unit(text, original, quantity)
    if (
        word == "few"
        and begin == start
        and last
        not in {
            "past",
            "last",
            "next",
            "these",
            "those",
            "first",
            "coming",
            "final",
            "recent",
            "previous",
            "the",
            "every",
        }
    ):
        return None
    if (
        word in {"couple", "handful"}
        and begin == start
        and not text.startswith(" of ", end)
    ):
        return None
    scale = _SCALE_NEXT.match(text, end) or (
        re.compile(r"[ ]of[ ](?P<scale>hundred|thousand|million|dozen)(?!\w)").match(
            text, end
        )
    )
    certainty = {"couple": 0.4, "several": 0.45, "few": 0.4, "handful": 0.5}.get(
        word, 0.5
    )
    if scale is not None:
        name = scale.group("scale").rstrip("s")
        factor = 12 if name == "dozen" else 20 if name == "score" else SCALES[name]
        low, high = low * factor, high * factor if high is not None else None
        best = best * factor if best is not None else None
        end, certainty = scale.end(), 0.9
    quantity = _number(
        begin,
        end,
        best or low,
        rule="vague",
        low=low,
        best=best,
        high=high,
        certainty=certainty,
    )
    if word in {"couple", "handful"} and text.startswith(" of ", end):
        inner = measure_after(text, original, end + 3)
        if inner is not None and inner.kind == "duration":
            quantity.unit, quantity.kind, quantity.end = inner, inner.kind, inner.end
            return quantity
    return _with_unit(text, original, quantity)

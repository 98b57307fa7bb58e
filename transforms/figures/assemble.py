"""A number of the text: a quantity with the words round it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from transforms.figures.bounds import (
    Bounds,
    Word,
    apply_rules,
    bounds_table,
    read_before,
)
from transforms.figures.changes import (
    change_table,
    direction_after,
    direction_before,
    mentions_change,
)
from transforms.figures.model import Number
from transforms.figures.numerals import alternation
from transforms.figures.quantities import Quantity, read_quantity
from transforms.figures.ranges import read_range, read_ratio, second_start
from transforms.figures.suffixes import read_suffix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warehouse.schema.terms import ChangeDirection

_CLOSES = frozenset({"\n", ";", "?", "!"})
"""Words before these do not bound the number."""
_MORE_AFTER = re.compile(r"[ ](?:more|additional|extra|further)(?![\w])(?! than)")
_WHOLE_RULES: Final = frozenset(
    {"ratio", "range", "range_or", "range_between", "frequency", "factor", "both"}
)
_BEFORE_LONGER = frozenset(
    "for of after is was are were well just with took taken takes lasted lasting spent "
    "in a the little slightly from waited served".split()
)
_AFTER_LONGER = re.compile(r"[ -](?:ago|old|later|earlier|long|in prison|since)(?!\w)")
_PERCENT_LIKE = frozenset({"percent", "percentage_point"})


class _Sign(NamedTuple):
    """Where a number begins with its sign, and whether that is a minus."""

    start: int
    negative: bool
    words: list[Word]


def assemble(text: str, original: str, quantity: Quantity, found: list[Word]) -> Number:
    """The number that this quantity is, with bounds, direction and kind.

    `text` is the comparable form of `original`; `found` are the words before the
    quantity that no earlier number has taken.
    """
    for index in range(len(found) - 1, -1, -1):
        if found[index].text in _CLOSES:
            found = found[index + 1 :]
            break
    sign = _sign(text, quantity, found)
    found = sign.words
    if sign.negative:
        _negate(quantity)
    number_start = sign.start
    blur = read_before(found)
    rest = [word.text for word in found[: blur.remaining]]
    start = blur.start if blur.start >= 0 else sign.start
    rules = list(blur.rules)
    if (
        blur.rules[:1] == ("at_least",)
        and quantity.kind == "duration"
        and found[-1].text == "over"
        and not _longer_than(text, quantity, found)
    ):
        # "over two days" is during them; "for over two days" is longer.
        blur = blur._replace(start=-1, rules=(), remaining=len(found))
        rest = [word.text for word in found]
        start, rules = sign.start, []
    if (
        blur.rules[:1] == ("at_most",)
        and quantity.kind == "duration"
        and len(found) > 1
        and found[-1].text == "as"
        and text.startswith(" ago", quantity.end)
    ):
        # "Twice as many as four years ago" bounds no years.
        blur = blur._replace(start=-1, rules=(), remaining=len(found))
        rest = [word.text for word in found]
        start, rules = sign.start, []
    if quantity.rule not in _WHOLE_RULES:
        joined = read_ratio(text, original, quantity) or read_range(
            text, original, quantity, before=rest, changed=mentions_change(rest)
        )
        quantity = joined or quantity
    is_range = quantity.rule.startswith("range")
    if is_range and rest and rest[-1] in {"between", "from"}:
        start = found[blur.remaining - 1].start
        rest = rest[:-1]
    read_suffix(text, original, quantity, rest)
    direction = _direction(text, quantity, rest)
    if direction is not None and rest and rest[-1] in {"up", "down"}:
        start = min(start, found[blur.remaining - 1].start)
    approximator = original[blur.start : sign.start].strip() if blur.rules else None
    end, after = _read_after(text, quantity)
    if after is not None:
        rules.insert(0, bounds_table().after[after.group("phrase")])
        phrase = original[after.start("phrase") : after.end()].strip(" -")
        approximator = f"{approximator} {phrase}" if approximator else phrase
    bounds = _bounds(quantity, rules)
    if bounds.rule in {"at_least", "at_most"} and not is_range:
        closed = _other_side(text, original, quantity, bounds, end)
        if closed is not None:
            bounds, end = closed
    if approximator is None and quantity.rule == "vague":
        approximator = original[quantity.start : quantity.number_end]
    more = _MORE_AFTER.match(text, quantity.number_end)
    if more is not None and approximator is None and quantity.kind == "duration":
        approximator = more.group().strip()
    if "every" in rules and quantity.kind == "duration":
        quantity.kind = "frequency"
    unit = quantity.unit
    return Number(
        start=start,
        end=max(end, quantity.number_end),
        number_start=number_start,
        number_end=quantity.number_end,
        kind=quantity.kind,
        low=bounds.low,
        best=bounds.best,
        high=bounds.high,
        numerator=quantity.numerator,
        denominator=quantity.denominator,
        unit=unit.code if unit is not None else None,
        unit_system=unit.system if unit is not None else "none",
        unit_start=unit.start if unit is not None else None,
        unit_end=unit.end if unit is not None else None,
        approximator=approximator or None,
        bound_rule=bounds.rule,
        change_direction=direction,
        additive="further" in rules or more is not None,
        rule=quantity.rule,
        certainty=quantity.certainty,
    )


def _longer_than(text: str, quantity: Quantity, found: Sequence[Word]) -> bool:
    """Whether `over` before a duration means longer than it, and not in its course."""
    earlier = found[-2].text if len(found) > 1 else ""
    return earlier in _BEFORE_LONGER or bool(_AFTER_LONGER.match(text, quantity.end))


def _sign(text: str, quantity: Quantity, found: list[Word]) -> _Sign:
    """The sign before the number: `-5`, `$-5`, `minus 5`, `minus-5`."""
    start = quantity.start
    if not found:
        return _Sign(start, False, found)
    last = found[-1]
    if last.text in {"minus", "negative"}:
        return _Sign(last.start, True, found[:-1])
    if last.text == "-" and last.start == start - 1:
        if len(found) > 1 and found[-2].text in {"minus", "negative"}:
            return _Sign(found[-2].start, True, found[:-2])
        if start < 2 or text[start - 2] in " \n(<>=-~":
            return _Sign(last.start, True, found[:-1])
    return _Sign(start, False, found)


def _negate(quantity: Quantity) -> None:
    quantity.value = -quantity.value
    quantity.low, quantity.best, quantity.high = (
        None if value is None else -value
        for value in (quantity.high, quantity.best, quantity.low)
    )


def _read_after(text: str, quantity: Quantity) -> tuple[int, re.Match[str] | None]:
    """End of the number with the bound that follows it (`or more`), and that bound."""
    pattern = bounds_table().after_pattern
    match = pattern.match(text, quantity.end)
    if match is None and quantity.end != quantity.number_end:
        match = pattern.match(text, quantity.number_end)
        if match is not None and match.end() > quantity.end:
            match = None
    if match is None:
        return quantity.end, None
    return max(match.end(), quantity.end), match


def _bounds(quantity: Quantity, rules: Sequence[str]) -> Bounds:
    """Low, best and high of the quantity under the rules of the words beside it."""
    if quantity.best is not None and quantity.low == quantity.high:
        return apply_rules(quantity.value, tuple(rules))
    if quantity.rule.startswith("range"):
        # "from up to 250 to 290": the range says more than the word.
        return Bounds(quantity.low, quantity.best, quantity.high, quantity.rule)
    if "at_least" in rules:
        return Bounds(quantity.low, quantity.best, None, "at_least")
    if "at_most" in rules:
        return Bounds(None, quantity.best, quantity.high, "at_most")
    return Bounds(quantity.low, quantity.best, quantity.high, quantity.rule)


@cache
def _closing() -> dict[str, re.Pattern[str]]:
    """For each side, what opens the bound of the other: `and less than`."""
    table = bounds_table().before
    return {
        rule: re.compile(
            r"(?:,? (?:and|but)|,) (?:is )?(?:"
            + alternation([phrase for phrase, of in table.items() if of == other])
            + r") ?"
        )
        for rule, other in (("at_least", "at_most"), ("at_most", "at_least"))
    }


def _other_side(
    text: str, original: str, quantity: Quantity, bounds: Bounds, end: int
) -> tuple[Bounds, int] | None:
    """Both bounds, where the other follows: `more than 10 and less than 40`."""
    opening = _closing()[bounds.rule].match(text, end)
    if opening is None:
        return None
    start = second_start(text, opening.end())
    if start is None:
        return None
    second = read_quantity(text, original, start, opening.end())
    if second is None:
        return None
    code = quantity.unit.code if quantity.unit is not None else None
    if (second.unit.code if second.unit is not None else None) != code:
        return None
    low, high = sorted((quantity.value, second.value))
    if low == high or (bounds.rule == "at_least") != (quantity.value == low):
        return None
    quantity.number_end = second.number_end
    return Bounds(low, None, high, "range_bounds"), second.end


def _direction(
    text: str, quantity: Quantity, before: Sequence[str]
) -> ChangeDirection | None:
    """Direction of the change that the quantity is; percentages become changes."""
    if quantity.kind in {"age", "rank", "frequency"}:
        return None
    unit = quantity.unit
    bare = quantity.kind in {"count", "measure", "duration"}
    amount = quantity.kind in {"money", "count"}
    direction = direction_before(before, bare=bare, amount=amount)
    system = unit.system if unit is not None else "none"
    if system == "times" and quantity.rule in {"factor", "twice"}:
        return _factor_side(text, quantity)
    if system == "times":
        return direction or _nearest_change(before) or _factor_side(text, quantity)
    if direction is None and system in _PERCENT_LIKE:
        direction = direction_after(text, quantity.end)
    if (
        direction is not None
        and (unit is None or system in _PERCENT_LIKE)
        and quantity.kind in {"count", "percent", "ratio"}
    ):
        quantity.kind = "change"
    return direction


def _nearest_change(before: Sequence[str]) -> ChangeDirection | None:
    """Direction of the nearest word of change within five words."""
    words = change_table().words
    near = before[-5:]
    for index in range(len(near) - 1, -1, -1):
        if near[index] in {".", ";"}:
            return None
        if near[index] in words and (not index or near[index - 1] != "-"):
            return words[near[index]]
    return None


def _factor_side(text: str, quantity: Quantity) -> ChangeDirection:
    """`halved` goes down, every other factor up."""
    written = change_table().factors.get(text[quantity.start : quantity.number_end])
    if written is not None:
        return written[1]
    return "down" if quantity.value < Decimal(1) else "up"

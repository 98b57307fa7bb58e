"""Scores of figures and their speakers against the samples' gold."""

from __future__ import annotations

import math
import re

from sample_made import Made, Row, Score
from sample_model import Figure, Words


def touch(one: Figure | Words, row: Row) -> bool:
    """Whether a place has something of a figure's number."""
    return bool(one.start < row["number_end"] and row["number_start"] < one.end)


# Figures.


def figures(made: Made) -> list[Score]:
    """What was found, and each field of what was found."""
    span = Score(stage="figures", what="span", found=0)
    value = Score(stage="figures", what="span and value", found=0)
    unit = Score(stage="figures", what="span, value and unit", found=0)
    single = {
        name: Score(stage="figures", what=name)
        for name in (
            "kind", "bounds", "modality", "direction of change", "counted noun",
            "quoted", "additive",
        )
    }  # fmt: skip
    reference = Score(stage="figures", what="words that date it", found=0)
    traps = Score(stage="figures", what="traps avoided")
    arguable = {
        id(row)
        for figure in made.gold.figures
        if figure.tier == 3
        for row in made.figures[figure.article]
        if row["field"] == figure.field and touch(figure, row)
    }
    judged = {
        key: row for key, row in made.matches.items() if not row["in_boilerplate"]
    }
    for name, rows in made.figures.items():
        for row in rows:
            if row["in_boilerplate"] or id(row) in arguable:
                continue
            for score in (span, value, unit):
                score.found = (score.found or 0) + 1
            if not any(row is match for match in judged.values()):
                span.errors.append(
                    f"false: {name}: {row['surface']!r} | {made.sentence(row, name)}"
                )
    for figure in made.gold.figures:
        if figure.tier == 3 or figure.article not in made.version:
            continue
        row = judged.get(figure.key)
        for score in (span, value, unit):
            score.gold += 1
        told = f"{figure.article}: {figure.surface!r} | {made.sentence(figure)}"
        if row is None:
            span.errors.append(f"missed: {told}")
            continue
        same_span, same_value = spans_agree(figure, row), values_agree(figure, row)
        same_unit = (figure.unit or None) == (row["unit"] or None)
        span.right += same_span
        value.right += same_span and same_value
        unit.right += same_span and same_value and same_unit
        if not same_span:
            span.errors.append(f"cut otherwise: {row['surface']!r}: {told}")
        elif not same_value:
            value.errors.append(f"{_values(row)}, not {_values(figure)}: {told}")
        elif not same_unit:
            unit.errors.append(f"{row['unit']}, not {figure.unit}: {told}")
        if not (same_span and same_value):
            continue
        for name, wanted, found in (
            ("kind", figure.kind, row["kind"]),
            ("modality", figure.modality, row["modality"]),
            ("direction of change", figure.change_direction, row["change_direction"]),
            ("quoted", figure.quoted, row["quoted"]),
            ("additive", figure.additive, row["additive"]),
        ):
            single[name].judge(
                right=wanted == found, error=f"{found}, not {wanted}: {told}"
            )
        single["bounds"].judge(
            right=bounds_agree(figure, row),
            error=f"{_values(row)}, not {_values(figure)}: {told}",
        )
        if figure.concept and figure.kind not in ("duration", "frequency", "age"):
            single["counted noun"].judge(
                right=nouns_agree(figure.concept, row["concept"]),
                error=f"{row['concept']!r}, not {figure.concept!r}: {told}",
            )
        _judge_reference(reference, figure, row, told)
    for words in made.gold.traps:
        taken = [
            row
            for row in made.figures[words.article]
            if row["field"] == words.field
            and touch(words, row)
            and not row["in_boilerplate"]
            and id(row) not in arguable
        ]
        traps.judge(
            right=not taken,
            error=f"{words.article}: {words.surface!r} | {made.sentence(words)}",
        )
    return [span, value, unit, *single.values(), reference, traps]


def _judge_reference(score: Score, figure: Figure, row: Row, told: str) -> None:
    wanted, found = figure.reference, row["reference_text"]
    right = bool(wanted and found and _share_words(wanted, found))
    # A time that the gold leaves out is no error: it may be said sentences before.
    if wanted:
        score.gold += 1
        score.found = (score.found or 0) + bool(found)
        score.right += right
        if not right:
            score.errors.append(f"{found!r}, not {wanted!r}: {told}")


def spans_agree(figure: Figure, row: Row) -> bool:
    """The number lies in the gold's words, and the gold's number in the figure's.

    Which words of unit, noun and bound belong to the span is a matter of taste; where
    the number ends is not.
    """
    return bool(
        figure.start <= row["number_start"]
        and row["number_end"] <= figure.end
        and row["start"] <= figure.number_start
        and figure.number_end <= row["end"]
    )


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=2e-3)


def values_agree(figure: Figure, row: Row) -> bool:
    """The value the words name; both bounds where they name none."""
    if figure.numerator is not None and row["numerator"] is not None:
        return _close(figure.numerator, row["numerator"]) and _close(
            figure.denominator, row["denominator"]
        )
    if figure.best is not None:
        return _close(figure.best, row["value_best"])
    if figure.low is None and figure.high is None:
        return True
    return _given(figure.low, row["value_low"]) and _given(
        figure.high, row["value_high"]
    )


def _given(wanted: float | None, found: float | None) -> bool:
    return wanted is None or _close(wanted, found)


def bounds_agree(figure: Figure, row: Row) -> bool:
    """Both ends; a gold that gives the value alone means exactly that value."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        low = high = figure.best
        if low is None:
            return True
    return _close(low, row["value_low"]) and _close(high, row["value_high"])


def _values(item: Figure | Row) -> str:
    if isinstance(item, dict):
        ends = item["value_low"], item["value_best"], item["value_high"]
    else:
        ends = item.low, item.best, item.high
    return "[" + " ".join("–" if end is None else f"{end:g}" for end in ends) + "]"


SMALL_WORDS = frozenset(
    "a an the of in on at to for and or by from with their its his her our your that "
    "this these those who which was were is are be been had has have".split()
)


def _words(text: str) -> list[str]:
    found = re.findall(r"[\w’'-]+", text.casefold())
    stems = [re.sub(r"(’s|'s)$", "", word) for word in found]
    return [
        re.sub(r"(?<=\w{3})(ies|es|s)$", "", word)
        for word in stems
        if word not in SMALL_WORDS
    ]


def _share_words(one: str, other: str) -> bool:
    return bool(set(_words(one)) & set(_words(other)))


def nouns_agree(wanted: str, found: str | None) -> bool:
    """Both name one thing: a word of weight stands in both."""
    return bool(found) and _share_words(wanted, found or "")


# Speakers, quotations, names.


def names_agree(wanted: str, found: str) -> bool:
    """One name is the other or the fuller form of it."""
    one, other = set(_words(wanted)), set(_words(found))
    return bool(one and other) and (one <= other or other <= one)


def speakers(made: Made) -> list[Score]:
    """Who said each figure that was found."""
    score = Score(stage="speakers", what="of figures", found=0)
    for figure in made.gold.figures:
        row = made.matches.get(figure.key)
        if figure.tier == 3 or row is None or row["in_boilerplate"]:
            continue
        told = f"{figure.article}: {figure.surface!r} | {made.sentence(figure)}"
        judge_speaker(score, figure.speaker, row["speaker_canonical"], told)
    return [score]


def judge_speaker(
    score: Score, wanted: str | None, found: str | None, told: str
) -> None:
    score.gold += bool(wanted)
    score.found = (score.found or 0) + bool(found)
    right = bool(wanted and found and names_agree(wanted, found))
    score.right += right
    if not right and (wanted or found):
        score.errors.append(f"{found}, not {wanted}: {told}")

"""What the figures of a claim come to: one value with bounds, and how they agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from transforms.claims.alignment import value_key
from transforms.claims.mentions import Reported
from transforms.claims.units import conversion
from transforms.claims.values import (
    Interval,
    Qualifier,
    hull,
    relate,
    same,
    significant_digits,
)
from warehouse.schema.terms import Agreement

GRAVITY: tuple[Agreement, ...] = (
    "conflict",
    "update",
    "unit",
    "rounding",
    "qualifier_drift",
    "agree",
)
"""The gravest agreement of a figure is the claim's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """The reconciled value of a claim."""

    unit: str | None
    value: Interval
    figures: dict[str, Agreement]
    """Agreement of each figure with the claim's value."""
    agreement: Agreement


def reckon(figures: list[Reported], copied: frozenset[str]) -> Reckoning:
    """The value that the figures of a claim come to.

    Words in quotation marks outrank what writers make of them, and a text outranks
    its copies: where a claim has quoted figures, they alone set value and bounds, else
    those that were not copied from another of the claim. In a toll that moves, the
    latest report sets them.

    Args:
        figures: Figures of one claim, earliest first.
        copied: Those of them that were copied from another one.
    """
    if len(figures) == 1:
        (only,) = figures
        return Reckoning(
            unit=only.unit,
            value=_ordered(only.value, only.value.best),
            figures={only.figure_id: "agree"},
            agreement="agree",
        )
    voices = _voices(figures, copied)
    unit = _unit(voices)
    # Sums of another currency have no value in this one, so they set no bounds.
    values = {
        figure.figure_id: value
        for figure in figures
        if (value := _in_unit(figure, unit)) is not None
    }
    told = [figure for figure in figures if figure.figure_id in values]
    moved = _moved(told, values)
    latest = _latest(told, moved) or _latest_of_toll(told, values)
    voices = latest or voices
    last_day = max((f.day for f in latest if f.day), default=None)
    voices = [figure for figure in voices if figure.unit == unit] or voices
    best = _best([(f, values[f.figure_id]) for f in voices])
    if best is None:
        best = _best([(f, values[f.figure_id]) for f in told])
        bounds = hull([values[f.figure_id] for f in voices])
        if best is not None and not bounds.floor <= best <= bounds.ceiling:
            best = None
    measure = _measure(voices, values, best)
    against = next(
        (v for f in voices if (v := values[f.figure_id]).best == best),
        hull([values[f.figure_id] for f in voices]),
    )
    agreements = {
        figure.figure_id: _agreement(
            figure,
            values.get(figure.figure_id),
            against,
            measure,
            unit=unit,
            moved=bool(moved) or (bool(latest) and figure.day != last_day),
        )
        for figure in figures
    }
    gravest = min(agreements.values(), key=GRAVITY.index)
    # In a conflict the bounds show all sides, but not what copies made of them.
    sides = voices
    if gravest == "conflict":
        sides = _own(told, copied) or voices
    bounds = hull([values[figure.figure_id] for figure in sides])
    return Reckoning(
        unit=unit,
        value=_ordered(bounds, best),
        figures=agreements,
        agreement=gravest,
    )


def _voices(figures: list[Reported], copied: frozenset[str]) -> list[Reported]:
    """The figures that set the value of a claim."""
    own = _own(figures, copied)
    return (
        [figure for figure in own if figure.quoted]
        or [figure for figure in figures if figure.quoted]
        or own
    )


def _own(figures: list[Reported], copied: frozenset[str]) -> list[Reported]:
    """Figures that were not copied from another of the claim.

    Who copied whom is a guess in a cluster whose origin bears no date; there the
    copies count as much.
    """
    dated = {
        figure.article.cluster_id
        for figure in figures
        if figure.figure_id not in copied and not figure.time_key[0]
    }
    return [
        figure
        for figure in figures
        if figure.figure_id not in copied or figure.article.cluster_id not in dated
    ]


def _unit(figures: list[Reported]) -> str | None:
    """The commonest unit; among equals that of the earliest figure."""
    counts = Counter(figure.unit for figure in figures)
    most = max(counts.values())
    return next(figure.unit for figure in figures if counts[figure.unit] == most)


def _in_unit(figure: Reported, unit: str | None) -> Interval | None:
    factor = conversion(figure.unit, unit)
    if factor is None:
        return None
    return figure.value if factor == 1.0 else figure.value.scaled(factor)


def _moved(figures: list[Reported], values: dict[str, Interval]) -> set[str]:
    """Outlets whose value changed from an earlier story to a later one."""
    by_outlet: dict[str, dict[tuple[bool, float], set[tuple[object, ...]]]] = (
        defaultdict(dict)
    )
    for figure in figures:
        outlet = figure.article.outlet_id
        named = values[figure.figure_id].best is not None
        if outlet and named and not figure.time_key[0]:
            times = by_outlet[outlet]
            times.setdefault(figure.time_key, set()).add(value_key(figure))
    return {
        outlet
        for outlet, times in by_outlet.items()
        if times[min(times)].isdisjoint(times[max(times)])
    }


def _latest(figures: list[Reported], moved: set[str]) -> list[Reported]:
    """The figures of the last story of the outlets whose value changed."""
    told = [f for f in figures if f.article.outlet_id in moved and f.day]
    last = max((figure.time_key for figure in told), default=None)
    return [figure for figure in told if figure.time_key == last]


def _latest_of_toll(
    figures: list[Reported], values: dict[str, Interval]
) -> list[Reported]:
    """The figures of a toll's last day, where no value of its first one is among them.

    Between two outlets a day apart, only a toll is sure to be the same count.
    """
    days: dict[date, list[Reported]] = defaultdict(list)
    for figure in figures:
        if figure.toll and figure.day and values[figure.figure_id].best is not None:
            days[figure.day].append(figure)
    if not days:
        return []
    first, last = ({value_key(f) for f in days[at]} for at in (min(days), max(days)))
    return days[max(days)] if first.isdisjoint(last) else []


def _best(told: list[tuple[Reported, Interval]]) -> float | None:
    """The value of most texts, then of most copies, then the most precise."""
    clusters: dict[float, set[str]] = defaultdict(set)
    articles: dict[float, set[str]] = defaultdict(set)
    first: dict[float, tuple[int, float]] = {}
    for i, (figure, value) in enumerate(told):
        if value.best is not None:
            key = round(value.best, 6)
            clusters[key].add(figure.article.cluster_id)
            articles[key].add(figure.article.article_id)
            first.setdefault(key, (i, value.best))
    if not clusters:
        return None
    chosen = min(
        clusters,
        key=lambda key: (
            -len(clusters[key]),
            -len(articles[key]),
            -significant_digits(key),
            first[key],
        ),
    )
    return first[chosen][1]


def _measure(
    voices: list[Reported], values: dict[str, Interval], best: float | None
) -> Qualifier:
    """The qualifier that others are held against: the commonest beside `best`."""
    chosen = [
        figure
        for figure in voices
        if best is None or _named(values[figure.figure_id], best)
    ] or voices
    counts = Counter(figure.qualifier for figure in chosen)
    most = max(counts.values())
    return next(f.qualifier for f in chosen if counts[f.qualifier] == most)


def _named(value: Interval, best: float) -> bool:
    return value.best is not None and same(value.best, best)


def _agreement(
    figure: Reported,
    value: Interval | None,
    against: Interval,
    measure: Qualifier,
    *,
    unit: str | None,
    moved: bool,
) -> Agreement:
    if value is None or figure.unit != unit:
        return "unit"
    relation = relate(value, against)
    if relation == "equal":
        return "agree" if figure.qualifier == measure else "qualifier_drift"
    if relation == "rounding":
        return "rounding"
    if relation == "overlap":
        return "qualifier_drift"
    return "update" if moved else "conflict"


def _ordered(bounds: Interval, best: float | None) -> Interval:
    low, high = bounds.low, bounds.high
    if best is not None:
        low = None if low is None else min(low, best)
        high = None if high is None else max(high, best)
    return Interval(low=low, best=best, high=high)

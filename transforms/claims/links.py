"""Figures of one text that are compared, changed, parts or additions of each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from transforms.claims.comparing import same_era
from transforms.claims.mentions import Reported
from transforms.claims.values import EXACT
from transforms.claims.words import match_heads
from warehouse.schema.terms import ClaimLink

BASE_REACH = 800
"""Characters in which `a further £12m` finds what it comes on top of: the paragraph
before, not the start of the story."""

PARTS_REACH = 400
"""Characters in which the parts of a total follow it."""

MOST_PARTS = 8
"""Parts of one total that are added up."""

LEAST_TOTAL = 6
"""Smaller totals are sums of some numbers nearby more often than not."""

MOST_IN_A_SENTENCE = 10
"""Sentences with more figures are tables that lost their lines; some of their numbers
always add up to another."""

OF_THE = re.compile(r"\s+(?:out\s+)?of\s+(?:[^\W\d_][\w’'-]*\s+){0,3}", re.IGNORECASE)
"""Between part and total: `three of the dam's 14 drains`."""

INCLUDING = re.compile(
    r"[^.;!?]{0,60}\b(?:including|of them|of which|of whom|among them|among whom)\b"
    r"[^.;!?]{0,20}",
    re.IGNORECASE,
)
"""Between total and part: `310 people, among them 40 children`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLink:
    """One figure is compared with, a change, a part or an addition of another."""

    link: ClaimLink
    figure: Reported
    other: Reported


def link_figures(figures: dict[str, list[Reported]]) -> list[FigureLink]:
    """Links inside every article, in order of place."""
    links: list[FigureLink] = []
    for article_id in sorted(figures):
        reported = figures[article_id]
        links += _stated(reported)
        links += _additions(reported)
        for field in ("title", "text"):
            here = [figure for figure in reported if figure.field == field]
            links += _parts(here)
            links += _times(here)
    return links


def forbidden_pairs(links: list[FigureLink]) -> dict[str, set[str]]:
    """For each figure, those that it must not be counted with."""
    forbidden: dict[str, set[str]] = {}
    for link in links:
        one, other = link.figure.figure_id, link.other.figure_id
        forbidden.setdefault(one, set()).add(other)
        forbidden.setdefault(other, set()).add(one)
    return forbidden


def _stated(figures: list[Reported]) -> Iterator[FigureLink]:
    """What the extractor read: from A to B, B compared to A."""
    by_id = {figure.figure_id: figure for figure in figures}
    for figure in figures:
        other = by_id.get(figure.change_of or "")
        if other is None or other is figure:
            continue
        is_change = figure.kind == "change" or figure.direction is not None
        if not is_change and (
            figure.kind != other.kind
            or match_heads(figure.head, other.head) == "different"
        ):
            # 300 people from two homes are not compared with the homes.
            continue
        link: ClaimLink = "change_of" if is_change else "compares_with"
        yield FigureLink(link=link, figure=figure, other=other)


def _additions(figures: list[Reported]) -> Iterator[FigureLink]:
    """What `a further`, `another` and `more` come on top of."""
    for i, figure in enumerate(figures):
        if not figure.additive:
            continue
        for other in reversed(figures[:i]):
            if other.field != figure.field:
                break
            if figure.start - other.end > BASE_REACH:
                break
            if (other.kind, other.unit) != (figure.kind, figure.unit):
                continue
            if figure.kind != "money" and (
                match_heads(figure.head, other.head) == "different"
            ):
                continue
            yield FigureLink(link="adds_to", figure=figure, other=other)
            break


def _parts(figures: list[Reported]) -> Iterator[FigureLink]:
    """Parts that are named with their total, or that follow it and add up to it."""
    linked: set[tuple[str, str]] = set()

    def part(figure: Reported, total: Reported) -> Iterator[FigureLink]:
        key = (figure.figure_id, total.figure_id)
        if key not in linked:
            linked.add(key)
            yield FigureLink(link="part_of", figure=figure, other=total)

    for one, other in pairwise(figures):
        if not _summable(one, other):
            continue
        between = one.article.field(one.field)[one.end : other.start]
        a, b = one.value.best, other.value.best
        if a is None or b is None:
            continue
        # The span of the part may or may not hold the noun before `of`.
        if a < b and OF_THE.fullmatch(between):
            yield from part(one, other)
        elif a > b and INCLUDING.fullmatch(between):
            yield from part(other, one)
    sentences = Counter(figure.sentence_start for figure in figures)
    for i, total in enumerate(figures):
        if sentences[total.sentence_start] > MOST_IN_A_SENTENCE:
            continue
        for figure in _adding_up(total, figures[i + 1 : i + 1 + 2 * MOST_PARTS]):
            yield from part(figure, total)


def _adding_up(total: Reported, following: list[Reported]) -> list[Reported]:
    """The figures right behind a total that add up to it; empty where none do."""
    goal = total.value.best
    if goal is None or goal < LEAST_TOTAL:
        return []
    parts: list[Reported] = []
    sum_ = 0.0
    for figure in following:
        if figure.start - total.end > PARTS_REACH or len(parts) == MOST_PARTS:
            break
        if not _summable(figure, total) or not same_era(figure.era, total.era):
            continue
        value = figure.value.best
        if value is None or value <= 0 or value >= goal:
            return []
        parts.append(figure)
        sum_ = round(sum_ + value, 6)
        if len(parts) > 1 and abs(sum_ - goal) <= EXACT * goal:
            return parts
        if sum_ > goal:
            return []
    return []


def _summable(one: Reported, other: Reported) -> bool:
    """Whether one may be a part of the other: one measure, nouns that may agree."""
    return (
        (one.kind, one.unit) == (other.kind, other.unit)
        and one.kind in {"count", "money", "measure"}
        and (
            one.kind != "count"
            or match_heads(one.head, other.head) not in {"different", "light"}
        )
    )


def _times(figures: list[Reported]) -> Iterator[FigureLink]:
    """Figures of one sentence that give one thing for two times."""
    for one, other in pairwise(figures):
        if (
            one.sentence_start == other.sentence_start
            and (one.kind, one.unit) == (other.kind, other.unit)
            and one.kind not in {"duration", "age", "frequency"}
            and not same_era(one.era, other.era)
            and one.change_of != other.figure_id
            and other.change_of != one.figure_id
            and match_heads(one.head, other.head) in {"same", "near", "unknown"}
        ):
            now, then = (one, other) if other.era else (other, one)
            yield FigureLink(link="compares_with", figure=now, other=then)

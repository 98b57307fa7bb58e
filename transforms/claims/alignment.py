"""Which figure of a copy is which figure of the text that it was copied from."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from transforms.claims.comparing import may_exchange, same_state, same_time
from transforms.claims.mentions import Article, Reported
from transforms.claims.units import conversion
from transforms.claims.values import EXACT, SMALL, Interval, salience
from transforms.claims.words import match_heads, stems

LEAST_OVERLAP = (0.34, 0.2, 0.1)
"""Share of the shorter sentence's words that equal figures of a copy must share, by
salience: two twos are often two things, two 2,437s are one."""

NEAR_HEAD_RELIEF = 0.5
"""Nouns that match halve what the sentences must share."""

FRAME_WORDS = 4
"""Words that a sentence must have for its frame to tell it from others."""

MUTATION_OVERLAP = 0.5
"""Share of words from which a figure that has no equal is the other's changed self."""

MUTATION_OVERLAP_NOUNLESS = 0.75
"""The same where the nouns do not match: only the number may differ then."""

MUTATION_FACTOR = 10.0
MUTATION_FACTOR_SMALL = 3.0
"""The most that a value changes on its way, and a small one; whole powers of ten are
mistakes of scale (`£48m`, `£48bn`) and may be larger."""

MUTATION_WORDS = 2
"""Shared words below which a short sentence proves nothing."""

MOST_LEFT_OVER = 200
"""Figures of one article that are tried for a change of value; a table with more rows
than that tells nothing about lineage."""

CONVERTED_CLOSE = 0.1
"""Relative difference that a conversion of units, rounded by an editor, may leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A figure of a copy and the figure that it was copied from."""

    figure: Reported
    source: Reported
    changed: bool
    """The value is another one."""


def align_copies(
    articles: dict[str, Article], figures: dict[str, list[Reported]]
) -> list[Aligned]:
    """Figures of every copy with those of its parent, else of its cluster's origin."""
    aligned = []
    for article_id in sorted(figures):
        article = articles[article_id]
        left = figures[article_id]
        tried = set()
        for source in (article.parent_article_id, article.origin_article_id):
            if source is None or source == article_id or source in tried:
                continue
            tried.add(source)
            found = align_articles(left, figures.get(source, []))
            done = {pair.figure.figure_id for pair in found}
            if found and is_later(articles[source], article):
                # Who copied whom was a guess; the dates know better.
                found = [replace(p, figure=p.source, source=p.figure) for p in found]
            aligned += found
            left = [figure for figure in left if figure.figure_id not in done]
    return aligned


def is_later(one: Article, other: Article) -> bool:
    """Whether one article was published after another, as far as both tell."""
    return (
        one.published_at is not None
        and other.published_at is not None
        and one.published_at > other.published_at
    )


def align_articles(copy: list[Reported], source: list[Reported]) -> list[Aligned]:
    """Pairs of figures of two articles, each figure in one pair at most.

    Equal sentences first, then sentences with nothing but other numbers in them, equal
    values in similar sentences, and changed values in sentences that are otherwise
    alike.
    """
    pairs: list[Aligned] = []
    copy, source = _take(pairs, copy, source, _same_sentence(copy, source))
    copy, source = _take(pairs, copy, source, _same_frame(copy, source), changed=True)
    copy, source = _take(pairs, copy, source, _same_value(copy, source))
    copy, source = copy[:MOST_LEFT_OVER], source[:MOST_LEFT_OVER]
    _take(pairs, copy, source, _changed_value(copy, source), changed=True)
    return pairs


Match = tuple[float, int, int]
"""Score, index in the copy, index in the source."""


def _take(
    pairs: list[Aligned],
    copy: list[Reported],
    source: list[Reported],
    matches: Iterator[Match],
    *,
    changed: bool = False,
) -> tuple[list[Reported], list[Reported]]:
    """What is left of both sides after the best matches went into `pairs`."""
    used: tuple[set[int], set[int]] = (set(), set())
    # Among equal scores the pair at the most similar place of both articles wins.
    for _, i, j in sorted(
        matches, key=lambda m: (-round(m[0], 6), abs(m[1] - m[2]), m[1], m[2])
    ):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append(Aligned(figure=copy[i], source=source[j], changed=changed))
    return (
        [figure for i, figure in enumerate(copy) if i not in used[0]],
        [figure for j, figure in enumerate(source) if j not in used[1]],
    )


def _same_sentence(copy: list[Reported], source: list[Reported]) -> Iterator[Match]:
    index: dict[tuple[str, str, int], int] = {}
    for sign, figures in ((1, source), (-1, copy)):
        seen: Counter[tuple[str, str]] = Counter()
        for i, figure in enumerate(figures):
            key = (" ".join(figure.sentence.split()), figure.number)
            seen[key] += 1
            if sign > 0:
                index[*key, seen[key]] = i
            elif (j := index.get((*key, seen[key]))) is not None:
                yield 1.0, i, j


def _same_frame(copy: list[Reported], source: list[Reported]) -> Iterator[Match]:
    """Figures of sentences that say the same of as many other numbers.

    Where a sentence has several, a value that stands in both keeps its place, and none
    is taken for the change of another.
    """
    frames: dict[tuple[object, ...], list[int]] = {}
    for frame, places in _frames(source):
        frames.setdefault(frame, places)
    for frame, places in _frames(copy):
        others = frames.get(frame, [])
        if len(others) != len(places):
            continue
        here = {loose_key(copy[i]) for i in places}
        there = {loose_key(source[j]) for j in others}
        for i, j in zip(places, others, strict=True):
            if (
                loose_key(copy[i]) not in there
                and loose_key(source[j]) not in here
                and match_heads(copy[i].head, source[j].head) != "different"
                and may_be_changed(copy[i], source[j])
            ):
                yield 1.0, i, j


def _frames(
    figures: list[Reported],
) -> Iterator[tuple[tuple[object, ...], list[int]]]:
    """Words of every sentence that has enough, with the figures in it."""
    sentences: dict[tuple[str, int], list[int]] = defaultdict(list)
    for i, figure in enumerate(figures):
        sentences[figure.field, figure.sentence_start].append(i)
    for places in sentences.values():
        words = frozenset(stems(figures[places[0]].sentence))
        if len(words) >= FRAME_WORDS:
            yield (words,), places


def may_be_changed(figure: Reported, source: Reported) -> bool:
    """Whether a figure may be the source's with another value or unit."""
    return (
        comparable(figure, source)
        and figure.additive == source.additive
        and may_become(source, figure)
        # Where one sentence tells of dead and of rescued, only the state says which.
        and figure.state == source.state
        and same_time(figure, source)
    )


def _same_value(copy: list[Reported], source: list[Reported]) -> Iterator[Match]:
    index: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for j, figure in enumerate(source):
        for key in alignment_keys(figure):
            index[key].append(j)
    for i, figure in enumerate(copy):
        for j in dict.fromkeys(j for k in alignment_keys(figure) for j in index[k]):
            other = source[j]
            if {figure.direction, other.direction} == {"up", "down"}:
                continue
            if figure.unit != other.unit and not comparable(figure, other):
                continue
            if not same_state(figure, other):
                continue
            share, _ = overlap(figure, other)
            match = match_heads(figure.head, other.head)
            least = LEAST_OVERLAP[salience(figure.value.best)]
            if match in {"same", "near"}:
                least *= NEAR_HEAD_RELIEF
            if share >= least:
                yield share + (match in {"same", "near"}), i, j


def _changed_value(copy: list[Reported], source: list[Reported]) -> Iterator[Match]:
    for i, figure in enumerate(copy):
        for j, other in enumerate(source):
            match = match_heads(figure.head, other.head)
            if match == "different" or not may_be_changed(figure, other):
                continue
            share, words = overlap(figure, other)
            least = MUTATION_OVERLAP
            if match not in {"same", "near"}:
                least = MUTATION_OVERLAP_NOUNLESS
            if share >= least and words >= MUTATION_WORDS:
                yield share + (match in {"same", "near"}), i, j


def comparable(one: Reported, other: Reported) -> bool:
    """Whether two figures are of one kind, in one unit or in units of one dimension."""
    if one.kind != other.kind:
        return False
    if one.unit == other.unit:
        return True
    if one.kind == "money":
        return may_exchange(one, other)
    factor = conversion(one.unit, other.unit)
    if factor is None:
        return False
    a, b = one.value.scaled(factor).middle, other.value.middle
    if a is None or b is None:
        return False
    if one.value.middle == b:
        # The number was kept and the unit was not: 600 metres, 600 yards.
        return True
    return abs(a - b) <= CONVERTED_CLOSE * max(abs(a), abs(b))


def may_become(source: Reported, copy: Reported) -> bool:
    """Whether a copy's value may be the source's, changed on the way.

    Editors round, vary and mistake the scale; a one does not become a 32.
    """
    a, b = _ends(source.value), _ends(copy.value)
    if a is None or b is None:
        return False
    # Between intervals the gap counts: tens of thousands and 10,000 are a half apart.
    factor = max(a[0], b[0]) / min(a[1], b[1])
    if factor <= 1:
        return True
    if min(a[1], b[1]) <= SMALL:
        return factor <= MUTATION_FACTOR_SMALL
    decades = math.log10(factor)
    return factor <= MUTATION_FACTOR or abs(decades - round(decades)) <= EXACT


def _ends(value: Interval) -> tuple[float, float] | None:
    """Both ends of a positive value, else None; an open end is the value itself."""
    middle = value.middle
    if middle is None or middle <= 0:
        return None
    low = middle if value.low is None else value.low
    high = middle if value.high is None else value.high
    return (low, high) if low > 0 else None


def value_key(figure: Reported) -> tuple[object, ...]:
    """Equal for figures of one kind and value, whatever bounds it and in what unit."""
    value: Interval = figure.value
    key: tuple[object, ...] = (figure.kind, figure.dimension, figure.direction)
    if figure.kind == "ratio" and figure.ratio != (None, None):
        return (*key, figure.ratio)
    if figure.factor != 1.0:
        value = value.scaled(figure.factor)
    if value.best is not None:
        return (*key, round(value.best, 6))
    return (*key, value.low, value.high)


def alignment_keys(figure: Reported) -> Iterator[tuple[object, ...]]:
    """Keys of which equal figures share one: the value, or the number as it is told.

    Copies keep a number and change its unit: 65,000 litres, 65,000 gallons.
    """
    yield loose_key(figure)
    if figure.unit is not None and figure.value.best is not None:
        yield (figure.kind, "number", figure.value.best)


def loose_key(figure: Reported) -> tuple[object, ...]:
    """The same without the direction of a change, which rewriting may hide."""
    kind, unit, _, *value = value_key(figure)
    return (kind, unit, *value)


def overlap(one: Reported, other: Reported) -> tuple[float, int]:
    """Share of the shorter sentence's words that the other has, and their number."""
    a, b = one.context, other.context
    shorter = min(len(a), len(b))
    shared = len(a & b)
    return (shared / shorter if shorter else 0.0), shared


Passages = dict[str, list[dict[str, Any]]]
"""Rows of `copy_passages` by `article_a`."""


def shared_passages(copy_passages: pa.Table, articles: dict[str, Article]) -> Passages:
    """Passages that two clusters of one event share, by their first article.

    Passages inside a cluster are left out: its copies are aligned with their parents.
    """
    shared: Passages = defaultdict(list)
    columns = ["article_a", "article_b", "passage"]
    order = [(name, "ascending") for name in columns]
    for batch in copy_passages.sort_by(order).to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            a, b = articles.get(row["article_a"]), articles.get(row["article_b"])
            if a and b and a.scope == b.scope and a.cluster_id != b.cluster_id:
                shared[a.article_id].append(row)
    return dict(shared)


def align_passages(
    shared: Passages, figures: dict[str, list[Reported]]
) -> list[Aligned]:
    """Equal figures at one place of a passage, the earlier as the later's source."""
    aligned = []
    inside = _index_places(figures)
    rows = (row for article in sorted(figures) for row in shared.get(article, ()))
    for row in rows:
        ones = inside(row["article_a"], row["field_a"], row["start_a"], row["end_a"])
        others = inside(row["article_b"], row["field_b"], row["start_b"], row["end_b"])
        by_value: dict[tuple[object, ...], list[Reported]] = defaultdict(list)
        for figure in others:
            by_value[value_key(figure)].append(figure)
        for figure in ones:
            if found := by_value[value_key(figure)]:
                later, earlier = sorted(
                    (figure, found.pop(0)), key=lambda f: f.order, reverse=True
                )
                aligned.append(Aligned(figure=later, source=earlier, changed=False))
    return aligned


def _index_places(
    figures: dict[str, list[Reported]],
) -> Callable[[str, str, int, int], list[Reported]]:
    index: dict[tuple[str, str], tuple[list[int], list[Reported]]] = {}
    for article_id, reported in figures.items():
        for field in ("title", "text"):
            here = [figure for figure in reported if figure.field == field]
            index[article_id, field] = ([figure.start for figure in here], here)

    def inside(article_id: str, field: str, start: int, end: int) -> list[Reported]:
        starts, here = index.get((article_id, field), ([], []))
        return here[bisect_left(starts, start) : bisect_right(starts, end - 1)]

    return inside

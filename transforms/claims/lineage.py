"""How a figure passed from text to text, and what changed on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from transforms.claims.alignment import Aligned
from transforms.claims.mentions import Article, Reported
from transforms.claims.sources import is_name, name_words
from transforms.claims.values import relate
from transforms.claims.words import stem
from warehouse.schema.terms import LineageChange

NOUNED = frozenset({"count", "percent", "ratio", "rank"})
"""Kinds that count something; what money is for is told in too many ways to compare."""


BOUNDED = frozenset({"lower", "upper", "approximate"})
"""Qualifiers that a word beside the number says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One figure of a claim, where it came from and one thing that changed."""

    figure: Reported
    source: Reported | None
    change: LineageChange
    before: str | None
    after: str | None


def trace(
    figures: list[Reported],
    *,
    sources: dict[str, Aligned],
    articles: dict[str, Article],
) -> list[Step]:
    """Steps of a claim, in order of publication, a copy after what it was copied from.

    A figure whose copy changed two things has two steps.

    Args:
        figures: Figures of one claim.
        sources: For figures of copies, the figure that they were copied from.
        articles: All articles, for who copied from whom.
    """
    members = {figure.figure_id for figure in figures}
    steps: list[Step] = []
    for figure in sorted(figures, key=lambda f: (*_copy_order(f, articles), f.place)):
        aligned = sources.get(figure.figure_id)
        source = aligned.source if aligned else None
        if source is None or source.figure_id not in members:
            steps.append(
                Step(
                    figure=figure,
                    source=None,
                    change="origin",
                    before=None,
                    after=None,
                )
            )
            continue
        changes = list(_changes(source, figure)) or [("unchanged", None, None)]
        steps += [
            Step(
                figure=figure, source=source, change=change, before=before, after=after
            )
            for change, before, after in changes
        ]
    return steps


Change = tuple[LineageChange, str | None, str | None]


def _changes(source: Reported, figure: Reported) -> Iterator[Change]:
    """What the later figure says otherwise."""
    if figure.unit != source.unit:
        yield "unit", source.unit or source.number, figure.unit or figure.number
    elif relate(source.value, figure.value) != "equal":
        yield "value", source.number, figure.number
    # A range that becomes one number has changed its value; a bound is new beside it.
    if source.qualifier != figure.qualifier and (
        source.value.best is not None or figure.qualifier in BOUNDED
    ):
        yield (
            "qualifier",
            source.approximator or source.qualifier,
            figure.approximator or figure.qualifier,
        )
    if (
        figure.kind in NOUNED
        and source.head
        and figure.head
        and stem(source.head) != stem(figure.head)
    ):
        yield "noun", source.head, figure.head
    if (
        source.speaker
        and figure.speaker
        and is_name(source.speaker)
        and is_name(figure.speaker)
        and not (
            name_words(source.speaker) <= name_words(figure.speaker)
            or name_words(figure.speaker) <= name_words(source.speaker)
        )
    ):
        yield "speaker", source.speaker, figure.speaker


def _copy_order(
    figure: Reported, articles: dict[str, Article]
) -> tuple[tuple[bool, float], int]:
    """Time of publication, and how many copies deep an article is.

    A copy without a date comes after the last of those that it goes back to.
    """
    latest, depth = figure.time_key, 0
    article = figure.article
    seen = {article.article_id}
    times = []
    while article.parent_article_id and article.parent_article_id not in seen:
        parent = articles.get(article.parent_article_id)
        if parent is None:
            break
        seen.add(parent.article_id)
        if parent.published_at is not None:
            times.append((False, parent.published_at.timestamp()))
        article, depth = parent, depth + 1
    if latest[0] and times:
        latest = max(times)
    return latest, depth

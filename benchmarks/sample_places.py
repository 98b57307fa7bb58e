"""Finds the words of the gold in the articles, and in the copies that have them too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sample_articles import GoldError, Sample, Span, place, places
from sample_model import Article, Figure, FigureKey, Quote, Row, Words
from sample_rows import known, noted


def heirs_of(articles: Iterable[Article]) -> dict[str, tuple[str, ...]]:
    """For an article, those that take over its gold, however far down."""
    direct: dict[str, list[str]] = {}
    for article in articles:
        if article.figures_from:
            direct.setdefault(article.figures_from, []).append(article.name)
    heirs: dict[str, tuple[str, ...]] = {}
    for name, children in direct.items():
        found: list[str] = []
        queue = [*children]
        while queue:
            heir = queue.pop(0)
            if heir in found or heir == name:
                raise GoldError(f"{name}: `figures_from` leads back to {heir}")
            found.append(heir)
            queue += direct.get(heir, [])
        heirs[name] = tuple(found)
    return heirs


def _inherited(text: str, words: str, nth: int | None, *, source: str) -> list[Span]:
    """Where a copy has the words of its source: the same place of as many, else all."""
    found = places(text, words)
    if nth is not None and len(found) == len(places(source, words)):
        return [found[nth - 1]]
    return found


def _number(row: Row, surface: str, where: str) -> Span:
    """Where the number stands in the figure's own words."""
    number = row["number"]
    found = places(surface, number) or places(surface, number, whole=False)
    if len(found) != 1:
        raise GoldError(f"{where}: {number!r} must stand once in {surface!r}")
    return found[0]


VALUES = (
    "kind low best high numerator denominator unit concept speaker quoted reference "
    "modality change_direction additive tier"
).split()


def place_figures(
    rows: Iterable[tuple[str, Row]],
    samples: Mapping[str, Sample],
    heirs: Mapping[str, tuple[str, ...]],
    problems: list[str],
) -> tuple[Figure, ...]:
    found: dict[FigureKey, Figure] = {}
    inherited: list[tuple[Row, Figure, Span, str]] = []
    for file, row in rows:
        with noted(problems):
            where = f"{file}: [[figure]] {row['article']} {row['surface']}"
            made, number = _figure(row, where)
            known(made.article, samples, where)
            for name in (made.article, *row.get("also_in", ())):
                sample = samples[known(name, samples, where)]
                if _lost(sample, made.field, made.surface):
                    key = (name, made.field, -len(found) - 1)
                    found[key] = replace(made, article=name)
                    continue
                span = place(
                    sample.field(made.field),
                    made.surface,
                    nth=row.get("nth"),
                    where=f"{where} in {name}",
                )
                _add(found, _at(made, name, span, number), where)
            inherited.append((row, made, number, where))
    taken: dict[str, list[Figure]] = {}
    for figure in found.values():
        if figure.start >= 0:
            taken.setdefault(figure.article, []).append(figure)
    for row, made, number, where in inherited:
        for heir in heirs.get(made.article, ()):
            spans = _inherited(
                samples[heir].field(made.field),
                made.surface,
                row.get("nth"),
                source=samples[made.article].field(made.field),
            )
            figures = [_at(made, heir, span, number) for span in spans]
            # What is written out for a copy holds against what it would take over.
            figures = [
                figure
                for figure in figures
                if not any(_one_number(figure, other) for other in taken.get(heir, ()))
            ]
            if len(figures) > 1:
                problems.append(_too_often(where, heir, made.surface))
            elif figures:
                found[figures[0].key] = figures[0]
    return tuple(sorted(found.values(), key=lambda f: (*f.key, f.surface)))


def _figure(row: Row, where: str) -> tuple[Figure, Span]:
    """The figure without its place, and where its number stands in its words."""
    number = _number(row, row["surface"], where)
    figure = Figure(
        article=row["article"],
        field=row.get("field", "text"),
        surface=row["surface"],
        start=-1,
        end=-1,
        number=row["number"],
        number_start=-1,
        number_end=-1,
        **{key: row[key] for key in VALUES if key in row},
    )
    _check_values(figure, where)
    return figure, number


def _too_often(where: str, heir: str, words: str) -> str:
    return (
        f"{where}: {heir} takes over {words!r}, which stands there more than once; "
        "write its row out there"
    )


def _at(figure: Figure, article: str, span: Span, number: Span) -> Figure:
    return replace(
        figure,
        article=article,
        start=span[0],
        end=span[1],
        number_start=span[0] + number[0],
        number_end=span[0] + number[1],
    )


def _add(found: dict[FigureKey, Figure], figure: Figure, where: str) -> None:
    if figure.key in found:
        raise GoldError(f"{where}: this number has a gold figure already")
    found[figure.key] = figure


def _check_values(figure: Figure, where: str) -> None:
    ends = [v for v in (figure.low, figure.best, figure.high) if v is not None]
    if ends != sorted(ends):
        raise GoldError(f"{where}: low <= best <= high does not hold")
    if not ends and figure.numerator is None and figure.kind != "change":
        raise GoldError(f"{where}: has no value")
    if figure.tier not in (1, 2, 3):
        raise GoldError(f"{where}: tier is 1, 2 or 3")


def _lost(sample: Sample, field: str, surface: str) -> bool:
    """A reader sees the words on the page, and reading the page left them out."""
    return (
        field == "text"
        and sample.record.raw is not None
        and not places(sample.record.text, surface)
        and bool(places(" ".join(sample.visible.split()), surface))
    )


def _one_number(one: Figure, other: Figure) -> bool:
    return (
        one.field == other.field
        and one.number_start < other.number_end
        and other.number_start < one.number_end
    )


def _overlap(one: Figure | Words, other: Figure | Words) -> bool:
    return (
        one.article == other.article
        and one.field == other.field
        and one.start < other.end
        and other.start < one.end
    )


def place_traps(
    rows: Iterable[tuple[str, Row]],
    samples: Mapping[str, Sample],
    heirs: Mapping[str, tuple[str, ...]],
    problems: list[str],
) -> tuple[Words, ...]:
    found: dict[tuple[str, str, int], Words] = {}

    def add(article: str, field: str, span: Span, surface: str) -> None:
        found[article, field, span[0]] = Words(
            article=article, field=field, surface=surface, start=span[0], end=span[1]
        )

    for file, row in rows:
        name, surface, nth = row["article"], row["surface"], row.get("nth")
        field = row.get("field", "text")
        where = f"{file}: [[trap]] {name}"
        with noted(problems):
            sample = samples[known(name, samples, where)]
            if _lost(sample, field, surface):
                continue
            text = sample.field(field)
            add(name, field, place(text, surface, nth=nth, where=where), surface)
            for heir in heirs.get(name, ()):
                spans = _inherited(
                    samples[heir].field(field), surface, nth, source=text
                )
                if len(spans) == 1:
                    add(heir, field, spans[0], surface)
    return tuple(found[key] for key in sorted(found))


def place_furniture(
    rows: Iterable[tuple[str, Row]],
    samples: Mapping[str, Sample],
    problems: list[str],
) -> tuple[Words, ...]:
    """Numbers of page furniture, in each place they have in the text."""
    found = []
    for file, row in rows:
        name = row["article"]
        where = f"{file}: [[furniture]] {name}"
        if name not in samples:
            problems.append(f"{where}: there is no such article")
            continue
        sample = samples[name]
        for surface in row["surfaces"]:
            spans = places(sample.record.text, surface)
            if not spans and not places(" ".join(sample.visible.split()), surface):
                problems.append(f"{where}: {surface!r} stands nowhere on the page")
            found += [
                Words(article=name, field="text", surface=surface, start=start, end=end)
                for start, end in spans or [(-1, -1)]
            ]
    return tuple(sorted(found, key=lambda w: (w.article, w.start, w.surface)))


def note_overlaps(
    figures: Iterable[Figure],
    traps: Iterable[Words],
    furniture: Iterable[Words],
    problems: list[str],
) -> None:
    """Notes where one number is called two things."""
    by_article: dict[str, list[Figure]] = {}
    for figure in figures:
        by_article.setdefault(figure.article, []).append(figure)
    for what, words in (("trap", traps), ("furniture", furniture)):
        for word in words:
            for figure in by_article.get(word.article, ()):
                number = replace(figure, start=figure.number_start)
                number = replace(number, end=figure.number_end)
                if word.start >= 0 and _overlap(number, word):
                    problems.append(
                        f"{word.article}: {word.surface!r} is {what} and figure "
                        f"({figure.surface!r}) at once"
                    )


def place_quotes(
    rows: Iterable[tuple[str, Row]],
    samples: Mapping[str, Sample],
    heirs: Mapping[str, tuple[str, ...]],
    problems: list[str],
) -> tuple[Quote, ...]:
    found: dict[tuple[str, int], Quote] = {}
    inherited: dict[tuple[str, int], Quote] = {}
    for file, row in rows:
        name = row["article"]
        where = f"{file}: [[quote]] {name} {row['starts']}"
        with noted(problems):
            text = samples[known(name, samples, where)].record.text
            quote = _quote(row, text, where)
            found[name, quote.start] = quote
            words = text[quote.start : quote.end]
            for heir in heirs.get(name, ()):
                other = samples[heir].record.text
                if other.count(words) == 1:
                    start = other.index(words)
                    inherited[heir, start] = replace(
                        quote, article=heir, start=start, end=start + len(words)
                    )
    every = inherited | found
    return tuple(every[key] for key in sorted(every))


def _quote(row: Row, text: str, where: str) -> Quote:
    # First and last letters will do, so these may end inside a word.
    nth = row.get("nth")
    start, after = place(text, row["starts"], nth=nth, where=where, whole=False)
    ends = places(text, row["ends"], whole=False)
    ends = [span for span in ends if span[1] >= after]
    if not ends:
        raise GoldError(f"{where}: {row['ends']!r} does not stand behind its start")
    return Quote(
        article=row["article"], start=start, end=ends[0][1], speaker=row.get("speaker")
    )

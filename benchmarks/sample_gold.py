"""What a careful reader finds in the sample articles, resolved to places in them.

The gold is written by hand, one `samples/gold/<happening>.toml` each, and names words;
here they become offsets in the text as the product reads it. Run as a script, this
writes the resolved gold as tables beside it (`samples/gold/*.jsonl`); with the names of
happenings (`sample_gold.py ferry`) it only says what is wrong with their files.
`samples/README.md` explains every field.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, get_args

from sample_articles import (
    ROOT,
    GoldError,
    Sample,
    Span,
    place,
    places,
    read_samples,
)

from warehouse.schema.terms import (
    Agreement,
    ChangeDirection,
    EntityKind,
    FigureKind,
    LineageChange,
    MemberRelation,
    Modality,
    PairRelation,
    TextField,
)

GOLD = ROOT / "samples" / "gold"

Row = dict[str, Any]
FigureKey = tuple[str, str, int]
"""Article, field and where the number begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one article, and how it came about."""

    name: str
    happening: str
    """The file that describes it."""
    cluster: str
    """Name of the text that circulates; its copies carry the same."""
    relation: str
    parent: str | None = None
    event: str | None = None
    """Happening it reports; None where it reports another thing."""
    figures_from: str | None = None
    shows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles that are related and are not one text."""

    a: str
    b: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity that an article reports."""

    article: str
    field: str
    surface: str
    start: int
    """-1 where a reader sees it on the page and reading the page lost it."""
    end: int
    number: str
    number_start: int
    number_end: int
    kind: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unit: str | None = None
    concept: str | None = None
    speaker: str | None = None
    """Canonical name; None where the outlet itself says it."""
    quoted: bool = False
    reference: str | None = None
    modality: str = "reported"
    change_direction: str | None = None
    additive: bool = False
    tier: int = 1
    """1 core, 2 explicit and peripheral, 3 arguable: neither helps nor hurts."""

    @property
    def key(self) -> FigureKey:
        """What tells it from all others."""
        return self.article, self.field, self.number_start


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A place in an article: a trap, or a number in page furniture."""

    article: str
    field: str
    surface: str
    start: int
    """-1 where the words stand on the page and were left out on reading it."""
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A direct quotation, with its marks."""

    article: str
    start: int
    end: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person or body of a happening, and how the articles call it."""

    happening: str
    name: str
    kind: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Figures that must, and figures that must not be counted as one claim."""

    happening: str
    name: str
    together: tuple[FigureKey, ...]
    apart: tuple[FigureKey, ...] = ()
    agreement: str | None = None
    n_articles: int | None = None
    n_independent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of a figure from one text to the next."""

    source: FigureKey
    target: FigureKey
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """All of it."""

    samples: Mapping[str, Sample]
    articles: tuple[Article, ...]
    pairs: tuple[Pair, ...]
    figures: tuple[Figure, ...]
    traps: tuple[Words, ...]
    furniture: tuple[Words, ...]
    quotes: tuple[Quote, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    lineage: tuple[Step, ...]


TEXT, NUMBER, FLAG, COUNT, TEXTS = str, float, bool, int, list
FIELDS: dict[str, tuple[dict[str, type], dict[str, type]]] = {
    "article": (
        {"name": TEXT, "cluster": TEXT, "relation": TEXT, "shows": TEXT},
        {"parent": TEXT, "event": TEXT, "figures_from": TEXT},
    ),
    "pair": ({"a": TEXT, "b": TEXT, "relation": TEXT}, {}),
    "figure": (
        {"article": TEXT, "surface": TEXT, "number": TEXT, "kind": TEXT},
        {
            "also_in": TEXTS, "field": TEXT, "nth": COUNT, "low": NUMBER,
            "best": NUMBER, "high": NUMBER, "numerator": NUMBER, "denominator": NUMBER,
            "unit": TEXT, "concept": TEXT, "speaker": TEXT, "quoted": FLAG,
            "reference": TEXT, "modality": TEXT, "change_direction": TEXT,
            "additive": FLAG, "tier": COUNT,
        },
    ),
    "trap": ({"article": TEXT, "surface": TEXT}, {"field": TEXT, "nth": COUNT}),
    "furniture": ({"article": TEXT, "surfaces": TEXTS}, {}),
    "quote": (
        {"article": TEXT, "starts": TEXT, "ends": TEXT},
        {"speaker": TEXT, "nth": COUNT},
    ),
    "entity": ({"name": TEXT, "kind": TEXT}, {"variants": TEXTS}),
    "claim": (
        {"name": TEXT, "together": TEXTS},
        {"apart": TEXTS, "agreement": TEXT, "n_articles": COUNT,
         "n_independent": COUNT},
    ),
    "lineage": ({"from": TEXT, "to": TEXT, "changed": TEXTS}, {}),
}  # fmt: skip
"""Fields of each table of the gold files: those that must stand, those that may."""

WORDS_OF: dict[tuple[str, str], tuple[str, ...]] = {
    ("article", "relation"): get_args(MemberRelation),
    ("pair", "relation"): get_args(PairRelation),
    ("figure", "kind"): get_args(FigureKind),
    ("figure", "modality"): get_args(Modality),
    ("figure", "change_direction"): get_args(ChangeDirection),
    ("figure", "field"): get_args(TextField),
    ("trap", "field"): get_args(TextField),
    ("entity", "kind"): get_args(EntityKind),
    ("claim", "agreement"): get_args(Agreement),
    ("lineage", "changed"): get_args(LineageChange),
}


def read_gold(folder: Path = GOLD, samples: Mapping[str, Sample] | None = None) -> Gold:
    """The gold of all happenings, every word of it found in its article.

    Raises:
        GoldError: A field, a word or an article that is not known, words that stand
            nowhere or in several places, a claim about what is no gold figure.
    """
    samples = read_samples() if samples is None else samples
    tables: dict[str, list[tuple[str, Row]]] = {name: [] for name in FIELDS}
    for path in sorted(folder.glob("*.toml")):
        for table, row in _rows(path):
            tables[table].append((path.name, row))
    problems: list[str] = []
    articles = _articles(tables["article"], samples)
    heirs = _heirs(articles)
    figures = _figures(tables["figure"], samples, heirs, problems)
    traps = _traps(tables["trap"], samples, heirs, problems)
    furniture = _furniture(tables["furniture"], samples, problems)
    _note_overlaps(figures, traps, furniture, problems)
    quotes = _quotes(tables["quote"], samples, heirs, problems)
    finder = _Finder(samples, figures)
    pairs, claims, steps = [], [], []
    for file, row in tables["pair"]:
        with _noted(problems):
            pairs.append(_pair(file, row, samples))
    for file, row in tables["claim"]:
        with _noted(problems):
            claims.append(_claim(file, row, finder))
    for file, row in tables["lineage"]:
        with _noted(problems):
            steps.append(_step(file, row, finder))
    if problems:
        raise GoldError("\n".join(dict.fromkeys(problems)))
    return Gold(
        samples=samples,
        articles=articles,
        pairs=tuple(pairs),
        figures=figures,
        traps=traps,
        furniture=furniture,
        quotes=quotes,
        entities=tuple(
            Entity(
                happening=Path(file).stem,
                name=row["name"],
                kind=row["kind"],
                variants=tuple(row.get("variants", ())),
            )
            for file, row in tables["entity"]
        ),
        claims=tuple(claims),
        lineage=tuple(steps),
    )


@contextmanager
def _noted(problems: list[str]) -> Iterator[None]:
    """Keeps what is wrong with one row, so that all of it is told at once."""
    try:
        yield
    except GoldError as error:
        problems.append(str(error))


def _pair(file: str, row: Row, samples: Mapping[str, Sample]) -> Pair:
    where = f"{file}: [[pair]]"
    return Pair(
        a=_known(row["a"], samples, where),
        b=_known(row["b"], samples, where),
        relation=row["relation"],
    )


def _step(file: str, row: Row, finder: _Finder) -> Step:
    where = f"{file}: [[lineage]]"
    return Step(
        source=finder.find(row["from"], where),
        target=finder.find(row["to"], where),
        changed=tuple(row["changed"]),
    )


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    """The rows of a gold file, each with its table; fields and words are checked."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise GoldError(f"{path.name}: not TOML: {error}") from None
    for table, rows in content.items():
        if table not in FIELDS:
            raise GoldError(f"{path.name}: no table [[{table}]]; one of {[*FIELDS]}")
        needed, optional = FIELDS[table]
        for row in rows:
            said = row.get("article") or row.get("name") or row.get("from") or ""
            more = row.get("surface") or row.get("starts") or ""
            where = f"{path.name}: [[{table}]] {said} {more}".rstrip()
            if missing := needed.keys() - row.keys():
                raise GoldError(f"{where}: lacks {sorted(missing)}")
            if unknown := row.keys() - needed.keys() - optional.keys():
                raise GoldError(f"{where}: knows no field {sorted(unknown)}")
            for name, value in row.items():
                wanted = (needed | optional)[name]
                if wanted is NUMBER and type(value) is int:
                    row[name] = float(value)
                elif type(value) is not wanted:
                    raise GoldError(f"{where}: {name} must be a {wanted.__name__}")
                allowed = WORDS_OF.get((table, name))
                for word in value if wanted is TEXTS else [value]:
                    if allowed and word not in allowed:
                        raise GoldError(
                            f"{where}: {name} {word!r} is none of {allowed}"
                        )
            yield table, row


def _known(name: str, samples: Mapping[str, Sample], where: str) -> str:
    if name not in samples:
        raise GoldError(f"{where}: there is no article {name}")
    return name


def _articles(
    rows: Iterable[tuple[str, Row]], samples: Mapping[str, Sample]
) -> tuple[Article, ...]:
    found: dict[str, Article] = {}
    for file, row in rows:
        article = Article(happening=Path(file).stem, **row)
        where = f"{file}: [[article]] {article.name}"
        _known(article.name, samples, where)
        if article.name in found:
            raise GoldError(f"{where}: stands in the gold twice")
        if (article.relation == "origin") != (article.parent is None):
            raise GoldError(f"{where}: an origin has no parent, every other has one")
        found[article.name] = article
    for article in found.values():
        where = f"{article.happening}.toml: [[article]] {article.name}"
        for other in filter(None, (article.parent, article.figures_from)):
            if other not in found:
                raise GoldError(f"{where}: {other} is no [[article]] of the gold")
        if article.parent and found[article.parent].cluster != article.cluster:
            raise GoldError(f"{where}: its parent is of another cluster")
    return tuple(found.values())


def _heirs(articles: Iterable[Article]) -> dict[str, tuple[str, ...]]:
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


def _figures(
    rows: Iterable[tuple[str, Row]],
    samples: Mapping[str, Sample],
    heirs: Mapping[str, tuple[str, ...]],
    problems: list[str],
) -> tuple[Figure, ...]:
    found: dict[FigureKey, Figure] = {}
    inherited: list[tuple[Row, Figure, Span, str]] = []
    for file, row in rows:
        with _noted(problems):
            where = f"{file}: [[figure]] {row['article']} {row['surface']}"
            made, number = _figure(row, where)
            _known(made.article, samples, where)
            for name in (made.article, *row.get("also_in", ())):
                sample = samples[_known(name, samples, where)]
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
                if not any(_overlap(figure, other) for other in taken.get(heir, ()))
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


def _overlap(one: Figure | Words, other: Figure | Words) -> bool:
    return (
        one.article == other.article
        and one.field == other.field
        and one.start < other.end
        and other.start < one.end
    )


def _traps(
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
        with _noted(problems):
            sample = samples[_known(name, samples, where)]
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


def _furniture(
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


def _note_overlaps(
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


def _quotes(
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
        with _noted(problems):
            text = samples[_known(name, samples, where)].record.text
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


class _Finder:
    """Finds the gold figure that a claim means."""

    def __init__(self, samples: Mapping[str, Sample], figures: Iterable[Figure]):
        self.samples = samples
        self.figures: dict[str, list[Figure]] = {}
        for figure in figures:
            self.figures.setdefault(figure.article, []).append(figure)

    def find(self, name: str, where: str) -> FigureKey:
        """The figure at `article | surface`, or `article | surface | nth`."""
        parts = [part.strip() for part in name.split(" | ")]
        if len(parts) not in (2, 3):
            raise GoldError(f"{where}: {name!r} is not `article | surface`")
        article, surface = parts[:2]
        sample = self.samples[_known(article, self.samples, where)]
        known = self.figures.get(article, [])
        if len(parts) == 2:
            exact = [f for f in known if f.surface == surface and f.field == "text"]
            if len(exact) == 1:
                return exact[0].key
        field = "text" if places(sample.record.text, surface) else "title"
        nth = int(parts[2]) if len(parts) == 3 else None
        start, end = place(
            sample.field(field), surface, nth=nth, where=f"{where}: {article}"
        )
        inside = [
            f
            for f in known
            if f.field == field and f.number_start < end and start < f.number_end
        ]
        if len(inside) != 1:
            raise GoldError(
                f"{where}: {name!r} names {len(inside)} gold figures, not one"
            )
        return inside[0].key


def _claim(file: str, row: Row, finder: _Finder) -> Claim:
    where = f"{file}: [[claim]] {row['name']}"
    claim = Claim(
        happening=Path(file).stem,
        name=row["name"],
        together=tuple(finder.find(name, where) for name in row["together"]),
        apart=tuple(finder.find(name, where) for name in row.get("apart", ())),
        agreement=row.get("agreement"),
        n_articles=row.get("n_articles"),
        n_independent=row.get("n_independent"),
    )
    if set(claim.together) & set(claim.apart):
        raise GoldError(f"{where}: a figure stands both together and apart")
    if len(set(claim.together)) < len(claim.together):
        raise GoldError(f"{where}: a figure stands twice in `together`")
    return claim


# The resolved gold as tables.


def tables(gold: Gold) -> dict[str, str]:
    """The resolved gold as JSON Lines, by file name."""

    def told(key: FigureKey) -> Row:
        return dict(zip(("article", "field", "number_start"), key, strict=True))

    rows: dict[str, list[Row]] = {
        name: [asdict(item) for item in getattr(gold, name)]
        for name in (
            "articles", "pairs", "figures", "traps", "furniture", "quotes", "entities"
        )
    }  # fmt: skip
    rows["claims"] = [
        asdict(claim)
        | {side: [told(key) for key in getattr(claim, side)] for side in SIDES}
        for claim in gold.claims
    ]
    rows["lineage"] = [
        {"from": told(step.source), "to": told(step.target), "changed": step.changed}
        for step in gold.lineage
    ]
    return {
        f"{name}.jsonl": "".join(
            json.dumps(_filled(row), ensure_ascii=False) + "\n" for row in found
        )
        for name, found in rows.items()
    }


SIDES = ("together", "apart")


def _filled(row: Row) -> Row:
    return {key: value for key, value in row.items() if value is not None}


def main(happenings: list[str]) -> None:
    """Write the tables, or say what is wrong with the gold of some happenings."""
    try:
        written = tables(read_gold())
    except GoldError as error:
        files = tuple(f"{name}.toml" for name in happenings)
        told = str(error).splitlines()
        sys.exit("\n".join(line for line in told if line.startswith(files or "")))
    for name, content in written.items():
        if not happenings:
            (GOLD / name).write_text(content, encoding="utf-8")
        print(f"{content.count(chr(10)):5} rows  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])

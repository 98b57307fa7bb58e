"""What a careful reader finds in the sample articles, resolved to places in them.

The gold is written by hand, one `samples/gold/<happening>.toml` each, and names words;
here they become offsets in the text as the product reads it. Run as a script, this
writes the resolved gold as tables beside it (`samples/gold/*.jsonl`) and the table of
articles in `samples/README.md`; with the names of happenings (`sample_gold.py ferry`)
it only says what is wrong with their files. `samples/README.md` explains every field.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from sample_articles import ROOT, GoldError, Sample, place, places, read_samples
from sample_model import (
    Article,
    Claim,
    Entity,
    Figure,
    FigureKey,
    Gold,
    Pair,
    Row,
    Step,
)
from sample_places import (
    heirs_of,
    note_overlaps,
    place_figures,
    place_furniture,
    place_quotes,
    place_traps,
)
from sample_rows import FIELDS, known, noted, read_rows

GOLD = ROOT / "samples" / "gold"
README = ROOT / "samples" / "README.md"


def read_gold(folder: Path = GOLD, samples: Mapping[str, Sample] | None = None) -> Gold:
    """The gold of all happenings, every word of it found in its article.

    Raises:
        GoldError: A field, a word or an article that is not known, words that stand
            nowhere or in several places, a claim about what is no gold figure.
    """
    samples = read_samples() if samples is None else samples
    tables: dict[str, list[tuple[str, Row]]] = {name: [] for name in FIELDS}
    for path in sorted(folder.glob("*.toml")):
        for table, row in read_rows(path):
            tables[table].append((path.name, row))
    problems: list[str] = []
    articles = _articles(tables["article"], samples)
    heirs = heirs_of(articles)
    figures = place_figures(tables["figure"], samples, heirs, problems)
    traps = place_traps(tables["trap"], samples, heirs, problems)
    furniture = place_furniture(tables["furniture"], samples, problems)
    note_overlaps(figures, traps, furniture, problems)
    quotes = place_quotes(tables["quote"], samples, heirs, problems)
    finder = _Finder(samples, figures)
    pairs, claims, steps = [], [], []
    for file, row in tables["pair"]:
        with noted(problems):
            pairs.append(_pair(file, row, samples))
    for file, row in tables["claim"]:
        with noted(problems):
            claims.append(_claim(file, row, finder))
    for file, row in tables["lineage"]:
        with noted(problems):
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


def _pair(file: str, row: Row, samples: Mapping[str, Sample]) -> Pair:
    where = f"{file}: [[pair]]"
    return Pair(
        a=known(row["a"], samples, where),
        b=known(row["b"], samples, where),
        relation=row["relation"],
    )


def _step(file: str, row: Row, finder: _Finder) -> Step:
    where = f"{file}: [[lineage]]"
    return Step(
        source=finder.find(row["from"], where),
        target=finder.find(row["to"], where),
        changed=tuple(row["changed"]),
    )


def _articles(
    rows: Iterable[tuple[str, Row]], samples: Mapping[str, Sample]
) -> tuple[Article, ...]:
    found: dict[str, Article] = {}
    for file, row in rows:
        article = Article(happening=Path(file).stem, **row)
        where = f"{file}: [[article]] {article.name}"
        known(article.name, samples, where)
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
        sample = self.samples[known(article, self.samples, where)]
        figures = self.figures.get(article, [])
        if len(parts) == 2:
            exact = [f for f in figures if f.surface == surface and f.field == "text"]
            if len(exact) == 1:
                return exact[0].key
        field = "text" if places(sample.record.text, surface) else "title"
        nth = int(parts[2]) if len(parts) == 3 else None
        start, end = place(
            sample.field(field), surface, nth=nth, where=f"{where}: {article}"
        )
        inside = [
            f
            for f in figures
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


START, END = "<!-- articles: written by make gold -->", "<!-- end of articles -->"


def readme(gold: Gold, page: str) -> str:
    """The page of the samples with its table of articles as the gold has them."""
    lines = [
        "",
        "| article | outlet, day | relation | what it shows |",
        "|---|---|---|---|",
    ]
    happening = ""
    for article in sorted(gold.articles, key=lambda a: (a.happening, _order(a.name))):
        if article.happening != happening:
            happening = article.happening
            lines.append(f"| **{happening}** | | | |")
        path, _, record = article.name.partition("#")
        sample = gold.samples[article.name].record
        day = sample.published_at
        where = ", ".join(
            filter(None, (sample.outlet or "–", f"{day:%-d %B}" if day else "no date"))
        )
        name = f"`{path}` `{record}`" if record else f"`{path}`"
        relation = article.relation.replace("_", " ")
        lines.append(f"| {name} | {where} | {relation} | {article.shows} |")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return before + START + "\n".join([*lines, "", END]) + after


def _order(name: str) -> tuple[str, str]:
    batch, _, rest = name.partition("/")
    return batch, rest


def main(happenings: list[str]) -> None:
    """Write the tables, or say what is wrong with the gold of some happenings."""
    try:
        gold = read_gold()
    except GoldError as error:
        files = tuple(f"{name}.toml" for name in happenings)
        told = str(error).splitlines()
        sys.exit("\n".join(line for line in told if line.startswith(files or "")))
    for name, content in tables(gold).items():
        if not happenings:
            (GOLD / name).write_text(content, encoding="utf-8")
        print(f"{content.count(chr(10)):5} rows  {name}")
    if not happenings:
        page = README.read_text(encoding="utf-8")
        README.write_text(readme(gold, page), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

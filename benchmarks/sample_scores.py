"""Scores of each stage of a release against the samples' gold, with every error."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from sample_gold import Article, Figure, FigureKey, Gold, Words
from sklearn.metrics import adjusted_rand_score

from transforms.documents.articles import article_id_of
from warehouse.releases import ReleaseTables
from warehouse.schema.identity import sha256_text

Row = dict[str, Any]
Version = tuple[str, int]
"""Article id and version."""


@dataclass(kw_only=True)
class Score:
    """One line of the table: so many right, of what was found and of what there is."""

    stage: str
    what: str
    right: float = 0
    found: int | None = None
    """How many the product gave; None where only those of the gold are asked for."""
    gold: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the gold that is right."""
        return self.right / self.gold if self.gold else math.nan

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right."""
        if self.found is None:
            return None
        return self.right / self.found if self.found else math.nan

    @property
    def f1(self) -> float:
        """Harmonic mean of both; recall alone where nothing else can be told."""
        if self.found is None:
            return self.recall
        total = self.found + self.gold
        return 2 * self.right / total if total else math.nan

    def judge(self, *, right: bool, error: str) -> None:
        """Count one of the gold, and keep the error where it is wrong."""
        self.gold += 1
        if right:
            self.right += 1
        else:
            self.errors.append(error)


class Made:
    """What the product made of the samples, found by the names of the gold."""

    def __init__(self, tables: ReleaseTables, gold: Gold) -> None:
        """Index the tables of a release."""
        self.tables = {name: tables[name].to_pylist() for name in NEEDED}
        self.gold = gold
        self.current = {
            row["article_id"]: row["current_version"] for row in self.tables["articles"]
        }
        versions = {
            (row["article_id"], row["text_sha256"], row["title"]): row["version"]
            for row in self.tables["article_versions"]
        }
        self.version: dict[str, Version] = {}
        for name, sample in gold.samples.items():
            article_id = article_id_of(sample.record)
            version = versions.get(
                (article_id, sha256_text(sample.record.text), sample.record.title)
            )
            if version is not None:
                self.version[name] = article_id, version
        self.names = {version: name for name, version in self.version.items()}
        self.figures = self._by_article("figures")
        self.matches = self._matches()

    def _by_article(self, table: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables[table]:
            name = self.names.get((row["article_id"], row["version"]))
            if name is not None:
                found[name].append(row)
        return found

    def _matches(self) -> dict[FigureKey, Row]:
        """The product's figure for each figure of the gold: same number, best first."""
        pairs = []
        for figure in self.gold.figures:
            for row in self.figures[figure.article]:
                shared = min(figure.number_end, row["number_end"]) - max(
                    figure.number_start, row["number_start"]
                )
                if row["field"] == figure.field and figure.start >= 0 and shared > 0:
                    pairs.append((-shared, figure.key, row["number_start"], row))
        pairs.sort(key=lambda pair: pair[:3])
        taken: set[tuple[str, str, int]] = set()
        matches: dict[FigureKey, Row] = {}
        for _, key, start, row in pairs:
            place = (key[0], key[1], start)
            if key not in matches and place not in taken:
                matches[key] = row
                taken.add(place)
        return matches

    def is_current(self, article: str) -> bool:
        """Whether the article has no newer version."""
        version = self.version.get(article)
        return version is not None and self.current[version[0]] == version[1]

    def sentence(self, item: Figure | Words | Row, article: str | None = None) -> str:
        """The sentence round a place, for a list of errors."""
        if isinstance(item, dict):
            name, at = article or "", item["start"]
            which = item.get("field", "text")
        else:
            name, at, which = item.article, item.start, item.field
        text = self.gold.samples[name].field(which)
        start = max(text.rfind(mark, 0, max(at, 0)) + 1 for mark in ("\n", ". ", ".” "))
        end = min(
            (i for m in ("\n", ". ") if (i := text.find(m, at)) > 0), default=len(text)
        )
        return " ".join(text[max(start, at - 120) : min(end + 1, at + 120)].split())


NEEDED = (
    "articles", "article_versions", "blocks", "copies", "copy_pairs", "clusters",
    "figures", "number_rejections", "quotes", "entities", "claims", "claim_figures",
    "claim_lineage",
)  # fmt: skip


def all_scores(tables: ReleaseTables, gold: Gold) -> list[Score]:
    """The scores of all stages, in the order of the pipeline."""
    made = Made(tables, gold)
    return [
        *blocks(made),
        *copies(made),
        *figures(made),
        *speakers(made),
        *quotes(made),
        *entities(made),
        *claims(made),
        *lineage(made),
    ]


# Blocks.


def blocks(made: Made) -> list[Score]:
    """Numbers of furniture that pass for figures, own figures taken for furniture."""
    leaked = Score(stage="blocks", what="furniture kept out")
    for words in made.gold.furniture:
        taken = [
            row
            for row in made.figures[words.article]
            if words.start >= 0
            and row["field"] == "text"
            and not row["in_boilerplate"]
            and _touch(words, row)
        ]
        leaked.judge(
            right=not taken,
            error=f"{words.article}: {words.surface!r} | {made.sentence(words)}",
        )
    kept = Score(stage="blocks", what="own figures kept")
    furniture = defaultdict(list)
    for row in made.tables["blocks"]:
        name = made.names.get((row["article_id"], row["version"]))
        if row["role"] not in ("title", "body"):
            furniture[name, row["field"]].append((row["start"], row["end"]))
    for figure in made.gold.figures:
        if figure.tier == 3:
            continue
        inside = any(
            start <= figure.number_start < end
            for start, end in furniture[figure.article, figure.field]
        )
        kept.judge(
            right=figure.start >= 0 and not inside,
            error=f"{figure.article}: {figure.surface!r} | "
            + ("lost on reading the page" if figure.start < 0 else "in furniture"),
        )
    return [leaked, kept]


def _touch(one: Figure | Words, row: Row) -> bool:
    return bool(one.start < row["number_end"] and row["number_start"] < one.end)


# Copies.


def copies(made: Made) -> list[Score]:
    """Which articles are one text, how, and from which; and what is related."""
    articles = {
        made.version[article.name][0]: article
        for article in made.gold.articles
        if made.is_current(article.name)
    }
    rows = {row["article_id"]: row for row in made.tables["copies"]}
    pairs = Score(stage="copies", what="pairs of one text", found=0)
    for a, b in combinations(sorted(articles), 2):
        wanted = articles[a].cluster == articles[b].cluster
        found = rows[a]["cluster_id"] == rows[b]["cluster_id"]
        pairs.gold += wanted
        pairs.found = (pairs.found or 0) + found
        pairs.right += wanted and found
        if wanted != found:
            what = "missed" if wanted else "joined"
            pairs.errors.append(f"{what}: {articles[a].name} + {articles[b].name}")
    order = sorted(articles)
    index = Score(stage="copies", what="adjusted Rand index", gold=1)
    index.right = adjusted_rand_score(
        [articles[a].cluster for a in order], [rows[a]["cluster_id"] for a in order]
    )
    relation = Score(stage="copies", what="relation to the parent")
    direction = Score(stage="copies", what="parent")
    names = {article_id: article.name for article_id, article in articles.items()}
    for article_id in order:
        article, row = articles[article_id], rows[article_id]
        relation.judge(
            right=row["relation"] == article.relation,
            error=f"{article.name}: {row['relation']}, not {article.relation}",
        )
        if article.parent:
            parent = _version_of(article, made)
            said = names.get(row["parent_article_id"], "none")
            direction.judge(
                right=row["parent_article_id"] == parent,
                error=f"{article.name}: from {said}, not {article.parent}",
            )
    return [pairs, index, relation, direction, _related(made, articles, rows)]


def _version_of(article: Article, made: Made) -> str | None:
    return made.version[article.parent][0] if article.parent in made.version else None


def _related(
    made: Made, articles: Mapping[str, Article], rows: Mapping[str, Row]
) -> Score:
    """Pairs that are related and are not one text, as the gold names them."""
    score = Score(stage="copies", what="passages, series, rivals")
    said = {
        frozenset((row["article_a"], row["article_b"])): row["relation"]
        for row in made.tables["copy_pairs"]
    }
    for pair in made.gold.pairs:
        if pair.a not in made.version or pair.b not in made.version:
            continue
        a, b = made.version[pair.a][0], made.version[pair.b][0]
        if a not in articles or b not in articles:
            continue
        found = said.get(frozenset((a, b)), "independent")
        one = rows[a]["cluster_id"] == rows[b]["cluster_id"]
        score.judge(
            right=found == pair.relation and not one,
            error=f"{pair.a} + {pair.b}: {found}{', one cluster' if one else ''}, not "
            f"{pair.relation}",
        )
    return score


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
        if row["field"] == figure.field and _touch(figure, row)
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
            and _touch(words, row)
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
    """Both ends; where the gold gives only the value, neither end is asked for."""
    if figure.low is None and figure.high is None:
        return True
    return _close(figure.low, row["value_low"]) and _close(
        figure.high, row["value_high"]
    )


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
        _judge_speaker(score, figure.speaker, row["speaker_canonical"], told)
    return [score]


def _judge_speaker(
    score: Score, wanted: str | None, found: str | None, told: str
) -> None:
    score.gold += bool(wanted)
    score.found = (score.found or 0) + bool(found)
    right = bool(wanted and found and names_agree(wanted, found))
    score.right += right
    if not right and (wanted or found):
        score.errors.append(f"{found}, not {wanted}: {told}")


def quotes(made: Made) -> list[Score]:
    """Direct quotations of five words and more, and who is quoted."""
    score = Score(stage="quotes", what="quotations", found=0)
    said = Score(stage="quotes", what="speakers of quotations", found=0)
    found = made._by_article("quotes")  # noqa: SLF001 - one module in two classes' clothes
    wanted = defaultdict(list)
    for quote in made.gold.quotes:
        wanted[quote.article].append(quote)
    for name in made.version:
        rows = [r for r in found[name] if r["field"] == "text"]
        places = [(r["start"], r["end"]) for r in rows]
        golden = [(q.start + 1, q.end - 1) for q in wanted[name]]
        text = made.gold.samples[name].record.text
        for quote, (start, end) in zip(wanted[name], golden, strict=True):
            told = f"{name}: {text[start:end][:90]!r}"
            right = _covered(start, end, places) >= 0.9
            score.judge(right=right, error=f"missed or cut: {told}")
            best = max(
                rows,
                key=lambda r: min(end, r["end"]) - max(start, r["start"]),
                default=None,
            )
            if right and best is not None:
                _judge_speaker(said, quote.speaker, best["speaker_canonical"], told)
        for row in rows:
            if row["n_words"] < 5 or row["in_boilerplate"] or not wanted[name]:
                continue
            score.found = (score.found or 0) + 1
            if _covered(row["start"], row["end"], golden) < 0.9:
                words = text[row["start"] : row["end"]][:90]
                score.errors.append(f"not in the gold: {name}: {words!r}")
    # What is found may lie in parts; what is right is told by the gold's side.
    false = sum(error.startswith("not in the gold") for error in score.errors)
    score.found = int(score.right) + false
    return [score, said]


def _covered(start: int, end: int, places: Iterable[tuple[int, int]]) -> float:
    shared = sum(max(0, min(end, b) - max(start, a)) for a, b in places)
    return shared / max(end - start, 1)


TITLES = re.compile(
    r"^(?:the|a|an|mr|mrs|ms|miss|dr|prof|professor|capt|captain|councillor|sir) ",
    re.IGNORECASE,
)


def plain_name(name: str) -> str:
    """A name without article and title, in small letters."""
    before = None
    while before != name:
        before, name = name, TITLES.sub("", name)
    return name.casefold().replace("’", "'")


def entities(made: Made) -> list[Score]:
    """Other names of a person or body that are known to be theirs.

    "Ms Marlow" is a name, "the company" a description: no table of names can hold the
    second, since it is another's in the next article.
    """
    names = Score(stage="entities", what="names grouped")
    described = Score(stage="entities", what="descriptions grouped")
    homes: dict[str, set[str]] = defaultdict(set)
    for row in made.tables["entities"]:
        for name in (row["canonical_name"], *row["variants"]):
            homes[plain_name(name)].add(row["entity_id"])
    for entity in made.gold.entities:
        own = plain_name(entity.name)
        for variant in sorted(set(entity.variants)):
            if plain_name(variant) == own:
                continue
            bare = TITLES.sub("", variant)
            score = names if bare != bare.casefold() else described
            score.judge(
                right=bool(homes[own] & homes[plain_name(variant)]),
                error=f"{entity.happening}: {entity.name} = {variant}",
            )
    return [names, described]


# Claims.


def claims(made: Made) -> list[Score]:
    """Figures together and apart, counts of reports, agreement."""
    together = Score(stage="claims", what="figures kept together")
    apart = Score(stage="claims", what="figures kept apart")
    independent = Score(stage="claims", what="independent reports")
    articles = Score(stage="claims", what="articles")
    agreement = Score(stage="claims", what="agreement")
    claim_of = {
        row["figure_id"]: row["claim_id"] for row in made.tables["claim_figures"]
    }
    rows = {row["claim_id"]: row for row in made.tables["claims"]}
    for claim in made.gold.claims:
        found = {
            key: claim_of.get(made.matches[key]["figure_id"])
            for key in (*claim.together, *claim.apart)
            if key in made.matches and made.is_current(key[0])
        }
        inside = [key for key in claim.together if made.is_current(key[0])]
        counts = Counter(filter(None, (found.get(key) for key in inside)))
        main = max(counts, key=lambda name: (counts[name], name), default=None)
        for key in inside:
            together.judge(
                right=main is not None and found.get(key) == main and counts[main] > 1,
                error=f"{claim.name}: {_told(made, key)}",
            )
        for key in claim.apart:
            if made.is_current(key[0]):
                apart.judge(
                    right=found.get(key) is None or found.get(key) != main,
                    error=f"{claim.name}: {_told(made, key)}",
                )
        row = rows.get(main or "", {})
        for score, name in (
            (independent, "n_independent"),
            (articles, "n_articles"),
            (agreement, "agreement"),
        ):
            wanted = getattr(claim, name)
            if wanted is not None:
                score.judge(
                    right=row.get(name) == wanted,
                    error=f"{claim.name}: {row.get(name)}, not {wanted}",
                )
    return [together, apart, independent, articles, agreement]


def _told(made: Made, key: FigureKey) -> str:
    row = made.matches.get(key)
    text = made.gold.samples[key[0]].field(key[1])
    words = row["surface"] if row else text[key[2] : key[2] + 20]
    return f"{key[0]} | {words}{'' if row else ' (not found)'}"


def lineage(made: Made) -> list[Score]:
    """What a copy changed, told of the text it changed it from."""
    score = Score(stage="lineage", what="changes on the way")
    told = defaultdict(set)
    for row in made.tables["claim_lineage"]:
        told[row["from_figure_id"], row["figure_id"]].add(row["change"])
    for step in made.gold.lineage:
        if not (made.is_current(step.source[0]) and made.is_current(step.target[0])):
            continue
        source, target = made.matches.get(step.source), made.matches.get(step.target)
        found = set()
        if source and target:
            found = told[source["figure_id"], target["figure_id"]]
        for change in step.changed:
            score.judge(
                right=change in found,
                error=f"{_told(made, step.source)} -> {_told(made, step.target)}: "
                f"{sorted(found) or 'nothing'}, not {change}",
            )
    return [score]

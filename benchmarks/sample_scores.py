"""Scores of each stage of a release against the samples' gold, with every error."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from sample_figures import figures, judge_speaker, speakers, touch
from sample_made import Made, Row, Score
from sample_model import Article, FigureKey, Gold
from sklearn.metrics import adjusted_rand_score

from warehouse.releases import ReleaseTables


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
            and touch(words, row)
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


def quotes(made: Made) -> list[Score]:
    """Direct quotations of five words and more, and who is quoted."""
    score = Score(stage="quotes", what="quotations", found=0)
    said = Score(stage="quotes", what="speakers of quotations", found=0)
    found = made.by_article("quotes")
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
                judge_speaker(said, quote.speaker, best["speaker_canonical"], told)
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

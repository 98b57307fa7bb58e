"""Quality of copy detection on labelled articles, weights fitted on others.

Every figure is of the whole pipeline (furniture, candidates, verification, relations,
groups), with weights and threshold from articles that are not scored: the other half of
the clusters, or every source but one. See ``copy_data.py`` for the data.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import copy_data
import fit_copies
import numpy as np
import pandas as pd
import pyarrow as pa
from sklearn.metrics import adjusted_rand_score

from transforms.copies import Copies, find_copies
from transforms.copies.model import Model, probabilities, shipped_model
from transforms.documents.clean import label_blocks
from warehouse.schema.terms import COPY_RELATIONS

CUTS = (None, 2000)
RELATIONS = {
    "sim-verbatim": {"verbatim", "near_verbatim"},
    "sim-nearedit": {"near_verbatim", "spun"},
    "sim-excerpt35": {"excerpt"},
    "sim-spun": {"spun", "near_verbatim"},
    "sim-spun-heavy": {"spun"},
    "polish": {"spun", "near_verbatim", "rewrite"},
    "rewrite": {"rewrite", "spun", "excerpt"},
    "paraphrase": {"rewrite", "spun", "excerpt"},
    "llm": {"rewrite", "spun"},
}
"""Relations that are right for each kind of copy. A model that was asked to rewrite
often keeps half of the sentences, or drops half of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How well groups match the gold clusters."""

    ari: float
    precision: float
    recall: float
    b_cubed: float
    largest: int
    largest_gold: int

    def __str__(self) -> str:
        """All as one line."""
        return (
            f"ARI {self.ari:.4f}  P {self.precision:.4f}  R {self.recall:.4f}  "
            f"B3 {self.b_cubed:.4f}  largest {self.largest} (gold {self.largest_gold})"
        )


def count_pairs(sizes: Counter[object]) -> int:
    """Pairs inside groups of these sizes."""
    return sum(n * (n - 1) // 2 for n in sizes.values())


def score(found: np.ndarray, gold: np.ndarray) -> Scores:
    """ARI, pairwise precision and recall, B-cubed F1 and the largest group."""
    cells = Counter(zip(found.tolist(), gold.tolist(), strict=True))
    by_found, by_gold = Counter(found.tolist()), Counter(gold.tolist())
    both = count_pairs(cells)
    bp = sum(n * n / by_found[f] for (f, _), n in cells.items()) / len(gold)
    br = sum(n * n / by_gold[g] for (_, g), n in cells.items()) / len(gold)
    return Scores(
        ari=adjusted_rand_score(gold, found),
        precision=both / max(count_pairs(by_found), 1),
        recall=both / max(count_pairs(by_gold), 1),
        b_cubed=2 * bp * br / (bp + br),
        largest=max(by_found.values()),
        largest_gold=max(by_gold.values()),
    )


def numbers(values: list[str]) -> np.ndarray:
    """A number for each distinct value."""
    return np.unique(values, return_inverse=True)[1]


@cache
def frame_of(cut: int | None) -> pd.DataFrame:
    """The labelled articles without their texts."""
    return copy_data.labelled_articles(cut).drop_columns(["text"]).to_pandas()


@cache
def cleaned(cut: int | None) -> pa.Table:
    """Table `blocks` of the labelled articles, each of their sources an outlet."""
    articles = copy_data.labelled_articles(cut)
    n = articles.num_rows
    return label_blocks(
        articles.select(["article_id", "source", "text"])
        .append_column("version", pa.array([1] * n, pa.int32()))
        .append_column("is_current", pa.array([True] * n))
        .append_column("title", pa.array([None] * n, pa.string()))
        .append_column("outlet_id", pa.array([None] * n, pa.string()))
    )


def run(
    cut: int | None,
    model: Model,
    *,
    clean: bool = False,
    rows: np.ndarray | None = None,
) -> Copies:
    """The whole of copy detection on the labelled articles, or some of them."""
    articles = copy_data.labelled_articles(cut)
    frequencies = copy_data.pooled(articles)
    if rows is not None:
        articles = articles.take(pa.array(rows))
    return find_copies(
        articles.select(["article_id", "text"]),
        blocks=cleaned(cut) if clean else None,
        frequencies=frequencies,
        model=model,
    )


def labels_of(found: Copies) -> np.ndarray:
    """The group of each article."""
    return numbers(found.copies["cluster_id"].to_pylist())


def event_merges(frame: pd.DataFrame, found: np.ndarray) -> list[tuple[int, int]]:
    """Pairs of one event and different gold clusters that are in one group."""
    return [(i, j) for i, j in event_pairs(frame) if found[i] == found[j]]


def event_pairs(frame: pd.DataFrame) -> list[tuple[int, int]]:
    """Pairs of one event and different gold clusters."""
    return [
        (int(i), int(j))
        for rows in frame.groupby("event").groups.values()
        for place, i in enumerate(rows)
        for j in rows[place + 1 :]
        if frame["cluster"][i] != frame["cluster"][j]
    ]


def recall_of_kinds(frame: pd.DataFrame, found: np.ndarray) -> dict[str, list[bool]]:
    """For each copy, under its kind, whether it stands in the group of its original."""
    hits: dict[str, list[bool]] = {}
    for rows in frame.groupby("cluster").groups.values():
        origins = [i for i in rows if frame["kind"][i] == "orig"]
        for i in rows:
            if origins and i not in origins:
                hit = any(found[i] == found[j] for j in origins)
                hits.setdefault(frame["kind"][i], []).append(hit)
    return hits


def print_recall(hits: dict[str, list[bool]]) -> None:
    """Recall of each kind, language models together."""
    together: dict[str, list[bool]] = {}
    for kind, hit in hits.items():
        together.setdefault(kind.split(":")[0], []).extend(hit)
    models = [h for kind in ("rewrite", "paraphrase") for h in together.get(kind, [])]
    together["rewrite and paraphrase"] = models
    shares = (f"{k} {np.mean(h):.3f} of {len(h)}" for k, h in sorted(together.items()))
    print("    recall:", ", ".join(shares))


def halves() -> None:
    """Weights and threshold from one half of the clusters, scored on the other."""
    models = [fit_copies.fit(fit_copies.inside(half)) for half in (0, 1)]
    print("  thresholds:", ", ".join(f"{model.threshold:.2f}" for model in models))
    for cut in CUTS:
        frame = frame_of(cut)
        gold = numbers(frame["cluster"].tolist())
        for clean in (False, True):
            labels = np.full(len(gold), -1)
            for half, model in enumerate(models):
                found = labels_of(run(cut, model, clean=clean))
                # Groups of the two runs are two groups.
                scored = gold % 2 != half
                labels[scored] = 2 * found[scored] + half
            name = "cleaned first" if clean else "articles alone"
            print(f"  2-fold, cut at {cut}, {name}:", score(labels, gold))
            merged = event_merges(frame, labels)
            print(f"    false merges inside event: {len(merged)}")
            print_recall(recall_of_kinds(frame, labels))
        passed = [
            accepted(copy_data.mined(cut).chosen(scored_half), model)
            for half, model in enumerate(models)
            for scored_half in [fit_copies.inside(1 - half)(copy_data.mined(cut))]
        ]
        print(f"    mined same-event pairs accepted: {np.mean(passed):.4f}")


def accepted(pairs: copy_data.Pairs, model: Model) -> float:
    """Share of the pairs that the model takes for copies."""
    found = probabilities(pairs.evidence, model) >= model.threshold
    return float(found.mean()) if len(found) else 0.0


SOURCES = (
    ("allsides",),
    ("llmfake-gossipcop",),
    ("llmfake-politifact",),
    ("basil",),
    ("pp-real", "pp-fake"),
    ("mixset-news",),
)
"""Collections that the labelled articles come from."""


def sources() -> None:
    """Weights and threshold from all sources but one, scored on that one."""
    whole = frame_of(None)
    for names in SOURCES:
        model = fit_copies.fit(fit_copies.without(names))
        rows = np.flatnonzero(whole["source"].isin(names))
        for cut in CUTS:
            gold = numbers(frame_of(cut)["cluster"].iloc[rows].tolist())
            found = labels_of(run(cut, model, rows=rows))
            print(
                f"  without {'+'.join(names)} ({len(rows)}), cut at {cut}:",
                score(found, gold),
            )
    model = fit_copies.fit(fit_copies.labelled_only)
    for cut in CUTS:
        mined = copy_data.mined(cut)
        print(
            f"  without the news corpus, cut at {cut}: {accepted(mined, model):.4f} of "
            f"{len(mined.copies):,} mined same-event pairs accepted"
        )


def writers() -> None:
    """Weights from texts of all language models but one, scored on that one."""
    frame = frame_of(None)
    gold = frame["cluster"].to_numpy()
    for writer in ("chatgpt", "vicuna", "llama2", "gpt4"):
        model = fit_copies.fit(fit_copies.without_writer(writer))
        labels = labels_of(run(None, model))
        hits = recall_of_kinds(frame, labels)
        theirs = [h for kind, hit in hits.items() if writer in kind for h in hit]
        print(
            f"  without {writer}: recall {np.mean(theirs):.3f} of {len(theirs)}, all:",
            score(labels, numbers(gold.tolist())),
        )


def shipped() -> None:
    """The weights that come with the code, which were fitted on these articles."""
    model = shipped_model()
    for cut in CUTS:
        frame = frame_of(cut)
        gold = numbers(frame["cluster"].tolist())
        for clean in (False, True):
            found = run(cut, model, clean=clean)
            labels = labels_of(found)
            name = "cleaned first" if clean else "articles alone"
            print(f"  shipped, cut at {cut}, {name}:", score(labels, gold))
            merged = event_merges(frame, labels)
            print(
                f"    false merges inside event: {len(merged)} of "
                f"{len(event_pairs(frame))}"
            )
            print_recall(recall_of_kinds(frame, labels))
            if not clean:
                print_event_merges(frame, found, merged)
            if cut is None and not clean:
                print_relations(frame, found)
    for sample in fit_copies.SAMPLES:
        mined = copy_data.mined(sample.cut, every=sample.every)
        print(
            f"    mined pairs, one in {sample.every} cut at {sample.cut}: "
            f"{accepted(mined, model):.4f} of {len(mined.copies):,} accepted"
        )


def print_event_merges(
    frame: pd.DataFrame, found: Copies, merged: list[tuple[int, int]]
) -> None:
    """The false merges, to be looked at."""
    rows = {(r["article_a"], r["article_b"]): r for r in found.copy_pairs.to_pylist()}
    for i, j in merged:
        pair = rows.get((frame["article_id"][i], frame["article_id"][j]))
        told = (
            "joined by others"
            if pair is None
            else f"{pair['relation']} {pair['probability']:.2f}, quotations shared "
            f"{pair['shared_quotes']}, shingles {pair['shingle_containment']:.2f}"
        )
        print(f"      rows {i} {j}: {told}")


def print_relations(frame: pd.DataFrame, found: Copies) -> None:
    """How copies are related to their originals, by kind, and which way."""
    kind = dict(zip(frame["article_id"], frame["kind"], strict=True))
    cluster = dict(zip(frame["article_id"], frame["cluster"], strict=True))
    table: dict[str, Counter[str]] = {}
    right_way: dict[str, list[bool]] = {}
    for row in found.copy_pairs.to_pylist():
        a, b = row["article_a"], row["article_b"]
        origins = [x for x in (a, b) if kind[x] == "orig"]
        if cluster[a] != cluster[b] or len(origins) != 1:
            continue
        copy = b if origins[0] == a else a
        name = kind[copy].split(":")[0]
        table.setdefault(name, Counter())[row["relation"]] += 1
        if row["relation"] in COPY_RELATIONS and row["copied_from"] is not None:
            right_way.setdefault(name, []).append(row["copied_from"] == origins[0])
    print("    relation of copy to original; directed rightly where directed")
    for name, counts in sorted(table.items()):
        n = sum(counts.values())
        right = sum(counts[r] for r in RELATIONS[name])
        ways = right_way.get(name, [])
        told = ", ".join(f"{r} {k}" for r, k in counts.most_common())
        print(
            f"      {name}: named rightly {right / n:.3f}; {told}; direction "
            f"{np.mean(ways) if ways else 0:.2f} of {len(ways)}"
        )


def quality() -> None:
    """All tables."""
    print(
        "labelled articles, weights and threshold from the other half of the clusters"
    )
    halves()
    print("leave one source out")
    sources()
    print("leave one writer out")
    writers()
    print("shipped weights, fitted on these articles")
    shipped()

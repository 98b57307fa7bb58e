"""Prints quality and speed of copy detection.

    python benchmarks/copies.py [quality] [articles] [speed] [scale [SIZE ...]]

``quality`` labelled articles: 2-fold by cluster, all articles with the shipped weights,
the same cut to 2,000 characters, same-event pairs, recall per kind. ``articles`` the
five articles. ``speed`` the news corpus beside a MinHash-LSH in numpy. ``scale`` the
corpus replicated with renamed words, copies of every kind planted.
Reads data that does not ship, see ``copy_data.py``.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Callable

import copy_data
import fit_copies
import numpy as np
import pyarrow as pa
from sklearn.metrics import adjusted_rand_score

from transforms.copies import find_copies
from transforms.copies.candidates import Candidates
from transforms.copies.grouping import group
from transforms.copies.model import probabilities, shipped_model
from transforms.copies.rules import CopyRules
from transforms.copies.texts import WHOLE, own_texts
from transforms.copies.tokens import MIX_1, Tokens, tokenize
from transforms.copies.work import blocks_of_rows
from transforms.documents.clean import label_blocks

RULES = CopyRules()


def count_pairs(sizes: Counter) -> int:
    """Pairs inside groups of these sizes."""
    return sum(n * (n - 1) // 2 for n in sizes.values())


def score(found: np.ndarray, gold: np.ndarray) -> str:
    """ARI, pairwise P, R and F1, B-cubed F1 and the largest group as one line."""
    cells = Counter(zip(found.tolist(), gold.tolist(), strict=True))
    by_found, by_gold = Counter(found.tolist()), Counter(gold.tolist())
    both = count_pairs(cells)
    p, r = both / max(count_pairs(by_found), 1), both / max(count_pairs(by_gold), 1)
    bp = sum(n * n / by_found[f] for (f, _), n in cells.items()) / len(gold)
    br = sum(n * n / by_gold[g] for (_, g), n in cells.items()) / len(gold)
    ari = adjusted_rand_score(gold, found)
    return (
        f"ARI {ari:.4f}  P {p:.4f}  R {r:.4f}  F1 {2 * p * r / (p + r):.4f}  "
        f"B3 {2 * bp * br / (bp + br):.4f}  largest {max(by_found.values())} "
        f"(gold {max(by_gold.values())})"
    )


def numbers(values: list[str]) -> np.ndarray:
    """A number for each distinct value."""
    return np.unique(values, return_inverse=True)[1]


def false_event_merges(frame: object, found: np.ndarray) -> tuple[int, int]:
    """Pairs of one event and different gold clusters: merged, all."""
    merged = total = 0
    for rows in frame.groupby("event").groups.values():
        for place, i in enumerate(rows):
            for j in rows[place + 1 :]:
                if frame["cluster"][i] != frame["cluster"][j]:
                    total += 1
                    merged += int(found[i] == found[j])
    return merged, total


def two_fold() -> None:
    """Weights from one half of the clusters, scored on the other."""
    cuts = (None, 2000)
    frame = copy_data.labelled().articles
    gold = numbers(frame["cluster"].tolist())
    labels = {cut: np.arange(len(gold)) for cut in cuts}
    passed: dict[int | None, list[float]] = {cut: [] for cut in cuts}
    for half in (0, 1):
        model = fit_copies.fit(half)
        for cut in cuts:
            pairs = copy_data.labelled(cut)
            other = pairs.chosen(fit_copies.in_half(pairs, 1 - half)).evidence
            found = group(
                len(gold),
                other.a,
                other.b,
                probabilities(other, model),
                threshold=model.threshold,
                share=RULES.merge_share,
            ).labels
            labels[cut][gold % 2 != half] = found[gold % 2 != half]
            mined = copy_data.mined(cut)
            rest = mined.chosen(fit_copies.in_half(mined, 1 - half)).evidence
            passed[cut].append((probabilities(rest, model) >= model.threshold).mean())
    for cut in cuts:
        print(f"  2-fold by cluster, cut at {cut}:", score(labels[cut], gold))
        print(f"    mined same-event pairs accepted: {np.mean(passed[cut]):.4f}")


def quality() -> None:
    """The labelled articles through the whole of copy detection."""
    print("labelled articles, weights from the other half of the clusters")
    two_fold()
    for cut in (None, 2000):
        articles = copy_data.labelled_articles(cut)
        frame = articles.drop_columns(["text"]).to_pandas()
        found = find_copies(
            articles.select(["article_id", "text"]),
            frequencies=copy_data.pooled(articles),
        )
        labels = numbers(found.copies["cluster_id"].to_pylist())
        print(
            f"shipped weights, cut at {cut}:", score(labels, numbers(frame["cluster"]))
        )
        merged, total = false_event_merges(frame, labels)
        print(f"  false merges inside event: {merged} of {total}")
        seen, hit = Counter(), Counter()
        for rows in frame.groupby("cluster").groups.values():
            origins = [i for i in rows if frame["kind"][i] == "orig"]
            for i in rows:
                if i not in origins and origins:
                    kind = frame["kind"][i].split(":")[0]
                    seen[kind] += 1
                    hit[kind] += any(labels[i] == labels[j] for j in origins)
        shares = (f"{k} {hit[k] / n:.3f} of {n}" for k, n in sorted(seen.items()))
        print("  recall:", ", ".join(shares))
        mined = copy_data.mined(cut)
        passed = probabilities(mined.evidence, shipped_model())
        share = float((passed >= shipped_model().threshold).mean())
        print(f"  mined same-event pairs accepted: {share:.4f} of {len(passed):,}")
    for sample in fit_copies.SAMPLES[2:]:
        mined = copy_data.mined(sample.cut, every=sample.every)
        passed = probabilities(mined.evidence, shipped_model())
        share = float((passed >= shipped_model().threshold).mean())
        print(f"  one in {sample.every} cut at {sample.cut}: {share:.4f} accepted")


def articles() -> None:
    """The five articles, cleaned first."""
    folder = copy_data.need(copy_data.GOLD / "../articles")
    files = sorted(folder.glob("*.txt"))
    n = len(files)
    table = pa.table(
        {
            "article_id": [file.name[:3] for file in files],
            "version": pa.array([1] * n, pa.int32()),
            "is_current": [True] * n,
            "title": pa.array([None] * n, pa.string()),
            "source": ["articles"] * n,
            "outlet_id": pa.array([None] * n, pa.string()),
            "text": [file.read_bytes().decode("utf-8") for file in files],
        }
    )
    for name, found in (
        ("cleaned together", find_copies(table, blocks=label_blocks(table))),
        ("text alone", find_copies(table.select(["article_id", "text"]))),
    ):
        print(f"five articles, {name}")
        for row in found.copy_pairs.to_pylist():
            print(
                f"  {row['article_a']} {row['article_b']} {row['relation']} "
                f"{row['probability']:.3f} copied from {row['copied_from']}"
            )


def minhash(
    texts: pa.Table, *, threshold: float = 0.5, permutations: int = 128
) -> np.ndarray:
    """Group of each article by MinHash-LSH over 5-word shingles, in plain numpy.

    128 permutations in 32 bands of 4, estimated Jaccard checked, connected components.
    Uses our tokenizer, so that the rival pays nothing for a slower one.
    """
    own = own_texts(texts, WHOLE)
    random = np.random.default_rng(1)
    factor = random.integers(1, 1 << 63, permutations, dtype=np.uint64) | np.uint64(1)
    term = random.integers(1, 1 << 63, permutations, dtype=np.uint64)
    signatures = []
    for rows in blocks_of_rows(own.texts.offsets, own.rows):
        tokens: Tokens = tokenize(own.texts, rows)
        for start, end in zip(tokens.index[:-1], tokens.index[1:], strict=True):
            words = tokens.hashes[start:end]
            if len(words) < 5:
                signatures.append(np.full(permutations, start, np.uint32))
                continue
            runs = words[:-4].copy()
            for k in range(1, 5):
                runs = runs * MIX_1 + words[k : len(words) - 4 + k]
            runs = np.unique(runs)
            values = (runs[:, None] * factor + term) >> np.uint64(32)
            signatures.append(values.min(axis=0).astype(np.uint32))
    matrix = np.array(signatures)
    links: set[tuple[int, int]] = set()
    for band in range(32):
        part = np.ascontiguousarray(matrix[:, 4 * band : 4 * band + 4])
        keys = part.view([("", part.dtype)] * 4).ravel()
        order = np.argsort(keys, kind="stable")
        same = keys[order][1:] == keys[order][:-1]
        for i in np.flatnonzero(same):
            a, b = sorted((int(order[i]), int(order[i + 1])))
            links.add((a, b))
    kept = [(a, b) for a, b in links if (matrix[a] == matrix[b]).mean() >= threshold]
    pairs = Candidates(
        a=np.array([a for a, _ in kept], np.int64),
        b=np.array([b for _, b in kept], np.int64),
        score=np.ones(len(kept), np.int64),
    )
    return group(
        len(matrix), pairs.a, pairs.b, np.ones(len(kept)), threshold=0.5, share=0.0
    ).labels


def timed(name: str, n: int, work: Callable[[], object]) -> object:
    """The result, with time and documents a second printed."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"  {name}: {seconds:.1f} s, {n / seconds:,.0f} articles/s, peak {peak:.2f} GB"
    )
    return result


def speed() -> None:
    """The news corpus, beside MinHash-LSH in the same run."""
    news = copy_data.news_articles().select(["article_id", "text"])
    n = news.num_rows
    print(f"news corpus, {n:,} articles")
    timed("first call (compiles or loads)", 50, lambda: compared(news.slice(0, 50)))
    timed("find_copies, whole texts", n, lambda: compared(news))
    timed("find_copies, lone pages cleaned", n, lambda: find_copies(news))
    timed("MinHash-LSH, numpy", n, lambda: minhash(news))


def compared(articles: pa.Table) -> np.ndarray:
    """Group of each article by `find_copies` on whole texts, as the rival gets them."""
    found = find_copies(articles, blocks=WHOLE)
    return numbers(found.copies["cluster_id"].to_pylist())


def renamed(text: str, common: set[str], replica: int) -> str:
    """The text with every word that is not common renamed for its replica."""
    return " ".join(
        word if word.lower().strip(".,;:!?\"'()“”’") in common else f"{word}q{replica}"
        for word in text.split(" ")
    )


def planted(text: str) -> list[str]:
    """A near-verbatim copy, an excerpt and a spun copy of a text."""
    words = text.split(" ")
    return [
        "By our own reporter.\n" + " ".join(words[: len(words) * 9 // 10]),
        " ".join(words[: len(words) * 2 // 5]),
        " ".join("and" if i % 9 == 4 else word for i, word in enumerate(words)),
    ]


KINDS = ("near-verbatim", "excerpt", "spun")


def replicated(size: int) -> tuple[pa.Table, np.ndarray, np.ndarray]:
    """About ``size`` articles, replicas of the corpus that are unrelated.

    Every fiftieth article has three planted copies. Beside the table: number of the
    text that each article was made from, and its replica.
    """
    news = copy_data.news_articles()["text"].to_pylist()
    counts = Counter(word for text in news for word in set(text.lower().split()))
    common = {word for word, n in counts.items() if n > len(news) // 20}
    texts: list[str] = []
    origins: list[int] = []
    for k in range(size * 50 // 53):
        text = news[k % len(news)]
        text = renamed(text, common, k // len(news)) if k >= len(news) else text
        texts.append(text)
        origins.append(k)
        if k % 50 == 0:
            texts += planted(text)
            origins += [k] * len(KINDS)
    table = pa.table(
        {
            "article_id": [f"{i:09d}" for i in range(len(texts))],
            "text": pa.chunked_array(
                [
                    pa.array(texts[i : i + 10_000], pa.large_string())
                    for i in range(0, len(texts), 10_000)
                ]
            ),
        }
    )
    origin = np.array(origins)
    return table, origin, origin // len(news)


def scale(sizes: tuple[int, ...] = (12_000, 24_000)) -> None:
    """Replicas of the corpus with copies planted in each, beside MinHash-LSH."""
    compared(copy_data.news_articles().slice(0, 50))
    for size in sizes:
        table, origin, replica = replicated(size)
        n = table.num_rows
        print(f"{n:,} articles")
        for name, work in (("find_copies", compared), ("MinHash-LSH", minhash)):
            labels = timed(name, n, lambda work=work, table=table: work(table))
            # A planted copy follows its source and the copies planted before it.
            place = np.arange(n) - np.searchsorted(origin, origin)
            copies = np.flatnonzero(place > 0)
            hit = labels[copies] == labels[copies - place[copies]]
            shares = (
                f"{kind} {hit[place[copies] == k + 1].mean():.4f}"
                for k, kind in enumerate(KINDS)
            )
            within = Counter(zip(labels.tolist(), replica.tolist(), strict=True))
            pairs = count_pairs(Counter(labels.tolist()))
            print(
                f"    planted copies found: {', '.join(shares)}; pairs within one "
                f"replica: {count_pairs(within) / max(pairs, 1):.4f} of {pairs:,}"
            )


PARTS = {"quality": quality, "articles": articles, "speed": speed, "scale": scale}

if __name__ == "__main__":
    sizes = tuple(int(word) for word in sys.argv[1:] if word.isdigit())
    chosen = [word for word in sys.argv[1:] if not word.isdigit()]
    unknown = set(chosen) - set(PARTS)
    if unknown:
        sys.exit(f"unknown part {sorted(unknown)}; parts: {', '.join(PARTS)}")
    for part in chosen or ["quality", "articles", "speed"]:
        if part == "scale" and sizes:
            scale(sizes)
        else:
            PARTS[part]()

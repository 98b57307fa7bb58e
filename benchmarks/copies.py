"""Prints quality and speed of copy detection.

    python benchmarks/copies.py [quality] [rivals] [articles] [speed] [scale [SIZE ...]]

``quality`` labelled articles, with weights and threshold from the other half of the
clusters, from other sources and from other writers, and with the shipped weights: see
``copies_quality.py``. ``rivals`` MinHash-LSH on the same articles. ``articles`` the
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
import numpy as np
import pyarrow as pa
from copies_quality import count_pairs, numbers, quality
from copies_rivals import rivals

from transforms.copies import find_copies
from transforms.copies.candidates import Candidates
from transforms.copies.grouping import group
from transforms.copies.texts import WHOLE, own_texts
from transforms.copies.tokens import MIX_1, Tokens, tokenize
from transforms.copies.work import blocks_of_rows
from transforms.documents.clean import label_blocks


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


PARTS = {
    "quality": quality,
    "rivals": rivals,
    "articles": articles,
    "speed": speed,
    "scale": scale,
}

if __name__ == "__main__":
    sizes = tuple(int(word) for word in sys.argv[1:] if word.isdigit())
    chosen = [word for word in sys.argv[1:] if not word.isdigit()]
    unknown = set(chosen) - set(PARTS)
    if unknown:
        sys.exit(f"unknown part {sorted(unknown)}; parts: {', '.join(PARTS)}")
    for part in chosen or ["quality", "rivals", "articles", "speed"]:
        if part == "scale" and sizes:
            scale(sizes)
        else:
            PARTS[part]()

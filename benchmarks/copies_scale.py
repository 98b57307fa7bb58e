"""Prints speed, memory and quality of copy detection as a collection grows.

    python benchmarks/copies_scale.py [SIZE ...] [--folder DIR] [--no-rival]

Each size (12,000, 25,000, 50,000 and 100,000 where none is given; up to millions) is a
collection made from the news corpus: replicas of it that have nothing to do with each
other, and planted copies, see ``copies_collection.py``. Beside us runs MinHash-LSH as
its library documents it (`rensa`, 5-word shingles, 128 permutations, threshold .5),
from the text to the clusters, each in a process of its own. Words are counted before,
as at a rebase (timed apart). Then a night's batch of 1,000 articles is taken in.

Collections are kept in the folder and used again; a million articles take 7 GB there
and as much again while they are compared. Reads data that does not ship, see
``copy_data.py``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from copies_collection import (
    BATCH,
    KINDS,
    ROWS,
    make_collection,
    news,
    night,
    opened,
)

WORD = re.compile(r"\w+")
WHOLE_AGAIN = 110_000
"""Articles up to which the night is also built whole, to compare."""


class Watch:
    """Time and memory of what runs inside it, read every half a second."""

    def __enter__(self) -> Self:
        self.peak = {"RssAnon": 0, "RssFile": 0}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        self._wall, self._processor = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._wall
        self.processor = time.process_time() - self._processor
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.5):
            status = Path("/proc/self/status").read_text(encoding="ascii")
            for name in self.peak:
                found = re.search(rf"{name}:\s+(\d+)", status)
                value = int(found[1]) * 1024 if found else 0
                self.peak[name] = max(self.peak[name], value)

    def facts(self) -> dict[str, float]:
        """What was read."""
        return {
            "seconds": self.seconds,
            "processor": self.processor,
            "own_gb": self.peak["RssAnon"] / 1e9,
            "mapped_gb": self.peak["RssFile"] / 1e9,
        }


def run_ours(path: Path, size: int) -> dict[str, object]:
    """Copy detection on the collection, then on one more night."""
    from transforms.copies import find_copies
    from transforms.copies.frequencies import count_frequencies, pool, shipped
    from transforms.copies.texts import WHOLE
    from warehouse.home import Home
    from warehouse.memories import Memories

    columns = ["article_id", "text", "text_sha256"]
    articles = opened(path)
    find_copies(articles.slice(0, 60).select(columns), blocks=WHOLE)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        memories = Memories(Home(Path(folder)), "scale")
        with Watch() as rebase:
            frequencies = pool(shipped(), count_frequencies(articles))
        with Watch() as watch:
            found = find_copies(
                articles.select(columns),
                blocks=WHOLE,
                frequencies=frequencies,
                scratch=memories.scratch,
            )
        facts = watch.facts() | scores(articles, found.copies)
        facts["rebase"] = rebase.facts()
        facts["candidates"] = candidates(articles, found.memory)
        memories.write(found.memory)
        registry = registry_of(found)
        del found
        more = pa.concat_tables([articles, night(size)])
        with Watch() as watch:
            then = find_copies(
                more.select(columns),
                blocks=WHOLE,
                frequencies=frequencies,
                registry=registry,
                release_seq=2,
                memory=memories.read(),
                scratch=memories.scratch,
            )
            memories.write(then.memory)
        facts["night"] = watch.facts() | {"found": spun_found(more, then.copies)}
        if articles.num_rows <= WHOLE_AGAIN:
            whole = find_copies(
                more.select(columns),
                blocks=WHOLE,
                frequencies=frequencies,
                registry=registry,
                release_seq=2,
            )
            facts["night_equals_full"] = all(
                getattr(whole, name).equals(getattr(then, name))
                for name in ("copy_pairs", "copy_passages", "copies", "clusters")
            )
    return facts


def registry_of(found: object) -> pa.Table:
    """The registry of a release that holds these clusters."""
    from transforms.copies import Copies
    from warehouse.schema.governance import REGISTRY

    assert isinstance(found, Copies)
    anchors = pa.table(
        {
            "table_name": ["clusters"] * len(found.anchors),
            "id": list(found.anchors),
            "anchor": list(found.anchors.values()),
        }
    )
    members = found.copies.select(["article_id", "cluster_id"]).rename_columns(
        ["id", "member_of"]
    )
    members = members.add_column(0, "table_name", [["articles"] * len(members)])
    rows = pa.concat_tables([anchors, members], promote_options="permissive")
    first = pa.array([1] * len(rows), pa.int32())
    rows = rows.append_column("first_seen", first).append_column("last_changed", first)
    rows = rows.append_column("retired_in", pa.nulls(len(rows), pa.int32()))
    rows = rows.append_column("alias_of", pa.nulls(len(rows), pa.string()))
    return REGISTRY.conform(rows)


def spun_found(articles: pa.Table, copies: pa.Table) -> float:
    """Share of the night's spun copies that stand with their original."""
    of = dict(
        zip(
            copies["article_id"].to_pylist(),
            copies["cluster_id"].to_pylist(),
            strict=True,
        )
    )
    batch = articles.slice(articles.num_rows - BATCH).drop_columns(["text"])
    spun = batch.filter(pc.equal(batch["kind"], 3))
    hits = 0
    for row in spun.to_pylist():
        name = hashlib.sha256(f"{row['original']} -1".encode()).hexdigest()[:20]
        hits += of[row["article_id"]] == of[name]
    return hits / spun.num_rows


def candidates(articles: pa.Table, memory: Mapping[str, pa.Table]) -> dict[str, object]:
    """Pairs compared for each article, and how many planted copies are among them."""
    documents, measured = memory["documents"], memory["measured"]
    n = documents.num_rows
    keys = np.column_stack([documents["key_1"], documents["key_2"]])
    text = np.unique(keys, axis=0, return_inverse=True)[1].ravel()
    head = np.zeros(n, np.int64)
    compared = np.flatnonzero(documents["compared"].to_numpy())
    head[text[compared]] = compared
    a, b = (measured[name].to_numpy().astype(np.int64) for name in ("a", "b"))
    pairs = np.sort(a * n + b)
    row = pc.index_in(
        articles["article_id"], value_set=documents["article_id"].combine_chunks()
    ).to_numpy()
    original, kind = articles["original"].to_numpy(), articles["kind"].to_numpy()
    first = np.zeros(original.max() + 1, np.int64)
    first[original[kind == -1]] = head[text[row[kind == -1]]]
    recall = {}
    for k, name in enumerate(KINDS):
        a, b = first[original[kind == k]], head[text[row[kind == k]]]
        code = np.minimum(a, b) * n + np.maximum(a, b)
        place = np.minimum(np.searchsorted(pairs, code), len(pairs) - 1)
        recall[name] = float(((a == b) | (pairs[place] == code)).mean())
    return {"per_article": len(pairs) / n, "recall": recall}


def run_rival(path: Path) -> dict[str, object]:
    """MinHash-LSH on the collection: words, shingles, signatures, index, clusters."""
    import rensa

    articles = opened(path)
    with Watch() as watch:
        index = rensa.RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
        signatures = []
        for batch in articles.to_batches():
            sets = []
            for text in batch.column("text").to_pylist():
                words = WORD.findall(text.lower())
                runs = zip(
                    words, words[1:], words[2:], words[3:], words[4:], strict=False
                )
                sets.append({" ".join(run) for run in runs} or {text})
            made = rensa.RMinHash.from_token_sets(sets, 128, 42)
            index.insert_many(made, start_key=len(signatures))
            signatures += made
        parent = list(range(len(signatures)))

        def root(x: int) -> int:
            while parent[x] != x:
                parent[x] = parent[parent[x]]
                x = parent[x]
            return x

        for first in range(0, len(signatures), ROWS):
            asked = signatures[first : first + ROWS]
            for a, near in enumerate(index.query_all(asked), start=first):
                for b in near:
                    if b > a and signatures[a].jaccard(signatures[b]) >= 0.5:
                        x, y = root(a), root(b)
                        parent[max(x, y)] = min(x, y)
        labels = [root(x) for x in range(len(signatures))]
    copies = pa.table({"article_id": articles["article_id"], "cluster_id": labels})
    return watch.facts() | scores(articles, copies)


def scores(articles: pa.Table, copies: pa.Table) -> dict[str, object]:
    """How many planted copies stand with their originals, and what else was joined."""
    order = pc.index_in(
        articles["article_id"], value_set=copies["article_id"].combine_chunks()
    )
    labels = np.unique(
        copies["cluster_id"].take(order).to_numpy(zero_copy_only=False),
        return_inverse=True,
    )[1]
    original = articles["original"].to_numpy()
    kind = articles["kind"].to_numpy()
    head = np.full(original.max() + 1, -1)
    head[original[kind == -1]] = labels[kind == -1]
    recall = {
        name: float((labels[kind == k] == head[original[kind == k]]).mean())
        for k, name in enumerate(KINDS)
    }
    replica = original // len(news())
    pairs = count_pairs(labels)
    return {
        "n": articles.num_rows,
        "recall": recall,
        "pairs": pairs,
        "of_one_original": count_pairs(labels, original) / max(pairs, 1),
        "across_replicas": 1 - count_pairs(labels, replica) / max(pairs, 1),
        "largest": int(np.bincount(labels).max()),
    }


def count_pairs(*columns: np.ndarray) -> int:
    """Pairs of rows that are equal in all columns."""
    _, sizes = np.unique(np.column_stack(columns), axis=0, return_counts=True)
    return int((sizes * (sizes - 1) // 2).sum())


def in_own_process(what: str, path: Path, size: int) -> dict[str, object]:
    """The facts that a run in a fresh process prints."""
    done = subprocess.run(
        [sys.executable, __file__, "--run", what, "--file", str(path), str(size)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def print_run(name: str, facts: dict, before: dict | None) -> None:  # type: ignore[type-arg]
    """One side of one size."""
    n, seconds = facts["n"], facts["seconds"]
    growth = ""
    if before:
        doublings = np.log2(n / before["n"])
        ratio = (seconds / before["seconds"]) ** (1 / doublings)
        growth = f", x {ratio:.2f} per doubling"
    print(
        f"  {name}: {seconds:,.1f} s ({facts['processor']:,.1f} s of processor), "
        f"{n / seconds:,.0f} articles/s{growth}; memory {facts['own_gb']:.2f} GB "
        f"and {facts['mapped_gb']:.2f} GB of mapped files"
    )
    print(f"    found: {shares(facts['recall'])}")
    print(
        f"    {facts['pairs']:,} pairs joined, {facts['of_one_original']:.4f} of one "
        f"original, {facts['across_replicas']:.6f} across unrelated replicas; largest "
        f"cluster {facts['largest']}",
        flush=True,
    )


def shares(recall: dict[str, float]) -> str:
    """A share for each kind of copy."""
    return ", ".join(f"{kind} {share:.4f}" for kind, share in recall.items())


def compare(sizes: list[int], folder: Path, *, rival: bool) -> None:
    """Both sides at every size."""
    before: dict[str, dict] = {}  # type: ignore[type-arg]
    for size in sizes:
        path = folder / f"collection-{size}.arrow"
        if not path.exists():
            make_collection(path, size)
        print(f"{opened(path).num_rows:,} articles")
        for name, what in (("presstally", "ours"), ("MinHash-LSH (rensa)", "rival")):
            if what == "rival" and not rival:
                continue
            facts = in_own_process(what, path, size)
            print_run(name, facts, before.get(what))
            before[what] = facts
            if what == "ours":
                late, count = facts["night"], facts["rebase"]
                near = facts["candidates"]
                print(
                    f"    {near['per_article']:.1f} pairs compared for each article; "
                    f"among them: {shares(near['recall'])}"
                )
                print(
                    f"    words counted before, as at a rebase: {count['seconds']:.1f} "
                    f"s, memory {count['own_gb']:.2f} GB"
                )
                print(
                    f"    a night of {BATCH:,} more: {late['seconds']:.1f} s, memory "
                    f"{late['own_gb']:.2f} GB, spun copies found {late['found']:.4f}"
                    + (
                        f", equal to a full build: {facts['night_equals_full']}"
                        if "night_equals_full" in facts
                        else ""
                    ),
                    flush=True,
                )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--no-rival", action="store_true")
    parser.add_argument("--run", choices=["ours", "rival"], help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run == "ours":
        print(json.dumps(run_ours(asked.file, asked.sizes[0])))
    elif asked.run == "rival":
        print(json.dumps(run_rival(asked.file)))
    else:
        asked.folder.mkdir(parents=True, exist_ok=True)
        compare(
            asked.sizes or [12_000, 25_000, 50_000, 100_000],
            asked.folder,
            rival=not asked.no_rival,
        )

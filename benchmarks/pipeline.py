"""Seconds per stage, articles a second, peak memory and copy quality of whole runs.

    python benchmarks/pipeline.py SOURCE [SOURCE ...] [--gold-column cluster]

Each source goes through `presstally run` in a new home folder. Where the source is
a Parquet file with a column that names the true cluster, the adjusted Rand index of
the published clusters is printed as well.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pyarrow.parquet as pq

PAGE_BYTES = 4096


def tree_of(pid: int) -> list[int]:
    """The process and all its descendants."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def resident_bytes(pid: int) -> int:
    """Resident memory of a process tree, shared pages counted once per process."""
    total = 0
    for member in tree_of(pid):
        try:
            total += int(Path(f"/proc/{member}/statm").read_text().split()[1])
        except OSError:
            continue
    return total * PAGE_BYTES


def run(source: Path, home: Path) -> tuple[dict, float, int]:
    """The outcome of one run, its wall time in seconds and its peak memory in bytes."""
    command = [str(Path(sys.executable).with_name("presstally")), "run", str(source)]
    started = time.monotonic()
    process = subprocess.Popen(
        [*command, "--home", str(home), "--json"], stdout=subprocess.PIPE, text=True
    )
    peak = 0

    def watch() -> None:
        nonlocal peak
        while process.poll() is None:
            peak = max(peak, resident_bytes(process.pid))
            time.sleep(0.2)

    watcher = threading.Thread(target=watch)
    watcher.start()
    output, _ = process.communicate()
    watcher.join()
    if process.returncode:
        sys.exit(f"presstally run {source} left with code {process.returncode}")
    seconds = time.monotonic() - started
    return json.loads(output.splitlines()[-1]), seconds, peak


def adjusted_rand(source: Path, release: Path, column: str) -> float | None:
    """Adjusted Rand index of the published clusters against a column of the input."""
    from sklearn.metrics import adjusted_rand_score

    if source.suffix != ".parquet":
        return None
    schema = pq.read_schema(source)
    if column not in schema.names:
        return None
    key = next(name for name in ("id", "article_id") if name in schema.names)
    gold = pq.read_table(source, columns=[key, column]).to_pylist()
    tables = release / "tables"
    articles = pq.read_table(
        tables / "articles.parquet", columns=["article_id", "external_id"]
    )
    copies = pq.read_table(
        tables / "copies.parquet", columns=["article_id", "cluster_id"]
    )
    cluster_of = dict(
        zip(
            copies["article_id"].to_pylist(),
            copies["cluster_id"].to_pylist(),
            strict=True,
        )
    )
    found = {
        row["external_id"]: cluster_of[row["article_id"]]
        for row in articles.to_pylist()
    }
    pairs = [
        (row[column], found[str(row[key])]) for row in gold if str(row[key]) in found
    ]
    return adjusted_rand_score([a for a, _ in pairs], [b for _, b in pairs])


def main() -> None:
    """Print one table per source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--gold-column", default="cluster")
    parser.add_argument("--again", action="store_true", help="also run a second time")
    options = parser.parse_args()
    for source in options.sources:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            for attempt in ("first run", "second run")[: 1 + options.again]:
                outcome, seconds, peak = run(source, home)
                n_articles = outcome["tables"]["articles"]
                print(f"\n{source.name}, {attempt}: {n_articles} articles")
                for stage, spent in outcome["seconds"].items():
                    print(f"  {stage:<24}{spent:8.1f} s")
                print(f"  {'whole command':<24}{seconds:8.1f} s")
                print(f"  {'articles a second':<24}{n_articles / seconds:8.1f}")
                print(f"  {'peak memory':<24}{peak / 1e9:8.2f} GB")
                rand = adjusted_rand(source, Path(outcome["path"]), options.gold_column)
                if rand is not None:
                    print(f"  {'adjusted Rand index':<24}{rand:8.3f}")


if __name__ == "__main__":
    main()

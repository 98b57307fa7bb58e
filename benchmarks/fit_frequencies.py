"""Counts on how many articles of a news collection each word stands.

Writes ``transforms/copies/data/frequencies.parquet``: hashes of words and counts, no
text. Words of fewer than three articles are left out: a word that is not in the table
counts as the rarest there is.

    python benchmarks/fit_frequencies.py ../shared/corpus/news.parquet
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.copies.frequencies import count_frequencies

TARGET = Path(__file__).parents[1] / "transforms/copies/data/frequencies.parquet"
MIN_DF = 3


def main(source: Path) -> None:
    """Count, leave out the rarest, write."""
    texts = pq.read_table(source, columns=["text"])["text"]
    ids = pa.array([f"{i:09d}" for i in range(len(texts))])
    counts = count_frequencies(pa.table({"article_id": ids, "text": texts}))
    kept = counts.filter(pc.greater_equal(counts["df"], MIN_DF))
    pq.write_table(
        kept,
        TARGET,
        compression="zstd",
        compression_level=19,
        use_dictionary=["df"],
        column_encoding={"term": "PLAIN"},
    )
    print(f"{kept.num_rows:,} words, {TARGET.stat().st_size:,} bytes: {TARGET}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: fit_frequencies.py ARTICLES.parquet (with a column text)")
    main(Path(sys.argv[1]))

"""Prints the quality of copy detection; `copies_scale.py` prints speed and memory.

    python benchmarks/copies.py [quality] [passages] [rivals] [articles]

``quality`` labelled articles, with weights and threshold from the other half of the
clusters, from other sources and from other writers, and with the shipped weights: see
``copies_quality.py``. ``passages`` independent reports that share a passage, see
``copies_passages.py``. ``rivals`` MinHash-LSH on the same articles. ``articles`` the
five articles. Reads data that does not ship, see ``copy_data.py``.
"""

from __future__ import annotations

import sys

import copy_data
import pyarrow as pa
from copies_passages import passages
from copies_quality import quality
from copies_rivals import rivals

from transforms.copies import find_copies
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


PARTS = {
    "quality": quality,
    "passages": passages,
    "rivals": rivals,
    "articles": articles,
}

if __name__ == "__main__":
    unknown = set(sys.argv[1:]) - set(PARTS)
    if unknown:
        sys.exit(f"unknown part {sorted(unknown)}; parts: {', '.join(PARTS)}")
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()

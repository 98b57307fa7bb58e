"""Ingest, build and publish with one-line stages: what the crash tests kill.

Usage: python small_pipeline.py HOME ARTICLES, each letter being an article.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from warehouse.digests import Inputs
from warehouse.home import Home
from warehouse.publish import publish
from warehouse.registry import anchors_table
from warehouse.releases import latest_release
from warehouse.runs import Run
from warehouse.schema.catalog import CORE_TABLES, TABLES
from warehouse.store import Store, StoredRecord

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
STAGES = {"documents": CORE_TABLES[:5], "copies": CORE_TABLES[5:]}


def record(article: str) -> StoredRecord:
    """A record of an article, with nothing but what it must have."""
    given = {
        "article_id": article,
        "source": "samples",
        "text": f"Text {article}.",
        "extractor": "plain",
        "retrieved_at": NOON,
    }
    names = StoredRecord.__dataclass_fields__
    return StoredRecord(**(dict.fromkeys(names) | given))


def row(table: str, **given: object) -> dict[str, object]:
    """A row with examples where nothing is given."""
    default = {
        field.name: None if field.nullable else field.example
        for field in TABLES[table].fields
    }
    return default | given


def run(home: Home, articles: str) -> None:
    """Make a release of the articles and those that the store has."""
    with home.lock(wait=60):
        Store(home).append((record(a) for a in articles), segment_records=2)
        stored = Store(home).read()["article_id"].to_pylist()
        before = latest_release(home)
        inputs = Inputs(
            **dict.fromkeys(Inputs.__dataclass_fields__, "x")
            | {"store_sha256": Store(home).digest()}
        )
        run_id = inputs.run_id(
            previous_core_sha256=before.core_sha256 if before else None,
            release_seq=before.release_seq + 1 if before else 1,
        )
        build = Run(home, run_id)
        build.start(inputs)
        times = {"first_retrieved_at": NOON, "last_retrieved_at": NOON}
        made = {
            "articles": [row("articles", article_id=a, **times) for a in stored],
            "copies": [row("copies", article_id=a, cluster_id=f"k{a}") for a in stored],
            "clusters": [row("clusters", cluster_id=f"k{a}") for a in stored],
        }
        tables = {
            name: declared.from_rows(made.get(name, []))
            for name, declared in TABLES.items()
        }
        for stage, names in STAGES.items():
            if not build.has(stage):
                build.write(stage, {name: tables[name] for name in names})
        publish(
            home,
            tables=tables | build.read("documents") | build.read("copies"),
            anchors=anchors_table({"clusters": {f"k{a}": a for a in stored}}),
            inputs=inputs,
            published_at=NOON,
        )


if __name__ == "__main__":
    run(Home(Path(sys.argv[1])), sys.argv[2])

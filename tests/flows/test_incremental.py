"""Nightly batches end where one build of everything ends, but for the ids' names.

Both builds use the same frozen counts, take in the same inputs in the same order, and
hold the same corrections at the end.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from flows.build import build
from flows.ingest import ingest
from flows.publish import publish
from transforms.copies import find_copies
from transforms.documents.read import read_source
from transforms.documents.record import ReadLimits, Record
from warehouse.home import Home
from warehouse.releases import latest_release
from warehouse.schema.catalog import CORE_TABLES

pytestmark = pytest.mark.system

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(os.environ.get("PRESSTALLY_GOLD", ROOT / "../shared/gold"))
ALIASES = "cluster_aliases"
"""Holds the history of ids, which batches have and one build has not."""
LIMITS = ReadLimits()


def world() -> list[dict[str, object]]:
    """The sample articles as records, in a fixed order."""
    articles = ROOT / "samples" / "articles"
    found = []
    for batch in sorted(articles.iterdir()):
        for item in read_source(batch, source="world", limits=LIMITS):
            if not isinstance(item, Record):
                continue
            found.append(
                {
                    "id": f"{item.source_path} {item.external_id or item.record}",
                    "url": item.url,
                    "title": item.title,
                    "text": item.text,
                    "published": item.published_at and item.published_at.isoformat(),
                    "outlet": item.outlet,
                }
            )
    return found


def batches(
    records: list[dict[str, object]], seed: int, folder: Path
) -> list[tuple[Path, str]]:
    """Files to take in with their times: a random split, with later edits."""
    draw = random.Random(seed)
    shuffled = draw.sample(records, len(records))
    cuts = sorted(draw.sample(range(20, len(records) - 10), 3))
    split = [shuffled[i:j] for i, j in zip([0, *cuts], [*cuts, None], strict=True)]
    seen: list[dict[str, object]] = []
    made = []
    for number, batch in enumerate(split):
        edited = [
            record | {"text": f"{record['text']}\n\nSome {number * 7 + 13} boats sank."}
            for record in draw.sample(seen, min(4, len(seen)))
        ]
        seen += batch
        path = folder / f"night-{number}" / "world.jsonl"
        path.parent.mkdir()
        path.write_text(
            "".join(json.dumps(record) + "\n" for record in [*batch, *edited]),
            encoding="utf-8",
        )
        made.append((path, f"2026-04-0{number + 1}T05:00:00Z"))
    return made


def withdraw(home: Path, records: list[dict[str, object]], number: int) -> None:
    """Withdraw two articles by their addresses or ids."""
    draw = random.Random(number)
    chosen = draw.sample([r for r in records if r["url"]], 2)
    entries = [
        {
            "id": f"withdrawn-{number}-{k}",
            "action": "withdraw_article",
            "target": {"article": record["url"]},
            "reason": "the outlet took it down",
            "author": "I. Marlow",
            "decided_at": f"2026-04-0{number}",
        }
        for k, record in enumerate(chosen)
    ]
    folder = home / "corrections"
    folder.mkdir(parents=True, exist_ok=True)
    # JSON is YAML, too.
    (folder / f"night-{number}.yml").write_text(json.dumps(entries, indent=1))


def with_plain_ids(home: Path) -> dict[str, pa.Table]:
    """The core tables of the last release, minted ids named by their smallest member.

    A figure or an article has the same id in every build; clusters, events and claims
    are named by the first of theirs.
    """
    tables = latest_release(Home(home)).read()
    names = smallest(tables["copies"], "cluster_id", "article_id")
    names |= smallest(tables["claim_figures"], "claim_id", "figure_id")
    events = tables["clusters"].filter(pc.is_valid(tables["clusters"]["event_id"]))
    of_event = smallest(events, "event_id", "cluster_id", names)
    names |= of_event
    return {
        name: renamed(tables[name], names) for name in CORE_TABLES if name != ALIASES
    }


def smallest(
    table: pa.Table, group: str, member: str, names: dict[str, str] | None = None
) -> dict[str, str]:
    """A new name for each group: the smallest of its members, with the kind of group."""
    members = defaultdict(list)
    for one, of in zip(
        table[member].to_pylist(), table[group].to_pylist(), strict=True
    ):
        members[of].append(names[one] if names else one)
    return {of: f"{group} {min(found)}" for of, found in members.items()}


def renamed(table: pa.Table, names: dict[str, str]) -> pa.Table:
    """The rows as values, ids replaced, in an order that ids do not decide."""
    rows = [
        json.dumps(
            {
                key: names.get(value, value) if isinstance(value, str) else value
                for key, value in row.items()
            },
            sort_keys=True,
            default=str,
        )
        for row in table.to_pylist()
    ]
    return pa.table({"row": sorted(rows)})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nightly_batches_end_as_one_build_of_everything(
    seed: int, tmp_path: Path
) -> None:
    records = world()
    nights = batches(records, seed, tmp_path)
    whole, nightly = tmp_path / "whole", tmp_path / "nightly"
    for path, at in nights:
        ingest([str(path)], whole, source="world", retrieved_at=at)
    withdraw(whole, records, 2)
    withdraw(whole, records, 3)
    build(whole)
    publish(whole)

    frozen = whole / "store" / "frequencies"
    shutil.copytree(frozen, nightly / "store" / "frequencies")
    for number, (path, at) in enumerate(nights):
        if number in (2, 3):
            withdraw(nightly, records, number)
        ingest([str(path)], nightly, source="world", retrieved_at=at)
        build(nightly)
        publish(nightly)

    expected, found = with_plain_ids(whole), with_plain_ids(nightly)
    assert latest_release(Home(nightly)).release_seq == 4
    assert [p.name for p in (nightly / "store" / "frequencies").iterdir()] == [
        p.name for p in frozen.iterdir()
    ]
    for name, table in expected.items():
        assert found[name].equals(table), name
    assert expected["articles"].num_rows > 90


@pytest.mark.skipif(
    not (GOLD / "copies/dev.parquet").exists(), reason="the labelled articles lack"
)
def test_labelled_articles_in_batches_end_as_in_one_call() -> None:
    labelled = pq.read_table(GOLD / "copies/dev.parquet", columns=["text"])
    ids = [f"{row:05d}" for row in range(labelled.num_rows)]
    texts = dict(zip(ids, labelled["text"].to_pylist(), strict=True))
    draw = random.Random(5)
    order = draw.sample(ids, len(ids))
    held: dict[str, str] = {}
    memory = None
    for start in range(0, len(order), 1_500):
        held |= {name: texts[name] for name in order[start : start + 1_500]}
        for name in draw.sample(sorted(held), 40):
            held[name] = held[name] + " More will follow, it was said."
        for name in draw.sample(sorted(held), 40):
            del held[name]
        table = pa.table({"article_id": list(held), "text": list(held.values())})
        found = find_copies(table, memory=memory)
        memory = found.memory
    expected = find_copies(table)
    for name in ("copy_pairs", "copy_passages", "copies", "clusters", "merge_refusals"):
        assert getattr(found, name).equals(getattr(expected, name)), name
    assert expected.clusters.num_rows < expected.copies.num_rows * 0.7

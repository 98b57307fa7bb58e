"""Claims against what a reader says: eight verdicts on five articles.

Run with `python benchmarks/claims.py [--show]`. The verdicts are read from the folder
that PRESSTALLY_GOLD names (default: ../shared/gold beside the repository); its articles
lie in `../articles` from there. The claims of the samples: `make bench-samples`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from transforms.claims.reconcile import Claims, reconcile
from transforms.copies import find_copies
from transforms.copies.events import find_events
from transforms.documents.articles import article_id_of, build_documents
from transforms.documents.clean import label_blocks
from transforms.documents.read import read_source
from transforms.documents.record import Record
from transforms.figures.batch import extract_documents
from warehouse.schema.identity import sha256_text

ROOT = Path(__file__).resolve().parents[1]
GOLD = Path(os.environ.get("PRESSTALLY_GOLD", ROOT.parent / "shared" / "gold"))
RETRIEVED = datetime(2026, 3, 20, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Build:
    """What the stages made of some folders."""

    documents: pa.Table
    figures: pa.Table
    copies: pa.Table
    clusters: pa.Table
    claims: Claims
    seconds: float
    """Time of the claims stage alone."""


def build(*folders: Path) -> Build:
    """All stages from files to claims, without a home folder."""
    records = []
    for folder in folders:
        for item in read_source(folder):
            if isinstance(item, Record):
                row = asdict(item)
                row.pop("raw")
                row |= {
                    "article_id": article_id_of(item),
                    "text_sha256": sha256_text(item.text),
                    "retrieved_at": RETRIEVED,
                }
                records.append(row)
    documents = build_documents(pa.Table.from_pylist(records)).documents
    blocks = label_blocks(documents)
    articles = documents.filter(documents["is_current"])
    copies = find_copies(articles, blocks=blocks)
    events = find_events(articles, copies=copies, blocks=blocks)
    extraction = extract_documents(documents, blocks=blocks)
    started = time.perf_counter()
    claims = reconcile(
        documents=documents,
        figures=extraction.figures,
        copies=copies.copies,
        clusters=events.clusters,
        events=events.events,
        copy_passages=copies.copy_passages,
        entities=extraction.entities,
        entity_mentions=extraction.entity_mentions,
    )
    return Build(
        documents=documents,
        figures=extraction.figures,
        copies=copies.copies,
        clusters=events.clusters,
        claims=claims,
        seconds=time.perf_counter() - started,
    )


class Answers:
    """What a build says about figures that are named by article and place."""

    def __init__(self, made: Build) -> None:
        """Index the build's tables."""
        self.names = {}
        for row in made.documents.to_pylist():
            name = row["source_path"]
            if name.endswith(".jsonl"):
                name = f"{name}#{row['external_id']}"
            self.names[name] = row["article_id"]
        self.figures = defaultdict(list)
        for row in made.figures.to_pylist():
            if row["is_current"]:
                self.figures[row["article_id"]].append(row)
        self.claim_of = {
            row["figure_id"]: row["claim_id"]
            for row in made.claims.claim_figures.to_pylist()
        }
        self.claims = {row["claim_id"]: row for row in made.claims.claims.to_pylist()}
        self.links = {
            (row["claim_id"], row["other_claim_id"]): row["link"]
            for row in made.claims.claim_links.to_pylist()
        }

    def at(self, article: str, start: int, end: int) -> str | None:
        """Claim of the figure whose number lies in a place of the text."""
        for row in self.figures[self.names[article]]:
            if (
                row["field"] == "text"
                and row["number_start"] < end
                and start < row["number_end"]
            ):
                return self.claim_of.get(row["figure_id"])
        return None

    def link(self, claims: set[str]) -> str | None:
        """The link between two claims, in either direction."""
        one, other = sorted(claims)
        return self.links.get((one, other)) or self.links.get((other, one))


def judge(verdict: dict[str, Any], claims: list[str | None], answers: Answers) -> str:
    """What the build says where a reader gave a verdict; starts with ok or WRONG."""
    words = f"{verdict['group']} {verdict['verdict']}".casefold()
    missing = claims.count(None)
    found = {claim for claim in claims if claim}
    if missing:
        return f"WRONG: {missing} of {len(claims)} figures not extracted"
    if "same quantity" in words:
        if len(found) > 1:
            return f"WRONG: in {len(found)} claims"
        claim = answers.claims[found.pop()]
        value = f"[{claim['low']}, {claim['best']}, {claim['high']}]"
        right = claim["n_independent"] == verdict["independent_sources"]
        return (
            f"{'ok' if right else 'WRONG'}: one claim {value}, {claim['agreement']}, "
            f"{claim['n_primary_sources']} primary sources, "
            f"{claim['n_independent']} independent"
        )
    if len(found) < len(claims):
        return "WRONG: merged"
    link = answers.link(found)
    wanted = {"comparison": "compares_with", "additive": "adds_to"}
    for word, kind in wanted.items():
        if word in words:
            return f"{'ok' if link == kind else 'WRONG'}: apart, link {link}"
    return f"ok: apart, link {link}"


def measure_verdicts(*, show: bool) -> None:
    """The verdicts on the five articles."""
    verdicts = GOLD / "seeds" / "reconcile.jsonl"
    articles = GOLD.parent / "articles"
    if not verdicts.exists() or not articles.exists():
        print(f"no verdicts: {verdicts} or {articles} is missing; set PRESSTALLY_GOLD")
        return
    made = build(articles)
    answers = Answers(made)
    lines = (GOLD / "seeds" / "figures.jsonl").read_text("utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, lines)}
    results = []
    for line in verdicts.read_text("utf-8").splitlines():
        verdict = json.loads(line)
        claims = [
            answers.at(row["doc"], row["num_start"], row["num_end"])
            for row in (gold[name] for name in verdict["figures"])
        ]
        results.append(judge(verdict, claims, answers))
        print(f"  {verdict['group'][:60]:60}  {results[-1]}")
        if show and results[-1].startswith("WRONG"):
            print("   ", dict(zip(verdict["figures"], claims, strict=True)))
    right = sum(result.startswith("ok") for result in results)
    print(f"verdicts: {right} of {len(results)}; {made.seconds:.2f} s in claims")
    if show:
        print_claims(made)


def print_claims(made: Build) -> None:
    """Every claim with its figures."""
    paths = {
        row["article_id"]: f"{row['source_path'][-24:]}#{row['external_id']}"
        for row in made.documents.to_pylist()
    }
    figures = {row["figure_id"]: row for row in made.figures.to_pylist()}
    members = defaultdict(list)
    for row in made.claims.claim_figures.to_pylist():
        members[row["claim_id"]].append(row)
    for row in made.claims.claims.to_pylist():
        print(
            f"\n{row['kind']} {row['concept_head']!r} [{row['low']}, {row['best']}, "
            f"{row['high']}] {row['unit']} {row['modality']} {row['agreement']} "
            f"mentions {row['n_mentions']} clusters {row['n_clusters']} "
            f"primary {row['n_primary_sources']} independent {row['n_independent']}"
        )
        for member in members[row["claim_id"]]:
            figure = figures[member["figure_id"]]
            print(
                f"    {paths[figure['article_id']]:34} {figure['surface']!r} "
                f"{figure['concept']!r}/{figure['concept_head']!r} "
                f"{figure['speaker_canonical']!r} {figure['reference_text']!r} "
                f"{figure['modality']} {member['agreement']}"
            )
    names = {row["claim_id"]: row for row in made.claims.claims.to_pylist()}
    for row in made.claims.claim_links.to_pylist():
        one, other = figures[row["figure_id"]], figures[row["other_figure_id"]]
        print(f"{one['surface']!r} {row['link']} {other['surface']!r}")
    assert names or not members


if __name__ == "__main__":
    measure_verdicts(show="--show" in sys.argv)

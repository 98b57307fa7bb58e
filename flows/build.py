"""Flow `build`: every table of a release from the store, validated.

Read from top to bottom: the flow names the stages in order; each stage below reads
what it needs of the run, calls one transform and writes what it returned. A stage that
a killed build had finished is not run again.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from expectations.run import validate
from flows.holding import held
from flows.inputs import memory_key, situation_of
from flows.progress import stage_progress
from flows.report import Built, report
from flows.settings import Settings, load_settings
from transforms.claims.reconcile import reconcile
from transforms.copies import Copies, find_copies
from transforms.copies.changes import without_words
from transforms.copies.decisions import Decisions
from transforms.copies.events import find_events
from transforms.copies.frequencies import count_frequencies, pool, shipped
from transforms.corrections.articles import correct_articles
from transforms.corrections.figures import correct_figures
from transforms.corrections.grouping import group_as_decided
from transforms.corrections.outcomes import outcome_tables
from transforms.corrections.withdrawals import withdraw
from transforms.documents.articles import Documents, build_documents
from transforms.documents.clean import label_blocks, recurring_lines
from transforms.figures.batch import extract_documents
from warehouse.cache import DiskCache
from warehouse.frequencies import freeze, frozen, is_outgrown
from warehouse.home import Home
from warehouse.memories import Memories
from warehouse.registry import anchors_table
from warehouse.releases import ReleaseTables
from warehouse.runs import Run
from warehouse.schema.catalog import TABLES
from warehouse.schema.corrections import Correction
from warehouse.schema.errors import PresstallyError
from warehouse.store import Store

Tables = Mapping[str, pa.Table]
Corrections = tuple[Correction, ...]


@flow(name="build", flow_run_name="build {home}")
def build(home: Path, rebase: bool = False) -> Built:  # noqa: FBT001, FBT002 - a flow's parameters are named in its form
    """Make and validate all core tables; publishes nothing.

    Args:
        home: The home folder.
        rebase: Count document frequencies anew, as happens by itself when the store
            has doubled.

    Raises:
        ValidationError: A critical expectation failed.
        PresstallyError: The store is empty or can't be read.
    """
    settings = load_settings(home)
    with held(home, wait=settings.lock_wait_seconds) as folder:
        made = freeze_counts(folder, settings, rebase=rebase)
        now = situation_of(folder, settings)
        if now.unchanged:
            return Built(run_id=None)
        run, before, release_seq = now.run, now.before, now.release_seq
        decided = now.corrections
        run.start(now.inputs)
        built = Built(run_id=run.run_id, path=str(run.path))
        stage = Stages(run, built.seconds)

        stage("documents", lambda: read_documents(folder, settings, decided, made))
        made = None  # As large as the store, and what comes next reads the run.
        stage("blocks", lambda: clean(run, folder))
        stage(
            "copies",
            lambda: group_copies(run, folder, settings, before, release_seq, decided),
        )
        stage("figures", lambda: extract_figures(run, folder, settings, decided))
        stage("claims", lambda: reconcile_claims(run, before, release_seq))
        # Never taken over from an earlier try: what is expected is no input of a run.
        stage("validation", lambda: validate_tables(run, before), resume=False)

        report(run, built, core_tables(run))
    return built


@dataclass(slots=True)
class Stages:
    """Runs the stages that are not finished yet and notes their seconds."""

    run: Run
    seconds: dict[str, float]

    def __call__(
        self, name: str, compute: Callable[[], Tables], *, resume: bool = True
    ) -> None:
        """Keep what the stage returns; what an earlier try kept serves as well."""
        started = time.monotonic()
        if not (resume and self.run.has(name)):
            self.run.write(name, compute())
        self.seconds[name] = time.monotonic() - started


@task(name="freeze", cache_policy=NO_CACHE)
def freeze_counts(
    folder: Home, settings: Settings, *, rebase: bool
) -> Documents | None:
    """Count words and recurring lines where the store has outgrown the last count.

    Returns:
        The documents of all records, where they had to be made for that.
    """
    store = Store(folder)
    articles = pc.count_distinct(store.read(columns=["article_id"])["article_id"])
    if articles.as_py() == 0:
        raise PresstallyError(
            f"{folder.path} holds no articles: take some in with `presstally ingest`. "
            "If you just did, the source held none that could be read; what was "
            "refused was named with its reason"
        )
    if not (rebase or is_outgrown(folder, articles.as_py())):
        return None
    made = build_documents(store.read(), max_characters=settings.max_text_characters)
    freeze(
        folder,
        frequencies=pool(shipped(), count_frequencies(distinct_texts(store))),
        furniture=recurring_lines(made.documents),
        n_articles=articles.as_py(),
    )
    return made


def distinct_texts(store: Store) -> pa.Table:
    """Every text of the store once, under its hash in place of an article's id."""
    texts = store.read(columns=["text_sha256", "text"])
    rows = pa.table({"sha": texts["text_sha256"], "row": range(texts.num_rows)})
    first = rows.group_by("sha").aggregate([("row", "min")])["row_min"]
    # A filter, not a take: a take would put all texts into one array of 2 GB at most.
    chosen = pc.is_in(rows["row"], value_set=first.combine_chunks())
    return texts.filter(chosen).rename_columns(["article_id", "text"])


@task(name="read documents", cache_policy=NO_CACHE)
def read_documents(
    folder: Home, settings: Settings, decided: Corrections, made: Documents | None
) -> Tables:
    """Articles, their versions and outlets from the store's records.

    Args:
        folder: The home folder.
        settings: Of the build.
        decided: What people decided.
        made: The documents of all records, where they are made already.
    """
    store = Store(folder)
    records = store.read()
    kept = withdraw(records, store.rejects(), decided)
    if made is None or kept.records.num_rows < records.num_rows:
        made = build_documents(
            kept.records, max_characters=settings.max_text_characters
        )
    corrected = correct_articles(made, decided)
    made = corrected.documents
    if not made.articles.num_rows:
        raise PresstallyError(
            f"the corrections in {folder.corrections} withdraw every article of "
            f"{folder.path}: a release would be empty"
        )
    return {
        "documents": made.documents,
        "articles": made.articles,
        "article_versions": made.article_versions,
        "outlets": made.outlets,
        "rejects": kept.rejects,
        **outcome_tables([*kept.outcomes, *corrected.outcomes]),
    }


@task(name="clean", cache_policy=NO_CACHE)
def clean(run: Run, folder: Home) -> Tables:
    """What each stretch of each text is: the article's own, or page furniture."""
    documents = run.read("documents", "documents")["documents"]
    counted = frozen(folder)
    furniture = counted.furniture() if counted else None
    return {"blocks": label_blocks(documents, furniture=furniture)}


@task(name="group copies", cache_policy=NO_CACHE)
def group_copies(
    run: Run,
    folder: Home,
    settings: Settings,
    before: ReleaseTables | None,
    release_seq: int,
    decided: Corrections,
) -> Tables:
    """Which articles are copies of one text, and which texts report one happening."""
    documents = run.read("documents", "documents")["documents"]
    articles = documents.filter(documents["is_current"])
    blocks = run.read("blocks", "blocks")["blocks"]
    registry = before["registry"] if before else None
    counted = frozen(folder)
    frequencies = counted.frequencies() if counted else None
    memories = Memories(folder, key=memory_key(counted))

    def find(decisions: Decisions) -> Copies:
        copies = find_copies(
            articles,
            blocks=blocks,
            registry=registry,
            release_seq=release_seq,
            frequencies=frequencies,
            decisions=decisions,
            memory=memories.read(),
            scratch=memories.scratch,
        )
        memories.write(copies.memory)
        return copies

    copies, outcomes = group_as_decided(articles, decided, find=find)
    events = find_events(
        articles,
        copies=copies,
        blocks=blocks,
        registry=registry,
        release_seq=release_seq,
        frequencies=frequencies,
    )
    return {
        "copy_pairs": copies.copy_pairs,
        "copy_passages": copies.copy_passages,
        "copy_changes": (
            copies.copy_changes
            if settings.snippet_characters
            else without_words(copies.copy_changes)
        ),
        "copies": copies.copies,
        "clusters": events.clusters,
        "cluster_aliases": copies.cluster_aliases,
        "merge_refusals": copies.merge_refusals,
        "events": events.events,
        "anchors": anchors_table(
            {
                "clusters": copies.anchors | copies.merged,
                "events": events.anchors | events.merged,
            }
        ),
        **outcome_tables(outcomes),
    }


@task(name="extract figures", cache_policy=NO_CACHE)
def extract_figures(
    run: Run, folder: Home, settings: Settings, decided: Corrections
) -> Tables:
    """Figures, quotations and names of every version of every text."""
    documents = run.read("documents", "documents")["documents"]
    with stage_progress("figures") as advance:
        extraction = extract_documents(
            documents,
            blocks=run.read("blocks", "blocks")["blocks"],
            cache=DiskCache(folder.cache),
            processes=settings.processes,
            model=settings.model,
            snippet_characters=settings.snippet_characters,
            progress=advance,
        )
    corrected = correct_figures(
        extraction.figures,
        extraction.quotes,
        documents=documents,
        corrections=decided,
    )
    return {
        "figures": corrected.figures,
        "number_rejections": extraction.number_rejections,
        "quotes": corrected.quotes,
        "entities": extraction.entities,
        "entity_mentions": extraction.entity_mentions,
        **outcome_tables(corrected.outcomes),
    }


@task(name="reconcile claims", cache_policy=NO_CACHE)
def reconcile_claims(
    run: Run, before: ReleaseTables | None, release_seq: int
) -> Tables:
    """Which figures say the same of one thing, and how many reports stand behind it."""
    found = run.read("figures", "figures", "entities", "entity_mentions")
    grouped = run.read("copies", "copies", "clusters", "events", "copy_passages")
    claims = reconcile(
        documents=run.read("documents", "documents")["documents"],
        figures=found["figures"],
        copies=grouped["copies"],
        clusters=grouped["clusters"],
        events=grouped["events"],
        copy_passages=grouped["copy_passages"],
        entities=found["entities"],
        entity_mentions=found["entity_mentions"],
        registry=before["registry"] if before else None,
        release_seq=release_seq,
    )
    return {
        "claims": claims.claims,
        "claim_figures": claims.claim_figures,
        "claim_links": claims.claim_links,
        "claim_lineage": claims.claim_lineage,
        "claim_sources": claims.claim_sources,
        "anchors": anchors_table({"claims": claims.anchors | claims.merged}),
    }


@task(name="validate", cache_policy=NO_CACHE)
def validate_tables(run: Run, before: ReleaseTables | None) -> Tables:
    """What is expected of the tables, and what of it failed."""
    documents = run.read("documents", "documents")["documents"]
    result = validate(
        core_tables(run),
        texts=documents.select(["article_id", "version", "title", "text"]),
        previous=before,
    )
    return {
        "validations": result.validations,
        "validation_failures": result.validation_failures,
    }


def core_tables(run: Run) -> dict[str, pa.Table]:
    """All core tables of a run; each stage that decisions reach says what came of them.

    The stages' rows are put together.
    """
    parts: dict[str, list[pa.Table]] = {}
    for stage in ("documents", "blocks", "copies", "figures", "claims"):
        for name, table in run.read(stage).items():
            parts.setdefault(name, []).append(table)
    return {
        name: parts[name][0]
        if len(parts[name]) == 1
        else declared.conform(pa.concat_tables(parts[name]))
        for name, declared in TABLES.items()
        if declared.core
    }

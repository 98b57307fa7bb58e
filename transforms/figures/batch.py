"""Tables of figures, rejected numbers, quotations and names from a store's texts."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import pyarrow as pa
import pyarrow.compute as pc

from transforms.cache import Cache
from transforms.figures.articles import (
    Article,
    Facts,
    article_key,
    read_articles,
    unpack,
)
from transforms.figures.extract import Block
from transforms.figures.parse import DEFAULT_MODEL
from transforms.figures.parses import RecentParses
from transforms.figures.rows import MAX_SNIPPET, Job, entity_rows, rows_of
from warehouse.schema.declare import Table, plain
from warehouse.schema.figures import (
    ENTITIES,
    ENTITY_MENTIONS,
    FIGURES,
    NUMBER_REJECTIONS,
    QUOTES,
)

CHUNK_CHARACTERS = 300_000
"""Text that is read at a time: bounds the memory, and shares out the work evenly."""

WORTH_A_PROCESS = 1_200_000
"""Characters (200,000 words) from which starting processes pays: each needs about
two seconds to load the model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What the texts of a store say, as tables that conform to their declarations."""

    figures: pa.Table
    number_rejections: pa.Table
    quotes: pa.Table
    entities: pa.Table
    entity_mentions: pa.Table


def extract_documents(
    documents: pa.Table,
    *,
    blocks: pa.Table | None = None,
    cache: Cache | None = None,
    processes: int = 1,
    model: str = DEFAULT_MODEL,
    snippet_characters: int = MAX_SNIPPET,
    progress: Callable[[int, int], None] | None = None,
) -> Extraction:
    """What the documents say.

    Args:
        documents: Rows of the working table `documents`; those with
            `figures_skipped` give nothing.
        blocks: Table `blocks`; without it all text is the articles' own.
        cache: Remembers facts by article and parses by sentence.
        processes: Processes to use where there is enough to do; the result does not
            depend on it.
        model: Installed spaCy pipeline with a tagger and a parser.
        snippet_characters: Length of the snippets, 200 at most; 0 gives none.
        progress: Told how many documents are done, and of how many.

    Raises:
        OSError: spaCy finds no such model.
    """
    snippet_characters = min(snippet_characters, MAX_SNIPPET)
    parts: dict[str, list[pa.Table]] = defaultdict(list)
    names: Counter[tuple[str, str, str]] = Counter()
    articles_of: Counter[tuple[str, str]] = Counter()
    done = 0
    for chunk, facts in read_chunks(
        chunks(documents, blocks), cache=cache, processes=processes, model=model
    ):
        done += len(chunk)
        if progress is not None:
            progress(done, documents.num_rows)
        rows = rows_of(chunk, facts, snippet_characters)
        for table in (FIGURES, NUMBER_REJECTIONS, QUOTES, ENTITY_MENTIONS):
            parts[table.name].append(
                pa.Table.from_pylist(rows[table.name], schema=plain(table.arrow))
            )
        for job, fact in zip(chunk, facts, strict=True):
            if job.is_current:
                for *_, surface, kind, canonical in fact.mentions:
                    names[kind, canonical, surface] += 1
                articles_of.update(
                    {(kind, canonical) for *_, kind, canonical in fact.mentions}
                )
    return Extraction(
        figures=gather(FIGURES, parts),
        number_rejections=gather(NUMBER_REJECTIONS, parts),
        quotes=gather(QUOTES, parts),
        entities=ENTITIES.from_rows(entity_rows(names, articles_of)),
        entity_mentions=gather(ENTITY_MENTIONS, parts),
    )


def gather(table: Table, parts: Mapping[str, Sequence[pa.Table]]) -> pa.Table:
    """The rows of all chunks as one table."""
    found = parts.get(table.name, ())
    if not found:
        return table.empty()
    return table.conform(pa.concat_tables(found))


# Input.


def chunks(documents: pa.Table, blocks: pa.Table | None) -> Iterator[list[Job]]:
    """The documents in order, some at a time; versions of an article stay together."""
    columns = ["article_id", "version", "is_current", "title", "text", "published_at"]
    wanted = documents.filter(pc.is_null(documents["figures_skipped"]))
    wanted = wanted.select(columns).sort_by(
        [("article_id", "ascending"), ("version", "ascending")]
    )
    roles = roles_by_text(blocks)
    jobs: list[Job] = []
    size = 0
    for batch in wanted.to_batches(max_chunksize=256):
        published = batch["published_at"].cast(pa.timestamp("us")).cast(pa.int64())
        rows = zip(
            *(batch[name].to_pylist() for name in columns[:-1]),
            published.to_pylist(),
            strict=True,
        )
        for article_id, version, is_current, title, text, moment in rows:
            if size >= CHUNK_CHARACTERS and jobs[-1].article_id != article_id:
                yield jobs
                jobs, size = [], 0
            jobs.append(
                Job(
                    article_id,
                    version,
                    is_current,
                    Article(
                        title=title,
                        text=text or "",
                        published=moment,
                        title_blocks=roles.get((article_id, version, "title"), ()),
                        text_blocks=roles.get((article_id, version, "text"), ()),
                    ),
                )
            )
            size += len(text or "")
    if jobs:
        yield jobs


def roles_by_text(
    blocks: pa.Table | None,
) -> dict[tuple[str, int, str], tuple[Block, ...]]:
    """The stretches of each text that are not its body, with their roles."""
    if blocks is None:
        return {}
    found: dict[tuple[str, int, str], list[Block]] = defaultdict(list)
    columns = ["article_id", "version", "field", "start", "end", "role"]
    table = blocks.select(columns)
    # Strings compare alike whether the column is a dictionary or plain.
    table = table.filter(pc.not_equal(table["role"].cast(pa.string()), "body"))
    for batch in table.to_batches(max_chunksize=4_096):
        for article_id, version, field, start, end, role in zip(
            *(batch[name].to_pylist() for name in columns), strict=True
        ):
            found[article_id, version, field].append((start, end, role))
    return {key: tuple(sorted(spans)) for key, spans in found.items()}


# Reading, with a cache and several processes.


def read_chunks(
    jobs: Iterable[list[Job]], *, cache: Cache | None, processes: int, model: str
) -> Iterator[tuple[list[Job], list[Facts]]]:
    """Each chunk with its facts, in order."""
    waiting: deque[tuple[list[Job], list[str], dict[str, bytes], Future[list[bytes]]]]
    waiting = deque()
    recent = RecentParses(cache)
    pool: ProcessPoolExecutor | None = None
    seen = 0
    try:
        for chunk in jobs:
            keys = [article_key(job.article, model=model) for job in chunk]
            known = {} if cache is None else cache.get_many(keys)
            # Equal texts are read once.
            fresh = {
                key: job.article
                for key, job in zip(keys, chunk, strict=True)
                if key not in known
            }
            seen += sum(len(article.text) for article in fresh.values())
            if processes > 1 and pool is None and seen >= WORTH_A_PROCESS:
                # Spawned, not forked: a fork of a process with threads can hang.
                pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
            if pool is not None and fresh:
                future = pool.submit(read_in_worker, list(fresh.values()), model)
            else:
                future = Future()
                future.set_result(
                    read_articles(list(fresh.values()), model=model, cache=recent)
                )
            waiting.append((chunk, keys, known | dict.fromkeys(fresh, b""), future))
            while waiting and (len(waiting) > 2 * processes or pool is None):
                yield settle(*waiting.popleft(), cache=cache)
        while waiting:
            yield settle(*waiting.popleft(), cache=cache)
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def settle(
    chunk: list[Job],
    keys: list[str],
    known: dict[str, bytes],
    future: Future[list[bytes]],
    *,
    cache: Cache | None,
) -> tuple[list[Job], list[Facts]]:
    """A chunk with its facts, those that were new put into the cache."""
    fresh = [key for key, packed in known.items() if not packed]
    made = dict(zip(fresh, future.result(), strict=True))
    if cache is not None and made:
        cache.put_many(made)
    known |= made
    return chunk, [unpack(known[key]) for key in keys]


RECENT: list[RecentParses] = []
"""Parses that this worker process made, so that chunks share sentences."""


def read_in_worker(articles: list[Article], model: str) -> list[bytes]:
    """The packed facts of some articles, in a process of their own."""
    if not RECENT:
        RECENT.append(RecentParses(None))
    return read_articles(articles, model=model, cache=RECENT[0])

"""Quality and speed of the figure extractor, on labelled texts and on news.

Run as `make bench-figures`. Labelled data belong to others and are not part of this
repository: PRESSTALLY_GOLD names their folder (default: shared/gold beside the
repository). What is missing is said and left out; the speed is always measured, on the
sample articles where there is nothing else.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import speakers
from figures_articles import score_articles
from figures_gold import GOLD, ROOT
from figures_newsquant import score_newsquant
from figures_peers import score_peers
from figures_ranges import score_ranges

from transforms.cache import MemoryCache
from transforms.figures import extract
from transforms.figures.batch import extract_documents
from transforms.figures.lexer import lex
from warehouse.schema.declare import plain
from warehouse.schema.identity import make_id
from warehouse.schema.working import DOCUMENTS

CORPUS = GOLD.parent / "corpus" / "news.parquet"
SAMPLES = ROOT / "samples" / "articles"
NEEDS = {
    "articles": GOLD / "seeds" / "figures.jsonl",
    "newsquant": GOLD / "newsquant" / "even.jsonl",
    "ranges": GOLD / "ranges" / "recognizers_english.jsonl",
    "speakers": GOLD / "speakers" / "figures.jsonl",
    "peers": GOLD / "newsquant" / "even.jsonl",
}
"""Labelled file that each part needs."""
PARTS = (*NEEDS, "speed")

# Speed.


def sample_texts() -> list[str]:
    """Texts of the samples: plain files, and what records hold as their text."""
    texts = [
        file.read_bytes().decode("utf-8") for file in sorted(SAMPLES.rglob("*.txt"))
    ]
    for file in sorted(SAMPLES.rglob("*.jsonl")):
        lines = file.read_text("utf-8").splitlines()
        texts.extend(json.loads(line).get("text") or "" for line in lines if line)
    return [text for text in texts if text]


def texts_to_measure(words: int) -> tuple[list[str], int]:
    """Texts of about so many words, and how many they have."""
    if CORPUS.exists():
        print(f"speed, on {CORPUS.name}:")
        every = pq.read_table(CORPUS, columns=["text"])["text"].to_pylist()
    else:
        print(f"speed, on {SAMPLES.relative_to(ROOT)} repeated; {CORPUS} is missing:")
        once = sample_texts()
        print("  (they repeat, and the tables read equal texts once)")
        every = once * 200
    texts, total = [], 0
    for text in every:
        texts.append(text)
        total += len(text.split())
        if total >= words:
            break
    return texts, total


def measure_speed(words: int) -> None:
    """Print words a second of the lexer and of the whole extractor, and memory."""
    texts, total = texts_to_measure(words)
    if not texts:
        print(f"  nothing to measure: {SAMPLES} holds no text")
        return
    timed("lexer", total, lambda: [lex(text) for text in texts])
    n = 0

    def run() -> None:
        nonlocal n
        n = sum(len(extract(text)) for text in texts)

    timed("function `extract`, one core", total, run)
    print(f"  {100 * n / total:.2f} figures per 100 words")
    documents = documents_of(texts)
    for processes in (1, 2):
        cache = MemoryCache()
        for state in ("fresh", "cached"):
            timed(
                f"tables, {processes} process(es), {state}",
                total,
                lambda c=cache, p=processes: extract_documents(
                    documents, cache=c, processes=p
                ),
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  peak memory {peak:.0f} MB, largest worker {workers:.0f} MB")


def documents_of(texts: list[str]) -> pa.Table:
    """The working table of documents for some texts."""
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    rows = []
    for number, text in enumerate(texts):
        row = dict.fromkeys(DOCUMENTS.arrow.names)
        row |= {
            "article_id": make_id("benchmark", number),
            "version": 1,
            "is_current": True,
            "text": text,
            "text_sha256": "",
            "retrieved_at": moment,
            "first_retrieved_at": moment,
            "published_at": moment,
            "n_chars": len(text),
            "n_words": len(text.split()),
            "source": "benchmark",
            "language": "en",
            "extractor": "plain",
        }
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=plain(DOCUMENTS.arrow))


def timed(name: str, words: int, run: Callable[[], object]) -> None:
    """Print words a second of a call."""
    begin = time.perf_counter()
    run()
    seconds = time.perf_counter() - begin
    print(f"  {name}: {words / seconds:,.0f} words/s ({words:,} words)")


def main() -> None:
    """Print the parts that were asked for, and say which lack their data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=[], help=", ".join(PARTS))
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    parser.add_argument("--words", type=int, default=300_000)
    options = parser.parse_args()
    extract("Warm 12 engines.")
    for part in options.parts or PARTS:
        needed = NEEDS.get(part)
        if needed is not None and not needed.exists():
            print(
                f"{part}: not measured, {needed} is missing. "
                "Set PRESSTALLY_GOLD to the folder of the labelled data."
            )
        elif part == "articles":
            score_articles(show=options.show)
        elif part == "newsquant":
            score_newsquant(show=options.show)
            score_newsquant(show=False, half="every second")
        elif part == "ranges":
            score_ranges(show=options.show)
        elif part == "speakers":
            speakers.score_speakers(verbose=options.show)
        elif part == "peers":
            score_peers()
        elif part == "speed":
            measure_speed(options.words)
        else:
            parser.error(f"no part {part!r}; the parts are {', '.join(PARTS)}")


if __name__ == "__main__":
    main()

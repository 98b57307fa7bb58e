"""Collections of any size made from the news corpus, with copies planted in them.

A replica of the corpus gives every rare word and name a seeded ending and exchanges
each other word, all through the replica, with one that is about as frequent: what its
articles have to do with each other stays, replicas have no more to do with each other
than any two texts of one language, and words keep their frequencies however large the
collection grows. Copies of five kinds of every fiftieth article are planted. Articles
stand in the order of hashes, as they do in a store.
"""

from __future__ import annotations

import hashlib
import random
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache, lru_cache
from pathlib import Path

import copy_data
import pyarrow as pa

WORDS = re.compile(r"(\w+(?:['’.-]\w+)*)")
"""With what hangs together: were "Mayor" and "s" exchanged each for itself, "Mayor's"
would be a rare word of the collection that every third article of a replica holds."""
KINDS = ("verbatim", "near-verbatim", "excerpt", "spun", "reworded")
EVERY = 50
"""One article in so many has a copy of each kind."""
BATCH = 1_000
"""Articles of a night."""
ROWS = 5_000
"""Articles in one record batch of the file."""
RARE = 3
"""A word of fewer articles of the corpus is rare, and new in every replica. Half of the
words are, so twice the collection holds half as many words again; in the corpus itself
it is a third (Heaps' law), and with more of them made new, words of a replica would be
ever rarer and weigh ever more the more replicas there are."""
ALIKE = 32
"""So many words, neighbours in rank, are about as frequent."""
SWAPS = ("and", "however", "people", "area", "group", "made", "large", "called", "near")


@cache
def news() -> list[str]:
    """The texts of the corpus."""
    return copy_data.news_articles()["text"].to_pylist()


@cache
def parts_of(place: int) -> list[str]:
    """A text of the corpus: what stands between words and, at odd places, the words."""
    return [sys.intern(part) for part in WORDS.split(news()[place])]


@cache
def ranked() -> list[str]:
    """The words of the corpus that are not rare, the most frequent first."""
    texts = news()
    counts = Counter(
        word
        for place in range(len(texts))
        for word in {part.lower() for part in parts_of(place)[1::2]}
    )
    return [word for word, n in counts.most_common() if n >= RARE]


@cache
def spellings() -> frozenset[str]:
    """The words of the corpus in every letter case that they stand in."""
    return frozenset(
        word for place in range(len(news())) for word in parts_of(place)[1::2]
    )


@lru_cache(maxsize=1)
def renaming(replica: int) -> dict[str, str]:
    """What stands in a replica for each word of the corpus, in its own letter case."""
    draw = random.Random(replica)
    ending = "".join(draw.choices("bcdfgklmnprstvz", k=5))
    other: dict[str, str] = {}
    for first in range(0, len(ranked()), ALIKE):
        block = ranked()[first : first + ALIKE]
        other |= zip(block, draw.sample(block, len(block)), strict=True)
    return {
        word: in_case_of(word, other.get(word.lower()) or f"{word}{ending}")
        for word in spellings()
    }


def in_case_of(word: str, other: str) -> str:
    """The other word, with a capital where this one has it."""
    return other[:1].upper() + other[1:] if word[:1].isupper() else other


def article(number: int) -> str:
    """An article of the endless collection: the corpus, then its replicas."""
    replica, place = divmod(number, len(news()))
    if replica == 0:
        return news()[place]
    names = renaming(replica)
    parts = parts_of(place).copy()
    parts[1::2] = [names[word] for word in parts[1::2]]
    return "".join(parts)


def planted(text: str, number: int) -> list[str]:
    """A copy of each kind."""
    draw = random.Random(number)
    words = text.split(" ")
    sentences = text.split(". ")
    reworded = []
    for sentence in sentences:
        parts = sentence.split(" ")
        half = len(parts) // 2
        turned = [*parts[half:], *parts[:half]]
        reworded.append(
            " ".join(
                draw.choice(SWAPS) if draw.random() < 0.25 else word for word in turned
            )
        )
    return [
        text,
        "By our own reporter.\n" + " ".join(words[: len(words) * 9 // 10]),
        " ".join(words[: len(words) * 2 // 5]),
        " ".join(draw.choice(SWAPS) if i % 9 == 4 else w for i, w in enumerate(words)),
        ". ".join(reworded),
    ]


def rows_of(numbers: range) -> list[tuple[str, str, int, int]]:
    """Id, text, number of the original and kind (-1: original) of some articles."""
    rows = []
    for number in numbers:
        text = article(number)
        texts = [text, *(planted(text, number) if number % EVERY == 0 else [])]
        for kind, made in enumerate(texts, start=-1):
            name = hashlib.sha256(f"{number} {kind}".encode()).hexdigest()[:20]
            rows.append((name, made, number, kind))
    return rows


def table_of(rows: list[tuple[str, str, int, int]]) -> pa.Table:
    """The rows as articles."""
    shas = [hashlib.sha256(text.encode()).hexdigest() for _, text, _, _ in rows]
    return pa.table(
        {
            "article_id": [row[0] for row in rows],
            "text": pa.array([row[1] for row in rows], pa.large_string()),
            "text_sha256": shas,
            "original": pa.array([row[2] for row in rows], pa.int32()),
            "kind": pa.array([row[3] for row in rows], pa.int8()),
        }
    )


def make_collection(path: Path, size: int) -> None:
    """Write about ``size`` articles, batch by batch."""
    originals = size * EVERY // (EVERY + len(KINDS))
    parts = [
        range(start, min(start + ROWS, originals))
        for start in range(0, originals, ROWS)
    ]
    made = path.with_suffix(".part")
    with ProcessPoolExecutor(2) as pool, pa.OSFile(str(made), "wb") as file:
        writer: pa.ipc.RecordBatchFileWriter | None = None
        for rows in pool.map(rows_of, parts):
            table = table_of(rows)
            writer = writer or pa.ipc.new_file(file, table.schema)
            writer.write_table(table)
        if writer is not None:
            writer.close()
    made.rename(path)


def opened(path: Path) -> pa.Table:
    """The collection, mapped: its texts are read from the file when they are needed."""
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def night(size: int) -> pa.Table:
    """A batch of new articles: most are unrelated, every twentieth a spun copy."""
    originals = size * EVERY // (EVERY + len(KINDS))
    rows = []
    for k in range(BATCH):
        if k % 20 == 0:
            old = random.Random(k).randrange(originals)
            text, number, kind = planted(article(old), old + k)[3], old, 3
        else:
            number, kind = originals + k, -1
            text = article(number)
        name = hashlib.sha256(f"night {k}".encode()).hexdigest()[:20]
        rows.append((name, text, number, kind))
    return table_of(rows)

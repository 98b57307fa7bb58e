"""Print how well speakers, quotations and names are found, and how fast.

Labelled texts are not part of the project: PRESSTALLY_GOLD names their folder.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transforms.figures.sentences import split_sentences
from transforms.figures.speech import read_speech

if TYPE_CHECKING:
    from transforms.figures.model import Attribution
    from transforms.figures.speech import Speech

GOLD = Path(
    os.environ.get(
        "PRESSTALLY_GOLD", Path(__file__).resolve().parents[2] / "shared" / "gold"
    )
)
SMALL = frozenset(
    "the a an of in on at to for from by and s his her its their with".split()
)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_text(path: Path) -> str:
    """A text with its newlines as they are."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def content(phrase: str) -> set[str]:
    """Words that count when two speakers are compared."""
    return set(re.findall(r"\w+", phrase.lower())) - SMALL


def same(found: Attribution, *golds: str | None) -> bool:
    """Whether a found speaker shares a content word with a labelled one."""
    mine = content(found.speaker) | content(found.canonical)
    return any(gold and mine & content(gold) for gold in golds)


def half_of(document: str) -> str:
    """`dev` or `test`, by a hash of the document's name."""
    return "dev" if hashlib.sha256(document.encode()).digest()[-1] % 2 == 0 else "test"


def read(text: str) -> Speech:
    """The speech of a text."""
    return read_speech(text, split_sentences(text))


def score_speakers(*, verbose: bool) -> None:
    """Speakers of figures in US news: P, R, F1 per half."""
    rows = read_lines(GOLD / "speakers" / "figures.jsonl")
    texts = {
        name: read_text(GOLD / "speakers" / "text" / name)
        for name in sorted({row["doc"] for row in rows})
    }
    speeches = {name: read(text) for name, text in texts.items()}
    for half in ("dev", "test", "all"):
        mine = [row for row in rows if half in {half_of(row["doc"]), "all"}]
        right = found = wanted = 0
        rules: Counter[str] = Counter()
        wrong: Counter[str] = Counter()
        for row in mine:
            got = speeches[row["doc"]].attribution(row["start"], row["end"])
            gold = row["speaker"] if row["attributed"] else None
            wanted += bool(gold)
            found += got is not None
            hit = got is not None and same(got, gold)
            right += hit
            if got is not None:
                (rules if hit else wrong)[f"{got.rule}"] += 1
            if verbose and half == "dev" and not hit and (got or gold):
                text = texts[row["doc"]]
                around = text[max(row["start"] - 230, 0) : row["start"]]
                after = text[row["end"] : row["end"] + 130]
                print(f"--- {row['doc'][:40]} gold={gold!r} got={got}")
                print(f"{around}[[{row['text']}]]{after}")
        print(
            f"speakers {half}: {len(mine)} figures, {wanted} attributed, "
            + prf(right, found, wanted)
        )
        print("   right by rule", dict(rules), "wrong", dict(wrong))


def prf(right: int, found: int, wanted: int) -> str:
    """Precision, recall and F1 as text."""
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    f1 = 2 * right / max(found + wanted, 1)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def score_articles() -> None:
    """Speakers, quotations and names of the five articles."""
    seeds = GOLD / "seeds"
    articles = GOLD.parent / "articles"
    speeches = {
        path.name: read(read_text(path)) for path in sorted(articles.glob("*.txt"))
    }
    figures = [row for row in read_lines(seeds / "figures.jsonl") if row["tier"] < 3]
    credited = [row for row in figures if row["speaker_canonical"]]
    right = 0
    for row in figures:
        got = speeches[row["doc"]].attribution(row["num_start"], row["num_end"])
        gold = row["speaker_canonical"]
        hit = bool(got and gold and same(got, gold, row["speaker"]))
        right += hit
        if hit != bool(gold) or (got and not gold):
            print(f"   {row['id']} {row['text']!r}: gold {gold!r}, found {got}")
    print(f"five articles: {right} of {len(credited)} speakers")
    spans = voices = voiced = extra = 0
    quotes = read_lines(seeds / "quotes.jsonl")
    for row in quotes:
        found = [
            quote
            for quote in speeches[row["doc"]].quotes
            if (quote.start, quote.end) == (row["start"], row["end"])
        ]
        spans += bool(found)
        gold = row["speaker_canonical"]
        voiced += bool(gold)
        got = found[0].attribution if found else None
        hit = bool(got and gold and same(got, gold, row["speaker"]))
        voices += hit
        extra += bool(got and not gold)
        if not found or (gold and not hit) or (got and not gold):
            print(
                f"   {row['id']} {row['text'][:40]!r}: gold {gold!r}, found {got}, "
                f"span {'exact' if found else 'missing'}"
            )
    total = sum(len(speech.quotes) for speech in speeches.values())
    print(
        f"quotations: {spans} of {len(quotes)} spans exact, {total} found, "
        f"{voices} of {voiced} speakers, {extra} without a speaker given one"
    )
    score_names(seeds, speeches)


def score_names(seeds: Path, speeches: dict[str, Speech]) -> None:
    """Labelled names of the five articles that are found at their first place."""
    hits = kinds = wanted = 0
    missed = []
    for row in read_lines(seeds / "entities.jsonl"):
        kind = {"person": "person", "organisation": "body"}[row["type"]]
        for document, surfaces in row["mentions"].items():
            for mention in surfaces:
                if (
                    mention["surface"][:4].lower() == "the "
                    or mention["surface"][0].islower()
                ):
                    continue
                wanted += 1
                found = [
                    name
                    for name in speeches[document].mentions
                    if name.start < mention["first"] + len(mention["surface"])
                    and mention["first"] < name.end
                ]
                hits += bool(found)
                good = any(name.kind == kind for name in found)
                kinds += good
                if not good:
                    missed.append(
                        (mention["surface"], [(n.surface, n.kind) for n in found])
                    )
    print(f"names: {hits} of {wanted} found, {kinds} with their kind; not: {missed}")


def speed() -> None:
    """Words a second on the articles and texts at hand, one core."""
    texts = [read_text(p) for p in sorted((GOLD / "speakers" / "text").glob("*.txt"))]
    cut = [(text, split_sentences(text)) for text in texts]
    words = sum(len(text.split()) for text in texts)
    begun = time.process_time()
    for text, sentences in cut:
        read_speech(text, sentences)
    seconds = time.process_time() - begun
    print(f"speed: {words} words, {words / seconds:,.0f} words/s")


def main() -> None:
    """Print everything, or say what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="print dev errors")
    arguments = parser.parse_args()
    if not (GOLD / "speakers").is_dir():
        sys.exit(f"No labelled texts in {GOLD}: set PRESSTALLY_GOLD to their folder.")
    score_speakers(verbose=arguments.verbose)
    score_articles()
    speed()


if __name__ == "__main__":
    main()

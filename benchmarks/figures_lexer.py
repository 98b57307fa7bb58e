"""Speed of the lexer on news text and its quality alone, before any parsing.

Reads the labelled data of `$PRESSTALLY_GOLD` (by default `../shared/gold` beside the
repository) and the news corpus beside it, and prints one table. Run it as
`python benchmarks/figures_lexer.py [--errors]`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from transforms.figures.lexer import lex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transforms.figures.model import Number

ROOT = Path(__file__).resolve().parents[1]
GOLD = Path(os.environ.get("PRESSTALLY_GOLD", ROOT.parent / "shared" / "gold"))
CERTAIN = 0.5
"""From here on the lexer by itself calls a number a figure."""
CENTS = ("cent", "¢", "sen", "penn", "pence", "p", "c", "basis", "bp", "pais", "kop")


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Rows of a labelled file."""
    path = GOLD / name
    if not path.exists():
        sys.exit(f"No labelled data at {path}. Set PRESSTALLY_GOLD to its folder.")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def close(one: Decimal | float | None, two: Decimal | float | None) -> bool:
    """Whether two values are equal but for rounding; None equals None."""
    if one is None or two is None:
        return one is two
    first, second = float(one), float(two)
    return abs(first - second) <= 1e-6 * max(abs(first), abs(second), 1e-12)


def written(text: str, number: Number) -> Decimal:
    """What turns the value into the one that is written: 100 for cents."""
    if number.unit_start is None or number.unit_end is None:
        return Decimal(1)
    unit = text[number.unit_start : number.unit_end].lower()
    minor = number.unit_system in {"iso4217", "percentage_point"}
    return (
        Decimal(100)
        if minor and unit.startswith(CENTS) and unit != "pp"
        else Decimal(1)
    )


def says(text: str, number: Number, value: str) -> bool:
    """Whether the number has this value of NewsQuant (`5.0`, `252.0-287.0`)."""
    factor = written(text, number)
    try:
        if "-" in value[1:]:
            low, high = value.split("-", 1)
            if number.low is None or number.high is None:
                return False
            return (
                close(number.low * factor, Decimal(low))
                and close(number.high * factor, Decimal(high))
            ) or (number.rule == "vague" and close(number.low, 2 * Decimal(low)))
        wanted = Decimal(value)
    except InvalidOperation:
        return False
    if number.best is None:
        return (
            number.rule == "vague"
            and number.low is not None
            and close(number.low, 2 * wanted)
        )
    return close(number.best * factor, wanted) or close(number.best, wanted)


def newsquant(*, certain: float, errors: bool) -> tuple[float, float, float]:
    """Precision, recall and F1 of values on the NewsQuant half."""
    hits = found = gold = 0
    for row in rows("newsquant/even.jsonl"):
        text = row["text"]
        numbers = [n for n in lex(text).numbers if n.certainty >= certain]
        left = list(numbers)
        missed = []
        for quantity in row["quantities"]:
            match = next((n for n in left if says(text, n, quantity["value"])), None)
            if match is None:
                missed.append((quantity["value"], quantity["unit"]))
            else:
                left.remove(match)
        hits += len(numbers) - len(left)
        found += len(numbers)
        gold += len(row["quantities"])
        if errors and (missed or left):
            extra = [(text[n.start : n.end], n.rule) for n in left]
            print(f"  {row['id']} missed {missed} extra {extra}\n     {text}")
    precision, recall = hits / max(found, 1), hits / max(gold, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def spans(number: Number) -> set[tuple[int, int]]:
    """The spans that the labels may draw for a number: with or without its unit."""
    starts = {number.start, number.number_start}
    ends = {number.end, number.number_end}
    if number.unit_end is not None:
        ends.add(number.unit_end)
        if number.unit_start is not None and number.unit_start < number.number_end:
            starts.add(number.unit_end)
            for gap in (0, 1):  # the labels of plain numbers leave the unit out
                ends.add(number.unit_start - gap)
    return {(start, end) for start in starts for end in ends}


def labelled(item: dict[str, Any], number: Number, text: str) -> bool:
    """Whether the number has the item's span and value or interval."""
    if (item["start"], item["end"]) not in spans(number):
        return False
    if item["interval"] is not None:
        low, high = item["interval"][:2]
        return close(number.low, low) and close(number.high, high)
    if item["value"] is None:
        return True
    factor = written(text, number)
    values = [number.best, number.numerator, number.low]
    if number.best is not None:
        values.append(number.best * factor)
    if number.unit_system == "percentage_point" and number.best is not None:
        values.append(number.best * 100)
    return any(value is not None and close(value, item["value"]) for value in values)


def ranges(*, errors: bool) -> dict[str, tuple[int, int]]:
    """Found and labelled items of each kind of the Recognizers specifications.

    Ordinals are rejections here and count by their span. Items without value (`last`,
    `fahrenheit` alone) are no numbers and left out.
    """
    counts: dict[str, list[int]] = {}
    for row in rows("ranges/recognizers_english.jsonl"):
        kind = row["id"].split(":")[0]
        text = row["text"]
        lexed = lex(text)
        numbers = lexed.numbers
        ordinals = {(r.start, r.end) for r in lexed.rejections if r.reason == "ordinal"}
        tally = counts.setdefault(kind, [0, 0])
        for item in row["gold"]:
            if item["value"] is None and item["interval"] is None:
                continue
            hit = any(labelled(item, number, text) for number in numbers)
            if kind == "ordinal":
                hit = hit or (item["start"], item["end"]) in ordinals
            tally[0] += hit
            tally[1] += 1
            if errors and not hit:
                have = [
                    (text[n.start : n.end], str(n.low), str(n.best), str(n.high))
                    for n in numbers
                ]
                print(
                    f"  {row['id']} {item['text']!r} {item['value']} {item['interval']}"
                    f"\n     {text[:160]}\n     {have}"
                )
    return {kind: (hit, total) for kind, (hit, total) in counts.items()}


def speed(articles: int = 3000) -> tuple[float, int, int, int]:
    """Words a second on one core, words, numbers and rejections of the corpus."""
    path = GOLD.parent / "corpus" / "news.parquet"
    if not path.exists():
        sys.exit(f"No news corpus at {path}.")
    texts = pq.read_table(path, columns=["text"]).column("text").slice(0, articles)
    bodies = [text for text in texts.to_pylist() if text]
    lex("5 euros")  # loads the tables
    words = sum(len(body.split()) for body in bodies)
    numbers = refused = 0
    begin = time.process_time()
    for body in bodies:
        lexed = lex(body)
        numbers += len(lexed.numbers)
        refused += len(lexed.rejections)
    return words / (time.process_time() - begin), words, numbers, refused


def main() -> None:
    """Print the table."""
    errors = "--errors" in sys.argv
    counts = ranges(errors=errors)
    print("Recognizers specifications, recall of exact span and value")
    for kind, (hit, total) in [
        *sorted(counts.items()),
        (
            "all",
            (sum(h for h, _ in counts.values()), sum(t for _, t in counts.values())),
        ),
    ]:
        print(f"  {kind:12} {hit:4} of {total:4}  {hit / max(total, 1):6.1%}")
    for certain in (CERTAIN, 0.0):
        precision, recall, f1 = newsquant(
            certain=certain, errors=errors and certain == CERTAIN
        )
        print(
            f"NewsQuant values, certainty >= {certain}: "
            f"P {precision:.1%} R {recall:.1%} F1 {f1:.1%}"
        )
    if "--no-speed" not in sys.argv:
        rate, words, numbers, refused = speed()
        print(
            f"Speed: {rate:,.0f} words a second on {words:,} words; "
            f"{numbers:,} numbers, {refused:,} rejections"
        )


if __name__ == "__main__":
    main()

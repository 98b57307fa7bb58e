"""Figures against the five labelled articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from figures_gold import GOLD, read_lines, words_of

from transforms.figures import extract
from transforms.figures.model import Figure
from transforms.figures.words import noun_lemma

UNITS = {
    "hour": "h", "year": "a", "month": "mo", "week": "wk", "day": "d",
    "percent": "%", "times": "x",
}  # fmt: skip
"""The gold's words for units, in our codes."""

DETERMINER = re.compile(r"^(?:the|a|an)\s+(?:past\s+)?", re.IGNORECASE)


def score_articles(*, show: bool) -> None:
    """Print how the five labelled articles come out."""
    rows = read_lines(GOLD / "seeds/figures.jsonl")
    traps = read_lines(GOLD / "seeds/traps.jsonl")
    furniture = read_lines(GOLD / "seeds/boilerplate.jsonl")
    folder = GOLD.parent / "articles"
    counts: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        blocks = [
            (row["start"], row["end"], "promo")
            for row in furniture
            if row["doc"] == path.name
        ]
        figures = extract(text, datetime(2025, 11, 19, tzinfo=UTC), blocks=blocks)
        gold = [row for row in rows if row["doc"] == path.name]
        used: set[int] = set()
        for row in gold:
            found = best_match(row, figures)
            if found is not None:
                used.add(id(found))
            wanted = row["tier"] in {1, 2} and not row["in_boilerplate"]
            if row["in_boilerplate"] and found is not None:
                counts["leaks"] += not found.in_boilerplate
            if not wanted:
                continue
            checks = check(row, found)
            for name, right in checks.items():
                if right is None:
                    continue
                totals[name] += 1
                counts[name] += right
                if row["core"]:
                    totals["core " + name] += 1
                    counts["core " + name] += right
            if show and not all(right in {True, None} for right in checks.values()):
                wrong = [k for k, v in checks.items() if v is False]
                print(f"  {row['id']} {row['text']!r} wrong: {wrong}")
                if found:
                    print(
                        f"     got {found.surface!r} {found.kind} {found.value_low} "
                        f"{found.value_best} {found.value_high} {found.unit} | "
                        f"{found.concept} | {found.concept_head} | "
                        f"{found.speaker_canonical} | {found.reference_text} | "
                        f"{found.modality}"
                    )
                    print(
                        f"    gold {row['concept']} | {row['concept_head']} | "
                        f"{row['speaker_canonical']} | {row['reference_time']} | "
                        f"{row['modality']}"
                    )
        for figure in figures:
            for trap in traps:
                if trap["doc"] == path.name and (
                    figure.number_start < trap["end"]
                    and trap["start"] < figure.number_end
                    and not (figure.start < trap["start"] and trap["text"] == "about")
                ):
                    counts["traps"] += 1
                    print("  TRAP", figure.surface)
            if id(figure) not in used and not figure.in_boilerplate:
                counts["extra"] += 1
                if show:
                    print(f"  extra {path.name[:3]} {figure.surface!r} {figure.kind}")
    print("five articles:")
    for name in totals:
        if not name.startswith("core "):
            core = f"{counts['core ' + name]}/{totals['core ' + name]}"
            print(f"  {name:12} {counts[name]:3}/{totals[name]:3}   core {core}")
    for name in ("traps", "leaks", "extra"):
        print(f"  {name:12} {counts[name]:3}")


def best_match(row: dict, figures: Iterable[Figure]) -> Figure | None:
    """The figure whose number overlaps the labelled one most."""
    best, size = None, 0
    for figure in figures:
        overlap = min(figure.number_end, row["num_end"]) - max(
            figure.number_start, row["num_start"]
        )
        if overlap > size:
            best, size = figure, overlap
    return best


def check(row: dict, found: Figure | None) -> dict[str, bool | None]:
    """What is right of a labelled figure; None where the gold says nothing."""
    if found is None:
        return {"found": False, "span": False, "value": False, "unit": False,
                "bounds": False} | ({"noun": False} if row["concept_head"] else {}) | (
                    {"speaker": False} if row["speaker_canonical"] else {})  # fmt: skip
    text = DETERMINER.sub("", row["text"])
    offset = len(row["text"]) - len(text)
    spans = {(row["start"] + shift, row["end"]) for shift in (0, offset)}
    head = row["concept_head"]
    best = found.value_best
    value = best == row["value_best"] if row["value_best"] is not None else best is None
    loose = row["approximator"] in {"approximately", "roughly every", "tens of"}
    bounds = loose or (
        (found.value_low, found.value_high) == (row["value_low"], row["value_high"])
    )
    speaker = row["speaker_canonical"]
    said = set(words_of(found.speaker_canonical or "") + words_of(found.speaker or ""))
    return {
        "found": True,
        "span": (found.start, found.end) in spans,
        "strict span": (found.start, found.end) == (row["start"], row["end"]),
        "value": value,
        "unit": found.unit == UNITS.get(row["unit"], row["unit"]),
        "bounds": bounds,
        "noun": None
        if head is None
        else noun_lemma(head.split()[-1].lower())
        == (found.concept_head or "").split(" ")[-1].lower(),
        "speaker": None if speaker is None else bool(said & set(words_of(speaker))),
        "time": None
        if row["reference_time"] is None
        else row["reference_time"].lower() == (found.reference_text or "").lower(),
        "modality": row["modality"] == found.modality,
        "change": row["change_direction"] == found.change_direction,
    }

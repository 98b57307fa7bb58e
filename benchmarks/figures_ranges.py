"""Figures against labelled numbers and ranges."""

from __future__ import annotations

from collections import Counter

from figures_gold import GOLD, close, read_lines, same_value

from transforms.figures import extract
from transforms.figures.model import Figure


def score_ranges(*, show: bool) -> None:
    """Print the recall of labelled numbers and intervals, exact span and value."""
    rows = read_lines(GOLD / "ranges/recognizers_english.jsonl")
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows:
        figures = extract(row["text"])
        group = row["id"].split(":")[0]
        for wanted in row["gold"]:
            is_range = wanted["interval"] is not None
            name = f"{group} {'interval' if is_range else 'value'}"
            total[name] += 1
            hit = any(matches_range(wanted, figure) for figure in figures)
            right[name] += hit
            if show and not hit:
                got = [
                    (f.surface, f.value_low, f.value_best, f.value_high)
                    for f in figures
                ]
                print(f"  {row['id']} {row['text']!r} {wanted} got {got}")
    print("ranges and numbers (Recognizers-Text specifications):")
    for name in sorted(total):
        share = right[name] / total[name]
        print(f"  {name:24} {right[name]:4}/{total[name]:4} {share:.3f}")
    # An ordinal is no reported figure here: it is kept as a rejection, by its span.
    names = [name for name in total if not name.startswith("ordinal")]
    hits, wanted = sum(right[n] for n in names), sum(total[n] for n in names)
    print(f"  {'all but ordinals':24} {hits:4}/{wanted:4} {hits / max(wanted, 1):.3f}")


def matches_range(wanted: dict, figure: Figure) -> bool:
    """Whether a figure overlaps a labelled number and has its value."""
    if figure.end <= wanted["start"] or wanted["end"] <= figure.start:
        return False
    if wanted["interval"] is None:
        return wanted["value"] is not None and same_value(str(wanted["value"]), figure)
    interval = wanted["interval"]
    ends = interval if isinstance(interval, list) else list(interval.values())
    numbers = [e if isinstance(e, int | float) else None for e in ends[:2]]
    low, high = numbers
    return (low is None or close(low, figure.value_low)) and (
        high is None or close(high, figure.value_high)
    )

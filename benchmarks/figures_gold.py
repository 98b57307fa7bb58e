"""Figures against labelled texts: articles, news sentences, ranges.

Labelled data belong to others and are not part of this repository: PRESSTALLY_GOLD
names their folder (default: shared/gold beside the repository).
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from transforms.figures import extract
from transforms.figures.model import Figure
from transforms.figures.words import listed, noun_lemma

ROOT = Path(__file__).resolve().parents[1]
GOLD = Path(os.environ.get("PRESSTALLY_GOLD", ROOT.parent / "shared" / "gold"))

UNITS = {
    "hour": "h", "year": "a", "month": "mo", "week": "wk", "day": "d",
    "percent": "%", "times": "x",
}  # fmt: skip
"""The gold's words for units, in our codes."""

DETERMINER = re.compile(r"^(?:the|a|an)\s+(?:past\s+)?", re.IGNORECASE)


def read_lines(path: Path) -> list[dict]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


# The five articles.


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


def words_of(text: str) -> list[str]:
    """The words that say something, in lower case."""
    return [
        word for word in re.findall(r"[a-z0-9$€£%]+", text.lower()) if word not in STOP
    ]


STOP = frozenset(listed("the a an of in for to and s his her its their on at with by"))


# NewsQuant.


def score_newsquant(*, show: bool, half: str = "all") -> None:
    """Print precision, recall and F1 on value, + unit, + change and concept.

    Greedy one-to-one on the value. A concept is right when it shares a word with
    the labelled one, or when neither side has one.
    """
    rows = read_lines(GOLD / "newsquant/even.jsonl")
    if half == "tuned":
        rows = rows[::2]
    elif half == "every second":
        rows = rows[1::2]
    right: Counter[str] = Counter()
    n_gold = n_found = 0
    outcomes: list[tuple[float, bool]] = []
    for row in rows:
        figures = extract(row["text"])
        n_gold += len(row["quantities"])
        n_found += len(figures)
        left = list(figures)
        missed = []
        for wanted in row["quantities"]:
            options = [f for f in left if same_value(wanted["value"], f)]
            if not options:
                missed.append(wanted)
                continue
            best = max(
                options,
                key=lambda f: (same_unit(wanted, f), same_change(wanted, f)),
            )
            left.remove(best)
            right["value"] += 1
            unit, change = same_unit(wanted, best), same_change(wanted, best)
            concept = same_concept(wanted, best)
            outcomes.append((best.confidence, unit))
            right["+unit"] += unit
            right["+change"] += change
            right["concept"] += concept
            if show and not (unit and change and concept):
                wrong = [
                    n
                    for n, ok in (
                        ("unit", unit),
                        ("change", change),
                        ("concept", concept),
                    )
                    if not ok
                ]
                print(
                    f"  {row['id']} {wrong} gold {wanted['value']} {wanted['change']} "
                    f"{wanted['unit']!r} {wanted['referred_concepts']!r} | got "
                    f"{best.surface!r} {best.unit} {best.bound_rule} "
                    f"{best.change_direction} c={best.concept!r} s={best.subject!r}"
                )
        outcomes.extend((figure.confidence, False) for figure in left)
        if show and (missed or left):
            print(f"  {row['id']} {row['text']}")
            for wanted in missed:
                print(f"     missed {wanted['value']} {wanted['unit']!r}")
            for figure in left:
                print(
                    f"     extra  {figure.surface!r} {figure.value_low} "
                    f"{figure.value_best} {figure.value_high} {figure.kind} "
                    f"c={figure.confidence}"
                )
    print(f"NewsQuant ({half}): {len(rows)} sentences, {n_gold} gold, {n_found} found")
    for name in ("value", "+unit", "+change", "concept"):
        precision = right[name] / max(n_found, 1)
        recall = right[name] / max(n_gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"  {name:8} P {precision:.3f}  R {recall:.3f}  F1 {100 * f1:.1f}")
    if half == "all":
        print_reliability(outcomes)


def print_reliability(outcomes: list[tuple[float, bool]]) -> None:
    """Print how often figures of each confidence have the right value and unit."""
    print("reliability on NewsQuant (value and unit right):")
    for low, high in ((0, 0.5), (0.5, 0.8), (0.8, 0.9), (0.9, 1.01)):
        found = [right for confidence, right in outcomes if low <= confidence < high]
        if found:
            share = sum(found) / len(found)
            print(f"  {low:.1f} to {min(high, 1):.1f}: {len(found):4} {share:.3f}")


def same_value(gold: str, figure: Figure) -> bool:
    """Whether a labelled value or range is the figure's."""
    parts = re.fullmatch(r"(-?[\d.]+)\s*-\s*(-?[\d.]+)", gold)
    if parts:
        low, high = float(parts[1]), float(parts[2])
        if figure.value_best is None and figure.value_low and figure.value_high:
            # "dozens": the labels and our table differ in where they begin and end.
            return low <= figure.value_low and figure.value_high <= high
        return (
            close(low, figure.value_low)
            and (close(high, figure.value_high) or close(high - 1, figure.value_high))
        ) or close(low, figure.value_best)
    try:
        value = float(gold)
    except ValueError:
        return False
    return any(
        close(value, other) or close(value, None if other is None else other * factor)
        for other in (figure.value_best, figure.value_low, figure.value_high)
        if other is not None
        for factor in (1, 100)
        # "19 cents" is 19 in the labels and 0.19 dollars here, and "60 basis points"
        # are 60 there and 0.6 percentage points here.
        if factor == 1 or figure.unit_system in {"iso4217", "percentage_point"}
    )


def close(one: float, other: float | None) -> bool:
    """Whether two values are the same up to rounding."""
    return other is not None and abs(one - other) <= 1e-6 * max(1.0, abs(one))


UNIT_WORDS = {
    "dollar": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD"),
    "cent": ("USD", "CAD", "AUD", "EUR"),
    "pound": ("GBP", "[lb_av]", "lb"),
    "pence": ("GBP",), "penny": ("GBP",),
    "euro": ("EUR",), "yen": ("JPY",), "yuan": ("CNY",), "rupee": ("INR",),
    "basis point": ("pp",), "point": ("pp",),
    "percentage": ("%", "pp"), "percent": ("%",),
    "year": ("a",), "month": ("mo",), "week": ("wk",), "day": ("d",), "hour": ("h",),
    "minute": ("min",), "second": ("s",), "mile": ("[mi_i]",), "yard": ("[yd_i]",),
    "foot": ("[ft_i]",), "inch": ("[in_i]",), "metre": ("m",), "meter": ("m",),
    "kilometre": ("km",), "kilometer": ("km",), "kilogram": ("kg",),
    "mile per hour": ("[mi_i]/h",), "kilometre per hour": ("km/h",),
    "decade": ("a",), "century": ("a",), "acre": ("[acr_us]", "[acr_br]"),
    "tonne": ("t",), "ton": ("t", "[ton_us]", "[ston_av]"),
    "degree": ("deg", "Cel", "[degF]"), "bitcoin": ("XBT", "BTC"),
}  # fmt: skip


def same_unit(wanted: dict, figure: Figure) -> bool:
    """Whether the labelled unit, or noun in its place, is the figure's."""
    gold = wanted["normalized_unit"].lower()
    if figure.unit is not None:
        parts = gold.split(" per ")
        codes = UNIT_WORDS.get(gold) or UNIT_WORDS.get(parts[0]) or ()
        if figure.unit in codes or figure.unit.split("/")[0] in codes:
            return True
        for name, options in UNIT_WORDS.items():
            if figure.unit in options and name in gold.split():
                return True
        if wanted["unit"].lower() in figure.surface.lower():
            return True
        shown = set(words_of(figure.surface)) | {figure.unit.lower()}
        return bool(shown & set(words_of(wanted["unit"])))
    if gold in {"-", ""}:
        # No noun follows the number; what it measures is no unit.
        return len(words_of(figure.surface[figure.number_end - figure.start :])) == 0
    mine = {noun_lemma(word) for word in words_of(figure.concept or "")}
    mine |= {noun_lemma(word) for word in words_of(figure.surface)}
    theirs = {noun_lemma(word) for word in words_of(gold)} | {
        noun_lemma(word) for word in words_of(wanted["unit"])
    }
    return bool(mine & theirs)


def same_change(wanted: dict, figure: Figure) -> bool:
    """Whether the sign of the change, or the bound, is the labelled one."""
    mine = {"="}
    rule = figure.bound_rule
    low, best, high = figure.value_low, figure.value_best, figure.value_high
    if figure.change_direction:
        mine = {figure.change_direction}
    elif low is not None and high is None:
        mine = {">"}
    elif high is not None and low is None:
        mine = {"<"}
    elif rule == "nearly":
        mine = {"<", "~"}
    elif rule != "exact" or (low, high) != (best, best):
        mine = {"~", "="} if best is None else {"~"}
    if figure.change_direction and rule not in {"exact", ""}:
        mine |= {"~"} if low is not None and high is not None else {">", "<"}
    return wanted["change"] in mine


def same_concept(wanted: dict, figure: Figure) -> bool:
    """Whether subject or counted noun share a word with the labelled concept."""
    gold = set(words_of(wanted["referred_concepts"]))
    text = f"{figure.subject or ''} {figure.concept or ''}"
    if not gold:
        return True
    return bool(gold & set(words_of(text)))


# Ranges and bounds.


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

"""Figures against the labelled news sentences of NewsQuant."""

from __future__ import annotations

from collections import Counter

from figures_gold import GOLD, read_lines, same_unit, same_value, words_of

from transforms.figures import extract
from transforms.figures.model import Figure


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

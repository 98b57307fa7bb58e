"""Why each figure of a text is what it is, and why other numbers are none."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime

from rich.console import Group
from rich.table import Table
from rich.text import Text

from transforms.figures.extract import (
    Draft,
    finish,
    label_furniture,
    parse_draft,
    prepare,
)
from transforms.figures.grammar import Reading
from transforms.figures.model import Figure, Rejection
from transforms.figures.parse import DEFAULT_MODEL
from transforms.figures.speech import read_speech

MARK = "bold black on yellow"
FURNITURE_MARK = "black on grey70"
REJECTED_MARK = "dim strike"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A text with its figures, the rules that gave them, and rejected numbers."""

    text: str
    figures: tuple[Figure, ...]
    readings: tuple[Reading, ...]
    """What the sentence said of each figure, in the same order."""
    rejections: tuple[Rejection, ...]


def explain(
    text: str, published: datetime | None = None, *, model: str = DEFAULT_MODEL
) -> Explanation:
    """The figures of a text with the rules that gave them.

    Args:
        text: The text.
        published: When it was published, to resolve times.
        model: Installed spaCy pipeline with a tagger and a parser.

    Raises:
        OSError: spaCy finds no such model.
    """
    draft: Draft = prepare(text, "text")
    pairs = finish(
        draft,
        parse_draft(draft, model=model, cache=None),
        read_speech(text, list(draft.sentences)),
        published=published,
        blocks=label_furniture(text),
    )
    return Explanation(
        text=text,
        figures=tuple(figure for figure, _ in pairs),
        readings=tuple(reading for _, reading in pairs),
        rejections=tuple(sorted(draft.rejections, key=lambda r: (r.start, r.end))),
    )


def facts(figure: Figure, reading: Reading) -> list[tuple[str, str]]:
    """What is known of a figure and the rule behind each part, for people."""
    number = reading.number
    value = show(figure.value_best)
    bounds = f"{show(figure.value_low)} to {show(figure.value_high)}"
    rows = [
        ("value", f"{value} {figure.unit or ''}".strip() + f"  (rule {number.rule})"),
        ("bounds", f"{bounds}  (rule {figure.bound_rule})"),
        ("kind", figure.kind + (" up" if figure.change_direction == "up" else "")
         + (" down" if figure.change_direction == "down" else "")
         + (" additive" if figure.additive else "")),
    ]  # fmt: skip
    if reading.concept is not None:
        rule = reading.concept.rule
        rows.append(
            ("noun", f"{figure.concept} [{figure.concept_head}]  (rule {rule})")
        )
    if figure.subject:
        rows.append(("subject", figure.subject))
    if figure.speaker:
        cue = f", cue “{figure.attribution_cue}”" if figure.attribution_cue else ""
        rows.append(
            (
                "speaker",
                f"{figure.speaker_canonical}  (rule {figure.speaker_rule}{cue})",
            )
        )
    if figure.reference_text:
        when = ""
        if figure.reference_start and figure.reference_end:
            ends = (figure.reference_start, figure.reference_end)
            when = ": " + " to ".join(f"{end:%Y-%m-%d}" for end in ends)
        rule = reading.time.kind if reading.time else ""
        rows.append(("time", f"{figure.reference_text}{when}  (rule {rule})"))
    if figure.modality != "reported":
        rows.append(("modality", figure.modality))
    if figure.in_boilerplate:
        rows.append(("furniture", figure.block_role))
    rows.append(("confidence", f"{figure.confidence:.2f}"))
    return rows


CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""All control characters but tab and newline."""


def show(value: float | None) -> str:
    """A value as people write it."""
    return "open" if value is None else f"{value:,.10g}"


def to_terminal(explanation: Explanation) -> Group:
    """The text with its figures marked, and a table of what is known of each."""
    text = Text(without_controls(explanation.text))
    for rejection in explanation.rejections:
        text.stylize(REJECTED_MARK, rejection.start, rejection.end)
    for figure in explanation.figures:
        style = FURNITURE_MARK if figure.in_boilerplate else MARK
        text.stylize(style, figure.start, figure.end)
    table = Table(show_header=False, show_lines=True, expand=True)
    table.add_column(style="bold", ratio=1)
    table.add_column(ratio=3)
    for figure, reading in zip(explanation.figures, explanation.readings, strict=True):
        rows = facts(figure, reading)
        body = Text("\n").join(
            Text.assemble((f"{name:11}", "cyan"), without_controls(value))
            for name, value in rows
        )
        table.add_row(Text(without_controls(figure.surface)), body)
    refused = Table(title="numbers that are no figures", title_justify="left")
    for column in ("at", "number", "reason", "rule"):
        refused.add_column(column)
    for rejection in explanation.rejections:
        refused.add_row(
            str(rejection.start),
            Text(without_controls(rejection.surface)),
            rejection.reason,
            rejection.rule,
        )
    return Group(text, table, refused)


def without_controls(text: str) -> str:
    """The text with a sign in place of each character that could steer a terminal."""
    return CONTROLS.sub("\ufffd", text)


STYLE = """body{font:16px/1.6 Georgia,serif;max-width:46rem;margin:2rem auto;
padding:0 1rem;color:#222;background:#fff}
mark{background:#ffe27a;border-radius:3px;padding:0 2px}
mark.furniture{background:#ddd}del{color:#888}pre{white-space:pre-wrap;font:inherit}
table{border-collapse:collapse;width:100%;font-size:14px;margin:1.5rem 0}
td,th{border-top:1px solid #ddd;padding:.4rem .6rem;vertical-align:top;text-align:left}
dl{margin:0;display:grid;grid-template-columns:6rem 1fr}dt{color:#666}dd{margin:0}"""


def to_html(explanation: Explanation) -> str:
    """A page that stands alone: the text with its figures marked, then the tables."""
    spans: list[tuple[int, int, str, str]] = [
        (f.start, f.end, "mark", ' class="furniture"' if f.in_boilerplate else "")
        for f in explanation.figures
    ]
    taken = [(start, end) for start, end, *_ in spans]
    spans += [
        (r.start, r.end, "del", f' title="{html.escape(r.reason)}"')
        for r in explanation.rejections
        if not any(r.start < end and start < r.end for start, end in taken)
    ]
    parts: list[str] = []
    at = 0
    for start, end, tag, attributes in sorted(spans):
        if start < at:
            continue
        parts.append(html.escape(explanation.text[at:start]))
        inner = html.escape(explanation.text[start:end])
        parts.append(f"<{tag}{attributes}>{inner}</{tag}>")
        at = end
    parts.append(html.escape(explanation.text[at:]))
    rows = "".join(
        f"<tr><td>{html.escape(figure.surface)}</td><td><dl>"
        + "".join(
            f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>"
            for name, value in facts(figure, reading)
        )
        + "</dl></td></tr>"
        for figure, reading in zip(
            explanation.figures, explanation.readings, strict=True
        )
    )
    refused = "".join(
        f"<tr><td>{r.start}</td><td>{html.escape(r.surface)}</td>"
        f"<td>{r.reason}</td><td>{html.escape(r.rule)}</td></tr>"
        for r in explanation.rejections
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Figures explained</title><style>{STYLE}</style></head><body>"
        f"<pre>{''.join(parts)}</pre><h2>Figures</h2><table>{rows}</table>"
        "<h2>Numbers that are no figures</h2><table><tr><th>at</th><th>number</th>"
        f"<th>reason</th><th>rule</th></tr>{refused}</table></body></html>\n"
    )

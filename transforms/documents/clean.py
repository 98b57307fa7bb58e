"""Block roles: what of a text is the article and what is page furniture.

The text stays untouched. Every character that is no white space lies in exactly one
block; neighbouring lines with the same role and rule share one.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from transforms.documents.furniture import find_furniture
from transforms.documents.glued import (
    LONGEST_PARAGRAPH,
    Cut,
    find_glued,
    hold_triggers,
)
from transforms.documents.known_furniture import KnownFurniture, OutletFurniture
from transforms.documents.lines import Line, split_lines
from transforms.documents.own_text import OWN_ROLES
from transforms.documents.page import BODY, Label, label_lines
from transforms.documents.page_rules import hold_words
from warehouse.schema.documents import BLOCKS
from warehouse.schema.terms import BlockRole

Part = tuple[int, int, BlockRole, str]
"""Half-open stretch of a text with its role and the rule that gave it."""

NOTHING = KnownFurniture.read(pa.table({"outlet": [], "line": []}))
BATCH = 10_000
"""Texts that are held as strings at one time."""


def recurring_lines(documents: pa.Table) -> pa.Table:
    """What is furniture where it recurs: ``outlet``, ``line``, ``kind``, ``role``.

    Lines and sentences, ordered, found in the current versions of all documents, to be
    frozen until the next rebase. The outlet ``*`` stands for all outlets.
    """
    current = documents.filter(documents["is_current"].cast(pa.bool_()))
    days: list[int | None] = [None] * current.num_rows
    if "published_at" in current.column_names:
        times = current["published_at"].to_pylist()
        days = [time.toordinal() if time else None for time in times]
    # Only the numbers are sorted: texts in order would make one array of 2 GB at most.
    order = pc.sort_indices(current["article_id"].cast(pa.string())).to_pylist()
    found = find_furniture(current["text"], _groups(current), days, order=order)
    return pa.table(
        {
            "outlet": pa.array([one.outlet for one in found], pa.string()),
            "line": pa.array([one.key for one in found], pa.string()),
            "kind": pa.array([one.kind for one in found], pa.string()),
            "role": pa.array([one.role for one in found], pa.string()),
        }
    )


def label_blocks(documents: pa.Table, *, furniture: pa.Table | None = None) -> pa.Table:
    """Table `blocks` for every version of every article.

    Args:
        documents: Working table `documents`.
        furniture: What recurs, as `recurring_lines` gave it; None to find it in these
            documents.
    """
    if furniture is None:
        furniture = recurring_lines(documents)
    known = KnownFurniture.read(furniture)
    batches = documents.to_batches(max_chunksize=BATCH)
    return BLOCKS.conform(
        pa.concat_tables(
            [
                _block_table([]),
                *(
                    _block_table(_blocks(pa.Table.from_batches([batch]), known))
                    for batch in batches
                ),
            ]
        )
    )


Block = tuple[str, int, str, int, int, str, str]


def _blocks(documents: pa.Table, known: KnownFurniture) -> list[Block]:
    names = ("article_id", "version", "title", "text")
    columns = [documents[name].to_pylist() for name in names]
    groups = _groups(documents)
    pages = [split_lines(text) for text in columns[3]]
    hints = _hints(pages, groups, known)
    blocks: list[Block] = []
    for article_id, version, title, lines, group, hint in zip(
        *columns[:3], pages, groups, hints, strict=True
    ):
        if title and title.strip():
            start = len(title) - len(title.lstrip())
            end = len(title.rstrip())
            blocks.append(
                (article_id, version, "title", start, end, "title", "title_field")
            )
        blocks += [
            (article_id, version, "text", *part)
            for part in _parts(lines, title, group, known.of(group), hint)
        ]
    return blocks


def _block_table(blocks: list[Block]) -> pa.Table:
    arrays = zip(*blocks, strict=True) if blocks else [()] * len(BLOCKS.fields)
    kinds = [
        pa.string() if pa.types.is_dictionary(field.type) else field.type
        for field in BLOCKS.fields
    ]
    return pa.table(
        [pa.array(values, kind) for values, kind in zip(arrays, kinds, strict=True)],
        names=[field.name for field in BLOCKS.fields],
    )


def _groups(documents: pa.Table) -> list[str]:
    """The outlet or source whose lines recur in each text."""
    outlets, sources = (documents[name].to_pylist() for name in ("outlet_id", "source"))
    return [
        outlet or f"source {source}"
        for outlet, source in zip(outlets, sources, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Hints:
    """What is worth looking for in each line of a page."""

    searched: Sequence[bool]
    """Words of rules that search."""
    glued: Sequence[bool]
    """Words of furniture inside paragraphs."""
    anchored: Sequence[bool]
    """Words of sentences that recur in the outlet."""


def _hints(
    pages: Sequence[Sequence[Line]], groups: Sequence[str], known: KnownFurniture
) -> list[_Hints]:
    """The hints for every page, looked up in the lines of all of them at once."""
    index = [0, *itertools.accumulate(map(len, pages))]
    lines = _as_array([line.text for page in pages for line in page])
    searched, glued = hold_words(lines), hold_triggers(lines)
    anchored = [False] * len(lines)
    numbers: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        if known.of(group).anchors:
            numbers.setdefault(group, []).append(number)
    for group, members in numbers.items():
        rows = [row for i in members for row in range(index[i], index[i + 1])]
        held = known.of(group).hold_anchors(lines.take(pa.array(rows, pa.int64())))
        for row, one in zip(rows, held, strict=True):
            anchored[row] = one
    return [
        _Hints(searched[start:end], glued[start:end], anchored[start:end])
        for start, end in itertools.pairwise(index)
    ]


def _as_array(lines: Sequence[str]) -> pa.Array:
    """The lines for Arrow's engine; half a character stands as a question mark."""
    try:
        return pa.array(lines, pa.large_string())
    except UnicodeEncodeError:
        whole = [line.encode("utf-8", "replace").decode("utf-8") for line in lines]
        return pa.array(whole, pa.large_string())


def label_parts(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    known: KnownFurniture = NOTHING,
) -> list[Part]:
    """The stretches of one text with role and rule, in order; none is white space.

    Args:
        text: The text.
        title: Its headline.
        outlet: Domain or name of who published it.
        known: What recurs in the outlets.
    """
    lines = split_lines(text)
    group = outlet or ""
    (hints,) = _hints([lines], [group], known)
    return _parts(lines, title, outlet, known.of(group), hints)


def _parts(
    lines: Sequence[Line],
    title: str | None,
    outlet: str | None,
    recurring: OutletFurniture,
    hints: _Hints,
) -> list[Part]:
    labels = label_lines(lines, title=title, outlet=outlet, searched=hints.searched)
    parts: list[Part] = []
    for number, (line, label) in enumerate(zip(lines, labels, strict=True)):
        cuts: list[Cut] = []
        if label[0] in OWN_ROLES and label[1] != "repeats_title":
            role = recurring.line(line.text)
            if role is not None:
                label = (role, "recurring_line")  # noqa: PLW2901 - the line's own
            elif label == BODY and len(line.text) <= LONGEST_PARAGRAPH:
                if hints.anchored[number]:
                    cuts = recurring.cuts(line.text)
                if hints.glued[number]:
                    cuts = _added(cuts, find_glued(line.text))
        _add_parts(parts, line, label, cuts)
    return parts


def _added(cuts: list[Cut], others: list[Cut]) -> list[Cut]:
    """The stretches of both, the first where two overlap."""
    free = [
        other
        for other in others
        if not any(cut[0] < other[1] and other[0] < cut[1] for cut in cuts)
    ]
    return sorted([*cuts, *free])


def _add_parts(
    parts: list[Part], line: Line, label: Label, cuts: Sequence[Cut]
) -> None:
    """Append a line, cut where it holds furniture; equal neighbours become one."""
    at = 0
    stretches: list[tuple[int, int, Label]] = []
    for start, end, role, rule in cuts:
        stretches += [(at, start, label), (start, end, (role, rule))]
        at = end
    for start, end, (role, rule) in [*stretches, (at, len(line.text), label)]:
        piece = line.text[start:end]
        bare = piece.strip()
        if not bare:
            continue
        first = line.start + start + len(piece) - len(piece.lstrip())
        last = first + len(bare)
        if parts and parts[-1][2:] == (role, rule):
            parts[-1] = (parts[-1][0], last, role, rule)
        else:
            parts.append((first, last, role, rule))

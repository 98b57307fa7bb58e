"""Block roles: what of a text is the article and what is page furniture.

The text stays untouched. Every line that is more than white space lies in exactly one
block; neighbouring lines with the same role and rule share one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from transforms.documents.furniture import (
    Page,
    Recurring,
    find_furniture,
    line_key,
)
from transforms.documents.lines import (
    Line,
    count_words,
    ends_sentence,
    is_evidence,
    is_headline,
    is_prose,
    split_lines,
)
from transforms.documents.page_rules import PageRule, match_line
from warehouse.schema.documents import BLOCKS
from warehouse.schema.terms import BlockRole

Label = tuple[BlockRole, str]
"""Role of a line and the rule that gave it."""

BODY: Label = ("body", "default_body")
LONGEST_STRETCH = 12
"""Lines between a skip link and its target; further apart they do not belong
together, and the article would go with them."""
LONGEST_SUMMARY_WORDS = 45
"""Words of the sentence or two under a teaser's headline."""
LONGEST_HEADLINE_WORDS = 25
LONGEST_TAG_WORDS = 4
LARGEST_TAIL = 0.35
"""Share of a page that a list of teasers at its end may have; in the longest one seen
it has a quarter."""


def recurring_lines(documents: pa.Table) -> pa.Table:
    """Lines that are furniture where they stand: ``outlet`` and ``line``, ordered.

    Found in the current versions of all documents, to be frozen until the next rebase.
    """
    found = sorted(
        find_furniture(
            Page(group, row[0], lines)
            for row, lines, group in _pages(documents)
            if row[2]
        )
    )
    return pa.table(
        {
            "outlet": pa.array([outlet for outlet, _ in found], pa.string()),
            "line": pa.array([line for _, line in found], pa.string()),
        }
    )


def label_blocks(documents: pa.Table, *, furniture: pa.Table | None = None) -> pa.Table:
    """Table `blocks` for every version of every article.

    Args:
        documents: Working table `documents`.
        furniture: Lines that recur, as `recurring_lines` gave them; None to find them
            in these documents.
    """
    if furniture is None:
        furniture = recurring_lines(documents)
    recurring = frozenset(
        zip(furniture["outlet"].to_pylist(), furniture["line"].to_pylist(), strict=True)
    )
    blocks: list[tuple[str, int, str, int, int, str, str]] = []
    for row, lines, group in _pages(documents):
        article_id, version, _, title = row[:4]
        if title and title.strip():
            start = len(title) - len(title.lstrip())
            end = len(title.rstrip())
            blocks.append(
                (article_id, version, "title", start, end, "title", "title_field")
            )
        labels = label_lines(lines, title=title)
        _add_recurring(labels, lines, group, recurring)
        blocks += [
            (article_id, version, "text", start, end, role, rule)
            for start, end, role, rule in _merged(lines, labels)
        ]
    arrays = zip(*blocks, strict=True) if blocks else [()] * len(BLOCKS.fields)
    kinds = [
        pa.string() if pa.types.is_dictionary(field.type) else field.type
        for field in BLOCKS.fields
    ]
    return BLOCKS.conform(
        pa.table(
            [
                pa.array(values, kind)
                for values, kind in zip(arrays, kinds, strict=True)
            ],
            names=[field.name for field in BLOCKS.fields],
        )
    )


def _pages(
    documents: pa.Table,
) -> Iterator[tuple[tuple[Any, ...], list[Line], str]]:
    """Each text with its lines and the outlet or source whose lines recur in it."""
    names = ("article_id", "version", "is_current", "title", "text", "source")
    columns = [documents[name].to_pylist() for name in (*names, "outlet_id")]
    for row in zip(*columns, strict=True):
        yield row, split_lines(row[4]), row[6] or f"source {row[5]}"


def label_lines(lines: Sequence[Line], *, title: str | None = None) -> list[Label]:
    """A role for each line of one page, by the rules for lone pages."""
    rules = [
        match_line(line.text, from_end=len(lines) - number)
        for number, line in enumerate(lines, start=1)
    ]
    labels: list[Label] = [(rule.role, rule.name) if rule else BODY for rule in rules]
    for number, rule in enumerate(rules):
        if rule is None or labels[number][1] not in (rule.name, BODY[1]):
            continue
        if rule.how == "opens":
            _label_stretch(labels, rules, number, rule)
        elif rule.how == "heading":
            _label_teasers(labels, lines, rules, number, rule)
    _label_after_comments(labels, lines, rules)
    _label_title(labels, lines, title)
    return labels


def _label_stretch(
    labels: list[Label],
    rules: Sequence[PageRule | None],
    start: int,
    rule: PageRule,
) -> None:
    """From a skip link to its target; without one, the furniture right after it."""
    for number in range(start + 1, min(len(labels), start + LONGEST_STRETCH + 1)):
        found = rules[number]
        if found is not None and found.name == rule.until:
            labels[start : number + 1] = [(rule.role, rule.name)] * (number + 1 - start)
            return


def _label_teasers(
    labels: list[Label],
    lines: Sequence[Line],
    rules: Sequence[PageRule | None],
    start: int,
    rule: PageRule,
) -> None:
    """The headlines after a heading, with their summaries, until prose resumes.

    A summary is taken along where the list runs to the end of the page or where an
    earlier headline had one too; else it may be the article going on.
    """
    label: Label = (rule.role, rule.name)
    with_summaries = rule.name == "related_heading"
    if with_summaries and _only_teasers_follow(lines, rules, start):
        for number in range(start + 1, len(lines)):
            if rules[number] is None:
                labels[number] = label
        return
    number, summaries = start + 1, 0
    unsure: int | None = None
    while number < len(lines):
        line = lines[number].text
        if rules[number] is not None:
            number += 1
        elif rule.role == "tags" and count_words(line) > LONGEST_TAG_WORDS:
            break
        elif is_headline(line) and not is_prose(line):
            labels[number] = label
            number += 1
            if not with_summaries or number >= len(lines) or rules[number] is not None:
                continue
            below = lines[number].text
            if _is_summary(below):
                labels[number] = label
                summaries += 1
                unsure = number if summaries == 1 else None
                number += 1
        else:
            break
    else:
        return
    if unsure is not None:
        labels[unsure] = BODY


def _only_teasers_follow(
    lines: Sequence[Line], rules: Sequence[PageRule | None], start: int
) -> bool:
    """Whether all to the end are teasers, and the article lies before them."""
    rest = [
        lines[number].text
        for number in range(start + 1, len(lines))
        if rules[number] is None
    ]
    characters = sum(len(line.text) for line in lines)
    return (
        all(is_headline(line) or _is_summary(line) for line in rest)
        and sum(map(len, rest)) <= LARGEST_TAIL * characters
    )


def _is_summary(line: str) -> bool:
    return (
        ends_sentence(line)
        and count_words(line) <= LONGEST_SUMMARY_WORDS
        and not is_evidence(line)
    )


def _label_after_comments(
    labels: list[Label], lines: Sequence[Line], rules: Sequence[PageRule | None]
) -> None:
    """Readers' comments: what follows a comments heading in the last third."""
    for number, rule in enumerate(rules):
        if (
            rule is not None
            and rule.name == "comments"
            and number * 3 >= len(lines) * 2
            and any(role == "body" for role, _ in labels[:number])
        ):
            for later in range(number + 1, len(lines)):
                if labels[later] == BODY:
                    labels[later] = ("comment", "after_comments")
            return


def _label_title(labels: list[Label], lines: Sequence[Line], title: str | None) -> None:
    """The first line, where it repeats the title or reads as a headline."""
    first = next((n for n, label in enumerate(labels) if label == BODY), None)
    if first is None:
        return
    line = lines[first].text
    if title and line_key(line) == line_key(title):
        labels[first] = ("title", "repeats_title")
        return
    above_is_furniture = first <= 3
    following = next(
        (n for n in range(first + 1, len(labels)) if labels[n] == BODY), None
    )
    if following is None or title or not above_is_furniture:
        return
    words, below = count_words(line), count_words(lines[following].text)
    open_end = not line.endswith((".", ":", ",", ";", "”", '"')) or line.endswith("...")
    # A headline with a full stop is short, and a paragraph follows.
    closed, much_longer = 14, 2
    if words <= LONGEST_HEADLINE_WORDS and (
        open_end or (words <= closed and below >= much_longer * words)
    ):
        labels[first] = ("title", "first_line")


def _add_recurring(
    labels: list[Label], lines: Sequence[Line], group: str, furniture: Recurring
) -> None:
    if not furniture:
        return
    for number, line in enumerate(lines):
        if (
            labels[number][0] in ("body", "title")
            and labels[number][1] != "repeats_title"
            and (group, line_key(line.text)) in furniture
        ):
            labels[number] = ("notice", "recurring_line")


def _merged(
    lines: Sequence[Line], labels: Sequence[Label]
) -> list[tuple[int, int, BlockRole, str]]:
    """Neighbouring lines with one role and rule as one block."""
    blocks: list[tuple[int, int, BlockRole, str]] = []
    for line, (role, rule) in zip(lines, labels, strict=True):
        if blocks and blocks[-1][2:] == (role, rule):
            blocks[-1] = (blocks[-1][0], line.end, role, rule)
        else:
            blocks.append((line.start, line.end, role, rule))
    return blocks

"""Roles of the lines of a lone page, by rules on single lines and their order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.documents.furniture_words import line_key
from transforms.documents.glued import holds_own
from transforms.documents.house import LAST_LINES, is_house_promotion
from transforms.documents.lines import (
    Line,
    count_words,
    ends_sentence,
    is_evidence,
    is_headline,
    is_prose,
    is_testimony,
    split_sentences,
)
from transforms.documents.page_rules import BULLETS, ENDING, PageRule, match_line
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
LARGEST_LIST_OF_SUMMARIES = 3
"""Teasers that may stand without their headlines. What goes on for longer in full
sentences, below a list of two or three links, is the article."""
LARGEST_TAIL = 0.35
"""Share of a page that a list of teasers at its end may have; in the longest one seen
it has a quarter."""
CLOSED = re.compile(r"\b(?:closed|off|disabled|policy|say|write)\b", re.IGNORECASE)
"""Of a comments heading below which there are none."""
LABELLED_DATE = re.compile(
    r"\W*(?:published|posted|updated|last|first|date|created)\b", re.IGNORECASE
)
NAMES = re.compile(
    r"(?:(?:Sen|Rep|Gov|Dr|Prof)\. )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2}"
    r"(?:(?:,| and|, and) (?:(?:Sen|Rep|Gov|Dr|Prof)\. )?"
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2})*$"
)
NAME = re.compile(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,2}")
BY = re.compile(r"^.{0,20}?\bby\b:?", re.IGNORECASE)
BYLINES = ("byline", "byline_with_date", "name_line")
ABOUT = re.compile(
    r"[^.]{5,60}?,? (?:is|was|has (?:been|written|taught|covered)|teaches|writes|"
    r"covers|reports|serves|works|lives)\b"
)
"""What a note says of an author, after the name."""
NAMES_STAND_WITHIN = 3
"""Lines from the top; lower down a name is a heading."""


def label_lines(
    lines: Sequence[Line],
    *,
    title: str | None = None,
    outlet: str | None = None,
    searched: Sequence[bool] | None = None,
) -> list[Label]:
    """A role for each line of one page, by the rules for lone pages.

    Args:
        lines: The lines of the text.
        title: Its headline.
        outlet: Domain or name of who published it.
        searched: What `hold_words` said of each line; None to look.
    """
    rules = [
        match_line(
            line.text,
            from_start=number - 1,
            from_end=len(lines) - number,
            searched=searched[number - 1] if searched else None,
        )
        for number, line in enumerate(lines, start=1)
    ]
    rules = [
        None if rule and _is_paragraph(line.text, rule) else rule
        for rule, line in zip(rules, lines, strict=True)
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
    _label_dates(labels, lines)
    _label_title(labels, lines, title)
    if title:
        _label_names(labels, lines, title)
    _label_authors(labels, lines)
    _label_house(labels, lines, outlet)
    return labels


def _is_paragraph(line: str, rule: PageRule) -> bool:
    """Whether a rule met a paragraph of the article, with furniture glued to it.

    A note that opens as one is one to its end, whatever figures it puts right.
    """
    return (
        rule.glued
        and (rule.how == "contains" or rule.role == "promo")
        and holds_own(line)
    )


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
    number, headlines, summaries = start + 1, 0, 0
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
            headlines += 1
            if not with_summaries or number >= len(lines) or rules[number] is not None:
                continue
            below = lines[number].text
            # Where one headline has a summary, those before it had one too.
            if _is_summary(below) and summaries == headlines - 1:
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
    headlines = [is_headline(line) for line in rest]
    summaries = headlines.count(False)
    return (
        all(
            headline or _is_summary(line)
            for headline, line in zip(headlines, rest, strict=True)
        )
        and summaries <= max(LARGEST_LIST_OF_SUMMARIES, len(rest) - summaries)
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
            and not CLOSED.search(lines[number].text)
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
    single = len(split_sentences(line)) == 1
    if (
        single
        and words <= LONGEST_HEADLINE_WORDS
        and (open_end or (words <= closed and below >= much_longer * words))
    ):
        labels[first] = ("title", "first_line")


def _label_dates(labels: list[Label], lines: Sequence[Line]) -> None:
    """Dates over what happened on them, in chronicles and running reports.

    Between two paragraphs of the article a bare date is its heading; so is one over a
    paragraph where others are.
    """
    bare = [
        number
        for number, (_, rule) in enumerate(labels)
        if rule == "date_line" and not LABELLED_DATE.match(lines[number].text)
    ]

    def is_own(number: int) -> bool:
        return (
            0 <= number < len(lines)
            and labels[number] == BODY
            and (ends_sentence(lines[number].text) or is_prose(lines[number].text))
        )

    over = [number for number in bare if is_own(number + 1)]
    if any(is_own(number - 1) for number in over):
        for number in over:
            labels[number] = BODY


def _label_names(labels: list[Label], lines: Sequence[Line], title: str) -> None:
    """The authors where their names stand alone above the article."""
    for number, line in enumerate(lines[:NAMES_STAND_WITHIN]):
        if labels[number] == BODY and NAMES.match(line.text):
            if line_key(line.text) not in line_key(title):
                labels[number] = ("credit", "name_line")
        elif is_prose(line.text):
            return


def _label_authors(labels: list[Label], lines: Sequence[Line]) -> None:
    """What stands at the end on a person whom the page names as its author."""
    names = {
        name.casefold()
        for line, (_, rule) in zip(lines, labels, strict=True)
        if rule in BYLINES
        for name in NAME.findall(BY.sub("", line.text))
        if rule != "name_line" or not name.isupper()
    }
    for number in range(max(0, len(lines) - ENDING - 1), len(lines)) if names else ():
        bare = lines[number].text.lstrip(BULLETS)
        if (
            labels[number] == BODY
            and any(bare.casefold().startswith(name) for name in names)
            and ABOUT.match(bare)
            and not is_testimony(bare)
        ):
            labels[number] = ("credit", "author_note")


def _label_house(
    labels: list[Label], lines: Sequence[Line], outlet: str | None
) -> None:
    """What the outlet says of itself in the last lines that are the article's."""
    own = [number for number, label in enumerate(labels) if label == BODY]
    # With fewer lines of its own a text may be about just that.
    if len(own) <= LAST_LINES:
        own = own[-1:] if len(own) > 1 else []
    for number in reversed(own[-LAST_LINES:]):
        if not is_house_promotion(lines[number].text, outlet=outlet):
            return
        labels[number] = ("promo", "house_promotion")

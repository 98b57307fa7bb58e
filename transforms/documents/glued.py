"""Page furniture inside a paragraph: sentences that a page glued to the article's own.

What is cut out is a whole sentence that a rule for lone pages names, or a stretch that
a page's scripts leave behind. A sentence inside a quotation never is, nor one that is
evidence.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from transforms.documents.furniture_words import PAGE_WORDS
from transforms.documents.house import REPORTS, WARES
from transforms.documents.lines import (
    NUMBER_WORD,
    count_words,
    is_evidence,
    split_sentences,
)
from transforms.documents.page_rules import any_of, inside_rules, match_line
from warehouse.schema.terms import BlockRole

Cut = tuple[int, int, BlockRole, str]
"""Half-open stretch with its role and the rule that gave it."""

LONGEST_PARAGRAPH = 50_000
"""Characters of a line beyond which it is left whole: no article is one line so long,
and what is must cost nothing."""
TRIGGERS = (
    *("sign up", "sign-up", "subscribe", "newsletter", "inbox", "podcast", "log in"),
    *("follow ", "on twitter", "on facebook", "on instagram", "download the"),
    *("our journalism", "newsroom", "donate", "become a", "help us", "join our"),
    *("join us", "support our", "support us", "free trial", "http", "www.", "click"),
    *("read more", "read:", "more:", "related:", "see also", "watch:", "listen:"),
    *("copyright", "©", "rights reserved", "disclaimer", "affiliate", "cookies"),
    *("privacy", "terms of", "reprint", "first appeared", "originally", "republished"),
    *("published by", "reporting by", "editing by", "contributed", "reached at"),
    *("reported from", "written by", "version of th", "views expressed", "opinions"),
    *("full article", "full story", "email protected", "feed", "discover more"),
    *("explore more", "@", "additional reporting", "with files", "wires"),
    *("go here", "clicking"),
)
"""One must stand in a paragraph for its sentences to be tried, since splitting
every paragraph would double the time of cleaning."""

ADDRESS = re.compile(
    r"\b(?:you|your|our|us|here|click)\b|©|@|https?:|"
    r"^\W*(?:sign|subscribe|get|join|follow|download|support|read|watch|listen|"
    r"register|try|become|copyright|more|help|donate|visit)\b",
    re.IGNORECASE,
)
"""Words with which a page speaks to who reads it. A sentence that counts something and
does not is left to the article."""
NUMBER = re.compile(rf"\d|{NUMBER_WORD.pattern}", re.IGNORECASE)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DATE = re.compile(
    rf"\b{MONTH} \d{{1,2}}\b(?:, \d{{4}})?|\b\d{{1,2}} {MONTH}(?: \d{{4}})?|"
    r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\b\d{1,2}:\d\d\b",
    re.IGNORECASE,
)
"""Dates and times of day, which say when and not how many."""


TELLS = re.compile(rf"{REPORTS.pattern}|\b(?!need)\w{{3,}}ed\b", re.IGNORECASE)
"""Verbs of a report, in the past for the most part; a page speaks of now."""


@lru_cache(maxsize=1)
def _any_trigger() -> str:
    inside = [word for rule in inside_rules() for word in rule.words]
    return any_of([*TRIGGERS, *(word.lower() for word in inside)])


def hold_triggers(lines: pa.Array) -> list[bool]:
    """Of each line, whether a word stands in it that lets its sentences be tried."""
    held: list[bool] = pc.match_substring_regex(
        lines, _any_trigger(), ignore_case=True
    ).to_pylist()
    return held


def find_glued(line: str) -> list[Cut]:
    """The stretches of a paragraph that are furniture, in order."""
    found = _scripted(line)
    sentences = split_sentences(line)
    if len(sentences) == 1 and not found:
        return found
    for start, end in sentences:
        if any(start < stop and begin < end for begin, stop, _, _ in found):
            continue
        sentence = line[start:end]
        rule = match_line(sentence, glued=True)
        if (
            rule is not None
            and (rule.role != "related" or _is_link(line, start, end))
            and (ADDRESS.search(sentence) or not counts_something(sentence))
            and not is_quoted(line, start, end)
        ):
            found.append((start, end, rule.role, rule.name))
    return sorted(found)


def counts_something(sentence: str) -> bool:
    """Whether a number other than a date or a time of day stands in a sentence."""
    return NUMBER.search(DATE.sub(" ", sentence)) is not None


def holds_own(line: str) -> bool:
    """Whether a line holds a sentence that is none of the page's.

    A rule for lines must not take a paragraph for what is glued to it.
    """
    sentences = [line[start:end] for start, end in split_sentences(line)]
    if len(sentences) == 1:
        return False
    shortest = 6
    rules = [match_line(sentence) for sentence in sentences]
    first = next((n for n, rule in enumerate(rules) if rule), len(sentences))
    for number, (sentence, rule) in enumerate(zip(sentences, rules, strict=True)):
        if rule is not None or count_words(sentence) < shortest:
            continue
        speaks = ADDRESS.search(sentence) or PAGE_WORDS.search(sentence)
        if is_evidence(sentence) or (
            # What stands before the furniture needs no number to be the story's.
            ((number < first and TELLS.search(sentence)) or counts_something(sentence))
            and not speaks
            and not (number > first and WARES.search(sentence))
        ):
            return True
    return False


def _is_link(line: str, start: int, end: int) -> bool:
    """Whether a stretch holds one headline and no more: headlines end without a stop.

    So nothing tells where the headline ends and the article goes on, unless brackets
    or the end of the paragraph do.
    """
    return end == len(line) or (line[start] in "([" and line[end - 1] in ")]")


def _scripted(line: str) -> list[Cut]:
    found: list[Cut] = []
    for rule in inside_rules():
        if not any(word in line for word in rule.words):
            continue
        for match in rule.pattern.finditer(line):
            start, end = match.span("cut")
            found.append((start, end, rule.role, rule.name))
    return found


def is_quoted(line: str, start: int, end: int) -> bool:
    """Whether a stretch of a line stands in a quotation, or holds one's edge."""
    opened = line.count("“", 0, start) - line.count("”", 0, start)
    straight = line.count('"', 0, start) % 2
    inside = line[start:end]
    return (
        opened > 0
        or straight == 1
        or inside.count('"') % 2 == 1
        or inside.count("“") != inside.count("”")
        or is_evidence(inside)
    )

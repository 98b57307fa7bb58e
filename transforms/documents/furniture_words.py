"""What the words of a recurring line or sentence say about it."""

from __future__ import annotations

import re

from transforms.documents.lines import ends_sentence
from transforms.documents.page_rules import match_line
from warehouse.schema.terms import BlockRole

SHORT_WORDS = 7
"""In a line so short and without a full stop, digits are counters: ``5 images``."""
WORD = re.compile(r"[^\W\d_]{5,}")
DIGITS = re.compile(r"\d+")

PAGE_WORDS = re.compile(
    r"\b(?:you|your|yours|us|our|ours|click|tap|sign(?:ing)? up|log ?in|subscri\w+|"
    r"newsletters?|inbox|follow|download|apps?|podcasts?|web ?sites?|page|story|"
    r"stories|articles?|columns?|columnists?|posts?|readers?|journalism|newsrooms?|"
    r"reporters?|reporting|editors?|edited|editorial|writers?|authors?|co-?author|"
    r"correspondents?|copyright|reserved|advertis\w+|sponsor\w*|donat\w+|"
    r"members(?:hip)?|photo\w*|image|captions?|video|listen|watch|books?|e-?mails?|"
    r"cookies|privacy|transcripts?|updated?|corrected?|contributed|syndicated|"
    r"distributed|printed|delivered|published|publishes|nonprofit|show|host|free)\b|"
    r"©|@\w|https?:|www\.",
    re.IGNORECASE,
)
"""Words of pages that speak of themselves, of who wrote them or to who reads them."""
COUNTERS = re.compile(
    r"\b(?:images?|pictures?|slides?|galler(?:y|ies)|videos?|comments?|replies|pages?|"
    r"read|all)\b",
    re.IGNORECASE,
)
"""What a page counts of its own: *See all 12 pictures*."""
COUNTS = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|"
    r"hundreds?|thousands?|millions?|billions?|half|third|quarter|per ?cent)\b",
    re.IGNORECASE,
)
ROLE_WORDS: tuple[tuple[BlockRole, str], ...] = (
    ("caption", r"\b(?:photo(?:graph)?s?|image|picture|getty|toggle caption)\b"),
    ("comment", r"\bcomments?\b|\bletters to\b|\bsend (?:a |us )"),
    (
        "credit",
        (
            r"\b(?:is|are|was) (?:a|an|the|also)\b.*\b(?:columnist|author|writer|"
            r"reporter|editor|fellow|host|correspondent|professor|analyst|founder|"
            r"adviser)|\bcontribut\w+\b|\bhis (?:latest|new) book|\bher (?:latest|new) "
            r"book|\bcan be reached\b|\b(?:reporting|editing|written) by\b"
        ),
    ),
    (
        "source_line",
        r"\b(?:first|originally) (?:appeared|published)|^source\b|^via\b|\bfeed\b",
    ),
    (
        "related",
        (
            r"^(?:read|see|more|watch|full coverage|related|go deeper|listen)\b|"
            r"\bclick here\b"
        ),
    ),
    (
        "promo",
        (
            r"\b(?:sign(?:ing)? up|subscri\w+|newsletters?|inbox|follow|download|app|"
            r"podcasts?|donate|support\w*|join|members?(?:hip)?|free|delivered|copies|"
            r"readers|advertis\w+|sponsor\w*|get|want|start your day)\b"
        ),
    ),
)
ROLES = tuple((role, re.compile(words, re.IGNORECASE)) for role, words in ROLE_WORDS)


def line_key(text: str) -> str:
    """A line in the form in which it is recognised again."""
    words = text.casefold().split()
    key = " ".join(words)
    if len(words) <= SHORT_WORDS and not ends_sentence(text):
        key = DIGITS.sub("0", key)
    return key


def long_words(text: str) -> dict[str, int]:
    """How often each long word stands in a text."""
    counts: dict[str, int] = {}
    for word in WORD.findall(text.casefold()):
        counts[word] = counts.get(word, 0) + 1
    return counts


def role_of(text: str) -> BlockRole:
    """The role of furniture that was found by its recurring."""
    rule = match_line(text)
    if rule is not None:
        return rule.role
    for role, words in ROLES:
        if words.search(text):
            return role
    return "notice"

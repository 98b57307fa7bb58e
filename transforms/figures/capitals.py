"""What capitals say of a number: headlines, beginnings of sentences, names."""

from __future__ import annotations

import re
from typing import Final

from transforms.figures.bounds import words_before
from transforms.figures.rejections import Refusal, name_pattern

FUNCTION_WORDS: Final = frozenset(
    "the a an in on at of to by for from with and or but as is was were are be been it "
    "its he she they we i you this that these those there then than when while where "
    "who which what how if so not no nor yet also about around over under up down out "
    "off into onto since until after before during between among within "
    "without per via "
    "more most some any all both each every other another such only just at least "
    "has have had will would could".split()
)


def line_of(original: str, start: int) -> str:
    """The line round this character, 150 characters to each side at most."""
    begin = original.rfind("\n", max(0, start - 150), start) + 1
    begin = max(begin, start - 150, 0)
    end = original.find("\n", start, start + 150)
    return original[begin : end if end >= 0 else start + 150]


def headline_case(original: str, start: int) -> bool:
    """Whether the line writes nearly all its words with capitals, as headlines do."""
    words = [
        w for w in line_of(original, start).split() if len(w) > 3 and w[0].isalpha()
    ]
    upper = sum(word[0].isupper() for word in words)
    return len(words) >= 3 and upper >= 0.7 * len(words)


def opens_sentence(text: str, original: str, start: int) -> bool:
    """Whether a sentence may begin here, so that a capital means nothing."""
    at = start - 1
    floor = max(0, start - 20)
    while at >= floor and text[at] in " \xa0'\"([*•-–—":
        at -= 1
    return at < 0 or text[at] in ".!?:;\n" or original[at] in "”…"


def capitalised_name(text: str, original: str, start: int) -> Refusal | None:
    """The name that this capitalised number word belongs to, or None."""
    for known in name_pattern().finditer(original, max(0, start - 30), start + 40):
        if known.start() <= start < known.end():
            return Refusal(known.start(), known.end(), "name", "known_name")
    word = re.compile(r"[^\W\d_]+").match(original, start)
    if word is None or (word.group().isupper() and len(word.group()) > 1):
        return None
    if opens_sentence(text, original, start) or headline_case(original, start):
        return None
    found = words_before(text, start, width=24)
    begin, end = start, word.end()
    following = re.compile(r"[ -]([A-Z][\w'’]*)").match(original, end)
    if found:
        last = found[-1]
        of = (
            last.text == "of" and len(found) > 1 and original[found[-2].start].isupper()
        )
        if of:
            begin = found[-2].start
        elif (
            original[last.start].isupper()
            and last.text.isalpha()
            and text[start - 1] == " "
            and last.text not in FUNCTION_WORDS
            and not opens_sentence(text, original, last.start)
        ):
            begin = last.start
    if following is not None:
        end = following.end()
    elif begin == start:
        return None
    return Refusal(begin, end, "name", "capitalised")

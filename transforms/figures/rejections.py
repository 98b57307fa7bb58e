"""Numbers that are no quantities: dates, names, labels, scores and the like."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from transforms.figures.measures import data_table
from transforms.figures.numerals import alternation

if TYPE_CHECKING:
    from warehouse.schema.terms import RejectionReason


class Refusal(NamedTuple):
    """A stretch of text that is no quantity."""

    start: int
    end: int
    reason: RejectionReason
    rule: str


_PHONE = re.compile(r"\d(?:\d|[ ]?[-.()/][ ]?(?=\d)|[ ](?=\d{3})){8,30}\d(?!\w)")
_PHONE_ABROAD = re.compile(
    r"\d{1,3}(?:[ ().-]{1,2}\d{1,5}){2,6}(?![\w%])|\d{9,14}(?!\w)"
)
_HYPHENED = re.compile(r"\d{1,7}(?:-\d{1,7}){3,8}(?:-[\dx])?(?![\w-])")
_PHONE_SHAPE = re.compile(
    r"\d{3}[-.]\d{3}[-.]\d{4}\Z|1?-?8\d\d-|0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}\Z"
    r"|0\d{3,5} \d{5,6}\Z|\d{1,3}-\d{2,4}-\d{3,4}-\d{3,4}"
    r"|\d{3}[)] ?\d{3}-\d{4}\Z"
)
_SHORT_PHONE = re.compile(r"[1-9]\d{2}-\d{4}(?![\w-])")
_SCORE = re.compile(
    r"(\d{1,3})[ ]?[-–][ ]?(\d{1,3})((?:[ ]?[-–][ ]?\d{1,3})*)"
    r"(?:[ ]?\(\d{1,2}\))?(?![\w%]"
    r"|\.\d|,\d{3}|[-–]\w)"
)
_ODDS = re.compile(
    r"\d{1,4}-to-\d{1,2}(?=[ ](?:odds|on|against|shot|favou?rite|underdog)"
    r"(?!\w))|\d{1,4}-to-1(?![\w-]|[.,]\d)"
)
_LONG_LIST = re.compile(
    r"\d{1,9}(?:[.,;:/|]{1,2}\d{1,9}){8,}[\d.,;:/|]*+"
    r"|\d{1,9}(?:[.,;:/|]{0,2}[ \n]{1,2}\d{1,9}){11,}+(?:[.,;:/|\d \n]*\d)?+"
    r"|\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"
)
"""Rows of a table, and addresses of machines; no sentence lists a dozen numbers."""
CODE_CHARS = re.compile(r"[\w](?:[\w]|[-/._+:](?=\w))*+")
LABEL_TAIL = re.compile(
    r"(?:\(\w{1,4}\))+|[a-z](?![\w])|(?:[.:/]\d{1,4})+(?:\(\w{1,4}\))*"
)
LABEL_MORE = re.compile(
    r"(?:,[ ]?|[ ]of[ ]|[ ](?:and|to|or|&)[ ]|[-–]"
    r"|, and )\d{1,4}[a-z]?(?:\(\w{1,4}\))*(?![\w,.]\d|[\w%])"
)
SECTION = re.compile(r"\d{1,4}\([a-z]\)(?:\(?\w{1,4}\)?)*(?![\w])")
"""`501(c)3`, `12(a)(i)`."""
_IDIOM_DIGITS = re.compile(
    r"24/7(?:/365)?(?!\w)|(?:911|999|112)(?=[ ](?:calls?|callers?|dispatch\w*"
    r"|operators?|tapes?|emergency|recordings?|audio|cent(?:er|re)s?)(?!\w))|9/11(?!\w)|7/7(?!\w)|50[-/]50(?!\w)"
    r"|360-degree|20/20(?!\w)|7[0-8]7(?:-\d{1,3}\w*)?(?=[ ](?:max|dreamliner"
    r"|jets?|aircraft|planes?|airliners?|fleet|ng|freighters?|crash)\b)"
    r"|4x4(?!\w)|9-to-5(?!\w)"
)
_CHUNK_URL = re.compile(
    r"@\w|://|\bwww\.|\.(?:com|org|net|co|gov|edu|io|uk|html?|pdf|jpe?g|png|php"
    r"|aspx?)\b[/?]?|#\w|[?&]\w+="
)
_RIGHT_CHUNK = re.compile(r"[^\s<>\"|]{0,400}")
_POSTCODE = re.compile(r"\d[a-z]{2}(?!\w)")
_STATE_ZIP = re.compile(
    r"\b(?:al|ak|az|ar|ca|co|ct|de|dc|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi"
    r"|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va"
    r"|wa|wv|wi|wy)\.? \Z"
)
_STREET = re.compile(
    r"\d{1,5}[a-z]?(?:[-–]\d{1,5})? (?:(?:[a-z][\w'.]*|\d{1,3}(?:st|nd|rd"
    r"|th)) ){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|way|boulevard|blvd"
    r"|terrace|crescent|row|quay|close|mews|wharf|parade|square|hill)(?![\w])"
)


@cache
def names_table() -> dict[str, frozenset[str]]:
    """Names, labels, idioms and pronoun contexts of the data file."""
    return {key: frozenset(values) for key, values in data_table("names.toml").items()}


@cache
def idiom_pattern() -> re.Pattern[str]:
    """Matches an idiom that starts here."""
    return re.compile(rf"(?:{alternation(names_table()['idioms'])})(?![\w])")


@cache
def name_pattern() -> re.Pattern[str]:
    """Matches a known name, in the text as written."""
    return re.compile(rf"(?<!\w)(?:{alternation(names_table()['names'])})(?!\w)")


_LAW_CODE = re.compile(
    r"\d{1,2} (?:u\.?s\.?c\.?|c\.?f\.?r\.?)(?!\w)[^\n;,)]{0,24}\d[\w-]*"
)
_TICKER = re.compile(r"\d{1,3}\.\d\d%")
_TICKER_BEFORE = re.compile(r"(?<!\w)[A-Z]{1,5}(?:\.[A-Z])?, ?[-+−]\Z")
_ITEM = re.compile(r"\d{1,2}\)(?= [a-z])")
_THREAD = re.compile(r"\d{1,2}/(?=\s|\Z|[—–-])")


_MARK = re.compile(r"\d{1,3}(?:[/)]| (?:u\.?s|c\.?f)|\.\d\d%)")
"""What any of these begins with: most numbers are told from them at once."""


def page_mark(text: str, original: str, start: int) -> Refusal | None:
    """A law's place, a ticker of a share, an item of a list, a part of a thread."""
    shape = _MARK.match(text, start)
    if shape is None:
        return None
    match = _LAW_CODE.match(text, start)
    if match is not None:
        return Refusal(start, match.end(), "label", "law_code")
    match = _TICKER.match(text, start)
    if match is not None:
        before = _TICKER_BEFORE.search(original, max(0, start - 11), start)
        if before is not None:
            return Refusal(before.start(), match.end(), "code", "ticker")
        return None
    match = _THREAD.match(text, start)
    if match is not None and text[start - 1 : start] in {"", " ", "\n"}:
        return Refusal(start, match.end(), "list_marker", "thread")
    match = _ITEM.match(text, start)
    if match is not None and text[start - 1 : start] == " ":
        opened = text.rfind("(", max(0, start - 60), start)
        if opened <= text.rfind(")", max(0, start - 60), start):
            return Refusal(start, match.end(), "list_marker", "item")
    return None


def phone(text: str, start: int) -> Refusal | None:
    """A telephone number that starts here, or None."""
    begin = start
    if start and text[start - 1] in "+(":
        begin = start - 1
    if text[begin] == "+":
        abroad = _PHONE_ABROAD.match(text, start)
        if abroad is not None and sum(map(str.isdigit, abroad.group())) >= 9:
            return Refusal(begin, abroad.end(), "phone", "international")
    match = _PHONE.match(text, start)
    if match is not None:
        digits = sum(c.isdigit() for c in match.group())
        if digits <= 16 and (
            (begin < start and text[begin] == "+") or _PHONE_SHAPE.match(match.group())
        ):
            return Refusal(begin, match.end(), "phone", "phone")
    match = _HYPHENED.match(text, start)
    if match is not None and sum(c.isdigit() for c in match.group()) >= 9:
        return Refusal(begin, match.end(), "code", "hyphened")
    match = _SHORT_PHONE.match(text, start)
    if match is not None and not match.group().startswith(("19", "20")):
        last = match.group().partition("-")[2]
        if int(last) < 1000 or text[max(0, start - 24) : start].rstrip(" :").endswith(
            ("call", "phone", "tel", "at", "dial", ")")
        ):
            return Refusal(begin, match.end(), "phone", "short_phone")
    return None


def in_address(text: str, start: int) -> Refusal | None:
    """The URL, address, handle or hashtag that these characters stand in, or None."""
    right = text[start + 1] if start + 1 < len(text) else " "
    left = text[start - 1] if start else " "
    if left in " \n(" and right in " \n,.":
        return None
    begin = (
        max(
            text.rfind(" ", max(0, start - 300), start),
            text.rfind("\n", max(0, start - 300), start),
        )
        + 1
    )
    if begin == 0 and start > 300:
        begin = start
    chunk = _RIGHT_CHUNK.match(text, start)
    end = chunk.end() if chunk else start + 1
    piece = text[begin:end]
    if not (set("@:/.#?=&") & set(piece)) or _CHUNK_URL.search(piece) is None:
        return None
    while end > start + 1 and text[end - 1] in ".,;:!?)'\"]":
        end -= 1
    while begin < start and text[begin] in "(['\"":
        begin += 1
    return Refusal(begin, end, "url", "address")


def glued_to_letters(text: str, original: str, start: int) -> Refusal | None:
    """The name or code whose letters run into these digits (`MI5`, `Covid-19`)."""
    left = text[start - 1] if start else " "
    hyphen = left in "-–'" and start > 1 and text[start - 2].isalpha()
    if not (left.isalpha() or left == "_" or hyphen):
        return None
    begin = start - 1
    floor = max(0, start - 40)
    while begin > floor and (
        text[begin - 1].isalnum()
        or (text[begin - 1] in "-_" and text[begin - 2].isalnum())
    ):
        begin -= 1
    word = original[begin : start - hyphen]
    lower = text[begin : start - hyphen]
    tail = CODE_CHARS.match(text, start)
    end = tail.end() if tail else start + 1
    if hyphen:
        if left in {"–", "'"}:
            return None
        if lower.rsplit("-", 1)[-1] in {"mid", "pre", "post", "early", "late", "circa"}:
            if re.compile(r"(?:1[5-9]|20)\d\d|\d0s").match(text, start):
                return Refusal(begin, end, "year", "prefixed_year")
            return None
        if lower in {
            "top",
            "under",
            "over",
            "last",
            "catch",
            "u",
            "covid",
            "final",
            "bottom",
            "formula",
            "round",
        }:
            return Refusal(begin, end, "label", "label_hyphen")
        if not word[:1].isupper():
            return None
        return Refusal(begin, end, "name", "name_hyphen")
    shape = original[begin:end]
    letters = sum(c.isalpha() for c in shape)
    if (
        len(shape) >= 7
        and letters
        and sum(c.isdigit() for c in shape) >= 4
        and not shape.isalpha()
    ):
        return Refusal(begin, end, "code", "code")
    return Refusal(begin, end, "name", "letters_digits")


def long_list(text: str, start: int) -> int | None:
    """End of a long run of digits and marks without spaces, or None."""
    match = _LONG_LIST.match(text, start)
    return match.end() if match else None


def fixed_phrase(text: str, start: int) -> Refusal | None:
    """`24/7`, `9/11` and the like, or None."""
    match = _IDIOM_DIGITS.match(text, start)
    if match is None:
        return None
    if match.group() in {"9/11", "7/7"} or match.group()[0] == "7":
        return Refusal(start, match.end(), "name", "known_name")
    if match.group() in {"911", "999", "112"}:
        return Refusal(start, match.end(), "phone", "emergency")
    return Refusal(start, match.end(), "idiom", "idiom_digits")


def score(text: str, start: int, words: list[str]) -> Refusal | None:
    """A score that starts here (`3-1`), or None."""
    odds = _ODDS.match(text, start)
    if odds is not None:
        return Refusal(start, odds.end(), "score", "odds")
    match = _SCORE.match(text, start)
    if match is None:
        return None
    first, second = int(match.group(1)), int(match.group(2))
    if _NOT_SCORED.match(text, match.end()) and first != second:
        return None
    tight = text[match.end(1)] != " "
    if match.group(3):
        return Refusal(start, match.end(), "score", "score_series")
    context = names_table()["score_words"]
    sporty = any(word in context for word in words[-4:])
    after = text[match.end() : match.end() + 14]
    follows = after.startswith(
        (
            " win",
            " loss",
            " defeat",
            " victor",
            " draw",
            " lead",
            " away",
            " home",
            " record",
            " to ",
            " in ",
            " thrash",
            " triumph",
            " vote",
            " run",
            " rout",
        )
    )
    if not tight and not sporty:
        return None
    if first >= second:
        return Refusal(start, match.end(), "score", "score")
    if (sporty or follows) and second <= 200:
        return Refusal(start, match.end(), "score", "score_context")
    return None


_NOT_SCORED = re.compile(
    r"[ -](?:per|years?|months?|weeks?|days?|hours?|minutes?|million|billion|miles?|km"
    r"|metres?|meters?|feet|inch|people|pounds?|dollars?|euros?)(?:[ ]?cent)?(?!\w)"
    r"|[ ]percent(?!\w)"
)


def street(text: str, original: str, start: int) -> Refusal | None:
    """A street address that starts with these digits, or None."""
    match = _STREET.match(text, start)
    if match is None:
        return None
    name = match.group().partition(" ")[2]
    written = original[match.end() - len(name) : match.end()]
    if any(word[0].islower() for word in written.split()):
        return None
    return Refusal(start, match.end(), "label", "street")

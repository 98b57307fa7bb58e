"""Times of day that bare numbers are: `ten to eight`, `at 8.10`, `since six`."""

from __future__ import annotations

import re
from typing import Final

from transforms.figures.bounds import words_before
from transforms.figures.rejections import Refusal

_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_HOUR: Final = "|".join(_HOURS)
_MINUTES = re.compile(
    r"(?:(?:twenty-five|twenty|ten|five|a quarter|quarter|half|\d\d?)(?: minutes)? past"
    rf" (?:{_HOUR}|\d\d?|noon|midnight))(?!\w|[.:]\d)"
)
_MINUTES_TO = re.compile(
    rf"(?:twenty-five|twenty|ten|five|quarter|\d\d?)(?: minutes)? to (?:{_HOUR}|noon"
    r"|midnight)(?!\w)"
)
_BEFORE_MINUTES_TO = frozenset(
    "at by until till about around since before after it's quarter a".split()
)
_SPAN = re.compile(rf"(?:{_HOUR}) (?:till|until) (?:{_HOUR})(?!\w)")
"""Opening hours: `eight till eight`."""
_DAY_PART = re.compile(
    r"[ ](?:in the (?:morning|afternoon|evening|early hours)|at night|o'clock"
    r"|this (?:morning|afternoon|evening)|tonight|sharp)(?!\w)"
)
_HOUR_ENDS = re.compile(
    r"(?:[ ]?(?:[.,;:!?)\"]|\n)|\Z)|[ ](?:tomorrow|tonight|today|on (?:mon|tues|wednes"
    r"|thurs|fri|satur|sun)day)(?!\w)"
)
_CLAUSE_ENDS = re.compile(
    r"[ ](?:because|when|while|but|so|he|she|they|we|i|it|that)(?!\w)"
)
_COUNTED_NEXT = re.compile(
    r"[ -][a-z]+s(?!\w)(?<!was)(?<!is)(?<!has)|[ -](?:people|men)"
)
_OPENS_AT = frozenset(
    "know known knew happening news open opens opened opening close closes closed "
    "closing start starts started starting begin begins began beginning finish "
    "finishes finished kick-off kickoff off home back meet meets met arrive arrives "
    "arrived leave leaves left up wake woke breakfast lunch dinner bed there here "
    "ready headlines updates live bulletin again out done gone "
    "shut shuts starting readers doors".split()
)
"""What happens at an hour: `what we know at seven`, `the gates open at six`."""
_LAST = 12
_BEFORE_HOUR = (
    *("at ", "by ", "until ", "till ", "about ", "around ", "just ", "since "),
)
_NOT_SINCE = frozenset("up down ever".split())
_PRONOUNS = re.compile(r"[ ](?:he|she|they|we|i|it|the)(?!\w)")
_CLOCK_DIGITS = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d(?![\w%]|[.,]\d)")
_AT_CLOCK = frozenset("at by until till since before after around about from".split())
_MARKETS = frozenset(
    "close closed closes closing trade traded trades trading end ended ends settle "
    "settled stand stood stands finish finished finishes quote quoted price priced "
    "value valued bid peak peaked level average rate index steady flat unchanged "
    "remain remained remains measured recorded estimated dollar pound euro yen "
    "shares".split()
)
"""Words before a price or a level: `closed at 8.10`."""


def minutes_of_hour(text: str, start: int) -> Refusal | None:
    """The time that begins here: `ten past eight`, `twenty to seven`, or None."""
    match = _MINUTES.match(text, start) or _SPAN.match(text, start)
    if match is None:
        match = _MINUTES_TO.match(text, start)
        if match is None or _COUNTED_NEXT.match(text, match.end()):
            return None
        found = words_before(text, start, width=20)
        quarter = text.startswith("quarter", start)
        if not quarter and (not found or found[-1].text not in _BEFORE_MINUTES_TO):
            return None
    return Refusal(start, match.end(), "clock", "minutes_of_hour")


def clock_with_point(text: str, start: int) -> Refusal | None:
    """The time of day that digits with a point are: `at 8.10`, or None."""
    match = _CLOCK_DIGITS.match(text, start)
    if match is None or text[start - 1 : start] not in {" ", "\xa0"}:
        return None
    part = _DAY_PART.match(text, match.end())
    if part is not None:
        return Refusal(start, part.end(), "clock", "part_of_day")
    found = [word.text for word in words_before(text, start, width=40)]
    if not found or found[-1] not in {"at", "until", "till"}:
        return None
    if any(word in _MARKETS for word in found[-4:-1]):
        return None
    if not (
        _HOUR_ENDS.match(text, match.end()) or _CLAUSE_ENDS.match(text, match.end())
    ):
        return None
    return Refusal(start, match.end(), "clock", "clock_with_point")


def hour_of_day(text: str, start: int, end: int) -> Refusal | None:
    """The hour that a bare number to twelve is: `about four in the afternoon`."""
    if end - start > len("eleven") or text[start - 1 : start] not in {" ", "\xa0"}:
        return None
    if (part := _DAY_PART.match(text, end)) is not None:
        return Refusal(start, part.end(), "clock", "part_of_day")
    if not text.endswith(_BEFORE_HOUR, max(0, start - 8), start):
        return None
    found = [word.text for word in words_before(text, start, width=24)]
    if found and found[-1] in {"about", "around", "just"}:
        found = found[:-1]
    hour = text[start:end] in _HOURS
    if not hour and not (text[start:end].isdigit() and int(text[start:end]) <= _LAST):
        return None
    if not found or found[-1] not in {"at", "by", "until", "till", "since"}:
        return None
    last, before = found[-1], found[-2] if len(found) > 1 else "."
    ends = _HOUR_ENDS.match(text, end) is not None
    if before in _OPENS_AT and (ends or _CLAUSE_ENDS.match(text, end)):
        return Refusal(start, end, "clock", "at_hour")
    if not hour:
        return None
    if last in {"since", "until", "till"} and ends and before not in _NOT_SINCE:
        return Refusal(start, end, "clock", "since_hour")
    if (
        last == "by"
        and before in {".", "\n", '"', "?", "!"}
        and _PRONOUNS.match(text, end)
    ):
        # "By seven he knew"
        return Refusal(start, end, "clock", "by_hour")
    return None

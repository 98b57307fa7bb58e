"""Numbers of a text with their values, bounds and units, and what is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from transforms.figures import dates
from transforms.figures import rejections as refuse
from transforms.figures.assemble import assemble
from transforms.figures.bounds import Word, words_before
from transforms.figures.capitals import capitalised_name
from transforms.figures.clocks import hour_of_day, minutes_of_hour
from transforms.figures.dollars import resolve_dollars
from transforms.figures.labels import (
    context_refusal,
    rate_base,
    titled_unit,
    word_label,
)
from transforms.figures.measures import currency_before
from transforms.figures.model import Number, Rejection
from transforms.figures.numerals import ONES, TENS, VULGAR, alternation
from transforms.figures.pronouns import one_is_pronoun
from transforms.figures.quantities import Quantity, read_quantity
from transforms.figures.ranges import leads_on, read_range, read_ratio
from transforms.figures.suffixes import SUFFIX, YEARS_OLD
from transforms.figures.text import comparable, without_joints
from transforms.figures.vague import ORDINALS, OTHER_WORDS, read_other

if TYPE_CHECKING:
    from warehouse.schema.terms import RejectionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexed:
    """The numbers of a text, in order and without overlap."""

    numbers: tuple[Number, ...]
    rejections: tuple[Rejection, ...]


_NUMBER_WORDS: Final = [
    *ONES,
    *TENS,
    *"hundred thousand million billion trillion lakh crore".split(),
]
_ATOM = re.compile(
    rf"(?P<digit>\d)|(?P<vulgar>[{''.join(VULGAR)}])"
    rf"|\b(?:(?P<word>{alternation(_NUMBER_WORDS)})(?=\W|\Z|fold|th)"
    rf"|(?P<other>{alternation(OTHER_WORDS)})(?=\W|\Z))"
)
"""Where a number may begin: the only pattern that the whole text runs through."""
_ORDINAL_DIGITS = re.compile(r"(?:\d{0,2}[02-9])?(?:1st|2nd|3rd)(?!\w)|\d{1,4}th(?!\w)")
_GENERATION = re.compile(
    r"[2-6]G(?!\w)|[48]K(?!\w)(?! [a-z]+s\b)"
    r"|[2-6]g(?=[ -](?:networks?|mobile|wireless|phones?|services?|licen[cs]es?"
    r"|spectrum|technolog(?:y|ies)|connectivity|roll-?out|masts?|towers?|internet|coverage))"
)
"""`5G` networks and `4K` screens."""
_ORDINAL_WORD = re.compile(rf"(?:[ -]|[ ]and[ ])({alternation(ORDINALS)})(?!\w)")
_ORDINAL_ALONE = re.compile(rf"(?:{alternation(ORDINALS)})(?!\w)")
_TO_ONE = re.compile(r"[a-z]+-to-one(?!\w)")
_ORDINAL_END = re.compile(r"th(?!\w)")
_SUPERLATIVE = re.compile(r"[ -]((?:most|least|best|worst)|[a-z]{2,}est)(?!\w)")
_NOT_SUPERLATIVE = frozenset(
    "interest forest west east request protest arrest harvest contest guest quest "
    "invest honest modest suggest digest conquest test rest nest priest breast chest "
    "manifest northwest southwest northeast southeast".split()
)
_LIST_MARK = re.compile(r"\d{1,3}(?:[.)\]]|\.\))(?=[ \xa0\n][ \xa0]?\D)")
_TIGHT_MARK = re.compile(r"\d{1,2}[.)](?=[A-Z][a-z])")
_LINE_START = re.compile(r"(?:^|\n)[ \xa0]*[(\[]?\Z")
_OVERLONG = re.compile(r"[\d,.']*")
_ARTICLE_SCALES = (
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "lakh",
    "crore",
)
_BEFORE_ONE_DAY = frozenset(
    "in for of than after within about least just only per over nearly".split()
)
_OFFSETS = "start end number_start number_end unit_start unit_end".split()
LOW: Final = 0.3
"""Certainty of `one` and its like: quantities in some texts, articles in most."""


class _Lexer:
    """One pass over one text."""

    __slots__ = ("floor", "numbers", "original", "rejections", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = comparable(original)
        self.numbers: list[Number] = []
        self.rejections: list[Rejection] = []
        self.floor = 0

    def run(self) -> Lexed:
        """Read the text from its begin to its end."""
        text, search, at = self.text, _ATOM.search, 0
        while (match := search(text, at)) is not None:
            start = match.start()
            kind = match.lastgroup
            if kind == "digit":
                after = self._digits(start)
            elif kind == "other":
                after = self._other(start, match.group())
            else:
                after = self._words(start)
            at = max(after, start + 1)
        return Lexed(numbers=tuple(self.numbers), rejections=tuple(self.rejections))

    def _reject(self, refusal: refuse.Refusal) -> int:
        start, end, reason, rule = refusal
        start = max(start, self.floor)
        self.rejections.append(
            Rejection(
                start=start,
                end=end,
                surface=self.original[start:end],
                reason=reason,
                rule=rule,
            )
        )
        self.floor = end
        return end

    def _accept(self, quantity: Quantity, found: list[Word] | None = None) -> int:
        if found is None:
            found = words_before(self.text, quantity.start)
        found = [word for word in found if word.start >= self.floor]
        number = assemble(self.text, self.original, quantity, found)
        self.numbers.append(number)
        self.floor = number.end
        return number.end

    def _digits(self, start: int) -> int:
        """Read what begins with a digit; return where reading goes on."""
        text, original = self.text, self.original
        left = text[start - 1] if start > self.floor else " "
        if left == "." and start > self.floor and _opens_decimal(text, start - 1):
            start -= 1
            left = text[start - 1] if start > self.floor else " "
        money = False
        listed = refuse.long_list(text, start)
        if listed is not None:
            return self._reject(refuse.Refusal(start, listed, "code", "long_list"))
        if left not in " \xa0\n":
            before = currency_before(text, original, start, glued_only=True)
            money = before is not None and before[0] >= self.floor
            if not money:
                refusal = refuse.in_address(text, start) or refuse.glued_to_letters(
                    text, original, start
                )
                if refusal is not None:
                    return self._reject(refusal)
        if not money:
            refusal = self._shape(start)
            if refusal is not None:
                return self._reject(refusal)
            ordinal = _ORDINAL_DIGITS.match(text, start)
            if ordinal is not None:
                rank = Decimal(ordinal.group()[:-2])
                return self._ordinal(start, ordinal.end(), rank)
        quantity = read_quantity(text, original, start, self.floor)
        if quantity is None:
            tail = _OVERLONG.match(text, start)
            end = max(tail.end() if tail else 0, start + 1)
            return self._reject(refuse.Refusal(start, end, "code", "too_long"))
        found = words_before(text, quantity.start)
        titled = titled_unit(original, quantity)
        if titled is not None:
            return self._reject(titled)
        if quantity.unit is None:
            refusal = context_refusal(text, original, quantity, found) or self._run_on(
                quantity
            )
            if refusal is not None:
                return self._reject(refusal)
        return self._accept(quantity, found)

    def _run_on(self, quantity: Quantity) -> refuse.Refusal | None:
        """A code whose letters run on from the digits (`12ab4`), or None."""
        text, end = self.text, quantity.end
        if (
            not text[end : end + 1].isalpha()
            or SUFFIX.match(text, end)
            or YEARS_OLD.match(text, end)
        ):
            return None
        tail = refuse.CODE_CHARS.match(text, end)
        stop = tail.end() if tail else end + 1
        letters = text[end:stop]
        code = any(c.isdigit() for c in letters) or len(letters) > 2
        reason: RejectionReason = "code" if code else "label"
        return refuse.Refusal(quantity.start, stop, reason, "digits_letters")

    def _shape(self, start: int) -> refuse.Refusal | None:
        """What the digits and their nearest neighbours show to be no quantity."""
        text, original = self.text, self.original
        generation = _GENERATION.match(original, start)
        if generation is not None:
            return refuse.Refusal(start, generation.end(), "label", "generation")
        refusal = (
            refuse.fixed_phrase(text, start)
            or dates.clock_or_date(text, original, start)
            or minutes_of_hour(text, start)
            or self._clock_of_line(start)
            or refuse.page_mark(text, original, start)
            or dates.after_month(text, original, start)
            or dates.decade_or_season(text, start)
            or refuse.phone(text, start)
        )
        if refusal is not None:
            return refusal if refusal.start >= self.floor else None
        mark = _LIST_MARK.match(text, start) or _TIGHT_MARK.match(original, start)
        if mark is not None and _LINE_START.search(text, max(0, start - 6), start):
            return refuse.Refusal(start, mark.end(), "list_marker", "line_start")
        return refuse.in_address(text, start)

    def _clock_of_line(self, start: int) -> refuse.Refusal | None:
        refusal = dates.clock_of_line(self.text, self.original, start)
        opens = refusal and _LINE_START.search(self.text, max(0, start - 6), start)
        return refusal if opens else None

    def _words(self, start: int) -> int:
        """Read what begins with a number word; return where reading goes on."""
        text, original = self.text, self.original
        idiom = refuse.idiom_pattern().match(text, start)
        if (
            idiom is not None
            and not self._one_long_day(start, idiom.group())
            # "Cut from nine to five"
            and not (" to " in idiom.group() and leads_on(text, start))
        ):
            return self._reject(refuse.Refusal(start, idiom.end(), "idiom", "idiom"))
        if start and text[start - 1] in "@#/_.":
            refusal = refuse.in_address(text, start)
            if refusal is not None:
                return self._reject(refusal)
        refusal = dates.year_in_words(text, start)
        if refusal is not None:
            return self._reject(refusal)
        hour = minutes_of_hour(text, start)
        if hour is not None:
            return self._reject(hour)
        odds = _TO_ONE.match(text, start)
        if odds is not None:
            return self._reject(refuse.Refusal(start, odds.end(), "score", "odds"))
        if original[start].isupper():
            refusal = capitalised_name(text, original, start)
            if refusal is not None:
                return self._reject(refusal)
        quantity = read_quantity(text, original, start, self.floor)
        if quantity is None:
            # "Seventh" begins as "seven" does.
            ordinal = _ORDINAL_ALONE.match(text, start)
            return self._other(start, ordinal.group()) if ordinal else start + 1
        end = quantity.end
        if text.startswith(("-nil", " nil"), end):
            nil = end + len("-nil")
            return self._reject(refuse.Refusal(start, nil, "score", "score_in_words"))
        base = rate_base(text, quantity)
        if base is not None:
            return self._reject(base)
        if text[start:end] in {"one", "zero"}:
            return self._one(quantity)
        if quantity.numeral.rule == "words" and quantity.unit is None:
            refusal = word_label(text, original, start, end) or hour_of_day(
                text, start, end
            )
            if refusal is not None:
                return self._reject(refusal)
            ordinal = _ORDINAL_WORD.match(text, end)
            if ordinal is not None:
                value = quantity.value + ORDINALS[ordinal.group(1)]
                return self._ordinal(start, ordinal.end(), value)
            last = _ORDINAL_END.match(text, end)
            if last is not None:
                return self._ordinal(start, last.end(), quantity.value)
        if text.startswith(_ARTICLE_SCALES, start):
            self._take_article(quantity)
        return self._accept(quantity)

    def _one_long_day(self, start: int, idiom: str) -> bool:
        """Whether `one day` is a time that something took: `864 deaths in one day`."""
        if idiom != "one day":
            return False
        words = words_before(self.text, start, width=10)
        return bool(words) and words[-1].text in _BEFORE_ONE_DAY

    def _take_article(self, quantity: Quantity) -> None:
        """Let `a million` begin with its article."""
        words = words_before(self.text, quantity.start, width=6)
        if words and words[-1].text in {"a", "an"} and words[-1].start >= self.floor:
            quantity.start = words[-1].start

    def _one(self, quantity: Quantity) -> int:
        """Read `one`: a number in ratios and ranges, else a pronoun or a guess."""
        text, original = self.text, self.original
        start, end = quantity.start, quantity.end
        words = [word.text for word in words_before(text, start, width=24)]
        joined = read_ratio(text, original, quantity) or read_range(
            text, original, quantity, before=words, changed=False
        )
        if joined is not None:
            return self._accept(joined)
        if SUFFIX.match(text, end) or text[start:end] == "zero":
            return self._accept(quantity)
        last = words[-1] if words else ""
        if one_is_pronoun(text, end, last):
            return self._reject(refuse.Refusal(start, end, "pronoun", "one"))
        quantity.certainty = LOW
        quantity.rule = "one_of" if text.startswith(" of ", end) else "one"
        return self._accept(quantity)

    def _ordinal(self, start: int, end: int, value: Decimal) -> int:
        """Read an ordinal: a rank where a superlative follows, else a rejection."""
        match = _SUPERLATIVE.match(self.text, end)
        if match is None or match.group(1) in _NOT_SUPERLATIVE:
            return self._reject(refuse.Refusal(start, end, "ordinal", "ordinal"))
        self.numbers.append(
            Number(
                start=start,
                end=end,
                number_start=start,
                number_end=end,
                kind="rank",
                low=value,
                best=value,
                high=value,
                rule="rank",
            )
        )
        self.floor = match.end()
        return match.end()

    def _other(self, start: int, word: str) -> int:
        """Read what begins with another word of number (`dozens`, `half`, `third`)."""
        text, original = self.text, self.original
        idiom = refuse.idiom_pattern().match(text, start)
        if idiom is not None:
            return self._reject(refuse.Refusal(start, idiom.end(), "idiom", "idiom"))
        if word in {"half", "quarter"} and (hour := minutes_of_hour(text, start)):
            return self._reject(hour)
        outcome = read_other(text, original, start, word, self.floor)
        if outcome is None:
            if word in ORDINALS:
                return self._ordinal(start, start + len(word), Decimal(ORDINALS[word]))
            return start + len(word)
        if isinstance(outcome, refuse.Refusal):
            return self._reject(outcome)
        return self._accept(outcome)


def _opens_decimal(text: str, dot: int) -> bool:
    """Whether a point begins a decimal (`.08`) and ends no sentence."""
    return dot == 0 or text[dot - 1] in " \xa0\n($£€-"


def lex(text: str) -> Lexed:
    """Return the numbers of a text and what is none, in order, without overlap.

    Purely lexical: it reads characters and words, never the grammar of a sentence.
    Offsets are code points of `text`. No input raises; time is linear in its length.
    """
    joined, places = without_joints(text)
    lexed = _Lexer(joined).run()
    lexed = replace(lexed, numbers=resolve_dollars(joined, lexed.numbers))
    return lexed if places is None else _placed(lexed, text, places)


def _placed(lexed: Lexed, text: str, places: list[int]) -> Lexed:
    """Return what was read of a joined text with the offsets of the text itself."""

    def moved(span: Number | Rejection, *names: str) -> dict[str, Any]:
        offsets = ((name, getattr(span, name)) for name in names)
        return {
            name: places[at] if name.endswith("start") else places[at - 1] + 1
            for name, at in offsets
            if at is not None
        }

    numbers = (replace(n, **moved(n, *_OFFSETS)) for n in lexed.numbers)
    refused = (replace(r, **moved(r, "start", "end")) for r in lexed.rejections)
    return Lexed(
        numbers=tuple(numbers),
        rejections=tuple(replace(r, surface=text[r.start : r.end]) for r in refused),
    )

"""Numbers of a text with their values, bounds and units, and what is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from transforms.figures import rejections as refuse
from transforms.figures.bounds import (
    Bounds,
    apply_rules,
    bounds_table,
    read_before,
    words_before,
)
from transforms.figures.changes import (
    change_table,
    direction_after,
    direction_before,
    mentions_change,
)
from transforms.figures.model import Number, Rejection
from transforms.figures.numerals import (
    ONES,
    TENS,
    VULGAR,
    alternation,
)
from transforms.figures.quantities import Quantity, read_quantity
from transforms.figures.ranges import read_range, read_ratio
from transforms.figures.text import comparable
from transforms.figures.units import currency_before
from transforms.figures.vague import OTHER_WORDS, read_other

if TYPE_CHECKING:
    from warehouse.schema.terms import ChangeDirection, RejectionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexed:
    """The numbers of a text, in order and without overlap."""

    numbers: tuple[Number, ...]
    rejections: tuple[Rejection, ...]


_NUMBER_WORDS: Final = [
    *ONES,
    *TENS,
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "lakh",
    "crore",
]
_ATOM = re.compile(
    rf"(?P<digit>\d)|(?P<vulgar>[{''.join(VULGAR)}])"
    rf"|\b(?:(?P<word>{alternation(_NUMBER_WORDS)})(?=\W|\Z|fold)|(?P<other>{alternation(OTHER_WORDS)})(?=\W|\Z))"
)
_ORDINAL_DIGITS = re.compile(r"\d{1,4}(?:st|nd|rd|th)(?![\w])")
_SUPERLATIVE = re.compile(
    r"[ -](?:most|least|best|worst|(?!interest|forest|west|east|request|protest|arrest|harvest|contest|guest|quest|invest|honest|modest|suggest|digest|conquest|test|rest|nest|priest|breast|chest|manifest)[a-z]{2,}(?:e|i|[a-z])st)(?!\w)"
)
_NOT_SUPERLATIVE = frozenset(
    "first last must just cost post coast past east west host most list test august trust august request".split()
)
_LINE_START = re.compile(r"(?:^|\n)[ \xa0]*[(\[]?\Z")
_LIST_MARK = re.compile(r"\d{1,3}(?:[.)\]]|\.\))(?=[ \xa0\n][ \xa0]?\D)")
_SUFFIX = re.compile(
    r"(?P<fold>[ -]?fold(?!\w))"
    r"|(?P<odd>[ -](?:odd|ish)(?!\w))"
    r"|(?P<strong>-strong(?!\w))"
    r"|(?P<figures>[- ]figures?(?!\w))"
    r"|(?P<times>[ -]?times?(?!\w))"
    r"|(?P<x>x(?!\w))"
)
_TIMES_AS = re.compile(
    r"[ ](?:as|more|less|higher|lower|larger|bigger|greater|the|fewer|smaller|faster|longer|stronger|better|worse|cheaper|likelier|his|her|their|its|that|what|normal|average|current|annual|earnings|over|oversubscribed|[a-z]+er than)(?!\w)"
)
_PER_TIME = re.compile(
    r"(?:[ ]times?)?[ ](?:a|an|per|each|every)[ ](second|minute|hour|day|night|week|fortnight|month|quarter|year|decade)(?!\w)"
)
_TIME_CODES = {
    "second": "s",
    "minute": "min",
    "hour": "h",
    "day": "d",
    "night": "d",
    "week": "wk",
    "fortnight": "2.wk",
    "month": "mo",
    "quarter": "3.mo",
    "year": "a",
    "decade": "10.a",
}
_OLD = re.compile(r"(?P<mark>[ -]olds?(?!\w)|[ ]of[ ]age(?!\w)|[ ]+y/?o(?!\w))")
_YO = re.compile(r"[ -]?(?:y\.?o\.?|y/o)(?!\w)")
_AGED = frozenset({"aged", "ages", "age"})
_APPOSED = re.compile(r",(?=[ \n]|\Z)")
_PLURAL_AFTER = re.compile(
    r"[ \xa0](?:[a-z][\w'-]*[ ]){0,1}?(?!(?:was|has|is|its|as|this|us|his|plus|versus|across|less|unless|always|perhaps|towards|news|thus|yes|does|goes|says|needs|ends|begins|starts|sees|marks|brings|comes|makes|gets|takes|gives|shows|tells|remains|continues)\b)(?:[a-z][a-z'-]*[^s\W]s|people|children|men|women|staff|police|homes)(?!\w)"
)
_YEAR_PREPOSITION = frozenset(
    "in since by until till of from before after during early late mid circa year and to between for the around spring summer autumn winter fall this through throughout '".split()
)


def _headline_case(line: str) -> bool:
    """Whether a line writes nearly all its words with capitals, as headlines do."""
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]  # noqa: PLR2004
    upper = sum(word[0].isupper() for word in words)
    return len(words) >= 3 and upper >= 0.7 * len(words)  # noqa: PLR2004


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

    # -- what comes out ---------------------------------------------------------

    def _reject(self, start: int, end: int, reason: RejectionReason, rule: str) -> int:
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

    def _refuse(self, refusal: refuse.Refusal) -> int:
        return self._reject(*refusal)

    # -- digits -----------------------------------------------------------------

    def _digits(self, start: int) -> int:
        text, original = self.text, self.original
        left = text[start - 1] if start > self.floor else " "
        money = False
        if left not in " \xa0\n":
            listed = refuse.long_list(text, start)
            if listed is not None:
                return self._reject(start, listed, "code", "long_list")
            before = currency_before(text, original, start, glued_only=True)
            money = before is not None and before[0] >= self.floor
            if not money:
                refusal = refuse.in_address(text, start) or refuse.glued_to_letters(
                    text, original, start
                )
                if refusal is not None:
                    return self._refuse(refusal)
        else:
            listed = refuse.long_list(text, start)
            if listed is not None:
                return self._reject(start, listed, "code", "long_list")
        if not money:
            refusal = self._shape(start)
            if refusal is not None:
                return self._refuse(refusal)
            ordinal = _ORDINAL_DIGITS.match(text, start)
            if ordinal is not None:
                return self._ordinal(
                    start, ordinal.end(), Decimal(re.sub(r"\D", "", ordinal.group()))
                )
        quantity = read_quantity(text, original, start, self.floor)
        if quantity is None:
            tail = re.compile(r"[\d,.]*").match(text, start)
            end = tail.end() if tail else start + 1
            return self._reject(start, max(end, start + 1), "code", "too_long")
        if quantity.unit is None:
            refusal = self._context(quantity)
            if refusal is not None:
                return self._refuse(refusal)
            # Letters that run on are a code (`12ab4`), known suffixes are not.
            if (
                text[quantity.end : quantity.end + 1].isalpha()
                and not _SUFFIX.match(text, quantity.end)
                and not _YO.match(text, quantity.end)
            ):
                tail = refuse.CODE_CHARS.match(text, quantity.end)
                end = tail.end() if tail else quantity.end
                reason: RejectionReason = (
                    "code"
                    if any(c.isdigit() for c in text[quantity.end : end])
                    or end - quantity.end > 2
                    else "label"
                )
                return self._reject(start, end, reason, "digits_letters")
        return self._quantity(quantity)

    def _shape(self, start: int) -> refuse.Refusal | None:
        """What the digits and their nearest neighbours show to be no quantity."""
        text, original = self.text, self.original
        right = text[start + 1 : start + 6]
        refusal = refuse.fixed_phrase(text, start)
        if refusal is None:
            refusal = refuse.clock_or_date(text, original, start)
        if refusal is None:
            refusal = refuse.after_month(text, original, start)
        if refusal is None:
            refusal = refuse.decade_or_season(text, start)
        if refusal is None and (right.strip("0123456789") or "  ")[0] in "-. )(/":
            refusal = refuse.phone(text, start)
        if refusal is not None:
            return (
                refusal
                if refusal.start >= self.floor
                else refusal._replace(start=start)
            )
        if text[start + 1 : start + 4].lstrip("0123456789")[:1] in {".", ")", "]"}:
            mark = _LIST_MARK.match(text, start)
            if mark is not None and _LINE_START.search(text, max(0, start - 6), start):
                return refuse.Refusal(start, mark.end(), "list_marker", "line_start")
        if (
            text.find("/", start, start + 30) > 0
            or text.find("@", start, start + 60) > 0
            or text.find(".co", start, start + 40) > 0
        ):
            return refuse.in_address(text, start)
        return None

    def _context(self, quantity: Quantity) -> refuse.Refusal | None:
        """What the words round a bare number show to be no quantity."""
        text, original = self.text, self.original
        start, numeral = quantity.start, quantity.numeral
        words = [word.text for word in words_before(text, start, width=40)]
        refusal = refuse.score(text, start, words)
        if refusal is not None:
            return refusal
        if numeral.rule == "slash_fraction":
            return self._slash(quantity)
        if numeral.scale != 1 or numeral.denominator is not None:
            return None
        digits = numeral.bare_digits
        year = refuse.year_like(text, start) if digits else None
        last = words[-1] if words else ""
        if (
            year is not None
            and quantity.end == year.end()
            and not _SUFFIX.match(text, quantity.end)
        ):
            if self._is_year(int(digits), quantity.end, last, words):
                return refuse.Refusal(start, quantity.end, "year", "year")
        label = self._label(quantity, words)
        if label is not None:
            return label
        if digits.startswith("0") and len(digits) > 1:
            return refuse.Refusal(start, quantity.end, "code", "leading_zero")
        return None

    def _is_year(self, value: int, end: int, last: str, words: list[str]) -> bool:
        counted = _PLURAL_AFTER.match(self.text, end) is not None
        if last in {
            "more",
            "over",
            "about",
            "nearly",
            "almost",
            "some",
            "least",
            "than",
            "another",
            "up",
        } or (len(words) > 1 and words[-2:] == ["up", "to"]):
            return False
        if last in {
            "in",
            "since",
            "by",
            "until",
            "till",
            "before",
            "after",
            "during",
            "early",
            "late",
            "mid",
            "circa",
            "year",
        }:
            return not (counted and value % 100 == 0)
        likely = 1900 <= value <= 2035 and value != 2000  # noqa: PLR2004
        if likely:
            return not (counted and value % 50 == 0)
        return not counted and last in _YEAR_PREPOSITION

    def _slash(self, quantity: Quantity) -> refuse.Refusal | None:
        text = self.text
        top, bottom = quantity.numerator, quantity.denominator
        if top is None or bottom is None:
            return None
        if top < bottom and bottom in {2, 3, 4, 5, 6, 8, 10, 100, 16, 32}:
            return None
        return refuse.Refusal(quantity.start, quantity.end, "label", "slashed")

    def _label(self, quantity: Quantity, words: list[str]) -> refuse.Refusal | None:
        text, original = self.text, self.original
        start, end = quantity.start, quantity.end
        table = refuse.names_table()
        found = words_before(text, start, width=28)
        if not found:
            return None
        last = found[-1]
        if text[start - 1] not in " \xa0#§-.":
            return None
        name = last.text
        before_dot = f"{found[-2].text}." if name == "." and len(found) > 1 else ""
        if before_dot in table["labels"]:
            last, name = found[-2], before_dot
        counted = _PLURAL_AFTER.match(text, end) is not None
        digits = quantity.numeral.bare_digits
        if name in table["labels"]:
            weak = name in table["weak"]
            if not weak or (
                digits
                and len(digits) <= 3
                and not counted
                and not _SUFFIX.match(text, end)
            ):  # noqa: PLR2004
                if (
                    name in {"no", "under", "top", "q", "u"}
                    and original[last.start].islower()
                    and name != "top"
                ):
                    return None
                if name == "top" and not original[last.start].isupper() and counted:
                    return None
                return self._label_end(last.start, end, "label")
        if (
            digits
            and len(digits) <= 4
            and original[last.start].isupper()
            and name[0].isalpha()
        ):  # noqa: PLR2004
            gap = text[last.start + len(name) : start]
            if gap not in {" ", "\xa0", "-"} or counted or _SUFFIX.match(text, end):
                return None
            if self._opens_sentence(last.start) or _headline_case(self._line(start)):
                return None
            if (
                name in _FUNCTION
                or name in change_table().words
                or name in _PLACES_BEFORE_COUNT
            ):
                return None
            follows = text[end : end + 1]
            if (
                follows == " "
                and text[end + 1 : end + 2].isalpha()
                and original[end + 1].islower()
                and _VERB_OR_PREP.match(text, end) is None
            ):
                return None
            return self._label_end(last.start, end, "name_number")
        return None

    def _label_end(self, start: int, end: int, rule: str) -> refuse.Refusal:
        tail = refuse.LABEL_TAIL.match(self.text, end)
        if tail is not None and not (tail.group()[0] == "." and tail.end() == end + 1):
            end = tail.end()
        while (
            more := refuse.LABEL_MORE.match(self.text, end)
        ) is not None and rule == "label":
            end = more.end()
        return refuse.Refusal(start, end, "label", rule)

    def _line(self, start: int) -> str:
        begin = max(
            self.original.rfind("\n", max(0, start - 150), start) + 1, start - 150, 0
        )
        end = self.original.find("\n", start, start + 150)
        return self.original[begin : end if end >= 0 else start + 150]

    def _opens_sentence(self, start: int) -> bool:
        """Whether a sentence may begin here, so that a capital means nothing."""
        at = start - 1
        while at >= 0 and self.text[at] in " \xa0'\"([*•-–—“‘":
            at -= 1
        return at < 0 or self.text[at] in ".!?:;\n" or self.original[at] in "”"

    # -- words ------------------------------------------------------------------

    def _words(self, start: int) -> int:
        text, original = self.text, self.original
        idiom = refuse.idiom_pattern().match(text, start)
        if idiom is not None:
            return self._reject(start, idiom.end(), "idiom", "idiom")
        left = text[start - 1] if start else " "
        if left in "@#/_." and (refusal := refuse.in_address(text, start)):
            return self._refuse(refusal)
        written = original[start]
        if written.isupper():
            refusal = self._name(start)
            if refusal is not None:
                return self._refuse(refusal)
        quantity = read_quantity(text, original, start, self.floor)
        if quantity is None:
            return start + 1
        if text[start : quantity.end] == "one":
            return self._one(quantity)
        words = [word.text for word in words_before(text, start, width=40)]
        last = words[-1] if words else ""
        if quantity.numeral.rule == "words" and quantity.unit is None:
            table = refuse.names_table()
            if (
                last
                in table["labels"]
                - {
                    "year",
                    "day",
                    "under",
                    "no",
                    "top",
                    "text",
                    "call",
                    "mph",
                    "mile",
                    "war",
                    "game",
                    "test",
                    "heat",
                    "match",
                    "line",
                    "u",
                    "q",
                }
                and left in " \xa0-"
                and (
                    last not in table["weak"]
                    or not _PLURAL_AFTER.match(text, quantity.end)
                )
            ):
                return self._refuse(
                    self._label_end(
                        words_before(text, start, width=28)[-1].start,
                        quantity.end,
                        "label",
                    )
                )
            ordinal = _ORDINAL_WORD.match(text, quantity.end)
            if ordinal is not None and ordinal.group(1) in _ORDINALS:
                value = quantity.value + _ORDINALS[ordinal.group(1)]
                return self._ordinal(start, ordinal.end(), value)
            scaleth = re.compile(r"th(?!\w)").match(text, quantity.end)
            if scaleth is not None:
                return self._ordinal(start, scaleth.end(), quantity.value)
        if (
            last in {"a", "an"}
            and left in " \xa0-"
            and quantity.start == start
            and text[start : start + 3]
            in {"hun", "tho", "mil", "bil", "tri", "lak", "cro"}
        ):
            first = words_before(text, start, width=6)[-1].start
            if first >= self.floor:
                quantity.start = first
        return self._quantity(quantity)

    def _name(self, start: int) -> refuse.Refusal | None:
        """The name that this capitalised number word belongs to, or None."""
        original, text = self.original, self.text
        known = refuse.name_pattern().match(original, start)
        if known is not None:
            return refuse.Refusal(start, known.end(), "name", "known_name")
        found = words_before(text, start, width=24)
        inside = not self._opens_sentence(start)
        word = re.compile(r"[^\W\d_]+").match(original, start)
        if word is None:
            return None
        if word.group().isupper() and len(word.group()) > 1:
            return None
        if inside and _headline_case(self._line(start)):
            inside = False
        if not inside:
            return None
        end = word.end()
        nextword = re.compile(r"[ -]([A-Z][\w'’]*)").match(original, end)
        begin = start
        if (
            found
            and original[found[-1].start].isupper()
            and found[-1].text.isalpha()
            and text[start - 1] == " "
            and not self._opens_sentence(found[-1].start)
        ):
            begin = found[-1].start
        elif (
            len(found) > 1
            and found[-1].text == "of"
            and original[found[-2].start].isupper()
        ):
            begin = found[-2].start
        if nextword is not None:
            end = nextword.end()
        elif begin == start:
            return None
        return refuse.Refusal(max(begin, self.floor), end, "name", "capitalised")

    def _one(self, quantity: Quantity) -> int:
        text, start, end = self.text, quantity.start, quantity.end
        table = refuse.names_table()
        words = [word.text for word in words_before(text, start, width=24)]
        last = words[-1] if words else ""
        ratio = read_ratio(text, self.original, quantity)
        if ratio is not None:
            return self._quantity(ratio)
        ranged = read_range(text, self.original, quantity, before=words, changed=False)
        if ranged is not None:
            return self._quantity(ranged)
        if text.startswith(" of ", end):
            quantity.certainty, quantity.rule = 0.3, "one_of"
            return self._quantity(quantity)
        if _SUFFIX.match(text, end):
            return self._quantity(quantity)
        after = re.compile(r"[ \n-]([a-z][a-z']*)").match(text, end)
        if (
            after is None
            or last in table["pronoun_before"]
            or after.group(1) in table["pronoun_after"]
        ):
            return self._reject(start, end, "pronoun", "one")
        quantity.certainty, quantity.rule = 0.3, "one"
        return self._quantity(quantity)

    def _ordinal(self, start: int, end: int, value: Decimal) -> int:
        """A rank where a superlative follows, else a rejection."""
        match = _SUPERLATIVE.match(self.text, end)
        if match is None or match.group()[1:] in _NOT_SUPERLATIVE:
            return self._reject(start, end, "ordinal", "ordinal")
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
                certainty=0.95,
            )
        )
        self.floor = match.end()
        return match.end()

    # -- other words --------------------------------------------------------------

    def _other(self, start: int, word: str) -> int:
        if word in _ORDINALS:
            idiom = refuse.idiom_pattern().match(self.text, start)
            if idiom is not None:
                return self._reject(start, idiom.end(), "idiom", "idiom")
        outcome = read_other(self.text, self.original, start, word, self.floor)
        if outcome is None:
            if word in _ORDINALS:
                if word == "second" and self.text[max(0, start - 5) : start].endswith(
                    ("per ", "a ")
                ):
                    pass
                return self._ordinal(start, start + len(word), Decimal(_ORDINALS[word]))
            return start + len(word)
        if isinstance(outcome, refuse.Refusal):
            return self._refuse(outcome)
        return self._quantity(outcome)

    # -- from a quantity to a number ------------------------------------------------

    def _quantity(self, quantity: Quantity) -> int:
        text, original = self.text, self.original
        found = words_before(text, quantity.start)
        found = [word for word in found if word.start >= self.floor]
        # Only the words of this line and sentence bound the number.
        for index in range(len(found) - 1, -1, -1):
            if found[index].text in {"\n", ";", "?", "!"}:
                found = found[index + 1 :]
                break
        sign_start = quantity.start
        negative = False
        if found and found[-1].text in {"minus", "negative"}:
            negative, sign_start = True, found[-1].start
            found = found[:-1]
        elif (
            found
            and found[-1].text == "-"
            and found[-1].start == quantity.start - 1
            and (quantity.start < 2 or text[quantity.start - 2] in " \n(<>=-")
        ):  # noqa: PLR2004
            negative, sign_start = True, found[-1].start
            found = found[:-1]
        blur = read_before(found)
        rest = [word.text for word in found[: blur.remaining]]
        number_start = quantity.start
        start = blur.start if blur.start >= 0 else sign_start
        rules = list(blur.rules)
        changed = mentions_change(rest)
        if quantity.rule not in {
            "ratio",
            "range",
            "range_or",
            "range_between",
            "vague",
            "frequency",
        }:
            ratio = read_ratio(text, original, quantity)
            ranged = None
            if ratio is None:
                ranged = read_range(
                    text, original, quantity, before=rest, changed=changed
                )
            if ratio is not None or ranged is not None:
                quantity = ratio or ranged or quantity
        if quantity.best is None and quantity.low is not None and rest:
            if rest[-1] in {"between", "from"}:
                start = found[blur.remaining - 1].start
                rest = rest[:-1]
        if negative:
            quantity.value = -quantity.value
            quantity.low, quantity.best, quantity.high = (
                None if v is None else -v
                for v in (quantity.high, quantity.best, quantity.low)
            )
            number_start = sign_start
        self._suffix(quantity, rest, rules)
        direction = self._direction(quantity, rest)
        if (
            direction is not None
            and rest
            and rest[-1] in {"up", "down"}
            and blur.start < 0
        ):
            start = min(start, found[blur.remaining - 1].start)
        bounds = Bounds(
            quantity.low,
            quantity.best,
            quantity.high,
            "exact" if quantity.low == quantity.high else quantity.rule,
        )
        end = quantity.end
        after = bounds_table().after_pattern.match(text, end) or (
            bounds_table().after_pattern.match(text, quantity.number_end)
            if end == quantity.number_end
            else None
        )
        words = text[start:number_start].strip() if blur.start >= 0 else ""
        approximator = (
            original[blur.start : sign_start].strip() if blur.start >= 0 else None
        )
        if after is not None:
            rules.insert(0, bounds_table().after[after.group("phrase")])
            end = after.end()
            phrase = original[after.start("phrase") : after.end()].strip(" -")
            approximator = f"{approximator} {phrase}" if approximator else phrase
        del words
        named = [rule for rule in rules if rule not in {"further", "every"}]
        if named:
            bounds = self._bounds(quantity, rules)
        additive = "further" in rules or bool(
            _MORE_AFTER.match(text, quantity.number_end)
        )
        if (
            approximator is None
            and additive
            and quantity.unit is not None
            and quantity.unit.start > quantity.number_end + 1
            and quantity.kind == "duration"
        ):
            approximator = original[quantity.number_end : quantity.unit.start].strip()
        if "every" in rules and quantity.kind == "duration":
            quantity.kind = "frequency"
        unit = quantity.unit
        self.numbers.append(
            Number(
                start=start,
                end=end,
                number_start=number_start,
                number_end=quantity.number_end,
                kind=quantity.kind,
                low=bounds.low,
                best=bounds.best,
                high=bounds.high,
                numerator=quantity.numerator,
                denominator=quantity.denominator,
                unit=unit.code if unit is not None else None,
                unit_system=unit.system if unit is not None else "none",
                unit_start=unit.start if unit is not None else None,
                unit_end=unit.end if unit is not None else None,
                approximator=approximator or None,
                bound_rule=bounds.rule,
                change_direction=direction,
                additive=additive,
                rule=quantity.rule,
                certainty=quantity.certainty,
            )
        )
        self.floor = end
        return end

    def _bounds(self, quantity: Quantity, rules: list[str]) -> Bounds:
        if quantity.low == quantity.high and quantity.best is not None:
            return apply_rules(quantity.value, tuple(rules))
        low, high = quantity.low, quantity.high
        named = [rule for rule in rules if rule not in {"further", "every", "exact"}]
        if "at_least" in named:
            return Bounds(low, quantity.best, None, "at_least")
        if "at_most" in named:
            return Bounds(None, quantity.best, high, "at_most")
        return Bounds(low, quantity.best, high, named[0] if named else quantity.rule)

    def _suffix(self, quantity: Quantity, before: list[str], rules: list[str]) -> None:
        """Read what follows the number and changes its kind."""
        from transforms.figures.units import Unit  # noqa: PLC0415

        text, unit = self.text, quantity.unit
        last = before[-1] if before else ""
        if unit is not None and unit.kind == "duration":
            old = _OLD.match(text, quantity.end)
            if old is not None:
                quantity.kind, quantity.end = "age", old.end()
            return
        if unit is not None:
            return
        if quantity.kind != "count":
            return
        if quantity.value <= 130 and (yo := _YO.match(text, quantity.end)):  # noqa: PLR2004
            quantity.kind, quantity.unit = (
                "age",
                Unit("a", "ucum", "age", quantity.end, yo.end()),
            )
            quantity.end = yo.end()
            return
        suffix = _SUFFIX.match(text, quantity.end)
        if suffix is None:
            if last in _AGED and quantity.value <= 130:  # noqa: PLR2004
                quantity.kind, quantity.unit = (
                    "age",
                    Unit("a", "ucum", "age", quantity.end, quantity.end),
                )
            elif (
                quantity.numeral.bare_digits
                and 0 < quantity.value <= 110
                and last == ","
                and _APPOSED.match(text, quantity.end)
            ):  # noqa: PLR2004
                place = words_before(text, quantity.start, width=30)
                if (
                    len(place) > 1
                    and self.original[place[-2].start].isupper()
                    and text[quantity.start - 1] == " "
                ):
                    quantity.kind, quantity.certainty = "age", 0.8
                    quantity.unit = Unit("a", "ucum", "age", quantity.end, quantity.end)
            else:
                per = _PER_TIME.match(text, quantity.end)
                if per is not None and "time" in per.group():
                    quantity.kind = "frequency"
            return
        if (
            suffix.group("fold") is not None
            or suffix.group("x") is not None
            or (
                suffix.group("times") is not None
                and _TIMES_AS.match(text, suffix.end())
            )
        ):
            if suffix.group("x") is not None and re.compile(r"x ?\d").match(
                text, quantity.end
            ):
                return
            quantity.kind = "change"
            quantity.unit = Unit("x", "times", "change", suffix.start(), suffix.end())
            quantity.end = suffix.end()
            if suffix.group("fold") is not None:
                quantity.number_end = suffix.end()
            return
        if suffix.group("times") is not None:
            per = _PER_TIME.match(text, quantity.end)
            if per is not None:
                quantity.kind = "frequency"
                quantity.unit = Unit(
                    f"/{_TIME_CODES[per.group(1)]}",
                    "ucum",
                    "frequency",
                    suffix.start(),
                    per.end(),
                )
                quantity.end = per.end()
            return
        if suffix.group("figures") is not None:
            if (
                2 <= quantity.value <= 12
                and quantity.numeral.rule == "words"
                or (suffix.group("figures").startswith("-") and quantity.value <= 12)
            ):  # noqa: PLR2004
                power = int(quantity.value)
                quantity.low = Decimal(10) ** (power - 1)
                quantity.high = Decimal(10) ** power - 1
                quantity.best = None
                quantity.rule = "figures"
                quantity.end = quantity.number_end = suffix.end()
            return
        if suffix.group("strong") is not None:
            quantity.end = suffix.end()

    def _direction(
        self, quantity: Quantity, before: list[str]
    ) -> ChangeDirection | None:
        unit = quantity.unit
        bare = unit is None
        direction: ChangeDirection | None
        if quantity.kind in {"age", "rank", "frequency"}:
            return None
        direction, _ = direction_before(before, bare=bare and quantity.kind == "count")
        if (
            direction is None
            and unit is not None
            and unit.system in {"percent", "percentage_point", "times"}
        ):
            direction = direction_after(self.text, quantity.end)
        if unit is not None and unit.system == "times":
            if direction is None:
                for word in reversed(before[-5:]):
                    if word in {".", ";"}:
                        break
                    side = change_table().words.get(word)
                    if side is not None:
                        return side
                direction = "up"
            return direction
        if direction is not None and (
            bare
            or (unit is not None and unit.system in {"percent", "percentage_point"})
        ):
            if quantity.kind in {"count", "percent", "ratio"}:
                quantity.kind = "change"
        return direction


_MORE_AFTER = re.compile(r"[ ](?:more|additional|extra|further)(?![\w])(?! than)")
_ORDINALS: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
    "thousandth": 1000,
}
_ORDINAL_WORD = re.compile(rf"(?:[ -]|[ ]and[ ])({alternation(_ORDINALS)})(?!\w)")
_FUNCTION = frozenset(
    "the a an in on at of to by for from with and or but as is was were are be been it its he she they we i you this that these those there then than when while where who which what how if so not no nor yet also about around over under up down out off into onto since until after before during between among within without per via more most some any all both each every other another such only just at least".split()
)
_PLACES_BEFORE_COUNT = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_VERB_OR_PREP = re.compile(
    r"[ ](?:is|was|were|are|has|had|in|on|at|of|to|by|for|from|with|and|or|but|as|the|will|would|could|can|may|after|before|during|launch|crash|flight|aircraft|jet|smartphone|phone|plane|series|rocket|rover|mission|car|truck|tank|game|league|event)(?!\w)"
)


def lex(text: str) -> Lexed:
    """Return the numbers of a text and what is none, in order, without overlap.

    Purely lexical: it reads characters and words, never the grammar of a sentence.
    Offsets are code points of `text`. No input raises; time is linear in its length.
    """
    return _Lexer(text).run()

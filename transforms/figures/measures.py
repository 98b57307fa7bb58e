"""Units beside a number: money, percentages, durations and measures."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from babel import Locale
from babel.numbers import get_currency_name

from transforms.figures.numerals import alternation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warehouse.schema.terms import FigureKind, UnitSystem


class Unit(NamedTuple):
    """A unit as written beside a number."""

    code: str
    system: UnitSystem
    kind: FigureKind
    start: int
    end: int
    factor: Decimal = Decimal(1)
    """What the number is multiplied with (pence are 0.01 pounds)."""
    part_of_number: bool = False
    """Stands inside `number_start` to `number_end` (currency, percent sign)."""
    hyphened: bool = False
    """Joined by a hyphen, as in `12-hour`."""


def data_table(name: str) -> dict[str, Any]:
    """Parsed data file of this package."""
    path = resources.files("transforms.figures").joinpath("data", name)
    return tomllib.loads(path.read_text(encoding="utf-8"))


class MoneyTable(NamedTuple):
    """How money is written, compiled for matching."""

    symbols: Mapping[str, str]
    letters: Mapping[str, str]
    names: Mapping[str, str]
    large: Mapping[str, str]
    minor: Mapping[str, str]
    codes: frozenset[str]
    after: re.Pattern[str]


@cache
def money_table() -> MoneyTable:
    """Currencies as they are written: short forms of the data file, Babel's names."""
    data = data_table("currencies.toml")
    english = Locale.parse("en")
    names: dict[str, str] = {}
    codes = set()
    for code in sorted(english.currencies):
        if code.startswith("X") and code not in {"XOF", "XAF", "XPF", "XCD"}:
            continue
        codes.add(code)
        for count in (1, 2):
            name = get_currency_name(code, count=count, locale=english).lower()
            if " " in name and "(" not in name:
                # The current currency of a name that was used twice wins.
                names.setdefault(name, code)
    names.update(data["names"])
    written = alternation([*names, *data["large_names"], *data["minor"]])
    pattern = re.compile(
        rf"(?P<gap>[ \xa0]{{0,2}}|-|\n)"
        rf"(?:(?P<name>{written})(?![\w])"
        rf"|(?P<code>m?[a-z]{{3}}(?:[ ](?:million|billion|mn|bn|m))?)(?![\w])"
        rf"|(?P<sign>us\$|[$£€¥₹₽₩₺₦₪₫฿₴₱₡₾₭元])(?![\d]))"
    )
    return MoneyTable(
        data["symbols"],
        data["letters"],
        names,
        data["large_names"],
        data["minor"],
        frozenset(codes),
        pattern,
    )


CURRENCY_SIGNS: Final = frozenset("$£€¥₹₽₩₺₦₪₫฿₴₱₵₡₲₸₾₼₭៛৳=")
_SIGN_BEFORE = re.compile(
    r"(?:(?<![a-z0-9])(?:u\.s\.? ?|us ?|hk ?|c |usd|aud|cad|nzd|hkd|sgd|mxn"
    r"|aus?|a|ca|can|cdn|c|nz|sg?|nt|r|mex|mx|j|z|tt|ec|n|fj|f|b|bds"
    r"|uk|e|jp|cn|rmb|y|gh))?[$£€¥₹₽₩₺₦₪₫฿₴₱₵₡₲₸₾₼₭៛৳=]\Z"
)
_WORD_BEFORE = re.compile(r"(?<![\w$£€/-])(\$?[a-z]{1,4}\.?)\Z")
_LONG_SUM = re.compile(r"\d+(?:,\d{3}|\.\d|(?:m|bn|k)(?!\w))")
_MINOR_WORDS = frozenset({"c", "p", "¢"})


def currency_before(
    text: str, original: str, start: int, *, glued_only: bool = False
) -> tuple[int, str] | None:
    """Place and ISO code of the currency that stands before the number, or None."""
    at = start
    if not glued_only and at and text[at - 1] in " \xa0":
        at -= 1
        if at and text[at - 1] in " \xa0":
            at -= 1
    if not at:
        return None
    last = text[at - 1]
    table = money_table()
    if last in CURRENCY_SIGNS:
        match = _SIGN_BEFORE.search(text, max(0, at - 6), at)
        if match is None:
            return None
        code = table.symbols.get(match.group())
        if code is None:
            prefix = match.group()[:-1].strip().replace(".", "")
            code = prefix.upper() if prefix.upper() in table.codes else None
            code = code or table.symbols.get(f"{prefix}{last}")
            if code is not None:
                return match.start(), code
            code = table.symbols.get(last)
            return (at - 1, code) if code else None
        if (
            match.group() == "us $"
            and at == start
            and not original[match.start()].isupper()
        ):
            return at - 1, code  # "gave us $5"
        if match.group() == "y=" and original[match.start()] != "Y":
            return None
        return match.start(), code
    if not (last.isalpha() or last == "."):
        return None
    match = _WORD_BEFORE.search(text, max(0, at - 6), at)
    if match is None:
        return None
    word, place = match.group(1), match.start(1)
    written = original[place:at]
    if written in table.letters:
        # An `N95` mask costs no 95 naira.
        short = written == "N" and not _LONG_SUM.match(text, start)
        return (place, table.letters[written]) if at == start and not short else None
    code = table.symbols.get(word)
    if word == "ps" and not _LONG_SUM.match(text, start):
        return None  # "PS5" is a console, "PS2.7m" a pound sign that was lost
    if code is not None and (
        written.lstrip("$")[:1].isupper() or word in {"rs", "rs.", "sen", "rmb"}
    ):
        return place, code
    if word.upper() in table.codes and (written.isupper() or at == start):
        return place, word.upper()
    return None


def currency_after(text: str, original: str, end: int, value: Decimal) -> Unit | None:
    """Currency after the number (`420 million Finnish markka`, `5p`), or None."""
    table = money_table()
    match = table.after.match(text, end)
    if match is None:
        return None
    gap = match.group("gap")
    hyphened = gap == "-"
    if code_group := match.group("code"):
        written = original[match.start("code") : match.end()]
        code, _, scale = code_group.upper().partition(" ")
        factor = Decimal(
            {"": 1, "M": 10**6, "MN": 10**6, "MILLION": 10**6}.get(scale, 10**9)
        )
        if len(code) == 4:
            code, factor = code[1:], Decimal(10**6)
        written = written.split(" ")[0]
        if code not in table.codes or not (
            written.isupper()
            or code in {"USD", "EUR", "GBP", "JPY", "INR", "CAD", "AUD"}
        ):
            return None
        if code in {"ALL", "TOP"}:
            return None
        return Unit(
            code, "iso4217", "money", match.start("code"), match.end(), factor, True
        )
    if sign := match.group("sign"):
        if gap == "\n":
            return None
        code = table.symbols[sign]
        return Unit(
            code, "iso4217", "money", match.start("sign"), match.end(), Decimal(1), True
        )
    name = match.group("name")
    start, stop = match.start("name"), match.end()
    if name in table.minor:
        if name in _MINOR_WORDS:
            # "5p" and "1112 p", but "5 c" is no price.
            if gap not in {"", " "} or (
                name == "c" and (gap or original[start] == "C")
            ):
                return None
            if name == "p" and original[start] == "P":
                return None
        code = table.minor[name]
        return Unit(
            code, "iso4217", "money", start, stop, Decimal("0.01"), True, hyphened
        )
    if name in table.large:
        if hyphened or value < _LARGE:
            return None
        if name in {"pound", "pounds"} and value < _POUNDS:
            return None
        code = table.large[name]
    else:
        code = table.names[name]
    pence = _AND_MINOR.match(text, stop)
    return Unit(
        code,
        "iso4217",
        "money",
        start,
        pence.end() if pence else stop,
        Decimal(1),
        True,
        hyphened,
    )


_AND_MINOR = re.compile(r"(?!)")
_LARGE: Final = Decimal(100)
"""From here on `250 won` is money rather than a verb."""
_POUNDS: Final = Decimal(10_000)
"""Pounds below are a weight more often than sterling, which news writes with a sign."""


class MeasureTable(NamedTuple):
    """Units of time and measure, compiled for matching."""

    by_word: Mapping[str, tuple[str, FigureKind, Decimal]]
    exact: Mapping[str, tuple[str, FigureKind, Decimal]]
    pattern: re.Pattern[str]


@cache
def measure_table() -> MeasureTable:
    """Units of `units.toml` by the way they are written."""
    data = data_table("units.toml")
    by_word: dict[str, tuple[str, FigureKind, Decimal]] = {}
    exact: dict[str, tuple[str, FigureKind, Decimal]] = {}
    words: set[str] = set()
    symbols: set[str] = set()
    kinds: tuple[FigureKind, ...] = ("duration", "measure")
    for kind in kinds:
        for row in data[kind]:
            entry = (row["code"], kind, Decimal(row.get("factor", 1)))
            for word in row.get("words", ()):
                by_word[word] = entry
                words.add(word)
                if " " in word:
                    by_word[word.replace(" ", "-")] = entry
                    words.add(word.replace(" ", "-"))
            for symbol in row.get("symbols", ()):
                by_word.setdefault(symbol, entry)
                symbols.add(symbol)
            for symbol in row.get("exact", ()):
                exact[symbol] = entry
    glued = sorted(symbols | {symbol.lower() for symbol in exact})
    pattern = re.compile(
        rf"(?P<gap>[ \xa0]?\n[ ]?|[ \xa0]{{1,2}}-?[ ]?|-(?:and-)?)"
        rf"(?P<word>{alternation([*words, *glued])})(?![\w°])"
        rf"|[ \xa0]?(?P<symbol>{alternation(glued)})(?![\w'°])"
    )
    return MeasureTable(by_word, exact, pattern)


_PERCENT = re.compile(
    r"(?P<gap>[ \xa0]{0,2}|-|[ ]?\n)(?:"
    r"(?P<points>(?:percent|per[ -]cent|%)?[ -]?(?:age)?[ -]?points?(?![\w])"
    r"|ppts?(?!\w)|pp(?!\w))"
    r"|(?P<basis>basis[ -]points?(?!\w)|bps(?!\w))"
    r"|(?P<sign>%(?:[ -](?=points?))?|percent(?:age|s)?(?![\w])"
    r"|per[ -]cent(?!\w)|pct\.?(?!\w)|p\.c(?:\.(?=[ ]?[a-z,;)])|(?!\w))|pc(?![\w]))"
    r")"
)
_PERCENT_POINTS = re.compile(r"(?:[ -]points?|[ -]?age points?)(?!\w)")


def percent_after(text: str, end: int) -> Unit | None:
    """Percent, percentage points or basis points after the number, or None."""
    match = _PERCENT.match(text, end)
    if match is None:
        return None
    gap = match.group("gap")
    if match.group("points") is not None:
        words = match.group("points")
        if words.strip(" -") in {"point", "points"}:
            return None
        return Unit(
            "pp",
            "percentage_point",
            "percent",
            match.start("points"),
            match.end(),
            part_of_number=True,
            hyphened=gap == "-",
        )
    if match.group("basis") is not None:
        return Unit(
            "pp",
            "percentage_point",
            "percent",
            match.start("basis"),
            match.end(),
            Decimal("0.01"),
            True,
            gap == "-",
        )
    sign = match.group("sign")
    stop = match.start("sign") + len(sign.rstrip(" -"))
    points = _PERCENT_POINTS.match(text, stop)
    if points is not None:
        return Unit(
            "pp",
            "percentage_point",
            "percent",
            match.start("sign"),
            points.end(),
            part_of_number=True,
        )
    return Unit(
        "%",
        "percent",
        "percent",
        match.start("sign"),
        stop,
        part_of_number=True,
        hyphened=gap == "-",
    )


_MORE = re.compile(
    r"[ \xa0](?:more|additional|extra|further|consecutive|straight|full|whole"
    r"|long|successive|solid|calendar|business|working|extra|other)(?=[ \xa0])"
)


def measure_after(text: str, original: str, end: int) -> Unit | None:
    """Unit of time or measure after the number, or None."""
    table = measure_table()
    match = table.pattern.match(text, end)
    if match is None:
        more = _MORE.match(text, end)
        if more is None:
            return None
        match = table.pattern.match(text, more.end())
        if match is None:
            return None
        entry = table.by_word.get(match.group("word") or "")
        if entry is None or entry[1] != "duration":
            return None
    group = "word" if match.group("word") is not None else "symbol"
    start, stop = match.span(group)
    written = original[start:stop]
    entry = table.exact.get(written) or table.by_word.get(match.group(group))
    if entry is None:
        return None
    gap = match.group("gap") if group == "word" else text[end:start]
    gap = gap or ""
    if "\n" in gap and original[start].isupper():
        return None
    if match.group(group) in {"′", "″", "°"} and gap:
        return None
    if match.group(group) in {"c", "f", "w", "v"} and gap and written.islower():
        return None
    code, kind, factor = entry
    return Unit(code, "ucum", kind, start, stop, factor, hyphened="-" in gap)

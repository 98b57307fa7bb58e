"""Sentences of a news text, found by rules in one pass over its marks.

A statistical splitter would need the parse that is made of these sentences, so the
rules come first: end marks, the abbreviations of news prose, initials, closing
quotation marks and brackets, line breaks.
"""

from __future__ import annotations

import re

from transforms.figures.words import listed

MAX_SENTENCE = 2_000
"""Characters of the longest sentence. The longest that were seen in 12,000 news
articles and were sentences had 1,100; what is longer is a table or a list."""

LINE_BREAK = re.compile(
    r"[^\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*"
)

CLOSERS = "\"'”’»)]*"

END = re.compile(
    # End marks, then what closes with them, then white space ...
    rf"(?P<marks>[.!?…]+(?: \.)*)[{re.escape(CLOSERS)}]*(?P<space>\s+)"
    # ... or, where a space was lost, a capital that follows a word at once.
    r"|(?<=[a-z0-9)][a-z0-9)])(?P<glued>[.!?])[”\"’]?(?=[“\"‘]?[A-Z][a-z’' ])"
    # The same where the space stands on the wrong side: "power .Some".
    r"|(?<=[a-z0-9)]\s)(?P<lost>[.!?])(?=[“\"‘]?[A-Z][a-z ])"
    # Bullets inside a line part items.
    r"|\s(?P<bullet>[•●▪■])\s"
)

DATELINE = re.compile(
    # TARN VALE, March 3 (ONA) - Osland said ...
    r"(?:[A-Z][A-Z .,'’/-]{2,40}(?:,\s[A-Z][a-z.]+(?:\s\d{1,2})?)?"
    r"(?:\s\([A-Z][\w .,/-]{1,30}\))?"
    # Tarn Vale, Osland (ONA) - Osland said ...
    r"|[A-Z][\w .,'’-]{2,50}\s\([A-Z][\w ./-]{1,30}\))\s?(?:[-–—]|--)\s(?=\S)"
    # 14:05 GMT  UPDATE: Osland said ...
    r"|\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?\s?[:–—-]?\s+"
    r"(?:[A-Z]{4,10}\s?[:–—-]\s+)?(?=[A-Z“\"])"
    r"|(?:UPDATE|BREAKING|LIVE|WATCH|EXCLUSIVE|READ MORE)\s?[:–—-]\s+(?=\S)"
)
"""Place and agency before a report's first sentence, or the time of an entry."""

NEVER = frozenset(
    listed(
        """
    mr mrs ms mx dr prof sen rep gov gen lt col sgt capt cmdr maj adm rev hon fr
    st ste mt ft vs v e.g i.e cf viz approx est dept supt insp det messrs pres
    sec amb atty asst assoc ald cllr no nos fig vol pp art op ca brig cpl pvt
    pfc spc lt.col lt.gov maj.gen brig.gen lt.gen reps sens govs drs profs
    """
    )
)
"""Abbreviations that a name or number follows, so that they end no sentence."""

MONTHS = frozenset(
    listed(
        """
    jan feb mar apr jun jul aug sept sep oct nov dec
    """
    )
)

SOMETIMES = frozenset(
    listed(
        """
    u.s u.k u.n e.u u.a.e u.s.a d.c a.m p.m inc corp co ltd llc plc jr sr bros
    etc al ave blvd rd ph.d m.d b.a m.a l.a n.y n.j p.s dc md ariz calif colo
    conn fla ill ind kan ky mass mich minn miss mo mont neb nev okla ore pa tenn
    tex va vt wash wis wyo ala ark del ga la me n.c s.c n.d s.d n.h n.m r.i w.va
    """
    )
)
"""Abbreviations that may end a sentence; the word that follows tells."""

STARTERS = frozenset(
    listed(
        """
    the a an this that these those it its he she they we i you his her their our
    my in on at by for from with after before since during as if when while but
    and or so yet there here what who how why where not no all some many most
    more according meanwhile however although though despite under over last
    next one two both each police officials
    """
    )
)
"""Words that begin sentences far more often than they follow an abbreviation."""

WORD_BEFORE = re.compile(r"(?:^|[\s(\[“\"‘'—–/-])((?:[^\W\d_]+\.)*[^\W\d_]+|\d+)$")
WORD_AFTER = re.compile(r"[“\"‘'(\[]*([^\W_]+)")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences, in order, without the white space between them.

    Every character that is no white space is in exactly one span. A line break ends
    a sentence unless the line looks wrapped: it has no end mark, and the next line
    goes on in lower case.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(text) and text[start].isspace():
        start += 1
    line_start = start
    for line in LINE_BREAK.finditer(text, start):
        if is_wrapped(text, line_start, line):
            continue
        split_line(text, line_start, line.start(), spans)
        line_start = line.end()
    split_line(text, line_start, len(text), spans)
    return spans


def is_wrapped(text: str, line_start: int, line: re.Match[str]) -> bool:
    """Whether a line break stands inside a sentence, as in text wrapped at 72."""
    before, after = line.start() - 1, line.end()
    if after >= len(text) or not text[after].islower():
        return False
    # Lists and headings break after few words; wrapped lines are long.
    begin = max(line_start, text.rfind("\n", line_start, line.start()) + 1)
    if not 40 <= line.start() - begin <= 120:
        return False
    return (
        before >= 0
        and (text[before].isalnum() or text[before] in ",;-–—’'”")
        and text.count("\n", line.start(), line.end()) == 1
    )


def split_line(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Append the sentences of one line (or of lines wrapped from one)."""
    begin = start
    dateline = DATELINE.match(text, start, end)
    if dateline:
        append(text, begin, dateline.end(), spans)
        begin = dateline.end()
    for mark in END.finditer(text, start, end):
        if mark["bullet"]:
            cut, following = mark.start(), mark.start("bullet")
        elif mark["glued"] or mark["lost"]:
            cut = following = mark.end()
        else:
            cut, following = mark.start("space"), mark.end()
        if following >= end:
            break
        if cut <= begin:
            continue
        if mark["marks"] and not ends_sentence(text, begin, end, mark):
            continue
        if mark["glued"] and is_inside_name(text, begin, mark):
            continue
        append(text, begin, cut, spans)
        begin = following
    append(text, begin, end, spans)


def append(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Append a span without outer white space, cut where it is too long."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    while end - start > MAX_SENTENCE:
        cut = find_cut(text, start)
        append(text, start, cut, spans)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))


def find_cut(text: str, start: int) -> int:
    """The last clause mark, else the last space, else the limit."""
    limit = start + MAX_SENTENCE
    for mark in ("; ", ", ", " "):
        found = text.rfind(mark, start + MAX_SENTENCE // 2, limit)
        if found > 0:
            return found + 1
    return limit


def ends_sentence(text: str, begin: int, end: int, mark: re.Match[str]) -> bool:
    """Whether the marks, followed by white space, end the sentence."""
    after = mark.end()
    first = text[after]
    if first.islower():
        return False
    marks = mark["marks"]
    if marks != "." or mark.end("marks") != mark.start("space"):
        return True
    window = text[max(begin, mark.start() - 24) : mark.start()]
    word = WORD_BEFORE.search(window)
    if word is None:
        return True
    token = word[1]
    lowered = token.lower()
    if lowered in NEVER:
        # "No." is an abbreviation before a number and a sentence elsewhere.
        return lowered in {"no", "nos", "art", "op", "fig"} and not first.isdigit()
    if token.isdigit():
        # "1. The first item": the number is the marker of a list.
        return not (len(token) <= 2 and len(window) == len(token))
    if lowered in MONTHS and token[0].isupper():
        return not first.isdigit()
    is_initial = len(token) == 1 and token.isupper()
    if is_initial or lowered in SOMETIMES or "." in token:
        following = WORD_AFTER.match(text, after, end)
        if lowered in {"a.m", "p.m"}:
            return following is not None and following[1][0].isupper()
        return following is not None and following[1].lower() in STARTERS
    return True


def is_inside_name(text: str, begin: int, mark: re.Match[str]) -> bool:
    """Whether a mark without white space belongs to an address or a name."""
    word_start = max(
        text.rfind(" ", begin, mark.start()), text.rfind("\n", begin, mark.start())
    )
    word = text[max(word_start + 1, begin, mark.start() - 60) : mark.start()]
    return "/" in word or "@" in word or "www" in word.lower()

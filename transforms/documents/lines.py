"""The lines of a text, with what their looks say about them."""

from __future__ import annotations

import re
from dataclasses import dataclass

LINE = re.compile(r"[^\s](?:[^\n\r\u2028\u2029]*[^\s])?")
"""A stretch without line ends, white space at both ends left out."""

END_OF_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
SENTENCE_BREAK = re.compile(r"[.!?][\"'”’)]*\s+[\"'“‘(]*[A-Z0-9£$€]")
QUOTATION = re.compile(
    r"[“\"]\S[^“”\"]{12,}|[“\"]\S[^“”\"]{0,12}[”\"]\s*,?\s*\w+ (?:said|says)"
)
SINGLE_QUOTED = re.compile(
    r"(?<!\w)(?:‘(?=[A-Z]).{10,300}?[,.!?]’|'(?=[A-Z]).{10,300}?[,.!?]')(?!\w)"
)
"""A quotation between single marks: what ends it stands inside them, unlike where they
set off a title or are apostrophes."""
SPEECH = re.compile(
    r"\b(?:sa(?:id|ys|ying)|(?<!your )say|told|tells|according to|announc\w+|"
    r"warn(?:s|ed)|report(?:s|ed) that|"
    r"(?:figures|data|polls?|records|results|surveys?) show(?:s|ed)?|"
    r"estimat\w+|confirm(?:s|ed)|(?-i:stat(?:es|ed))|claim(?:s|ed)|"
    r"add(?:s|ed) that|reveal(?:s|ed)|disclos(?:es|ed)|insist(?:s|ed)|found that)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[{]*[A-Z0-9£$€@#©_])")
"""Where one sentence of a line ends and the next begins; wires rule off by ``___``."""
ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|Capt|Maj|"
    r"Cmdr|Prof|Rev|Hon|No|vs|Inc|Co|Corp|Ltd|Dist|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|"
    r"Dec|[A-Z]\.[A-Z])\.)$"
)
"""What a full stop ends that ends no sentence; initials among them."""
DIGIT = re.compile(r"\d")
NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|"
    r"twenty|thirty|forty|fifty|hundreds?|thousands?|millions?|billions?|half|third)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text that is not empty."""

    start: int
    end: int
    text: str


def split_lines(text: str) -> list[Line]:
    """The lines of a text that hold more than white space, with their offsets."""
    return [
        Line(match.start(), match.end(), match.group()) for match in LINE.finditer(text)
    ]


def count_words(line: str) -> int:
    """Words of a line, split at white space."""
    return len(line.split())


def split_sentences(line: str) -> list[tuple[int, int]]:
    """The sentences of a line as half-open stretches, white space left out.

    Cheap: full stops after titles, initials and months end none, others do.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in SENTENCE_END.finditer(line):
        stop = match.start() + len(match.group().rstrip())
        if line[match.start()] == "." and ABBREVIATION.search(
            line, max(0, match.start() - 8), match.start() + 1
        ):
            continue
        found.append((start, stop))
        start = match.end()
    if start < len(line):
        found.append((start, len(line)))
    return found


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    return END_OF_SENTENCE.search(line[-8:]) is not None


def holds_quotation(line: str) -> bool:
    """Whether a direct quotation of some words stands in the line."""
    return (("“" in line or '"' in line) and QUOTATION.search(line) is not None) or (
        ("‘" in line or "'" in line) and SINGLE_QUOTED.search(line) is not None
    )


def holds_attributed_figure(line: str) -> bool:
    """Whether the line has a number and words that give it a source."""
    return (
        DIGIT.search(line) is not None or NUMBER_WORD.search(line) is not None
    ) and SPEECH.search(line) is not None


def is_evidence(line: str) -> bool:
    """Whether the line may never be taken for furniture because it recurs."""
    return holds_quotation(line) or holds_attributed_figure(line)


TITLE_OF_WORK = re.compile(
    r"\b(?:of|on|is|book|novel|memoir|author|best-?sell\w+|hosts?|podcast|show|series|"
    r"called|titled|and)\W{1,3}[“\"][^“”\"]{2,100}[”\"]"
)
"""What a person wrote or hosts, which quotation marks enclose and nobody said."""


def is_testimony(line: str) -> bool:
    """Whether the line is evidence apart from titles of books and programmes."""
    return is_evidence(line) and is_evidence(TITLE_OF_WORK.sub(" ", line))


def is_told(line: str) -> bool:
    """Whether somebody is heard in the line, or gives a figure.

    Pages put the names of their newsletters in quotation marks.
    """
    return holds_attributed_figure(line) or (
        holds_quotation(line) and (line[0] in '“"' or SPEECH.search(line) is not None)
    )


def opens_quotation(line: str, at: int) -> bool:
    """Whether a place of the line stands inside quotation marks."""
    return (
        line.count("“", 0, at) > line.count("”", 0, at)
        or line.count('"', 0, at) % 2 == 1
    )


def is_prose(line: str) -> bool:
    """Whether a line reads as a paragraph of an article.

    More than one sentence, a long one, or one with a quotation or a source.
    """
    if not ends_sentence(line) and not line.endswith((":", ",", "”", '"')):
        return False
    words = count_words(line)
    long, short = 30, 8
    if words >= long or (words >= short and SENTENCE_BREAK.search(line)):
        return True
    return words >= short and (holds_quotation(line) or SPEECH.search(line) is not None)


def is_headline(line: str) -> bool:
    """Whether a line looks like the headline of a teaser: short, no full stop."""
    longest = 22
    return count_words(line) <= longest and not line.endswith((".", ":", ",", ";"))

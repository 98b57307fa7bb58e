"""Whatever is repeated, four times the text takes about four times as long.

Pieces of a few random parts are repeated until they fill a text; a rule that looks
back, or ahead, further the longer the text is shows itself. A piece that looks slow is
read again at sixteen times the length, where a square has grown to 256 times and noise
has not grown at all. PRESSTALLY_PIECES sets how many pieces are tried, PRESSTALLY_SEED
other ones.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

import pytest

from transforms.documents.decode import decode
from transforms.documents.fields import clean_line
from transforms.documents.lines import split_lines
from transforms.documents.page import label_lines
from transforms.documents.record import RefusedError
from transforms.figures.lexer import lex
from transforms.figures.sentences import split_sentences
from transforms.figures.speech import read_speech

pytestmark = pytest.mark.system

PARTS = (
    "0 1 12 2,400 3.5 ½ 1/2 19:30 2026 $ £ € % - – — ( ) [ ] . , ; : ? ! ' \" “ ” ‘ ’ / "
    "& < > = + @ # _ a A an the one two twenty hundred million dozen half third first "
    "per cent percent pounds people years old to and or of from between about nearly "
    "more than fewer up said told according Ida Marlow Tarn Water he Dr Mr U.S. March "
    "Monday last month <p> </p> <!-- --> &amp; &#0; http://a.example/ a@b.example Photo: "
    "Read Share • | 5pm 1st 10th x X 6ft 5°C \\ ` ~ ^ { }"
).split(" ")
SPACES = ["", " ", " ", " ", "\n", "\n\n", "\t", "\xa0", "\u200b", "\u2028"]
LENGTH = 20_000
PIECES = int(os.environ.get("PRESSTALLY_PIECES", "60"))
SEED = int(os.environ.get("PRESSTALLY_SEED", "3"))


def decoded(text: str) -> None:
    for encoding in ("utf-8", "utf-16-le"):
        try:
            decode(text.encode(encoding))
        except RefusedError:
            continue


READERS: dict[str, Callable[[str], object]] = {
    "lexer": lex,
    "sentences": split_sentences,
    "speech": lambda text: read_speech(text, split_sentences(text)),
    "blocks": lambda text: label_lines(split_lines(text), title=text[:200]),
    "title": clean_line,
    "decode": decoded,
}


def pieces() -> list[str]:
    source = random.Random(SEED)
    return [
        "".join(
            source.choice(PARTS) + source.choice(SPACES)
            for _ in range(source.randint(1, 5))
        )
        for _ in range(PIECES)
    ]


def seconds(read: Callable[[str], object], text: str, calls: int = 3) -> float:
    """Processor time of the fastest call: what the machine adds is noise."""
    spent = []
    for _ in range(calls):
        begin = time.process_time()
        read(text)
        spent.append(time.process_time() - begin)
        if spent[-1] < 0.05:
            break
    return min(spent)


def grows_faster(read: Callable[[str], object], piece: str) -> bool:
    """Whether much longer texts take more than their length says, in two looks."""
    text = piece * (16 * LENGTH // len(piece) + 1)
    short = seconds(read, text[:LENGTH])
    # Four times the text; twice that and 50 ms more for the noise.
    if seconds(read, text[: 4 * LENGTH]) <= 8 * short + 0.05:
        return False
    return seconds(read, text) > 64 * max(seconds(read, text[:LENGTH], 5), 0.005)


@pytest.mark.parametrize("name", READERS)
def test_time_grows_with_the_length_whatever_is_repeated(name: str) -> None:
    read = READERS[name]
    read("Ida Marlow said 12 boats sank.")
    assert not [piece for piece in pieces() if grows_faster(read, piece)]


def test_a_reader_whose_time_is_a_square_is_found() -> None:
    def square(text: str) -> int:
        return sum(sum(map(ord, text[n:])) for n in range(0, len(text), 300))

    assert grows_faster(square, "ab")
    assert not grows_faster(lambda text: sum(map(ord, text)), "ab")

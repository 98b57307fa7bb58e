"""Whatever is repeated, four times the text takes about four times as long.

Pieces of a few random parts are repeated until they fill a text; a rule that looks
back, or ahead, further the longer the text is shows itself. PRESSTALLY_PIECES sets how
many pieces are tried, PRESSTALLY_SEED other ones.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest
from growth import grows_faster, repeated

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
LENGTH = 320_000
"""Of the text that a suspect is read in; the others are read in a quarter of it."""
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


@pytest.mark.parametrize("name", READERS)
def test_time_grows_with_the_length_whatever_is_repeated(name: str) -> None:
    read = READERS[name]
    read("Ida Marlow said 12 boats sank.")
    assert not [
        piece for piece in pieces() if grows_faster(read, repeated(piece, LENGTH))
    ]


def test_a_reader_whose_time_is_a_square_is_found() -> None:
    def square(text: str) -> int:
        return sum(sum(map(ord, text[n:])) for n in range(0, len(text), 300))

    text = repeated("ab", LENGTH)
    assert grows_faster(square, text)
    assert not grows_faster(lambda text: sum(map(ord, text)), text)

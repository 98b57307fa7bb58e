"""Whether the time that a reader takes grows faster than what it reads.

No machine is slow enough to fail here, and none is fast enough to hide a square: a text
is compared with parts of itself, and what looks slow is looked at again at four times
the size, where a square has grown to 256 times and noise has not grown at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable

Reader = Callable[[str], object]

NOISE_SECONDS = 0.05
"""What a busy machine may add to a call that takes no time by itself."""


def repeated(piece: str, length: int) -> str:
    """A text of at least that length, made of one piece."""
    return piece * (length // len(piece) + 1)


def grows_faster(read: Reader, text: str) -> bool:
    """Whether the text takes more time than its length says, in two looks.

    Args:
        read: What is measured; it has been called before, so that nothing is loaded
            or compiled here.
        text: A quarter of it is read and held against a sixteenth. Only where that
            looks slow, all of it is read.
    """
    sixteenth, quarter = text[: len(text) // 16], text[: len(text) // 4]
    short = min(seconds(read, sixteenth), seconds(read, sixteenth))
    # Four times the text takes four times as long; twice that is allowed.
    if is_within(read, quarter, 8 * short + NOISE_SECONDS):
        return False
    short = min(seconds(read, sixteenth) for _ in range(5))
    return not is_within(read, text, 64 * max(short, NOISE_SECONDS / 10))


def is_within(read: Reader, text: str, limit: float) -> bool:
    """Whether one of three calls takes no longer: what the machine adds is noise."""
    return any(seconds(read, text) <= limit for _ in range(3))


def seconds(read: Reader, text: str) -> float:
    """Processor time of a call."""
    begin = time.process_time()
    read(text)
    return time.process_time() - begin

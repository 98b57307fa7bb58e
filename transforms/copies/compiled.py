"""Loops compiled by numba: kept on disk where that is possible, free of the lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, cast

import numba

Value: TypeAlias = Any
"""What a compiled loop takes and gives: numba infers its types from the call."""

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """The loop, compiled at its first call and kept beside the code for the next run.

    An installation that nobody may write to has no place for the compiled code; it is
    then compiled anew in each process (some seconds).
    """
    try:
        return cast("Loop", numba.njit(cache=True, nogil=True)(loop))
    except RuntimeError:
        return cast("Loop", numba.njit(nogil=True)(loop))

"""Named points at which a test can kill the process, as a power cut would."""

from __future__ import annotations

import os
from collections import Counter

VARIABLE = "PRESSTALLY_CRASH_AT"
"""Name of a point, or ``name:n`` for its n-th passing."""

CRASH_POINTS = (
    "ingest.segment_written",
    "ingest.segment",
    "ingest.end",
    "build.tables",
    "build.stage",
    "publish.tables",
    "publish.checked",
    "publish.renamed",
    "publish.index",
)
"""In the order a run passes them.

``ingest.segment_written`` lies before a segment gets its name, ``build.tables``
between the tables of a stage and its marker, ``publish.checked`` before the release
gets its name, ``publish.renamed`` and ``publish.index`` before the index and `latest`
know of it.
"""

KILLED = 137
"""Exit status of a process that was killed with signal 9."""

_passed: Counter[str] = Counter()


def crash_point(name: str) -> None:
    """Nothing; ends the process at once where a test asks for it.

    Raises:
        KeyError: The point is not declared, so no test knows of it.
    """
    if name not in CRASH_POINTS:
        raise KeyError(f"crash point {name!r} is not in CRASH_POINTS")
    wanted = os.environ.get(VARIABLE)
    if not wanted:
        return
    _passed[name] += 1
    if wanted in (name, f"{name}:{_passed[name]}"):
        os._exit(KILLED)

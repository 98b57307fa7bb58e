"""What differs between any two releases of a home folder."""

from __future__ import annotations

import pyarrow as pa

from warehouse.changes import compute_changes
from warehouse.home import Home
from warehouse.releases import Release, find_release
from warehouse.schema.catalog import CORE_TABLES


def diff(home: Home, version_a: str, version_b: str) -> pa.Table:
    """Rows that changed from one release to another, as in table `changes`.

    Args:
        home: Where both lie.
        version_a: Release to start from.
        version_b: Release to arrive at, or `latest`.

    Raises:
        ReleaseError: There is no such release.
    """
    a = find_release(home, version_a).read()
    b = find_release(home, version_b).read()
    return compute_changes(b, a, inputs_current=b.inputs, inputs_previous=a.inputs)


def unlike(a: Release, b: Release) -> list[str]:
    """A sentence for each of two releases that lacks tables which the other has.

    An older presstally made fewer tables. Nothing can be said of their rows, so they
    count as added or removed, which a reader of the numbers has to know.

    Args:
        a: Release to start from.
        b: Release to arrive at.
    """
    told = []
    for one, other, change in ((a, b, "added"), (b, a, "removed")):
        lacking = [
            name
            for name in CORE_TABLES
            if name in other.tables and name not in one.tables
        ]
        if lacking:
            told.append(
                f"{one.version} was made by a presstally that had no table "
                f"{', '.join(lacking)}: all its rows count as {change}"
            )
    return told

"""What differs between any two releases of a home folder."""

from __future__ import annotations

import pyarrow as pa

from warehouse.changes import compute_changes
from warehouse.home import Home
from warehouse.releases import find_release


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

"""One writing run per home folder, however its flows are nested."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.embedded import stop_orphaned_servers
from warehouse.home import Home

_held: set[Path] = set()


@contextmanager
def held(home: Path, *, wait: float) -> Iterator[Home]:
    """The home folder, locked for this process; nested flows share the lock.

    Args:
        home: The home folder; made where it is missing.
        wait: Seconds to wait for another run.

    Raises:
        HomeLockedError: Another run still holds the folder.
    """
    folder = Home(home)
    key = home.resolve()
    if key in _held:
        yield folder
        return
    with folder.lock(wait=wait):
        _held.add(key)
        try:
            stop_orphaned_servers(home)
            yield folder
        finally:
            _held.discard(key)

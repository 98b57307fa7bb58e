"""The home folder: where everything lies, and who may write to it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from warehouse.files import TEMPORARY, clear_errors, make_folder, remove
from warehouse.schema.errors import HomeLockedError, PresstallyError

POLL_SECONDS = 0.2
"""Between two tries for the lock: short beside any run, and no load."""


@dataclass(frozen=True, slots=True)
class Home:
    """A folder with a store, a cache, corrections, runs and releases."""

    path: Path

    def __post_init__(self) -> None:
        """Take a path in words, too."""
        object.__setattr__(self, "path", Path(self.path))

    @property
    def settings(self) -> Path:
        """Settings file; may be absent."""
        return self.path / "presstally.toml"

    @property
    def segments(self) -> Path:
        """What was ingested: files that never change."""
        return self.path / "store" / "segments"

    @property
    def frequencies(self) -> Path:
        """Frozen document frequencies."""
        return self.path / "store" / "frequencies"

    @property
    def cache(self) -> Path:
        """What pure functions returned; may be deleted at any time."""
        return self.path / "cache"

    @property
    def corrections(self) -> Path:
        """Human decisions, as YAML files."""
        return self.path / "corrections"

    @property
    def runs(self) -> Path:
        """Builds, finished and broken off."""
        return self.path / "runs"

    @property
    def releases(self) -> Path:
        """What readers read."""
        return self.path / "releases"

    @property
    def latest(self) -> Path:
        """Relative symbolic link to the newest release."""
        return self.releases / "latest"

    @property
    def index(self) -> Path:
        """List of all releases, JSON."""
        return self.releases / "index.json"

    @property
    def lock_file(self) -> Path:
        """File that a writing run holds locked; names its process."""
        return self.path / ".lock"

    def create(self) -> None:
        """Make the folders that are missing.

        Raises:
            PresstallyError: The folder can't be written.
        """
        if self.path.exists() and not self.path.is_dir():
            raise PresstallyError(
                f"{self.path} is a file, not a folder: choose another with --home"
            )
        for folder in self._folders():
            make_folder(folder)

    @contextmanager
    def lock(self, *, wait: float | None = None) -> Iterator[None]:
        """Holds the home folder for one writing run.

        The system lets go of the lock when the process ends, however it ends. What
        an earlier run left unfinished is cleared away.

        Args:
            wait: Seconds to wait for another run; None waits until it ends.

        Raises:
            HomeLockedError: Another run still holds the folder.
            PresstallyError: The folder can't be written.
        """
        self.create()
        with clear_errors(self.lock_file):
            descriptor = os.open(self.lock_file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            self._acquire(descriptor, wait)
            with clear_errors(self.lock_file):
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
            self._clear_leftovers()
            try:
                yield
            finally:
                os.ftruncate(descriptor, 0)
        finally:
            os.close(descriptor)

    def _acquire(self, descriptor: int, wait: float | None) -> None:
        deadline = None if wait is None else time.monotonic() + wait
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
                # Waiting for oneself would never end.
                own = holder == str(os.getpid())
                if own or (deadline is not None and time.monotonic() >= deadline):
                    raise HomeLockedError(
                        f"{self.path} is in use by another run (process "
                        f"{holder or 'unknown'}): wait until it ends, or choose "
                        "another folder with --home"
                    ) from None
                time.sleep(POLL_SECONDS)
            else:
                return

    def _folders(self) -> tuple[Path, ...]:
        return (
            self.path,
            self.segments,
            self.frequencies,
            self.cache,
            self.corrections,
            self.runs,
            self.releases,
        )

    def _clear_leftovers(self) -> None:
        """Remove what runs that were killed had not finished; lock held."""
        runs = [run for run in self.runs.iterdir() if run.is_dir()]
        stages = [stage for run in runs for stage in run.iterdir() if stage.is_dir()]
        for folder in (*self._folders(), *runs, *stages):
            if folder.is_dir():
                for leftover in folder.glob(f"{TEMPORARY}*"):
                    remove(leftover)

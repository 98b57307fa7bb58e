"""What pure functions returned, kept in a SQLite file between runs.

Fits the protocol of `transforms.cache.Cache`. A value that can't be read is a value
that is not known: the cache may cost time, never a result.
"""

from __future__ import annotations

import logging
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TypeVar

from warehouse.files import clear_errors, make_folder
from warehouse.schema.errors import PresstallyError

logger = logging.getLogger(__name__)

KEYS_PER_QUERY = 500
"""SQLite builds of old allow 999 variables in a statement."""

ROWS_PER_COMMIT = 5_000
"""Lets other processes write in between; a kill loses no more than this."""

BUSY_SECONDS = 60
"""Wait for another process's commit; one takes milliseconds."""

RETRY_SECONDS = 0.05

CHECK_BYTES = 4

T = TypeVar("T")


class DiskCache:
    """Remembers values by key; safe for several processes and after any kill.

    Opens its file for each call, so that it may be handed to other processes and
    threads.
    """

    def __init__(self, folder: Path) -> None:
        """A cache in a folder, which is made when something is remembered."""
        self._path = folder / "transforms.sqlite3"

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are known, by key."""
        known: dict[str, bytes] = {}
        try:
            with closing(self._open()) as connection:
                for chunk in _chunks(dict.fromkeys(keys), KEYS_PER_QUERY):
                    marks = ",".join("?" * len(chunk))
                    rows = connection.execute(
                        f"select key, value from items where key in ({marks})",  # noqa: S608 - marks only
                        chunk,
                    )
                    known.update((key, value) for key, value in rows)
        except sqlite3.DatabaseError as error:
            self._recover(error)
            return {}
        return dict(_sound(known))

    def put_many(self, items: Mapping[str, bytes]) -> None:
        """Remember the values.

        Raises:
            PresstallyError: The disk is full or the cache can't be written.
        """
        rows = ((key, _sealed(value)) for key, value in items.items())
        try:
            with closing(self._open()) as connection:
                for chunk in _chunks(rows, ROWS_PER_COMMIT):
                    with connection:
                        connection.executemany(
                            "insert or replace into items (key, value) values (?, ?)",
                            chunk,
                        )
        except sqlite3.DatabaseError as error:
            self._recover(error)

    def _open(self) -> sqlite3.Connection:
        make_folder(self._path.parent)
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                return self._opened()
            except sqlite3.OperationalError as error:
                # SQLite does not wait by itself where two processes make the file
                # or its journal at once.
                if not _is_busy(error) or time.monotonic() > deadline:
                    raise
                time.sleep(RETRY_SECONDS)

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS)
        try:
            connection.execute("pragma journal_mode = wal")
            # A power cut may lose the last commits, never the file's order.
            connection.execute("pragma synchronous = normal")
            connection.execute(
                "create table if not exists items "
                "(key text primary key, value blob not null) without rowid"
            )
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def _recover(self, error: sqlite3.DatabaseError) -> None:
        """Puts a damaged file aside, so that the next call starts a new one.

        Raises:
            PresstallyError: The disk is full or the cache can't be written.
        """
        primary = _code(error)
        if _is_busy(error):
            logger.warning("cache %s is busy; going on without it", self._path)
            return
        if primary in (
            sqlite3.SQLITE_FULL,
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_IOERR,
            sqlite3.SQLITE_PERM,
        ):
            raise PresstallyError(
                f"cache {self._path} can't be used ({error}): free some space, give "
                "this user the right to write there, or delete the file"
            ) from error
        aside = self._path.with_name("damaged.sqlite3")
        with clear_errors(self._path):
            if self._path.exists():
                self._path.replace(aside)
            for suffix in ("-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        logger.warning(
            "cache %s was damaged (%s); moved to %s, which may be deleted",
            self._path,
            error,
            aside.name,
        )


def _code(error: sqlite3.Error) -> int | None:
    """SQLite's primary result code."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _is_busy(error: sqlite3.Error) -> bool:
    """Another process is at work on the file."""
    return _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _sealed(value: bytes) -> bytes:
    """The value with a checksum before it: SQLite has none of its own."""
    return zlib.crc32(value).to_bytes(CHECK_BYTES) + value


def _sound(items: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The values whose checksum fits."""
    for key, sealed in items.items():
        value = sealed[CHECK_BYTES:]
        if zlib.crc32(value).to_bytes(CHECK_BYTES) == sealed[:CHECK_BYTES]:
            yield key, value


def _chunks(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The items in tuples of at most `size`."""
    remaining = iter(items)
    while chunk := tuple(islice(remaining, size)):
        yield chunk

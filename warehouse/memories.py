"""What copy detection remembers between builds, and room for what does not fit.

Both lie in the cache: deleting them costs time and changes nothing.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.files import (
    TEMPORARY,
    clear_errors,
    make_folder,
    move,
    remove,
    sha256_file,
)
from warehouse.home import Home

logger = logging.getLogger(__name__)

IN_MEMORY = 1 << 28
"""Bytes up to which an array is held in memory: the profiles of 12,000 articles have
a third of that, those of a million thirty times as much."""

CHECKSUMS = "checksums.json"


class Memories:
    """Tables that one stage kept for its next run, under the hash of what made them."""

    def __init__(self, home: Home, key: str) -> None:
        """The memory of that key; others are removed when it is written."""
        self._folder = home.cache / "copies"
        self._path = self._folder / key
        self._scratch = home.cache / "scratch"

    def read(self) -> dict[str, pa.Table] | None:
        """The tables by name; None where there are none or a file is damaged."""
        try:
            checksums = json.loads((self._path / CHECKSUMS).read_text("utf-8"))
            for name, checksum in checksums.items():
                if sha256_file(self._path / name) != checksum:
                    raise ValueError(f"{name} is not as it was written")  # noqa: TRY301 - one place tells of all damage
            return {
                name.removesuffix(".parquet"): pq.read_table(self._path / name)
                for name in checksums
            }
        except FileNotFoundError:
            return None
        except (OSError, ValueError, pa.ArrowException) as error:
            logger.warning(
                "what copy detection remembered in %s can't be read (%s): all pairs "
                "are compared anew, nothing else changes",
                self._path,
                error,
            )
            return None

    def write(self, tables: Mapping[str, pa.Table]) -> None:
        """Keep the tables in place of those before.

        Raises:
            PresstallyError: The disk is full or the cache can't be written.
        """
        made = self._folder / f"{TEMPORARY}{os.getpid()}"
        if made.exists():
            remove(made)
        make_folder(made)
        try:
            checksums = {}
            for name, table in sorted(tables.items()):
                file = made / f"{name}.parquet"
                with clear_errors(file):
                    pq.write_table(table, file, compression="zstd")
                checksums[file.name] = sha256_file(file)
            with clear_errors(made / CHECKSUMS):
                (made / CHECKSUMS).write_text(json.dumps(checksums), encoding="utf-8")
            for other in self._folder.iterdir():
                if other != made:
                    remove(other)
            move(made, self._path)
        finally:
            if made.exists():
                remove(made)

    def scratch(self, length: int, kind: Any) -> np.ndarray:  # noqa: ANN401 - any numpy type
        """An array that is needed for a while; a large one lies in a nameless file.

        Raises:
            PresstallyError: The disk is full or the cache can't be written.
        """
        size = length * np.dtype(kind).itemsize
        if size <= IN_MEMORY:
            return np.empty(length, kind)
        make_folder(self._scratch)
        with (
            clear_errors(self._scratch),
            tempfile.TemporaryFile(dir=self._scratch) as f,
        ):
            # Taken now: a mapped page without room on the disk would kill the process.
            os.posix_fallocate(f.fileno(), 0, size)
            return np.memmap(f, kind, mode="r+", shape=(length,))

"""Frozen document frequencies: an input of builds, changed at a rebase only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.files import sha256_file, writing
from warehouse.home import Home
from warehouse.schema.errors import PresstallyError

REBASE_GROWTH = 2
"""A store this many times as large as at the last rebase is counted anew: until then
its own words weigh a little wrong, which moves under 1 % of the accepted pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """The frequencies that builds use until the next rebase."""

    path: Path
    n_articles: int
    """Articles of the store when they were counted."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the file."""
        return sha256_file(self.path)

    def read(self) -> pa.Table:
        """The table, with `n_docs` in the metadata of its schema."""
        return pq.read_table(self.path)


def frozen(home: Home) -> Frozen | None:
    """The newest frozen frequencies; None before the first build.

    Raises:
        PresstallyError: A file in the folder has a name that is not ours.
    """
    found = []
    for path in home.frequencies.glob("frequencies-*.parquet"):
        number, _, articles = path.stem.removeprefix("frequencies-").partition("-")
        if not (number.isdecimal() and articles.isdecimal()):
            raise PresstallyError(
                f"{path} is no file of presstally: move it elsewhere and run again"
            )
        found.append((int(number), int(articles), path))
    if not found:
        return None
    _, articles_counted, path = max(found)
    return Frozen(path=path, n_articles=articles_counted)


def is_outgrown(home: Home, n_articles: int) -> bool:
    """Whether the store has grown so far that frequencies should be counted anew."""
    counted = frozen(home)
    return counted is None or n_articles >= REBASE_GROWTH * max(counted.n_articles, 1)


def freeze(home: Home, table: pa.Table, *, n_articles: int) -> Frozen:
    """The table, kept as the frequencies that hold from now on.

    Raises:
        PresstallyError: The disk is full or the store can't be written.
    """
    number = 1 + sum(1 for _ in home.frequencies.glob("frequencies-*.parquet"))
    path = home.frequencies / f"frequencies-{number}-{n_articles}.parquet"
    with writing(path) as temporary:
        pq.write_table(table, temporary, compression="zstd")
    return Frozen(path=path, n_articles=n_articles)

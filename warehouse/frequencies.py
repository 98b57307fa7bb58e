"""What is frozen between rebases: document frequencies and recurring lines.

Both are counted over the whole store and are inputs of every build, so that a new
article changes nothing about the others until the next rebase.
"""

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
    """What builds use until the next rebase."""

    frequencies_path: Path
    furniture_path: Path
    n_articles: int
    """Articles of the store when they were counted."""

    @property
    def frequencies_sha256(self) -> str:
        """SHA-256 of the file of document frequencies."""
        return sha256_file(self.frequencies_path)

    @property
    def furniture_sha256(self) -> str:
        """SHA-256 of the file of recurring lines."""
        return sha256_file(self.furniture_path)

    def frequencies(self) -> pa.Table:
        """Words with counts, `n_docs` in the metadata of the schema."""
        return pq.read_table(self.frequencies_path)

    def furniture(self) -> pa.Table:
        """What recurs: ``outlet``, ``line``, ``kind`` and ``role``."""
        return pq.read_table(self.furniture_path)


def frozen(home: Home) -> Frozen | None:
    """What was frozen last; None before the first build.

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
        furniture = path.with_name(path.name.replace("frequencies", "furniture", 1))
        # Written before the frequencies: where it lacks, so does the whole.
        if furniture.is_file():
            found.append((int(number), int(articles), path, furniture))
    if not found:
        return None
    _, articles_counted, path, furniture = max(found)
    return Frozen(
        frequencies_path=path, furniture_path=furniture, n_articles=articles_counted
    )


def is_outgrown(home: Home, n_articles: int) -> bool:
    """Whether the store has grown so far that all should be counted anew."""
    counted = frozen(home)
    return counted is None or n_articles >= REBASE_GROWTH * max(counted.n_articles, 1)


def freeze(
    home: Home, *, frequencies: pa.Table, furniture: pa.Table, n_articles: int
) -> None:
    """Keep the tables as those that hold from now on.

    Raises:
        PresstallyError: The disk is full or the store can't be written.
    """
    number = 1 + sum(1 for _ in home.frequencies.glob("frequencies-*.parquet"))
    for name, table in (("furniture", furniture), ("frequencies", frequencies)):
        path = home.frequencies / f"{name}-{number}-{n_articles}.parquet"
        with writing(path) as temporary:
            pq.write_table(table, temporary, compression="zstd")

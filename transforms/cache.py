"""What a transform may ask of a cache; the store behind it is passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol


class Cache(Protocol):
    """Remembers what pure functions returned; deleting it changes nothing but time.

    A key holds the hash of the input, the model and the code of the stage.
    """

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are known, by key."""
        ...

    def put_many(self, items: Mapping[str, bytes]) -> None:
        """Remember the values."""
        ...


class MemoryCache:
    """A cache that lives as long as the process."""

    def __init__(self) -> None:
        self._items: dict[str, bytes] = {}

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are known, by key."""
        return {key: self._items[key] for key in keys if key in self._items}

    def put_many(self, items: Mapping[str, bytes]) -> None:
        """Remember the values."""
        self._items.update(items)

"""Parses of distinct sentences, each made once and remembered."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping
from importlib import resources

from transforms.cache import Cache
from transforms.figures.parse import model_version, parse_sentences

CHUNK = 2_048
"""Sentences that are parsed before their parses are put into the cache."""


def parse_distinct(
    sentences: Iterable[str], *, model: str, cache: Cache | None = None
) -> dict[str, bytes]:
    """The packed parse of each distinct sentence.

    Args:
        sentences: Sentences, repeated ones too.
        model: Installed spaCy pipeline.
        cache: Remembers parses by sentence, model and code.
    """
    wanted = list(dict.fromkeys(sentences))
    if not wanted:
        return {}
    if cache is None:
        return dict(zip(wanted, parse_sentences(wanted, model=model), strict=True))
    version = f"{model_version(model)}\x1f{code_hash('parse.py')}"
    keys = {sentence: cache_key(version, sentence) for sentence in wanted}
    known = cache.get_many(keys.values())
    parses = {sentence: known[key] for sentence, key in keys.items() if key in known}
    fresh = [sentence for sentence in wanted if sentence not in parses]
    for begin in range(0, len(fresh), CHUNK):
        part = fresh[begin : begin + CHUNK]
        made = dict(zip(part, parse_sentences(part, model=model), strict=True))
        cache.put_many({keys[sentence]: packed for sentence, packed in made.items()})
        parses |= made
    return parses


class RecentParses:
    """A cache of bounded size in front of a lasting one.

    Texts of one batch share sentences (copies, agency lines), so what was parsed a
    moment ago is most of what is asked for again.
    """

    def __init__(self, behind: Cache | None, *, limit: int = 100_000) -> None:
        """Put a cache of `limit` parses in front of another, or of none."""
        # A packed parse takes about 400 bytes: 100,000 of them 50 MB.
        self._behind = behind
        self._limit = limit
        self._items: dict[str, bytes] = {}

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The values that are known, by key."""
        wanted = list(keys)
        found = {key: self._items[key] for key in wanted if key in self._items}
        if self._behind is not None:
            found |= self._behind.get_many(key for key in wanted if key not in found)
        return found

    def put_many(self, items: Mapping[str, bytes]) -> None:
        """Remember the values."""
        self._items.update(items)
        while len(self._items) > self._limit:
            del self._items[next(iter(self._items))]
        if self._behind is not None:
            self._behind.put_many(items)


def cache_key(version: str, sentence: str) -> str:
    """The key of a parse."""
    name = f"{version}\x1f{sentence}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(name).hexdigest()


@functools.cache
def code_hash(*names: str) -> str:
    """Hash of modules and data files of this package; of all of them by default."""
    digest = hashlib.sha256()
    root = resources.files("transforms.figures")
    if names:
        files = [(name, root / name) for name in sorted(names)]
    else:
        files = sorted(
            [
                (f"{folder.name}/{entry.name}", entry)
                for folder in (root, root / "data")
                for entry in folder.iterdir()
                if entry.is_file() and not entry.name.endswith(".pyc")
            ],
            key=lambda item: item[0],
        )
    for name, entry in files:
        digest.update(name.encode())
        digest.update(entry.read_bytes())
    return digest.hexdigest()

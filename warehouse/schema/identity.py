"""Ids: the first 20 hex characters of a SHA-256 over what names a thing."""

from __future__ import annotations

import hashlib

ID_LENGTH = 20
"""80 bits: a collision among ten billion ids has a chance of about 4 in 100,000."""

SEPARATOR = "\x1f"
"""Unit separator: stands in no path, URL or id, so parts can't run together."""


def make_id(*parts: str | int) -> str:
    """An id from the parts that name a thing, in order."""
    name = SEPARATOR.join(str(part) for part in parts)
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def sha256_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, 64 hex characters."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sha256_bytes(raw: bytes) -> str:
    """SHA-256 of bytes, 64 hex characters."""
    return hashlib.sha256(raw).hexdigest()


def sha256_words(text: str) -> str:
    """SHA-256 of a text, stretches of white space as single spaces."""
    return sha256_text(" ".join(text.split()))

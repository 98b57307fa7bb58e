"""Bytes of unknown encoding as text, or a clear refusal."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from transforms.documents.record import RefusedError

SAMPLE_BYTES = 65_536
"""Enough to tell an encoding; the detector's time grows with its input."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|"""
    rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# What browsers read these names as (WHATWG Encoding Standard, names and labels).
AS_BROWSERS_DO = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
}
WESTERN = frozenset(
    "‘’“”–—…•€£©®°·«»¡¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüý\xa0¢¥§¼½¾²³±×"
)
"""Letters and marks that English and Western European prose needs beyond ASCII."""
MAX_CONTROL_SHARE = 0.001
"""Text has next to no control characters; a decoded picture has many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text with the encoding it was in."""

    text: str
    encoding: str


def decode(raw: bytes, *, html: bool = False) -> Decoded:
    """The text of some bytes, byte-order mark removed, all else unchanged.

    Tried in order: byte-order mark, the charset an HTML page declares, UTF-8, UTF-16
    without a mark, windows-1252 where the bytes beyond ASCII read as Western prose,
    detection. Nothing is ever replaced: bytes that no encoding explains are refused.

    Raises:
        RefusedError: ``binary`` or ``encoding``.
    """
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding)
    wide = _wide_encoding(raw)
    if wide:
        return _strict(raw, wide)
    if b"\x00" in raw:
        raise RefusedError(
            "decode",
            "binary",
            "the file holds NUL bytes, so it is no text: remove it or export it as "
            "UTF-8 text",
        )
    declared = _declared(raw) if html else None
    for candidate in ("utf-8", declared):
        if candidate:
            try:
                return _checked(raw.decode(candidate), candidate)
            except UnicodeDecodeError:
                continue
    return _detected(raw)


def sniff_encoding(sample: bytes) -> str:
    """The encoding of a file that is streamed, told by its first bytes.

    Raises:
        RefusedError: ``binary`` or ``encoding``.
    """
    for mark, encoding in BOMS:
        if sample.startswith(mark):
            return "utf-8-sig" if encoding == "utf-8" else encoding[:6]
    try:
        # A sample may end inside a character, which is no error.
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=False)
    except UnicodeDecodeError:
        cut = sample.rfind(b"\n") + 1 or len(sample)
        return decode(sample[:cut]).encoding
    if b"\x00" in sample:
        return decode(sample[: len(sample) // 2 * 2]).encoding
    return "utf-8"


def _strict(raw: bytes, encoding: str) -> Decoded:
    try:
        return _checked(raw.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise RefusedError(
            "decode",
            "encoding",
            f"the file says that it is {encoding}, but byte {error.start} is not: "
            "save it again as UTF-8",
        ) from None


def _checked(text: str, encoding: str) -> Decoded:
    if "\x00" in text:
        raise RefusedError(
            "decode",
            "binary",
            "the file holds NUL characters, so it is no text: remove it or export it "
            "as UTF-8 text",
        )
    controls = sum(map(text.count, map(chr, (*range(1, 9), *range(14, 32)))))
    if controls > max(2, len(text) * MAX_CONTROL_SHARE):
        raise RefusedError(
            "decode",
            "binary",
            "the file is full of control characters, so it is no text: remove it or "
            "export it as UTF-8 text",
        )
    return Decoded(text=text, encoding=encoding)


def _wide_encoding(raw: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of European prose is zero."""
    sample = raw[:SAMPLE_BYTES]
    half = len(sample) // 2
    if len(raw) % 2 or half < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    mostly, hardly = 0.6, 0.05
    if odd > mostly and even < hardly:
        return "utf-16-le"
    if even > mostly and odd < hardly:
        return "utf-16-be"
    return None


def _declared(raw: bytes) -> str | None:
    match = META_CHARSET.search(raw[:8192])
    if not match:
        return None
    name = (match[1] or match[2]).decode("ascii").lower()
    name = AS_BROWSERS_DO.get(name, name)
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    # base64, rot13 and the like are codecs too, but no encodings of text.
    return codec.name if codec._is_text_encoding else None  # noqa: SLF001


def _detected(raw: bytes) -> Decoded:
    refused = RefusedError(
        "decode",
        "encoding",
        "the bytes are neither UTF-8 nor any encoding that could be told: save the "
        "file again as UTF-8",
    )
    try:
        western = raw.decode("cp1252")
    except UnicodeDecodeError:
        western = None
    if western is not None and _reads_as_western(western):
        return _checked(western, "cp1252")
    beyond = sum(byte > 127 for byte in raw[:SAMPLE_BYTES])
    few = 8
    if beyond < few:
        # Some stray bytes in ASCII or UTF-8 are damage; they name no encoding.
        raise refused
    best = from_bytes(raw[:SAMPLE_BYTES]).best()
    if best is None:
        raise refused
    try:
        return _checked(raw.decode(best.encoding), best.encoding)
    except UnicodeDecodeError:
        raise refused from None


def _reads_as_western(text: str) -> bool:
    """Whether the characters beyond ASCII are those of Western prose, set as there.

    UTF-8 with a broken byte decodes as windows-1252 too, but to pairs like ``â€`` and
    ``Ã©``, or to a capital inside a word (``caÃs``), that no one writes.
    """
    beyond = [character for character in text if character > "\x7f"]
    if re.search(r"[ÂÃ][\x80-¿]|[a-z][ÂÃ][a-z]|â€|ï»¿|ï¿½", text):
        return False
    known = sum(character in WESTERN for character in beyond)
    return known >= 0.95 * len(beyond)

"""Values of a record: lines, texts, names and codes, checked and cleaned."""

from __future__ import annotations

import html
import re
import unicodedata

from transforms.documents.columns import is_missing
from transforms.documents.record import ReadLimits, RefusedError

TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]{0,2000}>", re.DOTALL)
SPACE = re.compile(r"\s+")
LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
LANGUAGE_NAMES = {
    "english": "en",
    "eng": "en",
    "german": "de",
    "deu": "de",
    "ger": "de",
    "french": "fr",
    "fra": "fr",
    "fre": "fr",
    "spanish": "es",
    "spa": "es",
    "italian": "it",
    "ita": "it",
    "portuguese": "pt",
    "por": "pt",
    "dutch": "nl",
    "nld": "nl",
    "polish": "pl",
    "pol": "pl",
    "russian": "ru",
    "rus": "ru",
    "arabic": "ar",
    "ara": "ar",
    "chinese": "zh",
    "zho": "zh",
}


def clean_line(text: str) -> str:
    """A title, name or label as one line: no markup, entities or control characters."""
    if "<" in text:
        text = TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    text = "".join(
        " " if unicodedata.category(character) == "Cc" else character
        for character in text
    )
    return SPACE.sub(" ", text).strip()


def wrong_type(field: str, value: object, wanted: str) -> RefusedError:
    """The refusal of a value of a type that the field can't have."""
    return RefusedError(
        "record",
        "wrong_type",
        f"field {field!r} is a {type(value).__name__}, not {wanted}: change its type",
    )


def checked_text(field: str, text: str) -> str:
    """The text, if it can be stored.

    Raises:
        RefusedError: It holds NUL or half of a surrogate pair.
    """
    if "\x00" in text:
        raise RefusedError(
            "record", "binary", f"field {field!r} holds NUL characters: remove them"
        )
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise RefusedError(
                "record",
                "encoding",
                f"field {field!r} holds halves of characters (lone surrogates): "
                "export it again as UTF-8",
            ) from None
    return text


def one_string(
    values: list[object], field: str, limits: ReadLimits, *, numbers: bool = False
) -> str | None:
    """The first value as one clean line; None where there is none."""
    if not values:
        return None
    value = values[0]
    if numbers and isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if float(value).is_integer() else str(value)
    if not isinstance(value, str):
        raise wrong_type(field, value, "a string")
    if len(value) > 4 * limits.max_field_characters:
        raise too_long(field, limits)
    line = clean_line(checked_text(field, value.replace("\x00", " ")))
    if len(line) > limits.max_field_characters:
        raise too_long(field, limits)
    return line or None


def too_long(field: str, limits: ReadLimits) -> RefusedError:
    """The refusal of a short field that is longer than any such thing is."""
    return RefusedError(
        "record",
        "too_large",
        f"field {field!r} is longer than {limits.max_field_characters} characters: "
        "shorten it",
    )


def body_text(values: list[object]) -> str | None:
    """The text, as it stands; a list of paragraphs is joined with newlines.

    None where there is none, or nothing but white space in all paragraphs.
    """
    if not values:
        return None
    value = values[0]
    if isinstance(value, dict):
        # fundus writes the body as sections of headlines and paragraphs.
        value = _paragraphs(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    if not isinstance(value, str):
        raise wrong_type("text", value, "a string")
    return checked_text("text", value) if value.strip() else None


def _paragraphs(body: dict[object, object]) -> list[object] | dict[object, object]:
    sections = body.get("sections")
    if not isinstance(sections, list):
        return body
    parts: list[object] = []
    for holder in (body, *sections):
        if isinstance(holder, dict):
            for name in ("summary", "headline", "paragraphs"):
                found = holder.get(name)
                parts += found if isinstance(found, list) else [found] if found else []
    return parts


def names_of(values: list[object], limits: ReadLimits) -> tuple[str, ...] | None:
    """The names of a byline, in order, each once."""
    if not values:
        return None
    value = values[0]
    if isinstance(value, dict):
        value = [value]
    if isinstance(value, str):
        value = re.split(r"\s*[;|\n]\s*|,?\s+and\s+", value)
    if not isinstance(value, list | tuple):
        raise wrong_type("authors", value, "a string or a list of strings")
    names: dict[str, None] = {}
    for part in value:
        name = part.get("name") if isinstance(part, dict) else part
        if is_missing(name):
            continue
        if not isinstance(name, str):
            raise wrong_type("authors", name, "a string or a list of strings")
        line = one_string([name], "authors", limits)
        line = re.sub(r"^by\s+", "", line or "", flags=re.IGNORECASE)
        if line:
            names[line] = None
    return tuple(names) or None


def language_code(value: str | None) -> str | None:
    """ISO 639-1 code from a code, locale or English name; None where it is none."""
    if not value:
        return None
    value = value.strip().lower()
    if value in LANGUAGE_NAMES:
        return LANGUAGE_NAMES[value]
    match = LANGUAGE.fullmatch(value)
    if not match:
        return None
    code = LANGUAGE_NAMES.get(match[1].lower(), match[1].lower())
    return code if len(code) == 2 else None

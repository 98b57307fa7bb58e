"""Human decisions: the files in `DIR/corrections`, read and checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from warehouse.digests import value_hash
from warehouse.plain_yaml import Node, WrongEntryError, read_entries
from warehouse.schema.corrections import (
    FORMS,
    SHORT,
    Correction,
    Form,
    Target,
    Value,
)
from warehouse.schema.declare import Field
from warehouse.schema.errors import CorrectionsError
from warehouse.schema.identity import sha256_words
from warehouse.schema.terms import CorrectionAction, DatePrecision

SUFFIXES = (".yml", ".yaml")
SHOWN_PROBLEMS = 5
LONGEST = {"id": 100, "author": 200, "reason": 500}
"""Characters that an entry may take for these; they stand in every release."""
LONGEST_VALUE = 300
"""Characters of a name, an address or a value: what is longer is no such thing."""

MOST_ARTICLES = 40
"""Articles that an entry may name: a release lists their ids in one field."""

UNGUARDED = frozenset({"published_precision"})
"""Fields that are read off another one's value."""

ACTIONS = tuple(FORMS)
Word = TypeVar("Word", bound=str)

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
SHA256 = re.compile(r"[0-9a-f]{64}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})?")

REQUIRED = ("id", "action", "target", "reason", "author", "decided_at")
KEYS = (*REQUIRED, "set", "expect")


def read_corrections(folder: Path) -> tuple[Correction, ...]:
    """The corrections of all files of a folder, sorted by id; empty if it is missing.

    Args:
        folder: Holds files `*.yml` or `*.yaml`, each a list of entries; other files
            are left alone.

    Raises:
        CorrectionsError: A file can't be read, an entry is wrong, or two have one id.
            The message names each file and entry.
    """
    found: dict[str, tuple[str, Correction]] = {}
    problems: list[str] = []
    paths = folder.iterdir() if folder.is_dir() else ()
    for path in sorted(path for path in paths if path.suffix in SUFFIXES):
        try:
            entries = read_entries(path)
        except WrongEntryError as error:
            problems.append(str(error))
            continue
        for entry in entries:
            try:
                correction = check_entry(entry.content)
            except WrongEntryError as error:
                problems.append(f"{entry.place}{named(entry.content)}: {error}")
                continue
            if correction.id in found:
                problems.append(
                    f"{entry.place} ({correction.id}): {found[correction.id][0]} has "
                    "the same id: give each decision one of its own"
                )
            else:
                found[correction.id] = (entry.place, correction)
    if problems:
        shown = problems[:SHOWN_PROBLEMS]
        if len(problems) > len(shown):
            shown.append(f"and {len(problems) - len(shown)} entries more")
        raise CorrectionsError("\n".join(shown))
    return tuple(found[id_][1] for id_ in sorted(found))


def corrections_hash(corrections: Sequence[Correction]) -> str:
    """SHA-256 over what the corrections say: comments and file names don't count."""
    return value_hash(
        [
            asdict(correction)
            | {
                "decided_at": correction.decided_at.isoformat(),
                "values": plain_values(correction.values),
                "expect": plain_values(correction.expect),
            }
            for correction in corrections
        ]
    )


def plain_values(values: Sequence[tuple[str, Value]]) -> list[list[Value]]:
    """Fields and values with times as text."""
    return [
        [name, value.isoformat() if isinstance(value, datetime) else value]
        for name, value in values
    ]


def named(content: Node) -> str:
    """The entry's id for a message, where it has one."""
    id_ = content.get("id") if isinstance(content, dict) else None
    return f" ({id_[: LONGEST['id']]})" if isinstance(id_, str) else ""


def check_entry(content: Node) -> Correction:
    """The correction that an entry is.

    Raises:
        WrongEntryError: What is wrong with it.
    """
    entry = mapping(content, "the entry", KEYS)
    missing = [key for key in REQUIRED if entry.get(key) is None]
    if missing:
        raise WrongEntryError(f"it has no {' and no '.join(missing)}: add it")
    action = one_of(entry["action"], ACTIONS, "action")
    form = FORMS[action]
    id_ = short_text(entry["id"], "id")
    if not ID.fullmatch(id_):
        raise WrongEntryError(
            f"id {id_!r} holds more than letters, digits, '.', '_' and '-'"
        )
    values = check_fields(entry.get("set"), "set", form.fields)
    if form.fields and not values:
        raise WrongEntryError(
            f"{action} needs 'set' with at least one of {listed(form.fields)}"
        )
    expect = check_expect(entry.get("expect"), action, form, values)
    decided_at, _ = moment(entry["decided_at"], "decided_at")
    return Correction(
        id=id_,
        action=action,
        target=check_target(entry["target"], action, form),
        values=values,
        expect=expect,
        reason=short_text(entry["reason"], "reason"),
        author=short_text(entry["author"], "author"),
        decided_at=decided_at,
    )


def check_target(content: Node, action: CorrectionAction, form: Form) -> Target:
    """What the entry is about.

    Raises:
        WrongEntryError: It names nothing this action knows, too much or too little.
    """
    ways = " or ".join(" with ".join(way) for way in form.targets)
    known = {"text_sha256", *(key for way in form.targets for key in way)}
    target = mapping(content, "target", sorted(known))
    given = {"text" if key == "text_sha256" else key for key in target}
    if given not in [set(way) for way in form.targets]:
        raise WrongEntryError(
            f"the target of {action} is named by {ways}, not by "
            f"{' with '.join(sorted(target)) or 'nothing'}"
        )
    if {"text", "text_sha256"} <= target.keys():
        raise WrongEntryError("target has text and text_sha256: keep one of them")
    parts: dict[str, str | tuple[str, ...]] = {}
    for key, value in target.items():
        if key in {"articles", "apart_from"}:
            parts[key] = names(value, f"target.{key}")
        else:
            parts[key] = short_text(value, f"target.{key}")
    if "text" in parts:
        parts["text_sha256"] = sha256_words(str(parts.pop("text")))
    elif "text_sha256" in parts and not SHA256.fullmatch(str(parts["text_sha256"])):
        raise WrongEntryError(
            "target.text_sha256 is no SHA-256: write 64 hex characters, or the words "
            "themselves as target.text"
        )
    count = len(parts.get("articles", ()))
    if count + len(parts.get("apart_from", ())) > MOST_ARTICLES:
        raise WrongEntryError(
            f"target names more than {MOST_ARTICLES} articles: share them out over "
            "several corrections"
        )
    if action == "set_relation" and count != 2:
        raise WrongEntryError(
            f"target.articles names {count} articles: a relation is between two"
        )
    if action == "merge_clusters" and count < 2:
        raise WrongEntryError("target.articles names one article: name two or more")
    return Target(**parts)  # type: ignore[arg-type]


def check_expect(
    content: Node,
    action: CorrectionAction,
    form: Form,
    values: tuple[tuple[str, Value], ...],
) -> tuple[tuple[str, Value], ...]:
    """What the decision was made on.

    Raises:
        WrongEntryError: It names other fields than those that are set.
    """
    if form.expects == "none":
        if content is not None:
            raise WrongEntryError(f"{action} takes no 'expect': remove it")
        return ()
    if form.expects == "some":
        return check_fields(content, "expect", FORMS["set_figure"].fields)
    expect = check_fields(content, "expect", form.fields)
    wanted = {name for name, _ in values} - UNGUARDED
    named_fields = {name for name, _ in expect} - UNGUARDED
    if named_fields != wanted:
        raise WrongEntryError(
            "'expect' has to give, for the fields under 'set', the values that stand "
            "before the correction, so that it is held back when they are others: "
            f"{', '.join(sorted(wanted))}"
        )
    return expect


def check_fields(
    content: Node, key: str, allowed: Sequence[Field]
) -> tuple[tuple[str, Value], ...]:
    """Fields with their values, in the order in which the table declares them.

    Raises:
        WrongEntryError: A field is not one of those allowed, or has a wrong value.
    """
    if content is None:
        return ()
    declared = {field.name: field for field in allowed}
    short = {
        word: names for word, names in SHORT.items() if set(names) <= set(declared)
    }
    given = mapping(content, key, [*short, *declared])
    found: dict[str, Value] = {}
    for name, value in given.items():
        for of_field in short.get(name, (name,)):
            if of_field in found:
                raise WrongEntryError(f"{key}.{name} says {of_field} again: keep one")
            field = declared[of_field]
            found[of_field] = check_value(value, field, f"{key}.{name}")
            if of_field == "published_at":
                found["published_precision"] = (
                    None if value is None else moment(value, f"{key}.{name}")[1]
                )
    order = [*declared, *sorted(UNGUARDED)]
    return tuple(sorted(found.items(), key=lambda item: order.index(item[0])))


def check_value(content: Node, field: Field, key: str) -> Value:
    """A value of a field's type.

    Raises:
        WrongEntryError: It is of another type or not among the field's values.
    """
    if content is None:
        if not field.nullable:
            raise WrongEntryError(f"{key} can't be empty")
        return None
    if pa.types.is_timestamp(field.type):
        return moment(content, key)[0]
    text = short_text(content, key)
    if field.values:
        return one_of(text, field.values, key)
    if pa.types.is_boolean(field.type):
        return one_of(text, ("false", "true"), key) == "true"
    if pa.types.is_floating(field.type):
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not isfinite(number):
            raise WrongEntryError(
                f"{key} is {text!r}, which is no number: write 48000000 or 4.8e7"
            )
        return number
    return text


def moment(content: Node, key: str) -> tuple[datetime, DatePrecision]:
    """A time in UTC, and how finely it was given.

    Raises:
        WrongEntryError: It is none.
    """
    text = short_text(content, key)
    try:
        at = datetime.fromisoformat(text)
        at = at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise WrongEntryError(
            f"{key} is {text!r}, which is no date: write 2026-03-02 or "
            "2026-03-02T09:30:00Z"
        ) from error
    if DAY.fullmatch(text):
        return at, "day"
    return at, "minute" if MINUTE.fullmatch(text) else "second"


def mapping(content: Node, what: str, known: Sequence[str]) -> dict[str, Node]:
    """A mapping with no other keys than those known.

    Raises:
        WrongEntryError: It is none, or has another key.
    """
    if not isinstance(content, dict):
        raise WrongEntryError(f"{what} is no mapping: write 'key: value' lines")
    unknown = [key for key in content if key not in known]
    if unknown:
        raise WrongEntryError(
            f"{what} has {unknown[0]!r}, which is not known here: it may have "
            f"{', '.join(known)}"
        )
    return content


def names(content: Node, key: str) -> tuple[str, ...]:
    """A list of names, each once.

    Raises:
        WrongEntryError: It is none, is empty or repeats one.
    """
    if not isinstance(content, list) or not content:
        raise WrongEntryError(f"{key} is no list: write [first, second]")
    found = tuple(short_text(item, key) for item in content)
    if len(set(found)) < len(found):
        raise WrongEntryError(f"{key} names one article twice: keep one")
    return found


def short_text(content: Node, key: str) -> str:
    """A text of a line, spaces at its ends removed.

    Raises:
        WrongEntryError: It is none, empty or too long.
    """
    if not isinstance(content, str) or not content.strip():
        raise WrongEntryError(f"{key} is empty or no text: write it on one line")
    text = " ".join(content.split())
    longest = LONGEST.get(key, LONGEST_VALUE)
    if key == "target.text":
        # A quotation may be longer than a release would show.
        return text
    if len(text) > longest:
        raise WrongEntryError(
            f"{key} has {len(text)} characters: {longest} are the most"
        )
    return text


def one_of(content: Node, allowed: Sequence[Word], key: str) -> Word:
    """A word of a closed list.

    Raises:
        WrongEntryError: It is none of them.
    """
    for word in allowed:
        if content == word:
            return word
    raise WrongEntryError(f"{key} is {content!r}: it is one of {', '.join(allowed)}")


def listed(allowed: Sequence[Field]) -> str:
    """The names of fields, for a message."""
    return ", ".join(field.name for field in allowed)

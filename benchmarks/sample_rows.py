"""The rows of the gold files, with their fields and closed vocabularies checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

from sample_articles import GoldError, Sample
from sample_model import Row

from warehouse.schema.terms import (
    Agreement,
    ChangeDirection,
    EntityKind,
    FigureKind,
    LineageChange,
    MemberRelation,
    Modality,
    PairRelation,
    TextField,
)

TEXT, NUMBER, FLAG, COUNT, TEXTS = str, float, bool, int, list
FIELDS: dict[str, tuple[dict[str, type], dict[str, type]]] = {
    "article": (
        {"name": TEXT, "cluster": TEXT, "relation": TEXT, "shows": TEXT},
        {"parent": TEXT, "event": TEXT, "figures_from": TEXT},
    ),
    "pair": ({"a": TEXT, "b": TEXT, "relation": TEXT}, {}),
    "figure": (
        {"article": TEXT, "surface": TEXT, "number": TEXT, "kind": TEXT},
        {
            "also_in": TEXTS, "field": TEXT, "nth": COUNT, "low": NUMBER,
            "best": NUMBER, "high": NUMBER, "numerator": NUMBER, "denominator": NUMBER,
            "unit": TEXT, "concept": TEXT, "speaker": TEXT, "quoted": FLAG,
            "reference": TEXT, "modality": TEXT, "change_direction": TEXT,
            "additive": FLAG, "tier": COUNT,
        },
    ),
    "trap": ({"article": TEXT, "surface": TEXT}, {"field": TEXT, "nth": COUNT}),
    "furniture": ({"article": TEXT, "surfaces": TEXTS}, {}),
    "quote": (
        {"article": TEXT, "starts": TEXT, "ends": TEXT},
        {"speaker": TEXT, "nth": COUNT},
    ),
    "entity": ({"name": TEXT, "kind": TEXT}, {"variants": TEXTS}),
    "claim": (
        {"name": TEXT, "together": TEXTS},
        {"apart": TEXTS, "agreement": TEXT, "n_articles": COUNT,
         "n_independent": COUNT},
    ),
    "lineage": ({"from": TEXT, "to": TEXT, "changed": TEXTS}, {}),
}  # fmt: skip
"""Fields of each table of the gold files: those that must stand, those that may."""

WORDS_OF: dict[tuple[str, str], tuple[str, ...]] = {
    ("article", "relation"): get_args(MemberRelation),
    ("pair", "relation"): get_args(PairRelation),
    ("figure", "kind"): get_args(FigureKind),
    ("figure", "modality"): get_args(Modality),
    ("figure", "change_direction"): get_args(ChangeDirection),
    ("figure", "field"): get_args(TextField),
    ("trap", "field"): get_args(TextField),
    ("entity", "kind"): get_args(EntityKind),
    ("claim", "agreement"): get_args(Agreement),
    ("lineage", "changed"): get_args(LineageChange),
}


def read_rows(path: Path) -> Iterator[tuple[str, Row]]:
    """The rows of a gold file, each with its table; fields and words are checked."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise GoldError(f"{path.name}: not TOML: {error}") from None
    for table, rows in content.items():
        if table not in FIELDS:
            raise GoldError(f"{path.name}: no table [[{table}]]; one of {[*FIELDS]}")
        needed, optional = FIELDS[table]
        for row in rows:
            said = row.get("article") or row.get("name") or row.get("from") or ""
            more = row.get("surface") or row.get("starts") or ""
            where = f"{path.name}: [[{table}]] {said} {more}".rstrip()
            if missing := needed.keys() - row.keys():
                raise GoldError(f"{where}: lacks {sorted(missing)}")
            if unknown := row.keys() - needed.keys() - optional.keys():
                raise GoldError(f"{where}: knows no field {sorted(unknown)}")
            for name, value in row.items():
                wanted = (needed | optional)[name]
                if wanted is NUMBER and type(value) is int:
                    row[name] = float(value)
                elif type(value) is not wanted:
                    raise GoldError(f"{where}: {name} must be a {wanted.__name__}")
                allowed = WORDS_OF.get((table, name))
                for word in value if wanted is TEXTS else [value]:
                    if allowed and word not in allowed:
                        raise GoldError(
                            f"{where}: {name} {word!r} is none of {allowed}"
                        )
            yield table, row


def known(name: str, samples: Mapping[str, Sample], where: str) -> str:
    """The name of an article, if there is one of that name."""
    if name not in samples:
        raise GoldError(f"{where}: there is no article {name}")
    return name


@contextmanager
def noted(problems: list[str]) -> Iterator[None]:
    """Keeps what is wrong with one row, so that all of it is told at once."""
    try:
        yield
    except GoldError as error:
        problems.append(str(error))

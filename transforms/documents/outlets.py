"""Which outlet published an article: names, aliases and domains as one id."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import pyarrow as pa

from transforms.documents.urls import HOST, domain_of, host_domain
from warehouse.schema.documents import OUTLETS


@dataclass(frozen=True, slots=True)
class Shipped:
    """The table of well-known outlets that ships with the code."""

    name_of: dict[str, str]
    """Domain to name."""
    domain_of: dict[str, str]
    """Name or alias, folded, to domain."""
    same_as: dict[str, str]
    """Second domain of an outlet to its first."""


@lru_cache(maxsize=1)
def shipped() -> Shipped:
    """The table in ``data/outlets.csv``: domain, name, aliases, other domains."""
    source = resources.files("transforms.documents") / "data" / "outlets.csv"
    name_of: dict[str, str] = {}
    domains: dict[str, str] = {}
    same_as: dict[str, str] = {}
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        name_of[row["domain"]] = row["name"]
        for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
            domains[fold(alias)] = row["domain"]
        for other in filter(None, row["other_domains"].split("|")):
            same_as[other] = row["domain"]
    return Shipped(name_of, domains, same_as)


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """A name in lower case, white space and a leading *the* put aside."""
    name = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return name.removeprefix("the ")


Naming = tuple[str | None, str | None]
"""Name of the outlet and address of the article, as the input gave them."""


def outlet_ids(namings: Iterable[Naming]) -> dict[Naming, str | None]:
    """The outlet of each pair of name and address.

    The domain of the address is the outlet; a name without an address is resolved by
    the shipped table, then by the one domain that the other pairs show for it.
    """
    namings = set(namings)
    table = shipped()
    found: dict[Naming, str | None] = {}
    seen: dict[str, set[str]] = {}
    for name, url in namings:
        domain = domain_of(url)
        if domain:
            domain = table.same_as.get(domain, domain)
            found[name, url] = domain
            if name:
                seen.setdefault(fold(name), set()).add(domain)
    for name, url in namings:
        if (name, url) not in found:
            found[name, url] = _by_name(name, seen) if name else None
    return found


def _by_name(name: str, seen: dict[str, set[str]]) -> str:
    table = shipped()
    if "." in name and HOST.fullmatch(name.strip()):
        domain = host_domain(name.strip())
        if domain:
            return table.same_as.get(domain, domain)
    folded = fold(name)
    if folded in table.domain_of:
        return table.domain_of[folded]
    domains = seen.get(folded, set())
    return next(iter(domains)) if len(domains) == 1 else folded


def outlet_table(published: Iterable[tuple[str, str | None]]) -> pa.Table:
    """Table `outlets` from the outlet id and the given name of every record."""
    table = shipped()
    names: dict[str, Counter[str]] = {}
    for outlet_id, name in published:
        counts = names.setdefault(outlet_id, Counter())
        if name and not HOST.fullmatch(name):
            counts[name] += 1
    rows: list[dict[str, object]] = []
    for outlet_id, counts in sorted(names.items()):
        # Commonest spelling, then the shortest: "CNN" before "CNN - Opinion".
        spellings = sorted(counts, key=lambda name: (-counts[name], len(name), name))
        is_domain = HOST.fullmatch(outlet_id) is not None
        known = table.name_of.get(outlet_id)
        name = known or (spellings[0] if spellings else outlet_id)
        rows.append(
            {
                "outlet_id": outlet_id,
                "name": name,
                "domain": outlet_id if is_domain else None,
                "aliases": sorted(set(spellings) - {name}),
            }
        )
    return OUTLETS.from_rows(rows)

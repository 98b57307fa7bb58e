"""Hashes of what a build depends on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import metadata, resources
from importlib.resources.abc import Traversable

import pyarrow as pa

from warehouse.schema.catalog import CORE_TABLES, SCHEMA_VERSION
from warehouse.schema.identity import sha256_bytes, sha256_text

NOT_CODE = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything the core tables are a pure function of, as hashes.

    The fields are those of table `release`.
    """

    store_sha256: str
    """What was ingested."""
    corrections_sha256: str
    """What people decided."""
    settings_sha256: str
    documents_code_sha256: str
    copies_code_sha256: str
    figures_code_sha256: str
    claims_code_sha256: str
    frequencies_sha256: str
    """The frozen document frequencies."""
    furniture_sha256: str
    """The frozen lines that recur in an outlet."""
    model: str
    """spaCy pipeline, name and version."""
    model_sha256: str
    lock_sha256: str
    """The installed packages."""
    code_version: str
    schema_version: str = SCHEMA_VERSION

    @classmethod
    def from_release(cls, release: pa.Table) -> Inputs:
        """The inputs that a release names in its table `release`.

        One that its schema did not have is empty, so it differs from any there is now.
        """
        row = release.to_pylist()[0]
        return cls(**{name: row.get(name, "") for name in cls.__dataclass_fields__})

    def run_id(self, *, previous_core_sha256: str | None, release_seq: int) -> str:
        """16 hex characters that name the build of these inputs.

        Ids are minted from the registry of the release before and the number of
        the one in the making, so both belong to the inputs.
        """
        named = {
            **asdict(self),
            "previous_core_sha256": previous_core_sha256,
            "release_seq": release_seq,
        }
        return value_hash(named)[:16]


def value_hash(value: object) -> str:
    """SHA-256 of a value of JSON types, whatever the order of its keys.

    Raises:
        TypeError: The value holds something else.
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, allow_nan=False)
    return sha256_text(text)


def code_hash(*packages: str) -> str:
    """SHA-256 over all files of packages and modules, code and data.

    Args:
        packages: Dotted names, as `transforms.copies` or `transforms.anchors`.
    """
    lines = []
    for package in sorted(packages):
        for name, content in _package_files(package):
            lines.append(f"{package}/{name} {sha256_bytes(content)}")
    return sha256_text("\n".join(lines))


def packages_hash() -> str:
    """SHA-256 over the installed packages and their versions."""
    installed = {
        f"{distribution.name.lower().replace('_', '-')}=={distribution.version}"
        for distribution in metadata.distributions()
        if distribution.name
    }
    return sha256_text("\n".join(sorted(installed)))


def core_digest(checksums: Mapping[str, str]) -> str:
    """SHA-256 over the core tables, from the SHA-256 of each table's file.

    Args:
        checksums: SHA-256 of the Parquet file by table; other tables are left out.

    Raises:
        KeyError: A core table is missing.
    """
    return sha256_text("\n".join(f"{name} {checksums[name]}" for name in CORE_TABLES))


def _package_files(package: str) -> Iterator[tuple[str, bytes]]:
    parent, _, module = package.rpartition(".")
    if parent:
        file = resources.files(parent).joinpath(f"{module}.py")
        if file.is_file():
            yield file.name, file.read_bytes()
            return
    yield from _tree(resources.files(package).iterdir(), "")


def _tree(children: Iterable[Traversable], prefix: str) -> Iterator[tuple[str, bytes]]:
    for child in sorted(children, key=lambda child: child.name):
        if child.is_dir():
            if child.name not in NOT_CODE:
                yield from _tree(child.iterdir(), f"{prefix}{child.name}/")
        elif not child.name.startswith(".") and not child.name.endswith(".pyc"):
            yield f"{prefix}{child.name}", child.read_bytes()

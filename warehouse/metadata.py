"""What describes a release: data package, codebook, citation file, readme.

Everything comes from the declaration of the tables and the row of table `release`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.codebook import cell, codebook
from warehouse.database import DATABASE_NAME
from warehouse.datapackage import RIGHTS, SUMMARY, TITLE, data_package, timestamp
from warehouse.ddl import routines, schema_sql
from warehouse.schema.catalog import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from warehouse.datapackage import Licence, TableFile


def release_documents(
    *,
    release: Mapping[str, object],
    files: Mapping[str, TableFile],
    licences: Sequence[Licence] = (),
) -> dict[str, str]:
    """The descriptive files of a release: file name to contents.

    Args:
        release: The row of table `release`.
        files: The written Parquet file of each table, by table name.
        licences: Licences that whoever makes the release gives its tables.

    Raises:
        KeyError: `release` lacks a field of its table.
    """
    package = data_package(release=release, files=files, licences=licences)
    return {
        "datapackage.json": as_json(package),
        "CODEBOOK.md": codebook(),
        "CITATION.cff": citation(release, licences=licences),
        "README.md": readme(release, files=files, licences=licences),
    }


def documentation() -> dict[str, str]:
    """The generated files of the repository: path below `docs/` to contents."""
    return {
        "CODEBOOK.md": codebook(),
        "schema/datapackage.json": as_json(data_package()),
        "schema/duckdb.sql": schema_sql(),
    }


def as_json(value: Mapping[str, object]) -> str:
    """JSON that reads well and ends in a newline."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def citation(release: Mapping[str, object], *, licences: Sequence[Licence] = ()) -> str:
    """A CITATION.cff (format 1.2.0) of a release.

    JSON strings are YAML strings, so every value is written as one.
    """
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use this data, please cite it as below."',
        "type: dataset",
        f"title: {_yaml(TITLE)}",
        f"abstract: {_yaml(SUMMARY)}",
        "authors:",
        '  - name: "presstally"',
        f"version: {_yaml(str(release['version']))}",
        f"date-released: {_yaml(timestamp(release['published_at'])[:10])}",
        "identifiers:",
        "  - type: other",
        f"    value: {_yaml('sha256:' + str(release['core_sha256']))}",
        '    description: "SHA-256 of the core tables"',
    ]
    if licences:
        names = ", ".join(_yaml(licence["name"]) for licence in licences)
        lines.append(f"license: [{names}]")
    return "\n".join(lines) + "\n"


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def readme(
    release: Mapping[str, object],
    *,
    files: Mapping[str, TableFile],
    licences: Sequence[Licence] = (),
) -> str:
    """The README.md of a release: what it is, how to open it, how to cite it."""
    version = str(release["version"])
    date = timestamp(release["published_at"])[:10]
    rows = "".join(
        f"| `{name}` | {cell(table.row)} | {files[name].rows:,} |\n"
        for name, table in TABLES.items()
        if name in files
    )
    listed = "".join(
        f"- `{routine.call}`: {routine.description}\n" for routine in routines()
    )
    before = release["previous_version"]
    since = f"The release before is {before}." if before else "It is the first release."
    licence = (
        "Licence of the tables: "
        + ", ".join(f"[{x['title']}]({x['path']})" for x in licences)
        + ".\n"
        if licences
        else "Whoever made this release has named no licence for its tables.\n"
    )
    return f"""\
# presstally {version}

{SUMMARY}

Published {date}: {release["n_articles"]:,} articles, {release["n_clusters"]:,} texts,
{release["n_figures"]:,} figures, {release["n_claims"]:,} claims. {since}

- [CODEBOOK.md](CODEBOOK.md): what each table and field means
- [VALIDATION.html](VALIDATION.html): what was checked, and what came of it
- [CHANGES.md](CHANGES.md): what changed, with the reasons; row by row in `changes`

## Open it

DuckDB (1.2 or later), in this folder:

```sh
duckdb -readonly {DATABASE_NAME} "FROM claims_ranked LIMIT 10"
python -c "import duckdb; print(duckdb.connect('{DATABASE_NAME}', \
read_only=True).sql('FROM claims_ranked LIMIT 10'))"
```

pandas:

```sh
python -c "import pandas; print(pandas.read_parquet('tables/figures.parquet').head())"
```

pyarrow:

```sh
python -c "import pyarrow.parquet as pq; \
print(pq.read_table('tables/figures.parquet').schema)"
```

`sha256sum -c SHA256SUMS` says whether the files are whole.

## Tables

| table | one row per | rows |
|---|---|---:|
{rows}
## Views and macros of the DuckDB file

{listed}
## Rights and citation

{RIGHTS}
{licence}
Cite as: presstally, {TITLE.lower()}, release {version}, {date}, core tables
sha256:{release["core_sha256"]}. [CITATION.cff](CITATION.cff) says the same to
machines.
"""


def write_documentation(folder: Path) -> list[Path]:
    """The generated files, written below the folder."""
    written = []
    for name, contents in documentation().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(contents, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def main() -> None:
    """Write what is generated below `docs/`, as the Makefile asks."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "--write", type=Path, required=True, metavar="FOLDER", help="docs folder"
    )
    for path in write_documentation(parser.parse_args().write):
        print(path)  # noqa: T201 - a command says what it wrote


if __name__ == "__main__":
    main()

"""What describes a release."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
import yaml

from warehouse.codebook import codebook
from warehouse.database import write_database
from warehouse.datapackage import FRICTIONLESS_TYPES, TableFile, data_package, timestamp
from warehouse.ddl import routines
from warehouse.metadata import release_documents, write_documentation
from warehouse.parquet import write_table
from warehouse.schema.catalog import TABLES, references

MARCH = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def release(**given):
    row = {
        field.name: None if field.nullable else field.example
        for field in TABLES["release"].fields
    }
    return row | {"published_at": MARCH} | given


def files(rows=2_400):
    return {name: TableFile(rows=rows, bytes=100, sha256="0" * 64) for name in TABLES}


@pytest.fixture
def package():
    documents = release_documents(release=release(), files=files(), licences=[LICENCE])
    return json.loads(documents["datapackage.json"])


def test_the_package_names_every_table_with_its_file(package):
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        assert resource["path"] == f"tables/{resource['name']}.parquet"
        assert (resource["rows"], resource["bytes"]) == (2_400, 100)
        assert resource["hash"] == "sha256:" + "0" * 64


def test_the_package_says_what_the_release_is_and_was_made_of(package):
    assert package["version"] == "2026.03.1"
    assert package["created"] == "2026-03-02T09:30:00Z"
    assert package["licenses"] == [LICENCE]
    facts = package["presstally"]
    assert facts["release_seq"] == 3
    assert facts["schema_version"] == "1.0.0"
    assert {"store", "corrections", "settings", "lock"} <= facts["inputs"].keys()
    declared = {
        field.name.removesuffix("_sha256")
        for field in TABLES["release"].fields
        if field.name.endswith("_sha256")
    }
    assert facts["inputs"].keys() == declared - {"core"}


def test_every_field_has_type_description_and_the_constraints_declared(package):
    for resource in package["resources"]:
        table = TABLES[resource["name"]]
        assert resource["schema"]["primaryKey"] == list(table.key)
        for described, field in zip(
            resource["schema"]["fields"], table.fields, strict=True
        ):
            constraints = described.get("constraints", {})
            assert described["name"] == field.name
            assert described["description"] == field.description
            assert constraints.get("required", False) is not field.nullable
            assert constraints.get("enum") == (
                list(field.values) if field.values else None
            )
            assert constraints.get("minimum") == field.minimum
            assert described.get("unit") == (field.unit or None)


def test_every_reference_is_a_foreign_key_and_its_own_table_is_left_unnamed(package):
    found = [
        (
            resource["name"],
            key["fields"][0],
            key["reference"].get("resource", resource["name"]),
            key["reference"]["fields"][0],
        )
        for resource in package["resources"]
        for key in resource["schema"].get("foreignKeys", [])
    ]
    assert found == references()
    own = [key for key in found if key[0] == key[2]]
    assert own, "figures.change_of refers to figures"


def test_the_types_are_those_of_the_standard():
    known = {"string", "integer", "number", "boolean", "datetime", "array"}
    assert set(FRICTIONLESS_TYPES.values()) == known


def test_a_package_without_release_is_the_schema_alone():
    package = data_package()
    assert "version" not in package
    assert "rows" not in package["resources"][0]


def test_the_codebook_describes_every_table_field_view_and_macro():
    text = codebook()
    for table in TABLES.values():
        section = text.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        for field in table.fields:
            (line,) = re.findall(rf"^\| `{field.name}` \|.*$", section, re.MULTILINE)
            assert re.sub(r"\\\|", "", line).count("|") == 7
    for routine in routines():
        assert f"`{routine.call}`" in text


def test_the_citation_file_is_yaml_with_what_the_format_asks():
    text = release_documents(release=release(), files=files(), licences=[LICENCE])
    cited = yaml.safe_load(text["CITATION.cff"])
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] == "dataset"
    assert cited["version"] == "2026.03.1"
    assert cited["date-released"] == "2026-03-02"
    assert cited["license"] == ["CC-BY-4.0"]
    assert {"message", "title", "authors"} <= cited.keys()


def test_the_readme_counts_cites_and_names_the_licence_or_its_lack():
    text = release_documents(release=release(), files=files())["README.md"]
    assert "# presstally 2026.03.1" in text
    assert "| `figures` | reported figure | 2,400 |" in text
    assert "named no licence" in text
    assert "It is the first release." in text
    later = release_documents(
        release=release(previous_version="2026.02.4"), files=files()
    )["README.md"]
    assert "The release before is 2026.02.4." in later
    with_licence = release_documents(
        release=release(), files=files(), licences=[LICENCE]
    )["README.md"]
    assert f"[{LICENCE['title']}]({LICENCE['path']})" in with_licence


def test_the_one_liners_of_the_readme_run(tmp_path, make_tables):
    """Each `python -c` of the readme, in a folder laid out as a release."""
    tables = make_tables()
    (tmp_path / "tables").mkdir()
    for name, table in tables.items():
        write_table(tmp_path / "tables" / f"{name}.parquet", table, TABLES[name])
    write_database(tmp_path / "presstally.duckdb", tables, release=release())
    text = release_documents(release=release(), files=files())["README.md"]
    lines = re.findall(r'^python -c "(.*)"$', text, re.MULTILINE)
    assert len(lines) == 3
    for line in lines:
        subprocess.run(
            [sys.executable, "-c", line], cwd=tmp_path, check=True, capture_output=True
        )


def test_times_are_written_in_utc():
    assert timestamp(MARCH) == "2026-03-02T09:30:00Z"
    assert timestamp(MARCH.replace(tzinfo=None)) == "2026-03-02T09:30:00Z"
    with pytest.raises(TypeError):
        timestamp(pa.scalar(1))


def test_the_documentation_is_written_below_a_folder(tmp_path: Path):
    written = write_documentation(tmp_path / "docs")
    assert [path.relative_to(tmp_path / "docs").as_posix() for path in written] == [
        "CODEBOOK.md",
        "schema/datapackage.json",
        "schema/duckdb.sql",
    ]

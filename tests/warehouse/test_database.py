"""The DuckDB file of a release."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from warehouse import ddl
from warehouse.database import (
    STORAGE_VERSION,
    connect,
    database_of,
    differences,
    query,
    write_database,
)
from warehouse.schema.catalog import TABLES
from warehouse.schema.errors import PresstallyError, ReleaseError

MARCH = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
APRIL = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
RELEASE = {"version": "2026.03.1", "schema_version": "1.0.0", "published_at": MARCH}


def rows():
    """Two outlets that carry one text, a third that reports for itself."""
    return {
        "outlets": [
            {"outlet_id": "harbour.example", "name": "Harbour Courier"},
            {"outlet_id": "valley.example", "name": "Valley Post"},
        ],
        "articles": [
            article("a1", title="Water cut off", outlet_id="harbour.example"),
            article("a2", title="Water cut off!", outlet_id="valley.example"),
            article("a3", title="Mayor on water", published_at=APRIL),
        ],
        "article_versions": [
            {"article_id": name, "version": 1} for name in ("a1", "a2", "a3")
        ],
        "copies": [
            copy("a1", "c1", "origin", weight=0.5),
            copy("a2", "c1", "verbatim", parent_article_id="a1", weight=0.5),
            copy("a3", "c2", "origin", weight=1.0),
        ],
        "clusters": [
            {"cluster_id": "c1", "origin_article_id": "a1", "n_articles": 2},
            {"cluster_id": "c2", "origin_article_id": "a3", "n_articles": 1},
        ],
        "cluster_aliases": [{"alias_id": "old", "cluster_id": "c1"}],
        "figures": [
            figure(
                "f1", "a1", surface="2,400 households", speaker_canonical="Ida Marlow"
            ),
            figure("f2", "a2", surface="2,400 households"),
            figure("f3", "a3", surface="2,500 homes", value_best=2500.0),
            figure("f4", "a3", surface="£5", in_boilerplate=True, block_role="promo"),
        ],
        "claims": [
            {
                "claim_id": "m1",
                "concept": "households without water",
                "agreement": "conflict",
                "n_mentions": 3,
                "n_independent": 2,
                "n_primary_sources": 2,
                "n_clusters": 2,
            }
        ],
        "claim_figures": [
            {"claim_id": "m1", "figure_id": name} for name in ("f1", "f2", "f3")
        ],
        "claim_lineage": [
            {"claim_id": "m1", "step": 1, "figure_id": "f1", "article_id": "a1"},
            {
                "claim_id": "m1",
                "step": 2,
                "figure_id": "f2",
                "article_id": "a2",
                "from_figure_id": "f1",
                "from_article_id": "a1",
            },
        ],
    }


def article(article_id, **given):
    return {"article_id": article_id, "published_at": MARCH} | given


def copy(article_id, cluster_id, relation, **given):
    return {
        "article_id": article_id,
        "cluster_id": cluster_id,
        "relation": relation,
    } | given


def figure(figure_id, article_id, **given):
    return {
        "figure_id": figure_id,
        "article_id": article_id,
        "version": 1,
        "is_current": True,
        "in_boilerplate": False,
        "value_best": 2400.0,
        "start": 4,
    } | given


def filled(table, row):
    """A row with what is not given null, or the declaration's example."""
    return {
        field.name: None
        if field.nullable
        else (MARCH if pa.types.is_timestamp(field.type) else field.example)
        for field in table.fields
    } | row


@pytest.fixture(scope="module")
def tables():
    given = rows()
    return {
        name: table.from_rows([filled(table, row) for row in given.get(name, [])])
        for name, table in TABLES.items()
    }


@pytest.fixture(scope="module")
def database(tables, tmp_path_factory):
    path = tmp_path_factory.mktemp("release") / "presstally.duckdb"
    write_database(path, tables, release=RELEASE)
    return path


def fetch(path, sql):
    return query(path, sql).to_pylist()


def test_the_file_holds_the_rows_of_every_table(database, tables):
    assert differences(database, tables) == []


def test_a_changed_row_is_a_difference(database, tables):
    figures = tables["figures"]
    less = tables | {"figures": figures.slice(0, figures.num_rows - 1)}
    (found,) = differences(database, less)
    assert "1 rows of figures" in found


def test_every_table_and_column_has_the_declared_type_and_comment(database):
    found = {
        (row["table_name"], row["column_name"]): row
        for row in fetch(
            database,
            "SELECT table_name, column_name, data_type, is_nullable, comment "
            "FROM duckdb_columns() WHERE table_name IN "
            "(SELECT table_name FROM duckdb_tables())",
        )
    }
    declared = [(table, field) for table in TABLES.values() for field in table.fields]
    assert len(found) == len(declared)
    for table, field in declared:
        row = found[table.name, field.name]
        assert row["data_type"] == ddl.sql_type(field)
        assert row["is_nullable"] == field.nullable
        assert row["comment"].startswith(field.description)
    comments = fetch(database, "SELECT comment FROM duckdb_tables()")
    assert all(row["comment"] for row in comments)


def test_every_view_and_macro_of_the_scripts_is_listed_with_its_comment(database):
    views = fetch(
        database, "SELECT view_name AS name FROM duckdb_views() WHERE NOT internal"
    )
    macros = fetch(
        database,
        "SELECT DISTINCT function_name AS name FROM duckdb_functions() "
        "WHERE function_type LIKE '%macro' AND NOT internal",
    )
    assert {row["name"] for row in views + macros} == {
        routine.name for routine in ddl.routines()
    }


def test_every_view_can_be_read(database):
    for routine in ddl.routines():
        if routine.kind == "view":
            query(database, f"FROM {routine.name}")


def test_times_are_shown_in_utc_wherever_the_reader_sits(database):
    code = (
        "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True).sql("
        "\"SELECT published_at::VARCHAR, date_trunc('month', published_at)::VARCHAR "
        "FROM articles WHERE article_id = 'a1'\").fetchall())"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code, str(database)],
        env=os.environ | {"TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "2026-03-02 09:30:00" in shown
    assert "2026-03-01" in shown


def test_own_figures_leave_out_furniture_and_know_article_and_claim(database):
    found = fetch(
        database,
        "SELECT figure_id, title, outlet, cluster_id, claim_id, n_independent "
        "FROM own_figures ORDER BY figure_id",
    )
    assert [row["figure_id"] for row in found] == ["f1", "f2", "f3"]
    assert found[0] == {
        "figure_id": "f1",
        "title": "Water cut off",
        "outlet": "Harbour Courier",
        "cluster_id": "c1",
        "claim_id": "m1",
        "n_independent": 2,
    }


def test_evidence_counts_copies_apart_from_other_reports(database):
    found = fetch(
        database,
        "SELECT figure_id, n_copies, n_other_clusters, n_independent "
        "FROM figure_evidence ORDER BY figure_id",
    )
    assert [tuple(row.values()) for row in found] == [
        ("f1", 1, 1, 2),
        ("f2", 1, 1, 2),
        ("f3", 0, 1, 2),
    ]


def test_unique_articles_are_one_per_text(database):
    found = fetch(database, "SELECT article_id, n_articles FROM unique_articles")
    assert sorted(tuple(row.values()) for row in found) == [("a1", 2), ("a3", 1)]


def test_copies_stand_beside_what_they_were_copied_from(database):
    (found,) = fetch(database, "SELECT title, parent_title FROM copies_with_titles")
    assert tuple(found.values()) == ("Water cut off!", "Water cut off")


def test_passages_are_turned_to_copy_and_parent_and_versions_followed(tmp_path):
    given = rows()
    given["copies"][1] |= {"parent_rule": "date"}
    given["copy_passages"] = [
        {"article_a": "a1", "article_b": "a2", "passage": 1}
        | {"start_a": 5, "end_a": 20, "start_b": 0, "end_b": 15}
    ]
    given["article_versions"].append({"article_id": "a1", "version": 2})
    given["figures"].append(
        figure("f5", "a1", surface="2,400 Households", version=2, is_current=False)
    )
    path = tmp_path / "presstally.duckdb"
    made = {
        name: table.from_rows([filled(table, row) for row in given.get(name, [])])
        for name, table in TABLES.items()
    }
    write_database(path, made, release=RELEASE)
    (found,) = fetch(
        path,
        'SELECT article_id, "start", "end", parent_article_id, parent_start, '
        "parent_end, parent_rule FROM copied_passages",
    )
    assert tuple(found.values()) == ("a2", 0, 15, "a1", 5, 20, "date")
    versions = fetch(path, "SELECT version, figure_id FROM versions_of('f1')")
    assert [tuple(row.values()) for row in versions] == [(1, "f1"), (2, "f5")]


def test_conflicts_and_trail_show_titles(database):
    assert len(fetch(database, "FROM conflicts")) == 3
    trail = fetch(database, "SELECT step, title, from_title FROM claim_trail")
    assert [tuple(row.values()) for row in trail] == [
        (1, "Water cut off", None),
        (2, "Water cut off!", "Water cut off"),
    ]


@pytest.mark.parametrize(
    ("call", "n_rows"),
    [
        ("figures_of('a3')", 1),
        ("copies_of('a2')", 2),
        ("claim('m1')", 3),
        ("claim('none')", 0),
        ("search_figures('HOUSEHOLDS')", 2),
        ("search_figures('mayor')", 1),
        ("search_claims('water')", 1),
        ("said_by('marlow')", 1),
        ("per_outlet()", 3),
        ("per_outlet(since := '2026-03-15')", 1),
        ("per_outlet(until := TIMESTAMP '2026-03-15')", 2),
    ],
)
def test_a_table_macro_gives_what_it_promises(database, call, n_rows):
    assert query(database, f"FROM {call}").num_rows == n_rows


def test_scalar_macros_cut_code_points_and_follow_merged_ids(database):
    (row,) = fetch(
        database,
        "SELECT span('🚰 Café £5', 7, 9) AS cut, current_cluster('old') AS merged, "
        "current_cluster('c2') AS kept",
    )
    assert row == {"cut": "£5", "merged": "c1", "kept": "c2"}


def test_a_reader_that_attaches_the_file_sees_its_views(database):
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{database}' AS press (READ_ONLY)")
        assert len(connection.execute("FROM press.own_figures").fetchall()) == 3


def test_the_storage_version_is_the_one_that_older_readers_know(database):
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{database}' AS press (READ_ONLY)")
        ((tags,),) = connection.execute(
            "SELECT tags FROM duckdb_databases() WHERE database_name = 'press'"
        ).fetchall()
    assert STORAGE_VERSION in str(tags)


@pytest.mark.parametrize(
    "sql",
    [
        "FROM read_csv('{outside}')",
        "FROM '{outside}'",
        "FROM glob('/*')",
        "ATTACH '{folder}/other.duckdb'",
        "COPY articles TO '{folder}/stolen.csv'",
        "EXPORT DATABASE '{folder}/export'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "DELETE FROM articles",
        "CREATE TABLE x AS SELECT 1",
        "FROM local_table",
    ],
)
def test_sql_on_a_release_reaches_and_changes_nothing_else(database, tmp_path, sql):
    local_table = pa.table({"secret": [1]})
    outside = tmp_path / "outside.csv"
    outside.write_text("a,b\n1,2\n", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(PresstallyError):
        query(database, sql.format(outside=outside, folder=tmp_path))
    assert sorted(tmp_path.iterdir()) == before
    assert local_table.num_rows == 1


def test_no_extension_is_fetched(database, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with connect(database) as connection:
        settings = dict(
            connection.execute(
                "SELECT name, value FROM duckdb_settings() WHERE name IN "
                "('autoload_known_extensions', 'autoinstall_known_extensions')"
            ).fetchall()
        )
    assert list(settings.values()) == ["false", "false"]


def test_a_release_or_home_folder_stands_for_its_database(database, tmp_path):
    home = tmp_path / "home"
    release = home / "releases" / "2026.03.1"
    release.mkdir(parents=True)
    moved = Path(shutil.copy(database, release))
    (home / "releases" / "latest").symlink_to("2026.03.1")
    assert database_of(moved) == moved
    assert database_of(release) == moved
    assert fetch(home, "SELECT count(*) AS n FROM articles") == [{"n": 3}]
    with pytest.raises(ReleaseError, match="presstally run"):
        database_of(tmp_path / "nowhere")


def test_a_file_is_never_written_twice_and_never_without_a_table(
    database, tables, tmp_path
):
    with pytest.raises(ReleaseError, match="exists"):
        write_database(database, tables, release=RELEASE)
    some = {name: table for name, table in tables.items() if name != "claims"}
    with pytest.raises(ReleaseError, match="no table claims"):
        write_database(tmp_path / "other.duckdb", some, release=RELEASE)


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "presstally.duckdb"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(ReleaseError, match="presstally verify"):
        connect(path)


def test_wrong_sql_says_where_to_look(database):
    with pytest.raises(PresstallyError, match="SHOW TABLES"):
        query(database, "SELECT nothing FROM nowhere")


def test_statements_without_a_result_give_an_empty_table(database):
    assert query(database, "CREATE TEMP TABLE t AS SELECT 1").num_columns <= 1

"""One run of the real command on whatever the web may send.

Each case of docs/bad-input.md that is quick to make is one file of one folder, see
`bad_input`.
"""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bad_input import CASES, FORMULA, SPECIAL, story
from typer.testing import CliRunner

from flows.cli import app
from warehouse.home import Home
from warehouse.releases import ReleaseTables, latest_release
from warehouse.verify import verify

AT = "2026-03-20T06:00:00Z"
HOSTILE = ("<img src=x", "<script>alert", "<svg/onload", "javascript:alert")


def presstally(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    source = folder / "sent"
    source.mkdir()
    for case in CASES:
        (source / case.name).write_bytes(case.content)
    (folder / "secret.txt").write_text(story("Secret"), encoding="utf-8")
    (folder / "others").mkdir()
    (source / "out.txt").symlink_to(folder / "secret.txt")
    (source / "others").symlink_to(folder / "others")
    (source / "circle.txt").symlink_to("circle.txt")
    (source / "up").symlink_to("..")
    (source / ".hidden.txt").write_text(story("Hidden"), encoding="utf-8")
    (source / ".git").mkdir()
    (source / ".git" / "a.txt").write_text(story("Gitta"), encoding="utf-8")
    os.mkfifo(source / "pipe.txt")
    pq.write_table(
        pa.table({"text": [None, "", story("Parka")], "published": [1, 2, 3]}),
        source / "odd.parquet",
    )
    made = folder / "home"
    made.mkdir()
    (made / "presstally.toml").write_text("max_page_megabytes = 1\n", encoding="utf-8")
    result = presstally("run", source, "--home", made, "--retrieved-at", AT, "--json")
    assert result.exit_code == 0, result.output
    (folder / "outcome.json").write_text(result.stdout, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def release(home) -> Path:
    return latest_release(Home(home)).path


@pytest.fixture(scope="module")
def tables(release) -> ReleaseTables:
    return ReleaseTables(release)


def place(name: str) -> str:
    """A file name as the tables write it."""
    return name.replace("\n", "\\n")


def test_the_release_verifies(home):
    assert verify(home) == []
    assert presstally("verify", "--home", home).exit_code == 0


def test_every_input_is_an_article_or_a_reject_with_its_reason(tables):
    rejected: dict[str, list[tuple[int, str]]] = {}
    for row in tables["rejects"].to_pylist():
        found = (row["record"] or 0, row["code"])
        rejected.setdefault(row["source_path"], []).append(found)
    codes = {
        path: [code for _, code in sorted(rows)] for path, rows in rejected.items()
    }
    expected = {place(case.name): list(case.rejects) for case in CASES if case.rejects}
    assert codes == expected | SPECIAL
    taken = Counter(row["source_path"] for row in tables["articles"].to_pylist())
    articles = {place(case.name): case.articles for case in CASES if case.articles}
    assert taken == articles | {"odd.parquet": 1}


def test_no_reject_repeats_what_the_input_says(tables):
    for row in tables["rejects"].to_pylist():
        assert not any(mark in row["message"] for mark in (*HOSTILE, "alert", "boats"))


def test_every_figure_stands_where_it_says(home, tables):
    (run,) = (path for path in (home / "runs").iterdir() if path.is_dir())
    texts = {
        (row["article_id"], row["version"], field): row[field]
        for row in pq.read_table(run / "documents" / "documents.parquet").to_pylist()
        for field in ("text", "title")
    }
    for name in ("figures", "number_rejections", "entity_mentions"):
        rows = tables[name].to_pylist()
        assert rows
        for row in rows:
            text = texts[row["article_id"], row["version"], row["field"]]
            surface = row.get("surface", row.get("mention"))
            assert text[row["start"] : row["end"]] == surface


def test_each_plain_story_gives_its_two_figures(tables):
    paths = {
        row["article_id"]: row["source_path"] for row in tables["articles"].to_pylist()
    }
    found: dict[str, set[float]] = {}
    for row in tables["figures"].to_pylist():
        if row["is_current"]:
            values = found.setdefault(paths[row["article_id"]], set())
            values.add(row["value_best"])
    for name in ("utf16.txt", "latin1.txt", "cp1252.txt", "new\\nline.txt"):
        assert found[name] >= {31, 12}, name
    assert found["one-line.txt"] == {31}
    assert found["same-id-other-text.jsonl"] == {33, 12}
    assert found["scripted.html"] == {41, 43, 47, 12}
    assert "no-spaces.txt" not in found


def test_figures_are_read_through_signs_and_in_digits_of_any_script(tables):
    names = {
        row["article_id"]: row["external_id"]
        for row in tables["articles"].to_pylist()
        if row["source_path"] == "signs.jsonl"
    }
    found: dict[str, set[float]] = {name: set() for name in names.values()}
    for row in tables["figures"].to_pylist():
        if row["article_id"] in names:
            found[names[row["article_id"]]].add(row["value_best"])
    assert not found.pop("s-arabic")
    for name, values in found.items():
        assert values == {31, 12}, name


def test_hidden_files_are_named_once_and_not_read(home, tables):
    notices = json.loads((home.parent / "outcome.json").read_text())["ingested"]
    (hidden,) = (n for n in notices["notices"] if "hidden" in n)
    assert ".git" in hidden
    assert ".hidden.txt" in hidden
    assert not any(
        path.startswith(".") and path != "..txt"
        for path in tables["articles"]["source_path"].to_pylist()
    )


def test_what_the_run_says_can_not_steer_a_terminal(home):
    outcome = json.loads((home.parent / "outcome.json").read_text())
    ingested = outcome["ingested"]
    for line in (*ingested["refused"], *ingested["notices"], *outcome["warnings"]):
        assert line.isprintable()


def test_dates_that_can_not_be_are_left_out_and_others_kept(tables):
    dates = {
        row["external_id"]: row["published_at"]
        for row in tables["articles"].to_pylist()
        if row["source_path"] in ("dates.jsonl", "two-days.html")
    }
    assert set(dates.values()) == {None}


def test_texts_under_one_id_are_one_article_with_versions(tables):
    versions = Counter(
        row["article_id"] for row in tables["article_versions"].to_pylist()
    )
    by_id = {
        row["external_id"]: versions[row["article_id"]]
        for row in tables["articles"].to_pylist()
    }
    assert by_id["e-1"] == 1
    assert by_id["o-1"] == 2


def test_nothing_hostile_stands_in_a_page(release):
    pages = [path for path in release.iterdir() if path.suffix in (".html", ".md")]
    assert {"VALIDATION.html", "README.md", "CHANGES.md"} <= {p.name for p in pages}
    for path in pages:
        content = path.read_text(encoding="utf-8")
        assert not any(mark in content for mark in HOSTILE), path.name
        assert FORMULA not in html.unescape(content), path.name


def test_nothing_hostile_reaches_sql_or_a_path(home, release, tables):
    with duckdb.connect(str(release / "presstally.duckdb"), read_only=True) as db:
        rows = db.sql("SELECT count(*) FROM figures").fetchall()
    assert rows == [(tables["figures"].num_rows,)]
    addresses = [row["url"] for row in tables["articles"].to_pylist() if row["url"]]
    assert all(re.match(r"https?://", address) for address in addresses)
    made = {path.name for path in home.parent.iterdir()}
    assert made == {"home", "sent", "secret.txt", "others", "outcome.json"}
    texts = tables["articles"]["source_path"].to_pylist()
    assert not any("\n" in path or "secret" in path for path in texts)


def test_csv_marks_what_a_spreadsheet_would_take_for_a_formula(home):
    query = "SELECT title FROM articles WHERE title LIKE '=cmd%'"
    result = presstally("sql", query, "--home", home, "--csv")
    assert result.exit_code == 0, result.output
    assert list(csv.reader(io.StringIO(result.output))) == [["title"], ["'" + FORMULA]]
    exact = presstally("sql", query, "--home", home, "--json")
    assert json.loads(exact.output) == {"rows": [{"title": FORMULA}]}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT authors FROM articles WHERE authors IS NOT NULL",
        "SELECT title, outlet_id, text FROM (SELECT *, title AS text FROM articles)",
        "FROM rejects",
        "FROM claims_ranked",
        "FROM outlets",
    ],
)
def test_no_cell_of_csv_begins_like_a_formula(home, query):
    result = presstally("sql", query, "--home", home, "--csv")
    assert result.exit_code == 0, result.output
    for row in csv.reader(io.StringIO(result.output)):
        for cell in row:
            assert not re.match(r"[=+@\t\r]|-(?![\d.])", cell), cell


@pytest.mark.parametrize(
    "arguments",
    [
        ("sql", "FROM articles"),
        ("sql", "SELECT surface, snippet FROM figures"),
        ("diff", "--rows"),
        ("releases",),
    ],
)
def test_nothing_that_is_printed_can_steer_a_terminal(home, arguments):
    output = presstally(*arguments, "--home", home).output
    assert all(line.isprintable() for line in output.split("\n"))


@pytest.mark.parametrize("name", ["hostile.jsonl", "signs.jsonl", "scripted.html"])
def test_an_article_is_explained_without_what_is_hostile_in_it(home, tmp_path, name):
    """The first article of a file is explained, so each is put into one of its own."""
    sent = home.parent / "sent" / name
    contents = [sent.read_bytes()]
    if name.endswith(".jsonl"):
        contents = contents[0].splitlines()
    for content in contents:
        path = tmp_path / name
        path.write_bytes(content)
        page = presstally("explain", path, "--html")
        shown = presstally("explain", path)
        assert page.exit_code == shown.exit_code == 0, page.output
        assert not any(mark in page.output for mark in HOSTILE[:3])
        assert all(
            unicodedata.category(character) != "Cc"
            for character in shown.output.replace("\n", "")
        )


def test_the_same_hostile_folder_again_changes_nothing(home):
    before = latest_release(Home(home)).version
    source = home.parent / "sent"
    again = ("run", source, "--home", home, "--retrieved-at", AT, "--json")
    result = presstally(*again)
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert not answer["changed"]
    assert answer["version"] == before
    assert answer["ingested"]["records"] == answer["ingested"]["rejects"] == 0


def test_every_line_of_the_page_names_a_test_that_there_is():
    root = Path(__file__).resolve().parents[2]
    page = (root / "docs" / "bad-input.md").read_text(encoding="utf-8")
    table = page.split("## What may come")[1].split("\n## ")[0]
    sources = (path.read_text("utf-8") for path in (root / "tests").rglob("test_*.py"))
    known = {*re.findall(r"^def (test_\w+)", "\n".join(sources), re.MULTILINE)}
    known |= {case.name for case in CASES} | SPECIAL.keys()
    lines = re.findall(r"^\| .* \|$", table, re.MULTILINE)[1:]
    assert len(lines) > 50
    for line in lines:
        tests = re.findall(r"`([^`]+)`", line.rsplit(" | ", 1)[1])
        assert tests, line
        assert not {*tests} - known, line

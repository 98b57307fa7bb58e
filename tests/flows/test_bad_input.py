"""One run of the real command on whatever the web may send.

Each case of docs/bad-input.md that is quick to make is one file of one folder. What
each must come to stands beside it.
"""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flows.cli import app
from warehouse.home import Home
from warehouse.releases import ReleaseTables, latest_release
from warehouse.verify import verify

AT = "2026-03-20T06:00:00Z"
FORMULA = "=cmd|' /C calc'!A0"
MARKUP = "<img src=x onerror=alert(1)>"
HOSTILE = ("<img src=x", "<script>alert", "<svg/onload", "javascript:alert")


def story(name: str, number: int = 31) -> str:
    """A short report that no other case holds, with one figure that is its own."""
    return (
        f"The harbour board of {name} said on Monday that {number} boats had left the "
        f"quay before the storm. Another 12 people stayed in the tower of {name}.\n"
    )


def jsonl(*rows: object) -> bytes:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def page(body: str) -> bytes:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{MARKUP}Storm</title></head><body>{body}</body></html>"
    ).encode()


def paragraphs(name: str) -> str:
    return f"<article><h1>Storm at {name}</h1>" + "".join(
        f"<p>{story(f'{name} {part}', number)}</p>"
        for part, number in (("East", 41), ("West", 43), ("Quay", 47))
    )


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and what it must come to."""

    name: str
    content: bytes
    articles: int = 0
    rejects: tuple[str, ...] = ()
    """Codes, in order of the records."""


EQUAL = {"id": "e-1", "text": story("Eddle"), "title": "Storm"}
CASES = [
    # ------------------------------------------------------------- bytes
    Case("empty.txt", b"", rejects=("empty",)),
    Case("spaces.txt", b" \n\t \n", rejects=("empty",)),
    Case("binary.txt", bytes(range(256)) * 40, rejects=("binary",)),
    Case("picture.jpg", b"\xff\xd8\xff\xe0" * 99, rejects=("unknown_format",)),
    Case(
        "nul.txt",
        story("Nullham").encode().replace(b"boats", b"\0boats"),
        rejects=("binary",),
    ),
    Case(
        "broken-utf8.txt",
        story("Bräke").encode().replace("ä".encode(), b"\xc3"),
        rejects=("encoding",),
    ),
    Case("utf16.txt", story("Sixteen").encode("utf-16"), articles=1),
    Case("latin1.txt", story("Käfermoor").encode("latin-1"), articles=1),
    Case("cp1252.txt", f"“{story('Dôle')}”".encode("cp1252"), articles=1),
    Case("cut-off.txt.gz", gzip.compress(bytes(9999))[:-9], rejects=("gzip_broken",)),
    Case(
        "one-line.txt",
        (
            "a line that runs on without any end at all " * 25_000 + "and 31 boats"
        ).encode(),
        articles=1,
    ),
    Case(
        "line-of-5-mb.txt",
        b"a line that is longer than any article " * 130_000,
        rejects=("too_large",),
    ),
    Case("no-spaces.txt", story("Nogap").replace(" ", "").encode() * 400, articles=1),
    # ------------------------------------------------------------- pages
    Case("large.html", page("<p>" + "a " * 600_000), rejects=("too_large",)),
    Case("bodiless.html", b"<html><head><title>31</title>", rejects=("no_article",)),
    Case("deep.html", page("<div>" * 5_000), rejects=("too_deep",)),
    Case(
        "scripted.html",
        page(
            "<script>var sold = '777 boats sold';</script>"
            f"{paragraphs('Scriptum')}<script>alert('778 boats sank')</script>"
        ),
        articles=1,
    ),
    Case(
        "two-days.html",
        page('<p class="date">03/04/2025</p>' + paragraphs("Twoday")),
        articles=1,
    ),
    # ------------------------------------------------------- many records
    Case(
        "broken-line.jsonl",
        jsonl({"text": story("Linea")}, '{"text": "cut o', {"text": story("Lineb")}),
        articles=2,
        rejects=("json_syntax",),
    ),
    Case(
        "broken-array.json",
        b'[{"id": "j", "text": ' + json.dumps(story("Arra")).encode() + b"}, {",
        articles=1,
        rejects=("json_syntax",),
    ),
    Case(
        "quotes.csv",
        f'id,title,text\nq-1,"a ""b"", c","{story("Quota")}\n\n""Yes,"" he said."\n'
        'q-2,few\nq-3,,"never closed\n'.encode(),
        articles=1,
        rejects=("csv_columns", "csv_syntax"),
    ),
    Case("columns.csv", b"id,words\n1,2\n", rejects=("missing_text",)),
    Case(
        "unknown.jsonl",
        jsonl({"text": story("Unkno"), "mood": 1, f"{MARKUP}\n": 2}),
        articles=1,
    ),
    Case(
        "types.jsonl",
        jsonl(
            {"text": 31},
            {"text": story("Typo"), "title": {"a": 1}},
            {"text": story("Typa"), "url": ["a"]},
            [1],
            "null",
            {"title": "no text"},
            {"html": [1]},
        ),
        rejects=("wrong_type",) * 5 + ("missing_text", "wrong_type"),
    ),
    Case("torn.parquet", b"PAR1" + bytes(99), rejects=("parquet_broken",)),
    Case("same-id-same-text.jsonl", jsonl(EQUAL, EQUAL), articles=1),
    Case(
        "same-id-other-text.jsonl",
        jsonl(
            {"id": "o-1", "text": story("Ottle", 31)},
            {"id": "o-1", "text": story("Ottle", 33)},
        ),
        articles=1,
    ),
    # ------------------------------------------------------------- dates
    Case(
        "dates.jsonl",
        jsonl(
            {"id": "d-future", "text": story("Futura"), "date": "2031-01-01"},
            {"id": "d-tomorrow", "text": story("Morrow"), "date": "2026-03-21"},
            {"id": "d-old", "text": story("Prior"), "date": "1204-04-13"},
            {"id": "d-none", "text": story("Nodate")},
            {"id": "d-soon", "text": story("Soon"), "date": "soon"},
            {"id": "d-either", "text": story("Either"), "date": "03/04/2025"},
        ),
        articles=6,
        rejects=("future_date", "future_date", "bad_date", "bad_date", "bad_date"),
    ),
    # ------------------------------------------------------------- signs
    Case(
        "signs.jsonl",
        jsonl(
            {
                "id": "s-arabic",
                "text": "قال المتحدث إن 300 شخص تضرروا من الفيضان في القرية الواقعة.",
            },
            {
                "id": "s-emoji",
                "text": f"🌊🌊 {story('Emo👩‍👩‍👧ji')} 👍🏽 e\u0301 n\u0303",
            },
            {
                "id": "s-zero",
                "text": story("Ze\u200bro\ufeff").replace("31", "3\u200b1 \u200d"),
            },
            {
                "id": "s-digits",
                "text": story("Digita").replace("31", "٣١").replace("12", "１２"),
            },
            {"id": "s-turned", "text": "\u202e" + story("Revers") + "\u202c\u2066"},
            {"id": "s-control", "text": story("Esca").replace("the", "\x1b[31mthe")},
        ),
        articles=6,
    ),
    Case(
        "hostile.jsonl",
        jsonl(
            {
                "id": FORMULA,
                "title": FORMULA,
                "outlet": FORMULA,
                "authors": ["=1+1", "@SUM(A1)"],
                "text": story("Formula"),
            },
            {
                "id": "'; DROP TABLE figures; --",
                "title": f"{MARKUP}&lt;script&gt;alert(1)&lt;/script&gt;",
                "outlet": "&lt;svg/onload=alert(1)&gt;'; DROP TABLE figures; --",
                "url": "javascript:alert(1)",
                "text": f"{MARKUP} <script>alert(1)</script> {story(MARKUP)}",
            },
            {
                "id": "../../etc/passwd",
                "url": "https://x.example/../../a?b=<script>alert(1)</script>",
                "outlet": "../../../outlet",
                "text": f"{FORMULA}\n+{story('Plus')}-31 boats\n@31 boats sank.\n",
            },
        ),
        articles=3,
    ),
    Case("..txt", story("Dotdot").encode()),
    Case("a..%2f..%2fup.txt", story("Upper").encode(), articles=1),
    Case("new\nline.txt", story("Newline").encode(), articles=1),
    Case(f"{FORMULA.replace('/', '')}.txt", story("Filename").encode(), articles=1),
    Case("<script>alert(1)<.txt", b"", rejects=("empty",)),
]


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


SPECIAL = {
    "out.txt": ["link_outside"],
    "others": ["link_outside"],
    "up": ["link_outside"],
    "circle.txt": ["unreadable"],
    "pipe.txt": ["not_a_file"],
    "odd.parquet": ["missing_text", "missing_text", "bad_date"],
}


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


def test_a_source_that_does_not_exist_is_code_3_and_no_release(tmp_path):
    result = presstally("run", tmp_path / "nowhere", "--home", tmp_path / "home")
    assert result.exit_code == 3
    assert "nowhere does not exist: check the spelling" in result.output
    assert "Traceback" not in result.output
    assert latest_release(Home(tmp_path / "home")) is None


@pytest.mark.parametrize("place_of_home", ["file", "file/home"])
def test_a_home_that_can_not_be_a_folder_is_code_1(tmp_path, place_of_home):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "a.txt").write_text(story("Home"), encoding="utf-8")
    home = tmp_path / place_of_home
    result = presstally("run", tmp_path / "a.txt", "--home", home)
    assert result.exit_code == 1
    assert str(tmp_path / "file") in result.output
    assert "--home" in result.output
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


AS_NOBODY = """
import os, sys
from typer.testing import CliRunner
from flows import embedded
from flows.cli import app
from transforms.documents.read import read_source
# Loads all that is needed: the interpreter may lie where only its owner may read.
for command in ("run", "sql", "releases", "verify"):
    CliRunner().invoke(app, [command, "/nowhere/at/all"])
def read(path):
    for item in read_source(path):
        print(getattr(item, "code", "record"), item.source_path)
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
read(sys.argv[2]) if sys.argv[1] == "read" else app(sys.argv[1:])
"""


def as_nobody(*arguments: object) -> tuple[int, str]:
    """Exit code and output of the command, run by a user who owns nothing."""
    if os.geteuid():
        pytest.skip("only root may become another user")
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT")}
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**kept, "HOME": "/nonexistent"},
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def reachable(tmp_path) -> Path:
    """A folder that another user may enter and read, and write nothing into."""
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    return tmp_path


def test_a_home_that_can_not_be_written_is_code_1(reachable):
    (reachable / "a.txt").write_text(story("Home"), encoding="utf-8")
    code, said = as_nobody("run", reachable / "a.txt", "--home", reachable / "home")
    assert code == 1, said
    assert f"{reachable / 'home'} can't be written: Permission denied" in said
    assert "choose another folder with --home" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("shut", ["home", "home/prefect"])
def test_a_home_of_someone_else_is_code_1_at_once(reachable, shut):
    """Prefect would wait 90 seconds for a server that can't write its books."""
    (reachable / "a.txt").write_text(story("Home"), encoding="utf-8")
    Home(reachable / "home").create()
    (reachable / "home" / "prefect").mkdir()
    for folder in (reachable / "home", *(reachable / "home").rglob("*")):
        folder.chmod(0o777)
    (reachable / shut).chmod(0o755)
    code, said = as_nobody("run", reachable / "a.txt", "--home", reachable / "home")
    assert code == 1, said
    assert f"{reachable / shut} can't be written: Permission denied" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", [("sql", "SELECT 1"), ("releases",), ("verify",)])
def test_a_folder_of_the_home_that_can_not_be_read_is_named(reachable, command):
    Home(reachable / "home").create()
    (reachable / "home" / "releases").chmod(0o700)
    code, said = as_nobody(*command, "--home", reachable / "home")
    assert code == 1, said
    assert "releases" in said
    assert "give this user the right to it" in said
    assert "Traceback" not in said


def test_a_source_that_can_not_be_read_is_code_3(reachable):
    shut = reachable / "shut"
    shut.mkdir(mode=0o700)
    (shut / "a.txt").write_text(story("Shut"), encoding="utf-8")
    for source in (shut, shut / "a.txt"):
        code, said = as_nobody("run", source, "--home", reachable / "home")
        assert code == 3, said
        assert "give this user read access" in said
        assert "Traceback" not in said


def test_what_can_not_be_read_in_a_folder_costs_itself_only(reachable):
    (reachable / "a.txt").write_text(story("Able"), encoding="utf-8")
    (reachable / "b.txt").write_text(story("Barred"), encoding="utf-8")
    (reachable / "b.txt").chmod(0o200)
    (reachable / "c").mkdir(mode=0o700)
    _, said = as_nobody("read", reachable)
    assert said.splitlines() == ["record a.txt", "unreadable b.txt", "unreadable c"]

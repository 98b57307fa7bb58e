from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.nightly import nightly

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("spacy", "prefect", "great_expectations", "numba")

ARTICLE = {
    "id": "t-1",
    "title": "Lighthouse to be mended",
    "text": "The Board of Lights said 12 lighthouses need new lamps. "
    "It will spend about £3.4m on them by June.",
    "published": "2026-02-03T08:00:00Z",
    "outlet": "Harbour Courier",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    source = folder / "desk.jsonl"
    source.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    nightly([str(source)], folder / "home")
    return folder / "home"


def presstally(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def modules_after(*arguments):
    script = (
        "import sys\n"
        "from flows.cli import app\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sorted(m for m in sys.modules if '.' not in m))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.rsplit("LOADED", 1)[1].split())


def test_help_loads_nothing_heavy():
    assert not modules_after("--help") & {*HEAVY, "duckdb", "pandas", "pyarrow"}


def test_sql_and_diff_load_neither_spacy_nor_prefect_nor_great_expectations(home):
    for arguments in (("sql", "SELECT 1"), ("diff",), ("releases",)):
        assert not modules_after(*arguments, "--home", home) & set(HEAVY)


def test_sql_prints_rows_for_people_and_for_programs(home):
    query = "SELECT surface, value_best FROM own_figures ORDER BY start LIMIT 1"
    shown = presstally("sql", query, "--home", home)
    assert shown.exit_code == 0, shown.output
    assert "12 lighthouses" in shown.output
    rows = json.loads(presstally("sql", query, "--home", home, "--json").output)
    assert rows == {"rows": [{"surface": "12 lighthouses", "value_best": 12.0}]}


def test_sql_can_not_write_or_read_elsewhere(home, tmp_path):
    for query in (
        "DROP TABLE figures",
        f"COPY figures TO '{tmp_path / 'out.csv'}'",
        "SELECT * FROM read_text('/etc/hostname')",
    ):
        result = presstally("sql", query, "--home", home)
        assert result.exit_code == 1
    assert not list(tmp_path.iterdir())


def test_releases_verify_and_explain_answer(home, tmp_path):
    assert ".1 " in presstally("releases", "--home", home).output
    assert presstally("verify", "--home", home).exit_code == 0
    page = tmp_path / "lamp.txt"
    page.write_text(ARTICLE["text"], encoding="utf-8")
    assert "12 lighthouses" in presstally("explain", page).output
    assert "<html" in presstally("explain", page, "--html").output


def test_diff_of_a_first_release_says_so(home):
    result = presstally("diff", "--home", home)
    assert result.exit_code == 6
    assert "first release" in result.output


def test_verify_names_a_damaged_file(home, tmp_path):
    import shutil

    copy = tmp_path / "home"
    shutil.copytree(home, copy, symlinks=True)
    table = copy / "releases" / "latest" / "tables" / "figures.parquet"
    table.write_bytes(table.read_bytes()[:-1])
    result = presstally("verify", "--home", copy)
    assert result.exit_code == 6
    assert "figures.parquet" in result.output


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("run", "no-such-folder"), 3, "no-such-folder"),
        (("sql", "SELECT 1"), 6, "no release"),
        (("ingest", "README.md", "--retrieved-at", "yesterday"), 2, "ISO 8601"),
    ],
)
def test_what_goes_wrong_has_a_code_and_says_what_to_do(
    tmp_path, arguments, code, said
):
    result = presstally(*arguments, "--home", tmp_path / "home")
    assert result.exit_code == code
    assert said in result.output


def test_the_page_of_commands_is_current():
    done = subprocess.run(
        [
            *(Path(sys.executable).with_name("typer"), "flows.cli"),
            *("utils", "docs", "--name", "presstally"),
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert page.strip() == done.stdout.strip(), "run `make docs`"


def test_every_setting_is_documented():
    from flows.settings import Settings

    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        default = f"{field.default:g}" if name.endswith("seconds") else field.default
        assert f"| `{name}` | `{default}` |" in page, name

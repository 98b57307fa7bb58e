"""Withdrawing from the command line, and listing what the corrections came to."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.correct import list_corrections, withdraw
from warehouse.corrections import read_corrections
from warehouse.home import Home
from warehouse.schema.errors import CorrectionsError
from warehouse.store import Store, StoredRecord

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
EMPTY = dict.fromkeys(StoredRecord.__dataclass_fields__)


@pytest.fixture
def home(tmp_path) -> Path:
    home = Home(tmp_path / "home")
    home.create()
    Store(home).append(
        StoredRecord(
            **EMPTY
            | {
                "article_id": id_ * 20,
                "source": "wire",
                "external_id": id_,
                "url": f"https://courier.example/{id_}",
                "canonical_url": f"https://courier.example/{id_}",
                "text": f"Text {id_}.",
                "extractor": "record",
                "retrieved_at": AT,
            }
        )
        for id_ in "ab"
    )
    return home.path


def take_back(home, name, kind="article", reason="The family asked for it."):
    return withdraw(home, name, kind=kind, reason=reason, author="I. Marlow", at=AT)


def test_a_withdrawal_is_an_entry_like_any_other(home):
    made = take_back(home, "https://courier.example/a?utm_source=x")
    assert made == read_corrections(home / "corrections")[0]
    assert (made.action, made.target.article) == ("withdraw_article", "a" * 20)
    assert (made.author, made.decided_at) == ("I. Marlow", AT)
    take_back(home, "wire", kind="source")
    listed = list_corrections(home).to_pylist()
    assert {(row["action"], row["target"], row["status"]) for row in listed} == {
        ("withdraw_article", "a" * 20, "new"),
        ("withdraw_source", "wire", "new"),
    }


def test_what_was_written_by_hand_stays_as_it_is(home):
    path = home / "corrections" / "withdrawals.yml"
    path.write_text("# by hand\n- id: x\n  action: withdraw_source\n  target:\n"
                    "    source: other\n  reason: r\n  author: a\n"
                    "  decided_at: 2026-03-01")  # fmt: skip
    before = path.read_text()
    take_back(home, "a", reason='Said: "no" — #1, \\ & 🛑: null')
    assert path.read_text().startswith(before)
    first, second = read_corrections(home / "corrections")
    assert {first.reason, second.reason} == {"r", 'Said: "no" — #1, \\ & 🛑: null'}


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("c", "article", "no article of the store goes by 'c'"),
        ("wires", "source", "there are: wire"),
        ("Courier", "outlet", "holds no release yet"),
    ],
)
def test_what_is_not_there_can_not_be_withdrawn(home, name, kind, message):
    with pytest.raises(CorrectionsError, match=message):
        take_back(home, name, kind=kind)
    assert read_corrections(home / "corrections") == ()


def test_nothing_is_withdrawn_twice_or_written_by_halves(home, tmp_path):
    take_back(home, "a")
    with pytest.raises(CorrectionsError, match="withdrawn already"):
        take_back(home, "https://courier.example/a")
    with pytest.raises(CorrectionsError, match="reason has 600 characters"):
        take_back(home, "b", reason="x" * 600)
    assert len(read_corrections(home / "corrections")) == 1
    with pytest.raises(CorrectionsError, match="holds no store"):
        take_back(tmp_path / "elsewhere", "a")
    assert not (tmp_path / "elsewhere").exists()


def test_the_commands_say_what_they_did(home):
    from typer.testing import CliRunner

    from flows.cli import app

    def presstally(*arguments):
        return CliRunner().invoke(app, [*map(str, arguments), "--home", str(home)])

    done = presstally("withdraw", "a", "--reason", "asked for", "--author", "I. Marlow")
    assert done.exit_code == 0, done.output
    assert "withdrawals.yml" in done.output
    again = presstally("withdraw", "a", "--reason", "asked for", "--author", "x")
    assert again.exit_code == 2
    assert "withdrawn already" in again.output
    rows = json.loads(presstally("correct", "--json").output)["corrections"]
    assert [(row["action"], row["status"]) for row in rows] == [
        ("withdraw_article", "new")
    ]
    assert "withdraw_article" in presstally("correct").output
    (home / "corrections" / "broken.yml").write_text("- id: half\n")
    told = presstally("correct")
    assert told.exit_code == 2
    assert "broken.yml, line 1 (half)" in told.output

"""People's decisions through the whole pipeline: applied, told, undone, kept."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows.build import build
from flows.correct import list_corrections, withdraw
from flows.nightly import nightly
from flows.publish import publish
from warehouse.corrections import read_corrections
from warehouse.database import query
from warehouse.home import Home
from warehouse.releases import ReleaseTables, find_release, latest_release
from warehouse.schema.errors import CorrectionsError, PresstallyError
from warehouse.verify import verify

DOCS = Path(__file__).resolve().parents[2] / "docs" / "corrections.md"
AT = "2026-03-07T06:00:00Z"
COURIER, POST = "https://harbourcourier.example/", "https://valleypost.example/"

TOLL = """Repairs to the Ellerby bridge will cost £4.8m and take 14 months, the Tarn \
Valley council decided on Monday night.
There are cracks in 11 of the 36 piers since the February flood carried away the old \
footway.
"We will not ask drivers for a single penny of it," said Ida Marlow, who leads the \
council.
Some 24,000 drivers use the crossing every day, the council's surveyor said, and \
lorries are to be sent round by Whitmoor until autumn."""
TOLL_RETOLD = """Nobody will be charged for crossing the river at Ellerby, whatever it \
takes to mend what the flood broke.
That was the promise in the town hall as members voted £4.8m out of the reserve.
Haulage firms grumbled about the long way round; one of them counted 3 extra hours a \
week."""
DESK = """The Tarn Water office will close its Whitmoor desk for 6 days from Thursday \
while new lines are laid under the square.
Customers can pay at the Ellerby branch, which opens at eight, or by post to the usual \
address.
Nobody will be cut off during the works, the company said, and the desk reopens with \
longer hours in April."""
FERRY = """The harbour ferry carried 310,000 passengers last year, a rise of 12% on the \
year before, its operator said on Friday.
A third boat will join the line in June and sail every 40 minutes between Ellerby quay \
and the island of Saltney.
"Thirty people asked us for later sailings in one week," said Tom Ashby, the line's \
manager. Fares stay as they are until winter."""
BARN = """A family in Northmark has asked this paper to take down a report on the 3 \
children who were hurt in the Quernstone barn fire.
The street had been printed by mistake, and the hospital wrote that two of the children \
were out of danger."""
SHOPS = """Larkwire counts 87 shops that closed in the Tarn valley since January, most \
of them bakeries and bookshops in the hill towns.
Its list was put together from letters of readers, the service said."""
GHOST = """A headless drummer has been heard on 13 nights beside the Whitmoor mill, say \
people who asked us not to print their names.
The miller sells 40 tickets an evening to those who want to listen."""


ENTRY = """
- id: ID
  action: withdraw_article
  target:
    article: no-such-article
  reason: none
  author: I. Marlow
  decided_at: 2026-03-06
"""


def article(id_: str, url: str, outlet: str, day: int, text: str) -> dict[str, str]:
    return {
        "id": id_,
        "url": url,
        "outlet": outlet,
        "title": f"Report of the {outlet}",
        "published": f"2026-03-{day:02}T09:00:00Z",
        "text": text,
    }


def the_articles() -> list[dict[str, str]]:
    here, there = "Harbour Courier", "Valley Post"
    other_desk = DESK.replace("6 days", "9 days").replace("Whitmoor", "Northmark")
    return [
        article("toll", f"{COURIER}bridge-repairs", here, 1, TOLL),
        article("toll-copy", f"{POST}bridge", there, 2, TOLL_RETOLD),
        article("desk", f"{COURIER}desk", here, 1, DESK),
        article("desk-2", f"{POST}desk", there, 2, other_desk),
        article("ferry", f"{COURIER}ferry", here, 3, FERRY),
        article("ferry-copy", f"{POST}ferry", there, 4, FERRY.replace("on Friday", "")),
        article("barn", f"{POST}barn-fire", there, 4, BARN),
        article("mill", "https://gazette.example/mill", "Whitmoor Gazette", 4, GHOST),
    ]


def write_articles(folder: Path, name: str, articles: list[dict[str, str]]) -> str:
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / name
    path.write_text("".join(f"{json.dumps(row)}\n" for row in articles))
    return str(path)


def examples() -> str:
    """All entries of the page that explains them, as one file."""
    blocks = re.findall(
        r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL
    )
    return "\n".join(blocks)


def write_corrections(home: Path, text: str, name: str = "all.yml") -> None:
    (home / "corrections").mkdir(parents=True, exist_ok=True)
    (home / "corrections" / name).write_text(text, encoding="utf-8")


class World:
    """A home folder with a release before and one after the corrections."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        write_articles(folder / "papers", "all.jsonl", the_articles())
        shops = article("shops", "https://larkwire.example/s", "Larkwire", 4, SHOPS)
        write_articles(folder / "larkwire", "all.jsonl", [shops])
        self.plain = self.run().published
        write_corrections(self.home, examples())
        self.outcome = self.run()
        self.before = ReleaseTables(Path(self.plain.path))
        self.after = ReleaseTables(Path(self.outcome.published.path))

    def run(self, at: str = AT):
        sources = [str(self.folder / name) for name in ("papers", "larkwire")]
        return nightly(sources, self.home, retrieved_at=at)


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    return World(tmp_path_factory.mktemp("corrections"))


def ids_of(tables) -> dict[str, str]:
    """Article ids by external id."""
    return {
        row["external_id"]: row["article_id"] for row in tables["articles"].to_pylist()
    }


def row_of(tables, name: str, **wanted) -> dict[str, object]:
    (row,) = [
        row
        for row in tables[name].to_pylist()
        if all(row[field] == value for field, value in wanted.items())
    ]
    return row


def test_every_example_of_the_docs_is_applied(world):
    statuses = {
        row["correction_id"]: (row["status"], row["message"])
        for row in world.after["corrections"].to_pylist()
    }
    corrections = read_corrections(Home(world.home).corrections)
    assert statuses == {c.id: ("applied", None) for c in corrections}
    assert len({c.action for c in corrections}) == 10
    assert world.outcome.built.warnings == []
    assert verify(world.home) == []


def test_what_was_set_is_set_and_what_stood_before_is_kept(world):
    before, after = ids_of(world.before), ids_of(world.after)
    assert after["toll"] == before["toll"]
    toll = row_of(
        world.after,
        "figures",
        article_id=after["toll"],
        surface="Some 24,000 drivers",
    )
    assert (toll["value_low"], toll["value_best"], toll["value_high"]) == (2400,) * 3
    assert toll["bound_rule"] == "correction"
    assert row_of(
        world.after,
        "corrected_values",
        correction_id="2026-03-05-toll",
        field="value_best",
    ) == {
        "correction_id": "2026-03-05-toll",
        "table_name": "figures",
        "row_id": toll["figure_id"],
        "field": "value_best",
        "before": "24000",
        "after": "2400",
    }
    claim = row_of(world.after, "claim_figures", figure_id=toll["figure_id"])
    assert row_of(world.after, "claims", claim_id=claim["claim_id"])["best"] == 2400
    desk = row_of(world.after, "articles", external_id="desk-2")
    assert f"{desk['published_at']:%Y-%m-%d}" == "2026-03-01"
    assert (desk["published_precision"], desk["published_method"]) == (
        "day",
        "correction",
    )
    star = row_of(world.after, "articles", external_id="ferry-copy")["outlet_id"]
    assert row_of(world.after, "outlets", outlet_id=star)["name"] == "Saltney Star"
    week = row_of(world.after, "figures", surface="one week")
    assert week["article_id"] == after["ferry-copy"]


def test_speakers_are_set_for_a_quotation_and_the_figures_in_it(world):
    ferry = ids_of(world.after)["ferry"]
    asked = [
        row
        for name in ("quotes", "figures")
        for row in world.after[name].to_pylist()
        if row["article_id"] == ferry and row["speaker_rule"] == "correction"
    ]
    assert {row["speaker_canonical"] for row in asked} == {"Thea Ashby"}
    assert len(asked) == 2
    piers = row_of(world.after, "figures", surface="11 of the 36 piers")
    assert piers["speaker_canonical"] == "Engineers of the Tarn Valley council"


def test_clusters_and_relations_are_those_that_people_decided(world):
    def clusters(tables):
        names = {id_: name for name, id_ in ids_of(tables).items()}
        found: dict[str, set[str]] = {}
        for row in tables["copies"].to_pylist():
            found.setdefault(row["cluster_id"], set()).add(names[row["article_id"]])
        return [members for members in found.values() if len(members) > 1]

    assert {frozenset(c) for c in clusters(world.before)} == {
        frozenset({"desk", "desk-2"}),
        frozenset({"ferry", "ferry-copy"}),
    }
    assert {frozenset(c) for c in clusters(world.after)} == {
        frozenset({"toll", "toll-copy"}),
        frozenset({"ferry", "ferry-copy"}),
    }
    copied = row_of(world.after, "copies", article_id=ids_of(world.after)["ferry-copy"])
    assert copied["relation"] == "verbatim"
    decided = {
        (row["relation"], row["decided_by"])
        for row in world.after["copy_pairs"].to_pylist()
        if row["decided_by"] == "correction"
    }
    assert ("verbatim", "correction") in decided


def everything_in(release: Path) -> str:
    """All that a release says: every table, every column of the database, every page."""
    parts = [str(table.to_pylist()) for table in ReleaseTables(release).values()]
    with duckdb.connect(str(release / "presstally.duckdb"), read_only=True) as opened:
        names = opened.sql("SELECT table_name FROM duckdb_tables()").fetchall()
        parts += [str(opened.sql(f'FROM "{name}"').fetchall()) for (name,) in names]
    parts += [
        path.read_text(encoding="utf-8")
        for path in release.iterdir()
        if path.suffix in {".md", ".html", ".json", ".cff"}
    ]
    return "\n".join(parts)


def test_nothing_of_a_withdrawn_text_comes_out_again(world):
    words = ("Quernstone", "3 children", "bakeries", "87 shops", "drummer", "miller")
    old = everything_in(Path(world.plain.path))
    assert {"3 children", "87 shops", "drummer"} <= {w for w in words if w in old}
    new = everything_in(Path(world.outcome.published.path))
    assert [word for word in words if word in new] == []
    assert {"barn", "shops", "mill"}.isdisjoint(ids_of(world.after))


def test_the_release_before_still_says_what_it_said(world):
    asked = "SELECT count(*) FROM figures WHERE surface LIKE '%87 shops%'"
    home = Home(world.home)
    for version, count in (
        (world.plain.version, 1),
        (world.outcome.published.version, 0),
    ):
        found = query(find_release(home, version).path, asked)
        assert found.to_pylist() == [{"count_star()": count}]


def test_withdrawn_ids_are_retired(world):
    gone = {ids_of(world.before)[name] for name in ("barn", "shops", "mill")}
    retired = {
        row["id"]
        for row in world.after["registry"].to_pylist()
        if row["retired_in"] == 2 and row["table_name"] == "articles"
    }
    assert retired == gone


def test_every_change_is_explained_by_a_decision(world):
    found: dict[str, set[str]] = {}
    for row in world.after["changes"].to_pylist():
        found.setdefault(row["reason"], set()).add(row["table_name"])
    assert set(found) == {"source_withdrawn", "correction_applied"}
    gone = {ids_of(world.before)[name] for name in ("barn", "shops", "mill")}
    for row in world.after["changes"].to_pylist():
        if row["table_name"] == "articles":
            withdrawn = row["row_id"] in gone
            assert (row["reason"] == "source_withdrawn") == withdrawn
            assert (row["change"] == "removed") == withdrawn


def test_a_build_from_the_store_alone_says_the_same(world, tmp_path):
    """But for ids that are minted from the release they first stood in."""
    other = tmp_path / "home"
    shutil.copytree(world.home / "store", other / "store")
    shutil.copytree(world.home / "corrections", other / "corrections")
    build(other)
    publish(other)
    fresh = ReleaseTables(latest_release(Home(other)).path)
    for name in ("articles", "outlets", "blocks", "figures", "quotes", "corrections"):
        assert fresh[name].equals(world.after[name]), name
    assert fresh["corrected_values"].equals(world.after["corrected_values"])


@pytest.fixture(scope="module")
def later(world) -> World:
    """The same a night later: edited articles, entries taken out, entries gone wrong."""
    rows = {row["id"]: row for row in the_articles()}
    rows["toll"]["text"] = TOLL.replace("14 months", "15 months")
    rows["ferry"]["text"] = FERRY.replace("310,000", "313,000")
    rows["mill"]["text"] = f"{GHOST}\nThe drummer has since been seen by the vicar."
    write_articles(world.folder / "papers", "all.jsonl", list(rows.values()))
    entries = re.split(r"(?m)^(?=- id: )", examples())
    kept = [entry for entry in entries if not entry.startswith("- id: barn-fire")]
    write_corrections(world.home, "".join(kept))
    write_corrections(
        world.home,
        ENTRY.replace("ID", "gone")
        + """
- id: already
  action: set_outlet
  target:
    article: toll
  set:
    outlet: Harbour Courier
  expect:
    outlet: valleypost.example
  reason: none
  author: I. Marlow
  decided_at: 2026-03-06
- id: guarded
  action: set_figure
  target:
    article: ferry
    text: 313,000 passengers
  set:
    value: 300000
  expect:
    value: 310000
  reason: none
  author: I. Marlow
  decided_at: 2026-03-06
- id: contradicted
  action: merge_clusters
  target:
    articles: [desk, desk-2]
  reason: none
  author: I. Marlow
  decided_at: 2026-03-04
""",
        name="more.yaml",
    )
    world.later = world.run(at="2026-03-08T06:00:00Z")
    world.then = ReleaseTables(Path(world.later.published.path))
    return world


def test_what_was_not_applied_is_told_with_what_to_do(later):
    rows = {row["correction_id"]: row for row in later.then["corrections"].to_pylist()}
    assert {
        id_: row["status"] for id_, row in rows.items() if row["status"] != "applied"
    } == {
        "gone": "target_gone",
        "already": "already_true",
        "guarded": "guard_failed",
        "contradicted": "overruled",
    }
    assert "value_best is 313000" in rows["guarded"]["message"]
    assert "expected was value_low is 310000" in rows["guarded"]["message"]
    for id_ in ("gone", "already", "guarded", "contradicted"):
        told = [
            line for line in later.later.built.warnings if f"correction {id_} " in line
        ]
        assert len(told) == 1


def test_a_correction_outlives_an_edit_of_its_article(later):
    versions = [
        row
        for row in later.then["figures"].to_pylist()
        if row["surface"] == "Some 24,000 drivers"
    ]
    assert [row["value_best"] for row in versions] == [2400, 2400]
    assert sorted(row["is_current"] for row in versions) == [False, True]


def test_a_withdrawn_article_stays_away_when_it_comes_in_again(later):
    assert "mill" not in ids_of(later.then)
    assert "vicar" not in everything_in(Path(later.later.published.path))


def test_taking_an_entry_out_undoes_it(later):
    barn = ids_of(later.then)["barn"]
    changed = row_of(later.then, "changes", table_name="articles", row_id=barn)
    assert (changed["change"], changed["reason"]) == ("added", "correction_applied")
    revived = row_of(later.then, "registry", table_name="articles", id=barn)
    assert (revived["first_seen"], revived["retired_in"]) == (1, None)


def test_the_same_corrections_again_make_no_release(later):
    text = (later.home / "corrections" / "all.yml").read_text(encoding="utf-8")
    write_corrections(later.home, f"# A comment decides nothing.\n{text}")
    again = later.run(at="2026-03-08T06:00:00Z")
    assert again.built.run_id is None
    assert not again.published.changed


def test_a_build_that_is_taken_up_again_says_the_same(later):
    """Its stages are read, not run again, and with them what came of decisions."""
    write_corrections(later.home, ENTRY.replace("ID", "more"), name="new.yml")
    built = build(later.home)
    again = build(later.home)
    (later.home / "corrections" / "new.yml").unlink()
    assert (again.run_id, again.tables) == (built.run_id, built.tables)
    assert again.warnings == built.warnings
    assert any("correction more (target_gone)" in line for line in built.warnings)


def test_the_command_line_knows_what_came_of_each(later):
    listed = {row["id"]: row for row in list_corrections(later.home).to_pylist()}
    assert listed["guarded"]["status"] == "guard_failed"
    assert listed["two-notices"]["target"] == "desk apart from desk-2"
    assert {row["status"] for row in listed.values()} >= {"applied", "overruled"}
    made = withdraw(
        later.home,
        "Saltney Star",
        kind="outlet",
        reason="none",
        author="I. Marlow",
        at=datetime(2026, 3, 8, tzinfo=UTC),
    )
    assert made.target.outlet == "saltney star"
    (later.home / "corrections" / "withdrawals.yml").unlink()


def test_a_wrong_entry_stops_the_build_and_leaves_the_release(later):
    release = latest_release(Home(later.home)).version
    write_corrections(later.home, "- id: half\n  action: set_date\n", name="new.yml")
    with pytest.raises(CorrectionsError, match=r"new\.yml, line 1 \(half\): it has no"):
        build(later.home)
    (later.home / "corrections" / "new.yml").unlink()
    assert latest_release(Home(later.home)).version == release
    assert verify(later.home) == []


def test_withdrawing_everything_is_refused(later):
    names = {row["source"] for row in later.then["articles"].to_pylist()}
    entries = "".join(
        f"- {{id: all-{name}, action: withdraw_source, target: {{source: {name}}}, "
        "reason: none, author: I. Marlow, decided_at: 2026-03-08}\n"
        for name in sorted(names)
    )
    write_corrections(later.home, entries, name="new.yml")
    with pytest.raises(PresstallyError, match="withdraw every article"):
        build(later.home)
    (later.home / "corrections" / "new.yml").unlink()

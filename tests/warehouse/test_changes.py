"""What changed between two releases, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.changes import changes_page, compute_changes, summarise
from warehouse.digests import Inputs
from warehouse.reasons import FALLBACKS, LINKS
from warehouse.schema.catalog import CORE_TABLES, TABLES

Tables = Callable[..., dict[str, pa.Table]]
LATER = datetime(2026, 3, 9, tzinfo=UTC)


@pytest.fixture
def reasons(
    make_tables: Tables, make_inputs: Callable[..., Inputs]
) -> Callable[..., dict[tuple[str, str], str]]:
    """`reasons(before, after)`: reason by table and row id."""

    def compute(
        before: dict[str, list[dict[str, object]]],
        after: dict[str, list[dict[str, object]]],
        **inputs: str,
    ) -> dict[tuple[str, str], str]:
        changes = compute_changes(
            make_tables(**after),
            make_tables(**before),
            inputs_current=make_inputs(**inputs),
            inputs_previous=make_inputs(),
        )
        return {
            (row["table_name"], row["row_id"]): row["reason"]
            for row in changes.to_pylist()
        }

    return compute


def article(id_: str, **more: object) -> dict[str, object]:
    return {"article_id": id_, "outlet_id": None} | more


def member(id_: str, cluster: str, **more: object) -> dict[str, object]:
    return {"article_id": id_, "cluster_id": cluster} | more


def cluster(id_: str, **more: object) -> dict[str, object]:
    return {"cluster_id": id_} | more


def figure(id_: str, article_id: str, **more: object) -> dict[str, object]:
    return {"figure_id": id_, "article_id": article_id} | more


def decisions(
    *decided: tuple[str, str, str, str],
) -> dict[str, list[dict[str, object]]]:
    """Corrections that were applied, each as action, table, row and value after."""
    return {
        "corrections": [
            {"correction_id": f"{action}-{row}", "action": action, "target_id": row}
            for action, _, row, _ in decided
        ],
        "corrected_values": [
            {
                "correction_id": f"{action}-{row}",
                "table_name": table,
                "row_id": row,
                "field": "x",
                "after": after,
            }
            for action, table, row, after in decided
        ],
    }


def test_a_first_release_has_no_changes(
    make_tables: Tables, make_inputs: Callable[..., Inputs]
) -> None:
    changes = compute_changes(
        make_tables(articles=[article("a")]),
        None,
        inputs_current=make_inputs(),
        inputs_previous=None,
    )
    assert changes.num_rows == 0
    assert changes.schema == TABLES["changes"].arrow


def test_a_revised_row_names_its_fields(
    make_tables: Tables, make_inputs: Callable[..., Inputs]
) -> None:
    before = make_tables(figures=[figure("f", "a", value_best=1.0, unit=None)])
    after = make_tables(figures=[figure("f", "a", value_best=2.0, unit="GBP")])
    (row,) = compute_changes(
        after, before, inputs_current=make_inputs(), inputs_previous=make_inputs()
    ).to_pylist()
    assert row["change"] == "revised"
    assert row["fields"] == ["value_best", "unit"]


def test_an_added_article_explains_its_rows_and_its_cluster(reasons) -> None:
    found = reasons(
        {
            "articles": [article("a")],
            "copies": [member("a", "k", weight=1.0)],
            "clusters": [cluster("k", n_articles=1)],
        },
        {
            "articles": [article("a"), article("b")],
            "copies": [member("a", "k", weight=0.5), member("b", "k", weight=0.5)],
            "clusters": [cluster("k", n_articles=2)],
            "figures": [figure("f", "b")],
            "copy_pairs": [{"article_a": "a", "article_b": "b"}],
        },
    )
    assert set(found.values()) == {"article_added"}
    assert set(found) == {
        ("articles", "b"),
        ("copies", "a"),
        ("copies", "b"),
        ("clusters", "k"),
        ("figures", "f"),
        ("copy_pairs", "a|b"),
    }


def test_an_edited_article_is_told_from_a_new_extractor(reasons) -> None:
    """Both articles' figures differ; only one was taken in again."""
    found = reasons(
        {
            "articles": [article("a"), article("b")],
            "figures": [figure("f", "a", unit="GBP"), figure("g", "b", unit="GBP")],
        },
        {
            "articles": [
                article("a", n_versions=2, last_retrieved_at=LATER),
                article("b"),
            ],
            "figures": [figure("f", "a", unit="EUR"), figure("g", "b", unit="EUR")],
        },
        figures_code_sha256="new",
    )
    assert found == {
        ("articles", "a"): "article_edited",
        ("figures", "f"): "article_edited",
        ("figures", "g"): "extractor_changed",
    }


def test_a_removed_article_is_told_from_a_withdrawn_one(reasons) -> None:
    before = {
        "articles": [article("a"), article("b"), article("c", source="wire")],
        "figures": [figure(f"f{id_}", id_) for id_ in "abc"],
    }
    after = decisions(
        ("withdraw_article", "articles", "b", ""),
        ("withdraw_source", "articles", "c", ""),
    )
    found = reasons(before, after)
    assert found[("articles", "a")] == found[("figures", "fa")] == "article_removed"
    for id_ in "bc":
        assert found[("articles", id_)] == "source_withdrawn"
        assert found[("figures", f"f{id_}")] == "source_withdrawn"
    assert found[("corrections", "withdraw_article-b")] == "correction_applied"


def test_groups_that_lose_their_anchor_are_explained_by_it(reasons) -> None:
    """They go on under other ids: cluster, event and claim of b, l and fb."""

    def world(*ids: str, name: str) -> dict[str, list[dict[str, object]]]:
        return {
            "articles": [article(id_) for id_ in ids],
            "copies": [member(id_, f"k{name}" if id_ in "ab" else "l") for id_ in ids],
            "clusters": [
                cluster(f"k{name}", event_id=f"e{name}"),
                cluster("l", event_id=f"e{name}"),
            ],
            "events": [{"event_id": f"e{name}"}],
            "figures": [figure(f"f{id_}", id_) for id_ in ids],
            "claims": [{"claim_id": f"c{name}"}],
            "claim_figures": [
                {"claim_id": f"c{name}", "figure_id": f"f{id_}"} for id_ in ids
            ],
        }

    found = reasons(
        world("a", "b", "d", name="1"),
        world("b", "d", name="2")
        | decisions(("withdraw_article", "articles", "a", "")),
    )
    assert found.pop(("corrections", "withdraw_article-a")) == "correction_applied"
    del found["corrected_values", "withdraw_article-a|articles|a|x"]
    assert {"k2", "e2", "c2", "l"} <= {row for _, row in found}
    assert set(found.values()) == {"source_withdrawn"}


def test_an_article_that_comes_back_from_withdrawal_is_a_correction(reasons) -> None:
    found = reasons(
        decisions(("withdraw_article", "articles", "a", "")),
        {"articles": [article("a")], "figures": [figure("f", "a")]},
    )
    assert set(found.values()) == {"correction_applied"}


@pytest.mark.parametrize(
    ("action", "table", "row", "touched"),
    [
        ("set_date", "articles", "a", {"figures", "claims", "clusters"}),
        ("set_figure", "figures", "f", {"figures", "claims"}),
        ("set_speaker", "figures", "f", {"figures", "claims"}),
        ("set_speaker", "quotes", "q", {"quotes"}),
        ("merge_clusters", "copies", "a|b", {"clusters", "claims"}),
        ("set_relation", "copy_pairs", "a|b", {"clusters", "claims"}),
        ("set_outlet", "articles", "a", {"figures", "claims", "clusters"}),
    ],
)
def test_a_correction_explains_what_it_reaches(
    reasons, action: str, table: str, row: str, touched: set[str]
) -> None:
    """A decision on clusters touches no figure; one on a figure touches no cluster."""

    def world(n: int) -> dict[str, list[dict[str, object]]]:
        return {
            "articles": [article("a"), article("b")],
            "copies": [member("a", "k"), member("b", "k")],
            "clusters": [cluster("k", n_outlets=n)],
            "figures": [figure("f", "a", unit=f"u{n}")],
            "quotes": [{"quote_id": "q", "article_id": "b", "speaker": f"s{n}"}],
            "claims": [{"claim_id": "c", "n_outlets": n}],
            "claim_figures": [{"claim_id": "c", "figure_id": "f"}],
        }

    found = reasons(world(1), world(2) | decisions((action, table, row, "new")))
    explained = {
        name for (name, _), why in found.items() if why == "correction_applied"
    }
    assert explained - {"corrections", "corrected_values"} == touched


def test_a_correction_that_was_there_before_explains_nothing(reasons) -> None:
    old = {"articles": [article("a")]} | decisions(("set_date", "articles", "a", "d"))
    found = reasons(
        old | {"figures": [figure("f", "a", unit="GBP")]},
        old | {"figures": [figure("f", "a", unit="EUR")]},
        model="other",
    )
    assert found == {("figures", "f"): "model_changed"}


def test_a_correction_that_asks_for_another_value_explains_it(reasons) -> None:
    def world(unit: str) -> dict[str, list[dict[str, object]]]:
        return {
            "articles": [article("a")],
            "figures": [figure("f", "a", unit=unit)],
        } | decisions(("set_figure", "figures", "f", unit))

    assert reasons(world("GBP"), world("EUR"))[("figures", "f")] == "correction_applied"


def test_a_correction_that_found_nothing_to_do_explains_nothing(reasons) -> None:
    found = reasons(
        {"articles": [article("a")], "figures": [figure("f", "a", unit="GBP")]},
        {
            "articles": [article("a")],
            "figures": [figure("f", "a", unit="EUR")],
            "corrections": [{"action": "set_figure", "status": "already_true"}],
        },
    )
    assert found[("figures", "f")] == "context_changed"


def test_clusters_that_became_one_are_merged(reasons) -> None:
    """Without any article that came, went or changed: a rebase does that."""
    articles = [article("a"), article("b"), article("z")]
    found = reasons(
        {
            "articles": articles,
            "copies": [member("a", "k1"), member("b", "k2"), member("z", "k3")],
            "clusters": [cluster("k1"), cluster("k2"), cluster("k3", n_outlets=1)],
        },
        {
            "articles": articles,
            "copies": [member("a", "k1"), member("b", "k1"), member("z", "k3")],
            "clusters": [cluster("k1", n_articles=2), cluster("k3", n_outlets=2)],
            "cluster_aliases": [{"alias_id": "k2", "cluster_id": "k1"}],
        },
        frequencies_sha256="new",
    )
    assert found == {
        ("copies", "b"): "merged",
        ("clusters", "k1"): "merged",
        ("clusters", "k2"): "merged",
        ("cluster_aliases", "k2"): "merged",
        ("clusters", "k3"): "context_changed",
    }


def test_a_cluster_that_fell_apart_is_split(reasons) -> None:
    articles = [article("a"), article("b")]
    found = reasons(
        {
            "articles": articles,
            "copies": [member("a", "k1"), member("b", "k1")],
            "clusters": [cluster("k1", n_articles=2)],
        },
        {
            "articles": articles,
            "copies": [member("a", "k1"), member("b", "k2")],
            "clusters": [cluster("k1", n_articles=1), cluster("k2", n_articles=1)],
        },
        copies_code_sha256="new",
    )
    assert set(found.values()) == {"split"}


def test_a_cluster_that_only_changed_its_event_asks_the_event(reasons) -> None:
    """The event was made by an article in another cluster."""
    found = reasons(
        {
            "articles": [article("a")],
            "copies": [member("a", "k")],
            "clusters": [cluster("k", event_id=None)],
        },
        {
            "articles": [article("a"), article("b")],
            "copies": [member("a", "k"), member("b", "l")],
            "clusters": [cluster("k", event_id="e"), cluster("l", event_id="e")],
            "events": [{"event_id": "e"}],
        },
    )
    assert found[("clusters", "k")] == "article_added"
    assert found[("events", "e")] == "article_added"


def test_claims_follow_their_figures_and_entities_their_mentions(reasons) -> None:
    def world(*ids: str) -> dict[str, list[dict[str, object]]]:
        return {
            "articles": [article(id_, outlet_id="o") for id_ in ids],
            "outlets": [{"outlet_id": "o", "aliases": list(ids)}],
            "figures": [figure(f"f{id_}", id_) for id_ in ids],
            "claims": [{"claim_id": "c", "n_mentions": len(ids)}],
            "claim_figures": [{"claim_id": "c", "figure_id": f"f{id_}"} for id_ in ids],
            "entities": [{"entity_id": "e", "n_mentions": len(ids)}],
            "entity_mentions": [
                {"article_id": id_, "entity_id": "e", "field": "text"} for id_ in ids
            ],
        }

    found = reasons(world("a"), world("a", "b"))
    assert set(found.values()) == {"article_added"}
    assert {("claims", "c"), ("entities", "e"), ("outlets", "o")} <= set(found)
    found = reasons(world("a", "b"), world("a"))
    assert set(found.values()) == {"article_removed"}


def test_a_row_is_explained_by_what_it_is_nearest_to(reasons) -> None:
    """One member of the cluster was edited, another was added."""

    def world(*ids: str, seen: datetime) -> dict[str, list[dict[str, object]]]:
        return {
            "articles": [
                article(id_, last_retrieved_at=seen if id_ == "a" else LATER)
                for id_ in ids
            ],
            "copies": [member(id_, "k", weight=1 / len(ids)) for id_ in ids],
            "clusters": [cluster("k", n_articles=len(ids))],
            "figures": [figure(f"f{id_}", id_) for id_ in ids],
            "claims": [{"claim_id": "c", "n_mentions": len(ids)}],
            "claim_figures": [{"claim_id": "c", "figure_id": f"f{id_}"} for id_ in ids],
        }

    found = reasons(
        world("a", "c", seen=datetime(2026, 3, 8, tzinfo=UTC)),
        world("a", "b", "c", seen=LATER),
    )
    assert found[("copies", "b")] == "article_added"
    assert found[("claim_figures", "fb")] == "article_added"
    assert found[("copies", "a")] == "article_edited"
    assert found[("copies", "c")] == "article_edited"
    assert found[("clusters", "k")] == "article_edited"
    assert found[("claims", "c")] == "article_edited"


@pytest.mark.parametrize(
    ("inputs", "table", "reason"),
    [
        ({"documents_code_sha256": "new"}, "figures", "extractor_changed"),
        ({"claims_code_sha256": "new"}, "figures", "context_changed"),
        ({"claims_code_sha256": "new"}, "claims", "extractor_changed"),
        ({"lock_sha256": "new"}, "figures", "extractor_changed"),
        ({"model_sha256": "new"}, "figures", "model_changed"),
        ({"model_sha256": "new"}, "blocks", "context_changed"),
        ({"settings_sha256": "new"}, "blocks", "settings_changed"),
        ({"schema_version": "new"}, "blocks", "schema_changed"),
        ({"frequencies_sha256": "new"}, "clusters", "context_changed"),
        (
            {"model": "new", "settings_sha256": "new", "figures_code_sha256": "new"},
            "figures",
            "extractor_changed",
        ),
        ({"model": "new", "settings_sha256": "new"}, "figures", "model_changed"),
    ],
)
def test_without_a_nearer_reason_the_stage_gives_it(
    reasons, inputs: dict[str, str], table: str, reason: str
) -> None:
    found = reasons({}, {table: [{}]}, **inputs)
    assert list(found.values()) == [reason]


@pytest.mark.parametrize("name", CORE_TABLES)
def test_every_core_table_is_compared(reasons, name: str) -> None:
    assert len(reasons({}, {name: [{}]})) == 1
    assert len(reasons({name: [{}]}, {})) == 1


@pytest.mark.parametrize("name", sorted({*LINKS, *FALLBACKS}))
def test_links_name_columns_that_exist(name: str) -> None:
    for _, column in (*LINKS.get(name, ()), *FALLBACKS.get(name, ())):
        assert TABLES[name].field(column)


def test_an_older_schema_may_lack_tables_and_fields(
    make_tables: Tables, make_inputs: Callable[..., Inputs]
) -> None:
    """A field that is new counts where it holds something; one that went, too."""
    after = make_tables(
        figures=[figure("f", "a", unit="GBP"), figure("g", "a")],
        quotes=[{"quote_id": "q"}],
    )
    before = {name: table for name, table in after.items() if name != "quotes"}
    before["figures"] = before["figures"].drop_columns(["unit"])
    changes = compute_changes(
        after,
        before,
        inputs_current=make_inputs(schema_version="2.0.0"),
        inputs_previous=make_inputs(),
    )
    assert [(r["row_id"], r["change"], r["fields"]) for r in changes.to_pylist()] == [
        ("f", "revised", ["unit"]),
        ("q", "added", []),
    ]
    assert set(changes["reason"].to_pylist()) == {"schema_changed"}

    back = compute_changes(
        before,
        after,
        inputs_current=make_inputs(),
        inputs_previous=make_inputs(schema_version="2.0.0"),
    )
    assert [(r["row_id"], r["change"], r["fields"]) for r in back.to_pylist()] == [
        ("f", "revised", ["unit"]),
        ("q", "removed", []),
    ]


def test_two_old_releases_are_compared_in_what_they_have(
    make_tables: Tables, make_inputs: Callable[..., Inputs]
) -> None:
    """Neither has the table; both have a field that has gone since."""
    tables = make_tables(figures=[figure("f", "a")], quotes=[{"quote_id": "q"}])
    del tables["quotes"]
    old = [tables | {"figures": as_once(tables["figures"], word)} for word in "xy"]
    changes = compute_changes(
        old[1], old[0], inputs_current=make_inputs(), inputs_previous=make_inputs()
    )
    assert [(r["row_id"], r["fields"]) for r in changes.to_pylist()] == [
        ("f", ["gone"])
    ]


def as_once(table: pa.Table, word: str) -> pa.Table:
    """The table with a column that its declaration has no more, and without another."""
    gone = pa.array([word] * table.num_rows)
    return table.drop_columns(["unit"]).append_column("gone", gone)


ROWS = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.integers(0, 3)),
    st.fixed_dictionaries(
        {
            "end": st.integers(4, 5),
            "role": st.sampled_from(["body", "tags"]),
            "rule": st.sampled_from(["x", "y"]),
        }
    ),
    max_size=8,
)


@settings(max_examples=20, deadline=None)
@given(before=ROWS, after=ROWS)
def test_changes_are_those_of_a_slow_comparison(before, after) -> None:
    def table(rows: dict[tuple[str, int], dict[str, object]]) -> pa.Table:
        return TABLES["blocks"].from_rows(
            [
                {"article_id": a, "version": 1, "field": "text", "start": s} | row
                for (a, s), row in rows.items()
            ]
        )

    expected = {}
    for key in before.keys() | after.keys():
        row_id = f"{key[0]}|1|text|{key[1]}"
        if key not in before:
            expected[row_id] = ("added", [])
        elif key not in after:
            expected[row_id] = ("removed", [])
        elif before[key] != after[key]:
            fields = [
                name
                for name in ("end", "role", "rule")
                if before[key][name] != after[key][name]
            ]
            expected[row_id] = ("revised", fields)
    empty = {name: declared.empty() for name, declared in TABLES.items()}
    inputs = Inputs(**dict.fromkeys(Inputs.__dataclass_fields__, "x"))
    found = compute_changes(
        empty | {"blocks": table(after)},
        empty | {"blocks": table(before)},
        inputs_current=inputs,
        inputs_previous=inputs,
    )
    assert {
        r["row_id"]: (r["change"], r["fields"]) for r in found.to_pylist()
    } == expected


def test_the_page_counts_changes_by_reason(
    make_tables: Tables, make_inputs: Callable[..., Inputs]
) -> None:
    changes = compute_changes(
        make_tables(articles=[article("a"), article("b")]),
        make_tables(),
        inputs_current=make_inputs(),
        inputs_previous=make_inputs(),
    )
    assert summarise(changes).to_pylist() == [
        {
            "table_name": "articles",
            "change": "added",
            "reason": "article_added",
            "n_rows": 2,
        }
    ]
    page = changes_page(changes, version="2026.03.2", previous_version="2026.03.1")
    assert "| `articles` | added | article_added | 2 |" in page
    first = changes_page(
        TABLES["changes"].empty(), version="2026.03.1", previous_version=None
    )
    assert "first release" in first

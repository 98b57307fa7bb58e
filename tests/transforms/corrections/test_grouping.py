"""Articles that people put together or kept apart, and relations they set."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.copies import find_copies
from transforms.copies.decisions import Decisions
from transforms.corrections.grouping import (
    Asked,
    Plain,
    decide,
    group_as_decided,
)
from transforms.corrections.links import Links, pair_of
from warehouse.schema.corrections import Correction, Target
from warehouse.schema.working import DOCUMENTS

FERRY = """The harbour ferry carried 310,000 passengers last year, a rise of 12% on the \
year before, its operator said on Friday. A third boat will join the line in June and \
sail every 40 minutes between Ellerby quay and the island of Saltney. "Thirty people \
asked us for later sailings in one week," said Tom Ashby, the line's manager. Fares \
stay as they are until winter."""
DESK = """The Tarn Water office will close its Whitmoor desk for 6 days from Thursday \
while new lines are laid under the square. Customers can pay at the Ellerby branch, \
which opens at eight, or by post to the usual address. Nobody will be cut off during \
the works, the company said, and the desk reopens with longer hours in April."""
BRIDGE = """Nobody will be charged for crossing the river at Ellerby, whatever it takes \
to mend what the flood broke. That was the promise in the town hall as members voted \
the money out of the reserve."""
MILL = """A headless drummer has been heard on thirteen nights beside the Whitmoor mill, \
say people who asked us not to print their names. The miller sells forty tickets an \
evening to those who want to listen."""
CHOIR = """Quernstone's choir sings in the chapel again after a winter of repairs to the \
organ, which a retired clockmaker did for the price of his lunches. The first concert \
is on Saturday and free of charge."""
TEXTS = {
    "f1": FERRY,
    "f2": FERRY.replace("on Friday", "in a statement"),
    "f3": FERRY,
    "d1": DESK,
    "d2": DESK.replace("6 days", "9 days"),
    "b1": BRIDGE,
    "m1": MILL,
    "c1": CHOIR,
}


@pytest.fixture
def articles(table_of) -> pa.Table:
    return table_of(
        DOCUMENTS,
        [
            {"article_id": id_, "external_id": f"x{id_}", "text": text}
            for id_, text in TEXTS.items()
        ],
    )


def grouped(articles, corrections):
    """Copies, outcomes, and the decisions that grouping was run with."""
    asked: list[Decisions] = []

    def find(decisions):
        asked.append(decisions)
        return find_copies(articles, decisions=decisions)

    copies, outcomes = group_as_decided(articles, corrections, find=find)
    return copies, outcomes, asked


def clusters(copies) -> set[str]:
    """The clusters, each as its sorted members."""
    members: dict[str, list[str]] = {}
    for row in copies.copies.to_pylist():
        members.setdefault(row["cluster_id"], []).append(row["article_id"])
    return {" ".join(sorted(ids)) for ids in members.values()}


def test_without_decisions_grouping_runs_once(articles):
    copies, outcomes, asked = grouped(articles, [])
    assert clusters(copies) == {"f1 f2 f3", "d1 d2", "b1", "m1", "c1"}
    assert (outcomes, asked) == ((), [Decisions()])


def test_decisions_on_articles_that_are_gone_decide_nothing(articles, correct):
    copies, (outcome,), asked = grouped(
        articles, [correct("merge_clusters", articles=("d1", "zz"))]
    )
    assert (outcome.status, outcome.target_id) == ("target_gone", "zz")
    assert asked == [Decisions()]
    assert clusters(copies) == {"f1 f2 f3", "d1 d2", "b1", "m1", "c1"}


def test_articles_are_merged_whatever_their_texts_share(articles, correct):
    copies, (outcome,), asked = grouped(
        articles, [correct("merge_clusters", articles=("xm1", "b1", "c1"))]
    )
    assert clusters(copies) == {"f1 f2 f3", "d1 d2", "b1 c1 m1"}
    assert len(asked) == 2
    assert (outcome.status, outcome.target_id) == ("applied", "b1|c1|m1")
    assert {(c.row_id, c.field, c.before, c.after) for c in outcome.changed} == {
        ("b1|m1", "cluster_id", "apart", "together"),
        ("c1|m1", "cluster_id", "apart", "together"),
    }


def test_whole_clusters_are_merged_by_one_member_each(articles, correct):
    """What people put together is no more alike for it: no member falls off."""
    copies, (outcome,), _ = grouped(
        articles, [correct("merge_clusters", articles=("f1", "d1", "b1"))]
    )
    assert clusters(copies) == {"b1 d1 d2 f1 f2 f3", "m1", "c1"}
    assert outcome.status == "applied"


def test_a_split_keeps_merged_clusters_from_meeting_elsewhere(articles, correct):
    copies, _, _ = grouped(
        articles,
        [
            correct("merge_clusters", articles=("f1", "d1")),
            correct("split_cluster", articles=("f2",), apart_from=("d2",)),
        ],
    )
    of = {row["article_id"]: row["cluster_id"] for row in copies.copies.to_pylist()}
    assert of["f1"] == of["d1"]
    assert of["f2"] != of["d2"]
    assert of["f1"] == of["f3"]


def test_a_cluster_is_split_and_equal_texts_are_kept_apart(articles, correct):
    copies, (outcome,), _ = grouped(
        articles,
        [correct("split_cluster", articles=("f1",), apart_from=("f2", "f3"))],
    )
    assert clusters(copies) == {"f1", "f2 f3", "d1 d2", "b1", "m1", "c1"}
    assert {(c.row_id, c.before, c.after) for c in outcome.changed} == {
        ("f1|f2", "together", "apart"),
        ("f1|f3", "together", "apart"),
    }


def test_a_decision_that_changes_nothing_is_told(articles, correct, status_of):
    copies, outcomes, _ = grouped(
        articles,
        [
            correct("merge_clusters", articles=("d1", "d2")),
            correct("split_cluster", articles=("d1",), apart_from=("b1",)),
            correct("merge_clusters", id_="gone", articles=("d1", "zz")),
            correct("merge_clusters", id_="one", articles=("d1", "xd1")),
        ],
    )
    assert clusters(copies) == {"f1 f2 f3", "d1 d2", "b1", "m1", "c1"}
    assert status_of(outcomes) == {
        "merge_clusters-0": ("already_true", "d1|d2"),
        "split_cluster-0": ("already_true", "b1|d1"),
        "gone": ("target_gone", "zz"),
        "one": ("target_ambiguous", "d1"),
    }
    assert all(outcome.message for outcome in outcomes)


@pytest.mark.parametrize("later", ["merge_clusters", "split_cluster"])
def test_of_decisions_that_contradict_each_other_the_latest_holds(
    articles, correct, status_of, later
):
    """Three that fit pair by pair: b1 is m1, m1 is c1, but b1 is not c1."""
    merge_day, split_day = (2, 1) if later == "merge_clusters" else (1, 2)
    copies, outcomes, asked = grouped(
        articles,
        [
            correct("merge_clusters", id_="first", articles=("b1", "m1")),
            correct(
                "merge_clusters", id_="merge", day=merge_day, articles=("m1", "c1")
            ),
            correct(
                "split_cluster",
                id_="split",
                day=split_day,
                articles=("b1",),
                apart_from=("c1",),
            ),
        ],
    )
    statuses = {id_: status for id_, (status, _) in status_of(outcomes).items()}
    assert statuses == {
        "first": "overruled",
        "merge": "applied",
        "split": "already_true",
    }
    (told,) = [o.message for o in outcomes if o.status == "overruled"]
    assert "(merge, split)" in told
    assert clusters(copies) == {"f1 f2 f3", "d1 d2", "b1", "c1 m1"}
    assert len(asked) == 2


def test_a_relation_is_set_with_the_cluster_it_implies(articles, correct, status_of):
    copies, (outcome,), _ = grouped(
        articles,
        [
            correct(
                "set_relation",
                articles=("d1", "d2"),
                set_={"relation": "template_series"},
                expect={"relation": "near_verbatim"},
            )
        ],
    )
    assert clusters(copies) == {"f1 f2 f3", "d1", "d2", "b1", "m1", "c1"}
    (pair,) = [
        row for row in copies.copy_pairs.to_pylist() if row["article_a"] == "d1"
        and row["article_b"] == "d2"
    ]  # fmt: skip
    assert (pair["relation"], pair["decided_by"]) == ("template_series", "correction")
    assert {(c.table_name, c.row_id, c.before, c.after) for c in outcome.changed} == {
        ("copies", "d1|d2", "together", "apart"),
        ("copy_pairs", "d1|d2", "near_verbatim", "template_series"),
    }


def test_a_pair_that_was_never_compared_can_be_a_copy(articles, correct):
    copies, (outcome,), _ = grouped(
        articles,
        [
            correct(
                "set_relation",
                articles=("m1", "b1"),
                set_={"relation": "rewrite"},
                expect={"relation": None},
            )
        ],
    )
    assert clusters(copies) == {"f1 f2 f3", "d1 d2", "b1 m1", "c1"}
    assert outcome.status == "applied"
    relations = {
        row["article_id"]: row["relation"] for row in copies.copies.to_pylist()
    }
    assert {relations["b1"], relations["m1"]} == {"origin", "rewrite"}


def test_a_relation_is_held_against_what_stands(articles, correct, status_of):
    """What is held back takes part in nothing: grouping is done again without it."""
    wrong = correct(
        "set_relation",
        articles=("d1", "d2"),
        set_={"relation": "template_series"},
        expect={"relation": "rewrite"},
    )
    copies, outcomes, asked = grouped(articles, [wrong])
    assert clusters(copies) == {"f1 f2 f3", "d1 d2", "b1", "m1", "c1"}
    assert status_of(outcomes) == {"set_relation-0": ("guard_failed", "d1|d2")}
    assert "the relation is near_verbatim, expected was rewrite" in outcomes[0].message
    assert asked[-1] == Decisions()


def test_a_relation_may_follow_another(articles, correct, status_of):
    def relate(day, wanted, expected):
        return correct(
            "set_relation",
            day=day,
            articles=("d2", "d1"),
            set_={"relation": wanted},
            expect={"relation": expected},
        )

    copies, outcomes, _ = grouped(
        articles,
        [
            relate(2, "update", "rewrite"),
            relate(1, "rewrite", "near_verbatim"),
            relate(3, "update", "update"),
        ],
    )
    assert status_of(outcomes) == {
        "set_relation-1": ("applied", "d1|d2"),
        "set_relation-2": ("applied", "d1|d2"),
        "set_relation-3": ("already_true", "d1|d2"),
    }
    assert {row["relation"] for row in copies.copies.to_pylist()} >= {"update"}


def test_a_relation_that_was_taken_back_leaves_no_trace_in_the_clusters(
    articles, correct
):
    def relate(day, wanted, expected):
        return correct(
            "set_relation",
            day=day,
            articles=("d1", "d2"),
            set_={"relation": wanted},
            expect={"relation": expected},
        )

    copies, outcomes, _ = grouped(
        articles,
        [
            relate(1, "template_series", "near_verbatim"),
            relate(2, "near_verbatim", "template_series"),
        ],
    )
    assert clusters(copies) == {"f1 f2 f3", "d1 d2", "b1", "m1", "c1"}
    assert {c.field for outcome in outcomes for c in outcome.changed} == {"relation"}


PAIRS = st.lists(
    st.tuples(
        st.booleans(), st.sampled_from(list(combinations("abcde", 2)))
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(PAIRS)
def test_links_never_contradict_each_other(asked):
    """Against the closure of all pairs that were taken."""
    links = Links()
    for together, pair in asked:
        before = (set(links.together), set(links.apart))
        taken = links.add({pair} if together else set(), set() if together else {pair})
        if not taken:
            assert (links.together, links.apart) == before
        groups = {id_: {id_} for id_ in "abcde"}
        for one, other in links.together | ({pair} if together else set()):
            merged = groups[one] | groups[other]
            for member in merged:
                groups[member] = merged
        apart = links.apart | (set() if together else {pair})
        assert taken == all(one not in groups[other] for one, other in apart)
    assert pair_of("b", "a") == ("a", "b")


ASKED = st.lists(
    st.tuples(
        st.sampled_from(["merge_clusters", "split_cluster", "set_relation"]),
        st.lists(st.sampled_from("abcd"), min_size=2, max_size=3, unique=True),
        st.integers(0, 3),
        st.sampled_from(["update", "rewrite", "independent"]),
    ),
    max_size=8,
)


def asked_of(rows) -> list[Asked]:
    """What random corrections ask for; some are decided on one day."""
    found = []
    for number, (action, ids, day, relation) in enumerate(rows):
        first, *others = ids
        related = action == "set_relation"
        correction = Correction(
            id=f"c{number}",
            action=action,
            target=Target(articles=tuple(ids)),
            values=(("relation", relation),) if related else (),
            expect=(("relation", "rewrite"),) if related else (),
            reason="seen",
            author="I. Marlow",
            decided_at=datetime(2026, 3, 1 + day, tzinfo=UTC),
        )
        if related:
            others = others[:1]
        pairs = frozenset(pair_of(first, other) for other in others)
        apart = action == "split_cluster" or (related and relation == "independent")
        found.append(
            Asked(
                correction,
                (first, *others),
                together=frozenset() if apart else pairs,
                apart=pairs if apart else frozenset(),
            )
        )
    return found


@settings(max_examples=200, deadline=None)
@given(ASKED, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_entries_decides_nothing(rows, random, related):
    plain = Plain(
        cluster_of=dict.fromkeys("abcd", "k"),
        relation_of=dict.fromkeys(
            combinations("abcd", 2) if related else [], "rewrite"
        ),
    )
    asked = asked_of(rows)
    decided = decide(asked, plain)
    random.shuffle(asked)
    again = decide(asked, plain)
    assert again == decided
    told = [o.correction.id for o in decided.outcomes]
    told += [one.correction.id for one in decided.in_force]
    assert sorted(told) == sorted(one.correction.id for one in asked)
    for a, b, relation in decided.decisions.relations:
        links = decided.decisions
        kind = links.cannot_link if relation == "independent" else links.must_link
        assert (a, b) in kind

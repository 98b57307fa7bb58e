"""Who copied whom: credits, dates, containment, own reporting; parents and origins."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from transforms.copies import find_copies
from transforms.copies.articles import Known
from transforms.copies.family import likeness
from transforms.copies.naming import names_outlet, own_reporting
from transforms.copies.origin import Link, Member, choose_origin, parents_from
from transforms.copies.texts import WHOLE, own_texts
from warehouse.schema.terms import DirectionRule, PairRelation

LOOM = "loomgazette.example"
QUAY = "quaycourier.example"
WIRE = "harrowwire.example"

STORY = "The weir at Loom Bridge will close on Monday, its keeper said."


def known(**texts: dict[str, object]) -> Known:
    """What is known of texts `a`, `b`, ... of outlets, hours or days."""
    rows = {
        "article_id": list(texts),
        "text": [row["text"] for row in texts.values()],
        "outlet_id": [row.get("outlet") for row in texts.values()],
        "published_at": pa.array(
            [moment(row.get("hour")) for row in texts.values()],
            pa.timestamp("us", tz="UTC"),
        ),
        "published_precision": [
            row.get("precision", "second") for row in texts.values()
        ],
    }
    table = pa.table(rows)
    return Known(table, own_texts(table, WHOLE))


def moment(hour: object) -> dt.datetime | None:
    """An hour of March 2026."""
    start = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    return None if hour is None else start + dt.timedelta(hours=float(str(hour)))


def text(words: str, outlet: str | None = None, **more: object) -> dict[str, object]:
    """One text."""
    return {"text": words, "outlet": outlet, **more}


# Invented pairs: which of two was copied from which, and what tells. The first is the
# source wherever one is.
PAIRS: dict[str, tuple[dict, dict, PairRelation, DirectionRule | None]] = {
    "told the other outlet": (
        text(f"{STORY} He was speaking at the lock.", LOOM),
        text("A keeper told the Loom Gazette that the weir will close.", QUAY),
        "rewrite",
        "credit",
    ),
    "told the other outlet, which says so itself": (
        text("“It will close,” Ada Brand told the Loom Gazette.", LOOM),
        text("“It will close,” Ada Brand told the Loom Gazette.", QUAY),
        "near_verbatim",
        "credit",
    ),
    "first published by": (
        text(STORY, LOOM),
        text(
            f"{STORY}\nThis story was first published by the Loom Gazette.",
            QUAY,
            hour=2,
        ),
        "near_verbatim",
        "credit",
    ),
    "first reported by, on one day": (
        text(STORY, LOOM, hour=24, precision="day"),
        text("The weir is to shut, as first reported by Loom Gazette.", QUAY, hour=30),
        "rewrite",
        "credit",
    ),
    "dates against a credit": (
        text("The weir is to shut, as first reported by Loom Gazette.", QUAY, hour=2),
        text(STORY, LOOM, hour=30),
        "rewrite",
        "date",
    ),
    "a source line": (
        text(STORY, QUAY),
        text(f"{STORY}\nSource: Quay Courier", LOOM),
        "near_verbatim",
        "credit",
    ),
    "a dateline names the agency": (
        text(STORY, WIRE),
        text(f"LOOM BRIDGE (Harrow Wire) - {STORY}", LOOM),
        "near_verbatim",
        "credit",
    ),
    "an agency by its short name in a byline": (
        text(STORY, WIRE),
        text(f"By Ada Brand and Harrow\nReporting by Harrow Wire\n{STORY}", QUAY),
        "near_verbatim",
        "credit",
    ),
    "according to": (
        text("Thirty boats were lifted out, our count shows.", QUAY),
        text("Thirty boats were lifted, according to the Quay Courier.", LOOM),
        "rewrite",
        "credit",
    ),
    "the outlet reported": (
        text("Thirty boats were lifted out, our count shows.", QUAY),
        text("The Quay Courier reported that thirty boats were lifted.", LOOM),
        "rewrite",
        "credit",
    ),
    "each credits the other: dates tell": (
        text("Brand told the Quay Courier of the weir.", LOOM, hour=1),
        text("Brand told the Loom Gazette of the weir.", QUAY, hour=5),
        "rewrite",
        "date",
    ),
    "an hour apart": (
        text(STORY, LOOM, hour=9),
        text(STORY, QUAY, hour=10),
        "near_verbatim",
        "date",
    ),
    "a day against an hour of it tells nothing": (
        text(STORY, LOOM, hour=24, precision="day"),
        text(STORY, QUAY, hour=30),
        "near_verbatim",
        None,
    ),
    "a day against an hour of the next": (
        text(STORY, LOOM, hour=24, precision="day"),
        text(STORY, QUAY, hour=49),
        "near_verbatim",
        "date",
    ),
    "an excerpt is of the longer": (
        text(f"{STORY} {STORY} {STORY}", LOOM),
        text(STORY, QUAY),
        "excerpt",
        "containment",
    ),
    "a name in passing, no dates": (
        text(STORY, LOOM),
        text(f"{STORY} A van of the Loom Gazette stood by.", QUAY),
        "near_verbatim",
        "mention",
    ),
    "a name in passing against dates": (
        text(STORY, QUAY, hour=1),
        text(f"A van of the Quay Courier stood by. {STORY}", LOOM, hour=3),
        "near_verbatim",
        "date",
    ),
    "own reporting where nothing else tells": (
        text("“It will close,” Brand told us at the lock."),
        text("“It will close,” Brand said at the lock."),
        "near_verbatim",
        "own_reporting",
    ),
    "told parliament is no reporting of one's own": (
        text("“It will close,” Brand told Parliament."),
        text("“It will close,” Brand said in the house."),
        "near_verbatim",
        None,
    ),
    "a name inside another word is no name": (
        text(STORY, "thesun.example"),
        text(f"{STORY} It is shut on Sunday, according to Sunderby Council.", QUAY),
        "near_verbatim",
        None,
    ),
    "a common word that is an outlet's name": (
        text(STORY, "theindependent.example"),
        text(f"{STORY} Two independent experts agreed. Independent MPs did not.", QUAY),
        "near_verbatim",
        None,
    ),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", PAIRS)
def test_which_of_two_was_made_from_the_other(name: str, *, turned: bool) -> None:
    source, copy, relation, rule = PAIRS[name]
    first, second = (copy, source) if turned else (source, copy)
    pair = known(a=first, b=second)
    lengths = (len(str(first["text"])), len(str(second["text"])))
    found = pair.direction_of(0, 1, relation, lengths)
    if rule is None:
        assert found is None
    else:
        assert found == ((1 if turned else 0), rule)
    assert pair.source_of(0, 1, relation, lengths) == (found and found[0])


@pytest.mark.parametrize(
    ("words", "outlet", "told"),
    [
        ("as the Loom Gazette reported", LOOM, "credit"),
        ("the Loom-Gazette’s editor", LOOM, "mention"),
        ("the LOOM GAZETTE building", LOOM, "mention"),
        ("a loom gazette", LOOM, None),
        ("Loom, Gazette Street", LOOM, None),
        ("told BBC News", "bbc.co.uk", "credit"),
        ("told the BBC", "bbc.co.uk", "credit"),
        ("(AP) - The weir", "apnews.com", "credit"),
        ("she told the Associated Press", "apnews.com", "credit"),
        ("AP Hill spoke", "apnews.com", None),
        ("told Carrow Today", "carrow today", "credit"),
        ("told the Post Office", "thepost.example", None),
        ("told the Sunday Post", "thepost.example", None),
        ("“Never,” she told the Post.", "thepost.example", "credit"),
        ("Source: Harrow", WIRE, "credit"),
        ("Harrow reported a loss of £2m", WIRE, None),
        ("read it at https://loomgazette.example/weir", LOOM, "mention"),
        ("Weir shuts\nBy Loom Gazette staff\nIt is shut.", LOOM, "credit"),
        ("a farmer at Harrow", WIRE, None),
        ("", LOOM, None),
        ("the Loom Gazette", None, None),
    ],
)
def test_a_text_credits_names_or_does_not_name_an_outlet(
    words: str, outlet: str | None, told: str | None
) -> None:
    assert names_outlet(words, outlet) == told


@pytest.mark.parametrize(
    ("words", "outlet", "n"),
    [
        ("Brand told us. In an interview with the Loom Gazette she wept.", LOOM, 2),
        ("Brand told the Quay Courier.", LOOM, 0),
        ("Brand told the Quay Courier.", None, 1),
        ("Brand told MPs, then told Mr Dunn and told the High Court.", None, 0),
        ("This newspaper has learned of letters seen by the Loom Gazette.", LOOM, 2),
        ("The council informed its staff. It told US officials.", LOOM, 0),
    ],
)
def test_own_reporting_is_what_was_told_to_the_outlet_itself(
    words: str, outlet: str | None, n: int
) -> None:
    assert own_reporting(words, outlet) == n


def family(texts: dict[str, dict[str, object]]) -> dict[str, object]:
    """Origin, why, and for every other text parent and what tells."""
    given = known(**texts).articles
    found = find_copies(given)
    (cluster,) = found.clusters.to_pylist()
    return {
        "origin": (cluster["origin_article_id"], cluster["origin_rule"]),
        **{
            row["article_id"]: (row["parent_article_id"], row["parent_rule"])
            for row in found.copies.to_pylist()
            if row["parent_article_id"]
        },
    }


WEIR = """The weir at Loom Bridge will close on Monday for eleven weeks after divers
found cracks in three of its gates, the keeper told the Loom Gazette. Ada Brand, who has
kept it since 2009, said the gates had not been painted since the flood, and that thirty
boats would have to be lifted out by crane at the old timber yard below Sallow Lock."""


def test_of_equal_texts_the_outlet_that_was_told_is_the_origin() -> None:
    """Wherever its id stands, and without any date."""
    for gazette in "abc":
        texts = {name: text(WEIR, QUAY if name < "b" else WIRE) for name in "abc"}
        texts[gazette] = text(WEIR, LOOM)
        told = {name: (gazette, "credit") for name in "abc" if name != gazette}
        assert family(texts) == {"origin": (gazette, "own_reporting")} | told


def test_of_equal_texts_the_earliest_is_the_origin_whoever_was_told() -> None:
    texts = {"a": text(WEIR, LOOM, hour=9), "b": text(WEIR, QUAY, hour=7)}
    assert family(texts) == {"origin": ("b", "earliest"), "a": ("b", "date")}


def member(article_id: str, hour: float | None = None, **given: object) -> Member:
    """A text of a cluster."""
    at = None if hour is None else int(hour * 3_600_000_000)
    facts = {
        "published_at": at,
        "published_until": at,
        "words": 100,
        "own_reporting": 0,
        "named_by": 0,
    }
    return Member(article_id=article_id, **(facts | given))


@pytest.mark.parametrize(
    ("members", "origin", "rule"),
    [
        ([member("a")], 0, "single"),
        ([member("a", 5), member("b", 2)], 1, "earliest"),
        ([member("a", 2, named_by=0), member("b", 5, named_by=3)], 0, "earliest"),
        ([member("a", own_reporting=1), member("b", words=500)], 0, "own_reporting"),
        ([member("a"), member("b", named_by=1)], 1, "named_by_copy"),
        ([member("a"), member("b", words=101)], 1, "longest"),
        (
            [member("a", words=101), member("b", accounts_for=1_500_000), member("c")],
            1,
            "central",
        ),
        ([member("b"), member("a")], 1, "article_id"),
        # The undated one is named by the earliest, which cannot be before it then.
        (
            [member("a", 2), member("b", 5), member("c", credited_by=(0,))],
            2,
            "named_by_copy",
        ),
        # A copy of a copy is no proof of what the earliest was made from.
        (
            [member("a", 2), member("b", 5), member("c", credited_by=(1,))],
            0,
            "earliest",
        ),
    ],
)
def test_the_origin_and_why(members: list[Member], origin: int, rule: str) -> None:
    assert choose_origin(members) == (origin, rule)


def link(a: int, b: int, shared: float, *, source: int | None = None) -> Link:
    """Two texts that share so much."""
    return Link(a=a, b=b, shared=(shared, shared), source=source)


def test_the_parent_is_whom_most_of_a_text_stands_in() -> None:
    """Not whom it is surest to be related to: an excerpt is surer than its whole."""
    links = [
        link(0, 1, 1.5),
        Link(a=0, b=2, shared=(0.7, 1.0), source=None),
        Link(a=1, b=2, shared=(0.9, 0.8), source=None),
    ]
    assert parents_from(0, links, [0, 1, 2], [0, 1, 2]) == {0: 0, 1: 0, 2: 0}


def test_an_excerpt_is_from_what_holds_it_whole_however_long() -> None:
    """The same words in a shorter text are no closer; a rewrite is of what it is like."""
    assert likeness(1.0, 0.5) == likeness(1.0, 0.6) > likeness(0.93, 0.62)
    assert likeness(0.14, 0.42) > likeness(0.14, 0.35)


def test_a_chain_of_copies_is_followed() -> None:
    links = [link(0, 1, 0.9), link(1, 2, 0.8), link(0, 2, 0.7)]
    assert parents_from(0, links, [1, 2, 3], [1, 2, 3]) == {0: 0, 1: 0, 2: 1}
    undated = [None, None, None]
    assert parents_from(0, links, undated, undated) == {0: 0, 1: 0, 2: 1}


def test_nobody_has_a_parent_that_came_later() -> None:
    links = [link(0, 1, 0.2), link(1, 2, 0.9), link(0, 2, 0.1)]
    assert parents_from(0, links, [1, 3, 2], [1, 3, 2]) == {0: 0, 1: 2, 2: 0}


def test_who_is_known_to_be_the_copy_is_no_parent_of_its_source() -> None:
    links = [
        link(0, 1, 0.5),
        link(0, 2, 0.4),
        link(1, 2, 0.9, source=2),
    ]
    undated = [None, None, None]
    assert parents_from(0, links, undated, undated) == {0: 0, 1: 2, 2: 0}


def test_whoever_has_no_link_that_may_hold_comes_from_the_origin() -> None:
    links = [link(1, 2, 0.9)]
    assert parents_from(0, links, [1, 3, 2], [1, 3, 2]) == {0: 0, 1: 2, 2: 0}


def test_circles_are_broken_where_least_is_lost() -> None:
    links = [
        Link(a=1, b=2, shared=(0.9, 0.8), source=None),
        link(0, 1, 0.1),
        link(0, 2, 0.3),
    ]
    undated = [None, None, None]
    assert parents_from(0, links, undated, undated) == {0: 0, 1: 2, 2: 0}

"""Copies among articles, end to end, on invented texts."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from transforms.copies import Copies, find_copies
from transforms.copies.frequencies import count_frequencies, pool, shipped
from warehouse.schema import copies as schema
from warehouse.schema.documents import BLOCKS

FLOOD = """The river Hale burst its banks at Ellerby Bridge shortly before dawn on Monday, \
forcing some 340 families out of their homes and closing the only road into the valley.
Firefighters from Thornwick and Marlsea brought residents of Weir Lane to safety in \
inflatable boats, while volunteers opened the Methodist hall as a shelter.
Tarn Water, which runs the Coldbeck reservoir upstream, denied that it had opened the \
sluices too late. The company said its gauges had shown nothing unusual until midnight.
Councillor Ida Marlow told the Courier that the embankment had been patched three times \
since the winter of 2019 and that a promised pumping station was never built.
The regional authority has set aside £2.4m for repairs, about half of what engineers had \
asked for in their latest survey. Work on a temporary barrier is due to begin on Thursday.
Schools in Ellerby and Nether Hale will stay shut for the rest of the week, and the \
weather service expects more rain on the fells from Wednesday afternoon."""

REWRITE = """Around 340 families had to leave their homes after the Hale overflowed at Ellerby \
Bridge early on Monday, cutting off the single road that leads into the valley.
Crews of the Thornwick and Marlsea fire brigades ferried people living in Weir Lane to \
safety with inflatable boats, and helpers turned the Methodist hall into a shelter.
The operator of the Coldbeck reservoir upstream, Tarn Water, rejected claims that its \
sluices were opened too late, saying that gauges had registered nothing unusual before \
midnight.
According to councillor Ida Marlow, the embankment had received patches three times since \
winter 2019, whereas the pumping station once promised had never been built.
For repairs the regional authority has earmarked £2.4m, roughly half the sum engineers \
requested in their most recent survey. A temporary barrier will be started on Thursday.
Ellerby and Nether Hale schools remain shut until the week is over; forecasters expect \
further rain on the fells from Wednesday afternoon."""

INDEPENDENT = """Insurers are bracing for a costly spring after the weekend's storms left parts of \
the county under water, from the coast at Marlsea to the villages along the Hale.
A spokeswoman for the brokers' federation, Petra Lund, said members had received more \
than 900 claims by Tuesday evening, most of them for cellars, cars and ground-floor shops.
In Ellerby, shopkeeper Tom Ashe was sweeping mud from his bakery. "I have been here for \
thirty years and never saw it rise so fast," he said, pointing at a brown line on the wall.
Rail services between Thornwick and the capital resumed after a landslip near the Gorse \
tunnel was cleared, although passengers were told to expect delays until the weekend.
Environment campaigners called for woodland to be planted on the upper slopes, arguing \
that concrete alone would not hold the water back. Ministers promised a review by June."""

NOTICE = """Licensing notice of the Borough of Thornwick. Notice is hereby given that {who} of \
{where} has applied to the licensing panel for permission to serve refreshments on the \
pavement in front of the premises known as {name}, between the hours of ten in the morning \
and eight in the evening. Any person who wishes to object must write to the clerk of the \
panel, stating the grounds of the objection, within twenty days of this notice. The plan \
may be inspected free of charge at the {office} during office hours. The fee of {fee} pounds has \
been paid. Objections that arrive late will not be heard by the panel."""

SWAPS = {
    "forcing": "driving",
    "homes": "houses",
    "closing": "shutting",
    "safety": "security",
    "opened": "unlocked",
    "unusual": "odd",
    "promised": "pledged",
    "repairs": "mending",
    "engineers": "technicians",
    "temporary": "provisional",
    "expects": "foresees",
}


def spun(text: str) -> str:
    """The text with words swapped for others, as spinning programs do."""
    for word, other in SWAPS.items():
        text = text.replace(word, other)
    return text


def articles(**texts: str) -> pa.Table:
    """A table of articles, ids as given."""
    return pa.table({"article_id": list(texts), "text": list(texts.values())})


def clusters(found: Copies) -> set[frozenset[str]]:
    """The groups of two and more articles."""
    members: dict[str, set[str]] = {}
    for row in found.copies.to_pylist():
        members.setdefault(row["cluster_id"], set()).add(row["article_id"])
    return {frozenset(ids) for ids in members.values() if len(ids) > 1}


def relations(found: Copies) -> dict[tuple[str, str], str]:
    """Relation of each pair that is kept."""
    return {
        (row["article_a"], row["article_b"]): row["relation"]
        for row in found.copy_pairs.to_pylist()
    }


def test_every_kind_of_copy_is_found_and_named() -> None:
    found = find_copies(
        articles(
            a=FLOOD,
            b=FLOOD.upper(),
            c=FLOOD.replace("Monday", "Tuesday") + "\nPicture: Hale Valley Press.",
            d="\n".join(FLOOD.split("\n")[2:5]),
            e=spun(FLOOD),
            f=REWRITE,
            g=INDEPENDENT,
        )
    )
    assert clusters(found) == {frozenset("abcdef")}
    kinds = relations(found)
    assert kinds["a", "b"] == "verbatim"
    assert kinds["a", "c"] == "near_verbatim"
    assert kinds["a", "d"] == "excerpt"
    assert kinds["a", "e"] in {"spun", "near_verbatim"}
    assert kinds["a", "f"] == "rewrite"
    assert kinds.get(("a", "g"), "independent") == "independent"


def test_tables_conform_and_every_article_has_one_row() -> None:
    found = find_copies(articles(a=FLOOD, b=REWRITE, c=INDEPENDENT))
    for table, declared in (
        (found.copy_pairs, schema.COPY_PAIRS),
        (found.copy_passages, schema.COPY_PASSAGES),
        (found.copy_changes, schema.COPY_CHANGES),
        (found.copies, schema.COPIES),
        (found.clusters, schema.CLUSTERS),
        (found.cluster_aliases, schema.CLUSTER_ALIASES),
        (found.merge_refusals, schema.MERGE_REFUSALS),
    ):
        assert table.schema.equals(declared.arrow)
    assert found.copies["article_id"].to_pylist() == ["a", "b", "c"]
    assert sum(found.copies["weight"].to_pylist()) == pytest.approx(2)
    assert set(found.anchors) == set(found.clusters["cluster_id"].to_pylist())


def test_the_text_with_own_reporting_is_the_origin_of_its_rewrite() -> None:
    found = find_copies(articles(a=REWRITE, b=FLOOD))
    origin = found.clusters.to_pylist()[0]
    assert (origin["origin_article_id"], origin["origin_rule"]) == (
        "b",
        "own_reporting",
    )
    row = found.copies.to_pylist()[0]
    assert (row["parent_article_id"], row["relation"]) == ("b", "rewrite")
    assert found.copy_pairs["copied_from"].to_pylist() == ["b"]


def test_the_earliest_dated_text_is_the_origin() -> None:
    day = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    table = articles(a=FLOOD, b=REWRITE, c=FLOOD).append_column(
        "published_at",
        pa.array(
            [day + dt.timedelta(days=2), day, day + dt.timedelta(days=1)],
            pa.timestamp("us", tz="UTC"),
        ),
    )
    found = find_copies(table)
    row = found.clusters.to_pylist()[0]
    assert (row["origin_article_id"], row["origin_rule"]) == ("b", "earliest")
    assert row["first_published_at"] == day
    parents = dict(
        zip(
            found.copies["article_id"].to_pylist(),
            found.copies["parent_article_id"].to_pylist(),
            strict=True,
        )
    )
    assert parents == {"a": "c", "b": None, "c": "b"}


def test_two_halves_of_a_report_belong_to_it() -> None:
    lines = [line for line in FLOOD.split("\n") if line]
    more = [line for line in INDEPENDENT.split("\n") if line]
    found = find_copies(
        articles(
            a="\n".join([*lines, *more]),
            b="\n".join(lines),
            c="\n".join(more),
        )
    )
    assert clusters(found) == {frozenset("abc")}


def test_a_date_without_a_time_is_not_taken_for_midnight() -> None:
    day = dt.datetime(2026, 3, 17, tzinfo=dt.UTC)
    evening = day + dt.timedelta(hours=18)
    copy = "THORNWICK (Hale Wire) - " + spun(FLOOD) + "\nSource: Hale Wire"
    table = articles(a=copy, b=FLOOD)
    for name, values, kind in (
        ("published_at", [day, evening], pa.timestamp("us", tz="UTC")),
        ("published_precision", ["day", "minute"], pa.string()),
        ("outlet_id", ["gazette.example", "halewire.example"], pa.string()),
    ):
        table = table.append_column(name, pa.array(values, kind))
    found = find_copies(table)
    assert found.clusters["origin_article_id"].to_pylist() == ["b"]
    assert found.copies["parent_article_id"].to_pylist() == ["b", None]
    assert found.copy_pairs["copied_from"].to_pylist() == ["b"]


def test_passages_slice_to_the_words_that_both_texts_share() -> None:
    texts = {"a": "Ünder ☂ the weather\n" + FLOOD, "b": REWRITE, "c": spun(FLOOD)}
    found = find_copies(articles(**texts))
    rows = found.copy_passages.to_pylist()
    assert {(r["article_a"], r["article_b"]) for r in rows} >= {("a", "c")}
    for row in rows:
        first = texts[row["article_a"]][row["start_a"] : row["end_a"]]
        second = texts[row["article_b"]][row["start_b"] : row["end_b"]]
        assert first.split()[0].lower() == second.split()[0].lower()
        assert first.split()[-1].strip(".,") == second.split()[-1].strip(".,")
        assert 0 <= row["n_words_changed"] <= row["n_words"]


def test_forms_of_one_office_are_a_series_not_copies() -> None:
    people = [
        ("Agnes Pell", "Mill Lane", "Pell Tearoom", "Guildhall", "40"),
        ("Jonas Reed", "Castle Street", "Blue Kettle", "Moot Hall", "55"),
        ("Mirela Onwudi", "Harbour Row", "Onwudi Pastries", "Annexe", "70"),
    ]
    keys = ("who", "where", "name", "office", "fee")
    texts = {
        f"n{i}": NOTICE.format(**dict(zip(keys, values, strict=True)))
        for i, values in enumerate(people)
    }
    found = find_copies(articles(**texts))
    assert clusters(found) == set()
    assert set(relations(found).values()) == {"template_series"}


def test_one_statement_inside_two_reports_is_a_shared_passage() -> None:
    statement = (
        "\nIn a statement the operators' association wrote: The measures announced "
        "this week neither pay for the reservoirs that crumble nor for the staff who "
        "look after them, and they shift the risk of the next wet winter onto "
        "households that have no say in where the water goes.\n"
    )
    found = find_copies(articles(a=FLOOD + statement, b=INDEPENDENT + statement))
    assert clusters(found) == set()
    assert relations(found) == {("a", "b"): "shared_passage"}
    row = found.copy_passages.to_pylist()[0]
    assert row["n_words"] >= 40


def test_a_later_version_of_one_outlet_is_an_update() -> None:
    day = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    table = (
        articles(a=FLOOD, b=FLOOD.replace("340", "410") + "\nTwo more boats arrived.")
        .append_column("outlet_id", pa.array(["hale.example"] * 2))
        .append_column(
            "published_at",
            pa.array([day, day + dt.timedelta(hours=5)], pa.timestamp("us", tz="UTC")),
        )
    )
    pair = find_copies(table).copy_pairs.to_pylist()[0]
    assert (pair["relation"], pair["copied_from"]) == ("update", "a")


def dated(table: pa.Table, outlets: list[str], hours: list[int]) -> pa.Table:
    """The articles with outlets and hours after a Monday's midnight."""
    day = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    times = [day + dt.timedelta(hours=h) for h in hours]
    return table.append_column("outlet_id", pa.array(outlets)).append_column(
        "published_at", pa.array(times, pa.timestamp("us", tz="UTC"))
    )


def test_what_an_outlet_tells_another_day_in_other_words_is_a_follow_up() -> None:
    table = articles(a=FLOOD, b=REWRITE)
    same_day = find_copies(dated(table, ["hale.example"] * 2, [8, 11]))
    assert clusters(same_day) == {frozenset("ab")}
    later = find_copies(dated(table, ["hale.example"] * 2, [8, 56]))
    assert clusters(later) == set()
    row = later.copy_pairs.to_pylist()[0]
    assert (row["relation"], row["decided_by"]) == ("independent", "rule")
    other = find_copies(dated(table, ["hale.example", "fell.example"], [8, 56]))
    assert clusters(other) == {frozenset("ab")}


def test_nobody_copies_what_was_published_later() -> None:
    table = dated(
        articles(a=FLOOD, b=REWRITE, c=spun(REWRITE), d=spun(FLOOD)),
        ["a.example", "b.example", "c.example", "d.example"],
        [1, 9, 5, 3],
    )
    found = find_copies(table)
    assert clusters(found) == {frozenset("abcd")}
    hours = dict(zip("abcd", [1, 9, 5, 3], strict=True))
    for row in found.copies.to_pylist():
        parent = row["parent_article_id"]
        if parent is not None:
            assert hours[parent] <= hours[row["article_id"]]


def test_furniture_is_not_compared() -> None:
    advert = (
        "\nRead on with our app and never miss a story from your valley again. " * 9
    )
    first, second = FLOOD + advert, INDEPENDENT + advert
    rows = [
        {
            "article_id": name,
            "version": 1,
            "field": "text",
            "start": start,
            "end": end,
            "role": role,
            "rule": "test",
        }
        for name, text, body in (("a", first, FLOOD), ("b", second, INDEPENDENT))
        for start, end, role in (
            (0, len(body), "body"),
            (len(body), len(text), "promo"),
        )
    ]
    table = articles(a=first, b=second)
    cleaned = find_copies(table, blocks=BLOCKS.from_rows(rows))
    assert set(relations(cleaned).values()) <= {"independent"}
    assert cleaned.copy_passages.num_rows == 0
    assert relations(find_copies(table, blocks=BLOCKS.empty())) != relations(cleaned)


def test_related_posts_of_a_lone_page_are_not_compared() -> None:
    related = (
        "\nRelated articles\n"
        "Ten walks on the Gorse fells that end at a tearoom\n"
        "Why the Marlsea lifeboat crew is looking for forty new hands\n"
        "Harbour fees to rise by a tenth as dredging costs mount\n"
        "Seven ways to keep a cellar dry without spending a fortune\n"
        "Thornwick station clock stopped again, and nobody knows why\n"
    )
    table = articles(a=FLOOD + related, b=INDEPENDENT + related)
    cleaned, whole = find_copies(table), find_copies(table, blocks=BLOCKS.empty())
    assert set(relations(cleaned).values()) <= {"independent"}
    assert cleaned.copy_passages.num_rows == 0
    assert relations(whole) == {("a", "b"): "shared_passage"}


def test_short_and_empty_texts_stand_alone_unless_equal() -> None:
    brief = (
        "Tarn Water will mend the Coldbeck sluice in May, the company said on Friday."
    )
    found = find_copies(
        articles(
            a="",
            b="",
            c="Flood at Ellerby",
            d="Flood at Ellerby",
            e=brief,
            f=brief,
            g=brief.replace("May", "June"),
            h="!!! ...",
        )
    )
    assert clusters(found) == {frozenset("ef")}


def test_no_articles_give_empty_tables() -> None:
    found = find_copies(articles())
    assert found.copies.num_rows == found.clusters.num_rows == 0


def test_the_order_of_rows_does_not_matter() -> None:
    table = articles(
        a=FLOOD, b=REWRITE, c=INDEPENDENT, d=spun(FLOOD), e=FLOOD, f=FLOOD[:600]
    )
    turned = table.take(pa.array([4, 2, 5, 0, 3, 1]))
    first, second = find_copies(table), find_copies(turned)
    for name in (
        "copy_pairs",
        "copy_passages",
        "copy_changes",
        "copies",
        "clusters",
        "likeness",
    ):
        assert getattr(first, name).equals(getattr(second, name)), name


def test_a_new_article_changes_no_pair_of_others() -> None:
    frequencies = pool(shipped(), count_frequencies(articles(a=FLOOD, b=INDEPENDENT)))
    before = find_copies(articles(a=FLOOD, b=REWRITE), frequencies=frequencies)
    after = find_copies(
        articles(a=FLOOD, b=REWRITE, c=INDEPENDENT, d=spun(FLOOD)),
        frequencies=frequencies,
    )
    kept = [
        row
        for row in after.copy_pairs.to_pylist()
        if {row["article_a"], row["article_b"]} <= {"a", "b"}
    ]
    assert kept == before.copy_pairs.to_pylist()


def test_a_cluster_keeps_its_id_when_a_copy_is_added() -> None:
    first = find_copies(articles(b=FLOOD, c=REWRITE))
    cluster_id, anchor = next(iter(first.anchors.items()))
    registry = pa.table(
        {
            "table_name": ["clusters"],
            "id": [cluster_id],
            "anchor": [anchor],
            "first_seen": pa.array([1], pa.int32()),
            "alias_of": pa.array([None], pa.string()),
        }
    )
    later = find_copies(
        articles(a=spun(FLOOD), b=FLOOD, c=REWRITE), registry=registry, release_seq=2
    )
    assert set(later.anchors) == {cluster_id}


def test_an_article_with_two_rows_is_refused() -> None:
    table = pa.table({"article_id": ["a", "a"], "text": [FLOOD, REWRITE]})
    with pytest.raises(ValueError, match="current versions only"):
        find_copies(table)

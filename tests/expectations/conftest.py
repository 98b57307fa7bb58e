"""A small world of three articles whose tables hold together in every respect."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pyarrow as pa
import pytest

from expectations import frames
from expectations.overview import all_checks
from warehouse.schema.catalog import CORE_TABLES, TABLES
from warehouse.schema.declare import Table
from warehouse.schema.identity import make_id, sha256_text
from warehouse.schema.working import DOCUMENTS

SEEN = datetime(2026, 3, 3, 8, tzinfo=UTC)

# Characters outside ASCII before the figures, one of them beyond 16 bits and one of two
# code points, so that bytes, UTF-16 units and graphemes would all give wrong offsets.
LINE = "🚰 Café Ellerby — Tarn Water said about 2,400 households were cut off."
TEXTS = {
    "first": ("Tap water cut off", f"{LINE}\r\n“It is bad,” Ida Marlow said."),
    "copy": ("Tap water cut off", f"{LINE}\n\nSubscribe: 3 months for £5"),
    "other": (None, "Some 2,500 households have no water, the mayor of Ellerby said."),
}
DATES = {
    "first": datetime(2026, 3, 2, 9, tzinfo=UTC),
    "copy": datetime(2026, 3, 2, 11, tzinfo=UTC),
    "other": None,
}
OUTLETS = {"first": "harbour.example", "copy": "valley.example", "other": None}

Rows = dict[str, list[dict[str, object]]]


def article_id(name: str) -> str:
    return make_id("article", name)


def row(table: Table, **given: object) -> dict[str, object]:
    """A row with the examples of its fields, null where a field may be null."""
    filled = {
        field.name: None
        if field.nullable
        else (SEEN if pa.types.is_timestamp(field.type) else field.example)
        for field in table.fields
    }
    unknown = given.keys() - filled.keys()
    assert not unknown, f"{table.name} has no {unknown}"
    return filled | given


def span(name: str, surface: str, field: str = "text") -> dict[str, object]:
    title, text = TEXTS[name]
    start = ((title or "") if field == "title" else text).index(surface)
    return {
        "article_id": article_id(name),
        "version": 1,
        "field": field,
        "start": start,
        "end": start + len(surface),
    }


def figure(name: str, surface: str, number: str, **given: object) -> dict[str, object]:
    place = span(name, surface)
    number_start = TEXTS[name][1].index(number)
    return row(
        TABLES["figures"],
        **place,
        surface=surface,
        figure_id=make_id("figure", name, number),
        number_start=number_start,
        number_end=number_start + len(number),
        sentence_start=0,
        sentence_end=len(TEXTS[name][1]),
        unit_system="none",
        **given,
    )


def make_rows() -> Rows:
    """The rows of every table that has any."""
    names = list(TEXTS)
    first, copy, other = (article_id(name) for name in names)
    cluster, alone, event = make_id("c", 1), make_id("c", 2), make_id("e", 1)
    claim, claim_2 = make_id("m", 1), make_id("m", 2)
    figure_ids = {name: make_id("figure", name, "2,400") for name in ("first", "copy")}
    figure_ids["other"] = make_id("figure", "other", "2,500")
    water = {"value_low": 2160.0, "value_best": 2400.0, "value_high": 2640.0}
    return {
        "articles": [
            row(
                TABLES["articles"],
                article_id=article_id(name),
                title=TEXTS[name][0],
                outlet_id=OUTLETS[name],
                published_at=DATES[name],
                published_precision="minute" if DATES[name] else None,
                published_method="record" if DATES[name] else None,
            )
            for name in names
        ],
        "article_versions": [
            row(
                TABLES["article_versions"],
                article_id=article_id(name),
                title=title,
                text_sha256=sha256_text(text),
                n_chars=len(text),
                n_words=len(text.split()),
            )
            for name, (title, text) in TEXTS.items()
        ],
        "outlets": [
            row(TABLES["outlets"], outlet_id=outlet)
            for outlet in OUTLETS.values()
            if outlet
        ],
        "blocks": [
            row(TABLES["blocks"], **place, role=role)
            for place, role in [
                (span("first", "Tap water cut off", "title"), "title"),
                (span("copy", "Tap water cut off", "title"), "title"),
                (span("first", LINE), "body"),
                (span("first", "“It is bad,” Ida Marlow said."), "body"),
                (span("copy", LINE), "body"),
                (span("copy", "Subscribe: 3 months for £5"), "promo"),
                (span("other", TEXTS["other"][1]), "body"),
            ]
        ],
        "copy_pairs": [
            row(
                TABLES["copy_pairs"],
                article_a=min(first, copy),
                article_b=max(first, copy),
                copied_from=first,
            )
        ],
        "copy_passages": [
            row(
                TABLES["copy_passages"],
                article_a=min(first, copy),
                article_b=max(first, copy),
                passage=1,
                start_a=0,
                end_a=len(LINE),
                start_b=0,
                end_b=len(LINE),
            )
        ],
        "copy_changes": [
            row(
                TABLES["copy_changes"],
                article_a=min(first, copy),
                article_b=max(first, copy),
                change=1,
                passage=1,
                start_a=LINE.index(" ") + 1,
                end_a=LINE.index(" ") + 4,
                words_a=LINE[LINE.index(" ") + 1 : LINE.index(" ") + 4],
                start_b=LINE.index(" ") + 1,
                end_b=LINE.index(" ") + 4,
                words_b=LINE[LINE.index(" ") + 1 : LINE.index(" ") + 4],
            )
        ],
        "copies": [
            row(
                TABLES["copies"],
                article_id=member,
                cluster_id=cluster_id,
                relation=relation,
                parent_article_id=parent,
                probability=0.9 if parent else None,
                weight=weight,
            )
            for member, cluster_id, relation, parent, weight in [
                (first, cluster, "origin", None, 0.5),
                (copy, cluster, "near_verbatim", first, 0.5),
                (other, alone, "origin", None, 1.0),
            ]
        ],
        "clusters": [
            row(
                TABLES["clusters"],
                cluster_id=cluster,
                origin_article_id=first,
                n_articles=2,
                n_outlets=2,
                first_published_at=DATES["first"],
                last_published_at=DATES["copy"],
                event_id=event,
            ),
            row(
                TABLES["clusters"],
                cluster_id=alone,
                origin_article_id=other,
                n_articles=1,
                n_outlets=0,
                event_id=event,
            ),
        ],
        "cluster_aliases": [
            row(
                TABLES["cluster_aliases"],
                alias_id=make_id("gone"),
                cluster_id=cluster,
            )
        ],
        "merge_refusals": [
            row(
                TABLES["merge_refusals"],
                article_a=first,
                article_b=other,
                cluster_a=cluster,
                cluster_b=alone,
                mean_known_link=0.3,
                threshold=0.4,
            )
        ],
        "events": [
            row(
                TABLES["events"],
                event_id=event,
                n_clusters=2,
                n_articles=3,
                n_outlets=2,
                first_published_at=DATES["first"],
                last_published_at=DATES["copy"],
            )
        ],
        "figures": [
            figure("first", "about 2,400 households", "2,400", **water),
            figure("copy", "about 2,400 households", "2,400", **water),
            figure("other", "Some 2,500 households", "2,500", value_best=2500.0),
            figure(
                "copy",
                "£5",
                "£5",
                kind="money",
                value_best=5.0,
                unit="GBP",
                block_role="promo",
                in_boilerplate=True,
            )
            | {"unit_system": "iso4217"},
        ],
        "number_rejections": [
            row(
                TABLES["number_rejections"],
                **span("copy", "3 months"),
                surface="3 months",
            )
        ],
        "quotes": [
            row(TABLES["quotes"], **span("first", "It is bad,"), quote_id=make_id("q"))
        ],
        "entities": [
            row(
                TABLES["entities"],
                entity_id=make_id("ida"),
                n_mentions=1,
                n_articles=1,
                variants=["Ida Marlow"],
                variant_counts=[1],
            )
        ],
        "entity_mentions": [
            row(
                TABLES["entity_mentions"],
                **span("first", "Ida Marlow"),
                surface="Ida Marlow",
                entity_id=make_id("ida"),
            )
        ],
        "claims": [
            row(
                TABLES["claims"],
                claim_id=claim,
                event_id=event,
                n_mentions=2,
                n_articles=2,
                n_outlets=2,
                n_clusters=1,
                n_primary_sources=1,
                n_independent=1,
                first_reported_at=DATES["first"],
                last_reported_at=DATES["copy"],
            ),
            row(
                TABLES["claims"],
                claim_id=claim_2,
                event_id=event,
                n_mentions=1,
                n_articles=1,
                n_outlets=0,
                n_clusters=1,
                n_primary_sources=1,
                n_independent=1,
            ),
        ],
        "claim_figures": [
            row(TABLES["claim_figures"], claim_id=of, figure_id=figure_ids[name])
            for name, of in [("first", claim), ("copy", claim), ("other", claim_2)]
        ],
        "claim_links": [
            row(
                TABLES["claim_links"],
                claim_id=claim_2,
                other_claim_id=claim,
                link="compares_with",
                figure_id=figure_ids["other"],
                other_figure_id=figure_ids["first"],
            )
        ],
        "claim_lineage": [
            row(
                TABLES["claim_lineage"],
                claim_id=claim,
                step=step,
                figure_id=figure_ids[name],
                **_place(name),
                **source,
            )
            for step, name, source in [
                (1, "first", {"change": "origin"}),
                (
                    2,
                    "copy",
                    {
                        "change": "unchanged",
                        "from_figure_id": figure_ids["first"],
                        "from_article_id": first,
                        "from_start": _place("first")["start"],
                        "from_end": _place("first")["end"],
                    },
                ),
            ]
        ],
        "claim_sources": [
            row(
                TABLES["claim_sources"],
                claim_id=of,
                figure_id=figure_ids[name],
                n_figures=n,
            )
            for of, name, n in [(claim, "first", 2), (claim_2, "other", 1)]
        ],
        "corrections": [row(TABLES["corrections"])],
        "corrected_values": [row(TABLES["corrected_values"], before="a", after="b")],
    }


def _place(name: str) -> dict[str, object]:
    place = span(name, "about 2,400 households")
    return {key: value for key, value in place.items() if key != "version"}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Tables of a build, and the texts they speak of."""

    tables: dict[str, pa.Table]
    texts: pa.Table


@pytest.fixture
def make_row() -> Callable[..., dict[str, object]]:
    """`make_row(table, field=value)`: a row, null where it may be, else the example."""
    return row


@pytest.fixture
def make_world() -> Callable[..., World]:
    """`make_world(change)`: the world, after `change(rows)` has altered its rows."""

    def make(change: Callable[[Rows], object] | None = None) -> World:
        rows = make_rows()
        texts = [
            row(DOCUMENTS)
            | {
                "article_id": article_id(name),
                "version": 1,
                "title": title,
                "text": text,
                "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            }
            for name, (title, text) in TEXTS.items()
        ]
        if change:
            change(rows)
        return World(
            tables={
                name: TABLES[name].from_rows(rows.get(name, [])) for name in CORE_TABLES
            },
            texts=DOCUMENTS.from_rows(texts),
        )

    return make


@pytest.fixture
def broken_checks() -> Callable[..., dict[str, list[tuple[str, str | None]]]]:
    """`broken_checks(world)`: failing rows by check, without Great Expectations.

    `only` names the one check to run, which takes a hundredth of the time.
    """

    def run(
        world: World, only: str | None = None
    ) -> dict[str, list[tuple[str, str | None]]]:
        every = [check for check in all_checks() if only in (None, check.id)]
        assert every, f"there is no check {only}"
        with frames.connection(
            {name: table.empty() for name, table in TABLES.items()} | world.tables,
            texts=world.texts,
            previous=None,
        ) as opened:
            found = {
                check.id: frames.violations(opened, [check], texts=world.texts)
                for check in every
            }
        return {
            name: list(zip(frame["row_id"], frame["value"], strict=True))
            for name, frame in found.items()
            if len(frame)
        }

    return run

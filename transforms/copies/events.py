"""Events: clusters that report one happening."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from transforms.anchors import keep_ids
from transforms.copies.articles import Known, moment
from transforms.copies.assemble import Copies
from transforms.copies.frequencies import idf_table, shipped
from transforms.copies.grouping import group
from transforms.copies.labels import label_event
from transforms.copies.relations import DAY
from transforms.copies.texts import own_texts
from warehouse.schema import copies as schema


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRules:
    """What puts two clusters into one event."""

    likeness: float = 0.25
    """Cosine of all terms from which two undated clusters report one happening: of
    13,000 pairs of unrelated political reports the highest was .26."""
    close_bonus: float = 0.05
    """Added when both were published within a day of each other, as chance likeness is
    rarer there: pairs at .22 are then mostly about one happening."""
    window_days: float = 3.0
    """Days between first publications up to which likeness alone decides: most reports
    of a happening appear within them."""
    horizon_days: float = 14.0
    """Days beyond which two clusters speak against one event. Between window and
    horizon they speak for one where they are much alike, and not at all where they are
    not: a happening that goes on for weeks has other words at its end."""
    later_loss: float = 0.01
    """Cosine that two clusters lose for each day beyond the window."""
    later_names: float = 0.4
    """Share of rare names for pairs beyond the window. With less, politics of a season
    runs into one: of 12,000 articles of two years 100 were of one event, not 76."""
    names: float = 0.15
    """Share of the rare names of one that the other has to hold: two reports of one
    kind of happening share terms, of one happening also names."""
    merge_mean: float = 0.2
    """Mean that the known links of two groups have to reach: a little less than
    ``likeness``, as reports of one happening are not all alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Tables as declared in `warehouse.schema.copies`."""

    events: pa.Table
    clusters: pa.Table
    """Table `clusters` with ``event_id``; null for a cluster that stands alone."""
    anchors: dict[str, str]
    """For each event the article that its id goes by."""
    merged: dict[str, str]
    """For event ids of earlier releases that were merged away the article that tells
    into which."""


def find_events(
    articles: pa.Table,
    *,
    copies: Copies,
    blocks: pa.Table | None = None,
    registry: pa.Table | None = None,
    release_seq: int = 1,
    rules: EventRules = EventRules(),
    frequencies: pa.Table | None = None,
) -> Events:
    """Which clusters report one happening; events have two clusters at least.

    Two clusters belong together when their origins use the same rare terms and names
    and were published within some days of each other; where a date is missing, the
    terms alone have to be as alike as unrelated reports never are.

    Args:
        articles: The articles that ``copies`` were found among.
        copies: What `find_copies` returned for them.
        blocks: Table `blocks`, as passed to `find_copies`.
        registry: Table `registry` of the release before, to keep ids.
        release_seq: Number of the release in the making.
        rules: Thresholds.
        frequencies: Document frequencies, as passed to `find_copies`.
    """
    own = own_texts(articles, blocks)
    known = Known(articles, own)
    clusters = copies.clusters.select(
        ["cluster_id", "origin_article_id", "first_published_at"]
    ).sort_by("origin_article_id")
    origins = clusters["origin_article_id"].combine_chunks()
    a, b, strength = links_between(copies.likeness, clusters, rules)
    groups = group(
        clusters.num_rows,
        a,
        b,
        strength,
        threshold=rules.likeness,
        least_mean=rules.merge_mean,
    )
    members: dict[int, list[int]] = defaultdict(list)
    for cluster, label in enumerate(groups.labels.tolist()):
        members[label].append(cluster)
    several = [members[k] for k in sorted(members) if len(members[k]) > 1]
    cluster_ids = clusters["cluster_id"].to_pylist()
    articles_of: dict[str, list[str]] = defaultdict(list)
    for article, cluster in zip(
        copies.copies["article_id"].to_pylist(),
        copies.copies["cluster_id"].to_pylist(),
        strict=True,
    ):
        articles_of[cluster].append(article)
    document = {article: d for d, article in enumerate(own.article_ids)}
    in_events = [
        [article for c in event for article in articles_of[cluster_ids[c]]]
        for event in several
    ]
    kept = keep_ids(
        "events",
        [
            sorted(found, key=lambda article: known.met_first(document[article]))
            for found in in_events
        ],
        registry=registry,
        release_seq=release_seq,
    )
    table = idf_table(shipped() if frequencies is None else frequencies)
    origin_ids = origins.to_pylist()
    rows: list[dict[str, object]] = []
    event_of: dict[str, str] = {}
    for event_id, event, found in zip(kept.ids, several, in_events, strict=True):
        event_of |= {cluster_ids[c]: event_id for c in event}
        documents = [document[article] for article in found]
        dates = [d for k in documents if (d := known.published[k]) is not None]
        rows.append(
            {
                "event_id": event_id,
                "label": label_event(
                    own, known, [document[origin_ids[c]] for c in event], table
                ),
                "first_published_at": moment(min(dates, default=None)),
                "last_published_at": moment(max(dates, default=None)),
                "n_clusters": len(event),
                "n_articles": len(found),
                "n_outlets": len({known.outlets[k] for k in documents} - {None}),
            }
        )
    place = copies.clusters.column_names.index("event_id")
    filled = copies.clusters.set_column(
        place,
        "event_id",
        pa.array(
            [event_of.get(c) for c in copies.clusters["cluster_id"].to_pylist()],
            pa.string(),
        ),
    )
    return Events(
        events=schema.EVENTS.from_rows(rows),
        clusters=schema.CLUSTERS.conform(filled),
        anchors=dict(zip(kept.ids, kept.anchors, strict=True)),
        merged=kept.merged,
    )


def links_between(
    likeness: pa.Table, clusters: pa.Table, rules: EventRules
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of clusters by number and how strongly each speaks for one event.

    A pair beyond the horizon, or without shared names, speaks against one; one beyond
    the window that is little alike speaks neither way, as reports between the two may
    show that the happening went on.
    """
    origins = clusters["origin_article_id"].combine_chunks()
    a = pc.index_in(likeness["article_a"], value_set=origins)
    b = pc.index_in(likeness["article_b"], value_set=origins)
    both = pc.and_(pc.is_valid(a), pc.is_valid(b)).to_numpy()
    a = pc.fill_null(a, -1).to_numpy()[both].astype(np.int64)
    b = pc.fill_null(b, -1).to_numpy()[both].astype(np.int64)
    published = (
        pc.fill_null(
            clusters["first_published_at"].cast(pa.int64()), np.iinfo(np.int64).min
        )
        .to_numpy()
        .astype(np.int64)
    )
    dated = (published[a] != np.iinfo(np.int64).min) & (
        published[b] != np.iinfo(np.int64).min
    )
    apart = np.where(dated, np.abs(published[a] - published[b]), 0) / DAY
    strength = likeness["tfidf_cosine"].to_numpy()[both].copy()
    names = likeness["names"].to_numpy()[both]
    strength[dated & (apart <= 1)] += rules.close_bonus
    later, never = apart > rules.window_days, apart > rules.horizon_days
    strength[later] -= rules.later_loss * (apart[later] - rules.window_days)
    strength[never | (names < np.where(later, rules.later_names, rules.names))] = 0.0
    strength = np.clip(np.round(strength, 6), 0.0, 1.0)
    said = ~later | never | (strength >= rules.likeness)
    return a[said], b[said], strength[said]

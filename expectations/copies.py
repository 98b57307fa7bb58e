"""Expectations on copies, clusters and events."""

# ruff: noqa: S608 - the SQL is made of constants of this package
from __future__ import annotations

from expectations.model import Check, Measure, row_key
from warehouse.schema.copies import (
    COPY_CHANGES,
    COPY_PAIRS,
    COPY_PASSAGES,
    MERGE_REFUSALS,
)

PAIR_KEY = row_key(COPY_PAIRS, "p")
PASSAGE_KEY = row_key(COPY_PASSAGES, "p")
CHANGE_KEY = row_key(COPY_CHANGES, "p")
REFUSAL_KEY = row_key(MERGE_REFUSALS, "r")
LONGEST_WORDS = 60
"""Characters of a change's words, as `copy_changes` says."""

CHECKS = (
    Check(
        table="copy_pairs",
        name="ordered",
        expects="article_a is before article_b, so that a pair stands here once",
        sql=f"""
            SELECT {PAIR_KEY} AS row_id, NULL AS value
            FROM copy_pairs AS p
            WHERE p.article_a >= p.article_b
        """,
    ),
    Check(
        table="copy_pairs",
        name="copied_from_pair",
        column="copied_from",
        expects="copied_from is one of the two articles",
        sql=f"""
            SELECT {PAIR_KEY} AS row_id, p.copied_from AS value
            FROM copy_pairs AS p
            WHERE p.copied_from NOT IN (p.article_a, p.article_b)
        """,
    ),
    Check(
        table="copy_passages",
        name="of_a_pair",
        expects="a passage belongs to a compared pair",
        sql=f"""
            SELECT {PASSAGE_KEY} AS row_id, NULL AS value
            FROM copy_passages AS p
            ANTI JOIN copy_pairs AS c
                ON c.article_a = p.article_a AND c.article_b = p.article_b
        """,
    ),
    *(
        Check(
            table="copy_passages",
            name=f"inside_text_{side}",
            column=f"end_{side}",
            expects=f"start < end, and the passage ends inside article_{side}",
            sql=f"""
                SELECT
                    {PASSAGE_KEY} AS row_id,
                    concat(p.start_{side}, '-', p.end_{side}, ' of ', l.n_chars)
                        AS value
                FROM copy_passages AS p
                LEFT JOIN field_lengths AS l
                    ON l.article_id = p.article_{side} AND l.is_current
                    AND l.field = p.field_{side}
                WHERE p.start_{side} >= p.end_{side}
                    OR p.end_{side} > coalesce(l.n_chars, 0)
            """,
        )
        for side in ("a", "b")
    ),
    Check(
        table="copy_passages",
        name="words_changed",
        column="n_words_changed",
        expects="no more words changed than the passage has",
        severity="warning",
        sql=f"""
            SELECT
                {PASSAGE_KEY} AS row_id,
                concat(p.n_words_changed, ' of ', p.n_words) AS value
            FROM copy_passages AS p
            WHERE p.n_words_changed > p.n_words
        """,
    ),
    Check(
        table="copy_changes",
        name="of_a_passage",
        column="passage",
        expects="a change lies inside a passage of its pair, on both sides",
        sql=f"""
            SELECT {CHANGE_KEY} AS row_id, concat('passage ', p.passage) AS value
            FROM copy_changes AS p
            ANTI JOIN copy_passages AS x
                ON x.article_a = p.article_a AND x.article_b = p.article_b
                AND x.passage = p.passage
                AND x.start_a < p.start_a AND p.end_a < x.end_a
                AND x.start_b < p.start_b AND p.end_b < x.end_b
        """,
    ),
    *(
        Check(
            table="copy_changes",
            name=f"words_{side}",
            column=f"words_{side}",
            expects=f"the words are those of article_{side} there, in code points",
            by_text=True,
            sql=f"""
                SELECT
                    {CHANGE_KEY} AS row_id,
                    concat(p.start_{side}, '-', p.end_{side}) AS value
                FROM copy_changes AS p
                JOIN field_slice AS x
                    ON x.article_id = p.article_{side} AND x.field = p.field_{side}
                JOIN article_versions AS v
                    ON v.article_id = x.article_id AND v.version = x.version
                    AND v.is_current
                WHERE p.words_{side} = '' OR p.words_{side} <> substr(
                    x.body,
                    p.start_{side} + 1,
                    least(p.end_{side} - p.start_{side}, {LONGEST_WORDS})
                )
            """,
        )
        for side in ("a", "b")
    ),
    Check(
        table="copies",
        name="every_article",
        column="article_id",
        expects="every article has a row",
        over="SELECT count(*) FROM articles",
        sql="""
            SELECT a.article_id AS row_id, NULL AS value
            FROM articles AS a
            ANTI JOIN copies AS c ON c.article_id = a.article_id
        """,
    ),
    Check(
        table="copies",
        name="weight",
        column="weight",
        expects="weight is one over the articles of the cluster",
        sql="""
            SELECT
                c.article_id AS row_id,
                concat(c.weight, ' in a cluster of ', k.n) AS value
            FROM copies AS c
            JOIN (
                SELECT cluster_id, count(*) AS n FROM copies GROUP BY cluster_id
            ) AS k ON k.cluster_id = c.cluster_id
            WHERE abs(c.weight - 1 / k.n) > 1e-6
        """,
    ),
    Check(
        table="copies",
        name="origin_has_no_parent",
        column="parent_article_id",
        expects="an origin has neither parent nor probability, every other has both",
        sql="""
            SELECT
                article_id AS row_id,
                concat_ws(' ', relation, parent_article_id, probability) AS value
            FROM copies
            WHERE (relation = 'origin') <> (parent_article_id IS NULL)
                OR (relation = 'origin') <> (probability IS NULL)
        """,
    ),
    Check(
        table="copies",
        name="parent_in_cluster",
        column="parent_article_id",
        expects="the parent stands in the same cluster",
        sql="""
            SELECT c.article_id AS row_id, c.parent_article_id AS value
            FROM copies AS c
            JOIN copies AS p ON p.article_id = c.parent_article_id
            WHERE p.cluster_id <> c.cluster_id
        """,
    ),
    Check(
        table="copies",
        name="leads_to_origin",
        column="parent_article_id",
        expects="from parent to parent every article leads to an origin",
        sql="""
            WITH RECURSIVE reached AS (
                SELECT article_id FROM copies WHERE parent_article_id IS NULL
                UNION
                SELECT c.article_id
                FROM copies AS c
                JOIN reached AS r ON c.parent_article_id = r.article_id
            )
            SELECT c.article_id AS row_id, c.parent_article_id AS value
            FROM copies AS c
            ANTI JOIN reached AS r ON r.article_id = c.article_id
        """,
    ),
    Check(
        table="clusters",
        name="origin_is_member",
        column="origin_article_id",
        expects="the origin is the one member whose relation is origin",
        sql="""
            SELECT k.cluster_id AS row_id, k.origin_article_id AS value
            FROM clusters AS k
            LEFT JOIN (
                SELECT cluster_id, min(article_id) AS origin, count(*) AS n
                FROM copies
                WHERE relation = 'origin'
                GROUP BY cluster_id
            ) AS c ON c.cluster_id = k.cluster_id
            WHERE c.n IS DISTINCT FROM 1 OR c.origin <> k.origin_article_id
        """,
    ),
    Check(
        table="clusters",
        name="members_counted",
        column="n_articles",
        expects="n_articles and n_outlets count the members, dates span theirs",
        sql="""
            SELECT
                k.cluster_id AS row_id,
                concat(k.n_articles, ' articles, ', k.n_outlets, ' outlets, ',
                    k.first_published_at, ' to ', k.last_published_at, '; has ',
                    coalesce(m.n, 0), ', ', coalesce(m.outlets, 0)) AS value
            FROM clusters AS k
            LEFT JOIN (
                SELECT
                    c.cluster_id,
                    count(*) AS n,
                    count(DISTINCT a.outlet_id) AS outlets,
                    min(a.published_at) AS first,
                    max(a.published_at) AS last
                FROM copies AS c
                JOIN articles AS a ON a.article_id = c.article_id
                GROUP BY c.cluster_id
            ) AS m ON m.cluster_id = k.cluster_id
            WHERE k.n_articles IS DISTINCT FROM coalesce(m.n, 0)
                OR k.n_outlets IS DISTINCT FROM coalesce(m.outlets, 0)
                OR k.first_published_at IS DISTINCT FROM m.first
                OR k.last_published_at IS DISTINCT FROM m.last
        """,
    ),
    Check(
        table="clusters",
        name="size",
        column="n_articles",
        expects="no cluster holds 100 articles and a tenth of all or more",
        # Real stories are reprinted by the thousand, but rarely by a tenth of the
        # press: that is what furniture looks like when it chains articles together.
        severity="warning",
        sql="""
            SELECT cluster_id AS row_id, concat(n_articles, ' articles') AS value
            FROM clusters
            WHERE n_articles >= 100
                AND n_articles >= 0.1 * (SELECT count(*) FROM articles)
        """,
    ),
    Check(
        table="cluster_aliases",
        name="merged_away",
        column="alias_id",
        expects="an id that was merged away is no cluster",
        sql="""
            SELECT x.alias_id AS row_id, x.cluster_id AS value
            FROM cluster_aliases AS x
            JOIN clusters AS k ON k.cluster_id = x.alias_id
        """,
    ),
    Check(
        table="merge_refusals",
        name="too_weak",
        column="mean_known_link",
        expects="the mean known link is below the threshold",
        severity="warning",
        sql=f"""
            SELECT
                {REFUSAL_KEY} AS row_id,
                concat(r.mean_known_link, ' of ', r.threshold) AS value
            FROM merge_refusals AS r
            WHERE r.mean_known_link >= r.threshold
        """,
    ),
    Check(
        table="merge_refusals",
        name="clusters_of_articles",
        column="cluster_a",
        expects="the clusters are those of the two articles, and are two",
        sql=f"""
            SELECT
                {REFUSAL_KEY} AS row_id,
                concat(r.cluster_a, ' ', r.cluster_b) AS value
            FROM merge_refusals AS r
            LEFT JOIN copies AS a ON a.article_id = r.article_a
            LEFT JOIN copies AS b ON b.article_id = r.article_b
            WHERE r.cluster_a = r.cluster_b
                OR a.cluster_id IS DISTINCT FROM r.cluster_a
                OR b.cluster_id IS DISTINCT FROM r.cluster_b
        """,
    ),
    Check(
        table="events",
        name="members_counted",
        column="n_clusters",
        expects="n_clusters, n_articles and n_outlets count the members",
        sql="""
            SELECT
                e.event_id AS row_id,
                concat(e.n_clusters, ' clusters, ', e.n_articles, ' articles, ',
                    e.n_outlets, ' outlets; has ', coalesce(m.clusters, 0), ', ',
                    coalesce(m.articles, 0), ', ', coalesce(m.outlets, 0)) AS value
            FROM events AS e
            LEFT JOIN (
                SELECT
                    k.event_id,
                    count(DISTINCT k.cluster_id) AS clusters,
                    count(*) AS articles,
                    count(DISTINCT a.outlet_id) AS outlets,
                    min(a.published_at) AS first,
                    max(a.published_at) AS last
                FROM clusters AS k
                JOIN copies AS c ON c.cluster_id = k.cluster_id
                JOIN articles AS a ON a.article_id = c.article_id
                GROUP BY k.event_id
            ) AS m ON m.event_id = e.event_id
            WHERE e.n_clusters IS DISTINCT FROM coalesce(m.clusters, 0)
                OR e.n_articles IS DISTINCT FROM coalesce(m.articles, 0)
                OR e.n_outlets IS DISTINCT FROM coalesce(m.outlets, 0)
                OR e.first_published_at IS DISTINCT FROM m.first
                OR e.last_published_at IS DISTINCT FROM m.last
        """,
    ),
)

MEASURES = (
    Measure(
        table="copies",
        name="sum_of_weights",
        expects="weights add up to the number of clusters",
        sql="""
            SELECT round(coalesce(sum(weight), 0) - (SELECT count(*) FROM clusters), 3)
            FROM copies
        """,
        minimum=0,
        maximum=0,
        severity="critical",
    ),
)

"""Expectations on claims, their figures, links, lineage and sources."""

# ruff: noqa: S608 - the SQL is made of constants of this package
from __future__ import annotations

from expectations.model import Check, Measure, row_key
from warehouse.schema.claims import CLAIM_LINEAGE, CLAIM_LINKS, CLAIM_SOURCES

LINK_KEY = row_key(CLAIM_LINKS, "l")
STEP_KEY = row_key(CLAIM_LINEAGE, "l")
SOURCE_KEY = row_key(CLAIM_SOURCES, "s")

CHECKS = (
    Check(
        table="claim_figures",
        name="every_own_figure",
        column="figure_id",
        expects="every figure of a newest version outside furniture is in a claim",
        over="SELECT count(*) FROM figures WHERE is_current AND NOT in_boilerplate",
        sql="""
            SELECT f.figure_id AS row_id, f.kind::VARCHAR AS value
            FROM figures AS f
            ANTI JOIN claim_figures AS c ON c.figure_id = f.figure_id
            WHERE f.is_current AND NOT f.in_boilerplate
        """,
    ),
    Check(
        table="claim_figures",
        name="no_furniture",
        column="figure_id",
        expects="no figure in page furniture is in a claim",
        sql="""
            SELECT c.figure_id AS row_id, f.block_role::VARCHAR AS value
            FROM claim_figures AS c
            JOIN figures AS f ON f.figure_id = c.figure_id
            WHERE f.in_boilerplate
        """,
    ),
    Check(
        table="claim_figures",
        name="newest_version",
        column="figure_id",
        expects="no figure of an older version is in a claim",
        sql="""
            SELECT c.figure_id AS row_id, concat('version ', f.version) AS value
            FROM claim_figures AS c
            JOIN figures AS f ON f.figure_id = c.figure_id
            WHERE NOT f.is_current
        """,
    ),
    Check(
        table="claim_figures",
        name="same_kind",
        column="claim_id",
        expects="a claim and its figures are of one kind, a rate told as a count apart",
        severity="warning",
        sql="""
            SELECT
                c.figure_id AS row_id,
                concat(f.kind, ' in a claim of ', m.kind) AS value
            FROM claim_figures AS c
            JOIN figures AS f ON f.figure_id = c.figure_id
            JOIN claims AS m ON m.claim_id = c.claim_id
            WHERE f.kind <> m.kind AND NOT (f.kind = 'count' AND m.kind = 'ratio')
        """,
    ),
    Check(
        table="claim_figures",
        name="agreement_with_claim",
        column="agreement",
        expects="a figure that conflicts stands in a claim in conflict",
        severity="warning",
        sql="""
            SELECT c.figure_id AS row_id, m.agreement::VARCHAR AS value
            FROM claim_figures AS c
            JOIN claims AS m ON m.claim_id = c.claim_id
            WHERE c.agreement = 'conflict' AND m.agreement <> 'conflict'
        """,
    ),
    Check(
        table="claims",
        name="members_counted",
        column="n_mentions",
        expects="n_mentions, n_articles, n_outlets and n_clusters count the figures",
        sql="""
            SELECT
                m.claim_id AS row_id,
                concat(m.n_mentions, ' figures, ', m.n_articles, ' articles, ',
                    m.n_outlets, ' outlets, ', m.n_clusters, ' clusters; has ',
                    coalesce(x.figures, 0), ', ', coalesce(x.articles, 0), ', ',
                    coalesce(x.outlets, 0), ', ', coalesce(x.clusters, 0)) AS value
            FROM claims AS m
            LEFT JOIN (
                SELECT
                    claim_id,
                    count(*) AS figures,
                    count(DISTINCT article_id) AS articles,
                    count(DISTINCT outlet_id) AS outlets,
                    count(DISTINCT cluster_id) AS clusters
                FROM claim_members
                GROUP BY claim_id
            ) AS x ON x.claim_id = m.claim_id
            WHERE m.n_mentions IS DISTINCT FROM coalesce(x.figures, 0)
                OR m.n_articles IS DISTINCT FROM coalesce(x.articles, 0)
                OR m.n_outlets IS DISTINCT FROM coalesce(x.outlets, 0)
                OR m.n_clusters IS DISTINCT FROM coalesce(x.clusters, 0)
        """,
    ),
    Check(
        table="claims",
        name="dates_of_members",
        column="first_reported_at",
        expects="first and last reported are those of the articles",
        sql="""
            SELECT
                m.claim_id AS row_id,
                concat(m.first_reported_at, ' to ', m.last_reported_at) AS value
            FROM claims AS m
            JOIN (
                SELECT
                    claim_id,
                    min(published_at) AS first,
                    max(published_at) AS last
                FROM claim_members
                GROUP BY claim_id
            ) AS x ON x.claim_id = m.claim_id
            WHERE m.first_reported_at IS DISTINCT FROM x.first
                OR m.last_reported_at IS DISTINCT FROM x.last
        """,
    ),
    Check(
        table="claims",
        name="independent_within_clusters",
        column="n_independent",
        expects="n_independent is at most n_clusters",
        sql="""
            SELECT
                claim_id AS row_id,
                concat(n_independent, ' of ', n_clusters, ' clusters') AS value
            FROM claims
            WHERE n_independent > n_clusters
        """,
    ),
    Check(
        table="claims",
        name="sources_within_mentions",
        column="n_primary_sources",
        expects="n_primary_sources is at most n_mentions",
        severity="warning",
        sql="""
            SELECT
                claim_id AS row_id,
                concat(n_primary_sources, ' of ', n_mentions, ' mentions') AS value
            FROM claims
            WHERE n_primary_sources > n_mentions
        """,
    ),
    Check(
        table="claims",
        name="independent_within_sources",
        column="n_independent",
        expects="n_independent is at most n_primary_sources",
        severity="warning",
        sql="""
            SELECT
                claim_id AS row_id,
                concat(n_independent, ' of ', n_primary_sources, ' sources') AS value
            FROM claims
            WHERE n_independent > n_primary_sources
        """,
    ),
    Check(
        table="claims",
        name="sources_counted",
        column="n_primary_sources",
        expects="n_primary_sources counts the originators in claim_sources",
        sql="""
            SELECT
                m.claim_id AS row_id,
                concat(m.n_primary_sources, '; has ', coalesce(s.n, 0)) AS value
            FROM claims AS m
            LEFT JOIN (
                SELECT claim_id, count(*) AS n FROM claim_sources GROUP BY claim_id
            ) AS s ON s.claim_id = m.claim_id
            WHERE m.n_primary_sources IS DISTINCT FROM coalesce(s.n, 0)
        """,
    ),
    Check(
        table="claims",
        name="bounds_in_order",
        column="best",
        expects="low <= best <= high",
        sql="""
            SELECT claim_id AS row_id, concat_ws(' ', low, best, high) AS value
            FROM claims
            WHERE low > best OR best > high OR low > high
        """,
    ),
    Check(
        table="claims",
        name="one_cluster_or_event",
        column="event_id",
        expects=(
            "figures of a claim stand in one cluster, in its event, or in texts that "
            "share a passage"
        ),
        severity="warning",
        sql="""
            WITH placed AS (
                SELECT x.claim_id, x.article_id, m.event_id AS claim_event,
                    k.event_id, coalesce(k.event_id, k.cluster_id) AS happening
                FROM claim_members AS x
                JOIN clusters AS k ON k.cluster_id = x.cluster_id
                JOIN claims AS m ON m.claim_id = x.claim_id
            ),
            spread AS (
                SELECT * FROM placed
                QUALIFY count(DISTINCT happening) OVER (PARTITION BY claim_id) > 1
            ),
            linked AS (
                SELECT DISTINCT a.claim_id,
                    unnest([a.happening, b.happening]) AS happening
                FROM spread AS a
                JOIN spread AS b
                    ON b.claim_id = a.claim_id AND b.happening <> a.happening
                JOIN copy_passages AS p
                    ON p.article_a = a.article_id AND p.article_b = b.article_id
            )
            SELECT
                s.claim_id AS row_id,
                concat(count(DISTINCT s.happening), ' happenings apart') AS value
            FROM spread AS s
            ANTI JOIN linked AS l
                ON l.claim_id = s.claim_id AND l.happening = s.happening
            GROUP BY s.claim_id
            UNION ALL
            SELECT claim_id, 'names another event'
            FROM placed
            WHERE claim_event IS NOT NULL
            GROUP BY claim_id, claim_event
            HAVING NOT bool_or(event_id IS NOT DISTINCT FROM claim_event)
        """,
    ),
    Check(
        table="claim_links",
        name="two_claims",
        column="other_claim_id",
        expects="a link joins two claims",
        sql=f"""
            SELECT {LINK_KEY} AS row_id, l.link::VARCHAR AS value
            FROM claim_links AS l
            WHERE l.claim_id = l.other_claim_id
        """,
    ),
    Check(
        table="claim_links",
        name="figures_of_claims",
        column="figure_id",
        expects="the figures that show a link stand in its claims",
        sql=f"""
            SELECT
                {LINK_KEY} AS row_id,
                concat(l.figure_id, ' ', l.other_figure_id) AS value
            FROM claim_links AS l
            LEFT JOIN claim_figures AS a ON a.figure_id = l.figure_id
            LEFT JOIN claim_figures AS b ON b.figure_id = l.other_figure_id
            WHERE a.claim_id IS DISTINCT FROM l.claim_id
                OR b.claim_id IS DISTINCT FROM l.other_claim_id
        """,
    ),
    Check(
        table="claim_lineage",
        name="place_of_figure",
        column="start",
        expects="article, field and offsets of a step are those of its figure",
        sql=f"""
            SELECT {STEP_KEY} AS row_id, l.figure_id AS value
            FROM claim_lineage AS l
            JOIN figures AS f ON f.figure_id = l.figure_id
            WHERE (l.article_id, l.field, l.start, l."end")
                IS DISTINCT FROM (f.article_id, f.field, f.start, f."end")
        """,
    ),
    Check(
        table="claim_lineage",
        name="place_of_source",
        column="from_start",
        expects="article and offsets that a step comes from are those of that figure",
        sql=f"""
            SELECT {STEP_KEY} AS row_id, l.from_figure_id AS value
            FROM claim_lineage AS l
            JOIN figures AS f ON f.figure_id = l.from_figure_id
            WHERE (l.from_article_id, l.from_start, l.from_end)
                IS DISTINCT FROM (f.article_id, f.start, f."end")
        """,
    ),
    Check(
        table="claim_lineage",
        name="figure_of_claim",
        column="figure_id",
        expects="the figure of a step is one of the claim's, and so is its source",
        sql=f"""
            SELECT
                {STEP_KEY} AS row_id,
                concat_ws(' ', l.figure_id, l.from_figure_id) AS value
            FROM claim_lineage AS l
            LEFT JOIN claim_figures AS c ON c.figure_id = l.figure_id
            LEFT JOIN claim_figures AS p ON p.figure_id = l.from_figure_id
            WHERE c.claim_id IS DISTINCT FROM l.claim_id
                OR (l.from_figure_id IS NOT NULL
                    AND p.claim_id IS DISTINCT FROM l.claim_id)
        """,
    ),
    Check(
        table="claim_lineage",
        name="steps_in_order",
        column="step",
        expects="steps of a claim count from 1 without a gap",
        sql="""
            SELECT
                claim_id AS row_id,
                concat(count(*), ' steps from ', min(step), ' to ', max(step)) AS value
            FROM claim_lineage
            GROUP BY claim_id
            HAVING min(step) <> 1 OR max(step) <> count(*)
        """,
    ),
    Check(
        table="claim_lineage",
        name="origin_has_no_source",
        column="change",
        expects="an origin comes from no other figure, every other step from one",
        severity="warning",
        sql=f"""
            SELECT {STEP_KEY} AS row_id, l.change::VARCHAR AS value
            FROM claim_lineage AS l
            WHERE (l.change = 'origin') <> (l.from_figure_id IS NULL)
        """,
    ),
    Check(
        table="claim_sources",
        name="figure_of_claim",
        column="figure_id",
        expects="the figure that shows an originator is one of the claim's",
        sql=f"""
            SELECT {SOURCE_KEY} AS row_id, s.figure_id AS value
            FROM claim_sources AS s
            LEFT JOIN claim_figures AS c ON c.figure_id = s.figure_id
            WHERE c.claim_id IS DISTINCT FROM s.claim_id
        """,
    ),
    Check(
        table="claim_sources",
        name="figures_shared_out",
        column="n_figures",
        expects="the figures of a claim's originators add up to its figures",
        severity="warning",
        sql="""
            SELECT
                s.claim_id AS row_id,
                concat(sum(s.n_figures), ' of ', any_value(m.n_mentions)) AS value
            FROM claim_sources AS s
            JOIN claims AS m ON m.claim_id = s.claim_id
            GROUP BY s.claim_id
            HAVING sum(s.n_figures) <> any_value(m.n_mentions)
        """,
    ),
)

MEASURES = (
    Measure(
        table="claims",
        name="share_in_conflict",
        expects="at most a quarter of the claims with several figures are in conflict",
        # More than that, and things are joined that are not one.
        sql="""
            SELECT CASE WHEN count(*) >= 20 THEN
                round(count(*) FILTER (WHERE agreement = 'conflict') / count(*), 6) END
            FROM claims
            WHERE n_mentions > 1
        """,
        maximum=0.25,
    ),
)

"""Expectations on what was taken in: articles, versions, outlets, blocks, rejects."""

# ruff: noqa: S608 - the SQL is made of constants of this package
from __future__ import annotations

from expectations.model import Check, Measure, row_key
from warehouse.schema.documents import ARTICLE_VERSIONS, BLOCKS

VERSION_KEY = row_key(ARTICLE_VERSIONS, "v")
BLOCK_KEY = row_key(BLOCKS, "b")

CHECKS = (
    Check(
        table="articles",
        name="published_before_retrieved",
        column="published_at",
        expects="published_at is at most a day after the article was first retrieved",
        # A day, since dates come without a zone and may be a calendar day ahead.
        # A warning, since a wrong date in one input is no reason to hold back the rest.
        severity="warning",
        sql="""
            SELECT article_id AS row_id, published_at::VARCHAR AS value
            FROM articles
            WHERE published_at > first_retrieved_at + INTERVAL 1 DAY
        """,
    ),
    Check(
        table="articles",
        name="published_at_zero",
        column="published_at",
        expects="published_at is not the zero of Unix time, which stands for no date",
        severity="warning",
        sql="""
            SELECT article_id AS row_id, published_at::VARCHAR AS value
            FROM articles
            WHERE published_at = TIMESTAMP '1970-01-01'
        """,
    ),
    Check(
        table="articles",
        name="retrieved_in_order",
        column="last_retrieved_at",
        expects="first_retrieved_at is not after last_retrieved_at",
        sql="""
            SELECT
                article_id AS row_id,
                concat(first_retrieved_at, ' > ', last_retrieved_at) AS value
            FROM articles
            WHERE first_retrieved_at > last_retrieved_at
        """,
    ),
    Check(
        table="articles",
        name="versions_counted",
        column="n_versions",
        expects="n_versions counts its versions and current_version is the newest",
        sql="""
            SELECT
                a.article_id AS row_id,
                concat(a.n_versions, ' versions, current ', a.current_version, '; has ',
                    coalesce(v.n, 0), ', newest ', v.newest) AS value
            FROM articles AS a
            LEFT JOIN (
                SELECT article_id, count(*) AS n, max(version) AS newest
                FROM article_versions
                GROUP BY article_id
            ) AS v ON v.article_id = a.article_id
            WHERE (a.n_versions, a.current_version)
                IS DISTINCT FROM (coalesce(v.n, 0), v.newest)
        """,
    ),
    Check(
        table="articles",
        name="date_has_precision",
        column="published_precision",
        expects="precision and method are given with published_at and only then",
        severity="warning",
        sql="""
            SELECT
                article_id AS row_id,
                concat_ws(' ', published_at, published_precision, published_method)
                    AS value
            FROM articles
            WHERE (published_at IS NULL) <> (published_precision IS NULL)
                OR (published_at IS NULL) <> (published_method IS NULL)
        """,
    ),
    Check(
        table="articles",
        name="language_code",
        column="language",
        expects="language is a code of two or three letters",
        severity="warning",
        sql="""
            SELECT article_id AS row_id, language AS value
            FROM articles
            WHERE NOT regexp_full_match(language, '[a-z]{2,3}')
        """,
    ),
    Check(
        table="article_versions",
        name="one_current",
        column="is_current",
        expects="one version of each article is current, the one the article names",
        sql="""
            SELECT
                a.article_id AS row_id,
                concat(count(v.version), ' current, article says ',
                    any_value(a.current_version)) AS value
            FROM articles AS a
            LEFT JOIN article_versions AS v
                ON v.article_id = a.article_id AND v.is_current
            GROUP BY a.article_id
            HAVING count(v.version) <> 1
                OR any_value(v.version) <> any_value(a.current_version)
        """,
    ),
    Check(
        table="article_versions",
        name="text_kept",
        expects="the text of every version is in the home folder",
        sql=f"""
            SELECT {VERSION_KEY} AS row_id, NULL AS value
            FROM article_versions AS v
            ANTI JOIN text_keys AS t
                ON t.article_id = v.article_id AND t.version = v.version
        """,
    ),
    Check(
        table="article_versions",
        name="text_hash",
        column="text_sha256",
        expects="text_sha256, n_chars and title are those of the text kept",
        by_text=True,
        sql=f"""
            SELECT
                {VERSION_KEY} AS row_id,
                CASE
                    WHEN v.text_sha256 <> sha256(t.text) THEN 'hash of another text'
                    WHEN v.n_chars <> length(t.text)
                        THEN concat(v.n_chars, ' characters, has ', length(t.text))
                    ELSE 'another title'
                END AS value
            FROM article_versions AS v
            JOIN text_slice AS t
                ON t.article_id = v.article_id AND t.version = v.version
            WHERE v.text_sha256 <> sha256(t.text)
                OR v.n_chars <> length(t.text)
                OR v.title IS DISTINCT FROM t.title
        """,
    ),
    Check(
        table="blocks",
        name="inside_text",
        column="end",
        expects="start < end, and the block ends inside its text",
        sql=f"""
            SELECT
                {BLOCK_KEY} AS row_id,
                concat(b.start, '-', b."end", ' of ', l.n_chars) AS value
            FROM blocks AS b
            LEFT JOIN field_lengths AS l
                ON l.article_id = b.article_id AND l.version = b.version
                AND l.field = b.field
            WHERE b.start >= b."end" OR b."end" > coalesce(l.n_chars, 0)
        """,
    ),
    Check(
        table="blocks",
        name="no_overlap",
        column="start",
        expects="blocks of a text do not overlap",
        sql=f"""
            SELECT {BLOCK_KEY} AS row_id, concat(b.start, ' < ', b.before) AS value
            FROM (
                SELECT *, lag("end") OVER (
                    PARTITION BY article_id, version, field ORDER BY start
                ) AS before
                FROM blocks
            ) AS b
            WHERE b.start < b.before
        """,
    ),
    Check(
        table="blocks",
        name="cover_text",
        expects="blocks leave out nothing of a text but white space",
        by_text=True,
        severity="warning",
        over="SELECT 2 * count(*) FROM article_versions",
        # Every gap between the end of one block and the start of the next; the text's
        # own end counts as a start, so that texts without blocks are one gap.
        sql=r"""
            WITH edges AS (
                SELECT b.article_id, b.version, b.field, b.start, b."end"
                FROM blocks AS b
                SEMI JOIN text_slice AS t
                    ON t.article_id = b.article_id AND t.version = b.version
                UNION ALL
                SELECT article_id, version, field, length(body), length(body)
                FROM field_slice
            ), gaps AS (
                SELECT article_id, version, field, start, lag("end", 1, 0) OVER (
                    PARTITION BY article_id, version, field ORDER BY start, "end"
                ) AS before
                FROM edges
            )
            SELECT
                concat_ws('|', g.article_id, g.version, g.field, g.before) AS row_id,
                concat(g.before, '-', g.start, ' is in no block') AS value
            FROM gaps AS g
            JOIN field_slice AS t
                ON t.article_id = g.article_id AND t.version = g.version
                AND t.field = g.field
            WHERE g.before < g.start
                AND regexp_matches(
                    substr(t.body, g.before + 1, g.start - g.before),
                    '[^\s\p{Z}\x{0b}\x{1c}-\x{1f}\x{85}\x{200b}\x{feff}]'
                )
        """,
    ),
    Check(
        table="blocks",
        name="nothing_said_recurs",
        column="rule",
        expects="no block that was found because it recurs holds what somebody counted",
        # The words of the rule and of the stage that finds speakers are not the same,
        # so this is where a minister's paragraph that recurs would show.
        severity="warning",
        sql=f"""
            SELECT {BLOCK_KEY} AS row_id, any_value(f.surface) AS value
            FROM blocks AS b
            JOIN figures AS f
                ON f.article_id = b.article_id AND f.version = b.version
                AND f.field = b.field
                AND f.start >= b.start AND f."end" <= b."end"
            WHERE b.rule LIKE 'recurring%' AND f.speaker IS NOT NULL
            GROUP BY ALL
        """,
    ),
    Check(
        table="outlets",
        name="has_articles",
        expects="every outlet published an article of this release",
        severity="warning",
        sql="""
            SELECT o.outlet_id AS row_id, o.name AS value
            FROM outlets AS o
            ANTI JOIN articles AS a ON a.outlet_id = o.outlet_id
        """,
    ),
)

MEASURES = (
    Measure(
        table="rejects",
        name="share",
        expects="at most a fifth of the input is refused",
        # Ten: with fewer, one broken file is already a fifth.
        sql="""
            SELECT CASE WHEN r.n + a.n >= 10 THEN round(r.n / (r.n + a.n), 6) END
            FROM (SELECT count(*) AS n FROM rejects) AS r,
                (SELECT count(*) AS n FROM articles) AS a
        """,
        maximum=0.2,
    ),
    Measure(
        table="blocks",
        name="share_own",
        expects="at least half of what is in the texts is title and body",
        # Ten: a page of nothing but links is one of a few at times.
        sql="""
            SELECT CASE WHEN count(DISTINCT b.article_id) >= 10
                THEN round(sum(b."end" - b.start)
                    FILTER (WHERE b.role IN ('title', 'body'))
                    / sum(b."end" - b.start), 6) END
            FROM blocks AS b
            WHERE b.field = 'text'
        """,
        minimum=0.5,
    ),
    Measure(
        table="articles",
        name="share_dated",
        expects="at least half of the articles have a publication time",
        sql="""
            SELECT CASE WHEN count(*) >= 10
                THEN round(count(published_at) / count(*), 6) END
            FROM articles
        """,
        minimum=0.5,
    ),
)

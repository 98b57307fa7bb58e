"""Expectations on what a text says: figures, rejected numbers, quotes, entities."""

# ruff: noqa: S608 - the SQL is made of constants of this package
from __future__ import annotations

from babel.numbers import list_currencies

from expectations.model import Check, Measure, row_key
from warehouse.schema.figures import FIGURES, NUMBER_REJECTIONS

CURRENCIES = ", ".join(f"'{code}'" for code in sorted(list_currencies()))
"""ISO 4217 codes, past ones too: articles speak of Deutschmarks."""

FIGURE_KEY = row_key(FIGURES, "t")
REJECTION_KEY = row_key(NUMBER_REJECTIONS, "t")

ENTITIES_COUNTED = """
    SELECT
        e.entity_id AS row_id,
        concat(e.n_mentions, ' mentions in ', e.n_articles, '; has ',
            coalesce(m.n, 0), ' in ', coalesce(m.articles, 0)) AS value
    FROM entities AS e
    LEFT JOIN (
        SELECT
            entity_id,
            count(*) AS n,
            count(DISTINCT article_id) AS articles
        FROM entity_mentions
        GROUP BY entity_id
    ) AS m ON m.entity_id = e.entity_id
    WHERE e.n_mentions IS DISTINCT FROM coalesce(m.n, 0)
        OR e.n_articles IS DISTINCT FROM coalesce(m.articles, 0)
"""


def figures(
    name: str,
    expects: str,
    where: str,
    *,
    value: str,
    column: str | None = None,
    warning: bool = False,
) -> Check:
    """A check on single rows of `figures`."""
    return Check(
        table="figures",
        name=name,
        column=column,
        expects=expects,
        severity="warning" if warning else "critical",
        sql=f"SELECT {FIGURE_KEY} AS row_id, {value} AS value "
        f"FROM figures AS t WHERE {where}",
    )


CHECKS = (
    figures(
        "number_inside_figure",
        "the number stands inside the figure and is not empty",
        "t.number_start >= t.number_end OR t.number_start < t.start"
        ' OR t.number_end > t."end"',
        column="number_start",
        value="""concat(t.number_start, '-', t.number_end, ' in ', t.start, '-',
            t."end")""",
    ),
    figures(
        "figure_inside_sentence",
        "the figure stands inside its sentence",
        't.start < t.sentence_start OR t."end" > t.sentence_end',
        column="sentence_start",
        value="""concat(t.start, '-', t."end", ' in ', t.sentence_start, '-',
            t.sentence_end)""",
        warning=True,
    ),
    figures(
        "bounds_in_order",
        "low <= best <= high",
        "t.value_low > t.value_best OR t.value_best > t.value_high"
        " OR t.value_low > t.value_high",
        column="value_best",
        value="concat_ws(' ', t.value_low, t.value_best, t.value_high)",
    ),
    figures(
        "has_value",
        "a figure has a value or a bound",
        "coalesce(t.value_low, t.value_best, t.value_high) IS NULL",
        column="value_best",
        value="t.kind::VARCHAR",
        warning=True,
    ),
    figures(
        "currency_code",
        "the unit of an amount of money is an ISO 4217 code",
        f"t.unit_system = 'iso4217' AND coalesce(t.unit, '') NOT IN ({CURRENCIES})",
        column="unit",
        value="t.unit",
        warning=True,
    ),
    figures(
        "unit_of_system",
        "the unit fits its system: % in percent, pp in percentage_point, x in times, "
        "none in none",
        """CASE t.unit_system
            WHEN 'percent' THEN t.unit IS DISTINCT FROM '%'
            WHEN 'percentage_point' THEN t.unit IS DISTINCT FROM 'pp'
            WHEN 'times' THEN t.unit IS DISTINCT FROM 'x'
            WHEN 'ucum' THEN t.unit IS NULL
            WHEN 'none' THEN t.unit IS NOT NULL
            ELSE false
        END""",
        column="unit",
        value="concat_ws(' ', t.unit_system, t.unit)",
        warning=True,
    ),
    figures(
        "percent_range",
        "a percentage is at most 1000",
        "t.unit_system IN ('percent', 'percentage_point')"
        " AND greatest(abs(t.value_low), abs(t.value_best), abs(t.value_high)) > 1000",
        column="value_best",
        value="t.value_best::VARCHAR",
        warning=True,
    ),
    figures(
        "count_not_negative",
        "a count, rank, age or duration is not negative",
        "t.kind IN ('count', 'rank', 'age', 'duration')"
        " AND least(t.value_low, t.value_best, t.value_high) < 0",
        column="value_low",
        value="concat_ws(' ', t.kind, t.value_low, t.value_best)",
        warning=True,
    ),
    figures(
        "ratio_has_terms",
        "a ratio's numerator over its denominator is its value",
        "t.kind = 'ratio' AND t.denominator IS NOT NULL AND (t.denominator = 0"
        " OR abs(t.numerator / t.denominator - t.value_best)"
        " > 1e-6 * greatest(1, abs(t.value_best)))",
        column="denominator",
        value="concat_ws(' ', t.numerator, '/', t.denominator, '=', t.value_best)",
        warning=True,
    ),
    figures(
        "reference_in_order",
        "reference_start is not after reference_end",
        "t.reference_start > t.reference_end",
        column="reference_start",
        value="concat(t.reference_start, ' > ', t.reference_end)",
    ),
    figures(
        "speaker_has_rule",
        "a speaker has a rule that found it, and only a speaker has one",
        "(t.speaker IS NULL AND t.speaker_canonical IS NULL)"
        " <> (t.speaker_rule IS NULL)",
        column="speaker_rule",
        value="t.speaker_rule::VARCHAR",
        warning=True,
    ),
    Check(
        table="figures",
        name="change_in_article",
        column="change_of",
        expects="a change and what it is a change of stand in one text",
        severity="warning",
        sql="""
            SELECT t.figure_id AS row_id, t.change_of AS value
            FROM figures AS t
            JOIN figures AS o ON o.figure_id = t.change_of
            WHERE o.figure_id = t.figure_id OR o.article_id <> t.article_id
                OR o.version <> t.version
        """,
    ),
    Check(
        table="figures",
        name="no_overlap",
        column="number_start",
        expects="numbers of figures do not overlap",
        severity="warning",
        sql="""
            SELECT
                figure_id AS row_id,
                concat(number_start, ' < ', before) AS value
            FROM (
                SELECT figure_id, number_start, max(number_end) OVER (
                    PARTITION BY article_id, version, field
                    ORDER BY number_start, number_end, figure_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) AS before
                FROM figures
            )
            WHERE number_start < before
        """,
    ),
    Check(
        table="figures",
        name="english_only",
        expects="articles whose figures were skipped have none",
        severity="warning",
        sql="""
            SELECT t.figure_id AS row_id, a.figures_skipped AS value
            FROM figures AS t
            JOIN articles AS a ON a.article_id = t.article_id
            WHERE a.figures_skipped IS NOT NULL
        """,
    ),
    Check(
        table="number_rejections",
        name="no_figure",
        column="start",
        expects="a rejected number is no figure's number",
        severity="warning",
        sql=f"""
            SELECT
                {REJECTION_KEY} AS row_id,
                concat('figure at ', f.number_start, '-', f.number_end) AS value
            FROM number_rejections AS t
            JOIN figures AS f
                ON f.article_id = t.article_id AND f.version = t.version
                AND f.field = t.field
            WHERE t.start < f.number_end AND f.number_start < t."end"
        """,
    ),
    Check(
        table="quotes",
        name="continues_earlier",
        column="continues",
        expects="a paragraph continues an earlier quotation of the same text",
        severity="warning",
        sql="""
            SELECT t.quote_id AS row_id, t.continues AS value
            FROM quotes AS t
            JOIN quotes AS o ON o.quote_id = t.continues
            WHERE o.article_id <> t.article_id OR o.version <> t.version
                OR o.field <> t.field OR o.start >= t.start
        """,
    ),
    Check(
        table="quotes",
        name="continued_kind",
        column="kind",
        expects="what continues a quotation is of kind continued",
        severity="warning",
        sql="""
            SELECT quote_id AS row_id, kind::VARCHAR AS value
            FROM quotes
            WHERE (kind = 'continued') <> (continues IS NOT NULL)
        """,
    ),
    Check(
        table="entities",
        name="members_counted",
        column="n_mentions",
        expects="n_mentions and n_articles count the mentions",
        sql=ENTITIES_COUNTED,
    ),
    Check(
        table="entities",
        name="variants_counted",
        column="variant_counts",
        expects="every variant has a count, and the counts add up to n_mentions",
        sql="""
            SELECT
                entity_id AS row_id,
                concat(len(variants), ' variants, ', len(variant_counts),
                    ' counts, sum ', list_sum(variant_counts), ' of ', n_mentions)
                    AS value
            FROM entities
            WHERE len(variants) <> len(variant_counts)
                OR list_sum(variant_counts) IS DISTINCT FROM n_mentions
        """,
    ),
)

MEASURES = (
    Measure(
        table="figures",
        name="share_of_articles",
        expects="at least a fifth of the English articles have a figure of their own",
        # News without a number is rare; far below this the extractor is broken.
        sql="""
            SELECT CASE WHEN count(*) >= 20
                THEN round(count(f.article_id) / count(*), 6) END
            FROM articles AS a
            LEFT JOIN (
                SELECT DISTINCT article_id
                FROM figures
                WHERE is_current AND NOT in_boilerplate
            ) AS f ON f.article_id = a.article_id
            WHERE a.figures_skipped IS NULL
        """,
        minimum=0.2,
    ),
    Measure(
        table="figures",
        name="share_in_furniture",
        expects="at most half of the figures stand in page furniture",
        sql="""
            SELECT CASE WHEN count(*) >= 20
                THEN round(count(*) FILTER (WHERE in_boilerplate) / count(*), 6) END
            FROM figures
            WHERE is_current
        """,
        maximum=0.5,
    ),
)

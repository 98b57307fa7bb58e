-- Views of a release. Each joins what a reader would otherwise join by hand, and
-- each has a comment, from which the codebook lists it.
--
-- Plain SQL of DuckDB 1.2 and later; no extension is needed. Every view is ordered
-- to the end where its order means something.

CREATE VIEW article_list AS
SELECT
    a.article_id,
    a.title,
    a.outlet_id,
    o.name AS outlet,
    a.published_at,
    a.url,
    a.language,
    v.n_words,
    c.cluster_id,
    c.relation,
    c.parent_article_id,
    c.weight,
    k.n_articles AS articles_in_cluster,
    k.event_id,
    coalesce(f.n_figures, 0) AS n_figures
FROM articles AS a
LEFT JOIN outlets AS o ON o.outlet_id = a.outlet_id
LEFT JOIN article_versions AS v
    ON v.article_id = a.article_id AND v.version = a.current_version
LEFT JOIN copies AS c ON c.article_id = a.article_id
LEFT JOIN clusters AS k ON k.cluster_id = c.cluster_id
LEFT JOIN (
    SELECT article_id, count(*) AS n_figures
    FROM figures
    WHERE is_current AND NOT in_boilerplate
    GROUP BY article_id
) AS f ON f.article_id = a.article_id;
COMMENT ON VIEW article_list IS 'Every article with its outlet, its place among the copies and how many figures of its own it has. Sum `weight` in place of counting rows to count texts once.';

CREATE VIEW unique_articles AS
SELECT
    k.cluster_id,
    k.origin_article_id AS article_id,
    a.title,
    a.outlet,
    a.published_at,
    a.url,
    a.n_words,
    k.origin_rule,
    k.n_articles,
    k.n_outlets,
    k.first_published_at,
    k.last_published_at,
    k.event_id,
    a.n_figures
FROM clusters AS k
JOIN article_list AS a ON a.article_id = k.origin_article_id;
COMMENT ON VIEW unique_articles IS 'One row per text that circulates: the article taken for its origin, and how far it went.';

CREATE VIEW copies_with_titles AS
SELECT
    c.cluster_id,
    c.relation,
    c.probability,
    c.article_id,
    a.title,
    a.outlet,
    a.published_at,
    a.url,
    c.parent_article_id,
    c.parent_rule,
    p.title AS parent_title,
    p.outlet AS parent_outlet,
    p.published_at AS parent_published_at,
    date_diff('minute', p.published_at, a.published_at) AS minutes_after_parent
FROM copies AS c
JOIN article_list AS a ON a.article_id = c.article_id
JOIN article_list AS p ON p.article_id = c.parent_article_id;
COMMENT ON VIEW copies_with_titles IS 'Every copy beside the article it was copied from, and what tells that it was.';

CREATE VIEW copied_passages AS
-- A pair stands once, its articles in the order of their ids: turned to copy and parent.
SELECT
    c.cluster_id,
    c.article_id,
    c.parent_article_id,
    c.relation,
    c.parent_rule,
    p.passage,
    CASE WHEN p.article_a = c.article_id THEN p.field_a ELSE p.field_b END AS field,
    CASE WHEN p.article_a = c.article_id THEN p.start_a ELSE p.start_b END AS "start",
    CASE WHEN p.article_a = c.article_id THEN p.end_a ELSE p.end_b END AS "end",
    CASE WHEN p.article_a = c.article_id THEN p.field_b ELSE p.field_a END AS parent_field,
    CASE WHEN p.article_a = c.article_id THEN p.start_b ELSE p.start_a END AS parent_start,
    CASE WHEN p.article_a = c.article_id THEN p.end_b ELSE p.end_a END AS parent_end,
    p.n_words,
    p.n_words_changed
FROM copies AS c
JOIN copy_passages AS p
    ON p.article_a = least(c.article_id, c.parent_article_id)
    AND p.article_b = greatest(c.article_id, c.parent_article_id);
COMMENT ON VIEW copied_passages IS 'The passages that every copy shares with the article it was copied from, with offsets on both sides.';

CREATE VIEW own_figures AS
SELECT
    f.figure_id,
    f.surface,
    f.kind,
    f.value_low,
    f.value_best,
    f.value_high,
    f.unit,
    f.approximator,
    f.concept,
    f.concept_head,
    f.speaker_canonical,
    f.quoted,
    f.modality,
    f.change_direction,
    f.reference_text,
    f.reference_start,
    f.reference_end,
    f.confidence,
    f.article_id,
    a.title,
    a.outlet_id,
    a.outlet,
    a.published_at,
    a.url,
    a.cluster_id,
    a.relation AS article_relation,
    a.weight,
    a.event_id,
    cf.claim_id,
    m.n_independent,
    m.agreement AS claim_agreement,
    f.field,
    f.start,
    f."end",
    f.snippet
FROM figures AS f
JOIN article_list AS a ON a.article_id = f.article_id
LEFT JOIN claim_figures AS cf ON cf.figure_id = f.figure_id
LEFT JOIN claims AS m ON m.claim_id = cf.claim_id
WHERE f.is_current AND NOT f.in_boilerplate;
COMMENT ON VIEW own_figures IS 'Figures of the newest version of each article, page furniture left out, with their article, cluster and claim. The table to start from.';

CREATE VIEW claims_ranked AS
SELECT
    row_number() OVER (
        ORDER BY
            m.n_independent DESC, m.n_primary_sources DESC,
            m.n_mentions DESC, m.claim_id
    ) AS place,
    m.claim_id,
    m.concept,
    m.kind,
    m.low,
    m.best,
    m.high,
    m.unit,
    m.modality,
    m.reference_text,
    m.n_independent,
    m.n_primary_sources,
    m.n_clusters,
    m.n_outlets,
    m.n_articles,
    m.n_mentions,
    m.n_mentions / m.n_independent AS mentions_per_independent,
    m.agreement,
    m.first_reported_at,
    m.last_reported_at,
    m.event_id,
    e.label AS event
FROM claims AS m
LEFT JOIN events AS e ON e.event_id = m.event_id
ORDER BY place;
COMMENT ON VIEW claims_ranked IS 'Claims by how many independent reports stand behind them; `mentions_per_independent` says how much copying inflates a plain count.';

CREATE VIEW independent_claims AS
SELECT * FROM claims_ranked WHERE n_independent > 1;
COMMENT ON VIEW independent_claims IS 'Claims that more than one independent report makes.';

CREATE VIEW figure_evidence AS
-- The same claim in the same cluster is a copy of the figure; in another cluster it
-- is another report, independent or not (see claims.n_independent). Counted by group
-- and not by pair: a story may have ten thousand copies.
WITH cited AS (
    SELECT cf.claim_id, c.cluster_id, f.article_id
    FROM claim_figures AS cf
    JOIN figures AS f ON f.figure_id = cf.figure_id
    JOIN copies AS c ON c.article_id = f.article_id
), in_cluster AS (
    SELECT claim_id, cluster_id, count(DISTINCT article_id) AS n_articles
    FROM cited
    GROUP BY claim_id, cluster_id
), in_claim AS (
    SELECT claim_id, count(*) AS n_clusters FROM in_cluster GROUP BY claim_id
)
SELECT
    f.figure_id,
    f.surface,
    f.snippet,
    a.title,
    a.outlet,
    a.published_at,
    a.url,
    f.article_id,
    f.version,
    v.text_sha256,
    f.field,
    f.start,
    f."end",
    f.number_start,
    f.number_end,
    f.sentence_start,
    f.sentence_end,
    cf.claim_id,
    m.concept AS claim_concept,
    m.best AS claim_best,
    m.unit AS claim_unit,
    coalesce(x.n_articles - 1, 0) AS n_copies,
    coalesce(y.n_clusters - 1, 0) AS n_other_clusters,
    m.n_independent,
    m.agreement
FROM figures AS f
JOIN article_list AS a ON a.article_id = f.article_id
JOIN article_versions AS v
    ON v.article_id = f.article_id AND v.version = f.version
LEFT JOIN claim_figures AS cf ON cf.figure_id = f.figure_id
LEFT JOIN claims AS m ON m.claim_id = cf.claim_id
LEFT JOIN in_cluster AS x
    ON x.claim_id = cf.claim_id AND x.cluster_id = a.cluster_id
LEFT JOIN in_claim AS y ON y.claim_id = cf.claim_id
WHERE f.is_current AND NOT f.in_boilerplate;
COMMENT ON VIEW figure_evidence IS 'From a figure to its characters: article, address, hash of the text, offsets, the words around it, how many copies repeat it, how many other texts report it and how many reports are independent.';

CREATE VIEW conflicts AS
SELECT
    m.claim_id,
    m.concept,
    m.kind,
    m.unit,
    m.low AS claim_low,
    m.best AS claim_best,
    m.high AS claim_high,
    m.n_independent,
    cf.agreement,
    f.figure_id,
    f.surface,
    f.value_low,
    f.value_best,
    f.value_high,
    f.speaker_canonical,
    a.title,
    a.outlet,
    a.published_at,
    a.url,
    f.article_id,
    f.field,
    f.start,
    f."end",
    f.snippet
FROM claims AS m
JOIN claim_figures AS cf ON cf.claim_id = m.claim_id
JOIN figures AS f ON f.figure_id = cf.figure_id
JOIN article_list AS a ON a.article_id = f.article_id
WHERE m.agreement = 'conflict'
ORDER BY
    m.claim_id, f.value_best NULLS LAST, a.published_at NULLS LAST, f.figure_id;
COMMENT ON VIEW conflicts IS 'Claims whose figures contradict each other, one row per figure.';

CREATE VIEW claim_trail AS
SELECT
    l.claim_id,
    m.concept,
    l.step,
    l.change,
    l.before,
    l.after,
    f.surface,
    a.title,
    a.outlet,
    l.published_at,
    a.url,
    l.article_id,
    l.field,
    l.start,
    l."end",
    p.title AS from_title,
    p.outlet AS from_outlet,
    l.from_article_id,
    l.from_start,
    l.from_end,
    l.figure_id,
    l.from_figure_id
FROM claim_lineage AS l
JOIN claims AS m ON m.claim_id = l.claim_id
JOIN figures AS f ON f.figure_id = l.figure_id
JOIN article_list AS a ON a.article_id = l.article_id
LEFT JOIN article_list AS p ON p.article_id = l.from_article_id
ORDER BY l.claim_id, l.step;
COMMENT ON VIEW claim_trail IS 'How a figure passed from article to article and what each step changed, with titles and outlets.';

CREATE VIEW claim_relations AS
SELECT
    l.claim_id,
    m.concept,
    m.best,
    m.unit,
    l.link,
    l.other_claim_id,
    n.concept AS other_concept,
    n.best AS other_best,
    n.unit AS other_unit,
    l.figure_id,
    l.other_figure_id
FROM claim_links AS l
JOIN claims AS m ON m.claim_id = l.claim_id
JOIN claims AS n ON n.claim_id = l.other_claim_id;
COMMENT ON VIEW claim_relations IS 'Claims that are compared, changed, parts or additions of each other, with both values.';

CREATE VIEW claim_originators AS
SELECT
    s.claim_id,
    m.concept,
    m.best,
    m.unit,
    s.originator,
    s.evidence,
    s.n_figures,
    f.surface,
    f.snippet,
    a.title,
    a.outlet,
    a.url,
    s.figure_id
FROM claim_sources AS s
JOIN claims AS m ON m.claim_id = s.claim_id
JOIN figures AS f ON f.figure_id = s.figure_id
JOIN article_list AS a ON a.article_id = f.article_id;
COMMENT ON VIEW claim_originators IS 'Who a claim goes back to, with the words that show it.';

CREATE VIEW speakers AS
SELECT
    speaker_canonical AS speaker,
    count(*) AS n_figures,
    count(DISTINCT claim_id) AS n_claims,
    count(DISTINCT cluster_id) AS n_clusters,
    count(DISTINCT outlet_id) AS n_outlets,
    min(published_at) AS first_reported_at,
    max(published_at) AS last_reported_at
FROM own_figures
WHERE speaker_canonical IS NOT NULL
GROUP BY speaker_canonical
ORDER BY n_claims DESC, n_figures DESC, speaker;
COMMENT ON VIEW speakers IS 'Whom the figures are attributed to, with how many claims and clusters each stands behind. Names are joined inside an article only.';

CREATE VIEW event_overview AS
SELECT
    e.event_id,
    e.label,
    e.n_clusters,
    e.n_articles,
    e.n_outlets,
    e.first_published_at,
    e.last_published_at,
    coalesce(m.n_claims, 0) AS n_claims,
    coalesce(m.n_confirmed, 0) AS n_claims_independent,
    coalesce(m.n_conflicts, 0) AS n_conflicts
FROM events AS e
LEFT JOIN (
    SELECT
        event_id,
        count(*) AS n_claims,
        count(*) FILTER (WHERE n_independent > 1) AS n_confirmed,
        count(*) FILTER (WHERE agreement = 'conflict') AS n_conflicts
    FROM claims
    WHERE event_id IS NOT NULL
    GROUP BY event_id
) AS m ON m.event_id = e.event_id
ORDER BY e.n_clusters DESC, e.n_articles DESC, e.event_id;
COMMENT ON VIEW event_overview IS 'Happenings that several texts report, with their claims: all, made by more than one independent report, in conflict.';

CREATE VIEW rejected_numbers AS
SELECT
    reason,
    rule,
    count(*) AS n_numbers,
    count(DISTINCT article_id) AS n_articles,
    min(surface) AS example
FROM number_rejections
WHERE is_current
GROUP BY reason, rule
ORDER BY n_numbers DESC, reason, rule;
COMMENT ON VIEW rejected_numbers IS 'Why numbers of the newest versions were not taken for figures.';

CREATE VIEW failed_validations AS
SELECT
    v.severity,
    v.table_name,
    v.expectation,
    v.observed,
    v.threshold,
    v.n_failed,
    v.n_rows,
    f.row_id,
    f.value
FROM validations AS v
LEFT JOIN validation_failures AS f ON f.expectation_id = v.expectation_id
WHERE NOT v.success
ORDER BY v.severity, v.table_name, v.expectation_id, f.row_id;
COMMENT ON VIEW failed_validations IS 'Expectations that did not hold, with the rows that failed them.';

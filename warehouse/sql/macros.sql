-- Macros of a release. Scalar macros are called like functions, table macros like
-- tables: FROM figures_of('3f1c0a5be2d84c77a1b0').
--
-- A parameter must not bear the name of a column of the tables its macro reads: the
-- parameter would hide the column. Hence `this_article` and the like.

CREATE MACRO span(text, s, e) AS substr(text, s + 1, e - s);
COMMENT ON MACRO span IS 'Characters s to e of a text: half-open, code points from 0, as all offsets here count. For texts that you hold yourself; releases carry none.';

CREATE MACRO current_cluster(this_cluster) AS coalesce(
    (
        SELECT x.cluster_id FROM cluster_aliases AS x
        WHERE x.alias_id = this_cluster
    ),
    this_cluster
);
COMMENT ON MACRO current_cluster IS 'Id of the cluster that a cluster id of an earlier release is now part of; the id itself where it still stands.';

CREATE MACRO figures_of(this_article) AS TABLE
SELECT * FROM own_figures
WHERE article_id = this_article
ORDER BY field DESC, start, figure_id;
COMMENT ON MACRO TABLE figures_of IS 'Figures of one article in the order of its title and text.';

CREATE MACRO versions_of(this_figure) AS TABLE
SELECT
    f.version,
    v.retrieved_at,
    f.is_current,
    f.figure_id,
    f.surface,
    f.value_best,
    f.unit,
    v.text_sha256,
    f.field,
    f.start,
    f."end",
    f.snippet
FROM figures AS t
JOIN figures AS f ON f.article_id = t.article_id
    AND f.field = t.field
    AND lower(f.surface) = lower(t.surface)
    AND f.value_low IS NOT DISTINCT FROM t.value_low
    AND f.value_best IS NOT DISTINCT FROM t.value_best
    AND f.value_high IS NOT DISTINCT FROM t.value_high
    AND f.unit IS NOT DISTINCT FROM t.unit
    AND f.concept IS NOT DISTINCT FROM t.concept
JOIN article_versions AS v ON v.article_id = f.article_id AND v.version = f.version
WHERE t.figure_id = this_figure
ORDER BY f.version, f.start, f.figure_id;
COMMENT ON MACRO TABLE versions_of IS 'Every version of its article in which a figure stands in the same words, with hash and offsets; it may stand there more than once.';

CREATE MACRO copies_of(this_article) AS TABLE
SELECT * FROM article_list
WHERE cluster_id IN (
    SELECT c.cluster_id FROM copies AS c WHERE c.article_id = this_article
)
ORDER BY published_at NULLS LAST, article_id;
COMMENT ON MACRO TABLE copies_of IS 'All articles that carry the same text as this one, itself included, by publication time.';

CREATE MACRO claim(this_claim) AS TABLE
SELECT
    e.*,
    cf.agreement AS figure_agreement,
    f.value_low,
    f.value_best,
    f.value_high,
    f.unit,
    f.speaker_canonical
FROM figure_evidence AS e
JOIN claim_figures AS cf ON cf.figure_id = e.figure_id
JOIN figures AS f ON f.figure_id = e.figure_id
WHERE e.claim_id = this_claim
ORDER BY e.published_at NULLS LAST, e.figure_id;
COMMENT ON MACRO TABLE claim IS 'Every figure of one claim with its characters, value, speaker and article.';

CREATE MACRO search_figures(word) AS TABLE
SELECT * FROM own_figures
WHERE contains(
    lower(concat_ws(' ', surface, concept, snippet, speaker_canonical, title)),
    lower(word)
)
ORDER BY n_independent DESC NULLS LAST, published_at NULLS LAST, figure_id;
COMMENT ON MACRO TABLE search_figures IS 'Figures with a word in their surface, concept, snippet, speaker or headline; best supported first.';

CREATE MACRO search_claims(word) AS TABLE
SELECT * FROM claims_ranked
WHERE contains(lower(concat_ws(' ', concept, event)), lower(word))
ORDER BY place;
COMMENT ON MACRO TABLE search_claims IS 'Claims with a word in their concept or event; best supported first.';

CREATE MACRO said_by(name) AS TABLE
SELECT * FROM own_figures
WHERE contains(lower(speaker_canonical), lower(name))
ORDER BY published_at NULLS LAST, article_id, field DESC, start, figure_id;
COMMENT ON MACRO TABLE said_by IS 'Figures attributed to a person or body whose name contains these words.';

CREATE MACRO per_outlet(since := NULL, until := NULL) AS TABLE
SELECT
    a.outlet_id,
    min(a.outlet) AS outlet,
    count(*) AS n_articles,
    count(*) FILTER (WHERE a.relation = 'origin') AS n_origins,
    count(*) FILTER (WHERE a.relation <> 'origin') AS n_copies,
    round(sum(a.weight), 6) AS n_texts,
    CAST(sum(a.n_figures) AS BIGINT) AS n_figures,
    min(a.published_at) AS first_published_at,
    max(a.published_at) AS last_published_at
FROM article_list AS a
WHERE (since IS NULL OR a.published_at >= CAST(since AS TIMESTAMP))
    AND (until IS NULL OR a.published_at < CAST(until AS TIMESTAMP))
GROUP BY a.outlet_id
ORDER BY n_articles DESC, a.outlet_id NULLS LAST;
COMMENT ON MACRO TABLE per_outlet IS 'Articles, origins, copies, texts (by weight) and figures of each outlet; since and until bound the publication time (until exclusive).';

-- presstally: tables, views and macros of a release, schema 1.0.0.
-- Generated from warehouse/schema; do not edit.

CREATE TABLE "articles" (
    "article_id" VARCHAR NOT NULL,
    "external_id" VARCHAR,
    "source" VARCHAR NOT NULL,
    "source_path" VARCHAR,
    "url" VARCHAR,
    "canonical_url" VARCHAR,
    "outlet_id" VARCHAR,
    "title" VARCHAR,
    "authors" VARCHAR[],
    "published_at" TIMESTAMP,
    "published_precision" VARCHAR,
    "published_method" VARCHAR,
    "first_retrieved_at" TIMESTAMP NOT NULL,
    "last_retrieved_at" TIMESTAMP NOT NULL,
    "language" VARCHAR NOT NULL,
    "figures_skipped" VARCHAR,
    "extractor" VARCHAR NOT NULL,
    "n_versions" INTEGER NOT NULL,
    "current_version" INTEGER NOT NULL
);
COMMENT ON TABLE "articles" IS 'One row per article. What was taken in. Copies of one text under different addresses are different articles; `copies` groups them. Key: article_id.';
COMMENT ON COLUMN "articles"."article_id" IS 'First 20 hex characters of the SHA-256 of the first that exists of canonical URL; source and external id; source and path of a file that is one article; else path, outlet, title, date and text of the record (so an edited record without URL or id is a new article).';
COMMENT ON COLUMN "articles"."external_id" IS 'Id that the input gave the article.';
COMMENT ON COLUMN "articles"."source" IS 'Name of the source it was ingested from.';
COMMENT ON COLUMN "articles"."source_path" IS 'Path of its file, relative to the source.';
COMMENT ON COLUMN "articles"."url" IS 'Address as the input gave it.';
COMMENT ON COLUMN "articles"."canonical_url" IS 'Address without tracking parts, in normal form.';
COMMENT ON COLUMN "articles"."outlet_id" IS 'Outlet that published it. Refers to outlets.outlet_id.';
COMMENT ON COLUMN "articles"."title" IS 'Headline of the current version, markup removed.';
COMMENT ON COLUMN "articles"."authors" IS 'Names in the byline.';
COMMENT ON COLUMN "articles"."published_at" IS 'Publication time as the input or page gives it, UTC. UTC.';
COMMENT ON COLUMN "articles"."published_precision" IS 'Finest part of `published_at` that was given. One of: second, minute, day, month, year.';
COMMENT ON COLUMN "articles"."published_method" IS 'Where `published_at` comes from. One of: record, html_metadata, html_text, correction.';
COMMENT ON COLUMN "articles"."first_retrieved_at" IS 'When its first version was taken in. UTC.';
COMMENT ON COLUMN "articles"."last_retrieved_at" IS 'When its newest version or newest metadata was taken in. UTC.';
COMMENT ON COLUMN "articles"."language" IS 'ISO 639-1 code of the text, `und` where it is too short.';
COMMENT ON COLUMN "articles"."figures_skipped" IS 'Why no figures were extracted; null where they were.';
COMMENT ON COLUMN "articles"."extractor" IS 'How the text was had: file as it is, record field or HTML. One of: plain, record, html.';
COMMENT ON COLUMN "articles"."n_versions" IS 'Different texts seen under this article. Unit: versions.';
COMMENT ON COLUMN "articles"."current_version" IS 'Number of the newest version.';

CREATE TABLE "article_versions" (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "is_current" BOOLEAN NOT NULL,
    "title" VARCHAR,
    "text_sha256" VARCHAR NOT NULL,
    "retrieved_at" TIMESTAMP NOT NULL,
    "n_chars" INTEGER NOT NULL,
    "n_words" INTEGER NOT NULL
);
COMMENT ON TABLE "article_versions" IS 'One row per text seen under one article. Every text an article has had. A text that was seen before adds no version. Key: article_id, version.';
COMMENT ON COLUMN "article_versions"."article_id" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "article_versions"."version" IS 'Version of the article''s text, as in `article_versions`.';
COMMENT ON COLUMN "article_versions"."is_current" IS 'The version is the newest one of its article.';
COMMENT ON COLUMN "article_versions"."title" IS 'Headline of this version; offsets with field `title`.';
COMMENT ON COLUMN "article_versions"."text_sha256" IS 'SHA-256 of the text, UTF-8, as 64 hex characters.';
COMMENT ON COLUMN "article_versions"."retrieved_at" IS 'When this text was first taken in. UTC.';
COMMENT ON COLUMN "article_versions"."n_chars" IS 'Length of the text. Unit: characters.';
COMMENT ON COLUMN "article_versions"."n_words" IS 'Words of the text, split at white space. Unit: words.';

CREATE TABLE "outlets" (
    "outlet_id" VARCHAR NOT NULL,
    "name" VARCHAR NOT NULL,
    "domain" VARCHAR,
    "aliases" VARCHAR[] NOT NULL
);
COMMENT ON TABLE "outlets" IS 'One row per outlet. Outlets that published an article of this release. Key: outlet_id.';
COMMENT ON COLUMN "outlets"."outlet_id" IS 'Domain where one is known, else the name in lower case.';
COMMENT ON COLUMN "outlets"."name" IS 'Name as the input or the shipped table writes it.';
COMMENT ON COLUMN "outlets"."domain" IS 'Registered domain.';
COMMENT ON COLUMN "outlets"."aliases" IS 'Other spellings that were seen, sorted.';

CREATE TABLE "blocks" (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "field" VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "role" VARCHAR NOT NULL,
    "rule" VARCHAR NOT NULL
);
COMMENT ON TABLE "blocks" IS 'One row per stretch of a text. What each part of a text is. Blocks of a text do not overlap and leave out nothing but white space. Key: article_id, version, field, start.';
COMMENT ON COLUMN "blocks"."article_id" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "blocks"."version" IS 'Version of the article''s text, as in `article_versions`.';
COMMENT ON COLUMN "blocks"."field" IS 'Text that the offsets count in. One of: title, text.';
COMMENT ON COLUMN "blocks"."start" IS 'First character of the block, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "blocks"."end" IS 'End of the block, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "blocks"."role" IS 'What the block is; all but `title` and `body` is furniture. One of: title, body, caption, promo, related, tags, credit, source_line, comment, notice.';
COMMENT ON COLUMN "blocks"."rule" IS 'Rule that gave the role.';

CREATE TABLE "rejects" (
    "reject_id" VARCHAR NOT NULL,
    "stage" VARCHAR NOT NULL,
    "source" VARCHAR NOT NULL,
    "source_path" VARCHAR,
    "record" INTEGER,
    "code" VARCHAR NOT NULL,
    "message" VARCHAR NOT NULL,
    "retrieved_at" TIMESTAMP NOT NULL
);
COMMENT ON TABLE "rejects" IS 'One row per input that was refused. Input that could not be taken in, with the reason. Holds no text of it. Key: reject_id.';
COMMENT ON COLUMN "rejects"."reject_id" IS 'Hash of source, path, record and reason code.';
COMMENT ON COLUMN "rejects"."stage" IS 'Step that refused it. One of: read, decode, parse, record, extract.';
COMMENT ON COLUMN "rejects"."source" IS 'Name of the source.';
COMMENT ON COLUMN "rejects"."source_path" IS 'File, relative to the source.';
COMMENT ON COLUMN "rejects"."record" IS 'Line or record in the file, from 1; null for the whole file.';
COMMENT ON COLUMN "rejects"."code" IS 'Reason code, see docs/bad-input.md.';
COMMENT ON COLUMN "rejects"."message" IS 'What is wrong and what to do about it.';
COMMENT ON COLUMN "rejects"."retrieved_at" IS 'When it was first refused. UTC.';

CREATE TABLE "copy_pairs" (
    "article_a" VARCHAR NOT NULL,
    "article_b" VARCHAR NOT NULL,
    "relation" VARCHAR NOT NULL,
    "copied_from" VARCHAR,
    "candidate_score" DOUBLE NOT NULL,
    "tfidf_cosine" DOUBLE NOT NULL,
    "rare_containment" DOUBLE NOT NULL,
    "shingle_containment" DOUBLE NOT NULL,
    "name_containment" DOUBLE NOT NULL,
    "word_jaccard" DOUBLE NOT NULL,
    "length_ratio" DOUBLE NOT NULL,
    "shared_quotes" INTEGER NOT NULL,
    "probability" DOUBLE NOT NULL,
    "decided_by" VARCHAR NOT NULL
);
COMMENT ON TABLE "copy_pairs" IS 'One row per compared pair above a floor. Pairs of articles that were compared and came out above the floor, with the evidence. Measured on the articles'' own text, furniture left out. Key: article_a, article_b.';
COMMENT ON COLUMN "copy_pairs"."article_a" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "copy_pairs"."article_b" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "copy_pairs"."relation" IS 'How the two are related. One of: verbatim, near_verbatim, excerpt, spun, rewrite, update, shared_passage, template_series, independent.';
COMMENT ON COLUMN "copy_pairs"."copied_from" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "copy_pairs"."candidate_score" IS 'Cosine of the two articles'' top terms. Unit: share.';
COMMENT ON COLUMN "copy_pairs"."tfidf_cosine" IS 'Cosine of the tf-idf vectors of all terms. Unit: share.';
COMMENT ON COLUMN "copy_pairs"."rare_containment" IS 'Idf-weighted share of the shorter article''s rare words that both have. Unit: share.';
COMMENT ON COLUMN "copy_pairs"."shingle_containment" IS 'Share of the shorter article''s 3-word shingles found in the other. Unit: share.';
COMMENT ON COLUMN "copy_pairs"."name_containment" IS 'Idf-weighted share of one article''s names found in the other. Unit: share.';
COMMENT ON COLUMN "copy_pairs"."word_jaccard" IS 'Jaccard similarity of the two sets of words. Unit: share.';
COMMENT ON COLUMN "copy_pairs"."length_ratio" IS 'Words of the shorter over words of the longer. Unit: share.';
COMMENT ON COLUMN "copy_pairs"."shared_quotes" IS 'Direct quotations of six words or more that stand in both. Unit: quotations.';
COMMENT ON COLUMN "copy_pairs"."probability" IS 'Probability that one is a copy of the other. Unit: share.';
COMMENT ON COLUMN "copy_pairs"."decided_by" IS 'What decided the relation. One of: model, rule, correction.';

CREATE TABLE "copy_passages" (
    "article_a" VARCHAR NOT NULL,
    "article_b" VARCHAR NOT NULL,
    "passage" INTEGER NOT NULL,
    "field_a" VARCHAR NOT NULL,
    "start_a" INTEGER NOT NULL,
    "end_a" INTEGER NOT NULL,
    "field_b" VARCHAR NOT NULL,
    "start_b" INTEGER NOT NULL,
    "end_b" INTEGER NOT NULL,
    "n_words" INTEGER NOT NULL,
    "n_words_changed" INTEGER NOT NULL
);
COMMENT ON TABLE "copy_passages" IS 'One row per aligned passage of a pair. Passages that two articles of one pair share, with their places in both. Key: article_a, article_b, passage.';
COMMENT ON COLUMN "copy_passages"."article_a" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "copy_passages"."article_b" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "copy_passages"."passage" IS 'Number of the passage in the pair.';
COMMENT ON COLUMN "copy_passages"."field_a" IS 'Text that the offsets count in. One of: title, text.';
COMMENT ON COLUMN "copy_passages"."start_a" IS 'First character in article_a, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "copy_passages"."end_a" IS 'End in article_a, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "copy_passages"."field_b" IS 'Text that the offsets count in. One of: title, text.';
COMMENT ON COLUMN "copy_passages"."start_b" IS 'First character in article_b, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "copy_passages"."end_b" IS 'End in article_b, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "copy_passages"."n_words" IS 'Words of the passage in article_a. Unit: words.';
COMMENT ON COLUMN "copy_passages"."n_words_changed" IS 'Words of it that differ in article_b. Unit: words.';

CREATE TABLE "copy_changes" (
    "article_a" VARCHAR NOT NULL,
    "article_b" VARCHAR NOT NULL,
    "change" INTEGER NOT NULL,
    "passage" INTEGER NOT NULL,
    "field_a" VARCHAR NOT NULL,
    "start_a" INTEGER NOT NULL,
    "end_a" INTEGER NOT NULL,
    "words_a" VARCHAR,
    "field_b" VARCHAR NOT NULL,
    "start_b" INTEGER NOT NULL,
    "end_b" INTEGER NOT NULL,
    "words_b" VARCHAR
);
COMMENT ON TABLE "copy_changes" IS 'One row per words of a copy that were swapped. Words of one article against which other words stand in the other, inside the passages that the two share. Of pairs that are copies; the first 50 of a pair in order of their place in article_a. Words that only one of the two has are not listed. Key: article_a, article_b, change.';
COMMENT ON COLUMN "copy_changes"."article_a" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "copy_changes"."article_b" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "copy_changes"."change" IS 'Number of the change in the pair.';
COMMENT ON COLUMN "copy_changes"."passage" IS 'Number of the passage in the pair, as in `copy_passages`.';
COMMENT ON COLUMN "copy_changes"."field_a" IS 'Text that the offsets count in. One of: title, text.';
COMMENT ON COLUMN "copy_changes"."start_a" IS 'First character in article_a, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "copy_changes"."end_a" IS 'End in article_a, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "copy_changes"."words_a" IS 'The words in article_a, cut to 60 characters; null where the release quotes nothing.';
COMMENT ON COLUMN "copy_changes"."field_b" IS 'Text that the offsets count in. One of: title, text.';
COMMENT ON COLUMN "copy_changes"."start_b" IS 'First character in article_b, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "copy_changes"."end_b" IS 'End in article_b, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "copy_changes"."words_b" IS 'The words in article_b, cut to 60 characters; null where the release quotes nothing.';

CREATE TABLE "copies" (
    "article_id" VARCHAR NOT NULL,
    "cluster_id" VARCHAR NOT NULL,
    "relation" VARCHAR NOT NULL,
    "parent_article_id" VARCHAR,
    "parent_rule" VARCHAR,
    "probability" DOUBLE,
    "weight" DOUBLE NOT NULL
);
COMMENT ON TABLE "copies" IS 'One row per article. To which text that circulates an article belongs; every article has one row. Key: article_id.';
COMMENT ON COLUMN "copies"."article_id" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "copies"."cluster_id" IS 'Cluster, as in `clusters`. Refers to clusters.cluster_id.';
COMMENT ON COLUMN "copies"."relation" IS 'How the article is related to its parent. One of: origin, verbatim, near_verbatim, excerpt, spun, rewrite, update.';
COMMENT ON COLUMN "copies"."parent_article_id" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "copies"."parent_rule" IS 'What tells that it was made from its parent: it is an excerpt of it (`containment`), was published later (`date`), credits its outlet as its source (`credit`), names it in passing (`mention`) or lacks its marks of own reporting. Null where nothing tells, so that the parent is the way from the origin on which most of the text is found again. One of: containment, date, credit, mention, own_reporting.';
COMMENT ON COLUMN "copies"."probability" IS 'Probability of the pair of article and parent; null for an origin. Unit: share.';
COMMENT ON COLUMN "copies"."weight" IS 'One over the articles of the cluster: weights add up to the number of texts. Unit: share.';

CREATE TABLE "clusters" (
    "cluster_id" VARCHAR NOT NULL,
    "origin_article_id" VARCHAR NOT NULL,
    "origin_rule" VARCHAR NOT NULL,
    "n_articles" INTEGER NOT NULL,
    "n_outlets" INTEGER NOT NULL,
    "first_published_at" TIMESTAMP,
    "last_published_at" TIMESTAMP,
    "event_id" VARCHAR
);
COMMENT ON TABLE "clusters" IS 'One row per text that circulates. Articles that are copies of one text; a text without copies is a cluster of one. Key: cluster_id.';
COMMENT ON COLUMN "clusters"."cluster_id" IS 'Minted from the first member and the release it first stood in; kept by the registry.';
COMMENT ON COLUMN "clusters"."origin_article_id" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "clusters"."origin_rule" IS 'Why that article is taken for the origin. One of: single, earliest, own_reporting, named_by_copy, central, longest, article_id.';
COMMENT ON COLUMN "clusters"."n_articles" IS 'Articles of the cluster. Unit: articles.';
COMMENT ON COLUMN "clusters"."n_outlets" IS 'Known outlets among them. Unit: outlets.';
COMMENT ON COLUMN "clusters"."first_published_at" IS 'Earliest publication time among the members. UTC.';
COMMENT ON COLUMN "clusters"."last_published_at" IS 'Latest publication time among the members. UTC.';
COMMENT ON COLUMN "clusters"."event_id" IS 'Event, as in `events`. Refers to events.event_id.';

CREATE TABLE "cluster_aliases" (
    "alias_id" VARCHAR NOT NULL,
    "cluster_id" VARCHAR NOT NULL
);
COMMENT ON TABLE "cluster_aliases" IS 'One row per cluster id that was merged away. Ids of clusters of earlier releases that are now part of another. Key: alias_id.';
COMMENT ON COLUMN "cluster_aliases"."alias_id" IS 'Cluster id of an earlier release.';
COMMENT ON COLUMN "cluster_aliases"."cluster_id" IS 'Cluster, as in `clusters`. Refers to clusters.cluster_id.';

CREATE TABLE "merge_refusals" (
    "article_a" VARCHAR NOT NULL,
    "article_b" VARCHAR NOT NULL,
    "cluster_a" VARCHAR NOT NULL,
    "cluster_b" VARCHAR NOT NULL,
    "probability" DOUBLE NOT NULL,
    "mean_known_link" DOUBLE NOT NULL,
    "threshold" DOUBLE NOT NULL
);
COMMENT ON TABLE "merge_refusals" IS 'One row per merge that was not made. Groups that one pair links but whose known links are too weak on average. Key: article_a, article_b.';
COMMENT ON COLUMN "merge_refusals"."article_a" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "merge_refusals"."article_b" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "merge_refusals"."cluster_a" IS 'Cluster, as in `clusters`. Refers to clusters.cluster_id.';
COMMENT ON COLUMN "merge_refusals"."cluster_b" IS 'Cluster, as in `clusters`. Refers to clusters.cluster_id.';
COMMENT ON COLUMN "merge_refusals"."probability" IS 'Probability of the pair that asked for the merge. Unit: share.';
COMMENT ON COLUMN "merge_refusals"."mean_known_link" IS 'Mean probability of the known pairs across. Unit: share.';
COMMENT ON COLUMN "merge_refusals"."threshold" IS 'Mean that would have been enough. Unit: share.';

CREATE TABLE "events" (
    "event_id" VARCHAR NOT NULL,
    "label" VARCHAR NOT NULL,
    "first_published_at" TIMESTAMP,
    "last_published_at" TIMESTAMP,
    "n_clusters" INTEGER NOT NULL,
    "n_articles" INTEGER NOT NULL,
    "n_outlets" INTEGER NOT NULL
);
COMMENT ON TABLE "events" IS 'One row per happening reported by several clusters. Clusters that report one happening, found by shared rare names and terms within a window of days. Key: event_id.';
COMMENT ON COLUMN "events"."event_id" IS 'Minted like a cluster id, from the first cluster''s anchor.';
COMMENT ON COLUMN "events"."label" IS 'Rarest names and terms that its clusters share.';
COMMENT ON COLUMN "events"."first_published_at" IS 'Earliest publication time among its articles. UTC.';
COMMENT ON COLUMN "events"."last_published_at" IS 'Latest publication time among its articles. UTC.';
COMMENT ON COLUMN "events"."n_clusters" IS 'Clusters of the event. Unit: clusters.';
COMMENT ON COLUMN "events"."n_articles" IS 'Articles of the event. Unit: articles.';
COMMENT ON COLUMN "events"."n_outlets" IS 'Known outlets of the event. Unit: outlets.';

CREATE TABLE "figures" (
    "figure_id" VARCHAR NOT NULL,
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "is_current" BOOLEAN NOT NULL,
    "field" VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "surface" VARCHAR NOT NULL,
    "number_start" INTEGER NOT NULL,
    "number_end" INTEGER NOT NULL,
    "kind" VARCHAR NOT NULL,
    "value_low" DOUBLE,
    "value_best" DOUBLE,
    "value_high" DOUBLE,
    "numerator" DOUBLE,
    "denominator" DOUBLE,
    "unit" VARCHAR,
    "unit_system" VARCHAR NOT NULL,
    "approximator" VARCHAR,
    "bound_rule" VARCHAR NOT NULL,
    "concept" VARCHAR,
    "concept_head" VARCHAR,
    "subject" VARCHAR,
    "speaker" VARCHAR,
    "speaker_canonical" VARCHAR,
    "speaker_rule" VARCHAR,
    "attribution_cue" VARCHAR,
    "quoted" BOOLEAN NOT NULL,
    "reference_text" VARCHAR,
    "reference_start" TIMESTAMP,
    "reference_end" TIMESTAMP,
    "reference_precision" VARCHAR,
    "modality" VARCHAR NOT NULL,
    "change_direction" VARCHAR,
    "change_of" VARCHAR,
    "additive" BOOLEAN NOT NULL,
    "block_role" VARCHAR NOT NULL,
    "in_boilerplate" BOOLEAN NOT NULL,
    "sentence_start" INTEGER NOT NULL,
    "sentence_end" INTEGER NOT NULL,
    "snippet" VARCHAR,
    "confidence" DOUBLE NOT NULL
);
COMMENT ON TABLE "figures" IS 'One row per reported figure. Every number a text reports as a quantity, with its exact place, value, bounds, unit, what is counted, who said it and when. Rows of all versions; `is_current` marks the newest. Key: figure_id.';
COMMENT ON COLUMN "figures"."figure_id" IS 'Hash of article, field, normalised sentence, normalised number and ordinal among equals: an inserted paragraph renames nothing. For a sentence that a later version repeats, the newest version''s row keeps the id and older rows add their version to the hash.';
COMMENT ON COLUMN "figures"."article_id" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "figures"."version" IS 'Version of the article''s text, as in `article_versions`.';
COMMENT ON COLUMN "figures"."is_current" IS 'The version is the newest one of its article.';
COMMENT ON COLUMN "figures"."field" IS 'Text that the offsets count in. One of: title, text.';
COMMENT ON COLUMN "figures"."start" IS 'First character of the figure with its approximator, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "figures"."end" IS 'End of the figure, after its noun''s head where that follows, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "figures"."surface" IS 'The characters from `start` to `end`.';
COMMENT ON COLUMN "figures"."number_start" IS 'First character of the number with its currency, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "figures"."number_end" IS 'End of the number with scale and percent sign, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "figures"."kind" IS 'What sort of quantity it is. One of: count, money, percent, ratio, rank, duration, frequency, age, measure, change.';
COMMENT ON COLUMN "figures"."value_low" IS 'Lower bound; null where the text sets none.';
COMMENT ON COLUMN "figures"."value_best" IS 'Value the text names; null for a vague magnitude.';
COMMENT ON COLUMN "figures"."value_high" IS 'Upper bound; null where the text sets none.';
COMMENT ON COLUMN "figures"."numerator" IS 'Numerator of a ratio.';
COMMENT ON COLUMN "figures"."denominator" IS 'Denominator of a ratio.';
COMMENT ON COLUMN "figures"."unit" IS 'Unit in its system: ISO 4217 code, UCUM code, `%`, `pp` or `x`; null for a bare count.';
COMMENT ON COLUMN "figures"."unit_system" IS 'System that `unit` is taken from. One of: iso4217, ucum, percent, percentage_point, times, none.';
COMMENT ON COLUMN "figures"."approximator" IS 'Words that bound or blur the number.';
COMMENT ON COLUMN "figures"."bound_rule" IS 'Rule of the bounds table that gave low, best and high.';
COMMENT ON COLUMN "figures"."concept" IS 'Noun phrase that is counted or measured, with its modifiers.';
COMMENT ON COLUMN "figures"."concept_head" IS 'Lemma of its head noun.';
COMMENT ON COLUMN "figures"."subject" IS 'Grammatical subject of the clause.';
COMMENT ON COLUMN "figures"."speaker" IS 'Who said it, as the text writes it.';
COMMENT ON COLUMN "figures"."speaker_canonical" IS 'Who said it, under the fullest name in the article.';
COMMENT ON COLUMN "figures"."speaker_rule" IS 'Rule that found the speaker. One of: cue_verb, according_to, quotation, carry_over, passive, title_name, pronoun, headline, document, correction.';
COMMENT ON COLUMN "figures"."attribution_cue" IS 'Words that attribute it.';
COMMENT ON COLUMN "figures"."quoted" IS 'Stands inside a direct quotation.';
COMMENT ON COLUMN "figures"."reference_text" IS 'Words that say when it holds.';
COMMENT ON COLUMN "figures"."reference_start" IS 'Begin of the time it holds for. UTC.';
COMMENT ON COLUMN "figures"."reference_end" IS 'End of that time, exclusive. UTC.';
COMMENT ON COLUMN "figures"."reference_precision" IS 'Precision of the reference time. One of: second, hour, day, week, month, quarter, year.';
COMMENT ON COLUMN "figures"."modality" IS 'Reported as fact, planned, denied or hypothetical. One of: reported, planned, denied, hypothetical.';
COMMENT ON COLUMN "figures"."change_direction" IS 'Direction of a change. One of: up, down.';
COMMENT ON COLUMN "figures"."change_of" IS 'Figure, as in `figures`. Refers to figures.figure_id.';
COMMENT ON COLUMN "figures"."additive" IS 'Comes on top of another figure (`a further`).';
COMMENT ON COLUMN "figures"."block_role" IS 'Role of the block it stands in. One of: title, body, caption, promo, related, tags, credit, source_line, comment, notice.';
COMMENT ON COLUMN "figures"."in_boilerplate" IS 'Stands in page furniture, not in the article''s own text.';
COMMENT ON COLUMN "figures"."sentence_start" IS 'First character of its sentence, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "figures"."sentence_end" IS 'End of its sentence, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "figures"."snippet" IS 'Words round the figure, at most 200 characters (setting `snippet_characters`; null when it is 0).';
COMMENT ON COLUMN "figures"."confidence" IS 'Estimated probability that value, span and unit are right. Unit: share.';

CREATE TABLE "number_rejections" (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "is_current" BOOLEAN NOT NULL,
    "field" VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "surface" VARCHAR NOT NULL,
    "reason" VARCHAR NOT NULL,
    "rule" VARCHAR NOT NULL
);
COMMENT ON TABLE "number_rejections" IS 'One row per number that is no figure. Numbers that were read and found to be dates, names, labels and the like. Key: article_id, version, field, start, end.';
COMMENT ON COLUMN "number_rejections"."article_id" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "number_rejections"."version" IS 'Version of the article''s text, as in `article_versions`.';
COMMENT ON COLUMN "number_rejections"."is_current" IS 'The version is the newest one of its article.';
COMMENT ON COLUMN "number_rejections"."field" IS 'Text that the offsets count in. One of: title, text.';
COMMENT ON COLUMN "number_rejections"."start" IS 'First character, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "number_rejections"."end" IS 'End, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "number_rejections"."surface" IS 'The characters from `start` to `end`.';
COMMENT ON COLUMN "number_rejections"."reason" IS 'What it is instead. One of: date, year, clock, score, label, name, url, list_marker, phone, ordinal, pronoun, idiom, code.';
COMMENT ON COLUMN "number_rejections"."rule" IS 'Rule that rejected it.';

CREATE TABLE "quotes" (
    "quote_id" VARCHAR NOT NULL,
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "is_current" BOOLEAN NOT NULL,
    "field" VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "n_words" INTEGER NOT NULL,
    "kind" VARCHAR NOT NULL,
    "closed" BOOLEAN NOT NULL,
    "continues" VARCHAR,
    "speaker" VARCHAR,
    "speaker_canonical" VARCHAR,
    "speaker_rule" VARCHAR,
    "attribution_cue" VARCHAR,
    "block_role" VARCHAR NOT NULL,
    "in_boilerplate" BOOLEAN NOT NULL,
    "snippet" VARCHAR
);
COMMENT ON TABLE "quotes" IS 'One row per direct quotation. Words between quotation marks, with who said them. Key: quote_id.';
COMMENT ON COLUMN "quotes"."quote_id" IS 'Hash of article, version, field and place.';
COMMENT ON COLUMN "quotes"."article_id" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "quotes"."version" IS 'Version of the article''s text, as in `article_versions`.';
COMMENT ON COLUMN "quotes"."is_current" IS 'The version is the newest one of its article.';
COMMENT ON COLUMN "quotes"."field" IS 'Text that the offsets count in. One of: title, text.';
COMMENT ON COLUMN "quotes"."start" IS 'First character inside the marks, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "quotes"."end" IS 'End inside the marks, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "quotes"."n_words" IS 'Words of the quotation. Unit: words.';
COMMENT ON COLUMN "quotes"."kind" IS 'Whole utterance, fragment, or paragraph that continues one. One of: full, fragment, continued.';
COMMENT ON COLUMN "quotes"."closed" IS 'Has a closing mark.';
COMMENT ON COLUMN "quotes"."continues" IS 'Quotation that this paragraph continues. Refers to quotes.quote_id.';
COMMENT ON COLUMN "quotes"."speaker" IS 'Who said it, as the text writes it.';
COMMENT ON COLUMN "quotes"."speaker_canonical" IS 'Who said it, under the fullest name in the article.';
COMMENT ON COLUMN "quotes"."speaker_rule" IS 'Rule that found the speaker. One of: cue_verb, according_to, quotation, carry_over, passive, title_name, pronoun, headline, document, correction.';
COMMENT ON COLUMN "quotes"."attribution_cue" IS 'Words that attribute it.';
COMMENT ON COLUMN "quotes"."block_role" IS 'Role of the block it stands in. One of: title, body, caption, promo, related, tags, credit, source_line, comment, notice.';
COMMENT ON COLUMN "quotes"."in_boilerplate" IS 'Stands in page furniture, not in the article''s own text.';
COMMENT ON COLUMN "quotes"."snippet" IS 'Words round the quotation, at most 200 characters (setting `snippet_characters`; null when it is 0).';

CREATE TABLE "entities" (
    "entity_id" VARCHAR NOT NULL,
    "kind" VARCHAR NOT NULL,
    "canonical_name" VARCHAR NOT NULL,
    "variants" VARCHAR[] NOT NULL,
    "variant_counts" INTEGER[] NOT NULL,
    "n_mentions" INTEGER NOT NULL,
    "n_articles" INTEGER NOT NULL
);
COMMENT ON TABLE "entities" IS 'One row per person, body or place. Names in the articles'' own text, one row per canonical name. Key: entity_id.';
COMMENT ON COLUMN "entities"."entity_id" IS 'Hash of kind and canonical name.';
COMMENT ON COLUMN "entities"."kind" IS 'What the name stands for. One of: person, body, place, other.';
COMMENT ON COLUMN "entities"."canonical_name" IS 'Fullest name seen.';
COMMENT ON COLUMN "entities"."variants" IS 'Surfaces that were seen, most frequent first.';
COMMENT ON COLUMN "entities"."variant_counts" IS 'How often each of `variants` was seen. Unit: mentions.';
COMMENT ON COLUMN "entities"."n_mentions" IS 'Mentions. Unit: mentions.';
COMMENT ON COLUMN "entities"."n_articles" IS 'Articles that mention it. Unit: articles.';

CREATE TABLE "entity_mentions" (
    "article_id" VARCHAR NOT NULL,
    "version" INTEGER NOT NULL,
    "is_current" BOOLEAN NOT NULL,
    "field" VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "surface" VARCHAR NOT NULL,
    "entity_id" VARCHAR NOT NULL
);
COMMENT ON TABLE "entity_mentions" IS 'One row per mention of an entity. Where the names stand, in the current versions. Key: article_id, version, field, start, end.';
COMMENT ON COLUMN "entity_mentions"."article_id" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "entity_mentions"."version" IS 'Version of the article''s text, as in `article_versions`.';
COMMENT ON COLUMN "entity_mentions"."is_current" IS 'The version is the newest one of its article.';
COMMENT ON COLUMN "entity_mentions"."field" IS 'Text that the offsets count in. One of: title, text.';
COMMENT ON COLUMN "entity_mentions"."start" IS 'First character, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "entity_mentions"."end" IS 'End, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "entity_mentions"."surface" IS 'The characters from `start` to `end`.';
COMMENT ON COLUMN "entity_mentions"."entity_id" IS 'Entity, as in `entities`. Refers to entities.entity_id.';

CREATE TABLE "claims" (
    "claim_id" VARCHAR NOT NULL,
    "event_id" VARCHAR,
    "concept" VARCHAR,
    "concept_head" VARCHAR,
    "kind" VARCHAR NOT NULL,
    "unit" VARCHAR,
    "low" DOUBLE,
    "best" DOUBLE,
    "high" DOUBLE,
    "reference_text" VARCHAR,
    "reference_start" TIMESTAMP,
    "reference_end" TIMESTAMP,
    "reference_precision" VARCHAR,
    "modality" VARCHAR NOT NULL,
    "n_mentions" INTEGER NOT NULL,
    "n_articles" INTEGER NOT NULL,
    "n_outlets" INTEGER NOT NULL,
    "n_clusters" INTEGER NOT NULL,
    "n_primary_sources" INTEGER NOT NULL,
    "n_independent" INTEGER NOT NULL,
    "first_reported_at" TIMESTAMP,
    "last_reported_at" TIMESTAMP,
    "agreement" VARCHAR NOT NULL
);
COMMENT ON TABLE "claims" IS 'One row per quantity of one thing at one reference time. Equal and compatible figures of one thing, joined within a cluster or an event. Every figure of a current version outside furniture is in exactly one claim. Key: claim_id.';
COMMENT ON COLUMN "claims"."claim_id" IS 'Minted like a cluster id, from the first figure''s anchor.';
COMMENT ON COLUMN "claims"."event_id" IS 'Event, as in `events`. Refers to events.event_id.';
COMMENT ON COLUMN "claims"."concept" IS 'Fullest wording of what is counted.';
COMMENT ON COLUMN "claims"."concept_head" IS 'Lemma of its head noun.';
COMMENT ON COLUMN "claims"."kind" IS 'What sort of quantity it is. One of: count, money, percent, ratio, rank, duration, frequency, age, measure, change.';
COMMENT ON COLUMN "claims"."unit" IS 'Unit, as in `figures`.';
COMMENT ON COLUMN "claims"."low" IS 'Lower bound: of the figures that agree, quotations before paraphrases; over all figures where they are in conflict.';
COMMENT ON COLUMN "claims"."best" IS 'Value that the best-placed figures name.';
COMMENT ON COLUMN "claims"."high" IS 'Upper bound, by the same rule.';
COMMENT ON COLUMN "claims"."reference_text" IS 'Words that say when it holds.';
COMMENT ON COLUMN "claims"."reference_start" IS 'Begin of the time it holds for. UTC.';
COMMENT ON COLUMN "claims"."reference_end" IS 'End of that time, exclusive. UTC.';
COMMENT ON COLUMN "claims"."reference_precision" IS 'Precision of the reference time. One of: second, hour, day, week, month, quarter, year.';
COMMENT ON COLUMN "claims"."modality" IS 'Reported as fact, planned, denied or hypothetical. One of: reported, planned, denied, hypothetical.';
COMMENT ON COLUMN "claims"."n_mentions" IS 'Figures of the claim. Unit: figures.';
COMMENT ON COLUMN "claims"."n_articles" IS 'Articles that hold one. Unit: articles.';
COMMENT ON COLUMN "claims"."n_outlets" IS 'Known outlets of those articles. Unit: outlets.';
COMMENT ON COLUMN "claims"."n_clusters" IS 'Clusters of those articles. Unit: clusters.';
COMMENT ON COLUMN "claims"."n_primary_sources" IS 'Distinct originators: a speaker, an agency, a text that names none. Unit: sources.';
COMMENT ON COLUMN "claims"."n_independent" IS 'Groups left after joining figures that share a cluster, a copied passage or an originator. Unit: reports.';
COMMENT ON COLUMN "claims"."first_reported_at" IS 'Earliest publication time of a figure. UTC.';
COMMENT ON COLUMN "claims"."last_reported_at" IS 'Latest publication time of a figure. UTC.';
COMMENT ON COLUMN "claims"."agreement" IS 'How the figures agree. One of: agree, rounding, qualifier_drift, update, conflict, unit.';

CREATE TABLE "claim_figures" (
    "claim_id" VARCHAR NOT NULL,
    "figure_id" VARCHAR NOT NULL,
    "agreement" VARCHAR NOT NULL
);
COMMENT ON TABLE "claim_figures" IS 'One row per figure of a claim. Which figures make up a claim; a figure is in at most one. Key: figure_id.';
COMMENT ON COLUMN "claim_figures"."claim_id" IS 'Claim, as in `claims`. Refers to claims.claim_id.';
COMMENT ON COLUMN "claim_figures"."figure_id" IS 'Figure, as in `figures`. Refers to figures.figure_id.';
COMMENT ON COLUMN "claim_figures"."agreement" IS 'How the figure agrees with the claim''s best value. One of: agree, rounding, qualifier_drift, update, conflict, unit.';

CREATE TABLE "claim_links" (
    "claim_id" VARCHAR NOT NULL,
    "other_claim_id" VARCHAR NOT NULL,
    "link" VARCHAR NOT NULL,
    "figure_id" VARCHAR NOT NULL,
    "other_figure_id" VARCHAR NOT NULL
);
COMMENT ON TABLE "claim_links" IS 'One row per relation of two claims. Claims that are compared, changed, parts or additions of each other. Key: claim_id, other_claim_id, link.';
COMMENT ON COLUMN "claim_links"."claim_id" IS 'Claim, as in `claims`. Refers to claims.claim_id.';
COMMENT ON COLUMN "claim_links"."other_claim_id" IS 'Claim, as in `claims`. Refers to claims.claim_id.';
COMMENT ON COLUMN "claim_links"."link" IS 'The first claim ... the other. One of: compares_with, change_of, part_of, adds_to.';
COMMENT ON COLUMN "claim_links"."figure_id" IS 'Figure, as in `figures`. Refers to figures.figure_id.';
COMMENT ON COLUMN "claim_links"."other_figure_id" IS 'Figure, as in `figures`. Refers to figures.figure_id.';

CREATE TABLE "claim_lineage" (
    "claim_id" VARCHAR NOT NULL,
    "step" INTEGER NOT NULL,
    "figure_id" VARCHAR NOT NULL,
    "article_id" VARCHAR NOT NULL,
    "field" VARCHAR NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "from_figure_id" VARCHAR,
    "from_article_id" VARCHAR,
    "from_start" INTEGER,
    "from_end" INTEGER,
    "change" VARCHAR NOT NULL,
    "before" VARCHAR,
    "after" VARCHAR,
    "published_at" TIMESTAMP
);
COMMENT ON TABLE "claim_lineage" IS 'One row per step of a figure from text to text. How the figures of a claim passed from article to article, and what changed on the way, in order of publication and copying. Key: claim_id, step.';
COMMENT ON COLUMN "claim_lineage"."claim_id" IS 'Claim, as in `claims`. Refers to claims.claim_id.';
COMMENT ON COLUMN "claim_lineage"."step" IS 'Number of the step in the claim.';
COMMENT ON COLUMN "claim_lineage"."figure_id" IS 'Figure, as in `figures`. Refers to figures.figure_id.';
COMMENT ON COLUMN "claim_lineage"."article_id" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "claim_lineage"."field" IS 'Text that the offsets count in. One of: title, text.';
COMMENT ON COLUMN "claim_lineage"."start" IS 'First character of the figure, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "claim_lineage"."end" IS 'End of the figure, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "claim_lineage"."from_figure_id" IS 'Figure, as in `figures`. Refers to figures.figure_id.';
COMMENT ON COLUMN "claim_lineage"."from_article_id" IS 'Article, as in `articles`. Refers to articles.article_id.';
COMMENT ON COLUMN "claim_lineage"."from_start" IS 'First character in the text it comes from, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "claim_lineage"."from_end" IS 'End in the text it comes from, in Unicode code points from 0; spans are half-open. Unit: characters.';
COMMENT ON COLUMN "claim_lineage"."change" IS 'What changed. One of: origin, unchanged, value, qualifier, noun, unit, speaker.';
COMMENT ON COLUMN "claim_lineage"."before" IS 'What stood before.';
COMMENT ON COLUMN "claim_lineage"."after" IS 'What stands now.';
COMMENT ON COLUMN "claim_lineage"."published_at" IS 'Publication time of the article. UTC.';

CREATE TABLE "claim_sources" (
    "claim_id" VARCHAR NOT NULL,
    "originator" VARCHAR NOT NULL,
    "evidence" VARCHAR NOT NULL,
    "figure_id" VARCHAR NOT NULL,
    "n_figures" INTEGER NOT NULL
);
COMMENT ON TABLE "claim_sources" IS 'One row per originator of a claim. Who a claim comes from, with the figure that shows it. Key: claim_id, originator.';
COMMENT ON COLUMN "claim_sources"."claim_id" IS 'Claim, as in `claims`. Refers to claims.claim_id.';
COMMENT ON COLUMN "claim_sources"."originator" IS 'Canonical name of the speaker or agency, else the outlet, else the cluster.';
COMMENT ON COLUMN "claim_sources"."evidence" IS 'What names it. One of: speaker, credit_line, source_line, cluster_origin.';
COMMENT ON COLUMN "claim_sources"."figure_id" IS 'Figure, as in `figures`. Refers to figures.figure_id.';
COMMENT ON COLUMN "claim_sources"."n_figures" IS 'Figures that go back to it. Unit: figures.';

CREATE TABLE "corrections" (
    "correction_id" VARCHAR NOT NULL,
    "action" VARCHAR NOT NULL,
    "target_table" VARCHAR NOT NULL,
    "target_id" VARCHAR NOT NULL,
    "reason" VARCHAR NOT NULL,
    "author" VARCHAR NOT NULL,
    "decided_at" TIMESTAMP NOT NULL,
    "status" VARCHAR NOT NULL,
    "message" VARCHAR
);
COMMENT ON TABLE "corrections" IS 'One row per human decision. Decisions from the files in `corrections/` that this release was built with, and what came of each; `docs/corrections.md` says what they may be. Key: correction_id.';
COMMENT ON COLUMN "corrections"."correction_id" IS 'Id given in the file.';
COMMENT ON COLUMN "corrections"."action" IS 'What it does. One of: merge_clusters, split_cluster, set_relation, set_figure, drop_figure, set_speaker, set_date, set_outlet, withdraw_article, withdraw_source.';
COMMENT ON COLUMN "corrections"."target_table" IS 'Table it acts on.';
COMMENT ON COLUMN "corrections"."target_id" IS 'Row it acts on; articles of a cluster joined by `|`; the name of a withdrawn source; what the file names where no row goes by it.';
COMMENT ON COLUMN "corrections"."reason" IS 'Why.';
COMMENT ON COLUMN "corrections"."author" IS 'Who decided.';
COMMENT ON COLUMN "corrections"."decided_at" IS 'When. UTC.';
COMMENT ON COLUMN "corrections"."status" IS 'What came of it in this build: `already_true` where the same stands without it, `guard_failed` where other values or words stand than it was made on, `overruled` where it contradicts a later one. One of: applied, already_true, guard_failed, target_gone, target_ambiguous, overruled.';
COMMENT ON COLUMN "corrections"."message" IS 'What to do where it was not applied.';

CREATE TABLE "corrected_values" (
    "correction_id" VARCHAR NOT NULL,
    "table_name" VARCHAR NOT NULL,
    "row_id" VARCHAR NOT NULL,
    "field" VARCHAR NOT NULL,
    "before" VARCHAR,
    "after" VARCHAR
);
COMMENT ON TABLE "corrected_values" IS 'One row per value that a correction replaced. What stood where a correction was applied, for every field of every row that it changed. Key: correction_id, table_name, row_id, field.';
COMMENT ON COLUMN "corrected_values"."correction_id" IS 'Correction, as in `corrections`. Refers to corrections.correction_id.';
COMMENT ON COLUMN "corrected_values"."table_name" IS 'Table.';
COMMENT ON COLUMN "corrected_values"."row_id" IS 'Row; two articles joined by `|` where it is about a pair.';
COMMENT ON COLUMN "corrected_values"."field" IS 'Field; the id of an article that was withdrawn, `surface` of a figure that was dropped.';
COMMENT ON COLUMN "corrected_values"."before" IS 'Value before, as text; of `cluster_id` of a pair, `together` or `apart`.';
COMMENT ON COLUMN "corrected_values"."after" IS 'Value after, as text; null where the row is gone.';

CREATE TABLE "validations" (
    "expectation_id" VARCHAR NOT NULL,
    "table_name" VARCHAR NOT NULL,
    "expectation" VARCHAR NOT NULL,
    "column_name" VARCHAR,
    "severity" VARCHAR NOT NULL,
    "success" BOOLEAN NOT NULL,
    "observed" VARCHAR,
    "threshold" VARCHAR,
    "n_rows" INTEGER NOT NULL,
    "n_failed" INTEGER NOT NULL
);
COMMENT ON TABLE "validations" IS 'One row per expectation. What was expected of the tables, and whether it held. Key: expectation_id.';
COMMENT ON COLUMN "validations"."expectation_id" IS 'Table, expectation and column, joined by dots.';
COMMENT ON COLUMN "validations"."table_name" IS 'Table it is about.';
COMMENT ON COLUMN "validations"."expectation" IS 'What is expected, in words.';
COMMENT ON COLUMN "validations"."column_name" IS 'Column it is about.';
COMMENT ON COLUMN "validations"."severity" IS '`critical` stops the release, `warning` is published with it. One of: critical, warning.';
COMMENT ON COLUMN "validations"."success" IS 'The expectation held.';
COMMENT ON COLUMN "validations"."observed" IS 'What was found.';
COMMENT ON COLUMN "validations"."threshold" IS 'What was allowed.';
COMMENT ON COLUMN "validations"."n_rows" IS 'Rows looked at. Unit: rows.';
COMMENT ON COLUMN "validations"."n_failed" IS 'Rows that failed. Unit: rows.';

CREATE TABLE "validation_failures" (
    "expectation_id" VARCHAR NOT NULL,
    "row_id" VARCHAR NOT NULL,
    "value" VARCHAR
);
COMMENT ON TABLE "validation_failures" IS 'One row per row that failed an expectation. At most 100 rows of each failed expectation. Key: expectation_id, row_id.';
COMMENT ON COLUMN "validation_failures"."expectation_id" IS 'Expectation, as in `validations`. Refers to validations.expectation_id.';
COMMENT ON COLUMN "validation_failures"."row_id" IS 'Key of the row, fields joined by `|`.';
COMMENT ON COLUMN "validation_failures"."value" IS 'Offending value, cut at 100 characters.';

CREATE TABLE "changes" (
    "table_name" VARCHAR NOT NULL,
    "row_id" VARCHAR NOT NULL,
    "change" VARCHAR NOT NULL,
    "fields" VARCHAR[] NOT NULL,
    "reason" VARCHAR NOT NULL
);
COMMENT ON TABLE "changes" IS 'One row per row that changed since the release before. Every row that was added, removed or revised since the release before, with the computed reason. Key: table_name, row_id.';
COMMENT ON COLUMN "changes"."table_name" IS 'Table.';
COMMENT ON COLUMN "changes"."row_id" IS 'Key of the row, fields joined by `|`.';
COMMENT ON COLUMN "changes"."change" IS 'What happened to it. One of: added, removed, revised.';
COMMENT ON COLUMN "changes"."fields" IS 'Fields that differ; empty for added and removed rows.';
COMMENT ON COLUMN "changes"."reason" IS 'Why, from the inputs that differ. One of: source_withdrawn, correction_applied, article_edited, article_added, article_removed, merged, split, extractor_changed, model_changed, settings_changed, schema_changed, context_changed.';

CREATE TABLE "registry" (
    "table_name" VARCHAR NOT NULL,
    "id" VARCHAR NOT NULL,
    "anchor" VARCHAR,
    "first_seen" INTEGER NOT NULL,
    "last_changed" INTEGER NOT NULL,
    "retired_in" INTEGER,
    "alias_of" VARCHAR,
    "member_of" VARCHAR
);
COMMENT ON TABLE "registry" IS 'One row per id ever published. Every id of articles, clusters, events, figures, quotes and claims that was ever published. Key: table_name, id.';
COMMENT ON COLUMN "registry"."table_name" IS 'Table the id belongs to.';
COMMENT ON COLUMN "registry"."id" IS 'The id.';
COMMENT ON COLUMN "registry"."anchor" IS 'Member that a minted id goes by: article of a cluster or event, figure of a claim. It was minted from it, or from one that is gone. Null for ids that are hashes of contents.';
COMMENT ON COLUMN "registry"."first_seen" IS 'First release (`release_seq`) that held it.';
COMMENT ON COLUMN "registry"."last_changed" IS 'Last release in which its row changed.';
COMMENT ON COLUMN "registry"."retired_in" IS 'First release that no longer held it.';
COMMENT ON COLUMN "registry"."alias_of" IS 'Id it was merged into.';
COMMENT ON COLUMN "registry"."member_of" IS 'Id that it is a part of, or was when it was last held: cluster of an article, event of a cluster, claim of a figure. A cluster whose anchor is withdrawn goes on where most of its articles are.';

CREATE TABLE "release" (
    "release_seq" INTEGER NOT NULL,
    "version" VARCHAR NOT NULL,
    "previous_version" VARCHAR,
    "published_at" TIMESTAMP NOT NULL,
    "schema_version" VARCHAR NOT NULL,
    "code_version" VARCHAR NOT NULL,
    "core_sha256" VARCHAR NOT NULL,
    "store_sha256" VARCHAR NOT NULL,
    "corrections_sha256" VARCHAR NOT NULL,
    "settings_sha256" VARCHAR NOT NULL,
    "settings" VARCHAR[] NOT NULL,
    "documents_code_sha256" VARCHAR NOT NULL,
    "copies_code_sha256" VARCHAR NOT NULL,
    "figures_code_sha256" VARCHAR NOT NULL,
    "claims_code_sha256" VARCHAR NOT NULL,
    "frequencies_sha256" VARCHAR NOT NULL,
    "furniture_sha256" VARCHAR NOT NULL,
    "model" VARCHAR NOT NULL,
    "model_sha256" VARCHAR NOT NULL,
    "lock_sha256" VARCHAR NOT NULL,
    "n_articles" INTEGER NOT NULL,
    "n_clusters" INTEGER NOT NULL,
    "n_figures" INTEGER NOT NULL,
    "n_claims" INTEGER NOT NULL,
    "accuracy_copies" DOUBLE,
    "accuracy_figures" DOUBLE,
    "accuracy_speakers" DOUBLE,
    "accuracy_of_this_code" BOOLEAN
);
COMMENT ON TABLE "release" IS 'One row per release. One row: what this release is and what it was made with. Key: release_seq.';
COMMENT ON COLUMN "release"."release_seq" IS 'Place in the order of releases, from 1.';
COMMENT ON COLUMN "release"."version" IS 'Label, YYYY.MM.N.';
COMMENT ON COLUMN "release"."previous_version" IS 'Release before.';
COMMENT ON COLUMN "release"."published_at" IS 'When it was published. UTC.';
COMMENT ON COLUMN "release"."schema_version" IS 'Version of the table schemas (SemVer).';
COMMENT ON COLUMN "release"."code_version" IS 'Version of presstally.';
COMMENT ON COLUMN "release"."core_sha256" IS 'SHA-256 of the core tables.';
COMMENT ON COLUMN "release"."store_sha256" IS 'SHA-256 of what was ingested.';
COMMENT ON COLUMN "release"."corrections_sha256" IS 'SHA-256 of the corrections.';
COMMENT ON COLUMN "release"."settings_sha256" IS 'SHA-256 of the settings.';
COMMENT ON COLUMN "release"."settings" IS 'The settings that decide what stands in a release.';
COMMENT ON COLUMN "release"."documents_code_sha256" IS 'SHA-256 of the code of reading and cleaning.';
COMMENT ON COLUMN "release"."copies_code_sha256" IS 'SHA-256 of the code and weights of copy detection.';
COMMENT ON COLUMN "release"."figures_code_sha256" IS 'SHA-256 of the code and tables of figure extraction.';
COMMENT ON COLUMN "release"."claims_code_sha256" IS 'SHA-256 of the code of claims.';
COMMENT ON COLUMN "release"."frequencies_sha256" IS 'SHA-256 of the frozen document frequencies.';
COMMENT ON COLUMN "release"."furniture_sha256" IS 'SHA-256 of the frozen lines that recur in an outlet.';
COMMENT ON COLUMN "release"."model" IS 'spaCy pipeline, name and version.';
COMMENT ON COLUMN "release"."model_sha256" IS 'SHA-256 of the spaCy pipeline.';
COMMENT ON COLUMN "release"."lock_sha256" IS 'SHA-256 of the installed packages and their versions.';
COMMENT ON COLUMN "release"."n_articles" IS 'Articles. Unit: articles.';
COMMENT ON COLUMN "release"."n_clusters" IS 'Clusters. Unit: clusters.';
COMMENT ON COLUMN "release"."n_figures" IS 'Figures of current versions. Unit: figures.';
COMMENT ON COLUMN "release"."n_claims" IS 'Claims. Unit: claims.';
COMMENT ON COLUMN "release"."accuracy_copies" IS 'Pairwise F1 of copy detection on the sample world; null where not measured. Unit: share.';
COMMENT ON COLUMN "release"."accuracy_figures" IS 'F1 of figures (span and value) on the sample world; null where not measured. Unit: share.';
COMMENT ON COLUMN "release"."accuracy_speakers" IS 'F1 of speakers on the sample world; null where not measured. Unit: share.';
COMMENT ON COLUMN "release"."accuracy_of_this_code" IS 'The accuracies were measured with the very code and model that made this release; false: with an earlier state of them.';

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

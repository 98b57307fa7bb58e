"""Tables of what was copied: pairs, passages, clusters, events."""

from __future__ import annotations

from warehouse.schema.columns import (
    ID_EXAMPLE,
    article_ref,
    number_of,
    offset,
    reference,
    share,
    text_field,
    time,
)
from warehouse.schema.declare import (
    ENUM,
    STRING,
    Field,
    Table,
    choices,
)
from warehouse.schema.terms import (
    DecidedBy,
    DirectionRule,
    MemberRelation,
    OriginRule,
    PairRelation,
)


def words_of(name: str, article: str, example: str) -> Field:
    """A column with words of an article, cut short."""
    return Field(
        name=name,
        type=STRING,
        description=(
            f"The words in {article}, cut to 60 characters; null where the release "
            "quotes nothing."
        ),
        example=example,
        nullable=True,
    )


def cluster_ref(name: str | None = None, *, nullable: bool = False) -> Field:
    """A column that names a cluster."""
    return reference("clusters.cluster_id", "Cluster", name, nullable=nullable)


def event_ref(*, nullable: bool = True) -> Field:
    """A column that names an event."""
    return reference("events.event_id", "Event", nullable=nullable)


COPY_PAIRS = Table(
    "copy_pairs",
    "compared pair above a floor",
    "Pairs of articles that were compared and came out above the floor, with the "
    "evidence. Measured on the articles' own text, furniture left out.",
    ("article_a", "article_b"),
    (
        article_ref("article_a"),
        article_ref("article_b"),
        Field(
            name="relation",
            type=ENUM,
            description="How the two are related.",
            example="rewrite",
            values=choices(PairRelation),
        ),
        article_ref("copied_from", nullable=True),
        share("candidate_score", "Cosine of the two articles' top terms."),
        share("tfidf_cosine", "Cosine of the tf-idf vectors of all terms."),
        share(
            "rare_containment",
            "Idf-weighted share of the shorter article's rare words that both have.",
        ),
        share(
            "shingle_containment",
            "Share of the shorter article's 3-word shingles found in the other.",
        ),
        share(
            "name_containment",
            "Idf-weighted share of one article's names found in the other.",
        ),
        share("word_jaccard", "Jaccard similarity of the two sets of words."),
        share("length_ratio", "Words of the shorter over words of the longer."),
        number_of(
            "shared_quotes",
            "Direct quotations of six words or more that stand in both.",
            "quotations",
        ),
        share("probability", "Probability that one is a copy of the other."),
        Field(
            name="decided_by",
            type=ENUM,
            description="What decided the relation.",
            example="model",
            values=choices(DecidedBy),
        ),
    ),
)

COPY_PASSAGES = Table(
    "copy_passages",
    "aligned passage of a pair",
    "Passages that two articles of one pair share, with their places in both.",
    ("article_a", "article_b", "passage"),
    (
        article_ref("article_a"),
        article_ref("article_b"),
        number_of("passage", "Number of the passage in the pair.", None, minimum=1),
        text_field("field_a"),
        offset("start_a", "First character in article_a"),
        offset("end_a", "End in article_a"),
        text_field("field_b"),
        offset("start_b", "First character in article_b"),
        offset("end_b", "End in article_b"),
        number_of("n_words", "Words of the passage in article_a.", "words"),
        number_of("n_words_changed", "Words of it that differ in article_b.", "words"),
    ),
)

COPY_CHANGES = Table(
    "copy_changes",
    "words of a copy that were swapped",
    "Words of one article against which other words stand in the other, inside the "
    "passages that the two share. Of pairs that are copies; the first 50 of a pair in "
    "order of their place in article_a. Words that only one of the two has are not "
    "listed.",
    ("article_a", "article_b", "change"),
    (
        article_ref("article_a"),
        article_ref("article_b"),
        number_of("change", "Number of the change in the pair.", None, minimum=1),
        number_of(
            "passage",
            "Number of the passage in the pair, as in `copy_passages`.",
            None,
            minimum=1,
        ),
        text_field("field_a"),
        offset("start_a", "First character in article_a"),
        offset("end_a", "End in article_a"),
        words_of("words_a", "article_a", "forcing"),
        text_field("field_b"),
        offset("start_b", "First character in article_b"),
        offset("end_b", "End in article_b"),
        words_of("words_b", "article_b", "driving"),
    ),
)

COPIES = Table(
    "copies",
    "article",
    "To which text that circulates an article belongs; every article has one row.",
    ("article_id",),
    (
        article_ref(),
        cluster_ref(),
        Field(
            name="relation",
            type=ENUM,
            description="How the article is related to its parent.",
            example="near_verbatim",
            values=choices(MemberRelation),
        ),
        article_ref("parent_article_id", nullable=True),
        Field(
            name="parent_rule",
            type=ENUM,
            description=(
                "What tells that it was made from its parent: it is an excerpt of it "
                "(`containment`), was published later (`date`), credits its outlet as "
                "its source (`credit`), names it in passing (`mention`) or lacks its "
                "marks of own reporting. Null where nothing tells, so that the parent "
                "is the way from the origin on which most of the text is found again."
            ),
            example="date",
            nullable=True,
            values=choices(DirectionRule),
        ),
        share(
            "probability",
            "Probability of the pair of article and parent; null for an origin.",
            nullable=True,
        ),
        share(
            "weight",
            "One over the articles of the cluster: weights add up to the number of "
            "texts.",
        ),
    ),
)

CLUSTERS = Table(
    "clusters",
    "text that circulates",
    "Articles that are copies of one text; a text without copies is a cluster of one.",
    ("cluster_id",),
    (
        Field(
            name="cluster_id",
            type=STRING,
            description=(
                "Minted from the first member and the release it first stood in; "
                "kept by the registry."
            ),
            example=ID_EXAMPLE,
        ),
        article_ref("origin_article_id"),
        Field(
            name="origin_rule",
            type=ENUM,
            description="Why that article is taken for the origin.",
            example="earliest",
            values=choices(OriginRule),
        ),
        number_of("n_articles", "Articles of the cluster.", "articles", minimum=1),
        number_of("n_outlets", "Known outlets among them.", "outlets"),
        time("first_published_at", "Earliest publication time among the members."),
        time("last_published_at", "Latest publication time among the members."),
        event_ref(),
    ),
)

CLUSTER_ALIASES = Table(
    "cluster_aliases",
    "cluster id that was merged away",
    "Ids of clusters of earlier releases that are now part of another.",
    ("alias_id",),
    (
        Field(
            name="alias_id",
            type=STRING,
            description="Cluster id of an earlier release.",
            example=ID_EXAMPLE,
        ),
        cluster_ref(),
    ),
)

MERGE_REFUSALS = Table(
    "merge_refusals",
    "merge that was not made",
    "Groups that one pair links but whose known links are too weak on average.",
    ("article_a", "article_b"),
    (
        article_ref("article_a"),
        article_ref("article_b"),
        cluster_ref("cluster_a"),
        cluster_ref("cluster_b"),
        share("probability", "Probability of the pair that asked for the merge."),
        share("mean_known_link", "Mean probability of the known pairs across."),
        share("threshold", "Mean that would have been enough."),
    ),
)

EVENTS = Table(
    "events",
    "happening reported by several clusters",
    "Clusters that report one happening, found by shared rare names and terms "
    "within a window of days.",
    ("event_id",),
    (
        Field(
            name="event_id",
            type=STRING,
            description="Minted like a cluster id, from the first cluster's anchor.",
            example=ID_EXAMPLE,
        ),
        Field(
            name="label",
            type=STRING,
            description="Rarest names and terms that its clusters share.",
            example="Tarn Water, Ellerby, reservoir",
        ),
        time("first_published_at", "Earliest publication time among its articles."),
        time("last_published_at", "Latest publication time among its articles."),
        number_of("n_clusters", "Clusters of the event.", "clusters", minimum=1),
        number_of("n_articles", "Articles of the event.", "articles", minimum=1),
        number_of("n_outlets", "Known outlets of the event.", "outlets"),
    ),
)

TABLES = (
    COPY_PAIRS,
    COPY_PASSAGES,
    COPY_CHANGES,
    COPIES,
    CLUSTERS,
    CLUSTER_ALIASES,
    MERGE_REFUSALS,
    EVENTS,
)

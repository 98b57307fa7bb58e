"""Tables of what is claimed: one quantity of one thing at one time, and by whom."""

from __future__ import annotations

from warehouse.schema.columns import (
    ID_EXAMPLE,
    article_ref,
    number_of,
    offset,
    reference,
    text_field,
    time,
)
from warehouse.schema.copies import event_ref
from warehouse.schema.declare import ENUM, FLOAT, STRING, Field, Table, choices
from warehouse.schema.figures import figure_ref, optional
from warehouse.schema.terms import (
    Agreement,
    ClaimLink,
    FigureKind,
    LineageChange,
    Modality,
    SourceEvidence,
    TimePrecision,
)


def claim_ref(name: str | None = None) -> Field:
    """A column that names a claim."""
    return reference("claims.claim_id", "Claim", name)


CLAIMS = Table(
    "claims",
    "quantity of one thing at one reference time",
    "Equal and compatible figures of one thing, joined within a cluster or an event. "
    "Every figure of a current version outside furniture is in exactly one claim.",
    ("claim_id",),
    (
        Field(
            name="claim_id",
            type=STRING,
            description="Minted like a cluster id, from the first figure's anchor.",
            example=ID_EXAMPLE,
        ),
        event_ref(),
        optional("concept", "Fullest wording of what is counted.", "flooded homes"),
        optional("concept_head", "Lemma of its head noun.", "home"),
        Field(
            name="kind",
            type=ENUM,
            description="What sort of quantity it is.",
            example="count",
            values=choices(FigureKind),
        ),
        optional("unit", "Unit, as in `figures`.", "GBP"),
        optional(
            "low",
            "Lower bound: of the figures that agree, quotations before paraphrases; "
            "over all figures where they are in conflict.",
            2160.0,
            type=FLOAT,
        ),
        optional(
            "best", "Value that the best-placed figures name.", 2400.0, type=FLOAT
        ),
        optional("high", "Upper bound, by the same rule.", 2640.0, type=FLOAT),
        optional("reference_text", "Words that say when it holds.", "last month"),
        time("reference_start", "Begin of the time it holds for."),
        time("reference_end", "End of that time, exclusive."),
        optional(
            "reference_precision",
            "Precision of the reference time.",
            "month",
            values=choices(TimePrecision),
        ),
        Field(
            name="modality",
            type=ENUM,
            description="Reported as fact, planned, denied or hypothetical.",
            example="reported",
            values=choices(Modality),
        ),
        number_of("n_mentions", "Figures of the claim.", "figures", minimum=1),
        number_of("n_articles", "Articles that hold one.", "articles", minimum=1),
        number_of("n_outlets", "Known outlets of those articles.", "outlets"),
        number_of("n_clusters", "Clusters of those articles.", "clusters", minimum=1),
        number_of(
            "n_primary_sources",
            "Distinct originators: a speaker, an agency, a text that names none.",
            "sources",
            minimum=1,
        ),
        number_of(
            "n_independent",
            "Groups left after joining figures that share a cluster, a copied passage "
            "or an originator.",
            "reports",
            minimum=1,
        ),
        time("first_reported_at", "Earliest publication time of a figure."),
        time("last_reported_at", "Latest publication time of a figure."),
        Field(
            name="agreement",
            type=ENUM,
            description="How the figures agree.",
            example="agree",
            values=choices(Agreement),
        ),
    ),
)

CLAIM_FIGURES = Table(
    "claim_figures",
    "figure of a claim",
    "Which figures make up a claim; a figure is in at most one.",
    ("figure_id",),
    (
        claim_ref(),
        figure_ref(),
        Field(
            name="agreement",
            type=ENUM,
            description="How the figure agrees with the claim's best value.",
            example="agree",
            values=choices(Agreement),
        ),
    ),
    sort_by=("claim_id", "figure_id"),
)

CLAIM_LINKS = Table(
    "claim_links",
    "relation of two claims",
    "Claims that are compared, changed, parts or additions of each other.",
    ("claim_id", "other_claim_id", "link"),
    (
        claim_ref(),
        claim_ref("other_claim_id"),
        Field(
            name="link",
            type=ENUM,
            description="The first claim ... the other.",
            example="adds_to",
            values=choices(ClaimLink),
        ),
        figure_ref(),
        figure_ref("other_figure_id"),
    ),
)

CLAIM_LINEAGE = Table(
    "claim_lineage",
    "step of a figure from text to text",
    "How the figures of a claim passed from article to article, and what changed on "
    "the way, in order of publication and copying.",
    ("claim_id", "step"),
    (
        claim_ref(),
        number_of("step", "Number of the step in the claim.", None, minimum=1),
        figure_ref(),
        article_ref(),
        text_field(),
        offset("start", "First character of the figure"),
        offset("end", "End of the figure"),
        figure_ref("from_figure_id", nullable=True),
        article_ref("from_article_id", nullable=True),
        offset(
            "from_start", "First character in the text it comes from", nullable=True
        ),
        offset("from_end", "End in the text it comes from", nullable=True),
        Field(
            name="change",
            type=ENUM,
            description="What changed.",
            example="qualifier",
            values=choices(LineageChange),
        ),
        optional("before", "What stood before.", "almost"),
        optional("after", "What stands now.", "exact"),
        time("published_at", "Publication time of the article."),
    ),
)

CLAIM_SOURCES = Table(
    "claim_sources",
    "originator of a claim",
    "Who a claim comes from, with the figure that shows it.",
    ("claim_id", "originator"),
    (
        claim_ref(),
        Field(
            name="originator",
            type=STRING,
            description="Canonical name of the speaker or agency, else the outlet, "
            "else the cluster.",
            example="Ida Marlow",
        ),
        Field(
            name="evidence",
            type=ENUM,
            description="What names it.",
            example="speaker",
            values=choices(SourceEvidence),
        ),
        figure_ref(),
        number_of("n_figures", "Figures that go back to it.", "figures", minimum=1),
    ),
)

TABLES = (CLAIMS, CLAIM_FIGURES, CLAIM_LINKS, CLAIM_LINEAGE, CLAIM_SOURCES)

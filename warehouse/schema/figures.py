"""Tables of what a text says: figures, rejected numbers, quotes, entities."""

from __future__ import annotations

import pyarrow as pa

from warehouse.schema.columns import (
    ID_EXAMPLE,
    article_ref,
    is_current,
    number_of,
    offset,
    reference,
    share,
    snippet,
    text_field,
    time,
    version_number,
)
from warehouse.schema.declare import (
    BOOL,
    ENUM,
    FLOAT,
    INTS,
    STRING,
    STRINGS,
    Field,
    Table,
    choices,
)
from warehouse.schema.terms import (
    BlockRole,
    ChangeDirection,
    EntityKind,
    FigureKind,
    Modality,
    QuoteKind,
    RejectionReason,
    SpeakerRule,
    TimePrecision,
    UnitSystem,
)


def optional(
    name: str,
    description: str,
    example: str | float | bool,  # noqa: FBT001 - a value, no switch
    *,
    type: pa.DataType = STRING,  # noqa: A002 - the field's own term
    values: tuple[str, ...] | None = None,
) -> Field:
    """A nullable column."""
    return Field(
        name=name,
        type=ENUM if values else type,
        description=description,
        example=example,
        nullable=True,
        values=values,
    )


def flag(name: str, description: str) -> Field:
    """A column that is true or false."""
    return Field(name=name, type=BOOL, description=description, example=False)


def figure_ref(name: str | None = None, *, nullable: bool = False) -> Field:
    """A column that names a figure."""
    return reference("figures.figure_id", "Figure", name, nullable=nullable)


def block_role() -> Field:
    """A column with the role of the block that a span stands in."""
    return Field(
        name="block_role",
        type=ENUM,
        description="Role of the block it stands in.",
        example="body",
        values=choices(BlockRole),
    )


def in_boilerplate() -> Field:
    """A column that marks rows inside page furniture."""
    return flag(
        "in_boilerplate", "Stands in page furniture, not in the article's own text."
    )


def place() -> tuple[Field, ...]:
    """The columns that say where in which text a row stands."""
    return (article_ref(), version_number(), is_current(), text_field())


FIGURES = Table(
    "figures",
    "reported figure",
    "Every number a text reports as a quantity, with its exact place, value, bounds, "
    "unit, what is counted, who said it and when. Rows of all versions; "
    "`is_current` marks the newest.",
    ("figure_id",),
    (
        Field(
            name="figure_id",
            type=STRING,
            description=(
                "Hash of article, field, normalised sentence, normalised number and "
                "ordinal among equals: an inserted paragraph renames nothing. For a "
                "sentence that a later version repeats, the newest version's row "
                "keeps the id and older rows add their version to the hash."
            ),
            example=ID_EXAMPLE,
        ),
        *place(),
        offset("start", "First character of the figure with its approximator"),
        offset("end", "End of the figure, after its noun's head where that follows"),
        Field(
            name="surface",
            type=STRING,
            description="The characters from `start` to `end`.",
            example="about 2,400 households",
        ),
        offset("number_start", "First character of the number with its currency"),
        offset("number_end", "End of the number with scale and percent sign"),
        Field(
            name="kind",
            type=ENUM,
            description="What sort of quantity it is.",
            example="count",
            values=choices(FigureKind),
        ),
        optional(
            "value_low",
            "Lower bound; null where the text sets none.",
            2160.0,
            type=FLOAT,
        ),
        optional(
            "value_best",
            "Value the text names; null for a vague magnitude.",
            2400.0,
            type=FLOAT,
        ),
        optional(
            "value_high",
            "Upper bound; null where the text sets none.",
            2640.0,
            type=FLOAT,
        ),
        optional("numerator", "Numerator of a ratio.", 1.0, type=FLOAT),
        optional("denominator", "Denominator of a ratio.", 5.0, type=FLOAT),
        optional(
            "unit",
            "Unit in its system: ISO 4217 code, UCUM code, `%`, `pp` or `x`; null for "
            "a bare count.",
            "GBP",
        ),
        Field(
            name="unit_system",
            type=ENUM,
            description="System that `unit` is taken from.",
            example="iso4217",
            values=choices(UnitSystem),
        ),
        optional("approximator", "Words that bound or blur the number.", "about"),
        Field(
            name="bound_rule",
            type=STRING,
            description="Rule of the bounds table that gave low, best and high.",
            example="exact",
        ),
        optional(
            "concept",
            "Noun phrase that is counted or measured, with its modifiers.",
            "households in the valley",
        ),
        optional("concept_head", "Lemma of its head noun.", "household"),
        optional("subject", "Grammatical subject of the clause.", "Tarn Water"),
        optional("speaker", "Who said it, as the text writes it.", "she"),
        optional(
            "speaker_canonical",
            "Who said it, under the fullest name in the article.",
            "Ida Marlow",
        ),
        optional(
            "speaker_rule",
            "Rule that found the speaker.",
            "cue_verb",
            values=choices(SpeakerRule),
        ),
        optional("attribution_cue", "Words that attribute it.", "said"),
        flag("quoted", "Stands inside a direct quotation."),
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
        optional(
            "change_direction",
            "Direction of a change.",
            "up",
            values=choices(ChangeDirection),
        ),
        figure_ref("change_of", nullable=True),
        flag("additive", "Comes on top of another figure (`a further`)."),
        block_role(),
        in_boilerplate(),
        offset("sentence_start", "First character of its sentence"),
        offset("sentence_end", "End of its sentence"),
        snippet("the figure"),
        share(
            "confidence", "Estimated probability that value, span and unit are right."
        ),
    ),
    sort_by=("article_id", "version", "field", "start", "number_start", "figure_id"),
)

NUMBER_REJECTIONS = Table(
    "number_rejections",
    "number that is no figure",
    "Numbers that were read and found to be dates, names, labels and the like.",
    ("article_id", "version", "field", "start", "end"),
    (
        *place(),
        offset("start", "First character"),
        offset("end", "End"),
        Field(
            name="surface",
            type=STRING,
            description="The characters from `start` to `end`.",
            example="12 March",
        ),
        Field(
            name="reason",
            type=ENUM,
            description="What it is instead.",
            example="date",
            values=choices(RejectionReason),
        ),
        Field(
            name="rule",
            type=STRING,
            description="Rule that rejected it.",
            example="day_month",
        ),
    ),
)

QUOTES = Table(
    "quotes",
    "direct quotation",
    "Words between quotation marks, with who said them.",
    ("quote_id",),
    (
        Field(
            name="quote_id",
            type=STRING,
            description="Hash of article, version, field and place.",
            example=ID_EXAMPLE,
        ),
        *place(),
        offset("start", "First character inside the marks"),
        offset("end", "End inside the marks"),
        number_of("n_words", "Words of the quotation.", "words"),
        Field(
            name="kind",
            type=ENUM,
            description="Whole utterance, fragment, or paragraph that continues one.",
            example="full",
            values=choices(QuoteKind),
        ),
        flag("closed", "Has a closing mark."),
        Field(
            name="continues",
            type=STRING,
            description="Quotation that this paragraph continues.",
            example=ID_EXAMPLE,
            nullable=True,
            references="quotes.quote_id",
        ),
        optional("speaker", "Who said it, as the text writes it.", "she"),
        optional(
            "speaker_canonical",
            "Who said it, under the fullest name in the article.",
            "Ida Marlow",
        ),
        optional(
            "speaker_rule",
            "Rule that found the speaker.",
            "cue_verb",
            values=choices(SpeakerRule),
        ),
        optional("attribution_cue", "Words that attribute it.", "said"),
        block_role(),
        in_boilerplate(),
        snippet("the quotation"),
    ),
    sort_by=("article_id", "version", "field", "start", "quote_id"),
)

ENTITIES = Table(
    "entities",
    "person, body or place",
    "Names in the articles' own text, one row per canonical name.",
    ("entity_id",),
    (
        Field(
            name="entity_id",
            type=STRING,
            description="Hash of kind and canonical name.",
            example=ID_EXAMPLE,
        ),
        Field(
            name="kind",
            type=ENUM,
            description="What the name stands for.",
            example="person",
            values=choices(EntityKind),
        ),
        Field(
            name="canonical_name",
            type=STRING,
            description="Fullest name seen.",
            example="Ida Marlow",
        ),
        Field(
            name="variants",
            type=STRINGS,
            description="Surfaces that were seen, most frequent first.",
            example=["Ida Marlow", "Ms Marlow"],
        ),
        Field(
            name="variant_counts",
            type=INTS,
            description="How often each of `variants` was seen.",
            example=[4, 2],
            unit="mentions",
        ),
        number_of("n_mentions", "Mentions.", "mentions", minimum=1),
        number_of("n_articles", "Articles that mention it.", "articles", minimum=1),
    ),
    sort_by=("kind", "canonical_name", "entity_id"),
)

ENTITY_MENTIONS = Table(
    "entity_mentions",
    "mention of an entity",
    "Where the names stand, in the current versions.",
    ("article_id", "version", "field", "start", "end"),
    (
        *place(),
        offset("start", "First character"),
        offset("end", "End"),
        Field(
            name="surface",
            type=STRING,
            description="The characters from `start` to `end`.",
            example="Ms Marlow",
        ),
        Field(
            name="entity_id",
            type=STRING,
            description="Entity, as in `entities`.",
            example=ID_EXAMPLE,
            references="entities.entity_id",
        ),
    ),
)

TABLES = (FIGURES, NUMBER_REJECTIONS, QUOTES, ENTITIES, ENTITY_MENTIONS)

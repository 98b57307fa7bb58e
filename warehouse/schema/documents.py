"""Tables of what was taken in: articles, their versions, outlets, blocks, rejects."""

from __future__ import annotations

from warehouse.schema.columns import (
    ID_EXAMPLE,
    TIME_EXAMPLE,
    article_ref,
    is_current,
    offset,
    text_field,
    version_number,
)
from warehouse.schema.declare import (
    ENUM,
    INT,
    STRING,
    STRINGS,
    TIME,
    Field,
    Table,
    choices,
)
from warehouse.schema.terms import (
    BlockRole,
    DateMethod,
    DatePrecision,
    Extractor,
    RejectStage,
)

ARTICLES = Table(
    "articles",
    "article",
    "What was taken in. Copies of one text under different addresses are different "
    "articles; `copies` groups them.",
    ("article_id",),
    (
        Field(
            name="article_id",
            type=STRING,
            description=(
                "First 20 hex characters of the SHA-256 of the first that exists "
                "of canonical URL; source and external id; source and path of a file "
                "that is one article; else path, outlet, title, date and text of the "
                "record (so an edited record without URL or id is a new article)."
            ),
            example=ID_EXAMPLE,
        ),
        Field(
            name="external_id",
            type=STRING,
            description="Id that the input gave the article.",
            example="harbour-17",
            nullable=True,
        ),
        Field(
            name="source",
            type=STRING,
            description="Name of the source it was ingested from.",
            example="samples",
        ),
        Field(
            name="source_path",
            type=STRING,
            description="Path of its file, relative to the source.",
            example="wire/flood.jsonl",
            nullable=True,
        ),
        Field(
            name="url",
            type=STRING,
            description="Address as the input gave it.",
            example="https://harbourcourier.example/flood?utm_source=x",
            nullable=True,
        ),
        Field(
            name="canonical_url",
            type=STRING,
            description="Address without tracking parts, in normal form.",
            example="https://harbourcourier.example/flood",
            nullable=True,
        ),
        Field(
            name="outlet_id",
            type=STRING,
            description="Outlet that published it.",
            example="harbourcourier.example",
            nullable=True,
            references="outlets.outlet_id",
        ),
        Field(
            name="title",
            type=STRING,
            description="Headline of the current version, markup removed.",
            example="Reservoir repairs to cost £48m",
            nullable=True,
        ),
        Field(
            name="authors",
            type=STRINGS,
            description="Names in the byline.",
            example=["Ida Marlow"],
            nullable=True,
        ),
        Field(
            name="published_at",
            type=TIME,
            description="Publication time as the input or page gives it, UTC.",
            example=TIME_EXAMPLE,
            nullable=True,
        ),
        Field(
            name="published_precision",
            type=ENUM,
            description="Finest part of `published_at` that was given.",
            example="minute",
            nullable=True,
            values=choices(DatePrecision),
        ),
        Field(
            name="published_method",
            type=ENUM,
            description="Where `published_at` comes from.",
            example="record",
            nullable=True,
            values=choices(DateMethod),
        ),
        Field(
            name="first_retrieved_at",
            type=TIME,
            description="When its first version was taken in.",
            example=TIME_EXAMPLE,
        ),
        Field(
            name="last_retrieved_at",
            type=TIME,
            description="When its newest version or newest metadata was taken in.",
            example=TIME_EXAMPLE,
        ),
        Field(
            name="language",
            type=STRING,
            description="ISO 639-1 code of the text, `und` where it is too short.",
            example="en",
        ),
        Field(
            name="figures_skipped",
            type=STRING,
            description="Why no figures were extracted; null where they were.",
            example="language_not_english",
            nullable=True,
        ),
        Field(
            name="extractor",
            type=ENUM,
            description="How the text was had: file as it is, record field or HTML.",
            example="html",
            values=choices(Extractor),
        ),
        Field(
            name="n_versions",
            type=INT,
            description="Different texts seen under this article.",
            example=1,
            unit="versions",
            minimum=1,
        ),
        Field(
            name="current_version",
            type=INT,
            description="Number of the newest version.",
            example=1,
            minimum=1,
        ),
    ),
)

ARTICLE_VERSIONS = Table(
    "article_versions",
    "text seen under one article",
    "Every text an article has had. A text that was seen before adds no version.",
    ("article_id", "version"),
    (
        article_ref(),
        version_number(),
        is_current(),
        Field(
            name="title",
            type=STRING,
            description="Headline of this version; offsets with field `title`.",
            example="Reservoir repairs to cost £48m",
            nullable=True,
        ),
        Field(
            name="text_sha256",
            type=STRING,
            description="SHA-256 of the text, UTF-8, as 64 hex characters.",
            example="9f86d081884c7d659a2feaa0c55ad015" * 2,
        ),
        Field(
            name="retrieved_at",
            type=TIME,
            description="When this text was first taken in.",
            example=TIME_EXAMPLE,
        ),
        Field(
            name="n_chars",
            type=INT,
            description="Length of the text.",
            example=2140,
            unit="characters",
            minimum=0,
        ),
        Field(
            name="n_words",
            type=INT,
            description="Words of the text, split at white space.",
            example=362,
            unit="words",
            minimum=0,
        ),
    ),
)

OUTLETS = Table(
    "outlets",
    "outlet",
    "Outlets that published an article of this release.",
    ("outlet_id",),
    (
        Field(
            name="outlet_id",
            type=STRING,
            description="Domain where one is known, else the name in lower case.",
            example="harbourcourier.example",
        ),
        Field(
            name="name",
            type=STRING,
            description="Name as the input or the shipped table writes it.",
            example="Harbour Courier",
        ),
        Field(
            name="domain",
            type=STRING,
            description="Registered domain.",
            example="harbourcourier.example",
            nullable=True,
        ),
        Field(
            name="aliases",
            type=STRINGS,
            description="Other spellings that were seen, sorted.",
            example=["The Harbour Courier"],
        ),
    ),
)

BLOCKS = Table(
    "blocks",
    "stretch of a text",
    "What each part of a text is. Blocks of a text do not overlap and leave out "
    "nothing but white space.",
    ("article_id", "version", "field", "start"),
    (
        article_ref(),
        version_number(),
        text_field(),
        offset("start", "First character of the block"),
        offset("end", "End of the block"),
        Field(
            name="role",
            type=ENUM,
            description="What the block is; all but `title` and `body` is furniture.",
            example="body",
            values=choices(BlockRole),
        ),
        Field(
            name="rule",
            type=STRING,
            description="Rule that gave the role.",
            example="default_body",
        ),
    ),
)

REJECTS = Table(
    "rejects",
    "input that was refused",
    "Input that could not be taken in, with the reason. Holds no text of it.",
    ("reject_id",),
    (
        Field(
            name="reject_id",
            type=STRING,
            description="Hash of source, path, record and reason code.",
            example=ID_EXAMPLE,
        ),
        Field(
            name="stage",
            type=ENUM,
            description="Step that refused it.",
            example="parse",
            values=choices(RejectStage),
        ),
        Field(
            name="source",
            type=STRING,
            description="Name of the source.",
            example="samples",
        ),
        Field(
            name="source_path",
            type=STRING,
            description="File, relative to the source.",
            example="wire/broken.jsonl",
            nullable=True,
        ),
        Field(
            name="record",
            type=INT,
            description="Line or record in the file, from 1; null for the whole file.",
            example=12,
            nullable=True,
            minimum=1,
        ),
        Field(
            name="code",
            type=STRING,
            description="Reason code, see docs/bad-input.md.",
            example="json_syntax",
        ),
        Field(
            name="message",
            type=STRING,
            description="What is wrong and what to do about it.",
            example="line 12 is not valid JSON (column 40): fix or remove the line",
        ),
        Field(
            name="retrieved_at",
            type=TIME,
            description="When it was first refused.",
            example=TIME_EXAMPLE,
        ),
    ),
)

TABLES = (ARTICLES, ARTICLE_VERSIONS, OUTLETS, BLOCKS, REJECTS)

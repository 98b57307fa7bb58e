"""Tables about the data: corrections, validation, changes, ids, the release."""

from __future__ import annotations

from warehouse.schema.columns import ID_EXAMPLE, TIME_EXAMPLE, number_of, share
from warehouse.schema.declare import (
    BOOL,
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
    Change,
    ChangeReason,
    CorrectionAction,
    CorrectionStatus,
    Severity,
)


def text(name: str, description: str, example: str, *, nullable: bool = False) -> Field:
    """A column of strings."""
    return Field(
        name=name,
        type=STRING,
        description=description,
        example=example,
        nullable=nullable,
    )


def sha256(name: str, what: str) -> Field:
    """A column with a SHA-256 as 64 hex characters."""
    return text(name, f"SHA-256 of {what}.", "9f86d081884c7d659a2feaa0c55ad015" * 2)


def release_number(name: str, description: str, *, nullable: bool = False) -> Field:
    """A column that names a release by its place in the order of releases."""
    return Field(
        name=name,
        type=INT,
        description=description,
        example=3,
        nullable=nullable,
        minimum=1,
    )


CORRECTIONS = Table(
    "corrections",
    "human decision",
    "Decisions from the files in `corrections/` that this release was built with, and "
    "what came of each; `docs/corrections.md` says what they may be.",
    ("correction_id",),
    (
        text("correction_id", "Id given in the file.", "2026-03-04-toll"),
        Field(
            name="action",
            type=ENUM,
            description="What it does.",
            example="set_date",
            values=choices(CorrectionAction),
        ),
        text("target_table", "Table it acts on.", "articles"),
        text(
            "target_id",
            "Row it acts on; articles of a cluster joined by `|`; the name of a "
            "withdrawn source; what the file names where no row goes by it.",
            ID_EXAMPLE,
        ),
        text("reason", "Why.", "the outlet corrected the date"),
        text("author", "Who decided.", "I. Marlow"),
        Field(name="decided_at", type=TIME, description="When.", example=TIME_EXAMPLE),
        Field(
            name="status",
            type=ENUM,
            description=(
                "What came of it in this build: `already_true` where the same stands "
                "without it, `guard_failed` where other values or words stand than it "
                "was made on, `overruled` where it contradicts a later one."
            ),
            example="applied",
            values=choices(CorrectionStatus),
        ),
        text("message", "What to do where it was not applied.", "", nullable=True),
    ),
)

CORRECTED_VALUES = Table(
    "corrected_values",
    "value that a correction replaced",
    "What stood where a correction was applied, for every field of every row that it "
    "changed.",
    ("correction_id", "table_name", "row_id", "field"),
    (
        Field(
            name="correction_id",
            type=STRING,
            description="Correction, as in `corrections`.",
            example="2026-03-04-toll",
            references="corrections.correction_id",
        ),
        text("table_name", "Table.", "articles"),
        text(
            "row_id",
            "Row; two articles joined by `|` where it is about a pair.",
            ID_EXAMPLE,
        ),
        text(
            "field",
            "Field; the id of an article that was withdrawn, `surface` of a figure "
            "that was dropped.",
            "published_at",
        ),
        text(
            "before",
            "Value before, as text; of `cluster_id` of a pair, `together` or `apart`.",
            "2026-03-01T00:00:00Z",
            nullable=True,
        ),
        text(
            "after",
            "Value after, as text; null where the row is gone.",
            "2026-03-02T00:00:00Z",
            nullable=True,
        ),
    ),
)

VALIDATIONS = Table(
    "validations",
    "expectation",
    "What was expected of the tables, and whether it held.",
    ("expectation_id",),
    (
        text(
            "expectation_id",
            "Table, expectation and column, joined by dots.",
            "figures.offsets_slice_to_surface",
        ),
        text("table_name", "Table it is about.", "figures"),
        text("expectation", "What is expected, in words.", "low <= best <= high"),
        text("column_name", "Column it is about.", "value_best", nullable=True),
        Field(
            name="severity",
            type=ENUM,
            description="`critical` stops the release, `warning` is published with it.",
            example="critical",
            values=choices(Severity),
        ),
        Field(
            name="success", type=BOOL, description="The expectation held.", example=True
        ),
        text("observed", "What was found.", "0 of 212 rows fail", nullable=True),
        text("threshold", "What was allowed.", "0 rows", nullable=True),
        number_of("n_rows", "Rows looked at.", "rows"),
        number_of("n_failed", "Rows that failed.", "rows"),
    ),
    core=False,
)

VALIDATION_FAILURES = Table(
    "validation_failures",
    "row that failed an expectation",
    "At most 100 rows of each failed expectation.",
    ("expectation_id", "row_id"),
    (
        Field(
            name="expectation_id",
            type=STRING,
            description="Expectation, as in `validations`.",
            example="figures.offsets_slice_to_surface",
            references="validations.expectation_id",
        ),
        text("row_id", "Key of the row, fields joined by `|`.", ID_EXAMPLE),
        text("value", "Offending value, cut at 100 characters.", "-1", nullable=True),
    ),
    core=False,
)

CHANGES = Table(
    "changes",
    "row that changed since the release before",
    "Every row that was added, removed or revised since the release before, with "
    "the computed reason.",
    ("table_name", "row_id"),
    (
        text("table_name", "Table.", "claims"),
        text("row_id", "Key of the row, fields joined by `|`.", ID_EXAMPLE),
        Field(
            name="change",
            type=ENUM,
            description="What happened to it.",
            example="revised",
            values=choices(Change),
        ),
        Field(
            name="fields",
            type=STRINGS,
            description="Fields that differ; empty for added and removed rows.",
            example=["best", "high"],
        ),
        Field(
            name="reason",
            type=ENUM,
            description="Why, from the inputs that differ.",
            example="article_added",
            values=choices(ChangeReason),
        ),
    ),
    core=False,
)

REGISTRY = Table(
    "registry",
    "id ever published",
    "Every id of articles, clusters, events, figures, quotes and claims that was "
    "ever published.",
    ("table_name", "id"),
    (
        text("table_name", "Table the id belongs to.", "clusters"),
        text("id", "The id.", ID_EXAMPLE),
        text(
            "anchor",
            "Member that a minted id goes by: article of a cluster or event, figure of "
            "a claim. It was minted from it, or from one that is gone. Null for ids "
            "that are hashes of contents.",
            ID_EXAMPLE,
            nullable=True,
        ),
        release_number("first_seen", "First release (`release_seq`) that held it."),
        release_number("last_changed", "Last release in which its row changed."),
        release_number(
            "retired_in", "First release that no longer held it.", nullable=True
        ),
        text("alias_of", "Id it was merged into.", ID_EXAMPLE, nullable=True),
        text(
            "member_of",
            "Id that it is a part of, or was when it was last held: cluster of an "
            "article, event of a cluster, claim of a figure. A cluster whose anchor is "
            "withdrawn goes on where most of its articles are.",
            ID_EXAMPLE,
            nullable=True,
        ),
    ),
    core=False,
)

RELEASE = Table(
    "release",
    "release",
    "One row: what this release is and what it was made with.",
    ("release_seq",),
    (
        release_number("release_seq", "Place in the order of releases, from 1."),
        text("version", "Label, YYYY.MM.N.", "2026.03.1"),
        text("previous_version", "Release before.", "2026.02.4", nullable=True),
        Field(
            name="published_at",
            type=TIME,
            description="When it was published.",
            example=TIME_EXAMPLE,
        ),
        text("schema_version", "Version of the table schemas (SemVer).", "1.0.0"),
        text("code_version", "Version of presstally.", "0.1.0"),
        sha256("core_sha256", "the core tables"),
        sha256("store_sha256", "what was ingested"),
        sha256("corrections_sha256", "the corrections"),
        sha256("settings_sha256", "the settings"),
        Field(
            name="settings",
            type=STRINGS,
            description="The settings that decide what stands in a release.",
            example=["snippet_characters = 200"],
        ),
        sha256("documents_code_sha256", "the code of reading and cleaning"),
        sha256("copies_code_sha256", "the code and weights of copy detection"),
        sha256("figures_code_sha256", "the code and tables of figure extraction"),
        sha256("claims_code_sha256", "the code of claims"),
        sha256("frequencies_sha256", "the frozen document frequencies"),
        sha256("furniture_sha256", "the frozen lines that recur in an outlet"),
        text("model", "spaCy pipeline, name and version.", "en_core_web_sm 3.8.0"),
        sha256("model_sha256", "the spaCy pipeline"),
        sha256("lock_sha256", "the installed packages and their versions"),
        number_of("n_articles", "Articles.", "articles"),
        number_of("n_clusters", "Clusters.", "clusters"),
        number_of("n_figures", "Figures of current versions.", "figures"),
        number_of("n_claims", "Claims.", "claims"),
        share(
            "accuracy_copies",
            "Pairwise F1 of copy detection on the sample world; null where not "
            "measured.",
            nullable=True,
        ),
        share(
            "accuracy_figures",
            "F1 of figures (span and value) on the sample world; null where not "
            "measured.",
            nullable=True,
        ),
        share(
            "accuracy_speakers",
            "F1 of speakers on the sample world; null where not measured.",
            nullable=True,
        ),
        Field(
            name="accuracy_of_this_code",
            type=BOOL,
            description="The accuracies were measured with the very code and model "
            "that made this release; false: with an earlier state of them.",
            example=True,
            nullable=True,
        ),
    ),
    core=False,
)

TABLES = (
    CORRECTIONS,
    CORRECTED_VALUES,
    VALIDATIONS,
    VALIDATION_FAILURES,
    CHANGES,
    REGISTRY,
    RELEASE,
)

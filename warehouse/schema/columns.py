"""Columns that several tables have."""

from __future__ import annotations

from warehouse.schema.declare import (
    BOOL,
    ENUM,
    FLOAT,
    INT,
    STRING,
    TIME,
    Field,
    choices,
)
from warehouse.schema.terms import TextField

ID_EXAMPLE = "3f1c0a5be2d84c77a1b0"
TIME_EXAMPLE = "2026-03-02T09:30:00Z"


def reference(
    to: str, what: str, name: str | None = None, *, nullable: bool = False
) -> Field:
    """A column that names a row of another table.

    Args:
        to: Its key, as ``articles.article_id``.
        what: What a row of it is.
        name: Name of the column; None for that of the key.
        nullable: Some rows name none.
    """
    table, key = to.split(".")
    return Field(
        name=name or key,
        type=STRING,
        description=f"{what}, as in `{table}`.",
        example=ID_EXAMPLE,
        nullable=nullable,
        references=to,
    )


def article_ref(name: str | None = None, *, nullable: bool = False) -> Field:
    """A column that names an article."""
    return reference("articles.article_id", "Article", name, nullable=nullable)


def version_number() -> Field:
    """A column that names the version of an article's text."""
    return Field(
        name="version",
        type=INT,
        description="Version of the article's text, as in `article_versions`.",
        example=1,
        minimum=1,
    )


def is_current() -> Field:
    """A column that marks rows of the newest version of an article."""
    return Field(
        name="is_current",
        type=BOOL,
        description="The version is the newest one of its article.",
        example=True,
    )


def text_field(name: str = "field") -> Field:
    """A column that says which text the offsets count in."""
    return Field(
        name=name,
        type=ENUM,
        description="Text that the offsets count in.",
        example="text",
        values=choices(TextField),
    )


def offset(name: str, what: str, *, nullable: bool = False) -> Field:
    """A column with one end of a half-open span in Unicode code points."""
    return Field(
        name=name,
        type=INT,
        description=f"{what}, in Unicode code points from 0; spans are half-open.",
        example=120,
        unit="characters",
        nullable=nullable,
        minimum=0,
    )


def snippet(around: str) -> Field:
    """A column with the publishers' words round a span, cut short."""
    return Field(
        name="snippet",
        type=STRING,
        description=(
            f"Words round {around}, at most 200 characters (setting "
            "`snippet_characters`; null when it is 0)."
        ),
        example="about 2,400 households in the valley were without water",
        nullable=True,
    )


def share(name: str, description: str, *, nullable: bool = False) -> Field:
    """A column with a number from 0 to 1."""
    return Field(
        name=name,
        type=FLOAT,
        description=description,
        example=0.82,
        unit="share",
        nullable=nullable,
        minimum=0,
        maximum=1,
    )


def number_of(name: str, what: str, unit: str | None, *, minimum: int = 0) -> Field:
    """A column with a count."""
    return Field(
        name=name,
        type=INT,
        description=what,
        example=max(3, minimum),
        unit=unit,
        minimum=minimum,
    )


def time(name: str, description: str) -> Field:
    """A nullable column with a time in UTC."""
    return Field(
        name=name,
        type=TIME,
        description=description,
        example=TIME_EXAMPLE,
        nullable=True,
    )

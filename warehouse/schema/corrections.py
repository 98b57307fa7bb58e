"""What a human decision is: the actions, what each is about and what each may set.

The reader of `corrections/*.yml` checks entries against `FORMS`; the transforms apply
what it returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from warehouse.schema.copies import COPY_PAIRS
from warehouse.schema.declare import STRING, Field
from warehouse.schema.documents import ARTICLES
from warehouse.schema.figures import FIGURES
from warehouse.schema.terms import CorrectionAction

Value = str | float | bool | datetime | None
"""What a field may be set to; None for "has none"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a correction is about; its action says which of these are given.

    An article goes by its id, its address, its external id or the path of its file
    (`transforms.corrections.articles_named`).
    """

    article: str | None = None
    articles: tuple[str, ...] = ()
    """Two or more articles."""
    apart_from: tuple[str, ...] = ()
    """Articles that those of `articles` are no copies of."""
    source: str | None = None
    """Name of a source, as in `articles.source`."""
    outlet: str | None = None
    """Outlet, by its id or a name of it."""
    figure: str | None = None
    """Id of a figure."""
    quotation: str | None = None
    """Id of a row of `quotes`."""
    text_sha256: str | None = None
    """SHA-256 of the quoted words (`sha256_words`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One human decision, as a file gives it."""

    id: str
    action: CorrectionAction
    target: Target
    values: tuple[tuple[str, Value], ...] = ()
    """Fields with the values they shall have."""
    expect: tuple[tuple[str, Value], ...] = ()
    """Fields with the values that the decision was made on."""
    reason: str
    author: str
    decided_at: datetime

    @property
    def precedence(self) -> tuple[float, str]:
        """Sorts decisions from the earliest to the latest; the latest holds."""
        return self.decided_at.timestamp(), self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What an entry of one action has to say."""

    table: str
    """Table it acts on."""
    targets: tuple[tuple[str, ...], ...]
    """Ways to name the target: the keys of each."""
    fields: tuple[Field, ...] = ()
    """What it sets; at least one of them. None for actions that set nothing."""
    expects: Literal["same", "some", "none"] = "none"
    """`expect` names the fields that are set, any fields it likes, or is not used."""


FIGURE_FIELDS = tuple(
    FIGURES.field(name)
    for name in (
        "kind",
        "value_low",
        "value_best",
        "value_high",
        "numerator",
        "denominator",
        "unit",
        "unit_system",
        "approximator",
        "concept",
        "concept_head",
        "subject",
        "reference_text",
        "reference_start",
        "reference_end",
        "reference_precision",
        "modality",
        "change_direction",
        "additive",
    )
)
"""What may be wrong with a figure: all that it means. Where it stands is not a matter
of opinion."""

SHORT: dict[str, tuple[str, ...]] = {
    "value": ("value_low", "value_best", "value_high"),
}
"""One word for several fields: an exact value is its own lower and upper bound."""

OUTLET = Field(
    name="outlet",
    type=STRING,
    description="Outlet, by its id or a name of it.",
    example="harbourcourier.example",
    nullable=True,
)

A_FIGURE = (("figure", "text"), ("article", "text"))
ARTICLES_APART = (("articles", "apart_from"),)

FORMS: dict[CorrectionAction, Form] = {
    "withdraw_article": Form(table="articles", targets=(("article",),)),
    "withdraw_source": Form(table="articles", targets=(("source",), ("outlet",))),
    "set_date": Form(
        table="articles",
        targets=(("article",),),
        fields=(ARTICLES.field("published_at"),),
        expects="same",
    ),
    "set_outlet": Form(
        table="articles", targets=(("article",),), fields=(OUTLET,), expects="same"
    ),
    "merge_clusters": Form(table="copies", targets=(("articles",),)),
    "split_cluster": Form(table="copies", targets=ARTICLES_APART),
    "set_relation": Form(
        table="copy_pairs",
        targets=(("articles",),),
        fields=(COPY_PAIRS.field("relation"),),
        expects="same",
    ),
    "set_figure": Form(
        table="figures", targets=A_FIGURE, fields=FIGURE_FIELDS, expects="same"
    ),
    "drop_figure": Form(table="figures", targets=A_FIGURE, expects="some"),
    "set_speaker": Form(
        table="figures",
        targets=(*A_FIGURE, ("quotation", "text")),
        fields=tuple(
            FIGURES.field(name)
            for name in ("speaker", "speaker_canonical", "attribution_cue")
        ),
        expects="same",
    ),
}
"""The actions in the order in which they are applied."""

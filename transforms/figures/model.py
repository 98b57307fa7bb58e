"""What the figure stages hand to each other: numbers, quotes, mentions, figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from warehouse.schema.terms import (
    BlockRole,
    ChangeDirection,
    EntityKind,
    FigureKind,
    Modality,
    QuoteKind,
    RejectionReason,
    SpeakerRule,
    TextField,
    TimePrecision,
    UnitSystem,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A quantity as the lexer reads it, before any grammar of the sentence.

    All offsets are half-open, in code points of the text that was read.
    """

    start: int
    """First character with the approximator that precedes it."""
    end: int
    """End of the number, or of what bounds it from behind (`2,400 or more`) and of
    a unit written after it (`12 hours`, `40 per cent`)."""
    number_start: int
    """First character of the number with its currency."""
    number_end: int
    """End of the number with scale, currency and percent sign."""
    kind: FigureKind
    low: Decimal | None
    best: Decimal | None
    high: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    unit: str | None = None
    unit_system: UnitSystem = "none"
    unit_start: int | None = None
    """Place of the unit's words, where it is written as words or a symbol."""
    unit_end: int | None = None
    approximator: str | None = None
    """Words that bound or blur the number, as the text writes them."""
    bound_rule: str = "exact"
    change_direction: ChangeDirection | None = None
    additive: bool = False
    rule: str
    """Rule of the grammar that read it."""
    certainty: float = 1.0
    """How sure the lexer is that this is a reported quantity, 0 to 1; low for `one`
    and other words that are often no figure. The caller decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A number that is no reported quantity, with the reason."""

    start: int
    end: int
    surface: str
    reason: RejectionReason
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who said something, and how that was found."""

    speaker: str
    """As the text writes it."""
    canonical: str
    """Fullest name in the article."""
    rule: SpeakerRule
    cue: str | None = None
    """Words that attribute it (`said`, `according to`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A direct quotation; offsets lie inside the marks."""

    start: int
    end: int
    kind: QuoteKind
    closed: bool
    continues: int | None = None
    """`start` of the quotation that this paragraph continues."""
    attribution: Attribution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in the text, resolved inside its article."""

    start: int
    end: int
    surface: str
    kind: EntityKind
    canonical: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A reported figure; the fields are those of table `figures`.

    Values are floats computed in `Decimal` and converted once.
    """

    field: TextField
    start: int
    end: int
    surface: str
    number_start: int
    number_end: int
    kind: FigureKind
    value_low: float | None
    value_best: float | None
    value_high: float | None
    numerator: float | None
    denominator: float | None
    unit: str | None
    unit_system: UnitSystem
    approximator: str | None
    bound_rule: str
    concept: str | None
    concept_head: str | None
    subject: str | None
    speaker: str | None
    speaker_canonical: str | None
    speaker_rule: SpeakerRule | None
    attribution_cue: str | None
    quoted: bool
    reference_text: str | None
    reference_start: datetime | None
    reference_end: datetime | None
    reference_precision: TimePrecision | None
    modality: Modality
    change_direction: ChangeDirection | None
    change_of: tuple[int, int] | None
    """`(number_start, number_end)` of the figure of the same field that this one
    changes or is compared with."""
    additive: bool
    block_role: BlockRole
    in_boilerplate: bool
    sentence_start: int
    sentence_end: int
    confidence: float

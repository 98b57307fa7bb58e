"""The closed vocabularies of the tables, one ``Literal`` each.

A word stands here once and is used by the transforms, the tables and the pages.
"""

from __future__ import annotations

from typing import Literal

TextField = Literal["title", "text"]

DatePrecision = Literal["second", "minute", "day", "month", "year"]
DateMethod = Literal["record", "html_metadata", "html_text", "correction"]
Extractor = Literal["plain", "record", "html"]

BlockRole = Literal[
    "title",
    "body",
    "caption",
    "promo",
    "related",
    "tags",
    "credit",
    "source_line",
    "comment",
    "notice",
]

PairRelation = Literal[
    "verbatim",
    "near_verbatim",
    "excerpt",
    "spun",
    "rewrite",
    "update",
    "shared_passage",
    "template_series",
    "independent",
]
COPY_RELATIONS = frozenset(
    {"verbatim", "near_verbatim", "excerpt", "spun", "rewrite", "update"}
)
"""Relations of a pair that put two articles into one cluster."""

MemberRelation = Literal[
    "origin", "verbatim", "near_verbatim", "excerpt", "spun", "rewrite", "update"
]
DecidedBy = Literal["model", "rule", "correction"]
DirectionRule = Literal["containment", "date", "credit", "mention", "own_reporting"]
"""In order of precedence: what tells which of two texts was made from the other."""
OriginRule = Literal[
    "single",
    "earliest",
    "own_reporting",
    "named_by_copy",
    "central",
    "longest",
    "article_id",
]

FigureKind = Literal[
    "count",
    "money",
    "percent",
    "ratio",
    "rank",
    "duration",
    "frequency",
    "age",
    "measure",
    "change",
]
UnitSystem = Literal["iso4217", "ucum", "percent", "percentage_point", "times", "none"]
Modality = Literal["reported", "planned", "denied", "hypothetical"]
ChangeDirection = Literal["up", "down"]
TimePrecision = Literal["second", "hour", "day", "week", "month", "quarter", "year"]
RejectionReason = Literal[
    "date",
    "year",
    "clock",
    "score",
    "label",
    "name",
    "url",
    "list_marker",
    "phone",
    "ordinal",
    "pronoun",
    "idiom",
    "code",
]
SpeakerRule = Literal[
    "cue_verb",
    "according_to",
    "quotation",
    "carry_over",
    "passive",
    "title_name",
    "pronoun",
    "headline",
    "document",
    "correction",
]
QuoteKind = Literal["full", "fragment", "continued"]
EntityKind = Literal["person", "body", "place", "other"]

Agreement = Literal[
    "agree", "rounding", "qualifier_drift", "update", "conflict", "unit"
]
ClaimLink = Literal["compares_with", "change_of", "part_of", "adds_to"]
LineageChange = Literal[
    "origin", "unchanged", "value", "qualifier", "noun", "unit", "speaker"
]
SourceEvidence = Literal["speaker", "credit_line", "source_line", "cluster_origin"]

CorrectionAction = Literal[
    "merge_clusters",
    "split_cluster",
    "set_relation",
    "set_figure",
    "drop_figure",
    "set_speaker",
    "set_date",
    "set_outlet",
    "withdraw_article",
    "withdraw_source",
]
CorrectionStatus = Literal[
    "applied",
    "already_true",
    "guard_failed",
    "target_gone",
    "target_ambiguous",
    "overruled",
]

RejectStage = Literal["read", "decode", "parse", "record", "extract"]
Severity = Literal["critical", "warning"]
Change = Literal["added", "removed", "revised"]
ChangeReason = Literal[
    "source_withdrawn",
    "correction_applied",
    "article_edited",
    "article_added",
    "article_removed",
    "merged",
    "split",
    "extractor_changed",
    "model_changed",
    "settings_changed",
    "schema_changed",
    "context_changed",
]
"""In order of precedence: the first that applies is the reason."""

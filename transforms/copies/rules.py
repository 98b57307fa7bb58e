"""What decides copies, with the reason beside each number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRules:
    """Thresholds of copy detection."""

    top_terms: int = 40
    """Terms of an article by which partners are looked for: with 13 a tenth of the
    rewrites is missed, with more than 40 nothing is gained."""
    stop_share: float = 0.02
    """Terms of a larger share of the articles counted bring no partners."""
    candidate_score: float = 0.10
    """Cosine of top terms from which two articles are compared: at .15 two in a
    hundred pairs of long article and excerpt are lost."""
    least_words_verbatim: int = 12
    """Shorter texts are never linked: equal headlines and "subscribe to read on" say
    nothing of copying."""
    least_words: int = 25
    """Shorter texts are linked when they are equal word for word, never by the model:
    they share or lack single words by chance."""
    floor: float = 0.05
    """Pairs below are not kept, unless they share a passage."""
    merge_mean: float = 0.5
    """Mean that the known links of two groups have to reach: likelier copies than not.
    Two rewrites of one report that kept other parts of it are hardly alike. At .55 two
    in a hundred model rewrites more are missed, at .46 precision falls from .985 to
    .981 (.977 to .966 at 2,000 characters)."""
    passage_words: int = 8
    """Words that a passage has to match to be recorded: shorter runs are phrases."""
    shared_passage_words: int = 30
    """Matching words from which two independent articles share a passage: a paragraph
    of a press release, longer than most quotations."""
    follow_up_days: float = 0.5
    """Days from which one outlet's next text in other words is a new one: within the
    same half day it may be an edition of its own."""
    least_likeness: float = 0.1
    """Cosine of all terms below which a pair says nothing of one event either way."""

"""The spaCy component `figures`: the extractor inside any English pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

SPANS_KEY = "figures"


def score_figures(examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - spaCy's own signature
    """Precision, recall and F of the figures' spans and kinds."""
    return Scorer.score_spans(
        examples,
        attr=f"spans_{SPANS_KEY}",
        getter=lambda doc, _: doc.spans.get(SPANS_KEY, ()),
        has_annotation=lambda doc: SPANS_KEY in doc.spans,
        **kwargs,
    )


@registry.scorers("presstally.figures_scorer.v1")  # type: ignore[untyped-decorator]
def make_figures_scorer() -> Callable[..., dict[str, Any]]:
    """The scorer of the span group `figures`."""
    return score_figures


class FigureComponent:
    """Sets `doc._.figures` and the span group `figures`.

    The figures are those of `extract` on the document's text, with exact character
    offsets; the span group snaps them to tokens and carries their kind as label.
    """

    def __init__(
        self, *, published: str | None, model: str | None, scorer: Callable[..., Any]
    ) -> None:
        """Keep the settings and register the attributes."""
        self.published = datetime.fromisoformat(published) if published else None
        self.model = model
        self.scorer = scorer
        if not Doc.has_extension("figures"):
            Doc.set_extension("figures", default=())
        if not Doc.has_extension("published"):
            Doc.set_extension("published", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """The document with its figures.

        `doc._.published`, a datetime, takes precedence over the setting.
        """
        # Late, so that loading any spaCy pipeline stays as cheap as it was.
        from transforms.figures.extract import extract  # noqa: PLC0415
        from transforms.figures.parse import DEFAULT_MODEL  # noqa: PLC0415

        figures = extract(
            doc.text,
            doc._.published or self.published,
            model=self.model or DEFAULT_MODEL,
        )
        doc._.figures = tuple(figures)
        spans = []
        for figure in figures:
            span = doc.char_span(
                figure.start, figure.end, label=figure.kind, alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
        doc.spans[SPANS_KEY] = spans
        return doc

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - spaCy's own signature
        """Precision, recall and F on the examples."""
        scores: dict[str, Any] = self.scorer(examples, **kwargs)
        return scores


@Language.factory(
    "figures",
    assigns=["doc._.figures", "doc.spans"],
    default_config={
        "published": None,
        "model": None,
        "scorer": {"@scorers": "presstally.figures_scorer.v1"},
    },
    default_score_weights={f"spans_{SPANS_KEY}_f": 1.0},
)
def make_figures(
    nlp: Language,  # noqa: ARG001 - spaCy hands it to every factory
    name: str,  # noqa: ARG001 - spaCy hands it to every factory
    published: str | None,
    model: str | None,
    scorer: Callable[..., Any],
) -> FigureComponent:
    """The component for a pipeline.

    Args:
        nlp: The pipeline; the extractor brings its own parser.
        name: Name in the pipeline.
        published: ISO 8601 time that relative times are resolved against.
        model: spaCy model that parses; None for the extractor's default.
        scorer: Scorer of the span group.
    """
    return FigureComponent(published=published, model=model, scorer=scorer)

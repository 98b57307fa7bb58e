"""What of an article's text is its own: title and body, page furniture left out."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

OWN_ROLES = ("title", "body")

Span = tuple[int, int]
TextKey = tuple[str, int, str]
"""Article, version and field."""


def body_spans(blocks: pa.Table) -> dict[TextKey, list[Span]]:
    """The stretches of title and body of each text, in order of their start."""
    role = blocks["role"].cast(pa.string())
    own = blocks.filter(pc.is_in(role, value_set=pa.array(OWN_ROLES)))
    own = own.select(["article_id", "version", "field", "start", "end"])
    own = own.sort_by(
        [(name, "ascending") for name in ("article_id", "version", "field", "start")]
    )
    spans: dict[TextKey, list[Span]] = {}
    for article_id, version, field, start, end in zip(
        *(
            own[name].cast(_plain(own[name].type)).to_pylist()
            for name in own.column_names
        ),
        strict=True,
    ):
        spans.setdefault((article_id, version, field), []).append((start, end))
    return spans


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def own_text(text: str, spans: Iterable[Span]) -> str:
    """The stretches of a text, one under the other."""
    return "\n".join(text[start:end] for start, end in spans)

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
    names = ("role", "article_id", "version", "field", "start", "end")
    # Dictionary columns can't be sorted, so strings are taken out of them first.
    plain = pa.table(
        {
            name: blocks[name].cast(pa.string())
            if pa.types.is_dictionary(blocks[name].type)
            else blocks[name]
            for name in names
        }
    )
    own = plain.filter(pc.is_in(plain["role"], value_set=pa.array(OWN_ROLES)))
    own = own.sort_by([(name, "ascending") for name in names[1:5]])
    spans: dict[TextKey, list[Span]] = {}
    columns = [own[name].to_pylist() for name in names[1:]]
    for article_id, version, field, start, end in zip(*columns, strict=True):
        spans.setdefault((article_id, version, field), []).append((start, end))
    return spans


def own_text(text: str, spans: Iterable[Span]) -> str:
    """The stretches of a text, one under the other."""
    return "\n".join(text[start:end] for start, end in spans)

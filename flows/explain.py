"""`presstally explain`: one article, its figures, and the rules that gave them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from rich.console import Console

from flows.ingest import retrieval_time
from transforms.documents.read import read_source
from transforms.documents.record import Record, Reject
from transforms.figures.explain import explain, to_html, to_terminal
from warehouse.schema.errors import SourceError


def explain_file(path: Path, *, published: str | None, as_html: bool) -> str:
    """The article's text with each figure marked and explained.

    Args:
        path: A file of one article.
        published: When it was published, ISO 8601; the file's own date where None.
        as_html: A page instead of text for a terminal.

    Raises:
        SourceError: The file does not exist, or holds no article that can be read.
    """
    items = list(read_source(path))
    record = next((item for item in items if isinstance(item, Record)), None)
    if record is None:
        reasons = [item.message for item in items if isinstance(item, Reject)]
        raise SourceError(f"{path}: {'; '.join(reasons) or 'no article in it'}")
    at = retrieval_time(published) if published else record.published_at
    explanation = explain(record.text, at)
    if as_html:
        return to_html(explanation)
    colours = sys.stdout.isatty()
    console = Console(
        file=io.StringIO(), force_terminal=colours, no_color=not colours, width=100
    )
    with console.capture() as captured:
        console.print(to_terminal(explanation))
    return captured.get()

"""Sources that are written, and what is read of them."""

from __future__ import annotations

import json
from pathlib import Path

from transforms.documents.read import read_source
from transforms.documents.record import Notice, Record, Reject

TEXT = "Tarn Water said on Monday that 2,400 households had no water."


def read(path, **options):
    """Everything in a source: records, rejects, notices."""
    items = list(read_source(path, **options))
    return (
        [item for item in items if isinstance(item, Record)],
        [item for item in items if isinstance(item, Reject)],
        [item for item in items if isinstance(item, Notice)],
    )


def written(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only_reject(path, **options) -> Reject:
    """The one reject of a source that gives no record."""
    records, rejects, _ = read(path, **options)
    assert records == []
    assert len(rejects) == 1
    return rejects[0]


def lines(*rows) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

"""Corrections from the command line: what the files hold, and one withdrawal more."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from flows.settings import load_settings
from transforms.corrections.targets import (
    Missing,
    articles_named,
    one_article,
    outlet_named,
    shown,
)
from warehouse.corrections import read_corrections
from warehouse.files import write_text
from warehouse.home import Home
from warehouse.plain_yaml import Node, with_entry
from warehouse.releases import latest_release
from warehouse.schema.corrections import Correction, Target
from warehouse.schema.errors import CorrectionsError
from warehouse.schema.identity import make_id
from warehouse.store import Store

Kind = Literal["article", "source", "outlet"]
"""What can be withdrawn."""

FILE = "withdrawals.yml"
"""Where withdrawals from the command line are written down."""

NAMED = ["article_id", "source", "source_path", "external_id", "url", "canonical_url"]


def list_corrections(home: Path) -> pa.Table:
    """The corrections of a home folder with what came of each in the latest release.

    Columns: id, action, target, status, message; the status is `new` where the latest
    release was built without it.

    Raises:
        CorrectionsError: An entry is wrong.
    """
    folder = Home(home)
    latest = latest_release(folder)
    rows = latest.read()["corrections"].to_pylist() if latest else []
    known = {row["correction_id"]: row for row in rows}
    listed: list[dict[str, str | None]] = []
    for correction in read_corrections(folder.corrections):
        row = known.get(correction.id, {"status": "new", "message": None})
        listed.append(
            {
                "id": correction.id,
                "action": correction.action,
                "target": target_in_words(correction.target),
                "status": row["status"],
                "message": row["message"],
            }
        )
    names = ("id", "action", "target", "status", "message")
    return pa.Table.from_pylist(
        listed, schema=pa.schema([(name, pa.string()) for name in names])
    )


def target_in_words(target: Target) -> str:
    """What a correction is about, on one line."""
    one = (
        target.figure
        or target.quotation
        or target.article
        or target.source
        or target.outlet
    )
    parts = [one] if one else [", ".join(target.articles)]
    if target.apart_from:
        parts.append(f"apart from {', '.join(target.apart_from)}")
    return " ".join(part for part in parts if part)


def withdraw(
    home: Path, name: str, *, kind: Kind, reason: str, author: str, at: datetime
) -> Correction:
    """The withdrawal that was written into the corrections; the next build applies it.

    Args:
        home: The home folder.
        name: Article by its id, address, external id or path; or a source or outlet.
        kind: Which of these it is.
        reason: Why.
        author: Who decided.
        at: When.

    Raises:
        CorrectionsError: Nothing or more than one goes by that name, it is withdrawn
            already, or an entry of the corrections is wrong.
    """
    settings = load_settings(home)
    if not Home(home).segments.is_dir():
        raise CorrectionsError(
            f"{home} holds no store: name the home folder with --home"
        )
    with Home(home).lock(wait=settings.lock_wait_seconds):
        folder = Home(home)
        target = found(folder, name, kind)
        standing = read_corrections(folder.corrections)
        action = "withdraw_article" if kind == "article" else "withdraw_source"
        id_ = f"withdraw-{make_id(kind, target)[:10]}"
        twin = next((c.id for c in standing if c.id == id_), None)
        if twin is not None:
            raise CorrectionsError(
                f"{kind} {name!r} is withdrawn already, by the entry {twin} in "
                f"{folder.corrections}"
            )
        entry: Node = {
            "id": id_,
            "action": action,
            "target": {kind: target},
            "reason": " ".join(reason.split()),
            "author": " ".join(author.split()),
            "decided_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        }
        path = folder.corrections / FILE
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        write_text(path, with_entry(before, entry))
        try:
            after = read_corrections(folder.corrections)
        except CorrectionsError:
            # A reason that is too long, say: what stood before stands again.
            write_text(path, before)
            raise
    return next(c for c in after if c.id == id_)


def found(folder: Home, name: str, kind: Kind) -> str:
    """The id of an article or outlet, or the source, that goes by a name.

    Raises:
        CorrectionsError: Nothing does, or more than one.
    """
    if kind == "outlet":
        latest = latest_release(folder)
        if latest is None:
            raise CorrectionsError(
                f"{folder.path} holds no release yet, which would name its outlets: "
                "run presstally first, or withdraw articles or a source"
            )
        outlet = outlet_named(name, latest.read()["outlets"])
        if isinstance(outlet, Missing):
            raise CorrectionsError(
                f"no article of the latest release is from an outlet {name!r}: look "
                "into its table outlets"
                if outlet.status == "target_gone"
                else outlet.message
            )
        return outlet
    records = Store(folder).read(columns=NAMED)
    if kind == "source":
        sources = pc.unique(records["source"]).to_pylist()
        if name not in sources:
            raise CorrectionsError(
                f"nothing was taken in from a source {name!r}; there are: "
                f"{shown(sources)}"
            )
        return name
    article = one_article(name, articles_named([name], records))
    if isinstance(article, Missing):
        raise CorrectionsError(
            f"no article of the store goes by {name!r}: give its id, address, external "
            "id or the path of its file"
            if article.status == "target_gone"
            else article.message
        )
    return article

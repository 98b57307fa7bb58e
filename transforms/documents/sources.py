"""What lies at a path: files of a folder or glob in order, and what is passed by."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from transforms.documents.record import RefusedError
from warehouse.schema.errors import SourceError

GLOB_MARKS = frozenset("*?[")

LINK_OUTSIDE = (
    "the link points out of the source folder and was not followed: copy the files in "
    "or give their folder as a source of its own"
)


@dataclass(frozen=True, slots=True)
class PassedBy:
    """Something that a walk through a folder does not read."""

    code: str
    message: str
    place: str
    """Its path, relative to the source."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A file or folder that a walk leaves out, because its name begins with a dot."""

    place: str
    """Its path, relative to the source."""


def resolve(path: Path) -> tuple[Path, Iterator[Path | PassedBy | Hidden]]:
    """The root that paths are relative to, and what lies under it, in order."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError):
            raise SourceError(
                f"{path} can't be read: permission denied; give this user read access"
            ) from None
        if GLOB_MARKS & set(str(path)):
            return _resolve_glob(path)
        hint = (
            "addresses are not fetched: save the page and give its path"
            if str(path).startswith(("http:", "https:"))
            else "check the spelling and the folder it is relative to"
        )
        raise SourceError(f"{path} does not exist: {hint}") from None
    if stat.S_ISDIR(kind):
        try:
            os.scandir(path).close()
        except OSError as error:
            raise SourceError(
                f"the folder {path} can't be listed ({error.strerror}); give this "
                "user read access"
            ) from None
        return path, _walk(path, path)
    return path, iter([path])


def _resolve_glob(pattern: Path) -> tuple[Path, Iterator[Path | PassedBy | Hidden]]:
    fixed: list[str] = []
    for part in pattern.parts[:-1]:
        if GLOB_MARKS & set(part):
            break
        fixed.append(part)
    root = Path(*fixed) if fixed else Path()
    matches = sorted(glob.glob(str(pattern), recursive=True))  # noqa: PTH207
    if not matches:
        raise SourceError(
            f"nothing matches {pattern}: check the pattern, and put it in quotes so "
            "that the shell leaves it alone"
        )

    def files() -> Iterator[Path | PassedBy | Hidden]:
        seen: set[Path] = set()
        for match in map(Path, matches):
            for item in _walk(root, match) if match.is_dir() else (match,):
                if not isinstance(item, Path):
                    yield item
                elif item not in seen:
                    seen.add(item)
                    yield item

    return root, files()


def _walk(root: Path, folder: Path) -> Iterator[Path | PassedBy | Hidden]:
    """Everything in a folder and its folders, sorted by path; hidden ones as such."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        message = (
            f"the folder can't be listed ({error.strerror}): give this user read "
            "access or remove it"
        )
        yield PassedBy("unreadable", message, folder.relative_to(root).as_posix())
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            yield Hidden(path.relative_to(root).as_posix())
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path)
        elif entry.is_symlink() and path.is_dir():
            # Not followed: what lies inside the folder is read where it lies, and a
            # link to a folder above would never end.
            if not _inside(path, root):
                place = path.relative_to(root).as_posix()
                yield PassedBy("link_outside", LINK_OUTSIDE, place)
        else:
            yield path


def _inside(path: Path, root: Path) -> bool:
    # Path.resolve raises on a link that leads to itself.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def printable(name: str) -> str:
    """A file name without control characters, line ends and undecodable bytes.

    They are written as escapes, so that different names stay different.
    """
    return "".join(
        character
        if character.isprintable() and character != "\\"
        else character.encode("unicode_escape").decode("ascii")
        for character in name
    )


def unfit(path: Path, root: Path) -> RefusedError | None:
    """Why a path is not opened; None where it may be."""
    if path.is_symlink() and path != root:
        if not _inside(path, root):
            return RefusedError("read", "link_outside", LINK_OUTSIDE)
        if not path.exists():
            return RefusedError(
                "read", "unreadable", "the link points to nothing: remove it"
            )
    if not stat.S_ISREG(path.stat().st_mode):
        return RefusedError(
            "read",
            "not_a_file",
            "neither a file nor a folder (a pipe, socket or device): remove it",
        )
    return None

"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.schema.errors import PresstallyError

TEMPORARY = ".tmp-"
"""Begin of the names of files and folders that are not finished."""

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
GONE = frozenset({errno.ENOENT, errno.ESTALE})
BLOCKED = frozenset({errno.ENOTDIR, errno.EEXIST, errno.EISDIR})


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Turns what the disk refuses into a message that says what to do.

    Raises:
        PresstallyError: The disk is full, or `path` can't be written or is gone.
    """
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            message = (
                f"{path} could not be written: {os.strerror(error.errno or 0)}. "
                "What was there before is untouched; free some space and run the "
                "same command again"
            )
        elif error.errno in REFUSED:
            message = (
                f"{path} can't be written: {os.strerror(error.errno or 0)}. Give this "
                "user the right to write there, or choose another folder with --home"
            )
        elif error.errno in BLOCKED:
            message = (
                f"{path} can't be written: a file stands where a folder is needed, or "
                "the reverse. Move it away, or choose another folder with --home"
            )
        elif error.errno in GONE:
            message = (
                f"{path} could not be written: its folder, or what was written there, "
                "is gone. Nothing but presstally may move or remove files of its home "
                "folder while it runs; run the same command again"
            )
        elif error.errno is not None:
            message = (
                f"{path} could not be written: {os.strerror(error.errno)}. What was "
                "there before is untouched; look at the disk and run the same command "
                "again, or choose another folder with --home"
            )
        else:
            raise
        raise PresstallyError(message) from error


@contextmanager
def writing(path: Path, *, flushed: bool = True) -> Iterator[Path]:
    """A temporary path beside `path`, renamed to it when the block ends well.

    The bytes are on the disk before the name is, so that a power cut leaves the old
    file or the new one.

    Args:
        path: The file to write.
        flushed: Wait for the disk; not needed in a folder that has no name yet and is
            flushed as a whole.

    Raises:
        PresstallyError: The disk is full or `path` can't be written.
    """
    temporary = path.with_name(f"{TEMPORARY}{path.name}-{os.getpid()}")
    with clear_errors(path):
        make_folder(path.parent)
        try:
            yield temporary
            if flushed:
                flush(temporary)
            temporary.replace(path)
            if flushed:
                flush(path.parent)
        finally:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file in one step, UTF-8, newlines as they are."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes, *, flushed: bool = True) -> None:
    """Write a file in one step."""
    with writing(path, flushed=flushed) as temporary:
        temporary.write_bytes(content)


def point_link(link: Path, target: str) -> None:
    """Let a relative symbolic link point to `target`, in one step."""
    temporary = link.with_name(f"{TEMPORARY}{link.name}-{os.getpid()}")
    with clear_errors(link):
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(target)
        temporary.replace(link)
        flush(link.parent)


def move(path: Path, target: Path) -> None:
    """Give a finished file or folder its name, in one step."""
    with clear_errors(target):
        path.rename(target)
        flush(target.parent)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, readable by others as the umask allows."""
    with clear_errors(path):
        path.mkdir(mode=0o755, parents=True, exist_ok=True)


def flush(path: Path) -> None:
    """Put a file's bytes, or a folder's names, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_tree(folder: Path) -> None:
    """Put everything below a folder on the disk, the folder last."""
    for path in sorted(folder.rglob("*"), reverse=True):
        flush(path)
    flush(folder)


def sha256_file(path: Path) -> str:
    """SHA-256 of a file, 64 hex characters."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove(path: Path) -> None:
    """Remove a file or a folder with all that is in it; links are not followed."""
    with clear_errors(path):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

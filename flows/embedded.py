"""How Prefect runs here: quiet, offline, and cleaned up after when it was killed.

Import this before Prefect: it reads its environment once, when it is imported.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from warehouse.files import clear_errors, make_folder, move
from warehouse.home import Home
from warehouse.schema.errors import PresstallyError

OWNER_MARK = "PRESSTALLY_SERVER_OF"
RUN_MARK = "PRESSTALLY_SERVER_RUN"
SERVER_COMMAND = b"prefect.server.api.server:create_app"

DEFAULTS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The embedded server takes 5 s here; a loaded machine needs longer than the
    # default of 20 s.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    # The command line says what went wrong; Prefect would say it again with traces.
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    # Prefect prints what other libraries log; a refused page is named by us.
    "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}

ROOM_BYTES = 16 * 2**20
"""Room that a run with the embedded server needs at least: the books of a first run
take 5 MB, its tables 2 MB. With less the server would not come up, and say nothing."""

NOT_STARTED = "ephemeral Prefect API server"
"""What Prefect's error says when its server did not come up in time."""

FULL_BYTES = 2**20
"""A disk with less room than this is taken for the cause of what went wrong."""


def prepare(home: Path) -> None:
    """Set Prefect's environment for a run on a home folder.

    What the user has set stands. Without a configured server, the books of the
    embedded one are kept in the home folder, which is made where it is missing.

    Raises:
        PresstallyError: The home folder can't be written, or its disk is full.
    """
    Home(home).create()
    check_writable(home)
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    configured = {"PREFECT_API_URL", "PREFECT_PROFILE", "PREFECT_HOME"} & set(
        os.environ
    )
    if not configured and not (Path.home() / ".prefect" / "profiles.toml").exists():
        books = home.resolve() / "prefect"
        make_folder(books)
        check_writable(books, *books.glob("prefect.db*"))
        put_damaged_aside(books / "prefect.db")
        os.environ["PREFECT_HOME"] = str(books)
        check_room(home)
    os.environ[OWNER_MARK] = str(home.resolve())
    os.environ[RUN_MARK] = str(os.getpid())


def check_writable(*paths: Path) -> None:
    """Refuse a run on files of someone else, which Prefect's server would wait for.

    Raises:
        PresstallyError: One of them can't be written.
    """
    for path in paths:
        if not os.access(path, os.W_OK):
            with clear_errors(path):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def check_room(home: Path, *, needed: int = ROOM_BYTES) -> None:
    """Refuse a run that the disk of the home folder has no room for.

    Raises:
        PresstallyError: There is none.
    """
    free = shutil.disk_usage(home).free
    if free < needed:
        raise PresstallyError(
            f"the disk of {home} is full: {free // 2**20} MB are left, a run needs "
            f"{ROOM_BYTES // 2**20} MB at least. What was there before is untouched; "
            "free some space and run the same command again"
        )


def put_damaged_aside(books: Path) -> None:
    """Move a damaged file of books away, so that the server starts a new one.

    They only tell what Prefect did; nothing is built from them.
    """
    if not books.exists():
        return
    try:
        with closing(sqlite3.connect(f"{books.as_uri()}?mode=ro", uri=True)) as opened:
            opened.execute("select count(*) from sqlite_schema").fetchone()
            sound = opened.execute("pragma quick_check(1)").fetchone() == ("ok",)
    except sqlite3.DatabaseError as error:
        damage = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        sound = getattr(error, "sqlite_errorcode", 0) & 0xFF not in damage
    if not sound:
        for path in books.parent.glob(f"{books.name}*"):
            move(path, path.with_name(path.name.replace(books.stem, "damaged", 1)))


@contextmanager
def server_trouble_told(home: Path) -> Iterator[None]:
    """Says what to do where Prefect's embedded server gives up.

    Prefect tells of a full disk in as many ways as there are places at which its books
    could not be written.

    Raises:
        PresstallyError: The disk of the home folder is full, or the server did not
            start.
    """
    try:
        yield
    except PresstallyError:
        raise
    except Exception as error:
        check_room(home, needed=FULL_BYTES)
        if NOT_STARTED in str(error):
            raise PresstallyError(
                "Prefect's server did not start: see whether this machine is busy or "
                f"out of memory and run again; if it comes back, move {home}/prefect "
                "away, which holds its books and nothing else"
            ) from error
        raise


def stop_orphaned_servers(home: Path) -> list[int]:
    """The process ids of embedded servers that were stopped.

    A run that is killed with -9 leaves its embedded server behind. Only a server
    that such a run on this home folder started, and whose run is gone, is stopped.
    Looks at `/proc`; where there is none (macOS) nothing is done.
    """
    stopped = []
    owner = f"{OWNER_MARK}={home.resolve()}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            if SERVER_COMMAND not in command:
                continue
            environment = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue  # gone meanwhile, or another user's
        if owner not in environment:
            continue
        runs = [
            int(entry.split(b"=", 1)[1])
            for entry in environment
            if entry.startswith(f"{RUN_MARK}=".encode())
        ]
        if runs and not Path(f"/proc/{runs[0]}").exists():
            os.kill(int(folder.name), signal.SIGTERM)
            stopped.append(int(folder.name))
    return stopped

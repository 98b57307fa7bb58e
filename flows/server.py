"""A Prefect server of our own for `presstally schedule`, where none is configured.

Prefect's embedded server runs flows but starts none at a set time: its scheduler
only runs in a server proper.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from warehouse.schema.errors import PresstallyError, SettingsError

START_SECONDS = 120
"""A first start makes the database; that took 12 s here with both cores busy."""


def check_cron(cron: str) -> None:
    """Refuse what is no cron expression before a server is started for it.

    Raises:
        SettingsError: It is none.
    """
    from cronsim import CronSim, CronSimError

    try:
        CronSim(cron, datetime.now(UTC))
    except CronSimError as error:
        raise SettingsError(
            f'--cron {cron!r} is no cron expression ({error}): write "0 5 * * *" for '
            "five every morning"
        ) from error


def free_port(preferred: int = 4200) -> int:
    """A port of the loopback address that nobody listens on, Prefect's own first."""
    for port in (preferred, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise PresstallyError(
        "no free port on 127.0.0.1: close some programs and try again"
    )


def is_healthy(api_url: str) -> bool:
    """Whether a Prefect server answers at this address."""
    try:
        with urllib.request.urlopen(f"{api_url}/health", timeout=2) as answer:  # noqa: S310 - our own loopback address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def running_server(configured: str | None) -> Iterator[str]:
    """The API address of a Prefect server: the configured one, or one started here.

    Args:
        configured: Address that Prefect's own settings name.

    Raises:
        PresstallyError: The server ended or did not answer in time.
    """
    if configured:
        yield configured
        return
    port = free_port()
    api_url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start"]
    process = subprocess.Popen(  # noqa: S603 - fixed command
        [*command, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_healthy(api_url):
            if process.poll() is not None:
                raise PresstallyError(
                    f"the Prefect server ended with code {process.returncode}; run "
                    f"`prefect server start --port {port}` to see why"
                )
            if time.monotonic() > deadline:
                raise PresstallyError(
                    f"the Prefect server did not answer within {START_SECONDS} s; "
                    "start one with `prefect server start` and set PREFECT_API_URL"
                )
            time.sleep(0.2)
        yield api_url
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

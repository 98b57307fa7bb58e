"""One embedded Prefect server for all flow tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.embedded import DEFAULTS

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture(scope="session", autouse=True)
def prefect_server():
    import os

    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    from prefect.testing.utilities import prefect_test_harness

    # It takes 5 s; a machine that does other things as well may take minutes.
    with prefect_test_harness(server_startup_timeout=300):
        yield


@pytest.fixture(scope="session")
def samples() -> Path:
    """The first of the three batches."""
    return SAMPLES / "articles" / "batch-1"

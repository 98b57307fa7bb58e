"""How hypothesis runs here.

`make test` tries the same inputs each time, so that a failure comes from the change and
not from the dice. A long session tries others, many more of them:

    .venv/bin/python -m pytest -k fuzz --hypothesis-profile=long
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]

settings.register_profile(
    "short",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=SLOW,
)
settings.register_profile(
    "long", deadline=None, max_examples=20_000, suppress_health_check=SLOW
)
settings.load_profile("short")

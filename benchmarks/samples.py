"""Quality of every stage on the sample world, against its gold.

Runs the command on the three batches into a temporary home (or takes the one that
`--home` names, if they were run into it before) and prints a table; `--errors` also
prints every error of a stage, `--write` puts the accuracies into
`warehouse/data/accuracy.json`, which every release carries.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sample_articles import ARTICLES, BATCHES, ROOT, GoldError
from sample_gold import read_gold
from sample_scores import Score, all_scores

from warehouse.home import Home
from warehouse.releases import latest_release

ACCURACY = ROOT / "warehouse" / "data" / "accuracy.json"
PRESSTALLY = Path(sys.executable).with_name("presstally")
EVENINGS = ("2026-03-15", "2026-03-22", "2026-03-29")
"""The Sundays on which the batches are taken in."""


def run_batches(home: Path) -> None:
    """Three nightly runs, as a user would start them."""
    for batch, day in zip(BATCHES, EVENINGS, strict=True):
        started = time.monotonic()
        command: list[str | Path] = [PRESSTALLY, "run", ARTICLES / batch]
        command += ["--home", home, "--retrieved-at", f"{day}T22:00:00Z", "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{batch}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        print(f"{batch}: {time.monotonic() - started:.0f} s", file=sys.stderr)


def print_scores(scores: list[Score]) -> None:
    """The table."""
    print(f"{'':10}{'':26}{'right':>7}{'gold':>7}{'P':>8}{'R':>8}{'F1':>8}")
    stage = ""
    for score in scores:
        name = score.stage if score.stage != stage else ""
        stage = score.stage
        figures = [score.precision, score.recall, score.f1]
        if score.found is None:
            figures = [None, score.recall, None]
        shown = "".join(
            f"{'':8}" if value is None or math.isnan(value) else f"{value:8.3f}"
            for value in figures
        )
        right = f"{score.right:.0f}" if score.gold > 1 else ""
        gold = str(score.gold) if score.gold > 1 else ""
        print(f"{name:10}{score.what:26}{right:>7}{gold:>7}{shown}")


def print_errors(scores: list[Score], stages: list[str]) -> None:
    """Every error of the stages, all of them where none are named."""
    for score in scores:
        if score.errors and (not stages or score.stage in stages):
            print(f"\n{score.stage}, {score.what}: {len(score.errors)}")
            for error in score.errors:
                print(f"  {error}")


def main() -> None:
    """Print the table, and what else was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--home", type=Path, help="home folder to keep or to reuse")
    parser.add_argument("--errors", nargs="*", metavar="STAGE", help="list the errors")
    parser.add_argument("--write", action="store_true", help="write the accuracies")
    arguments = parser.parse_args()
    try:
        gold = read_gold()
    except GoldError as error:
        sys.exit(str(error))
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.home or Path(folder) / "home"
        release = latest_release(Home(home)) if home.exists() else None
        if release is None:
            run_batches(home)
            release = latest_release(Home(home))
        if release is None:
            sys.exit(f"{home} holds no release")
        scores = all_scores(release.read(), gold)
    print_scores(scores)
    if arguments.errors is not None:
        print_errors(scores, arguments.errors)


if __name__ == "__main__":
    main()

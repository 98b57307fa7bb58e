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
from sample_gold import GOLD, read_gold
from sample_made import Score
from sample_model import Gold
from sample_scores import all_scores

from warehouse.accuracy import FILE, MEASURED_INPUTS, Measured
from warehouse.digests import Inputs, value_hash
from warehouse.files import sha256_file
from warehouse.home import Home
from warehouse.releases import ReleaseTables, latest_release
from warehouse.schema.identity import sha256_text

ACCURACY = ROOT / "warehouse" / FILE
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


def refuse_other_texts(tables: ReleaseTables, gold: Gold, home: Path) -> None:
    """Leave where a home was filled with the samples as they were once."""
    known = set(tables["article_versions"]["text_sha256"].to_pylist())
    changed = [
        name
        for name, sample in gold.samples.items()
        if sha256_text(sample.record.text) not in known
    ]
    if changed:
        sys.exit(f"{home} holds other texts ({changed[0]}): remove it and run again")


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


def write_accuracy(scores: list[Score], gold: Gold, inputs: Inputs) -> None:
    """Write what releases carry, with what it was measured on and with."""
    f1 = {(score.stage, score.what): round(score.f1, 3) for score in scores}
    measured = Measured(
        accuracy_copies=f1["copies", "pairs of one text"],
        accuracy_figures=f1["figures", "span and value"],
        accuracy_speakers=f1["speakers", "of figures"],
        n_articles=len(gold.articles),
        n_figures=len(gold.figures),
        samples_sha256=samples_hash(),
        **{name: getattr(inputs, name) for name in MEASURED_INPUTS},
    )
    ACCURACY.write_text(measured.as_json(), encoding="utf-8")
    print(f"written: {ACCURACY.relative_to(ROOT)}")


def samples_hash() -> str:
    """SHA-256 over the articles and their gold."""
    files = sorted(
        path
        for folder in (ARTICLES, GOLD)
        for path in folder.rglob("*")
        if path.is_file()
    )
    return value_hash(
        {path.relative_to(ROOT).as_posix(): sha256_file(path) for path in files}
    )


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
        tables = release.read()
        refuse_other_texts(tables, gold, home)
        scores = all_scores(tables, gold)
        inputs = tables.inputs
    print_scores(scores)
    if arguments.write:
        write_accuracy(scores, gold, inputs)
    if arguments.errors is not None:
        print_errors(scores, arguments.errors)


if __name__ == "__main__":
    main()

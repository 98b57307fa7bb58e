"""How good the stages are, as measured on the sample world; every release says it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib import resources

from warehouse.digests import Inputs
from warehouse.schema.errors import ReleaseError

FILE = "data/accuracy.json"
MEASURED_INPUTS = (
    "documents_code_sha256",
    "copies_code_sha256",
    "figures_code_sha256",
    "model_sha256",
)
"""What the measured stages are made of. Claims are not among the accuracies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """What was measured on the sample world; None where nothing was.

    The rules were mended with these articles in view: other texts will do less well.
    """

    accuracy_copies: float | None = None
    """Pairwise F1 of copy detection."""
    accuracy_figures: float | None = None
    """F1 of figures, span and value."""
    accuracy_speakers: float | None = None
    """F1 of speakers."""
    accuracy_of_this_code: bool | None = None
    """Measured with the very code and model that made the release.

    Measured anew by `make bench-samples ARGS=--write`. An accuracy that was measured a
    commit earlier is kept and marked, not left out: a comment that changed in a stage
    changes its hash, and a reader is better off with a figure that says so than with
    none.
    """


NOT_MEASURED = Accuracy()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The contents of `warehouse/data/accuracy.json`."""

    accuracy_copies: float
    accuracy_figures: float
    accuracy_speakers: float
    n_articles: int
    """Articles of the sample world that was measured on."""
    n_figures: int
    """Figures of its gold."""
    samples_sha256: str
    """The sample articles and their gold."""
    documents_code_sha256: str
    copies_code_sha256: str
    figures_code_sha256: str
    model_sha256: str

    def as_json(self) -> str:
        """The file."""
        return json.dumps(asdict(self), indent=2) + "\n"


def read_measured() -> Measured:
    """What was last measured, from the file that ships with the code.

    Raises:
        ReleaseError: The file is missing or is not what it should be.
    """
    try:
        content = json.loads(
            resources.files("warehouse").joinpath(FILE).read_text(encoding="utf-8")
        )
        # A field too many or too few is refused by the class itself.
        return Measured(**content)
    except (OSError, ValueError, TypeError) as error:
        raise ReleaseError(
            f"warehouse/{FILE} can't be used ({error}): install presstally again, or "
            "write it anew with make bench-samples ARGS=--write"
        ) from error


def accuracy_of(inputs: Inputs) -> Accuracy:
    """The accuracies a release carries that was made from these inputs.

    Raises:
        ReleaseError: What `read_measured` raises.
    """
    measured = read_measured()
    return Accuracy(
        accuracy_copies=measured.accuracy_copies,
        accuracy_figures=measured.accuracy_figures,
        accuracy_speakers=measured.accuracy_speakers,
        accuracy_of_this_code=all(
            getattr(measured, name) == getattr(inputs, name) for name in MEASURED_INPUTS
        ),
    )

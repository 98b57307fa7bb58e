"""Everything a build depends on, as hashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata

from flows.settings import Settings
from warehouse.corrections import corrections_hash, read_corrections
from warehouse.digests import Inputs, code_hash, packages_hash, value_hash
from warehouse.frequencies import Frozen, frozen
from warehouse.home import Home
from warehouse.releases import Release, ReleaseTables, latest_release
from warehouse.runs import Run
from warehouse.schema.corrections import Correction
from warehouse.schema.errors import PresstallyError, SettingsError
from warehouse.store import Store

SHARED_CODE = (
    "flows.build",
    "transforms.anchors",
    "transforms.corrections",
    "warehouse.schema",
)
"""What decides something in every stage: what it is given, ids, people's decisions,
declared tables."""

STAGE_CODE = {
    "documents_code_sha256": "transforms.documents",
    "copies_code_sha256": "transforms.copies",
    "figures_code_sha256": "transforms.figures",
    "claims_code_sha256": "transforms.claims",
}
"""Which package decides what a stage returns."""


def memory_key(counted: Frozen | None) -> str:
    """Name of the memory of copy detection, by all that its pairs depend on.

    What they depend on of the articles themselves, each article's fingerprint says.
    """
    frequencies = counted.frequencies_sha256 if counted else None
    return value_hash([frequencies, code_hash("transforms.copies")])[:16]


def inputs_of(
    folder: Home, settings: Settings, corrections: Sequence[Correction]
) -> Inputs:
    """The inputs of a build as they stand now.

    Raises:
        PresstallyError: Frequencies were never counted.
        SettingsError: The spaCy pipeline of the settings is not installed.
    """
    counted = frozen(folder)
    if counted is None:
        raise PresstallyError(
            f"{folder.path} has no frozen frequencies: build it first"
        )
    try:
        version = metadata.version(settings.model.replace("_", "-"))
        model_sha256 = code_hash(settings.model)
    except (metadata.PackageNotFoundError, ModuleNotFoundError) as error:
        raise SettingsError(
            f"spaCy pipeline {settings.model!r} is not installed: install its package, "
            "or name another in the setting `model`"
        ) from error
    return Inputs(
        store_sha256=Store(folder).digest(),
        corrections_sha256=corrections_hash(corrections),
        settings_sha256=value_hash(settings.of_data),
        frequencies_sha256=counted.frequencies_sha256,
        furniture_sha256=counted.furniture_sha256,
        model=f"{settings.model} {version}",
        model_sha256=model_sha256,
        lock_sha256=packages_hash(),
        code_version=metadata.version("presstally"),
        **{
            name: code_hash(package, *SHARED_CODE)
            for name, package in STAGE_CODE.items()
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where a home folder stands: the release before, and what is to be built."""

    latest: Release | None
    before: ReleaseTables | None
    """Tables of the latest release."""
    inputs: Inputs
    corrections: tuple[Correction, ...]
    """What people decided."""
    release_seq: int
    """Number of the release in the making."""
    run: Run
    """The build of these inputs, finished or not."""

    @property
    def unchanged(self) -> bool:
        """The latest release was made of the same inputs."""
        return self.before is not None and self.before.inputs == self.inputs


def situation_of(folder: Home, settings: Settings) -> Situation:
    """Where the home folder stands.

    Raises:
        CorrectionsError: An entry of the corrections is wrong.
        PresstallyError: What `inputs_of` raises.
    """
    latest = latest_release(folder)
    corrections = read_corrections(folder.corrections)
    inputs = inputs_of(folder, settings, corrections)
    release_seq = latest.release_seq + 1 if latest else 1
    run_id = inputs.run_id(
        previous_core_sha256=latest.core_sha256 if latest else None,
        release_seq=release_seq,
    )
    return Situation(
        latest=latest,
        before=latest.read() if latest else None,
        inputs=inputs,
        corrections=corrections,
        release_seq=release_seq,
        run=Run(folder, run_id),
    )

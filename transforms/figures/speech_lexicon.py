"""Word lists of the speech stage, read once from the package's data files."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_lines(name: str) -> dict[str, list[str]]:
    """Lines of a data file by section, comments and blank lines left out."""
    path = resources.files("transforms.figures") / "data" / f"{name}.txt"
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[] \t"), [])
        elif line and not line.startswith("#"):
            section.append(line)
    return sections


@cache
def read_words(name: str) -> Mapping[str, frozenset[str]]:
    """Words of a data file by section; a hyphen may stand for a space.

    Names of several words are written with hyphens (`new-york`), because spaces
    part the words of a file; both forms are returned.
    """
    return {
        section: frozenset(
            form
            for line in lines
            for word in line.split()
            for form in (word, word.replace("-", " "))
        )
        for section, lines in read_lines(name).items()
    }

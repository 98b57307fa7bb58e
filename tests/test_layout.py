"""The folders depend on each other in one direction only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {"flows", "transforms", "expectations", "warehouse"}

ALLOWED = {
    "flows": ("flows", "expectations", "warehouse", "transforms"),
    "expectations": ("expectations", "warehouse.schema"),
    "warehouse": ("warehouse",),
    "transforms": ("transforms", "warehouse.schema"),
}
ONLY_IN = {
    "great_expectations": "expectations",
    "prefect": "flows",
    "typer": "flows",
}
PUBLIC_INITS = {
    Path("transforms/figures/__init__.py"),
    Path("transforms/copies/__init__.py"),
}

MODULES = sorted(
    path.relative_to(ROOT) for name in OURS for path in (ROOT / name).rglob("*.py")
)


def imported(path: Path) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path} imports relatively"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    return any(
        name == package or name.startswith(f"{package}.") for package in packages
    )


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_imports_only_what_its_folder_may(path):
    allowed = ALLOWED[path.parts[0]]
    ours = {name for name in imported(path) if name.split(".")[0] in OURS}
    assert not {name for name in ours if not is_within(name, allowed)}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_library_with_one_place_is_imported_nowhere_else(path):
    tops = {name.split(".")[0] for name in imported(path)}
    assert not {top for top in tops if ONLY_IN.get(top, path.parts[0]) != path.parts[0]}


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.name == "__init__.py"], ids=str
)
def test_a_package_says_nothing_unless_it_is_a_public_one(path):
    assert path in PUBLIC_INITS or not (ROOT / path).read_text(encoding="utf-8").strip()


def test_tests_are_no_packages():
    assert not list((ROOT / "tests").rglob("__init__.py"))

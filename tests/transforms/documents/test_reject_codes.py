"""Every reason to refuse an input is documented, and every documented one exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
POSITION = {"RefusedError": 1, "PassedBy": 0}
"""Where the code stands among the arguments."""


def code_expressions(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in POSITION:
            yield node.args[POSITION[node.func.id]]
        elif node.func.id == "Reject":
            yield from (word.value for word in node.keywords if word.arg == "code")


def codes_of_the_readers() -> set[str]:
    found: set[str] = set()
    for path in sorted((ROOT / "transforms" / "documents").glob("*.py")):
        for expression in code_expressions(ast.parse(path.read_text("utf-8"))):
            if isinstance(expression, ast.IfExp):
                branches = [expression.body, expression.orelse]
            else:
                branches = [expression]
            found |= {part.value for part in branches if isinstance(part, ast.Constant)}
    return found


def test_the_page_of_bad_input_lists_the_codes_that_there_are():
    page = (ROOT / "docs" / "bad-input.md").read_text(encoding="utf-8")
    section = page.split("## Reject codes")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert listed == sorted(codes_of_the_readers())

"""Lists of entries in YAML files, with everything as it was written.

YAML's own guesses would turn an article id of digits into a number, an outlet called
`no` into false, and of two equal keys keep one without a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

Node = str | None | list["Node"] | dict[str, "Node"]
"""What a file holds: scalars as written, lists, mappings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file."""

    place: str
    """File and line, for messages."""
    content: Node


class WrongEntryError(Exception):
    """What is wrong with a file or one of its entries, and what to do."""


class PlainLoader(yaml.SafeLoader):
    """Reads scalars as they are written, but for null; refuses anchors and aliases."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The node that comes next."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(
                problem="an alias (*name): write out what it stands for",
                problem_mark=self.peek_event().start_mark,  # type: ignore[no-untyped-call]
            )
        return super().compose_node(parent, index)


PlainLoader.yaml_implicit_resolvers = {}
PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"(~|null|Null|NULL|)\Z"), ["~", "n", "N", ""]
)


def read_entries(path: Path) -> list[Entry]:
    """The entries of one file.

    Raises:
        WrongEntryError: The file can't be read or is no list.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        root = yaml.compose(text, PlainLoader)
    except OSError as error:
        raise WrongEntryError(
            f"{path} can't be read ({error.strerror}): mend it or move it away"
        ) from error
    except UnicodeDecodeError as error:
        raise WrongEntryError(f"{path} is not UTF-8: save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise WrongEntryError(
            f"{path}{line} is not valid YAML ({error.problem}): mend it"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise WrongEntryError(
            f"{path} is not valid YAML ({type(error).__name__}): mend it"
        ) from error
    if root is None or root.value == "":
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise WrongEntryError(
            f"{path} is no list: begin each correction with '- id: ...'"
        )
    return [
        Entry(f"{path}, line {node.start_mark.line + 1}", plain_node(node, path))
        for node in root.value
    ]


def plain_node(node: yaml.Node, path: Path) -> Node:
    """What a node of a file holds.

    Raises:
        WrongEntryError: A key stands twice in one mapping, or is none.
    """
    match node:
        case yaml.SequenceNode():
            return [plain_node(child, path) for child in node.value]
        case yaml.MappingNode():
            found: dict[str, Node] = {}
            for key, value in node.value:
                place = f"{path}, line {key.start_mark.line + 1}"
                if not isinstance(key, yaml.ScalarNode):
                    raise WrongEntryError(f"{place}: a key has to be a word")
                if key.value in found:
                    raise WrongEntryError(
                        f"{place}: {key.value!r} stands twice in one entry: keep one"
                    )
                found[key.value] = plain_node(value, path)
            return found
    return None if node.tag.endswith(":null") else str(node.value)


def with_entry(text: str, entry: Node) -> str:
    """A file's text with one entry more at its end.

    Args:
        text: A list of entries, or nothing.
        entry: What the entry says.
    """
    gap = "" if not text or text.endswith("\n") else "\n"
    return f"{text}{gap}{yaml.safe_dump([entry], allow_unicode=True, sort_keys=False)}"

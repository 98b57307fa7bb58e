"""Copy detection: verbatim, near-verbatim, excerpted, spun and rewritten articles."""

from transforms.copies.assemble import Copies
from transforms.copies.decisions import Decisions
from transforms.copies.find import find_copies
from transforms.copies.memory import Memory
from transforms.copies.rules import CopyRules

__all__ = ["Copies", "CopyRules", "Decisions", "Memory", "find_copies"]

"""Copy detection: verbatim, near-verbatim, excerpted, spun and rewritten articles."""

from transforms.copies.find import Copies, find_copies
from transforms.copies.rules import CopyRules

__all__ = ["Copies", "CopyRules", "find_copies"]

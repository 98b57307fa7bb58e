"""Copy detection: verbatim, near-verbatim, excerpted, spun and rewritten articles."""

from transforms.copies.assemble import Copies
from transforms.copies.find import find_copies
from transforms.copies.rules import CopyRules

__all__ = ["Copies", "CopyRules", "find_copies"]

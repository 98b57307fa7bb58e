"""What the command line says when something is done."""

from __future__ import annotations

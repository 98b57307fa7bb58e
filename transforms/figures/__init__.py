"""Figures that a text reports, exact to the character.

>>> from transforms.figures import extract
>>> [f.surface for f in extract("About 2,400 households in Tarn Vale lost power.")]
['About 2,400 households']

Imported at once, not late: the module `extract` has its function's name, and the
package must hand out the function. spaCy itself is loaded by the first parse.
"""

from __future__ import annotations

from transforms.figures.extract import extract

__all__ = ["extract"]

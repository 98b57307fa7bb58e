"""Whether `one` stands for a noun or for anybody, and is no number."""

from __future__ import annotations

import re

from transforms.figures.rejections import names_table

_NO_ONE = re.compile(r"'s(?!\w)| of [a-z]+ing(?!\w)| [a-z]+ to another(?!\w)")
"""`one's own`, `one of being heard`, where the pronoun repeats a noun, and `from one
person to another`."""
_WORD_AFTER = re.compile(r"[ \n-]([a-z][a-z']*)")
_COUNTED = frozenset("minus negative exactly only just than least about of".split())
_ASKED = frozenset("where how whether why".split())
_NOUN_AFTER = re.compile(r" (?![a-z]+(?:s|ed)(?!\w))[a-z]+ (?:is|was|has|in|of)(?!\w)")
"""`where one man was`: a noun and its verb, not `where one draws`."""


def one_is_pronoun(text: str, end: int, last: str) -> bool:
    """Whether the `one` that ends here is a pronoun; `last` is the word before it."""
    if _NO_ONE.match(text, end):
        return True
    if text.startswith(" of ", end):
        return False
    table = names_table()
    after = _WORD_AFTER.match(text, end)
    alone = after is None or after.group(1) in table["pronoun_after"]
    if last in _ASKED and after is not None and _NOUN_AFTER.match(text, end) is None:
        return True
    return (alone and last not in _COUNTED) or last in table["pronoun_before"]

"""What each of two texts has of its own: quotations and numbers."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from transforms.copies.frequencies import idf_table, shipped
from transforms.copies.own_matter import compare_own_matter, split_quotations
from transforms.copies.sentences import split_sentences
from transforms.copies.texts import WHOLE, own_texts
from transforms.copies.tokens import Tokens, tokenize

TABLE = idf_table(shipped())
DAM = "“Clear water through a dam is plumbing, cloudy water is the dam itself leaving.”"
CALLS = (
    "“I would rather answer nine hundred calls from parents than miss a single one.”"
)
REPORT = "The inspector looked at the embankment on Tuesday and found muddy water."


def tokens_of(*texts: str) -> Tokens:
    """The words of the texts."""
    ids = [f"{k:03d}" for k in range(len(texts))]
    own = own_texts(pa.table({"article_id": ids, "text": list(texts)}), WHOLE)
    return tokenize(own.texts, own.rows)


def compared(shorter: str, longer: str) -> list[float]:
    """Whether both have quotations of their own; share and count of own numbers."""
    tokens = tokens_of(shorter, longer)
    found = compare_own_matter(
        tokens, split_sentences(tokens, TABLE), TABLE, np.array([0]), np.array([1])
    )
    values: list[float] = found[0].tolist()
    return values


def test_two_reports_that_each_quote_somebody_else_have_quotations_of_their_own() -> (
    None
):
    assert compared(f"{REPORT} {DAM}", f"{REPORT} {CALLS}")[0] == 1.0


def test_a_copy_that_left_a_quotation_out_has_none_of_its_own() -> None:
    assert compared(f"{REPORT} {DAM}", f"{REPORT} {DAM} {CALLS}")[0] == 0.0
    assert compared(REPORT, f"{REPORT} {DAM} {CALLS}")[0] == 0.0


def test_a_reworded_quotation_is_no_other_one() -> None:
    reworded = "“Clear water that runs through any dam is just plumbing; if cloudy, \
it is the dam that is leaving.”"
    assert compared(f"{REPORT} {reworded}", f"{REPORT} {DAM} {CALLS}")[0] == 0.0


def test_what_is_quoted_here_and_told_there_is_not_lacking() -> None:
    told = "Clear water through a dam is plumbing, he said; cloudy water is the dam \
itself leaving."
    assert compared(f"{REPORT} {DAM}", f"{told} {CALLS}")[0] == 0.0


def test_a_phrase_in_quotation_marks_is_no_quotation() -> None:
    assert compared(f"{REPORT} A “cloudy viaduct”.", f"{REPORT} {CALLS}")[0] == 0.0


def test_each_quotation_is_split_off_by_its_marks() -> None:
    quotations = split_quotations(
        tokens_of(f"{REPORT} {DAM} {REPORT} “Yes, twice.” {CALLS}", REPORT), TABLE
    )
    assert quotations.stretch_index.tolist() == [0, 2, 2]


def test_own_numbers_are_the_share_that_the_longer_text_lacks() -> None:
    shorter = "Some 310 of 2,400 households, 12 litres in 2023."
    longer = "About 2,400 households and 310 people were told at 9.15 on 10 March."
    assert compared(shorter, longer)[1:] == [0.5, 2.0]
    assert compared("Nobody was told.", longer)[1:] == [0.0, 0.0]
    assert compared("It was 2,400, then 2,400.", "So 2400 it was.")[1:] == [0.0, 0.0]

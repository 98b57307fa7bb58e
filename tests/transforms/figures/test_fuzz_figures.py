"""Whatever stands in a text: figures that slice, twice the same, never a raise."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from itertools import pairwise

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from transforms.figures import extract
from transforms.figures.batch import extract_documents
from transforms.figures.explain import explain, to_html
from transforms.figures.lexer import lex
from transforms.figures.sentences import split_sentences
from transforms.figures.speech import read_speech
from transforms.figures.text import comparable
from warehouse.schema.working import DOCUMENTS

PUBLISHED = datetime(2026, 3, 3, tzinfo=UTC)

DIGITS = st.sampled_from(
    "0 1 2 7 12 31 100 1,000 12,5 1,00,000 2.400 3.5 .5 1.2.3 007 1e9 10th 21st 1990s "
    "2026 19:30 5-4 20/20 1/2 ½ 2½ ٣١ １２ ² ① Ⅻ 3\u200b1 5\ufeff0 4\xad2 1\u20602 "
    "99999999999999999999999 0.0000000000000000000001 1'000 1\u202f000 1\xa0000 "
    "9m 9bn 3k 4x 5°C 6kg 7% 8pc 5,".split(" ")
)
WORDS = st.sampled_from(
    "one two twelve twenty-one hundred thousand million billion lakh dozen half a third "
    "quarters zero nil no first second double twice tenfold couple several few many "
    "and or to of per between from by in out point minus".split()
)
UNITS = st.sampled_from(
    "£ $ € ¥ US$ A$ GBP EUR pounds p cents % per_cent percentage_points km miles mph °C "
    "tonnes kg litres hours years-old aged months days-ago people homes boats seats "
    "square_metres barrels-a-day children households votes".split()
)
AROUND = st.sampled_from(
    "about almost nearly over under up_to at_least more_than fewer_than roughly some "
    "rose fell cut by increased not if will said told according_to the_minister Ida "
    "Marlow Tarn_Water he they last_month on_Monday in_March 2025 yesterday respectively "
    "compared_with of_which including each every total".split()
)
MARKS = st.sampled_from(
    "“”\"'‘’.,;:?!–—-()\n\t …/•\u2028\xa0\0\ud800=İßﬁ\u202e\u200dǅŉ"
)
MORE = st.sampled_from(["\n\n", "\r\n", "<b>", "&amp;", "e\u0301", "👍🏽"])
PART = DIGITS | WORDS | UNITS | AROUND | MARKS | MORE | st.text(max_size=3)
SENTENCES = st.builds(
    lambda parts, glue: glue.join(parts).replace("_", " "),
    st.lists(PART, max_size=24),
    st.sampled_from([" ", " ", " ", ""]),
)


@given(text=SENTENCES)
def test_fuzz_every_character_keeps_its_place_when_texts_are_made_comparable(text):
    assert len(comparable(text)) == len(text)


@given(text=SENTENCES)
def test_fuzz_numbers_slice_lie_in_order_and_are_read_twice_the_same(text):
    lexed = lex(text)
    assert lex(text) == lexed
    spans = []
    for number in lexed.numbers:
        assert 0 <= number.start <= number.number_start < number.number_end
        assert number.number_end <= number.end <= len(text)
        values = [
            value
            for value in (number.low, number.best, number.high)
            if value is not None
        ]
        assert values == sorted(values)
        spans.append((number.start, number.end))
    for rejection in lexed.rejections:
        assert text[rejection.start : rejection.end] == rejection.surface != ""
        spans.append((rejection.start, rejection.end))
    for (_, end), (start, _) in pairwise(sorted(spans)):
        assert end <= start


@given(text=SENTENCES)
def test_fuzz_sentences_lie_in_order_and_leave_no_word_out(text):
    ends, left = 0, []
    for start, end in split_sentences(text):
        assert ends <= start < end <= len(text)
        left.append(text[ends:start])
        ends = end
    left.append(text[ends:])
    assert not re.search(r"\w", "".join(left))


@given(text=SENTENCES, title=SENTENCES)
def test_fuzz_quotations_and_names_lie_inside_the_text(text, title):
    speech = read_speech(text, split_sentences(text), title=title)
    assert read_speech(text, split_sentences(text), title=title) == speech
    for quote in speech.quotes:
        assert 0 <= quote.start < quote.end <= len(text)
    for mention in speech.mentions:
        assert text[mention.start : mention.end] == mention.surface != ""


@given(text=SENTENCES, title=SENTENCES | st.none())
def test_fuzz_figures_slice_and_are_read_twice_the_same(text, title):
    figures = extract(text, PUBLISHED, title=title)
    assert extract(text, PUBLISHED, title=title) == figures
    for figure in figures:
        assert text[figure.start : figure.end] == figure.surface != ""
        assert figure.start <= figure.number_start < figure.number_end <= figure.end
        assert figure.sentence_start <= figure.start
        assert figure.end <= figure.sentence_end <= len(text)
        assert 0 <= figure.confidence <= 1
        values = [
            value
            for value in (figure.value_low, figure.value_best, figure.value_high)
            if value is not None
        ]
        assert values == sorted(values)
    starts = [figure.number_start for figure in figures]
    assert starts == sorted(set(starts))


@given(text=SENTENCES)
def test_fuzz_a_page_that_explains_a_text_holds_none_of_its_markup(text):
    page = to_html(explain(f"<i>31 boats</i> <script> {text}", PUBLISHED))
    assert "<i>" not in page
    assert "<script>" not in page
    assert "&lt;script&gt;" in page or "script" in html.unescape(page)


@given(
    texts=st.lists(SENTENCES.filter(str.strip), min_size=1, max_size=3), title=SENTENCES
)
def test_fuzz_any_text_that_a_store_can_hold_gives_tables_as_declared(texts, title):
    encodable = str.maketrans("", "", "\0\ud800")
    rows = []
    for number, text in enumerate(texts):
        kept = re.sub("[\ud800-\udfff]", "", text.translate(encodable)) or "x"
        row = dict.fromkeys(DOCUMENTS.arrow.names) | {
            "article_id": f"{number:020x}",
            "version": 1,
            "is_current": True,
            "source": "s",
            "source_path": "p",
            "title": re.sub("[\ud800-\udfff]", "", title.translate(encodable)) or None,
            "text": kept,
            "text_sha256": f"{number:064x}",
            "retrieved_at": PUBLISHED,
            "first_retrieved_at": PUBLISHED,
            "published_at": PUBLISHED,
            "published_precision": "day",
            "language": "en",
            "extractor": "plain",
            "n_chars": len(kept),
            "n_words": len(kept.split()),
        }
        rows.append(row)
    documents = DOCUMENTS.from_rows(rows)
    found = extract_documents(documents)
    by_id = {row["article_id"]: row for row in documents.to_pylist()}
    for table in (found.figures, found.number_rejections, found.entity_mentions):
        assert isinstance(table, pa.Table)
        for row in table.to_pylist():
            text = by_id[row["article_id"]][row["field"]]
            surface = row.get("surface") or row.get("mention")
            assert text[row["start"] : row["end"]] == surface

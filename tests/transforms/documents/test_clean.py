"""Block roles of a page."""

from __future__ import annotations

import pyarrow as pa
import pytest
from growth import grows_faster, repeated
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.documents.clean import label_blocks, label_parts, recurring_lines
from transforms.documents.lines import split_lines
from transforms.documents.page import label_lines
from warehouse.schema.documents import BLOCKS

PROSE = [
    "Repairs to the reservoir will cost £48m, the water board said on Monday.",
    "About 2,400 households in the valley had no water for two days in February.",
    "“We found more than 200 cracks,” said Sam Orrell, who heads the board.",
    "Work will start in June. It will take three years and close the upper road.",
]


def documents(*texts, title=None, outlet=None):
    n = len(texts)
    return pa.table(
        {
            "article_id": [f"article {i:03}" for i in range(n)],
            "version": pa.array([1] * n, pa.int32()),
            "is_current": [True] * n,
            "title": pa.array([title] * n, pa.string()),
            "text": list(texts),
            "source": ["wire"] * n,
            "outlet_id": pa.array([outlet] * n, pa.string()),
        }
    )


def roles(*lines, title=None):
    """The role of each line of a text."""
    found = split_lines("\n".join(lines))
    return [role for role, _ in label_lines(found, title=title)]


def test_the_table_conforms_to_its_schema_also_when_it_is_empty():
    assert label_blocks(documents()).schema == BLOCKS.arrow
    assert label_blocks(documents(*PROSE)).schema == BLOCKS.arrow
    assert label_blocks(documents("", "  \n ")).num_rows == 0


def test_neighbouring_lines_of_one_role_are_one_block():
    text = "\n\n".join(PROSE)
    (block,) = label_blocks(documents(text)).to_pylist()
    assert (block["start"], block["end"]) == (0, len(text))
    assert (block["role"], block["rule"]) == ("body", "default_body")


def test_a_title_is_a_block_of_its_field():
    blocks = label_blocks(documents(PROSE[0], title=" Costly repairs ")).to_pylist()
    assert [(b["field"], b["start"], b["end"], b["role"]) for b in blocks] == [
        ("text", 0, len(PROSE[0]), "body"),
        ("title", 1, 15, "title"),
    ]


def test_a_headline_in_the_first_line_is_told_from_prose():
    assert roles("Reservoir repairs to cost £48m", *PROSE)[:2] == ["title", "body"]
    assert roles("Costs to double, says board.", *PROSE)[0] == "title"
    assert roles(*PROSE)[0] == "body"
    assert roles("Costly repairs", *PROSE, title="Costly Repairs")[0] == "title"


def test_a_newsletter_stretch_is_promo_to_its_end():
    stretch = [
        "skip past newsletter promotion",
        "The valley in 5 minutes, every morning",
        "Privacy Notice: Newsletters may hold advertisements of 14 partners.",
        "after newsletter promotion",
    ]
    assert roles(*PROSE[:2], *stretch, *PROSE[2:]) == [
        *["body"] * 2,
        *["promo"] * 4,
        *["body"] * 2,
    ]


def test_a_newsletter_stretch_that_never_ends_takes_no_prose():
    assert roles(PROSE[0], "skip past newsletter promotion", *PROSE[1:]) == [
        "body",
        "promo",
        *["body"] * 3,
    ]


TEASERS = [
    "Ferry sinks off Tarn Head",
    "Fourteen people were rescued when the ferry sank, raising fears for the route.",
    "Town hall sold for £3m",
    "The county sold its hall to pay for the wall, and will rent it back for a year.",
]


def test_related_posts_run_to_the_end():
    page = [*PROSE * 4, "Tags:", "Related Posts", *TEASERS]
    assert roles(*page) == [*["body"] * 16, "tags", *["related"] * 5]


def test_related_summaries_without_headlines_run_to_the_end():
    page = [*PROSE * 4, "Related Posts", TEASERS[1], TEASERS[3]]
    assert roles(*page) == [*["body"] * 16, *["related"] * 3]


def test_topics_under_their_heading_are_tags():
    page = [*PROSE, "Explore more on these topics", "Water", "Tarn Valley", *PROSE[:2]]
    assert roles(*page) == [*["body"] * 4, *["tags"] * 3, *["body"] * 2]


def test_prose_that_resumes_after_related_headlines_is_the_articles():
    page = [*PROSE, "Related:", TEASERS[0], TEASERS[2], *PROSE]
    assert roles(*page) == [*["body"] * 4, *["related"] * 3, *["body"] * 4]


def test_prose_right_after_read_more_is_the_articles():
    page = [*PROSE, "Read more:", *PROSE]
    assert roles(*page) == [*["body"] * 4, "related", *["body"] * 4]


def test_a_sub_heading_that_looks_related_costs_itself_only():
    for heading, own in (("More from the Courier:", 8), ("More from the report:", 9)):
        assert roles(*PROSE, heading, *PROSE).count("body") == own


def test_what_follows_closed_comments_is_no_article():
    page = [*PROSE * 2, "2 Comments", "I had no water either!", "Same here in Vale."]
    assert roles(*page)[-3:] == ["comment"] * 3


def test_a_comments_link_at_the_top_costs_itself_only():
    assert roles("Leave a comment", *PROSE) == ["comment", *["body"] * 4]


GLUED = [
    ("Sign up to our newsletter here for five stories a day.", "promo"),
    ("Follow us on Facebook and Instagram for more.", "promo"),
    ("(Reporting by Ida Marlow; Editing by Sam Orrell)", "credit"),
    ("This article first appeared on Harbour Courier.", "source_line"),
    ("The views expressed here are the author's own.", "notice"),
    ("Copyright 2026 Harbour Courier.", "notice"),
    ("READ MORE: Harbour bridge shut for a third week", "related"),
]


@pytest.mark.parametrize(("sentence", "role"), GLUED)
def test_a_sentence_glued_to_a_paragraph_is_a_block_of_its_own(sentence, role):
    text = f"{PROSE[0]} {sentence}"
    parts = label_parts(text)
    assert [(text[a:b], one) for a, b, one, _ in parts] == [
        (PROSE[0], "body"),
        (sentence, role),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "“Sign up to our newsletter here,” he told the 48 people in the hall.",
        "More than 4,000 people have subscribed to the newsletter since March.",
        "Other towns have also contributed.",
        "Please know that the wall will hold.",
        "“Help us,” she wrote. “Follow us on Facebook. Become a member today.”",
        "The board said: “Subscribe to our plan here. It costs £3 a month.”",
    ],
)
def test_sentences_of_the_news_are_cut_from_no_paragraph(sentence):
    assert [one for *_, one, _ in label_parts(f"{PROSE[0]} {sentence}")] == ["body"]


def test_headlines_behind_a_name_are_cut_out_where_the_name_goes_on():
    before, after = "The wall will cost £48m, Sam Orrell", "(Tarn) said on Monday."
    teasers = "Samuel James OrrellWall to cost £3m more Five things to know MORE"
    text = f"{before} {teasers} {after}"
    assert [(text[a:b], one) for a, b, one, _ in label_parts(text)] == [
        (before, "body"),
        (teasers, "related"),
        (after, "body"),
    ]


@pytest.mark.parametrize(
    ("outlet", "line"),
    [
        ("harbourmetro.example", "Harbour Metro: 90,000 copies, every weekday, free."),
        ("tarnbrief.example", "Want the Brief at dawn? It goes out to 31,000 readers."),
        ("the plain tarn", "Plain Tarn lives on the gifts of 3,900 readers. Join us."),
        (None, "Like this? Tarnreader sends 5 stories a day to 26,000 phones."),
    ],
)
def test_what_an_outlet_says_of_itself_at_the_end_is_promotion(outlet, line):
    text = "\n".join([*PROSE, line])
    assert label_parts(text, outlet=outlet)[-1][2:] == ("promo", "house_promotion")


@pytest.mark.parametrize(
    "line",
    [
        "The Harbour Metro sold 90,000 copies every weekday last year.",
        "The paper was read online by 31,000 subscribers a week, the auditors said.",
        "Want to sell your house? The tax will be £3,000 for every copy of the deed.",
        "Tarn Water: 48 walls, 31 leaks, £48m.",
        "Like this wall, 31 others leak.",
    ],
)
def test_a_report_on_a_paper_is_no_promotion(line):
    text = "\n".join([*PROSE, line])
    (part,) = label_parts(text, outlet="harbourmetro.example")
    assert part[2] == "body"


def test_what_recurs_in_an_outlet_is_found_in_a_paragraph_with_another_name():
    plea = (
        "Ida Marlow needs your help: give £3 a month to keep our boats and pens going"
    )
    pages = [f"The {n} boats of vale {n * 7919} left. {plea}." for n in range(9)]
    frozen = pa.table(
        {
            "outlet": ["courier.example"],
            "line": [f"{plea.casefold()}."],
            "kind": ["sentence"],
            "role": ["promo"],
        }
    )
    for text, changed in (
        (pages[0], plea),
        (pages[1].replace("Ida Marlow", "Sam Orrell"), plea.replace("Ida Marlow", "")),
    ):
        table = documents(text, outlet="courier.example")
        body, promo = label_blocks(table, furniture=frozen).to_pylist()
        assert (body["role"], promo["role"]) == ("body", "promo")
        assert changed in text[promo["start"] : promo["end"]]
    another = pages[0].replace("£3 a month", "4 hours")
    table = documents(another, outlet="courier.example")
    assert label_blocks(table, furniture=frozen).num_rows == 1


def test_a_table_frozen_by_an_older_version_holds_lines():
    frozen = pa.table({"outlet": ["courier.example"], "line": ["printed in tarn"]})
    table = documents(f"{PROSE[0]}\nPrinted in Tarn", outlet="courier.example")
    assert [b["role"] for b in label_blocks(table, furniture=frozen).to_pylist()] == [
        "body",
        "notice",
    ]


FOOTERS = st.sampled_from(
    [
        "Advertisement",
        "Related Posts",
        "Read more:",
        "Tags:",
        "skip past newsletter promotion",
        "after newsletter promotion",
        "14 Comments",
        "© 2026",
        "https://tarnpost.example/a",
        "Photograph: Mara Quill",
        *(f"{PROSE[0]} {sentence}" for sentence, _ in GLUED),
        f"{GLUED[0][0]} {PROSE[3]} {GLUED[1][0]}",
        "",
        " ",
        "\u2028",
        "\r",
    ]
)


@settings(deadline=None)
@given(
    st.lists(FOOTERS | st.sampled_from(PROSE) | st.text(max_size=40), max_size=14),
    st.sampled_from(["\n", "\r\n", "\n\n", " \n\t"]),
)
def test_every_word_lies_in_exactly_one_block(parts, gap):
    text = gap.join(parts)
    blocks = label_blocks(documents(text)).to_pylist()
    at = 0
    for block in blocks:
        assert text[at : block["start"]].strip() == ""
        assert block["start"] < block["end"]
        span = text[block["start"] : block["end"]]
        assert span == span.strip()
        at = block["end"]
    assert text[at:].strip() == ""


@pytest.mark.parametrize(
    "piece",
    [
        *("a", " ", '"', "“", "<", "(", "/", "#", "_", ".)", ". ", "http://", "\n \n"),
        *("read more ", "By A ", "Sign up here. ", "Aa Aa0 MORE ", "Aa Aa0 more "),
    ],
)
def test_time_grows_with_the_text_whatever_is_repeated(piece):
    def label(text):
        label_blocks(documents(text, "x" + text, text + "x"))

    label(piece)
    assert not grows_faster(label, repeated(piece, 2_000_000))


def test_the_order_of_the_documents_does_not_matter():
    texts = [f"{PROSE[n % 4]} {n}\nStory {n % 2} goes on\n{n}" for n in range(30)]
    table = documents(*texts, outlet="courier.example")
    backwards = table.take(list(range(29, -1, -1)))
    assert label_blocks(table).equals(label_blocks(backwards))
    assert recurring_lines(table).equals(recurring_lines(backwards))

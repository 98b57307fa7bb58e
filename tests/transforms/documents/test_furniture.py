"""Lines that recur in an outlet."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

from transforms.documents.furniture import ANYWHERE, find_furniture
from transforms.documents.furniture_words import line_key

FOOTER = "The Courier is printed in Tarn and delivered by boat to the islands."
MINISTER = "“We will pay for all 48 walls,” the minister told the assembly in Tarn."
FIGURE = "Tarn Water said on Monday that 2,400 households had no water."


def story(seed, n_lines=6):
    """Sentences in words that no other story has."""
    pick = random.Random(seed)
    words = ["".join(pick.choices("abdefgiklmnoprstuv", k=7)) for _ in range(40)]
    return [f"The {' '.join(pick.sample(words, 6))} rose." for _ in range(n_lines)]


def page(key, lines, group="courier.example", day=None):
    return f"{key:04}", "\n".join(lines), group, day


def found(pages):
    """All that is found, whatever the order in which the pages stand."""
    return find_furniture(
        pa.array([text for _, text, _, _ in pages]),
        [group for _, _, group, _ in pages],
        [day for *_, day in pages],
        order=sorted(range(len(pages)), key=lambda i: pages[i][0]),
    )


def furniture(pages, kind="line"):
    return {one.key for one in found(pages) if one.kind == kind}


def test_a_footer_of_many_stories_is_furniture():
    pages = [page(n, [*story(n), FOOTER]) for n in range(8)]
    assert furniture(pages) == {line_key(FOOTER)}


def test_fewer_than_six_articles_prove_nothing():
    pages = [page(n, [*story(n), FOOTER]) for n in range(5)]
    assert furniture(pages) == set()


def test_a_footer_of_a_platform_is_furniture_in_every_outlet():
    pages = [page(n, [*story(n), FOOTER], group=f"{n % 3}.example") for n in range(12)]
    assert {one.outlet for one in found(pages)} == {ANYWHERE}
    assert furniture(pages) == {line_key(FOOTER)}


SHARED = [
    "The government will build the wall in the harbour, and we will all pay for it.",
    "Read more about our harbour wall on the website of the board.",
    FOOTER,
]


@pytest.mark.parametrize("paragraph", SHARED)
def test_a_paragraph_that_outlets_share_is_no_furniture(paragraph):
    """However many have it: each has it once, or in the versions of one story."""
    pages = [
        page(n, [*story(n), paragraph, *story(n + 100)], group=f"{n}.example")
        for n in range(20)
    ]
    again = [
        page(200 + n, [*story(n), paragraph, *story(n + 100), "And more."], group=group)
        for n, (_, _, group, _) in enumerate(pages)
    ]
    assert furniture(pages + again) == set()
    assert furniture(pages + again, "sentence") == set()


PLANTED = [
    MINISTER,
    FIGURE,
    "The minister said that the wall would cost our valley £48m.",
    "“You will all get your money back by June, every one of you,” said Ida Marlow.",
    "According to our inspectors, 31 of the 48 walls leak.",
    "‘You will all get your money back, don’t worry,’ said Ida Marlow on our steps.",
    "'You will get your house back,' said Ida Marlow on our steps.",
    "Police say that you should stay away from our 48 walls.",
    "Our figures show that you pay £48m for the wall.",
]


@pytest.mark.parametrize("sentence", PLANTED)
@pytest.mark.parametrize("n_outlets", [1, 3])
@pytest.mark.parametrize("glued", [False, True])
def test_what_somebody_said_is_never_furniture(sentence, n_outlets, glued):
    pages = []
    for n in range(36):
        one, *others = story(n)
        lines = [f"{one} {sentence}", *others] if glued else [one, sentence, *others]
        group = f"{n % n_outlets}.example"
        pages.append(page(n, lines, group=group, day=7 * n))
    assert found(pages) == []


PLEA = "You can help our paper with a gift of £3 today."


def test_a_plea_glued_to_ever_other_paragraphs_is_furniture():
    pages = []
    for n in range(8):
        first, second, *others = story(n)
        pages.append(page(n, [first, f"{second} {PLEA}", *others]))
    assert furniture(pages) == set()
    assert furniture(pages, "sentence") == {line_key(PLEA)}


@pytest.mark.parametrize(
    "formula",
    [
        "The bank did not reply to a request on Monday.",
        "The margin of error is plus or minus 4.2 points.",
        "Nobody was in the building at the time of the fire.",
    ],
)
def test_turns_of_phrase_inside_a_story_are_the_articles_own(formula):
    pages = []
    for n in range(12):
        first, second, *others = story(n, 12)
        pages.append(page(n, [first, *others[:5], f"{second} {formula}", *others[5:]]))
    assert found(pages) == []


def test_notices_that_an_office_issues_for_months_are_no_furniture():
    """They differ in a town and an amount: what they share is what they say."""
    frame = story(1, 5)
    pages = [
        page(n, [*frame, f"{town} gets {n}0,000."], day=30 * n)
        for n, town in enumerate(story(2, 12))
    ]
    assert found(pages) == []


def test_stories_months_apart_count_as_different_though_they_speak_alike():
    common = " ".join(story(1, 6))
    pages = [page(n, [f"{common} {' '.join(story(n))}", FOOTER]) for n in range(10, 18)]
    dated = [(*one, 60 * n) for n, (*one, _) in enumerate(pages)]
    assert furniture(pages) == set()
    assert furniture(dated) == {line_key(FOOTER)}


def test_one_story_copied_many_times_is_no_furniture():
    copies = [page(n, story(1)) for n in range(20)]
    edited = [page(100 + n, story(1)[: 2 + n % 4] + story(n)[:1]) for n in range(20)]
    assert furniture(copies) == set()
    assert furniture(copies + edited) == set()


def test_a_story_copied_after_a_marker_does_not_follow_it():
    marker = "Here the Courier begins"
    others = [page(n, [marker, *story(n)]) for n in range(20)]
    copies = [page(100 + n, [marker, *story(999)]) for n in range(8)]
    assert furniture(others + copies) == {line_key(marker)}


def test_a_quotation_is_never_furniture():
    pages = [page(n, [*story(n)[:3], MINISTER, *story(n)[3:]]) for n in range(12)]
    assert furniture(pages) == set()


def test_an_attributed_figure_is_never_furniture():
    pages = [page(n, [*story(n)[:3], FIGURE, *story(n)[3:]]) for n in range(12)]
    assert furniture(pages) == set()


def test_background_that_its_articles_speak_of_is_no_furniture():
    background = "The reservoir was built by convicts and burst its walls twice."
    spoken = "burst again at the reservoir, whose walls convicts had built for less"
    pages = [
        page(n, [*story(n)[:3], background, f"It {spoken} than {n}.", *story(n)[3:]])
        for n in range(12)
    ]
    assert furniture(pages) == set()


def test_lines_that_stand_beside_furniture_only_follow():
    block = ["Read the Courier", "Ten boats carry it", "Every morning at dawn"]
    pages = [page(n, [*story(n), *block, *story(n + 500)]) for n in range(8)]
    assert furniture(pages) == {line_key(line) for line in block}


def test_counters_in_short_lines_do_not_hide_them():
    pages = [page(n, [*story(n), f"See all {n + 3} pictures"]) for n in range(8)]
    assert furniture(pages) == {"see all 0 pictures"}


@pytest.mark.parametrize(
    "line", ["Attendance: {:,}", "Dead: {}", "• {} homes without power", "{} votes for"]
)
def test_a_figure_that_every_report_gives_is_no_furniture(line):
    """The words recur, the number is each report's own."""
    pages = [
        page(n, [*story(n), line.format(1000 + 37 * n), *story(n + 500)])
        for n in range(12)
    ]
    assert found(pages) == []


def test_sentences_that_differ_in_a_figure_stay_apart():
    assert line_key("The vote was 45% in Tarn.") != line_key(
        "The vote was 54% in Tarn."
    )


def test_the_order_of_the_pages_does_not_matter():
    pages = [page(n, [*story(n), FOOTER]) for n in range(9)]
    mixed = random.Random(5).sample(pages, len(pages))
    assert found(pages) == found(mixed)

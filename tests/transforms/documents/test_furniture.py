"""Lines that recur in an outlet."""

from __future__ import annotations

import random

from transforms.documents.furniture import Page, find_furniture, line_key
from transforms.documents.lines import split_lines

FOOTER = "The Courier is printed in Tarn and delivered by boat to the islands."
MINISTER = "“We will pay for all 48 walls,” the minister told the assembly in Tarn."
FIGURE = "Tarn Water said on Monday that 2,400 households had no water."


def story(seed, n_lines=6):
    """Sentences in words that no other story has."""
    pick = random.Random(seed)
    words = ["".join(pick.choices("abdefgiklmnoprstuv", k=7)) for _ in range(40)]
    return [f"The {' '.join(pick.sample(words, 6))} rose." for _ in range(n_lines)]


def page(key, lines, group="courier.example"):
    return Page(group, f"{key:04}", split_lines("\n".join(lines)))


def furniture(pages):
    return {key for _, key in find_furniture(pages)}


def test_a_footer_of_many_stories_is_furniture():
    pages = [page(n, [*story(n), FOOTER]) for n in range(8)]
    assert furniture(pages) == {line_key(FOOTER)}


def test_fewer_than_six_articles_prove_nothing():
    pages = [page(n, [*story(n), FOOTER]) for n in range(5)]
    assert furniture(pages) == set()


def test_outlets_are_counted_apart():
    pages = [page(n, [*story(n), FOOTER], group=f"{n % 3}.example") for n in range(12)]
    assert furniture(pages) == set()


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


def test_sentences_that_differ_in_a_figure_stay_apart():
    assert line_key("The vote was 45% in Tarn.") != line_key(
        "The vote was 54% in Tarn."
    )


def test_the_order_of_the_pages_does_not_matter():
    pages = [page(n, [*story(n), FOOTER]) for n in range(9)]
    mixed = random.Random(5).sample(pages, len(pages))
    assert find_furniture(pages) == find_furniture(mixed)

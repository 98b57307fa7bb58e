"""A press release, the reports that draw on it, and the copies that are made of it."""

from __future__ import annotations

from itertools import combinations

import pyarrow as pa
import pytest
from press_releases import RELEASES, REPORTS, SPUN

from transforms.copies import Copies, find_copies
from transforms.copies.rest import without_passages
from transforms.copies.texts import WHOLE, own_texts
from transforms.copies.tokens import tokenize


def find(texts: dict[str, str]) -> Copies:
    """Copies among the texts."""
    return find_copies(
        pa.table({"article_id": list(texts), "text": list(texts.values())})
    )


def copies_of(release: str) -> dict[str, str]:
    """The release with a line of the newsroom's own, and its first paragraphs."""
    paragraphs = release.split("\n\n")[1:]
    return {
        "release": release,
        "verbatim": "\n\n".join(["From our newsroom", *paragraphs]),
        "trimmed": "\n\n".join(["Local news in brief", *paragraphs[:2]]),
    }


def clusters(found: Copies) -> dict[str, str]:
    """The group of each article."""
    rows = found.copies.to_pylist()
    return {row["article_id"]: row["cluster_id"] for row in rows}


TAKEN_FOR_COPIES = pytest.mark.xfail(
    reason="takes up most of the release in its own words: docs/copies.md, where it errs",
    strict=True,
)


@pytest.mark.parametrize(
    "happening",
    [
        "bridge",
        "cheese",
        pytest.param("recall", marks=TAKEN_FOR_COPIES),
        "observatory",
    ],
)
def test_reports_that_draw_on_a_release_are_no_copies_of_it(happening: str) -> None:
    """Each quotes a sentence or a paragraph and has its own sources and figures."""
    texts = copies_of(RELEASES[happening])
    reports = {f"report {k}": text for k, text in enumerate(REPORTS[happening])}
    group = clusters(find(texts | reports))
    for a, b in combinations([*texts, *reports], 2):
        if a in reports or b in reports:
            assert group[a] != group[b], f"{a} and {b} were joined"


@pytest.mark.parametrize("happening", sorted(SPUN))
def test_copies_of_a_release_are_found_beside_the_reports(happening: str) -> None:
    """Verbatim, its first paragraphs, with words exchanged."""
    texts = copies_of(RELEASES[happening]) | {"spun": SPUN[happening]}
    reports = {f"report {k}": text for k, text in enumerate(REPORTS[happening])}
    group = clusters(find(texts | reports))
    assert len({group[name] for name in texts}) == 1


def test_a_paragraph_of_a_release_is_recorded_as_shared() -> None:
    texts = {"release": RELEASES["cheese"], "report": REPORTS["cheese"][0]}
    found = find(texts)
    (pair,) = found.copy_pairs.to_pylist()
    assert (pair["relation"], pair["decided_by"]) == ("shared_passage", "rule")
    (passage, *_) = found.copy_passages.to_pylist()
    assert (
        "Listeria can cause a fever"
        in RELEASES["cheese"][passage["start_a"] : passage["end_a"]]
    )


def words_left(a: str, b: str) -> tuple[int, int] | None:
    """How many words are left of two texts without the passages that they share."""
    table = pa.table({"article_id": ["a", "b"], "text": [a, b]})
    own = own_texts(table, WHOLE)
    tokens = tokenize(own.texts, own.rows)
    numbers = pa.array([0]).to_numpy(), pa.array([1]).to_numpy()
    left, apart = without_passages(tokens, *numbers)
    if not len(apart):
        return None
    return int(left.index[1]), int(left.index[2] - left.index[1])


OWN = [
    "The baker on the corner of Mill Lane sold four hundred rolls before eight.",
    "Her sister, who keeps bees, has moved nine hives to the other side of the hill.",
    "A lorry with turnips lost its load at the roundabout and nobody could pass.",
    "Two weddings were held a day late because the guests came round by the coast.",
    "The swimming club trains in the basin of a hotel until the roof is mended.",
    "Children counted the swans below the weir and wrote the number on the wall.",
    "At the registry office four couples were due and three of them came by ferry.",
    "Whoever wants to know why the drawings are lost has to ask in another town.",
    "The driver of the last bus walked home along the towpath with her dog.",
    "In the market hall the price of a cabbage has doubled since the barrier went up.",
]
SHARED = (
    "Some eighteen thousand vehicles a day cross the bridge, which was opened in the "
    "year after the flood and has been closed only twice since then."
)


def test_what_is_left_is_what_the_texts_do_not_share() -> None:
    first, second = " ".join(OWN[:5]), " ".join(OWN[5:])
    lengths = len(first.split()), len(second.split())
    assert words_left(f"{first} {SHARED}", f"{SHARED} {second}") == lengths


def test_a_passage_with_some_words_put_in_is_shared_all_the_same() -> None:
    first, second = " ".join(OWN[:5]), " ".join(OWN[5:])
    longer = SHARED.replace("bridge,", "bridge, the board said,")
    lengths = len(first.split()), len(second.split())
    assert words_left(f"{first} {SHARED}", f"{longer} {second}") == lengths


def test_a_text_that_mostly_stands_in_another_is_judged_whole() -> None:
    excerpt = " ".join(OWN[:6])
    first, second = " ".join(OWN[6:8]), " ".join(OWN[8:])
    assert words_left(f"{excerpt} {first}", f"{excerpt} {second}") is None


def test_texts_without_a_shared_passage_are_judged_whole() -> None:
    assert words_left(" ".join(OWN[:5]), " ".join(OWN[5:])) is None


@pytest.mark.parametrize("happening", sorted(REPORTS))
def test_independent_reports_of_one_release_stay_apart(happening: str) -> None:
    texts = {f"report {k}": text for k, text in enumerate(REPORTS[happening])}
    assert len(set(clusters(find(texts)).values())) == len(texts)

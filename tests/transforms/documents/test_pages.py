"""Whole pages of invented outlets: what is the article's stays, what is the page's goes.

The pages were written before the rules were tried on them. In a text, each line opens
with the role of what follows; ``any`` is furniture of whatever role, and ``¦`` parts
what a page has run together. In HTML, an attribute says whose an element is.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest
from lxml import html

from transforms.documents.clean import label_blocks, label_parts
from transforms.documents.html import read_page
from transforms.documents.own_text import OWN_ROLES
from transforms.documents.record import ReadLimits

PAGES = Path(__file__).parent / "pages"
TEXTS = sorted(PAGES.glob("*.txt"))
WEB = sorted(PAGES.glob("*.html"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a page and what a reader takes it for."""

    role: str
    text: str


def stretches(path: Path) -> list[list[Stretch]]:
    """The lines of a page, each in its stretches."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        [
            Stretch(role=role, text=text)
            for role, text in (part.split(": ", 1) for part in line.split(" ¦ "))
        ]
        for line in lines
        if not line.startswith("#")
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["single", "double"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_line_of_a_page_gets_the_role_that_a_reader_gives_it(path, gap):
    page = stretches(path)
    title = page.pop(0)[0].text if page[0][0].role == "headline" else None
    text = gap.join(" ".join(part.text for part in line) for line in page)
    blocks = label_parts(text, title=title)
    at, wrong = 0, []
    for part in (part for line in page for part in line):
        at = text.index(part.text, at)
        end = at + len(part.text)
        roles = {role for a, b, role, _ in blocks if a < end and at < b}
        at = end
        own = roles <= set(OWN_ROLES)
        if part.role == "any":
            right = not roles & set(OWN_ROLES)
        elif part.role == "body":
            right = own
        else:
            right = roles == {part.role}
        if not right:
            wrong.append((part.role, sorted(roles), part.text))
    assert wrong == []


@pytest.mark.parametrize("path", WEB, ids=lambda path: path.stem)
def test_of_a_web_page_the_article_is_left(path):
    raw = path.read_bytes()
    limits = ReadLimits()
    text = read_page(
        raw, None, source="test", source_path=path.name, limits=limits
    ).text
    own = " ".join(
        text[start:end]
        for start, end, role, _ in label_parts(text)
        if role in OWN_ROLES
    )
    own = re.sub(r"\s+", " ", own)
    lost, leaked = [], []
    for element in html.fromstring(raw.decode("utf-8")).iter():
        whose = element.get("data-role")
        words = " ".join(element.text_content().split()) if whose else ""
        if whose == "own" and words not in own:
            lost.append(words)
        if whose == "page" and words in own:
            leaked.append(words)
    assert (lost, leaked) == ([], [])


def test_a_note_on_whom_the_page_names_as_its_author_is_a_credit():
    story = [
        "The wall leaks in 31 places.",
        "Noor Haddow is a diver and saw 14 of them.",
    ]
    note = "Ida Marlow teaches history in Carrow and has written “The Wall”."
    for byline, role in (("By IDA MARLOW", "credit"), ("By SAM ORRELL", "body")):
        text = "\n".join([byline, *story * 4, note])
        assert label_parts(text)[-1][2] == role
        assert text.count("diver") == sum(
            text[start:end].count("diver")
            for start, end, one, _ in label_parts(text)
            if one == "body"
        )


def report(seed):
    """Sentences of a story in words that no other story has."""
    pick = random.Random(seed)
    words = ["".join(pick.choices("abdefgiklmnoprstuv", k=7)) for _ in range(40)]
    return [f"The {' '.join(pick.sample(words, 7))} rose." for _ in range(5)]


MINISTER = (
    "“We will open the gates at dawn,” the water minister, Ines Aldous, said in Pellam. "
    "Some 3,900 hectares lie below them, her office said."
)
BACKGROUND = (
    "The gates were cast in 1911, weigh 14 tonnes each and have not been oiled."
)
MOTTO = "“We print what others would rather not read,” its founder said."
OUTLETS = [f"{name}.example" for name in "abcdefgh"]
N_EACH = 8


def test_of_eight_outlets_each_keeps_what_they_share_and_loses_its_footer():
    """Each has seven stories of its own beside the one that all of them report."""
    texts, outlets = [], []
    for at, outlet in enumerate(OUTLETS):
        for n in range(N_EACH):
            lines = report(100 * at + n)
            if n == 0:
                lines.insert(2, MINISTER)
            if n < 2:
                lines.insert(3, BACKGROUND)
            lines.insert(4, f"Dead: {1 + at + 8 * n}")
            if at == 0:
                lines.insert(1, MOTTO)
            lines.append(f"The {outlet} is bound in Carrow and sent out by rail.")
            texts.append("\n\n".join(lines))
            outlets.append(outlet)
    table = pa.table(
        {
            "article_id": [f"{n:04}" for n in range(len(texts))],
            "version": pa.array([1] * len(texts), pa.int32()),
            "is_current": [True] * len(texts),
            "title": pa.array([None] * len(texts), pa.string()),
            "text": texts,
            "source": ["test"] * len(texts),
            "outlet_id": outlets,
        }
    )
    own, gone = [""] * len(texts), [""] * len(texts)
    for block in label_blocks(table).to_pylist():
        number = int(block["article_id"])
        stretch = texts[number][block["start"] : block["end"]]
        kept = own if block["role"] in OWN_ROLES else gone
        kept[number] += f"{stretch}\n"
    for number, (outlet, text) in enumerate(zip(outlets, own, strict=True)):
        at, n = divmod(number, N_EACH)
        assert (
            gone[number] == f"The {outlet} is bound in Carrow and sent out by rail.\n"
        )
        assert f"Dead: {1 + at + 8 * n}\n" in text
        assert (MINISTER in text) == (n == 0)
        assert (BACKGROUND in text) == (n < 2)
        assert (MOTTO in text) == (at == 0)

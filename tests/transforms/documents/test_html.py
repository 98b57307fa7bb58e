"""Web pages: the article is read, what stands round it is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from transforms.documents.html import read_page
from transforms.documents.record import ReadLimits, RefusedError

BODY = """
<p>Repairs to the Tarn reservoir will cost £48m, the water board said on Monday,
twice what it had planned for the work when the wall was last examined.</p>
<p>About 2,400 households in the valley were without water for two days in February
after the northern wall began to leak, according to Tarn Water.</p>
<p>“We found more than 200 cracks,” said Sam Orrell, who heads the board. “Nobody
could have known.”</p>
<p>Work will start in June and take three years. The county has promised a further
£6m for a new main between the reservoir and the harbour.</p>
"""
HEAD = """
<title>Reservoir repairs to cost £48m | Harbour Courier</title>
<link rel="canonical" href="https://harbourcourier.example/news/reservoir?utm_source=x">
<meta property="og:site_name" content="Harbour Courier">
<meta property="og:title" content="Reservoir &lt;b&gt;repairs&lt;/b&gt; to cost £48m">
<meta name="author" content="Ida Marlow">
"""
PUBLISHED = (
    '<meta property="article:published_time" content="2026-03-02T09:30:00+01:00">'
)


def page(*, head=HEAD + PUBLISHED, body=BODY, around=""):
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head>'
        "<body><nav><a href=/>Home</a> <a href=/s>Sport</a></nav>"
        f"<h1>Reservoir repairs to cost £48m</h1><article>{body}</article>{around}"
        "</body></html>"
    )


def read(content, url=None):
    raw = content if isinstance(content, bytes) else content.encode()
    return read_page(raw, url, source="web", source_path="a.html", limits=ReadLimits())


def test_a_page_gives_its_article_and_what_it_says_of_itself():
    record = read(page())
    assert record.text.startswith("Repairs to the Tarn reservoir will cost £48m")
    assert "2,400 households" in record.text
    assert record.title == "Reservoir repairs to cost £48m"
    assert record.authors == ("Ida Marlow",)
    assert record.outlet == "Harbour Courier"
    assert record.canonical_url == "https://harbourcourier.example/news/reservoir"
    assert record.published_at == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert record.published_precision == "second"
    assert record.published_method == "html_metadata"
    assert record.extractor == "html"


def test_the_bytes_of_the_page_are_kept():
    raw = page().encode()
    assert read(raw).raw == raw


def test_numbers_of_scripts_styles_menus_and_side_bars_are_not_the_articles():
    around = (
        "<script>var people = 99999;</script><style>.a{width:77777px}</style>"
        "<aside><h3>Most read</h3><ul><li><a href=/x>Ferry sinks, 88888 rescued</a>"
        "</li><li><a href=/y>Town hall sold for £66666m</a></li></ul></aside>"
        "<footer><p>Copyright 2026 Harbour Courier. 55555 subscribers.</p></footer>"
    )
    text = read(page(around=around)).text
    for number in ("99999", "77777", "88888", "66666", "55555"):
        assert number not in text


def test_a_date_of_structured_data_is_found():
    script = '<script type="application/ld+json">{"datePublished": "%s"}</script>'
    record = read(page(head=HEAD + script % "2026-03-02T09:30Z"))
    assert record.published_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert record.published_precision == "minute"


def test_a_date_in_the_text_is_marked_as_such():
    body = "<p>Published on 2 March 2026</p>" + BODY
    record = read(page(head=HEAD, body=body))
    if record.published_at is not None:
        assert record.published_at == datetime(2026, 3, 2, tzinfo=UTC)
        assert record.published_precision == "day"
        assert record.published_method == "html_text"


def test_a_page_without_a_date_has_none():
    record = read(page(head=HEAD))
    assert record.published_at is None
    assert record.published_method is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("03/04/2026", None),
        ("3-4-26", None),
        ("03/04/2026, that is 3 April 2026", 3),
        ("03/04/2026, that is April 3rd, 2026", 3),
        ("23/04/2026", 23),
        ("04/04/2026", 4),
        ("03.04.2026", 3),
    ],
)
def test_a_day_that_can_be_two_days_is_not_guessed_at(written, day):
    body = f'<p class="date">{written}</p>' + BODY
    record = read(page(head=HEAD, body=body))
    expected = datetime(2026, 4, day, tzinfo=UTC) if day else None
    assert record.published_at == expected
    assert (record.published_method is None) is (day is None)


def test_the_address_settles_which_day_it_is():
    body = '<p class="date">03/04/2026</p>' + BODY
    record = read(page(head=HEAD, body=body), "https://tarnpost.example/2026/04/03/a")
    assert record.published_at == datetime(2026, 4, 3, tzinfo=UTC)


def test_the_address_a_record_gives_wins():
    record = read(page(), "https://tarnpost.example/copy?fbclid=1")
    assert record.canonical_url == "https://tarnpost.example/copy"


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252"])
def test_a_page_of_old_charset_keeps_its_signs(charset):
    content = page().replace("utf-8", charset).encode("cp1252")
    assert "£48m" in read(content).text


@pytest.mark.parametrize(
    "content",
    [
        "<html><head><title>x</title></head></html>",
        "<html><body></body></html>",
        "<html><body><script>var n = 12345;</script></body></html>",
        "<!-- nothing -->",
        "<?xml version='1.0' encoding='utf-8'?><html/>",
        "<div>" * 3000 + "</div>" * 3000,
        "<!doctype html>",
        "<",
    ],
)
def test_a_page_without_an_article_is_refused(content):
    with pytest.raises(RefusedError) as caught:
        read(content)
    assert caught.value.code in ("no_article", "too_deep")
    assert caught.value.stage == "extract"


@pytest.mark.parametrize(
    "wrap",
    [
        "<div>" * 5000 + "%s" + "</div>" * 5000,
        "<b><i>" * 2000 + "%s",
        "%s" + "</p>" * 5000,
        "<table><tr><td>" * 500 + "%s",
        "<p " + "a='1' " * 5000 + ">%s",
        "%s<!-- never closed",
        "\u202e%s\u202c",
    ],
)
def test_broken_and_deep_pages_are_read_or_refused_but_never_raise(wrap):
    try:
        text = read(page(body=wrap.replace("%s", BODY))).text
    except RefusedError as refused:
        text = refused.code
    assert "48m" in text or text in ("no_article", "too_deep", "html_broken")


def test_a_page_that_nests_deep_is_read_whole_or_refused():
    around = "<div>" * 300 + "</div>" * 300 + BODY.replace("2,400", "2,500")
    text = read(page(around=around)).text
    assert "2,400" in text
    assert "2,500" in text
    with pytest.raises(RefusedError) as caught:
        read(page(around="<div>" * 500))
    assert caught.value.code == "too_deep"


def test_a_page_above_the_limit_is_refused():
    with pytest.raises(RefusedError) as caught:
        read_page(
            page().encode(),
            None,
            source="web",
            source_path="a.html",
            limits=ReadLimits(max_page_bytes=100),
        )
    assert caught.value.code == "too_large"

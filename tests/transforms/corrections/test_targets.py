"""Finding articles and outlets by what people call them."""

from __future__ import annotations

from transforms.corrections.targets import (
    Missing,
    articles_named,
    one_article,
    outlet_named,
)
from warehouse.schema.documents import ARTICLES, OUTLETS


def test_an_article_goes_by_id_address_external_id_or_path(table_of):
    articles = table_of(
        ARTICLES,
        [
            {
                "article_id": "a",
                "external_id": "17",
                "source_path": "wire/one.txt",
                "url": "https://www.courier.example/one/?utm_source=x",
                "canonical_url": "https://www.courier.example/one",
            },
            {"article_id": "b", "external_id": "a", "source_path": "two.txt"},
        ],
    )
    names = (
        "a",
        "17",
        "wire/one.txt",
        "https://www.courier.example/one/?utm_source=x",
        "https://www.courier.example/one/?utm_medium=y#top",
        "two.txt",
        "c",
        "",
    )
    found = articles_named(names, articles)
    assert found == {
        **dict.fromkeys(names[:5], ("a",)),
        "two.txt": ("b",),
        "c": (),
        "": (),
    }


def test_a_name_of_several_articles_is_told_from_a_name_of_none(table_of):
    articles = table_of(
        ARTICLES,
        [{"article_id": id_, "source_path": "all.jsonl"} for id_ in "abcde"],
    )
    named = articles_named(["all.jsonl", "x"], articles)
    several, none = one_article("all.jsonl", named), one_article("x", named)
    assert isinstance(several, Missing)
    assert several.status == "target_ambiguous"
    assert "5 articles go by 'all.jsonl'" in several.message
    assert "(a, b, c and 2 more)" in several.message
    assert isinstance(none, Missing)
    assert none.status == "target_gone"


def test_an_article_with_several_records_is_one(table_of):
    records = table_of(
        ARTICLES, [{"article_id": "a", "external_id": "17"} for _ in range(3)]
    )
    assert articles_named(["17"], records) == {"17": ("a",)}


def test_an_outlet_goes_by_id_name_or_alias(table_of):
    outlets = table_of(
        OUTLETS,
        [
            {
                "outlet_id": "courier.example",
                "name": "Harbour Courier",
                "aliases": ["Courier"],
            },
            {"outlet_id": "valley post", "name": "Valley Post", "aliases": ["Courier"]},
        ],
    )
    for name in ("courier.example", "www.courier.example", "the harbour COURIER"):
        assert outlet_named(name, outlets) == "courier.example"
    assert outlet_named("Valley  Post", outlets) == "valley post"
    both = outlet_named("Courier", outlets)
    assert isinstance(both, Missing)
    assert both.status == "target_ambiguous"
    none = outlet_named("Northmark News", outlets)
    assert isinstance(none, Missing)
    assert none.status == "target_gone"

"""The parse in characters of the sentence as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.cache import MemoryCache
from transforms.figures.parse import DEFAULT_MODEL, build_tree, parse_sentences
from transforms.figures.parses import RecentParses, parse_distinct


@pytest.mark.parametrize(
    "text",
    [
        "Tarn Water spent £170m on pumps.",
        "Tarn Water spent£170m on pumps,and lost 3.",
        "Two  spaces   and\ttabs.",
        "\ud800 lost 12.",
    ],
)
def test_tokens_are_the_characters_between_white_space(text: str) -> None:
    tree = build_tree(text, next(parse_sentences([text])))
    kept = "".join(text[s:e] for s, e in zip(tree.starts, tree.ends, strict=True))
    assert "".join(kept.split()) == "".join(text.split())
    assert list(tree.starts) == sorted(tree.starts)


def test_a_lost_space_does_not_hide_the_verb() -> None:
    text = "The council spent£170m on pumps."
    tree = build_tree(text, next(parse_sentences([text])))
    assert tree.tags[tree.words.index("spent")] == "VBD"


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_text_parses_inside_its_bounds(text: str) -> None:
    tree = build_tree(text, next(parse_sentences([text])))
    assert all(
        0 <= start <= end <= len(text)
        for start, end in zip(tree.starts, tree.ends, strict=True)
    )
    for token in range(len(tree)):
        assert 0 <= tree.heads[token] < len(tree)
        assert token in tree.subtree(token)


def test_each_distinct_sentence_is_parsed_once_and_remembered() -> None:
    cache = MemoryCache()
    sentences = ["It cost £5.", "It cost £6.", "It cost £5."]
    first = parse_distinct(sentences, model=DEFAULT_MODEL, cache=cache)
    assert list(first) == ["It cost £5.", "It cost £6."]
    assert parse_distinct(sentences, model=DEFAULT_MODEL, cache=cache) == first


def test_recent_parses_forget_the_oldest() -> None:
    recent = RecentParses(None, limit=2)
    recent.put_many({"a": b"1", "b": b"2", "c": b"3"})
    assert recent.get_many(["a", "b", "c"]) == {"b": b"2", "c": b"3"}


def test_the_verb_of_a_headline_in_capitals_is_a_verb() -> None:
    text = "Federal Debt Tops $24 Trillion For First Time"
    tree = build_tree(text, next(parse_sentences([text])))
    assert tree.is_verb(tree.words.index("tops"))
    assert tree.text == text

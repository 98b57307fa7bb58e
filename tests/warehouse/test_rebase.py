"""What a rebase changed, told of the articles whose text stands in both releases."""

from __future__ import annotations

import pyarrow as pa

from warehouse.rebase import rebase_report, report_page


def tables(
    texts: dict[str, str],
    clusters: dict[str, str],
    pairs: list[tuple[str, str, str]],
    furniture: int = 0,
) -> dict[str, pa.Table]:
    """The columns that the report reads."""
    n = len(texts)
    return {
        "articles": pa.table(
            {"article_id": list(texts), "current_version": pa.array([1] * n)}
        ),
        "article_versions": pa.table(
            {
                "article_id": list(texts),
                "version": pa.array([1] * n),
                "text_sha256": list(texts.values()),
            }
        ),
        "copies": pa.table(
            {"article_id": list(clusters), "cluster_id": list(clusters.values())}
        ),
        "copy_pairs": pa.table(
            {
                "article_a": pa.array([p[0] for p in pairs], pa.string()),
                "article_b": pa.array([p[1] for p in pairs], pa.string()),
                "relation": pa.array([p[2] for p in pairs], pa.string()),
            }
        ),
        "blocks": pa.table(
            {
                "article_id": ["a", "a"],
                "role": ["body", "notice"],
                "start": [0, 100],
                "end": [100, 100 + furniture],
            }
        ),
    }


def test_lost_and_new_pairs_and_regrouped_articles_are_counted() -> None:
    texts = {"a": "1", "b": "2", "c": "3", "d": "4"}
    before = tables(
        texts,
        {"a": "x", "b": "x", "c": "y", "d": "z"},
        [("a", "b", "rewrite"), ("c", "d", "independent")],
        furniture=10,
    )
    after = tables(
        texts,
        {"a": "x", "b": "v", "c": "y", "d": "y"},
        [("a", "b", "independent"), ("c", "d", "spun")],
        furniture=30,
    )
    report = rebase_report(before, after)
    assert (report.pairs_before, report.pairs_after) == (1, 1)
    assert (report.lost, report.gained) == (("a b",), ("c d",))
    assert report.articles_regrouped == 2
    assert (report.furniture_before, report.furniture_after) == (10, 30)
    page = report_page(report, version="2026.11.2", previous_version="2026.11.1")
    assert "| pairs of copies | 1 | 1 |" in page
    assert "- `a` `b`" in page


def test_another_name_for_a_cluster_is_no_change() -> None:
    texts = {"a": "1", "b": "2"}
    pairs = [("a", "b", "spun")]
    report = rebase_report(
        tables(texts, {"a": "x", "b": "x"}, pairs),
        tables(texts, {"a": "new", "b": "new"}, pairs),
    )
    assert report.articles_regrouped == 0
    assert report.pairs_lost == report.pairs_gained == report.relations_changed == 0


def test_articles_that_are_new_or_edited_are_left_out() -> None:
    report = rebase_report(
        tables({"a": "1", "b": "2"}, {"a": "x", "b": "y"}, []),
        tables(
            {"a": "1", "b": "edited", "c": "3"},
            {"a": "x", "b": "x", "c": "x"},
            [("a", "b", "spun"), ("a", "c", "spun")],
        ),
    )
    assert report.articles == 1
    assert report.pairs_gained == 0
    assert report.articles_regrouped == 0

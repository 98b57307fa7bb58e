"""Files of corrections: read as they are written, refused with what to mend."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.corrections import corrections_hash, read_corrections
from warehouse.schema.corrections import FORMS, SHORT, Correction, Target
from warehouse.schema.declare import choices
from warehouse.schema.errors import CorrectionsError
from warehouse.schema.identity import sha256_words
from warehouse.schema.terms import CorrectionAction

TOLL = """
- id: toll
  action: set_figure
  target:
    figure: 01234567890123456789
    text: about 2,400   households
  set:
    value: 2400
    unit: ~
    modality: planned
    additive: true
    reference_start: 2026-03-02T09:30+01:00
  expect:
    value_low: 2.4e4
    value_best: 24000
    value_high: 24_000
    unit: GBP
    modality: reported
    additive: false
    reference_start:
  reason: the report
    slipped a digit
  author: no
  decided_at: 2026-03-04
"""


def entry(**changed: str | None) -> str:
    """A withdrawal as a file has it; None leaves a line out."""
    lines = {
        "id": "w1",
        "action": "withdraw_article",
        "target": "{article: a1}",
        "reason": "asked for",
        "author": "I. Marlow",
        "decided_at": "2026-03-04",
    } | changed
    kept = [f"{key}: {value}" for key, value in lines.items() if value is not None]
    return "- " + "\n  ".join(kept) + "\n"


def read(folder: Path, text: str, name: str = "a.yml") -> tuple[Correction, ...]:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return read_corrections(folder)


def problem(folder: Path, text: str) -> str:
    with pytest.raises(CorrectionsError) as raised:
        read(folder, text)
    assert raised.value.exit_code == 2
    return str(raised.value)


def test_a_value_is_of_its_fields_type_and_words_stay_words(tmp_path):
    (correction,) = read(tmp_path, TOLL)
    assert correction == Correction(
        id="toll",
        action="set_figure",
        target=Target(
            figure="01234567890123456789",
            text_sha256=sha256_words("about 2,400 households"),
        ),
        values=(
            ("value_low", 2400.0),
            ("value_best", 2400.0),
            ("value_high", 2400.0),
            ("unit", None),
            ("reference_start", datetime(2026, 3, 2, 8, 30, tzinfo=UTC)),
            ("modality", "planned"),
            ("additive", True),
        ),
        expect=(
            ("value_low", 24000.0),
            ("value_best", 24000.0),
            ("value_high", 24000.0),
            ("unit", "GBP"),
            ("reference_start", None),
            ("modality", "reported"),
            ("additive", False),
        ),
        reason="the report slipped a digit",
        author="no",
        decided_at=datetime(2026, 3, 4, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("written", "precision", "at"),
    [
        ("2026-03-02", "day", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2026-03-02T09:30Z", "minute", datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        ("2026-03-02 09:30:10", "second", datetime(2026, 3, 2, 9, 30, 10, tzinfo=UTC)),
        ("", None, None),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(tmp_path, written, precision, at):
    (correction,) = read(
        tmp_path,
        entry(action="set_date")
        + f"  set: {{published_at: {written}}}\n  expect: {{published_at: }}\n",
    )
    assert correction.values == (
        ("published_at", at),
        ("published_precision", precision),
    )


def test_a_missing_or_empty_folder_holds_no_corrections(tmp_path):
    assert read_corrections(tmp_path / "none") == ()
    assert read(tmp_path, "# nothing yet\n") == ()
    (tmp_path / "notes.txt").write_text("no correction")
    assert read_corrections(tmp_path) == ()


def test_files_of_both_suffixes_are_read_and_sorted_by_id(tmp_path):
    read(tmp_path, entry(id="b"))
    found = read(tmp_path, entry(id="a"), name="b.yaml")
    assert [correction.id for correction in found] == ["a", "b"]


def test_one_id_is_one_decision_over_all_files(tmp_path):
    read(tmp_path, entry())
    with pytest.raises(
        CorrectionsError, match=r"b\.yml, line 1 \(w1\): .*a\.yml, line"
    ):
        read(tmp_path, entry(), name="b.yml")


def test_what_the_files_say_counts_not_how_they_say_it(tmp_path):
    one = corrections_hash(read(tmp_path / "1", entry(id="a") + entry(id="b")))
    read(tmp_path / "2", "# later\n" + entry(id="b"))
    other = corrections_hash(read(tmp_path / "2", entry(id="a"), name="z.yml"))
    assert one == other
    changed = corrections_hash(
        read(tmp_path / "3", entry(id="a") + entry(id="b", reason="changed"))
    )
    assert changed != one != corrections_hash(())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry(id=None), "it has no id: add it"),
        (entry(reason="", author=None), r"\(w1\): it has no reason and no author"),
        (entry(action="withdraw"), "action is 'withdraw': it is one of"),
        (entry(target="a1"), "target is no mapping"),
        (entry(target="{url: a1}"), "target has 'url', which is not known here"),
        (entry(target="{}"), "named by article, not by nothing"),
        (entry(id="../x"), "more than letters, digits"),
        (entry(id="x" * 101), "id has 101 characters: 100 are the most"),
        (entry(reason="x" * 501), "reason has 501 characters"),
        (entry(decided_at="yesterday"), "decided_at is 'yesterday', which is no date"),
        (entry(decided_at="9999-12-31T23:59-20:00"), "which is no date"),
        (entry(expect="{title: x}"), "withdraw_article takes no 'expect'"),
        (entry(set="{title: x}"), "set has 'title', which is not known here"),
        (entry(id="[a]"), "id is empty or no text"),
        (entry(note="x"), "the entry has 'note', which is not known here"),
        ("id: x\n", "is no list: begin each correction with"),
        ("just words\n", "is no list"),
        ("- just words\n", "line 1: the entry is no mapping"),
        ("- [a\n", "line 2 is not valid YAML"),
        (entry() + "  id: again\n", "line 7: 'id' stands twice in one entry"),
        ("- &a {id: x}\n- *a\n", "line 2 is not valid YAML .an alias"),
        ("- {[a]: b}\n", "a key has to be a word"),
        ("- " + "[" * 5_000, "is not valid YAML"),
        (
            entry(action="merge_clusters", target="{articles: [a]}"),
            "names one article",
        ),
        (
            entry(action="merge_clusters", target="{articles: a}"),
            "target.articles is no list",
        ),
        (
            entry(
                action="split_cluster",
                target=f"{{articles: [a], apart_from: [{', '.join('b' * n for n in range(1, 41))}]}}",
            ),
            "more than 40 articles",
        ),
        (
            entry(action="merge_clusters", target="{articles: [a, a]}"),
            "names one article twice",
        ),
        (
            entry(action="split_cluster", target="{articles: [a, b]}"),
            "named by articles with apart_from, not by articles",
        ),
        (
            entry(
                action="set_relation",
                target="{articles: [a, b, c]}",
                set="{relation: update}",
                expect="{relation: rewrite}",
            ),
            "a relation is between two",
        ),
        (
            entry(
                action="set_relation",
                target="{articles: [a, b]}",
                set="{relation: cousin}",
            ),
            "set.relation is 'cousin': it is one of verbatim",
        ),
        (entry(action="set_date"), "set_date needs 'set' with at least one of"),
        (
            entry(action="set_date", set="{published_at: 2026-03-02}"),
            "'expect' has to give.*published_at",
        ),
        (
            entry(action="drop_figure", target="{figure: f}"),
            "named by figure with text or article with text",
        ),
        (
            entry(action="drop_figure", target="{figure: f, text_sha256: abc}"),
            "is no SHA-256",
        ),
        (
            entry(
                action="drop_figure",
                target=f"{{figure: f, text: x, text_sha256: {'a' * 64}}}",
            ),
            "keep one of them",
        ),
        (
            entry(
                action="set_figure",
                target="{figure: f, text: x}",
                set="{value: 1, value_low: 2}",
            ),
            "set.value_low says value_low again",
        ),
        (
            entry(
                action="set_figure", target="{figure: f, text: x}", set="{value: many}"
            ),
            "set.value is 'many', which is no number",
        ),
        (
            entry(
                action="set_figure", target="{figure: f, text: x}", set="{value: nan}"
            ),
            "which is no number",
        ),
        (
            entry(action="set_figure", target="{figure: f, text: x}", set="{kind: }"),
            "set.kind can't be empty",
        ),
        (
            entry(
                action="set_figure", target="{figure: f, text: x}", set="{additive: 1}"
            ),
            "set.additive is '1': it is one of false, true",
        ),
    ],
)
def test_a_wrong_entry_says_where_it_is_and_what_to_mend(tmp_path, text, message):
    found = problem(tmp_path, text)
    assert found.startswith(str(tmp_path / "a.yml"))

    assert re.search(message, found), found


def test_all_wrong_entries_are_named_at_once_up_to_five(tmp_path):
    text = "".join(entry(id=f"e{n}", author=None) for n in range(7))
    lines = problem(tmp_path, text).splitlines()
    assert len(lines) == 6
    assert "line 1 (e0)" in lines[0]
    assert lines[-1] == "and 2 entries more"


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "a.yml").write_bytes(b"- id: \xff\n")
    with pytest.raises(CorrectionsError, match=r"a\.yml is not UTF-8"):
        read_corrections(tmp_path)
    (tmp_path / "a.yml").unlink()
    (tmp_path / "b.yml").mkdir()
    with pytest.raises(CorrectionsError, match=r"b\.yml can't be read"):
        read_corrections(tmp_path)


def test_every_action_has_a_form_whose_fields_are_known():
    assert set(FORMS) == set(choices(CorrectionAction))
    for form in FORMS.values():
        assert form.targets
        assert bool(form.fields) == (form.expects == "same")
    names = {field.name for field in FORMS["set_figure"].fields}
    assert names.issuperset(*SHORT.values())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("any")
    (folder / "a.yml").write_bytes(text.encode("utf-8", "surrogatepass"))
    with contextlib.suppress(CorrectionsError):
        read_corrections(folder)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.sampled_from(["", "~", "x", "2026-03-04", "set_date", "1e400", "[", "&a b"]),
        lambda inner: st.lists(inner, max_size=3).map(lambda i: f"[{', '.join(i)}]"),
        max_leaves=4,
    ),
    st.sampled_from(["id", "action", "target", "set", "expect", "decided_at"]),
)
def test_any_value_in_any_place_is_read_or_refused(tmp_path_factory, value, key):
    folder = tmp_path_factory.mktemp("any")
    for action in ("set_figure", "merge_clusters", "set_date"):
        (folder / "a.yml").write_text(entry(**({"action": action} | {key: value})))
        with contextlib.suppress(CorrectionsError):
            read_corrections(folder)

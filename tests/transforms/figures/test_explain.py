"""What `explain` shows, in a terminal and as a page."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.console import Console

from transforms.figures import extract
from transforms.figures.explain import explain, to_html, to_terminal

TEXT = (
    "Tarn Water said on 12 March that about 2,400 households <near> the G7 site lost "
    "supply last month."
)
PUBLISHED = datetime(2026, 3, 18, tzinfo=UTC)


def test_the_figures_are_those_of_the_function() -> None:
    assert list(explain(TEXT, PUBLISHED).figures) == extract(TEXT, PUBLISHED)


def test_a_terminal_shows_each_figure_with_its_rules_and_each_rejection() -> None:
    console = Console(width=100, record=True, file=None, force_terminal=False)
    with console.capture() as shown:
        console.print(to_terminal(explain(TEXT, PUBLISHED)))
    text = shown.get()
    for part in ("2,400 households", "rule about", "Tarn Water", "last month", "date"):
        assert part in text


def test_the_page_marks_figures_and_escapes_the_text() -> None:
    page = to_html(explain(TEXT, PUBLISHED))
    assert "<mark>about 2,400 households</mark>" in page
    assert "&lt;near&gt;" in page
    assert "<near>" not in page
    assert "http" not in page

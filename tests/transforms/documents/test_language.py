"""The language of a text."""

from __future__ import annotations

import pytest

from transforms.documents.language import identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour was closed for three days after the storm.", "en"),
        ("Der Hafen war nach dem Sturm drei Tage lang geschlossen.", "de"),
        ("Le port est resté fermé trois jours après la tempête.", "fr"),
        ("El puerto estuvo cerrado tres días después de la tormenta.", "es"),
        ("الميناء مغلق لمدة ثلاثة أيام بعد العاصفة", "ar"),
        ("港は嵐の後、三日間閉鎖された。港は嵐の後、三日間閉鎖された。", "ja"),
        ("Flood: 3 dead", "und"),
        ("£48m 2,400 12:30", "und"),
        ("", "und"),
        (" \n ", "und"),
    ],
)
def test_a_language_is_named_where_there_is_enough_text(text, language):
    assert identify(text)[0] == language


def test_lists_of_names_and_figures_stay_english():
    text = "Tarn 4,210 votes (31.2%), Orrell 3,977 (29.4%), Marlow 2,750 (20.4%)."
    assert identify(text)[0] in ("en", "und")

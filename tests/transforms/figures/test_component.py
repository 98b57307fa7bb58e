"""The spaCy component gives what the function gives."""

from __future__ import annotations

import spacy

from transforms.figures import extract

TEXT = "About 2,400 households in Tarn Vale lost supply on Monday."


def test_the_component_is_found_without_an_import_and_gives_the_functions_figures() -> (
    None
):
    nlp = spacy.blank("en")
    nlp.add_pipe("figures")
    doc = nlp(TEXT)
    assert list(doc._.figures) == extract(TEXT)
    (span,) = doc.spans["figures"]
    assert span.text == "About 2,400 households"
    assert span.label_ == "count"


def test_the_publication_of_a_document_dates_its_figures() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("figures", config={"published": "2026-03-18T09:00:00+00:00"})
    (figure,) = nlp(TEXT)._.figures
    assert figure.reference_start is not None
    assert figure.reference_start.day == 16

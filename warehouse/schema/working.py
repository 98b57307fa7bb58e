"""Tables that pass between stages and are not published, declared like the others."""

from __future__ import annotations

from warehouse.schema.declare import STRING, Field, Table
from warehouse.schema.documents import ARTICLE_VERSIONS, ARTICLES

DOCUMENTS = Table(
    "documents",
    "version of an article, with its text",
    "What every stage reads: the text with what is known of its article. Holds the "
    "publishers' text, so it stays in the home folder.",
    ("article_id", "version"),
    (
        *ARTICLE_VERSIONS.fields,
        Field(
            name="text",
            type=STRING,
            description="The text, newlines kept, byte-order mark removed.",
            example="Tarn Water said on Monday ...",
        ),
        *(
            ARTICLES.field(name)
            for name in (
                "source",
                "source_path",
                "external_id",
                "url",
                "canonical_url",
                "outlet_id",
                "authors",
                "published_at",
                "published_precision",
                "published_method",
                "first_retrieved_at",
                "language",
                "figures_skipped",
                "extractor",
            )
        ),
    ),
)
"""``retrieved_at`` is the version's own; the columns from ``source`` on are the
article's and repeat for each of its versions."""

"""Candidate pairs in SQL: the cross-check of `candidates`, and the road past it.

The query keeps to what DuckDB and Spark have in common. The connection is passed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from transforms.copies.candidates import Candidates
from transforms.copies.terms import ONE, TopTerms

if TYPE_CHECKING:
    import duckdb

JOIN = """
SELECT x.document AS a, y.document AS b,
       CAST(SUM(CAST(x.weight AS BIGINT) * CAST(y.weight AS BIGINT)) AS BIGINT) AS score
FROM postings x JOIN postings y
  ON x.term = y.term AND x.document < y.document
GROUP BY x.document, y.document
HAVING SUM(CAST(x.weight AS BIGINT) * CAST(y.weight AS BIGINT)) >= {least}
ORDER BY a, b
"""


def find_candidates_sql(
    connection: duckdb.DuckDBPyConnection, terms: TopTerms, *, least_score: float
) -> Candidates:
    """What `find_candidates` returns, computed by a database.

    Args:
        connection: An open connection; the view ``postings`` is made in it and dropped.
        terms: Top terms of each document.
        least_score: Cosine from which a pair is returned.
    """
    documents = np.repeat(
        np.arange(len(terms.index) - 1, dtype=np.int32), np.diff(terms.index)
    )
    postings = pa.table(
        {
            "document": documents,
            "term": pa.array(terms.terms, pa.uint64()),
            "weight": terms.weights,
        }
    )
    connection.register("postings", postings)
    try:
        least = int(np.ceil(least_score * ONE * ONE))
        found = connection.sql(JOIN.format(least=least)).to_arrow_table()
    finally:
        connection.unregister("postings")
    return Candidates(
        a=found["a"].to_numpy().astype(np.int32),
        b=found["b"].to_numpy().astype(np.int32),
        score=found["score"].to_numpy().astype(np.int64),
    )

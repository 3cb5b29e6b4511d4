"""`BuiltGraph`, the former name of `kg.Graph`, with the former names of its methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.api.graph import Graph
from kg.model.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd
    import rdflib

    from kg.sparql.query_results import Answer as Terms


class BuiltGraph(Graph):
    """Deprecated: `kg.open(folder)` gives a `kg.Graph`, and `sparql` and `to_rdflib` are its methods."""

    def query(self, query: str, *, timeout: float | None = None, **settings: str | float) -> Terms:
        """Deprecated: `sparql` gives Python values. This gives the terms of pyoxigraph."""
        return self.sparql(query, timeout=timeout, limit=None, **settings).terms

    def frame(self, query: str, *, timeout: float | None = None, **settings: str | float) -> pd.DataFrame:
        """Deprecated: `sparql(...).to_pandas()`."""
        answer = self.sparql(query, timeout=timeout, limit=None, **settings)
        if answer.kind != "rows":
            raise UsageError("Only the rows of a SELECT make a data frame.")
        return answer.to_pandas()

    def rdflib(self, *, provenance: bool = True) -> rdflib.Graph:
        """Deprecated: `to_rdflib`."""
        return self.to_rdflib(provenance=provenance)

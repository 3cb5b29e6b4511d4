"""Tables and graphs in the types of other libraries: data frames of pandas, graphs of rdflib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd
    import pyoxigraph
    import rdflib

    from kg.api.public_records import Comparison, Entity, Paper, Relation, Result
    from kg.rdf.namespaces import PrefixMap


def make_data_frame(rows: Sequence[Sequence[object]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a data frame.

    Raises:
        UsageError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise UsageError("Data frames need pandas: pip install pandas.") from error
    return pd.DataFrame([list(row) for row in rows], columns=list(columns))


def make_record_frame(
    record_type: type[Entity | Paper | Relation | Result | Comparison],
    records: Sequence[Entity | Paper | Relation | Result | Comparison],
) -> pd.DataFrame:
    """Records, if only none, as a data frame with a column for each of their fields. Raises as `make_data_frame`."""
    return make_data_frame([astuple(record) for record in records], [field.name for field in fields(record_type)])


def make_rdflib_graph(triples: Iterable[pyoxigraph.Triple | pyoxigraph.Quad], prefixes: PrefixMap) -> rdflib.Graph:
    """Triples of pyoxigraph as a graph of rdflib, with the prefixes bound."""
    import rdflib

    from kg.rdf.term_conversion import to_rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))
    return graph


def load_rdflib_graph(folder: Path, *, provenance: bool) -> rdflib.Graph:
    """The Turtle files of an output folder as one graph of rdflib; `mentions.ttl` only with `provenance`.

    Doubtful records are left out.
    """
    from kg.sparql.turtle_files import read_prefixes

    return make_rdflib_graph(_read_triples(folder, provenance=provenance), read_prefixes(folder))


def _read_triples(folder: Path, *, provenance: bool) -> Iterator[pyoxigraph.Quad]:
    import pyoxigraph

    from kg.sparql.turtle_files import GRAPHS

    left_out = {"doubtful.ttl"} if provenance else {"doubtful.ttl", "mentions.ttl"}
    for file in GRAPHS:
        if (folder / file).is_file() and file not in left_out:
            yield from pyoxigraph.parse(path=str(folder / file), format=pyoxigraph.RdfFormat.TURTLE)

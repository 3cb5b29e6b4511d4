"""A built graph from Python: SPARQL answers as rows or as a data frame, pictures, and the whole as an rdflib graph.

from kg.api import BuiltGraph

graph = BuiltGraph("outputs")
graph.frame("leaderboard", benchmark="ImageNet 256x256", metric="FID")
graph.map(around="diffusion model")
graph.rdflib().query("SELECT ...")
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model.errors import GraphNotFound, UsageError
from kg.rdf.terms import python_value, rdflib_node
from kg.sparql import queries
from kg.sparql.evaluate import query as ask
from kg.sparql.index import GRAPHS
from kg.sparql.memory import MOST_MEMORY
from kg.sparql.query_results import Answer, Solutions

if TYPE_CHECKING:
    import pandas as pd
    import rdflib

    from kg.pictures.request import Drawing


class BuiltGraph:
    """The graph in the output folder of a build."""

    def __init__(self, folder: str | Path = "outputs") -> None:
        self.folder = Path(folder)
        if not (self.folder / "graph.ttl").is_file():
            raise GraphNotFound(f"There is no built graph in {folder}; run `kg build INPUT... -o {folder}`.")

    def query(self, query: str, *, timeout: float | None = None, **settings: object) -> Answer:
        """The answer to SPARQL text, or to a shipped query by its name with its parameters set.

        Raises:
            QueryError: the text is no SPARQL query, or the time (seconds) is over.
            UsageError: the shipped query has no such parameter, or parameters are given for a query's text.
        """
        if query in queries.list_names():
            text = queries.load(query).bind({name: str(value) for name, value in settings.items()})
        elif settings:
            raise UsageError(f"Parameters ({', '.join(settings)}) go with the name of a shipped query.")
        else:
            text = query
        return ask(self.folder, text, timeout=timeout, memory=MOST_MEMORY)

    def frame(self, query: str, *, timeout: float | None = None, **settings: object) -> pd.DataFrame:
        """The rows of a SELECT as a data frame: numbers, dates and truth values as such, None where unbound.

        Raises:
            UsageError: the query is no SELECT, or pandas is not installed; and what `query` raises.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise UsageError("Data frames need pandas: pip install pandas.") from error
        found = self.query(query, timeout=timeout, **settings)
        if not isinstance(found, Solutions):
            raise UsageError("Only the rows of a SELECT make a data frame.")
        rows: list[list[Any]] = [[python_value(term) for term in row] for row in found.rows]
        return pd.DataFrame(rows, columns=list(found.variables))

    def map(
        self,
        *,
        around: str | None = None,
        depth: int = 1,
        types: Sequence[str] = (),
        top: int | None = None,
        papers: bool = False,
        compare: tuple[str, str] | None = None,
        since: str | None = None,
        undated: bool = False,
        timeline: bool = False,
        benchmark: str | None = None,
        metric: str | None = None,
    ) -> Drawing:
        """A picture, as `kg map` draws it; `benchmark` and `metric` ask for a leaderboard.

        A notebook shows it where it is the value of a cell; its `save` writes the page.

        Raises:
            NoSuchName: nothing has one of the names.
            UsageError: what is wanted does not go together, or `types` has a word that is no type.
        """
        from kg.model.types import FILTERS
        from kg.pictures.request import PictureRequest, draw
        from kg.store.database import reading

        unknown = [word for word in types if word not in FILTERS]
        if unknown:
            raise UsageError(f"{unknown[0]!r} is no type; there are {', '.join(FILTERS)}.")
        with reading(self.folder / "store") as store:
            knowledge = store.knowledge()
        request = PictureRequest(
            around=around,
            depth=depth,
            types=types,
            top=top,
            papers=papers,
            compare=compare,
            since=since,
            undated=undated,
            timeline=timeline,
            leaderboard=benchmark is not None or metric is not None,
            benchmark=benchmark,
            metric=metric,
        )
        return draw(knowledge, request)

    def rdflib(self, *, provenance: bool = True) -> rdflib.Graph:
        """The graph in rdflib, with our prefixes bound; without `provenance`, what texts say but not where.

        It is loaded into memory as a whole; `query` needs none of that.
        """
        import pyoxigraph
        import rdflib

        from kg.sparql.index import known_prefixes

        graph = rdflib.Graph(bind_namespaces="none")
        for prefix, namespace in known_prefixes(self.folder).items():
            graph.bind(prefix, namespace)
        for file in GRAPHS:
            if (self.folder / file).is_file() and (provenance or file != "mentions.ttl"):
                for triple in pyoxigraph.parse(path=str(self.folder / file), format=pyoxigraph.RdfFormat.TURTLE):
                    graph.add((rdflib_node(triple.subject), rdflib_node(triple.predicate), rdflib_node(triple.object)))
        return graph

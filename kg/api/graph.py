"""`Graph`: a built graph from Python, with its lists, searches, queries and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kg.api.conversion import to_public_entity
from kg.api.documents import check_precision
from kg.api.public_records import Comparison, Entity, Hit, Paper, Relation, Result
from kg.api.record_lists import Choice, list_comparisons, list_papers, list_relations, list_results
from kg.api.stored_graph import StoredGraph, check_word
from kg.model.comparison_record import COMPARISON_RELATIONS
from kg.model.results import RESULT_KINDS
from kg.model.types import FILTERS, PAPER, RELATION_TYPES

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from kg.api.details import EntityDetails, PaperDetails
    from kg.api.sparql_answer import Answer
    from kg.model.comparison_record import ComparisonRelation
    from kg.model.difference import Difference
    from kg.model.records import Rejected
    from kg.model.results import ResultKind
    from kg.model.types import RelationType, TypeWord
    from kg.pictures.drawing import Drawing

TableName = Literal["entities", "papers", "relations", "results", "comparisons"]
_TABLES = ("papers", "entities", "relations", "results", "comparisons")


class Graph:
    """The graph in the output folder of a build. `kg.open` and `kg.build` give one.

    Opening reads nothing. The lists, `search` and `show` read what they need of the store each time. What else needs
    the records of papers (pictures, the graph in networkx, `diff`), or the entities at another precision than that of
    the build, reads all of them when first asked (about a second for a thousand papers) and keeps them until another
    build has written to the folder.
    `sparql` asks the index on disk and reads none of them.

    The methods give the records that are sure at the precision of the build, or at the one that the graph was opened
    with: at least that share of each kind of record is right. Doubtful records are given by `doubtful=True`, and by
    `show` in fields of their own.

    A name that a method takes is that of an entity in any spelling, or its identifier.
    """

    def __init__(self, folder: str | Path = "outputs", *, precision: float | None = None) -> None:
        check_precision(precision)
        self._stored = StoredGraph(folder, precision)

    @property
    def folder(self) -> Path:
        """The output folder."""
        return self._stored.folder

    # ---- lists

    def entities(self, *, type: TypeWord | None = None, min_papers: int = 1) -> list[Entity]:  # noqa: A002
        """Entities, those that most papers name first, then by identifier.

        Args:
            type: method, model, dataset, benchmark, metric or task; a benchmark is a dataset too.
            min_papers: only what at least so many papers name.

        Raises:
            UsageError: there is no such type.
        """
        check_word(type, FILTERS, "type")
        with self._stored.reading() as state, state.open_shown() as shown:
            chosen = shown.list_entities(word=type, min_papers=min_papers)
        return [to_public_entity(entity) for entity in sorted(chosen, key=lambda e: (-e.paper_count, e.id))]

    def papers(self, *, entity: str | None = None, relation: RelationType | None = None) -> list[Paper]:
        """Papers, by identifier.

        Args:
            entity: only papers that name it.
            relation: only papers that state this relation, to the entity if one is given: proposes, uses,
                evaluatesOn, trainsOn, introduces, addresses, measuredBy, comparesWith or outperforms.

        Raises:
            NoSuchName: no entity has that name; the message suggests the nearest.
            UsageError: there is no such relation.
        """
        check_word(relation, RELATION_TYPES, "relation")
        with self._stored.reading() as state:
            return list_papers(state, entity=entity, relation=relation)

    def relations(
        self,
        *,
        type: RelationType | None = None,  # noqa: A002
        entity: str | None = None,
        paper: str | None = None,
        min_score: float = 0.0,
        doubtful: bool = False,
    ) -> list[Relation]:
        """Relations of papers to entities (proposes, uses, ...), by paper, type, entity and place.

        Args:
            type: only this relation, as for `papers`.
            entity: only relations to it.
            paper: only those of the paper of this identifier or title.
            min_score: only those of at least this score, 0 to 1.
            doubtful: give the doubtful relations in place of the sure ones.

        Raises:
            NoSuchName: there is no such entity or paper; the message suggests the nearest.
            UsageError: there is no such relation.
        """
        check_word(type, RELATION_TYPES, "relation")
        with self._stored.reading() as state:
            wanted = state.entity_id(entity)
            return [
                relation
                for relation in list_relations(state, Choice(paper, min_score, doubtful), entity=wanted)
                if type in (None, relation.type) and wanted in (None, relation.entity_id)
            ]

    def results(
        self,
        *,
        metric: str | None = None,
        dataset: str | None = None,
        subject: str | None = None,
        kind: ResultKind | None = None,
        paper: str | None = None,
        min_score: float = 0.0,
        doubtful: bool = False,
    ) -> list[Result]:
        """Numbers that papers report, by paper and place.

        Args:
            metric: only values of this metric.
            dataset: only values on this dataset or benchmark.
            subject: only values of this method or model.
            kind: absolute, delta or ratio.
            paper: only those of the paper of this identifier or title.
            min_score: only those of at least this score, 0 to 1.
            doubtful: give the doubtful results in place of the sure ones.

        Raises:
            NoSuchName: there is no such entity or paper; the message suggests the nearest.
            UsageError: there is no such kind.
        """
        check_word(kind, RESULT_KINDS, "kind of result")
        with self._stored.reading() as state:
            metric_id = state.entity_id(metric, "metric")
            dataset_id = state.entity_id(dataset, "dataset")
            subject_id = state.entity_id(subject)
            participants = (metric_id, dataset_id, subject_id)
            return [
                result
                for result in list_results(state, Choice(paper, min_score, doubtful), participants=participants)
                if metric_id in (None, result.metric_id)
                and dataset_id in (None, result.dataset_id)
                and subject_id in (None, result.subject_id)
                and kind in (None, result.kind)
            ]

    def comparisons(
        self,
        *,
        subject: str | None = None,
        object: str | None = None,  # noqa: A002
        relation: ComparisonRelation | None = None,
        paper: str | None = None,
        min_score: float = 0.0,
        doubtful: bool = False,
    ) -> list[Comparison]:
        """Comparisons of two methods or models that papers make, by paper and place; denied ones are included.

        Args:
            subject: only those of this method or model: the better one, where one is.
            object: only those with this method or model.
            relation: outperforms, or comparesWith, which names no winner.
            paper: only those of the paper of this identifier or title.
            min_score: only those of at least this score, 0 to 1.
            doubtful: give the doubtful comparisons in place of the sure ones.

        Raises:
            NoSuchName: there is no such entity or paper; the message suggests the nearest.
            UsageError: there is no such relation.
        """
        check_word(relation, COMPARISON_RELATIONS, "relation of a comparison")
        with self._stored.reading() as state:
            subject_id, object_id = state.entity_id(subject), state.entity_id(object)
            choice = Choice(paper, min_score, doubtful)
            return [
                comparison
                for comparison in list_comparisons(state, choice, ends=(subject_id, object_id))
                if subject_id in (None, comparison.subject_id)
                and object_id in (None, comparison.object_id)
                and relation in (None, comparison.relation)
            ]

    def rejected(self) -> list[Rejected]:
        """The parts of all inputs of the folder that could not be read: `file`, `line`, `reason`, `excerpt`."""
        with self._stored.reading() as state, state.open_store() as store:
            return list(store.rejected())

    # ---- by name

    def search(self, text: str, *, type: TypeWord | None = None, limit: int = 10) -> list[Hit]:  # noqa: A002
        """Entities by any of their names and papers by their titles, best first; typing errors are allowed.

        Doubtful entities are found too, and marked. It reads the table of entities, the titles, and the records about
        the entities that it finds. Finding nothing is no error.

        Args:
            text: up to 400 characters.
            type: method, model, dataset, benchmark, metric, task or paper.
            limit: at most so many.

        Raises:
            UsageError: the text is longer than any name, or there is no such type.
        """
        from kg.api.searching import search_store
        from kg.export.views import find_bounds

        check_word(type, (*FILTERS, PAPER.word), "type")
        with self._stored.reading() as state, state.open_store() as store:
            bounds = find_bounds(store, self._stored.precision)
            return search_store(store, text, wanted_type=type, limit=limit, bounds=bounds)

    def show(self, name: str) -> EntityDetails | PaperDetails:
        """All that is known of one entity or paper, with the sentences that say it. It prints as `kg show` does.

        Args:
            name: of an entity, any spelling or the identifier; or a paper's title, a part of it, or its identifier.

        Raises:
            NoSuchName: neither an entity nor a paper has that name; the message suggests the nearest.
        """
        from kg.api.showing import find_details
        from kg.export.views import find_bounds

        with self._stored.reading() as state, state.open_store() as store:
            return find_details(store, name, find_bounds(store, self._stored.precision))

    def diff(self, other: Graph) -> Difference:
        """What came between this graph and a later one, of what each of them shows; false where nothing did.

        An entity is followed by its spellings: it is removed if no other entity has got one of them, else renamed,
        merged, split or of another type.

        Args:
            other: the later graph.
        """
        from kg.analyse.graph_difference import find_difference

        with self._stored.reading() as old, other._stored.reading() as new:
            return find_difference(old.knowledge(), new.knowledge())

    # ---- SPARQL

    def sparql(
        self, query: str, /, *, limit: int | None = None, timeout: float | None = None, **parameters: str | float
    ) -> Answer:
        """The answer to a SPARQL 1.1 query, or to a shipped query by its name: `sparql("benchmarks", min_papers=3)`.

        It runs in a process of its own over the index on disk; the usual prefixes are declared, and nothing can be
        changed. `kg query` lists the shipped queries and their parameters.

        Args:
            query: the text of a query, or the name of a shipped one.
            limit: at most so many rows or triples.
            timeout: seconds after which it is stopped; by default never.
            parameters: of a shipped query, in place of their defaults.

        Raises:
            QueryError: the text is no SPARQL, is an update or uses SERVICE, or it takes too much time or memory.
            NoSuchName: there is no shipped query of that name; the message suggests the nearest.
            UsageError: the shipped query has no such parameter, or parameters are given for a query's text.
        """
        from kg.api.sparql_answer import answer_query

        with self._stored.reading() as state:
            return answer_query(state, query, parameters=parameters, limit=limit, timeout=timeout)

    # ---- pictures and other libraries

    def map(
        self,
        *,
        around: str | None = None,
        depth: int = 1,
        types: Sequence[TypeWord] = (),
        top: int | None = None,
        papers: bool = False,
        compare: tuple[str, str] | None = None,
        since: str | None = None,
        undated: bool = False,
        timeline: bool = False,
        benchmark: str | None = None,
        metric: str | None = None,
    ) -> Drawing:
        """A picture, as `kg map` draws it. A notebook shows it as the value of a cell; its `save` writes the page.

        Args:
            around: only what is linked to this entity.
            depth: how many links away from it, 1 to 3.
            types: only these types of entity.
            top: at most so many concepts.
            papers: papers and what they name; in a timeline, themes by their papers.
            compare: two entities: what they share, and what only one has.
            since: only papers from this year, month or day on: "2024", "2024-05".
            undated: with `since`, papers without a date too.
            timeline: concepts by month, quarter or year.
            benchmark: with `metric`, a leaderboard: the reported values over time.
            metric: of the leaderboard.

        Raises:
            NoSuchName: nothing has one of the names; the message suggests the nearest.
            UsageError: what is asked for does not go together, or there is no such type.
        """
        from kg.api.map_request import draw_map
        from kg.pictures.drawing import PictureRequest

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
        with self._stored.reading() as state:
            return draw_map(state, request)

    def to_pandas(self, table: TableName) -> pd.DataFrame:
        """A whole table as a data frame: a column for each field of the records that the method of that name gives.

        `pandas.DataFrame(graph.results(metric="FID"))` makes one of a part.

        Args:
            table: entities, papers, relations, results or comparisons; the columns of results are those of
                `results.csv`.

        Raises:
            UsageError: there is no such table, or pandas is not installed.
        """
        from kg.api.other_libraries import make_record_frame

        check_word(table, _TABLES, "table")
        match table:
            case "entities":
                return make_record_frame(Entity, self.entities())
            case "papers":
                return make_record_frame(Paper, self.papers())
            case "relations":
                return make_record_frame(Relation, self.relations())
            case "results":
                return make_record_frame(Result, self.results())
            case "comparisons":
                return make_record_frame(Comparison, self.comparisons())

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The graph in networkx: papers, entities and results as nodes, what the texts say as typed edges.

        Nodes are the tails of IRIs and have a `kind` and a `label`; edges have a `type`. Some 300,000 nodes and 1.2
        million edges (20,000 papers) take 0.84 GB.
        """
        from kg.analyse.network import to_networkx

        with self._stored.reading() as state:
            return to_networkx(state.knowledge())

    def to_rdflib(self, *, provenance: bool = True) -> rdflib.Graph:
        """The graph in rdflib, with our prefixes bound; without `provenance`, what texts say but not where.

        It is loaded into memory as a whole; `sparql` needs none of that.
        """
        from kg.api.other_libraries import load_rdflib_graph

        with self._stored.reading() as state:
            return load_rdflib_graph(state.find_asked(), provenance=provenance)

    # ---- how it prints

    def __repr__(self) -> str:
        with self._stored.reading() as state:
            counts = state.counts()
        counted = ", ".join(f"{counts[table]:,} {table}" for table in _TABLES if table in counts)
        return f"<Graph {str(self.folder)!r}{counted and ': '}{counted}>"

    def _repr_html_(self) -> str:
        with self._stored.reading() as state:
            counts = state.counts()
        rows = "".join(f"<tr><th>{escape(name)}</th><td>{number:,}</td></tr>" for name, number in counts.items())
        return f"<table><caption>Graph in {escape(str(self.folder))}</caption><tbody>{rows}</tbody></table>"

"""Every serialisation of RDF is read back as the same graph, by rdflib and by pyoxigraph, whatever the texts hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.export.content import Content
from kg.export.rdf_files import NAMES
from kg.export.registry import write_format
from kg.model.knowledge import Knowledge
from kg.rdf import jsonld, ntriples, turtle
from kg.rdf.description import RunInfo
from kg.rdf.iris import GraphIris
from kg.rdf.namespaces import prefixes
from kg.rdf.terms import Iri, Literal, Subject, expand, make_date_literal, make_literal, make_subject

Quads = set[tuple[str, ...]]
STRING = str(rdflib.XSD.string)
GRAPH = Iri("https://w3id.org/kg-papers/schema#facts")
TEXT = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("\"\\\n\r\t\0'@{}</>\u2028\u202e\u05d0\U0001f600")
    )
)
LITERALS = st.one_of(
    TEXT.map(make_literal),
    st.integers().map(make_literal),
    st.booleans().map(make_literal),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9).map(make_literal),
    st.dates().map(lambda day: make_date_literal(day.isoformat())),
)
# Strings, things, decimals, integers, truth values and dates by the context, and one that it does not know.
PROPERTIES = [
    "kg:condition",
    "kg:uses",
    "kg:value",
    "kg:paperCount",
    "kg:denied",
    "dcterms:issued",
    "owl:sameAs",
]
FORMATS = ["ttl", "nt", "jsonld", "nq", "trig"]


def serialise(ending: str, subjects: list[Subject]) -> str:
    out = io.StringIO()
    match ending:
        case "ttl":
            turtle.write(subjects, prefixes(), out)
        case "nt":
            ntriples.write_triples(subjects, out)
        case "jsonld":
            jsonld.write(subjects, prefixes(), out)
        case "nq":
            ntriples.write_quads([(GRAPH, subjects)], out)
        case "trig":
            turtle.write_trig([(GRAPH, subjects)], prefixes(), out)
    return out.getvalue()


def by_pyoxigraph(text: str, ending: str) -> Quads:
    quads: Quads = set()
    for quad in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.from_extension(ending)):
        graph = quad.graph_name.value if isinstance(quad.graph_name, pyoxigraph.NamedNode) else ""
        value = quad.object
        kind = value.datatype.value if isinstance(value, pyoxigraph.Literal) else "thing"
        quads.add((graph, quad.subject.value, quad.predicate.value, value.value, kind))
    return quads


def by_rdflib(text: str, ending: str) -> Quads:
    names = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "nq": "nquads", "trig": "trig"}
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=names[ending])
    quads: Quads = set()
    for subject, predicate, value, graph in dataset.quads():
        kind = str(value.datatype or STRING) if isinstance(value, rdflib.Literal) else "thing"
        quads.add((str(graph) if graph and str(graph) == GRAPH else "", str(subject), str(predicate), str(value), kind))
    return quads


def list_quads(ending: str, subjects: list[Subject]) -> Quads:
    graph = GRAPH if ending in ("nq", "trig") else ""
    return {
        (
            graph,
            subject.iri,
            predicate,
            *((value.text, value.datatype) if isinstance(value, Literal) else (value, "thing")),
        )
        for subject in subjects
        for predicate, value in subject.pairs
    }


@given(
    st.lists(st.tuples(st.sampled_from(PROPERTIES), st.one_of(LITERALS, TEXT.map(GraphIris().paper))), max_size=5),
    st.text(min_size=1),
)
@pytest.mark.parametrize("ending", FORMATS)
def test_any_text_comes_back_from_pyoxigraph(ending: str, pairs: list[tuple[str, Literal | Iri]], key: str) -> None:
    subject = make_subject(
        GraphIris().paper(key), types=("kg:Paper",), pairs=[(expand(property_), value) for property_, value in pairs]
    )
    assert by_pyoxigraph(serialise(ending, [subject]), ending) == list_quads(ending, [subject])


@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib")  # its parsers use what it deprecates
@given(st.lists(st.tuples(st.sampled_from(PROPERTIES), TEXT.map(make_literal)), max_size=3), st.text(min_size=1))
@pytest.mark.parametrize("ending", FORMATS)
def test_any_text_comes_back_from_rdflib(ending: str, pairs: list[tuple[str, Literal]], key: str) -> None:
    subject = make_subject(
        GraphIris().paper(key), types=("kg:Paper",), pairs=[(expand(property_), value) for property_, value in pairs]
    )
    assert by_rdflib(serialise(ending, [subject]), ending) == list_quads(ending, [subject])


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld", "nquads", "trig"])
def test_all_formats_say_the_same(
    knowledge: Knowledge, run: RunInfo, content: Callable[..., Content], turtle_folder: Path, tmp_path: Path, form: str
) -> None:
    paths = write_format(form, content(knowledge, run), tmp_path / "out")
    quads: Quads = set()
    for path in paths:
        ending = {"nquads": "nq", "trig": "trig"}.get(form, path.suffix[1:])
        parsed = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.from_extension(ending))
        graph = NAMES.get(path.stem)
        quads |= {(graph or quad.graph_name.value, str(quad.triple)) for quad in parsed}
    assert quads == {
        (graph, str(quad.triple))
        for name, graph in NAMES.items()
        for quad in pyoxigraph.parse(path=str(turtle_folder / f"{name}.ttl"))
    }
    assert len({graph for graph, _ in quads}) == 4

from __future__ import annotations

import io

import pyoxigraph
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import turtle
from kg.rdf.iris import GraphIris
from kg.rdf.namespaces import PrefixMap, prefixes
from kg.rdf.terms import Literal, Subject, expand, make_date_literal, make_literal, make_subject

TEXT = st.text(
    alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\"\\\n\r\t\0'\u2028\u202e\U0001f600"))
)
LITERALS = st.one_of(
    TEXT.map(make_literal),
    st.integers().map(make_literal),
    st.booleans().map(make_literal),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9).map(make_literal),
)


def write(*subjects: Subject) -> str:
    out = io.StringIO()
    turtle.write(subjects, prefixes(), out)
    return out.getvalue()


def test_the_whole_of_a_small_file() -> None:
    ids = GraphIris()
    subject = make_subject(
        ids.entity("model/llama-7b~x"),
        types=("kg:Model", "skos:Concept"),
        pairs=[
            (expand("skos:prefLabel"), make_literal('a "b" \\')),
            (expand("skos:altLabel"), make_literal("z\n")),
            (expand("skos:altLabel"), make_literal("a")),
            (expand("kg:paperCount"), make_literal(2)),
            (expand("kg:confidence"), make_literal(0.5)),
            (expand("kg:variantOf"), ids.entity("model/llama.")),
            (expand("dcterms:issued"), make_date_literal("2025-04-16")),
        ],
    )
    out = io.StringIO()
    chosen = PrefixMap({p: n for p, n in prefixes().items() if p in {"kg", "skos", "model", "xsd", "dcterms"}})
    turtle.write([subject], chosen, out)
    assert (
        out.getvalue()
        == """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/kg-papers/schema#> .
@prefix model: <https://w3id.org/kg-papers/id/model/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

model:llama-7b\\~x a kg:Model, skos:Concept ;
    dcterms:issued "2025-04-16"^^xsd:date ;
    skos:altLabel "a", "z\\n" ;
    skos:prefLabel "a \\"b\\" \\\\" ;
    kg:confidence 0.5 ;
    kg:paperCount 2 ;
    kg:variantOf <https://w3id.org/kg-papers/id/model/llama.> .
"""
    )


@given(st.lists(LITERALS, min_size=1, max_size=4), st.text(min_size=1))
def test_any_text_and_identifier_comes_back_from_both_parsers(values: list[Literal], identifier: str) -> None:
    iri = GraphIris().paper(identifier)
    predicate = expand("kg:condition")
    written = write(make_subject(iri, types=(), pairs=[(predicate, value) for value in values]))
    expected = {(str(iri), str(predicate), value.text, str(value.datatype)) for value in values}

    ours = {
        (quad.subject.value, quad.predicate.value, quad.object.value, quad.object.datatype.value)
        for quad in pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.TURTLE)
    }
    string = str(rdflib.XSD.string)
    theirs = {
        (str(s), str(p), str(o), str(getattr(o, "datatype", None) or string))
        for s, p, o in rdflib.Graph().parse(data=written, format="turtle")
    }
    assert ours == expected
    assert theirs == expected

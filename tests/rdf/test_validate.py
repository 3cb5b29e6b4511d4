"""The shapes hold on what we write, and each bites on one graph that breaks it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.model.errors import InputError
from kg.rdf.namespaces import prefixes
from kg.rdf.validate import Report, validate

RESULT = "?r a kg:AbsoluteResult"


def test_the_sample_conforms_alone_and_with_its_provenance(turtle_folder: Path) -> None:
    alone = validate([turtle_folder / "graph.ttl"])
    derived = validate([turtle_folder / "graph.ttl", turtle_folder / "derived.ttl"])
    all_three = validate([turtle_folder / "graph.ttl", turtle_folder / "mentions.ttl", turtle_folder / "derived.ttl"])
    assert alone.violations == ()
    assert derived.violations == ()
    assert all_three.violations == ()
    assert all_three.triples > derived.triples > alone.triples > 100


@pytest.mark.slow
@pytest.mark.parametrize(
    ("update", "message"),
    [
        ("DELETE { ?r kg:valueText ?v } WHERE { ?r kg:valueText ?v }", "exactly one text of its value"),
        ("DELETE { ?r prov:wasDerivedFrom ?p } WHERE { ?r a kg:Result ; prov:wasDerivedFrom ?p }", "exactly one paper"),
        (f"DELETE {{ ?r kg:value ?v }} INSERT {{ ?r kg:value 'x' }} WHERE {{ {RESULT} ; kg:value ?v }}", "xsd:decimal"),
        (
            f"DELETE {{ ?r kg:value ?v }} INSERT {{ ?r kg:value 'x'^^xsd:decimal }} WHERE {{ {RESULT} ; kg:value ?v }}",
            "xsd:decimal",
        ),
        (f"DELETE {{ {RESULT} }} WHERE {{ {RESULT} }}", "absolute, a change or a ratio"),
        ("DELETE { ?r kg:valueMin ?v } INSERT { ?r kg:valueMin 99.5 } WHERE { ?r kg:valueMin ?v }", "not above"),
        ("DELETE { ?r kg:spread ?v } INSERT { ?r kg:spread -0.3 } WHERE { ?r kg:spread ?v }", "not negative"),
        ("DELETE { ?r kg:spread ?v } INSERT { ?r kg:spread '0.3%' } WHERE { ?r kg:spread ?v }", "at most one spread"),
        ("INSERT { ?r kg:spread 0.4 } WHERE { ?r kg:spread ?v }", "at most one spread"),
        (f"INSERT {{ ?r kg:confidence 2.5 }} WHERE {{ {RESULT} }}", ""),
        (f"INSERT {{ ?r mls:specifiedBy model:sit }} WHERE {{ {RESULT} }}", "at most one metric"),
        ("DELETE { ?e skos:prefLabel ?l } WHERE { ?e skos:prefLabel ?l }", "exactly one skos:prefLabel"),
        ("INSERT DATA { model:sit skos:prefLabel 'SiT 2' }", "exactly one skos:prefLabel"),
        ("INSERT DATA { model:sit skos:altLabel 'SiT' }", "exactly one skos:prefLabel"),
        (
            "DELETE { model:llama skos:prefLabel ?l } INSERT { model:llama skos:prefLabel 'SiT' } "
            "WHERE { model:llama skos:prefLabel ?l }",
            "No two entities of one type have one name",
        ),
        *(
            (
                f"INSERT {{ <urn:copy> ?p ?o }} WHERE {{ ?e a kg:{kind} ; ?p ?o }}",
                "No two entities of one type have one name",
            )
            for kind in ("Method", "Model", "Dataset", "Metric", "Task")
        ),
        ("INSERT DATA { model:sit a kg:Method }", "exactly one of method, model"),
        ("INSERT DATA { model:sit a kg:Benchmark }", "A benchmark is a dataset"),
        ("INSERT DATA { model:sit kg:invented 'x' }", "no property but theirs"),
        ("INSERT DATA { paper:bare-000000 kg:invented 'x' }", ""),
        ("INSERT DATA { paper:bare-000000 kg:mentions model:sit }", "schema:mentions alike"),
        (
            "INSERT DATA { paper:bare-000000 kg:mentions model:sit ; schema:mentions model:sit ; "
            "kg:evaluatesOn model:sit }",
            "evaluates on datasets",
        ),
        (
            "INSERT DATA { paper:bare-000000 kg:mentions model:sit ; schema:mentions model:sit ; kg:uses model:sit }",
            "no statement that says where",
        ),
        ("INSERT DATA { model:sit kg:variantOf model:llama }", "no statement that says why"),
        ("INSERT DATA { <urn:x> a kg:Invented }", "class that no graph of kg holds"),
        ("DELETE { ?p dcterms:title ?t } WHERE { ?p a kg:Paper ; dcterms:title ?t }", "exactly one title"),
        ("INSERT DATA { paper:bare-000000 dcterms:issued 'April' }", "xsd:date"),
        ("DELETE { ?p kg:fieldScore ?s } INSERT { ?p kg:fieldScore 1.5 } WHERE { ?p kg:fieldScore ?s }", ""),
        ("INSERT { ?p kg:fieldScore 0.5 } WHERE { ?p kg:fieldScore ?s }", ""),
        ("DELETE { ?s oa:start ?v } INSERT { ?s oa:start 99999 } WHERE { ?s oa:start ?v }", "starts before it ends"),
        ("DELETE { ?m oa:hasBody ?e } WHERE { ?m oa:hasBody ?e }", "names exactly one entity"),
        ("INSERT { ?s rdf:predicate kg:invented } WHERE { ?s a kg:Statement }", "relation that we know"),
        ("DELETE { ?l kg:between model:sit } WHERE { ?l kg:between model:sit }", "between two concepts"),
        ("DELETE { ?l kg:weight ?w } INSERT { ?l kg:weight -1.0 } WHERE { ?l kg:weight ?w }", "weight above zero"),
        ("DELETE { ?c skos:member ?m } WHERE { ?c skos:member ?m }", "has concepts for members"),
        ("INSERT { ?r kg:invented 'x' } WHERE { ?r a prov:Activity }", ""),
        ("DELETE { ?r prov:wasAssociatedWith ?a } WHERE { ?r prov:wasAssociatedWith ?a }", "done by software"),
        ("INSERT { ?a kg:invented 'x' } WHERE { ?a a prov:SoftwareAgent }", ""),
        ("INSERT { ?g kg:invented 'x' } WHERE { ?g a dcat:Dataset }", ""),
        ("INSERT { ?s oa:exact '' } WHERE { ?s a oa:TextQuoteSelector }", ""),
        ("DELETE { ?t oa:hasSelector ?s } WHERE { ?t oa:hasSelector ?s }", "has a position and a quote"),
        ("DELETE { ?v oa:hasTarget ?t } WHERE { ?v a kg:ValueMention ; oa:hasTarget ?t }", ""),
        ("DELETE { model:sit kg:nameKey ?k } WHERE { model:sit kg:nameKey ?k }", "looked up by its labels"),
        ("DELETE { ?t kg:textOf ?p } WHERE { ?t kg:textOf ?p }", ""),
        ("DELETE { ?m kg:reason ?r } WHERE { ?m a kg:Merge ; kg:reason ?r }", ""),
        ("DELETE { ?a schema:name ?n } WHERE { ?a a schema:Organization ; schema:name ?n }", ""),
        ("DELETE { ?c schema:codeRepository ?u } WHERE { ?c schema:codeRepository ?u }", ""),
        ("DELETE { ?g prov:wasGeneratedBy ?r } WHERE { ?g a dcat:Dataset ; prov:wasGeneratedBy ?r }", "which run"),
    ],
)
def test_a_bad_graph_is_caught(turtle_folder: Path, tmp_path: Path, update: str, message: str) -> None:
    report = validate_after(turtle_folder, tmp_path, update)
    assert not report.conforms
    assert any(message in violation.message for violation in report.violations), report.violations


def test_a_violation_names_thing_property_and_value(turtle_folder: Path, tmp_path: Path) -> None:
    report = validate_after(turtle_folder, tmp_path, "INSERT DATA { paper:bare-000000 dcterms:issued 'April' }")
    (violation,) = report.violations
    assert (violation.focus, violation.path, violation.value) == ("paper:bare-000000", "dcterms:issued", "April")


@pytest.mark.parametrize("date", ["'2024'^^xsd:gYear", "'2024-05'^^xsd:gYearMonth", "'2024-05-01'^^xsd:date"])
def test_a_date_may_be_a_year_or_a_month(turtle_folder: Path, tmp_path: Path, date: str) -> None:
    report = validate_after(turtle_folder, tmp_path, f"INSERT DATA {{ paper:bare-000000 dcterms:issued {date} }}")
    assert report.violations == ()


def test_a_file_that_is_not_turtle_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("<a> <b> .", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.ttl is not Turtle"):
        validate([path])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.ttl cannot be read"):
        validate([tmp_path / "none.ttl"])


def validate_after(turtle_folder: Path, folder: Path, update: str) -> Report:
    store = pyoxigraph.Store()
    for file in ("graph.ttl", "mentions.ttl", "derived.ttl"):
        store.load(path=str(turtle_folder / file))
    before = len(store)
    store.update(update, prefixes=dict(prefixes()))
    assert len(store) != before or "DELETE" in update
    path = folder / "changed.ttl"
    store.dump(str(path), format=pyoxigraph.RdfFormat.TURTLE, from_graph=pyoxigraph.DefaultGraph())
    return validate([path])

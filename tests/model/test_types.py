"""The table of types: what is made from it, and that the files beside the code agree with it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS
from rdflib.collection import Collection

import kg
from kg.model.types import (
    ACHIEVERS,
    FILTERS,
    LABEL_OF,
    LABELS,
    NODE_KINDS,
    POSSIBLE_ACHIEVERS,
    RANGES,
    SUBTYPES,
    TYPES,
    EntityFilter,
    Label,
    NodeType,
    choose_label,
    join_words,
)
from kg.rdf.namespaces import KG, VOCABULARIES
from kg.rdf.schemas import find_schemas

WORDS = [row.word for row in TYPES]
IDENTIFIER = f"^({'|'.join(WORDS)})/."


def literals(alias: Any) -> set[str]:
    """The strings of a `Literal`, or of a union of some."""
    return {string for part in get_args(alias) for string in ([part] if isinstance(part, str) else literals(part))}


def iri(prefixed: str) -> rdflib.URIRef:
    prefix, local = prefixed.split(":")
    return rdflib.URIRef(VOCABULARIES[prefix] + local)


def test_what_mypy_reads_and_the_table_agree():
    assert get_args(Label) == LABELS
    assert literals(EntityFilter) == set(FILTERS.values())
    assert literals(NodeType) == {kind.name for kind in NODE_KINDS}


def test_words_name_one_type_each_and_labels_are_the_words_in_capitals():
    assert [row.label.lower() for row in TYPES] == WORDS
    assert list(FILTERS) == ["method", "model", "dataset", "benchmark", "metric", "task"]
    assert FILTERS["benchmark"] == "BENCHMARK"
    assert LABEL_OF["benchmark"] == "DATASET"


def test_looks_are_told_apart():
    for looks in zip(*(kind.look for kind in NODE_KINDS), strict=True):
        assert len(set(looks)) == len(looks)


def test_a_relation_points_at_the_types_that_keep_it_to_themselves_or_at_any():
    assert RANGES["evaluatesOn"] == ("DATASET",)
    assert RANGES["measuredBy"] == ("METRIC",)
    assert RANGES["uses"] == LABELS


def test_what_achieves_is_a_method_or_a_model_and_may_be_taken_for_a_task() -> None:
    assert ACHIEVERS == ("METHOD", "MODEL")
    assert POSSIBLE_ACHIEVERS == ("METHOD", "MODEL", "TASK")


def test_no_other_module_lists_what_achieves() -> None:
    package = Path(kg.__file__).parent
    listed = re.compile(r"""['"][@<]?(?:METHOD|MODEL)>?['"],\s*['"][@<]?(?:METHOD|MODEL)>?['"]""")
    sources = {path.relative_to(package).as_posix(): path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    names = {name for name, source in sources.items() if listed.search(source)}
    # Of what a sentence holds, features that were learned: a new label has none before a new training.
    assert names == {"model/types.py", "extraction/relations/features.py"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_listed_as_a_sentence_lists_them(words: list[str], sentence: str):
    assert join_words(words) == sentence


# ---- the files beside the code -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["entities", "papers", "extract"])
def test_json_schemas_know_the_labels_and_the_identifiers(name: str):
    text = (find_schemas() / f"{name}.schema.json").read_text(encoding="utf-8")
    enumerations = [enumeration for enumeration in _enumerations(json.loads(text)) if "METHOD" in enumeration]
    assert enumerations
    assert all(tuple(enumeration[: len(LABELS)]) == LABELS for enumeration in enumerations)
    patterns = re.findall(r'"(\^\([^"]*\)/\.)"', text)
    assert patterns
    assert set(patterns) == {IDENTIFIER}


def _enumerations(schema: Any) -> list[list[str]]:
    if isinstance(schema, list):
        return [enumeration for part in schema for enumeration in _enumerations(part)]
    if not isinstance(schema, dict):
        return []
    own = [schema["enum"]] if isinstance(schema.get("enum"), list) else []
    return own + [enumeration for part in schema.values() for enumeration in _enumerations(part)]


def test_the_ontology_declares_the_classes_by_the_words_of_the_table():
    ontology = rdflib.Graph().parse(find_schemas() / "ontology.ttl")
    for row in TYPES:
        own, *others = map(iri, row.classes)
        assert (own, RDF.type, OWL.Class) in ontology
        assert str(ontology.value(own, RDFS.label)) == row.word
        assert set(ontology.objects(own, RDFS.subClassOf)) == set(others)
    for row, subtype in SUBTYPES:
        narrow = iri(subtype.rdf_class)
        assert set(ontology.objects(narrow, RDFS.subClassOf)) == {iri(row.classes[0])}
        assert str(ontology.value(narrow, RDFS.label)) == subtype.word
    entities = {subject for subject in ontology.subjects(RDFS.subClassOf, SKOS.Concept) if str(subject).startswith(KG)}
    assert entities == {iri(row.classes[0]) for row in TYPES}


def test_the_ontology_gives_relations_the_range_of_the_table():
    ontology = rdflib.Graph().parse(find_schemas() / "ontology.ttl")
    own = {row.label: iri(row.classes[0]) for row in TYPES}
    for relation, labels in RANGES.items():
        expected = own[labels[0]] if len(labels) == 1 else SKOS.Concept
        assert set(ontology.objects(iri(f"kg:{relation}"), RDFS.range)) == {expected}


def test_the_shapes_hold_entities_to_the_classes_of_the_table():
    shapes = rdflib.Graph().parse(find_schemas() / "shapes.ttl")
    own = {iri(row.classes[0]) for row in TYPES}
    entity = rdflib.URIRef("https://w3id.org/kg-papers/shapes#Entity")
    assert set(shapes.objects(entity, SH.targetClass)) == {*own, SKOS.Concept}
    alternatives = shapes.value(entity, SH.xone)
    assert alternatives is not None
    assert {shapes.value(alternative, SH["class"]) for alternative in Collection(shapes, alternatives)} == own
    typed = next(p for p in shapes.objects(entity, SH.property) if (p, SH.path, RDF.type) in shapes)
    allowed = shapes.value(typed, SH["in"])
    assert allowed is not None
    classes = {iri(name) for row in TYPES for name in row.classes} | {iri(subtype.rdf_class) for _, subtype in SUBTYPES}
    assert set(Collection(shapes, allowed)) == classes
    named = {
        shapes.value(shape, SH.targetClass)
        for shape in shapes.subjects(RDF.type, SH.NodeShape)
        if str(shape).endswith("Name")
    }
    assert named == own


# ---- a type more -----------------------------------------------------------------------------------------

ROW = """    EntityType(
        "TOOL",
        word="tool",
        plural="tools",
        about="programs that papers use",
        look=Look("star", "#000000", "#ffffff"),
        classes=("kg:Tool", "skos:Concept"),
    ),
)
\"\"\"The types of entity,"""
USE = """
from kg.cli.options import TypeName
from kg.corrections import parse
from kg.model.knowledge import Entity, Knowledge
from kg.model.types import FILTERS, LABELS, RANGES
from kg.pictures.pages.node_looks import insert_node_looks
from kg.pictures.drawing import PictureRequest, draw
from kg.rdf.ontology_terms import list_entity_classes
from kg.rdf.namespaces import prefixes
from kg.search.name_lookup import has_type
from kg.serve.reconcile.vocabulary_terms import list_types, parse_type
from kg.text.identifiers import make_entity_id

entity = Entity(make_entity_id("TOOL", "make"), "TOOL", "make", (), (), 0, 0)
assert entity.id == "tool/make" and entity.type_word == "tool"
assert LABELS[-1] == "TOOL" and "TOOL" in RANGES["uses"] and "TOOL" not in RANGES["evaluatesOn"]
assert has_type(entity, "tool") and not has_type(entity, "method") and [*TypeName][-1] == "tool"
assert list_entity_classes(entity) == ("kg:Tool", "skos:Concept") and "tool" in prefixes()
assert list_types(entity) == ["Tool"] and parse_type("tool") == "Tool"
assert parse('[[type]]\\nname = "make"\\ntype = "tool"\\n', file="corrections.toml").types[0].type == "tool"
assert '--TOOL: #000000;' in insert_node_looks("/* $NODE_COLOURS on light */")
assert 'TOOL: "tools"' in insert_node_looks("$NODE_PLURALS")
assert 'TOOL: ["polygon"' in insert_node_looks("$NODE_OUTLINES")
page = draw(Knowledge((), (entity,), ()), PictureRequest(types=["tool"])).page
assert '"types":["METHOD","MODEL","DATASET","METRIC","TASK","TOOL","PAPER"]' in page and '"TOOL":"star"' in page
"""


@pytest.mark.slow
def test_a_type_is_added_by_one_row(tmp_path: Path):
    """In a copy of the package: records, filters, classes, words of corrections, looks and pages take it in."""
    package = Path(kg.__file__).parent
    copy = tmp_path / "kg"
    (copy / "model").mkdir(parents=True)
    for path in package.iterdir():
        if path.name != "model":
            (copy / path.name).symlink_to(path)
    for path in (package / "model").glob("*.py"):
        (copy / "model" / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    table = copy / "model" / "types.py"
    text = table.read_text(encoding="utf-8")
    assert text.count(')\n"""The types of entity,') == 1
    table.write_text(text.replace(')\n"""The types of entity,', ROW), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", USE], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("votes", "label"),
    [
        ({"TASK": 2.0, "METHOD": 1.0}, "TASK"),
        ({"TASK": 1.0, "METHOD": 1.0}, "METHOD"),  # the first of the table
        ({"TASK": 0.1 + 0.2, "METHOD": 0.3}, "METHOD"),  # equal but for rounding
        ({}, "METHOD"),
    ],
)
def test_the_label_with_most_evidence_is_chosen(votes: dict[Label, float], label: Label) -> None:
    assert choose_label(votes) == label

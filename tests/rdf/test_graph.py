"""What `graph.ttl` and `mentions.ttl` state of the sample, asked in SPARQL and read by both parsers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.export.content import Content
from kg.export.rdf_files import write_file
from kg.model.errors import InputError
from kg.model.knowledge import EntityId, Knowledge
from kg.rdf.description import RunInfo
from kg.rdf.namespaces import prefixes

MakeContent = Callable[..., Content]
GUIDED = "paper:guided-diffusion-0a1b2c"


@pytest.fixture(scope="module")
def store(written: Path) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for file in ("graph.ttl", "mentions.ttl", "derived.ttl"):
        store.load(path=str(written / file), to_graph=pyoxigraph.NamedNode(f"urn:{file}"))
    return store


def ask(store: pyoxigraph.Store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=dict(prefixes()), use_default_graph_as_union=True))


@pytest.mark.parametrize(
    "pattern",
    [
        f"{GUIDED} a kg:Paper, schema:ScholarlyArticle ; dcterms:title 'Guided \"Diffusion\" \\\\ Better'",
        f"{GUIDED} dcterms:issued '2025-04-16'^^xsd:date ; kg:dateInferred true ; fabio:hasArXivId '2504.00001'",
        f"{GUIDED} kg:authorCount 2 ; schema:commentCount 2 ; kg:listedIn 'a.txt', 'b.txt'",
        f"{GUIDED} schema:author/schema:name 'Bo \"B\" C.'",
        f"{GUIDED} schema:sourceOrganization/schema:name 'Open Lab'",
        f"{GUIDED} schema:url <https://huggingface.co/papers?q=a%20b>",
        f"{GUIDED} kg:hasCode/schema:codeRepository <https://github.com/a/b>",
        f"{GUIDED} kg:proposes method:classifier-free-guidance ; kg:mentions method:classifier-free-guidance ; "
        "schema:mentions method:classifier-free-guidance",
        f"{GUIDED} kg:mentions model:sit",
        "dataset:imagenet-256x256 a kg:Benchmark, kg:Dataset, mls:Dataset, skos:Concept",
        "metric:fid a kg:Metric, mls:EvaluationMeasure ; kg:higherIsBetter false ; kg:paperCount 1",
        "method:classifier-free-guidance skos:prefLabel 'classifier-free guidance' ; skos:altLabel 'CFG' ; "
        "skos:hiddenLabel 'textit{CFG}' ; skos:inScheme/a skos:ConceptScheme",
        "model:llama-7b kg:variantOf model:llama",
        f"?r a kg:AbsoluteResult, kg:Result, mls:ModelEvaluation ; prov:wasDerivedFrom {GUIDED} ; kg:value 1.19 ; "
        "mls:hasValue 1.19 ; mls:specifiedBy metric:fid ; kg:onDataset dataset:imagenet-256x256 ; "
        "kg:subject method:classifier-free-guidance ; kg:onTask task:image-generation ; kg:condition '256x256' ; "
        "kg:confidence 0.9877 ; kg:bound 'exact' ; kg:holder 'own' ; kg:valueText '1.19'",
        "?r a kg:DeltaResult ; kg:valueMin 13.0 ; kg:valueMax 25.0 ; kg:direction 'decrease' ; kg:isImprovement true ; "
        "kg:unit 'points' ; kg:bound 'up to'",
        "?r a kg:RatioResult ; kg:value 3.0 ; kg:valueText '3x' ; kg:comparator model:llama-7b",
        "?r a kg:AbsoluteResult ; kg:value 91.2 ; kg:spread 0.3 ; kg:unit '%' ; kg:valueText '91.2 ± 0.3%' ; "
        "mls:specifiedBy metric:accuracy",
        f"?s a kg:Statement, rdf:Statement ; rdf:subject {GUIDED} ; rdf:predicate kg:proposes ; "
        "rdf:object method:classifier-free-guidance ; kg:confidence 0.75 ; kg:sentence ?q ; "
        "kg:evidence/oa:hasTarget/oa:hasSelector/oa:exact 'CFG'",
        f"?s rdf:subject {GUIDED} ; rdf:predicate kg:outperforms ; rdf:object model:sit ; kg:denied true",
        f"?t a kg:PaperText ; kg:textOf {GUIDED} ; rdf:value ?text . "
        "?m a kg:Mention, oa:Annotation ; oa:hasBody metric:fid ; oa:motivatedBy oa:identifying . "
        "?m oa:hasTarget ?target . "
        "?target oa:hasSource ?t ; oa:hasSelector ?at ; oa:hasSelector/oa:exact ?quote . "
        "?at oa:start ?start ; oa:end ?end . FILTER (SUBSTR(?text, ?start + 1, ?end - ?start) = ?quote)",
        "?r kg:value 1.19 ; kg:evidence/oa:hasTarget/oa:hasSelector/oa:exact '1.19'",
        "?m a kg:Merge ; kg:mergedInto method:classifier-free-guidance ; kg:surface 'CFG' ; kg:reason 'abbreviation'",
        "?s rdf:subject model:llama-7b ; rdf:predicate kg:variantOf ; kg:reason 'size' ; kg:shownBy ?paper",
        "?g a void:Dataset, dcat:Dataset ; prov:wasGeneratedBy/prov:wasAssociatedWith/schema:softwareVersion '1.0' ; "
        "dcterms:license ?license",
        "?g void:classPartition ?part . ?part void:class kg:Result ; void:entities 6",
    ],
)
def test_it_states(store: pyoxigraph.Store, pattern: str) -> None:
    assert ask(store, pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        f"{GUIDED} kg:outperforms model:sit",  # the text denies it
        f"{GUIDED} kg:uses ?anything",
        "?r a kg:DeltaResult ; mls:hasValue ?value",
        "?r a kg:DeltaResult ; kg:value ?value",  # it is a range
        "?r kg:spread ?spread ; kg:value ?value . FILTER (?value != 91.2)",  # the others are given without one
        "?e skos:altLabel ?label ; skos:prefLabel ?label",
        "?e skos:hiddenLabel ?label ; skos:altLabel ?label",
        "?s ?p ?o . FILTER (isBlank(?s) || isBlank(?o))",
        "?paper schema:author ?one . ?other schema:author ?one . FILTER (?paper != ?other)",
        "GRAPH ?one { ?s ?p ?o } GRAPH ?other { ?s ?p ?o } FILTER (?one != ?other)",  # would count twice in a union
    ],
)
def test_it_never_states(store: pyoxigraph.Store, pattern: str) -> None:
    assert not ask(store, pattern)


def test_a_relation_to_an_entity_of_another_type_is_only_a_mention(
    knowledge: Knowledge, run: RunInfo, content: MakeContent, tmp_path: Path
) -> None:
    moved = replace(knowledge.papers[2].relations[0], object=EntityId("task/image-generation"))
    papers = (replace(knowledge.papers[2], relations=(moved,)),)
    write_file(content(replace(knowledge, papers=papers), run), tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "kg:evaluatesOn" not in text
    assert "task:image-generation" in text.partition(f"{GUIDED} a")[2]


def test_rdflib_and_pyoxigraph_read_the_same_graph(written: Path) -> None:
    for file in ("graph.ttl", "mentions.ttl", "derived.ttl"):
        theirs = rdflib.Graph().parse(written / file)
        triples = pyoxigraph.parse(path=str(written / file))
        again = pyoxigraph.serialize((quad.triple for quad in triples), format=pyoxigraph.RdfFormat.N_TRIPLES)
        assert isomorphic(theirs, rdflib.Graph().parse(data=again, format="nt"))


def test_equal_knowledge_gives_equal_bytes(
    knowledge: Knowledge, run: RunInfo, content: MakeContent, written: Path, tmp_path: Path
) -> None:
    turned = replace(run, contents=run.contents[::-1])
    for file in ("graph.ttl", "mentions.ttl", "derived.ttl"):
        write_file(content(knowledge, turned), tmp_path / file)
        assert _hash(tmp_path / file) == _hash(written / file)


def test_another_base_names_other_things(
    knowledge: Knowledge, run: RunInfo, content: MakeContent, tmp_path: Path
) -> None:
    write_file(content(knowledge, run, "https://example.org/x/"), tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "https://w3id.org/kg-papers/id/" not in text
    assert "@prefix paper: <https://example.org/x/paper/> ." in text


@pytest.mark.parametrize(
    "other", [{"version": "1.1"}, {"model": "x"}, {"settings": {}}, {"contents": ("aa",)}], ids=lambda o: next(iter(o))
)
def test_a_run_is_known_by_version_model_settings_and_contents(run: RunInfo, other: dict[str, Any]) -> None:
    assert replace(run, **other).key != run.key


def test_a_lone_surrogate_is_refused_and_nothing_is_left(
    knowledge: Knowledge, run: RunInfo, content: MakeContent, tmp_path: Path
) -> None:
    bad = replace(knowledge.papers[1], paper=replace(knowledge.papers[1].paper, title="x\udc00"))
    with pytest.raises(InputError, match=r"U\+DC00 at character 1"):
        write_file(content(replace(knowledge, papers=(bad,)), run), tmp_path / "graph.ttl")
    assert list(tmp_path.iterdir()) == []


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

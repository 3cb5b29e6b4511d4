"""What `graph.ttl` states of the sample, and what no graph of ours ever states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.model.knowledge import EntityId, Knowledge
from kg.rdf.facts import state_facts
from kg.rdf.iris import GraphIris
from kg.rdf.terms import Iri, Literal, expand

GUIDED = "paper:guided-diffusion-0a1b2c"


@pytest.mark.parametrize(
    "pattern",
    [
        f"{GUIDED} a kg:Paper, schema:ScholarlyArticle ; dcterms:title 'Guided \"Diffusion\" \\\\ Better'",
        f"{GUIDED} dcterms:issued '2025-04-16'^^xsd:date ; kg:dateInferred true ; fabio:hasArXivId '2504.00001'",
        f"{GUIDED} kg:fieldScore 0.9771",
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
    ],
)
def test_it_states(ask: Callable[[str], bool], pattern: str) -> None:
    assert ask(pattern)


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
def test_it_never_states(ask: Callable[[str], bool], pattern: str) -> None:
    assert not ask(pattern)


def state(knowledge: Knowledge, subject: Iri) -> set[tuple[str, str]]:
    """The pairs of a subject: property, and thing or text."""
    subjects = [candidate for candidate in state_facts(knowledge, GraphIris()) if candidate.iri == subject]
    assert len(subjects) == 1, "each subject comes once"
    return {(p, value.text if isinstance(value, Literal) else value) for p, value in subjects[0].pairs}


def test_a_relation_to_an_entity_of_another_type_is_only_a_mention(knowledge: Knowledge) -> None:
    guided, task = knowledge.papers[2], EntityId("task/image-generation")
    moved = replace(guided.relations[0], object=task)
    stated = state(
        replace(knowledge, papers=(replace(guided, relations=(moved,)),)), GraphIris().paper(guided.paper.id)
    )
    assert (expand("kg:mentions"), GraphIris().entity(task)) in stated
    assert expand("kg:evaluatesOn") not in {property_ for property_, _ in stated}


def test_a_participant_of_a_type_that_does_not_fit_is_left_out(knowledge: Knowledge) -> None:
    guided, ids = knowledge.papers[2], GraphIris()
    first = guided.results[0]
    odd = replace(first, dataset=EntityId("metric/fid"), subject=EntityId("metric/fid"), comparator=None)
    facts = replace(guided, results=(odd,))
    ((iri, _),) = ids.results(facts)
    stated = state(replace(knowledge, papers=(facts,)), iri)
    assert not {expand("kg:onDataset"), expand("kg:subject")} & {property_ for property_, _ in stated}
    fitting = replace(first, subject=EntityId("task/image-generation"))
    ((iri, _),) = ids.results(replace(guided, results=(fitting,)))
    stated = state(replace(knowledge, papers=(replace(guided, results=(fitting,)),)), iri)
    assert (expand("kg:subject"), ids.entity("task/image-generation")) in stated, "a task may stand for a method"


@pytest.mark.parametrize(
    ("authors", "count", "persons"),
    [
        (("Ada L.", "Bo C."), "2", 2),
        (3, "3", 0),  # a listing gives the number alone
        (None, None, 0),  # it gives nothing: no number, least of all 0
    ],
)
def test_authors_are_counted_and_named_as_far_as_they_are_known(
    knowledge: Knowledge, authors: tuple[str, ...] | int | None, count: str | None, persons: int
) -> None:
    facts = replace(knowledge.papers[1], paper=replace(knowledge.papers[1].paper, authors=authors))
    stated = state(replace(knowledge, papers=(facts,)), GraphIris().paper(facts.paper.id))
    assert [value for property_, value in stated if property_ == expand("kg:authorCount")] == ([count] if count else [])
    assert sum(property_ == expand("schema:author") for property_, _ in stated) == persons


@pytest.mark.parametrize(
    ("value", "low", "high", "stated"),
    [
        ("1.19", None, None, {"kg:value": "1.19", "mls:hasValue": "1.19"}),
        ("25-13", "25", "13", {"kg:valueMin": "13.0", "kg:valueMax": "25.0"}),
        ("1/3", None, None, {}),  # no decimal
        ("13-many", "13", "many", {}),  # one end alone would be taken for the range
    ],
)
def test_the_number_of_a_result_is_stated_where_it_is_one(
    knowledge: Knowledge, value: str, low: str | None, high: str | None, stated: dict[str, str]
) -> None:
    guided, ids = knowledge.papers[2], GraphIris()
    facts = replace(guided, results=(replace(guided.results[0], value=value, low=low, high=high),))
    ((iri, _),) = ids.results(facts)
    numbers = {expand(name) for name in ("kg:value", "mls:hasValue", "kg:valueMin", "kg:valueMax")}
    pairs = {p: v for p, v in state(replace(knowledge, papers=(facts,)), iri) if p in numbers}
    assert pairs == {expand(name): text for name, text in stated.items()}


@pytest.mark.parametrize(
    ("direction", "metric", "stated"),
    [
        ("decrease", "metric/fid", ["true"]),  # of FID, less is better
        ("increase", "metric/fid", ["false"]),
        ("increase", "metric/accuracy", ["true"]),
        ("increase", "model/sit", []),  # of which nobody knows what is better
        (None, "metric/fid", []),
    ],
)
def test_a_change_is_an_improvement_by_what_is_better_of_its_metric(
    knowledge: Knowledge, direction: str | None, metric: str, stated: list[str]
) -> None:
    guided, ids = knowledge.papers[2], GraphIris()
    changed = replace(guided.results[1], direction=direction, metric=EntityId(metric))  # type: ignore[arg-type]
    facts = replace(guided, results=(changed,))
    ((iri, _),) = ids.results(facts)
    pairs = state(replace(knowledge, papers=(facts,)), iri)
    assert [text for property_, text in pairs if property_ == expand("kg:isImprovement")] == stated


@pytest.mark.parametrize(
    "pattern",
    [
        "?c a kg:Comparison ; prov:wasDerivedFrom paper:guided-diffusion-0a1b2c ; "
        "kg:subject method:classifier-free-guidance ; kg:comparator model:llama-7b ; kg:relation kg:outperforms ; "
        "kg:denied false ; kg:confidence 0.625 ; kg:sentence ?s . "
        "FILTER (STRSTARTS(?s, 'It does not beat SiT, by 13-25 points; 3x faster'))",
        "?c a kg:Comparison ; kg:comparator model:sit ; kg:relation kg:outperforms ; kg:denied true",
    ],
)
def test_a_comparison_says_who_whom_and_whether_it_is_denied(ask: Callable[[str], bool], pattern: str) -> None:
    assert ask(pattern)

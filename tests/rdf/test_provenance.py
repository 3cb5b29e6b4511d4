"""What `mentions.ttl` states of the sample: where each fact stands, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.model.knowledge import EntityId, Knowledge
from kg.rdf.iris import GraphIris
from kg.rdf.provenance import state_provenance
from kg.rdf.terms import Iri, Literal, Subject, expand

GUIDED = "paper:guided-diffusion-0a1b2c"
RUN = Iri("urn:run")


@pytest.mark.parametrize(
    "pattern",
    [
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
        "?c a kg:Comparison ; kg:comparator model:llama-7b ; kg:evidence ?m . ?m a kg:ComparisonMention ; "
        "kg:confidence 0.625 ; oa:hasTarget/oa:hasSelector/oa:exact '3x faster than LLaMA-7B'",
        "?c kg:denied true ; kg:evidence/kg:foundBy 'corrections'",
        "?m a kg:Merge ; kg:mergedInto method:classifier-free-guidance ; kg:surface 'CFG' ; kg:reason 'abbreviation'",
        "?s rdf:subject model:llama-7b ; rdf:predicate kg:variantOf ; kg:reason 'size' ; kg:shownBy ?paper",
    ],
)
def test_it_states(ask: Callable[[str], bool], pattern: str) -> None:
    assert ask(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "?s rdf:predicate kg:proposes ; kg:denied ?x",  # the text does not deny it
        "?s a kg:Statement ; rdf:subject paper:bare-000000",  # which states nothing
        "GRAPH <urn:mentions.ttl> { ?p a kg:Paper }",  # papers are in the facts
        "?m a kg:Mention . FILTER NOT EXISTS { ?m kg:confidence ?score }",  # each says how sure it is
    ],
)
def test_it_never_states(ask: Callable[[str], bool], pattern: str) -> None:
    assert not ask(pattern)


def statements(knowledge: Knowledge) -> list[Subject]:
    ids = GraphIris()
    about = (expand("rdf:subject"), ids.paper("guided-diffusion-0a1b2c"))
    return [subject for subject in state_provenance(knowledge, RUN, ids) if about in subject.pairs]


def texts(subject: Subject, property_: str) -> list[str]:
    return [value.text for p, value in subject.pairs if p == expand(property_) and isinstance(value, Literal)]


def test_one_mention_that_states_a_relation_twice_is_one_statement_with_the_higher_score(knowledge: Knowledge) -> None:
    guided = knowledge.papers[2]
    first = guided.relations[0]
    again = replace(first, sentence_start=first.start, sentence_end=first.end, score=0.9)
    (statement,) = statements(replace(knowledge, papers=(replace(guided, relations=(first, again)),)))
    assert texts(statement, "kg:confidence") == ["0.9"]
    assert len(texts(statement, "kg:sentence")) == 2


def test_a_relation_out_of_the_range_of_its_property_is_no_statement(knowledge: Knowledge) -> None:
    guided = knowledge.papers[2]
    moved = replace(guided.relations[0], object=EntityId("task/image-generation"))
    assert statements(replace(knowledge, papers=(replace(guided, relations=(moved,)),))) == []


def test_results_of_one_number_share_its_mention(knowledge: Knowledge) -> None:
    hostile = knowledge.papers[0]
    assert len({(result.start, result.end) for result in hostile.results}) == 1 < len(hostile.results)
    subjects = list(state_provenance(replace(knowledge, papers=(hostile,)), RUN, GraphIris()))
    evidence = [value for subject in subjects for p, value in subject.pairs if p == expand("kg:evidence")]
    assert len(evidence) == 2
    assert len(set(evidence)) == 1
    assert [subject.iri for subject in subjects].count(Iri(str(evidence[0]))) == 1

"""The graph of what is doubtful: all that the others lack, in the same terms, and under the same names."""

from kg.bounds.doubt import RECORD_KINDS, SHOW_ALL, Bounds, SetApart, set_apart
from kg.model.knowledge import Knowledge
from kg.rdf.doubtful import state_doubtful
from kg.rdf.facts import state_facts
from kg.rdf.iris import GraphIris
from kg.rdf.provenance import state_provenance
from kg.rdf.terms import Iri, expand

IDS = GraphIris()
RUN = Iri("https://example.org/run")
STRICT = Bounds(dict.fromkeys(RECORD_KINDS, 0.85), 0.9)  # the relations of the fixture score 0.75, its results 0.5


def state(apart: SetApart) -> set[tuple[str, str, str]]:
    """The triples of the three graphs that texts lead to."""
    subjects = [
        *state_facts(apart.sure, IDS),
        *state_provenance(apart.sure, RUN, IDS),
        *state_doubtful(apart, RUN, IDS),
    ]
    return {(subject.iri, predicate, str(value)) for subject in subjects for predicate, value in subject.pairs}


def test_with_it_everything_is_there_that_would_be_if_all_were_shown(knowledge: Knowledge) -> None:
    counts = {expand("kg:paperCount"), expand("kg:mentionCount")}  # of what is sure
    whole = {t for t in state(set_apart(knowledge, SHOW_ALL)) if t[1] not in counts and t[0] != IDS.doubtful}
    divided = {t for t in state(set_apart(knowledge, STRICT)) if t[1] not in counts and t[0] != IDS.doubtful}
    missing = whole - divided
    assert {predicate for _, predicate, _ in missing} <= {expand("skos:altLabel"), expand("kg:nameKey")}
    assert divided - whole == set()


def test_what_is_doubtful_is_stated_here_alone(knowledge: Knowledge) -> None:
    apart = set_apart(knowledge, STRICT)
    stated = {pair for subject in state_doubtful(apart, RUN, IDS) for pair in subject.pairs}
    facts = {pair for subject in state_facts(apart.sure, IDS) for pair in subject.pairs}
    for relation in ("kg:proposes", "kg:evaluatesOn"):
        assert any(predicate == expand(relation) for predicate, _ in stated), relation
        assert not any(predicate == expand(relation) for predicate, _ in facts), relation


def test_a_result_has_one_name_on_whichever_side_it_is(knowledge: Knowledge) -> None:
    names = {iri for facts in knowledge.papers for iri, _ in IDS.results(facts)}
    for bound in (0.0, 0.45, 0.5, 0.55, 1.0):
        apart = set_apart(knowledge, Bounds({**SHOW_ALL.least, "result": bound}))
        sides = [
            {iri for facts in part.papers for iri, _ in IDS.results(facts)} for part in (apart.sure, apart.doubtful)
        ]
        assert sides[0] | sides[1] == names
        assert not sides[0] & sides[1]

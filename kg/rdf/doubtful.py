"""The graph of `doubtful.ttl`: facts that texts may state, but not surely enough for `graph.ttl` and `mentions.ttl`.

It is stated in the same terms, with its evidence. The three graphs together hold everything that was extracted; without
this one, only sure facts are left. It shares no triple with the others, except the span of a number of which one result
is sure and another is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.bounds.doubt import SetApart
from kg.model.knowledge import Entity, EntityId, PaperFacts
from kg.rdf.cross_links import CrossLinks, find_cross_links
from kg.rdf.facts import MENTIONS, state_comparison, state_entity, state_result
from kg.rdf.iris import GraphIris
from kg.rdf.ontology_terms import find_entity_relation_property, find_relation_property, is_in_range
from kg.rdf.provenance import state_evidence
from kg.rdf.terms import Iri, Pair, Subject, expand, make_literal, make_subject


def state_doubtful(apart: SetApart, activity: Iri, ids: GraphIris) -> Iterator[Subject]:
    """The subjects of doubtful entities, links, relations, results and comparisons, with their evidence."""
    yield make_subject(
        ids.doubtful,
        types=("void:Dataset", "prov:Entity"),
        pairs=[
            (expand("dcterms:title"), make_literal("What the texts may say, but the extraction doubts")),
            (expand("dcterms:isPartOf"), ids.graph),
            (expand("prov:wasGeneratedBy"), activity),
        ],
    )
    links: dict[EntityId, list[Pair]] = {}
    for link in apart.doubtful.entity_relations:
        links.setdefault(link.subject, []).append((find_entity_relation_property(link), ids.entity(link.object)))
    crossing = _find_doubtful_cross_links(apart, ids)
    for entity_id, pairs in crossing.entities.items():
        links.setdefault(entity_id, []).extend(pairs)
    for entity in apart.doubtful.entities:
        yield state_entity(entity, links.pop(entity.id, ()), ids)
    for subject in sorted(links):
        yield make_subject(ids.entity(subject), types=(), pairs=links[subject])
    entities = {entity.id: entity for entity in apart.whole.entities}
    results = dict(crossing.results)
    for facts, sure in apart.pair_doubtful_papers():
        if pairs := list(_state_relations(facts, sure, entities, ids)):
            yield make_subject(ids.paper(facts.paper.id), types=(), pairs=pairs)
        for iri, result in ids.results(facts):
            yield state_result(iri, result, facts.paper, entities, ids, results.pop(iri, ()))
        for iri, comparison in ids.comparisons(facts):
            yield state_comparison(iri, comparison, facts.paper, ids)
        yield from state_evidence(facts, entities, activity, ids)
    for iri in sorted(results):  # sure results, beside doubtful ones
        yield make_subject(iri, types=(), pairs=results[iri])


def _find_doubtful_cross_links(apart: SetApart, ids: GraphIris) -> CrossLinks:
    """The cross links that there are only once what is doubtful is sure."""
    entities = {entity.id: entity for entity in apart.whole.entities}
    sure = find_cross_links(apart.sure.entities, apart.sure.papers, entities, ids)
    stated = (*apart.sure.entities, *apart.doubtful.entities)
    return find_cross_links(stated, apart.whole.papers, entities, ids).without(sure)


def _state_relations(
    facts: PaperFacts, sure: PaperFacts, entities: Mapping[EntityId, Entity], ids: GraphIris
) -> Iterator[Pair]:
    """The pairs that `graph.ttl` states of a paper only once its doubtful relations are sure."""
    named = {mention.entity for mention in sure.mentions} | {relation.object for relation in sure.relations}
    doubtful = {mention.entity for mention in facts.mentions} | {relation.object for relation in facts.relations}
    for entity in doubtful - named:
        yield from ((mentions, ids.entity(entity)) for mentions in MENTIONS)
    for relation in facts.relations:
        if not relation.negated and is_in_range(relation, entities):
            yield find_relation_property(relation.type), ids.entity(relation.object)

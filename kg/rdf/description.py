"""The graph's description of itself: title, licence, sizes by class and property, and the run that made it."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.model.knowledge import Knowledge
from kg.model.types import TYPES, join_words
from kg.rdf.iris import GraphIris, make_link_iri
from kg.rdf.ontology_terms import (
    RESULT_CLASSES,
    find_entity_relation_property,
    find_relation_property,
    is_in_range,
    list_entity_classes,
)
from kg.rdf.terms import Iri, Subject, expand, make_literal, make_subject

# Facts are free of rights; what is quoted stays its authors' own.
_LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"
_RIGHTS = "Extracted facts are in the public domain. Titles, abstracts and quoted sentences remain their authors'."


@dataclass(frozen=True, slots=True)
class RunInfo:
    """Version, model, settings and inputs of a build. Equal runs have equal keys, whenever and wherever they ran."""

    version: str  # of kg
    model: str  # name and version of the trained pipeline
    settings: Mapping[str, str] = field(default_factory=dict)  # those that change what is found
    contents: tuple[str, ...] = ()  # SHA-256 of each input's content

    @property
    def key(self) -> str:
        """Sixteen hex digits that stand for version, model, settings and sorted contents."""
        parts = [self.version, self.model, sorted(self.settings.items()), sorted(set(self.contents))]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    def activity(self, ids: GraphIris) -> Iri:
        """The IRI of the run."""
        return ids.thing("run", self.key)


def describe_graph(knowledge: Knowledge, run: RunInfo, ids: GraphIris) -> Iterator[Subject]:
    """The subjects of the dataset, its partitions by class and by property, the run and its agents."""
    activity = run.activity(ids)
    agent = ids.thing("agent", f"kg-papers-{run.version}")
    model = ids.thing("agent", run.model)
    sizes = _count_sizes(knowledge, ids)
    relations = list(_describe_relations(knowledge, ids))
    yield make_subject(
        ids.graph,
        types=("void:Dataset", "dcat:Dataset"),
        pairs=[
            (expand("dcterms:title"), make_literal("Knowledge graph of machine-learning papers")),
            (expand("dcterms:description"), make_literal(_summarise(sizes))),
            (expand("dcterms:license"), make_link_iri(_LICENSE)),
            (expand("dcterms:rights"), make_literal(_RIGHTS)),
            (expand("dcat:version"), make_literal(run.key)),
            (expand("void:uriSpace"), make_literal(ids.base)),
            (
                expand("void:entities"),
                make_literal(sizes["kg:Paper"] + sizes["skos:Concept"] + sizes["kg:Result"] + sizes["kg:Comparison"]),
            ),
            (expand("prov:wasGeneratedBy"), activity),
            *((expand("void:classPartition"), _make_partition(ids, of)) for of in sizes),
            *((expand("void:propertyPartition"), partition.iri) for partition in relations),
        ],
    )
    for of, size in sizes.items():
        yield make_subject(
            _make_partition(ids, of),
            types=("void:Dataset",),
            pairs=[(expand("void:class"), expand(of)), (expand("void:entities"), make_literal(size))],
        )
    yield from relations
    yield make_subject(
        activity,
        types=("prov:Activity",),
        pairs=[
            (expand("prov:wasAssociatedWith"), agent),
            (expand("prov:wasAssociatedWith"), model),
            *((expand("kg:setting"), make_literal(f"{key}={value}")) for key, value in run.settings.items()),
            *((expand("kg:inputHash"), make_literal(f"sha256:{content}")) for content in run.contents),
        ],
    )
    yield make_subject(
        agent,
        types=("prov:SoftwareAgent", "prov:Agent"),
        pairs=[
            (expand("schema:name"), make_literal("kg-papers")),
            (expand("schema:softwareVersion"), make_literal(run.version)),
        ],
    )
    yield make_subject(
        model, types=("prov:SoftwareAgent", "prov:Agent"), pairs=[(expand("schema:name"), make_literal(run.model))]
    )


def _make_partition(ids: GraphIris, of: str) -> Iri:
    return ids.thing("partition", of.partition(":")[2])


def _count_sizes(knowledge: Knowledge, ids: GraphIris) -> Counter[str]:
    sizes = Counter({"kg:Paper": len(knowledge.papers), "skos:Concept": len(knowledge.entities)})
    for entity in knowledge.entities:
        sizes.update(of for of in list_entity_classes(entity) if of.startswith("kg:"))
    for facts in knowledge.papers:
        for _, result in ids.results(facts):
            sizes.update(of for of in RESULT_CLASSES[result.kind] if of.startswith("kg:"))
        sizes["kg:Comparison"] += len(ids.comparisons(facts))
    return Counter({of: sizes[of] for of in sorted(sizes) if sizes[of]})


def _describe_relations(knowledge: Knowledge, ids: GraphIris) -> Iterator[Subject]:
    """A partition for each property of a relation: number of triples, number of subjects, mean confidence.

    The confidence of a triple that several mentions state is the highest of theirs.
    """
    entities = {entity.id: entity for entity in knowledge.entities}
    scores: dict[Iri, dict[tuple[str, str], float]] = {}

    def count(relation: Iri, subject: str, thing: str, score: float) -> None:
        of_relation = scores.setdefault(relation, {})
        of_relation[subject, thing] = max(score, of_relation.get((subject, thing), 0.0))

    for facts in knowledge.papers:
        for relation in facts.relations:
            if not relation.negated and is_in_range(relation, entities):
                count(find_relation_property(relation.type), facts.paper.id, relation.object, relation.score)
    for between in knowledge.entity_relations:
        count(find_entity_relation_property(between), between.subject, between.object, between.score)
    for relation_iri in sorted(scores):
        of_relation = scores[relation_iri]
        yield make_subject(
            ids.thing("partition", relation_iri.replace("#", "/").rpartition("/")[2]),
            types=("void:Dataset",),
            pairs=[
                (expand("void:property"), relation_iri),
                (expand("void:triples"), make_literal(len(of_relation))),
                (expand("void:distinctSubjects"), make_literal(len({subject for subject, _ in of_relation}))),
                (expand("kg:confidence"), make_literal(math.fsum(of_relation.values()) / len(of_relation))),
            ],
        )


def _summarise(sizes: Counter[str]) -> str:
    papers, entities, results = sizes["kg:Paper"], sizes["skos:Concept"], sizes["kg:Result"]
    return (
        f"{papers} papers, {entities} {join_words(row.plural for row in TYPES)}, {results} results, and "
        f"{sizes['kg:Comparison']} comparisons, extracted from titles and abstracts."
    )

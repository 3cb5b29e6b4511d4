"""What the graph says of itself: what it is, how much it holds, and which run of which version made it."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.model.knowledge import Knowledge
from kg.model.types import TYPES, listed
from kg.rdf.names_of_things import Identifiers, link
from kg.rdf.subjects import Subject, described
from kg.rdf.values import Iri, name, term
from kg.rdf.vocabulary import (
    RESULT_CLASSES,
    entity_classes,
    entity_relation_property,
    fits,
    relation_property,
)

# Facts are free of rights; what is quoted stays its authors' own.
_LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"
_RIGHTS = "Extracted facts are in the public domain. Titles, abstracts and quoted sentences remain their authors'."


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a build was made by and from. Equal content gives an equal run, whenever and wherever it was."""

    version: str  # of kg
    model: str  # name and version of the trained pipeline
    settings: Mapping[str, str] = field(default_factory=dict)  # those that change what is found
    contents: tuple[str, ...] = ()  # SHA-256 of each input's content

    @property
    def key(self) -> str:
        """Sixteen hex digits that stand for version, model, settings and sorted contents."""
        told = [self.version, self.model, sorted(self.settings.items()), sorted(set(self.contents))]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]

    def activity(self, ids: Identifiers) -> Iri:
        """The IRI of the run."""
        return ids.thing("run", self.key)


def description(knowledge: Knowledge, run: RunInfo, ids: Identifiers) -> Iterator[Subject]:
    """The dataset, its partitions by class with their sizes, the run and its agent."""
    activity = run.activity(ids)
    agent = ids.thing("agent", f"kg-papers-{run.version}")
    model = ids.thing("agent", run.model)
    sizes = _sizes(knowledge, ids)
    relations = list(_relations(knowledge, ids))
    yield described(
        ids.graph,
        types=("void:Dataset", "dcat:Dataset"),
        pairs=[
            (name("dcterms:title"), term("Knowledge graph of machine-learning papers")),
            (name("dcterms:description"), term(_summary(sizes))),
            (name("dcterms:license"), link(_LICENSE)),
            (name("dcterms:rights"), term(_RIGHTS)),
            (name("dcat:version"), term(run.key)),
            (name("void:uriSpace"), term(ids.base)),
            (name("void:entities"), term(sizes["kg:Paper"] + sizes["skos:Concept"] + sizes["kg:Result"])),
            (name("prov:wasGeneratedBy"), activity),
            *((name("void:classPartition"), _partition(ids, of)) for of in sizes),
            *((name("void:propertyPartition"), partition.iri) for partition in relations),
        ],
    )
    for of, size in sizes.items():
        yield described(
            _partition(ids, of),
            types=("void:Dataset",),
            pairs=[(name("void:class"), name(of)), (name("void:entities"), term(size))],
        )
    yield from relations
    yield described(
        activity,
        types=("prov:Activity",),
        pairs=[
            (name("prov:wasAssociatedWith"), agent),
            (name("prov:wasAssociatedWith"), model),
            *((name("kg:setting"), term(f"{key}={value}")) for key, value in run.settings.items()),
            *((name("kg:inputHash"), term(f"sha256:{content}")) for content in run.contents),
        ],
    )
    yield described(
        agent,
        types=("prov:SoftwareAgent", "prov:Agent"),
        pairs=[
            (name("schema:name"), term("kg-papers")),
            (name("schema:softwareVersion"), term(run.version)),
        ],
    )
    yield described(model, types=("prov:SoftwareAgent", "prov:Agent"), pairs=[(name("schema:name"), term(run.model))])


def _partition(ids: Identifiers, of: str) -> Iri:
    return ids.thing("partition", of.partition(":")[2])


def _sizes(knowledge: Knowledge, ids: Identifiers) -> Counter[str]:
    sizes = Counter({"kg:Paper": len(knowledge.papers), "skos:Concept": len(knowledge.entities)})
    for entity in knowledge.entities:
        sizes.update(of for of in entity_classes(entity) if of.startswith("kg:"))
    for facts in knowledge.papers:
        for _, result in ids.results(facts):
            sizes.update(of for of in RESULT_CLASSES[result.kind] if of.startswith("kg:"))
    return Counter({of: sizes[of] for of in sorted(sizes) if sizes[of]})


def _relations(knowledge: Knowledge, ids: Identifiers) -> Iterator[Subject]:
    """A partition for each relation: how many triples state it, of how many subjects, and how sure they are on average.

    A relation that several mentions say is as sure as the surest of them.
    """
    entities = {entity.id: entity for entity in knowledge.entities}
    scores: dict[Iri, dict[tuple[str, str], float]] = {}

    def count(relation: Iri, subject: str, thing: str, score: float) -> None:
        of_relation = scores.setdefault(relation, {})
        of_relation[subject, thing] = max(score, of_relation.get((subject, thing), 0.0))

    for facts in knowledge.papers:
        for relation in facts.relations:
            if not relation.negated and fits(relation, entities):
                count(relation_property(relation.type), facts.paper.id, relation.object, relation.score)
    for between in knowledge.entity_relations:
        count(entity_relation_property(between), between.subject, between.object, between.score)
    for relation_iri in sorted(scores):
        of_relation = scores[relation_iri]
        yield described(
            ids.thing("partition", relation_iri.replace("#", "/").rpartition("/")[2]),
            types=("void:Dataset",),
            pairs=[
                (name("void:property"), relation_iri),
                (name("void:triples"), term(len(of_relation))),
                (name("void:distinctSubjects"), term(len({subject for subject, _ in of_relation}))),
                (name("kg:confidence"), term(math.fsum(of_relation.values()) / len(of_relation))),
            ],
        )


def _summary(sizes: Counter[str]) -> str:
    papers, entities, results = sizes["kg:Paper"], sizes["skos:Concept"], sizes["kg:Result"]
    return (
        f"{papers} papers, {entities} {listed(row.plural for row in TYPES)}, and {results} results, "
        "extracted from titles and abstracts."
    )

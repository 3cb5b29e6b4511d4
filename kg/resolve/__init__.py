"""Resolution: which mentions of a corpus name one thing, what it is called, and how entities relate.

Mentions become keys (`forms`), short forms get their meanings paper by paper (`meanings`), keys that are one thing are
united with a reason (`clusters`), and clusters become entities (`entities`, `naming`) with relations that their names
state (`hierarchy`); every paper's claims are then told in terms of entities (`facts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.records import Extraction, Knowledge, Paper
from kg.resolve import hierarchy
from kg.resolve.clusters import Clusters, abbreviation_links, alias_links, plain_links, typo_links, wording_links
from kg.resolve.definitions import definitions
from kg.resolve.entities import candidates, entity, meaning_conflicts, type_conflicts
from kg.resolve.facts import facts
from kg.resolve.forms import forms, keys_of, paper_ids
from kg.resolve.meanings import decide, nodes_of
from kg.resolve.naming import short_nodes
from kg.resolve.tables import Tables, load

__all__ = ["resolve"]


def resolve(papers: Sequence[Paper], extractions: Sequence[Extraction], *, tables: Tables | None = None) -> Knowledge:
    """Resolves a corpus. `extractions` are aligned with `papers`; their order does not matter to the result.

    `tables` replaces the shipped tables of what is known beforehand. `Knowledge.rejected` is left empty. Raises
    ValueError if the two differ in length or a paper comes twice.
    """
    known = load() if tables is None else tables
    aligned = sorted(zip(papers, extractions, strict=True), key=lambda pair: pair[0].id)
    papers, extractions = [paper for paper, _ in aligned], [extraction for _, extraction in aligned]
    if len({paper.id for paper in papers}) < len(papers):
        raise ValueError("Expected every paper once; merge the entries of a paper before resolving.")

    keys = keys_of(extractions)
    defined = definitions(extractions, keys)
    decided = decide(extractions, keys, forms(papers, extractions, keys), defined, known)
    nodes = nodes_of(keys, decided)
    by_node = forms(papers, extractions, nodes)

    clusters = Clusters()
    for links in (
        abbreviation_links(decided, by_node, defined),
        alias_links(by_node, known, decided),
        wording_links(by_node, decided, known),
        plain_links(by_node, decided, known),
        typo_links(by_node),
    ):
        for link in links:
            clusters.add(link)

    shorts = short_nodes(decided)
    plain = known.words | {
        word for form in by_node.values() for spelling in form.spellings for word in spelling.split() if word.islower()
    }
    made = candidates(clusters, by_node, shorts, replace(known, words=plain))
    of_node = {node: candidate.id for candidate in made for node in candidate.members}
    type_of = {candidate.id: candidate.label for candidate in made}
    told = tuple(
        facts(paper, extraction, [of_node[node] for node in row], type_of)
        for paper, extraction, row in zip(papers, extractions, nodes, strict=True)
    )
    evaluated = {entity for facts in told for entity, role in facts.dataset_roles if role == "eval"}
    entities = tuple(
        entity(candidate, papers, by_node, clusters, known, benchmark=candidate.id in evaluated) for candidate in made
    )
    users = {
        candidate.id: paper_ids(
            papers, sorted({p for n in candidate.members if n in by_node for p in by_node[n].papers})
        )
        for candidate in made
    }
    conflicts = [*type_conflicts(made, by_node), *meaning_conflicts(decided, shorts, of_node, by_node)]
    return Knowledge(
        papers=told,
        entities=entities,
        entity_relations=hierarchy.relations(entities, users),
        conflicts=tuple(sorted(conflicts, key=lambda c: (c.name, c.kind, c.votes))),
    )

"""Resolution: which mentions of a corpus name one thing, what it is called, and how entities relate.

Mentions become keys (`forms`), short forms get their meanings paper by paper (`meanings`), keys that are one thing are
united with a reason (`clusters`), and clusters become entities (`entities`, `naming`) with relations that their names
state (`hierarchy`); every paper's claims are then told in terms of entities (`facts`). A user's corrections come in
where they bear: on what texts yield (`amendments`, `additions`), on names (`forced`), on facts (`retractions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.corrections import Corrections
from kg.model.knowledge import Knowledge
from kg.model.records import Extraction, Paper
from kg.resolve import applied, hierarchy
from kg.resolve.additions import with_additions
from kg.resolve.amendments import without_mentions
from kg.resolve.canonical import short_nodes
from kg.resolve.cluster import (
    Clusters,
    abbreviation_links,
    alias_links,
    plain_links,
    strongest_first,
    typo_links,
    wording_links,
)
from kg.resolve.conflicts import kept_apart, meaning_conflicts, type_conflicts
from kg.resolve.constraints import forced, settled
from kg.resolve.entities import candidates, entity
from kg.resolve.forms import forms, keys_of, paper_ids
from kg.resolve.paper_facts import facts
from kg.resolve.paper_index import PaperIndex
from kg.resolve.retractions import without_facts
from kg.resolve.short_forms.definitions import definitions
from kg.resolve.short_forms.disambiguate import decide, nodes_of
from kg.vocabulary.aliases import Tables, load

__all__ = ["resolve"]

_NONE = Corrections()


def resolve(
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    *,
    corrections: Corrections = _NONE,
    tables: Tables | None = None,
) -> Knowledge:
    """Resolves a corpus. `extractions` are aligned with `papers`; their order does not matter to the result.

    `corrections` override what the corpus says; `tables` replaces the shipped tables of what is known beforehand.
    `Knowledge.rejected` is left empty. Raises ValueError if the two differ in length or a paper comes twice.
    """
    known = load() if tables is None else tables
    aligned = sorted(zip(papers, extractions, strict=True), key=lambda pair: pair[0].id)
    papers, extractions = [paper for paper, _ in aligned], [extraction for _, extraction in aligned]
    if len({paper.id for paper in papers}) < len(papers):
        raise ValueError("Expected every paper once; merge the entries of a paper before resolving.")
    index = PaperIndex(papers)
    extractions, nameless = without_mentions(papers, extractions, corrections, index)
    extractions, added, unsaid = with_additions(papers, extractions, corrections, index)

    keys = keys_of(extractions)
    defined = definitions(extractions, keys)
    decided = settled(decide(extractions, keys, forms(papers, extractions, keys), defined, known), corrections)
    nodes = nodes_of(keys, decided)
    by_node = forms(papers, extractions, nodes)

    demands = forced(corrections, by_node)
    clusters = Clusters(demands.foes)
    links = [
        *demands.links,
        *abbreviation_links(decided, by_node, defined),
        *alias_links(by_node, known, decided),
        *wording_links(by_node, decided, known),
        *plain_links(by_node, decided, known),
        *typo_links(by_node),
    ]
    for link in strongest_first(links):
        clusters.add(link)

    shorts = short_nodes(decided)
    plain = known.words | {
        word for form in by_node.values() for spelling in form.spellings for word in spelling.split() if word.islower()
    }
    made = candidates(clusters, by_node, shorts, replace(known, words=plain), demands)
    of_node = {node: candidate.id for candidate in made for node in candidate.members}
    type_of = {candidate.id: candidate.label for candidate in made}
    linked = [[of_node[node] for node in row] for row in nodes]
    named = applied.names(made) if corrections.entries else {}
    extractions, denied = without_facts(papers, extractions, linked, corrections, index, named)
    told = tuple(
        facts(paper, extraction, row, type_of)
        for paper, extraction, row in zip(papers, extractions, linked, strict=True)
    )
    evaluated = {entity for facts in told for entity, role in facts.dataset_roles if role == "eval"}
    evaluated |= {candidate.id for candidate in made if demands.is_benchmark(candidate.members, by_node)}
    entities = tuple(
        entity(candidate, papers, by_node, clusters, known, benchmark=candidate.id in evaluated) for candidate in made
    )
    users = {
        candidate.id: paper_ids(
            papers, sorted({p for n in candidate.members if n in by_node for p in by_node[n].papers})
        )
        for candidate in made
    }
    conflicts = [
        *type_conflicts(made, by_node, demands),
        *meaning_conflicts(decided, shorts, of_node, by_node),
        *kept_apart(corrections, made, demands),
    ]
    corrected = [
        *(*nameless, *unsaid, *denied),
        *applied.of_names(corrections, made, demands),
        *applied.of_additions(added, told, type_of),
    ]
    return Knowledge(
        papers=told,
        entities=entities,
        entity_relations=hierarchy.relations(entities, users),
        conflicts=tuple(sorted(conflicts, key=lambda c: (c.name, c.kind, c.votes, c.decision))),
        corrected=tuple(sorted(corrected, key=lambda c: (c.line, c.paper or "", c.reason, c.excerpt))),
    )

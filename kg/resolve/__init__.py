"""Resolution (entity linking without a knowledge base): which names of a corpus are one entity, and what it is called.

Six steps, a module or folder each:

1. `forms`: every mention gets a node by its merge key; what the corpus says of each node is counted.
2. `short_forms`: word-sense disambiguation of short forms, paper by paper.
3. `constraints`: what the corrections file says of names: must-link, cannot-link, names and types.
4. `cluster`: nodes that are one entity are united; a rule for each reason is in `merges`, which also explains them.
5. `entities`: clusters get types and names (`canonical`); `hierarchy` relates entities by their names.
6. `paper_facts`: every paper's claims in terms of entities; `conflicts` lists names with contradictory evidence.

The corrections file is applied twice: to the extractions, before step 1, and to names (step 3) and facts (before step
6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.corrections.additions import add_facts
from kg.corrections.effects import report_additions, report_names
from kg.corrections.entries import Corrections
from kg.corrections.fact_retractions import retract_facts
from kg.corrections.mention_retractions import retract_mentions
from kg.corrections.paper_index import PaperIndex
from kg.model.knowledge import Knowledge
from kg.model.records import Extraction, Paper
from kg.resolve.canonical import index_senses
from kg.resolve.cluster import cluster
from kg.resolve.conflicts import find_sense_conflicts, find_type_conflicts, list_corrected_conflicts
from kg.resolve.constraints import build_constraints, constrain_senses
from kg.resolve.entities import build_entities, find_referents, index_by_name, list_users, name_clusters
from kg.resolve.forms import Form, count_forms, find_nodes
from kg.resolve.hierarchy import relate_names
from kg.resolve.paper_facts import link_facts
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.definitions import collect_definitions
from kg.resolve.short_forms.disambiguate import disambiguate, split_senses
from kg.resolve.short_forms.own_names import collect_own_names
from kg.vocabulary.lexicon import Lexicon, load_lexicon

__all__ = ["resolve"]

_NONE = Corrections()


def resolve(
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    *,
    corrections: Corrections = _NONE,
    lexicon: Lexicon | None = None,
) -> Knowledge:
    """Resolve a corpus. `extractions` are aligned with `papers`; their order does not matter to the result.

    `corrections` override what the corpus says; `lexicon` replaces the shipped one.
    `Knowledge.rejected` is left empty.

    Raises:
        ValueError: the two differ in length, or a paper comes twice.
        InputError: the corrections file keeps two entities apart and gives them one name.
    """
    lexicon = load_lexicon() if lexicon is None else lexicon
    papers, extractions = _sort_by_paper(papers, extractions)
    index = PaperIndex(papers)

    # Corrections of what the texts yield come first.
    extractions, retracted_mentions = retract_mentions(papers, extractions, corrections, index)
    extractions, added, not_added = add_facts(papers, extractions, corrections, index)

    # 1. Forms.
    nodes = find_nodes(extractions)
    forms = count_forms(papers, extractions, nodes)

    # 2. Short forms.
    definitions = collect_definitions(extractions, nodes)
    own_names = collect_own_names(papers, extractions, nodes, definitions)
    short_forms = disambiguate(extractions, nodes, forms, definitions, lexicon, own_names)
    short_forms = constrain_senses(short_forms, corrections)
    nodes = split_senses(nodes, short_forms)
    forms = count_forms(papers, extractions, nodes)

    # 3. Constraints.
    constraints = build_constraints(corrections, forms)

    # 4. Clusters.
    clusters = cluster(forms, short_forms, definitions, lexicon, constraints)

    # 5. Entities: their types and names, on which facts depend; their records, which depend on facts, follow below.
    lexicon = _add_corpus_words(forms, lexicon)
    named = name_clusters(clusters, forms, index_senses(short_forms), lexicon, constraints)
    entity_of = {node: cluster.id for cluster in named for node in cluster.members}
    type_of = {cluster.id: cluster.label for cluster in named}

    # 6. Facts, after corrections of what the papers state of entities.
    linked = [
        {mention.reference: entity_of[node] for mention, node in zip(extraction.mentions, row, strict=True)}
        for extraction, row in zip(extractions, nodes, strict=True)
    ]
    by_name = index_by_name(named) if corrections.entries else {}
    extractions, retracted_facts = retract_facts(papers, extractions, linked, corrections, index, by_name)
    facts = tuple(
        link_facts(paper, extraction, row, type_of)
        for paper, extraction, row in zip(papers, extractions, linked, strict=True)
    )

    entities = build_entities(named, facts, forms, clusters, lexicon, constraints)
    conflicts = [
        *find_type_conflicts(named, forms, constraints),
        *find_sense_conflicts(short_forms, entity_of, forms),
        *list_corrected_conflicts(corrections, named, constraints),
    ]
    corrected = [
        *(*retracted_mentions, *not_added, *retracted_facts),
        *report_names(corrections, find_referents(corrections, named, constraints)),
        *report_additions(added, facts, type_of),
    ]
    return Knowledge(
        papers=facts,
        entities=entities,
        entity_relations=relate_names(entities, list_users(named, papers, forms)),
        conflicts=tuple(sorted(conflicts, key=lambda c: (c.name, c.kind, c.votes, c.decision))),
        corrected=tuple(sorted(corrected, key=lambda c: (c.line, c.paper or "", c.reason, c.excerpt))),
    )


def _sort_by_paper(
    papers: Sequence[Paper], extractions: Sequence[Extraction]
) -> tuple[Sequence[Paper], Sequence[Extraction]]:
    aligned = sorted(zip(papers, extractions, strict=True), key=lambda pair: pair[0].id)
    if len({paper.id for paper in papers}) < len(papers):
        raise ValueError("Expected every paper once; merge the entries of a paper before resolving.")
    return [paper for paper, _ in aligned], [extraction for _, extraction in aligned]


def _add_corpus_words(forms: Mapping[Node, Form], lexicon: Lexicon) -> Lexicon:
    """The lexicon, with the words that the corpus also writes in lower case added to its ordinary words."""
    spellings = (spelling for form in forms.values() for spelling in form.spellings)
    words = {word for spelling in spellings for word in spelling.split() if word.islower()}
    return replace(lexicon, words=lexicon.words | words)

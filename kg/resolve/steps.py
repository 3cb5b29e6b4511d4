"""The six steps of resolution: each takes the corpus as far as it is known, and returns it with what the step adds.

`kg.resolve` says which module or folder does the work of each, and runs them in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from kg.corrections.added_facts import Added
from kg.corrections.additions import add_facts
from kg.corrections.effects import report_additions, report_names
from kg.corrections.entries import Corrections
from kg.corrections.fact_retractions import retract_facts
from kg.corrections.mention_retractions import retract_mentions
from kg.corrections.paper_index import PaperIndex
from kg.model.knowledge import Corrected, EntityId, Knowledge, PaperFacts
from kg.model.records import Extraction, MentionStart, Paper
from kg.model.types import Label
from kg.resolve.canonical import index_senses
from kg.resolve.cluster import Clusters, cluster
from kg.resolve.conflicts import find_sense_conflicts, find_type_conflicts, list_corrected_conflicts
from kg.resolve.constraints import Constraints, NodeIndex, build_constraints, constrain_senses
from kg.resolve.entities import (
    NamedCluster,
    build_entities,
    find_referents,
    index_by_name,
    list_users,
    name_clusters,
)
from kg.resolve.forms import Form, count_forms, count_split_forms, find_nodes
from kg.resolve.hierarchy import relate_names
from kg.resolve.paper_facts import link_facts
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.definitions import Definitions, collect_definitions
from kg.resolve.short_forms.disambiguate import ShortForm, disambiguate, split_senses
from kg.resolve.short_forms.own_names import collect_own_names
from kg.system.spool import Keep, Mapped
from kg.vocabulary.lexicon import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A corpus on its way through resolution. What no step has found out yet is empty."""

    papers: Sequence[Paper]  # by id
    extractions: Sequence[Extraction]  # aligned with `papers`
    corrections: Corrections
    lexicon: Lexicon
    keep: Keep = tuple  # keeps the facts of papers
    corrected: tuple[Corrected, ...] = ()  # what became of the corrections of texts and facts
    added: tuple[Added, ...] = ()  # what the corrections file added to the extractions
    # Step 1; step 3 puts the nodes of senses in place of those of short forms.
    nodes: Sequence[Sequence[Node]] = ()  # of every mention, paper by paper
    forms: Mapping[Node, Form] = field(default_factory=dict)
    # Step 2; step 3 takes senses away.
    definitions: Definitions = field(default_factory=lambda: Definitions({}, {}))
    short_forms: Mapping[Node, ShortForm] = field(default_factory=dict)
    # Step 3.
    constraints: Constraints = field(default_factory=lambda: Constraints(NodeIndex(())))
    # Step 4.
    clusters: Clusters = field(default_factory=Clusters)
    # Step 5.
    named: Sequence[NamedCluster] = ()
    entity_of: Mapping[Node, EntityId] = field(default_factory=dict)
    type_of: Mapping[EntityId, Label] = field(default_factory=dict)
    # Step 6.
    facts: Sequence[PaperFacts] = ()


def correct_texts(corpus: Corpus) -> Corpus:
    """Before step 1: the extractions without the mentions that the corrections file retracts, with what it adds."""
    papers, corrections, index = corpus.papers, corpus.corrections, PaperIndex(corpus.papers)
    extractions, retracted = retract_mentions(papers, corpus.extractions, corrections, index)
    extractions, added, not_added = add_facts(papers, extractions, corrections, index)
    return replace(corpus, extractions=extractions, added=tuple(added), corrected=(*retracted, *not_added))


def find_forms(corpus: Corpus) -> Corpus:
    """Step 1: the node of every mention, and what the corpus says of each node."""
    nodes = find_nodes(corpus.extractions)
    return replace(corpus, nodes=nodes, forms=count_forms(corpus.papers, corpus.extractions, nodes))


def read_short_forms(corpus: Corpus) -> Corpus:
    """Step 2: what each short form stands for in each paper, as far as the texts and the lexicon say."""
    definitions = collect_definitions(corpus.extractions, corpus.nodes)
    own_names = collect_own_names(corpus.papers, corpus.extractions, corpus.nodes, definitions)
    short_forms = disambiguate(
        corpus.papers, corpus.extractions, corpus.nodes, corpus.forms, definitions, corpus.lexicon, own_names
    )
    return replace(corpus, definitions=definitions, short_forms=short_forms)


def constrain_names(corpus: Corpus) -> Corpus:
    """Step 3: what the corrections file says of names: which senses a short form has, which nodes are one entity.

    With the senses that are left, each mention of a short form gets the node of its sense.
    """
    short_forms = constrain_senses(corpus.short_forms, corpus.corrections)
    nodes = split_senses(corpus.nodes, short_forms)
    split = {node for node, short_form in short_forms.items() if short_form.is_ambiguous}
    forms = count_split_forms(corpus.forms, corpus.papers, corpus.extractions, nodes, split)
    constraints = build_constraints(corpus.corrections, forms)
    return replace(corpus, short_forms=short_forms, nodes=nodes, forms=forms, constraints=constraints)


def unite_nodes(corpus: Corpus) -> Corpus:
    """Step 4: the nodes that are one entity, in clusters."""
    clusters = cluster(corpus.forms, corpus.short_forms, corpus.definitions, corpus.lexicon, corpus.constraints)
    return replace(corpus, clusters=clusters)


def name_entities(corpus: Corpus) -> Corpus:
    """Step 5: the clusters with types and names, on which facts depend. Their records depend on facts: see the end."""
    lexicon = _add_corpus_words(corpus.forms, corpus.lexicon)
    senses = index_senses(corpus.short_forms)
    named = name_clusters(corpus.clusters, corpus.forms, senses, lexicon, corpus.constraints)
    return replace(
        corpus,
        lexicon=lexicon,
        named=named,
        entity_of={node: cluster.id for cluster in named for node in cluster.members},
        type_of={cluster.id: cluster.label for cluster in named},
    )


def state_facts(corpus: Corpus) -> Corpus:
    """Step 6: the claims of every paper in terms of entities, without those that the corrections file retracts."""
    papers, corrections = corpus.papers, corpus.corrections
    linked = Mapped(partial(_link_mentions, corpus.entity_of), corpus.extractions, corpus.nodes)
    by_name = index_by_name(corpus.named) if corrections.entries else {}
    index = PaperIndex(papers)
    extractions, retracted = retract_facts(papers, corpus.extractions, linked, corrections, index, by_name)
    facts = corpus.keep(
        link_facts(paper, extraction, row, corpus.type_of)
        for paper, extraction, row in zip(papers, extractions, linked, strict=True)
    )
    return replace(corpus, extractions=extractions, facts=facts, corrected=(*corpus.corrected, *retracted))


def _link_mentions(
    entity_of: Mapping[Node, EntityId], extraction: Extraction, nodes: Sequence[Node]
) -> dict[MentionStart, EntityId]:
    """The entity that each mention of a paper names."""
    return {mention.reference: entity_of[node] for mention, node in zip(extraction.mentions, nodes, strict=True)}


def build_knowledge(corpus: Corpus) -> Knowledge:
    """What all steps have found, as records: facts, entities, how they are related, and what is left open."""
    corrections, constraints, named, forms = corpus.corrections, corpus.constraints, corpus.named, corpus.forms
    ids = [paper.id for paper in corpus.papers]
    entities = build_entities(named, ids, corpus.facts, forms, corpus.clusters, corpus.lexicon, constraints)
    conflicts = [
        *find_type_conflicts(named, forms, constraints),
        *find_sense_conflicts(corpus.short_forms, corpus.entity_of, forms),
        *list_corrected_conflicts(corrections, named, constraints),
    ]
    corrected = [
        *corpus.corrected,
        *report_names(corrections, find_referents(corrections, named, constraints)),
        *report_additions(corpus.added, corpus.facts, corpus.type_of),
    ]
    return Knowledge(
        papers=corpus.facts,
        entities=entities,
        entity_relations=relate_names(entities, list_users(named, ids, forms)),
        conflicts=tuple(sorted(conflicts, key=lambda c: (c.name, c.kind, c.votes, c.decision))),
        corrected=tuple(sorted(corrected, key=lambda c: (c.line, c.paper or "", c.reason, c.excerpt))),
    )


def _add_corpus_words(forms: Mapping[Node, Form], lexicon: Lexicon) -> Lexicon:
    """The lexicon with the words that the corpus writes in lower case, which headings capitalise."""
    spellings = (spelling for form in forms.values() for spelling in form.spellings)
    words = {word for spelling in spellings for word in spelling.split() if word.islower()}
    return replace(lexicon, words=lexicon.words | words)

"""Counts and coverage of a graph, and its most frequent entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar, get_args

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kg.analyse.analysis import Analysis
from kg.analyse.incidence import Incidence, rank_shared_concepts
from kg.model.derived import Count, Statistics, TopEntities
from kg.model.knowledge import Knowledge, PaperFacts
from kg.model.results import ResultKind
from kg.model.types import ENTITY_RELATION_TYPES, LABELS, RELATION_TYPES

Name = TypeVar("Name", bound=str)


def compute_statistics(knowledge: Knowledge, *, top: int = 10) -> Statistics:
    """Counts, coverage, the `top` entities of each type, and the `top` shared concepts of the greatest weight."""
    analysis = Analysis(knowledge)
    incidence = analysis.incidence
    relations = Counter(r.type for facts in knowledge.papers for r in facts.relations if not r.negated)
    results = Counter(r.kind for facts in knowledge.papers for r in facts.results)
    types = Counter(entity.type for entity in knowledge.entities)
    components, largest = _measure_components(incidence)
    return Statistics(
        papers=len(knowledge.papers),
        mentions=sum(len(facts.mentions) for facts in knowledge.papers),
        entities=len(knowledge.entities),
        benchmarks=sum(entity.is_benchmark for entity in knowledge.entities),
        results=sum(results.values()),
        comparisons=sum(len(facts.comparisons) for facts in knowledge.papers),
        relations=sum(relations.values()),
        rejected=len(knowledge.rejected),
        conflicts=len(knowledge.conflicts),
        entities_by_type=_list_counts(LABELS, types),
        relations_by_type=_list_counts(RELATION_TYPES, relations),
        entity_relations_by_type=_list_counts(
            ENTITY_RELATION_TYPES, Counter(r.type for r in knowledge.entity_relations)
        ),
        results_by_kind=_list_counts(get_args(ResultKind), results),
        coverage=_measure_coverage(knowledge.papers),
        shared=int((incidence.document_frequencies >= 2).sum()),
        concepts_per_paper=round(incidence.matrix.nnz / max(len(incidence.papers), 1), 2),
        components=components,
        largest_component=largest,
        top=_rank_entities(knowledge, top),
        telling=rank_shared_concepts(incidence)[:top],
        communities=analysis.communities,
    )


def _list_counts(names: Iterable[Name], counted: Mapping[Name, int]) -> tuple[Count, ...]:
    return tuple(Count(name, counted.get(name, 0)) for name in names)


def _measure_coverage(papers: Sequence[PaperFacts]) -> tuple[Count, ...]:
    return (
        Count("a date", sum(f.paper.published is not None for f in papers)),
        Count("a mention", sum(bool(f.mentions) for f in papers)),
        Count("a proposal", sum(bool(f.proposes) for f in papers)),
        Count("a dataset evaluated on", sum(any(r.type == "evaluatesOn" for r in f.relations) for f in papers)),
        Count("a result", sum(bool(f.results) for f in papers)),
        Count("a link to code", sum(bool(f.code) for f in papers)),
    )


def _rank_entities(knowledge: Knowledge, top: int) -> tuple[TopEntities, ...]:
    ranked = sorted(knowledge.entities, key=lambda e: (-e.paper_count, e.id))
    return tuple(
        TopEntities(label, tuple((e.id, e.name, e.paper_count) for e in ranked if e.type == label)[:top])
        for label in LABELS
    )


def _measure_components(incidence: Incidence) -> tuple[int, int]:
    """How many parts the graph of papers and entities has, and how many papers the largest holds."""
    if not incidence.papers:
        return 0, 0
    both = sparse.block_array([[None, incidence.matrix], [sparse.csr_array(incidence.matrix.T), None]], format="csr")
    count, labels = connected_components(both, directed=False)
    return int(count), int(np.bincount(labels[: len(incidence.papers)]).max())

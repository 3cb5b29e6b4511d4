"""Counts and coverage of a graph, and its most frequent entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar, get_args

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kg.analyse.analysis import Analysis
from kg.analyse.incidence import Incidence, rank_shared_concepts
from kg.model.derived import Count, Statistics, TopEntities
from kg.model.knowledge import Knowledge, PaperFacts
from kg.model.results import ResultKind
from kg.model.types import ENTITY_RELATION_TYPES, LABELS, RELATION_TYPES, RelationType

Name = TypeVar("Name", bound=str)

_COVERAGE: Mapping[str, Callable[[PaperFacts], bool]] = {
    "a date": lambda facts: facts.paper.published is not None,
    "a mention": lambda facts: bool(facts.mentions),
    "a proposal": lambda facts: bool(facts.proposes),
    "a dataset evaluated on": lambda facts: any(r.type == "evaluatesOn" for r in facts.relations),
    "a result": lambda facts: bool(facts.results),
    "a link to code": lambda facts: bool(facts.code),
}
"""What papers are counted by."""


def compute_statistics(analysis: Analysis, *, top: int = 10) -> Statistics:
    """Counts, coverage, the `top` entities of each type, and the `top` shared concepts of the greatest weight."""
    knowledge, incidence = analysis.knowledge, analysis.incidence
    mentions = comparisons = 0
    relations: Counter[RelationType] = Counter()
    results: Counter[ResultKind] = Counter()
    coverage: Counter[str] = Counter()
    for facts in knowledge.papers:  # once, since they may be on disk
        mentions += len(facts.mentions)
        comparisons += len(facts.comparisons)
        relations.update(r.type for r in facts.relations if not r.negated)
        results.update(r.kind for r in facts.results)
        coverage.update(_list_covered(facts))
    types = Counter(entity.type for entity in knowledge.entities)
    components, largest = _measure_components(incidence)
    return Statistics(
        papers=len(knowledge.papers),
        mentions=mentions,
        entities=len(knowledge.entities),
        benchmarks=sum(entity.is_benchmark for entity in knowledge.entities),
        results=sum(results.values()),
        comparisons=comparisons,
        relations=sum(relations.values()),
        rejected=len(knowledge.rejected),
        conflicts=len(knowledge.conflicts),
        entities_by_type=_list_counts(LABELS, types),
        relations_by_type=_list_counts(RELATION_TYPES, relations),
        entity_relations_by_type=_list_counts(
            ENTITY_RELATION_TYPES, Counter(r.type for r in knowledge.entity_relations)
        ),
        results_by_kind=_list_counts(get_args(ResultKind), results),
        coverage=_list_counts(tuple(_COVERAGE), coverage),
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


def _list_covered(facts: PaperFacts) -> Iterator[str]:
    """What a paper has, in the words of `_COVERAGE`."""
    return (name for name, has in _COVERAGE.items() if has(facts))


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

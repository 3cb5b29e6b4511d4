"""Derived records: what analyses and pictures compute from the facts, for exports, commands and pages.

Nothing here is an extracted fact: links stand for shared papers; weights, positions and communities are computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model.results import Bound, Holder
from kg.model.types import EntityFilter, Label, NodeType, RelationType

LinkType = Literal["shared papers", "mentions"] | RelationType


@dataclass(frozen=True, slots=True)
class SharedConcept:
    """An entity that several papers name."""

    entity: str
    papers: int
    information: float  # bits that it tells of a paper that names it: its inverse document frequency, smoothed
    weight: float  # information times the damped number of papers (`kg.analyse.incidence`)


@dataclass(frozen=True, slots=True)
class ConceptLink:
    """Two concepts that papers name together. `source` < `target`."""

    source: str
    target: str
    papers: int  # that name both
    weight: float  # co-occurrence weight (`kg.analyse.cooccurrence`)


@dataclass(frozen=True, slots=True)
class PaperLink:
    """Two papers that share concepts. `source` < `target`."""

    source: str
    target: str
    weight: float  # cosine, 0 to 1
    concepts: tuple[str, ...]  # the most informative that they share
    shared: int  # how many they share


@dataclass(frozen=True, slots=True)
class Community:
    """Concepts that papers tend to name together, and the papers that name them most."""

    number: int  # from 0, the one of most papers first
    name: str  # its most informative concepts, for people; no two communities have the same
    concepts: tuple[str, ...]  # entity ids, the weightiest first
    papers: tuple[str, ...]  # ids, sorted; a paper is in one community at most


@dataclass(frozen=True, slots=True)
class Derived:
    """The links and communities of a whole graph."""

    links: tuple[ConceptLink, ...]  # the backbone of what papers name together, by (source, target)
    communities: tuple[Community, ...]  # by number


@dataclass(frozen=True, slots=True)
class MapNode:
    """A concept or a paper as the picture shows it."""

    id: str
    type: NodeType
    name: str
    papers: int  # that name it; 0 for a paper
    weight: float  # 0 for the least informative node to 1 for the most: its size, and whether its name is kept
    community: int | None
    x: float  # in pixels at first zoom, the picture's centre at 0, y downwards
    y: float


@dataclass(frozen=True, slots=True)
class MapLink:
    """A line of the picture."""

    source: str
    target: str
    type: LinkType
    weight: float  # 0 to 1, relative to the strongest shown
    papers: tuple[str, ...]  # ids of the papers that it stands for, sorted


@dataclass(frozen=True, slots=True)
class ConceptMap:
    """A picture of part of the graph, laid out."""

    title: str
    caption: str  # says what is shown of what
    nodes: tuple[MapNode, ...]  # by id
    links: tuple[MapLink, ...]  # by (source, target)
    communities: tuple[Community, ...]  # those that have concepts in the picture, by number
    focus: str | None = None  # the node that it was drawn around
    is_comparison: bool = False  # its communities are what one of two entities has alone and what both have, not themes
    types: tuple[EntityFilter, ...] = ()  # those that it was asked for; none means all
    near: tuple[str, ...] = ()  # the entities around the focus, the nearest first
    depth: int = 1  # steps away from the focus


@dataclass(frozen=True, slots=True)
class LeaderboardValue:
    """One value of a leaderboard, as one paper reports it."""

    value: float
    value_text: str  # as the paper writes it
    date: str | None  # ISO, of the paper
    date_inferred: bool
    subject: str  # the name of what achieves it; empty where the text names none
    paper: str  # its id
    title: str
    url: str
    holder: Holder
    bound: Bound
    conditions: tuple[str, ...]
    sentence: str
    score: float
    is_record: bool = False  # the best of the papers' own values up to its day
    left_out: str = ""  # why it is not drawn


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """The values of one metric that papers report on one benchmark."""

    title: str
    caption: str
    metric: str
    higher_is_better: bool | None  # None where it is not known
    values: tuple[LeaderboardValue, ...]  # those drawn, best first
    left_out: tuple[LeaderboardValue, ...]  # those not drawn, each with the reason


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A concept or a theme over time."""

    id: str  # of the entity; empty for a theme
    name: str
    papers: tuple[tuple[str, ...], ...]  # ids, for each period
    undated: tuple[str, ...]  # ids of the papers without a date


@dataclass(frozen=True, slots=True)
class Timeline:
    """The number of papers that name each concept or theme, over time."""

    title: str
    caption: str
    unit: Literal["month", "quarter", "year"]
    periods: tuple[str, ...]  # "2024-05", "2024 Q2" or "2024", none left out between the first and the last
    rows: tuple[TimelineRow, ...]  # in the order in which they are drawn, from the top


@dataclass(frozen=True, slots=True)
class Count:
    """The number of papers, entities or records of one kind."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class TopEntities:
    """The entities of one type that most papers name."""

    type: Label
    entities: tuple[tuple[str, str, int], ...]  # (id, name, papers)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a graph."""

    papers: int
    mentions: int
    entities: int
    benchmarks: int
    results: int
    comparisons: int
    relations: int
    rejected: int
    conflicts: int
    entities_by_type: tuple[Count, ...]
    relations_by_type: tuple[Count, ...]
    entity_relations_by_type: tuple[Count, ...]
    results_by_kind: tuple[Count, ...]
    coverage: tuple[Count, ...]  # papers with a date, code, a proposal, a result, ...
    shared: int  # entities that two papers or more name
    concepts_per_paper: float  # mean number of distinct entities
    components: int  # of the paper-entity graph
    largest_component: int  # papers in the largest
    top: tuple[TopEntities, ...]
    telling: tuple[SharedConcept, ...]  # derived
    communities: tuple[Community, ...]  # derived

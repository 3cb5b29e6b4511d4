"""Entities from clusters of nodes: type, name, identifier, aliases and the reason for each alias."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model.errors import InputError
from kg.model.knowledge import Entity, Merge
from kg.model.records import Paper
from kg.model.types import Label
from kg.resolve.canonical import Name, ShortNode, name_of
from kg.resolve.cluster import REASONS, Clusters, Link
from kg.resolve.constraints import Forced
from kg.resolve.forms import Form, main_label, paper_ids, shown
from kg.resolve.word_forms import may_be
from kg.text.normalise import identifier, normalise, slug
from kg.vocabulary.aliases import Tables

_KNOWN_VOTE = 1.0  # what a name that the tables list counts for its type, in mentions


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity to be: its nodes (some perhaps only known, not in the corpus), type and name."""

    members: tuple[str, ...]
    label: Label
    name: Name
    mentions: int
    forced: bool = False  # the name is the corrections file's

    @property
    def id(self) -> str:
        """The identifier that the name gives."""
        return identifier(self.label, self.name.text, qualifier=self.name.qualifier)

    @property
    def claim(self) -> tuple[Label, str]:
        """What no two entities may share: type and name, as slugs and readers tell names apart."""
        return self.label, slug(self.name.full)


def candidates(
    clusters: Clusters, by_node: Mapping[str, Form], shorts: Mapping[str, ShortNode], tables: Tables, forced: Forced
) -> list[Candidate]:
    """One candidate a cluster, no two with one type and name: clusters that would be are united first.

    Those that must stay apart are called what the corrections file calls them instead.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for node in sorted({*by_node, *clusters.links}):
        groups[clusters.root(node)].append(node)
    made: dict[tuple[Label, str], Candidate] = {}
    waiting = [
        _candidate(group, by_node, shorts, tables, forced)
        for group in groups.values()
        if any(node in by_node for node in group)
    ]
    while waiting:
        candidate = waiting.pop()
        same = made.pop(candidate.claim, None)
        if same is None:
            made[candidate.claim] = candidate
        elif (pair := clusters.foes_among(same.members, candidate.members)) is not None:
            if same.forced and candidate.forced:
                raise InputError(
                    f"Two things called {candidate.name.full} are to stay apart, but their names do not differ; "
                    "add an [[alias]] with a name for one of them."
                )
            waiting += [_called(each, forced.spelled[node]) for each, node in zip((same, candidate), pair, strict=True)]
        else:
            waiting.append(_candidate(sorted({*same.members, *candidate.members}), by_node, shorts, tables, forced))
    return sorted(made.values(), key=lambda c: c.id)


def _called(candidate: Candidate, name: str) -> Candidate:
    """The candidate under the name that keeps it apart; the corrections file gives it no other."""
    return candidate if candidate.forced else replace(candidate, name=Name(name), forced=True)


def _candidate(
    members: Sequence[str],
    by_node: Mapping[str, Form],
    shorts: Mapping[str, ShortNode],
    tables: Tables,
    forced: Forced,
) -> Candidate:
    votes: dict[Label, float] = defaultdict(float)
    mentions = 0
    for node in members:
        if node in by_node:
            mentions += sum(by_node[node].surfaces.values())
            for label, score in by_node[node].labels.items():
                votes[label] += score
    total = sum(votes.values())
    for node in members:
        benchmark = node in tables.benchmarks and node in by_node
        other = benchmark and by_node[node].label == "DATASET"  # of what its name abbreviates ("GQA")
        if node in tables.names and not (other and tables.names[node].label != "DATASET"):
            known = tables.names[node].label
            settled = node in by_node and (node not in shorts or may_be(by_node[node].label, known))
            votes[known] += total + _KNOWN_VOTE if settled else _KNOWN_VOTE
        elif benchmark and not all(map(str.islower, by_node[node].spellings)):
            votes["DATASET"] += _KNOWN_VOTE
        elif node in tables.higher_is_better:
            votes["METRIC"] += _KNOWN_VOTE
    label = forced.label_of(members, by_node) or main_label(votes)
    called = forced.name_of(members, by_node)
    name = name_of(members, label, by_node, shorts, tables) if called is None else Name(called)
    return Candidate(tuple(members), label, name, mentions, forced=called is not None)


def entity(
    candidate: Candidate,
    papers: Sequence[Paper],
    by_node: Mapping[str, Form],
    clusters: Clusters,
    tables: Tables,
    *,
    benchmark: bool,
) -> Entity:
    """The record of a candidate."""
    counts: dict[str, int] = defaultdict(int)
    users: set[int] = set()
    for node in candidate.members:
        if node in by_node:
            users.update(by_node[node].papers)
            for surface, count in by_node[node].surfaces.items():
                counts[surface] += count
    typos = {node for node in candidate.members for link in clusters.links.get(node, ()) if _is_typo(link, node)}
    hidden = {
        surface
        for node in candidate.members
        if node in by_node
        for surface in by_node[node].surfaces
        if node in typos or shown(surface) != surface
    }
    keys = {normalise(candidate.name.text), normalise(candidate.name.full)}
    better = next(
        (tables.higher_is_better[k] for k in (*sorted(keys), *candidate.members) if k in tables.higher_is_better), None
    )
    return Entity(
        id=candidate.id,
        type=candidate.label,
        name=candidate.name.full,
        aliases=tuple(
            sorted(((s, n) for s, n in counts.items() if s not in hidden), key=lambda pair: (-pair[1], pair[0]))
        ),
        hidden=tuple(sorted(hidden)),
        paper_count=len(users),
        mention_count=candidate.mentions,
        is_benchmark=candidate.label == "DATASET"
        and (benchmark or not tables.benchmarks.isdisjoint((*keys, *candidate.members))),
        higher_is_better=better if candidate.label == "METRIC" else None,
        merges=tuple(_merges(candidate, papers, by_node, clusters)),
    )


def _is_typo(link: Link, node: str) -> bool:
    return link.reason == "typo" and link.one == node


def _merges(
    candidate: Candidate, papers: Sequence[Paper], by_node: Mapping[str, Form], clusters: Clusters
) -> Iterator[Merge]:
    """Why each spelling but the name itself belongs to the entity, by spelling."""
    name = candidate.name.full
    found: dict[str, Merge] = {}
    for node in candidate.members:
        if node not in by_node:
            continue
        links = clusters.links.get(node, ())
        best = min(links, key=lambda link: (REASONS.index(link.reason), link.one, link.other), default=None)
        for surface in sorted(by_node[node].surfaces):
            if surface == name:
                continue
            seen = tuple(by_node[node].papers)
            if normalise(surface) == normalise(name):
                reason, detail = _spelling_reason(surface, name), f"It is {name} in another spelling."
            elif best is None:
                reason, detail = "spelling", "It writes the same name as other spellings here."
            else:
                reason, detail, seen = best.reason, best.detail, best.papers or seen
            where = paper_ids(papers, seen)
            found.setdefault(surface, Merge(surface, reason, detail, where))
    yield from (found[surface] for surface in sorted(found))


def _spelling_reason(surface: str, name: str) -> str:
    plain, other = shown(surface).casefold(), name.casefold()
    if shown(surface) != surface and plain == other:
        return "residue"
    if plain == other:
        return "case"
    if abs(len(plain) - len(other)) in (1, 2, 3) and plain.endswith("s") != other.endswith("s"):
        return "plural"
    return "spelling"

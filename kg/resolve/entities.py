"""Entities from clusters of nodes: type, name, identifier, aliases and the reason for each alias."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.names import identifier, normalise, slug
from kg.records import LABELS, Conflict, Entity, Label, Merge, Paper
from kg.resolve.clusters import Clusters, Link
from kg.resolve.forms import Form, main_label, paper_ids, shown
from kg.resolve.meanings import ShortForm
from kg.resolve.naming import Name, ShortNode, name_of
from kg.resolve.tables import Tables
from kg.resolve.words import may_be

_CONFLICT_SHARE, _CONFLICT_MENTIONS = 0.25, 2  # of the mentions of another label: worth reporting
_KNOWN_VOTE = 1.0  # what a name that the tables list counts for its type, in mentions
_REASONS = ("abbreviation", "known alias", "wording", "typo")  # the best first


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity to be: its nodes (some perhaps only known, not in the corpus), type and name."""

    members: tuple[str, ...]
    label: Label
    name: Name
    mentions: int

    @property
    def id(self) -> str:
        """The identifier that the name gives."""
        return identifier(self.label, self.name.text, qualifier=self.name.qualifier)

    @property
    def claim(self) -> tuple[Label, str]:
        """What no two entities may share: type and name, as slugs and readers tell names apart."""
        return self.label, slug(self.name.full)


def candidates(
    clusters: Clusters, by_node: Mapping[str, Form], shorts: Mapping[str, ShortNode], tables: Tables
) -> list[Candidate]:
    """One candidate a cluster, no two with one type and name: clusters that would be are united first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for node in sorted({*by_node, *clusters.links}):
        groups[clusters.root(node)].append(node)
    made: dict[tuple[Label, str], Candidate] = {}
    waiting = [group for group in groups.values() if any(node in by_node for node in group)]
    while waiting:
        candidate = _candidate(waiting.pop(), by_node, shorts, tables)
        same = made.pop(candidate.claim, None)
        if same is None:
            made[candidate.claim] = candidate
        else:
            waiting.append(sorted({*same.members, *candidate.members}))
    return sorted(made.values(), key=lambda c: c.id)


def _candidate(
    members: Sequence[str], by_node: Mapping[str, Form], shorts: Mapping[str, ShortNode], tables: Tables
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
    label = main_label(votes)
    return Candidate(tuple(members), label, name_of(members, label, by_node, shorts, tables), mentions)


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
        best = min(links, key=lambda link: (_REASONS.index(link.reason), link.one, link.other), default=None)
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


# ---- conflicts -------------------------------------------------------------------------------------


def type_conflicts(made: Sequence[Candidate], by_node: Mapping[str, Form]) -> Iterator[Conflict]:
    """Names whose mentions carry another label often enough to be worth a look."""
    for candidate in made:
        votes: dict[Label, int] = defaultdict(int)
        scores: dict[Label, float] = defaultdict(float)
        for node in candidate.members:
            if node in by_node:
                form = by_node[node]
                total = sum(form.surfaces.values())
                weight = sum(form.labels.values()) or 1.0
                for label, score in form.labels.items():
                    scores[label] += score
                    votes[label] += round(total * score / weight)
        others = [n for label, n in votes.items() if label != candidate.label]
        if others and max(others) >= max(_CONFLICT_MENTIONS, _CONFLICT_SHARE * sum(votes.values())):
            ranked = sorted(votes.items(), key=lambda pair: (-pair[1], LABELS.index(pair[0])))
            decision = f"It is taken for a {candidate.label}, which most of the evidence says."
            yield Conflict(candidate.name.full, "type", decision, tuple(ranked))


def meaning_conflicts(
    decided: Mapping[str, ShortForm],
    shorts: Mapping[str, ShortNode],
    of_node: Mapping[str, str],
    by_node: Mapping[str, Form],
) -> Iterator[Conflict]:
    """Short forms that stand for several entities."""
    for key in sorted(decided):
        nodes = (
            sorted(node for node, entry in shorts.items() if entry.short.key == key)
            if len(decided[key].senses) > 1
            else []
        )
        if decided[key].undecided:
            nodes = sorted({*nodes, key, *(n for n in shorts if n.partition("\x1f")[0] == key)})
        votes: dict[str, int] = defaultdict(int)
        for node in nodes:
            if node in by_node:
                votes[of_node[node]] += sum(by_node[node].surfaces.values())
        if len(votes) > 1:
            decision = _how_decided(decided[key])
            ranked = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))
            yield Conflict(decided[key].spelling, "meaning", decision, tuple(ranked))


def _how_decided(short: ShortForm) -> str:
    """A sentence on why each paper's use went where it did."""
    why = Counter(short.reasons.values())
    own = len(short.of_paper) - sum(why.values())
    parts = [f"as the paper itself defines it ({own})", *(f"as {reason} ({n})" for reason, n in sorted(why.items()))]
    if short.undecided:
        parts.append(f"undecided, so an entity of its own ({len(short.undecided)})")
    return f"Papers by how their use was read: {'; '.join(parts)}."

"""What a corrections file says of names, told in nodes: what is one entity, what is none, labels and types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.corrections import Alias, Corrections
from kg.corrections.agreement import hubs, types_said
from kg.corrections.entries import Entry
from kg.model.types import FILTERS, LABEL_OF, Label, TypeWord
from kg.resolve.cluster import Link
from kg.resolve.forms import NAME_MARK, Form, all_capitals
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.text.normalise import normalise

_SEPARATOR = "\x1f"


class NodesOf:
    """The nodes of a name: those of its key, or the key alone where the corpus does not have it."""

    def __init__(self, by_node: Iterable[str]) -> None:
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for node in sorted(by_node):
            self._by_key[node.partition(_SEPARATOR)[0]].append(node)

    def __getitem__(self, name: str) -> list[str]:
        key = normalise(name)
        there = self._by_key.get(key, [])
        marked = [node for node in there if f"{node}{_SEPARATOR}".startswith(f"{key}{NAME_MARK}{_SEPARATOR}")]
        if marked and all_capitals(name):
            return marked
        return [node for node in there if node not in marked] or there or [key]

    def there(self, name: str) -> bool:
        """Does the corpus have the name?"""
        return normalise(name) in self._by_key


@dataclass(frozen=True, slots=True)
class Forced:
    """What is forced upon the nodes of a corpus."""

    nodes: NodesOf
    links: tuple[Link, ...] = ()
    foes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # node -> what its entity is called
    spelled: Mapping[str, str] = field(default_factory=dict)  # node in [[apart]] -> its name there
    types: Mapping[str, tuple[TypeWord, Entry]] = field(default_factory=dict)

    def name_of(self, members: Iterable[str], by_node: Mapping[str, Form]) -> str | None:
        """The name for a cluster; of several the one that most papers use."""
        said = {self.names[node] for node in members if node in self.names}
        return min(said, key=lambda name: (-_papers(normalise(name), by_node), name), default=None)

    def type_of(self, members: Iterable[str], by_node: Mapping[str, Form]) -> tuple[TypeWord, Entry] | None:
        """The type for a cluster and the entry that says it; of several the one for the name that most papers use."""
        said = [(node, *self.types[node]) for node in members if node in self.types]
        best = min(said, key=lambda each: (-_papers(each[0], by_node), each[1], each[0]), default=None)
        return None if best is None else (best[1], best[2])

    def label_of(self, members: Sequence[str], by_node: Mapping[str, Form]) -> Label | None:
        """The label for a cluster."""
        said = self.type_of(members, by_node)
        return None if said is None else LABEL_OF[said[0]]

    def is_benchmark(self, members: Iterable[str], by_node: Mapping[str, Form]) -> bool:
        """Whether the cluster is said to be a benchmark."""
        said = self.type_of(members, by_node)
        return said is not None and FILTERS[said[0]] == "BENCHMARK"


def _papers(node: str, by_node: Mapping[str, Form]) -> int:
    return len(by_node[node].papers) if node in by_node else 0


def settled(decided: Mapping[str, ShortForm], corrections: Corrections) -> dict[str, ShortForm]:
    """The short forms without meanings that they must be kept apart from; one that is made an alias has one meaning."""
    one = _groups(corrections)
    foes: dict[str, set[str]] = defaultdict(set)
    for apart in corrections.apart:
        for name, other in combinations(map(normalise, apart.names), 2):
            foes[name] |= one.get(other, frozenset({other}))
            foes[other] |= one.get(name, frozenset({name}))
    found = dict(decided)
    for key in sorted(decided):
        base = key.partition(_SEPARATOR)[0]
        if base not in one and base not in foes:
            continue
        short = decided[key]
        papers = sorted({*short.of_paper, *short.undecided})
        hostile = set().union(*(foes.get(name, ()) for name in one.get(base, (base,))))
        senses = [sense for sense in short.senses if hostile.isdisjoint({*sense.longs, normalise(sense.long)})]
        signs = {sense.sign for sense in senses}
        of_paper = {paper: sign for paper, sign in short.of_paper.items() if sign in signs}
        if base in one and len(short.senses) + bool(short.undecided) > 1:
            senses = [s for s in senses if not one[base].isdisjoint({*s.longs, normalise(s.long)})][:1]
            of_paper = dict.fromkeys(papers, senses[0].sign) if senses else {}
        if not senses:
            del found[key]
            continue
        undecided = tuple(paper for paper in papers if paper not in of_paper)
        told = dict.fromkeys((p for p in of_paper if of_paper[p] != short.of_paper.get(p)), "the corrections file says")
        reasons = {paper: why for paper, why in short.reasons.items() if paper in of_paper} | told
        found[key] = replace(short, senses=tuple(senses), of_paper=of_paper, undecided=undecided, reasons=reasons)
    return found


def _groups(corrections: Corrections) -> dict[str, frozenset[str]]:
    """For the key of every name in [[alias]], the keys of all names of its entity."""
    members: dict[str, set[str]] = defaultdict(set)
    named = hubs(corrections.aliases)
    for key, name in named.items():
        members[name].add(key)
    return {key: frozenset(members[name]) for key, name in named.items()}


def forced(corrections: Corrections, by_node: Mapping[str, Form]) -> Forced:
    """What the corrections force upon these nodes."""
    if not corrections.entries:
        return Forced(NodesOf(()))
    nodes = NodesOf(by_node)
    types: dict[str, tuple[TypeWord, Entry]] = {}
    for name, word, entry in sorted(types_said(corrections), key=lambda said: (said[0], said[2].note)):
        for node in nodes[name]:
            types.setdefault(node, (word, entry))
    foes: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for name, other in sorted(pair for apart in corrections.apart for pair in combinations(apart.names, 2)):
        for node in nodes[name]:
            foes[node].update(nodes[other])
            spelled.setdefault(node, name)
        for node in nodes[other]:
            foes[node].update(nodes[name])
            spelled.setdefault(node, other)
    return Forced(
        nodes,
        links=tuple(_links(corrections.aliases, nodes)),
        foes={node: frozenset(others) for node, others in foes.items()},
        names={node: entry.name for entry in corrections.aliases for node in nodes[entry.name][:1]},
        spelled=spelled,
        types=types,
    )


def _links(aliases: Collection[Alias], nodes: NodesOf) -> Iterator[Link]:
    for entry in sorted(aliases, key=lambda entry: (entry.name, entry.note, entry.aliases)):
        hub = nodes[entry.name][0]
        for name in (entry.name, *entry.aliases):
            for node in nodes[name]:
                if node != hub:
                    detail = f"It is another name of {entry.name}: {entry.because}."
                    yield Link(node, hub, "correction", detail)

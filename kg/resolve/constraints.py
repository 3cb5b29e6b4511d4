"""Step 3, constraints: the corrections file's entries on names, as constraints on the nodes of the corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, permutations

from kg.corrections.agreement import list_typed_names, map_canonical_names
from kg.corrections.entries import Alias, Corrections, Entry
from kg.model.types import FILTERS, LABEL_OF, Label, TypeWord
from kg.resolve.forms import Form, is_in_capitals
from kg.resolve.resolution_graph import Link, Node
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.short_forms.senses import Sense
from kg.text.normalise import SurfaceForm


class NodeIndex:
    """The nodes of the corpus by name."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._by_key: dict[str, list[Node]] = defaultdict(list)
        for node in sorted(nodes):
            self._by_key[node.key].append(node)

    def find(self, name: SurfaceForm) -> list[Node]:
        """The nodes of a name, at least one: if the corpus does not have the name, a new node of its key.

        Where a key has nodes in capitals beside others, "MATH" finds the first and "math" the others.
        """
        nodes = self._by_key.get(name.key, [])
        in_capitals = [node for node in nodes if node.capitals]
        if in_capitals and is_in_capitals(name.text):
            return in_capitals
        return [node for node in nodes if not node.capitals] or nodes or [Node(name.key)]

    def has(self, name: SurfaceForm) -> bool:
        """Does the corpus have the name?"""
        return name.key in self._by_key


@dataclass(frozen=True, slots=True)
class Constraints:
    """Constraints on clusters: links that they must and cannot have, their names and types."""

    index: NodeIndex
    must_link: tuple[Link, ...] = ()
    cannot_link: Mapping[Node, frozenset[Node]] = field(default_factory=dict)  # both ways
    names: Mapping[Node, SurfaceForm] = field(default_factory=dict)  # node -> what its entity is called
    names_apart: Mapping[Node, str] = field(default_factory=dict)  # node that cannot link -> its name in [[apart]]
    types: Mapping[Node, tuple[TypeWord, Entry]] = field(default_factory=dict)  # node -> its type, and who says so

    def name_of(self, members: Iterable[Node], forms: Mapping[Node, Form]) -> str | None:
        """The name for a cluster; of several the one that most papers use."""
        names = {self.names[node] for node in members if node in self.names}
        best = min(names, key=lambda name: (-_count_papers(Node(name.key), forms), name), default=None)
        return None if best is None else best.text

    def type_of(self, members: Iterable[Node], forms: Mapping[Node, Form]) -> tuple[TypeWord, Entry] | None:
        """The type for a cluster and the entry that says it; of several the one for the name that most papers use."""
        typed = [node for node in members if node in self.types]
        best = min(typed, key=lambda node: (-_count_papers(node, forms), self.types[node][0], node), default=None)
        return None if best is None else self.types[best]

    def label_of(self, members: Sequence[Node], forms: Mapping[Node, Form]) -> Label | None:
        """The label for a cluster."""
        typed = self.type_of(members, forms)
        return None if typed is None else LABEL_OF[typed[0]]

    def is_benchmark(self, members: Iterable[Node], forms: Mapping[Node, Form]) -> bool:
        """Whether the cluster has to be a benchmark."""
        typed = self.type_of(members, forms)
        return typed is not None and FILTERS[typed[0]] == "BENCHMARK"


def _count_papers(node: Node, forms: Mapping[Node, Form]) -> int:
    return len(forms[node].papers) if node in forms else 0


def constrain_senses(short_forms: Mapping[Node, ShortForm], corrections: Corrections) -> dict[Node, ShortForm]:
    """The short forms without the senses that [[apart]] excludes; a short form in [[alias]] keeps only that sense."""
    synonyms = _collect_synonyms(corrections)
    denied: dict[str, set[str]] = defaultdict(set)  # merge key -> merge keys that it must not mean
    for apart in corrections.apart:
        for name, other in permutations(apart.names, 2):
            denied[name.key] |= synonyms.get(other.key, frozenset({other.key}))
    constrained = dict(short_forms)
    for node in sorted(short_forms):
        if node.key not in synonyms and node.key not in denied:
            continue
        keys = synonyms.get(node.key, frozenset({node.key}))
        not_meant = set().union(*(denied.get(key, ()) for key in keys))
        short_form = _remove_senses(short_forms[node], not_meant)
        if node.key in synonyms and short_forms[node].is_ambiguous:
            short_form = _keep_one_sense(short_form, keys)
        if short_form.senses:
            constrained[node] = short_form
        else:
            del constrained[node]
    return constrained


def _remove_senses(short_form: ShortForm, denied: set[str]) -> ShortForm:
    """The short form without senses whose long forms have these merge keys; papers that meant them become undecided."""
    senses = tuple(sense for sense in short_form.senses if denied.isdisjoint(_collect_keys(sense.long_nodes)))
    left = {sense.key for sense in senses}
    return _replace_senses(short_form, senses, {p: key for p, key in short_form.sense_in.items() if key in left})


def _keep_one_sense(short_form: ShortForm, keys: frozenset[str]) -> ShortForm:
    """The short form with one sense in all papers, the first with a long form of these merge keys; or without any."""
    senses = [sense for sense in short_form.senses if not keys.isdisjoint(_collect_keys(sense.long_nodes))][:1]
    papers = sorted({*short_form.sense_in, *short_form.undecided})
    return _replace_senses(short_form, tuple(senses), dict.fromkeys(papers, senses[0].key) if senses else {})


def _replace_senses(short_form: ShortForm, senses: tuple[Sense, ...], sense_in: Mapping[int, str]) -> ShortForm:
    papers = sorted({*short_form.sense_in, *short_form.undecided})
    changed = [paper for paper, key in sense_in.items() if key != short_form.sense_in.get(paper)]
    reasons = {paper: reason for paper, reason in short_form.reasons.items() if paper in sense_in}
    return replace(
        short_form,
        senses=senses,
        sense_in=sense_in,
        undecided=tuple(paper for paper in papers if paper not in sense_in),
        reasons=reasons | dict.fromkeys(changed, "the corrections file says"),
    )


def _collect_keys(nodes: Iterable[Node]) -> set[str]:
    return {node.key for node in nodes}


def _collect_synonyms(corrections: Corrections) -> dict[str, frozenset[str]]:
    """For the merge key of every name in [[alias]], the merge keys of all names of its entity."""
    members: dict[str, set[str]] = defaultdict(set)
    canonical = map_canonical_names(corrections.aliases)
    for key, name in canonical.items():
        members[name.key].add(key)
    return {key: frozenset(members[name.key]) for key, name in canonical.items()}


def build_constraints(corrections: Corrections, forms: Mapping[Node, Form]) -> Constraints:
    """The constraints of a corrections file on the nodes of a corpus."""
    if not corrections.entries:
        return Constraints(NodeIndex(()))
    index = NodeIndex(forms)
    types: dict[Node, tuple[TypeWord, Entry]] = {}
    for name, word, entry in sorted(list_typed_names(corrections), key=lambda typed: (typed[0], typed[2].note)):
        for node in index.find(name):
            types.setdefault(node, (word, entry))
    cannot_link: dict[Node, set[Node]] = defaultdict(set)
    names_apart: dict[Node, str] = {}
    for first, second in sorted(pair for apart in corrections.apart for pair in combinations(apart.names, 2)):
        for name, other in ((first, second), (second, first)):
            for node in index.find(name):
                cannot_link[node].update(index.find(other))
                names_apart.setdefault(node, name.text)
    return Constraints(
        index,
        must_link=tuple(_list_must_links(corrections.aliases, index)),
        cannot_link={node: frozenset(others) for node, others in cannot_link.items()},
        names={index.find(entry.name)[0]: entry.name for entry in corrections.aliases},
        names_apart=names_apart,
        types=types,
    )


def _list_must_links(aliases: Iterable[Alias], index: NodeIndex) -> Iterator[Link]:
    for entry in sorted(aliases, key=lambda entry: (entry.name, entry.note, entry.aliases)):
        canonical = index.find(entry.name)[0]
        for name in (entry.name, *entry.aliases):
            for node in index.find(name):
                if node != canonical:
                    detail = f"It is another name of {entry.name.text}: {entry.because}."
                    yield Link(node, canonical, "correction", detail)

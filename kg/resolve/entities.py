"""Step 5, entities: gives each cluster a type, a name and an identifier, and makes its record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.corrections.effects import Referents
from kg.corrections.entries import Corrections
from kg.model.errors import InputError
from kg.model.knowledge import Entity, EntityId, PaperFacts
from kg.model.types import Label, choose_label
from kg.resolve.canonical import Name, NodeSense, choose_name
from kg.resolve.cluster import Clusters
from kg.resolve.constraints import Constraints
from kg.resolve.forms import Form, list_first_papers
from kg.resolve.merges.explain import explain_merges
from kg.resolve.resolution_graph import Node
from kg.resolve.word_forms import labels_agree
from kg.text.identifiers import make_entity_id, slugify
from kg.text.normalise import SurfaceForm, surface_form
from kg.vocabulary.lexicon import Lexicon

_KNOWN_VOTE = 1.0  # what a name that the lexicon has counts for its type, in mentions


@dataclass(frozen=True, slots=True)
class NamedCluster:
    """A cluster with its type and name. Nodes that only the lexicon has may be among its members."""

    members: tuple[Node, ...]
    label: Label
    name: Name
    mentions: int
    is_name_given: bool = False  # by the corrections file
    id: EntityId = field(init=False)  # the identifier that the name gives

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", make_entity_id(self.label, self.name.text, qualifier=self.name.qualifier))

    @property
    def unique_key(self) -> tuple[Label, str]:
        """The key that no two entities may share: the type, and the name as a slug."""
        return self.label, slugify(self.name.full)


def name_clusters(
    clusters: Clusters,
    forms: Mapping[Node, Form],
    senses: Mapping[Node, NodeSense],
    lexicon: Lexicon,
    constraints: Constraints,
) -> list[NamedCluster]:
    """The clusters with types and names; clusters with the same type and name are united.

    Clusters that cannot link keep the different names of the corrections file instead.

    Raises:
        InputError: the corrections file keeps two entities apart and gives them one name.
    """
    named: dict[tuple[Label, str], NamedCluster] = {}
    waiting = [
        _name_cluster(members, forms, senses, lexicon, constraints)
        for members in clusters.members(forms)
        if any(node in forms for node in members)
    ]
    while waiting:
        cluster = waiting.pop()
        same = named.pop(cluster.unique_key, None)
        if same is None:
            named[cluster.unique_key] = cluster
        elif (pair := clusters.forbidden_pair(same.members, cluster.members)) is not None:
            if same.is_name_given and cluster.is_name_given:
                raise InputError(
                    f"Two things called {cluster.name.full} are to stay apart, but their names do not differ; "
                    "add an [[alias]] with a name for one of them."
                )
            waiting += [
                _rename(renamed, constraints.names_apart[node])
                for renamed, node in zip((same, cluster), pair, strict=True)
            ]
        else:
            members = sorted({*same.members, *cluster.members})
            waiting.append(_name_cluster(members, forms, senses, lexicon, constraints))
    return sorted(named.values(), key=lambda cluster: cluster.id)


def _rename(cluster: NamedCluster, name: str) -> NamedCluster:
    """The cluster with the name that distinguishes it, unless the corrections file has given it another."""
    return cluster if cluster.is_name_given else replace(cluster, name=Name(name), is_name_given=True)


def _name_cluster(
    members: Sequence[Node],
    forms: Mapping[Node, Form],
    senses: Mapping[Node, NodeSense],
    lexicon: Lexicon,
    constraints: Constraints,
) -> NamedCluster:
    attested = [node for node in members if node in forms]
    label = constraints.label_of(members, forms) or _choose_label(members, forms, senses, lexicon)
    given = constraints.name_of(members, forms)
    name = choose_name(members, label, forms, senses, lexicon) if given is None else Name(given)
    mentions = sum(forms[node].mentions for node in attested)
    return NamedCluster(tuple(members), label, name, mentions, is_name_given=given is not None)


def _choose_label(
    members: Sequence[Node], forms: Mapping[Node, Form], senses: Mapping[Node, NodeSense], lexicon: Lexicon
) -> Label:
    """The label that the mentions and the lexicon give most evidence for.

    A known name gets the lexicon's label, unless it is a short form whose mentions have a label that does not fit.
    """
    votes: dict[Label, float] = defaultdict(float)
    for node in members:
        if node in forms:
            for label, score in forms[node].labels.items():
                votes[label] += score
    total = sum(votes.values())
    for node in members:
        form, known = forms.get(node), lexicon.names.get(node.lexicon_key)
        is_benchmark = form is not None and node.lexicon_key in lexicon.benchmarks
        if known is not None and is_benchmark and form is not None and form.label == "DATASET" != known.label:
            known = None  # the benchmark, and not what its name abbreviates elsewhere ("GQA")
        if known is not None:
            is_certain = form is not None and (node not in senses or labels_agree(form.label, known.label))
            votes[known.label] += total + _KNOWN_VOTE if is_certain else _KNOWN_VOTE
        elif is_benchmark and form is not None and not all(map(str.islower, form.spellings)):
            votes["DATASET"] += _KNOWN_VOTE
        elif node.lexicon_key in lexicon.higher_is_better:
            votes["METRIC"] += _KNOWN_VOTE
    return choose_label(votes)


def build_entities(
    named: Sequence[NamedCluster],
    ids: Sequence[str],
    facts: Iterable[PaperFacts],
    forms: Mapping[Node, Form],
    clusters: Clusters,
    lexicon: Lexicon,
    constraints: Constraints,
) -> tuple[Entity, ...]:
    """The records of all named clusters; `ids` are those of the papers, in the order of the positions in `forms`."""
    evaluated_on = {entity for of_paper in facts for entity, role in of_paper.dataset_roles if role == "eval"}
    evaluated_on |= {cluster.id for cluster in named if constraints.is_benchmark(cluster.members, forms)}
    return tuple(
        build_entity(cluster, ids, forms, clusters, lexicon, is_evaluated_on=cluster.id in evaluated_on)
        for cluster in named
    )


def build_entity(
    cluster: NamedCluster,
    ids: Sequence[str],
    forms: Mapping[Node, Form],
    clusters: Clusters,
    lexicon: Lexicon,
    *,
    is_evaluated_on: bool,
) -> Entity:
    """The record of a named cluster; `is_evaluated_on` says that papers use it as a benchmark."""
    counts: dict[str, int] = defaultdict(int)
    users: set[int] = set()
    hidden: set[str] = set()
    for node in cluster.members:
        if node in forms:
            users.update(forms[node].papers)
            is_typo = any(link.reason == "typo" and link.source == node for link in clusters.links.get(node, ()))
            for surface, count in forms[node].surfaces.items():
                counts[surface] += count
                if is_typo or surface_form(surface).display != surface:
                    hidden.add(surface)
    aliases = ((surface, count) for surface, count in counts.items() if surface not in hidden)
    keys = [
        *sorted({surface_form(cluster.name.text).key, surface_form(cluster.name.full).key}),
        *(node.lexicon_key for node in cluster.members),
    ]
    better = next((lexicon.higher_is_better[key] for key in keys if key in lexicon.higher_is_better), None)
    is_benchmark = is_evaluated_on or not lexicon.benchmarks.isdisjoint(keys)
    return Entity(
        id=cluster.id,
        type=cluster.label,
        name=cluster.name.full,
        aliases=tuple(sorted(aliases, key=lambda pair: (-pair[1], pair[0]))),
        hidden=tuple(sorted(hidden)),
        paper_count=len(users),
        mention_count=cluster.mentions,
        is_benchmark=cluster.label == "DATASET" and is_benchmark,
        higher_is_better=better if cluster.label == "METRIC" else None,
        merges=tuple(explain_merges(cluster.name.full, cluster.members, ids, forms, clusters.links)),
    )


def list_users(
    clusters: Iterable[NamedCluster], ids: Sequence[str], forms: Mapping[Node, Form]
) -> dict[EntityId, tuple[str, ...]]:
    """The ids of up to five papers that use each entity."""
    return {
        cluster.id: list_first_papers(ids, {p for node in cluster.members if node in forms for p in forms[node].papers})
        for cluster in clusters
    }


def index_by_name(clusters: Iterable[NamedCluster]) -> dict[str, frozenset[EntityId]]:
    """The entities that have a name, by its merge key."""
    ids_of: dict[str, set[EntityId]] = defaultdict(set)
    for cluster in clusters:
        for key in (*(node.key for node in cluster.members), surface_form(cluster.name.full).key):
            ids_of[key].add(cluster.id)
    return {key: frozenset(ids) for key, ids in ids_of.items()}


def find_referents(
    corrections: Corrections, clusters: Iterable[NamedCluster], constraints: Constraints
) -> dict[SurfaceForm, Referents]:
    """The entities that each name in the corrections file's tables of aliases, names apart and types stands for."""
    names = [name for alias in corrections.aliases for name in (alias.name, *alias.aliases)]
    names += [name for entry in corrections.apart for name in entry.names]
    names += [entry.name for entry in corrections.types]
    cluster_of = {node: cluster for cluster in clusters for node in cluster.members} if names else {}
    referents: dict[SurfaceForm, Referents] = {}
    for name in names:
        named = [cluster_of[node] for node in constraints.index.find(name) if node in cluster_of]
        labels, full_names = tuple(c.label for c in named), tuple(c.name.full for c in named)
        referents[name] = Referents(constraints.index.has(name), labels, full_names)
    return referents

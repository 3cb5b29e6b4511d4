"""Names that the evidence gives more than one type or sense, with what was decided and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from kg.corrections.entries import Corrections
from kg.model.knowledge import Conflict
from kg.model.types import LABELS, Label
from kg.resolve.constraints import Constraints
from kg.resolve.entities import NamedCluster
from kg.resolve.forms import Form
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.disambiguate import ShortForm

_CONFLICT_SHARE, _CONFLICT_MENTIONS = 0.25, 2  # of the mentions of another label: worth reporting


def find_type_conflicts(
    clusters: Sequence[NamedCluster], forms: Mapping[Node, Form], constraints: Constraints
) -> Iterator[Conflict]:
    """Names whose mentions carry another label often enough to be worth a look, or whose type was corrected."""
    for cluster in clusters:
        votes: dict[Label, int] = defaultdict(int)
        for node in cluster.members:
            if node in forms:
                form = forms[node]
                weight = sum(form.labels.values()) or 1.0
                for label, score in form.labels.items():
                    votes[label] += round(form.mentions * score / weight)
        others = [count for label, count in votes.items() if label != cluster.label]
        corrected = constraints.type_of(cluster.members, forms)
        if corrected is not None:
            decision = f"It is taken for a {corrected[0]}: {corrected[1].because}."
        elif others and max(others) >= max(_CONFLICT_MENTIONS, _CONFLICT_SHARE * sum(votes.values())):
            decision = f"It is taken for a {cluster.label}, which most of the evidence says."
        else:
            continue
        ranked = sorted(votes.items(), key=lambda pair: (-pair[1], LABELS.index(pair[0])))
        yield Conflict(cluster.name.full, "type", decision, tuple(ranked))


def find_sense_conflicts(
    short_forms: Mapping[Node, ShortForm], entity_of: Mapping[Node, str], forms: Mapping[Node, Form]
) -> Iterator[Conflict]:
    """Short forms that stand for several entities; `entity_of` gives the entity of every node."""
    for short_node in sorted(short_forms):
        short_form = short_forms[short_node]
        nodes = [short_form.node_of(sense.key) for sense in short_form.senses]
        votes: dict[str, int] = defaultdict(int)
        for node in (short_node, *nodes) if short_form.undecided else nodes:
            if node in forms:
                votes[entity_of[node]] += forms[node].mentions
        if len(votes) > 1:
            ranked = sorted(votes.items(), key=lambda pair: (-pair[1], pair[0]))
            yield Conflict(short_form.spelling, "meaning", _explain_senses(short_form), tuple(ranked))


def _explain_senses(short_form: ShortForm) -> str:
    """A sentence that counts the papers by the reason for the sense in which they were read."""
    reasons = Counter(short_form.reasons.values())
    own = len(short_form.sense_in) - reasons.total()
    parts = [
        f"as the paper itself defines it ({own})",
        *(f"as {reason} ({n})" for reason, n in sorted(reasons.items())),
    ]
    if short_form.undecided:
        parts.append(f"undecided, so an entity of its own ({len(short_form.undecided)})")
    return f"Papers by how their use was read: {'; '.join(parts)}."


def list_corrected_conflicts(
    corrections: Corrections, clusters: Sequence[NamedCluster], constraints: Constraints
) -> Iterator[Conflict]:
    """Entities that the corrections file keeps apart, each with the reason."""
    cluster_of = {node: cluster for cluster in clusters for node in cluster.members}
    for entry in corrections.apart:
        for name, other in combinations(sorted(entry.names), 2):
            for node, other_node in product(constraints.index.find(name), constraints.index.find(other)):
                if node in cluster_of and other_node in cluster_of:
                    pair = cluster_of[node], cluster_of[other_node]
                    for first, second in (pair, pair[::-1]):
                        decision = f"It is not {second.name.full}: {entry.because}."
                        votes = ((first.id, first.mentions), (second.id, second.mentions))
                        yield Conflict(first.name.full, "meaning", decision, votes)

"""Names that the evidence gives more than one type or meaning, with what was decided and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from kg.corrections import Corrections
from kg.model.knowledge import Conflict
from kg.model.types import LABELS, Label
from kg.resolve.canonical import ShortNode
from kg.resolve.constraints import Forced
from kg.resolve.entities import Candidate
from kg.resolve.forms import Form
from kg.resolve.short_forms.disambiguate import ShortForm

_CONFLICT_SHARE, _CONFLICT_MENTIONS = 0.25, 2  # of the mentions of another label: worth reporting


def type_conflicts(made: Sequence[Candidate], by_node: Mapping[str, Form], forced: Forced) -> Iterator[Conflict]:
    """Names whose mentions carry another label often enough to be worth a look, or whose type was corrected."""
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
        said = forced.type_of(candidate.members, by_node)
        if said is not None:
            ranked = sorted(votes.items(), key=lambda pair: (-pair[1], LABELS.index(pair[0])))
            decision = f"It is taken for a {said[0]}: {said[1].because}."
            yield Conflict(candidate.name.full, "type", decision, tuple(ranked))
        elif others and max(others) >= max(_CONFLICT_MENTIONS, _CONFLICT_SHARE * sum(votes.values())):
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
    of_short: dict[str, list[str]] = defaultdict(list)
    of_key: dict[str, list[str]] = defaultdict(list)
    for node, entry in shorts.items():
        of_short[entry.short.key].append(node)
        of_key[node.partition("\x1f")[0]].append(node)
    for key in sorted(decided):
        nodes = sorted(of_short[key]) if len(decided[key].senses) > 1 else []
        if decided[key].undecided:
            nodes = sorted({*nodes, key, *of_key[key]})
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


def kept_apart(corrections: Corrections, made: Sequence[Candidate], forced: Forced) -> Iterator[Conflict]:
    """Entities that the corrections file keeps apart, each with the reason."""
    of_node = {node: candidate for candidate in made for node in candidate.members}
    for entry in corrections.apart:
        for name, other in combinations(sorted(entry.names), 2):
            pairs = [(of_node.get(a), of_node.get(b)) for a in forced.nodes[name] for b in forced.nodes[other]]
            for one, two in ((one, two) for one, two in pairs if one is not None and two is not None):
                for this, that in ((one, two), (two, one)):
                    decision = f"It is not {that.name.full}: {entry.because}."
                    votes = ((this.id, this.mentions), (that.id, that.mentions))
                    yield Conflict(this.name.full, "meaning", decision, votes)

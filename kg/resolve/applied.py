"""What became of the entries of a corrections file that speak of names or add facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.corrections import ORIGIN, AddRelation, Corrections
from kg.corrections.agreement import typed_names
from kg.model.knowledge import Corrected, EntityId, PaperFacts
from kg.model.types import LABEL_OF, Label
from kg.resolve.additions import Added
from kg.resolve.constraints import Constraints
from kg.resolve.entities import NamedCluster
from kg.resolve.paper_facts import ACHIEVERS
from kg.text.normalise import normalise

_ROLE_LABELS: Mapping[str, tuple[Label, ...]] = {
    "metric": ("METRIC",),
    "dataset": ("DATASET",),
    "task": ("TASK",),
    "subject": ACHIEVERS,
    "comparator": ACHIEVERS,
}


def names(made: Iterable[NamedCluster]) -> dict[str, frozenset[EntityId]]:
    """The entities that have a name, by its merge key."""
    found: dict[str, set[EntityId]] = defaultdict(set)
    for candidate in made:
        for key in (*(node.key for node in candidate.members), normalise(candidate.name.full)):
            found[key].add(candidate.id)
    return {key: frozenset(ids) for key, ids in found.items()}


def of_names(corrections: Corrections, made: Iterable[NamedCluster], constraints: Constraints) -> Iterator[Corrected]:
    """The entries of [[alias]], [[apart]] and [[type]] that do nothing, or not all that they say."""
    index = constraints.index
    of_node = {node: candidate for candidate in made for node in candidate.members}

    def unmatched(line: int, reason: str) -> Corrected:
        return Corrected(line, "unmatched", None, reason)

    def there(name: str) -> bool:
        return any(node in of_node for node in index.find(name))

    for alias in corrections.aliases:
        line, hub = alias.place.line, index.find(alias.name)[0]
        if not any(index.has(each) for each in alias.aliases):
            listed = ", ".join(alias.aliases)
            yield unmatched(line, f"The corpus has none of the aliases of {alias.name} ({listed}); check the spelling.")
        elif hub in of_node and of_node[hub].name.full != alias.name:
            other = of_node[hub].name.full
            reason = f"{alias.name} and {other} are one entity here, called {other}; list all names under one [[alias]]"
            yield unmatched(line, f"{reason}, or keep them apart with [[apart]].")
    for apart in corrections.apart:
        if sum(map(there, apart.names)) < 2:
            reason = f"The corpus has fewer than two of {', '.join(apart.names)}; check the spelling."
            yield unmatched(apart.place.line, reason)
    for name, word, entry in typed_names(corrections):
        labels = sorted({of_node[node].label for node in index.find(name) if node in of_node})
        if not labels:
            if entry in corrections.types:
                yield unmatched(entry.place.line, f"The corpus has no {name}; check the spelling.")
        elif labels != [LABEL_OF[word]]:
            reason = f"{name} is no {word} here: other names of the same entity are said to be of another type"
            yield unmatched(entry.place.line, f"{reason}; correct one entry, or keep the names apart with [[apart]].")


def of_additions(
    added: Sequence[Added], told: Sequence[PaperFacts], type_of: Mapping[EntityId, Label]
) -> Iterator[Corrected]:
    """What the entries of [[add]] added, and those that could not hold."""
    for fact in added:
        facts, entry = told[fact.paper], fact.entry
        linked = {(mention.start, mention.end): mention.entity for mention in facts.mentions}
        entity = {role: linked[span] for role, span in fact.names}
        line, paper = entry.place.line, facts.paper.id
        if isinstance(entry, AddRelation):
            what = f"{entry.relation} {entry.object}"
            here = {(r.type, r.object) for r in facts.relations if r.origin == ORIGIN}
            if (entry.relation, entity["object"]) not in here:
                kind = type_of[entity["object"]].lower()
                reason = (
                    f"{entry.object} is a {kind} here, to which {entry.relation} cannot lead; correct it with [[type]]."
                )
                yield Corrected(line, "unmatched", paper, reason, entry.quote)
                continue
        else:
            wrong = [role for role, of in entity.items() if type_of[of] not in _ROLE_LABELS[role]]
            left = f", without {' and '.join(wrong)} (of another type here; see [[type]])" if wrong else ""
            what = f"result {entry.value_text}{left}"
        yield Corrected(line, "added", paper, f"Added ({what}): {entry.because}.", entry.quote)

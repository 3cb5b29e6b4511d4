"""Reports what those entries of a corrections file did that concern names or add facts, or why they did nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.corrections.added_facts import Added, AddedComparison, AddedRelation
from kg.corrections.agreement import list_typed_names
from kg.corrections.entries import ORIGIN, Corrections
from kg.model.knowledge import Corrected, EntityId, PaperFacts
from kg.model.results import ROLE_RANGES
from kg.model.types import LABEL_OF, POSSIBLE_ACHIEVERS, Label
from kg.text.normalise import SurfaceForm


@dataclass(frozen=True, slots=True)
class Referents:
    """The entities that a name stands for after resolution: their labels and names, the main one first."""

    in_corpus: bool  # whether papers use the name; else its entity is known by other names
    labels: tuple[Label, ...]  # aligned with `names`; empty where no entity has the name
    names: tuple[str, ...]


def report_names(corrections: Corrections, referents: Mapping[SurfaceForm, Referents]) -> Iterator[Corrected]:
    """The entries of [[alias]], [[apart]] and [[type]] that have no effect, or only part of it, each with the reason.

    `referents` holds all names of these entries.
    """
    for alias in corrections.aliases:
        line, name, names = alias.place.line, alias.name.text, referents[alias.name].names
        if not any(referents[other].in_corpus for other in alias.aliases):
            aliases = ", ".join(other.text for other in alias.aliases)
            reason = f"The corpus has none of the aliases of {name} ({aliases}); check the spelling."
            yield Corrected(line, "unmatched", None, reason)
        elif names and names[0] != name:
            reason = f"{name} and {names[0]} are one entity here, called {names[0]}; list all names under one [[alias]]"
            yield Corrected(line, "unmatched", None, f"{reason}, or keep them apart with [[apart]].")
    for apart in corrections.apart:
        if sum(bool(referents[name].names) for name in apart.names) < 2:
            names_apart = ", ".join(name.text for name in apart.names)
            reason = f"The corpus has fewer than two of {names_apart}; check the spelling."
            yield Corrected(apart.place.line, "unmatched", None, reason)
    for typed, word, entry in list_typed_names(corrections):
        labels = set(referents[typed].labels)
        if not labels:
            if entry in corrections.types:
                reason = f"The corpus has no {typed.text}; check the spelling."
                yield Corrected(entry.place.line, "unmatched", None, reason)
        elif labels != {LABEL_OF[word]}:
            reason = f"{typed.text} is no {word} here: other names of the same entity are said to be of another type"
            reason += "; correct one entry, or keep the names apart with [[apart]]."
            yield Corrected(entry.place.line, "unmatched", None, reason)


def report_additions(
    added: Sequence[Added], papers: Sequence[PaperFacts], type_of: Mapping[EntityId, Label]
) -> Iterator[Corrected]:
    """What each entry of [[add]] added to `papers`, or why it could not hold; `type_of` knows all entities."""
    for fact in added:
        facts, entry = papers[fact.paper], fact.entry
        entity_at = {(mention.start, mention.end): mention.entity for mention in facts.mentions}
        if isinstance(fact, AddedRelation):
            relation, object_ = fact.entry.relation, entity_at[fact.object]
            what = f"{relation} {fact.entry.object.text}"
            if (relation, object_) not in {(r.type, r.object) for r in facts.relations if r.origin == ORIGIN}:
                reason = (
                    f"{fact.entry.object.text} is a {type_of[object_].lower()} here, to which {relation} cannot lead"
                )
                reason += "; correct it with [[type]]."
                yield Corrected(entry.place.line, "unmatched", facts.paper.id, reason, entry.quote)
                continue
        elif isinstance(fact, AddedComparison):
            compared = fact.entry
            what = (
                f"{compared.subject.text} {'not ' if compared.denied else ''}{compared.relation} {compared.object.text}"
            )
            if problem := _explain_lost_comparison(fact, entity_at, type_of):
                yield Corrected(entry.place.line, "unmatched", facts.paper.id, problem, entry.quote)
                continue
        else:
            entities = ((role, entity_at[span]) for role, span in fact.participants)
            wrong = [role for role, entity in entities if type_of[entity] not in ROLE_RANGES[role]]
            without = f", without {' and '.join(wrong)} (of another type here; see [[type]])" if wrong else ""
            what = f"result {fact.entry.value_text}{without}"
        reason = f"Added ({what}): {entry.because}."
        yield Corrected(entry.place.line, "added", facts.paper.id, reason, entry.quote)


def _explain_lost_comparison(
    fact: AddedComparison, entity_at: Mapping[tuple[int, int], EntityId], type_of: Mapping[EntityId, Label]
) -> str:
    """The reason why an added comparison could not hold, for users; empty where it holds."""
    subject, object_ = fact.entry.subject.text, fact.entry.object.text
    if entity_at[fact.subject] == entity_at[fact.object]:
        return f"{subject} and {object_} are one entity here, which is not compared with itself; see [[apart]]."
    for name, span in ((subject, fact.subject), (object_, fact.object)):
        if (of := type_of[entity_at[span]]) not in POSSIBLE_ACHIEVERS:
            return f"{name} is a {of.lower()} here, which cannot be compared; correct it with [[type]]."
    return ""

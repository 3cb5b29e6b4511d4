"""Whether the entries of a corrections file agree with each other, and the names and types that they give together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.corrections.entries import Alias, Corrections, Entry
from kg.model.errors import InputError
from kg.model.types import TypeWord
from kg.text.identifiers import slugify
from kg.text.normalise import SurfaceForm


def map_canonical_names(aliases: Iterable[Alias]) -> dict[str, SurfaceForm]:
    """For the merge key of every name in [[alias]], the name that its entity is to have."""
    return {name.key: entry.name for entry in aliases for name in (entry.name, *entry.aliases)}


def list_typed_names(corrections: Corrections) -> Iterator[tuple[SurfaceForm, TypeWord, Entry]]:
    """(name, type, the entry that says it), of [[type]] and of [[alias]]."""
    for typed in corrections.types:
        yield typed.name, typed.type, typed
    for alias in corrections.aliases:
        if alias.type is not None:
            yield alias.name, alias.type, alias


def check_agreement(corrections: Corrections) -> None:
    """Refuse entries that cannot all hold.

    Raises:
        InputError: two entries contradict each other, or one itself.
    """
    _check_aliases(corrections.aliases)
    canonical = map_canonical_names(corrections.aliases)
    _check_apart(corrections, canonical)
    _check_types(corrections, canonical)
    _check_mentions(corrections)
    _check_facts(corrections)


def _check_facts(corrections: Corrections) -> None:
    """Refuse facts that are both added and retracted."""
    retracted = {(entry.paper, entry.relation, entry.object.key): entry for entry in corrections.retracted_relations}
    for added in corrections.added_relations:
        if (other := retracted.get((added.paper, added.relation, added.object.key))) is not None:
            raise _make_conflict_error(
                added, other, f"adds what that one retracts ({added.relation} {added.object.text})"
            )
    denied = {(e.paper, e.relation, e.subject.key, e.object.key): e for e in corrections.retracted_comparisons}
    for comparison in corrections.added_comparisons:
        key = (comparison.paper, comparison.relation, comparison.subject.key, comparison.object.key)
        if (entry := denied.get(key)) is not None:
            what = f"{comparison.subject.text} {comparison.relation} {comparison.object.text}"
            raise _make_conflict_error(comparison, entry, f"adds what that one retracts ({what})")


def _check_aliases(aliases: Iterable[Alias]) -> None:
    by_name: dict[str, Alias] = {}
    for entry in aliases:
        first = by_name.setdefault(entry.name.key, entry)
        if first.name != entry.name:
            raise _make_conflict_error(
                entry, first, f"writes {entry.name.text!r} what that one writes {first.name.text!r}"
            )
    by_alias: dict[str, Alias] = {}
    for entry in aliases:
        for alias in entry.aliases:
            if alias.key != entry.name.key and alias.key in by_name:
                problem = f"has as an alias what that one has as a name ({alias.text!r})"
                raise _make_conflict_error(entry, by_name[alias.key], problem)
            first = by_alias.setdefault(alias.key, entry)
            if first.name.key != entry.name.key:
                problem = f"calls {alias.text!r} {entry.name.text!r}, which that one calls {first.name.text!r}"
                raise _make_conflict_error(entry, first, problem)


def _check_apart(corrections: Corrections, canonical: Mapping[str, SurfaceForm]) -> None:
    entries = {name.key: entry for entry in corrections.aliases for name in (entry.name, *entry.aliases)}
    for apart in corrections.apart:
        for name, other in combinations(apart.names, 2):
            if name.key == other.key or slugify(name.text) == slugify(other.text):
                raise apart.place.error(
                    f"{name.text!r} and {other.text!r} are spellings of one name: case, hyphens, a plural and the like "
                    "do not tell names apart. Leave the entry out, or retract what is wrong with [[retract]]."
                )
            if name.key in canonical and canonical[name.key] == canonical.get(other.key):
                problem = f"keeps apart what that one makes one ({name.text!r}, {other.text!r})"
                raise _make_conflict_error(apart, entries[name.key], problem)


def _check_types(corrections: Corrections, canonical: Mapping[str, SurfaceForm]) -> None:
    by_entity: dict[str, tuple[TypeWord, Entry]] = {}
    for name, word, entry in list_typed_names(corrections):
        first, other = by_entity.setdefault(canonical.get(name.key, name).key, (word, entry))
        if first != word:
            raise _make_conflict_error(
                entry, other, f"says that {name.text} is a {word}, which that one says is a {first}"
            )


def _check_mentions(corrections: Corrections) -> None:
    """Refuse entries about a name that another entry retracts, everywhere or in the paper of an added fact."""
    anywhere = {entry.name.key: entry for entry in corrections.retracted_mentions if entry.paper is None}
    within = {(entry.paper, entry.name.key): entry for entry in corrections.retracted_mentions}
    uses: dict[Entry, list[tuple[str | None, SurfaceForm]]] = defaultdict(list)  # entry -> (paper, name) that it needs
    for alias in corrections.aliases:
        uses[alias] += [(None, name) for name in (alias.name, *alias.aliases)]
    for apart in corrections.apart:
        uses[apart] += [(None, name) for name in apart.names]
    for typed in corrections.types:
        uses[typed].append((None, typed.name))
    for added in corrections.added:
        uses[added] += [(added.paper, name) for name in added.names]
    for entry, names in uses.items():
        for paper, name in names:
            other = anywhere.get(name.key) or (within.get((paper, name.key)) if paper is not None else None)
            if other is not None:
                raise _make_conflict_error(entry, other, f"speaks of {name.text!r}, which that one says names nothing")


def _make_conflict_error(entry: Entry, other: Entry, how: str) -> InputError:
    line = f" in line {other.place.line}" if other.place.line else ""
    where = f"[[{other.place.table}]] number {other.place.number}{line}"
    return entry.place.error(f"it contradicts {where}: it {how}; keep one of the two.")

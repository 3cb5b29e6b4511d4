"""What the entries of a file say together: the names that are one, and whether one entry denies another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.corrections.entries import Alias, Corrections, Entry
from kg.model.errors import InputError
from kg.model.types import TypeWord
from kg.text.identifiers import slugify
from kg.text.normalise import normalise


def canonical_names(aliases: Iterable[Alias]) -> dict[str, str]:
    """For the merge key of every name in [[alias]], the name that its entity is to have."""
    found: dict[str, str] = {}
    for entry in aliases:
        for name in (entry.name, *entry.aliases):
            found[normalise(name)] = entry.name
    return found


def typed_names(corrections: Corrections) -> Iterator[tuple[str, TypeWord, Entry]]:
    """(name, type, the entry that says it), of [[type]] and of [[alias]]."""
    for typed in corrections.types:
        yield typed.name, typed.type, typed
    for alias in corrections.aliases:
        if alias.type is not None:
            yield alias.name, alias.type, alias


def check(corrections: Corrections) -> None:
    """Refuse entries that cannot all hold.

    Raises:
        InputError: two entries contradict each other, or one itself.
    """
    _check_aliases(corrections.aliases)
    named = canonical_names(corrections.aliases)
    _check_apart(corrections, named)
    _check_types(corrections, named)
    _check_mentions(corrections)
    retracted = {(e.paper, e.relation, normalise(e.object)): e for e in corrections.retracted_relations}
    for added in corrections.added_relations:
        if (other := retracted.get((added.paper, added.relation, normalise(added.object)))) is not None:
            raise _conflict(added, other, f"adds what that one retracts ({added.relation} {added.object})")


def _check_aliases(aliases: Iterable[Alias]) -> None:
    first: dict[str, Alias] = {}
    for entry in aliases:
        before = first.setdefault(normalise(entry.name), entry)
        if before.name != entry.name:
            raise _conflict(entry, before, f"writes {entry.name!r} what that one writes {before.name!r}")
    of: dict[str, Alias] = {}
    for entry in aliases:
        hub = normalise(entry.name)
        for alias in entry.aliases:
            key = normalise(alias)
            if key != hub and key in first:
                raise _conflict(entry, first[key], f"has as an alias what that one has as a name ({alias!r})")
            before = of.setdefault(key, entry)
            if normalise(before.name) != hub:
                raise _conflict(entry, before, f"calls {alias!r} {entry.name!r}, which that one calls {before.name!r}")


def _check_apart(corrections: Corrections, named: Mapping[str, str]) -> None:
    entries = {normalise(name): entry for entry in corrections.aliases for name in (entry.name, *entry.aliases)}
    for apart in corrections.apart:
        for one, other in combinations(apart.names, 2):
            keys = normalise(one), normalise(other)
            if keys[0] == keys[1] or slugify(one) == slugify(other):
                raise apart.place.error(
                    f"{one!r} and {other!r} are spellings of one name: case, hyphens, a plural and the like do not "
                    "tell names apart. Leave the entry out, or retract what is wrong with [[retract]]."
                )
            if keys[0] in named and named[keys[0]] == named.get(keys[1]):
                raise _conflict(apart, entries[keys[0]], f"keeps apart what that one makes one ({one!r}, {other!r})")


def _check_types(corrections: Corrections, named: Mapping[str, str]) -> None:
    first: dict[str, tuple[TypeWord, Entry]] = {}
    for name, word, entry in typed_names(corrections):
        before, other = first.setdefault(named.get(normalise(name), normalise(name)), (word, entry))
        if before != word:
            raise _conflict(entry, other, f"says that {name} is a {word}, which that one says is a {before}")


def _check_mentions(corrections: Corrections) -> None:
    """A name that names nothing can have no alias or type, and a paper that does not name it no fact about it."""
    anywhere = {normalise(e.name): e for e in corrections.retracted_mentions if e.paper is None}
    within = {(e.paper, normalise(e.name)): e for e in corrections.retracted_mentions}
    users: dict[Entry, tuple[str, ...]] = {entry: (entry.name, *entry.aliases) for entry in corrections.aliases}
    users |= {entry: entry.names for entry in corrections.apart}
    users |= {entry: (entry.name,) for entry in corrections.types}
    facts: dict[Entry, list[tuple[str, str]]] = defaultdict(list)
    for relation in corrections.added_relations:
        facts[relation].append((relation.paper, relation.object))
    for result in corrections.added_results:
        facts[result] += [(result.paper, name) for _, name in result.participants]
    for entry, names in users.items():
        for name in names:
            if (other := anywhere.get(normalise(name))) is not None:
                raise _conflict(entry, other, f"speaks of {name!r}, which that one says names nothing")
    for entry, said in facts.items():
        for paper, name in said:
            key = normalise(name)
            if (other := anywhere.get(key) or within.get((paper, key))) is not None:
                raise _conflict(entry, other, f"speaks of {name!r}, which that one says names nothing")


def _conflict(entry: Entry, other: Entry, how: str) -> InputError:
    line = f" in line {other.place.line}" if other.place.line else ""
    where = f"[[{other.place.table}]] number {other.place.number}{line}"
    return entry.place.error(f"it contradicts {where}: it {how}; keep one of the two.")

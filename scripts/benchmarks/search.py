"""Time of a search of names.

Twice: with the entities of a built graph, and with as many made-up ones as --entities says, whose names are words of
that graph's names put together at random. Looked up are names as they are, with one typing error, and as they are being
typed (each beginning of a name from its second letter on). All runs in this process, one lookup at a time, in processor
time; each lookup opens the index anew, as a command does.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from kg.model.knowledge import Entity, EntityId
from kg.search.entity_search import search_entities
from kg.search.index_writer import write_search_index
from kg.search.name_index import NameIndex
from kg.store.open_store import open_to_read
from kg.store.search_rows import SearchRows
from kg.text.normalise import normalise
from scripts.arguments import add_graph, positive
from scripts.benchmarks.table import Row, report


def _make_up(entities: Sequence[Entity], count: int, rng: random.Random) -> list[Entity]:
    """Entities with as many words and aliases as those given, and no two of one name."""
    words = [word for entity in entities for word in entity.name.split()]
    found: dict[str, Entity] = {}
    for like in cycle(entities):
        name = _make_name(like.name, words, rng)
        aliases = tuple((_make_name(alias, words, rng), n) for alias, n in like.aliases if alias != like.name)
        identifier = EntityId(f"method/{len(found)}")
        found.setdefault(name, replace(like, id=identifier, name=name, aliases=((name, 1), *aliases)))
        if len(found) == count:
            return list(found.values())
    raise ValueError("There are no entities to make others from; build a graph first.")


def _make_name(like: str, words: Sequence[str], rng: random.Random) -> str:
    return " ".join(rng.choices(words, k=len(like.split())))


def _misspell(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    left, letter, right = text[:place], text[place], text[place + 1 :]
    return (
        rng.choice((left + right, left + rng.choice("aeinrst") + right, left + right[:1] + letter + right[1:])) or text
    )


def measure(title: str, entities: Sequence[Entity], lookups: int, rng: random.Random) -> Iterator[Row]:
    """Making the index, then searches of names as they are, misspelled, and while they are typed."""
    normalise.cache_clear()
    start = time.process_time()
    by_id = {entity.id: entity for entity in entities}
    rows = SearchRows.in_memory()
    write_search_index(rows, entities, ())
    yield Row(title, "making the index", time.process_time() - start, "s", 1)
    yield Row(title, "entities", len(entities), "", 1)
    names = [rng.choice(entities).name for _ in range(lookups)]
    typed = [name[:end] for name in names for end in range(2, len(name) + 1)]
    kinds = {
        "as they are": names,
        "with a typing error": [_misspell(name, rng) for name in names],
        "while being typed": list(islice(typed, lookups)),
    }
    for kind, texts in kinds.items():
        times = []
        for text in texts:
            start = time.process_time()
            search_entities(NameIndex(rows, partial(map, by_id.__getitem__)), text)
            times.append((time.process_time() - start) * 1000)
        cuts = statistics.quantiles(times, n=100)
        name, runs = f"{title}, names {kind}", len(times)
        yield Row(name, "lookups", runs / sum(times) * 1000, "1/s", runs)
        figures = {"median": statistics.median(times), "95%": cuts[94], "99%": cuts[98], "slowest": max(times)}
        for what, milliseconds in figures.items():
            yield Row(name, what, milliseconds, "ms", runs)
    yield Row(title, "peak memory of this process", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", 1)


def measure_both(graph: Path, count: int, lookups: int, rng: random.Random) -> Iterator[Row]:
    """The entities of a graph, then `count` made-up ones."""
    start = time.process_time()
    with open_to_read(graph / "store") as store:
        entities = list(store.entities())
    yield Row("the graph", "reading its entities from the store", time.process_time() - start, "s", 1)
    yield from measure("the graph", entities, lookups, rng)
    yield from measure("made up", _make_up(entities, count, rng), lookups, rng)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_graph(parser)
    parser.add_argument("--entities", type=positive, default=55_000, help="made up (default: %(default)s)")
    parser.add_argument("--lookups", type=positive, default=400, help="of each kind (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    rng = random.Random(arguments.seed)
    return report(measure_both(arguments.graph, arguments.entities, arguments.lookups, rng))

"""Time of a search: the figures of "Search" in docs/benchmarks.md.

    python scripts/bench_search.py [--graph outputs] [--entities 55000] [--lookups 400] [--seed 1]

Twice: with the entities of a built graph, and with as many made-up ones as `--entities` says, whose names are words of
that graph's names thrown together. Looked up are names as they are, with one typing error, and as they are being
typed (each beginning of a name from its second letter on). All runs in this process, one lookup at a time.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from kg.model.knowledge import Entity
from kg.search.name_index import Index
from kg.search.scoring import search
from kg.store.database import reading
from kg.text.normalise import normalise


def _made_up(entities: Sequence[Entity], count: int, rng: random.Random) -> list[Entity]:
    """Entities with as many words and aliases as those given, and no two of one name."""
    words = [word for entity in entities for word in entity.name.split()]
    made: dict[str, Entity] = {}
    for like in cycle(entities):
        name = _name(like.name, words, rng)
        aliases = tuple((_name(alias, words, rng), n) for alias, n in like.aliases if alias != like.name)
        made.setdefault(name, replace(like, id=f"method/{len(made)}", name=name, aliases=((name, 1), *aliases)))
        if len(made) == count:
            return list(made.values())
    raise ValueError("There are no entities to make others from; build a graph first.")


def _name(like: str, words: Sequence[str], rng: random.Random) -> str:
    return " ".join(rng.choices(words, k=len(like.split())))


def _misspelled(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    left, here, right = text[:place], text[place], text[place + 1 :]
    return rng.choice((left + right, left + rng.choice("aeinrst") + right, left + right[:1] + here + right[1:])) or text


def _measure(title: str, entities: Sequence[Entity], lookups: int, rng: random.Random) -> None:
    normalise.cache_clear()
    start = time.perf_counter()
    index = Index(entities)
    made = time.perf_counter() - start
    names = [rng.choice(entities).name for _ in range(lookups)]
    typed = [name[:end] for name in names for end in range(2, len(name) + 1)]
    kinds = {
        "as they are": names,
        "with a typing error": [_misspelled(name, rng) for name in names],
        "while being typed": list(islice(typed, lookups)),
    }
    print(f"\n{title}: {len(entities)} entities, {len(index.forms)} spellings; index made in {made:.2f} s\n")
    print("| names | lookups a second | median | 95% | 99% | slowest |\n|---|---|---|---|---|---|")
    search(index, "warm up")
    for kind, texts in kinds.items():
        times = []
        for text in texts:
            start = time.perf_counter()
            search(index, text)
            times.append((time.perf_counter() - start) * 1000)
        cuts = statistics.quantiles(times, n=100)
        told = (statistics.median(times), cuts[94], cuts[98], max(times))
        cells = " | ".join(f"{milliseconds:.1f} ms" for milliseconds in told)
        print(f"| {kind} | {len(times) / sum(times) * 1000:,.0f} | {cells} |")
    print(f"\nPeak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, default=Path("outputs"))
    parser.add_argument("--entities", type=int, default=55_000)
    parser.add_argument("--lookups", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    start = time.perf_counter()
    with reading(options.graph / "store") as store:
        entities = list(store.entities())
    print(f"{len(entities)} entities read from the store in {time.perf_counter() - start:.2f} s")
    _measure("The graph", entities, options.lookups, rng)
    _measure("Made up", _made_up(entities, options.entities, rng), options.lookups, rng)


if __name__ == "__main__":
    main()

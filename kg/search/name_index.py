"""The index of entity names: all spellings of all entities, by merge key, by beginning, by word and by similarity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from kg.model.knowledge import Entity, EntityId
from kg.search.fuzzy_index import FuzzyIndex
from kg.search.index_writer import NAME_WORDS, NAMES, write_search_index
from kg.search.search_words import split_words
from kg.store.rows import DamagedRow
from kg.store.search_rows import SearchRows, Spelling
from kg.text.normalise import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kg.store.term_lists import Numbers

ReadEntities: TypeAlias = Callable[[Iterable[EntityId]], Iterable[Entity]]

_READ = 64  # entities that are read together, where many are looked at


class NameIndex:
    """The entities with all their spellings, read from the search index as they are needed.

    The rank of an entity is its place by number of papers (descending), then by identifier: the order in which hits
    with equal scores are shown. Spellings are numbered in the order of their entities, so of two with equal scores the
    lower number is better.
    """

    def __init__(self, rows: SearchRows, read_entities: ReadEntities) -> None:
        """`read_entities` gives the entities of some identifiers."""
        self._rows = rows
        self._read_entities = read_entities
        self._known: dict[int, Entity] = {}  # by rank
        self._near_names = FuzzyIndex(rows.lists, NAMES)
        self._near_words = FuzzyIndex(rows.lists, NAME_WORDS)

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> NameIndex:
        """An index of some entities, in memory."""
        by_id = {entity.id: entity for entity in entities}
        rows = SearchRows.in_memory()
        write_search_index(rows, by_id.values(), ())
        return cls(rows, lambda ids: [by_id[identifier] for identifier in ids])

    # ---- entities

    def find_rank(self, identifier: str) -> int | None:
        """The rank of the entity of an identifier."""
        return self._rows.find_rank(identifier)

    def read_entities(self, ranks: Iterable[int]) -> dict[int, Entity]:
        """The entities of these ranks.

        Raises:
            DamagedRow: one of them is missing.
        """
        wanted = set(ranks)
        if missing := sorted(wanted - self._known.keys()):
            ids = self._rows.read_ids(missing)
            found = {entity.id: entity for entity in self._read_entities(ids.values())}
            if len(found) != len(ids):
                raise DamagedRow("it has lost an entity that has a name")
            self._known.update((rank, found[identifier]) for rank, identifier in ids.items())
        return {rank: self._known[rank] for rank in wanted}

    def iterate_entities(self, start: int = 0) -> Iterator[Entity]:
        """All entities in the order of their ranks, from one on."""
        while ids := self._rows.list_ids(start, _READ):
            found = {entity.id: entity for entity in self._read_entities(ids)}
            yield from (found[identifier] for identifier in ids if identifier in found)
            start += len(ids)

    def read_spellings(self, numbers: Sequence[int]) -> Iterator[Spelling]:
        """The spellings of these numbers in their order, read some at a time."""
        for start in range(0, len(numbers), _READ):
            yield from self._rows.read_spellings(numbers[start : start + _READ])

    # ---- spellings, by their numbers

    def find_exact(self, key: str, typed: str) -> list[int]:
        """Those with this merge key or, in any case, this spelling: "nas" finds "NAS", though its key is a plural's."""
        same = self._rows.find_with_key(key)
        found = self._rows.lists.find(NAMES, typed)
        return same if found is None else sorted({*same, *found[1].tolist()})

    def find_in_text(self, text: str, *, most_words: int) -> dict[int, float]:
        """Those that consist of consecutive words of the text ("ImageNet" in "the ImageNet dataset").

        Each comes with its share of the text's letters (0 to 1).
        """
        row = split_words(text)[:most_words]
        letters = sum(map(len, row))
        found: dict[int, float] = {}
        for start in range(len(row)):
            for end in range(start + 1, len(row) + 1):
                share = sum(map(len, row[start:end])) / letters
                for number in self._rows.find_with_key(normalise(" ".join(row[start:end]))):
                    found[number] = max(share, found.get(number, 0.0))
        return found

    def find_by_prefix(self, start: str) -> list[int]:
        """Those whose merge key begins with a text, in any case; sorted."""
        import numpy as np

        found = [numbers for _, numbers in self._rows.lists.find_starting(NAMES, start)]
        return np.sort(np.concatenate(found)).tolist() if found else []

    def find_similar(self, typed: str) -> dict[int, float]:
        """Those that are spelled similarly, each with its similarity."""
        found = self._near_names.find(typed)
        places = self._rows.lists.read_places(NAMES, found)
        return {number: similarity for term, similarity in found.items() for number in places[term].tolist()}

    def find_by_words(
        self, wanted: Sequence[str], *, starts: Sequence[str] = (), near: bool = False
    ) -> dict[int, float]:
        """Those that contain all wanted words, sorted, each with the mean similarity weighted by length.

        Args:
            starts: beginnings, one of which may stand for the last word.
            near: whether words that are spelled similarly count.
        """
        import numpy as np

        numbers, total = np.array([], dtype=np.int32), np.array([])
        for n, word in enumerate(wanted):
            having, similarity = self._find_having(word, starts if n == len(wanted) - 1 else (), near=near)
            if n:
                numbers, before, now = np.intersect1d(numbers, having, assume_unique=True, return_indices=True)
                total = total[before] + similarity[now] * len(word)
            else:
                numbers, total = having, similarity * len(word)
            if not len(numbers):
                return {}
        means = total / (sum(map(len, wanted)) or 1)
        return dict(zip(numbers.tolist(), means.tolist(), strict=True))

    def _find_having(self, word: str, starts: Sequence[str], *, near: bool) -> tuple[Numbers, NDArray[np.float64]]:
        """The spellings that contain a word, or one that begins so or is similar, with the best similarity of each."""
        lists = self._rows.lists
        similar = self._near_words.find(word) if near else {}
        having = lists.read_places(NAME_WORDS, similar)
        for start in starts:
            begun = lists.find_starting(NAME_WORDS, start)
            having.update(begun)
            similar |= dict.fromkeys((position for position, _ in begun), 1.0)
        if (same := lists.find(NAME_WORDS, word)) is not None:
            having[same[0]] = same[1]
            similar[same[0]] = 1.0
        return join_places(having, similar)


def join_places(
    places: Mapping[int, Numbers], similarities: Mapping[int, float]
) -> tuple[Numbers, NDArray[np.float64]]:
    """All places of some terms, sorted, each with the best of the similarities of its terms."""
    import numpy as np

    if not places:
        return np.array([], dtype=np.int32), np.array([])
    best_first = sorted(similarities.items(), key=lambda item: (-item[1], item[0]))
    numbers, first = np.unique(np.concatenate([places[term] for term, _ in best_first]), return_index=True)
    return numbers, np.repeat([value for _, value in best_first], [len(places[term]) for term, _ in best_first])[first]

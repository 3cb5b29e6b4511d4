"""Finds entities by name and ranks them: exact names, then beginnings, then words, then similar names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.model.knowledge import Entity
from kg.rdf.namespaces import ID_BASE
from kg.search.name_index import NameIndex
from kg.search.search_words import fold_case, make_word_keys, split_words
from kg.text.normalise import normalise

How = Literal["identifier", "name", "alias", "prefix", "words", "similar", "part"]

# Each kind of match outranks the next. A similar name scores its share of the number by similarity, a part by length.
SCORES: dict[How, float] = {
    "identifier": 100,
    "name": 100,
    "alias": 95,
    "prefix": 80,
    "words": 70,
    "similar": 60,
    "part": 35,
}
EXACT: frozenset[How] = frozenset({"identifier", "name", "alias"})

MOST_CHARACTERS = 400  # nothing has a longer name
MOST_WORDS = 12
WORD_BEGUN = 5  # subtracted where the last word is only the beginning of one
_LEAST_SINGULAR = 3  # characters: "nas" may be the plural of "na", but who types it does not look for what begins so
BY_WORDS = 0.85  # factor where single words are similar, rather than the whole name


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that was found, and how it matched."""

    entity: Entity
    matched: str  # the alias, or the identifier
    how: How
    score: float  # 0 to 100

    @property
    def exact(self) -> bool:
        """Whether the text is a name, an alias or the identifier of the entity, apart from spelling variants."""
        return self.how in EXACT


def search_entities(
    index: NameIndex, text: str, *, limit: int = 10, wanted: Callable[[Entity], bool] | None = None
) -> list[Hit]:
    """The entities that match a text, best first; with equal scores, by number of papers, then by identifier.

    Args:
        wanted: a filter: only entities for which it is true are found.
    """
    if len(text) > MOST_CHARACTERS:
        return []
    found = _Found(index, wanted, limit)
    found.add_identifier(text.strip().removeprefix(ID_BASE))
    key, as_typed, wanted_words = normalise(text), fold_case(text), make_word_keys(text)[:MOST_WORDS]
    begun = _choose_starts(wanted_words[-1], split_words(text)[:MOST_WORDS][-1].casefold()) if wanted_words else []
    if not key:
        return found.rank_hits()
    exact = index.find_exact(key, as_typed)
    found.add(exact, "name", only=True)
    found.add(exact, "alias", only=False)
    for start in _choose_starts(key.casefold(), as_typed):
        found.add(index.find_by_prefix(start), "prefix")
    found.add(index.find_by_words(wanted_words), "words")
    if not found.is_full:
        found.add(index.find_by_words(wanted_words, starts=begun), "words", less=WORD_BEGUN)
    if not found.is_full:
        found.add_similar(index.find_similar(key.casefold()), "similar")
        near = index.find_by_words(wanted_words, starts=begun, near=True)
        found.add_similar({number: similarity * BY_WORDS for number, similarity in near.items()}, "similar")
    if not found.is_full:
        found.add_similar(index.find_in_text(text, most_words=MOST_WORDS), "part")
    return found.rank_hits()


def _choose_starts(key: str, as_typed: str) -> list[str]:
    """Beginnings of names to look for: the text as typed and, if it has at least three characters, its merge key."""
    return sorted({as_typed or key} | ({key} if len(key) >= _LEAST_SINGULAR else set()))


class _Found:
    """The best match of each entity so far. Matches have to be added in the order of `SCORES`, better kinds first."""

    def __init__(self, index: NameIndex, wanted: Callable[[Entity], bool] | None, limit: int) -> None:
        self._index = index
        self._wanted = wanted
        self._limit = limit
        self._hits: dict[int, tuple[float, int, How, str]] = {}  # by rank: score, less the spelling's number, ...

    @property
    def is_full(self) -> bool:
        """Whether the limit is reached, so that later matches, which would rank last, are cut off."""
        return len(self._hits) >= self._limit

    def add_identifier(self, text: str) -> None:
        rank = self._index.find_rank(text)
        if rank is not None and self._is_wanted(rank):
            self._hits[rank] = SCORES["identifier"], 0, "identifier", text

    def add(self, numbers: Iterable[int], how: How, *, less: float = 0.0, only: bool | None = None) -> None:
        """Add spellings, by their numbers in order, that match equally well.

        Args:
            only: add only those that are names of their entities (True), or only those that are not.
        """
        score = _round_score(how, 1.0, less)
        self._add_best([(-score, number) for number in numbers], how, only)

    def add_similar(self, found: Mapping[int, float], how: How) -> None:
        """Add spellings, by their numbers, each with its similarity."""
        self._add_best(sorted((-_round_score(how, alike), number) for number, alike in found.items()), how)

    def _add_best(self, ranked: list[tuple[float, int]], how: How, only: bool | None = None) -> None:
        """Add spellings, the best first, until the limit of entities is reached: later ones would be cut off."""
        reached: set[int] = set()
        spellings = self._index.read_spellings([number for _, number in ranked])
        for (score, number), spelling in zip(ranked, spellings, strict=False):
            if only is not None and spelling.is_name != only:
                continue
            rank = spelling.rank
            known = self._hits.get(rank)
            if known is None and not self._is_wanted(rank):
                continue
            if known is None or (-score, -number) > known[:2]:
                self._hits[rank] = -score, -number, how, spelling.text
            reached.add(rank)
            if len(reached) >= self._limit:
                return

    def _is_wanted(self, rank: int) -> bool:
        return self._wanted is None or self._wanted(self._index.read_entities([rank])[rank])

    def rank_hits(self) -> list[Hit]:
        ranked = sorted(self._hits.items(), key=lambda item: (-item[1][0], item[0]))[: self._limit]
        entities = self._index.read_entities(rank for rank, _ in ranked)
        return [Hit(entities[rank], matched, how, score) for rank, (score, _, how, matched) in ranked]


def _round_score(how: How, similarity: float, less: float = 0.0) -> float:
    return round(SCORES[how] * round(similarity, 2) - less, 1)

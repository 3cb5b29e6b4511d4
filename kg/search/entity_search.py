"""Finds entities by name and ranks them: exact names, then beginnings, then words, then similar names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from kg.model.knowledge import Entity
from kg.rdf.namespaces import ID_BASE
from kg.search.name_index import NameIndex, fold_case, make_word_keys, split_words
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
    found.add_first((form for form in exact if index.forms[form].is_name), "name")
    found.add_first((form for form in exact if not index.forms[form].is_name), "alias")
    for start in _choose_starts(key.casefold(), as_typed):
        found.add_first(index.find_by_prefix(start), "prefix")
    found.add_first(index.find_by_words(wanted_words), "words")
    if not found.is_full:
        found.add_first(index.find_by_words(wanted_words, starts=begun), "words", less=WORD_BEGUN)
    if not found.is_full:
        for form, similarity in index.find_similar(key.casefold()).items():
            found.add(form, "similar", similarity)
        for form, similarity in index.find_by_words(wanted_words, starts=begun, near=True).items():
            found.add(form, "similar", similarity * BY_WORDS)
    if not found.is_full:
        for form, share in index.find_in_text(text, most_words=MOST_WORDS).items():
            found.add(form, "part", share)
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
        self._hits: dict[int, tuple[float, int, How, str]] = {}  # by entity: score, less the form's number, ...

    @property
    def is_full(self) -> bool:
        """Whether the limit is reached, so that later matches, which would rank last, are cut off."""
        return len(self._hits) >= self._limit

    def add_identifier(self, text: str) -> None:
        number = self._index.by_id.get(text)
        if number is not None:
            self._keep(number, (SCORES["identifier"], 0, "identifier", text))

    def add_first(self, forms: Iterable[int], how: How, *, less: float = 0.0) -> None:
        """Add forms that match equally well, in the order given, until the limit of entities is reached."""
        reached: set[int] = set()
        for form in forms:
            self.add(form, how, less=less)
            entity = self._index.forms[form].entity
            if entity in self._hits:
                reached.add(entity)
                if len(reached) >= self._limit:
                    return

    def add(self, form: int, how: How, similarity: float = 1.0, *, less: float = 0.0) -> None:
        spelling = self._index.forms[form]
        score = SCORES[how] * round(similarity, 2) - less
        self._keep(spelling.entity, (round(score, 1), -form, how, spelling.text))

    def _keep(self, number: int, hit: tuple[float, int, How, str]) -> None:
        known = self._hits.get(number)
        if known is None and self._wanted is not None and not self._wanted(self._index.entities[number]):
            return
        if known is None or hit[:2] > known[:2]:
            self._hits[number] = hit

    def rank_hits(self) -> list[Hit]:
        ranked = sorted(self._hits.items(), key=lambda item: (-item[1][0], item[0]))
        return [
            Hit(self._index.entities[number], matched, how, score)
            for number, (score, _, how, matched) in ranked[: self._limit]
        ]

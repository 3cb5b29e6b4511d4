"""Finds papers by title or identifier, with typing errors allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.rdf.namespaces import ID_BASE
from kg.search.entity_search import BY_WORDS, MOST_CHARACTERS, MOST_WORDS, SCORES, WORD_BEGUN, How
from kg.search.fuzzy_index import LEAST_SIMILARITY
from kg.search.index_writer import TITLE_WORDS, TITLES, write_search_index
from kg.search.name_index import join_places
from kg.search.search_words import split_title
from kg.store.search_rows import SearchRows

_BEFORE_ID = re.compile(
    rf"(?:{re.escape(ID_BASE)}paper/|paper[/:]|arxiv:|https?://arxiv\.org/(?:abs|pdf)/)", re.IGNORECASE
)
_VERSION = re.compile(r"v[0-9]+$")


@dataclass(frozen=True, slots=True)
class Title:
    """The fields of a paper that are searched."""

    id: str
    title: str
    arxiv_id: str | None


@dataclass(frozen=True, slots=True)
class TitleHit:
    """A paper that was found; `how` and `score` are as those of `kg.search.entity_search.Hit`."""

    paper: Title
    how: How
    score: float


class TitleIndex:
    """The titles of papers, read from the search index as they are needed. A position is the place of a title in the
    order in which hits with equal scores are shown: by title, whatever its case, then by identifier.
    """

    def __init__(self, rows: SearchRows) -> None:
        self._rows = rows
        self._lists = rows.lists

    @classmethod
    def of(cls, papers: Iterable[Title]) -> TitleIndex:
        """An index of some titles, in memory."""
        rows = SearchRows.in_memory()
        write_search_index(rows, (), ((paper.id, paper.title, paper.arxiv_id) for paper in papers))
        return cls(rows)

    def read_titles(self, positions: Sequence[int]) -> list[Title]:
        """The titles at these positions, in the order given."""
        return [Title(*row) for row in self._rows.read_titles(positions)]

    def find_identifiers(self, identifiers: Iterable[str]) -> list[int]:
        """The positions of the papers with one of these identifiers."""
        return self._rows.find_titles_of(identifiers)

    def find_whole(self, title: str) -> list[int]:
        """The positions of the titles whose words, put together, are these letters."""
        found = self._lists.find(TITLES, title)
        return [] if found is None else found[1].tolist()

    def find_begun(self, start: str) -> list[int]:
        """The positions of the titles whose words, put together, begin with these letters."""
        return sorted(place for _, places in self._lists.find_starting(TITLES, start) for place in places.tolist())

    def find_with_words(self, words: Sequence[str], *, begun: bool) -> list[int]:
        """The positions of the titles that contain all words; if `begun`, the last may be the beginning of one."""
        import numpy as np

        *before, last = words
        if begun:
            starting = [places for _, places in self._lists.find_starting(TITLE_WORDS, last)]
            left = np.unique(np.concatenate(starting)) if starting else np.array([], dtype=np.int32)
        else:
            found = self._lists.find(TITLE_WORDS, last)
            left = found[1] if found is not None else np.array([], dtype=np.int32)
        for word in set(before):
            found = self._lists.find(TITLE_WORDS, word)
            left = np.intersect1d(left, found[1]) if found is not None else left[:0]
        return left.tolist()  # type: ignore[no-any-return] # of a list of int, which NumPy's types do not say

    def find_similar(self, words: Sequence[str]) -> dict[int, float]:
        """The positions of the titles that are similar as a whole, or contain a similar word for each; by position.

        Each comes with its similarity, 0 to 1.
        """
        import numpy as np

        whole = self._find_near(TITLES, "".join(words))
        places = self._lists.read_places(TITLES, whole)
        best = {position: alike for term, alike in whole.items() for position in places[term].tolist()}
        numbers, total = np.array([], dtype=np.int32), np.array([])
        for n, word in enumerate(words):
            near = self._find_near(TITLE_WORDS, word)
            having, alike = join_places(self._lists.read_places(TITLE_WORDS, near), near)
            if n:
                numbers, before, now = np.intersect1d(numbers, having, assume_unique=True, return_indices=True)
                total = total[before] + len(word) * alike[now]
            else:
                numbers, total = having, len(word) * alike
            if not len(numbers):
                break
        shares = BY_WORDS * total / sum(map(len, words))
        for position, share in zip(numbers.tolist(), shares.tolist(), strict=True):
            best[position] = max(best.get(position, 0.0), share)
        return best

    def _find_near(self, name: str, text: str) -> dict[int, float]:
        """The positions of the terms of a list that are similar to a text, each with its similarity."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        # One edit changes the length by one, so that no other length is similar enough; one more for rounding.
        shortest, longest = int(len(text) * LEAST_SIMILARITY) - 1, int(len(text) / LEAST_SIMILARITY) + 1
        terms = self._lists.find_about_as_long(name, shortest, longest)
        found = extract(
            text,
            [term for _, term in terms],
            scorer=OSA.normalized_similarity,
            score_cutoff=LEAST_SIMILARITY,
            limit=None,
        )
        return {terms[n][0]: similarity for _, similarity, n in found}


def search_titles(index: TitleIndex, text: str, *, limit: int = 10) -> list[TitleHit]:
    """The papers whose title or identifier matches a text, best first; with equal scores, by title."""
    identifier = _BEFORE_ID.sub("", text.strip(), count=1)
    identifiers = {identifier, _VERSION.sub("", identifier)} - {""}
    wanted = split_title(text)[:MOST_WORDS] if len(text) <= MOST_CHARACTERS else []
    found: dict[int, tuple[float, How]] = {}

    def add(positions: Iterable[int], how: How, less: float = 0.0) -> None:
        for position in positions:
            found.setdefault(position, (SCORES[how] - less, how))

    add(index.find_identifiers(identifiers), "identifier")
    if wanted:
        typed = "".join(wanted)
        add(index.find_whole(typed), "name")
        add(index.find_begun(typed), "prefix")
        add(index.find_with_words(wanted, begun=False), "words")
        add(index.find_with_words(wanted, begun=True), "words", WORD_BEGUN)
    if wanted and len(found) < limit:
        for position, similarity in index.find_similar(wanted).items():
            found.setdefault(position, (_round_score(similarity), "similar"))
    ranked = sorted(found, key=lambda position: (-found[position][0], position))[:limit]
    titles = index.read_titles(ranked)
    return [
        TitleHit(title, found[position][1], found[position][0]) for title, position in zip(titles, ranked, strict=True)
    ]


def _round_score(similarity: float) -> float:
    return round(SCORES["similar"] * round(similarity, 2), 1)

"""Writes the search index: the names of entities, and the titles of papers, with inverted lists of both.

The order in which hits of equal score are shown is that of the rows, so that no search has to sort.
"""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from kg.model.knowledge import Entity
from kg.search.fuzzy_index import split_into_trigrams
from kg.search.search_words import make_word_keys, split_title
from kg.store.search_rows import SearchRows, Spelling
from kg.store.term_lists import TermLists
from kg.text.normalise import normalise

NAMES = "names"  # merge keys of spellings without case; their places are numbers of spellings
NAME_WORDS = "words of names"
TITLES = "titles"  # titles as one word; their places are positions of titles
TITLE_WORDS = "words of titles"


def write_search_index(
    rows: SearchRows, entities: Iterable[Entity], titles: Iterable[tuple[str, str, str | None]]
) -> None:
    """Replace the index by that of these entities and titles (identifier, title and arXiv identifier of a paper)."""
    with rows.replacing():
        _write_names(rows, entities)
        _write_titles(rows, titles)


def _write_names(rows: SearchRows, entities: Iterable[Entity]) -> None:
    ranked = sorted(entities, key=lambda entity: (-entity.paper_count, entity.id))
    rows.add_ranked((rank, entity.id) for rank, entity in enumerate(ranked))
    by_word = _Places()
    rows.add_spellings(_list_spellings(ranked, by_word))
    flat = groupby(rows.iterate_flat(), key=itemgetter(0))
    write_fuzzy_list(rows.lists, NAMES, ((text, array("i", (number for _, number in same))) for text, same in flat))
    write_fuzzy_list(rows.lists, NAME_WORDS, sorted(by_word.items()))


def _list_spellings(ranked: Iterable[Entity], by_word: _Places) -> Iterator[Spelling]:
    """The spellings of entities; the words of each are added to `by_word`."""
    number = 0
    for rank, entity in enumerate(ranked):
        for form, spellings in _make_forms(number, rank, entity):
            for word in {word for spelling in spellings for word in make_word_keys(spelling)}:
                by_word[word].append(form.number)
            yield form
            number += 1


def _make_forms(first: int, rank: int, entity: Entity) -> Iterator[tuple[Spelling, list[str]]]:
    """The forms of an entity, that of its name first, each with its spellings; they are numbered from `first` on."""
    grouped: dict[str, list[str]] = defaultdict(list)
    visible = dict.fromkeys((entity.name, *(alias for alias, _ in entity.aliases)))
    for spelling in (*visible, *entity.hidden):
        grouped[normalise(spelling)].append(spelling)
    grouped.pop("", None)
    own = normalise(entity.name)
    for number, (key, spellings) in enumerate(grouped.items(), start=first):
        text = spellings[0] if spellings[0] in visible else entity.name
        yield Spelling(number, rank, text, key, key == own), spellings


def _write_titles(rows: SearchRows, titles: Iterable[tuple[str, str, str | None]]) -> None:
    ordered = sorted(titles, key=lambda row: (row[1].casefold(), row[0]))
    rows.add_titles((position, *title) for position, title in enumerate(ordered))
    wholes, by_word = _Places(), _Places()
    for position, (_, title, _) in enumerate(ordered):
        words = split_title(title)
        wholes["".join(words)].append(position)
        for word in set(words):
            by_word[word].append(position)
    for name, places in ((TITLES, wholes), (TITLE_WORDS, by_word)):
        rows.lists.write(name, ((text, pack(numbers)) for text, numbers in sorted(places.items())))


def write_fuzzy_list(lists: TermLists, name: str, terms: Iterable[tuple[str, array[int]]]) -> None:
    """Write a list with the trigrams of its terms."""
    sizes = array("i")
    by_gram = _Places()

    def write_terms() -> Iterator[tuple[str, bytes]]:
        for position, (text, places) in enumerate(terms):
            grams = split_into_trigrams(text)
            sizes.append(len(grams))
            for gram in grams:
                by_gram[gram].append(position)
            yield text, pack(places)

    lists.write(name, write_terms())
    lists.write_trigrams(name, ((gram, pack(positions)) for gram, positions in sorted(by_gram.items())), pack(sizes))


class _Places(defaultdict[str, "array[int]"]):
    """Texts, each with the numbers of the places where it occurs: 4 bytes a place."""

    def __init__(self) -> None:
        super().__init__(lambda: array("i"))


def pack(numbers: array[int]) -> bytes:
    """Numbers as `kg.store.term_lists.unpack` reads them: 32 bits, the lowest byte first."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()

"""What a search looks things up in: the spellings of all entities by key, by first letters, by word and by likeness."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kg.model.knowledge import Entity
from kg.search.near import Near
from kg.text.display import display
from kg.text.normalise import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NOT_IN_WORDS = re.compile(r"[^\w.+#@%&]+|_+")
_HIGHEST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of one entity. Spellings that `kg.text.normalise.normalise` takes for one are one form."""

    entity: int  # position in `Index.entities`
    text: str  # as shown: the first of the spellings; the name of the entity where that is a hidden one
    key: str
    is_name: bool  # the entity goes by it


class Index:
    """The entities with all their spellings. Immutable once made, so that threads may share it.

    Entities are in the order in which they are shown where nothing else tells them apart: by number of papers, then by
    identifier. Forms are in the order of their entities, so that a smaller number is the better one.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities: Sequence[Entity] = tuple(sorted(entities, key=lambda e: (-e.paper_count, e.id)))
        self.by_id: Mapping[str, int] = {entity.id: n for n, entity in enumerate(self.entities)}
        self.forms: list[Form] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        by_flat: dict[str, list[int]] = defaultdict(list)
        by_word: dict[str, list[int]] = defaultdict(list)
        for n, entity in enumerate(self.entities):
            for form, spellings in _forms(n, entity):
                number = len(self.forms)
                self.forms.append(form)
                self._by_key[form.key].append(number)
                by_flat[form.key.casefold()].append(number)
                for word in sorted({word for spelling in spellings for word in words(spelling)}):
                    by_word[word].append(number)
        self._flats = sorted(by_flat)
        self._of_flat = [by_flat[flat] for flat in self._flats]
        self._near_flats = Near(self._flats)
        self._words = sorted(by_word)
        self._of_word = [_numbers(by_word[word]) for word in self._words]
        self._near_words = Near(self._words)

    def exact(self, key: str, typed: str) -> list[int]:
        """Forms of that key, or that are written so but for case: "nas" is "NAS", though it might be a plural."""
        same = self._by_key.get(key, [])
        place = bisect_left(self._flats, typed)
        if place < len(self._flats) and self._flats[place] == typed:
            return sorted({*same, *self._of_flat[place]})
        return same

    def within(self, text: str, *, most_words: int) -> dict[int, float]:
        """Forms that are some of the text's words in a row, with their share of its letters: "ImageNet" in "the
        ImageNet dataset"."""
        row = parts(text)[:most_words]
        letters = sum(map(len, row))
        found: dict[int, float] = {}
        for start in range(len(row)):
            for end in range(start + 1, len(row) + 1):
                share = sum(map(len, row[start:end])) / letters
                for form in self._by_key.get(normalise(" ".join(row[start:end])), ()):
                    found[form] = max(share, found.get(form, 0.0))
        return found

    def beginning(self, start: str) -> list[int]:
        """Forms whose key begins so, in any case; in their order."""
        begin, end = _range(self._flats, start)
        return sorted(chain.from_iterable(self._of_flat[begin:end]))

    def near(self, typed: str) -> dict[int, float]:
        """Forms that are spelled almost so, with their similarity."""
        found = self._near_flats.find(typed)
        return {form: similarity for flat, similarity in found.items() for form in self._of_flat[flat]}

    def holding(self, wanted: Sequence[str], *, starts: Sequence[str] = (), near: bool = False) -> dict[int, float]:
        """Forms that hold all of the words, in their order, with the mean similarity; long words weigh more.

        Args:
            starts: instead of the last word, a word may begin with one of these.
            near: a word may be spelled almost so.
        """
        import numpy as np

        numbers, total = np.array([], dtype=np.int32), np.array([])
        for n, word in enumerate(wanted):
            alike = self._near_words.find(word) if near else {}
            for start in starts if n == len(wanted) - 1 else ():
                alike |= dict.fromkeys(range(*_range(self._words, start)), 1.0)
            place = bisect_left(self._words, word)
            if place < len(self._words) and self._words[place] == word:
                alike[place] = 1.0
            having, similarity = self._having(alike)
            if n:
                numbers, before, now = np.intersect1d(numbers, having, assume_unique=True, return_indices=True)
                total = total[before] + similarity[now] * len(word)
            else:
                numbers, total = having, similarity * len(word)
            if not len(numbers):
                return {}
        means = total / (sum(map(len, wanted)) or 1)
        return dict(zip(numbers.tolist(), means.tolist(), strict=True))

    def _having(self, alike: Mapping[int, float]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Forms that hold one of the words (positions with a similarity), in their order, with the best similarity."""
        import numpy as np

        if not alike:
            return np.array([], dtype=np.int32), np.array([])
        best_first = sorted(alike.items(), key=lambda item: (-item[1], item[0]))
        lists = [self._of_word[position] for position, _ in best_first]
        numbers, first = np.unique(np.concatenate(lists), return_index=True)
        return numbers, np.repeat([similarity for _, similarity in best_first], [len(each) for each in lists])[first]


def parts(text: str) -> list[str]:
    """The words of a text as they stand."""
    return [word for word in _NOT_IN_WORDS.split(display(text).text) if word]


def words(text: str) -> list[str]:
    """The words of a text as keys: "Vision-Language Models" -> vision, language, model."""
    return [word for word in (normalise(part).casefold() for part in parts(text)) if word]


def typed(text: str) -> str:
    """A text as it stands but for case and what parts its words: unlike a key, with its plurals."""
    return "".join(parts(text)).casefold()


def _forms(number: int, entity: Entity) -> Iterable[tuple[Form, list[str]]]:
    """The forms of an entity, its name first, each with all spellings that it stands for."""
    grouped: dict[str, list[str]] = defaultdict(list)
    shown = dict.fromkeys((entity.name, *(alias for alias, _ in entity.aliases)))
    for spelling in (*shown, *entity.hidden):
        grouped[normalise(spelling)].append(spelling)
    own = normalise(entity.name)
    for key, spellings in grouped.items():
        if key:
            text = spellings[0] if spellings[0] in shown else entity.name
            yield Form(number, text, key, is_name=key == own), spellings


def _range(texts: Sequence[str], start: str) -> tuple[int, int]:
    return bisect_left(texts, start), bisect_left(texts, start + _HIGHEST)


def _numbers(values: list[int]) -> NDArray[np.int32]:
    import numpy as np

    return np.array(values, dtype=np.int32)

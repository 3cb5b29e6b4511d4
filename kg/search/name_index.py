"""The index of entity names: all spellings of all entities, by merge key, by beginning, by word and by similarity."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kg.model.knowledge import Entity
from kg.search.fuzzy_index import FuzzyIndex
from kg.text.display import display
from kg.text.normalise import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NOT_IN_WORDS = re.compile(r"[^\w.+#@%&]+|_+")
_HIGHEST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Form:
    """The spellings of one entity that have the same merge key (`kg.text.normalise.normalise`)."""

    entity: int  # position in `Index.entities`
    text: str  # the first of the spellings, to be shown; the entity's name where that is a hidden spelling
    key: str
    is_name: bool  # whether it is the form of the entity's name


class NameIndex:
    """The entities with all their spellings. Immutable once built, so threads may share it.

    Entities are sorted by number of papers (descending), then by identifier: the order in which hits with equal scores
    are shown. Forms are in the order of their entities, so of two forms with equal scores the lower number is better.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities: Sequence[Entity] = tuple(sorted(entities, key=lambda e: (-e.paper_count, e.id)))
        self.by_id: Mapping[str, int] = {entity.id: n for n, entity in enumerate(self.entities)}
        self.forms: list[Form] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        by_flat: dict[str, list[int]] = defaultdict(list)
        by_word: dict[str, list[int]] = defaultdict(list)
        for n, entity in enumerate(self.entities):
            for form, spellings in _make_forms(n, entity):
                number = len(self.forms)
                self.forms.append(form)
                self._by_key[form.key].append(number)
                by_flat[form.key.casefold()].append(number)
                for word in sorted({word for spelling in spellings for word in make_word_keys(spelling)}):
                    by_word[word].append(number)
        self._flats = sorted(by_flat)
        self._of_flat = [by_flat[flat] for flat in self._flats]
        self._near_flats = FuzzyIndex(self._flats)
        self._words = sorted(by_word)
        self._of_word = [_to_array(by_word[word]) for word in self._words]
        self._near_words = FuzzyIndex(self._words)

    def find_exact(self, key: str, typed: str) -> list[int]:
        """Forms with this merge key or, in any case, this spelling: "nas" finds "NAS", though its key is a plural's."""
        same = self._by_key.get(key, [])
        place = bisect_left(self._flats, typed)
        if place < len(self._flats) and self._flats[place] == typed:
            return sorted({*same, *self._of_flat[place]})
        return same

    def find_in_text(self, text: str, *, most_words: int) -> dict[int, float]:
        """Forms that consist of consecutive words of the text ("ImageNet" in "the ImageNet dataset").

        Each comes with its share of the text's letters (0 to 1).
        """
        row = split_words(text)[:most_words]
        letters = sum(map(len, row))
        found: dict[int, float] = {}
        for start in range(len(row)):
            for end in range(start + 1, len(row) + 1):
                share = sum(map(len, row[start:end])) / letters
                for form in self._by_key.get(normalise(" ".join(row[start:end])), ()):
                    found[form] = max(share, found.get(form, 0.0))
        return found

    def find_by_prefix(self, start: str) -> list[int]:
        """Forms whose merge key begins with a text, in any case; sorted by number."""
        begin, end = _find_range(self._flats, start)
        return sorted(chain.from_iterable(self._of_flat[begin:end]))

    def find_similar(self, typed: str) -> dict[int, float]:
        """Forms that are spelled similarly, each with its similarity."""
        found = self._near_flats.find(typed)
        return {form: similarity for flat, similarity in found.items() for form in self._of_flat[flat]}

    def find_by_words(
        self, wanted: Sequence[str], *, starts: Sequence[str] = (), near: bool = False
    ) -> dict[int, float]:
        """Forms that contain all wanted words, sorted by number, each with the mean similarity weighted by length.

        Args:
            starts: beginnings, one of which may stand for the last word.
            near: whether words that are spelled similarly count.
        """
        import numpy as np

        numbers, total = np.array([], dtype=np.int32), np.array([])
        for n, word in enumerate(wanted):
            alike = self._near_words.find(word) if near else {}
            for start in starts if n == len(wanted) - 1 else ():
                alike |= dict.fromkeys(range(*_find_range(self._words, start)), 1.0)
            place = bisect_left(self._words, word)
            if place < len(self._words) and self._words[place] == word:
                alike[place] = 1.0
            having, similarity = self._find_having(alike)
            if n:
                numbers, before, now = np.intersect1d(numbers, having, assume_unique=True, return_indices=True)
                total = total[before] + similarity[now] * len(word)
            else:
                numbers, total = having, similarity * len(word)
            if not len(numbers):
                return {}
        means = total / (sum(map(len, wanted)) or 1)
        return dict(zip(numbers.tolist(), means.tolist(), strict=True))

    def _find_having(self, alike: Mapping[int, float]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Numbers of the forms with one of the words (position to similarity), and the best similarity of each."""
        import numpy as np

        if not alike:
            return np.array([], dtype=np.int32), np.array([])
        best_first = sorted(alike.items(), key=lambda item: (-item[1], item[0]))
        lists = [self._of_word[position] for position, _ in best_first]
        numbers, first = np.unique(np.concatenate(lists), return_index=True)
        return numbers, np.repeat([similarity for _, similarity in best_first], [len(forms) for forms in lists])[first]


def split_words(text: str) -> list[str]:
    """The words of a text's display form, unchanged."""
    return [word for word in _NOT_IN_WORDS.split(display(text).text) if word]


def make_word_keys(text: str) -> list[str]:
    """The merge keys of a text's words: "Vision-Language Models" -> ["vision", "language", "model"]."""
    return [word for word in (normalise(part).casefold() for part in split_words(text)) if word]


def fold_case(text: str) -> str:
    """A text in lower case without separators; unlike a merge key, it keeps plurals."""
    return "".join(split_words(text)).casefold()


def _make_forms(number: int, entity: Entity) -> Iterable[tuple[Form, list[str]]]:
    """The forms of an entity, that of its name first, each with its spellings."""
    grouped: dict[str, list[str]] = defaultdict(list)
    visible = dict.fromkeys((entity.name, *(alias for alias, _ in entity.aliases)))
    for spelling in (*visible, *entity.hidden):
        grouped[normalise(spelling)].append(spelling)
    own = normalise(entity.name)
    for key, spellings in grouped.items():
        if key:
            text = spellings[0] if spellings[0] in visible else entity.name
            yield Form(number, text, key, is_name=key == own), spellings


def _find_range(texts: Sequence[str], start: str) -> tuple[int, int]:
    return bisect_left(texts, start), bisect_left(texts, start + _HIGHEST)


def _to_array(values: list[int]) -> NDArray[np.int32]:
    import numpy as np

    return np.array(values, dtype=np.int32)

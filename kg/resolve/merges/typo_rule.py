"""Merges a name that one paper misspells by one letter with the name spelled right.

The letter may be neither the word's first nor among its last two, which tell endings apart, and the misspelt word must
occur in no other name. Names that a paper introduces are never taken for misspelt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from kg.resolve.forms import Form
from kg.resolve.resolution_graph import Link, Node
from kg.resolve.word_forms import find_numbers
from kg.text.normalise import normalise

_SHORTEST = 8  # letters of a word that is spelled right: shorter ones have other words one letter away
_FIRM = 5  # papers that spell it right


def link_typos(forms: Mapping[Node, Form]) -> Iterator[Link]:
    """A link from each misspelt name to the one spelled right.

    Words are compared by their deletions: of two words that are one edit apart, some deletions of one letter are equal.
    """
    papers: Counter[str] = Counter()  # word -> papers of names that have it, a paper once for each name
    words: dict[Node, list[str]] = {}
    for node in sorted(forms):
        words[node] = forms[node].main_spelling.casefold().split()
        papers.update({word: len(forms[node].papers) for word in words[node]})
    by_deletion: dict[str, list[str]] = defaultdict(list)
    for word in sorted(papers):
        if len(word) >= _SHORTEST and word.isalpha() and papers[word] >= _FIRM:
            for shortened in _list_deletions(word):
                by_deletion[shortened].append(word)
    for node in sorted(forms):
        if len(forms[node].papers) > 1 or forms[node].is_proposed:
            continue
        for i, word in enumerate(words[node]):
            if len(word) < _SHORTEST - 1 or not word.isalpha() or papers[word] > 1:
                continue
            deletions = _list_deletions(word)
            near = {right for shortened in (word, *deletions) for right in by_deletion.get(shortened, ())}
            near |= {right for right in deletions if right in papers and papers[right] >= _FIRM}
            for right in sorted(near):
                if right == word or not _is_one_edit(word, right):
                    continue
                target = Node(normalise(" ".join([*words[node][:i], right, *words[node][i + 1 :]])))
                is_firm = target in forms and len(forms[target].papers) >= _FIRM
                is_alike = is_firm and forms[target].label == forms[node].label
                if is_alike and find_numbers(target.key) == find_numbers(node.key):
                    detail = f"{word} is {right} with one letter wrong."
                    yield Link(node, target, "typo", detail, tuple(forms[node].papers))


def _list_deletions(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(1, len(word) - 2)]


def _is_one_edit(word: str, other: str) -> bool:
    """Whether words differ by an inner letter left out, put in or replaced, or by two neighbours swapped."""
    if word[0] != other[0] or word[-2:] != other[-2:] or abs(len(word) - len(other)) > 1:
        return False
    if len(word) == len(other):
        wrong = [i for i, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
        if len(wrong) == 2:
            first, second = wrong
            return second == first + 1 and word[first] == other[second] and word[second] == other[first]
        return len(wrong) == 1
    shorter, longer = sorted((word, other), key=len)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer) - 2))

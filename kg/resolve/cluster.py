"""Which nodes are one entity: a union of nodes, each with the reason that can be shown for it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Literal, get_args

from kg.model.types import Label
from kg.resolve.forms import Form
from kg.resolve.short_forms.definitions import Definitions
from kg.resolve.short_forms.disambiguate import ShortForm, dominant, sense_node
from kg.resolve.word_forms import kind_of, may_be, numbers, plain_name, singular_name, writes
from kg.text.normalise import is_short_form, normalise
from kg.vocabulary.aliases import Tables

Reason = Literal["correction", "abbreviation", "known alias", "wording", "typo"]
REASONS: tuple[Reason, ...] = get_args(Reason)  # the best first


@dataclass(frozen=True, slots=True)
class Link:
    """Two nodes that are one entity, and why."""

    one: str
    other: str
    reason: Reason
    detail: str
    papers: tuple[int, ...] = ()  # positions


def strongest_first(links: Iterable[Link]) -> list[Link]:
    """The links by reason, then by the papers that show them, for where not all of them can hold."""
    return sorted(links, key=lambda link: (REASONS.index(link.reason), -len(link.papers), link.one, link.other))


@dataclass(slots=True)
class Clusters:
    """A union-find whose result does not depend on the order of unions, unless `foes` are to be kept apart."""

    foes: Mapping[str, Set[str]] = field(default_factory=dict)  # node -> nodes never in one cluster with it
    links: dict[str, list[Link]] = field(default_factory=lambda: defaultdict(list))
    _parent: dict[str, str] = field(default_factory=dict)
    _marked: dict[str, set[str]] = field(default_factory=dict)  # root -> nodes of its cluster that have foes

    def root(self, node: str) -> str:
        """The first node of the cluster, by code point."""
        path = []
        while (parent := self._parent.get(node, node)) != node:
            path.append(node)
            node = parent
        for passed in path:
            self._parent[passed] = node
        return node

    def add(self, link: Link) -> None:
        """Unites two nodes, unless foes would be united."""
        one, other = sorted((self.root(link.one), self.root(link.other)))
        if one != other:
            marked = self._marks(one), self._marks(other)
            if all(marked) and self.foes_among(*marked) is not None:
                return
            self._parent[other] = one
            if any(marked):
                self._marked[one] = marked[0] | marked[1]
        for end in (link.one, link.other):
            self.links[end].append(link)

    def foes_among(self, some: Iterable[str], others: Iterable[str]) -> tuple[str, str] | None:
        """The first pair, by code point, of a node of each that must not be in one cluster."""
        there = set(others)
        for node in sorted(self.foes.keys() & set(some)):
            if met := self.foes[node] & there:
                return node, min(met)
        return None

    def _marks(self, root: str) -> set[str]:
        return self._marked.get(root, {root} & self.foes.keys())


def abbreviation_links(
    decided: Mapping[str, ShortForm], by_node: Mapping[str, Form], defined: Definitions
) -> Iterator[Link]:
    """Short forms with their long forms, and the long forms of one meaning with each other."""
    for key in sorted(decided):
        short = decided[key]
        spelling = singular_name(short.spelling)
        for sense in short.senses:
            node = sense_node(short, sense.sign)
            for long in sorted(sense.longs):
                if long in by_node and node in by_node:
                    detail = _definition(len(sense.longs[long]), spelling, defined.spelled[long])
                    yield Link(node, long, "abbreviation", detail, tuple(sorted(sense.longs[long])))
            long = normalise(sense.long)
            if not sense.longs and long in by_node:
                users = tuple(sorted(paper for paper, sign in short.of_paper.items() if sign == sense.sign))
                detail = f"{spelling} is a well-known short form of {sense.long}."
                yield Link(node, long, "known alias", detail, users)


def _definition(papers: int, short: str, long: str) -> str:
    return f"{papers} papers define {short} as {long}." if papers > 1 else f"A paper defines {short} as {long}."


_UNMISTAKABLE = 12  # letters of a known name: so long a one means the same thing under any label


def alias_links(by_node: Mapping[str, Form], tables: Tables, decided: Mapping[str, ShortForm]) -> Iterator[Link]:
    """Names of the table of aliases with the first name that the table has for the entity."""
    for node in sorted(by_node):
        known = tables.names.get(node)
        if known is None or not (may_be(by_node[node].label, known.label) or len(node) >= _UNMISTAKABLE):
            continue
        if node in decided and len(decided[node].senses) + bool(decided[node].undecided) > 1:
            continue  # what a short form means is decided paper by paper
        name = normalise(known.name)
        if name != node:
            yield Link(
                node, name, "known alias", f"It is a well-known name of {known.name}.", tuple(by_node[node].papers)
            )


# ---- wording ---------------------------------------------------------------------------------------

_TOKEN = re.compile(r"[\s\-–]+")
_BASED = re.compile(r"-based(?= )")
_SPELLED_SHARE, _SPELLED_PAPERS = 0.9, 30
_MODEL_SHARE = 0.6  # does where a version follows


def wording_links(by_node: Mapping[str, Form], decided: Mapping[str, ShortForm], tables: Tables) -> Iterator[Link]:
    """Names that differ only in that one writes a part of the other short ("multimodal LLM"), or adds "-based"."""
    expanded: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for node in sorted(by_node):
        for spelling in sorted(by_node[node].spellings):
            plain = _BASED.sub("", spelling) if by_node[node].label == "MODEL" else spelling
            for written in sorted({plain, *_spelled_out(spelling, decided, tables)}):
                key = normalise(written)
                if key != node and written != spelling:
                    expanded[key].append((node, written))
    for key in sorted(expanded):
        same = sorted(set(expanded[key]))
        target = key if key in by_node else same[0][0]
        for node, written in same:
            if node != target and may_be(by_node[node].label, by_node[target].label):
                yield Link(node, target, "wording", f"Written out it is {written}.", tuple(by_node[node].papers))


def _spelled_out(spelling: str, decided: Mapping[str, ShortForm], tables: Tables) -> Iterator[str]:
    if " " not in spelling:
        return  # "SWE-agent" is a name
    words = _TOKEN.split(spelling)
    for i, word in enumerate(words):
        versioned = i + 1 < len(words) and words[i + 1][:1].isdigit()
        long = _one_meaning(word, decided, tables, versioned=versioned) if is_short_form(word) else None
        if long is None:
            continue
        long = singular_name(long)  # "LLM agents" are no "large language models agents"
        parts = long.split(" ")
        rest = words[i + 1 :]
        if rest and len(parts) > 1 and normalise(parts[-1]) == normalise(rest[0]):
            rest = rest[1:]  # "VLA models": the long form has the noun already
        yield " ".join([*words[:i], long, *rest])


def _one_meaning(word: str, decided: Mapping[str, ShortForm], tables: Tables, *, versioned: bool = False) -> str | None:
    """The long form that a word surely has; what comes in versions is a model."""
    key = normalise(word)
    short = decided.get(key)
    if short is not None:
        sense = short.senses[0] if len(short.senses) == 1 and not short.undecided else dominant(short)
        if sense is not None:
            return sense.long
    if short is None and key in tables.meanings:
        first = tables.meanings[key][0]
        known = tables.names.get(key)
        likely = versioned and kind_of(first.long) == "MODEL" and first.share >= _MODEL_SHARE
        sure = likely or first.share >= _SPELLED_SHARE or (known is not None and known.long == first.long)
        if sure and first.papers >= _SPELLED_PAPERS and writes(word, first.short):
            return first.long
    return None


# ---- plain names -----------------------------------------------------------------------------------

_IN_RUNNING_TEXT = 0.31  # weight: more than a heading or the beginning of one sentence


def plain_links(by_node: Mapping[str, Form], decided: Mapping[str, ShortForm], tables: Tables) -> Iterator[Link]:
    """Names of one label that are the same once what says nothing new is taken off ("COCO dataset", "WMT 2014")."""
    groups: dict[tuple[Label, str], dict[str, str]] = defaultdict(dict)
    for node in sorted(by_node):
        form = by_node[node]
        for spelling in sorted(form.spellings):
            uncapitalised = spelling[:1].lower() + spelling[1:]
            running = form.spellings[spelling] > _IN_RUNNING_TEXT and uncapitalised not in form.spellings
            plain = plain_name(spelling, form.label, running=running)
            if plain == spelling or not _is_field(plain, form.label, decided, tables):
                groups[form.label, normalise(plain)].setdefault(node, plain)
    for (_, key), written in sorted(groups.items()):
        bare = [node for node in written if node.partition("\x1f")[0] == key]
        others = [node for node in written if node not in bare]
        if len(bare) > 1:
            continue  # a short form in several senses
        target, *rest = [*bare, *others]
        for node in rest:
            yield Link(node, target, "wording", f"It adds nothing to {written[node]}.", tuple(by_node[node].papers))


def _is_field(name: str, label: Label, decided: Mapping[str, ShortForm], tables: Tables) -> bool:
    """Whether a name stands for a field or task, whose algorithms and models are other things ("RL algorithm")."""
    short = decided.get(normalise(name))
    long = _one_meaning(name, decided, tables) or name
    field = label == "METHOD" and " " in long and long.endswith("ing")
    return field or (label == "MODEL" and short is not None and any(sense.label == "TASK" for sense in short.senses))


# ---- typos -----------------------------------------------------------------------------------------

_TYPO_LENGTH = 8  # letters of the word
_TYPO_FIRM = 5  # papers that write it right


def typo_links(by_node: Mapping[str, Form]) -> Iterator[Link]:
    """Names in which one long word is misspelt by one letter, where only one paper writes it so.

    The letter may be neither the word's first nor among its last two, which tell endings apart, and the word must occur
    in no other name.
    """
    words: Counter[str] = Counter()
    split: dict[str, list[str]] = {}
    for node in sorted(by_node):
        form = by_node[node]
        spelling = min(form.spellings, key=lambda s: (-form.spellings[s], s))
        split[node] = spelling.casefold().split()
        words.update({word: len(form.papers) for word in split[node]})
    by_letters: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) >= _TYPO_LENGTH and word.isalpha() and words[word] >= _TYPO_FIRM:
            for less in _one_less(word):
                by_letters[less].append(word)
    for node in sorted(by_node):
        if len(by_node[node].papers) > 1:
            continue
        for i, word in enumerate(split[node]):
            if len(word) < _TYPO_LENGTH - 1 or not word.isalpha() or words[word] > 1:
                continue
            rights = {right for less in (word, *_one_less(word)) for right in by_letters.get(less, ())}
            rights |= {right for less in _one_less(word) if (right := less) in words and words[right] >= _TYPO_FIRM}
            for right in sorted(rights):
                if right == word or not _one_letter(word, right):
                    continue
                target = normalise(" ".join([*split[node][:i], right, *split[node][i + 1 :]]))
                firm = target in by_node and len(by_node[target].papers) >= _TYPO_FIRM
                if firm and numbers(target) == numbers(node) and by_node[target].label == by_node[node].label:
                    detail = f"{word} is {right} with one letter wrong."
                    yield Link(node, target, "typo", detail, tuple(by_node[node].papers))


def _one_less(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(1, len(word) - 2)]


def _one_letter(one: str, other: str) -> bool:
    """Whether the words differ by a letter left out, put in, replaced, or two swapped, within their inner letters."""
    if one[0] != other[0] or one[-2:] != other[-2:] or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(wrong) == 2:
            a, b = wrong
            return b == a + 1 and one[a] == other[b] and one[b] == other[a]
        return len(wrong) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(1, len(long) - 2))

"""Clues in the words of a name: its label, its sense key, its numbers, and its usual spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from kg.model.types import POSSIBLE_ACHIEVERS, Label
from kg.text.normalise import normalise, singularise

_SPLIT = re.compile(r"[\s_\-‐‑‒–—/]+")
_WORD = re.compile(r"[^\W_]+")
_STOP = frozenset({"a", "an", "and", "by", "for", "from", "in", "of", "on", "the", "to", "via", "with"})
_CLASS_NOUNS = ("model", "network", "method", "algorithm", "framework", "approach", "dataset", "benchmark")

# The label that the head of a descriptive name suggests; the first pattern that matches wins.
_HEADS: tuple[tuple[Label, re.Pattern[str]], ...] = (
    (
        "METRIC",
        re.compile(
            r"(?:rate|ratio|score|error|accuracy|precision|recall|distance|similarity|divergence|perplexity|"
            r"quality index|coefficient|latency|operations|evaluations|per second|index measure)$"
        ),
    ),
    ("DATASET", re.compile(r"(?:dataset|data set|benchmark|corpus|leaderboard|challenge|treebank|suite)$")),
    (
        "MODEL",
        re.compile(
            r"(?:model|network|transformer|autoencoder|auto-encoder|machine|perceptron|classifier|forest|agent|mllm|llm|"
            r"autoencoders|net)$"
        ),
    ),
    (
        "TASK",
        re.compile(
            r"(?:recognition|detection|segmentation|translation|answering|classification|understanding|summarization|"
            r"extraction|forecasting|captioning|completion|disambiguation|localization|identification|restoration|"
            r"super-resolution|parsing|prediction|retrieval|matching|tracking|planning|navigation|reasoning|inference)$"
        ),
    ),
)


def writes_short_form(surface: str, short: str) -> bool:
    """Whether a surface spells a short form: in the same case, or in capitals only; plurals and separators are ignored.

    "LORA" and "LoRAs" are spellings of "LoRA", and "re-ID" is one of "Re-ID"; but "rFID", the FID of a reconstruction,
    is none of "RFID".
    """
    written, wanted = (_SPLIT.sub("", singularise(form)) for form in (surface, short))
    if written[1:2].islower():  # a word's capital may be the sentence's
        written, wanted = written[:1].lower() + written[1:], wanted[:1].lower() + wanted[1:]
    return written == wanted or written.isupper()


def guess_label(name: str) -> Label | None:
    """The label that the head of a descriptive name suggests ("success rate" is a METRIC); None if it suggests none."""
    low = name.casefold()
    words = low.split()
    if words:
        low = " ".join([*words[:-1], singularise(words[-1])])
    return next((label for label, pattern in _HEADS if pattern.search(low)), None)


def labels_agree(label: Label, other: Label | None) -> bool:
    """Whether mentions with these labels may name one thing; where one label is not known (None) they may.

    Things with two other labels than those that are given by turns are two things.
    """
    return other is None or label == other or (label in POSSIBLE_ACHIEVERS and other in POSSIBLE_ACHIEVERS)


_SUFFIX = re.compile(
    r"(?:ational|ities|ity|izational|ations|ation|ative|izing|ising|ized|ised|izer|iser|ize|ise|ments|ment|ness|able|ible|"
    r"ings|ing|ions|ion|ors|ers|or|er|ances|ance|ences|ence|ies|ied|ed|es|als|al|ally|ly|ives|ive|ical|ics|ic|ous|y|e|s)$"
)


def _stem(word: str) -> str:
    if len(word) <= 5:
        return word
    stem = _SUFFIX.sub("", word)
    return (stem if len(stem) >= 4 else word).rstrip("eiy")


def make_sense_key(long_form: str) -> str:
    """The key that spellings of one long form share: word stems without linking words and a final class noun.

    "Reinforcement learning from verifiable rewards" and "... with verified reward" are one sense, "visual question
    answering" and "video question answering" are two. It compares long forms of one short form only.
    """
    words = [singularise(word.casefold()) for word in _SPLIT.split(long_form) if word]
    words = [word for word in words if word not in _STOP] or words
    if len(words) > 1 and words[-1] in _CLASS_NOUNS:
        words.pop()
    return "".join(_stem(normalise(word)) for word in words)


def list_stems(text: str) -> list[str]:
    """The stems of the words of a text in order, without linking words; comparable with each other only."""
    words = (singularise(word.casefold()) for word in _WORD.findall(text))
    return [_stem(word) for word in words if word not in _STOP]


def find_numbers(key: str) -> tuple[str, ...]:
    """The numbers in a merge key, in order: "qwen2.5-7b" -> ("2.5", "7"). Two names of one thing have the same."""
    return tuple(re.findall(r"\d+(?:\.\d+)*", key))


_LINKED = re.compile(r"[ -](?:of|for|in|with|on|from|per|under)[ -]", re.IGNORECASE)


def to_singular(name: str, *, attested: Set[str] = frozenset()) -> str:
    """The name with its head word in the singular, unless that could be a proper name in -s ("Cityscapes").

    `attested` holds the spellings that the corpus has; a singular found there is always taken.
    """
    linked = _LINKED.search(name)
    end = linked.start() if linked else len(name)  # the head of "mixture of experts" is "mixture"
    head_start = max(name.rfind(" ", 0, end), name.rfind("-", 0, end)) + 1
    head = name[head_start:end]
    in_singular = singularise(head)
    if in_singular == head:
        return name
    singular_name = name[:head_start] + in_singular + name[end:]
    is_plain = head.islower() or (len(head) > 2 and head[-2].isupper()) or (" " in name and head[1:].islower())
    return singular_name if singular_name in attested or is_plain else name


def choose_spelling(weights: Mapping[str, float]) -> str:
    """The usual spelling of a name; `weights` gives the weight of each spelling, all with one merge key.

    Separators are voted on first, then case, where running text in lower case wins over headings from a third of the
    weight of the capitalised spelling on.
    """
    by_form: dict[str, float] = {}
    for surface, weight in weights.items():
        by_form[surface.casefold()] = by_form.get(surface.casefold(), 0.0) + weight
    form = min(by_form, key=lambda f: (-by_form[f], f))
    cased = {surface: weight for surface, weight in weights.items() if surface.casefold() == form}
    return min(cased, key=lambda s: (-cased[s] * (3.0 if s.islower() else 1.0), -sum(map(str.islower, s)), s))


_DERIVED = re.compile(r"[A-Z][a-z]{2,}(?:ing|ed|ive|tion|ity|ance|ence|able|aware|based|al)$")


def lower_ordinary_words(name: str, words: Set[str]) -> str:
    """A name of several words as running text would have it: those of `words` lose their capital.

    Where one does, so do words whose ending marks them as ordinary ("Tricking retriever").
    """
    parts = re.split(r"([ -])", name)
    if len(parts) == 1:
        return name
    lowered = [p.lower() if p[1:].islower() and p.lower() in words else p for p in parts]
    if lowered == parts:
        return name
    return "".join(p.lower() if _DERIVED.fullmatch(p) else p for p in lowered)

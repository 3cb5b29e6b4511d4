"""Merges names that differ by words that add nothing: "COCO dataset", "COCO val" and "COCO"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.model.types import Label
from kg.resolve.forms import Form
from kg.resolve.merges.wording_rule import find_certain_long_form
from kg.resolve.resolution_graph import Link, Node
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.text.normalise import normalise, singularise
from kg.vocabulary.lexicon import Lexicon

# Nouns after a proper name that only say what kind of thing it names. "Challenge", "loss" and "training" would make
# something else of it, as would a "model" behind the name of a task.
_KIND_NOUNS: dict[Label, frozenset[str]] = {
    "DATASET": frozenset({"benchmark", "corpus", "dataset"}),
    "METHOD": frozenset({"algorithm", "optimizer"}),
    "METRIC": frozenset({"metric", "score"}),
    "MODEL": frozenset({"architecture", "model", "network"}),
}
_MAKER = re.compile(r"(?:OpenAI|Google|Anthropic|Microsoft|NVIDIA|Alibaba)(?:['’]s)? (?=[A-Z]\S*$|.*\d)")
_VERSION_SIGN = re.compile(r"(?<!\d)v(?=\d)")  # a capital is part of the name ("MiniCPM-V 2.6")
_POINT_ZERO = re.compile(r"(?<![\d.])(\d)\.0(?![\w.])")
_YEAR = re.compile(r"(?<!\d)(?:19(?=9\d(?!\d))|20(?=[0-2]\d(?!\d)))")
# The part of a dataset that is evaluated on is no other dataset. "Turing test" is one, and a name may end in "-test".
_HELD_OUT_PART = re.compile(r" (?:val|dev|validation|(?:val|dev|development|validation|test)[ -](?:set|split))s?$")

_IN_RUNNING_TEXT = 0.31  # weight: more than a heading or the beginning of one sentence


def link_added_words(
    forms: Mapping[Node, Form], short_forms: Mapping[Node, ShortForm], lexicon: Lexicon
) -> Iterator[Link]:
    """Links between names of one label that are the same without words that add nothing.

    The target is the name without such words, if the corpus has it and it is no short form in several senses; else the
    lexicon's entity of that name.
    """
    groups: dict[tuple[Label, str], dict[Node, str]] = defaultdict(dict)  # (label, key) -> node -> plain name
    for node in sorted(forms):
        form, spellings = forms[node], forms[node].spellings
        for spelling in sorted(spellings):
            uncapitalised = spelling[:1].lower() + spelling[1:]
            running = spellings[spelling] > _IN_RUNNING_TEXT and uncapitalised not in spellings
            plain = strip_added_words(spelling, form.label, running=running)
            if plain == spelling or not _is_field(plain, form.label, short_forms, lexicon):
                groups[form.label, normalise(plain)].setdefault(node, plain)
    for (label, key), plain_names in sorted(groups.items()):
        bare = [node for node in plain_names if node.key == key]
        if len(bare) > 1:
            continue
        if not bare and (known := lexicon.names.get(key)) is not None and known.label == label:
            bare = [Node(known.key)]
        target, *rest = [*bare, *(node for node in plain_names if node not in bare)]
        for node in rest:
            yield Link(node, target, "wording", f"It adds nothing to {plain_names[node]}.", tuple(forms[node].papers))


def _is_field(name: str, label: Label, short_forms: Mapping[Node, ShortForm], lexicon: Lexicon) -> bool:
    """Whether a name stands for a field or task, whose algorithms and models are other things ("RL algorithm")."""
    if label == "METHOD":
        long = find_certain_long_form(name, short_forms, lexicon) or name
        return " " in long and long.endswith("ing")
    short_form = short_forms.get(Node(normalise(name)))
    return label == "MODEL" and short_form is not None and any(sense.label == "TASK" for sense in short_form.senses)


def strip_added_words(name: str, label: Label, *, running: bool) -> str:
    """The name without parts that add nothing: the noun of its kind, maker, "v" and ".0" of a version, year, "val".

    `running` says that running text writes it so, where a capital marks a proper name.
    """
    if label == "MODEL":
        maker = _MAKER.match(name)
        name = name[maker.end() :] if maker else name
    if label in ("DATASET", "MODEL"):
        name = _POINT_ZERO.sub(r"\1", _VERSION_SIGN.sub("", name))
    if label == "DATASET":
        name = _YEAR.sub("", name)
        part = _HELD_OUT_PART.search(name)
        name = name[: part.start()] if part and _is_proper(name[: part.start()], running) else name
    rest, _, noun = name.rpartition(" ")
    if singularise(noun.casefold()) in _KIND_NOUNS.get(label, ()) and _is_proper(rest, running and noun.islower()):
        return rest
    return name


def _is_proper(name: str, running: bool) -> bool:
    """Whether a word of the name has a capital or digit inside, or, in running text, each begins with a capital."""
    words = name.split()
    marked = any(char.isupper() or char.isdigit() for word in words for char in word[1:])
    return marked or (running and all(word[:1].isupper() for word in words) and bool(words))

